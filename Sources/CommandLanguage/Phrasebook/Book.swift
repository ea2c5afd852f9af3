package import Casework

/// One command as its file tells it.
package struct CommandBook: Sendable {
    /// What is known of an argument.
    package struct Argument: Sendable {
        package var isRequired = false
        /// True when an incomplete date means the last such day, not the next.
        package var isPast = false
        /// True for several numbers of which each becomes a step of its own.
        package var isSpread = false
        /// Asked when it is missing; by language.
        package var question: [Language: String] = [:]

        package init() {}
    }

    /// How a longer text is taken apart: labelled lines, or cues within a sentence.
    package struct Composition: Sendable {
        /// Words that open such a text.
        package var headings: [Pattern] = []
        /// Labels before a colon, by the argument they name.
        package var labels: [Slot: [String]] = [:]
        /// Words after which an argument's free words begin.
        package var openers: [Slot: [String]] = [:]
        /// Where unlabelled words go.
        package var body = Slot.content
        /// What is looked for anywhere in the text.
        package var finds: [Slot] = []
        /// True when an office holder's text is taken apart as soon as a word of `kind` opens it.
        package var opensByKind = false

        package init() {}
    }

    package var action: Action
    /// Who sees it in help and menu; it grants nothing.
    package var shownTo: Set<Role> = []
    /// Aliases by language; each alone is a form.
    package var names: [Language: [String]] = [:]
    package var forms: [Language: [Pattern]] = [:]
    package var arguments: [Slot: Argument] = [:]
    package var composition: Composition?
    /// True when a voter's free words are taken for this command.
    package var takesFreeText = false
    package var help: [Language: String] = [:]
    package var example: [Language: String] = [:]
    /// The name on a channel's menu, `a-z`, `0-9`, `_`; nil to stay off it.
    package var menu: String?

    package init(_ action: Action) {
        self.action = action
    }
}

/// The words that belong to no command.
package struct WordBook: Sendable {
    /// By slot: words and the value they stand for.
    package var values: [Slot: [(word: String, value: String)]] = [:]
    /// By list: `number_before`, `polite_before` and so on.
    package var lists: [WordList: [String]] = [:]
    /// Forms of clauses that only add to the step beside them.
    package var modifiers: [Pattern] = []
    /// Fixed words in replies, by key.
    package var terms: [String: [Language: String]] = [:]

    package init() {}
}

/// The word lists of `commands/words.yaml`.
package enum WordList: String, Sendable, CaseIterable {
    case numberBefore = "number_before"
    case numberAfter = "number_after"
    case numberLatest = "number_latest"
    case numberNever = "number_never"
    case numberJoints = "number_joints"
    case politeBefore = "polite_before"
    case politeAfter = "polite_after"
    case clauseJoints = "clause_joints"
    case placeBefore = "place_before"
    case placeEndings = "place_endings"
    case unitEndings = "unit_endings"
    case photoMarks = "photo_marks"
    case photoCounts = "photo_counts"
    case personCounts = "person_counts"
    case firstItem = "first_item"
    case nextItem = "next_item"
    case spam
}
