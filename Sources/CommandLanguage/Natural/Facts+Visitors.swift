import Casework

// Whom a reception record tells of, and how many came.
extension Facts {
    /// The voter whom a record tells of: after 接待 or 选民, or after a village.
    var voterName: String? {
        if let name = name(after: .voterBefore) { return name }
        for place in places {
            let start = behindPlace(place.range.upperBound)
            let isVillage = villages.contains { $0.range == place.range }
            let end = isVillage ? nameEnd(from: start) : fullName(from: start)
            if let end = end ?? expectedName(from: start) { return text.original(start..<end) }
            if isVillage, let name = nick(from: start) ?? called(from: start) {
                return text.original(name)
            }
            // `花桥,何秀莲,反映…`
            let next = skipSpaces(scalars, start + 1, range.upperBound)
            if start < range.upperBound, [0x2C, 0x3001, 0x3A, 0x2F, 0x7C].contains(scalars[start]),
                let end = fullName(from: next),
                end < range.upperBound, !ScalarKind.isHan(scalars[end])
            {
                return text.original(next..<end)
            }
        }
        return standingName ?? leadingLatinName ?? name(after: .called) ?? leadingTeller
    }

    /// Where a voter who is told of lives: a village, or another place right before who it is, behind a
    /// word like 接待, or between two signs; not where somebody lived once.
    var home: String? {
        func isFormer(_ place: Found<String>) -> Bool {
            isPreceded(place.range.lowerBound, by: book.list(.formerHomes), within: 4)
        }
        if let village = villages.first(where: { !isFormer($0) }) { return village.value }
        return places.first { place in
            if isFormer(place) { return false }
            var start = place.range.upperBound
            if start < range.upperBound, scalars[start] == 0x7684 { start += 1 }
            return book.list(.voterBefore).end(scalars, at: start, to: range.upperBound) != nil
                || fullName(from: start) != nil
                || isPreceded(place.range.lowerBound, by: book.list(.voterBefore), within: 4)
                || isPreceded(place.range.lowerBound, by: book.list(.livesIn), within: 4)
                // `翁小红，石景小区，…`, `郑国平，石景小区的，…`
                || begins(place.range.lowerBound) && isPause(start)
        }?.value
    }

    /// True where nothing or a sign stands before a position.
    private func begins(_ index: Int) -> Bool {
        index == range.lowerBound || !ScalarKind.isWord(scalars[index - 1])
    }

    // MARK: - Names that stand alone

    /// `龚秀英 下洞桥 接待…`, `接待移民柯阿旺 …`, `领头的邵建军，`: a name that ends at a sign, and begins
    /// at one or behind what its bearer is, before anything is told.
    private var standingName: String? {
        for index in range.lowerBound..<beginOfTale where mayStand(at: index) {
            let isLatin = ScalarKind.isLetter(scalars[index])
            guard let end = isLatin ? latinName(from: index) : standing(from: index),
                end == range.upperBound || !ScalarKind.isWord(scalars[end])
                    || !isLatin && isTelling(end, behind: index),
                // `Reception note, Fang Xiaodong, Henghu: …`
                !isLatin || isBetweenSigns(index, end),
                !(places + units).contains(where: { $0.range.overlaps(index..<end) })
            else { continue }
            return text.original(index..<end)
        }
        return nil
    }

    /// True for the 来 of `老兵陆忠良来站` and the 反映 of `洪美玉反映的`.
    private func isTelling(_ end: Int, behind name: Int) -> Bool {
        guard begins(name) else { return scalars[end] == 0x6765 }
        let told = book.list(.telling).end(scalars, at: end, to: range.upperBound)
        return told.map { $0 < range.upperBound && scalars[$0] == 0x7684 } ?? false
    }

    /// The end of a name that stands alone: between two signs it has to be surely one.
    private func standing(from start: Int) -> Int? {
        begins(start)
            ? fullName(from: start) ?? titled(from: start) ?? givenWithTitle(from: start)
                ?? nickAlone(from: start)
            : expectedName(from: start)
    }

    /// `老周`, `小赵`: alone between two signs.
    private func nickAlone(from start: Int) -> Int? {
        let end = start + 2
        guard end <= range.upperBound, isPause(end),
            book.signs(.openNicks).contains(scalars[start]),
            book.list(.surnames).end(scalars, at: start + 1, to: end) == end,
            book.list(.noNames).end(scalars, at: start, to: end) == nil
        else { return nil }
        return end
    }

    /// `老李说`: a name with 老 or 小 before a word of telling.
    private func nickTelling(from start: Int) -> Int? {
        let end = start + 2
        guard end < range.upperBound, book.signs(.openNicks).contains(scalars[start]),
            book.list(.surnames).end(scalars, at: start + 1, to: end) == end,
            book.list(.telling).end(scalars, at: end, to: range.upperBound) != nil
        else { return nil }
        return end
    }

