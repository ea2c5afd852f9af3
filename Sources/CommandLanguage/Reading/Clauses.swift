import Casework

/// A stretch of a message: a step, or something that belongs to the step beside it.
private enum Piece {
    case step(Step)
    case modifier([(Slot, Arguments.Value)])
}

private struct Parse {
    var pieces: [Piece]
    var score: Int
}

extension Understanding {
    /// The steps of a message that is made of forms and clauses; nil when any part fits none.
    func commands() -> [Step]? {
        let bounds = boundaries()
        var memo: [Parse??] = Array(repeating: nil, count: bounds.count)
        guard let parse = parse(bounds, 0, &memo), let steps = join(parse.pieces).map(needed),
            !steps.contains(where: cutsNumbers)
        else { return nil }
        return steps
    }

    /// True where a form took the second of two numbers for what is told: `回复9号和10号：已堵上`.
    private func cutsNumbers(_ step: Step) -> Bool {
        guard step.arguments.has(.ref) else { return false }
        return Understanding.free.contains { slot in
            guard let words = step.arguments.text(slot) else { return false }
            let told = NormalText(words)
            guard let joint = book.list(.numberJoints).end(told.scalars, at: 0, to: told.count)
            else { return false }
            let start = skipSpaces(told.scalars, joint, told.count)
            return book.lexicon.references.find(told.scalars, at: start, to: told.count) != nil
        }
    }

    /// The steps without those that ask for nothing of their own: `36号办好了，很满意` asks nothing, and
    /// `书面反馈已送到，登记一下` files nothing.
    private func needed(_ steps: [Step]) -> [Step] {
        guard steps.count > 1, !book.likeness.isEmpty, !asker.isInGroup else { return steps }
        let ranking = likeness(0..<text.count)
        guard ranking.sureness >= Understanding.mostlyOne,
            steps.contains(where: { $0.action == ranking.best })
        else { return steps }
        var steps = steps
        for index in steps.indices.reversed() where isStrayed(steps[index], ranking) {
            // `催一下水利所,36号怎么还没动静`
            let stray = steps.remove(at: index)
            for known in steps.indices where steps[known].action == ranking.best {
                carry(from: stray, to: &steps[known])
            }
        }
        return steps.filter { step in
            if step.action == ranking.best { return true }
            let isBare = step.arguments.values.isEmpty
            let isKnown = steps.contains { other in
                other.action == ranking.best && other.arguments[.ref] == step.arguments[.ref]
            }
            guard isBare || (step.action.changesNothing && isKnown) else { return true }
            return (ranking.share(of: step.action) ?? 0) >= Understanding.maybeMeant
        }
    }

    /// True for an office's words that are a voter's command by chance.
    private func isStrayed(_ step: Step, _ ranking: Likeness.Ranking) -> Bool {
        !asker.isVoterOnly && step.action != ranking.best && isVoters(step.action)
            && ranking.share(of: step.action) ?? 0 < Understanding.hardly
    }

    /// Where clauses begin; the end of the message stands last.
    private func boundaries() -> [Int] {
        var bounds = [0]
        let scalars = text.scalars
        var jointEnds: Set<Int> = []
        for index in 1..<max(1, min(scalars.count, 256)) where bounds.count < 12 {
            let value = scalars[index - 1]
            if isStop(value, before: index) || jointEnds.remove(index) != nil {
                bounds.append(index)
            }
            if let joint = book.joints.longest(scalars, at: index, to: scalars.count) {
                jointEnds.insert(joint.end)
            }
        }
        bounds.append(scalars.count)
        return bounds
    }

    /// True after a sign that may end a clause; a space does so between Chinese words.
    private func isStop(_ value: UInt32, before index: Int) -> Bool {
        let next = text.scalars[index]
        if ScalarKind.isClauseEnd(value) { return true }
        if value == 0x3001 { return !Numerals.begins(next) }
        guard value == 0x20, index >= 2, ScalarKind.isHan(next) || Numerals.begins(next) else {
            return false
        }
        return ScalarKind.isHan(next) || ScalarKind.isHan(text.scalars[index - 2])
    }

    /// The best reading from one boundary to the end.
    private func parse(
        _ bounds: [Int],
        _ first: Int,
        _ memo: inout [Parse??]
    ) -> Parse? {
        if first == bounds.count - 1 { return Parse(pieces: [], score: 0) }
        if let known = memo[first] { return known }
        var best: Parse?
        for last in (first + 1)..<bounds.count {
            let isLast = last == bounds.count - 1
            // What follows is read but once, and in vain what stands before nothing.
            guard let rest = parse(bounds, last, &memo),
                let (piece, score) = piece(bounds[first], bounds[last], isLast)
            else { continue }
            // One form for two clauses is better than two for one.
            let total = score + rest.score - (isLast ? 0 : 1)
            if let known = best,
                (known.score, -known.pieces.count) >= (total, -1 - rest.pieces.count)
            {
                continue
            }
            best = Parse(pieces: [piece] + rest.pieces, score: total)
        }
        memo[first] = .some(best)
        return best
    }

