/// Which days offices work: Monday to Friday, changed by a table of holidays and make-up days.
///
/// A year without a table is counted by Monday to Friday and its sums are provisional (暂定).
package struct WorkingDays: Sendable {
    private let holidays: Set<Day>
    private let makeUpDays: Set<Day>
    private let years: Set<Int>

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
