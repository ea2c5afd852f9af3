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
        let shownTo: RoleMask
        /// Who must have written it; nil for anybody.
        let roles: RoleMask?
        /// What it weighs before any cue.
        let bonus: Int
        /// True where a clerk would have no doubt.
        let isSure: Bool
        let isForVoters: Bool
        let isForOffices: Bool

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
            roles = phrasing.roles.isEmpty ? nil : RoleMask(phrasing.roles)
            bonus = phrasing.bonus
            isSure = phrasing.isSure || command.action.changesNothing
            isForVoters = phrasing.isForVoters
            isForOffices = phrasing.isForOffices
        }
    }

    /// A stretch of text where a cue stands, with what it weighs.
    struct Hit {
        var start: Int
        var end: Int
    }

    /// Where the cues of one group stand in a text.
    struct Hits {
        private var places: [Int16]
        private(set) var found: [(group: Int, first: Hit, last: Hit, longest: Hit)] = []

        init(groups: Int) { places = Array(repeating: -1, count: groups) }

        subscript(group: Int) -> (group: Int, first: Hit, last: Hit, longest: Hit)? {
            places[group] < 0 ? nil : found[Int(places[group])]
        }

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

    let rules: [Rule]
    /// By group: the rules that need it first.
    let byGroup: [[Int]]
    /// Rules that need no word at all, only facts.
    let wordless: [Int]
    let chains: [Int]
    let slots: [Slot]
    private let words: WordTable

    init(_ commands: [CommandBook]) {
        var draft = Draft()
        for command in commands {
            for phrasing in command.natural { draft.add(phrasing, of: command) }
        }
        rules = draft.rules
        byGroup = draft.byGroup
        wordless = draft.wordless
        chains = draft.chains
        slots = draft.slots
        words = WordTable(draft.words)
    }

    /// Every cue of a text, in its order.
    func sightings(in text: [UInt32]) -> [WordTable.Sighting] { words.sightings(in: text) }

    /// The cues that stand within a stretch, by group.
    func hits(_ sightings: [WordTable.Sighting], in range: Range<Int>) -> Hits {
        var hits = Hits(groups: byGroup.count)
        for sighting in sightings
        where sighting.start >= range.lowerBound && sighting.end <= range.upperBound {
            for group in words.groups(of: sighting) {
                hits.add(group, Hit(start: sighting.start, end: sighting.end))
            }
        }
        return hits
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
        /// By spelling: the groups of a word.
        var words: [[UInt32]: [Int]] = [:]
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
                guard !spelling.isEmpty, self.words[spelling]?.contains(group) != true else {
                    continue
                }
                self.words[spelling, default: []].append(group)
            }
            return group
        }
    }
}

/// Words that each belong to several groups, looked up by their first two signs.
struct WordTable: Sendable {
    private struct Entry {
        /// Where its spelling begins in ``signs``.
        var start: Int
        var count: Int
        /// Its stretch of ``groups``.
        var groups: Range<Int>
        var endsWithLetter: Bool
    }

    /// A word where it stands in a text.
    struct Sighting {
        var start: Int
        var end: Int
        fileprivate var groups: Range<Int>
    }

    private var entries: [Entry] = []
    private var signs: [UInt32] = []
    private var groups: [Int] = []
    /// Words of one sign.
    private var single = KeyTable<UInt32>()
    /// By the first two signs: a stretch of ``entries``, shorter ones first.
    private var byPair = KeyTable<UInt64>()
    private var pairs: [Range<Int>] = []
    private var firsts: UInt64 = 0
    private var seconds: UInt64 = 0

    /// - Parameter words: The groups of each spelling, none of which is empty.
    init(_ words: [[UInt32]: [Int]]) {
        var single: [UInt32: Int32] = [:]
        var byPair: [UInt64: Int32] = [:]
        for word in words.keys.sorted(by: WordTable.stands) {
            firsts |= Form.bit(word[0])
            let place = entries.count
            if word.count == 1 {
                single[word[0]] = Int32(place)
            } else {
                seconds |= Form.bit(word[1])
                let pair = WordTable.pair(word[0], word[1])
                if let known = byPair[pair] {
                    pairs[Int(known)] = pairs[Int(known)].lowerBound..<place + 1
                } else {
                    byPair[pair] = Int32(pairs.count)
                    pairs.append(place..<place + 1)
                }
            }
            let known = words[word] ?? []
            entries.append(
                Entry(
                    start: signs.count,
                    count: word.count,
                    groups: groups.count..<groups.count + known.count,
                    endsWithLetter: ScalarKind.isLetter(word[word.count - 1])
                )
            )
            signs += word
            groups += known
        }
        self.single = KeyTable(single)
        self.byPair = KeyTable(byPair)
    }

    /// By the first two signs, then the shorter first.
    private static func stands(_ one: [UInt32], before next: [UInt32]) -> Bool {
        let (first, second) = (one.prefix(2), next.prefix(2))
        if first != second { return first.lexicographicallyPrecedes(second) }
        return one.count != next.count ? one.count < next.count : one.lexicographicallyPrecedes(next)
    }

    private static func pair(_ first: UInt32, _ second: UInt32) -> UInt64 {
        UInt64(first) << 32 | UInt64(second)
    }

    func groups(of sighting: Sighting) -> ArraySlice<Int> { groups[sighting.groups] }

    /// Every word of a text, by its beginning, the shorter first.
    func sightings(in text: [UInt32]) -> [Sighting] {
        var sightings: [Sighting] = []
        for start in text.indices {
            let first = text[start]
            guard firsts & Form.bit(first) != 0 else { continue }
            if ScalarKind.isLetter(first), start > 0, ScalarKind.isLetter(text[start - 1]) {
                continue
            }
            let one = single.number(first)
            if one >= 0 { tell(entries[one], text, start, &sightings) }
            guard start + 1 < text.count, seconds & Form.bit(text[start + 1]) != 0 else { continue }
            let known = byPair.number(WordTable.pair(first, text[start + 1]))
            guard known >= 0 else { continue }
            for place in pairs[known] {
                let entry = entries[place]
                guard start + entry.count <= text.count else { break }
                tell(entry, text, start, &sightings)
            }
        }
        return sightings
    }

    private func tell(
        _ entry: Entry,
        _ text: [UInt32],
        _ start: Int,
        _ sightings: inout [Sighting]
    ) {
        var index = 2
        while index < entry.count {
            guard text[start + index] == signs[entry.start + index] else { return }
            index += 1
        }
        let end = start + entry.count
        if entry.endsWithLetter, end < text.count, ScalarKind.isLetter(text[end]) { return }
        sightings.append(Sighting(start: start, end: end, groups: entry.groups))
    }
}
