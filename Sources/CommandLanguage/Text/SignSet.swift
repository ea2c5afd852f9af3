/// The parts that a text or a form is compared by: each sign by itself, each Latin word as a whole.
enum Token {
    /// Tells the token at each place of a range where one begins; a word is read to its end.
    static func each(of text: [UInt32], in range: Range<Int>, _ body: (UInt32) -> Void) {
        var index = range.lowerBound
        while index < range.upperBound {
            let (token, end) = first(of: text, at: index)
            body(token)
            index = end
        }
    }

    /// The token at a position, and where it ends.
    static func first(of text: [UInt32], at start: Int) -> (token: UInt32, end: Int) {
        guard ScalarKind.isLetter(text[start]) else { return (text[start], start + 1) }
        var digest: UInt32 = 0x811C_9DC5
        var end = start
        while end < text.count, ScalarKind.isLetter(text[end]) {
            digest = (digest ^ text[end]) &* 0x0100_0193
            end += 1
        }
        // Above all signs there are.
        return (digest | 0x8000_0000, end)
    }
}

/// Tokens, kept as 256 bits that several may share: it never misses one, and seldom adds one.
struct SignSet: Sendable {
    private var bits = SIMD4<UInt64>()

    init() {}

    /// Every token there can be.
    static var all: SignSet {
        var all = SignSet()
        all.bits = SIMD4(repeating: .max)
        return all
    }

    init(_ text: [UInt32], _ range: Range<Int>) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        Token.each(of: text, in: range) { token in
            let place = SignSet.place(token)
            let bit: UInt64 = 1 << UInt64(place & 63)
            switch place >> 6 {
            case 0: words.0 |= bit
            case 1: words.1 |= bit
            case 2: words.2 |= bit
            default: words.3 |= bit
            }
        }
        bits = SIMD4(words.0, words.1, words.2, words.3)
    }

    mutating func insert(_ sign: UInt32) {
        let place = SignSet.place(sign)
        bits[Int(place >> 6)] |= 1 << UInt64(place & 63)
    }

    func mayContain(_ sign: UInt32) -> Bool {
        let place = SignSet.place(sign)
        return bits[Int(place >> 6)] & 1 << UInt64(place & 63) != 0
    }

    /// True where every token of this one may be in the other.
    func isSubset(of other: SignSet) -> Bool { (bits & ~other.bits) == SIMD4<UInt64>() }

    /// True where a token of this one may be in the other.
    func meets(_ other: SignSet) -> Bool { (bits & other.bits) != SIMD4<UInt64>() }

    func union(_ other: SignSet) -> SignSet {
        var both = self
        both.bits |= other.bits
        return both
    }

    func intersection(_ other: SignSet) -> SignSet {
        var both = self
        both.bits &= other.bits
        return both
    }

    private static func place(_ sign: UInt32) -> UInt32 { (sign &* 0x9E37_79B1) >> 24 }
}
