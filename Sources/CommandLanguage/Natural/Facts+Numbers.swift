import Casework

extension Facts {
    /// A number right after a word, right before it with a measure between, or shortly after it.
    ///
    /// - Parameters:
    ///   - words: What is counted.
    ///   - prefersAfter: True for `当场答复两个`, before which another number may stand.
    /// - Returns: The number; nil where none is said.
    func number(near words: Words, prefersAfter: Bool = false) -> Int? {
        for word in all(words) {
            // `问题5个当场答复两个`
            if prefersAfter, let beside = counted(after: word.range.upperBound) { return beside }
            if let before = counted(before: word.range.lowerBound) { return before }
            // `八个人`: a word that begins with its measure is counted right before it, or not at all.
            if book.signs(.countMatters).contains(scalars[word.range.lowerBound]) {
                let start = word.range.lowerBound
                // `一个人也没来`
                if start > range.lowerBound, isNone(at: start - 1) == true { return 0 }
                guard start > range.lowerBound, Numerals.begins(scalars[start - 1]) else {
                    continue
                }
                if let found = number(endingBefore: start) { return found }
                continue
            }
            let after = number(after: word.range.upperBound)
            if let after, after.distance <= 1 { return after.value }
            // `十六接待情况`: two signs at the head, bare before a reception, are its day.
            let isReception =
                word.range.lowerBound == range.lowerBound + 2
                && book.list(.receptionNames).end(
                    scalars,
                    at: word.range.lowerBound,
                    to: range.upperBound
                ) != nil
            if !isReception, let before = number(endingBefore: word.range.lowerBound) {
                return before
            }
            if let after { return after.value }
        }
        return nil
    }

    /// True where a no stands right before each of the words that are said: `没有当场答复的`, `没一个当场能答的`.
    func isDenied(_ words: Words) -> Bool {
        let said = all(words)
        return !said.isEmpty
            && said.allSatisfy {
                isPreceded($0.range.lowerBound, by: book.list(.denials), within: 5)
            }
    }

    /// `四条意见两条…`: a number with its measure right before a word.
    private func counted(before position: Int) -> Int? {
        guard position - 2 >= range.lowerBound,
            book.signs(.countMatters).contains(scalars[position - 1]),
            Numerals.begins(scalars[position - 2])
        else { return nil }
        return number(endingBefore: position)
    }

    /// `当场答复两个…`: a number with its measure right behind a word.
    private func counted(after position: Int) -> Int? {
        guard position < range.upperBound,
            let found = Numerals.counted(scalars, at: position, to: range.upperBound),
            found.length <= 3, found.end < range.upperBound,
            book.signs(.countMatters).contains(scalars[found.end])
        else { return nil }
        return found.value
    }

    /// True for `一个人也没来`, which is none, false for `一次都没落下`, which is all of them; nil for
    /// anything else.
    private func isNone(at index: Int) -> Bool? {
        guard scalars[index] == 0x4E00 else { return nil }
        let limit = max(index + 1, min(range.upperBound, index + 6))
        let clause = (index + 1..<limit).prefix { !ScalarKind.isClauseEnd(scalars[$0]) }
        let no = clause.dropFirst().first {
            scalars[$0] == 0x6CA1 && book.signs(.leadNone).contains(scalars[$0 - 1])  // 没
        }
        return no.map { $0 + 1 == range.upperBound || !book.signs(.miss).contains(scalars[$0 + 1]) }
    }

    private func number(after position: Int) -> (value: Int, distance: Int)? {
        var index = position
        let bound = min(range.upperBound, position + 5)
        while index < bound, !ScalarKind.isClauseEnd(scalars[index]) {
            let isNone = isNone(at: index)
            if isNone == true { return (0, index - position) }
            if isNone == nil, !isIdiom(index),
                !places.contains(where: { $0.range.contains(index) }),
                let found = Numerals.counted(scalars, at: index, to: range.upperBound),
                found.length <= 5
            {
                // `三批五个人`: how often people came is not how many.
                if found.end < range.upperBound,
                    book.signs(.countVisits).contains(scalars[found.end])
                {
                    index = found.end + 1
                    continue
                }
                // `当场答复改六点`, `意见：三岔路口装红绿灯`
                return mayCount(found.end) ? (found.value, index - position) : nil
            }
            index += 1
        }
        return nil
    }

    /// True behind a number with a measure of people or matters, or with no Chinese word at all.
    private func mayCount(_ end: Int) -> Bool {
        guard end < range.upperBound, ScalarKind.isHan(scalars[end]) else { return true }
        return book.signs(.countMatters).contains(scalars[end])
            || book.signs(.countVisitors).contains(scalars[end])
    }

    /// True behind a number that counts hours, days, money or the like.
    private func isOther(_ end: Int) -> Bool {
        end < range.upperBound && book.signs(.countOthers).contains(scalars[end])
    }

    /// True for the 一 of 一共, 一起, 一直, which counts nothing.
    private func isIdiom(_ index: Int) -> Bool {
        guard scalars[index] == 0x4E00, index + 1 < range.upperBound else { return false }
        return book.signs(.followOne).contains(scalars[index + 1])
    }

