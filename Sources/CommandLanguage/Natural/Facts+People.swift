import Casework

extension Facts {
    /// `第7选区`, `district 7`, `选区变更为横湖`.
    var district: String? {
        for mark in all(book.list(.districtMarks)) {
            var start = mark.range.lowerBound
            while start > range.lowerBound, Numerals.begins(scalars[start - 1]) { start -= 1 }
            if start < mark.range.lowerBound {
                let hasLead = start > range.lowerBound && scalars[start - 1] == 0x7B2C  // 第
                return text.original((hasLead ? start - 1 : start)..<mark.range.upperBound)
            }
            // `横湖选区 二组`
            if let place = places.first(where: { $0.range.upperBound == mark.range.lowerBound }) {
                return place.value
            }
            let after = skipSpaces(scalars, mark.range.upperBound, range.upperBound)
            if let found = Numerals.read(scalars, at: after, to: range.upperBound) {
                return text.original(mark.range.lowerBound..<found.end)
            }
            if let place = place(told: mark.range.upperBound) { return place }
        }
        return nil
    }

    /// The place of the list that is said shortly behind a position, in the same clause.
    private func place(told position: Int) -> String? {
        places.first { place in
            let start = place.range.lowerBound
            return start >= position && start - position <= 14
                && !(position..<start).contains {
                    ScalarKind.isClauseEnd(scalars[$0]) || Numerals.begins(scalars[$0])
                }
        }?.value
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
            if ScalarKind.isLetter(scalars[word.range.lowerBound]),
                book.list(.nameTitles).end(scalars, at: word.range.lowerBound, to: start) == start
            {
                start = word.range.lowerBound
            }
            while start < range.upperBound, !ScalarKind.isWord(scalars[start]) { start += 1 }
            // `我是下宅吴的老陈`: a village may stand between.
            if let place = book.lexicon.places.longest(scalars, at: start, to: range.upperBound) {
                start = behindPlace(place.end)
            }
            // `村里叫我符合条件再来`: behind 叫我 only what is surely a name.
            let isSaid = scalars[word.range.upperBound - 1] == 0x6211
            if book.list(.noNames).end(scalars, at: start, to: range.upperBound) == nil,
                let end = isSaid
                    ? knownName(from: start)
                    : nameEnd(from: start)
                        ?? (list == .voterBefore ? expectedName(from: start) : nil)
            {
                // `我是陈阿土的邻居`
                if list == .nameBefore, end < range.upperBound, scalars[end] == 0x7684 { continue }
                return text.original(untitled(start..<end))
            }
            if let name = nick(from: start) ?? described(from: word.range.upperBound) {
                return text.original(name)
            }
        }
        return nil
    }

    /// `Ye Dashan` of `Mr Ye Dashan`: beside a surname alone the title stays.
    private func untitled(_ name: Range<Int>) -> Range<Int> {
        guard ScalarKind.isLetter(scalars[name.lowerBound]),
            let title = book.list(.nameTitles).end(
                scalars,
                at: name.lowerBound,
                to: name.upperBound
            )
        else { return name }
        var start = title
        while start < name.upperBound, !ScalarKind.isLetter(scalars[start]) { start += 1 }
        return scalars[start..<name.upperBound].contains(0x20) ? start..<name.upperBound : name
    }

    /// `本人系下洞桥村民潘文轩`, `我是黄西岙种香菇的胡婶`: a name behind what somebody is, in the same clause.
    private func described(from start: Int) -> Range<Int>? {
        var index = start
        let bound = min(range.upperBound, start + 14)
        while index < bound, !ScalarKind.isClauseEnd(scalars[index]) {
            let end =
                book.list(.voterBefore).end(scalars, at: index, to: range.upperBound)
                ?? book.list(.describes).end(scalars, at: index, to: range.upperBound)
            if let end, let last = fullName(from: end) { return end..<last }
            index += 1
        }
        return nil
    }

    /// The end of a name of which surname and more are said, and behind which no word goes on.
    func fullName(from start: Int) -> Int? {
        guard start < range.upperBound, !ScalarKind.isLetter(scalars[start]),
            book.list(.noNames).end(scalars, at: start, to: range.upperBound) == nil,
            let end = nameEnd(from: start), end - start >= 2
        else { return nil }
        if book.lexicon.people.end(scalars, at: start, to: range.upperBound) == end { return end }
        guard book.list(.surnames).end(scalars, at: start, to: end) != nil else { return nil }
        let isTitled = (start + 1..<end).contains {
            book.list(.nameTitles).end(scalars, at: $0, to: end) == end
        }
        return isTitled || endsWord(end) ? end : nil
    }

    /// True where no word of Chinese goes on behind a name.
    func endsWord(_ end: Int) -> Bool {
        let limit = range.upperBound
        return end >= limit || !ScalarKind.isHan(scalars[end])
            || book.list(.nameStops).end(scalars, at: end, to: limit) != nil
            || book.list(.interjections).end(scalars, at: end, to: limit) != nil
            || book.list(.telling).end(scalars, at: end, to: limit) != nil
    }

    /// The name of a deputy who is entered on the roster or changed there: `新来一个代表徐立新`.
    var rosterName: String? {
        if let name = name(after: .nameBefore) ?? deputyNames.first { return name }
        for mark in all(book.list(.deputyTitles)) {
            let start = skipSpaces(scalars, mark.range.upperBound, range.upperBound)
            if let end = fullName(from: start) { return text.original(start..<end) }
        }
        // `新代表登记:何晓东,第五选区`: it stands alone between two signs.
        for start in range where start == range.lowerBound || !ScalarKind.isWord(scalars[start - 1])
        {
            if let end = fullName(from: start),
                end == range.upperBound || !ScalarKind.isHan(scalars[end])
            {
                return text.original(start..<end)
            }
        }
        return name(before: .nameAfter)
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
    func nick(from start: Int) -> Range<Int>? {
        var index = start
        let bound = min(range.upperBound, start + 14)
        while index + 1 < bound, !ScalarKind.isClauseEnd(scalars[index]) {
            let next = index + 1
            if scalars[index] == 0x7684, book.signs(.openGiven).contains(scalars[next]),
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
        let isNick = book.signs(.openGiven).contains(scalars[index])
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
                guard isLast || stop.end == end + 1 && end == index && isGiven(end) else { break }
            }
            end += 1
        }
        return end > index ? end : nil
    }

    /// True for 家兴 and 来福: a given name whose first sign is otherwise a word that ends a name.
    private func isGiven(_ start: Int) -> Bool {
        let limit = range.upperBound
        guard book.signs(.openGivenNames).contains(scalars[start]), start + 1 < limit,
            ScalarKind.isHan(scalars[start + 1]),
            book.list(.nameStops).end(scalars, at: start + 1, to: limit) == nil
        else { return false }
        return start + 2 == limit || !ScalarKind.isHan(scalars[start + 2])
    }

    /// True at a sign or the end, where no word goes on.
    func isPause(_ index: Int) -> Bool {
        index >= range.upperBound || ScalarKind.isClauseEnd(scalars[index])
            || scalars[index] == 0x20
    }

    func latinName(from start: Int) -> Int? {
        // `On behalf of…`
        guard book.list(.noNames).end(scalars, at: start, to: range.upperBound) == nil else {
            return nil
        }
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

    /// Behind a place and what may follow it: 村, 的, 人.
    func behindPlace(_ end: Int) -> Int {
        var start = end
        while start < range.upperBound,
            scalars[start] == 0x20 || scalars[start] == 0x2D
                || book.signs(.followPlaces).contains(scalars[start])
        {
            start += 1
        }
        return start
    }

    /// `斜路村阿芬。葡萄架下面…`, `小岭下做面干的老徐,…`: who opens a message with the village and a name.
    var villager: String? {
        guard let place = places.first, place.range.lowerBound == range.lowerBound else {
            return nil
        }
        var start = behindPlace(place.range.upperBound)
        guard start < range.upperBound, !ScalarKind.isClauseEnd(scalars[start]) else { return nil }
        // `桥浦菜农老许，…，想请人来`: who wishes for something writes; of others it is told what they do.
        let isWriter = phone != nil || has(.wishes) || has(.ownPlace)
        if isWriter,
            let nick = (start + 1..<max(start + 1, min(range.upperBound, start + 4))).first(where: {
                book.signs(.endBearers).contains(scalars[$0 - 1])
                    && book.signs(.openNicks).contains(scalars[$0])
            })
        {
            start = nick
        } else if isWriter, book.signs(.endBearers).contains(scalars[start]),
            fullName(from: start + 1) != nil
        {
            // `横湖村民李桂香，…`
            start += 1
        }
        let isNick = book.signs(.openGiven).contains(scalars[start])
        let name =
            isNick
            ? nameEnd(from: start).map { start..<$0 }
            : fullName(from: start).map { start..<$0 } ?? nick(from: start)
        guard let name, name.count >= 2, isPause(name.upperBound),
            name.upperBound < range.upperBound,
            book.list(.noNames).end(scalars, at: name.lowerBound, to: range.upperBound) == nil
        else { return nil }
        return text.original(name)
    }

    /// `…，能否设个回收点。横湖 阿根`: who signs a message with the village and a name.
    var signer: String? {
        guard let place = places.last, place.range.lowerBound > range.lowerBound,
            ScalarKind.isClauseEnd(scalars[place.range.lowerBound - 1])
        else { return nil }
        let start = behindPlace(place.range.upperBound)
        guard let end = nameEnd(from: start), end - start >= 2,
            book.list(.noNames).end(scalars, at: start, to: range.upperBound) == nil,
            !scalars[end..<range.upperBound].contains(where: ScalarKind.isWord)
        else { return nil }
        return text.original(start..<end)
    }

    /// A name with a telephone: the one that opens the message, or the one right before the number.
    var nameBesidePhone: String? {
        guard let phone else { return nil }
        return leadingName ?? villager ?? name(endingBefore: phone.range.lowerBound)
            ?? name(behind: phone.range.upperBound)
    }

    /// The name behind a telephone that ends the message: `…, call 13900007743, Zhu Min`.
    private func name(behind position: Int) -> String? {
        var start = position
        while start < range.upperBound, !ScalarKind.isWord(scalars[start]) { start += 1 }
        guard start > position, start < range.upperBound,
            let end = ScalarKind.isLetter(scalars[start])
                ? latinName(from: start) : fullName(from: start),
            !(end..<range.upperBound).contains(where: { ScalarKind.isWord(scalars[$0]) })
        else { return nil }
        return text.original(start..<end)
    }

    /// The name at the very end, behind a sign: where a telephone has been cut off behind it.
    var trailingName: String? {
        guard let name = name(endingBefore: range.upperBound), let end = end(ofWords: name),
            end - name.unicodeScalars.count > range.lowerBound,
            !ScalarKind.isWord(scalars[end - name.unicodeScalars.count - 1])
        else { return nil }
        return name
    }

    /// The name right before a telephone: `联系人郑老伯13700001122`, `Jiang Dali, 13600003344`.
    private func name(endingBefore position: Int) -> String? {
        var end = position
        func pass() {
            while end > range.lowerBound, !ScalarKind.isWord(scalars[end - 1]) { end -= 1 }
        }
        pass()
        // `戴老师 电话139…`
        let phones = book.list(.phoneWords)
        if let start = (max(range.lowerBound, end - 6)..<end).first(where: {
            phones.end(scalars, at: $0, to: end) == end
        }) {
            end = start
            pass()
        }
        guard position - end <= 8, end > range.lowerBound else { return nil }
        let isLatin = ScalarKind.isLetter(scalars[end - 1])
        let starts = Array(max(range.lowerBound, end - (isLatin ? 24 : 4))..<end)
        // Of a Latin name as many words as it has, of a Chinese one the shortest that is one.
        for start in isLatin ? starts : starts.reversed() {
            if isLatin, start > range.lowerBound, ScalarKind.isWord(scalars[start - 1]) { continue }
            if end - start >= 2, nameEnd(from: start) == end {
                // `横湖 郑阿根 139…`: a surname before 阿根 belongs to it.
                let whole = start - 1
                let isWhole =
                    !isLatin && whole >= range.lowerBound && end - whole <= 3
                    && nameEnd(from: whole) == end
                    && (whole == range.lowerBound || !ScalarKind.isHan(scalars[whole - 1])
                        || book.signs(.endBearers).contains(scalars[whole - 1]))
                return text.original((isWhole ? whole : start)..<end)
            }
        }
        return nil
    }

    /// `陈阿土，13900001111，…`: the name that opens a message.
    private var leadingName: String? {
        // `代选民登记：徐阿根，电话…`
        let colon = scalars[range].prefix(12).firstIndex(of: 0x3A)
        for start in [range.lowerBound, colon.map { $0 + 1 } ?? range.lowerBound] {
            let start = skipSpaces(scalars, start, range.upperBound)
            guard let end = nameEnd(from: start), end < range.upperBound,
                !ScalarKind.isWord(scalars[end]) || ScalarKind.isDigit(scalars[end])
            else { continue }
            return text.original(start..<end)
        }
        return nil
    }

    /// Every name of the roster, and names before 代表.
    var deputyNames: [String] {
        var names = people.map(\.value)
        for mark in all(book.list(.deputyTitles)) where names.isEmpty {
            for length in [3, 2] {
                let start = mark.range.lowerBound - length
                guard start >= range.lowerBound, let end = nameEnd(from: start),
                    end == mark.range.lowerBound,
                    book.list(.noNames).end(scalars, at: start, to: range.upperBound) == nil
                else { continue }
                names.append(text.original(start..<end))
                break
            }
        }
        return names
    }
}
