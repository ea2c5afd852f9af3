import Casework

/// A message whose sentences are orders of their own, each read by itself.
///
/// A number that opens a clause opens a wish, and so does a word like 另外: `33不予受理，个人纠纷；34受理`.
/// A form would take all that follows for its reason, so this is asked before any form is.
extension Understanding {
    /// The steps of all parts; nil where the message is of one piece.
    func apart() -> Reading? {
        guard !asker.hasPendingConfirmation, !asker.isInGroup, !facts(0..<text.count).has(.keptOn)
        else { return nil }
        if let reading = opened() { return reading }
        let (all, numbered) = cuts()
        guard !all.isEmpty else { return nil }
        var parts = parts(all)
        if parts.count <= numbered.count, numbered.count < all.count {
            // `43去看过了，还有一堆没运走`: the first words alone were none.
            let fewer = self.parts(numbered)
            if fewer.count > parts.count { parts = fewer }
        }
        if parts.count == 1 { return parts[0].isJoined ? parts[0].reading : nil }
        for index in parts.indices { fill(&parts[index]) }
        guard mayBeSeveral(parts),
            !zip(parts, parts.dropFirst()).contains(where: isOneself)
        else { return nil }
        return merged(parts)
    }

    /// `签到，横湖。接待2人…`, `退订提醒。36号进展告诉我一下`: a short order of no free words, and another
    /// behind it, in which a voter names a matter.
    private func opened() -> Reading? {
        guard let stop = text.scalars.prefix(14).firstIndex(where: Understanding.isFullStop),
            text.scalars[stop] != 0x3F, stop + 6 < text.count
        else { return nil }
        let behind = (stop + 1)..<text.count
        guard !asker.isVoterOnly || facts(behind).references.contains(where: \.isMarked) else {
            return nil
        }
        let first = piece(0..<(stop + 1))
        guard mayStand(first), let step = steps(first).last, !step.action.changesNothing,
            let command = book.commands[step.action], !command.takesWords,
            // `申请延期。件号2026-0068。理由：…` goes on.
            command.arguments.sought[.ref] == nil, command.arguments.sought[.refs] == nil
        else { return nil }
        let rest = piece(behind)
        let ranking = likeness(behind)
        // `报到!文化礼堂这边` says where.
        if let place = facts(behind).places.first,
            behind.count(where: { ScalarKind.isWord(text.scalars[$0]) }) < place.range.count + 4
        {
            return nil
        }
        guard mayStand(rest), let other = steps(rest).first, other.action != step.action,
            ranking.best == other.action, ranking.sureness >= Understanding.likelyOwn
        else { return nil }
        return merged([first, rest])
    }

    private func parts(_ cuts: [Int]) -> [Part] {
        var parts: [Part] = []
        for (start, end) in zip([0] + cuts, cuts + [text.count]) {
            let part = piece(start..<end)
            guard !parts.isEmpty else {
                parts.append(part)
                continue
            }
            fill(&parts[parts.count - 1])
            let last = parts[parts.count - 1]
            if let again = sameAgain(part, last) {
                parts.append(again)
            } else if mayStand(part), mayStand(last), !holds(last, start), !lacks(last, part),
                !addsOn(part, last)
            {
                parts.append(part)
            } else if let same = likewise(part, last) {
                parts[parts.count - 1] = same
            } else {
                // What is no wish by itself belongs to the one before it.
                parts[parts.count - 1] = Part(range: last.range.lowerBound..<end)
            }
        }
        return parts
    }

    /// True for `催一下水利所,36号怎么还没动静`, an order without a number and one that is only asked about
    /// behind it; and for what only asks where no sign parts it from the next.
    private func lacks(_ last: Part, _ part: Part) -> Bool {
        guard let step = steps(last).last, !asker.isVoterOnly else { return false }
        // `77号查了一下，跟那件69讲的是同一段沟`: with no sign between, what only asks is no wish.
        if step.action.changesNothing { return !isAfterStop(part.range.lowerBound) }
        guard let declared = book.commands[step.action]?.arguments.sought,
            declared[.ref] != nil || declared[.refs] != nil,
            !step.arguments.has(.ref), !step.arguments.has(.refs)
        else { return false }
        return steps(part).allSatisfy(\.action.changesNothing)
    }

