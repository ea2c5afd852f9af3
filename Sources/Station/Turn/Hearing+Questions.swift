internal import Casework
internal import CommandLanguage
internal import Store

// What becomes of a question that waits for an answer, and of an order that waits for a yes.
extension Hearing {
    /// What was said in all when the steps are the answer to a question; nil when they are
    /// something else.
    func saying(to question: Question, by steps: [Step], _ text: String) -> String? {
        switch question.wanted {
        case .argument:
            guard steps.contains(where: { question.isMeant(by: $0) }) else { return nil }
            return joined(conversation.words, text)
        case .meaning, .newOrAbout:
            // A yes, or 补充, adds nothing to what was said.
            let content = question.arguments[.content]
            let words = question.arguments.text(.content)
            let isAnswer = steps.contains { step in
                step.action == question.action
                    && (step.arguments[.content] == content
                        || words.map { step.arguments.text(.content)?.contains($0) == true } == true)
                    || step.action == .supplementMatter
                        && words.map { step.arguments.text(.content)?.hasPrefix($0) == true }
                            == true
            }
            guard isAnswer else { return nil }
            // Of a danger that is told in other words every word counts, and so do those that say what is
            // meant otherwise than asked: `催催`, `再不管我们十几户一起去镇里坐着`.
            let isSaidAgain =
                question.wanted == .meaning
                && !steps.contains {
                    $0.action == question.action && $0.arguments == question.arguments
                }
            let isTold =
                (question.action == .reportEmergency || isSaidAgain)
                && text.unicodeScalars.count > 6
            return isTold ? joined(conversation.words, text) : conversation.words ?? text
        }
    }

    /// A question is over with its answer, a no, or another wish; but the words of a voter that it
    /// was about are not: they wait while facts are asked for, else a person reads them.
    mutating func leave(
        _ question: Question?,
        isAnswered: Bool,
        for actions: [Action],
        isOver: Bool = false,
        from asker: Asker
    ) throws {
        // A thank-you is no answer, and no end of a question.
        if actions == [.acknowledge], !isAnswered { return }
        if question == nil, isDeputy(asker) {
            return try leaveUnheard(for: actions, isOver: isOver, from: asker)
        }
        if let question, !isAnswered { sayLeft(question, for: actions, by: asker) }
        let isDanger = question?.action == .reportEmergency && question?.wanted == .meaning
        let holdsWords = isDanger || question?.holdsWords ?? true
        // What a unit says instead in the form that was asked for stands for what it said before.
        let isSaidAgain =
            actions.contains(.recordReply) || question.map { actions.contains($0.action) } == true
        let holdsNote =
            question?.holdsNote == true
            || holdsTold(question, asker) && !isAnother(actions, question)
            || !isSaidAgain && holdsReport(question, asker)
        let isKept = asker.person?.offices.isEmpty == true || holdsNote
        guard !isAnswered, holdsWords || holdsNote, !actions.contains(.cancel),
            isKept, let words = conversation.words
        else {
            conversation.closeQuestion()
            return
        }
        if !isOver || isVoter(asker), actions.allSatisfy(\.changesNothing) { return }
        conversation.closeQuestion()
        if let question, case .newOrAbout(let number) = question.wanted {
            // Nobody says that it belongs to the other: what tells of a trouble has its own number.
            let isDetail =
                try session.matter(number).map {
                    try $0.state.allows(.supplement) && !isOfItsOwn(words, beside: $0)
                } ?? false
            let steps =
                isDetail && !desk.phrasebook.tellsOfTrouble(words) && !isLikeProblem(words)
                ? [addition(of: words, to: number)] : question.steps
            return try run(steps, said: words, files: [], by: asker)
        }
        if isDanger, isVoter(asker), actions != [.reportEmergency] {
            // Whatever comes instead of an answer, what may be a danger has a number.
            let step =
                try recent(words, of: asker).map { addition(of: words, to: $0) }
                ?? Step(.fileMatter, Arguments([.content: .text(words)]))
            return try run([step], said: words, files: [], by: asker)
        }
        if isDanger, isVoter(asker) || actions == [.reportEmergency] { return }
        // Words that were not understood have been said in another way.
        guard question != nil else { return }
        try keepUnsorted(words, files: [], kind: "text", reply: .passedToPerson, from: asker)
    }

