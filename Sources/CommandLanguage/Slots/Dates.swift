import Casework

/// Recognises dates: solar, lunar, relative, in both languages.
///
/// A class, so that handing it on copies nothing; it never changes once it is made.
final class Dates: Sendable {
    /// Which way an incomplete date points.
    enum Tense: Sendable {
        case past
        case future
    }

    /// What was read: a day, or a term in working days.
    enum Value: Equatable {
        case day(Day)
        case workdays(Int)
    }

    let lunar: LunarCalendar

    /// By the signs that the words of a date begin with: what of ``Kind`` may begin with them.
    private let openers: KeyTable<UInt32>

    init(lunar: LunarCalendar) {
        self.lunar = lunar
        var kinds: [UInt32: Int32] = [:]
        func add(_ signs: Set<UInt32>, _ kind: Kind) {
            for sign in signs { kinds[sign, default: 0] |= kind.rawValue }
        }
        for (words, kind) in Self.openings {
            for list in words { add(list.firstSigns, kind) }
        }
        add(LunarWords.openers, .lunar)
        openers = KeyTable(kinds)
    }

    /// The ways of writing a date.
    private struct Kind: OptionSet, Sendable {
        let rawValue: Int32

        static let relative = Kind(rawValue: 1)
        static let lunar = Kind(rawValue: 2)
        static let numeric = Kind(rawValue: 4)
        static let weekday = Kind(rawValue: 8)
        static let english = Kind(rawValue: 16)
        static let feast = Kind(rawValue: 32)
    }

    private static let openings: [([Words], Kind)] = [
        ([relativeDays, monthEnds, nextMonthEnds, yearEnds, endOf], .relative),
        ([nextMonth, thisMonth, nextYear, lastYear, thisYear, january], .numeric),
        ([feasts, lunarFeasts, nextYear, lastYear], .feast),
        ([weeks, weekPrefix, nextWord, lastWord, weekdays], .weekday),
        ([months], .english),
    ]

    /// The ways of writing a date that may begin at a position; most are passed over by it.
    private func kinds(_ text: [UInt32], at start: Int, to limit: Int) -> Kind {
        let first = skipSpaces(text, start, limit)
        guard first < limit else { return [] }
        let known = openers.number(text[first])
        var kinds = Kind(rawValue: known > 0 ? Int32(known) : 0)
        if Numerals.begins(text[first]) { kinds.formUnion([.lunar, .numeric, .english]) }
        return kinds
    }

    /// The date at a position, as it stands, without words like `前` around it.
    func read(
        _ text: [UInt32],
        at start: Int,
        to limit: Int,
        today: Day,
        tense: Tense
    ) -> (day: Day, end: Int)? {
        let kinds = kinds(text, at: start, to: limit)
        guard !kinds.isEmpty else { return nil }
        var scan = Scan(text, at: start, to: limit)
        if kinds.contains(.relative), let day = relative(&scan, today) {
            passWeekday(&scan)
            return (day, scan.index)
        }
        scan.index = start
        // `元旦那天`, `延到元旦`
        if kinds.contains(.feast), let day = feast(&scan, today, tense),
            scan.take(Self.thatDay)
                || start > 0 && Self.upTo.end(text, at: start - 1, to: start) != nil
        {
            return (day, scan.index)
        }
        scan.index = start
        if kinds.contains(.lunar), let day = lunarDate(&scan, today, tense) {
            return (day, scan.index)
        }
        scan.index = start
        if kinds.contains(.numeric), let day = numeric(&scan, today, tense) {
            let lunar = lunar(text, start..<scan.index, today, tense, besides: day)
            passWeekday(&scan)
            return (lunar ?? day, scan.index)
        }
        scan.index = start
        if kinds.contains(.weekday), let day = weekday(&scan, today, tense) {
            return (day, scan.index)
        }
        scan.index = start
        if kinds.contains(.english), let day = english(&scan, today, tense) {
            passWeekday(&scan)
            return (day, scan.index)
        }
        return nil
    }

    /// False where surely no date begins; most positions of a text are passed over by it.
    func mayBegin(_ text: [UInt32], at start: Int, to limit: Int) -> Bool {
        !kinds(text, at: start, to: limit).isEmpty
    }

    /// The same for a day to answer by, with the words before it.
    func mayBeginDue(_ text: [UInt32], at start: Int, to limit: Int) -> Bool {
        mayBegin(text, at: start, to: limit)
            || [Self.dueLeads, Self.periodEnds, Self.halfMonth].contains {
                $0.end(text, at: skipSpaces(text, start, limit), to: limit) != nil
            }
    }