    /// True for `刚才那条没写完，接着说，水是从二楼漏下来的`: trouble without a place, told behind what is added to
    /// a matter, is added as well.
    func addsOn(_ part: Part, _ last: Part) -> Bool {
        asker.isVoterOnly && steps(last).last?.action == .supplementMatter
            && steps(part).allSatisfy {
                $0.action == filingCommand || $0.action == .reportEmergency
            }
            && facts(part.range).places.isEmpty
    }

    /// True for what a comma parts from the words behind a colon: they may hold any number, and so may
    /// any words where no sign parts it from them.
    func holds(_ part: Part, _ start: Int) -> Bool {
        guard let action = steps(part).last?.action, book.commands[action]?.takesWords == true
        else { return false }
        guard let step = steps(part).last, Understanding.told.contains(where: step.arguments.has)
        else { return false }
        if !isAfterStop(start) || text.scalars[start - 1] == 0x3B && !begins(start) { return true }
        guard colon(in: part.range) != nil else { return false }
        let sign = text.scalars[..<start].last { $0 != 0x20 }
        return sign == 0x2C
            && book.list(.joiners).end(text.scalars, at: start, to: text.count) == nil
    }

    /// What holds any words, further orders among them.
    private static let told: [Slot] = [.text, .content, .finding, .progress, .about, .comment]

    /// True where a number or a word like 另外 opens what follows.
    private func begins(_ start: Int) -> Bool {
        book.list(.joiners).end(text.scalars, at: start, to: text.count) != nil
            || facts(0..<text.count).references.contains { opens($0.range.lowerBound, from: start) }
    }

    /// `催一下水利所的33，还有环保所的29`: a number and a unit alone, behind an order that has both.
    private func sameAgain(_ part: Part, _ last: Part) -> Part? {
        guard !asker.isVoterOnly, var step = steps(last).last, !step.action.changesNothing,
            step.arguments.has(.ref), step.arguments.has(.unit),
            book.commands[step.action]?.takesWords != true
        else { return nil }
        let facts = facts(part.range)
        guard facts.references.count == 1, facts.units.count == 1 else { return nil }
        let known = [facts.references[0].range, facts.units[0].range]
        let joiner = book.list(.joiners)
            .end(text.scalars, at: part.range.lowerBound, to: part.range.upperBound)
        let others = ((joiner ?? part.range.lowerBound)..<part.range.upperBound).filter { index in
            ScalarKind.isWord(text.scalars[index]) && text.scalars[index] != 0x7684  // 的
                && !known.contains { $0.contains(index) }
        }
        guard others.isEmpty else { return nil }
        step.arguments[.unit] = .text(facts.units[0].value)
        step.arguments[.coUnits] = nil
        let steps = facts.references[0].values.map { number in
            var one = step
            one.arguments[.ref] = .text(number)
            return one
        }
        return Part(range: part.range, reading: .steps(steps, language: language), isJoined: true)
    }

    /// `…，37也一起交过去`: the same with another number as well.
    private func likewise(_ part: Part, _ last: Part) -> Part? {
        guard mayStand(last), var step = steps(last).last, !step.action.changesNothing,
            book.list(.likewise).stand(in: text, part.range),
            namesAnother(part.range, after: last.range),
            let declared = book.commands[step.action]?.arguments
        else { return nil }
        let numbers = facts(part.range).references.flatMap(\.values)
        let known = step.numbers
        guard !known.isEmpty else { return nil }
        var all = Array(steps(last).dropLast())
        if declared[.refs] != nil {
            step.arguments[.ref] = nil
            step.arguments[.refs] = .list(known + numbers)
            all.append(step)
        } else {
            for number in known + numbers {
                step.arguments[.refs] = nil
                step.arguments[.ref] = .text(number)
                all.append(step)
            }
        }
        return Part(
            range: last.range.lowerBound..<part.range.upperBound,
            reading: .steps(all, language: language),
            isJoined: true
        )
    }

    /// True where the parts want different things, or the same with different matters.
    private func mayBeSeveral(_ parts: [Part]) -> Bool {
        let steps = parts.flatMap(steps)
        guard let first = steps.first else { return false }
        guard steps.allSatisfy({ $0.action == first.action }) else { return true }
        // Problems are counted where they are filed, and what is asked of several is asked once.
        guard !first.action.changesNothing, first.action != filingCommand,
            // `0070和0068重复了，以0068为主，把0070合并进来`
            book.commands[first.action]?.arguments[.into] == nil
        else { return false }
        return zip(parts, parts.dropFirst()).allSatisfy { one, next in
            namesAnother(next.range, after: one.range)
        }
    }