    /// `秋霞嫂`: a given name with a title, alone between two signs.
    private func givenWithTitle(from start: Int) -> Int? {
        let end = start + 3
        guard end <= range.upperBound, isPause(end),
            scalars[start..<end].allSatisfy(ScalarKind.isHan),
            book.signs(.endTitles).contains(scalars[end - 1]),
            book.list(.noNames).end(scalars, at: start, to: end) == nil,
            book.list(.kin).end(scalars, at: start, to: end) == nil,
            book.list(.others).end(scalars, at: start, to: end) == nil,
            !book.list(.whose).stand(in: text, start..<end)
        else { return nil }
        return end
    }

    /// True before a comma or colon, and behind one or a dash.
    private func isBetweenSigns(_ start: Int, _ end: Int) -> Bool {
        // `A visitor, Luo Ping of Xielu, …`
        let isFrom = villages.contains { village in
            village.range.lowerBound > end
                && ["of", "from"].contains(text.original(end..<village.range.lowerBound))
        }
        guard isFrom || end < range.upperBound && [0x2C, 0x3A].contains(scalars[end]) else {
            return false
        }
        let before = scalars[range.lowerBound..<start].last { $0 != 0x20 }
        return before.map { [0x2C, 0x3A, 0x2D].contains($0) } ?? false
    }

    /// True where a name that stands alone may begin.
    private func mayStand(at index: Int) -> Bool {
        begins(index) || book.signs(.endBearers).contains(scalars[index - 1])
            || book.signs(.leadNames).contains(scalars[index - 1])
    }

    /// Where somebody is said to tell something, some signs into a record.
    var beginOfTale: Int {
        all(book.list(.tales)).first { $0.range.lowerBound > range.lowerBound + 6 }?
            .range.lowerBound ?? range.upperBound
    }

    /// The end of a name where one is to be expected: a surname that mostly is another word counts too,
    /// and any before a title: `茅阿根`, `成大嫂`.
    func expectedName(from start: Int) -> Int? {
        if let end = fullName(from: start) { return end }
        let limit = range.upperBound
        guard start < limit, ScalarKind.isHan(scalars[start]),
            book.list(.noNames).end(scalars, at: start, to: limit) == nil
        else { return nil }
        if let end = titled(from: start) { return end }
        guard let surname = book.list(.rareSurnames).end(scalars, at: start, to: limit) else {
            return nil
        }
        return [2, 1].lazy.map { surname + $0 }.first { end in
            end <= limit && scalars[surname..<end].allSatisfy(ScalarKind.isHan)
                && (end == limit || !ScalarKind.isWord(scalars[end])
                    || end == surname + 2 && endsWord(end))
                && !book.signs(.endNoNames).contains(scalars[end - 1])
        }
    }

    /// `成大嫂`, `费阿公`: any surname with a title of two signs behind it.
    private func titled(from start: Int) -> Int? {
        let limit = range.upperBound
        guard
            let surname = book.list(.rareSurnames).end(scalars, at: start, to: limit)
                ?? book.list(.surnames).end(scalars, at: start, to: limit)
        else { return nil }
        // `洪家阿婆`
        let isFamily = surname < limit && scalars[surname] == 0x5BB6
        guard
            let title = book.list(.nameTitles)
                .end(scalars, at: isFamily ? surname + 1 : surname, to: limit),
            title - surname >= 2, endsWord(title)
        else { return nil }
        return title
    }

    // MARK: - Several visitors

    /// What each of several visitors told, where each is named with a village at the beginning of it:
    /// `花桥邵小明反映路面裂缝；桥浦毛阿香反映停水不通知`.
    var visitorsInRow: [Range<Int>] {
        var starts: [Int] = []
        var index = range.lowerBound
        while index < range.upperBound {
            if mayOpen(index),
                let start = visitor(at: index) ?? (starts.isEmpty ? nil : further(at: index))
            {
                starts.append(index)
                index = start
            }
            index += 1
        }
        guard starts.count > 1 else { return [] }
        let ends = starts.dropFirst() + [range.upperBound]
        let told = zip(starts, ends).map { $0..<$1 }
        // `横湖 毛阿香也这样说` tells of nothing.
        let isTold = told.allSatisfy { stretch in
            let end = endOfVisitor(in: stretch)
            return (min(end, stretch.upperBound)..<stretch.upperBound)
                .count { ScalarKind.isWord(scalars[$0]) } >= 2
        }
        return isTold ? told : []
    }

