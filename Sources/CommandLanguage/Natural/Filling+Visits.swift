import Casework

// Several records in one message.
extension Understanding {
    /// A step for each thing that was said, where each is a record of its own: `1、… 2、…`.
    ///
    /// What came of it belongs to the one beside which it stands.
    func parted(_ step: Step, _ facts: Facts) -> [Step] {
        let declared = book.commands[step.action]?.arguments ?? .nothing
        guard let content = declared[.content], content.isSpread, let lead = content.after
        else { return [step] }
        var step = step
        if step.action == book.visitCommand, !step.arguments.has(.date), !step.arguments.has(.ref) {
            step.arguments[.date] = facts.dayOfReception.map { .text($0.text) }
        }
        let body = colon(in: facts.range).map { $0 + 1 } ?? facts.range.lowerBound
        var visits = items(body..<facts.range.upperBound).items
        if visits.count < 2 || visits.contains(where: { self.facts($0).voterName == nil }) {
            visits = facts.visitorsInRow
        }
        if visits.count > 1, self.facts(visits[0]).voterName != nil,
            visits.allSatisfy({
                self.facts($0).voterName != nil || facts.endOfVisitor(in: $0) > $0.lowerBound
            })
        {
            let records = visits.map { visit(step, $0, lead, declared) }
            if records.allSatisfy({ $0.arguments.has(.content) }) { return records }
        }
        guard let found = facts.first(lead) else {
            guard let one = facts.visitorBehindHead else { return [step] }
            let record = visit(step, one, lead, declared)
            return [record.arguments.has(.content) ? record : step]
        }
        // `来了六个，说了六桩事，四桩当场答了，还有两桩登记` counts, and tells of none.
        guard !step.arguments.has(.voters) || !step.arguments.has(.opinions) else { return [step] }
        let items = items(found.range.upperBound..<facts.range.upperBound).items
        guard items.count > 1 else { return [step] }
        return items.map { item in
            var one = step
            let (words, outcome) = said(in: item, declared)
            one.arguments[.content] = .text(text.original(words))
            one.arguments[.outcome] = outcome.map { .text($0) }
            one.arguments[.answeredOnSpot] = nil
            finish(&one.arguments, of: step.action, declared, in: item)
            return one
        }
    }

    /// One visitor of several: `2.花桥老郑，机耕路坑洼`.
    private func visit(
        _ step: Step,
        _ range: Range<Int>,
        _ lead: Words,
        _ declared: Command.Declared
    ) -> Step {
        let facts = facts(range)
        var one = step
        one.arguments[.voterName] = facts.voterName.map { .text($0) }
        one.arguments[.village] = facts.villages.first.map { .text($0.value) }
        // The number of an item counts nobody.
        for slot in [Slot.content, .voters, .opinions, .answeredOnSpot, .phone, .name] {
            one.arguments[slot] = nil
        }
        let pause = range.first(where: isPause).map { $0 + 1 } ?? range.lowerBound
        let named = facts.endOfVisitor(in: range)
        let end = named > range.lowerBound ? named : pause
        let tale = named > range.lowerBound ? clause(after: named, in: range) : range
        let start =
            (facts.all(lead).first { tale.contains($0.range.lowerBound) }?.range.upperBound)
            ?? end
        var limit = range.upperBound
        if let phone = facts.phone {
            one.arguments[.phone] = .text(phone.value)
            // `…，电话13900001122` tells of nothing.
            let clause = range.last { $0 < phone.range.lowerBound && isClauseEnd($0) }
            let isLast = !(phone.range.upperBound..<limit).contains {
                ScalarKind.isWord(text.scalars[$0])
            }
            if isLast, let clause, clause > start, phone.range.lowerBound - clause <= 8 {
                limit = clause
            }
        }
        let (words, outcome) = said(in: start..<limit, declared)
        if !words.isEmpty { one.arguments[.content] = .text(text.original(words)) }
        one.arguments[.outcome] = outcome.map { .text($0) }
        finish(&one.arguments, of: step.action, declared, in: range)
        return one
    }

    /// The first clause behind a position: where one says that somebody tells something.
    private func clause(after position: Int, in range: Range<Int>) -> Range<Int> {
        let start = (position..<range.upperBound).first { ScalarKind.isWord(text.scalars[$0]) }
        guard let start else { return range }
        let end = (start..<range.upperBound).first(where: isClauseEnd) ?? range.upperBound
        return start..<end
    }

    /// `花桥吴大妈说…，桥浦老毛问…，还有一个姓李的来…`: a record for each visitor, whatever else could be read in it.
    func visits() -> Reading? {
        guard !asker.isVoterOnly, asker.sayers.contains(.deputy), let visit = book.visitCommand
        else { return nil }
        let whole = 0..<text.count
        let facts = facts(whole)
        guard facts.references.isEmpty, facts.visitorsInRow.count > 1,
            let guess = guess(whole, facts, isWhole: true), guess.action == visit, guess.isSure
        else { return nil }
        let steps = parted(step(guess, facts), facts)
        return steps.count > 1 ? settle(steps) : nil
    }
}
