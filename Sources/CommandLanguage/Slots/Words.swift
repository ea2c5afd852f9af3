/// Words with what they stand for, found at a position: the longest first.
///
/// A class, so that handing one on copies nothing; it never changes once it is made.
final class Words: Sendable {
    private struct Entry: Sendable {
        /// Where its spelling begins in ``signs``.
        var start: Int32
        var count: Int32
        /// Its place in ``values``.
        var value: Int32
        /// True for the last, which is the shortest, of those with the same first sign.
        var isLast: Bool
        var opensWithLetter: Bool
        var endsWithLetter: Bool
        var endsWithDigit: Bool
    }

    static let none = Words()

    /// Its place in ``NumberSet``; -1 for words that a message is not looked through for.
    let number: Int

    /// The bits of all first signs: most positions are passed over by it alone.
    private let firsts: UInt64
    /// By first sign: the first of its entries.
    private let byFirst: KeyTable<UInt32>
    private let entries: [Entry]
    private let signs: [UInt32]
    /// In the order in which they were listed, each once.
    private let values: [String]
    /// ``values`` as numbers, where they are some.
    private let numbers: [Int?]

    /// - Parameters:
    ///   - listed: The words with their values.
    ///   - number: See ``number``.
    init(_ listed: some Sequence<(word: String, value: String)> = [], number: Int = -1) {
        self.number = number
        var values: [String] = []
        var places: [String: Int32] = [:]
        var words: [(spelling: [UInt32], value: Int32, order: Int)] = []
        for entry in listed {
            let spelling = NormalText.spelling(entry.word)
            guard !spelling.isEmpty else { continue }
            let value = places[entry.value] ?? Int32(values.count)
            if value == values.count {
                places[entry.value] = value
                values.append(entry.value)
            }
            words.append((spelling, value, words.count))
        }
        words.sort { one, next in
            (one.spelling[0], -one.spelling.count, one.order)
                < (next.spelling[0], -next.spelling.count, next.order)
        }
        var firsts: UInt64 = 0
        var byFirst: [UInt32: Int32] = [:]
        var entries: [Entry] = []
        var signs: [UInt32] = []
        for (index, word) in words.enumerated() {
            let (first, last) = (word.spelling[0], word.spelling[word.spelling.count - 1])
            firsts |= Form.bit(first)
            if byFirst[first] == nil { byFirst[first] = Int32(index) }
            entries.append(
                Entry(
                    start: Int32(signs.count),
                    count: Int32(word.spelling.count),
                    value: word.value,
                    isLast: index + 1 == words.count || words[index + 1].spelling[0] != first,
                    opensWithLetter: ScalarKind.isLetter(first),
                    endsWithLetter: ScalarKind.isLetter(last),
                    endsWithDigit: ScalarKind.isDigit(last)
                )
            )
            signs += word.spelling
        }
        self.firsts = firsts
        self.byFirst = KeyTable(byFirst)
        self.entries = entries
        self.signs = signs
        self.values = values
        numbers = values.map { Int($0) }
    }

    /// Words that stand for numbers.
    convenience init(_ entries: KeyValuePairs<String, Int>) {
        self.init(entries.map { (word: $0.key, value: String($0.value)) })
    }

    convenience init(_ words: [String], number: Int = -1) {
        self.init(words.map { (word: $0, value: $0) }, number: number)
    }

    var isEmpty: Bool { entries.isEmpty }

    var spellings: [[UInt32]] {
        entries.map { Array(signs[Int($0.start)..<Int($0.start + $0.count)]) }
    }

    /// The first signs of all words.
    var firstSigns: Set<UInt32> { Set(entries.map { signs[Int($0.start)] }) }

    /// The longest word at a position; Latin ones only as whole words.
    func longest(_ text: [UInt32], at start: Int, to limit: Int) -> (value: String, end: Int)? {
        let place = place(text, start, limit)
        guard place >= 0 else { return nil }
        return (values[Int(entries[place].value)], start + Int(entries[place].count))
    }

    /// Where the longest word at a position ends; nil where none begins.
    func end(_ text: [UInt32], at start: Int, to limit: Int) -> Int? {
        let place = place(text, start, limit)
        return place >= 0 ? start + Int(entries[place].count) : nil
    }

    /// The number that the longest word at a position stands for, nil where it is none.
    func number(_ text: [UInt32], at start: Int, to limit: Int) -> (value: Int?, end: Int)? {
        let place = place(text, start, limit)
        guard place >= 0 else { return nil }
        return (numbers[Int(entries[place].value)], start + Int(entries[place].count))
    }

    /// Every word at a position, the longest first.
    func all(_ text: [UInt32], at start: Int, to limit: Int) -> [(value: String, end: Int)] {
        var place = place(text, start, limit)
        guard place >= 0 else { return [] }
        var found: [(value: String, end: Int)] = []
        while true {
            if matches(entries[place], text, start, limit) {
                found.append((values[Int(entries[place].value)], start + Int(entries[place].count)))
            }
            if entries[place].isLast { return found }
            place += 1
        }
    }

    /// The first place where a word stands within a range, the longest there.
    func first(
        in text: NormalText,
        _ range: Range<Int>
    ) -> (value: String, range: Range<Int>)? {
        guard text.mayHold(self) else { return nil }
        for start in range {
            let place = place(text.scalars, start, range.upperBound)
            if place >= 0 {
                let entry = entries[place]
                return (values[Int(entry.value)], start..<start + Int(entry.count))
            }
        }
        return nil
    }

    /// True where a word stands within a range.
    func stand(in text: NormalText, _ range: Range<Int>) -> Bool {
        guard text.mayHold(self) else { return false }
        for start in range where place(text.scalars, start, range.upperBound) >= 0 { return true }
        return false
    }

    /// Of all the values whose words stand within a range, the one that is listed first.
    func foremost(in text: NormalText, _ range: Range<Int>) -> String? {
        guard text.mayHold(self) else { return nil }
        var foremost = Int32.max
        for start in range {
            let place = place(text.scalars, start, range.upperBound)
            if place >= 0 { foremost = min(foremost, entries[place].value) }
        }
        return foremost < Int32.max ? values[Int(foremost)] : nil
    }

    /// The entry of the longest word at a position; -1 for none.
    @inline(__always)
    private func place(_ text: [UInt32], _ start: Int, _ limit: Int) -> Int {
        guard start < limit else { return -1 }
        let first = text[start]
        guard firsts & Form.bit(first) != 0 else { return -1 }
        return place(first, text, start, limit)
    }

    private func place(_ first: UInt32, _ text: [UInt32], _ start: Int, _ limit: Int) -> Int {
        var place = byFirst.number(first)
        guard place >= 0 else { return -1 }
        while true {
            let entry = entries[place]
            if matches(entry, text, start, limit) { return place }
            if entry.isLast { return -1 }
            place += 1
        }
    }

    @inline(__always)
    private func matches(
        _ entry: Entry,
        _ text: [UInt32],
        _ start: Int,
        _ limit: Int
    ) -> Bool {
        let count = Int(entry.count)
        let end = start + count
        guard end <= limit else { return false }
        var offset = 1
        while offset < count {
            guard text[start + offset] == signs[Int(entry.start) + offset] else { return false }
            offset += 1
        }
        // `3` is no word of `36`.
        if entry.endsWithDigit, end < text.count, ScalarKind.isDigit(text[end]) { return false }
        if entry.opensWithLetter, start > 0, ScalarKind.isLetter(text[start - 1]) { return false }
        return !(entry.endsWithLetter && end < text.count && ScalarKind.isLetter(text[end]))
    }
}
