import Casework

extension Understanding {
    /// Free words of a voter as one problem, or several; asked back where they may be none.
    func filed() -> Reading? {
        guard asker.isVoterOnly, !asker.isInGroup, let command = filingCommand,
            looksLikeProblem(0..<text.count)
        else { return nil }
        let steps = filings(command, 0..<text.count, Arguments())
        let isLike =
            book.likeness.isEmpty || (likeness(0..<text.count).share(of: command) ?? 0) > 0.1
        return file(steps, isClear: isLike && tellsOfTrouble(0..<text.count))
    }

    /// The command that takes free words.
    var filingCommand: Action? { book.filingCommand }

    /// New matters, unless an open one may be meant or nothing says that there is a problem.
    func file(_ steps: [Step], isClear: Bool, before: [Step] = [], after: [Step] = []) -> Reading {
        guard let step = steps.first else { return .unknown(language: language) }
        let rest = Array(steps.dropFirst()) + after
        // `提个建议` says nothing yet.
        if steps.count == 1, before.isEmpty, after.isEmpty, saysNothing(words(0..<text.count)) {
            var arguments = step.arguments
            arguments[.content] = nil
            let question = Question(action: step.action, arguments: arguments, missing: .content)
            return .ask(question, language: language)
        }
        if let open = asker.openMatters.first, steps.count == 1, !isLabelled {
            return .ask(
                Question(
                    action: step.action,
                    arguments: step.arguments,
                    wanted: .newOrAbout(open),
                    before: before,
                    after: rest
                ),
                language: language
            )
        }
        let whole = 0..<text.count
        let lead = filingLead
        let isLike =
            before.isEmpty && after.isEmpty && lead >= Understanding.likelyNew && isTold(whole)
        // `要是又堵，我就撤回42`
        let depends = opensWithCondition(whole) && !facts(whole).references.isEmpty
        if isClear || isLike, !looksBack(isLike, lead), !depends {
            return settle(before + steps + after)
        }
        return .ask(
            Question(
                action: step.action,
                arguments: step.arguments,
                wanted: .meaning,
                before: before,
                after: rest
            ),
            language: language
        )
    }

    /// A stretch without stops around it.
    func words(_ range: Range<Int>) -> Range<Int> {
        let isWord = { ScalarKind.isWord(self.text.scalars[$0]) }
        guard let first = range.first(where: isWord), let last = range.last(where: isWord) else {
            return range.lowerBound..<range.lowerBound
        }
        return first..<(last + 1)
    }

    /// A whole sentence, or a few words with a place or a picture: enough to be filed by its likeness.
    func isTold(_ range: Range<Int>) -> Bool {
        guard looksLikeProblem(range) else { return false }
        var words = 0
        for index in range.prefix(80) where ScalarKind.isWord(text.scalars[index]) { words += 1 }
        return words >= 12 || place(in: range) != nil || photoMarks(range) != nil
    }

    /// How likely it is that the message is a new problem; 0 where something else is likelier.
    private var filingLead: Float {
        guard !book.likeness.isEmpty, let filing = filingCommand else { return 0 }
        let ranking = likeness(0..<text.count)
        return ranking.best == filing ? ranking.sureness : 0
    }

    /// True when an earlier report or its number is spoken of: the words may be no new matter.
    private func looksBack(_ isLike: Bool, _ lead: Float) -> Bool {
        let facts = facts(0..<text.count)
        if facts.has(.earlier) || (facts.has(.danger) && !isLike) { return true }
        // `1、` counts problems.
        let isNumbered = facts.references.contains { reference in
            reference.isMarked || reference.values.contains { $0.count > 1 }
        }
        if isNumbered { return true }
        if isLike, lead >= Understanding.surelyNew { return false }
        // `那个批了没有`: a place, a picture or a label says that it is told for the first time.
        return facts.has(.pointing) && facts.places.isEmpty && facts.photos == nil && !isLabelled
    }

