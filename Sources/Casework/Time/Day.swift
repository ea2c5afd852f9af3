/// A date of the Gregorian calendar at the station (Asia/Shanghai, +08:00).
package struct Day: Hashable, Comparable, Sendable, Codable {
    /// Days since 1970-01-01; negative before.
    package var ordinal: Int

    package init(ordinal: Int) {
        self.ordinal = ordinal
    }

    /// A date by its parts; nil when there is no such date.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Day.length(ofMonth: month, in: year)
        else { return nil }
        ordinal = Day.ordinal(year: year, month: month, day: day)
    }

    /// Reads `2026-11-24`; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, let year = Int(digits: parts[0]),
            let month = Int(digits: parts[1]), let day = Int(digits: parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The date at the station's wall at an instant.
    package init(of instant: Instant) {
        let local = instant.milliseconds + Day.zoneInMilliseconds
        ordinal = Int(local.quotientFloored(by: 86_400_000))
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let day = Day(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date")
        }
        self = day
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    package static func < (left: Day, right: Day) -> Bool { left.ordinal < right.ordinal }

    /// Year, month (1 to 12) and day of the month (1 to 31).
    package var parts: (year: Int, month: Int, day: Int) {
        // Days are counted from 1 March so that the leap day ends its year.
        let shifted = ordinal + 719_468
        let era = shifted.quotientFloored(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    package var year: Int { parts.year }

    /// 1 is Monday, 7 is Sunday (ISO 8601).
    package var weekday: Int { (ordinal + 3).remainderFloored(by: 7) + 1 }

    /// `2026-11-24`.
    package var text: String {
        let (year, month, day) = parts
        return padded(year, to: 4) + "-" + padded(month, to: 2) + "-" + padded(day, to: 2)
    }

    package func adding(days: Int) -> Day { Day(ordinal: ordinal + days) }

    /// The same day of a later month, or that month's last day when it is shorter.
    ///
    /// Three months from 30 November are 28 or 29 February (domain §3.2).
    package func adding(months: Int) -> Day {
        let (year, month, day) = parts
        let index = year * 12 + month - 1 + months
        let newYear = index.quotientFloored(by: 12)
        let newMonth = index.remainderFloored(by: 12) + 1
        let newDay = min(day, Day.length(ofMonth: newMonth, in: newYear))
        return Day(ordinal: Day.ordinal(year: newYear, month: newMonth, day: newDay))
    }

    /// The instant at which the station's clock shows that time on this day.
    package func at(_ time: ClockTime) -> Instant {
        Instant(
            milliseconds: Int64(ordinal) * 86_400_000 + Int64(time.minutes) * 60_000
                - Day.zoneInMilliseconds
        )
    }

    private static let zoneInMilliseconds: Int64 = 8 * 3_600_000

    private static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2:
            (year.isMultiple(of: 4) && !year.isMultiple(of: 100)) || year.isMultiple(of: 400)
                ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func ordinal(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.quotientFloored(by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension Int {
    /// Reads ASCII digits and nothing else, where the library also takes a sign.
    init?(digits text: some StringProtocol) {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        self.init(text)
    }
}

extension FixedWidthInteger {
    fileprivate func quotientFloored(by divisor: Self) -> Self {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }

    fileprivate func remainderFloored(by divisor: Self) -> Self {
        self - quotientFloored(by: divisor) * divisor
    }
}
