/// What the desk itself has to do when a send ends or a time comes.
extension Draft {
    /// How one message of consequence ended.
    package enum Delivery: String, Sendable {
        /// The channel took it, and nothing more will be heard of it.
        case sent
        /// The channel took it, and has promised to say whether it arrives.
        case handedOver
        /// It arrived: what was promised has come.
        case delivered
        case refused, expired, uncertain
    }

    /// A draft for the desk itself: nobody asks, nobody is answered.
    package static func ofDesk(
        at now: Instant,
        view: any StationView,
        rules: StationRules,
        chance: Chance,
        for person: Person? = nil
    ) -> Draft {
        Draft(
            step: Step(.acknowledge),
            by: Asker(person: person, address: nil),
            at: now,
            view: view,
            rules: rules,
            chance: chance
        )
    }

    /// What a question was asked about and stayed unanswered goes to a person as it was said.
    package mutating func passOnUnanswered(_ words: String) throws {
        let item = try keepItem(kind: "text", words: words, files: [], alert: .staffUnsorted)
        decision.effects.append(
            Effect(
                to: .person(me),
                purpose: .notice,
                line: FieldValue.Line(.passedToPerson, [.item: .count(item)])
            )
        )
    }

    /// Written feedback counts once it arrived, as far as its channel can tell; one that did not
    /// is a debt for the clerk, and so is one of which nothing is heard for days.
    ///
    /// A word of its arrival counts however late it comes.
    package mutating func settleFeedback(
        _ number: MatterNumber,
        index: Int,
        _ delivery: Delivery
    ) throws {
        guard let matter = try matter(number), matter.feedbacks.indices.contains(index),
            let stand = matter.feedbacks[index].stand.after(delivery)
        else { return }
        add(.feedbackSettled(number, index: index, stand: stand))
        if stand == .handedOver { lookAgain(at: number, index: index) }
        if stand == .delivered, matter.rating == nil { awaitRating(of: number) }
        guard stand == .failed else { return }
        var facts: [Field: FieldValue] = [
            .number: .number(number), .reason: .term("delivery." + delivery.rawValue),
        ]
        facts[.subject] = try subject(of: matter)
        try tell(all: .staff, .staffFeedbackFailed, facts)
    }

    /// Once the day's work is done on the last of so many working days.
    private mutating func lookAgain(at number: MatterNumber, index: Int) {
        let day = rules.workingDays.adding(rules.unreadDays, to: today).day
        schedule(
            Due(
                kind: .unreadFeedback,
                at: day.at(rules.digestAt),
                subject: UnreadFeedback(number: number, index: index).subject
            )
        )
    }

    /// A feedback of which nothing was heard for days is the clerk's: call or visit.
    ///
    /// Nothing follows where the voter was told meanwhile, or another answer took its place.
    package mutating func settleUnread(_ number: MatterNumber, index: Int) throws {
        guard let matter = try matter(number), matter.feedbackInDoubt == index,
            matter.feedbacks[index].stand == .handedOver
        else { return }
        add(.feedbackSettled(number, index: index, stand: .unread))
        var facts: [Field: FieldValue] = [
            .number: .number(number), .days: .count(rules.unreadDays),
        ]
        facts[.subject] = try subject(of: matter)
        try tell(all: .staff, .staffFeedbackUnread, facts)
    }

    /// The voter answers a feedback: it was seen, whatever the channel says.
    ///
    /// - Returns: The matter as it stands then.
    package mutating func noteSeen(_ matter: Matter) throws -> Matter {
        guard matter.owner == asker.person?.id, let index = matter.feedbackInDoubt else {
            return matter
        }
        try settleFeedback(matter.number, index: index, .delivered)
        return try self.matter(matter.number) ?? matter
    }

    /// Tells the clerks that what was sent to an endpoint may be lost: nobody asked it for longer
    /// than it keeps anything.
    package mutating func reportUnpolled(since: Instant, until: Instant) throws {
        try tell(all: .staff, .staffUnpolled, [.since: .moment(since), .until: .moment(until)])
    }

    /// Tells the clerks that changed words were not taken, and what is wrong with them.
    ///
    /// - Parameters:
    ///   - fault: The first fault, as `liaison check` says it.
    ///   - count: How many faults there are.
    /// - Throws: What the view throws.
    package mutating func reportRefusedWords(_ fault: String, count: Int) throws {
        try tell(all: .staff, .staffWordsRefused, [.text: .text(fault), .count: .count(count)])
    }

    /// Files that came without a word go to the clerk, and the sender is told so.
    package mutating func settleLooseFiles(of person: Person) throws {
        let loose = try view.looseAttachments(of: person.id, since: Instant(milliseconds: 0))
        guard let kind = loose.first?.kind else { return }
        let item = try keepItem(
            kind: kind,
            words: nil,
            files: loose.map(\.id),
            alert: .staffUnsorted
        )
        decision.effects.append(
            Effect(
                to: .person(person.id),
                purpose: .notice,
                line: FieldValue.Line(.unsortedKept, [.item: .count(item)])
            )
        )
    }

    /// What the clerk did on the head's word today, for the head to see and take back.
    package mutating func digestForHead(since: Instant) throws {
        let acts = try view.basisActs(since: since)
        guard !acts.isEmpty else { return }
        let lines = try acts.map { matter in
            var facts: [Field: FieldValue] = [.number: .number(matter.number)]
            if let basis = matter.basis { facts[.action] = .term(basis.action.term) }
            facts[.subject] = try subject(of: matter)
            return FieldValue.Line(.headDigestLine, facts)
        }
        try tell(
            all: .head,
            .headDigest,
            [.list: .lines(lines), .count: .count(acts.count)]
        )
    }
}

/// Which feedback a due row is about.
package struct UnreadFeedback: Hashable, Sendable {
    package var number: MatterNumber
    package var index: Int

    package init(number: MatterNumber, index: Int) {
        self.number = number
        self.index = index
    }

    /// Reads ``subject``; nil for anything else.
    package init?(subject: String) {
        let parts = subject.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = MatterNumber(parts[0]), let index = Int(parts[1])
        else { return nil }
        self.init(number: number, index: index)
    }

    /// `2026-0042/0`.
    package var subject: String { number.description + "/" + String(index) }
}

extension Matter.Feedback.Stand {
    /// Where a written feedback stands after news of its message; nil when that changes nothing.
    fileprivate func after(_ delivery: Draft.Delivery) -> Matter.Feedback.Stand? {
        switch (self, delivery) {
        case (.queued, .handedOver): .handedOver
        case (.queued, .sent), (.queued, .delivered): .delivered
        case (.handedOver, .delivered), (.unread, .delivered), (.failed, .delivered): .delivered
        case (.queued, .refused), (.queued, .expired), (.queued, .uncertain): .failed
        case (.handedOver, .refused): .failed
        default: nil
        }
    }
}
