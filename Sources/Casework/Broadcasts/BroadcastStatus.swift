/// 群发情况: how a broadcast went, by count, and whom it did not reach.
package enum BroadcastStatus: Deed {
    package static let action = Action.broadcastStatus

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let broadcast = try draft.broadcastMeant() else {
            return .refused(FieldValue.Line(.broadcastNone))
        }
        var facts = try draft.reportFacts(of: broadcast)
        facts[.state] = .term("broadcast.\(broadcast.stand.rawValue)")
        if broadcast.stand == .released, broadcast.at > draft.now {
            facts[.state] = .term("broadcast.waiting")
            facts[.time] = .moment(broadcast.at)
        }
        draft.say(.broadcastStatus, facts)
        return .done
    }
}

/// 取消群发: what has not gone out yet stays here.
package enum CancelBroadcast: Deed {
    package static let action = Action.cancelBroadcast

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let broadcast = meant(draft, try draft.view.openBroadcasts()) else {
            return .refused(FieldValue.Line(.broadcastNone))
        }
        let counts = try draft.view.counts(of: broadcast.id)
        draft.add(.broadcastCancelled(broadcast: broadcast.id))
        draft.withdraw(.broadcast(broadcast.id))
        draft.say(
            .broadcastCancelled,
            [.item: .count(Int(broadcast.id)), .sent: .count(counts.sent)]
        )
        if broadcast.by != draft.me {
            draft.tell(
                broadcast.by,
                .broadcastCancelled,
                [.item: .count(Int(broadcast.id)), .sent: .count(counts.sent)]
            )
        }
        return .done
    }

    /// The one whose number was said; 下一条 is the first that still waits for its time, 刚发的 the last
    /// that goes out already.
    private static func meant(_ draft: Draft, _ open: [Broadcast]) -> Broadcast? {
        if let number = draft.arguments.number(.item) {
            return open.last { $0.id == Int64(number) }
        }
        switch draft.arguments.text(.which) {
        case "next": return open.filter { $0.at > draft.now }.min { $0.at < $1.at }
        case "last": return open.last { $0.at <= draft.now } ?? open.last
        default: return open.last
        }
    }
}

extension Draft {
    /// How many of those whom it did not reach are named at once.
    private static let named = 10

    /// How the copies of a broadcast ended, each counted once, and whom it did not reach.
    package func reportFacts(of broadcast: Broadcast) throws -> [Field: FieldValue] {
        let counts = try view.counts(of: broadcast.id)
        var facts: [Field: FieldValue] = [
            .item: .count(Int(broadcast.id)), .total: .count(broadcast.count),
            .sent: .count(counts.sent), .failed: .count(counts.failed),
            .skipped: .count(broadcast.skipped + counts.left),
        ]
        if counts.waiting > 0 { facts[.count] = .count(counts.waiting) }
        if counts.uncertain > 0 { facts[.uncertain] = .count(counts.uncertain) }
        let missed = try view.recipients(
            of: broadcast.id,
            standing: [.refused, .expired, .uncertain],
            limit: Draft.named
        )
        if !missed.isEmpty {
            facts[.list] = .list(
                try missed.map { recipient in
                    .lines(
                        [
                            FieldValue.Line(
                                .broadcastMissed,
                                [
                                    .person: .text(try masked(recipient.person)),
                                    .reason: .term(recipient.stand.term),
                                ]
                            )
                        ]
                    )
                }
            )
        }
        if counts.failed > 0, !broadcast.isOpen { facts[.next] = .count(Int(broadcast.id)) }
        if case .reception(let day) = broadcast.content, let lunar = rules.lunar.lunarDay(of: day) {
            facts[.date] = .receptionDay(day, lunar)
        }
        return facts
    }

    /// Reports a broadcast once every one of its copies has ended.
    package mutating func settleBroadcast(_ id: Int64) throws {
        guard var broadcast = try view.broadcast(id), broadcast.stand == .released,
            try !view.isGoingOut(id)
        else { return }
        let event = Event.broadcastSettled(broadcast: id, counts: try view.counts(of: id))
        add(event)
        broadcast.apply(event)
        tell(broadcast.by, .broadcastReport, try reportFacts(of: broadcast))
    }

    /// Nothing arrives at an address any more: it is retired, and what waits for it ends.
    package mutating func retire(_ address: ContentID, of person: Person, reason: String) {
        guard person.addresses.contains(address), !person.deadAddresses.contains(address) else {
            return
        }
        add(.addressRetired(person: person.id, address: address, reason: reason))
        withdraw(.address(address))
    }
}