    func steps(_ part: Part) -> [Step] {
        switch part.reading {
        case .steps(let steps, _): steps
        case .ask(let question, _) where question.missing == .ref: question.steps
        case .ask, .unknown, nil: []
        }
    }

    struct Part {
        var range: Range<Int>
        /// Nil for what was put together and is not read yet: of a message of one wish nobody asks.
        var reading: Reading?
        /// True where it was put together of two.
        var isJoined = false
    }

    /// Reads a part that was put together, where it is not read yet.
    private func fill(_ part: inout Part) {
        if part.reading == nil { part.reading = piece(part.range).reading }
    }

    func piece(_ range: Range<Int>) -> Part {
        var low = range.lowerBound
        // `还有` says that there is more, and nothing about it.
        if let end = book.list(.additions).end(text.scalars, at: low, to: range.upperBound) {
            low = end
        }
        // The 并 of `办结并归档`
        if !asker.isVoterOnly, low + 1 < range.upperBound, text.scalars[low] == 0x5E76,
            book.list(.ordersBehind).end(text.scalars, at: low + 1, to: range.upperBound) != nil
        {
            low += 1
        }
        var high = range.upperBound
        while low < high, ScalarKind.isNoise(text.scalars[low]) { low += 1 }
        while high > low, [0x20, 0x2C, 0x3B, 0x3002].contains(text.scalars[high - 1]) { high -= 1 }
        return Part(range: range, reading: part(low..<high).read())
    }

    /// Where a clause begins that may be a wish of its own.
    func cuts() -> (all: [Int], numbered: [Int]) {
        let limit = min(text.count, 512)
        guard limit > 4 else { return ([], []) }
        var cuts: [Int] = []
        var numbered: [Int] = []
        let joiners = book.list(.joiners)
        let stop = (2..<limit).first { isAfterStop($0) || text.scalars[$0 - 1] == 0x3001 }
        guard stop != nil || !asker.isVoterOnly else { return ([], []) }
        let references = facts(0..<text.count).references
        let chained = chained(references) + learntTurns(isSure: true)
        guard let first = [stop, chained.min()].compactMap({ $0 }).min() else { return ([], []) }
        // `1.… 2.…` counts the points of one message.
        let items = numberedItems(0..<text.count).items
        let isCounted =
            items.count > 1
            && (asker.isVoterOnly
                || !items.allSatisfy { item in
                    // `①64归档 ②65归档`
                    references.contains { $0.range.lowerBound == item.lowerBound }
                })
        let asks = asksBack
        for index in first..<limit
        where cuts.count < 8
            && (chained.contains(index) || isAfterStop(index)
                || text.scalars[index - 1] == 0x3001
                    && joiners.end(text.scalars, at: index, to: text.count) != nil)
        {
            let isNumbered =
                !isCounted && (chained.contains(index) || isNumbered(index, references))
            if isNumbered { numbered.append(index) }
            if isNumbered || asks && isLastSentence(index)
                || joiners.end(text.scalars, at: index, to: text.count) != nil
                    && !hardlyTurns(at: index)
            {
                cuts.append(index)
            }
        }
        return (cuts, numbered)
    }

    /// True where the last of several sentences begins: `…，意见5条。我下个月哪天值班？`.
    private func isLastSentence(_ index: Int) -> Bool {
        guard let stop = text.scalars[..<index].last(where: { $0 != 0x20 }),
            Understanding.isFullStop(stop), stop != 0x3B, stop != 0x3F
        else { return false }
        let last = text.scalars[index...].lastIndex(where: ScalarKind.isWord) ?? text.count - 1
        return !text.scalars[index...last].contains(where: Understanding.isFullStop)
    }

