/// Recognises days of the lunar calendar: `十月初九`, `闰六月十六`, `农历十六`.
enum LunarWords {
    struct Found {
        var month: Int?
        var isLeap: Bool
        var day: Int
        /// True with a word like 农历: `廿四` alone may be said of either calendar.
        var isNamed: Bool
    }

    private static let prefixes = Words(["农历", "阴历", "旧历", "lunar"])
    private static let leap = Words(["闰"])
    private static let monthNames = Words(["正月": 1, "冬月": 11, "腊月": 12])

    /// The signs that such a day may begin with, beside those of a number.
    static let openers: Set<UInt32> = [prefixes, leap, monthNames].reduce(into: [0x521D]) {
        $0.formUnion($1.firstSigns)
    }

    /// Without a word that says lunar (`农历`, `初`, `廿`, `正月`) nothing is read.
    static func read(_ scan: inout Scan) -> Found? {
        let isNamed = scan.take(prefixes)
        var isMarked = isNamed
        scan.skipSpaces()
        let isLeap = scan.take(leap)
        isMarked = isMarked || isLeap
        var month: Int?
        if let named = scan.takeValue(monthNames) {
            month = named
            isMarked = true
        } else {
            let start = scan.index
            if let number = scan.number(), (1...12).contains(number.value),
                scan.takeAny([0x6708, 0x2D])
            {
                month = number.value
            } else {
                scan.index = start
            }
        }
        let isTwenty = !isMarked && scan.peek == 0x5EFF
        var day: Numerals.Found?
        if scan.takeAny([0x521D]) {  // 初
            // `初五一组`: one sign names the day.
            let next = min(scan.index + 1, scan.limit)
            let single = Numerals.read(scan.text, at: scan.index, to: next)
            if let single, single.isHan, single.value > 0 { day = single }
            isMarked = true
        } else if let next = scan.peek, next == 0x5EFF {  // 廿
            isMarked = true
        }
        if let day { scan.index = day.end }
        guard isMarked, let day = day ?? scan.number(), (1...30).contains(day.value) else {
            return nil
        }
        // 号 and 日 are said of the other calendar: `十二月廿四号`.
        if isTwenty, let sign = scan.peek, [0x53F7, 0x65E5].contains(sign) { return nil }
        _ = scan.takeAny([0x65E5, 0x53F7])
        return Found(month: month, isLeap: isLeap, day: day.value, isNamed: isNamed)
    }
}
