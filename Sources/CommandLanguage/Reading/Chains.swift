import Casework

// Orders that hang together: without a sign between them, with a term or matters that they share.
extension Understanding {
    /// Where an office's next order may begin: at a number of its own without a sign before it, as in
    /// `36转水利所38转交通所`, at a word like 归档 right behind one like 办结, at one like 再通知, and for
    /// staff and units behind a semicolon.
    func chained(_ references: [Facts.Reference]) -> [Int] {
        guard !asker.isVoterOnly, text.count < 200 else { return [] }
        var cuts: [Int] = []
        let joints = book.list(.orderJoints)
        if text.mayHold(joints) {
            for index in 4..<max(4, text.count - 2) where !isAfterStop(index) {
                let isWord =
                    !ScalarKind.isLetter(text.scalars[index]) || text.scalars[index - 1] == 0x20
                if isWord, joints.end(text.scalars, at: index, to: text.count) != nil {
                    cuts.append(index)
                }
            }
        }
        if [[.staff], [.unit]].contains(asker.sayers) {
            cuts += (4..<max(4, text.count - 2)).filter { text.scalars[$0 - 1] == 0x3B }
        }
        guard let opening = references.first else { return cuts }
        cuts += numbersInChain(references) + lastOrders()
        let (firsts, nexts) = (book.list(.ordersBefore), book.list(.ordersBehind))
        guard text.mayHold(firsts), text.mayHold(nexts) else { return cuts }
        // `办结并归档：72、74`
        let begin =
            firsts.end(text.scalars, at: 0, to: text.count) != nil ? 0 : opening.range.upperBound
        for index in begin..<text.count {
            guard let end = firsts.end(text.scalars, at: index, to: text.count) else { continue }
            var start = skipSpaces(text.scalars, end, text.count)
            // `受理36转水利所`
            if index == 0 || isAfterStop(index),
                let number = references.first(where: { $0.range.lowerBound == start })
            {
                start = skipSpaces(text.scalars, number.range.upperBound, text.count)
            }
            if nexts.end(text.scalars, at: start, to: text.count) != nil, !isAfterStop(start) {
                cuts.append(start)
            }
        }
        return cuts
    }

    /// `61已电话反馈，可以办结`: what may be done now that the voter, or the station, was told; not
    /// `61等电话反馈了才可以办结`.
    private func lastOrders() -> [Int] {
        let (told, last) = (book.list(.ordersTold), book.list(.ordersLast))
        guard text.mayHold(told), text.mayHold(last),
            let first = told.first(in: text, 0..<text.count)
        else { return [] }
        let whole = facts(0..<text.count)
        guard ![WordList.conditions, .waits, .ordersAfter].contains(where: whole.has),
            !whole.has(.doubtsBefore), !asksBack
        else { return [] }
        return (first.range.upperBound..<text.count).filter { index in
            guard last.end(text.scalars, at: index, to: text.count) != nil else { return false }
            return !whole.references.contains {
                (first.range.upperBound..<index).overlaps($0.range)
            }
                && (isAfterStop(index)
                    || book.lexicon.values[.rating]?.stand(in: text, max(0, index - 4)..<index)
                        == true)
        }
    }

    func numbersInChain(_ references: [Facts.Reference]) -> [Int] {
        guard let opening = references.first else { return [] }
        let whole = facts(0..<text.count)
        // Where orders begin with their numbers, a word before a number is the last of the one before.
        let leads: [WordList] =
            starts(from: 0, to: text.count).contains(opening.range.lowerBound)
            ? [.intoBefore, .toBefore] : [.intoBefore, .toBefore, .numberLead]
        var known = opening.values
        var cuts: [Int] = []
        for (last, next) in zip(references, references.dropFirst()) {
            let start = next.range.lowerBound
            let between = last.range.upperBound..<start
            // `…。另外53号申请延期`: it opens a clause, where a cut is made already.
            let isOpening = between.last(where: isAfterStop).map { clause in
                let lead = book.list(.joiners).end(text.scalars, at: clause, to: start)
                return opens(start, from: lead ?? clause)
            }
            if !next.values.contains(where: known.contains), !isAfterStop(start),
                isOpening != true,
                between.contains(where: { ScalarKind.isHan(text.scalars[$0]) }),
                saysMore(after: next.range.upperBound),
                !leads.contains(where: { whole.isPreceded(start, by: book.list($0), within: 4) })
            {
                cuts.append(start)
            }
            known += next.values
        }
        return cuts
    }

    /// `38第四组核实，39第二组核实，核完都上会讨论`: what is said of all that went before.
    func isOfAll(_ step: Step, behind first: Step?, in range: Range<Int>) -> Bool {
        let part = facts(range)
        let isSaid = part.all(book.list(.forAll)).contains { word in
            // The 都 of `都12月4日前` is the term's, and that of `资料都齐了` the papers'.
            if let due = part.due, leads(word.range, due.range) { return false }
            let start = range.last { $0 < word.range.lowerBound && isClauseEnd($0) }
            let before = (start.map { $0 + 1 } ?? range.lowerBound)..<word.range.lowerBound
            return before.isEmpty
                || book.list(.beforeAll).end(
                    text.scalars,
                    at: before.lowerBound,
                    to: before.upperBound
                )
                    == before.upperBound
        }
        guard isSaid else { return false }
        guard let first else { return facts(range).references.isEmpty }
        let carried = step.arguments.text(.ref) ?? step.arguments.list(.refs).first
        return step.action != first.action && carried == first.arguments.text(.ref)
    }

