import Casework

extension Facts {
    /// True when something that a slot could take stands in the text.
    ///
    /// Many phrasings ask for the same few slots: each is looked for once.
    func has(_ slot: Slot) -> Bool {
        guard !asked.contains(slot.number) else { return found.contains(slot.number) }
        asked.insert(slot.number)
        let isFound = find(slot)
        if isFound { found.insert(slot.number) }
        return isFound
    }

    private func find(_ slot: Slot) -> Bool {
        switch slot {
        case .ref, .refs: !references.isEmpty || isMatterNamed
        case .date, .fedBackOn, .sendOn, .since: !dates.isEmpty || !impossibleDates.isEmpty
        case .due, .deadline, .to: !dates.isEmpty || due != nil || !impossibleDates.isEmpty
        case .dueWorkdays, .days: due != nil
        case .unit, .coUnits, .suggestUnit: !units.isEmpty
        case .village, .villages: !villages.isEmpty
        case .place, .venue: !places.isEmpty
        case .deputy, .with, .deputies: !deputyNames.isEmpty
        case .topic: !topics.isEmpty
        case .group: group != nil
        case .rating: rating != nil
        case .result: result != nil
        case .phone: phone != nil
        case .phoneTail: phoneTail != nil
        case .time: time != nil
        case .year: yearSaid != nil
        case .month, .filedMonth: monthSaid(in: yearSaid) != nil
        case .period: period != nil
        case .name: name(after: .nameBefore) != nil
        case .voterName: voterName != nil
        case .photos: photos != nil
        case .participants: number(before: book.personCounts) != nil
        case .code: code != nil
        default: book.lexicon.values[slot].map { first($0) != nil } ?? false
        }
    }

    /// A term to answer in: a date said with 前 or by, or so many days.
    var due: (slot: Slot, value: Arguments.Value, range: Range<Int>)? {
        for index in range where isFree(index) {
            guard startsTerm(index),
                let found = book.lexicon.dates.readDue(
                    scalars,
                    at: index,
                    to: range.upperBound,
                    today: today
                ), found.end > index
            else { continue }
            switch found.value {
            case .workdays(let count):
                return (.dueWorkdays, .number(count), index..<found.end)
            case .day(let day):
                guard isTerm(index, found.end) || isBareTerm(index, found.end) else { continue }
                return (.due, .text(day.text), index..<found.end)
            }
        }
        return nil
    }

    private func startsTerm(_ index: Int) -> Bool {
        if Numerals.begins(scalars[index]) { return true }
        let limit = range.upperBound
        if Numerals.counted(scalars, at: index, to: limit) != nil { return true }
        if book.lexicon.dates.readDue(scalars, at: index, to: limit, today: today) != nil {
            return true
        }
        return book.lexicon.dates.read(
            scalars,
            at: index,
            to: range.upperBound,
            today: today,
            tense: .future
        ) != nil
    }

    /// `转水利所，十天`, `交城建办 半个月`: an office's count of days that is a clause of its own.
    private func isBareTerm(_ start: Int, _ end: Int) -> Bool {
        guard !isForVoter, start > range.lowerBound, standsAlone(end),
            Dates.halfMonth.end(scalars, at: start, to: end) == end
                || Numerals.counted(scalars, at: start, to: end) != nil
                    && book.list(.termCounts).stand(in: text, start..<end)
        else { return false }
        return !ScalarKind.isWord(scalars[start - 1])
            || isPreceded(start, by: book.list(.termBefore), within: 6)
    }

    private func isTerm(_ start: Int, _ end: Int) -> Bool {
        let words = scalars[start..<end]
        if let last = words.last, book.signs(.endTerms).contains(last) { return true }
        return isPreceded(start, by: book.list(.dueBefore), within: 12)
    }

    /// How pleased the words are; a negation turns them round, two leave them.
    var rating: String? { ratings.best }

    /// True where one word is pleased and another is not.
    var isRatingMixed: Bool { ratings.isMixed }

    /// `修得不错，可惜第二天又不亮`: pleased words, and what went wrong since.
    var isRegretted: Bool { rating == "satisfied" && has(.regrets) }

