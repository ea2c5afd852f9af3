/// 上报党委: raised by a deputy or the clerk, confirmed by a head alone.
///
/// The clock that is shown starts when whoever raised it wrote; a head who does not answer loses
/// the turn to the next duty holder (`domain.md` §1, row 42).
package enum Escalate: Deed {
    package static let action = Action.escalate

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let isHead = draft.roles.contains(.head)
        if isHead, let open = try draft.escalationAnswered() {
            return try draft.arguments.text(.result) == "no"
                ? draft.drop(open) : draft.confirmEscalation(of: open)
        }
        if draft.arguments.text(.result) == "no" {
            return .refused(FieldValue.Line(.escalationNone))
        }
        if draft.arguments.has(.ref) {
            let found = try draft.find()
            guard case .matter(let matter) = found else { return found.verdict }
            return try draft.raise(matter, isHead: isHead)
        }
        // A bare 上报党委 says nothing of what it is about.
        let about = draft.arguments.text(.about)
        // Behind `上报党委：` stands all of it; of other words none is left out.
        let isAll = about.map { draft.message?.hasSuffix($0) ?? true } ?? false
        guard let words = isAll ? about : draft.message ?? about,
            words.count > (isAll ? 3 : 8)
        else { return .missing(.about) }
        let matter = try draft.fileEscalation(words)
        return try draft.raise(matter, isHead: isHead)
    }
}

extension Draft {
    /// The raised escalation that a head's sentence is about: the one named, or the only one.
    fileprivate mutating func escalationAnswered() throws -> Matter? {
        if let ref = arguments.text(.ref) {
            let matter = try lookUp(ref)
            return matter?.guarding.escalation?.stand == .raised ? matter : nil
        }
        guard !arguments.has(.about) || arguments.text(.result) == "no" else { return nil }
        var query = MatterQuery()
        query.mark = .escalationRaised
        let open = try view.matters(query).filter { try maySee($0) }
        return open.count == 1 ? open[0] : nil
    }

    /// What a deputy reports upwards is a matter of its own, for the station's eyes alone.
    fileprivate mutating func fileEscalation(_ words: String) throws -> Matter {
        let number = try nextNumber()
        let village = rules.listedPlace(in: words)
        let filing = Event.Filing(
            number: number,
            owner: me,
            filedBy: me,
            words: try keep(words),
            place: nil,
            name: nil,
            phone: nil,
            village: village,
            group: village.flatMap { rules.places[$0] ?? nil },
            topic: arguments.text(.topic),
            kind: nil,
            isAnonymous: false,
            isConfidential: true,
            codeDigest: chance.digest(chance.queryCode()),
            screenBy: rules.workingDays.adding(rules.screeningDays, to: today).day
        )
        add(.matterRegistered(filing))
        touch(.matter(number))
        let files = try filesAtHand()
        if !files.isEmpty {
            add(.matterSupplemented(number, words: nil, attachments: files))
            place(files)
        }
        return Matter(filing, at: now)
    }

    fileprivate mutating func raise(_ matter: Matter, isHead: Bool) throws -> Verdict {
        if let known = matter.guarding.escalation, known.stand != .dropped {
            return .refused(FieldValue.Line(.escalationKnown, try facts(of: known, matter)))
        }
        add(.matterGuarded(matter.number, .escalationRaised(by: me, at: sentAt)))
        schedulePassing(of: matter.number, raisedAt: sentAt)
        if isHead, let raised = try self.matter(matter.number) {
            return try confirmEscalation(of: raised)
        }
        var facts: [Field: FieldValue] = [
            .number: .number(matter.number), .since: .moment(sentAt),
            .person: try officer(me),
        ]
        facts[.subject] = try subject(of: matter)
        let first = try dutyHolders(for: matter).first
        if let first { facts[.person] = try officer(first.id) }
        say(.escalationRaised, facts)
        facts[.person] = try officer(me)
        facts[.text] = try matter.words.first.flatMap { try words($0) }
            .map { .text(Masking.phones(in: $0)) }
        if let first { try tell(first, orStandIn: .headEscalation, facts) }
        try tell(all: .staff, first == nil ? .escalationLast : .staffEscalation, facts)
        return .done
    }

    /// What is said after a report upwards belongs to it: whoever decides hears each word at once.
    package mutating func addToEscalation(_ number: MatterNumber, _ words: String) throws {
        guard let matter = try self.matter(number) else { return }
        add(.matterSupplemented(number, words: try keep(words), attachments: files))
        place(files)
        var facts: [Field: FieldValue] = [.number: .number(number)]
        say(.escalationMore, facts)
        facts[.text] = .text(Masking.phones(in: String(words.prefix(200))))
        facts[.person] = try officer(me)
        if let first = try dutyHolders(for: matter).first {
            try tell(first, orStandIn: .officeEscalationMore, facts)
        }
        try tell(all: .staff, .officeEscalationMore, facts)
        touch(.matter(number))
    }

    /// Clerks and heads hear at once of what may be a danger, or brews, before it is clear.
    package mutating func warn(of words: String) throws {
        let facts: [Field: FieldValue] = [
            .text: .text(Masking.phones(in: String(words.prefix(200)))),
            .person: try officer(me),
        ]
        try tell(all: .staff, .officeMaybeDanger, facts)
        try tell(all: .head, .officeMaybeDanger, facts)
    }

