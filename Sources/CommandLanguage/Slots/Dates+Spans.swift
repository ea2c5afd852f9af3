import Casework

// Days that are said by a feast, a part of a month, a weekday beside them or how long ago they were.
extension Dates {
    /// `27日(周五)`, `27 November, Friday`: the weekday beside a day says nothing more.
    func passWeekday(_ scan: inout Scan) {
        let end = scan.index
        scan.skipSpaces()
        let isBracketed = scan.takeAny([0x28])
        if !isBracketed { _ = scan.takeAny([0x2C]) }
        scan.skipSpaces()
        let isWeekday =
            scan.take(Self.weekPrefix) && scan.takeValue(Self.hanWeekdays) != nil
            || scan.takeValue(Self.weekdays) != nil
        if !isWeekday || isBracketed && !scan.takeAny([0x29]) { scan.index = end }
    }

    /// `Friday 27 November`, `周五(27日)`: the day that is named beside a weekday.
    func day(besideWeekday scan: inout Scan, _ today: Day, _ tense: Tense) -> Day? {
        let end = scan.index
        scan.skipSpaces()
        let isBracketed = scan.takeAny([0x28])
        if !isBracketed { _ = scan.takeAny([0x2C]) }
        scan.skipSpaces()
        if scan.take(Self.article) { scan.skipSpaces() }
        let start = scan.index
        var day = numeric(&scan, today, tense)
        if day == nil {
            scan.index = start
            day = english(&scan, today, tense)
        }
        if day == nil || isBracketed && !scan.takeAny([0x29]) {
            scan.index = end
            return nil
        }
        return day
    }

    /// The `a` of `a week`.
    func one(_ scan: Scan) -> Numerals.Found? {
        guard let end = Self.one.end(scan.text, at: scan.index, to: scan.limit) else { return nil }
        return Numerals.Found(value: 1, length: 1, end: end, isHan: false)
    }

    /// `元旦`, `春节`: the next one, or the last.
    func feast(_ scan: inout Scan, _ today: Day, _ tense: Tense) -> Day? {
        let start = scan.index
        let year: Int? =
            scan.take(Self.nextYear) ? 1 : scan.take(Self.lastYear) ? -1 : nil
        let years = year.map { [$0] } ?? (tense == .past ? [0, -1] : [0, 1])
        var days: [Day?] = []
        if let date = scan.takeValue(Self.feasts) {
            days = years.map {
                Day(year: today.year + $0, month: date / 100, day: date % 100)
            }
        } else if let date = scan.takeValue(Self.lunarFeasts),
            let now = lunar.lunarDay(of: today)?.year
        {
            days = years.map {
                lunar.day(
                    of: LunarDay(
                        year: now + $0,
                        month: date / 100,
                        isLeap: false,
                        day: date % 100
                    )
                )
            }
        }
        let known = days.compactMap { $0 }
        if let day = known.first(where: { tense == .past ? $0 <= today : $0 >= today })
            ?? (year == nil ? nil : known.first)
        {
            return day
        }
        scan.index = start
        return nil
    }

    /// `12月上旬`: its last day.
    func third(_ scan: inout Scan, _ today: Day) -> Day? {
        let start = scan.index
        let month: Day?
        if scan.take(Self.nextMonth) {
            month = firstDay(of: today).adding(months: 1)
        } else if scan.take(Self.thisMonth) {
            month = firstDay(of: today)
        } else if let number = scan.number(), number.length <= 2, scan.takeAny([0x6708]) {
            month = nearest(month: number.value, day: 1, today, .future)
        } else {
            month = nil
        }
        if let month, let part = scan.takeValue(Self.thirds) {
            _ = scan.take(Self.dueTrails)
            return part == 3 ? lastDay(of: month) : month.adding(days: part * 10 - 1)
        }
        scan.index = start
        return nil
    }

