import Casework

extension Understanding {
    /// Free words of a voter as one problem, or several; nil when they look like none.
    func filings() -> [Step]? {
        guard asker.isVoterOnly, !asker.isInGroup,
            let command = book.order.first(where: { book.commands[$0]?.takesFreeText == true }),
            looksLikeProblem(0..<text.count)
        else { return nil }
        return filings(command, 0..<text.count, Arguments())
    }

    /// Steps for the problems that a stretch tells of, each with the arguments known for all.
    func filings(_ action: Action, _ range: Range<Int>, _ common: Arguments) -> [Step] {
        let (head, items) = items(range)
        var shared = common
        flags(range, &shared)
        guard items.count > 1 else {
            return [filing(action, range, shared, place(in: range))]
        }
        let place = place(in: head)
        return items.map { item in filing(action, item, shared, self.place(in: item) ?? place) }
    }

    private func filing(
        _ action: Action,
        _ range: Range<Int>,
        _ common: Arguments,
        _ place: String?
    ) -> Step {
        var arguments = common
        arguments[.content] = .text(text.original(range))
        if !arguments.has(.place), let place { arguments[.place] = .text(place) }
        if let photos = photoMarks(range) { arguments[.photos] = photos }
        return Step(action, arguments)
    }

    /// Sets what a writer asks for in passing: no name, no telling.
    func flags(_ range: Range<Int>, _ arguments: inout Arguments) {
        for slot in [Slot.anonymous, .confidential]
        where book.lexicon.values[slot]?.first(in: text.scalars, range) != nil {
            arguments[slot] = .flag
        }
    }

    /// Enough words, and none of an advertiser's.
    private func looksLikeProblem(_ range: Range<Int>) -> Bool {
        var weight = 0
        var isInWord = false
        for index in range.prefix(200) {
            let value = text.scalars[index]
            if ScalarKind.isHan(value) { weight += 1 }
            if ScalarKind.isLetter(value) {
                if !isInWord { weight += 2 }
                isInWord = true
            } else {
                isInWord = false
            }
        }
        guard weight >= 6 else { return false }
        return book.spam.first(in: text.scalars, range.prefix(500).asRange) == nil
    }

    /// A place of the list, or one said after `在` that ends like a place.
    func place(in range: Range<Int>) -> String? {
        if let found = book.lexicon.places.first(in: text.scalars, range) { return found.value }
        for index in range.prefix(300) {
            guard
                let lead = book.placeLeads.longest(text.scalars, at: index, to: range.upperBound)
            else { continue }
            let start = skipSpaces(text.scalars, lead.end, range.upperBound)
            guard start < range.upperBound else { return nil }
            let recogniser = Recogniser(slot: .place, shape: .name(.place))
            let limit = range.upperBound
            let found = book.lexicon.candidates(recogniser, text, start, limit, today)
            if let shortest = found.last, case .text(let words) = shortest.values[0].1 {
                return words
            }
        }
        return nil
    }

    /// How many picture marks stand in a stretch; nil for none.
    func photoMarks(_ range: Range<Int>) -> Arguments.Value? {
        var count = 0
        var index = range.lowerBound
        while index < range.upperBound {
            if let mark = book.lexicon.photoMarks.longest(
                text.scalars,
                at: index,
                to: range.upperBound
            ) {
                count += 1
                index = mark.end
            } else {
                index += 1
            }
        }
        return count == 0 ? nil : .number(count)
    }

    // MARK: - Several problems

    /// What stands before the first problem, and each problem without its mark.
    private func items(_ range: Range<Int>) -> (head: Range<Int>, items: [Range<Int>]) {
        let numbered = numberedItems(range)
        if numbered.items.count > 1 { return numbered }
        return wordedItems(range)
    }

    /// `1、… 2、…`, `①…②…`, `一、…二、…`: marks that count up from one.
    private func numberedItems(_ range: Range<Int>) -> (head: Range<Int>, items: [Range<Int>]) {
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
            found.value == number, found.digits.count <= 2, found.end < range.upperBound
        else { return nil }
        let after = scalars[found.end]
        let isMark = hasBracket ? after == 0x29 : [0x3001, 0x2E, 0x29, 0x2C].contains(after)
        guard isMark, isFree(index, range) else { return nil }
        let end = found.end + 1
        if after == 0x2E, end < range.upperBound, ScalarKind.isDigit(scalars[end]) { return nil }
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
            } else if let next = book.nextItems.longest(
                text.scalars,
                at: index,
                to: range.upperBound
            ) {
                if marks.isEmpty {
                    guard index > range.lowerBound else { continue }
                    marks.append((range.lowerBound, range.lowerBound))
                }
                marks.append((index, next.end))
                hasNext = true
            }
        }
        guard hasNext else { return (range.lowerBound..<range.lowerBound, [range]) }
        var found = ranges(marks, range)
        // A place named at the very beginning is where all of it is.
        if let first = found.items.first, found.head.isEmpty,
            let place = book.lexicon.places.first(in: text.scalars, first),
            place.range.lowerBound == first.lowerBound
        {
            found.head = place.range
        }
        return found
    }

    private func isClauseStart(_ index: Int) -> Bool {
        let before = text.scalars[index - 1]
        return ScalarKind.isClauseEnd(before) || before == 0x20 || before == 0x2E
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
            guard weight >= 3 else { return (nothing, [range]) }
            items.append(item)
        }
        return (range.lowerBound..<first.start, items)
    }

    /// A stretch without separators around it.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var low = range.lowerBound
        var high = range.upperBound
        func isSeparator(_ value: UInt32) -> Bool {
            [0x20, 0x0A, 0x2C, 0x3B, 0x3A, 0x3001, 0x3002].contains(value)
        }
        while low < high, isSeparator(text.scalars[low]) { low += 1 }
        while high > low, isSeparator(text.scalars[high - 1]) { high -= 1 }
        return low..<high
    }
}

extension Collection where Element == Int {
    /// The range of a run of positions.
    var asRange: Range<Int> {
        guard let first, count > 0 else { return 0..<0 }
        return first..<(first + count)
    }
}
