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
    private(set) var lexicon: Lexicon
    let forms: [Form]
    let modifiers: [Form]
    let index: FormIndex
    let wordings: [ReplyKind: [Language: Template]]
    let english: [String: String]
    /// Names that are not parted between two messages.
    private(set) var names: [Character: [[Character]]]
    private let gazetteer: Gazetteer
    let compositions: [Composer]
    let joints: Words
    let placeLeads: Words
    let photoCounts: Words
    let personCounts: Words
    let firstItems: Words
    let nextItems: Words
    let spam: Words
    let cues: CueTable
    let respelling: Respelling
    let likeness: Likeness
    private let lists: [WordList: Words]

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
        gazetteer = names
        self.names = Phrasebook.undivided(names)
        var lexicon = Lexicon(lunar: lunar)
        let lists = words.lists.mapValues { Words($0) }
        self.lists = lists
        func list(_ list: WordList) -> Words { lists[list] ?? Words() }
        lexicon.references.before = list(.numberBefore)
        lexicon.references.after = list(.numberAfter)
        lexicon.references.latest = list(.numberLatest)
        lexicon.references.counted = list(.numberNever)
        lexicon.references.uncounted = list(.numberFree)
        lexicon.references.joints = list(.numberJoints)
        lexicon.units = Gazetteer.words(names.units)
        lexicon.places = Gazetteer.words(names.places)
        lexicon.villages = Gazetteer.words(names.villages)
        lexicon.topics = Gazetteer.words(names.topics)
        lexicon.people = Gazetteer.words(names.people)
        let values = words.values.mapValues { Words($0) }
        lexicon.values = values
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
        cues = CueTable(commands)
        respelling = Respelling(heard: words.heard, pinyin: words.pinyin)
        likeness = Likeness(words.said, self.lexicon, respelling)

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
                        ) { Recogniser($0, argument: $1, command: command, words: values) }
                    )
                }
            }
        }
        self.forms = forms
        index = FormIndex(forms)
        modifiers = words.modifiers.enumerated().map { order, pattern in
            Form(pattern, action: .help, order: order, names: []) {
                Recogniser($0, argument: $1, command: nil, words: values)
            }
        }
        compositions = commands.compactMap { command in
            command.composition.map {
                Composer(command.action, $0, words: values, command: command)
            }
        }
    }
}

extension Phrasebook {
    /// The same book, which knows these people by name besides those of config.
    package func naming(_ people: [String]) -> Phrasebook {
        var all = gazetteer
        let known = Set(all.people.map(\.zh))
        all.people += people.filter { !known.contains($0) }.map { Gazetteer.Entry(zh: $0) }
        var book = self
        book.lexicon.people = Gazetteer.words(all.people)
        book.names = Phrasebook.undivided(all)
        return book
    }

    /// Names by their first character: no name is parted between two messages.
    private static func undivided(_ names: Gazetteer) -> [Character: [[Character]]] {
        Dictionary(grouping: Set(names.all).map { Array($0) }) { $0.first ?? " " }
    }

    /// The words of a list, ready to be found.
    func list(_ list: WordList) -> Words { lists[list] ?? Words() }

    /// How many picture marks stand in a stretch; nil for none.
    func photoMarks(_ text: NormalText, _ range: Range<Int>) -> Arguments.Value? {
        var count = 0
        var index = range.lowerBound
        while index < range.upperBound {
            let found = lexicon.photoMarks.longest(text.scalars, at: index, to: range.upperBound)
            count += found == nil ? 0 : 1
            index = found?.end ?? index + 1
        }
        return count == 0 ? nil : .number(count)
    }
}

extension Recogniser {
    /// The words are those of the command's own values, else of the fixed values, by slot.
    init(_ slot: Slot, argument: String?, command: CommandBook?, words: [Slot: Words]) {
        self.slot = slot
        self.words = command?.arguments[slot]?.words ?? words[slot]
        shape =
            switch slot {
            case .ref: .ref
            case .refs, .returned: .refs
            case .item, .photos, .participants, .group, .dueWorkdays, .days, .daysBefore,
                .dueMonths,
                .voters, .opinions, .answeredOnSpot, .congress, .receptions, .suggestions,
                .groupActivities:
                .number
            case .date, .to, .from, .deadline:
                .day(command?.arguments[.date]?.isPast == true ? .past : .future)
            case .followUpOn: .day(.future)
            case .due: .due
            case .year: .year
            case .month: .month
            case .lunar: .lunar
            case .unit, .coUnits, .suggestUnit: .name(.unit)
            case .village, .villages: .name(.village)
            case .deputy, .deputies, .with, .lead: .name(.person)
            case .into: .ref
            case .place: .name(.place)
            case .topic: .name(.topic)
            case .code: .code(argument.flatMap { Int($0) })
            case .phone, .phoneTail: .phone
            case .time, .at: .clock
            case .filedMonth: .month
            case .name, .whom, .voterName, .district: .free(limit: 24)
            case .recipients: .list
            case .reason, .redirect, .grounds: .free(limit: 400)
            case .content, .finding, .suggestion, .text, .comment, .about, .override, .keep,
                .progress,
                .outcome, .title, .what, .unitsSaid, .situation, .analysis, .others:
                .free(limit: NormalText.window)
            case .anonymous, .confidential, .onBehalf, .kind, .rating, .ask, .which, .callback,
                .language, .result, .channel, .status, .filter, .scope, .audience, .basis,
                .period, .angry, .escalationRisk, .screeningHint, .mode, .attending, .level,
                .formal,
                .redo, .metrics, .groupBy, .members, .retention:
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
