internal import Casework
internal import CommandLanguage
internal import Messages
internal import Store

// What a voter says of an answer instead of rating it: nobody may close the matter unread.
extension Hearing {
    /// What is said of an answer that waits for its rating, and is none: `只亮了两天又不亮了`.
    ///
    /// The clerk reads it at once, and the sender how to rate.
    func remark(
        _ reading: Reading,
        _ text: String,
        from asker: Asker
    ) throws -> Gathered? {
        let unrated = try openMatters(of: asker.person).filter(\.awaitsRating)
        let matter: Matter?
        switch reading.unlessChance(desk.phrasebook, text) {
        case .steps(let steps, _):
            guard steps.count == 1, let one = unrated.first else { return nil }
            matter = isRemark(steps[0], text, on: one) ? one : nil
        case .unknown: matter = desk.phrasebook.tellsOfAnswer(text) ? unrated.first : nil
        case .ask(let question, _):
            guard question.before.isEmpty, question.after.isEmpty else { return nil }
            switch (question.wanted, question.action) {
            case (.newOrAbout(let number), _):
                guard desk.phrasebook.tellsOfAnswer(text) else { return nil }
                matter = unrated.first { $0.number == number }
            case (.argument(.rating), .rateMatter):
                guard question.arguments.has(.comment) else { return nil }
                let ref = question.arguments.text(.ref)
                matter = unrated.first { $0.number.description == ref } ?? unrated.first
            case (.meaning, .urgeMatter), (.meaning, .rateMatter): matter = unrated.first
            default: matter = nil
            }
        }
        guard let matter, unrated.count == 1 || reading.isNewOrAbout(matter.number),
            signs(of: text) <= Hearing.longestDetail, try !isOfItsOwn(text, beside: matter)
        else { return nil }
        return Gathered(
            [addition(of: text, to: matter.number)],
            said: text,
            language: reading.language,
            mayBeNew: Question(
                action: .fileMatter,
                arguments: Arguments([.content: .text(text)]),
                wanted: .newOrAbout(matter.number)
            ),
            offer: .ratingOrNew
        )
    }
    /// `谢谢，亮了` is more than thanks, and `城建办来骂人了，我不反映了，撤回` more than an order that comes too
    /// late.
    private func isRemark(_ step: Step, _ text: String, on matter: Matter) -> Bool {
        switch step.action {
        case .acknowledge: return desk.phrasebook.tellsOfAnswer(text)
        case .withdrawMatter:
            let ref = step.arguments.text(.ref) ?? "last"
            let isMeant =
                ref == "last" || MatterNumber(ref) == matter.number
                || Int(ref) == matter.number.serial
            return isMeant && !step.arguments.has(.result) && !step.arguments.has(.what)
                && !matter.state.allows(.withdraw) && signs(of: text) > Hearing.bareOrder
        default: return false
        }
    }

    /// How long an order is that says nothing but itself.
    private static let bareOrder = 8

    // MARK: - Back after a withdrawal

    /// `不对，只清了一半`, soon after the sender has taken a matter back: it goes on, with what was said.
    func comeback(_ reading: Reading, _ text: String, from asker: Asker) throws -> Reading? {
        guard isVoter(asker), !message.isForwarded,
            case .matter(let number) = conversation.touched, let at = conversation.touchedAt,
            now.seconds(since: at) < Conversation.questionSeconds,
            let matter = try session.matter(number), matter.state == .withdrawn,
            matter.owner == asker.person?.id, desk.phrasebook.regrets(text),
            try !isOfItsOwn(text, beside: matter)
        else { return nil }
        if case .steps(let steps, _) = reading,
            steps.contains(where: {
                !Hearing.withOwn.contains($0.action) || $0.arguments.has(.result)
            })
        {
            return nil
        }
        let ref = Arguments.Value.text(number.description)
        var steps = [Step(.withdrawMatter, Arguments([.ref: ref, .result: .text("no")]))]
        if signs(of: text) > Hearing.bareOrder || desk.phrasebook.tellsOfAnswer(text) {
            steps.append(addition(of: text, to: number))
        }
        return .steps(steps, language: reading.language)
    }

    // MARK: - A matter that has ended

    /// How long an ended matter may still be meant.
    private static let endedSeconds: Int64 = 60 * 86_400

    /// `我那个鸡场的事怎么还没人管`, of a matter that has ended: how it ended, and not another one urged.
    func ended(_ reading: Reading, _ text: String, by asker: Asker) throws -> Reading? {
        let step: Step
        switch reading {
        case .steps(let steps, _):
            guard steps.count == 1 else { return nil }
            step = steps[0]
        case .ask(let question, _): step = Step(question.action, question.arguments)
        case .unknown: return nil
        }
        guard isVoter(asker), step.action == .urgeMatter, !text.contains(where: \.isNumber),
            let person = asker.person
        else { return nil }
        let open = try openMatters(of: person)
        var query = MatterQuery()
        query.owner = person.id
        query.newestFirst = true
        query.limit = 12
        let all = try session.matters(query).filter { matter in
            matter.endedAt.map { now.seconds(since: $0) < Hearing.endedSeconds } ?? true
        }
        guard all.count > open.count else { return nil }
        let known = try all.map { matter in
            (key: matter.number, words: try told(of: matter))
        }
        guard let number = desk.phrasebook.meant(by: text, among: known),
            !open.contains(where: { $0.number == number })
        else { return nil }
        let status = Step(.queryStatus, Arguments([.ref: .text(number.description)]))
        return .steps([status], language: reading.language)
    }
}

extension Reading {
    /// True for the question whether something is new or about that matter.
    fileprivate func isNewOrAbout(_ number: MatterNumber) -> Bool {
        guard case .ask(let question, _) = self else { return false }
        return question.wanted == .newOrAbout(number)
    }
}
