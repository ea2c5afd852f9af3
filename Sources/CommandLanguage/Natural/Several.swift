import Casework

// Two wishes or more in one message, each in clauses of its own.
extension Understanding {
    /// Two or more different wishes in one message, each in clauses of its own.
    func several(_ whole: Guess?) -> Reading? {
        let clauses = clauses()
        guard clauses.count > 1 else { return nil }
        var parts: [(guess: Guess?, range: Range<Int>)] = []
        if let whole, absorbs(whole.action) { return nil }
        for clause in clauses {
            // Notes and records hold whatever follows in them.
            if let known = parts.last?.guess, absorbs(known.action), !opensAnother(clause, known) {
                let start = parts[parts.count - 1].range.lowerBound
                parts[parts.count - 1].range = start..<clause.upperBound
                continue
            }
            let facts = facts(clause)
            if !asker.isVoterOnly, let last = parts.last, last.guess != nil,
                !self.facts(last.range).references.isEmpty || self.facts(last.range).isMatterNamed
            {
                facts.isMatterNamed = true
            }
            let guess = guess(clause, facts).flatMap { guess in
                isClear(guess, clause) && (!facts.isMatterNamed || isPlain(guess, clause, facts))
                    ? guess : nil
            }.flatMap { guess in
                // A further sentence of one problem is no problem of its own.
                guess.action == filingCommand && !begins(clause, with: .joiners) ? nil : guess
            }
            if !parts.isEmpty, saysNothing(trimmed(clause)) {
                // `…护栏松了，也帮忙看看`
                parts[parts.count - 1].range =
                    parts[parts.count - 1].range.lowerBound..<clause.upperBound
                continue
            }
            if let last = parts.last, let known = last.guess,
                book.commands[known.action]?.arguments[.at]?.isSending == true,
                sending(self.facts(last.range.lowerBound..<clause.upperBound)) != nil,
                guess?.action.changesNothing != true
            {
                // `12月24号接待提醒，明天下午三点发给所有订阅的选民`
                parts[parts.count - 1].range = last.range.lowerBound..<clause.upperBound
            } else if let last = parts.last, belongs(clause, to: last.guess, guess) {
                parts[parts.count - 1].range = last.range.lowerBound..<clause.upperBound
            } else if let guess, !guess.action.changesNothing, !asker.isVoterOnly,
                let last = parts.last,
                last.guess?.action.changesNothing == true, facts.references.isEmpty,
                facts.units.isEmpty, text.scalars[clause.lowerBound - 1] == 0x2C
            {
                // `供电所超期件，正式督办`
                parts[parts.count - 1] = (guess, last.range.lowerBound..<clause.upperBound)
            } else if let guess, let last = parts.last, last.guess == nil, asker.isVoterOnly,
                isTold(clause, in: guess), !isPlacedTrouble(last.range)
            {
                // `腿摔了出不了门，预约代表来我家坐坐`
                parts[parts.count - 1] = (guess, last.range.lowerBound..<clause.upperBound)
            } else if let guess, guess.action.changesNothing, let last = parts.last,
                !asker.isVoterOnly,
                last.guess?.action.changesNothing == true, !begins(clause, with: .joiners),
                text.scalars[clause.lowerBound - 1] == 0x2C,
                // `三季度的台账导出来，汇总也出一份`
                !book.list(.alsoWords).stand(in: text, clause) || guess.action == last.guess?.action
                    || !isSaid(guess, clause)
            {
                // `三季度各村收了多少条，列个数`
                parts[parts.count - 1].range = last.range.lowerBound..<clause.upperBound
            } else if let guess, Understanding.small.contains(guess.action), let last = parts.last,
                last.guess == nil || last.guess?.action == filingCommand
            {
                // `建议装个除颤仪，教大家怎么用`, `路灯坏了，谢谢`
                parts[parts.count - 1].range = last.range.lowerBound..<clause.upperBound
            } else if let guess, let last = parts.last, last.guess?.action == guess.action,
                !namesAnother(clause, after: last.range, guess.action)
            {
                parts[parts.count - 1].range = last.range.lowerBound..<clause.upperBound
                if guess.score > last.guess?.score ?? 0 { parts[parts.count - 1].guess = guess }
            } else if let last = parts.last, let known = last.guess, asker.isVoterOnly,
                isTold(clause, in: known)
            {
                parts[parts.count - 1].range = last.range.lowerBound..<clause.upperBound
            } else if let guess, let last = parts.last, last.guess == nil, parts.count > 1,
                givesReason(guess.action)
            {
                // `53签收,但闸门要定做,申请延到12月25日`
                parts[parts.count - 1] = (guess, last.range.lowerBound..<clause.upperBound)
            } else if guess == nil, let last = parts.last?.guess, isBare(last.action) {
                parts.append((nil, clause))
            } else if guess == nil, let last = parts.last {
                let isApart =
                    last.guess?.action.changesNothing == true
                    && Understanding.isFullStop(text.scalars[clause.lowerBound - 1])
                if last.guess == nil || (!isApart && !isNew(clause, after: last.guess)) {
                    parts[parts.count - 1].range = last.range.lowerBound..<clause.upperBound
                } else {
                    parts.append((nil, clause))
                }
            } else {
                parts.append((guess, clause))
            }
        }
        if !asker.isVoterOnly {
            for index in parts.indices.dropFirst().reversed() where parts[index].guess == nil {
                let start = parts[index - 1].range.lowerBound
                parts[index - 1].range = start..<parts[index].range.upperBound
                parts.remove(at: index)
            }
        }
        // Whoever calls for help tells of nothing else: `大水冲进村了，一楼都淹了，救命`.
        if asker.isVoterOnly,
            let call = parts.first(where: { $0.guess?.action == .reportEmergency }),
            parts.allSatisfy({ part in
                part.guess.map { $0.action == .reportEmergency || $0.action == filingCommand }
                    ?? true
            })
        {
            parts = [(call.guess, 0..<text.count)]
        }
        // What no clause says by itself, several may say together: `我想24号过来，给我约一个`.
        for index in parts.indices where parts[index].guess == nil {
            let range = parts[index].range
            parts[index].guess = guess(range, facts(range)).flatMap {
                isClear($0, range) ? $0 : nil
            }
        }
        parts.removeAll { $0.guess.map { Understanding.small.contains($0.action) } ?? false }
        if parts.count > 1, asker.isVoterOnly,
            parts[0].guess.map({ $0.action == filingCommand }) ?? true,
            asksSecrecyAlone(parts[0].range)
        {
            parts[1].range = parts[0].range.lowerBound..<parts[1].range.upperBound
            parts.removeFirst()
        }
        return join(own(parts))
    }

