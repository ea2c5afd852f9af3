internal import Casework
internal import GRDB

/// Something that is wrong with the store, in an operator's words.
package struct Finding: Hashable, Sendable {
    /// Short and stable: `chain`, `content`, `replay`, `file`, `outbox`, `debt`, `erasure`.
    package var code: String
    /// The thing, then the fact; ids and counts, never a text.
    package var message: String
}

/// How much there is.
package struct StoreSummary: Hashable, Sendable {
    package var messages: Int
    package var events: Int
    package var matters: Int
    package var people: Int
    package var outbox: [OutboxState: Int]
    /// Deliveries that wait for an operator.
    package var quarantined: Int
}

extension StationStore {
    package func summary() throws -> StoreSummary {
        try readSync { session in
            func count(_ sql: String) throws -> Int { Int(try session.number(sql) ?? 0) }
            return StoreSummary(
                messages: try count("SELECT count(*) FROM inbox"),
                events: try count("SELECT count(*) FROM journal"),
                matters: try count("SELECT count(*) FROM matter"),
                people: try count("SELECT count(*) FROM person"),
                outbox: try session.outboxCounts(),
                quarantined: try count("SELECT count(*) FROM quarantine WHERE state = 0")
            )
        }
    }

    /// Checks the whole store against its own journal, beside a running service.
    ///
    /// The journal is read in short snapshots; the last one finishes the replay and compares.
    ///
    /// - Returns: What is wrong; empty when all is well.
    /// - Throws: A ``StoreError`` when the file cannot be read at all.
    package func verify() throws -> [Finding] {
        var check = try Replay(path: path)
        while try readSync({ session in try check.advance(session, by: 5000) }) {}
        return try readSync { session in
            while try check.advance(session, by: 5000) {}
            var findings = check.findings
            findings += try check.compare(session)
            findings += try session.findings()
            return findings
        }
    }
}

/// A walk along the journal that rebuilds everything the journal says.
private struct Replay {
    var findings: [Finding] = []
    private var head = JournalHead(seq: 0, hash: Chain.start)
    /// SQLite's nameless database: in memory, on the disk only when it grows.
    private let queue: DatabaseQueue
    private let path: String

    init(path: String) throws {
        self.path = path
        do {
            queue = try DatabaseQueue()
            try queue.write { database in
                try Schema.makeProjections(database)
                try database.execute(
                    sql: """
                        CREATE TABLE proof(content INTEGER PRIMARY KEY, digest TEXT, seq INTEGER);
                        CREATE TABLE erasure(content INTEGER PRIMARY KEY);
                        """
                )
            }
        } catch {
            throw StoreError(error, doing: "cannot verify store at", at: path)
        }
    }

    /// Takes the next entries.
    ///
    /// - Returns: False when there are none left.
    mutating func advance(_ session: Session, by count: Int) throws -> Bool {
        var entries: [JournalEntry] = []
        do {
            let query = try session.query(
                "SELECT \(JournalEntry.columns) FROM journal WHERE seq > ? ORDER BY seq LIMIT ?"
            )
            query.bind(1, head.seq)
            query.bind(2, count)
            while try query.step() { entries.append(JournalEntry(query)) }
        }
        guard !entries.isEmpty else { return false }
        for entry in entries { link(entry) }
        let replayed = try queue.inDatabase { database in
            var faults: [Finding] = []
            try database.inTransaction {
                let copy = Session(database, path: path) { 0 }
                for entry in entries {
                    if let fault = try replay(entry, in: copy) { faults.append(fault) }
                }
                return .commit
            }
            return faults
        }
        findings += replayed
        return true
    }

    /// Compares what the journal gives with what the store holds, table by table.
    func compare(_ session: Session) throws -> [Finding] {
        try queue.inDatabase { database in
            let copy = Session(database, path: path) { 0 }
            var findings: [Finding] = []
            for table in Schema.projections {
                if let row = try firstDifference(of: table, session, copy) {
                    findings.append(
                        Finding(
                            code: "replay",
                            message: "table '\(table)': row \(row) is not what the journal gives"
                        )
                    )
                }
            }
            return findings + (try contents(session, copy))
        }
    }