    private func piece(
        _ start: Int,
        _ limit: Int,
        _ isLast: Bool
    ) -> (Piece, Int)? {
        let isWhole = start == 0 && isLast
        var match = best(from: start, to: limit, isLast: isLast)
        if let found = match, !isWhole, !book.forms[found.form].hasWords { match = nil }
        if !isWhole, let (values, score) = modifier(start, limit), score >= (match?.score ?? 0) {
            return (.modifier(values), score)
        }
        return match.map { (.step(step($0)), $0.score) }
    }

    private func modifier(
        _ start: Int,
        _ limit: Int
    ) -> ([(Slot, Arguments.Value)], Int)? {
        let signs = SignSet(text.scalars, start..<limit)
        for begin in starts(from: start, to: limit) {
            let first = Token.first(of: text.scalars, at: begin).token
            for key in book.modifierKeys
            where key.mayBegin(with: first) && key.tokens.mayFit(signs) {
                let form = book.modifiers[key.form]
                guard !key.hasLead || mayLead(form, at: begin, to: limit),
                    matcher.fits(form, from: begin, to: limit)
                else { continue }
                let values = form.constants.map { ($0.key, $0.value) }
                return (values + matcher.captures.flatMap(\.values), matcher.score)
            }
        }
        return nil
    }

    /// Gives each step what the clauses around it say, and carries the number along.
    private func join(_ pieces: [Piece]) -> [Step]? {
        var steps: [Step] = []
        var last: Step?
        var waiting: [(Slot, Arguments.Value)] = []
        for piece in pieces {
            switch piece {
            case .step(var step):
                waiting.removeAll { add($0, to: &step) }
                carry(from: last, to: &step)
                // `47号一般般，凑合吧` rates once; two ratings of one matter are a doubt.
                if let last, last.action == step.action, let rating = step.arguments[.rating],
                    !last.arguments.has(.ref)
                        || last.arguments[.ref] == step.arguments[.ref]
                {
                    guard last.arguments[.rating] == rating else { return nil }
                    if last.arguments.has(.ref) { continue }
                    // `还行吧，2026-0019基本满意`
                    _ = steps.popLast()
                }
                // `联络站在哪里，怎么走` asks once.
                if step == last { continue }
                last = step
                steps += spread(step)
            case .modifier(let values):
                for value in values {
                    let isTaken = steps.indices.reversed().contains { add(value, to: &steps[$0]) }
                    if !isTaken { waiting.append(value) }
                }
            }
        }
        guard waiting.isEmpty else { return nil }
        let acts = steps.filter { $0.action != .greeting && $0.action != .acknowledge }
        if acts.isEmpty { return steps.first.map { [$0] } }
        return acts
    }

    /// True when the step knows the argument and did not have it.
    private func add(_ value: (Slot, Arguments.Value), to step: inout Step) -> Bool {
        let declared = book.commands[step.action]?.arguments ?? .nothing
        var value = value
        if value.0 == .refs, declared[.refs] == nil, declared[.ref] != nil,
            case .list(let list) = value.1, list.count == 1
        {
            value = (.ref, .text(list[0]))
        }
        let isKnown =
            declared[value.0] != nil || (value.0 == .dueWorkdays && declared[.due] != nil)
        guard isKnown, !step.arguments.has(value.0) else { return false }
        put(value.1, in: value.0, &step.arguments, declared)
        return true
    }

    /// One step for each number where the command takes one at a time.
    func spread(_ step: Step) -> [Step] {
        let isSpread = book.commands[step.action]?.arguments[.refs]?.isSpread == true
        return isSpread ? step.apart : [step]
    }

    func carry(from previous: Step?, to step: inout Step) {
        guard let previous, let declared = book.commands[step.action]?.arguments,
            !step.arguments.has(.ref), !step.arguments.has(.refs),
            // `…，顺便把三季度办结的归档` says which.
            !step.arguments.has(.period), !step.arguments.has(.filter)
        else { return }
        // `24号请假，…；班请林美华顶一下`
        if previous.action == .requestLeave, step.action == .swapDuty, !step.arguments.has(.date) {
            step.arguments[.date] = previous.arguments[.date]
        }
        // `王建国代表是第几组的，我要约他24号见面`
        if previous.action == .queryDeputy, declared[.deputy] != nil,
            !step.arguments.has(.deputy), let name = previous.arguments[.name],
            book.list(.meets).stand(in: text, 0..<text.count)
        {
            step.arguments[.deputy] = name
        }
        // `十二月哪天接待啊，到时候发短信叫我`
        if previous.action == .queryReception, step.action == .subscribe,
            !step.arguments.has(.topic)
        {
            step.arguments[.topic] = .text("reception")
        }
        // A number that only a form gives is of something else: 活3请假.
        guard declared[.ref]?.isOnlyGiven != true else { return }
        if let ref = previous.arguments[.ref] {
            if declared[.ref] != nil {
                step.arguments[.ref] = ref
            } else if declared[.refs] != nil, let text = previous.arguments.text(.ref) {
                step.arguments[.refs] = .list([text])
            }
        } else if let refs = previous.arguments[.refs], declared[.refs] != nil {
            step.arguments[.refs] = refs
        }
    }
}
