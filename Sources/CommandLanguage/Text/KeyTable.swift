/// Numbers found by a key: signs, pairs of signs, packed words.
///
/// One flat array, probed in order; it never changes once it is made. A dictionary that guards
/// against chosen keys costs ten times as much, and these keys come from the books alone.
struct KeyTable<Key: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    private struct Place: Sendable {
        var key: Key
        /// -1 where nothing stands.
        var value: Int32
    }

    private let places: [Place]
    private let shift: UInt64

    /// - Parameter entries: Each key once, with a number of 0 or more.
    init(_ entries: [Key: Int32] = [:]) {
        var bits: UInt64 = 1
        while (1 << bits) <= entries.count * 2 { bits += 1 }
        shift = 64 - bits
        var places = Array(repeating: Place(key: 0, value: -1), count: 1 << Int(bits))
        // In the order of the keys, so that equal books make equal tables.
        for (key, value) in entries.sorted(by: { $0.key < $1.key }) {
            var index = Self.start(key, shift)
            while places[index].value >= 0 { index = (index + 1) & (places.count - 1) }
            places[index] = Place(key: key, value: value)
        }
        self.places = places
    }

    /// The number of a key; -1 where there is none.
    @inline(__always)
    func number(_ key: Key) -> Int {
        var index = Self.start(key, shift)
        while true {
            let place = places[index]
            if place.value < 0 || place.key == key { return Int(place.value) }
            index = (index + 1) & (places.count - 1)
        }
    }

    @inline(__always)
    private static func start(_ key: Key, _ shift: UInt64) -> Int {
        Int(truncatingIfNeeded: (UInt64(key) &* 0x9E37_79B9_7F4A_7C15) &>> shift)
    }
}
