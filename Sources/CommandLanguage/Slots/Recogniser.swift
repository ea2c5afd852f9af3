import Casework

/// What a slot takes from a text.
///
/// A class, so that handing it on copies nothing; it never changes once it is made.
final class Recogniser: Sendable {
    enum Shape: Hashable, Sendable {
        case ref, refs
        case number
        case day(Dates.Tense)
        case due
        case year, month, lunar
        case name(List)
        /// A word of the values' table of this slot.
        case value
        /// Letters and digits, so many when given.
        case code(Int?)
        case phone
        case clock
        /// All up to the colon that ends it: a list of whom something is for.
        case list
        /// Any words, at most so many signs; short ones never cross a clause.
        case free(limit: Int)

        enum List: Hashable, Sendable {
            case unit, place, village, topic, person
        }
    }

    let slot: Slot
    let shape: Shape
    /// The words of a slot with fixed values; nil for any other.
    let words: Words?
    /// Those of one kind take the same; 0 where that is found as fast as it is looked up.
    let kind: UInt32

    init(slot: Slot, shape: Shape, words: Words? = nil) {
        self.slot = slot
        self.words = words
        self.shape = shape
        let number: UInt32 =
            switch shape {
            case .ref: 1
            case .refs: 2
            case .number: 3
            case .day(.past): 4
            case .day(.future): 5
            case .due: 6
            case .month: 7
            case .lunar: 8
            case .name(.unit): 9
            case .name(.place): 10
            case .name(.village): 11
            case .phone: 12
            case .clock: 13
            case .list: 14
            case .code(let length): 16 + UInt32(length ?? 0)
            case .year, .name, .value, .free: 0
            }
        kind = number > 0 ? number << 8 | UInt32(slot.number) : 0
    }

    /// True when every match begins with a number or a sign of numbers.
    var beginsWithNumber: Bool {
        switch shape {
        case .ref, .refs, .number, .phone: true
        default: false
        }
    }

    /// True when it takes all that is left of a message.
    var isOpenEnded: Bool { if case .free(let limit) = shape { limit > 100 } else { false } }
}
