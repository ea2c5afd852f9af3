internal import BotAPI
internal import FoundationEssentials
internal import GRDB

/// The station's side of the store: updates that wait for its poll.
extension RelayStore {
    /// Makes the station's row when it is not there yet.
    ///
    /// - Parameters:
    ///   - name: As config has it.
    ///   - account: The desk's own number towards its service.
    /// - Returns: The station's number in this file.
    /// - Throws: ``RelayError``.
    package func station(
        named name: String,
        account: Int64
    ) async throws(RelayError) -> Int64 {
        try await write { work in
            let known = try work.one(
                "UPDATE station SET account = ? WHERE name = ? RETURNING id",
                [account, name]
            )
            if let known { return known[0] }
            // Seconds since 2020: a file made anew goes on above every number that an earlier
            // one gave, as long as it gave less than one a second on average.
            let first = work.now / 1000 - 1_577_836_800
            try work.run(
                "INSERT INTO station (name, account, next_update) VALUES (?, ?, ?)",
                [name, account, first]
            )
            return work.database.lastInsertedRowID
        }
    }

    /// What waits for a station, oldest first, once all before an offset is forgotten.
    ///
    /// Stricter than the Bot API: only what was given to a poll before can be confirmed, and an
    /// offset that is too high hides nothing.
    ///
    /// - Parameters:
    ///   - station: Its number in this file.
    ///   - offset: All fetched updates below it are done; nil confirms nothing.
    ///   - limit: 1 to 100.
    ///   - bytes: At most so many, but at least one update.
    /// - Returns: Updates as JSON, whole.
    /// - Throws: ``RelayError``: then nothing is confirmed.
    package func updates(
        of station: Int64,
        confirming offset: Int64?,
        limit: Int,
        bytes: Int = 4 << 20
    ) async throws(RelayError) -> [[UInt8]] {
        let offset = offset ?? 0
        let (isClean, rows) = try await read { database in
            let isClean =
                try Int.fetchOne(
                    try database.cachedStatement(
                        sql: """
                            SELECT 1 FROM pending
                            WHERE station = ? AND id < ? AND is_fetched = 1 LIMIT 1
                            """
                    ),
                    arguments: [station, offset]
                ) == nil
            return (isClean, try RelayStore.head(database, station, limit, bytes))
        }
        if isClean, rows.allSatisfy(\.isFetched) { return rows.map(\.body) }
        return try await write { work in
            try work.confirm(station, below: offset)
            let rows = try RelayStore.head(work.database, station, limit, bytes)
            if let last = rows.last {
                // The head of the queue: no other row lies below.
                try work.run(
                    """
                    UPDATE pending SET is_fetched = 1
                    WHERE station = ? AND id <= ? AND is_fetched = 0
                    """,
                    [station, last.id]
                )
            }
            for row in rows where !row.isFetched {
                if let message = row.message {
                    try work.advance(row.chat, message, to: .fetched)
                }
            }
            return rows.map(\.body)
        }
    }

    /// How many updates wait for a station.
    package func waiting(for station: Int64) async throws(RelayError) -> Int {
        try await read { database in
            try Int.fetchOne(
                database,
                sql: "SELECT count(*) FROM pending WHERE station = ?",
                arguments: [station]
            ) ?? 0
        }
    }

    private struct Head {
        var id: Int64
        var chat: Int64
        var message: Int64?
        var isFetched: Bool
        var body: [UInt8]
    }

    private static func head(
        _ database: Database,
        _ station: Int64,
        _ limit: Int,
        _ bytes: Int
    ) throws -> [Head] {
        let rows = try Row.fetchCursor(
            try database.cachedStatement(
                sql: """
                    SELECT id, chat, message, is_fetched, body FROM pending
                    WHERE station = ? ORDER BY id LIMIT ?
                    """
            ),
            arguments: [station, limit]
        )
        var heads: [Head] = []
        var total = 0
        while let row = try rows.next() {
            let body = Array(row[4] as Data)
            total += body.count
            if total > bytes, !heads.isEmpty { break }
            heads.append(
                Head(id: row[0], chat: row[1], message: row[2], isFetched: row[3], body: body)
            )
        }
        return heads
    }

    /// When a station last polled, as far as the file knows.
    func lastPoll(of station: Int64) async throws(RelayError) -> Int64? {
        try await read { database in
            try Int64.fetchOne(
                database,
                sql: "SELECT last_poll FROM station WHERE id = ?",
                arguments: [station]
            )
        }
    }

    func setLastPoll(of station: Int64, at time: Int64) async throws(RelayError) {
        try await write { work in
            try work.run("UPDATE station SET last_poll = ? WHERE id = ?", [time, station])
        }
    }

    /// The menu of commands that a station offered, as JSON by language.
    func menu(of station: Int64) async throws(RelayError) -> String? {
        try await read { database in
            try String.fetchOne(
                database,
                sql: "SELECT menu FROM station WHERE id = ?",
                arguments: [station]
            )
        }
    }

    func setMenu(_ menu: String, of station: Int64) async throws(RelayError) {
        try await write { work in
            try work.run("UPDATE station SET menu = ? WHERE id = ?", [menu, station])
        }
    }
}

extension RelayStore.Work {
    /// Puts an update at the end of a station's queue.
    mutating func enqueue(
        _ content: Update.Content,
        of chat: Correspondent,
        bringing message: Int64?
    ) throws {
        let row = try one(
            """
            UPDATE station SET next_update = next_update + 1 WHERE id = ?
            RETURNING next_update - 1
            """,
            [chat.station]
        )
        guard let id: Int64 = row?[0] else { preconditionFailure("a chat's station has a row") }
        var json = JSONWriter()
        Update(id: id, content: content).write(to: &json)
        try run(
            "INSERT INTO pending (station, id, chat, message, at, body) VALUES (?, ?, ?, ?, ?, ?)",
            [chat.station, id, chat.id, message, now, Data(json.bytes)]
        )
        topics.insert(.queue(chat.station))
    }

    /// Forgets what a station has done: all that it fetched below an offset.
    mutating func confirm(_ station: Int64, below offset: Int64) throws {
        let rows = try all(
            """
            DELETE FROM pending WHERE station = ? AND id < ? AND is_fetched = 1
            RETURNING chat, message
            """,
            [station, offset]
        )
        for row in rows {
            if let message: Int64 = row[1] { try advance(row[0], message, to: .done) }
        }
    }

    /// A person's own message has come further, and its page hears of it.
    mutating func advance(_ chat: Int64, _ message: Int64, to stand: Saying.Stand) throws {
        try run(
            """
            UPDATE message SET stand = ?,
                revision = (SELECT revision + 1 FROM chat WHERE id = message.chat)
            WHERE chat = ? AND id = ? AND is_desk = 0 AND stand < ?
            """,
            [stand.rawValue, chat, message, stand.rawValue]
        )
        guard database.changesCount > 0 else { return }
        try run("UPDATE chat SET revision = revision + 1 WHERE id = ?", [chat])
        topics.insert(.chat(chat))
    }
}
