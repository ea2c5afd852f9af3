package import Casework
internal import GRDB

// A broadcast and its copies. Who is meant stands in the journal; how each copy stands is custody,
// like the outbox: two numbers a person until its turn comes, then a row of the outbox.

extension Session {
    package func broadcast(_ id: Int64) throws -> Broadcast? {
        let query = try query("SELECT id, body FROM broadcast WHERE id = ?")
        query.bind(1, id)
        return try query.step() ? try body(Broadcast.self, query, "broadcast") : nil
    }

    package func lastBroadcast() throws -> Broadcast? {
        let query = try query("SELECT id, body FROM broadcast ORDER BY id DESC LIMIT 1")
        return try query.step() ? try body(Broadcast.self, query, "broadcast") : nil
    }

    package func openBroadcasts() throws -> [Broadcast] {
        let query = try query(
            "SELECT id, body FROM broadcast INDEXED BY broadcast_open WHERE is_open = 1 ORDER BY id"
        )
        var open: [Broadcast] = []
        while try query.step() { open.append(try body(Broadcast.self, query, "broadcast")) }
        return open
    }

    package func counts(of broadcast: Int64) throws -> BroadcastCounts {
        let query = try query(
            "SELECT stand, count(*) FROM recipient WHERE broadcast = ? GROUP BY stand"
        )
        query.bind(1, broadcast)
        var counts = BroadcastCounts()
        while try query.step() { counts.add(query.int(1), try stand(query.int(0), broadcast)) }
        return counts
    }

    package func isGoingOut(_ broadcast: Int64) throws -> Bool {
        let query = try query(
            """
            SELECT EXISTS (SELECT 1 FROM recipient INDEXED BY recipient_waiting
                    WHERE broadcast = ?1 AND stand = 0)
                OR EXISTS (SELECT 1 FROM recipient INDEXED BY recipient_queued
                    WHERE broadcast = ?1 AND stand = 1)
            """
        )
        query.bind(1, broadcast)
        return try query.step() && query.bool(0)
    }

    package func recipients(
        of broadcast: Int64,
        standing: Set<Recipient.Stand>,
        limit: Int
    ) throws -> [Recipient] {
        // Codes and not parameters: one statement a set of stands, and sets are few.
        let codes = standing.map { String($0.rawValue) }.sorted().joined(separator: ",")
        let query = try query(
            """
            SELECT person, stand FROM recipient
            WHERE broadcast = ? AND stand IN (\(codes)) ORDER BY person LIMIT ?
            """
        )
        query.bind(1, broadcast)
        query.bind(2, limit)
        var recipients: [Recipient] = []
        while try query.step() {
            recipients.append(
                Recipient(
                    person: PersonID(query.int64(0)),
                    stand: try stand(query.int(1), broadcast)
                )
            )
        }
        return recipients
    }

    /// Notes how one person's copy stands.
    package func setStand(
        _ stand: Recipient.Stand,
        of person: PersonID,
        in broadcast: Int64
    ) throws {
        let query = try query("UPDATE recipient SET stand = ? WHERE broadcast = ? AND person = ?")
        query.bind(1, stand.rawValue)
        query.bind(2, broadcast)
        query.bind(3, person.value)
        try query.run()
    }

    /// Ends every copy that is not yet a row of the outbox.
    package func endWaiting(in broadcast: Int64, as stand: Recipient.Stand) throws {
        let query = try query("UPDATE recipient SET stand = ? WHERE broadcast = ? AND stand = 0")
        query.bind(1, stand.rawValue)
        query.bind(2, broadcast)
        try query.run()
    }

    // MARK: - Writing

    func insert(_ broadcast: Broadcast, _ members: Members) throws {
        let query = try query(
            "INSERT INTO broadcast(id, is_open, body, members) VALUES (?, ?, ?, ?)"
        )
        query.bind(1, broadcast.id)
        query.bind(2, broadcast.isOpen)
        query.bind(3, try jsonText(broadcast))
        query.bind(4, members.text)
        try query.run()
    }

    func update(_ broadcast: Broadcast) throws {
        let query = try query("UPDATE broadcast SET is_open = ?, body = ? WHERE id = ?")
        query.bind(1, broadcast.isOpen)
        query.bind(2, try jsonText(broadcast))
        query.bind(3, broadcast.id)
        try query.run()
    }

    /// Whoever an event means gets a copy that waits, once for each event.
    func keepCopies(of event: Event) throws {
        let (broadcast, members): (Int64, Members)
        switch event {
        case .broadcastPrepared(let one, let people): (broadcast, members) = (one.id, people)
        case .broadcastResent(let id, let people, _): (broadcast, members) = (id, people)
        default: return
        }
        for range in members.ranges {
            let query = try query(
                """
                WITH RECURSIVE one(person) AS (
                    SELECT ?2 UNION ALL SELECT person + 1 FROM one WHERE person < ?3
                )
                INSERT INTO recipient(broadcast, person, stand) SELECT ?1, person, 0 FROM one
                WHERE true
                ON CONFLICT (broadcast, person) DO UPDATE SET stand = 0
                """
            )
            query.bind(1, broadcast)
            query.bind(2, range.lowerBound)
            query.bind(3, range.upperBound)
            try query.run()
        }
    }

    func withdrawCopies(of broadcast: Int64, at instant: Instant) throws -> [OutboxRow] {
        try endWaiting(in: broadcast, as: .withdrawn)
        let rows = try endAll(
            "INDEXED BY outbox_copy WHERE purpose = 4 AND about = ? AND state = 0",
            broadcast,
            .refused,
            "withdrawn",
            instant
        )
        for case .broadcast(let id, let person) in rows.map(\.purpose) {
            try setStand(.withdrawn, of: person, in: id)
        }
        return rows
    }

    func withdrawCopy(
        of broadcast: Int64,
        for person: PersonID,
        at instant: Instant
    ) throws -> [OutboxRow] {
        let rows = try endAll(
            """
            INDEXED BY outbox_copy WHERE purpose = 4 AND part = ? AND about = \(broadcast)
                AND state = 0
            """,
            person.value,
            .refused,
            "withdrawn",
            instant
        )
        let query = try query(
            """
            UPDATE recipient SET stand = \(Recipient.Stand.left.rawValue)
            WHERE broadcast = ?1 AND person = ?2 AND (stand = 0 OR (stand = 1 AND ?3))
            """
        )
        query.bind(1, broadcast)
        query.bind(2, person.value)
        query.bind(3, !rows.isEmpty)
        try query.run()
        return rows
    }

    private func stand(_ code: Int, _ broadcast: Int64) throws(StoreError) -> Recipient.Stand {
        guard let stand = Recipient.Stand(rawValue: code) else {
            throw damaged("recipient", broadcast)
        }
        return stand
    }
}
