import Casework

/// What an office says is not to be done: `2先别归档`, `别催城建办`, `3不办结`, `除了2`, `5除外`.
struct Forbidding {
    /// One order that is not to be given, with the numbers that it is said of.
    struct Order {
        var action: Action
        var numbers: [String]
        var range: Range<Int>
        /// The number alone, where what follows may be another order for it: `3不要城建办了，给交通所`.
        var number: Range<Int>?
    }

    var orders: [Order] = []
    /// Numbers that an order for several leaves out, and where that is said.
    var excepted: [String] = []
    var exceptions: [Range<Int>] = []

    var isEmpty: Bool { orders.isEmpty && exceptions.isEmpty }

    var steps: [Step] {
        orders.map { order in
            // A no to more time is an answer that the unit waits for.
            if order.action == .extendDeadline, !order.numbers.isEmpty {
                var step = Step(.extendDeadline, Arguments([.result: .text("no")]))
                step.arguments[.refs] = .list(order.numbers)
                return step
            }
            var step = Step(.cancel, Arguments([.denied: .text(order.action.rawValue)]))
            if !order.numbers.isEmpty { step.arguments[.refs] = .list(order.numbers) }
            return step
        }
    }

    /// A step without the numbers that are left out of it; nil where none is left.
    func without(_ step: Step) -> Step? {
        let own = orders.filter { $0.action == step.action }.flatMap(\.numbers)
        let out = excepted + own
        guard !out.isEmpty else { return step }
        var step = step
        let known = step.numbers
        guard !known.isEmpty else {
            step.arguments[.except] = .list(out)
            return step
        }
        let kept = known.filter { !out.contains($0) }
        guard !kept.isEmpty else { return nil }
        guard kept != known else { return step }
        step.arguments[.ref] = kept.count == 1 ? .text(kept[0]) : nil
        step.arguments[.refs] = kept.count == 1 ? nil : .list(kept)
        return step
    }
}

extension Understanding {
    /// The message with what it forbids; nil where it forbids nothing.
    func forbidden() -> Reading? {
        let found = forbidding
        guard !found.isEmpty else { return nil }
        let ranges = found.orders.map(\.range) + found.exceptions
        let rest = without(ranges)
        var reading = rest.map { $0.read() }
        if let rest, found.orders.count == 1, found.exceptions.isEmpty,
            let other = instead(found.orders[0], rest)
        {
            reading = other
        }
        let refusals = found.steps
        switch reading {
        case .steps(let steps, _) where !tellsOnly(steps) && !isReason(rest, found):
            return .steps(steps.compactMap(found.without) + refusals, language: language)
        case .ask(var question, _) where mayBeMeant(question, found):
            question.after += refusals
            return .ask(question, language: language)
        case .unknown where rest?.namesMatter == true:
            return .unknown(language: language)
        default: break
        }
        if refusals.isEmpty {
            let except = Arguments([.refs: .list(found.excepted)])
            return .steps([Step(.cancel, except)], language: language)
        }
        return .steps(refusals, language: language)
    }

    /// True for `36不能办结，选民不同意`: what stands behind a no alone, and names no matter.
    private func isReason(_ rest: Understanding?, _ found: Forbidding) -> Bool {
        guard let rest, found.exceptions.isEmpty, !rest.namesMatter,
            rest.facts(0..<rest.text.count).units.isEmpty,
            let first = found.orders.map(\.range.lowerBound).min()
        else { return false }
        return !text.scalars[..<first].contains(where: ScalarKind.isWord)
    }

    private var namesMatter: Bool { !facts(0..<text.count).references.isEmpty }

    /// `给交通所` behind `3不要城建办了`: of the same number.
    private func instead(_ order: Forbidding.Order, _ rest: Understanding) -> Reading? {
        guard let number = order.number, !rest.namesMatter,
            case .ask(let bare, _) = rest.read(), bare.missing == .ref,
            let other = without([number.upperBound..<order.range.upperBound])
        else { return nil }
        let reading = other.read()
        guard case .steps(let steps, _) = reading,
            steps.contains(where: { $0.action == bare.action })
        else { return nil }
        return reading
    }

    /// True for what is said beside a refusal, and orders nothing: `等他再看看`.
    private func tellsOnly(_ steps: [Step]) -> Bool {
        let aside: Set<Action> = [
            .fileMatter, .acknowledge, .greeting, .help, .requestHuman, .cancel, .confirm,
            .submitInspectionNote, .submitReceptionRecord, .wrongNumber,
        ]
        return steps.allSatisfy { aside.contains($0.action) }
    }

    private func mayBeMeant(_ question: Question, _ found: Forbidding) -> Bool {
        guard !tellsOnly([Step(question.action)]) else { return false }
        let names = !Step(question.action, question.arguments).numbers.isEmpty
        return names || found.orders.isEmpty
    }

    private func without(_ ranges: [Range<Int>]) -> Understanding? {
        let kept = text.scalars.indices.filter { index in
            !ranges.contains { $0.contains(index) } && ScalarKind.isWord(text.scalars[index])
        }
        return kept.isEmpty ? nil : Understanding(of: self, without: ranges)
    }

    // MARK: - What is forbidden

    var forbidding: Forbidding {
        var found = Forbidding()
        let lists: [WordList] = [.forbids, .exceptBefore, .exceptAfter]
        guard whole == nil, !asker.isInGroup, !asker.roles.isDisjoint(with: [.staff, .head]),
            text.count <= 200, lists.contains(where: { text.mayHold(book.list($0)) }),
            !endsAsQuestion
        else { return found }
        let numbers = facts(0..<text.count).references
        var index = 0
        while index < text.count {
            if let except = exception(at: index, numbers) {
                found.excepted += except.numbers
                found.exceptions.append(except.range)
                index = except.range.upperBound
            } else if let order = forbiddenOrder(at: index, numbers) {
                found.orders.append(order)
                index = order.range.upperBound
            } else {
                index += 1
            }
        }
        return found
    }

