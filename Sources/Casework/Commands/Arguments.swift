/// What a sentence said, by name; whatever was not said is not there.
package struct Arguments: Hashable, Sendable, Codable {
    package enum Value: Hashable, Sendable, Codable {
        case text(String)
        case list([String])
        case number(Int)
        case flag
    }

    package var values: [Slot: Value]

    package init(_ values: [Slot: Value] = [:]) {
        self.values = values
    }

    package subscript(slot: Slot) -> Value? {
        get { values[slot] }
        set { values[slot] = newValue }
    }

    /// The words of a slot; nil when it was not said or is no words.
    package func text(_ slot: Slot) -> String? {
        switch values[slot] {
        case .text(let text): text
        case .number(let number): String(number)
        default: nil
        }
    }

    /// The words of a slot that may hold several.
    package func list(_ slot: Slot) -> [String] {
        switch values[slot] {
        case .list(let list): list
        case .text(let text): [text]
        default: []
        }
    }

    /// The place, or the places of a note about several: `斜路、黄西岙`.
    package var placeSaid: String? {
        if let place = text(.place) { return place }
        let places = list(.places)
        return places.isEmpty ? nil : places.joined(separator: "、")
    }

    package func number(_ slot: Slot) -> Int? {
        switch values[slot] {
        case .number(let number): number
        case .text(let text): Int(text)
        default: nil
        }
    }

    /// Where an activity is held; steps kept from before the name have it as `place`.
    var venue: String? { text(.venue) ?? text(.place) }

    /// When a voter was told; steps kept from before the name have it as `date`.
    var fedBackOn: Day? { day(.fedBackOn) ?? day(.date) }

    /// When a broadcast is to go out; steps kept from before the name have it as `date`.
    var sendOn: Day? { day(.sendOn) ?? day(.date) }

    /// From when a change of the roster holds; steps kept from before the name have it as `date`.
    var since: Day? { day(.since) ?? day(.date) }

    package func day(_ slot: Slot) -> Day? {
        text(slot).flatMap { Day($0) }
    }

    package func clock(_ slot: Slot) -> ClockTime? {
        text(slot).flatMap { ClockTime($0) }
    }

    /// True when the slot was said at all.
    package func has(_ slot: Slot) -> Bool { values[slot] != nil }
}

/// One thing that a sentence asks for.
package struct Step: Hashable, Sendable, Codable {
    package var action: Action
    package var arguments: Arguments

    package init(_ action: Action, _ arguments: Arguments = Arguments()) {
        self.action = action
        self.arguments = arguments
    }
}
