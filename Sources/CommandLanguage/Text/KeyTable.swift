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
        // In the order of the keys, so that equal books make equal tables.
        self.init(entries.sorted { $0.key < $1.key })
    }

    init(_ numbers: KeyNumbers<Key>) {
        self.init(zip(numbers.keys, 0...).map { (key: $0, value: $1) })
    }

    private init(_ entries: [(key: Key, value: Int32)]) {
        var bits: UInt64 = 1
        while (1 << bits) <= entries.count * 2 { bits += 1 }
        shift = 64 - bits
        var places = Array(repeating: Place(key: 0, value: -1), count: 1 << Int(bits))
        for (key, value) in entries {
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

/// Numbers for keys as they come: the first key is 0, the next new one 1.
///
/// As flat as ``KeyTable``, and for keys of the books alone too.
struct KeyNumbers<Key: FixedWidthInteger & UnsignedInteger & Sendable> {
    private var slots: [Int32] = Array(repeating: -1, count: 1 << 12)
    /// By their numbers.
    private(set) var keys: [Key] = []

    var count: Int { keys.count }

    /// The number of a key, a new one where it has none.
    mutating func number(_ key: Key) -> Int32 {
        let mask = slots.count - 1
        var index = Self.start(key, mask)
        while slots[index] >= 0 {
            if keys[Int(slots[index])] == key { return slots[index] }
            index = (index + 1) & mask
        }
        let number = Int32(keys.count)
        keys.append(key)
        slots[index] = number
        if keys.count * 2 > slots.count { grow() }
        return number
    }

    private mutating func grow() {
        let mask = slots.count * 2 - 1
        slots = Array(repeating: -1, count: mask + 1)
        for (number, key) in keys.enumerated() {
            var index = Self.start(key, mask)
            while slots[index] >= 0 { index = (index + 1) & mask }
            slots[index] = Int32(number)
        }
    }

    private static func start(_ key: Key, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: (UInt64(key) &* 0x9E37_79B9_7F4A_7C15) &>> 32) & mask
    }
}
