internal import Casework
internal import CommandLanguage
internal import Messages
internal import Store

// What a deputy says reaches a person, whatever becomes of the question about it.
extension Hearing {
    /// True for a deputy who is none of the station's own people.
    func isDeputy(_ asker: Asker) -> Bool {
        guard let roles = asker.person?.roles, asker.isDirect, !message.isForwarded else {
            return false
        }
        return roles.contains(.deputy) && roles.isDisjoint(with: [.staff, .head, .unit])
    }

    /// So short a word tells of nothing.
    private static let shortest = 4

    /// True for a question about what a deputy told, whose words must not be lost.
    func holdsTold(_ question: Question?, _ asker: Asker) -> Bool {
        guard isDeputy(asker), let question, question.wanted == .meaning,
            !question.action.changesNothing
        else { return false }
        return signs(of: conversation.words ?? "") > Hearing.shortest
    }

    /// Words of a deputy that were not understood: asked once, then the clerk reads them.
    ///
    /// - Returns: False where nothing was said yet.
    mutating func keepTold(
        _ text: String,
        files: [Int64],
        asked: Question?,
        from asker: Asker
    ) throws -> Bool {
        guard isDeputy(asker), signs(of: text) >= Hearing.shortest,
            !desk.phrasebook.holdsBack(text)
        else { return false }
        let isLate = desk.phrasebook.comesLate(text)
        let isSecond = isLate || asked == nil && conversation.hasWordsWaiting(at: now)
        if isSecond || asked?.holdsNote == true || holdsTold(asked, asker) || !files.isEmpty {
            try passOn(text, files: files, from: asker)
            return true
        }
        return false
    }

    /// Keeps words that were not understood until others are, at most for two hours.
    mutating func waitForOthers(_ text: String, from asker: Asker) throws {
        guard isDeputy(asker), signs(of: text) >= Hearing.shortest else { return }
        conversation.words = text
        conversation.askedAt = now
        try waitForAnswer(asker)
    }

    /// What becomes of words that were not understood when others are: whoever tells of something
    /// has said it in another way, and an order leaves a trouble unread.
    mutating func leaveUnheard(
        for actions: [Action],
        isOver: Bool,
        from asker: Asker
    ) throws {
        guard let words = conversation.words, isOver || !actions.allSatisfy(\.changesNothing)
        else { return }
        conversation.closeQuestion()
        guard desk.phrasebook.tellsOfTrouble(words), !actions.contains(.cancel),
            !actions.contains(where: { Hearing.tellings.contains($0) })
        else { return }
        try keepUnsorted(words, files: [], kind: "text", reply: .passedToPerson, from: asker)
    }

    /// True where the same is said in another way, which stands for what was asked about.
    func isAnother(_ actions: [Action], _ question: Question?) -> Bool {
        question.map { actions.contains($0.action) && !Hearing.tellings.contains($0.action) }
            == true
    }

    private static let tellings: Set<Action> = [
        .submitInspectionNote, .submitReceptionRecord, .submitSuggestion, .supplementNote,
        .correctNote, .escalate, .reportEmergency, .fileMatter, .followUp, .verifyMatter,
    ]

    // MARK: - Several visitors

    /// What is still to come is no note of today: its day stands in the step, which refuses it.
    func dated(_ reading: Reading, _ text: String, by asker: Asker) throws -> Reading {
        guard case .steps(var steps, let language) = reading, steps.count == 1,
            steps[0].action == .submitInspectionNote, isDeputy(asker),
            !steps[0].arguments.has(.ref), !steps[0].arguments.has(.date),
            let day = desk.phrasebook.dayAhead(in: text, as: try reader(for: asker), now: sentAt)
        else { return reading }
        steps[0].arguments[.date] = .text(day.text)
        return .steps(steps, language: language)
    }

    /// Who says that he comes, and late: the clerk reads it.
    mutating func passLateness(_ steps: [Step], _ text: String, from asker: Asker) throws {
        guard isDeputy(asker), desk.phrasebook.comesLate(text),
            steps.contains(where: { $0.action == .confirmAttendance || $0.action == .checkIn })
        else { return }
        try keepUnsorted(text, files: [], kind: "text", reply: .passedToPerson, from: asker)
    }

    /// Who came and is afraid is protected, whoever tells of it.
    ///
    /// Nobody who asks for a person is asked whether he does.
    func protected(_ reading: Reading, _ text: String, by asker: Asker) -> Reading {
        if case .ask(let question, let language) = reading, isDeputy(asker),
            question.action == .requestHuman, question.wanted == .meaning
        {
            return .steps(question.steps, language: language)
        }
        guard case .steps(var steps, let language) = reading, isDeputy(asker),
            desk.phrasebook.mentionsSecrecy(text)
        else { return reading }
        for index in steps.indices
        where steps[index].action == .submitReceptionRecord
            && steps[index].arguments.has(.content)
        {
            steps[index].arguments[.confidential] = .flag
        }
        return .steps(steps, language: language)
    }