    /// Where who came is told, and what was said begins.
    func endOfVisitor(in stretch: Range<Int>) -> Int {
        visitor(at: stretch.lowerBound) ?? further(at: stretch.lowerBound) ?? stretch.lowerBound
    }

    /// `还有一个姓李的`, `a man who gave no name`: one more, whom nobody names.
    private func further(at index: Int) -> Int? {
        book.list(.furtherVisitors).end(scalars, at: index, to: range.upperBound)
    }

    /// The day before the 接待 of `昨天在桥浦接待了两个`; nil for today, and where none is said.
    var dayOfReception: Day? {
        guard let reception = all(book.list(.receptionNames)).first?.range else { return nil }
        return dates.first { date in
            let end = date.range.upperBound
            return end <= reception.lowerBound && reception.lowerBound - end <= 8
                && date.day != today
                && !(end..<reception.lowerBound).contains { ScalarKind.isClauseEnd(scalars[$0]) }
        }?.day
    }

    /// The one visitor who is named behind a head like `昨天接待漏了一个，`; nil for a text that opens with who came.
    var visitorBehindHead: Range<Int>? {
        guard let reception = all(book.list(.receptionNames)).first?.range,
            let pause = (reception.upperBound..<range.upperBound)
                .first(where: { ScalarKind.isClauseEnd(scalars[$0]) }),
            pause + 1 < range.upperBound, visitor(at: pause + 1) != nil,
            visitor(at: range.lowerBound) == nil,
            voterName.flatMap({ end(ofWords: $0) }) ?? 0 > pause
        else { return nil }
        return pause + 1..<range.upperBound
    }

    /// How many visitors a text names or counts on the way, however it is parted.
    var visitorsHeard: Int {
        var count = 0
        var index = range.lowerBound
        while index < range.upperBound {
            if mayOpen(index) || follows(index), let end = visitor(at: index) ?? further(at: index)
            {
                count += 1
                index = max(end, index + 1)
            } else {
                index += 1
            }
        }
        return count
    }

    /// True behind the 和 of `花桥的李明和桥浦的陈大姐`.
    private func follows(_ index: Int) -> Bool {
        isPreceded(index, by: book.list(.placeJoints), within: 2)
    }

    /// True for `横湖 林素琴 …`, `洪德法，度甲头，…`: who came and from where, before anything else.
    var opensWithVisitor: Bool {
        if villages.first?.range.lowerBound == range.lowerBound {
            return visitor(at: range.lowerBound) != nil
        }
        guard let end = expectedName(from: range.lowerBound), end < range.upperBound,
            !ScalarKind.isHan(scalars[end])
        else { return false }
        var next = end
        while next < range.upperBound, [0x20, 0x28, 0x2C, 0x3002].contains(scalars[next]) {
            next += 1
        }
        return places.contains { $0.range.lowerBound == next }
    }

    private func mayOpen(_ index: Int) -> Bool {
        guard index > range.lowerBound else { return true }
        let before = scalars[index - 1]
        // What stands behind `反映：` is told.
        if before == 0x3A
            || before == 0x20 && index > range.lowerBound + 1 && scalars[index - 2] == 0x3A,
            isPreceded(index - (before == 0x3A ? 1 : 2), by: book.list(.tales), within: 4)
        {
            return false
        }
        return before == 0x20 || before == 0x3A || before == 0x2F || before == 0x2E
            || (0x2460...0x2473).contains(before) || ScalarKind.isClauseEnd(before)
    }

    /// The end of a village with a name, or of a name with a village, at a position or behind a label
    /// like 姓名; none of `横湖毛阿香家的狗`.
    private func visitor(at begin: Int) -> Int? {
        let label = book.list(.voterBefore).end(scalars, at: begin, to: range.upperBound)
        let index = label ?? begin
        guard index < range.upperBound else { return nil }
        if let home = villages.first(where: { (index...index + 2).contains($0.range.lowerBound) }) {
            let start = behindPlace(home.range.upperBound)
            guard
                let end = expectedName(from: start) ?? nickAlone(from: start)
                    ?? nickTelling(from: start),
                end == range.upperBound || !book.signs(.followOthers).contains(scalars[end])
            else { return nil }
            return end
        }
        if ScalarKind.isLetter(scalars[index]) { return latinVisitor(at: index) }
        guard let end = expectedName(from: index) else { return nil }
        var next = end
        while next < range.upperBound, [0x20, 0x28, 0x2C].contains(scalars[next]) { next += 1 }
        guard next > end else { return opensSentence(index) && tells(end) ? end : nil }
        return villages.first { $0.range.lowerBound == next }?.range.upperBound
    }

