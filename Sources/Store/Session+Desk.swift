package import Casework
internal import GRDB
package import Messages

// What the desk keeps beside the journal: due rows, wrong guesses, cursors, files to fetch,
// deliveries set aside, the clock.

extension Session {
    // MARK: - Due rows

    /// Keeps something to look at later; the same kind and subject is kept once, as first said.
    package func keep(_ due: Due) throws {
        let query = try query(
            "INSERT INTO due(kind, at, subject) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        )
        query.bind(1, due.kind.rawValue)
        query.bind(2, due.at.milliseconds)
        query.bind(3, due.subject)
        try query.run()
    }

    /// Keeps something to look at later, at this time even if it was kept for another.
    package func move(_ due: Due) throws {
        let query = try query(
            """
            INSERT INTO due(kind, at, subject) VALUES (?, ?, ?)
            ON CONFLICT (kind, subject) DO UPDATE SET at = excluded.at
            """
        )
        query.bind(1, due.kind.rawValue)
        query.bind(2, due.at.milliseconds)
        query.bind(3, due.subject)
        try query.run()
    }

    /// What is due, the oldest first.
    package func dueRows(until now: Instant, limit: Int) throws -> [(id: Int64, due: Due)] {
        let query = try query(
            "SELECT id, kind, at, subject FROM due WHERE at <= ? ORDER BY at, id LIMIT ?"
        )
        query.bind(1, now.milliseconds)
        query.bind(2, limit)
        var rows: [(id: Int64, due: Due)] = []
        while try query.step() {
            guard let kind = Due.Kind(rawValue: query.text(1)) else {
                throw damaged("due", query.int64(0))
            }
            let at = Instant(milliseconds: query.int64(2))
            rows.append((query.int64(0), Due(kind: kind, at: at, subject: query.text(3))))
        }
        return rows
    }

    /// Ends a due row, in the transaction that did what it asked for.
    package func settleDue(_ id: Int64) throws {
        let query = try query("DELETE FROM due WHERE id = ?")
        query.bind(1, id)
        try query.run()
    }

    /// When something is due next; nil when nothing waits.
    package func nextDue() throws -> Instant? {
        try number("SELECT min(at) FROM due").map { Instant(milliseconds: $0) }
    }

    // MARK: - Wrong guesses

    package func strike(_ kind: Strike, by person: PersonID, at instant: Instant) throws {
        let query = try query("INSERT INTO strike(kind, person, at) VALUES (?, ?, ?)")
        query.bind(1, kind.rawValue)
        query.bind(2, person.value)
        query.bind(3, instant.milliseconds)
        try query.run()
    }

    // MARK: - Cursors

    package func cursor(channel: String, account: String) throws -> Messages.Cursor? {
        let query = try query("SELECT value FROM cursor WHERE channel = ? AND account = ?")
        query.bind(1, channel)
        query.bind(2, account)
        return try query.step() ? Messages.Cursor(query.text(0)) : nil
    }

    package func setCursor(_ cursor: Messages.Cursor, channel: String, account: String) throws {
        let query = try query(
            """
            INSERT INTO cursor(channel, account, value) VALUES (?, ?, ?)
            ON CONFLICT (channel, account) DO UPDATE SET value = excluded.value
            """
        )
        query.bind(1, channel)
        query.bind(2, account)
        query.bind(3, cursor.value)
        try query.run()
    }

    // MARK: - Polls

    /// When the channel was last polled well, as far as that was kept; nil before the first time.
    package func lastPoll(channel: String, account: String) throws -> Instant? {
        let query = try query("SELECT at FROM polled WHERE channel = ? AND account = ?")
        query.bind(1, channel)
        query.bind(2, account)
        return try query.step() ? Instant(milliseconds: query.int64(0)) : nil
    }

    package func setLastPoll(_ instant: Instant, channel: String, account: String) throws {
        let query = try query(
            """
            INSERT INTO polled(channel, account, at) VALUES (?, ?, ?)
            ON CONFLICT (channel, account) DO UPDATE SET at = excluded.at
            """
        )
        query.bind(1, channel)
        query.bind(2, account)
        query.bind(3, instant.milliseconds)
        try query.run()
    }

    // MARK: - Conversations

    package func conversation(of person: PersonID) throws -> String? {
        let query = try query("SELECT json FROM conversation WHERE person = ?")
        query.bind(1, person.value)
        return try query.step() ? query.text(0) : nil
    }

    /// Keeps where a conversation stands; nil forgets it.
    package func setConversation(
        _ json: String?,
        of person: PersonID,
        at instant: Instant
    ) throws {
        guard let json else {
            let query = try query("DELETE FROM conversation WHERE person = ?")
            query.bind(1, person.value)
            return try query.run()
        }
        let query = try query(
            """
            INSERT INTO conversation(person, json, at) VALUES (?, ?, ?)
            ON CONFLICT (person) DO UPDATE SET json = excluded.json, at = excluded.at
            """
        )
        query.bind(1, person.value)
        query.bind(2, json)
        query.bind(3, instant.milliseconds)
        try query.run()
    }

    // MARK: - Files to fetch

    /// Files that are wanted and whose time has come, the oldest first.
    package func wantedAttachments(at now: Instant, limit: Int) throws -> [WantedAttachment] {
        let query = try query(
            """
            SELECT a.id, a.person, a.kind, c.bytes, coalesce(f.tries, 0)
            FROM attachment a JOIN content c ON c.id = a.handle
            LEFT JOIN fetch f ON f.attachment = a.id
            WHERE a.fetched IS NULL AND c.bytes IS NOT NULL AND coalesce(f.not_before, 0) <= ?
            ORDER BY a.id LIMIT ?
            """
        )
        query.bind(1, now.milliseconds)
        query.bind(2, limit)
        var wanted: [WantedAttachment] = []
        while try query.step() {
            wanted.append(
                WantedAttachment(
                    id: query.int64(0),
                    person: PersonID(query.int64(1)),
                    kind: query.text(2),
                    handle: query.text(3),
                    tries: query.int(4)
                )
            )
        }
        return wanted
    }

    /// Counts a fetch that failed, and says when to try again.
    ///
    /// - Returns: How many have failed by now.
    @discardableResult
    package func attachmentTried(_ id: Int64, notBefore: Instant) throws -> Int {
        let query = try query(
            """
            INSERT INTO fetch(attachment, tries, not_before) VALUES (?, 1, ?)
            ON CONFLICT (attachment) DO UPDATE
            SET tries = tries + 1, not_before = excluded.not_before RETURNING tries
            """
        )
        query.bind(1, id)
        query.bind(2, notBefore.milliseconds)
        var tries = 0
        while try query.step() { tries = query.int(0) }
        return tries
    }

    // MARK: - Deliveries set aside

    /// Sets a delivery aside, raw, for an operator.
    ///
    /// The event that says so is the caller's to append.
    package func quarantine(
        key: String,
        channel: String,
        account: String,
        raw: String,
        reason: String,
        sender: PersonID?,
        at instant: Instant
    ) throws -> Int64 {
        let query = try query(
            """
            INSERT INTO quarantine(key, channel, account, raw, reason, person, at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        )
        query.bind(1, digest(of: key))
        query.bind(2, channel)
        query.bind(3, account)
        query.bind(4, raw)
        query.bind(5, reason)
        query.bind(6, sender?.value)
        query.bind(7, instant.milliseconds)
        try query.run()
        return database.lastInsertedRowID
    }

    /// What waits for an operator, the oldest first.
    package func quarantineList() throws -> [QuarantineEntry] {
        let query = try query(
            """
            SELECT id, channel, account, raw, reason, person, at, state
            FROM quarantine WHERE state = 0 ORDER BY id
            """
        )
        var entries: [QuarantineEntry] = []
        while try query.step() { entries.append(try quarantineEntry(query)) }
        return entries
    }

    package func quarantineEntry(_ id: Int64) throws -> QuarantineEntry? {
        let query = try query(
            """
            SELECT id, channel, account, raw, reason, person, at, state
            FROM quarantine WHERE id = ?
            """
        )
        query.bind(1, id)
        return try query.step() ? try quarantineEntry(query) : nil
    }

    /// Ends an entry, and forgets that its delivery was taken when it is to be tried again.
    ///
    /// - Returns: False when it had ended already.
    package func settleQuarantine(_ id: Int64, isRetried: Bool) throws -> Bool {
        if isRetried {
            // The row stays: its id is a cause in the journal, and must not be given again.
            let query = try query(
                """
                UPDATE inbox SET key = randomblob(16)
                WHERE key = (SELECT key FROM quarantine WHERE id = ?)
                """
            )
            query.bind(1, id)
            try query.run()
        }
        let query = try query("UPDATE quarantine SET state = ? WHERE id = ? AND state = 0")
        query.bind(1, isRetried ? 1 : 2)
        query.bind(2, id)
        try query.run()
        return database.changesCount > 0
    }

    // MARK: - The clock and the service

    /// The last instant that a turn ran at; nil before the first.
    package func lastInstant() throws -> Instant? {
        try number("SELECT last_instant FROM service_state").map { Instant(milliseconds: $0) }
    }

    package func setLastInstant(_ instant: Instant) throws {
        let query = try query("UPDATE service_state SET last_instant = ?")
        query.bind(1, instant.milliseconds)
        try query.run()
    }

    func endService() throws(StoreError) { try run("UPDATE service_state SET running = 0") }

    private func quarantineEntry(_ query: borrowing Query) throws(StoreError) -> QuarantineEntry {
        guard let state = QuarantineEntry.State(rawValue: query.int(7)) else {
            throw damaged("quarantine", query.int64(0))
        }
        return QuarantineEntry(
            id: query.int64(0),
            channel: query.text(1),
            account: query.text(2),
            raw: query.optionalText(3),
            reason: query.text(4),
            sender: query.optionalInt64(5).map { PersonID($0) },
            at: Instant(milliseconds: query.int64(6)),
            state: state
        )
    }
}

/// A file that is still at its channel.
package struct WantedAttachment: Hashable, Sendable {
    package var id: Int64
    package var person: PersonID
    /// `photo`, `voice`, `video` and so on.
    package var kind: String
    package var handle: String
    /// How many fetches have failed.
    package var tries: Int
}

/// A delivery that was set aside.
package struct QuarantineEntry: Hashable, Sendable {
    package enum State: Int, Sendable {
        case open = 0
        case retried = 1
        case dropped = 2
    }

    package var id: Int64
    package var channel: String
    package var account: String
    /// As it came; nil once it is erased.
    package var raw: String?
    package var reason: String
    package var sender: PersonID?
    package var at: Instant
    package var state: State
}
