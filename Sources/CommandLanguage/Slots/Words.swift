/// Words with what they stand for, found at a position: the longest first.
struct Words: Sendable {
    /// The bits of all first signs: most positions are passed over by it alone.
    private var firsts: UInt64 = 0
    private var byFirst: [UInt32: [(spelling: [UInt32], value: String)]] = [:]
    /// Where each value was listed.
    private var ranks: [String: Int] = [:]

    init(_ entries: some Sequence<(word: String, value: String)> = []) {
        for entry in entries {
            let spelling = NormalText.spelling(entry.word)
            guard let first = spelling.first else { continue }
            byFirst[first, default: []].append((spelling, entry.value))
            firsts |= Form.bit(first)
            if ranks[entry.value] == nil { ranks[entry.value] = ranks.count }
        }
        for first in Array(byFirst.keys) {
            byFirst[first]?.sort { $0.spelling.count > $1.spelling.count }
        }
    }

    /// Words that stand for numbers.
    init(_ entries: KeyValuePairs<String, Int>) {
        self.init(entries.map { (word: $0.key, value: String($0.value)) })
    }

    init(_ words: [String]) {
        self.init(words.map { (word: $0, value: $0) })
    }

    var isEmpty: Bool { byFirst.isEmpty }

    /// The longest word at a position; Latin ones only as whole words.
    func longest(_ text: [UInt32], at start: Int, to limit: Int) -> (value: String, end: Int)? {
        guard start < limit, firsts & Form.bit(text[start]) != 0,
            let entries = byFirst[text[start]]
        else { return nil }
        for entry in entries where matches(entry.spelling, text, start, limit) {
            return (entry.value, start + entry.spelling.count)
        }
        return nil
    }

    /// Every word at a position, the longest first.
    func all(_ text: [UInt32], at start: Int, to limit: Int) -> [(value: String, end: Int)] {
        guard start < limit, firsts & Form.bit(text[start]) != 0,
            let entries = byFirst[text[start]]
        else { return [] }
        return entries.filter { matches($0.spelling, text, start, limit) }
            .map { ($0.value, start + $0.spelling.count) }
    }

    /// The first place where a word stands within a range, the longest there.
    func first(
        in text: [UInt32],
        _ range: Range<Int>
    ) -> (value: String, range: Range<Int>)? {
        guard !byFirst.isEmpty else { return nil }
        for start in range {
            if let found = longest(text, at: start, to: range.upperBound) {
                return (found.value, start..<found.end)
            }
        }
        return nil
    }

    /// Of all the values whose words stand within a range, the one that is listed first.
    func foremost(in text: [UInt32], _ range: Range<Int>) -> String? {
        guard !byFirst.isEmpty else { return nil }
        let found = range.compactMap { longest(text, at: $0, to: range.upperBound)?.value }
        return found.min { ranks[$0, default: 0] < ranks[$1, default: 0] }
    }

    private func matches(
        _ spelling: [UInt32],
        _ text: [UInt32],
        _ start: Int,
        _ limit: Int
    ) -> Bool {
        let end = start + spelling.count
        guard end <= limit else { return false }
        for offset in 1..<max(1, spelling.count) where text[start + offset] != spelling[offset] {
            return false
        }
        // `3` is no word of `36`.
        if ScalarKind.isDigit(spelling[spelling.count - 1]), end < text.count,
            ScalarKind.isDigit(text[end])
        {
            return false
        }
        if ScalarKind.isLetter(spelling[0]), start > 0, ScalarKind.isLetter(text[start - 1]) {
            return false
        }
        if ScalarKind.isLetter(spelling[spelling.count - 1]), end < text.count,
            ScalarKind.isLetter(text[end])
        {
            return false
        }
        return true
    }
}
