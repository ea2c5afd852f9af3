import Casework

/// The sixteenth, which people say of both calendars.
enum Calendar16 {
    static func isSixteenth(_ date: Facts.Date, _ text: NormalText) -> Bool {
        let found = Numerals.read(
            text.scalars,
            at: date.range.lowerBound,
            to: date.range.upperBound
        )
        return found?.value == 16
    }
}

extension Facts {
    /// By how many days the day that is said is put off, or put forward where less than 0: `顺延一天`,
    /// `提前两天`; nothing of what else is due then: `请提前3天告知`, `材料推迟两天交`.
    var shift: Int? {
        for (list, sign) in [(WordList.putsOff, 1), (.putsForward, -1)] {
            for word in all(book.list(list)) {
                let start = skipSpaces(scalars, word.range.upperBound, range.upperBound)
                guard
                    let found = Numerals.counted(scalars, at: start, to: range.upperBound),
                    found.value <= 60,
                    let end = book.list(.dayCounts)
                        .end(scalars, at: found.end, to: range.upperBound), isPause(end),
                    let day = dates.last(where: { $0.range.upperBound <= word.range.lowerBound }),
                    !(day.range.upperBound..<word.range.lowerBound).contains(where: {
                        ScalarKind.isClauseEnd(scalars[$0])
                    })
                else { continue }
                return sign * found.value
            }
        }
        return nil
    }

    /// True for `24号上午`, `24号前`: said of a day, not of a matter.
    func isDay(_ reference: Reference) -> Bool {
        isFollowed(reference.range.upperBound, by: book.list(.dayAfter))
            || isPreceded(reference.range.lowerBound, by: book.list(.toBefore), within: 6)
    }

    /// `农历十月十六` as `10-16`; the day alone where no month is said.
    var lunarDay: String? {
        for index in range {
            var scan = Scan(scalars, at: index, to: range.upperBound)
            guard isFreeNumber(index), let found = LunarWords.read(&scan) else { continue }
            guard let month = found.month else { return nil }
            return (found.isLeap ? "L" : "") + padded(month, to: 2) + "-" + padded(found.day, to: 2)
        }
        return nil
    }

    /// `十月十六` that was taken for the lunar day, as `10-16`.
    func lunarSixteenth(_ date: Date) -> String? {
        let words = scalars[date.range]
        guard let mark = words.firstIndex(of: 0x6708),
            words.allSatisfy({ $0 == 0x6708 || Numerals.isHanNumeral($0) }),
            let month = Numerals.read(scalars, at: date.range.lowerBound, to: mark)?.value,
            Numerals.read(scalars, at: mark + 1, to: date.range.upperBound)?.value == 16,
            date.day.parts.month != month || date.day.parts.day != 16
        else { return nil }
        return padded(month, to: 2) + "-16"
    }

    /// The next `农历十六`, where no month is said.
    var nextLunarDay: Day? {
        for index in range where isFreeNumber(index) {
            var scan = Scan(scalars, at: index, to: range.upperBound)
            guard let found = LunarWords.read(&scan), found.isNamed, found.month == nil else {
                continue
            }
            return book.lexicon.dates.nearest(lunarDay: found.day, today, .future)
        }
        return nil
    }

    private func isFreeNumber(_ index: Int) -> Bool {
        index == range.lowerBound || !Numerals.begins(scalars[index])
            || !Numerals.begins(scalars[index - 1])
    }

    /// `三天前`, `two days ago`, in the first clause: further on it tells of something else.
    var dayAgo: Day? {
        for index in range where isFree(index) {
            if ScalarKind.isClauseEnd(scalars[index]) { return nil }
            let found = book.lexicon.dates.readAgo(
                scalars,
                at: index,
                to: range.upperBound,
                today: today
            )
            if let found { return found.day }
        }
        return nil
    }

    /// How many days are counted: `10天`, `三个工作日`, `两周`, `半个月`; a month counts thirty.
    var daysCounted: Int? {
        if let found = number(before: book.list(.dayCounts)) { return found.value }
        if let found = number(before: book.list(.weekCounts)) { return found.value * 7 }
        if book.list(.halfMonths).stand(in: text, range) { return 15 }
        return number(before: book.list(.monthCounts)).map { $0.value * 30 }
    }

    /// `提前三天`, `3 days before`, `前一天`.
    var daysBefore: Int? {
        if let found = number(before: book.list(.dayCounts)) { return found.value }
        return nil
    }
}