    /// True right behind `,` `;` `.` and the like, where words stand before.
    func isAfterStop(_ index: Int) -> Bool {
        var before = index - 1
        let next = text.scalars[index]
        guard next != 0x20 else { return false }
        if text.scalars[before] == 0x20 { before -= 1 }
        guard before > 0 else { return false }
        let value = text.scalars[before]
        // `[图片]2026-0062答复：…`
        if ScalarKind.isClauseEnd(value) || value == 0x5D { return true }
        let isApart = before < index - 1
        // `36转水利所.38催一下`
        if value == 0x2E { return isApart || ScalarKind.isHan(text.scalars[before - 1]) }
        return isApart && (ScalarKind.isHan(value) || ScalarKind.isHan(next))
    }

    /// True where a clause has a number of its own, after another that was said before.
    private func isNumbered(_ start: Int, _ references: [Facts.Reference]) -> Bool {
        let known = references.filter { $0.range.lowerBound < start }.flatMap(\.values)
        guard !known.isEmpty,
            let next = references.first(where: { $0.range.lowerBound >= start }),
            // `34并到30 30转城建办`
            !next.values.contains(where: known.contains)
                || !asker.isVoterOnly && next.range.lowerBound == start
        else { return false }
        let position = next.range.lowerBound
        if saysMore(after: next.range.upperBound), opens(position, from: start) { return true }
        // `Close 41. Extend 42 to 20 December`
        let isSentence = text.scalars[..<start].last { $0 != 0x20 }.map { sign in
            Understanding.isFullStop(sign) || sign == 0x2E
        }
        return isSentence == true
            && !text.scalars[start..<position].contains(where: Understanding.isFullStop)
    }

    /// True where only polite words, or one like 把, stand between a clause's begin and a position.
    func opens(_ position: Int, from start: Int) -> Bool {
        guard position <= start + 8 else { return false }
        let leads = book.list(.numberLead)
        return starts(from: start, to: text.count).contains { begin in
            begin == position
                || leads.end(text.scalars, at: begin, to: position).map {
                    skipSpaces(text.scalars, $0, position) == position
                } == true
        }
    }

    /// True where words stand behind a number, before the clause ends.
    func saysMore(after index: Int) -> Bool {
        text.scalars[index...].prefix { !ScalarKind.isClauseEnd($0) }.contains(
            where: ScalarKind.isWord
        )
    }

    /// True for a part that was surely read, and says more than thanks.
    private func mayStand(_ part: Part) -> Bool {
        // `2026-0039 再补充…`: a number alone asks for nothing beside other words.
        guard part.range.count == text.count || !isNumberAlone(part.range),
            !saysNothing(trimmed(part.range))
        else { return false }
        if isNegated(part) || isTermAlone(part) { return false }
        return switch part.reading {
        case .steps(let steps, _):
            steps.allSatisfy { !Understanding.small.contains($0.action) && $0.action != .cancel }
                && !steps.contains { $0.action == filingCommand && asksSecrecyAlone(part.range) }
        // `29签收，不过工期紧，申请延到20日`: the number stands before.
        case .ask(let question, _):
            question.missing == .ref && (part.range.lowerBound > 0 || leadsNext(part))
                || question.wanted == .meaning && !asker.isVoterOnly
                    && !facts(part.range).references.isEmpty && !facts(part.range).units.isEmpty
        case .unknown, nil: false
        }
    }

    /// True for the 办结 of `办结并归档：72、74`: an office's order whose numbers stand with the next.
    private func leadsNext(_ part: Part) -> Bool {
        let end = part.range.upperBound
        return !asker.isVoterOnly && end < text.count && !isAfterStop(end) && part.range.count <= 6
    }

    /// True for the `10 working days` of `42 to transport office, 10 working days`: a term and nothing else
    /// belongs to the order before it.
    private func isTermAlone(_ part: Part) -> Bool {
        guard part.range.count < text.count, let step = steps(part).first else { return false }
        return step.action == .assignMatter && !step.arguments.values.isEmpty
            && step.arguments.values.keys.allSatisfy { [.due, .dueWorkdays].contains($0) }
    }

    /// True for `38不归档`: a no right behind the number, where the order is not one that says no.
    func isNegated(_ part: Part) -> Bool {
        guard !asker.isVoterOnly, let step = steps(part).last, !step.action.changesNothing,
            let number = facts(part.range).references.first,
            let declared = book.commands[step.action]?.arguments,
            declared[.ref] != nil || declared[.refs] != nil,
            ![Slot.redirect, .rating, .result].contains(where: { declared[$0] != nil })
        else { return false }
        let start = skipSpaces(text.scalars, number.range.upperBound, part.range.upperBound)
        return start < part.range.upperBound && book.signs(.noes).contains(text.scalars[start])
    }

