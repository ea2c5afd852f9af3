/// Which days offices work: Monday to Friday, changed by a table of holidays and make-up days.
///
/// A year without a table is counted by Monday to Friday and its sums are provisional (暂定).
package struct WorkingDays: Sendable {
    private let holidays: Set<Day>
    private let makeUpDays: Set<Day>
    /// The years that have a table.
    package let years: Set<Int>

    package init(holidays: Set<Day>, makeUpDays: Set<Day>) {
        self.holidays = holidays
        self.makeUpDays = makeUpDays
        years = Set((holidays.union(makeUpDays)).map(\.year))
    }

    package func isWorkday(_ day: Day) -> Bool {
        if makeUpDays.contains(day) { return true }
        return day.weekday <= 5 && !holidays.contains(day)
    }

    package func isHoliday(_ day: Day) -> Bool { holidays.contains(day) }

    /// What kind of rest day it is; nil for a day on which offices work.
    package func rest(on day: Day) -> RestDay? {
        if isWorkday(day) { return nil }
        return isHoliday(day) ? .holiday : .weekend
    }

    /// The day itself, or the first working day after it.
    package func workday(onOrAfter day: Day) -> Day {
        var day = day
        while !isWorkday(day) { day = day.adding(days: 1) }
        return day
    }

    /// How many working days lie after one day, up to and with another.
    package func count(after start: Day, through end: Day) -> Int {
        guard start < end else { return 0 }
        return (start.ordinal + 1...end.ordinal).count { isWorkday(Day(ordinal: $0)) }
    }

    /// The same calendar as it was when only these years had a table.
    package func knowing(_ years: Set<Int>) -> WorkingDays {
        WorkingDays(
            holidays: holidays.filter { years.contains($0.year) },
            makeUpDays: makeUpDays.filter { years.contains($0.year) }
        )
    }

    /// False for a year whose table has not been announced.
    package func isKnown(_ day: Day) -> Bool { years.contains(day.year) }

    /// The last of so many working days, counted from the day after the start.
    ///
    /// - Parameters:
    ///   - count: 1 or more.
    ///   - start: The day of the event, which is not counted itself.
    /// - Returns: The day, and whether a year without a table was counted through.
    package func adding(_ count: Int, to start: Day) -> (day: Day, isProvisional: Bool) {
        precondition(count >= 1, "a term has one working day or more")
        var day = start
        var left = count
        var isProvisional = false
        while left > 0 {
            day = day.adding(days: 1)
            if !isKnown(day) { isProvisional = true }
            if isWorkday(day) { left -= 1 }
        }
        return (day, isProvisional)
    }
}

extension WorkingDays {
    /// The day that lies so many working days before another, 1 or more.
    package func subtracting(_ count: Int, from end: Day) -> Day {
        precondition(count >= 1, "a term has one working day or more")
        var day = end
        var left = count
        while left > 0 {
            day = day.adding(days: -1)
            if isWorkday(day) { left -= 1 }
        }
        return day
    }
}

/// Why offices do not work on a day.
package enum RestDay: String, Sendable, CaseIterable {
    case weekend, holiday
}

/// How long somebody has: the three ways in which rules count (`domain.md` §3.2).
package enum Term: Hashable, Sendable {
    /// 工作日: by the State Council's list, with make-up days; 1 or more.
    case workingDays(Int)
    /// 日, 天: calendar days; 1 or more.
    case days(Int)
    /// 月: by the calendar; 1 or more.
    case months(Int)
}

/// When a term ends.
package struct Deadline: Hashable, Sendable {
    /// The last day as the rule counts it.
    package var ends: Day
    /// The day that counts: a last day on which nobody works moves to the next working day.
    package var due: Day
    /// True where a year without a table was looked at (暂定).
    package var isProvisional: Bool
}

extension WorkingDays {
    /// When a term ends that begins the day after an event (`domain.md` §3.2).
    ///
    ///     deadline(.months(3), after: 2026-11-30)  // ends 2027-02-28, a Sunday; due 2027-03-01
    ///
    /// - Parameters:
    ///   - term: How long.
    ///   - start: The day of the event, which is not counted itself.
    /// - Returns: The last day, and the working day on which it falls.
    package func deadline(_ term: Term, after start: Day) -> Deadline {
        let ends: Day
        switch term {
        case .workingDays(let count):
            let sum = adding(count, to: start)
            return Deadline(ends: sum.day, due: sum.day, isProvisional: sum.isProvisional)
        case .days(let count): ends = start.adding(days: count)
        case .months(let count): ends = start.adding(months: count)
        }
        let due = workday(onOrAfter: ends)
        let isProvisional = (ends.ordinal...due.ordinal).contains { !isKnown(Day(ordinal: $0)) }
        return Deadline(ends: ends, due: due, isProvisional: isProvisional)
    }
}
