import Casework

// What is written as a date and is none.
extension Dates {
    /// Something written as a date that no year has: `2月30日`, `11月31日`, `2027-02-29`, `30 Feb`.
    ///
    /// - Returns: Where it ends; nil for a date, and for anything else.
    func impossible(_ text: [UInt32], at start: Int, to limit: Int) -> Int? {
        guard start < limit, Numerals.begins(text[start]) else { return nil }
        var scan = Scan(text, at: start, to: limit)
        guard var first = scan.number() else { return nil }
        // A leap year has every day that a month can have.
        var year = 2028
        var isSure = false
        if first.length == 4, (1900...2200).contains(first.value),
            scan.takeAny([0x2D, 0x2F, 0x2E, 0x5E74])
        {
            year = first.value
            scan.skipSpaces()
            guard let month = scan.number() else { return nil }
            first = month
            isSure = scan.takeAny([0x2D, 0x2F, 0x2E, 0x6708])
        } else {
            let end = scan.index
            isSure = scan.takeAny([0x6708])
            if !isSure {
                scan.index = end
                return impossibleInEnglish(&scan, day: first)
            }
        }
        scan.skipSpaces()
        guard isSure, first.length <= 2, let day = scan.number(), day.length <= 2
        else { return nil }
        let isMarked = scan.take(Self.dayMarks)
        guard isMarked || year != 2028 || day.value <= 31 else { return nil }
        return Day(year: year, month: first.value, day: day.value) == nil ? scan.index : nil
    }

    /// The same with the words around a day to answer by: `2月30日前`.
    ///
    /// - Returns: The date alone, and where all of it ends.
    func impossibleDue(
        _ text: [UInt32],
        at start: Int,
        to limit: Int
    ) -> (date: Range<Int>, end: Int)? {
        var scan = Scan(text, at: start, to: limit)
        while scan.take(Self.dueLeads) { scan.skipSpaces() }
        let begin = scan.index
        guard let end = impossible(text, at: begin, to: limit) else { return nil }
        scan.index = end
        scan.skipSpaces()
        return (begin..<end, scan.take(Self.dueTrails) ? scan.index : end)
    }

    private func impossibleInEnglish(_ scan: inout Scan, day: Numerals.Found) -> Int? {
        guard !day.isHan, day.length <= 2, (29...31).contains(day.value) else { return nil }
        _ = scan.take(Self.ordinals)
        scan.skipSpaces()
        if scan.take(Self.ofWord) { scan.skipSpaces() }
        guard let month = scan.takeValue(Self.months) else { return nil }
        return Day(year: 2028, month: month, day: day.value) == nil ? scan.index : nil
    }
}
