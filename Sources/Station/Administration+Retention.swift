internal import Casework
package import Store

extension Administration {
    /// How much of each class is past its time now.
    package func pastRetention() async throws -> [Retention: Int] {
        let (now, rules) = (turn.desk.now(), turn.desk.rules.retention)
        return try await store.read { session in
            var counts: [Retention: Int] = [:]
            for kind in Retention.allCases {
                counts[kind] = try session.countPast(kind, before: rules.limit(kind, at: now))
            }
            return counts
        }
    }

    /// Lets go of what is past its time; numbers, states and dates of matters stay.
    ///
    /// - Returns: How much of each class went.
    /// - Throws: ``StoreError``.
    package func applyRetention() async throws -> [Retention: Int] {
        let counts = try await pastRetention()
        let (now, rules) = (turn.desk.now(), turn.desk.rules.retention)
        try await store.write { try $0.dropMessages(before: rules.limit(.messages, at: now)) }
        for kind in [Retention.contacts, .words] {
            let limit = rules.limit(kind, at: now)
            // In small transactions: the service goes on meanwhile.
            while try await store.write({ session in
                let matters = try session.mattersPast(kind, before: limit, limit: 100)
                for matter in matters {
                    try session.append(
                        try session.events(letting: kind, of: matter, go: now),
                        actor: nil,
                        cause: nil,
                        at: now
                    )
                }
                return !matters.isEmpty
            }) {}
            while try await store.write({ session in
                let visits = try session.visitsPast(kind, before: limit, limit: 100)
                for (_, contents) in visits {
                    try session.append(
                        [.contentErased(contents: contents, reason: kind.reason)],
                        actor: nil,
                        cause: nil,
                        at: now
                    )
                }
                return !visits.isEmpty
            }) {}
        }
        return counts
    }
}

extension Session {
    fileprivate func events(
        letting kind: Retention,
        of matter: Matter,
        go instant: Instant
    ) throws -> [Event] {
        let gone =
            try kind == .words
            ? contents(of: matter.number) : contacts(of: matter.number)
        var events: [Event] = [.contentErased(contents: gone, reason: kind.reason)]
        if matter.name != nil || matter.phone != nil {
            events.insert(.matterGuarded(matter.number, .contactDropped), at: 0)
        }
        return events
    }
}

extension RetentionRules {
    /// The instant before which a class is past its time.
    fileprivate func limit(_ kind: Retention, at now: Instant) -> Instant {
        let days =
            switch kind {
            case .messages: messages
            case .contacts: contacts
            case .words: words
            }
        return now.adding(seconds: -Int64(days) * 86_400)
    }
}