    /// The parts that are wishes of their own, where all words together are clearly one wish's: what
    /// is hardly meant, neither by them nor by its own words, belongs to the part beside it.
    ///
    /// `52号不是说办结了吗？怎么办的我都不知道`, `一天到晚嘀嘀响，烦死了，这些短信不要再发了`
    private func own(
        _ parts: [(guess: Guess?, range: Range<Int>)]
    ) -> [(guess: Guess?, range: Range<Int>)] {
        let ranking = likeness(0..<text.count)
        guard parts.count > 1, let best = ranking.best, ranking.sureness >= Understanding.mostlyOne
        else { return parts }
        var kept: [(guess: Guess?, range: Range<Int>)] = []
        var start: Int?
        for (index, part) in parts.enumerated() {
            let action = part.guess?.action ?? filingCommand
            let isProblem = index == 0 && part.guess == nil && isPlacedTrouble(part.range)
            let isHardly =
                !isProblem && part.guess == nil && ranking.sureness >= Understanding.surelyOne
                && action.flatMap(ranking.share) ?? 0 < Understanding.hardly
            // `38催，资料都齐了，归档`: an order with its number is one, however little is said of it.
            let isOrder =
                !asker.isVoterOnly && part.guess?.isSure == true
                && facts(part.range).references.first.map { number in
                    let clause = (number.range.upperBound..<part.range.upperBound).prefix {
                        !isClauseEnd($0)
                    }
                    return number.range.lowerBound == part.range.lowerBound
                        && (1...2).contains(clause.count)
                } == true
            if let action, action != best, !isProblem, !isOrder,
                isHardly && !begins(part.range, with: .joiners)
                    || !isOwn(action, part.range, parts.map(\.range), ranking)
            {
                if kept.isEmpty {
                    start = start ?? part.range.lowerBound
                } else {
                    let range = kept[kept.count - 1].range
                    kept[kept.count - 1].range = range.lowerBound..<part.range.upperBound
                }
            } else {
                kept.append((part.guess, (start ?? part.range.lowerBound)..<part.range.upperBound))
                start = nil
            }
            if index == parts.count - 1, kept.isEmpty { return parts }
        }
        return kept
    }