    /// Of several visitors in one message none is lost: where fewer records came of it than it tells
    /// of, the clerk reads all of it.
    mutating func missVisitors(_ steps: [Step], _ text: String, by asker: Asker) throws {
        let records = steps.filter {
            $0.action == .submitReceptionRecord && !$0.arguments.has(.ref)
                && $0.arguments.has(.content)
        }
        guard !records.isEmpty else { return }
        let kept = Set(
            records.map { [$0.arguments.text(.voterName), $0.arguments.text(.village)] }
        ).count
        let isNamed = records.contains { $0.arguments.has(.voterName) }
        let said = isNamed ? records.compactMap { $0.arguments.number(.voters) }.max() ?? 0 : 0
        let told = desk.phrasebook.visitors(in: text, as: try reader(for: asker), now: sentAt)
        let total = max(said < 10 ? said : 0, told)
        guard total > max(kept, 1) else { return }
        var draft = desk.draft(at: now, view: session, for: asker.person)
        let item = try draft.keepItem(
            kind: "text",
            words: text,
            files: [],
            alert: .staffUnsorted
        )
        draft.say(
            .visitorsMissing,
            [.total: .count(total), .count: .count(kept), .item: .count(item)]
        )
        try post.carryOut(draft.decision, actor: asker.person?.id, cause: post.cause)
    }

    // MARK: - Danger and what brews

    /// A danger that a deputy tells of in the middle of a note stands in the note as well, and is not
    /// asked about: clerk and head hear of it either way.
    mutating func besideNote(
        _ reading: Reading,
        _ text: String,
        from asker: Asker
    ) throws -> Reading {
        guard isDeputy(asker), let note = try openNote(of: asker) else { return reading }
        let part = Step(
            .submitInspectionNote,
            Arguments([.ref: .text(note.number.description), .finding: .text(text)])
        )
        switch reading {
        case .steps(let steps, let language):
            guard steps.count == 1, steps[0].action == .reportEmergency else { return reading }
            return .steps(steps + [part], language: language)
        case .ask(let question, let language):
            guard question.action == .reportEmergency, question.wanted == .meaning else {
                return reading
            }
            try warn(of: text, from: asker)
            return .steps([part], language: language)
        case .unknown: return reading
        }
    }

    /// Puts what a deputy says after an alarm to it: `后天，不是明天`, `人散了`, `有人处理了吗`.
    ///
    /// - Returns: True where clerks and heads were told, and nothing else is to be done.
    mutating func followsAlarm(
        _ reading: Reading,
        _ text: String,
        _ files: [Int64],
        from asker: Asker
    ) throws -> Bool {
        guard isDeputy(asker) else { return false }
        let item = conversation.emergency(at: now)
        let raised = conversation.raised(at: now)
        guard item != nil || raised != nil, isOfAlarm(reading, text) else { return false }
        let action = raised == nil ? Action.reportEmergency : .escalate
        var draft = draft(of: action, saying: text, files, by: asker)
        if let raised, conversation.isRaisedLast {
            try draft.addToEscalation(raised, text)
        } else if let item {
            if try session.item(item)?.isSettled == true { return false }
            try draft.addToEmergency(item, text)
        } else {
            return false
        }
        conversation.closeQuestion()
        post.speak(desk.phrasebook.spokenLanguage(of: text) ?? reading.language)
        try post.carryOut(draft.decision, actor: asker.person?.id, cause: post.cause)
        return true
    }

    /// True for few words that name no note and suggest nothing.
    func isScrap(_ text: String) -> Bool {
        signs(of: text) <= Hearing.longestScrap && !desk.phrasebook.wishes(text)
            && !desk.phrasebook.isNamed(.submitInspectionNote, in: text)
    }

    private static let longestScrap = 14

    private func isOfAlarm(_ reading: Reading, _ text: String) -> Bool {
        let isNoteLast = if case .note = conversation.touched { true } else { false }
        switch reading {
        case .unknown:
            // `后天，不是明天`
            let isMended = signs(of: text) > Hearing.shortest && desk.phrasebook.mends(text)
            return isMended || !desk.phrasebook.holdsBack(text)
        case .ask(let question, _):
            if question.action == .followUp, question.missing == .ref { return true }
            guard question.wanted == .meaning, question.before.isEmpty, question.after.isEmpty
            else {
                return false
            }
            switch question.action {
            case .reportEmergency: return desk.phrasebook.calms(text)
            case .submitInspectionNote, .submitReceptionRecord, .fileMatter:
                return !question.arguments.has(.place) && !question.arguments.has(.village)
            case .submitSuggestion, .requestLeave, .swapDuty: return false
            default: return !desk.phrasebook.isNamed(question.action, in: text)
            }
        case .steps(let steps, _):
            return steps.allSatisfy { step in
                switch step.action {
                case .submitInspectionNote, .correctNote:
                    step.arguments.has(.ref) && !isNoteLast && isScrap(text)
                case .reportEmergency: desk.phrasebook.calms(text)
                case .queryStatus:
                    step.numbers.allSatisfy {
                        $0 == "last" || $0 == conversation.raised?.description
                    }
                        && !desk.phrasebook.isNamed(.queryStatus, in: text)
                case .help, .greeting, .requestHuman, .queryStation, .wrongNumber, .listMatters,
                    .urgeMatter, .checkIn, .setConfidential, .setAnonymity:
                    !desk.phrasebook.isNamed(step.action, in: text)
                        && step.numbers.allSatisfy { $0 == "last" }
                default: false
                }
            }
        }
    }
}