    func carryAll(_ steps: [Step], to step: inout Step) {
        guard book.commands[step.action]?.arguments[.refs] != nil else { return }
        var all: [String] = []
        for known in steps {
            all += known.numbers.filter { $0 != "last" && !all.contains($0) }
        }
        guard all.count > 1 else { return }
        step.arguments[.ref] = nil
        step.arguments[.refs] = .list(all)
    }

    /// `1、2核实属实，转城建办`: what one clause does to several matters, as one step for what
    /// follows; nil where the two are not such.
    func run(_ last: Step, _ step: Step) -> Step? {
        var (one, other) = (last, step)
        for slot in [Slot.ref, .refs] {
            one.arguments[slot] = nil
            other.arguments[slot] = nil
        }
        guard one == other, !last.numbers.isEmpty, !step.numbers.isEmpty else { return nil }
        let more = step.numbers.filter { !last.numbers.contains($0) }
        one.arguments[.refs] = .list(last.numbers + more)
        return one
    }

    /// The term that several orders share, and the end of those that do: `…,都12月4日前回` is said of what
    /// stands before, `12月3日前:51城建办、52农业办` of all.
    var termOfAll: (slot: Slot, value: Arguments.Value, end: Int)? {
        guard !asker.isVoterOnly else { return nil }
        let whole = facts(0..<text.count)
        guard let due = whole.due, let first = whole.references.first else { return nil }
        let isAhead =
            due.range.upperBound <= first.range.lowerBound
            && colon(in: 0..<text.count).map {
                (due.range.upperBound..<first.range.lowerBound).contains($0)
            } == true
        if isAhead { return (due.slot, due.value, text.count) }
        // `都是12月4日前转的` tells of what was done.
        let behind = due.range.upperBound..<min(text.count, due.range.upperBound + 3)
        guard whole.all(book.list(.forAll)).contains(where: { leads($0.range, due.range) }),
            !behind.contains(where: { text.scalars[$0] == 0x7684 })
        else { return nil }
        return (due.slot, due.value, due.range.lowerBound)
    }

    /// True for a word like 都 right before a term, with 在, 按 or 限 between at most; the 一 of 统一 may
    /// be read as one of `一十个`.
    private func leads(_ word: Range<Int>, _ term: Range<Int>) -> Bool {
        if word.upperBound == term.lowerBound + 1 { return true }
        return word.upperBound <= term.lowerBound
            && text.scalars[word.upperBound..<term.lowerBound]
                .allSatisfy { $0 == 0x20 || book.signs(.leadTerms).contains($0) }
    }

    /// `1延期4天，2延期5天，都等材料`: the reason behind a word like 都 is that of all.
    func shareReason(among steps: inout [Step]) {
        guard !asker.isVoterOnly, steps.count > 1, let last = steps.last,
            let words = last.arguments.text(.reason),
            steps.allSatisfy({ $0.action == last.action })
        else { return }
        let said = NormalText(words, book.respelling)
        let lead = book.list(.forAll).longest(said.scalars, at: 0, to: said.count)
        guard let lead, lead.end < said.count else { return }
        let because = book.list(.reasonLeads).end(said.scalars, at: lead.end, to: said.count)
        let reason = said.original((because ?? lead.end)..<said.count)
        for index in steps.indices
        where index == steps.count - 1 || !steps[index].arguments.has(.reason) {
            steps[index].arguments[.reason] = .text(reason)
        }
    }

    func addTerm(_ term: (slot: Slot, value: Arguments.Value, end: Int), to step: inout Step) {
        guard let declared = book.commands[step.action]?.arguments,
            declared[.due] != nil || declared[.dueWorkdays] != nil,
            !step.arguments.has(.due), !step.arguments.has(.dueWorkdays)
        else { return }
        step.arguments[term.slot] = term.value
    }

    /// `2026-0101和0102办结,0103催`: a number with leading zeros is of the year said before it.
    func addYear(to step: inout Step, in range: Range<Int>) {
        guard let ref = step.arguments.text(.ref), !ref.contains("-") else { return }
        let references = facts(0..<text.count).references
        guard
            let own = references.first(where: {
                range.contains($0.range.lowerBound) && $0.values.contains(ref)
            }), text.scalars[own.range.lowerBound] == 0x30,
            let known = references.last(where: {
                $0.range.upperBound <= own.range.lowerBound && $0.values[0].contains("-")
            }), let year = known.values[0].split(separator: "-").first
        else { return }
        step.arguments[.ref] = .text(References.joined(String(year), ref))
    }

    /// `22办结 23也办结`: one step for both, where the command takes several numbers.
    func joined(_ last: Step, _ step: Step) -> Step? {
        guard last.action == step.action, !step.action.changesNothing,
            let declared = book.commands[step.action]?.arguments, declared[.refs] != nil,
            declared[.refs]?.isSpread != true
        else { return nil }
        let (known, more) = (last.numbers, step.numbers)
        var (one, other) = (last, step)
        for slot in [Slot.ref, .refs] {
            one.arguments[slot] = nil
            other.arguments[slot] = nil
        }
        guard one == other, !known.isEmpty, !more.isEmpty else { return nil }
        one.arguments[.refs] = .list(known + more.filter { !known.contains($0) })
        return one
    }
}

extension Step {
    /// The numbers of the matters that it is about.
    package var numbers: [String] { arguments.text(.ref).map { [$0] } ?? arguments.list(.refs) }

    /// A step for each of several matters.
    var apart: [Step] {
        let numbers = arguments.list(.refs)
        guard !numbers.isEmpty else { return [self] }
        return numbers.map { number in
            var one = self
            one.arguments[.refs] = nil
            one.arguments[.ref] = .text(number)
            return one
        }
    }
}