    /// A day to answer by, with the words around it: `12月4日前`, `within 10 working days`.
    func readDue(
        _ text: [UInt32],
        at start: Int,
        to limit: Int,
        today: Day
    ) -> (value: Value, end: Int)? {
        var scan = Scan(text, at: start, to: limit)
        while scan.take(Self.dueLeads) { scan.skipSpaces() }
        let begin = scan.index
        if let term = term(&scan, today) { return (term, scan.index) }
        scan.index = begin
        if let day = feast(&scan, today, .future), scan.take(Self.dueTrails) {
            return (.day(day), scan.index)
        }
        scan.index = begin
        if let day = third(&scan, today) { return (.day(day), scan.index) }
        if let day = periodEnd(&scan, today) { return (.day(day), scan.index) }
        guard let found = read(text, at: begin, to: limit, today: today, tense: .future) else {
            return nil
        }
        scan.index = found.end
        let end = scan.index
        scan.skipSpaces()
        if !takeHourBefore(&scan), !scan.take(Self.dueTrails) { scan.index = end }
        return (.day(found.day), scan.index)
    }

    /// `十天内`, `10个工作日内`, `两周内`, `within 3 days`.
    private func term(_ scan: inout Scan, _ today: Day) -> Value? {
        let start = scan.index
        if scan.take(Self.halfMonth) {
            _ = scan.take(Self.withinWords)
            return .day(today.adding(days: 15))
        }
        // `ten working days`
        guard let number = Numerals.counted(scan.text, at: start, to: scan.limit) ?? one(scan),
            number.value > 0, number.value <= 400
        else { return nil }
        scan.index = number.end
        scan.skipSpaces()
        let value: Value
        if scan.take(Self.workdayWords) {
            value = .workdays(number.value)
        } else if scan.take(Self.dayWords) {
            // `25日前` is a day, and no 25 days.
            if scan.text[scan.index - 1] == 0x65E5, scan.peek == 0x524D {
                scan.index = start
                return nil
            }
            value = .day(today.adding(days: number.value))
        } else if scan.take(Self.weekWords) {
            value = .day(today.adding(days: number.value * 7))
        } else if scan.take(Self.fortnight) {
            value = .day(today.adding(days: number.value * 14))
        } else if scan.take(Self.monthWords) {
            value = .day(today.adding(months: number.value))
        } else {
            scan.index = start
            return nil
        }
        let end = scan.index
        scan.skipSpaces()
        if !scan.take(Self.withinWords) { scan.index = end }
        return value
    }

    private func relative(_ scan: inout Scan, _ today: Day) -> Day? {
        if let days = scan.takeValue(Self.relativeDays) { return today.adding(days: days) }
        if scan.take(Self.monthEnds) { return lastDay(of: today) }
        if scan.take(Self.nextMonthEnds) {
            return lastDay(of: firstDay(of: today).adding(months: 1))
        }
        let start = scan.index
        if scan.take(Self.endOf) {
            scan.skipSpaces()
            if let month = scan.takeValue(Self.months) {
                return nearest(month: month, day: 1, today, .future).map(lastDay)
            }
            scan.index = start
        }
        if scan.take(Self.yearEnds) { return Day(year: today.year, month: 12, day: 31) }
        return nil
    }

    func firstDay(of day: Day) -> Day { day.adding(days: 1 - day.parts.day) }

    func lastDay(of day: Day) -> Day {
        firstDay(of: day).adding(months: 1).adding(days: -1)
    }

    /// `十月初九`, `农历十月十六`, `lunar 10-16`.
    private func lunarDate(_ scan: inout Scan, _ today: Day, _ tense: Tense) -> Day? {
        guard let found = LunarWords.read(&scan), let now = lunar.lunarDay(of: today) else {
            return nil
        }
        guard let month = found.month else {
            // `初八那天`, `农历十六那天`: without a month it needs a word that says that it is a day.
            return scan.take(Self.thatDay)
                ? nearest(lunarDay: found.day, today, tense) : nil
        }
        let years = tense == .past ? [now.year, now.year - 1] : [now.year, now.year + 1]
        let days = years.compactMap { year in
            lunar.day(
                of: LunarDay(year: year, month: month, isLeap: found.isLeap, day: found.day)
            )
        }
        // `农历九月三十` behind today, which next year has not: it is the one that was.
        return days.first { tense == .past ? $0 <= today : $0 >= today } ?? days.first
    }

