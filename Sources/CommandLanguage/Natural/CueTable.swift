import Casework

/// All phrasings of a book, with their cues in one table: a message is looked through once.
final class CueTable: Sendable {
    /// What must be so, with the words as numbers of groups.
    enum Need: Sendable {
        case group(Int)
        /// A stretch of ``chains``: all of them, each shortly after the one before.
        case ordered(Range<Int>)
        case opening(Int)
        case slot(Slot)
        /// A group, -1 for none, or one of a stretch of ``slots``.
        case either(Int, Range<Int>)
    }

    /// A phrasing made ready.
    final class Rule: Sendable {
        let action: Action
        let phrasing: Phrasing
        let needed: [Need]
        let helpful: [Need]
        let forbidden: [Need]
        fileprivate let shownTo: RoleMask

        fileprivate init(
            _ phrasing: Phrasing,
            of command: CommandBook,
            needed: [Need],
            helpful: [Need],
            forbidden: [Need]
        ) {
            action = command.action
            self.phrasing = phrasing
            self.needed = needed
            self.helpful = helpful
            self.forbidden = forbidden
            shownTo = RoleMask(command.shownTo)
        }
    }

    /// What weighs a phrasing, laid out flat: it is asked for at every cue.
    struct Weighing: Sendable {
        let action: Action
        let shownTo: RoleMask
        /// Who must have written it; nil for anybody.
        let roles: RoleMask?
        /// What it weighs before any cue.
        let bonus: Int
        /// True where a clerk would have no doubt.
        let isSure: Bool
        let isForVoters: Bool
        let isForOffices: Bool
        /// Stretches of ``needs``.
        let needed: Range<Int>
        let helpful: Range<Int>
        let forbidden: Range<Int>

        fileprivate init(_ rule: Rule, _ needs: inout [Need]) {
            action = rule.action
            shownTo = rule.shownTo
            let phrasing = rule.phrasing
            roles = phrasing.roles.isEmpty ? nil : RoleMask(phrasing.roles)
            bonus = phrasing.bonus
            isSure = phrasing.isSure || rule.action.changesNothing
            isForVoters = phrasing.isForVoters
            isForOffices = phrasing.isForOffices
            func add(_ some: [Need]) -> Range<Int> {
                needs += some
                return needs.count - some.count..<needs.count
            }
            needed = add(rule.needed)
            helpful = add(rule.helpful)
            forbidden = add(rule.forbidden)
        }
    }

    /// A stretch of text where a cue stands, with what it weighs.
    struct Hit {
        private let low: Int32
        private let high: Int32

        var start: Int { Int(low) }
        var end: Int { Int(high) }

        init(start: Int, end: Int) {
            low = Int32(start)
            high = Int32(end)
        }
    }

    /// Where the cues of one group stand in a text.
    struct Hits {
        private var places: [Int16]
        private(set) var found: [(group: Int, first: Hit, last: Hit, longest: Hit)] = []

        init(groups: Int) { places = Array(repeating: -1, count: groups) }

        mutating func removeAll() {
            for group in found { places[group.group] = -1 }
            found.removeAll(keepingCapacity: true)
        }

        subscript(group: Int) -> (group: Int, first: Hit, last: Hit, longest: Hit)? {
            places[group] < 0 ? nil : found[Int(places[group])]
        }

        func has(_ group: Int) -> Bool { places[group] >= 0 }

        mutating func add(_ group: Int, _ hit: Hit) {
            guard places[group] >= 0 else {
                places[group] = Int16(truncatingIfNeeded: found.count)
                found.append((group, hit, hit, hit))
                return
            }
            let place = Int(places[group])
            if hit.start >= found[place].last.start { found[place].last = hit }
            let longest = found[place].longest
            if hit.end - hit.start > longest.end - longest.start { found[place].longest = hit }
        }
    }

    /// A rule with what tells at once that it does not fit.
    struct Key {
        var rule: Int32
        /// Another group that it needs; -1 for none.
        var second: Int32
        var isForVoters: Bool
        var isForOffices: Bool
    }

    let rules: [Rule]
    /// Those of ``rules``.
    let weighings: [Weighing]
    let needs: [Need]
    let keys: [Key]
    /// By group: the stretch of ``keys`` of the rules that need it first.
    let byGroup: [Range<Int>]
    /// Rules that need no word at all, only facts.
    let wordless: [Int]
    let chains: [Int]
    let slots: [Slot]
    private let words: WordTable