    /// True when the first words say that a problem is reported: `反映…`, `report …`.
    private var isLabelled: Bool {
        starts(from: 0, to: text.count).contains {
            book.list(.fileLabels).end(text.scalars, at: $0, to: text.count) != nil
        }
    }

    /// True when something is broken, missing or wished for, or a picture came with the words.
    func tellsOfTrouble(_ range: Range<Int>) -> Bool {
        guard !book.list(.earlier).stand(in: text, range) else { return false }
        return book.list(.troubles).stand(in: text, range)
            || book.list(.wishes).stand(in: text, range)
            || photoMarks(range) != nil
    }

    /// Steps for the problems that a stretch tells of, each with the arguments known for all.
    func filings(_ action: Action, _ range: Range<Int>, _ common: Arguments) -> [Step] {
        let (head, items) = items(range)
        var shared = common
        flags(range, &shared)
        guard items.count > 1 else {
            return [filing(action, range, shared, place(in: range, reach: reach))]
        }
        // `我叫陈阿土，有三样要讲：…`
        if !head.isEmpty {
            var told = Arguments()
            describe(head, &told)
            for slot in [Slot.name, .phone] where !shared.has(slot) {
                shared[slot] = told[slot]
            }
        }
        let place = place(in: head, reach: reach) ?? placeOfAll(in: range)
        var steps: [Step] = []
        for item in items {
            let own = self.place(in: item, reach: reach) ?? place
            // `…；二是同一条弄堂的水沟…`
            let isSame = own == nil && book.list(.samePlace).stand(in: text, item)
            let before = isSame ? steps.last?.arguments.text(.place) : nil
            steps.append(filing(action, item, shared, own ?? before))
        }
        return steps
    }

    /// The place behind words like `都在`, which is where all of it is.
    private func placeOfAll(in range: Range<Int>) -> String? {
        guard let lead = book.list(.placeOfAll).first(in: text, range) else { return nil }
        return place(in: lead.range.upperBound..<range.upperBound, reach: reach)
    }

    /// How a clerk writes where something is: what a voter tells by its village, as the words say more;
    /// what an office holder files by what is named.
    var reach: PlaceReach { asker.isVoterOnly ? .name : .named }

    private func filing(
        _ action: Action,
        _ range: Range<Int>,
        _ common: Arguments,
        _ place: String?
    ) -> Step {
        var arguments = common
        arguments[.content] = .text(text.original(withoutOpening(range)))
        describe(range, &arguments)
        if !arguments.has(.place), let place { arguments[.place] = .text(place) }
        if let photos = photoMarks(range) { arguments[.photos] = photos }
        addMarks(&arguments, of: action, in: range)
        return Step(action, arguments)
    }

    /// `再报一件，斜路的抽水泵坏了` tells of a pump: what only says that there is more is left out.
    private func withoutOpening(_ range: Range<Int>) -> Range<Int> {
        guard
            let end = book.list(.additions)
                .end(text.scalars, at: range.lowerBound, to: range.upperBound),
            end < range.upperBound, ScalarKind.isClauseEnd(text.scalars[end])
        else { return range }
        let rest = trimmed((end + 1)..<range.upperBound)
        return looksLikeProblem(rest) ? rest : range
    }

    /// Sets what a writer asks for in passing: no name, no telling.
    func flags(_ range: Range<Int>, _ arguments: inout Arguments) {
        for slot in [Slot.anonymous, .confidential, .onBehalf]
        where book.lexicon.values[slot]?.stand(in: text, range) == true {
            arguments[slot] = .flag
        }
        if facts(range).isOnBehalf { arguments[.onBehalf] = .flag }
        if keepsFrom(range) { arguments[.confidential] = .flag }
    }

