package import Casework
internal import Crypto
internal import FoundationEssentials
internal import GRDB

// The inbox keeps a digest of a delivery's key and never the key, which names a chat: erasing a
// person must not lose the knowledge that a message was seen. The chat stands in `place` alone,
// until the words or the address are erased.

extension Session {
    /// True when that delivery was taken before, for as long as the inbox keeps it.
    package func isSeen(key: String) throws -> Bool {
        let query = try query("SELECT 1 FROM inbox WHERE key = ?")
        query.bind(1, digest(of: key))
        return try query.step()
    }

    /// Takes a delivery in.
    ///
    /// - Returns: The row's id: the cause of what follows.
    /// - Throws: ``StoreError/Code/constraint`` when it was taken before.
    package func accept(_ entry: InboxEntry) throws -> Int64 {
        guard let id = try acceptOnce(entry) else {
            throw StoreError(
                .constraint,
                "cannot write to store at '\(path)': a delivery was taken before"
            )
        }
        return id
    }

    /// Takes a delivery in unless it was taken before: one look at the index instead of two.
    ///
    /// - Returns: The row's id; nil for a delivery that was seen.
    package func acceptOnce(_ entry: InboxEntry) throws -> Int64? {
        let query = try query(
            """
            INSERT INTO inbox(key, channel, account, person, received_at, sent_at, text, album, place)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING
            """
        )
        query.bind(1, digest(of: entry.key))
        query.bind(2, entry.channel)
        query.bind(3, entry.account)
        query.bind(4, entry.sender?.value)
        query.bind(5, entry.receivedAt.milliseconds)
        query.bind(6, entry.sentAt.milliseconds)
        query.bind(7, entry.text)
        if let album = entry.album { query.bind(8, digest(of: album)) }
        query.bind(9, entry.place?.text)
        try query.run()
        return database.changesCount > 0 ? database.lastInsertedRowID : nil
    }

    /// Notes what a delivery became, so that an edit or the rest of an album finds it.
    package func settle(
        inbox id: Int64,
        sender: PersonID? = nil,
        subject: Subject?,
        words: ContentID? = nil
    ) throws {
        let query = try query(
            """
            UPDATE inbox SET person = coalesce(?, person), subject_kind = ?, subject = ?, words = ?
            WHERE id = ?
            """
        )
        query.bind(1, sender?.value)
        query.bind(2, subject?.codes.kind)
        query.bind(3, subject?.codes.id)
        query.bind(4, words?.value)
        query.bind(5, id)
        try query.run()
    }

    /// What an earlier delivery became; nil when it was never seen.
    package func inboxSubject(key: String) throws -> InboxSubject? {
        try subject(
            """
            SELECT id, person, received_at, subject_kind, subject, words, text
            FROM inbox WHERE key = ?
            """,
            digest(of: key)
        )
    }

    /// What the first part of an album that became something became; else its first part.
    package func inboxSubject(album: String) throws -> InboxSubject? {
        try subject(
            """
            SELECT id, person, received_at, subject_kind, subject, words, text
            FROM inbox WHERE album = ? ORDER BY subject IS NULL, id LIMIT 1
            """,
            digest(of: album)
        )
    }

    // MARK: - A message that ends the process

    /// Notes that a delivery is about to be worked on; in a commit of its own.
    package func markInHand(key: String) throws {
        let query = try query(
            """
            INSERT INTO in_hand(key, deaths) VALUES (?, 1)
            ON CONFLICT (key) DO UPDATE SET deaths = deaths + 1
            """
        )
        query.bind(1, digest(of: key))
        try query.run()
    }

    /// What one death by the process's own fault counts; a death of unknown cause counts one.
    static let trapWeight = 3

    /// Whether a delivery has to be put aside unread: found in hand at two traps, or at six
    /// deaths of any cause.
    package func isDeadly(key: String) throws -> Bool {
        try inHandDeaths(key: key) >= 2 * Session.trapWeight
    }

    /// The deaths of the process while it had that delivery in hand, weighed.
    package func inHandDeaths(key: String) throws -> Int {
        let query = try query("SELECT deaths FROM in_hand WHERE key = ?")
        query.bind(1, digest(of: key))
        return try query.step() ? query.int(0) : 0
    }

    /// Ends that: in the transaction that applies or quarantines the delivery.
    package func clearInHand(key: String) throws {
        let query = try query("DELETE FROM in_hand WHERE key = ?")
        query.bind(1, digest(of: key))
        try query.run()
    }

    // MARK: -

    private func subject(_ sql: String, _ key: [UInt8]) throws(StoreError) -> InboxSubject? {
        let query = try query(sql)
        query.bind(1, key)
        guard try query.step() else { return nil }
        var subject: Subject?
        if let kind = query.optionalInt64(3) {
            subject = Subject(kind: kind, id: query.int64(4))
            if subject == nil { throw damaged("inbox", query.int64(0)) }
        }
        return InboxSubject(
            id: query.int64(0),
            sender: query.optionalInt64(1).map { PersonID($0) },
            receivedAt: Instant(milliseconds: query.int64(2)),
            subject: subject,
            words: query.optionalInt64(5).map { ContentID($0) },
            text: query.optionalText(6)
        )
    }

    /// The first 128 bits of the key's SHA-256.
    func digest(of key: String) -> [UInt8] {
        if let last = lastDigest, last.key == key { return last.digest }
        var hasher = SHA256()
        var bytes = key
        bytes.withUTF8 { hasher.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        let digest = Array(hasher.finalize().prefix(16))
        lastDigest = (key, digest)
        return digest
    }
}
