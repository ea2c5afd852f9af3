internal import Casework
internal import GRDB
internal import Messages

extension Session {
    /// Overwrites words and every copy of them that this file holds, and asks for the copies that
    /// stand at the far side of a channel to be erased there.
    ///
    /// The copies are found three ways: through the messages that brought the words, through the
    /// replies to them, and by looking for the words' beginning in what was written to anybody.
    ///
    /// - Parameters:
    ///   - ids: The words.
    ///   - instant: When it is asked for.
    ///   - keepsFiles: True where only the words go, not the photos that came with them.
    /// - Throws: A ``StoreError``.
    func forget(
        _ ids: [ContentID],
        at instant: Instant,
        keepsFiles: Bool = false
    ) throws {
        var causes: Set<Int64> = []
        var copies: [FarCopy] = []
        var matters: Set<Int64> = []
        // Before anything is blanked: copies are found by what they say.
        for id in ids {
            guard let text = try words(id) else { continue }
            let matter = try matterCode(of: id)
            if let matter { matters.insert(matter) }
            try causes.formUnion(self.causes(of: id, text))
            copies += try farMentions(of: text, about: matter)
        }
        if !keepsFiles {
            for matter in matters { try causes.formUnion(filesCauses(of: matter)) }
        }
        for cause in causes.sorted() { copies += try farCopies(of: cause) }
        for id in ids {
            guard let text = try words(id) else { continue }
            erasedTexts.append(text)
            try forgetChats(of: id)
            try blank("UPDATE content SET salt = NULL, bytes = NULL, erased = 1 WHERE id = ?", id)
            try blank("DELETE FROM address WHERE id = ?", id)
            try forgetMentions(of: text)
        }
        for cause in causes.sorted() { try forgetMessage(cause, keepsFiles: keepsFiles) }
        try ask(for: copies, at: instant)
        // What was erased before leaves nothing to look for.
        guard !erasedTexts.isEmpty else { return }
        try run("INSERT OR REPLACE INTO meta(name, value) VALUES ('scrub', x'01')")
    }

    /// Overwrites all that a person wrote to the desk and all that it answered, here and at the
    /// far side; what became of a matter's words is kept apart, and stays.
    func forget(_ person: PersonID, at instant: Instant) throws {
        let causes = try deliveries("SELECT id FROM inbox WHERE person = ?") {
            $0.bind(1, person.value)
        }
        var copies: [FarCopy] = []
        for cause in causes.sorted() { copies += try farCopies(of: cause) }
        for cause in causes.sorted() { try forgetMessage(cause) }
        try ask(for: copies, at: instant)
        try run("INSERT OR REPLACE INTO meta(name, value) VALUES ('scrub', x'01')")
    }

    /// Asks the far side to erase copies, each once.
    private func ask(for copies: [FarCopy], at instant: Instant) throws {
        var asked: Set<FarCopy> = []
        for copy in copies where asked.insert(copy).inserted {
            _ = try enqueue(
                OutboxDraft(erasing: copy.place, channel: copy.channel, account: copy.account),
                at: instant
            )
        }
    }

    /// The deliveries that brought these words: with those that only led to a question before
    /// they became something, and all parts of an album.
    private func causes(of id: ContentID, _ text: String) throws(StoreError) -> Set<Int64> {
        var causes = try deliveries(
            """
            SELECT id FROM inbox WHERE words = ?1 UNION
            SELECT cause FROM journal WHERE cause IS NOT NULL
                AND seq = (SELECT proof FROM content WHERE id = ?1)
            """
        ) { $0.bind(1, id.value) }
        let start = String(text.prefix(8))
        for cause in causes {
            try causes.formUnion(
                deliveries(
                    """
                    SELECT id FROM inbox WHERE person = (SELECT person FROM inbox WHERE id = ?1)
                        AND subject IS NULL
                        AND (trim(text) = ?2 OR (length(?3) >= 4 AND instr(text, ?3) > 0))
                    """
                ) { query in
                    query.bind(1, cause)
                    query.bind(2, text)
                    query.bind(3, start)
                }
            )
        }
        for cause in causes {
            try causes.formUnion(
                deliveries(
                    "SELECT id FROM inbox WHERE album = (SELECT album FROM inbox WHERE id = ?)"
                ) { $0.bind(1, cause) }
            )
        }
        return causes
    }

    /// The deliveries that brought a matter's files: some come before the words or after them.
    private func filesCauses(of matter: Int64) throws -> Set<Int64> {
        var causes: Set<Int64> = []
        for file in try self.matter(MatterNumber(code: matter))?.attachments ?? [] {
            try causes.formUnion(
                deliveries(
                    """
                    SELECT journal.cause FROM attachment
                    JOIN content ON content.id = attachment.handle
                    JOIN journal ON journal.seq = content.proof
                    WHERE attachment.id = ? AND journal.cause IS NOT NULL
                    """
                ) { $0.bind(1, file) }
            )
        }
        return causes
    }

