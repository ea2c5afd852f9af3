import Casework

extension Understanding {
    /// From here on the cues say what is meant.
    static let clear = 9
    /// Below this there are hardly any cues.
    static let faint = 6

    func facts(_ range: Range<Int>) -> Facts {
        if let known = findings.facts.first(where: { $0.range == range }) { return known }
        let facts = Facts(text, range, book, today, isForVoter: asker.isVoterOnly)
        findings.facts.append(facts)
        return facts
    }

    /// What a message without a form means by its cues.
    func natural() -> Reading? {
        let whole = 0..<text.count
        let facts = facts(whole)
        let headed = headed()
        let guess = headed ?? guess(whole, facts, isWhole: true)
        if headed == nil, !isOneProblem, let reading = several(guess) { return reading }
        guard let guess else { return nil }
        if guess.action == filingCommand {
            guard asker.isVoterOnly || guess.score >= Understanding.clear else { return nil }
            let steps = filings(guess.action, whole, Arguments(guess.constants))
            let isSure = guess.isSure && looksLikeProblem(whole)
            return file(steps, isClear: isSure || tellsOfTrouble(whole))
        }
        let mayFile = asker.isVoterOnly && !asker.isInGroup && looksLikeProblem(whole)
        if guess.score < (mayFile ? Understanding.clear : Understanding.faint) { return nil }
        if composes(guess.action), let steps = composed(as: guess.action) { return settle(steps) }
        var step = step(guess, facts)
        let items = eachGroup(step, guess, facts)
        if items.count > 1 {
            return guess.isSure ? settle(items) : doubt(items[0], after: Array(items.dropFirst()))
        }
        // `我想提个建议` says nothing yet: however sure, it is asked what.
        if book.commands[guess.action]?.takesWords == true, saysNothing(words(whole)) {
            for slot in [Slot.content, .text, .title] { step.arguments[slot] = nil }
            return settle([step])
        }
        if let one = picked(step, facts) { return doubt(one) }
        if book.commands[guess.action]?.protects == true, facts.has(.openly) {
            // `不匿名了`: what protects somebody is lifted by a person.
            return settle([Step(.requestHuman)])
        }
        if guess.isSure, !isContrary(step), !mayBeNew(guess, facts) {
            return settle(eachNumber(parted(step, facts), facts))
        }
        if isProtection(guess, facts) { return settle([step]) }
        // `24日接待日改到2月30日`: what its date refuses needs no yes before.
        if namesNoDay(step, facts) { return settle([step]) }
        // `三季度的都办结`: it is shown with its numbers before anything is done.
        if step.isShownFirst, !isHeldBack(guess, facts) { return settle([step]) }
        // `今天又不亮了`, while nothing was answered yet, rates nothing.
        if guess.action == .rateMatter, asker.isVoterOnly, facts.rating == nil,
            asker.unratedMatters.isEmpty, !asker.openMatters.isEmpty, looksLikeProblem(whole),
            let filingCommand
        {
            return file(filings(filingCommand, whole, Arguments()), isClear: false)
        }
        if let reading = newOrAbout(guess, facts) { return reading }
        let steps = eachNumber(parted(step, facts), facts)
        return doubt(steps[0], after: Array(steps.dropFirst()))
    }

    /// True where a voter likely asks to be protected, and nothing lifts it: asking first would leave
    /// him unprotected until he answers, or for good.
    private func isProtection(_ guess: Guess, _ facts: Facts) -> Bool {
        asker.isVoterOnly && book.commands[guess.action]?.protects == true
            && !facts.has(.waivers) && !endsAsQuestion
            && likeness(facts.range).share(of: guess.action) ?? 0 >= Understanding.likelyProtects
    }

    private static let likelyProtects: Float = 0.4

    /// An item of the plan for each group that a list names: `…第二组视察饮用水，第三组调研乡村振兴`.
    private func eachGroup(_ step: Step, _ guess: Guess, _ facts: Facts) -> [Step] {
        guard step.action == .planActivity, step.arguments.has(.period),
            !step.arguments.has(.date)
        else { return [step] }
        let start = colon(in: facts.range).map { $0 + 1 } ?? facts.range.lowerBound
        let ends = (start..<facts.range.upperBound).filter {
            ScalarKind.isClauseEnd(text.scalars[$0])
        }
        let starts = [start] + ends.map { $0 + 1 }
        let named = zip(starts, ends + [facts.range.upperBound]).filter { $0 < $1 }
            .map { $0..<$1 }.filter { self.facts($0).group != nil }
        guard named.count > 1 else { return [step] }
        return named.map { clause in
            var item = self.step(guess, self.facts(clause))
            if !item.arguments.has(.period) {
                item.arguments[.period] = step.arguments[.period]
            }
            item.arguments[.text] = .text(text.original(clause))
            return item
        }
    }