    /// `本周内`, `月内`, `end of this week`: a term's last day; a week's is its Friday until that has
    /// come, since nobody works on the two days behind.
    func periodEnd(_ scan: inout Scan, _ today: Day) -> Day? {
        guard let period = scan.takeValue(Self.periodEnds) else { return nil }
        switch period {
        case 0, 1:
            let friday = today.adding(days: 5 - today.weekday + 7 * period)
            return friday > today ? friday : today.adding(days: 7 - today.weekday)
        case 2: return lastDay(of: today)
        default: return Day(year: today.year, month: 12, day: 31)
        }
    }

    /// The `十点前` of `明早十点前`: a term ends with the day, whatever its hour.
    func takeHourBefore(_ scan: inout Scan) -> Bool {
        let start = scan.index
        _ = scan.take(Self.dayParts)
        if let hour = scan.number(), hour.value <= 24, scan.takeAny(Self.hourMarks) {
            _ = scan.takeAny([0x534A]) || scan.number() != nil  // 半
            _ = scan.takeAny([0x5206])  // 分
            if scan.take(Self.dueTrails) { return true }
        }
        scan.index = start
        return false
    }

    /// `三天前`, `two weeks ago`: a day that lies behind.
    func readAgo(
        _ text: [UInt32],
        at start: Int,
        to limit: Int,
        today: Day
    ) -> (day: Day, end: Int)? {
        var scan = Scan(text, at: start, to: limit)
        guard let number = Numerals.counted(text, at: start, to: limit) ?? one(scan),
            (1...400).contains(number.value)
        else { return nil }
        scan.index = number.end
        scan.skipSpaces()
        let days: Int
        if scan.take(Self.weekWords) {
            days = number.value * 7
        } else if scan.take(Self.dayWords), text[scan.index - 1] != 0x65E5 {
            days = number.value
        } else {
            return nil
        }
        scan.skipSpaces()
        return scan.take(Self.agoWords) ? (today.adding(days: -days), scan.index) : nil
    }

    static let halfMonth = Words(["半个月", "半月"])
    /// The last day of this week, of the next, of the month, of the year.
    static let periodEnds = Words([
        "本周内": 0, "这周内": 0, "这个星期内": 0, "本星期内": 0, "这星期内": 0, "这个礼拜内": 0, "这礼拜内": 0,
        "周内": 0, "end of this week": 0, "the end of this week": 0, "end of the week": 0,
        "the end of the week": 0, "end of week": 0, "this week": 0,
        "下周内": 1, "下个星期内": 1, "下星期内": 1, "下个礼拜内": 1, "下礼拜内": 1,
        "end of next week": 1, "the end of next week": 1,
        "本月内": 2, "这个月内": 2, "当月内": 2, "月内": 2,
        "本年内": 3, "今年内": 3, "年内": 3,
    ])
    /// 点, 时 and a colon.
    private static let hourMarks: [UInt32] = [0x70B9, 0x65F6, 0x3A]
    private static let dayParts = Words([
        "早上", "上午", "中午", "下午", "晚上", "傍晚", "早", "晚", "凌晨",
    ])
    static let fortnight = Words(["fortnight", "fortnights"])
    private static let one = Words(["a", "one"])
    static let article = Words(["the"])
    static let endOf = Words(["end of", "the end of"])
    static let weekBehind = Words(["week"])
    private static let agoWords = Words(["前", "以前", "之前", "ago", "earlier"])
    /// Month and day, as `1001`.
    static let feasts = Words([
        "元旦": 101, "五一": 501, "劳动节": 501, "国庆": 1001, "国庆节": 1001,
    ])
    static let lunarFeasts = Words([
        "春节": 101, "过年": 101, "元宵": 115, "元宵节": 115, "端午": 505, "端午节": 505, "中秋": 815,
        "中秋节": 815, "重阳": 909, "重阳节": 909,
    ])
    private static let thirds = Words(["上旬": 1, "中旬": 2, "下旬": 3])
}
