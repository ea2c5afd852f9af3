/// 受理: the station takes the matter on, and from then on owes an answer (受理必复).
package enum AcceptMatter: Deed {
    package static let action = Action.acceptMatter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        try draft.eachMatter { draft, matter in
            guard matter.state.allows(.accept) else { return draft.refuse(.accept, matter) }
            try draft.accept(matter, topic: draft.arguments.text(.topic))
            try draft.recordBasis(on: matter)
            var facts = try draft.facts(of: matter, isBrief: true)
            facts[.sent] = try draft.tidings(to: matter.owner)
            draft.say(.matterAccepted, facts)
            return .done
        }
    }
}

/// 不予受理: registered, with the reason and where to go instead, and the voter is told.
package enum DeclineMatter: Deed {
    package static let action = Action.declineMatter

    /// The reasons that have a name (`domain.md` §3.3, vocabulary).
    package static var reasons: Set<String> { Values.reasons }

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let found = try draft.find()
        guard case .matter(let matter) = found else { return found.verdict }
        guard matter.state.allows(.decline) else { return draft.refuse(.decline, matter) }
        let told = draft.arguments.text(.reason)
        let isNamed = told.map(reasons.contains) ?? false
        // `让他去卫生局` says where to turn, and is no reason.
        let parted = draft.rules.excerpts.partedSending(
            (isNamed ? draft.arguments.text(.comment) : told) ?? ""
        )
        let sent = draft.arguments.text(.redirect) ?? parted.sending
        guard let reason = isNamed ? told : parted.rest else {
            guard told != nil, let sent else { return .missing(.reason) }
            // What was said already is kept while the reason is asked for.
            var step = Step(action, draft.arguments)
            step.arguments[.reason] = nil
            step.arguments[.comment] = nil
            step.arguments[.redirect] = .text(draft.rules.excerpts.addressee(of: sent))
            draft.follow(FollowUp(step: step, isAgreed: draft.isAgreed))
            return .done
        }
        guard let said = sent else { return .missing(.redirect) }
        let redirect = draft.rules.excerpts.addressee(of: said)
        let words = try draft.keep(isNamed ? parted.rest : reason)
        draft.add(
            .matterDeclined(
                matter.number,
                reason: isNamed ? reason : "other",
                words: words,
                redirect: try draft.keep(redirect)
            )
        )
        try draft.recordBasis(on: matter)
        var facts: [Field: FieldValue] = [
            .number: .number(matter.number),
            .reason: try draft.reasonValue(reason, words: words),
            .redirect: .text(redirect),
        ]
        facts[.subject] = try draft.subject(of: matter)
        try draft.tellEnding(of: matter, .matterDeclinedNotice, &facts)
        draft.say(.matterDeclined, facts)
        try draft.sayWhatIsOwed(on: matter.number)
        return .done
    }
}

/// 核实: somebody has looked, and it is so, partly so, or not so.
package enum VerifyMatter: Deed {
    package static let action = Action.verifyMatter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let found = try draft.find()
        guard case .matter(let matter) = found else { return found.verdict }
        guard matter.state.allows(.verify) else { return draft.refuse(.verify, matter) }
        guard let result = draft.arguments.text(.result, among: Values.results) else {
            return .missing(.result)
        }
        try draft.verify(matter, result)
        return .done
    }
}

/// 当场答复: an ending of its own for what can be answered at once.
package enum AnswerOnSpot: Deed {
    package static let action = Action.answerOnSpot

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let found = try draft.find()
        guard case .matter(let matter) = found else { return found.verdict }
        guard matter.state.allows(.answerOnSpot) else {
            return draft.refuse(.answerOnSpot, matter)
        }
        guard let text = draft.arguments.text(.text) else { return .missing(.text) }
        draft.add(.answeredOnSpot(matter.number, words: try draft.keep(text)))
        try draft.recordBasis(on: matter)
        var facts: [Field: FieldValue] = [
            .number: .number(matter.number), .answer: .text(text),
        ]
        facts[.subject] = try draft.subject(of: matter)
        try draft.tellEnding(of: matter, .matterAnsweredNotice, &facts)
        draft.say(.matterAnswered, facts)
        try draft.sayWhatIsOwed(on: matter.number)
        return .done
    }
}

extension Draft {
    /// Does the same to every matter that the sentence names; each no is said beside the yeses.
    package mutating func eachMatter(
        _ body: (inout Draft, Matter) throws -> Verdict
    ) throws -> Verdict {
        var refs = arguments.list(.refs)
        if refs.isEmpty, let ref = arguments.text(.ref) { refs = [ref] }
        guard !refs.isEmpty else { return .missing(.ref) }
        if refs.count == 1 {
            let found = try find(ref: refs[0])
            guard case .matter(let matter) = found else { return found.verdict }
            return try body(&self, matter)
        }
        // What all of them lack is asked once for all; what some lack is asked when the rest is done.
        var lacking: [String] = []
        var missing: Slot?
        for ref in refs {
            var verdict: Verdict
            switch try find(ref: ref) {
            case .matter(let matter): verdict = try body(&self, matter)
            case .none(let none): verdict = none
            }
            if case .missing(let slot) = verdict {
                missing = missing ?? slot
                lacking.append(ref)
            }
            sayRefusal(verdict)
        }
        guard let missing else { return .done }
        if lacking.count == refs.count { return .missing(missing) }
        var rest = Step(action, arguments)
        rest.arguments[.ref] = nil
        rest.arguments[.refs] = .list(lacking)
        follow(FollowUp(step: rest, isAgreed: isAgreed))
        return .done
    }

    package mutating func accept(_ matter: Matter, topic: String?) throws {
        add(.matterAccepted(matter.number, topic: topic))
        // What is assigned in the same breath never waits for it.
        if action != .assignMatter {
            run(.assigning, days: rules.limits.assign, on: matter.number)
        }
        var facts: [Field: FieldValue] = [.number: .number(matter.number)]
        facts[.subject] = try subject(of: matter)
        let answer = rules.workingDays.adding(rules.answerDays, to: today)
        facts[.due] = .due(answer.day, isProvisional: answer.isProvisional)
        tell(matter.owner, .matterAcceptedNotice, facts)
    }

    /// Accepts a registered matter on the way to what staff ask for: several moves in one
    /// message are several events.
    package mutating func accepted(_ matter: Matter) throws -> Matter {
        guard matter.state == .registered, mayAccept else { return matter }
        try accept(matter, topic: nil)
        return try self.matter(matter.number) ?? matter
    }

    /// False where accepting waits for the head, who has not been asked.
    private var mayAccept: Bool {
        guard Authority.allows(.acceptMatter, to: roles) else { return false }
        return roles.contains(.head) || isAgreed || isOnHeadsWord
            || !rules.needsHead.contains(.acceptMatter)
    }

    /// Notes that the clerk acts on the head's word, which the head sees in the evening.
    package mutating func recordBasis(on matter: Matter) throws {
        guard isOnHeadsWord, !roles.contains(.head) else { return }
        add(.basisRecorded(matter.number, action: action, by: me, before: matter.state))
        var at = today.at(rules.digestAt)
        if at <= now { at = today.adding(days: 1).at(rules.digestAt) }
        schedule(Due(kind: .headDigest, at: at, subject: Day(of: at).text))
    }
}
