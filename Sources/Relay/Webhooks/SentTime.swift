/// The time of sending, however a gateway writes it.
enum SentTime {
    /// The last millisecond of the year 9999.
    static let latest: Int64 = 253_402_300_799_999

    /// Numbers from here on are milliseconds: as seconds they would lie past the year 5000, and as
    /// milliseconds nobody sent a text before March 1973.
    static let firstInMilliseconds = 1e11

    /// Reads seconds or milliseconds since 1970; nil before 1970, at 0 and after 9999.
    static func milliseconds(_ number: Double) -> Int64? {
        let time = number < firstInMilliseconds ? number * 1_000 : number
        guard time > 0, time <= Double(latest) else { return nil }
        return Int64(time.rounded())
    }

    /// Reads a number in digits, or ISO 8601 with a day and a time of day.
    ///
    ///     SentTime.milliseconds("2022-11-03T20:26:10.344522Z")   // 1667507170345
    ///
    /// Without a zone it is China standard time (+08:00), the time of the stations.
    ///
    /// - Returns: Milliseconds since 1970 UTC; nil for anything else.
    /// - Note: Source: ISO 8601, RFC 3339; the day count is Howard Hinnant's `days_from_civil`.
    static func milliseconds(_ text: String) -> Int64? {
        guard text.utf8.count <= 64 else { return nil }
        if text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }) {
            return Double(text).flatMap { milliseconds($0) }
        }
        let form = /(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(.*)/
            .asciiOnlyDigits()
        guard let match = text.wholeMatch(of: form), let year = Int64(match.1),
            let month = Int64(match.2), let day = Int64(match.3), let hour = Int64(match.4),
            let minute = Int64(match.5), let zone = minutes(ofZone: match.8)
        else { return nil }
        let second = match.6.flatMap { Int64($0) } ?? 0
        guard year >= 1970, (1...12).contains(month), (1...length(month, year)).contains(day),
            (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        let fraction = match.7.flatMap { Double("0." + $0) } ?? 0
        let seconds = days(year, month, day) * 86_400 + (hour * 60 + minute - zone) * 60 + second
        let time = seconds * 1_000 + Int64((fraction * 1_000).rounded())
        return (1...latest).contains(time) ? time : nil
    }

    /// Minutes that a zone is ahead of UTC; nil when it is none.
    private static func minutes(ofZone text: Substring) -> Int64? {
        if text.isEmpty { return 8 * 60 }
        if text == "Z" || text == "z" { return 0 }
        let form = /([+-])(\d\d)(?::?(\d\d))?/.asciiOnlyDigits()
        guard let match = text.wholeMatch(of: form), let hours = Int64(match.2), hours <= 18,
            let minutes = Int64(match.3 ?? "0"), minutes <= 59
        else { return nil }
        return (match.1 == "-" ? -1 : 1) * (hours * 60 + minutes)
    }

    private static func length(_ month: Int64, _ year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days from 1970-01-01.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        // Years begin in March, so that a leap day is the last of its year.
        let marchYear = year - (month < 3 ? 1 : 0)
        let era = marchYear / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }
}