    /// `千万别让园长知道`, `别让他晓得是我说的`: somebody is not to know, or not who told.
    private func keepsFrom(_ range: Range<Int>) -> Bool {
        let knows = book.list(.knows)
        return facts(range).all(book.list(.keepsFrom)).contains { word in
            // `别跟我说不知道`
            guard word.range.upperBound < range.upperBound,
                text.scalars[word.range.upperBound] != 0x6211
            else { return false }
            let limit = min(range.upperBound, word.range.upperBound + 8)
            let clause = (word.range.upperBound..<limit).prefix { !isClauseEnd($0) }
            return clause.contains { index in
                guard let end = knows.end(text.scalars, at: index, to: range.upperBound) else {
                    return false
                }
                // 我 or 是
                let isMe = end < range.upperBound && [0x6211, 0x662F].contains(text.scalars[end])
                return end == range.upperBound || isClauseEnd(end) || isMe
            }
        }
    }

    /// Enough words, and none of an advertiser's.
    func looksLikeProblem(_ range: Range<Int>) -> Bool {
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
        // `路灯坏了` is enough where it says what is wrong.
        guard weight >= 6 || (weight >= 4 && tellsOfTrouble(range)) else { return false }
        return !book.spam.stand(in: text, range.prefix(500).asRange)
    }

    /// Who tells it, and what a clerk would notice in it.
    func describe(_ range: Range<Int>, _ arguments: inout Arguments) {
        let facts = facts(range)
        if !arguments.has(.phone), let phone = facts.phone {
            arguments[.phone] = .text(phone.value)
        }
        if !arguments.has(.name) {
            let isTold = arguments.has(.onBehalf) || !asker.isVoterOnly
            let told = isTold ? facts.kinName ?? facts.nameSpokenFor ?? facts.voterName : nil
            let beside =
                facts.nameBesidePhone
                ?? (facts.phone == nil && arguments.has(.phone) ? facts.trailingName : nil)
            arguments[.name] =
                (facts.name(after: .nameBefore) ?? told ?? beside ?? facts.villager ?? facts.signer)
                .map { .text($0) }
        }
        let declared = filingCommand.flatMap { book.commands[$0]?.arguments } ?? .nothing
        if declared[.topic] != nil, !arguments.has(.topic), let topic = topic(in: range) {
            arguments[.topic] = .text(topic)
        }
        if declared[.escalationRisk] != nil,
            book.lexicon.values[.escalationRisk]?.stand(in: text, range) == true
        {
            arguments[.escalationRisk] = .flag
        }
        for slot in [Slot.kind, .screeningHint] where !arguments.has(slot) {
            let declared = filingCommand.flatMap { book.commands[$0]?.arguments[slot] }
            let words = declared?.words ?? (slot == .kind ? nil : book.lexicon.values[slot])
            if let value = words.flatMap({ $0.foremost(in: text, range) }) {
                arguments[slot] = .text(value)
            }
        }
    }

    func photoMarks(_ range: Range<Int>) -> Arguments.Value? { book.photoMarks(text, range) }

    // MARK: - Several problems

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
            if both.allSatisfy({ likeness($0).sureness >= Understanding.likelyOwn }) { return both }
        }
        return []
    }

    /// How many things a word announces: `两件事`, `three problems`.
    private func announcedCount(_ word: Range<Int>) -> Int? {
        switch text.scalars[word.lowerBound] {
        case 0x4E24: 2
        case 0x4E09: 3
        default:
            text.original(word).lowercased().hasPrefix("two")
                ? 2 : text.original(word).lowercased().hasPrefix("three") ? 3 : nil
        }
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
        if let next, next.end < limit, Understanding.counted.contains(text.scalars[next.end]),
            text.scalars[index] == 0x7B2C  // 第
        {
            return nil
        }
        return next
            ?? (isFirst ? nil : book.firstItems.longest(text.scalars, at: index, to: limit))
    }

    /// What a 第二 may count: times, days, years and so on.
    private static let counted = Set("次天年期批户家栋幢名位层组村季".unicodeScalars.map(\.value))

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

    /// A stretch without separators around it.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var low = range.lowerBound
        var high = range.upperBound
        func isSeparator(_ value: UInt32) -> Bool {
            switch value {
            case 0x20, 0x0A, 0x2C, 0x3B, 0x3A, 0x3001, 0x3002: true
            default: false
            }
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
