/// A position that moves over a text as words are taken from it.
struct Scan {
    let text: [UInt32]
    let limit: Int
    var index: Int

    init(_ text: [UInt32], at start: Int, to limit: Int) {
        self.text = text
        self.limit = limit
        index = start
    }

    var peek: UInt32? { index < limit ? text[index] : nil }

    var isAtDigit: Bool { peek.map { ScalarKind.isDigit($0) } ?? false }

    mutating func skipSpaces() {
        while index < limit, text[index] == 0x20 { index += 1 }
    }

    mutating func take(_ words: Words) -> Bool {
        guard let end = words.end(text, at: index, to: limit) else { return false }
        index = end
        return true
    }

    /// Takes a word that stands for a number.
    mutating func takeValue(_ words: Words) -> Int? {
        guard let found = words.number(text, at: index, to: limit) else { return nil }
        index = found.end
        return found.value
    }

    mutating func takeAny(_ values: [UInt32]) -> Bool {
        guard let next = peek, values.contains(next) else { return false }
        index += 1
        return true
    }

    mutating func number() -> Numerals.Found? {
        guard let found = Numerals.read(text, at: index, to: limit) else { return nil }
        index = found.end
        return found
    }
}
