/// What the desk itself has to do when a send ends or a time comes.
extension Draft {
    /// How one message of consequence ended.
    package enum Delivery: String, Sendable {
        case sent, refused, expired, uncertain
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

    /// Written feedback counts only from `sent`; every other end is a debt for the clerk.
    package mutating func settleFeedback(
        _ number: MatterNumber,
        index: Int,
        _ delivery: Delivery
    ) throws {
        guard let matter = try matter(number), matter.feedbacks.indices.contains(index),
            matter.feedbacks[index].stand == .queued
        else { return }
        let stand: Matter.Feedback.Stand = delivery == .sent ? .delivered : .failed
        add(.feedbackSettled(number, index: index, stand: stand))
        guard stand == .failed else { return }
        var facts: [Field: FieldValue] = [
            .number: .number(number), .reason: .term("delivery." + delivery.rawValue),
        ]
        facts[.subject] = try subject(of: matter)
        try tell(all: .staff, .staffFeedbackFailed, facts)
    }

    /// Reports a reminder once every one of its sends has ended.
    package mutating func settleReminder(_ id: Int64) throws {
        guard let reminder = try view.reminder(id), reminder.stand == .sending,
            try view.deliveries(of: id).waiting == 0
        else { return }
        add(.reminderSettled(reminder: id))
        tell(reminder.by, .reminderReport, try reportFacts(of: reminder))
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
