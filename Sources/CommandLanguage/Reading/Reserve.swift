import Casework

/// Words around an order that take it back, leave it open or put it into somebody else's mouth.
///
/// What an order itself says is weighed where it is guessed; this is asked of every reading that would
/// change something, forms too: `55号建议我要不要联名，容我再想想`.
extension Understanding {
    /// The reading as it is, or a question where its orders are not meant, or not yet.
    func reserved(_ reading: Reading) -> Reading {
        guard case .steps(let steps, _) = reading else { return reading }
        if let short = unfinished(steps) { return short }
        let isBroken = breaksOff
        guard
            let index = steps.firstIndex(where: {
                isReserved($0) || (isBroken && !$0.action.changesNothing)
            })
        else { return reading }
        return asking(about: index, of: steps)
    }

    /// The question about one of several steps, which the others wait for.
    func asking(
        about index: Int,
        of steps: [Step],
        wanted: Question.Wanted = .meaning
    ) -> Reading {
        .ask(
            Question(
                action: steps[index].action,
                arguments: steps[index].arguments,
                wanted: wanted,
                before: Array(steps[..<index]),
                after: Array(steps[(index + 1)...])
            ),
            language: language
        )
    }

    private func isReserved(_ step: Step) -> Bool {
        let action = step.action
        guard !action.changesNothing, action != .confirm, !Understanding.answers.contains(action)
        else { return false }
        if asker.isVoterOnly, book.commands[action]?.protects == true {
            return isDropped(action) || isUndecided(action) || endsAsQuestion
        }
        // `不同意，太久`: a no is what doubt would make of it.
        if action == .approve, step.arguments.text(.result) == "no" { return false }
        if action == .escalate, step.arguments.text(.result) == "no" { return false }
        if step.isTakingBack { return false }
        if isDoubted(action) { return true }
        // What people tell of, and what an office writes down, may hold any of these words.
        if action == filingCommand, asker.isVoterOnly {
            return isDropped(action) && !tellsOfTrouble(0..<text.count)
        }
        if book.commands[action]?.takesWords == true {
            return isDropped(action) || (isQuoted(action) && !speeches().isEmpty)
                || (colon(in: 0..<text.count) == nil && text.count <= 24 && isUndecided(action))
        }
        return isDropped(action) || isUndecided(action) || isReported(action)
            || isQuoted(action)
    }

    /// Answers to the desk's own questions, and what people send in need.
    private static let answers: Set<Action> = [.cancel, .reportEmergency]

    /// True where all words are like those on which nothing may be done.
    private func isDoubted(_ action: Action) -> Bool {
        guard !asker.isInGroup, !isPlain, !isMerged, isSentence else { return false }
        // Who was asked how he finds the answer rates it: `不满意，不要再派他们来`.
        if action == .rateMatter, !asker.unratedMatters.isEmpty, opensWithRating { return false }
        let doubt = likeness(0..<text.count).doubt
        let isTold = book.commands[action]?.takesWords == true
        guard doubt >= (isTold ? Understanding.surelyDoubted : Understanding.doubted) else {
            return false
        }
        // `跟踪6 两个班组进场` says its name and a number.
        return doubt >= Understanding.hardlyMeant || !isTold
            || facts(0..<text.count).references.isEmpty
            || !book.isNamed(action, in: text.original(0..<text.count))
    }

    private var opensWithRating: Bool {
        guard let ratings = book.lexicon.values[.rating] else { return false }
        return starts(from: 0, to: text.count).contains { start in
            start < text.count && ratings.end(text.scalars, at: start, to: text.count) != nil
        }
    }

    /// True for five signs or words at least: fewer are a command, and like nothing.
    private var isSentence: Bool {
        var words = 0
        var isInWord = false
        for value in text.scalars.prefix(80) {
            let isLetter = ScalarKind.isLetter(value)
            if ScalarKind.isHan(value) || (isLetter && !isInWord) { words += 1 }
            isInWord = isLetter
        }
        return words >= 5
    }

    /// How likely it must be that nothing may be done, for an order and for what holds free words.
    private static let doubted: Float = 0.4
    private static let surelyDoubted: Float = 0.6
    /// The same for what begins with the name of the command.
    private static let hardlyMeant: Float = 0.9

    // MARK: - Half a message

