import Casework

// Several problems in one message: counted, announced, or parted by words like 还有.
extension Understanding {
    /// What stands before the first problem, and each problem without its mark.
    func items(_ range: Range<Int>) -> (head: Range<Int>, items: [Range<Int>]) {
        let numbered = numberedItems(range)
        if numbered.items.count > 1 { return headed(numbered) }
        let announced = announcedItems(range, mayBeShort: false)
        if announced.items.count > 1 { return announced }
        let worded = wordedItems(range)
        return worded.items.count > 1 ? worded : announcedItems(range, mayBeShort: true)
    }

    /// A place named at the very beginning is where all of it is.
    private func headed(
        _ found: (head: Range<Int>, items: [Range<Int>])
    ) -> (head: Range<Int>, items: [Range<Int>]) {
        guard let first = found.items.first,
            let place = book.lexicon.places.first(in: text, first),
            place.range.lowerBound == first.lowerBound,
            // `三件事:1.下宅吴路灯暗 2.水沟堵`
            found.head.isEmpty
                || facts(found.head).places.isEmpty
                    && found.items.dropFirst().allSatisfy({ facts($0).places.isEmpty })
        else { return found }
        return (place.range, found.items)
    }

    /// Problems that are announced: `two problems in Dujiatou: the roof is gone, and dogs chase the kids`.
    private func announcedItems(
        _ range: Range<Int>,
        mayBeShort: Bool
    ) -> (head: Range<Int>, items: [Range<Int>]) {
        let nothing = (range.lowerBound..<range.lowerBound, [range])
        guard
            let announced = book.list(.announced).first(in: text, range.prefix(24).asRange),
            let colon = lead(behind: announced.range.upperBound, to: range.upperBound)
        else { return nothing }
        var items: [Range<Int>] = []
        var start = colon + 1
        for index in start..<range.upperBound where index > start {
            let isStop = [0x3B, 0x3002, 0x0A].contains(text.scalars[index - 1])
            let isAnd =
                text.scalars[index - 1] == 0x20 && index > 1 && text.scalars[index - 2] == 0x2C
                && book.joints.longest(text.scalars, at: index, to: range.upperBound) != nil
            guard isStop || isAnd else { continue }
            items.append(trimmed(start..<index))
            start = index
        }
        items.append(trimmed(start..<range.upperBound))
        if mayBeShort, items.count < 3, let count = announcedCount(announced.range) {
            // `三个问题:井盖丢了一个,狗没人拴,快递车开太快`, where each would be a problem by itself
            let all = (colon + 1)..<range.upperBound
            let clauses = clauses(of: all) { $0 == 0x2C || $0 == 0x3001 }
            for clauses in [clauses, sides(of: all)] where clauses.count == count {
                let isEach = clauses.allSatisfy { clause in
                    clause.count >= 4 && likeness(clause).best == filingCommand
                }
                if isEach { items = clauses }
            }
        }
        items.removeAll { item in item.count { ScalarKind.isWord(text.scalars[$0]) } < 4 }
        return items.count > 1 ? (range.lowerBound..<colon, items) : nothing
    }

    /// The sign behind which announced things are told: a colon, or the sign right behind the word.
    private func lead(behind end: Int, to limit: Int) -> Int? {
        if end < limit, [0x2C, 0x2E, 0x3002].contains(text.scalars[end]) { return end }
        return text.scalars[end..<limit].prefix(40).firstIndex(of: 0x3A)
    }

    private func clauses(
        of range: Range<Int>,
        _ isSign: (UInt32) -> Bool
    ) -> [Range<Int>] {
        text.scalars[range].split(whereSeparator: isSign).map { clause in
            let words = trimmed(clause.startIndex..<clause.endIndex)
            let joint = book.joints.end(text.scalars, at: words.lowerBound, to: words.upperBound)
            return trimmed((joint ?? words.lowerBound)..<words.upperBound)
        }.filter { !$0.isEmpty }
    }

    /// What stands on both sides of the first `and` that parts two problems.
    private func sides(of range: Range<Int>) -> [Range<Int>] {
        for index in range where index > range.lowerBound && text.scalars[index - 1] == 0x20 {
            guard ScalarKind.isLetter(text.scalars[index]),
                let end = book.joints.end(text.scalars, at: index, to: range.upperBound)
            else { continue }
            let both = [trimmed(range.lowerBound..<index), trimmed(end..<range.upperBound)]
            let isEach = both.allSatisfy {
                likeness($0).sureness >= Understanding.likelyOwn && tellsOfTrouble($0)
            }
            if isEach { return both }
        }
        return []
    }

    /// How many things a word announces: `两件事`, `three problems`.
    private func announcedCount(_ word: Range<Int>) -> Int? {
        Numerals.counted(text.scalars, at: word.lowerBound, to: word.upperBound)?.value
    }

