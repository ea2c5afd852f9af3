package import Casework

/// The desk's whole language: what it understands and what it says.
///
/// Made once from the books and shared by all; a new book makes a new one.
package final class Phrasebook: Sendable {
    let commands: Table<Action, Command>
    let order: [Action]
    /// The command that takes free words.
    let filingCommand: Action?
    /// The act of recording whom a deputy received.
    let visitCommand: Action?
    /// What each command cannot do without.
    let required: Table<Action, [Slot]>
    let words: WordBook
    let lexicon: Lexicon
    let forms: [Form]
    let modifiers: [Form]
    let modifierKeys: [ModifierKey]
    let index: FormIndex
    let wordings: [ReplyKind: [Language: Template]]
    let english: [String: String]
    /// Names that are not parted between two messages.
    let names: [Character: [[Character]]]
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
    let marks: Marks
    let stretches: Stretches
    let boundaries: Boundaries
    /// How people's words are cut for those who read them.
    package let excerpts: Excerpts
    let risks: Risks
    private let lists: Table<WordList, Words>
    private let signs: Table<SignClass, Set<UInt32>>

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
        let byAction = Dictionary(commands.map { ($0.action, $0) }) { first, _ in first }
        let ready = byAction.mapValues { Command($0) }
        self.commands = Table(ready)
        order = commands.map(\.action)
        filingCommand = commands.first { $0.takesFreeText }?.action
        visitCommand = commands.first { ready[$0.action]?.isOfVisits == true }?.action
        required = Table(
            byAction.mapValues { command in
                Slot.allCases.filter { command.arguments[$0]?.isRequired == true }
            }
        )
        self.words = words
        self.wordings = wordings
        english = names.english
        gazetteer = names
        self.names = Phrasebook.undivided(names)
        let lexicon = Lexicon(words, names, lunar: lunar)
        self.lexicon = lexicon
        let lists = Table(
            Dictionary(
                uniqueKeysWithValues: words.lists.map { ($0, Words($1, number: $0.number)) }
            )
        )
        self.lists = lists
        let signs = Table(words.signs.mapValues { Set($0.flatMap(NormalText.spelling)) })
        self.signs = signs
        func list(_ list: WordList) -> Words { lists[list] ?? .none }
        excerpts = words.excerpts
        risks = Risks(words.lists[.risks] ?? [])
        joints = list(.clauseJoints)
        placeLeads = list(.placeBefore)
        photoCounts = list(.photoCounts)
        personCounts = list(.personCounts)
        firstItems = list(.firstItem)
        nextItems = list(.nextItem)
        spam = list(.spam)
        cues = CueTable(commands, WordList.allCases.map(list) + lexicon.numbered)
        let spoken = (names.places + names.units + names.people).map(\.zh)
        respelling = Respelling(
            heard: words.heard + Gazetteer.misheard(spoken),
            pinyin: words.pinyin,
            said: spoken + words.said.map(\.text)
        )
        likeness = Likeness(words.said, lexicon, respelling)
        stretches = Stretches(
            surnames: [list(.surnames), list(.rareSurnames)],
            titles: list(.nameTitles),
            people: lexicon.people,
            openers: signs[.openGiven] ?? [],
            never: list(.noNames),
            lexicon: lexicon
        )
        boundaries = Boundaries(
            words.joined,
            words.said,
            joiners: list(.joiners),
            lexicon,
            respelling
        )
        marks = Marks(
            words.said,
            byAction.mapValues(\.learnt),
            beginnings: byAction.mapValues(\.beginnings),
            stretches,
            respelling
        )

        var forms: [Form] = []
        for command in commands {
            let known = ready[command.action]
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
                        ) { Recogniser($0, argument: $1, command: known, words: lexicon.values) }
                    )
                }
            }
        }
        self.forms = forms
        index = FormIndex(forms)
        modifiers = words.modifiers.enumerated().map { order, pattern in
            Form(pattern, action: .help, order: order, names: []) {
                Recogniser($0, argument: $1, command: nil, words: lexicon.values)
            }
        }
        modifierKeys = modifiers.enumerated().map { ModifierKey($1, $0) }
        compositions = commands.compactMap { command in
            command.composition.map {
                Composer(
                    command.action,
                    $0,
                    words: lexicon.values,
                    command: ready[command.action]
                )
            }
        }
    }

    /// The same book, which knows these people by name besides those of config.
    package func naming(_ people: [String]) -> Phrasebook { Phrasebook(self, naming: people) }

    private init(_ other: Phrasebook, naming people: [String]) {
        var all = other.gazetteer
        let known = Set(all.people.map(\.zh))
        all.people += people.filter { !known.contains($0) }.map { Gazetteer.Entry(zh: $0) }
        commands = other.commands
        order = other.order
        filingCommand = other.filingCommand
        visitCommand = other.visitCommand
        required = other.required
        words = other.words
        lexicon = Lexicon(other.lexicon, people: Gazetteer.words(all.people))
        forms = other.forms
        modifiers = other.modifiers
        modifierKeys = other.modifierKeys
        index = other.index
        wordings = other.wordings
        english = other.english
        names = Phrasebook.undivided(all)
        gazetteer = other.gazetteer
        compositions = other.compositions
        joints = other.joints
        placeLeads = other.placeLeads
        photoCounts = other.photoCounts
        personCounts = other.personCounts
        firstItems = other.firstItems
        nextItems = other.nextItems
        spam = other.spam
        cues = other.cues
        respelling = other.respelling
        likeness = other.likeness
        marks = other.marks
        stretches = other.stretches
        boundaries = other.boundaries
        excerpts = other.excerpts
        risks = other.risks
        lists = other.lists
        signs = other.signs
    }

    /// Names by their first character: no name is parted between two messages.
    private static func undivided(_ names: Gazetteer) -> [Character: [[Character]]] {
        Dictionary(grouping: Set(names.all).map { Array($0) }) { $0.first ?? " " }
    }
}