    /// True for `横湖的垃圾没人收一个礼拜了，我24号上午来站里当面讲`: a problem at a place, told first.
    private func isPlacedTrouble(_ range: Range<Int>) -> Bool {
        asker.isVoterOnly && !facts(range).places.isEmpty && isTold(range)
            && book.list(.troubles).stand(in: text, range) && facts(range).references.isEmpty
    }

    private func isOwn(
        _ action: Action,
        _ range: Range<Int>,
        _ all: [Range<Int>],
        _ whole: Likeness.Ranking
    ) -> Bool {
        if begins(range, with: .joiners), range.lowerBound > 0,
            ScalarKind.isClauseEnd(text.scalars[range.lowerBound - 1])
        {
            return true
        }
        if all.contains(where: { $0 != range && namesAnother(range, after: $0) }) { return true }
        // `翻台账才发现，54跟49是同一个坑，并到49`: its own words alone would be something.
        if whole.sureness >= Understanding.surelyOne,
            whole.share(of: action) ?? 0 < Understanding.barely, facts(range).references.isEmpty
        {
            return false
        }
        // `…,老人家讲没什么不满意的` asks for no list.
        if !asker.isVoterOnly, action.changesNothing, whole.sureness >= Understanding.surelyOne,
            whole.share(of: action) ?? 0 < Understanding.hardly * 5
        {
            return false
        }
        // `…，11月24日上午八点半，发给订阅的选民`
        if !asker.isVoterOnly, whole.sureness >= Understanding.surelyOne,
            whole.share(of: action) ?? 0 < whole.sureness / Understanding.odds,
            facts(range).references.isEmpty,
            text.scalars[max(0, range.lowerBound - 1)] == 0x2C
        {
            return false
        }
        let clause = likeness(range)
        if clause.best == action, clause.sureness >= Understanding.likelyOwn { return true }
        return (whole.share(of: action) ?? 0) >= Understanding.maybeMeant
    }

    /// `;` `。` `!` `?` or a line's end.
    static func isFullStop(_ value: UInt32) -> Bool {
        switch value {
        case 0x3B, 0x3002, 0x21, 0x3F, 0x0A: true
        default: false
        }
    }

    /// The same but for `;` and a line's end, behind which a heading may stand.
    static func endsSentence(_ value: UInt32) -> Bool {
        isFullStop(value) && value != 0x3B && value != 0x0A
    }

    /// What is said beside a wish, and is none.
    static let small: Set<Action> = [.greeting, .acknowledge, .wrongNumber, .help]

    /// True for what follows a comma in a wish that says what it is about: `约代表，下次接待日`.
    private func isTold(_ clause: Range<Int>, in guess: Guess) -> Bool {
        let declared = book.commands[guess.action]?.arguments ?? .nothing
        return text.scalars[clause.lowerBound - 1] == 0x2C && !begins(clause, with: .joiners)
            && declared.all.contains { $0.argument.isWhole }
    }

    /// True for where a voter is sent, behind a refusal, and for secrecy that is asked for behind a filing.
    private func belongs(_ clause: Range<Int>, to last: Guess?, _ guess: Guess?) -> Bool {
        let facts = facts(clause)
        if let last, book.commands[last.action]?.arguments[.redirect] != nil {
            return facts.references.isEmpty && told(facts) != nil
        }
        guard let guess, asker.isVoterOnly, last == nil || last?.action == filingCommand else {
            return false
        }
        return guess.action == .setAnonymity && facts.references.isEmpty
    }

    private func givesReason(_ action: Action) -> Bool {
        !asker.isVoterOnly && book.commands[action]?.arguments[.reason] != nil
    }

    /// True for an office's order that takes a number and nothing else: what is told behind it belongs
    /// to what follows.
    private func isBare(_ action: Action) -> Bool {
        guard !asker.isVoterOnly, !action.changesNothing, let command = book.commands[action]
        else { return false }
        return command.arguments.all.allSatisfy { [.ref, .refs, .topic].contains($0.slot) }
    }

