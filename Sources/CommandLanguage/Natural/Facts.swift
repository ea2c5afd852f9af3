import Casework

/// What stands in a stretch of text, whatever is meant by it: numbers, dates, names.
///
/// A class, so that each list is made at most once, and only when a phrasing asks for it.
final class Facts {
    struct Found<Value> {
        var value: Value
        var range: Range<Int>
    }

    /// A matter's number, or several in a row.
    struct Reference {
        var values: [String]
        var range: Range<Int>
        /// True with a year, a sign like `号` or leading zeros.
        var isMarked: Bool
        /// `24号`, which may be a day as well.
        var mayBeDay: Bool
    }

    struct Date {
        var day: Day
        var range: Range<Int>
        /// `24号` alone, which may be a matter's number as well.
        var isBareDay: Bool
    }

    let text: NormalText
    let scalars: [UInt32]
    let range: Range<Int>
    let book: Phrasebook
    let today: Day
    let isForVoter: Bool

    init(
        _ text: NormalText,
        _ range: Range<Int>,
        _ book: Phrasebook,
        _ today: Day,
        isForVoter: Bool
    ) {
        self.text = text
        scalars = text.scalars
        self.range = range
        self.book = book
        self.today = today
        self.isForVoter = isForVoter
    }

    /// The slots that ``has(_:)`` was asked for, and those of them that it found.
    var asked = NumberSet()
    var found = NumberSet()
    /// True where what stands before has named the matter: `36核实属实，转城建办`.
    var isMatterNamed = false
    lazy var dates: [Date] = findDates()
    /// `2月30日`: written as a date, and no day of any year.
    lazy var impossibleDates: [Range<Int>] = {
        _ = dates
        return impossible
    }()
    private var impossible: [Range<Int>] = []
    lazy var references: [Reference] = findReferences()
    lazy var units = findUnits()
    lazy var villages = all(book.lexicon.villages)
    lazy var places = all(book.lexicon.places)
    lazy var people = all(book.lexicon.people)
    lazy var ratings: (best: String?, isMixed: Bool) = findRatings()
    lazy var topics = all(book.lexicon.topics)
    lazy var phone: Found<String>? = findPhone()
    private lazy var hasTermWords = has(.termWords)

    /// Every place of a list, the longest first at each, never one inside another.
    func all(_ words: Words) -> [Found<String>] {
        guard text.mayHold(words) else { return [] }
        var found: [Found<String>] = []
        var index = range.lowerBound
        while index < range.upperBound {
            if let word = words.longest(scalars, at: index, to: range.upperBound) {
                found.append(Found(value: word.value, range: index..<word.end))
                index = word.end
            } else {
                index += 1
            }
        }
        return found
    }