    /// The last of some numbers that is said right after one of the words.
    func number(told lead: Words, among values: [String]) -> String? {
        all(lead).reversed().lazy.compactMap { word -> String? in
            let start = skipSpaces(self.scalars, word.range.upperBound, self.range.upperBound)
            guard
                let found = Numerals.read(self.scalars, at: start, to: self.range.upperBound)
            else { return nil }
            return values.first { $0 == String(found.value) }
        }.first
    }

    /// The number that is said last right behind one of the words, whatever follows it; none that was
    /// read as a matter's already.
    func number(told lead: Words) -> String? {
        all(lead).reversed().lazy.compactMap { word -> String? in
            let start = skipSpaces(self.scalars, word.range.upperBound, self.range.upperBound)
            guard start > word.range.lowerBound,
                !self.references.contains(where: { $0.range.contains(start) }),
                let found = Numerals.read(self.scalars, at: start, to: self.range.upperBound),
                found.value > 0
            else { return nil }
            return String(found.value)
        }.first
    }

    /// True where a number follows one of the words, further on than a position: `…接待挪到十七`.
    func number(told lead: Words, behind position: Int) -> Bool {
        all(lead).contains { word in
            word.range.lowerBound >= position && word.range.upperBound < range.upperBound
                && Numerals.begins(scalars[word.range.upperBound])
        }
    }

    private func number(endingBefore position: Int) -> Int? {
        if let found = wordedNumber(before: position) { return found }
        var index = position - 1
        let low = max(range.lowerBound, position - 4)
        while index >= low, !ScalarKind.isClauseEnd(scalars[index]), scalars[index] != 0x3001 {
            // `小组活动八次 进站接待五次`
            if scalars[index] == 0x20, index > range.lowerBound, index + 1 < range.upperBound,
                ScalarKind.isHan(scalars[index - 1]), ScalarKind.isHan(scalars[index + 1])
            {
                return nil
            }
            if Numerals.begins(scalars[index]) {
                var start = index
                while start > range.lowerBound, Numerals.begins(scalars[start - 1]) { start -= 1 }
                // `25日接待` counts nobody.
                if dates.contains(where: { $0.range.contains(index) }) { return nil }
                if places.contains(where: { $0.range.contains(index) }) { return nil }
                if isOther(index + 1) { return nil }
                return Numerals.read(scalars, at: start, to: range.upperBound)?.value
            }
            index -= 1
        }
        return nil
    }

    /// `third quarter`: an English ordinal right before a position.
    func ordinal(before position: Int) -> Int? {
        let words = book.lexicon.ordinals
        for start in max(range.lowerBound, position - 8)..<max(range.lowerBound, position) {
            if let found = words.longest(scalars, at: start, to: range.upperBound),
                skipSpaces(scalars, found.end, range.upperBound) == position
            {
                return Int(found.value)
            }
        }
        return nil
    }

    /// `three receptions`: an English number right before a position.
    private func wordedNumber(before position: Int) -> Int? {
        for start in max(range.lowerBound, position - 8)..<max(range.lowerBound, position)
        where ScalarKind.isLetter(scalars[start]) {
            if let found = Numerals.counted(scalars, at: start, to: range.upperBound),
                skipSpaces(scalars, found.end, range.upperBound) == position
            {
                return found.value
            }
        }
        return nil
    }

    /// A number with one of these words right behind it.
    func number(before words: Words) -> Found<Int>? {
        guard text.mayHold(words) else { return nil }
        for index in range where isFree(index) {
            // `2月30日` counts no days.
            if index > range.lowerBound, scalars[index - 1] == 0x6708 { continue }
            guard let found = Numerals.counted(scalars, at: index, to: range.upperBound),
                found.length <= 5
            else { continue }
            let after = skipSpaces(scalars, found.end, range.upperBound)
            // `83天气原因` counts no days.
            if book.list(.numberFree).end(scalars, at: after, to: range.upperBound) != nil {
                continue
            }
            if let word = words.longest(scalars, at: after, to: range.upperBound) {
                return Found(value: found.value, range: index..<word.end)
            }
        }
        return nil
    }

    /// `第三小组`, `3组`, `group 3`; of several the one that is gone to: `从三组调到二组`.
    var group: Int? {
        var first: Int?
        for mark in all(book.list(.groupMarks)) {
            guard let (group, start) = group(at: mark.range) else { continue }
            if isPreceded(start, by: book.list(.toBefore)) { return group }
            first = first ?? group
        }
        return first
    }

    /// Every group that is named before a place, in the order said: `第一组、第三组`.
    func groups(before end: Int) -> [Int] {
        var groups: [Int] = []
        for mark in all(book.list(.groupMarks)) where mark.range.lowerBound < end {
            guard let (group, _) = group(at: mark.range), !groups.contains(group) else { continue }
            groups.append(group)
        }
        return groups
    }

