import Casework

/// All phrasings of a book, with their cues in one table: a message is looked through once.
struct CueTable: Sendable {
    /// What must be so, with the words as numbers of ``groups``.
    enum Need: Sendable {
        case group(Int)
        case ordered([Int])
        case opening(Int)
        case slot(Slot)
        case either(Int?, [Slot])
    }

    struct Rule: Sendable {
        var action: Action
        var phrasing: Phrasing
        var needed: [Need]
        var helpful: [Need]
        var forbidden: [Need]
        var shownTo: RoleMask
        var roles: RoleMask
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

    private(set) var rules: [Rule] = []
    /// By group: the rules that need it first.
    private(set) var byGroup: [[Int]] = []
    /// Rules that need no word at all, only facts.
    private(set) var wordless: [Int] = []
    private var groups: [[String]: Int] = [:]
    private var words = WordTable()

    var groupCount: Int { byGroup.count }

    init(_ commands: [CommandBook]) {
        for command in commands {
            for phrasing in command.natural { add(phrasing, of: command) }
        }
        words.close()
    }

    private mutating func add(_ phrasing: Phrasing, of command: CommandBook) {
        let rule = Rule(
            action: command.action,
            phrasing: phrasing,
            needed: cheapFirst(phrasing.needed.map { need($0) }),
            helpful: phrasing.helpful.map { need($0) },
            forbidden: cheapFirst(phrasing.forbidden.map { need($0) }),
            shownTo: RoleMask(command.shownTo),
            roles: RoleMask(phrasing.roles)
        )
        let index = rules.count
        rules.append(rule)
        for need in rule.needed {
            switch need {
            case .group(let group), .opening(let group):
                byGroup[group].append(index)
                return
            case .ordered(let groups):
                byGroup[groups[0]].append(index)
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
        case .words(let words): .group(group(words))
        case .ordered(let chain): .ordered(chain.map { group($0) })
        case .opening(let words): .opening(group(words))
        case .slot(let slot): .slot(slot)
        case .either(let words, let slots): .either(words.isEmpty ? nil : group(words), slots)
        }
    }

    private mutating func group(_ words: [String]) -> Int {
        if let known = groups[words] { return known }
        let group = byGroup.count
        groups[words] = group
        byGroup.append([])
        for word in words { self.words.add(word, group) }
        return group
    }

    /// Every cue of a stretch.
    func hits(in text: [UInt32], _ range: Range<Int>) -> Hits {
        var hits = Hits(groups: groupCount)
        for start in range {
            words.visit(text, at: start, to: range.upperBound) { end, groups in
                for group in groups { hits.add(group, Hit(start: start, end: end)) }
            }
        }
        return hits
    }
}

/// Words that each belong to several groups, looked up by their first two signs.
struct WordTable: Sendable {
    private struct Entry {
        var spelling: [UInt32]
        var groups: [Int]
    }

    private var entries: [[UInt32]: [Int]] = [:]
    private var single: [UInt32: Entry] = [:]
    private var byPair: [UInt64: [Entry]] = [:]
    private var firsts: UInt64 = 0
    private var seconds: UInt64 = 0

    mutating func add(_ word: String, _ group: Int) {
        let spelling = NormalText.spelling(word)
        guard !spelling.isEmpty, entries[spelling]?.contains(group) != true else { return }
        entries[spelling, default: []].append(group)
    }

    mutating func close() {
        for (spelling, groups) in entries {
            let entry = Entry(spelling: spelling, groups: groups)
            firsts |= Form.bit(spelling[0])
            if spelling.count == 1 {
                single[spelling[0]] = entry
            } else {
                seconds |= Form.bit(spelling[1])
                byPair[WordTable.pair(spelling[0], spelling[1]), default: []].append(entry)
            }
        }
        for pair in Array(byPair.keys) {
            byPair[pair]?.sort {
                ($0.spelling.count, $0.spelling.last ?? 0)
                    < ($1.spelling.count, $1.spelling.last ?? 0)
            }
        }
        entries = [:]
    }

    private static func pair(_ first: UInt32, _ second: UInt32) -> UInt64 {
        UInt64(first) << 32 | UInt64(second)
    }

    /// Tells every word that stands at a position: its end and its groups.
    func visit(
        _ text: [UInt32],
        at start: Int,
        to limit: Int,
        _ body: (Int, [Int]) -> Void
    ) {
        let first = text[start]
        guard firsts & Form.bit(first) != 0 else { return }
        if ScalarKind.isLetter(first), start > 0, ScalarKind.isLetter(text[start - 1]) { return }
        if let entry = single[first] { tell(entry, text, start, limit, body) }
        let next = start + 1
        guard next < limit, seconds & Form.bit(text[next]) != 0,
            let known = byPair[WordTable.pair(first, text[next])]
        else { return }
        for entry in known {
            guard start + entry.spelling.count <= limit else { return }
            tell(entry, text, start, limit, body)
        }
    }

    private func tell(
        _ entry: Entry,
        _ text: [UInt32],
        _ start: Int,
        _ limit: Int,
        _ body: (Int, [Int]) -> Void
    ) {
        let count = entry.spelling.count
        let end = start + count
        guard end <= limit else { return }
        var index = 2
        while index < count, text[start + index] == entry.spelling[index] { index += 1 }
        guard index >= count else { return }
        if ScalarKind.isLetter(entry.spelling[count - 1]), end < text.count,
            ScalarKind.isLetter(text[end])
        {
            return
        }
        body(end, entry.groups)
    }
}
