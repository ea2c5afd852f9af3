package import Casework

/// The desk's whole language: what it understands and what it says.
///
/// A value, made once from the books and shared by all; a new book makes a new one.
package struct Phrasebook: Sendable {
    let commands: [Action: CommandBook]
    let order: [Action]
    /// What each command cannot do without.
    let required: [Action: [Slot]]
    let words: WordBook
    let lexicon: Lexicon
    let forms: [Form]
    let modifiers: [Form]
    let index: FormIndex
    let wordings: [ReplyKind: [Language: Template]]
    let english: [String: String]
    let compositions: [Composer]
    let joints: Words
    let placeLeads: Words
    let photoCounts: Words
    let personCounts: Words
    let firstItems: Words
    let nextItems: Words
    let spam: Words

    /// - Parameters:
    ///   - commands: In the order of the books: earlier ones win ties and lead in help.
    ///   - words: What belongs to no single command.
    ///   - wordings: By kind and language, already read.
    ///   - names: The station's lists.
    ///   - lunar: The table that lunar dates are read by.
    package init(
        commands: [CommandBook],
        words: WordBook,
        wordings: [ReplyKind: [Language: Template]],
        names: Gazetteer,
        lunar: LunarCalendar
    ) {
        self.commands = Dictionary(commands.map { ($0.action, $0) }) { first, _ in first }
        order = commands.map(\.action)
        required = self.commands.mapValues { command in
            Slot.allCases.filter { command.arguments[$0]?.isRequired == true }
        }
        self.words = words
        self.wordings = wordings
        english = names.english
        var lexicon = Lexicon(lunar: lunar)
        func list(_ list: WordList) -> Words { Words(words.lists[list] ?? []) }
        lexicon.references.before = list(.numberBefore)
        lexicon.references.after = list(.numberAfter)
        lexicon.references.latest = list(.numberLatest)
        lexicon.references.counted = list(.numberNever)
        lexicon.references.joints = list(.numberJoints)
        lexicon.units = Gazetteer.words(names.units)
        lexicon.places = Gazetteer.words(names.places)
        lexicon.villages = Gazetteer.words(names.villages)
        lexicon.topics = Gazetteer.words(names.topics)
        lexicon.people = Gazetteer.words(names.people)
        lexicon.values = words.values.mapValues { Words($0) }
        lexicon.leads = list(.politeBefore)
        lexicon.trails = Words(
            (words.lists[.politeAfter] ?? []) + (words.lists[.clauseJoints] ?? [])
        )
        joints = list(.clauseJoints)
        lexicon.placeEndings = list(.placeEndings)
        lexicon.unitEndings = list(.unitEndings)
        lexicon.photoMarks = list(.photoMarks)
        self.lexicon = lexicon
        placeLeads = list(.placeBefore)
        photoCounts = list(.photoCounts)
        personCounts = list(.personCounts)
        firstItems = list(.firstItem)
        nextItems = list(.nextItem)
        spam = list(.spam)

        var forms: [Form] = []
        for command in commands {
            for language in Language.allCases {
                let names = command.names[language] ?? []
                let bare = names.isEmpty ? [] : [Pattern(node: .names)]
                for pattern in (command.forms[language] ?? []) + bare {
                    forms.append(
                        Form(
                            pattern,
                            action: command.action,
                            shownTo: command.shownTo,
                            order: forms.count,
                            names: names
                        ) { Recogniser($0, argument: $1, command: command, words: words) }
                    )
                }
            }
        }
        self.forms = forms
        index = FormIndex(forms)
        modifiers = words.modifiers.enumerated().map { order, pattern in
            Form(pattern, action: .help, order: order, names: []) {
                Recogniser($0, argument: $1, command: nil, words: words)
            }
        }
        compositions = commands.compactMap { command in
            command.composition.map { Composer(command.action, $0, words: words, command: command) }
        }
    }
}

extension Recogniser {
    private static func words(_ slot: Slot, _ book: WordBook) -> Words? {
        book.values[slot].map { Words($0) }
    }

    init(_ slot: Slot, argument: String?, command: CommandBook?, words: WordBook) {
        self.slot = slot
        self.words = Recogniser.words(slot, words)
        shape =
            switch slot {
            case .ref: .ref
            case .refs, .returned: .refs
            case .item, .photos, .participants, .group, .dueWorkdays: .number
            case .date: .day(command?.arguments[.date]?.isPast == true ? .past : .future)
            case .due: .due
            case .year: .year
            case .month: .month
            case .lunar: .lunar
            case .unit: .name(.unit)
            case .village: .name(.village)
            case .place: .name(.place)
            case .topic: words.values[slot] == nil || argument == "list" ? .name(.topic) : .value
            case .code: .code(argument.flatMap { Int($0) })
            case .phone: .phone
            case .time: .clock
            case .name, .whom: .free(limit: 24)
            case .reason, .redirect: .free(limit: 400)
            case .content, .finding, .suggestion, .text, .comment, .about, .override, .keep:
                .free(limit: NormalText.window)
            case .anonymous, .confidential, .onBehalf, .kind, .rating, .ask, .which, .callback,
                .language, .result, .channel, .status, .filter, .scope, .audience, .basis:
                .value
            }
    }
}

/// Which forms are worth trying at a position.
struct FormIndex: Sendable {
    /// A form with the signs that the text must have for it.
    private struct Key {
        var form: Int
        var needed: UInt64
    }

    private var byFirst: [UInt32: [Key]] = [:]
    private var numeric: [Key] = []
    private var others: [Key] = []

    init(_ forms: [Form]) {
        for (index, form) in forms.enumerated() {
            let key = Key(form: index, needed: form.needed)
            if let firsts = form.firsts {
                for first in firsts { byFirst[first, default: []].append(key) }
            } else if form.beginsWithNumber {
                numeric.append(key)
            } else {
                others.append(key)
            }
        }
    }

    /// Visits forms that may fit.
    ///
    /// - Parameters:
    ///   - first: The sign at the position.
    ///   - hasNumber: True when a number may begin there.
    ///   - mask: The bits of all signs of the text.
    ///   - body: Told the index of each form.
    func visit(
        _ first: UInt32,
        hasNumber: Bool,
        mask: UInt64,
        _ body: (Int) -> Void
    ) {
        if let known = byFirst[first] {
            for key in known where key.needed & mask == key.needed { body(key.form) }
        }
        if hasNumber {
            for key in numeric where key.needed & mask == key.needed { body(key.form) }
        }
        for key in others where key.needed & mask == key.needed { body(key.form) }
    }
}

extension Phrasebook {
    /// One spelling for words that a reader cannot tell apart: to compare names with.
    package static func spelling(_ text: String) -> String {
        Numerals.string(NormalText.spelling(text).filter { $0 != 0x20 })
    }
}
