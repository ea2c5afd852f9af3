internal import Crypto
internal import FoundationEssentials
internal import GRDB

/// Who sits at a page: sessions of 256 random bits, of which the file has only the digest.
///
/// A secret is renewed each day that its page is opened. The one before stays good until the new
/// one was seen, as an answer may be lost on the way; a page that comes with it after that was
/// copied by somebody, and nobody goes on with such a session. Whoever renews the same secret gets
/// the same new one: two tabs that open at once must not end with a secret that is worth nothing.
extension RelayStore {
    /// A session, ready to be used.
    package struct Opened: Sendable {
        package var chat: Correspondent
        /// The secret that the page has to keep from now on; nil when it goes on with its own.
        package var secret: String?
        /// True when nothing said earlier can be shown here.
        package var isNew: Bool
        package var revision: Int64
    }

    /// Renewed when it is older; a stolen one is worth no more than a day from then on.
    static let renewalMilliseconds: Int64 = 86_400_000
    /// Requests that were under way with the old secret when the new one was first used.
    static let graceMilliseconds: Int64 = 60_000

    /// Goes on with a page's session, or begins a new one.
    ///
    /// - Parameters:
    ///   - secret: What the page's cookie holds; nil when it has none.
    ///   - station: Whose page it is.
    ///   - language: `zh` or `en`; nil when the page does not say.
    /// - Returns: The session; a new one for a secret that is unknown, old or was copied.
    /// - Throws: ``RelayError``.
    package func openSession(
        _ secret: String?,
        station: Int64,
        language: String?
    ) async throws(RelayError) -> Opened {
        let digest = secret.map(RelayStore.digest)
        return try await write { work in
            if let secret, let digest, let row = try work.session(digest, of: station) {
                return try work.goOn(with: row, secret, digest)
            }
            var chat = try work.chat(
                of: station,
                source: Correspondent.pageSource,
                sender: work.newKey()
            )
            if let language {
                try work.run("UPDATE chat SET language = ? WHERE id = ?", [language, chat.id])
                chat.language = language
            }
            let secret = work.newKey() + work.newKey()
            try work.run(
                "INSERT INTO session (chat, digest, settled, made, seen) VALUES (?, ?, ?, ?, ?)",
                [chat.id, RelayStore.digest(secret), work.now, work.now, work.now]
            )
            return Opened(chat: chat, secret: secret, isNew: true, revision: 0)
        }
    }

    /// Whose session a secret is; nil when it is unknown, ended or was copied.
    package func chat(
        ofSession secret: String,
        station: Int64
    ) async throws(RelayError) -> Correspondent? {
        let digest = RelayStore.digest(secret)
        let now = now()
        let found: (chat: Correspondent, needsNote: Bool)? = try await read { database in
            let row = try Row.fetchOne(
                try database.cachedStatement(sql: Work.sessionQuery),
                arguments: [digest, digest, station]
            )
            return row.map { row in
                let isCurrent = (row["digest"] as Data) == digest
                let isSettled = (row["settled"] as Int64?) != nil
                let seen: Int64 = row["last_seen"]
                return (Correspondent(row), !isCurrent || !isSettled || now - seen > 3_600_000)
            }
        }
        guard let found else { return nil }
        guard found.needsNote else { return found.chat }
        return try await write { work in
            guard let row = try work.session(digest, of: station) else { return nil }
            try work.note(row, digest)
            return Correspondent(row)
        }
    }

    /// Whether somebody still sits at a chat's page.
    func hasSession(_ chat: Int64) async throws(RelayError) -> Bool {
        try await read { database in
            try Row.fetchOne(
                try database.cachedStatement(
                    sql: "SELECT 1 FROM session WHERE chat = ? LIMIT 1"
                ),
                arguments: [chat]
            ) != nil
        }
    }

    /// The secret after one: nobody can tell it who has not both.
    static func next(after secret: String, salt: String) -> String {
        SHA256.hash(data: Data((secret + ":" + salt).utf8)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    static func digest(_ secret: String) -> Data { Data(SHA256.hash(data: Data(secret.utf8))) }
}

extension RelayStore.Work {
    fileprivate static let sessionQuery = """
        SELECT chat.*, session.id AS session, session.digest, session.previous, session.settled,
            session.made, session.salt, session.seen AS last_seen
        FROM session JOIN chat ON chat.id = session.chat
        WHERE (session.digest = ? OR session.previous = ?) AND chat.station = ?
        """

    /// The row of a secret, unless it shows that the session was copied: then it ends here.
    fileprivate func session(_ digest: Data, of station: Int64) throws -> Row? {
        guard let row = try one(Self.sessionQuery, [digest, digest, station]) else { return nil }
        let isCurrent = (row["digest"] as Data) == digest
        let settled: Int64? = row["settled"]
        if !isCurrent, let settled, now - settled > RelayStore.graceMilliseconds {
            try run("DELETE FROM session WHERE id = ?", [row["session"] as Int64])
            return nil
        }
        return row
    }

    /// Writes down that a session was used.
    fileprivate func note(_ row: Row, _ digest: Data) throws {
        let isCurrent = (row["digest"] as Data) == digest
        try run(
            "UPDATE session SET seen = ?, settled = coalesce(settled, ?) WHERE id = ?",
            [now, isCurrent ? now : nil, row["session"] as Int64]
        )
    }

    fileprivate func goOn(
        with row: Row,
        _ earlier: String,
        _ digest: Data
    ) throws -> RelayStore.Opened {
        let isCurrent = (row["digest"] as Data) == digest
        let made: Int64 = row["made"]
        var opened = RelayStore.Opened(
            chat: Correspondent(row),
            secret: nil,
            isNew: false,
            revision: row["revision"]
        )
        guard !isCurrent || now - made > RelayStore.renewalMilliseconds else {
            try note(row, digest)
            return opened
        }
        if !isCurrent, let salt: String = row["salt"] {
            // The answer that held the new one was lost, or is on its way to another tab.
            let secret = RelayStore.next(after: earlier, salt: salt)
            if RelayStore.digest(secret) == row["digest"] as Data {
                try note(row, digest)
                opened.secret = secret
                return opened
            }
        }
        let salt = newKey()
        let secret = RelayStore.next(after: earlier, salt: salt)
        try run(
            """
            UPDATE session SET digest = ?, previous = ?, settled = NULL, made = ?, seen = ?,
                salt = ?
            WHERE id = ?
            """,
            [RelayStore.digest(secret), digest, now, now, salt, row["session"] as Int64]
        )
        opened.secret = secret
        return opened
    }
}
