/// A day of the lunar calendar.
package struct LunarDay: Hashable, Sendable, Codable {
    /// The lunar year, named after the Gregorian year in which it begins.
    package var year: Int
    /// 1 (正月) to 12 (腊月).
    package var month: Int
    package var isLeap: Bool
    /// 1 to 29 or 30.
    package var day: Int

    package init(year: Int, month: Int, isLeap: Bool, day: Int) {
        self.year = year
        self.month = month
        self.isLeap = isLeap
        self.day = day
    }

    /// `12-16`, or `L05-16` in a leap month.
    package var text: String {
        (isLeap ? "L" : "") + padded(month, to: 2) + "-" + padded(day, to: 2)
    }
}

/// The lunar calendar as a checked table of month beginnings.
///
/// A table and not a computation: the platform's own calendars are wrong on days that matter
/// (`domain.md` §6.1). Days outside the table are refused, never guessed.
package struct LunarCalendar: Sendable {
    /// One lunar month.
    package struct Month: Hashable, Sendable {
        package var starts: Day
        package var year: Int
        package var month: Int
        package var isLeap: Bool

        package init(starts: Day, year: Int, month: Int, isLeap: Bool) {
            self.starts = starts
            self.year = year
            self.month = month
            self.isLeap = isLeap
        }
    }

    private let months: [Month]

    /// - Parameter months: In order of their beginnings, 29 or 30 days apart; two or more.
    package init(months: [Month]) {
        precondition(months.count >= 2, "a lunar table has two months or more")
        self.months = months
    }

    /// The days whose lunar date is known; the last month only bounds the one before it.
    package var covered: Range<Day> { months[0].starts..<months[months.count - 1].starts }

    /// The lunar date of a day; nil outside the table.
    package func lunarDay(of day: Day) -> LunarDay? {
        guard covered.contains(day) else { return nil }
        var low = 0
        var high = months.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if months[middle].starts <= day { low = middle } else { high = middle }
        }
        let month = months[low]
        return LunarDay(
            year: month.year,
            month: month.month,
            isLeap: month.isLeap,
            day: day.ordinal - month.starts.ordinal + 1
        )
    }

    /// The day of a lunar date; nil outside the table or where the month is shorter.
    package func day(of lunar: LunarDay) -> Day? {
        guard
            let index = months.firstIndex(where: {
                $0.year == lunar.year && $0.month == lunar.month && $0.isLeap == lunar.isLeap
            }), index + 1 < months.count, lunar.day >= 1
        else { return nil }
        let day = months[index].starts.adding(days: lunar.day - 1)
        return day < months[index + 1].starts ? day : nil
    }

    /// Every occurrence of a day of the lunar month within a Gregorian year, in order.
    ///
    /// - Returns: 12 or 13 days, sometimes two in one Gregorian month or none in another; nil
    ///   when the table does not cover the whole year.
    package func occurrences(ofDay dayOfMonth: Int, in year: Int, leapMonths: Bool) -> [Day]? {
        guard let first = Day(year: year, month: 1, day: 1),
            let last = Day(year: year, month: 12, day: 31),
            covered.contains(first), covered.contains(last)
        else { return nil }
        return months.indices.dropLast().compactMap { index in
            let month = months[index]
            guard leapMonths || !month.isLeap else { return nil }
            let day = month.starts.adding(days: dayOfMonth - 1)
            guard day >= first, day <= last, day < months[index + 1].starts else { return nil }
            return day
        }
    }
}
