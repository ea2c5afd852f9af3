/// Signs, kept as 256 bits that several may share: it never misses one, and seldom adds one.
struct SignSet: Sendable {
    private var bits = SIMD4<UInt64>()

    init(_ signs: some Sequence<UInt32> = []) {
        for sign in signs { insert(sign) }
    }

    mutating func insert(_ sign: UInt32) {
        let place = SignSet.place(sign)
        bits[Int(place >> 6)] |= 1 << UInt64(place & 63)
    }

    func mayContain(_ sign: UInt32) -> Bool {
        let place = SignSet.place(sign)
        return bits[Int(place >> 6)] & 1 << UInt64(place & 63) != 0
    }

    /// True where every sign of this one may be in the other.
    func isSubset(of other: SignSet) -> Bool { (bits & ~other.bits) == SIMD4<UInt64>() }

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