    /// What is missing where nothing stands behind a colon: `群发给三组代表：`.
    private func unfinished(_ steps: [Step]) -> Reading? {
        guard let last = steps.last, let end = lastWord(or: 0x3A), text.scalars[end] == 0x3A,
            let command = book.commands[last.action], command.takesWords
        else { return nil }
        guard !text.scalars[..<end].contains(0x3A) else { return nil }
        var step = last
        var missing: Slot?
        for (slot, argument) in command.arguments.all
        where argument.isWhole || argument.isRequired || argument.isSpread {
            // `接待记录：`
            if argument.isSpread, !step.arguments.has(slot) { missing = missing ?? slot }
            guard case .text = step.arguments[slot], Understanding.told.contains(slot) else {
                continue
            }
            step.arguments[slot] = nil
            missing = missing ?? slot
        }
        guard let missing else { return nil }
        return .ask(
            Question(
                action: step.action,
                arguments: step.arguments,
                missing: missing,
                before: Array(steps.dropLast())
            ),
            language: language
        )
    }

    /// True where more was to come: `42号满意，但是`, `把36转给`.
    private var breaksOff: Bool {
        guard let last = text.scalars.lastIndex(where: ScalarKind.isWord) else { return false }
        let words = book.list(.unfinished)
        guard text.mayHold(words) else { return false }
        return (max(0, last - 12)...last).contains {
            words.end(text.scalars, at: $0, to: text.count) == last + 1
        }
    }

    /// Slots that hold a writer's own words.
    private static let told: Set<Slot> = [
        .text, .content, .finding, .progress, .comment, .suggestion, .reason,
    ]

    /// The last word of the message, or the sign where that stands behind it.
    private func lastWord(or sign: UInt32) -> Int? {
        text.scalars.indices.last {
            ScalarKind.isWord(text.scalars[$0]) || text.scalars[$0] == sign
        }
    }

    // MARK: - Second thoughts

    /// `…算了`, `never mind`: said behind an order, and no further order after it.
    private func isDropped(_ action: Action) -> Bool {
        spots(.dropped).contains { spot in
            !says(action, in: spot.upperBound..<text.count) && !isAbout(action, spot)
        }
    }

    /// `我再想想`, `要不要`, `转城建办还是转交通所`: the writer does not know yet.
    private func isUndecided(_ action: Action) -> Bool {
        let open = spots(.undecided) + spots(.whether) + alternatives()
        return open.contains { spot in
            !isAbout(action, spot) && !says(action, in: clauseEnd(spot.upperBound)..<text.count)
        }
    }

    /// Where words of a list stand, but for those that only begin like them.
    private func spots(_ list: WordList) -> [Range<Int>] {
        let words = book.list(list)
        guard text.mayHold(words) else { return [] }
        let others = book.list(.decided)
        var found: [Range<Int>] = []
        var index = 0
        while index < text.count {
            guard let end = words.end(text.scalars, at: index, to: text.count) else {
                index += 1
                continue
            }
            let other = others.end(text.scalars, at: index, to: text.count) ?? 0
            if other < end { found.append(index..<end) }
            index = max(end, other)
        }
        return found
    }

    /// Two things of one kind with 还是 between them, and 转不转.
    private func alternatives() -> [Range<Int>] {
        var found: [Range<Int>] = []
        for spot in spots(.alternatives) where isBetween(spot) { found.append(spot) }
        guard !asker.isVoterOnly, text.count > 2 else { return found }
        for index in 0..<(text.count - 2)
        where text.scalars[index + 1] == 0x4E0D && text.scalars[index] == text.scalars[index + 2]
            && ScalarKind.isHan(text.scalars[index])
            && !book.signs(.doubledPolitely).contains(text.scalars[index])
        {
            found.append(index..<(index + 3))
        }
        // `属实不属实`, but not `问一下满意不满意`: that is what a rating is asked by.
        let ratings = book.lexicon.values[.rating]
        for index in 0..<max(0, text.count - 4)
        where text.scalars[index + 2] == 0x4E0D && ScalarKind.isHan(text.scalars[index])
            && text.scalars[index..<(index + 2)]
                .elementsEqual(text.scalars[(index + 3)..<(index + 5)])
            && ratings?.end(text.scalars, at: index, to: index + 2) == nil
        {
            found.append(index..<(index + 5))
        }
        return found
    }

    private func isBetween(_ spot: Range<Int>) -> Bool {
        let scalars = text.scalars
        let start = clauseStart(spot.lowerBound)
        let end = clauseEnd(spot.upperBound)
        var next = skipSpaces(scalars, spot.upperBound, end)
        if next < end, scalars[next] == 0x4E0D { next += 1 }  // 受理还是不受理
        guard next < end, start < spot.lowerBound else { return false }
        let before = facts(start..<spot.lowerBound)
        let after = facts(next..<end)
        if ScalarKind.isHan(scalars[next]),
            scalars[max(start, spot.lowerBound - 8)..<spot.lowerBound].contains(scalars[next])
        {
            return true
        }
        return after.units.first.map { $0.range.lowerBound <= next + 1 } == true
            && !before.units.isEmpty
            || after.references.first.map { $0.range.lowerBound <= next + 1 } == true
                && !before.references.isEmpty
            || after.dates.first.map { $0.range.lowerBound <= next + 1 } == true
                && !before.dates.isEmpty
    }