    private mutating func link(_ entry: JournalEntry) {
        if entry.seq != head.seq + 1 {
            add("chain", "journal: entries \(head.seq + 1) to \(entry.seq - 1) are missing")
        }
        if Chain.hash(entry, after: head.hash) != entry.hash {
            add("chain", "journal: entry \(entry.seq) or the one before it was changed")
        }
        head = JournalHead(seq: entry.seq, hash: entry.hash)
    }

    private func replay(_ entry: JournalEntry, in copy: Session) throws -> Finding? {
        guard entry.version <= Event.version, let event = try? Event(json: entry.body) else {
            return Finding(code: "chain", message: "journal: entry \(entry.seq) cannot be read")
        }
        for proof in entry.proofs.split(separator: ",") {
            let parts = proof.split(separator: ":")
            guard parts.count == 2, let id = Int64(parts[0]) else {
                return Finding(
                    code: "chain",
                    message: "journal: the proofs of entry \(entry.seq) cannot be read"
                )
            }
            let query = try copy.query(
                "INSERT OR REPLACE INTO proof(content, digest, seq) VALUES (?, ?, ?)"
            )
            query.bind(1, id)
            query.bind(2, String(parts[1]))
            query.bind(3, entry.seq)
            try query.run()
        }
        if case .contentErased(let contents, _) = event {
            for id in contents {
                let query = try copy.query("INSERT OR REPLACE INTO erasure(content) VALUES (?)")
                query.bind(1, id.value)
                try query.run()
            }
        }
        do {
            try copy.project(event, at: Instant(milliseconds: entry.at))
            return nil
        } catch let error as StoreError where error.code == .constraint {
            return Finding(
                code: "replay",
                message: "journal: entry \(entry.seq) does not follow from those before it"
            )
        }
    }

    /// The number of the first row that differs; nil when the tables are equal.
    private func firstDifference(
        of table: String,
        _ session: Session,
        _ copy: Session
    ) throws -> Int? {
        let sql = "SELECT * FROM \(table) ORDER BY 1, 2"
        let live = try session.query(sql)
        let replayed = try copy.query(sql)
        var row = 0
        while true {
            row += 1
            let more = try live.step()
            guard more == (try replayed.step()) else { return row }
            guard more else { return nil }
            for column in 0..<live.columnCount
            where live.optionalText(column) != replayed.optionalText(column) { return row }
        }
    }

    /// Every word that still stands is the word that was proven, and every other was erased.
    private func contents(_ session: Session, _ copy: Session) throws -> [Finding] {
        var findings: [Finding] = []
        let query = try session.query(
            "SELECT id, salt, bytes, erased, proof FROM content ORDER BY id"
        )
        while try query.step() {
            let id = query.int64(0)
            let proof = try copy.query("SELECT digest FROM proof WHERE content = ?")
            proof.bind(1, id)
            let digest = try proof.step() ? proof.text(0) : nil
            if query.bool(3) {
                if !query.isNull(1) || !query.isNull(2) {
                    findings.append(
                        Finding(code: "erasure", message: "content \(id): erased, but still there")
                    )
                }
            } else if query.isNull(2) {
                findings.append(
                    Finding(code: "content", message: "content \(id): gone without an erasure")
                )
            } else if let digest,
                digest != hexText(Chain.digest(salt: query.bytes(1), text: query.text(2)))
            {
                findings.append(
                    Finding(code: "content", message: "content \(id): not what the journal proves")
                )
            } else if digest == nil, !query.isNull(4) {
                findings.append(
                    Finding(code: "content", message: "content \(id): no entry proves it")
                )
            }
        }
        let missing = try copy.query("SELECT content, seq FROM proof ORDER BY content")
        while try missing.step() {
            let known = try session.query("SELECT 1 FROM content WHERE id = ?")
            known.bind(1, missing.int64(0))
            guard try !known.step() else { continue }
            findings.append(
                Finding(
                    code: "content",
                    message: "content \(missing.int64(0)): proven by entry "
                        + "\(missing.int64(1)), but not there"
                )
            )
        }
        return findings
    }

    private mutating func add(_ code: String, _ message: String) {
        findings.append(Finding(code: code, message: message))
    }
}