    /// True for a sentence behind a note or a reply that is an order of its own: `…。另外24号我请假`,
    /// `50号已修好。51号申请延到12月4日`.
    private func opensAnother(_ clause: Range<Int>, _ known: Guess) -> Bool {
        guard Understanding.isFullStop(text.scalars[clause.lowerBound - 1]) else { return false }
        let facts = facts(clause)
        let isNumbered = facts.references.first.map { $0.range.lowerBound <= clause.lowerBound + 1 }
        guard begins(clause, with: .joiners) || isNumbered == true,
            let guess = guess(clause, facts), guess.action != known.action
        else { return false }
        return guess.isSure && isClear(guess, clause) && isSaid(guess, clause)
            && !absorbs(guess.action)
    }

    /// True for an office holder's act whose words may be any sentences.
    private func absorbs(_ action: Action) -> Bool {
        !asker.isVoterOnly && book.commands[action]?.takesWords == true
    }

    /// True for a clause that may be a matter of its own.
    ///
    /// What follows a word on a known matter belongs to it, unless it begins with 另外 or so.
    private func isNew(_ clause: Range<Int>, after guess: Guess? = nil) -> Bool {
        guard asker.isVoterOnly, looksLikeProblem(clause), tellsOfTrouble(clause),
            clause.count(where: { ScalarKind.isWord(text.scalars[$0]) }) >= 6
        else { return false }
        guard let guess, !Understanding.small.contains(guess.action) else { return true }
        if begins(clause, with: .joiners) || tellsAnother(clause) { return true }
        let declared = book.commands[guess.action]?.arguments ?? .nothing
        // What follows a comma gives a reason; what follows a booking says what it is about.
        let isApart = clause.lowerBound > 0 && text.scalars[clause.lowerBound - 1] != 0x2C
        return isApart && declared[.ref] == nil && !declared.all.contains(where: \.argument.isWhole)
    }

    /// True for `斜路还有一件，水泵房门锁坏了`, `横湖新出了个事`: something else at a place.
    private func tellsAnother(_ clause: Range<Int>) -> Bool {
        guard let place = facts(clause).places.first, place.range.lowerBound == clause.lowerBound
        else { return false }
        return (place.range.upperBound...min(place.range.upperBound + 1, clause.upperBound))
            .contains { book.nextItems.end(text.scalars, at: $0, to: clause.upperBound) != nil }
    }

    private func begins(_ clause: Range<Int>, with list: WordList) -> Bool {
        book.list(list).end(text.scalars, at: clause.lowerBound, to: clause.upperBound) != nil
    }

    /// Cues enough; more of them for a voter's clause that only a comma parts from the rest.
    private func isClear(_ guess: Guess, _ clause: Range<Int>) -> Bool {
        let least = guess.action.changesNothing ? Understanding.faint : Understanding.clear
        guard guess.score >= least else { return false }
        let start = clause.lowerBound
        guard asker.isVoterOnly, isWeak(start), !begins(clause, with: .joiners) else { return true }
        guard guess.isSure, isSaid(guess, clause) else { return false }
        let references = facts(clause).references
        // `36满意，42催一催`: a number of its own opens a wish of its own.
        if let first = references.first, first.range.lowerBound <= start + 1 { return true }
        return guess.score >= Understanding.clear + 3
            && book.commands[guess.action]?.takesWords != true
            && (guess.action != .queryStatus || !references.isEmpty)
    }

    /// True for a clause that is an order of its own without the number that stands before it.
    private func isPlain(_ guess: Guess, _ clause: Range<Int>, _ facts: Facts) -> Bool {
        !facts.references.isEmpty
            || (guess.isSure && guess.score >= Understanding.clear + 3 && isSaid(guess, clause))
    }

    /// True when the words of a clause alone are likest to what was said for the guess.
    private func isSaid(_ guess: Guess, _ clause: Range<Int>) -> Bool {
        guard !book.likeness.isEmpty else { return true }
        let ranking = likeness(clause)
        return ranking.best == guess.action || (ranking.share(of: guess.action) ?? 1) > 0.3
    }

    /// True after a comma, and after an `and`.
    private func isWeak(_ start: Int) -> Bool {
        start > 0
            && (text.scalars[start - 1] == 0x2C
                || book.joints.end(text.scalars, at: start, to: text.count) != nil)
    }

    /// True when a clause speaks of other matters than the part before, in an act that takes one.
    private func namesAnother(
        _ clause: Range<Int>,
        after last: Range<Int>,
        _ action: Action
    ) -> Bool {
        let declared = book.commands[action]?.arguments ?? .nothing
        guard declared[.ref] != nil, declared[.refs] == nil else { return false }
        return namesAnother(clause, after: last)
    }