    private func group(at mark: Range<Int>) -> (number: Int, start: Int)? {
        var index = mark.lowerBound
        while index > range.lowerBound, scalars[index - 1] == 0x20 { index -= 1 }
        var start = index
        while start > range.lowerBound, Numerals.begins(scalars[start - 1]) { start -= 1 }
        // `上周五二组` is no group 52.
        for begin in [start, index - 1] where begin >= start && begin < index {
            if let found = Numerals.read(scalars, at: begin, to: index), found.end == index,
                (1...19).contains(found.value)
            {
                return (found.value, begin)
            }
        }
        var after = skipSpaces(scalars, mark.upperBound, range.upperBound)
        if after < range.upperBound, scalars[after] == 0x3A {
            after = skipSpaces(scalars, after + 1, range.upperBound)
        }
        if ScalarKind.isLetter(scalars[mark.lowerBound]),
            let found = Numerals.read(scalars, at: after, to: range.upperBound),
            found.value <= 99
        {
            return (found.value, mark.lowerBound)
        }
        return nil
    }

    /// The digits of a telephone, written or said: `一三九 零零零零 一二三四`; of two the one that is
    /// put in the other's place.
    func findPhone() -> Found<String>? {
        // Most messages have far fewer digits than a telephone.
        guard range.count(where: { Numerals.digit(scalars[$0]) != nil }) >= 7 else { return nil }
        guard let first = phone(from: range.lowerBound) else { return nil }
        let next = phone(from: first.range.upperBound)
        guard let next else { return first }
        let isReplaced = all(book.list(.toBefore)).contains { word in
            word.range.lowerBound >= first.range.upperBound
                && word.range.upperBound <= next.range.lowerBound
        }
        return isReplaced ? next : first
    }

    private func phone(from start: Int) -> Found<String>? {
        let recogniser = Recogniser(slot: .phone, shape: .phone)
        for index in start..<range.upperBound
        where Numerals.digit(scalars[index]) != nil && isFree(index) {
            let found = book.lexicon.candidates(recogniser, text, index, range.upperBound, today)
            let isWritten = ScalarKind.isDigit(scalars[index])
            if let phone = found.first, case .text(let digits) = phone.values[0].1,
                (11...12).contains(digits.count)
                    || isWritten && (digits.count == 7 || digits.count == 8),
                !digits.hasPrefix("20")
            {
                return Found(value: digits, range: index..<phone.end)
            }
        }
        return nil
    }

    /// `尾号3344`, `ending in 3344`.
    var phoneTail: String? {
        for mark in all(book.list(.phoneTails)) {
            var index = mark.range.upperBound
            let bound = min(range.upperBound, index + 4)
            while index < bound {
                if let found = Numerals.read(scalars, at: index, to: range.upperBound) {
                    return (3...4).contains(found.length) ? found.digits : nil
                }
                index += 1
            }
        }
        return nil
    }

    /// `at 9`, and no more of a number behind it.
    private func isAtHour(_ start: Int, _ end: Int) -> Bool {
        guard start >= range.lowerBound + 3, scalars[start - 3..<start].elementsEqual(Self.at),
            start == range.lowerBound + 3 || !ScalarKind.isWord(scalars[start - 4])
        else { return false }
        let next = end < range.upperBound ? scalars[end] : 0x20
        return next == 0x20 || next == 0x2C
    }

    private static let at: [UInt32] = [0x61, 0x74, 0x20]

    /// `上午九点半`, `14:00`, `2pm`, `at 9`.
    var time: String? { timeSaid?.value }

    /// The same, and where it stands.
    var timeSaid: Found<String>? {
        var isAfternoon = false
        for index in range {
            if book.list(.afternoon).end(scalars, at: index, to: range.upperBound) != nil {
                isAfternoon = true
            }
            guard isFree(index),
                let hour = Numerals.read(scalars, at: index, to: range.upperBound),
                hour.value < 24, hour.length <= 2
            else { continue }
            if isAtHour(index, hour.end) {
                let time = ClockTime(minutes: hour.value * 60).text
                return Found(value: time, range: index..<hour.end)
            }
            guard hour.end < range.upperBound else { continue }
            var minute = 0
            let mark = skipSpaces(scalars, hour.end, range.upperBound)
            let sign = mark < range.upperBound ? scalars[mark] : 0
            let isPM = book.list(.afternoon).end(scalars, at: mark, to: range.upperBound) != nil
            let isAM = book.list(.morning).end(scalars, at: mark, to: range.upperBound) != nil
            guard sign == 0x3A || sign == 0x70B9 || (!hour.isHan && (isPM || isAM)) else {
                continue
            }
            var end = min(mark + 1, range.upperBound)
            if sign == 0x3A || sign == 0x70B9, mark + 1 < range.upperBound {
                if scalars[mark + 1] == 0x534A {  // 半
                    minute = 30
                    end += 1
                } else if let found = Numerals.read(scalars, at: mark + 1, to: range.upperBound),
                    found.value < 60
                {
                    minute = found.value
                    end = found.end
                } else if sign == 0x3A {
                    continue
                }
            }
            let late = (isAfternoon || isPM) && hour.value < 12
            let time = ClockTime(minutes: (hour.value + (late ? 12 : 0)) * 60 + minute).text
            return Found(value: time, range: index..<end)
        }
        return nil
    }
}