    /// The matter that words belong to; nil for none.
    private func matterCode(of id: ContentID) throws(StoreError) -> Int64? {
        let query = try query(
            "SELECT matter FROM journal WHERE seq = (SELECT proof FROM content WHERE id = ?)"
        )
        query.bind(1, id.value)
        return try query.step() ? query.optionalInt64(0) : nil
    }

    private func deliveries(
        _ sql: String,
        _ bind: (borrowing Query) -> Void
    ) throws(StoreError) -> Set<Int64> {
        let query = try query(sql)
        bind(query)
        var ids: Set<Int64> = []
        while try query.step() { ids.insert(query.int64(0)) }
        return ids
    }

    // MARK: - At the far side

    /// A delivery and the replies to it, where they stand at the far side.
    private func farCopies(of cause: Int64) throws(StoreError) -> [FarCopy] {
        try farCopies("SELECT place, channel, account FROM inbox WHERE id = ?") {
            $0.bind(1, cause)
        }
            + farCopies(
                """
                SELECT remote || ' ' || chat, channel, account FROM outbox
                WHERE answers = ? AND text != '' AND \(Session.standsThere)
                """
            ) { $0.bind(1, cause) }
    }

    /// What was written to anybody and quotes how the words begin, where it stands.
    ///
    /// Short words (a village, a name) stand in messages about other people's matters, which must
    /// not vanish from their phones: with them the matter's number has to stand there too.
    private func farMentions(
        of text: String,
        about matter: Int64?
    ) throws(StoreError) -> [FarCopy] {
        let start = String(text.prefix(8))
        guard start.count >= 8 || (start.count >= 2 && matter != nil) else { return [] }
        let number = start.count >= 8 ? nil : matter.map { MatterNumber(code: $0).description }
        return try farCopies(
            """
            SELECT remote || ' ' || chat, channel, account FROM outbox
            WHERE (instr(text, ?1) > 0 OR instr(fields, ?1) > 0) AND instr(text, ?2) > 0
                AND \(Session.standsThere) ORDER BY id
            """
        ) { query in
            query.bind(1, start)
            query.bind(2, number ?? "")
        }
    }

    /// A row of the outbox that is a message at the far side, under a number that is known.
    private static let standsThere =
        "state = 2 AND remote != '' AND chat != '' AND kind != 'delete'"

    private func farCopies(
        _ sql: String,
        _ bind: (borrowing Query) -> Void
    ) throws(StoreError) -> [FarCopy] {
        let query = try query(sql)
        bind(query)
        var copies: [FarCopy] = []
        while try query.step() {
            guard let text = query.optionalText(0), let place = FarPlace(text: text) else {
                continue
            }
            copies.append(FarCopy(place: place, channel: query.text(1), account: query.text(2)))
        }
        return copies
    }

    // MARK: - In this file

    private func forgetMessage(_ cause: Int64, keepsFiles: Bool = false) throws {
        try note("SELECT text FROM inbox WHERE id = ?", cause)
        try note("SELECT text FROM outbox WHERE answers = ?", cause)
        try note(
            "SELECT raw FROM quarantine WHERE key = (SELECT key FROM inbox WHERE id = ?)",
            cause
        )
        for sql in [
            "UPDATE inbox SET text = NULL, place = NULL WHERE id = ?",
            """
            UPDATE outbox SET state = 3, reason = 'erased' WHERE answers = ? AND state = 0
            """,
            "UPDATE outbox SET text = '', fields = NULL, buttons = NULL WHERE answers = ?",
            """
            UPDATE quarantine SET raw = NULL
            WHERE key = (SELECT key FROM inbox WHERE id = ?)
            """,
            """
            DELETE FROM conversation WHERE person = (SELECT person FROM inbox WHERE id = ?)
            """,
        ] {
            let query = try query(sql)
            query.bind(1, cause)
            try query.run()
        }
        for record in keepsFiles ? [] : try files(of: cause) {
            erasedFiles.append(record.id)
            if let handle = try words(record.handle) { erasedTexts.append(handle) }
            try blank(
                "UPDATE content SET salt = NULL, bytes = NULL, erased = 1 WHERE id = ?",
                record.handle
            )
        }
    }

    /// The files that came with a message.
    private func files(of cause: Int64) throws -> [AttachmentRecord] {
        let query = try query("SELECT seq, body FROM journal WHERE cause = ? ORDER BY seq")
        query.bind(1, cause)
        var records: [AttachmentRecord] = []
        while try query.step() {
            guard let event = try? Event(json: query.text(1)) else {
                throw damaged("journal", query.int64(0))
            }
            if case .attachmentKept(let record) = event { records.append(record) }
        }
        return records
    }