    /// The same for any act.
    func namesAnother(_ clause: Range<Int>, after last: Range<Int>) -> Bool {
        let numbers = Set(facts(clause).references.flatMap(\.values))
        let known = Set(facts(last).references.flatMap(\.values))
        return !numbers.isEmpty && !known.isEmpty && numbers.isDisjoint(with: known)
    }

    private func join(_ parts: [(guess: Guess?, range: Range<Int>)]) -> Reading? {
        let known = parts.compactMap { $0.guess?.action }
        let hasFiling = parts.contains { $0.guess == nil && isNew($0.range) }
        let isRepeated = zip(parts, parts.dropFirst()).contains { one, next in
            guard let action = next.guess?.action, one.guess?.action == action else { return false }
            return namesAnother(next.range, after: one.range, action)
        }
        guard Set(known).count + (hasFiling ? 1 : 0) >= 2 || isRepeated else { return nil }
        var steps: [Step] = []
        var unsure: Int?
        var last: Step?
        for part in parts {
            if let guess = part.guess, guess.action != filingCommand {
                var step = composed(guess, part.range) ?? step(guess, facts(part.range))
                // `2026-0046催一催，另外再补一张照片`: the matter at hand, not the latest.
                if step.arguments.text(.ref) == "last", last?.arguments.has(.ref) == true,
                    facts(part.range).first(book.lexicon.references.latest) == nil
                {
                    step.arguments[.ref] = nil
                }
                carry(from: last, to: &step)
                if isLeaveAlready(step, by: last) { continue }
                last = step
                if !guess.isSure, !isSurely(guess, part.range) { unsure = unsure ?? steps.count }
                steps += eachNumber([step], facts(part.range))
            } else if let command = filingCommand, part.guess != nil || isNew(part.range) {
                let constants = Arguments(part.guess?.constants ?? [:])
                steps += filings(command, trimmed(part.range), constants)
            }
        }
        guard steps.count > 1 else { return nil }
        guard let unsure else { return settle(steps) }
        return doubt(
            steps[unsure],
            before: Array(steps[..<unsure]),
            after: Array(steps[(unsure + 1)...])
        )
    }

    /// True for `24号去不了，不参加接待`: who asks for leave says that already.
    func isLeaveAlready(_ step: Step, by last: Step?) -> Bool {
        last?.action == .requestLeave && step.action == .confirmAttendance
            && step.arguments[.attending] == .text("false")
            && (!step.arguments.has(.date) || step.arguments[.date] == last?.arguments[.date])
    }

    /// True for an office's order that all words are like, and none holds back.
    private func isSurely(_ guess: Guess, _ range: Range<Int>) -> Bool {
        let ranking = likeness(0..<text.count)
        return !asker.isVoterOnly && ranking.best == guess.action
            && ranking.sureness >= Understanding.surelyOne && !isHeldBack(guess, facts(range))
    }

    /// A part of the message taken apart as a note or a record, where its guess is one.
    private func composed(_ guess: Guess, _ range: Range<Int>) -> Step? {
        guard composes(guess.action), range.count < text.count else { return nil }
        let start = skipSpaces(text.scalars, range.lowerBound, range.upperBound)
        return part(start..<range.upperBound).composed(as: guess.action)?.first
    }

    /// Stretches that may each be a wish: sentences, and clauses after words like `另外`.
    private func clauses() -> [Range<Int>] {
        var starts = [0]
        let scalars = text.scalars
        let limit = min(text.count, 1024)
        let joints = book.joints
        let joiners = book.list(.joiners)
        var index = 1
        while index < limit, starts.count < 12 {
            let before = scalars[index - 1]
            let isAnd =
                before == 0x20
                && joints.end(scalars, at: index, to: text.count) != nil
            let isStop = Understanding.isFullStop(before)
            let isComma = before == 0x2C || before == 0x20
            let isJoined =
                joiners.end(scalars, at: index, to: text.count) != nil
                && (isComma || (ScalarKind.isHan(scalars[index]) && index - (starts.last ?? 0) > 6))
            if isStop || isJoined || isAnd || before == 0x2C { starts.append(index) }
            index += 1
        }
        return starts.indices.compactMap { index in
            let end = index + 1 < starts.count ? starts[index + 1] : text.count
            let range = starts[index]..<end
            return range.contains { ScalarKind.isWord(scalars[$0]) } ? range : nil
        }
    }
}
