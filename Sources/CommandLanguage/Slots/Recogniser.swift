import Casework

/// What a slot takes from a text.
struct Recogniser: Sendable {
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
    var words: Words?

    init(slot: Slot, shape: Shape) {
        self.slot = slot
        self.shape = shape
    }

    /// True when every match begins with a number or a sign of numbers.
    var beginsWithNumber: Bool {
        switch shape {
        case .ref, .refs, .number, .phone: true
        default: false
        }
    }

    /// True when another one takes the same, for the same slot.
    func takesSame(as other: Recogniser) -> Bool {
        slot == other.slot && shape == other.shape && words === other.words
    }

    /// True when it takes all that is left of a message.
    var isOpenEnded: Bool { if case .free(let limit) = shape { limit > 100 } else { false } }
}
