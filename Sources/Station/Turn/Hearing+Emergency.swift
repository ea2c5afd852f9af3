internal import Casework
internal import CommandLanguage
internal import Messages
internal import Store

// What is said after a cry for help: `别给我打电话，他在旁边`, `在横湖桥头`, `找到了`.
extension Hearing {
    /// Puts a message to the cry for help of a moment ago, unless it plainly is another wish.
    ///
    /// - Returns: True where clerks and heads were told, and nothing else is to be done.
    mutating func followsEmergency(
        _ reading: Reading,
        _ text: String,
        _ files: [Int64],
        from asker: Asker
    ) throws -> Bool {
        guard isVoter(asker), asker.isDirect, !message.isForwarded,
            let item = conversation.emergency(at: now), isMore(reading, text)
        else { return false }
        if try session.item(item)?.isSettled == true { return false }
        var draft = draft(of: .reportEmergency, saying: text, files, by: asker)
        try draft.addToEmergency(item, text)
        post.speak(desk.phrasebook.spokenLanguage(of: text) ?? reading.language)
        try post.carryOut(draft.decision, actor: asker.person?.id, cause: post.cause)
        return true
    }

    /// What follows from words that are added to what the sender said before.
    func draft(
        of action: Action,
        saying text: String,
        _ files: [Int64],
        by asker: Asker
    ) -> Draft {
        Draft(
            step: Step(action),
            by: asker,
            at: now,
            view: session,
            rules: desk.rules,
            chance: desk.chance,
            message: text,
            files: files
        )
    }

    /// What may harm somebody and was told calmly is registered like anything else; the clerk hears of it at
    /// once, and the sender whom to call.
    mutating func warnOfRisk(
        in text: String,
        _ reading: Reading,
        _ asked: Question?,
        from asker: Asker
    ) throws {
        guard isVoter(asker), asker.isDirect, conversation.question?.action != .reportEmergency,
            desk.phrasebook.mayHarm(text)
        else { return }
        let actions =
            switch reading {
            case .steps(let steps, _): steps.map(\.action)
            case .ask(let question, _): question.steps.map(\.action)
            case .unknown: [Action.fileMatter]
            }
        // Of what was asked about the clerk has heard.
        let isHeard = asked?.action == .reportEmergency && actions.count < 2
        guard !isHeard, !actions.contains(.reportEmergency),
            actions.contains(where: { $0 == .fileMatter || $0 == .supplementMatter })
        else { return }
        post.say(FieldValue.Line(.dangerPhones))
        try warn(of: text, from: asker)
    }

    private func isMore(_ reading: Reading, _ text: String) -> Bool {
        let isTrouble = desk.phrasebook.tellsOfTrouble(text)
        switch reading {
        case .unknown: return true
        case .ask(let question, _):
            if question.action == .reportEmergency { return false }
            return question.action != .fileMatter || !isTrouble
        case .steps(let steps, _):
            return steps.allSatisfy { step in
                switch step.action {
                case .fileMatter: !isTrouble
                case .acknowledge: !isThanks(text)
                case .setAnonymity, .urgeMatter, .withdrawMatter, .supplementMatter:
                    step.numbers.allSatisfy { $0 == "last" }
                // `你们几点上班` asks of another thing.
                case .queryStation: !step.arguments.has(.ask)
                case .requestHuman, .help, .greeting, .wrongNumber, .rateMatter,
                    .cancel, .queryPrivacy:
                    true
                default: false
                }
            }
        }
    }

    /// `谢谢`, `好的，知道了`: no more than that it was heard.
    private func isThanks(_ text: String) -> Bool {
        text.utf8.count <= 18 && desk.phrasebook.isNamed(.acknowledge, in: text)
    }
}
