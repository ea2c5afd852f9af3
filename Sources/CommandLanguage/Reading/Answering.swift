import Casework

/// Words that answer an open question.
extension Understanding {
    func answer(_ question: Question) -> Reading {
        guard book.knows(question) else { return askedAnew(question) }
        let refused = forbidding
        if refused.orders.contains(where: { $0.action == question.action || !$0.numbers.isEmpty }),
            let reading = forbidden()
        {
            return reading
        }
        let steps = commands()
        // 不是 says here that it is another matter.
        if case .newOrAbout(let number) = question.wanted,
            let reading = newOrAbout(question, number, steps)
        {
            return reading
        }
        if let steps, steps.contains(where: { $0.action == .cancel }) {
            let about = Arguments([.what: .text(question.action.rawValue)])
            return .steps([Step(.cancel, about)], language: language)
        }
        switch question.wanted {
        case .argument(let slot): return answer(question, slot, steps)
        case .meaning:
            if isYes(steps) { return settle(question.steps) }
            if let reading = agreed(question) { return reading }
        case .newOrAbout: break
        }
        if let steps, !steps.contains(where: { $0.action == .acknowledge }) { return settle(steps) }
        let reading = read()
        return reading
    }

    /// The words have changed since, and what was asked for is no argument any more: new words are
    /// taken for what they are, else it is asked anew what was meant.
    private func askedAnew(_ question: Question) -> Reading {
        let reading = read()
        guard case .unknown = reading, book.commands[question.action] != nil else { return reading }
        let settled = settle(question.steps)
        guard case .steps = settled else { return settled }
        var asked = question
        asked.wanted = .meaning
        return .ask(asked, language: language)
    }

    /// `是`, `对的`, `1`: yes to what was asked; thanks are none.
    private func isYes(_ steps: [Step]?) -> Bool {
        if steps?.count == 1, steps?.first?.action == .confirm { return true }
        // With `1` an office looks at the first matter.
        let isDigit = text.scalars.allSatisfy {
            !ScalarKind.isWord($0) || ScalarKind.isDigit($0)
        }
        return says(.yesWords) && (asker.isVoterOnly || !isDigit)
    }

    /// `是的，千万别说`: a yes with more behind it, which takes nothing back.
    private func agreed(_ question: Question) -> Reading? {
        guard let rest = behind(.yesWords) else { return nil }
        let reading = part(rest).read()
        if let filed = agreed(question, rest, reading) { return filed }
        switch reading {
        case .steps(let steps, _):
            if steps.contains(where: { $0.action == question.action }) {
                return settle(question.steps)
            }
            if steps.allSatisfy({ Understanding.small.contains($0.action) }) {
                return settle(question.steps)
            }
            let isNo = steps.contains { $0.action == .cancel }
            return isNo ? nil : settle(question.steps + steps)
        case .ask(let other, _):
            return other.action == question.action ? settle(question.steps) : nil
        case .unknown:
            return book.holdsBack(text, rest) ? nil : settle(question.steps)
        }
    }

    /// `好的，那我说：书记拿了我们的补偿款`: a yes to whether a problem was meant, and more of it.
    ///
    /// Every word is kept, what is wrong first.
    private func agreed(_ question: Question, _ rest: Range<Int>, _ reading: Reading) -> Reading? {
        guard question.action == filingCommand, question.missing == nil,
            let told = question.arguments.text(.content)
        else { return nil }
        let said: Arguments
        switch reading {
        case .steps(let steps, _):
            guard steps.count == 1, steps[0].action == filingCommand else { return nil }
            said = steps[0].arguments
        case .ask(let other, _):
            guard other.action == filingCommand, other.missing == nil else { return nil }
            said = other.arguments
        case .unknown:
            guard !book.holdsBack(text, rest) else { return nil }
            said = Arguments()
        }
        var step = Step(question.action, question.arguments)
        for (slot, value) in said.values where !step.arguments.has(slot) {
            step.arguments[slot] = value
        }
        if part(rest).asksSecrecyAlone(0..<rest.count) {
            step.arguments[.anonymous] = .flag
            return settle(question.before + [step] + question.after)
        }
        let more = text.original(rest)
        let wasTold = book.tellsOfTrouble(told) || !tellsOfTrouble(rest)
        step.arguments[.content] = .text(wasTold ? told + "\n" + more : more + "\n" + told)
        return settle(question.before + [step] + question.after)
    }

    /// What stands behind a word of the list and a sign: the 路也坏了 of `新，路也坏了`; nil for nothing.
    private func behind(_ list: WordList) -> Range<Int>? {
        for start in starts(from: 0, to: text.count) {
            for found in book.list(list).all(text.scalars, at: start, to: text.count)
            where found.end < text.count && isClauseEnd(found.end)
                && !ScalarKind.isDigit(text.scalars[start])
            {
                let rest = words(found.end..<text.count)
                if !rest.isEmpty { return rest }
            }
        }
        return nil
    }