    /// True for `Please keep my name out of it, but …`, which tells of nothing by itself.
    func asksSecrecyAlone(_ range: Range<Int>) -> Bool {
        let words = range.count { ScalarKind.isWord(text.scalars[$0]) }
        guard let found = secrecyAsked(in: range) else { return false }
        let rest = words - found.count { ScalarKind.isWord(text.scalars[$0]) }
        guard ScalarKind.isLetter(text.scalars[found.lowerBound]) else { return rest <= 6 }
        return rest <= 14 || rest <= 40 && !tellsOfTrouble(beside: found, in: range)
    }

    /// True where a stretch names a trouble outside of some of its words.
    func tellsOfTrouble(beside found: Range<Int>, in range: Range<Int>) -> Bool {
        let troubles = book.list(.troubles)
        return troubles.stand(in: text, range.lowerBound..<found.lowerBound)
            || troubles.stand(in: text, found.upperBound..<range.upperBound)
    }

    /// `42号邻居自己修好了，撤掉，…`: what is to be done with a matter is done once.
    private func isSaidAgain(_ step: Step, by last: Step?) -> Bool {
        guard asker.isVoterOnly, let last else { return false }
        return last.action == step.action && !step.action.changesNothing
            && !step.numbers.isEmpty && last.numbers == step.numbers
            && step.action != .supplementMatter
    }

    func merged(_ parts: [Part]) -> Reading? {
        var steps: [Step] = []
        var doubt: (step: Int, wanted: Question.Wanted)?
        let term = termOfAll
        var last: Step?
        for part in parts {
            var own = self.steps(part)
            if own.isEmpty, let question = question(part) {
                doubt = (steps.count + question.before.count, question.wanted)
                own = question.steps
            }
            guard !own.isEmpty else { return nil }
            for (index, var step) in own.enumerated() {
                if step.arguments.text(.ref) == "last", let known = steps.last,
                    known.arguments.has(.ref)
                {
                    step.arguments[.ref] = nil
                }
                addYear(to: &step, in: part.range)
                if isOfAll(step, behind: index > 0 ? own[0] : nil, in: part.range) {
                    carryAll(steps, to: &step)
                }
                if index == 0, let both = checked(steps, part) { last = both }
                carry(from: last, to: &step)
                last = index > 0 ? last.flatMap { run($0, step) } ?? step : step
                if let term, part.range.lowerBound < term.end { addTerm(term, to: &step) }
                if isLeaveAlready(step, by: steps.last) || isSaidAgain(step, by: steps.last) {
                    continue
                }
                // `办结并归档：72、74`
                if steps.count == 1, steps[0].numbers.isEmpty, leadsNext(parts[0]) {
                    carry(from: step, to: &steps[0])
                }
                if let last = steps.last, let both = joined(last, step) {
                    steps[steps.count - 1] = both
                } else if step != steps.last {
                    steps.append(step)
                }
            }
        }
        guard steps.count > 1 || parts.count > 1 && steps.first?.arguments.has(.refs) == true
        else { return nil }
        isMerged = true
        shareReason(among: &steps)
        guard let doubt, steps.indices.contains(doubt.step) else { return settle(steps) }
        let doubted = steps[doubt.step]
        // The number that one part lacks may stand with another.
        if case .argument(let slot) = doubt.wanted,
            doubted.arguments.has(slot) || slot == .ref && doubted.arguments.has(.refs)
                || slot == .refs && doubted.arguments.has(.ref)
        {
            return settle(steps)
        }
        return asking(about: doubt.step, of: steps, wanted: doubt.wanted)
    }

    /// `1属实，2属实，转城建办`: what is ordered in a clause of its own is ordered for all of which it was
    /// found out.
    private func checked(_ steps: [Step], _ part: Part) -> Step? {
        guard !asker.isVoterOnly, part.range.lowerBound > 1, isAfterStop(part.range.lowerBound),
            facts(part.range).references.isEmpty, steps.count > 1,
            steps.allSatisfy({ $0.action == .verifyMatter && !$0.numbers.isEmpty })
        else { return nil }
        return steps.dropFirst().reduce(steps[0]) { run($0, $1) ?? $1 }
    }
}