    /// - Parameters:
    ///   - commands: Whose phrasings these are.
    ///   - lists: Lists of words that are found on the same way, each with a number.
    init(_ commands: [CommandBook], _ lists: [Words]) {
        var draft = Draft()
        for command in commands {
            for phrasing in command.natural { draft.add(phrasing, of: command) }
        }
        rules = draft.rules
        var needs: [Need] = []
        weighings = draft.rules.map { Weighing($0, &needs) }
        self.needs = needs
        var keys: [Key] = []
        byGroup = draft.byGroup.map { rules in
            let start = keys.count
            keys += rules.map { draft.key($0) }
            return start..<keys.count
        }
        self.keys = keys
        wordless = draft.wordless
        chains = draft.chains
        slots = draft.slots
        for list in lists {
            for spelling in list.spellings {
                draft.words[spelling, default: WordTable.Uses()].lists.insert(list.number)
            }
        }
        words = WordTable(draft.words)
    }

    /// Every cue of a text in its order, and the lists that have a word there.
    func find(in text: [UInt32]) -> WordTable.Found { words.find(in: text) }

    func hits() -> Hits { Hits(groups: byGroup.count) }

    /// Puts the cues that stand within a stretch, by group, in the place of those found before.
    func find(_ sightings: [WordTable.Sighting], in range: Range<Int>, _ hits: inout Hits) {
        hits.removeAll()
        for sighting in sightings
        where sighting.start >= range.lowerBound && sighting.end <= range.upperBound {
            let hit = Hit(start: sighting.start, end: sighting.end)
            for place in sighting.groups { hits.add(words.groups[Int(place)], hit) }
        }
    }
}

extension CueTable {
    /// The table while phrasings are added.
    private struct Draft {
        var rules: [Rule] = []
        var byGroup: [[Int]] = []
        var wordless: [Int] = []
        var chains: [Int] = []
        var slots: [Slot] = []
        var words: [[UInt32]: WordTable.Uses] = [:]
        private var groups: [[String]: Int] = [:]

        mutating func add(_ phrasing: Phrasing, of command: CommandBook) {
            let needed = phrasing.needed.map { need($0) }
            let helpful = phrasing.helpful.map { need($0) }
            let forbidden = phrasing.forbidden.map { need($0) }
            let rule = Rule(
                phrasing,
                of: command,
                needed: cheapFirst(needed),
                helpful: helpful,
                forbidden: cheapFirst(forbidden)
            )
            let index = rules.count
            rules.append(rule)
            for need in rule.needed {
                switch need {
                case .group(let group), .opening(let group):
                    byGroup[group].append(index)
                    return
                case .ordered(let chain):
                    byGroup[chains[chain.lowerBound]].append(index)
                    return
                case .slot, .either: continue
                }
            }
            wordless.append(index)
        }

        func key(_ index: Int) -> Key {
            let rule = rules[index]
            var groups: [Int] = []
            for need in rule.needed {
                switch need {
                case .group(let group), .opening(let group): groups.append(group)
                case .ordered(let chain): groups += chains[chain]
                case .slot, .either: break
                }
            }
            return Key(
                rule: Int32(index),
                second: Int32(groups.first(where: { $0 != groups[0] }) ?? -1),
                isForVoters: rule.phrasing.isForVoters,
                isForOffices: rule.phrasing.isForOffices
            )
        }

        /// Words are known before slots are looked for: most phrasings fall with them.
        private func cheapFirst(_ needs: [Need]) -> [Need] {
            func isCheap(_ need: Need) -> Bool {
                switch need {
                case .group, .ordered, .opening: true
                case .slot, .either: false
                }
            }
            return needs.filter(isCheap) + needs.filter { !isCheap($0) }
        }

        private mutating func need(_ part: Phrasing.Part) -> Need {
            switch part {
            case .words(let words): return .group(group(words))
            case .ordered(let chain):
                let start = chains.count
                chains += chain.map { group($0) }
                return .ordered(start..<chains.count)
            case .opening(let words): return .opening(group(words))
            case .slot(let slot): return .slot(slot)
            case .either(let words, let some):
                let start = slots.count
                slots += some
                return .either(words.isEmpty ? -1 : group(words), start..<slots.count)
            }
        }

        private mutating func group(_ words: [String]) -> Int {
            if let known = groups[words] { return known }
            let group = byGroup.count
            groups[words] = group
            byGroup.append([])
            for word in words {
                let spelling = NormalText.spelling(word)
                guard !spelling.isEmpty,
                    self.words[spelling]?.groups.contains(group) != true
                else { continue }
                self.words[spelling, default: WordTable.Uses()].groups.append(group)
            }
            return group
        }
    }
}
