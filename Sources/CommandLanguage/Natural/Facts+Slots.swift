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
        case .deputy, .with, .deputies: !people.isEmpty
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
                let isTerm = isTerm(index, found.end)
                guard isTerm else { continue }
                return (.due, .text(day.text), index..<found.end)
            }
        }
        return nil
    }

    private func startsTerm(_ index: Int) -> Bool {
        Numerals.begins(scalars[index])
            || Numerals.counted(scalars, at: index, to: range.upperBound) != nil
            || book.lexicon.dates.read(
                scalars,
                at: index,
                to: range.upperBound,
                today: today,
                tense: .future
            ) != nil
    }

    private func isTerm(_ start: Int, _ end: Int) -> Bool {
        let words = scalars[start..<end]
        if let last = words.last, [0x524D, 0x5185, 0x6B62].contains(last) { return true }
        return isPreceded(start, by: book.list(.dueBefore), within: 12)
    }

    /// How pleased the words are; a negation turns them round, two leave them.
    var rating: String? { ratings.best }

    /// True where one word is pleased and another is not.
    var isRatingMixed: Bool { ratings.isMixed }

    func findRatings() -> (best: String?, isMixed: Bool) {
        guard let words = book.lexicon.values[.rating] else { return (nil, false) }
        var best: (value: String, weight: Int)?
        var values: Set<String> = []
        for found in all(words) where !ScalarKind.isDigit(scalars[found.range.lowerBound]) {
            var value = found.value
            // `not at all happy` is longer than `并不满意`.
            let reach = ScalarKind.isLetter(scalars[found.range.lowerBound]) ? 26 : 6
            let from = max(range.lowerBound, found.range.lowerBound - reach)
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
                    turns += 1
                    index = no.end
                } else {
                    index += 1
                }
            }
            if turns % 2 == 1 { value = value == "dissatisfied" ? "satisfied" : "dissatisfied" }
            values.insert(value)
            // `满意嘛谈不上`
            if isTakenBack(found.range.upperBound) {
                value = value == "dissatisfied" ? value : "dissatisfied"
            }
            let weight = found.range.count + turns * 3
            if best == nil || weight > best?.weight ?? 0 { best = (value, weight) }
        }
        return (best?.value, values.count > 1)
    }

    /// True where a word like 谈不上 follows, with a particle between at most.
    private func isTakenBack(_ end: Int) -> Bool {
        (end...(end + 2)).contains { start in
            guard start < range.upperBound else { return false }
            let between = scalars[end..<start]
            guard between.allSatisfy({ ScalarKind.isHan($0) }) else { return false }
            return book.list(.takenBack).longest(scalars, at: start, to: range.upperBound) != nil
        }
    }

    /// What somebody found who looked; `不是不属实` is true.
    var result: String? {
        guard let words = book.lexicon.values[.result], let found = first(words) else { return nil }
        // `只有一半是真的，部分属实`: who says partly means partly.
        if all(words).contains(where: { $0.value == "partly" }) { return "partly" }
        let start = found.range.lowerBound
        let isTurned =
            isPreceded(start, by: book.list(.negators), within: 3) && found.value != "partly"
        guard isTurned else { return found.value }
        return found.value == "true" ? "false" : "true"
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

    /// `第7选区`, `district 7`.
    var district: String? {
        for mark in all(book.list(.districtMarks)) {
            var start = mark.range.lowerBound
            while start > range.lowerBound, Numerals.begins(scalars[start - 1]) { start -= 1 }
            if start < mark.range.lowerBound {
                let hasLead = start > range.lowerBound && scalars[start - 1] == 0x7B2C  // 第
                return text.original((hasLead ? start - 1 : start)..<mark.range.upperBound)
            }
            let after = skipSpaces(scalars, mark.range.upperBound, range.upperBound)
            if let found = Numerals.read(scalars, at: after, to: range.upperBound) {
                return text.original(mark.range.lowerBound..<found.end)
            }
        }
        return nil
    }

    // MARK: - People

    /// A person's name after one of the words: `我叫陈阿土`, `姓名：老陈`.
    func name(after list: WordList) -> String? {
        for word in all(book.list(list)) {
            var start = word.range.upperBound
            // `我姓蒋，`: no more of the name is said.
            if start > 0, scalars[start - 1] == 0x59D3, start < range.upperBound,
                let end = book.list(.surnames).end(scalars, at: start, to: range.upperBound),
                isPause(end)
            {
                return text.original(start..<end)
            }
            // `Mrs Wu`: the title leads, and is part of the name.
            if book.list(.nameTitles).end(scalars, at: word.range.lowerBound, to: start)
                == start
            {
                start = word.range.lowerBound
            }
            while start < range.upperBound, !ScalarKind.isWord(scalars[start]) { start += 1 }
            // `我是下宅吴的老陈`: a village may stand between.
            if let place = book.lexicon.places.longest(scalars, at: start, to: range.upperBound) {
                start = place.end
                while start < range.upperBound,
                    [0x6751, 0x7684, 0x4EBA].contains(scalars[start])
                {
                    start += 1
                }
            }
            if let end = nameEnd(from: start) { return text.original(start..<end) }
            if let nick = nick(from: start) { return text.original(nick) }
        }
        return nil
    }

    /// A person's name right before one of the words: `郑小妹补选为代表`.
    func name(before list: WordList) -> String? {
        for word in all(book.list(list)) {
            for length in [3, 2] {
                let start = word.range.lowerBound - length
                guard start >= range.lowerBound, nameEnd(from: start) == word.range.lowerBound
                else { continue }
                return text.original(start..<word.range.lowerBound)
            }
        }
        return nil
    }

    /// `我是小岭下做面的老吴`: a name like 老吴 or 林大爷 behind 的 in the same clause.
    private func nick(from start: Int) -> Range<Int>? {
        var index = start
        let bound = min(range.upperBound, start + 14)
        while index + 1 < bound, !ScalarKind.isClauseEnd(scalars[index]) {
            let next = index + 1
            if scalars[index] == 0x7684, [0x8001, 0x5C0F, 0x963F].contains(scalars[next]),
                let end = nameEnd(from: next)
            {
                return next..<end
            }
            index += 1
        }
        return nil
    }

    /// The end of what looks like a person's name.
    func nameEnd(from start: Int) -> Int? {
        guard start < range.upperBound else { return nil }
        let limit = range.upperBound
        if let known = book.lexicon.people.longest(scalars, at: start, to: limit) {
            return known.end
        }
        if ScalarKind.isLetter(scalars[start]) { return latinName(from: start) }
        var index = start
        let isNick = [0x8001, 0x5C0F, 0x963F].contains(scalars[index])  // 老 小 阿
        if isNick { index += 1 }
        // `阿海`: what follows 阿 is a given name.
        if scalars[start] == 0x963F, index < limit, ScalarKind.isHan(scalars[index]),
            book.list(.nameStops).longest(scalars, at: index, to: limit) == nil
        {
            let title = book.list(.nameTitles).longest(scalars, at: index + 1, to: limit)
            return title?.end ?? index + 1
        }
        guard index < limit,
            let surname = book.list(.surnames).longest(scalars, at: index, to: limit)
        else { return nil }
        index = surname.end
        if let title = book.list(.nameTitles).longest(scalars, at: index, to: limit) {
            return title.end
        }
        if isNick { return index }
        var end = index
        while end < limit, end - index < 2, ScalarKind.isHan(scalars[end]) {
            if let stop = book.list(.nameStops).longest(scalars, at: end, to: limit) {
                // `我叫李小满，`: right before a pause it ends the name and begins nothing.
                let isLast = stop.end == end + 1 && end > index && isPause(stop.end)
                guard isLast else { break }
            }
            end += 1
        }
        return end > index ? end : nil
    }

    /// True at a sign or the end, where no word goes on.
    private func isPause(_ index: Int) -> Bool {
        index >= range.upperBound || ScalarKind.isClauseEnd(scalars[index])
    }

    private func latinName(from start: Int) -> Int? {
        var end = start
        var words = 0
        while end < range.upperBound, words < 3 {
            let original = text.original(end..<min(end + 1, range.upperBound))
            guard let first = original.unicodeScalars.first, ("A"..."Z").contains(first) else {
                break
            }
            while end < range.upperBound,
                ScalarKind.isLetter(scalars[end]) || scalars[end] == 0x27 || scalars[end] == 0x2E
            {
                end += 1
            }
            words += 1
            guard end + 1 < range.upperBound, scalars[end] == 0x20 else { break }
            end += 1
        }
        while end > start, scalars[end - 1] == 0x20 || scalars[end - 1] == 0x2E { end -= 1 }
        return end > start ? end : nil
    }

    /// The voter whom a record tells of: after 接待 or 选民, or after a village.
    var voterName: String? {
        if let name = name(after: .voterBefore) { return name }
        for village in villages {
            var start = village.range.upperBound
            while start < range.upperBound, [0x6751, 0x7684, 0x20].contains(scalars[start]) {
                start += 1
            }
            if let end = nameEnd(from: start) { return text.original(start..<end) }
            // `花桥，何秀莲，`
            if start < range.upperBound, scalars[start] == 0x2C,
                let end = nameEnd(from: start + 1), isPause(end), end < range.upperBound
            {
                return text.original((start + 1)..<end)
            }
            if let name = nick(from: start) ?? called(from: start) { return text.original(name) }
        }
        return leadingLatinName
    }

    /// `花桥老人徐阿公，`, `斜路葡萄户老金说`: a name with 老 or a title, a few signs behind a village.
    private func called(from start: Int) -> Range<Int>? {
        for index in start..<min(range.upperBound, start + 8) {
            guard !ScalarKind.isClauseEnd(scalars[index]), scalars[index] != 0x20 else {
                return nil
            }
            let isNick = [0x8001, 0x5C0F, 0x963F].contains(scalars[index])
            guard isNick || book.list(.surnames).end(scalars, at: index, to: index + 1) != nil,
                let end = nameEnd(from: index), end - index >= 2
            else { continue }
            let isTitled = (index + 1..<end).contains {
                book.list(.nameTitles).end(scalars, at: $0, to: end) == end
            }
            let isEnd =
                end == range.upperBound || !ScalarKind.isWord(scalars[end])
                || book.list(.nameStops).end(scalars, at: end, to: range.upperBound) != nil
            if isNick || isTitled, isEnd { return index..<end }
        }
        return nil
    }

    /// `reception record: Xu Agong from Huaqiao`.
    private var leadingLatinName: String? {
        let colon = scalars[range].firstIndex(of: 0x3A)
        let start = skipSpaces(scalars, colon.map { $0 + 1 } ?? range.lowerBound, range.upperBound)
        guard start < range.upperBound, let end = latinName(from: start),
            let village = villages.first, village.range.lowerBound > end,
            village.range.lowerBound - end <= 7
        else { return nil }
        return text.original(start..<end)
    }

    /// Where words end that were found in the text.
    func end(ofWords words: String) -> Int? {
        let signs = NormalText.spelling(words)
        guard let first = signs.first, signs.count <= range.count else { return nil }
        return (range.lowerBound...(range.upperBound - signs.count)).first {
            scalars[$0] == first && scalars[$0..<($0 + signs.count)].elementsEqual(signs)
        }.map { $0 + signs.count }
    }

    /// A name with a telephone: the one that opens the message, or the one right before the number.
    var nameBesidePhone: String? {
        guard let phone else { return nil }
        return leadingName ?? name(endingBefore: phone.range.lowerBound)
    }

    /// The name right before a telephone: `联系人郑老伯13700001122`, `Jiang Dali, 13600003344`.
    private func name(endingBefore position: Int) -> String? {
        var end = position
        while end > range.lowerBound, !ScalarKind.isWord(scalars[end - 1]) { end -= 1 }
        guard position - end <= 2, end > range.lowerBound else { return nil }
        let isLatin = ScalarKind.isLetter(scalars[end - 1])
        let starts = Array(max(range.lowerBound, end - (isLatin ? 24 : 4))..<end)
        // Of a Latin name as many words as it has, of a Chinese one the shortest that is one.
        for start in isLatin ? starts : starts.reversed() {
            if isLatin, start > range.lowerBound, ScalarKind.isWord(scalars[start - 1]) { continue }
            if end - start >= 2, nameEnd(from: start) == end {
                return text.original(start..<end)
            }
        }
        return nil
    }

    /// `陈阿土，13900001111，…`: the name that opens a message.
    private var leadingName: String? {
        guard let end = nameEnd(from: range.lowerBound), end < range.upperBound,
            !ScalarKind.isWord(scalars[end]) || ScalarKind.isDigit(scalars[end])
        else { return nil }
        return text.original(range.lowerBound..<end)
    }

    /// Every name of the roster, and names before 代表.
    var deputyNames: [String] {
        var names = people.map(\.value)
        for mark in all(book.list(.deputyTitles)) where names.isEmpty {
            for length in [3, 2] {
                let start = mark.range.lowerBound - length
                guard start >= range.lowerBound, let end = nameEnd(from: start),
                    end == mark.range.lowerBound
                else { continue }
                names.append(text.original(start..<end))
                break
            }
        }
        return names
    }
}