    func findRatings() -> (best: String?, isMixed: Bool) {
        guard let words = book.lexicon.values[.rating] else { return (nil, false) }
        var best: (value: String, weight: Int)?
        var values: Set<String> = []
        var isBasic = false
        var before = range.lowerBound
        for found in all(words) where !found.range.allSatisfy({ ScalarKind.isDigit(scalars[$0]) }) {
            if isFollowed(found.range.upperBound, by: book.list(.countsNot)) { continue }
            var value = found.value
            // `not at all happy` is longer than `并不满意`.
            let reach = ScalarKind.isLetter(scalars[found.range.lowerBound]) ? 26 : 6
            // The 不 of `不满意，差评` turns nothing round but its own.
            let from = max(range.lowerBound, found.range.lowerBound - reach, before)
            before = found.range.upperBound
            var index = from
            var turns = 0
            while index < found.range.lowerBound {
                if ScalarKind.isClauseEnd(scalars[index]) {
                    turns = 0
                    index += 1
                } else if let no = book.list(.negators).longest(
                    scalars,
                    at: index,
                    to: found.range.lowerBound
                ) {
                    // `No. 36: satisfied`
                    let number = book.lexicon.references.find(
                        scalars,
                        at: index,
                        to: range.upperBound
                    )
                    turns += number == nil ? 1 : 0
                    index = no.end
                } else {
                    index += 1
                }
            }
            // `说不上不满意，算基本满意`
            if value == "basically_satisfied", turns == 0 { isBasic = true }
            if turns % 2 == 1 { value = value == "dissatisfied" ? "satisfied" : "dissatisfied" }
            values.insert(value)
            // `满意嘛谈不上`
            if isTurnedRound(found.range.upperBound) {
                value = value == "dissatisfied" ? value : "dissatisfied"
            }
            let weight = found.range.count + turns * 3
            if best == nil || weight > best?.weight ?? 0 { best = (value, weight) }
        }
        if isBasic, best?.value == "satisfied" { return ("basically_satisfied", false) }
        return (best?.value, values.count > 1)
    }

    /// True where one of the words stands, and 不用 or the like right before each: `不用重办`.
    func isWaived(_ words: Words, by lists: [WordList] = [.waivers, .holds]) -> Bool {
        let found = all(words)
        return !found.isEmpty
            && found.allSatisfy { word in
                let reach = ScalarKind.isLetter(scalars[word.range.lowerBound]) ? 12 : 3
                let start = max(range.lowerBound, word.range.lowerBound - reach)
                return (start..<word.range.lowerBound).contains { index in
                    lists.contains {
                        book.list($0).end(scalars, at: index, to: word.range.lowerBound) != nil
                    }
                }
            }
    }

    /// True where a word like 谈不上 follows, with a particle between at most.
    private func isTurnedRound(_ end: Int) -> Bool {
        (end...(end + 2)).contains { start in
            guard start < range.upperBound else { return false }
            let between = scalars[end..<start]
            guard between.allSatisfy({ ScalarKind.isHan($0) }) else { return false }
            return book.list(.turnsRound).longest(scalars, at: start, to: range.upperBound) != nil
        }
    }

    /// What somebody found who looked; `不是不属实` is true.
    var result: String? {
        guard let words = book.lexicon.values[.result], let found = first(words) else { return nil }
        // `只有一半是真的，部分属实`: who says partly means partly.
        if all(words).contains(where: { $0.value == "partly" }) { return "partly" }
        // `查实没有这回事，不属实`: what was found out comes last.
        let last = all(words).last ?? found
        let isTurned = isPreceded(last.range.lowerBound, by: book.list(.negators), within: 3)
        guard isTurned else { return last.value }
        return last.value == "true" ? "false" : "true"
    }

    var photos: Int? {
        if case .number(let count) = book.photoMarks(text, range) { return count }
        return number(before: book.photoCounts)?.value ?? labelledPhotos
    }

    /// `照片2`, `附图1`.
    private var labelledPhotos: Int? {
        all(book.list(.photoBefore)).lazy.compactMap { label in
            Numerals.read(self.scalars, at: label.range.upperBound, to: self.range.upperBound)?
                .value
        }.first { $0 < 100 }
    }

    /// Eight or ten letters and digits, both among them.
    var code: String? {
        for length in [8, 10] {
            let recogniser = Recogniser(slot: .code, shape: .code(length))
            for index in range where isFree(index) {
                if index > range.lowerBound,
                    ScalarKind.isLetter(scalars[index - 1])
                        || ScalarKind.isDigit(scalars[index - 1])
                {
                    continue
                }
                let limit = range.upperBound
                let found = book.lexicon.candidates(recogniser, text, index, limit, today)
                if let code = found.first, case .text(let value) = code.values[0].1 {
                    return value
                }
            }
        }
        return nil
    }

    /// Where words end that were found in the text.
    func end(ofWords words: String) -> Int? {
        let signs = NormalText.spelling(words)
        guard let first = signs.first, signs.count <= range.count else { return nil }
        return (range.lowerBound...(range.upperBound - signs.count)).first {
            scalars[$0] == first && scalars[$0..<($0 + signs.count)].elementsEqual(signs)
        }.map { $0 + signs.count }
    }
}