    /// `除了2，` and `5除外`.
    private func exception(
        at index: Int,
        _ numbers: [Facts.Reference]
    ) -> (numbers: [String], range: Range<Int>)? {
        let limit = text.count
        if let end = book.list(.exceptBefore).end(text.scalars, at: index, to: limit),
            let number = numbers.first(where: {
                $0.range.lowerBound == skipSpaces(text.scalars, end, limit)
            })
        {
            var last = number.range.upperBound
            last = book.list(.exceptAfter).end(text.scalars, at: last, to: limit) ?? last
            return (number.values, index..<behindStop(last))
        }
        guard let number = numbers.first(where: { $0.range.lowerBound == index }) else {
            return nil
        }
        let start = skipSpaces(text.scalars, number.range.upperBound, limit)
        guard let end = book.list(.exceptAfter).end(text.scalars, at: start, to: limit),
            end == limit || !ScalarKind.isWord(text.scalars[end])
        else { return nil }
        return (number.values, index..<behindStop(end))
    }

    private func forbiddenOrder(
        at start: Int,
        _ numbers: [Facts.Reference]
    ) -> Forbidding.Order? {
        let limit = text.count
        let number = numbers.first { $0.range.lowerBound == start }
        guard number != nil || beginsClause(start), ScalarKind.isWord(text.scalars[start])
        else { return nil }
        var index = start
        if let number {
            index = number.range.upperBound
            while index < limit, !ScalarKind.isWord(text.scalars[index]) { index += 1 }
        }
        index = past(.forbidLeads, index)
        guard let no = book.list(.forbids).end(text.scalars, at: index, to: limit) else {
            return nil
        }
        index = past(.forbidLeads, no)
        guard let verb = forbiddenVerb(at: index) else { return nil }
        var (end, others) = (verb.end, [String]())
        while end < limit, let next = object(at: end, numbers, &others) { end = next }
        let isFree =
            end == limit || !ScalarKind.isWord(text.scalars[end])
            || numbers.contains { $0.range.lowerBound == end }
        // `50号不归他们管`
        let isOther = book.list(.forbidsNot).end(text.scalars, at: end, to: limit) != nil
        if !isFree, verb.isShort, end == verb.end || isOther { return nil }
        if !isFree, !opensOrder(at: end) {
            while end < limit, !ScalarKind.isClauseEnd(text.scalars[end]) { end += 1 }
        }
        // `36不重办，沟太窄`: the head says why, and that closes it.
        if verb.action == .redoMatter, asker.roles.contains(.head),
            text.scalars[end...].contains(where: ScalarKind.isWord), number != nil
        {
            return nil
        }
        return Forbidding.Order(
            action: verb.action,
            numbers: number?.values ?? others,
            range: start..<behindStop(end),
            number: verb.action == .assignMatter ? number?.range : nil
        )
    }

    private func forbiddenVerb(at index: Int) -> (action: Action, end: Int, isShort: Bool)? {
        let limit = text.count
        let verbs = book.commands[.cancel]?.arguments[.denied]?.words
        if let word = verbs?.longest(text.scalars, at: index, to: limit),
            let action = Action(rawValue: word.value)
        {
            return (action, word.end, word.end - index == 1)
        }
        // `不要城建办了`; but helpers are taken away by an order of its own.
        if let unit = book.lexicon.units.longest(text.scalars, at: index, to: limit),
            !book.list(.coAfter).stand(in: text, unit.end..<min(limit, unit.end + 6)),
            !book.list(.coBefore).stand(in: text, unit.end..<min(limit, unit.end + 6))
        {
            return (.assignMatter, unit.end, false)
        }
        return nil
    }

    private func object(
        at index: Int,
        _ numbers: [Facts.Reference],
        _ others: inout [String]
    ) -> Int? {
        let limit = text.count
        if let end = book.list(.forbidTrails).end(text.scalars, at: index, to: limit) { return end }
        if let unit = book.lexicon.units.longest(text.scalars, at: index, to: limit) {
            return unit.end
        }
        // `别催2`, but `2不归档，3归档` goes on with another.
        if others.isEmpty, let number = numbers.first(where: { $0.range.lowerBound == index }),
            number.range.upperBound == limit
                || !ScalarKind.isWord(text.scalars[number.range.upperBound])
        {
            others = number.values
            return number.range.upperBound
        }
        return nil
    }

    private func opensOrder(at index: Int) -> Bool {
        [WordList.unitBefore, .ordersBehind].contains {
            book.list($0).end(text.scalars, at: index, to: text.count) != nil
        }
    }

    private func past(_ list: WordList, _ start: Int) -> Int {
        var index = start
        while let end = book.list(list).end(text.scalars, at: index, to: text.count) { index = end }
        return index
    }

    private func behindStop(_ start: Int) -> Int {
        var index = start
        while index < text.count, !ScalarKind.isWord(text.scalars[index]) { index += 1 }
        return index
    }

    /// True where nothing stands before, or a sign that ends a clause.
    private func beginsClause(_ index: Int) -> Bool {
        var before = index - 1
        while before >= 0, text.scalars[before] == 0x20 { before -= 1 }
        guard before >= 0 else { return true }
        return ScalarKind.isClauseEnd(text.scalars[before])
    }
}