extension Session {
    /// What is wrong within the file itself.
    fileprivate func findings() throws -> [Finding] {
        var findings: [Finding] = []
        do {
            let query = try query("PRAGMA integrity_check(20)")
            while try query.step() {
                // The check's own words name pages and rows, never values.
                if query.text(0) != "ok" {
                    findings.append(Finding(code: "file", message: "file: \(query.text(0))"))
                }
            }
        }
        findings += try broadcastFindings()
        for (sql, code, message) in [
            (
                "SELECT count(*) FROM outbox WHERE state NOT BETWEEN 0 AND 5", "outbox",
                "outbox: rows in no known state"
            ),
            (
                "SELECT count(*) FROM outbox WHERE state > 1 AND ended_at IS NULL "
                    + "AND reason IS NOT 'erased'",
                "outbox", "outbox: rows that ended at no time"
            ),
            (
                "SELECT count(*) - count(DISTINCT key) FROM inbox", "inbox",
                "inbox: deliveries that were taken twice"
            ),
            (
                "SELECT count(*) FROM journal j WHERE j.cause IS NOT NULL "
                    + "AND j.cause > (SELECT coalesce(max(id), 0) FROM inbox)",
                "inbox", "journal: entries caused by a delivery that is not there"
            ),
            (
                // A feedback in doubt has its day on which somebody looks at it again.
                """
                SELECT count(*) FROM matter WHERE state = \(MatterState.replied.code)
                    AND json_extract(feedbacks, '$[#-1].stand') = 'handedOver'
                    AND json_extract(feedbacks, '$[#-1].answers') = json_array_length(answers)
                    AND NOT EXISTS (
                        SELECT 1 FROM due WHERE kind = 'unreadFeedback'
                            AND subject = printf('%04d-%04d/%d', number / 1000000000,
                                number % 1000000000, json_array_length(feedbacks) - 1)
                    )
                """,
                "debt", "matters: answers in doubt that nobody will look at again"
            ),
            (
                """
                SELECT count(*) FROM inbox JOIN content ON content.id = inbox.words
                WHERE content.erased = 1 AND inbox.place IS NOT NULL
                """,
                "erasure", "inbox: erased words whose message nobody asked to erase"
            ),
            (
                "SELECT count(*) FROM outbox WHERE kind IN ('delete', 'dataDeleted') AND state > 1 "
                    + "AND (chat != '' OR text != '')",
                "erasure", "outbox: deletions that ended and still name a message"
            ),
            (
                """
                SELECT count(*) FROM (
                    SELECT 1 FROM outbox INDEXED BY outbox_copy
                    WHERE purpose = 4 AND state IN (1, 2, 5)
                    GROUP BY about, part HAVING count(*) > 1
                )
                """, "broadcast", "broadcasts: people to whom a second copy went out"
            ),
            (
                """
                SELECT count(*) FROM outbox o INDEXED BY outbox_copy WHERE o.purpose = 4
                    AND NOT EXISTS (
                        SELECT 1 FROM recipient r WHERE r.broadcast = o.about AND r.person = o.part
                    )
                """, "broadcast", "broadcasts: copies to people outside the audience"
            ),
            (
                """
                SELECT count(*) FROM recipient r INDEXED BY recipient_queued WHERE r.stand = 1
                    AND NOT EXISTS (
                        SELECT 1 FROM outbox o INDEXED BY outbox_copy WHERE o.purpose = 4
                            AND o.about = r.broadcast AND o.part = r.person AND o.state < 2
                    )
                """, "broadcast", "broadcasts: copies that wait in no outbox"
            ),
            (
                "SELECT count(*) FROM meta WHERE name = 'scrub'", "erasure",
                "erasure: not finished; it is when the service starts next"
            ),
        ] {
            if let count = try number(sql), count > 0 {
                findings.append(Finding(code: code, message: "\(message) (\(count))"))
            }
        }
        return findings
    }
}

extension Session {
    /// Whether the copies of each broadcast are those of its audience, and of nobody else.
    private func broadcastFindings() throws -> [Finding] {
        var findings: [Finding] = []
        let query = try query("SELECT id, members FROM broadcast ORDER BY id")
        while try query.step() {
            let id = query.int64(0)
            let copies = try recipients(
                of: id,
                standing: Set(Recipient.Stand.allCases),
                limit: .max
            )
            guard Members(copies.map(\.person)).text != query.text(1) else { continue }
            findings.append(
                Finding(
                    code: "broadcast",
                    message: "broadcast \(id): its copies are not those of its audience"
                )
            )
        }
        return findings
    }
}