    /// The step for the one of several that words pick out: `42和43，我只对43不满意`; nil where none does.
    private func picked(_ step: Step, _ facts: Facts) -> Step? {
        guard let declared = book.commands[step.action]?.arguments, !step.action.changesNothing,
            declared[.ref] != nil, declared[.refs] == nil, declared[.into] == nil,
            let list = facts.references.first(where: { $0.values.count > 1 }), facts.has(.narrows)
        else { return nil }
        var step = step
        let other = facts.references.last {
            $0.values.count == 1 && list.values.contains($0.values[0])
        }
        if let other { step.arguments[.ref] = .text(other.values[0]) }
        return step
    }

    /// True for `38没办结`: an order to close what is said to be open.
    private func isContrary(_ step: Step) -> Bool {
        !step.action.changesNothing && !step.numbers.isEmpty
            && step.arguments.text(.status) == "open"
    }

    /// A step for each number of a list, where the command takes one and nothing picks out one of
    /// them: `76和77两件都在打官司，不受理`, and not `42和43，只有43不满意`.
    func eachNumber(_ steps: [Step], _ facts: Facts) -> [Step] {
        guard steps.count == 1, let ref = steps[0].arguments.text(.ref),
            let declared = book.commands[steps[0].action]?.arguments,
            declared[.refs] == nil, declared[.into] == nil,
            facts.references.count == 1, let list = facts.references.first, list.values.count > 1,
            !facts.has(.narrows),
            list.values.allSatisfy({ $0 != "last" }),
            list.values[0] == ref || list.values[0].hasSuffix("-" + ref)
        else { return steps }
        let year = list.values[0].split(separator: "-").dropLast().first.map(String.init)
        return list.values.map { value in
            var step = steps[0]
            let isWhole = year == nil || value.contains("-")
            step.arguments[.ref] = .text(isWhole ? value : References.joined(year ?? "", value))
            return step
        }
    }

    /// Words that may add to a voter's open matter, or be a new one: `今天灯杆也歪了`.
    private func newOrAbout(_ guess: Guess, _ facts: Facts) -> Reading? {
        guard guess.action == .supplementMatter, asker.isVoterOnly, facts.references.isEmpty,
            let open = asker.openMatters.first, let command = filingCommand,
            let filing = filings(command, facts.range, Arguments()).first
        else { return nil }
        return .ask(
            Question(action: command, arguments: filing.arguments, wanted: .newOrAbout(open)),
            language: language
        )
    }

    private func namesNoDay(_ step: Step, _ facts: Facts) -> Bool {
        facts.impossibleDates.contains { lost in
            let words = text.original(lost)
            return [Slot.date, .fedBackOn, .since, .sendOn, .to, .due]
                .contains { step.arguments.text($0) == words }
        }
    }

    /// True where a voter's words on a matter name none, and tell of trouble at a place.
    private func mayBeNew(_ guess: Guess, _ facts: Facts) -> Bool {
        guard asker.isVoterOnly, !guess.action.changesNothing,
            book.commands[guess.action]?.arguments[.ref] != nil
        else { return false }
        guard facts.references.isEmpty, facts.first(book.lexicon.references.latest) == nil,
            !facts.places.isEmpty
        else { return false }
        let takesWords = book.commands[guess.action]?.arguments[.content] != nil
        return !takesWords || facts.has(.troubles) || facts.has(.wishes)
    }

    /// What stands before a colon names the act: `给一组发：周三视察`.
    private func headed() -> Guess? {
        let head = 0..<min(text.count, 40)
        guard let colon = head.first(where: { text.scalars[$0] == 0x3A }), colon >= 2,
            !text.scalars[..<colon].contains(where: Understanding.isFullStop),
            !ScalarKind.isDigit(text.scalars[colon - 1]),
            let guess = guess(0..<colon, facts(0..<colon)), guess.score >= Understanding.faint,
            book.commands[guess.action]?.takesWords == true, guess.action != filingCommand
        else { return nil }
        let ranking = likeness(0..<text.count)
        // The surer all words are of something else, the less a heading says.
        let isOther = ranking.sureness >= Understanding.surelyOther
        if let share = ranking.share(of: guess.action),
            share < Understanding.hardly * (isOther ? 5 : 2)
        {
            return nil
        }
        return guess
    }

    func composes(_ action: Action) -> Bool {
        book.compositions.contains { $0.action == action }
    }

    func doubt(_ step: Step, before: [Step] = [], after: [Step] = []) -> Reading {
        .ask(
            Question(
                action: step.action,
                arguments: step.arguments,
                wanted: .meaning,
                before: before,
                after: after
            ),
            language: language
        )
    }
}