    /// Heads and deputy heads who can be reached, in the order in which they are asked; none that
    /// the matter complains of.
    fileprivate func dutyHolders(for matter: Matter) throws -> [Person] {
        let heads = try view.people(holding: .head).filter { try !isKept(matter, from: $0) }
        let order =
            rules.disputes.duty.isEmpty
            ? try roster().filter(\.isHead).map(\.name) : rules.disputes.duty
        let named = try order.compactMap { name in
            try heads.first { head in
                try head.name.flatMap { try view.words($0) } == name
            }
        }
        return named + heads.filter { head in !named.contains { $0.id == head.id } }
    }

    private mutating func schedulePassing(of number: MatterNumber, raisedAt: Instant) {
        schedule(
            Due(
                kind: .escalation,
                at: now.adding(seconds: Int64(rules.disputes.passAfterMinutes) * 60),
                subject: number.description + "/" + String(raisedAt.milliseconds)
            )
        )
    }

    /// No head has answered in time: the next duty holder is told, and the clerks that it is so.
    ///
    /// - Parameter subject: The due row's: the matter's number and when it was raised.
    /// - Throws: What the view throws.
    package mutating func passEscalation(_ subject: String) throws {
        let parts = subject.split(separator: "/")
        guard parts.count == 2, let number = MatterNumber(parts[0]),
            let matter = try matter(number), let open = matter.guarding.escalation,
            open.stand == .raised, String(open.at.milliseconds) == parts[1]
        else { return }
        let holders = try dutyHolders(for: matter)
        let step = open.step + 1
        var facts = try facts(of: open, matter)
        facts[.count] = .count(rules.disputes.passAfterMinutes)
        facts[.text] = try matter.words.first.flatMap { try words($0) }
            .map { .text(Masking.phones(in: $0)) }
        guard step < holders.count else {
            // Nobody is left to ask: a person has to call.
            try tell(all: .staff, .escalationLast, facts)
            return
        }
        add(.matterGuarded(number, .escalationPassed(to: holders[step].id, step: step)))
        try tell(holders[step], orStandIn: .headEscalation, facts)
        facts[.person] = try officer(holders[step].id)
        try tell(all: .staff, .escalationPassed, facts)
        schedulePassing(of: number, raisedAt: open.at)
    }

    /// One confirmed command: shown with its time first.
    fileprivate mutating func confirmEscalation(of matter: Matter) throws -> Verdict {
        guard let raised = matter.guarding.escalation else { return .done }
        var said = try facts(of: raised, matter)
        let shown = chance.digest("escalate \(matter.number) \(raised.at.milliseconds)")
        guard confirmed == shown else {
            let step = Step(action, Arguments([.ref: .text(matter.number.description)]))
            return try ask(shown: shown, .confirmEscalation, said, step: step)
        }
        add(.matterGuarded(matter.number, .escalated(by: me)))
        said[.until] = .moment(now)
        said[.count] = .count(max(0, Int(now.seconds(since: raised.at) / 60)))
        said[.person] = try officer(me)
        say(.escalated, said)
        try tell(all: .staff, .staffEscalated, said)
        try reportToCommittee(matter, said)
        tell(raised.by, .staffEscalated, said)
        return .done
    }

    /// What the Party committee receives: the words, without whom they are about.
    private mutating func reportToCommittee(
        _ matter: Matter,
        _ said: [Field: FieldValue]
    ) throws {
        var facts = said
        facts[.text] = try matter.words.first.flatMap { try words($0) }
            .map { .text(try hidden($0, of: matter)) }
        try tell(all: .committee, .committeeEscalation, facts)
    }

    fileprivate mutating func drop(_ matter: Matter) throws -> Verdict {
        add(.matterGuarded(matter.number, .escalationDropped(by: me)))
        if let reason = arguments.text(.reason) {
            add(.matterGuarded(matter.number, .followedUp(by: me, words: try keep(reason))))
        }
        // The code that waits for the contrary is void.
        if let open = try view.confirmation(of: me),
            let step = try view.words(open.step).flatMap({ Step(json: $0) }),
            step.action == action
        {
            add(.confirmationSettled(person: me, agreed: false))
        }
        var facts: [Field: FieldValue] = [
            .number: .number(matter.number), .person: try officer(me),
        ]
        facts[.reason] = arguments.text(.reason).map { .text($0) }
        say(.escalationDropped, facts)
        try tell(all: .staff, .escalationDropped, facts)
        if let by = matter.guarding.escalation?.by { tell(by, .escalationDropped, facts) }
        return .done
    }

    private func facts(
        of escalation: Matter.Escalation,
        _ matter: Matter
    ) throws -> [Field: FieldValue] {
        var facts: [Field: FieldValue] = [
            .number: .number(matter.number), .since: .moment(escalation.at),
            .person: try officer(escalation.by),
        ]
        facts[.subject] = try subject(of: matter)
        if let done = escalation.confirmedAt { facts[.until] = .moment(done) }
        return facts
    }
}