    /// `1、… 2、…`, `①…②…`, `一、…二、…`: marks that count up from one.
    func numberedItems(_ range: Range<Int>) -> (head: Range<Int>, items: [Range<Int>]) {
        var marks: [(start: Int, end: Int)] = []
        var index = range.lowerBound
        while index < range.upperBound {
            if let end = mark(marks.count + 1, at: index, in: range) {
                marks.append((index, end))
                index = end
            } else {
                index += 1
            }
        }
        return ranges(marks, range)
    }

    private func mark(_ number: Int, at index: Int, in range: Range<Int>) -> Int? {
        let scalars = text.scalars
        if number <= 20, scalars[index] == UInt32(0x245F + number) { return index + 1 }
        var start = index
        let hasBracket = scalars[start] == 0x28
        if hasBracket { start += 1 }
        guard let found = Numerals.read(scalars, at: start, to: range.upperBound),
            found.value == number, found.length <= 2, found.end < range.upperBound
        else { return nil }
        let after = scalars[found.end]
        let isMark = hasBracket ? after == 0x29 : [0x3001, 0x2E, 0x29, 0x2C].contains(after)
        guard isMark, isFree(index, range) else { return nil }
        let end = found.end + 1
        // `1.5公里` counts, but a line may go on with a road: `3.76省道…`.
        let isLine = number > 1 && index > range.lowerBound && scalars[index - 1] == 0x0A
        if after == 0x2E, end < range.upperBound, ScalarKind.isDigit(scalars[end]), !isLine {
            return nil
        }
        return end
    }

    /// True when nothing of a word or number stands right before a position.
    private func isFree(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index > range.lowerBound else { return true }
        let before = text.scalars[index - 1]
        return !ScalarKind.isWord(before)
            || (ScalarKind.isHan(before) && !Numerals.isHanNumeral(before)
                && text.scalars[index] == 0x28)
    }

    /// `首先…其次…`, `…还有一件…`.
    private func wordedItems(_ range: Range<Int>) -> (head: Range<Int>, items: [Range<Int>]) {
        var marks: [(start: Int, end: Int)] = []
        var hasNext = false
        for index in range where index == range.lowerBound || isClauseStart(index) {
            if let first = book.firstItems.longest(text.scalars, at: index, to: range.upperBound),
                marks.isEmpty
            {
                marks.append((index, first.end))
            } else if let next = nextItem(at: index, range.upperBound, isFirst: marks.isEmpty) {
                if marks.isEmpty {
                    guard index > range.lowerBound else { continue }
                    marks.append((range.lowerBound, range.lowerBound))
                }
                marks.append((index, next.end))
                hasNext = true
            }
        }
        guard hasNext else { return (range.lowerBound..<range.lowerBound, [range]) }
        return headed(ranges(marks, range))
    }

    /// `还有一件`; after the first also another `一桩是`.
    private func nextItem(at index: Int, _ limit: Int, isFirst: Bool) -> (value: String, end: Int)?
    {
        let next = book.nextItems.longest(text.scalars, at: index, to: limit)
        // `第二次没影了` counts no problems.
        if let next, next.end < limit, book.signs(.countTime).contains(text.scalars[next.end]),
            text.scalars[index] == 0x7B2C  // 第
        {
            return nil
        }
        return next
            ?? (isFirst ? nil : book.firstItems.longest(text.scalars, at: index, to: limit))
    }

    private func isClauseStart(_ index: Int) -> Bool {
        let before = text.scalars[index - 1]
        guard before == 0x20 else {
            return ScalarKind.isClauseEnd(before) || before == 0x2E || before == 0x3A
        }
        // `next to` begins nothing: between Latin words a stop has to stand before the space.
        return !ScalarKind.isLetter(text.scalars[index]) || (index > 1 && isClauseStart(index - 1))
    }

    private func ranges(
        _ marks: [(start: Int, end: Int)],
        _ range: Range<Int>
    ) -> (head: Range<Int>, items: [Range<Int>]) {
        let nothing = range.lowerBound..<range.lowerBound
        guard let first = marks.first, marks.count > 1 else { return (nothing, [range]) }
        var items: [Range<Int>] = []
        for (index, mark) in marks.enumerated() {
            let end = index + 1 < marks.count ? marks[index + 1].start : range.upperBound
            let item = trimmed(mark.end..<max(mark.end, end))
            let weight = item.reduce(0) { $0 + (ScalarKind.isWord(text.scalars[$1]) ? 1 : 0) }
            guard weight >= 2 else { return (nothing, [range]) }
            items.append(item)
        }
        return (range.lowerBound..<first.start, items)
    }
}