extension Phrasebook {
    /// The words of a list, ready to be found.
    func list(_ list: WordList) -> Words { lists[list] ?? .none }

    /// The single signs of a class.
    func signs(_ kind: SignClass) -> Set<UInt32> { signs[kind] ?? [] }

    /// How many picture marks stand in a stretch; nil for none.
    func photoMarks(_ text: NormalText, _ range: Range<Int>) -> Arguments.Value? {
        guard text.mayHold(lexicon.photoMarks) else { return nil }
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
    convenience init(
        _ slot: Slot,
        argument: String?,
        command: Command?,
        words: Table<Slot, Words>
    ) {
        let shape: Shape =
            switch slot {
            case .ref: .ref
            case .refs, .returned, .except: .refs
            case .item, .photos, .participants, .group, .dueWorkdays, .days, .daysBefore,
                .dueMonths,
                .voters, .opinions, .answeredOnSpot, .congress, .receptions, .suggestions,
                .groupActivities:
                .number
            case .date, .to, .from, .deadline:
                .day(command?.arguments[.date]?.isPast == true ? .past : .future)
            case .fedBackOn: .day(.past)
            case .followUpOn, .sendOn, .since: .day(.future)
            case .due: .due
            case .year: .year
            case .month: .month
            case .lunar: .lunar
            case .unit, .coUnits, .suggestUnit: .name(.unit)
            case .village, .villages: .name(.village)
            case .deputy, .deputies, .with, .lead: .name(.person)
            case .into: .ref
            case .place, .places, .venue: .name(.place)
            // Where any words may be the topic, a form takes them; else it is one of the list.
            case .topic:
                command?.arguments[.topic]?.isWhole == true ? .free(limit: 400) : .name(.topic)
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
                .redo, .metrics, .groupBy, .members, .retention, .denied:
                .value
            }
        let own = command?.arguments[slot]?.words ?? words[slot]
        self.init(slot: slot, shape: shape, words: own)
    }
}

/// Whether a form of a clause is worth trying at a position.
struct ModifierKey: Sendable {
    let form: Int
    let tokens: TokenKey
    let hasLead: Bool
    private let opening: SignSet

    init(_ form: Form, _ number: Int) {
        self.form = number
        tokens = form.key
        hasLead = form.lead != nil
        opening = form.opening ?? .all
    }

    func mayBegin(with token: UInt32) -> Bool { opening.mayContain(token) }
}

/// Which forms are worth trying at a position.
struct FormIndex: Sendable {
    /// A form with the tokens that the text must have for it, and what must be so of the asker.
    struct Key {
        var tokens: TokenKey
        var form: Int32
        var conditions: ConditionMask
        var hasLead: Bool
        /// What must stand behind the number that leads; nil where anything may.
        var followers: SignSet?
    }

    /// All forms, those that begin alike together.
    let keys: [Key]
    /// By first token: the place of its stretch in ``stretches``.
    private let byFirst: KeyTable<UInt32>
    private let stretches: [Range<Int>]
    /// Forms that begin with a number, and those that may begin with anything.
    private let numeric: Range<Int>
    private let others: Range<Int>

    init(_ forms: [Form]) {
        var byFirst: [UInt32: [Key]] = [:]
        var numeric: [Key] = []
        var others: [Key] = []
        for (index, form) in forms.enumerated() {
            let key = Key(
                tokens: form.key,
                form: Int32(index),
                conditions: form.conditions,
                hasLead: form.lead != nil,
                followers: form.followers
            )
            if let firsts = form.firsts {
                for first in firsts { byFirst[first, default: []].append(key) }
            } else if form.beginsWithNumber {
                numeric.append(key)
            } else {
                others.append(key)
            }
        }
        var keys = numeric + others
        self.numeric = 0..<numeric.count
        self.others = numeric.count..<keys.count
        var places: [UInt32: Int32] = [:]
        var stretches: [Range<Int>] = []
        for (first, known) in byFirst.sorted(by: { $0.key < $1.key }) {
            places[first] = Int32(stretches.count)
            stretches.append(keys.count..<keys.count + known.count)
            keys += known
        }
        self.keys = keys
        self.byFirst = KeyTable(places)
        self.stretches = stretches
    }

    /// Stretches of ``keys`` that may begin with a token, and with a number where one may begin.
    func stretches(_ first: UInt32, hasNumber: Bool) -> [Range<Int>] {
        let place = byFirst.number(first)
        let known = place >= 0 ? stretches[place] : 0..<0
        return hasNumber ? [known, numeric, others] : [known, others]
    }
}

extension Phrasebook {
    /// One spelling for words that a reader cannot tell apart: to compare names with.
    package static func spelling(_ text: String) -> String {
        Numerals.string(NormalText.spelling(text).filter { $0 != 0x20 })
    }
}
