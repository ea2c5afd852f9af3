/// A year, a quarter or a month as a sentence names it: `2026`, `2026-Q4`, `2026-11`; else
/// both ends, `2026-11-16/2026-11-20`.
package struct DayRange: Hashable, Sendable {
    package var first: Day
    /// The last day, which belongs to it.
    package var last: Day

    /// Reads a period of the vocabulary; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let ends = text.split(separator: "/")
        if ends.count == 2 {
            guard let first = Day(String(ends[0])), let last = Day(String(ends[1])), first <= last
            else { return nil }
            self.first = first
            self.last = last
            return
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let year = parts.first.flatMap({ Int($0) }), parts.count <= 2 else { return nil }
        var from = 1
        var months = 12
        if parts.count == 2 {
            if parts[1].hasPrefix("Q"), let quarter = Int(parts[1].dropFirst()),
                (1...4).contains(quarter)
            {
                (from, months) = (quarter * 3 - 2, 3)
            } else if let month = Int(parts[1]), (1...12).contains(month) {
                (from, months) = (month, 1)
            } else {
                return nil
            }
        }
        guard let first = Day(year: year, month: from, day: 1) else { return nil }
        self.first = first
        last = first.adding(months: months).adding(days: -1)
    }

    package init(first: Day, last: Day) {
        self.first = first
        self.last = last
    }

    /// What ``init(_:)`` reads, where the ends are those of a year, a quarter or a month; else both
    /// ends: `2026-11-01/2026-12-15`.
    package var text: String {
        let (year, month, _) = first.parts
        let name = padded(year, to: 4)
        let quarter = name + "-Q" + String((month + 2) / 3)
        let known = [name, quarter, name + "-" + padded(month, to: 2)]
        return known.first { DayRange($0) == self } ?? first.text + "/" + last.text
    }

    package func contains(_ day: Day) -> Bool { first <= day && day <= last }
}