    /// What somebody here ordered and did not say in full is not done, and is said to be.
    private mutating func sayLeft(_ question: Question, for actions: [Action], by asker: Asker) {
        guard question.missing != nil, !question.action.changesNothing, !isVoter(asker),
            !actions.contains(.cancel), !actions.allSatisfy(\.changesNothing)
        else { return }
        var facts: [Field: FieldValue] = [.action: .term(question.action.term)]
        facts[.number] = question.arguments.text(.ref).map { ref in
            MatterNumber(ref).map { .number($0) } ?? .text(ref)
        }
        post.say(FieldValue.Line(.orderLeft, facts))
    }

    /// True for what a unit said was done, which must reach the clerk whatever becomes of the question.
    func holdsReport(_ question: Question?, _ asker: Asker) -> Bool {
        guard let question, question.wanted == .meaning,
            asker.person?.roles.contains(.unit) == true, !question.action.changesNothing
        else { return false }
        return (conversation.words ?? "").count > 4
    }

    func joined(_ first: String?, _ second: String) -> String {
        [first, second].compactMap { $0 }.joined(separator: "\n")
    }

    /// The clerk reads both: what was asked about, and what came instead of an answer.
    mutating func passOn(_ text: String, files: [Int64], from asker: Asker) throws {
        // A place that was said in between belongs to them.
        let place = conversation.words == nil ? nil : conversation.point(at: now)
        conversation.point = nil
        let before = conversation.words.map { joined($0, place ?? "").trimmed }
        let all = joined(before, text)
        conversation.closeQuestion()
        try keepUnsorted(all, files: files, kind: "text", reply: .passedToPerson, from: asker)
    }

    /// Words that are doubtful, or lack something: asked once, and never the same twice in a row.
    mutating func hear(
        _ question: Question,
        _ text: String,
        files: [Int64],
        asked: Question?,
        from asker: Asker
    ) throws {
        if let asked, asked.holdsWords, question.holdsWords,
            asked.arguments[.content] != question.arguments[.content]
        {
            if asked.isNewOrAbout, question.isNewOrAbout {
                // Who tells of a second problem instead of an answer has told of two.
                let all = joined(conversation.words, text)
                conversation.closeQuestion()
                return try run(asked.steps + question.steps, said: all, files: files, by: asker)
            }
            if !question.isNewOrAbout {
                // Asked once about the first words; a person sorts out both.
                return try passOn(text, files: files, from: asker)
            }
        }
        let isSame = asked?.action == question.action
        // `家里老人住院`, to why: like a leave itself, and the reason.
        if isSame, let asked, asked.missing == .reason, question.wanted == .meaning {
            var step = Step(asked.action, asked.arguments)
            step.arguments[.reason] = .text(text)
            conversation.closeQuestion()
            return try run(asked.before + [step] + asked.after, files: files, by: asker)
        }
        if isSame, let asked, asked.wanted == question.wanted {
            // Danger and disputes are passed on when they are told a second time: `尽快报上去`.
            if question.wanted == .meaning, Hearing.urgent.contains(question.action),
                !desk.phrasebook.holdsBack(text)
            {
                var steps = asked.steps
                let place = asked.before.count
                for (slot, value) in question.arguments.values
                where !steps[place].arguments.has(slot) {
                    steps[place].arguments[slot] = value
                }
                let all = joined(conversation.words, text)
                conversation.closeQuestion()
                return try run(steps, said: all, files: files, by: asker)
            }
            if isVoter(asker), asked.arguments == question.arguments {
                return try passOn(text, files: files, from: asker)
            }
        }
        // What the asker may not do in any case is not asked about: `叫供电所去修路灯`, by a deputy.
        if let roles = asker.person?.roles, !isVoter(asker),
            !Authority.allows(question.action, to: roles)
        {
            conversation.closeQuestion()
            return try run([Step(question.action, question.arguments)], files: files, by: asker)
        }
        let words = isSame ? joined(conversation.words, text) : text
        try leave(asked, isAnswered: isSame, for: [question.action], isOver: true, from: asker)
        try ask(question, about: words, for: asker)
        let isAlarm = question.action == .reportEmergency || question.action == .escalate
        if isAlarm, question.wanted == .meaning, !question.arguments.has(.ref),
            isVoter(asker) || !asks(text)
        {
            try warn(of: words, from: asker)
        }
    }

