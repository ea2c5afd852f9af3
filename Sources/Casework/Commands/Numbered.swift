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
}
