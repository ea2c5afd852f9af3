/// A day of the lunar year as people name it: `12-30`, `L05-16`, or the day alone: `16`.
package struct LunarName: Hashable, Sendable {
    /// 1 to 12; nil for the day alone.
    package var month: Int?
    package var isLeap: Bool
    /// 1 to 30.
    package var day: Int

    /// Reads what the slot `lunar` holds; nil for anything else.
    package init?(_ text: String) {
        var rest = Substring(text)
        isLeap = rest.first == "L"
        if isLeap { rest = rest.dropFirst() }
        let parts = rest.split(separator: "-", omittingEmptySubsequences: false)
        guard let last = parts.last.flatMap({ Int(digits: $0) }), (1...30).contains(last) else {
            return nil
        }
        day = last
        switch parts.count {
        case 1: month = nil
        case 2:
            guard let first = Int(digits: parts[0]), (1...12).contains(first) else { return nil }
            month = first
        default: return nil
        }
    }
}

extension LunarCalendar {
    /// The days of a name from a day on, the nearest first.
    ///
    /// - Returns: Empty where no month of that name is so long in those years; nil for no name.
    package func days(_ name: LunarName?, from day: Day, years: Int) -> [Day]? {
        guard let name, let now = lunarDay(of: day) else { return nil }
        let wanted = name.month.map { [$0] } ?? Array(1...12)
        var found: [Day] = []
        for year in now.year...now.year + years {
            for month in wanted {
                for isLeap in name.month == nil ? [false, true] : [name.isLeap] {
                    let lunar = LunarDay(year: year, month: month, isLeap: isLeap, day: name.day)
                    if let day = self.day(of: lunar) { found.append(day) }
                }
            }
        }
        return found.filter { $0 >= day }.sorted()
    }
}
