/// A point in time: milliseconds since 1970-01-01 00:00 UTC.
package struct Instant: Hashable, Comparable, Sendable, Codable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }

    package static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// The instant that many seconds later, or earlier when negative.
    package func adding(seconds: Int64) -> Instant {
        Instant(milliseconds: milliseconds + seconds * 1000)
    }

    /// Whole seconds from an earlier instant to this one.
    package func seconds(since earlier: Instant) -> Int64 {
        (milliseconds - earlier.milliseconds) / 1000
    }
}

/// A time of day at the station, which keeps China standard time (+08:00, no summer time).
package struct ClockTime: Hashable, Comparable, Sendable {
    /// Minutes since midnight, 0 to 1439.
    package var minutes: Int

    package init(minutes: Int) {
        precondition((0..<1440).contains(minutes), "a time of day has 0 to 1439 minutes")
        self.minutes = minutes
    }

    /// Reads `8:30` or `08:30`; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let hour = Int(digits: parts[0]),
            let minute = Int(digits: parts[1]), (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        minutes = hour * 60 + minute
    }

    package static func < (left: ClockTime, right: ClockTime) -> Bool {
        left.minutes < right.minutes
    }

    /// `08:30`.
    package var text: String { padded(minutes / 60, to: 2) + ":" + padded(minutes % 60, to: 2) }
}

/// A number in decimal with leading zeros.
package func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
