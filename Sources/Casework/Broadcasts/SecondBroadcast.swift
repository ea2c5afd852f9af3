/// 同意群发 3: the second person's yes or no to what goes to very many.
package enum SecondBroadcast: Deed {
    package static let action = Action.secondBroadcast

    /// A yes that comes later than this counts no more, seconds.
    static let longest: Int64 = 86_400

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let me = draft.me
        let item = draft.arguments.number(.item)
        let asked = try draft.view.openBroadcasts().last {
            $0.stand == .proposed && $0.asked.contains(me)
        }
        guard let broadcast = try item.map({ try draft.view.broadcast(Int64($0)) }) ?? asked else {
            return .refused(FieldValue.Line(.broadcastNone))
        }
        let number: [Field: FieldValue] = [.item: .count(Int(broadcast.id))]
        guard broadcast.stand == .proposed else {
            let state = FieldValue.term("broadcast.\(broadcast.stand.rawValue)")
            return .refused(
                FieldValue.Line(.broadcastNotOpen, number.merging([.state: state]) { $1 })
            )
        }
        guard broadcast.asked.contains(me), broadcast.by != me else {
            let names = try broadcast.asked.compactMap { try draft.view.person($0) }
                .map { try draft.name(of: $0) }
            return .refused(
                FieldValue.Line(
                    .broadcastNotYours,
                    number.merging([.person: .list(names)]) { $1 }
                )
            )
        }
        guard draft.arguments.text(.result) != "false" else {
            draft.add(.broadcastReturned(broadcast: broadcast.id, by: me))
            draft.withdraw(.broadcast(broadcast.id))
            draft.say(.broadcastReturned, number)
            draft.tell(broadcast.by, .broadcastReturned, number)
            return .done
        }
        let end = broadcast.preparedAt.adding(seconds: longest)
        guard draft.now < min(end, broadcast.until ?? end) else {
            draft.add(.broadcastCancelled(broadcast: broadcast.id))
            draft.withdraw(.broadcast(broadcast.id))
            draft.say(.broadcastLate, number)
            draft.tell(broadcast.by, .broadcastLate, number)
            return .done
        }
        let pause = Int64(draft.rules.broadcasts.cancelSeconds)
        let earliest = max(broadcast.at, draft.now.adding(seconds: pause))
        let start = draft.rules.broadcasts.quietEnd(at: earliest) ?? earliest
        draft.add(.broadcastAgreed(broadcast: broadcast.id, by: me, at: start))
        draft.sayQueued(broadcast.id, broadcast.count, start)
        draft.tell(broadcast.by, .broadcastAgreed, number)
        return .done
    }
}

extension Draft {
    /// Who can be asked as second person, the first first; never the sender, and nobody who has
    /// no chat.
    func secondPeople(besides sender: PersonID? = nil) throws -> [Person] {
        let sender = sender ?? asker.person?.id
        let named = rules.broadcasts.second
        let people =
            try named.isEmpty
            ? view.people(holding: .head)
            : named.compactMap { name in
                try view.people(named: name).first { person in
                    !person.roles.isDisjoint(with: [.staff, .head])
                }
            }
        return people.filter { $0.id != sender && $0.isReachable }
    }

    /// Asks one to agree, and looks again when no answer comes.
    mutating func ask(
        _ second: Person,
        to broadcast: Broadcast,
        saying line: FieldValue.Line
    ) throws {
        var facts: [Field: FieldValue] = [
            .item: .count(Int(broadcast.id)), .count: .count(broadcast.count),
            .text: .lines([line]), .audience: Draft.parts(of: broadcast.audience),
        ]
        if let author = try view.person(broadcast.by) { facts[.person] = try name(of: author) }
        tell(second.id, .broadcastSecondAsked, facts)
        schedule(
            Due(
                kind: .secondPerson,
                at: now.adding(seconds: Int64(rules.broadcasts.standInMinutes) * 60),
                subject: String(broadcast.id)
            )
        )
    }

    /// The second person has not answered: the next stands in; with nobody left, the sender hears
    /// that it still waits.
    package mutating func settleSecondPerson(_ id: Int64) throws {
        guard let broadcast = try view.broadcast(id), broadcast.stand == .proposed else { return }
        let item: [Field: FieldValue] = [.item: .count(Int(id))]
        let end = broadcast.preparedAt.adding(seconds: SecondBroadcast.longest)
        guard now < min(end, broadcast.until ?? end) else {
            add(.broadcastCancelled(broadcast: id))
            withdraw(.broadcast(id))
            tell(broadcast.by, .broadcastLate, item)
            return
        }
        let next = try secondPeople(besides: broadcast.by).first {
            !broadcast.asked.contains($0.id)
        }
        guard let next, let line = try line(of: broadcast, for: nil) else {
            tell(broadcast.by, .broadcastStillWaits, item)
            schedule(
                Due(kind: .secondPerson, at: min(end, broadcast.until ?? end), subject: String(id))
            )
            return
        }
        add(.broadcastPassedOn(broadcast: id, to: next.id))
        try ask(next, to: broadcast, saying: line)
        tell(
            broadcast.by,
            .broadcastProposed,
            item.merging([.person: try name(of: next)]) { $1 }
        )
    }
}