    /// Units by their names, and by short ones right behind a word like 协办: `协办水利、环保`.
    private func findUnits() -> [Found<String>] {
        let named = all(book.lexicon.units)
        guard has(.unitBefore) else { return named }
        var found: [Found<String>] = []
        for short in all(book.lexicon.unitStems)
        where !named.contains(where: { $0.range.overlaps(short.range) }) {
            let start = short.range.lowerBound
            let isLed = isPreceded(start, by: book.list(.unitBefore), within: 4)
            let isJoined = (found + named).contains { self.isJoined($0.range, short.range) }
            let end = short.range.upperBound
            let isTasked =
                book.list(.unitBefore).end(scalars, at: end, to: range.upperBound) != nil
                || book.list(.coAfter).end(scalars, at: end, to: range.upperBound) != nil
            // `城建牵头，交通配合`
            let isAhead = start == range.lowerBound || !ScalarKind.isWord(scalars[start - 1])
            let isWhole =
                isTasked || end == range.upperBound || !ScalarKind.isHan(scalars[end])
            if isWhole, isLed || isJoined || isTasked && isAhead { found.append(short) }
        }
        return (named + found).sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// True where nothing but a comma or 和 stands between two names.
    func isJoined(_ one: Range<Int>, _ next: Range<Int>) -> Bool {
        guard one.upperBound <= next.lowerBound else { return false }
        let between = one.upperBound..<next.lowerBound
        // `交通所水利所`
        let isClose = between.isEmpty && ScalarKind.isHan(scalars[one.upperBound - 1])
        return (isClose || (1...2).contains(between.count))
            && between.allSatisfy { [0x3001, 0x2C, 0x20, 0x548C].contains(scalars[$0]) }
    }

    func first(_ words: Words) -> Found<String>? {
        words.first(in: text, range).map { Found(value: $0.value, range: $0.range) }
    }

    func has(_ list: WordList) -> Bool { book.list(list).stand(in: text, range) }

    /// True when one of the words ends right before a position, spaces aside.
    func isPreceded(_ position: Int, by words: Words, within: Int = 4) -> Bool {
        guard text.mayHold(words) else { return false }
        let begin = max(range.lowerBound, position - within)
        for start in begin..<max(begin, position) {
            guard let end = words.end(scalars, at: start, to: position) else { continue }
            if skipSpaces(scalars, end, position) == position { return true }
        }
        return false
    }

    func isFollowed(_ position: Int, by words: Words) -> Bool {
        let start = skipSpaces(scalars, position, range.upperBound)
        return words.end(scalars, at: start, to: range.upperBound) != nil
    }

    // MARK: - Dates

    private func findDates() -> [Date] {
        var found: [Date] = []
        let reader = book.lexicon.dates
        var index = range.lowerBound
        while index < range.upperBound, found.count < 8 {
            guard reader.mayBegin(scalars, at: index, to: range.upperBound) else {
                // Of many spaces in a row none begins a date where the first does not.
                index = max(index + 1, skipSpaces(scalars, index, range.upperBound))
                continue
            }
            guard isFree(index),
                let date = reader.read(
                    scalars,
                    at: index,
                    to: range.upperBound,
                    today: today,
                    tense: .future
                ), !isCount(index, date.end)
            else {
                if isFree(index),
                    let end = reader.impossible(
                        scalars,
                        at: index,
                        to: range.upperBound
                    )
                {
                    impossible.append(index..<end)
                    index = end
                } else {
                    index += 1
                }
                continue
            }
            let number = Numerals.read(scalars, at: index, to: range.upperBound)
            let isBare =
                !scalars[index..<date.end].contains(where: {
                    [0x2D, 0x2E, 0x2F, 0x6708].contains($0)
                })
                && number.map { date.end - $0.end <= 2 && $0.length <= 2 } ?? false
            // `哪一日`
            if isBare, index > 0, scalars[index - 1] == 0x54EA {
                index = date.end
                continue
            }
            // `三号楼`
            if isBare,
                book.list(.numberedThings).end(scalars, at: date.end, to: range.upperBound) != nil
            {
                index = date.end
                continue
            }
            let day = found.last.flatMap { isBare ? self.day(date.day, near: $0.day) : nil }
            found.append(Date(day: day ?? date.day, range: index..<date.end, isBareDay: isBare))
            index = date.end
        }
        return found
    }

    /// True where a date says its month, as no weekday and no `24号` does.
    var namesMonth: Bool {
        dates.contains { date in
            date.range.contains { [0x6708, 0x2D, 0x2E, 0x2F].contains(scalars[$0]) }
        }
    }

    /// `12月24日改到25号`: a day without a month is the one nearest to the date said before it.
    private func day(_ day: Day, near other: Day) -> Day? {
        let first = other.adding(days: 1 - other.parts.day)
        return [-1, 0, 1].compactMap { step -> Day? in
            let month = first.adding(months: step).parts
            return Day(year: month.year, month: month.month, day: day.parts.day)
        }.filter { $0 >= today }.min { distance($0, other) < distance($1, other) }
    }

    private func distance(_ one: Day, _ other: Day) -> Int {
        let near = one < other ? (one, other) : (other, one)
        return (near.1.parts.year - near.0.parts.year) * 372
            + (near.1.parts.month - near.0.parts.month) * 31 + near.1.parts.day - near.0.parts.day
    }

    /// True for `2月30日`: a day that no calendar has.
    var hasUnreadDate: Bool {
        for index in range where isFree(index) {
            guard let month = Numerals.read(scalars, at: index, to: range.upperBound),
                month.end < range.upperBound, scalars[month.end] == 0x6708,
                let day = Numerals.read(scalars, at: month.end + 1, to: range.upperBound),
                day.end < range.upperBound, [0x65E5, 0x53F7].contains(scalars[day.end])
            else { continue }
            return !dates.contains { $0.range.lowerBound == index }
        }
        return false
    }

    /// `1.5公里` and `3-4个` are no dates.
    private func isCount(_ start: Int, _ end: Int) -> Bool {
        guard Numerals.begins(scalars[start]), Numerals.begins(scalars[end - 1]) else {
            return false
        }
        // `12.24的值班`
        if let word = book.list(.dayAfter).longest(scalars, at: end, to: range.upperBound),
            word.end > end + 1
        {
            return false
        }
        // `我11-18去看过了`
        if !isForVoter, end - start == 5, scalars[start + 2] == 0x2D,
            isFollowed(end, by: book.list(.dayAfter))
        {
            return false
        }
        // `11.24 下午`, `最晚12.8`
        let after = skipSpaces(scalars, end, range.upperBound)
        if after > end, isFollowed(end, by: book.list(.dayAfter)) { return false }
        if !isForVoter, isPreceded(start, by: book.list(.toBefore), within: 4) { return false }
        if isTermAtEnd(start, end) || isHeading(start, end) || isSetOff(start, end) { return false }
        // `12.4回`
        if !isForVoter, end < range.upperBound, book.signs(.followTerms).contains(scalars[end]) {
            return false
        }
        let isHan = scalars[start..<end].contains { $0 == 0x6708 || $0 == 0x65E5 || $0 == 0x53F7 }
        let isLatin = scalars[start..<end].contains { ScalarKind.isLetter($0) }
        guard !isHan, !isLatin else { return false }
        // A year makes it a date; `12.4` and `3-4` alone do not.
        return Numerals.read(scalars, at: start, to: end).map { $0.length < 4 } ?? true
    }

    /// `90转水利所，12/4`, `23 延期 12.12 资金没到`: an office's term behind the number of a matter.
    private func isTermAtEnd(_ start: Int, _ end: Int) -> Bool {
        guard !isForVoter, start > range.lowerBound + 1, !ScalarKind.isWord(scalars[start - 1])
        else { return false }
        let isLast = !(end..<range.upperBound).contains { ScalarKind.isWord(scalars[$0]) }
        guard
            isLast && scalars[start..<end].contains(0x2F)
                || hasTermWords && standsAlone(end)
                    && scalars[start..<end].count(where: ScalarKind.isDigit) >= 3
        else { return false }
        return scalars[range.lowerBound..<start].contains(where: ScalarKind.isDigit)
    }

    /// True where a sign ends a number, and no measure follows it.
    func standsAlone(_ end: Int) -> Bool {
        end == range.upperBound || !ScalarKind.isWord(scalars[end]) && !isMeasured(end)
    }

    private func isMeasured(_ end: Int) -> Bool {
        isFollowed(end, by: book.list(.numberNever))
    }

    /// `取消12/24我的预约`, `登记活动 11.12 一组`: three digits at least that nothing measures, with a
    /// stroke between them or a space on both sides.
    private func isSetOff(_ start: Int, _ end: Int) -> Bool {
        guard !isMeasured(end), scalars[start..<end].count(where: ScalarKind.isDigit) >= 3 else {
            return false
        }
        if scalars[start..<end].contains(0x2F) { return true }
        return !isForVoter && start > range.lowerBound
            && [0x20, 0x0A, 0x28].contains(scalars[start - 1])
            && (end == range.upperBound || [0x20, 0x0A, 0x2C, 0x29].contains(scalars[end]))
    }

    /// `11.16石桥头菜市场视察…`, `横湖 11/16 河面…`: the day of an office's note, at its head or with a
    /// stroke in it.
    private func isHeading(_ start: Int, _ end: Int) -> Bool {
        guard !isForVoter, !isMeasured(end) else { return false }
        let isApart = start == range.lowerBound || !ScalarKind.isWord(scalars[start - 1])
        let isFirst = start == range.lowerBound || [0x3A, 0x0A].contains(scalars[start - 1])
        let isStroke = scalars[start..<end].contains(0x2F)
        return isApart
            && (isStroke
                ? end == range.upperBound || !ScalarKind.isWord(scalars[end])
                : isFirst && start < range.lowerBound + 12)
    }

    func isFree(_ index: Int) -> Bool {
        guard index > range.lowerBound else { return true }
        let before = scalars[index - 1]
        let here = scalars[index]
        if Numerals.begins(here) {
            // The 一 of `统一5个工作日` is no part of the number.
            if Numerals.begins(before) {
                return ScalarKind.isDigit(here) && ScalarKind.isHan(before)
            }
            return before != 0x2D && !isPoint(index - 1) && before != 0x7B2C  // - 第
        }
        return !(ScalarKind.isLetter(here) && ScalarKind.isLetter(before))
    }

    /// True for the point of `12.4`, and not for the last of `那个...` or that of `转水利所.38催一下`.
    private func isPoint(_ index: Int) -> Bool {
        guard scalars[index] == 0x2E else { return false }
        return index == range.lowerBound
            || scalars[index - 1] != 0x2E && !ScalarKind.isHan(scalars[index - 1])
    }

    /// The same day looked for backwards: what a note or a record tells of lies behind.
    func day(_ date: Date, tense: Dates.Tense) -> Day {
        guard tense == .past, date.day > today else { return date.day }
        return book.lexicon.dates.read(
            scalars,
            at: date.range.lowerBound,
            to: range.upperBound,
            today: today,
            tense: .past
        )?.day ?? date.day
    }

    // MARK: - Numbers of matters

    private func findReferences() -> [Reference] {
        var found: [Reference] = []
        var index = range.lowerBound
        var dates = dates[...]
        let reader = book.lexicon.references
        while index < range.upperBound, found.count < 20 {
            guard reader.mayBegin(scalars, at: index, to: range.upperBound) else {
                index += 1
                continue
            }
            if let lost = impossibleDates.first(where: { $0.contains(index) }) {
                index = lost.upperBound
                continue
            }
            if let date = dates.first, index >= date.range.lowerBound {
                dates.removeFirst()
                if !date.isBareDay {
                    index = max(index, date.range.upperBound)
                    continue
                }
            }
            guard let reference = reference(at: index) else {
                if Numerals.begins(scalars[index]) {
                    while index < range.upperBound, Numerals.begins(scalars[index]) { index += 1 }
                } else {
                    index += 1
                }
                continue
            }
            found.append(reference)
            index = reference.range.upperBound
        }
        return found
    }

    private func reference(at index: Int) -> Reference? {
        let references = book.lexicon.references
        let limit = range.upperBound
        if index > range.lowerBound {
            let before = scalars[index - 1]
            if Numerals.begins(scalars[index]),
                Numerals.begins(before) || before == 0x2D || isPoint(index - 1)
                    || ScalarKind.isLetter(before)
            {
                return nil
            }
        }
        guard references.find(scalars, at: index, to: limit) != nil,
            let list = references.readList(scalars, at: index, to: limit).first,
            list.values != ["last"]
        else { return nil }
        if isForVoter, isChoice(index, list.end) || countsItems(index, list.end) { return nil }
        // `house 9`, `车牌88`
        if isPreceded(index, by: book.list(.otherNumbers), within: 10) { return nil }
        // `石桥头老街96号前面`
        if isForVoter, places.contains(where: { $0.range.upperBound == index }),
            list.end < limit, scalars[list.end - 1] == 0x53F7, scalars[list.end] != 0x4EF6  // 号 件
        {
            return nil
        }
        // `Provincial Road 76`
        if places.contains(where: { $0.range.contains(index) }) { return nil }
        if ScalarKind.isDigit(scalars[index]),
            isPreceded(index, by: book.list(.groupMarks), within: 7)
        {
            return nil
        }
        let one = references.find(scalars, at: index, to: limit)
        let first = one?.end ?? list.end
        let isMarked = isMarked(index, first) || isMarked(index, list.end)
        // `现在二十号了` is today.
        if list.values.count == 1, isPreceded(index, by: book.list(.nowBefore), within: 5),
            isFollowed(list.end, by: book.list(.nowAfter))
        {
            return nil
        }
        let isSmall = list.values.count == 1 && Int(list.values[0]).map { $0 <= 31 } == true
        let isRow = list.values.count > 1 && index == range.lowerBound
        if !isMarked, isForVoter, !isRow, !isPlain(index, list.end) { return nil }
        if isPreceded(index, by: book.list(.phoneTails), within: 14) { return nil }
        // `12345，42号`: a hotline is no matter in a voter's words, whatever follows it.
        if isForVoter, !self.isMarked(index, first),
            book.list(.hotlines).end(scalars, at: index, to: first) != nil
        {
            return nil
        }
        if !isMarked, list.values.contains(where: { $0.count > 4 && !$0.contains("-") }) {
            return nil
        }
        return Reference(
            values: list.values,
            range: index..<list.end,
            isMarked: isMarked,
            mayBeDay: isSmall
        )
    }

    /// True for `第一，…`, which counts what is told.
    private func countsItems(_ start: Int, _ end: Int) -> Bool {
        scalars[start] == 0x7B2C && end - start == 2 && end < range.upperBound  // 第
            && (ScalarKind.isClauseEnd(scalars[end])
                || [0x3001, 0x3A, 0x20].contains(scalars[end]))
    }

    /// True for the number of an answer: `3不满意`, `没有不满意，1`.
    private func isChoice(_ start: Int, _ end: Int) -> Bool {
        guard end == start + 1, ScalarKind.isDigit(scalars[start]),
            let words = book.lexicon.values[.rating],
            words.longest(scalars, at: start, to: end) != nil
        else { return false }
        if let word = words.longest(scalars, at: start, to: range.upperBound), word.end > end {
            return true
        }
        let isAlone =
            (start == range.lowerBound || !ScalarKind.isWord(scalars[start - 1]))
            && (end == range.upperBound || !ScalarKind.isWord(scalars[end]))
        return isAlone && rating != nil
    }

    private func isMarked(_ start: Int, _ end: Int) -> Bool {
        let words = scalars[start..<end]
        if words.contains(where: { $0 == 0x53F7 || $0 == 0x4EF6 || $0 == 0x23 || $0 == 0x7B2C }) {
            return true
        }
        if scalars[start] == 0x30 || scalars[start] == 0x96F6 { return true }
        if words.contains(where: { ScalarKind.isLetter($0) }) { return true }
        if words.contains(where: { $0 == 0x2D }) { return true }
        let digits = words.count { Numerals.begins($0) }
        return digits >= 8 || words.contains { $0 == 0x5E74 || $0 == 0x6760 }
    }

    /// A bare number counts in a voter's message where nothing hangs on it.
    private func isPlain(_ start: Int, _ end: Int) -> Bool {
        if text.count <= 14 { return true }
        if start == range.lowerBound, end - start <= 4, end < range.upperBound,
            ScalarKind.isHan(scalars[end])
        {
            return true
        }
        if isPreceded(start, by: book.list(.numberLead), within: 5) { return true }
        let isOpenBefore = start == range.lowerBound || !ScalarKind.isWord(scalars[start - 1])
        let isOpenAfter = end == range.upperBound || !ScalarKind.isWord(scalars[end])
        return isOpenBefore && isOpenAfter
    }
}