    // MARK: - Others' words

    /// `听老王讲43可以办结了`: an order that somebody else spoke of, and the writer did not give.
    private func isReported(_ action: Action) -> Bool {
        for spot in speeches() {
            let start = clauseStart(spot.lowerBound)
            let end = clauseEnd(spot.upperBound)
            let isLead =
                (spot.upperBound..<end).contains { ScalarKind.isWord(text.scalars[$0]) }
                || (end < text.count && text.scalars[end - 1] == 0x3A)
            guard isLead, !isAbout(action, spot) else { continue }
            if says(action, in: end..<text.count) || says(action, in: 0..<start) { continue }
            return true
        }
        return false
    }

    /// Where somebody is said to have said something.
    private func speeches() -> [Range<Int>] {
        var found = spots(.hearsay)
        let says = book.list(.says)
        guard text.mayHold(says) else { return found }
        let others = book.list(.others)
        var index = 0
        while index < text.count {
            let speaker =
                others.end(text.scalars, at: index, to: text.count)
                ?? book.lexicon.people.end(text.scalars, at: index, to: text.count)
                ?? nickname(at: index)
                // `农业办的人讲50号不归他们管`: what a deputy was told by a unit is what he tells.
                ?? (asker.sayers == [.staff]
                    ? book.lexicon.units.end(text.scalars, at: index, to: text.count) : nil)
            guard let speaker else {
                index += 1
                continue
            }
            // `村长昨天讲`, `my cousin says`
            let limit = min(text.count, speaker + 8)
            for start in speaker..<max(speaker, limit) {
                if ScalarKind.isClauseEnd(text.scalars[start]) { break }
                if let end = says.end(text.scalars, at: start, to: text.count) {
                    found.append(index..<end)
                    break
                }
            }
            index = speaker
        }
        return found
    }

    /// `老王`, `小陈`.
    private func nickname(at index: Int) -> Int? {
        guard book.signs(.openGiven).contains(text.scalars[index]) else { return nil }
        return book.list(.surnames).end(text.scalars, at: index + 1, to: text.count)
    }

    /// An order between quotation marks, with other words before them: `让我发一句“38号满意”`.
    private func isQuoted(_ action: Action) -> Bool {
        let marks = text.scalars.indices.filter {
            [0x22, 0x300C, 0x300D].contains(text.scalars[$0])
        }
        guard marks.count >= 2, marks[0] >= 2 else { return false }
        let outside = text.scalars[..<marks[0]].count(where: ScalarKind.isWord)
        return outside >= 2 && says(action, in: (marks[0] + 1)..<marks[1])
            && !says(action, in: 0..<marks[0])
            && !says(action, in: (marks[1] + 1)..<text.count)
    }

    // MARK: - Clauses

    /// True where a stretch by itself says that the action is meant.
    private func says(_ action: Action, in range: Range<Int>) -> Bool {
        guard range.count(where: { ScalarKind.isWord(text.scalars[$0]) }) >= 2 else { return false }
        if let guess = guess(range, facts(range)) {
            return guess.action == action && guess.score >= 6
        }
        let ranking = likeness(range)
        return ranking.best == action && ranking.sureness >= Understanding.likelyOwn
    }

    /// True where the words are the order's own: `36号算了，不反映了`.
    private func isAbout(_ action: Action, _ spot: Range<Int>) -> Bool {
        let whole = 0..<text.count
        guard let guess = guess(whole, facts(whole)), guess.action == action else { return false }
        return guess.words.contains {
            $0.lowerBound <= spot.lowerBound && $0.upperBound >= spot.upperBound
        }
    }

    private func clauseStart(_ index: Int) -> Int {
        (0..<index).last(where: endsClause).map { $0 + 1 } ?? 0
    }

    private func clauseEnd(_ index: Int) -> Int {
        (index..<text.count).first(where: endsClause).map { $0 + 1 } ?? text.count
    }

    private func endsClause(_ index: Int) -> Bool {
        let value = text.scalars[index]
        return ScalarKind.isClauseEnd(value)
            || (value == 0x2E && index + 1 < text.count && text.scalars[index + 1] == 0x20)
    }
}

extension Step {
    /// True for `不撤了`: the words that elsewhere drop an order are this one.
    var isTakingBack: Bool { action == .withdrawMatter && arguments.text(.result) == "no" }
}