    /// What nobody should be asked about twice.
    private static let urgent: Set<Action> = [.reportEmergency, .escalate]

    /// The clerk hears at once of what may be an emergency, whatever is answered.
    mutating func warn(of words: String, from asker: Asker) throws {
        guard asker.person != nil, isVoter(asker) || isDeputy(asker) else { return }
        var draft = desk.draft(at: now, view: session, for: asker.person)
        if isDeputy(asker) {
            try draft.warn(of: words)
        } else {
            try draft.tell(
                all: .staff,
                .staffMaybeEmergency,
                [.text: .text(String(words.prefix(200)))]
            )
        }
        try post.carryOut(draft.decision, actor: asker.person?.id, cause: post.cause)
    }

    /// Whether a matter is to be taken back is asked with its words, and with what follows.
    func withdrawing(_ question: Question, by asker: Asker) throws -> FieldValue.Line? {
        guard question.action == .withdrawMatter, question.wanted == .meaning, isVoter(asker),
            !question.arguments.has(.result), !question.arguments.has(.what)
        else { return nil }
        let open = try openMatters(of: asker.person, limit: 30)
        let ref = question.arguments.text(.ref) ?? "last"
        let matter = open.first {
            ref == "last" || MatterNumber(ref) == $0.number || Int(ref) == $0.number.serial
        }
        guard let matter else { return nil }
        let draft = desk.draft(at: now, view: session, for: asker.person)
        var facts: [Field: FieldValue] = [.number: .number(matter.number)]
        facts[.subject] = try draft.subject(of: matter)
        return FieldValue.Line(.withdrawAsked, facts)
    }

    func isVoter(_ asker: Asker) -> Bool { asker.person?.offices.isEmpty == true }

    /// What waited for a yes, after a message that was no answer to it.
    mutating func leave(
        _ waiting: Confirmation,
        _ text: String,
        _ reading: Reading,
        from asker: Asker
    ) throws {
        guard now < waiting.until, let person = asker.person else { return }
        let isRefused = desk.phrasebook.holdsBack(text)
        var isOver = isRefused
        if case .steps(let steps, _) = reading {
            let answers: Set<Action> = [.confirm, .cancel]
            if steps.contains(where: { answers.contains($0.action) }) { return }
            isOver = !steps.allSatisfy(\.action.changesNothing)
        }
        let isReplaced = try session.confirmation(of: person.id) != waiting
        var draft = desk.draft(at: now, view: session, for: person)
        var isUnheard = false
        if case .unknown = reading { isUnheard = isRefused }
        try draft.leave(waiting, isOver: isOver || isReplaced, isRefused: isUnheard)
        try post.carryOut(draft.decision, actor: person.id, cause: post.cause)
    }

    // MARK: - Which matter

    /// What a voter does with one of his matters, and no number says with which.
    static let withOwn: Set<Action> = [
        .urgeMatter, .supplementMatter, .withdrawMatter, .rateMatter, .setAnonymity,
    ]

