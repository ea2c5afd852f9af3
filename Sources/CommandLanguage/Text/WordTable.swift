/// All words of the books: a message is looked through once for them.
///
/// A word belongs to groups of cues and to lists. They are looked up by their first two signs.
struct WordTable: Sendable {
    /// What a word belongs to.
    struct Uses {
        var groups: [Int] = []
        var lists = NumberSet()
    }

    private struct Entry {
        /// Where its spelling begins in ``signs``.
        var start: Int32
        var count: Int32
        /// Its stretch of ``groups``.
        var groups: Range<Int32>
        /// The place of its lists in ``lists``; -1 where it is on none.
        var lists: Int32
        var endsWithLetter: Bool
    }

    /// What words with one first sign have in common.
    private struct Opening {
        /// The entry of the sign alone; -1 where it is no word.
        var single = -1
        /// The bits of all second signs.
        var seconds: UInt64 = 0
    }

    /// What stands in a text.
    struct Found: Sendable {
        /// The cues by their beginning, the shorter first.
        var cues: [Sighting] = []
        /// The lists that have a word there.
        var lists = NumberSet()
    }

    /// A cue where it stands in a text.
    struct Sighting: Sendable {
        var start: Int
        var end: Int
        /// Its stretch of ``WordTable/groups``.
        var groups: Range<Int32>
    }

    private var entries: [Entry] = []
    private var signs: [UInt32] = []
    private(set) var groups: [Int] = []
    private var lists: [NumberSet] = []
    /// By first sign: its place in ``openings``.
    private var byFirst = KeyTable<UInt32>()
    private var openings: [Opening] = []
    /// By the first two signs: a stretch of ``entries``, shorter ones first.
    private var byPair = KeyTable<UInt64>()
    private var pairs: [Range<Int>] = []

    /// - Parameter words: By spelling, none of which is empty.
    init(_ words: [[UInt32]: Uses] = [:]) {
        var byFirst: [UInt32: Int32] = [:]
        var byPair: [UInt64: Int32] = [:]
        var places: [NumberSet: Int32] = [:]
        for word in words.keys.sorted(by: WordTable.stands) {
            let opening = Int(byFirst[word[0]] ?? Int32(openings.count))
            if opening == openings.count {
                byFirst[word[0]] = Int32(opening)
                openings.append(Opening())
            }
            let place = entries.count
            if word.count == 1 {
                openings[opening].single = place
            } else {
                openings[opening].seconds |= Form.bit(word[1])
                let pair = WordTable.pair(word[0], word[1])
                if let known = byPair[pair] {
                    pairs[Int(known)] = pairs[Int(known)].lowerBound..<place + 1
                } else {
                    byPair[pair] = Int32(pairs.count)
                    pairs.append(place..<place + 1)
                }
            }
            let uses = words[word] ?? Uses()
            var list: Int32 = -1
            if uses.lists != NumberSet() {
                list = places[uses.lists] ?? Int32(lists.count)
                if list == lists.count { lists.append(uses.lists) }
                places[uses.lists] = list
            }
            entries.append(
                Entry(
                    start: Int32(signs.count),
                    count: Int32(word.count),
                    groups: Int32(groups.count)..<Int32(groups.count + uses.groups.count),
                    lists: list,
                    endsWithLetter: ScalarKind.isLetter(word[word.count - 1])
                )
            )
            signs += word
            groups += uses.groups
        }
        self.byFirst = KeyTable(byFirst)
        self.byPair = KeyTable(byPair)
    }

    /// By the first two signs, then the shorter first.
    private static func stands(_ one: [UInt32], before next: [UInt32]) -> Bool {
        let (first, second) = (one.prefix(2), next.prefix(2))
        if first != second { return first.lexicographicallyPrecedes(second) }
        if one.count != next.count { return one.count < next.count }
        return one.lexicographicallyPrecedes(next)
    }

    private static func pair(_ first: UInt32, _ second: UInt32) -> UInt64 {
        UInt64(first) << 32 | UInt64(second)
    }

    /// What stands in a text.
    func find(in text: [UInt32]) -> Found {
        var found = Found()
        found.cues.reserveCapacity(min(text.count, 64))
        for start in text.indices {
            let first = text[start]
            let place = byFirst.number(first)
            guard place >= 0 else { continue }
            if ScalarKind.isLetter(first), start > 0, ScalarKind.isLetter(text[start - 1]) {
                continue
            }
            let opening = openings[place]
            if opening.single >= 0 { tell(entries[opening.single], text, start, &found) }
            guard start + 1 < text.count, opening.seconds & Form.bit(text[start + 1]) != 0 else {
                continue
            }
            let known = byPair.number(WordTable.pair(first, text[start + 1]))
            guard known >= 0 else { continue }
            for place in pairs[known] {
                let entry = entries[place]
                guard start + Int(entry.count) <= text.count else { break }
                tell(entry, text, start, &found)
            }
        }
        return found
    }

    private func tell(
        _ entry: Entry,
        _ text: [UInt32],
        _ start: Int,
        _ found: inout Found
    ) {
        let count = Int(entry.count)
        var index = 2
        while index < count {
            guard text[start + index] == signs[Int(entry.start) + index] else { return }
            index += 1
        }
        let end = start + count
        if entry.endsWithLetter, end < text.count, ScalarKind.isLetter(text[end]) { return }
        if entry.lists >= 0 { found.lists.formUnion(lists[Int(entry.lists)]) }
        if !entry.groups.isEmpty {
            found.cues.append(Sighting(start: start, end: end, groups: entry.groups))
        }
    }
}

/// A set of numbers below 512: lists of words, slots.
struct NumberSet: Hashable, Sendable {
    private var bits = SIMD8<UInt64>()

    /// Every number there can be.
    static let all: NumberSet = {
        var all = NumberSet()
        all.bits = SIMD8(repeating: .max)
        return all
    }()

    mutating func insert(_ number: Int) {
        precondition(number < 512, "the set holds numbers below 512")
        bits[number >> 6] |= 1 << UInt64(number & 63)
    }

    func contains(_ number: Int) -> Bool { bits[number >> 6] & 1 << UInt64(number & 63) != 0 }

    mutating func formUnion(_ other: NumberSet) { bits |= other.bits }
}
