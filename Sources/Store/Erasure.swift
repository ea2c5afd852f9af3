internal import Casework
internal import GRDB

extension Session {
    /// Overwrites words and every copy of them that this file holds.
    ///
    /// The copies are found three ways: through the message that brought the words, through the
    /// replies to it, and by looking for the words' beginning in what was written to anybody.
    func forget(_ ids: [ContentID]) throws {
        var causes: Set<Int64> = []
        for id in ids {
            guard let text = try words(id) else { continue }
            erasedTexts.append(text)
            try causes.formUnion(self.causes(of: id))
            try blank("UPDATE content SET salt = NULL, bytes = NULL, erased = 1 WHERE id = ?", id)
            try blank("DELETE FROM address WHERE id = ?", id)
            try forgetChats(of: id)
            try forgetMentions(of: text)
        }
        for cause in causes.sorted() { try forgetMessage(cause) }
        try run("INSERT OR REPLACE INTO meta(name, value) VALUES ('scrub', x'01')")
    }

    /// The deliveries that brought these words.
    private func causes(of id: ContentID) throws(StoreError) -> [Int64] {
        let query = try query(
            """
            SELECT id FROM inbox WHERE words = ?1 UNION
            SELECT cause FROM journal WHERE cause IS NOT NULL
                AND seq = (SELECT proof FROM content WHERE id = ?1)
            """
        )
        query.bind(1, id.value)
        var causes: [Int64] = []
        while try query.step() { causes.append(query.int64(0)) }
        return causes
    }

    private func forgetMessage(_ cause: Int64) throws {
        try note("SELECT text FROM inbox WHERE id = ?", cause)
        try note("SELECT text FROM outbox WHERE answers = ?", cause)
        try note(
            "SELECT raw FROM quarantine WHERE key = (SELECT key FROM inbox WHERE id = ?)",
            cause
        )
        for sql in [
            "UPDATE inbox SET text = NULL WHERE id = ?",
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
        for record in try files(of: cause) {
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
        try blank(
            "UPDATE outbox SET state = 3, reason = 'erased' WHERE address = ? AND state = 0",
            address
        )
        try blank("UPDATE outbox SET chat = '' WHERE address = ?", address)
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
            WHERE instr(text, ?1) > 0 AND state = 0 AND ?2 = 0
            """,
            """
            UPDATE outbox SET text = '', fields = NULL, buttons = NULL
            WHERE (instr(text, ?1) > 0 OR instr(fields, ?1) > 0) AND (state > 1 OR ?2 = 0)
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