    /// The reading with the matter that the words are about, where he has several and named none;
    /// `不是`, to whether somebody is in danger, makes a filing of what was told.
    func named(
        _ reading: Reading,
        _ text: String,
        _ asked: Question?,
        by asker: Asker
    ) throws -> Reading {
        guard isVoter(asker) else { return reading }
        if case .steps(let steps, let language) = reading, steps.first?.action == .cancel,
            let asked, asked.action == .reportEmergency, asked.wanted == .meaning,
            let words = conversation.words
        {
            var arguments = Arguments([.content: .text(words)])
            arguments[.place] = asked.arguments[.place]
            return .steps([Step(.fileMatter, arguments)], language: language)
        }
        if let other = try unnumbered(reading, text, by: asker) { return other }
        // Early word of what brews is not asked about: a person looks at it.
        if case .ask(let question, let language) = reading, question.action == .urgeMatter,
            question.arguments.has(.escalationRisk)
        {
            return .steps(question.steps, language: language)
        }
        let open = try openMatters(of: asker.person)
        // The same words again are the same matter: its number and how it stands.
        if case .ask(let question, let language) = reading, question.isNewOrAbout,
            let said = question.arguments.text(.content),
            let known = try open.first(where: { matter in
                try matter.words.first.flatMap { try session.words($0) } == said
            })
        {
            let ref = Arguments([.ref: .text(known.number.description)])
            return .steps([Step(.queryStatus, ref)], language: language)
        }
        guard open.count > 1 else { return reading }
        var found: MatterNumber??
        func number(for action: Action) throws -> MatterNumber? {
            if let found { return found }
            let unrated = open.filter(\.awaitsRating)
            let mayBe = action == .rateMatter && !unrated.isEmpty ? unrated : open
            let known = try mayBe.map { matter in
                let words = try matter.words.compactMap { try session.words($0) }
                return (key: matter.number, words: words.joined(separator: "\n"))
            }
            found = desk.phrasebook.meant(by: text, among: known)
            return found ?? nil
        }
        func lacks(_ arguments: Arguments) -> Bool {
            arguments.text(.ref).map { $0 == "last" } ?? !arguments.has(.refs)
        }
        switch reading {
        case .steps(var steps, let language):
            for index in steps.indices
            where Hearing.withOwn.contains(steps[index].action) && lacks(steps[index].arguments) {
                guard let number = try number(for: steps[index].action) else { continue }
                steps[index].arguments[.ref] = .text(number.description)
            }
            return .steps(steps, language: language)
        case .ask(var question, let language):
            if question.isNewOrAbout {
                guard let number = try number(for: question.action) else { return reading }
                question.wanted = .newOrAbout(number)
                return .ask(question, language: language)
            }
            guard question.missing == .ref, Hearing.withOwn.contains(question.action),
                let number = try number(for: question.action)
            else { return reading }
            question.arguments[.ref] = .text(number.description)
            return .steps(question.steps, language: language)
        case .unknown(let language):
            guard var asked, asked.missing == .ref, Hearing.withOwn.contains(asked.action),
                let number = try number(for: asked.action)
            else { return reading }
            asked.arguments[.ref] = .text(number.description)
            return .steps(asked.steps, language: language)
        }
    }

    /// An open question is asked once more of an office that said something else; words that put off
    /// or refuse end it, and so does a second time.
    ///
    /// - Returns: False where the question is over and nothing was said yet.
    mutating func answersNothing(
        _ text: String,
        to asked: Question,
        from asker: Asker
    ) throws -> Bool {
        let book = desk.phrasebook
        if book.holdsBack(text) {
            conversation.closeQuestion()
            post.say(FieldValue.Line(.cancelled))
            return true
        }
        guard conversation.isAskedAgain != true else {
            conversation.closeQuestion()
            return false
        }
        conversation.isAskedAgain = true
        let again = book.render(asked, in: post.language, now: now)
        post.say(text: again, choices: book.choices(for: asked))
        return true
    }
}

extension Question {
    var isNewOrAbout: Bool {
        if case .newOrAbout = wanted { true } else { false }
    }

    /// True for a step that carries out what was asked about: of the same matters, where any were
    /// named.
    func isMeant(by step: Step) -> Bool {
        guard step.action == action else { return false }
        return [Slot.ref, .refs].allSatisfy { slot in
            !arguments.has(slot) || !step.arguments.has(slot)
                || arguments[slot] == step.arguments[slot]
        }
    }

    /// True when it is about a person's own report, which must not be lost.
    var holdsWords: Bool { missing == nil && arguments.has(.content) }

    /// True when it is about what a deputy saw or heard, which must not be lost either.
    var holdsNote: Bool {
        action == .submitInspectionNote && arguments.has(.finding)
            || action == .submitReceptionRecord && arguments.has(.content)
    }
}
