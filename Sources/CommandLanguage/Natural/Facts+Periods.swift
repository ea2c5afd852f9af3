import Casework

extension Facts {
    /// `2026`, `2026-Q3`, `2026-10`, `next_quarter`: the span that a list or a report is for.
    var period: String? {
        let month = today.parts.month
        let year = today.year
        if has(.nextQuarter) { return "next_quarter" }
        if first(book.list(.thisQuarter)) != nil { return quarter((month + 2) / 3, year) }
        if first(book.list(.lastQuarter)) != nil {
            return month <= 3 ? quarter(4, year - 1) : quarter((month - 1) / 3, year)
        }
        let said = yearSaid
        if let number = quarterSaid { return quarter(number, said ?? year) }
        if let month = monthSaid(in: said) { return month }
        if let said { return String(said) }
        return has(.thisYear) ? String(year) : nil
    }

    /// Today, yesterday, this week or the last one, as both of its ends.
    var daysSaid: String? {
        func range(_ first: Day, _ last: Day) -> String { first.text + "/" + last.text }
        if has(.todayWords) { return range(today, today) }
        if has(.yesterdayWords) {
            let day = today.adding(days: -1)
            return range(day, day)
        }
        var monday = today
        while monday.weekday != 1 { monday = monday.adding(days: -1) }
        if has(.lastWeek) { return range(monday.adding(days: -7), monday.adding(days: -1)) }
        return has(.thisWeek) ? range(monday, today) : nil
    }

    /// A month that is asked for: without a year this one or one to come.
    var monthAhead: String? {
        let said = yearSaid
        guard let month = monthSaid(in: said ?? today.year) else { return nil }
        guard said == nil, first(book.list(.monthWords)) == nil,
            month < today.text.prefix(7)
        else { return month }
        return String(today.year + 1) + month.dropFirst(4)
    }

    /// `明年`, `2027年`: the year alone.
    var yearSaid: Int? {
        let recogniser = Recogniser(slot: .year, shape: .year)
        for index in range {
            if index > range.lowerBound, Numerals.begins(scalars[index]),
                Numerals.begins(scalars[index - 1])
            {
                continue
            }
            let found = book.lexicon.candidates(recogniser, text, index, range.upperBound, today)
            guard let year = found.first, case .number(let value) = year.values[0].1 else {
                continue
            }
            // `2026-0042` is a matter's number.
            if year.end < range.upperBound, scalars[year.end] == 0x2D { continue }
            return value
        }
        return nil
    }

    private func quarter(_ number: Int, _ year: Int) -> String {
        String(year) + "-Q" + String(number)
    }

    private var quarterSaid: Int? {
        for mark in all(book.list(.quarterMarks)) {
            if let found = ordinal(before: mark.range.lowerBound), found <= 4 { return found }
            let before = mark.range.lowerBound - 1
            if before >= range.lowerBound,
                let found = Numerals.read(scalars, at: before, to: mark.range.lowerBound),
                (1...4).contains(found.value)
            {
                return found.value
            }
            let after = mark.range.upperBound
            if let found = Numerals.read(scalars, at: after, to: range.upperBound),
                (1...4).contains(found.value), ScalarKind.isLetter(scalars[mark.range.lowerBound])
            {
                return found.value
            }
        }
        return nil
    }

    /// `10月份`, `上个月`, `last month`; as `2026-10`.
    func monthSaid(in year: Int?) -> String? {
        let first = today.adding(days: 1 - today.parts.day)
        if let word = self.first(book.list(.monthWords)) {
            let isLast =
                book.list(.lastMonth).end(
                    scalars,
                    at: word.range.lowerBound,
                    to: range.upperBound
                ) != nil
            let isNext =
                book.list(.nextMonth).end(
                    scalars,
                    at: word.range.lowerBound,
                    to: range.upperBound
                ) != nil
            return String(first.adding(months: isLast ? -1 : isNext ? 1 : 0).text.prefix(7))
        }
        for index in range {
            if index > range.lowerBound, Numerals.begins(scalars[index - 1]) { continue }
            if impossibleDates.contains(where: { $0.contains(index) }) { continue }
            guard let found = Numerals.read(scalars, at: index, to: range.upperBound),
                (1...12).contains(found.value), found.length <= 2,
                found.end < range.upperBound, scalars[found.end] == 0x6708
            else { continue }
            let after = found.end + 1
            // `10月9日` and `十月初九` are days.
            if after < range.upperBound,
                Numerals.begins(scalars[after]) || scalars[after] == 0x521D
                    || scalars[after] == 0x5E95
            {
                continue
            }
            var wanted = year ?? today.year
            if year == nil, found.value > today.parts.month, isForPast { wanted -= 1 }
            return String(wanted) + "-" + padded(found.value, to: 2)
        }
        for index in range {
            guard let month = Dates.month(scalars, at: index, to: range.upperBound) else {
                continue
            }
            return String(year ?? today.year) + "-" + padded(month, to: 2)
        }
        return nil
    }

    /// A month without a year that a record tells of is the last such month.
    private var isForPast: Bool { has(.pastWords) }
}