    /// `Mrs Wu from Huaqiao`, `Mr Chen (Qiaopu)`.
    private func latinVisitor(at index: Int) -> Int? {
        guard begins(index), let end = latinName(from: index),
            let home = villages.first(where: { $0.range.lowerBound >= end })
        else { return nil }
        let between = text.original(end..<home.range.lowerBound)
        guard end < home.range.lowerBound, between.count <= 7,
            !between.contains(where: { $0 == ";" || $0 == "." })
        else { return nil }
        var next = home.range.upperBound
        while next < range.upperBound, [0x20, 0x29, 0x2C].contains(scalars[next]) { next += 1 }
        return next
    }

    /// True behind a semicolon, a full stop or a line's end.
    private func opensSentence(_ index: Int) -> Bool {
        let before = scalars[range.lowerBound..<index].last { $0 != 0x20 }
        return before.map { Understanding.isFullStop($0) && $0 != 0x3F } ?? true
    }

    /// True where somebody's tale begins: `李大爷说公交不来`, but not who works here: `王主任说会修`.
    private func tells(_ end: Int) -> Bool {
        book.list(.tales).end(scalars, at: end, to: range.upperBound) != nil
            && !book.signs(.endOfficials).contains(scalars[end - 1])
            && !people.contains { $0.range.upperBound == end }
    }

    // MARK: - Heads

    /// `8条` alone: so many opinions.
    var opinionsAlone: Int? {
        for index in range where isFree(index) && begins(index) {
            guard let found = Numerals.counted(scalars, at: index, to: range.upperBound),
                found.length <= 3, found.end < range.upperBound, scalars[found.end] == 0x6761,  // 条
                found.end + 1 == range.upperBound || !ScalarKind.isWord(scalars[found.end + 1])
            else { continue }
            return found.value
        }
        return nil
    }

    /// How many came: `业主三人`, `三批共10人`; what is counted behind the tale is part of it.
    var visitors: Int? {
        // `接待韩大姐，家里五个人，…`: behind the clause of a name others are told of.
        let name = voterName.flatMap { end(ofWords: $0) }
        let clause = name.flatMap { end in
            (end..<range.upperBound).first { ScalarKind.isClauseEnd(scalars[$0]) }
        }
        let limit = min(beginOfTale, clause ?? range.upperBound)
        for index in range.lowerBound..<limit where isFree(index) {
            guard let found = Numerals.counted(scalars, at: index, to: limit), found.length <= 3,
                found.end < limit,
                book.personCounts.end(scalars, at: found.end, to: limit) != nil
                    || book.signs(.countPersons).contains(scalars[found.end])
            else { continue }
            return found.value
        }
        return nil
    }

    // MARK: - Names by what stands around them

    /// `老周来说宅基地`: the name that opens a record, with what the person did behind it.
    private var leadingTeller: String? {
        let colon = scalars[range].prefix(12).firstIndex(of: 0x3A)
        let start = skipSpaces(scalars, colon.map { $0 + 1 } ?? range.lowerBound, range.upperBound)
        guard let end = knownName(from: start) ?? expectedName(from: start), end < range.upperBound,
            scalars[end] == 0x6765
                || book.list(.telling).end(scalars, at: end, to: range.upperBound) != nil
        else { return nil }
        return text.original(start..<end)
    }

    /// `花桥老人徐阿公，`, `斜路葡萄户老金说`: a name with 老 or a title, a few signs behind a village.
    private func called(from start: Int) -> Range<Int>? {
        for index in start..<min(range.upperBound, start + 8) {
            guard ScalarKind.isWord(scalars[index]) else { return nil }
            let isNick = book.signs(.openGiven).contains(scalars[index])
            guard isNick || book.list(.surnames).end(scalars, at: index, to: index + 1) != nil,
                let end = nameEnd(from: index), end - index >= 2
            else { continue }
            let isTitled = (index + 1..<end).contains {
                book.list(.nameTitles).end(scalars, at: $0, to: end) == end
            }
            let isEnd =
                end == range.upperBound || !ScalarKind.isWord(scalars[end])
                || book.list(.nameStops).end(scalars, at: end, to: range.upperBound) != nil
            // The 阿根 of `老伯叫郑阿根`
            if isNick, index > start, fullName(from: index - 1) == end { return index - 1..<end }
            if isNick || isTitled, isEnd { return index..<end }
            // `桥浦的退伍军人毛学军`
            if index > start,
                book.signs(.endBearers).contains(scalars[index - 1]) || scalars[index - 1] == 0x7684
                    // 书记
                    || scalars[index - 1] == 0x8BB0 && scalars[index - 2] == 0x4E66,
                fullName(from: index) == end
            {
                return index..<end
            }
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
}