    /// The next lunar day of that number, or the last.
    func nearest(lunarDay number: Int, _ today: Day, _ tense: Tense) -> Day? {
        (0..<60).lazy
            .map { today.adding(days: tense == .past ? -$0 : $0) }
            .first { self.lunar.lunarDay(of: $0)?.day == number }
    }

    /// `十月十六` without 日 or 号: the lunar day where that one is nearer.
    private func lunar(
        _ text: [UInt32],
        _ range: Range<Int>,
        _ today: Day,
        _ tense: Tense,
        besides solar: Day
    ) -> Day? {
        guard let mark = text[range].firstIndex(of: 0x6708), mark + 1 < range.upperBound,
            (text[range.lowerBound..<mark] + text[(mark + 1)..<range.upperBound])
                .allSatisfy(Numerals.isHanNumeral),
            let month = Numerals.read(text, at: range.lowerBound, to: mark)?.value,
            let day = Numerals.read(text, at: mark + 1, to: range.upperBound)?.value,
            let now = lunar.lunarDay(of: today)
        else { return nil }
        let years = tense == .past ? [now.year, now.year - 1] : [now.year, now.year + 1]
        let days = years.compactMap {
            lunar.day(of: LunarDay(year: $0, month: month, isLeap: false, day: day))
        }.filter { tense == .past ? $0 <= today : $0 >= today }
        func distance(_ day: Day) -> Int {
            tense == .past && day > today || tense == .future && day < today
                ? .max : abs(day.ordinal - today.ordinal)
        }
        return days.first { distance($0) < distance(solar) }
    }

    /// `2026-12-04`, `2026年12月4日`, `12月4日`, `12/4`, `24号`.
    func numeric(_ scan: inout Scan, _ today: Day, _ tense: Tense) -> Day? {
        let isNextMonth = scan.take(Self.nextMonth)
        if isNextMonth || scan.take(Self.thisMonth) {
            // `下个月二组`: a number in words is a day only with 号 behind it.
            guard let day = scan.number(),
                scan.take(Self.dayMarks) || (!scan.isAtDigit && !day.isHan)
            else {
                return nil
            }
            let first = firstDay(of: today).adding(months: isNextMonth ? 1 : 0)
            return Day(year: first.parts.year, month: first.parts.month, day: day.value)
        }
        var year: Int?
        if scan.take(Self.nextYear) {
            year = today.year + 1
        } else if scan.take(Self.lastYear) {
            year = today.year - 1
        } else if scan.take(Self.thisYear) {
            year = today.year
        }
        let isJanuary = scan.take(Self.january)
        guard
            var first = isJanuary
                ? Numerals.Found(value: 1, length: 1, end: scan.index, isHan: true) : scan.number()
        else { return nil }
        if year == nil, first.length == 4 {
            guard scan.takeAny([0x2D, 0x2F, 0x2E, 0x5E74]) else { return nil }
            scan.skipSpaces()
            year = first.value
            guard let month = scan.number() else { return nil }
            first = month
        }
        if first.length == 8, year == nil, !first.isHan {
            let digits = first.value
            return Day(year: digits / 10000, month: digits / 100 % 100, day: digits % 100)
        }
        guard first.length <= 2 else { return nil }
        if year == nil, scan.take(Self.dayMarks) {
            return nearest(day: first.value, today, tense)
        }
        let isMonth = isJanuary || scan.takeAny([0x6708])  // 月
        guard isMonth || scan.takeAny([0x2D, 0x2F, 0x2E]) else { return nil }  // - / .
        let isSlash = scan.text[scan.index - 1] == 0x2F
        if isMonth, scan.takeAny([0x5E95, 0x672B]) {  // 底 末
            let month =
                year.map { Day(year: $0, month: first.value, day: 1) }
                ?? nearest(month: first.value, day: 1, today, tense)
            return month.map(lastDay)
        }
        scan.skipSpaces()
        guard let second = scan.number(), second.length <= 2 else { return nil }
        // `4/12/2026`: with the year behind it the day leads.
        let end = scan.index
        if year == nil, !isMonth, scan.takeAny([0x2D, 0x2F, 0x2E]), let last = scan.number(),
            last.length == 4, (1900...2200).contains(last.value)
        {
            let isDayFirst = second.value <= 12
            return Day(
                year: last.value,
                month: isDayFirst ? second.value : first.value,
                day: isDayFirst ? first.value : second.value
            )
        }
        scan.index = end
        let isMarked = scan.take(Self.dayMarks)
        if let year { return Day(year: year, month: first.value, day: second.value) }
        // `17/11`: there is no seventeenth month.
        if isSlash, !isMarked, first.value > 12, (1...12).contains(second.value) {
            return nearest(month: second.value, day: first.value, today, tense)
        }
        return nearest(month: first.value, day: second.value, today, tense)
    }