    /// True when a word of the list is all that was written.
    private func says(_ list: WordList) -> Bool {
        for start in starts(from: 0, to: text.count) {
            for found in book.list(list).all(text.scalars, at: start, to: text.count) {
                let rest = found.end..<text.count
                if !rest.contains(where: { ScalarKind.isWord(text.scalars[$0]) }) { return true }
                let trail = book.lexicon.trails.longest(text.scalars, at: found.end, to: text.count)
                if trail?.end == text.count { return true }
            }
        }
        return false
    }

    /// 新 or 补充: by word, by number or by the button's text.
    private func newOrAbout(
        _ question: Question,
        _ number: MatterNumber,
        _ steps: [Step]?
    ) -> Reading? {
        if says(.newWords) || mentions(.newWords, not: .aboutWords) {
            return settle(question.steps)
        }
        // `新，还有路也坏了`
        if let rest = behind(.newWords), !book.list(.aboutWords).stand(in: text, rest) {
            // `不是补充，是新的`
            return settle(question.steps + (part(rest).says(.newWords) ? [] : more(rest)))
        }
        let isNamed = steps?.first?.arguments.text(.ref).flatMap { MatterNumber($0) } == number
        let rest = behind(.aboutWords)
        guard says(.aboutWords) || isNamed || rest != nil || mentions(.aboutWords, not: .newWords)
        else { return nil }
        var arguments = Arguments([.ref: .text(number.description)])
        arguments[.content] = question.arguments[.content]
        arguments[.photos] = question.arguments[.photos]
        if let rest, !isNamed, case .text(let told) = question.arguments[.content] {
            arguments[.content] = .text(told + "\n" + text.original(rest))
        }
        return settle(question.before + [Step(.supplementMatter, arguments)] + question.after)
    }

    /// `是那件的补充`: a few words, among them one of a list and none of the other.
    private func mentions(_ list: WordList, not other: WordList) -> Bool {
        let signs = (0..<text.count).filter { ScalarKind.isWord(text.scalars[$0]) }
        return signs.count <= 7 && signs.allSatisfy { ScalarKind.isHan(text.scalars[$0]) }
            && book.list(list).stand(in: text, 0..<text.count)
            && !book.list(other).stand(in: text, 0..<text.count)
    }

    /// The steps of what is said behind an answer; free words are a problem of their own.
    private func more(_ range: Range<Int>) -> [Step] {
        let part = part(range)
        if case .steps(let steps, _) = part.read() { return steps }
        guard let filingCommand else { return [] }
        return part.filings(filingCommand, 0..<part.text.count, Arguments())
    }

    private func answer(_ question: Question, _ slot: Slot, _ steps: [Step]?) -> Reading {
        var step = Step(question.action, question.arguments)
        let isShort = recogniser(slot, question.action).map { !$0.isOpenEnded } ?? true
        if isShort, let values = typed(slot, question.action) {
            for (slot, value) in values { step.arguments[slot] = value }
            return settle(question.before + [step] + question.after)
        }
        if let steps { return settle(steps) }
        if let guess = guess(0..<text.count, facts(0..<text.count)), guess.isSure,
            guess.score >= Understanding.clear, guess.action != question.action
        {
            return settle([self.step(guess, facts(0..<text.count))])
        }
        // `接待记录：`, and then all of it: whatever is said counts.
        if book.commands[question.action]?.arguments[slot]?.isSpread == true {
            let whole = facts(0..<text.count)
            let told = self.step(Guess(asked: question.action), whole)
            for (slot, value) in told.arguments.values where !step.arguments.has(slot) {
                step.arguments[slot] = value
            }
            return settle(question.before + parted(step, whole) + question.after)
        }
        // `我是横湖的`
        if slot == .village {
            let told = self.step(Guess(asked: question.action), facts(0..<text.count))
            if told.arguments.has(slot) {
                step.arguments[slot] = told.arguments[slot]
                return settle(question.before + [step] + question.after)
            }
        }
        if Understanding.mayBeOrder.contains(slot) || question.action == .correctRecord,
            let order = orderBegun(question)
        {
            return order
        }
        guard let values = words(slot) else {
            if let reading = toldOtherwise(question, slot) { return reading }
            // An office's new order is one; a voter's other words wait for a person.
            return asker.isVoterOnly ? .unknown(language: language) : read()
        }
        for (slot, value) in values { step.arguments[slot] = value }
        if slot == .content || slot == .finding {
            step.arguments[.photos] = step.arguments[.photos] ?? photoMarks(0..<text.count)
        }
        return settle(question.before + [step] + question.after)
    }