    private func forgetChats(of address: ContentID) throws {
        do {
            let query = try query("SELECT 1 FROM address WHERE id = ?")
            query.bind(1, address.value)
            guard try query.step() else { return }
        }
        guard let home = try self.address(address) else { return }
        try blank(
            "UPDATE outbox SET state = 3, reason = 'erased' WHERE address = ? AND state = 0",
            address
        )
        try blank("UPDATE outbox SET chat = '' WHERE address = ?", address)
        let query = try query(
            """
            UPDATE inbox SET place = NULL WHERE channel = ? AND account = ?
                AND substr(place, instr(place, ' ') + 1) = ?
            """
        )
        query.bind(1, home.channel)
        query.bind(2, home.account)
        query.bind(3, home.chat)
        try query.run()
        erasedTexts += [" " + home.chat, home.chat, home.sender]
    }

    /// Replies, notices and conversations quote how the words begin.
    private func forgetMentions(of text: String) throws {
        let start = String(text.prefix(8))
        guard start.count >= 2 else { return }
        // A short name stands in many messages that still have to go out: those are sent, and
        // only what was sent is blanked.
        let waiting = start.count >= 4 ? 0 : -1
        for sql in [
            """
            UPDATE outbox SET state = 3, reason = 'erased'
            WHERE instr(text, ?1) > 0 AND state = 0 AND ?2 = 0 AND kind != 'delete'
            """,
            """
            UPDATE outbox SET text = '', fields = NULL, buttons = NULL
            WHERE (instr(text, ?1) > 0 OR instr(fields, ?1) > 0) AND (state > 1 OR ?2 = 0)
                AND kind != 'delete'
            """,
            "DELETE FROM conversation WHERE instr(json, ?1) > 0 AND ?2 = ?2",
        ] {
            let query = try query(sql)
            query.bind(1, start)
            query.bind(2, waiting)
            try query.run()
        }
    }

    private func blank(_ sql: String, _ id: ContentID) throws(StoreError) {
        let query = try query(sql)
        query.bind(1, id.value)
        try query.run()
    }

    /// Remembers texts that are about to be overwritten, for the look at the raw file.
    private func note(_ sql: String, _ id: Int64) throws(StoreError) {
        let query = try query(sql)
        query.bind(1, id)
        while try query.step() {
            if let text = query.optionalText(0), !text.isEmpty { erasedTexts.append(text) }
        }
    }
}

/// A message at the far side of a channel that has to be erased there.
private struct FarCopy: Hashable {
    var place: FarPlace
    var channel: String
    var account: String
}

extension StationStore {
    /// Makes the raw files forget too, after the commit.
    ///
    /// `secure_delete` overwrites a freed cell, but a page that was split keeps stale copies of
    /// the cells that moved away. So the file is searched for what was erased, and rewritten
    /// whole when something is found. What a crash cuts short is done at the next start.
    func scrub(_ database: Database, of texts: [String], files: [Int64]) throws {
        let shelf = AttachmentShelf(folder: folder)
        for file in files { try shelf.remove(file) }
        guard try StationStore.truncateLog(database) else { return }
        if try FileSearch.finds(anyOf: texts, in: path) {
            try database.execute(sql: "VACUUM")
            guard try StationStore.truncateLog(database) else { return }
        }
        try database.execute(sql: "DELETE FROM meta WHERE name = 'scrub'")
    }

    /// Finishes an erasure that a crash or a reader cut short: rewrites the file and clears the
    /// shelf.
    static func finishErasure(_ writer: any DatabaseWriter, folder: String) throws {
        try writer.writeWithoutTransaction { database in
            let isPending = try Bool.fetchOne(
                database,
                sql: "SELECT EXISTS (SELECT 1 FROM meta WHERE name = 'scrub')"
            )
            guard isPending == true else { return }
            let erased = try Int64.fetchAll(
                database,
                sql: """
                    SELECT a.id FROM attachment a JOIN content c ON c.id = a.handle
                    WHERE c.erased = 1
                    """
            )
            let shelf = AttachmentShelf(folder: folder)
            for file in erased { try shelf.remove(file) }
            try database.execute(sql: "VACUUM")
            if try truncateLog(database) {
                try database.execute(sql: "DELETE FROM meta WHERE name = 'scrub'")
            }
        }
    }

    /// Empties the write-ahead log into the file.
    ///
    /// - Returns: False when another process is reading an older state and keeps it.
    static func truncateLog(_ database: Database) throws -> Bool {
        // The turn waits behind this: a reader gets a moment to end, not the whole busy time.
        try database.execute(sql: "PRAGMA busy_timeout = 200")
        defer { try? database.execute(sql: "PRAGMA busy_timeout = 5000") }
        let row = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        return row?[0] == 0
    }
}