    func nearest(month: Int, day: Int, _ today: Day, _ tense: Tense) -> Day? {
        let year = today.year
        guard let here = Day(year: year, month: month, day: day) else {
            // The twenty-ninth of February: eight years at most to the next.
            return (1...8).lazy.compactMap { away in
                Day(year: year + (tense == .past ? -away : away), month: month, day: day)
            }.first
        }
        switch tense {
        case .past:
            // A day shortly ahead is rather this year's than last year's.
            guard here > today.adding(days: 31) else { return here }
            return Day(year: year - 1, month: month, day: day) ?? here
        case .future:
            guard here < today.adding(days: -62) else { return here }
            return Day(year: year + 1, month: month, day: day) ?? here
        }
    }

    private func nearest(day: Int, _ today: Day, _ tense: Tense) -> Day? {
        let first = firstDay(of: today)
        let here = Day(year: first.parts.year, month: first.parts.month, day: day)
        if let here, tense == .past ? here <= today : here >= today { return here }
        let other = first.adding(months: tense == .past ? -1 : 1)
        return Day(year: other.parts.year, month: other.parts.month, day: day)
    }

    /// `October` alone.
    static func month(_ text: [UInt32], at start: Int, to limit: Int) -> Int? {
        guard let found = months.longest(text, at: start, to: limit), found.end - start > 3 else {
            return nil
        }
        return Int(found.value)
    }

    /// `周三`, `下周一`, `next Monday`.
    private func weekday(_ scan: inout Scan, _ today: Day, _ tense: Tense) -> Day? {
        let monday = today.adding(days: 1 - today.weekday)
        if let week = scan.takeValue(Self.weeks) {
            guard let day = scan.takeValue(Self.hanWeekdays) else { return nil }
            return monday.adding(days: week * 7 + day - 1)
        }
        if scan.take(Self.weekPrefix) {
            guard let day = scan.takeValue(Self.hanWeekdays) else { return nil }
            return self.day(besideWeekday: &scan, today, tense) ?? near(weekday: day, today, tense)
        }
        let isNext = scan.take(Self.nextWord)
        let isLast = !isNext && scan.take(Self.lastWord)
        scan.skipSpaces()
        guard let day = scan.takeValue(Self.weekdays) else { return nil }
        if let named = self.day(besideWeekday: &scan, today, tense) { return named }
        if isNext {
            let near = near(weekday: day, today, .future)
            return near == today ? today.adding(days: 7) : near
        }
        if isLast {
            let near = near(weekday: day, today, .past)
            return near == today ? today.adding(days: -7) : near
        }
        // `Tuesday week`
        let end = scan.index
        scan.skipSpaces()
        if scan.take(Self.weekBehind) {
            return near(weekday: day, today, .future).adding(days: 7)
        }
        scan.index = end
        return near(weekday: day, today, tense)
    }

    private func near(weekday: Int, _ today: Day, _ tense: Tense) -> Day {
        let ahead = (weekday - today.weekday + 7) % 7
        return tense == .past
            ? today.adding(days: ahead == 0 ? 0 : ahead - 7) : today.adding(days: ahead)
    }

    /// `4 Dec`, `4th of December 2026`, `Dec 4`.
    func english(_ scan: inout Scan, _ today: Day, _ tense: Tense) -> Day? {
        var day: Int?
        var month = scan.takeValue(Self.months)
        if month == nil {
            guard let number = scan.number(), !number.isHan, number.length <= 2 else {
                return nil
            }
            day = number.value
            let isOrdinal = scan.take(Self.ordinals)
            let end = scan.index
            scan.skipSpaces()
            if scan.take(Self.ofWord) { scan.skipSpaces() }
            month = scan.takeValue(Self.months)
            // `the 24th`.
            if month == nil, isOrdinal {
                scan.index = end
                return nearest(day: number.value, today, tense)
            }
        } else {
            _ = scan.takeAny([0x2E])
            scan.skipSpaces()
            if scan.take(Self.article) { scan.skipSpaces() }
            guard let number = scan.number(), number.length <= 2 else { return nil }
            day = number.value
            _ = scan.take(Self.ordinals)
        }
        guard let day, let month else { return nil }
        let end = scan.index
        _ = scan.takeAny([0x2E, 0x2C])
        scan.skipSpaces()
        if let year = scan.number(), year.length == 4, year.value >= 1900 {
            return Day(year: year.value, month: month, day: day)
        }
        scan.index = end
        return nearest(month: month, day: day, today, tense)
    }
}
