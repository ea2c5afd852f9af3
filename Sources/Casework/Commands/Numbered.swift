/// An enumeration of names whose cases are numbered in their order, from 0 to 255.
///
/// Tables are laid out by the number, and hashing takes it instead of the name, which is many
/// times slower: what is looked up for every message is mostly looked up by such a case.
package protocol Numbered: CaseIterable, Hashable, RawRepresentable where RawValue == String {}

extension Numbered {
    /// The place of the case in `allCases`.
    @inlinable package var number: Int {
        // An enumeration without payloads of at most 256 cases is that number in one byte.
        Int(unsafeBitCast(self, to: UInt8.self))
    }

    @inlinable package func hash(into hasher: inout Hasher) {
        hasher.combine(unsafeBitCast(self, to: UInt8.self))
    }

    /// What sets and dictionaries of cases ask for; nobody can choose cases to make it slow.
    @inlinable package func _rawHashValue(seed: Int) -> Int {
        let mixed = (UInt64(number) &+ UInt64(bitPattern: Int64(seed))) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed ^ mixed >> 32)
    }
}