    /// `2延期3天，等材料`, where a reason was asked for: what begins with a number or a day and is an
    /// order by itself, or names several matters, and no reason.
    private func orderBegun(_ question: Question) -> Reading? {
        let facts = facts(0..<text.count)
        let first = (0..<text.count).first { ScalarKind.isWord(text.scalars[$0]) }
        let begins = (facts.references.map(\.range) + facts.dates.map(\.range))
            .contains { $0.lowerBound == first }
        guard !asker.isVoterOnly, begins || facts.references.count > 1 else { return nil }
        switch read() {
        case .steps(let steps, let language):
            guard steps.allSatisfy({ !Understanding.telling.contains($0.action) }) else {
                return nil
            }
            return .steps(steps, language: language)
        case .ask(let other, let language):
            let numbers = other.steps.flatMap(\.numbers)
            let known = Step(question.action, question.arguments).numbers
            guard !numbers.isEmpty, Set(numbers).isDisjoint(with: known),
                !asker.roles.isDisjoint(with: [.staff, .head]),
                !Understanding.telling.contains(other.action)
            else { return nil }
            return .ask(other, language: language)
        case .unknown: return nil
        }
    }

    /// What is asked for in free words, in place of which the next order may come.
    private static let mayBeOrder: Set<Slot> = [.reason, .redirect, .whom, .about, .name]

    /// True for what names a person in a few words: `张三`, `他儿子`, `Mr Zhang`; not for `晚点我再去问`.
    private var mayBePerson: Bool {
        let whole = 0..<text.count
        let facts = facts(whole)
        let signs = whole.filter { ScalarKind.isWord(text.scalars[$0]) }
        let isLatin = signs.allSatisfy { ScalarKind.isLetter(text.scalars[$0]) }
        guard facts.references.isEmpty, signs.count <= (isLatin ? 30 : 16) else { return false }
        return !book.list(.notPersons).stand(in: text, whole)
    }

    /// What any words can be.
    private static let telling: Set<Action> = [
        .fileMatter, .submitInspectionNote, .submitReceptionRecord, .acknowledge, .greeting,
    ]

    /// `第二组`, `36申请延期到12月14日，等配件`: an answer within other words of the same order, as long as
    /// it says what was asked for.
    private func toldOtherwise(_ question: Question, _ slot: Slot) -> Reading? {
        let told = self.step(Guess(asked: question.action), facts(0..<text.count))
        // The sender's latest stands where no number is said, and is no answer.
        let isSaid =
            told.arguments.has(slot) && told.arguments.text(slot) != "last"
            || (slot == .ref && told.arguments.has(.refs))
        guard isSaid else { return nil }
        var step = Step(question.action, question.arguments)
        for (slot, value) in told.arguments.values { step.arguments[slot] = value }
        return settle(question.before + [step] + question.after)
    }

    private func recogniser(_ slot: Slot, _ action: Action) -> Recogniser? {
        Recogniser(slot, argument: nil, command: book.commands[action], words: book.lexicon.values)
    }

    /// What a slot with a shape of its own takes when it is all that was written.
    private func typed(_ slot: Slot, _ action: Action) -> [(Slot, Arguments.Value)]? {
        if let values = alone(slot, action) { return values }
        // `第二件，2号`: one number, said twice.
        guard slot == .ref, let values = alone(.refs, action), values.count == 1,
            case .list(let numbers) = values[0].1, Set(numbers).count == 1
        else { return nil }
        return [(.ref, .text(numbers[0]))]
    }

    private func alone(_ slot: Slot, _ action: Action) -> [(Slot, Arguments.Value)]? {
        guard let recogniser = recogniser(slot, action) else { return nil }
        for start in starts(from: 0, to: text.count) {
            let found = book.lexicon.candidates(recogniser, text, start, text.count, today)
            // A name that is on no list may be a command: commands are tried first.
            for found in found where found.score > 0 {
                var end = found.end
                while end < text.count, ScalarKind.isNoise(text.scalars[end]) { end += 1 }
                if let polite = book.lexicon.trails.longest(text.scalars, at: end, to: text.count) {
                    end = polite.end
                }
                while end < text.count, ScalarKind.isNoise(text.scalars[end]) { end += 1 }
                if end == text.count { return found.values }
            }
        }
        return nil
    }

    /// The whole message as the words of a slot; nil for a slot that is no words.
    private func words(_ slot: Slot) -> [(Slot, Arguments.Value)]? {
        let whole = text.original(0..<text.count)
        switch slot {
        case .place, .venue, .content, .finding, .suggestion, .text, .comment, .about, .redirect,
            .name,
            .override, .village:
            return [(slot, .text(whole))]
        case .whom: return mayBePerson ? [(slot, .text(whole))] : nil
        case .unit where text.count <= 20:
            return [(slot, .text(whole))]
        case .reason:
            return reason(whole, 0..<text.count)
        case .audience where text.count < 100:
            return [(.recipients, .text(whole))]
        default:
            return nil
        }
    }
}
