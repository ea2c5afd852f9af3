internal import FoundationEssentials
internal import GRDB
internal import Messages

/// The sources' side of the store: what webhooks bring, and what goes to their reply addresses.
extension RelayStore {
    /// A photo that came with a webhook.
    package enum BroughtPhoto: Sendable {
        case here(Photo)
        case atSource(String)
        /// No picture: kept as one that cannot be had, so that the station asks for it again.
        case unreadable
    }

    /// Keeps what a webhook brought; a delivery that was kept before changes nothing.
    ///
    /// - Parameters:
    ///   - said: The words; the names of its photos are made here.
    ///   - photos: In order.
    ///   - delivery: The source's own number of this delivery, the same at each try.
    ///   - source: The webhook source's name.
    ///   - sender: What the source calls the person.
    ///   - station: Whose source it is.
    /// - Returns: False when it was kept before.
    /// - Throws: ``RelayError``: then nothing was kept, and the source has to try again.
    package func keep(
        _ said: Said,
        photos: [BroughtPhoto],
        delivery: String,
        source: String,
        sender: String,
        station: Int64
    ) async throws(RelayError) -> Bool {
        try await write { work in
            try work.run(
                "INSERT OR IGNORE INTO hook_seen (source, id, at) VALUES (?, ?, ?)",
                [source, delivery, work.now]
            )
            guard work.database.changesCount > 0 else { return false }
            let chat = try work.chat(of: station, source: source, sender: sender)
            guard try work.saying(in: chat.id, post: said.post, isDesk: false) == nil else {
                return false
            }
            var said = said
            for (index, photo) in photos.enumerated() {
                let post = said.post + "-" + String(index)
                try work.bring(photo, as: post, in: chat)
                said.photos.append(post)
            }
            guard case .kept = try work.keep(said, in: chat) else { return false }
            return true
        }
    }

    // MARK: - Replies

    /// A reply that waits for its source's reply address.
    package struct WaitingReply: Hashable, Sendable {
        package var chat: Int64
        package var message: Int64
        /// Whom the source knows; never logged.
        package var sender: String
        package var text: String
        /// The same at each try.
        package var key: String
        package var tries: Int
    }

    /// How one try ended.
    package enum PostingEnd: Hashable, Sendable {
        /// The source took it, under its own number when it told one.
        case taken(remote: String?)
        case later(at: Int64)
        case failed
    }

    /// After so many tries a reply no longer holds up those behind it.
    static let orderedTries = 3

    /// What can go to a source now: of each person the oldest.
    package func waitingReplies(
        to source: String,
        limit: Int
    ) async throws(RelayError) -> [WaitingReply] {
        let now = now()
        return try await read { database in
            let rows = try Row.fetchAll(
                try database.cachedStatement(
                    sql: """
                        SELECT posting.chat, posting.message, chat.sender, message.text,
                            posting.key, posting.tries
                        FROM posting
                        JOIN chat ON chat.id = posting.chat
                        JOIN message ON message.chat = posting.chat AND message.id = posting.message
                        WHERE posting.source = ? AND posting.next_try <= ?
                            AND message.text IS NOT NULL
                            AND NOT EXISTS (
                                SELECT 1 FROM posting AS earlier
                                WHERE earlier.chat = posting.chat
                                    AND earlier.message < posting.message
                                    AND earlier.next_try IS NOT NULL AND earlier.tries <= ?
                            )
                        ORDER BY posting.next_try LIMIT ?
                        """
                ),
                arguments: [source, now, RelayStore.orderedTries, limit]
            )
            var chats: Set<Int64> = []
            return rows.compactMap { row in
                guard chats.insert(row[0]).inserted else { return nil }
                return WaitingReply(
                    chat: row[0],
                    message: row[1],
                    sender: row[2],
                    text: row[3],
                    key: row[4],
                    tries: row[5]
                )
            }
        }
    }

    /// Writes down how a try ended, and tells the station what it wanted to know.
    ///
    /// - Parameters:
    ///   - reply: What was tried.
    ///   - end: What came of it.
    ///   - hasReceipts: The source tells later whether the person's phone took it.
    /// - Throws: ``RelayError``: then the reply goes out again under the same key.
    package func ended(
        _ reply: WaitingReply,
        _ end: PostingEnd,
        hasReceipts: Bool
    ) async throws(RelayError) {
        try await write { work in
            switch end {
            case .later(let at):
                try work.run(
                    """
                    UPDATE posting SET tries = tries + 1, next_try = ?
                    WHERE chat = ? AND message = ?
                    """,
                    [at, reply.chat, reply.message]
                )
            case .failed:
                try work.end(reply, remote: nil)
                try work.fare(reply.chat, reply.message, .failed)
            case .taken(let remote):
                try work.end(reply, remote: remote)
                if !hasReceipts {
                    try work.fare(reply.chat, reply.message, .delivered)
                } else if let remote, let isDelivered = try work.earlyReceipt(remote, of: reply) {
                    try work.fare(reply.chat, reply.message, isDelivered ? .delivered : .failed)
                }
            }
        }
    }

    /// A source tells how a reply fared: by our key or by its own number.
    ///
    /// - Returns: False when nothing is known under that name.
    package func receipt(
        _ id: String,
        isDelivered: Bool,
        source: String
    ) async throws(RelayError) -> Bool {
        try await write { work in
            let row = try work.one(
                """
                SELECT chat, message FROM posting
                WHERE source = ?1 AND (key = ?2 OR remote = ?2) LIMIT 1
                """,
                [source, id]
            )
            guard let row else {
                // Faster than the gateway's own answer, or of something that is not ours.
                try work.run(
                    """
                    INSERT INTO early_receipt (source, id, is_delivered, at) VALUES (?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET is_delivered = max(is_delivered, excluded.is_delivered)
                    """,
                    [source, id, isDelivered, work.now]
                )
                return false
            }
            try work.fare(row[0], row[1], isDelivered ? .delivered : .failed)
            return true
        }
    }

    /// When the next reply of a source may go, nil when none waits.
    func nextPosting(of source: String) async throws(RelayError) -> Int64? {
        try await read { database in
            try Int64.fetchOne(
                database,
                sql: "SELECT min(next_try) FROM posting WHERE source = ? AND next_try IS NOT NULL",
                arguments: [source]
            )
        }
    }
}

extension RelayStore.Work {
    fileprivate func bring(
        _ photo: RelayStore.BroughtPhoto,
        as post: String,
        in chat: Correspondent
    ) throws {
        switch photo {
        case .here(let picture):
            try run(
                """
                INSERT INTO file (id, chat, post, type, width, height, at, bytes)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    newKey(), chat.id, post, picture.type, picture.width, picture.height, now,
                    Data(picture.bytes),
                ]
            )
        case .unreadable:
            try run(
                """
                INSERT INTO file (id, chat, post, type, width, height, at)
                VALUES (?, ?, ?, 'image/jpeg', 0, 0, ?)
                """,
                [newKey(), chat.id, post, now]
            )
        case .atSource(let url):
            try run(
                """
                INSERT INTO file (id, chat, post, type, width, height, at, url, next_try)
                VALUES (?, ?, ?, 'image/jpeg', 0, 0, ?, ?, ?)
                """,
                [newKey(), chat.id, post, now, url, now]
            )
        }
    }

    /// Takes the receipt that came before its reply's number was known; nil when none did.
    fileprivate func earlyReceipt(
        _ remote: String,
        of reply: RelayStore.WaitingReply
    ) throws -> Bool? {
        try one(
            """
            DELETE FROM early_receipt
            WHERE id = ? AND source = (SELECT source FROM posting WHERE chat = ? AND message = ?)
            RETURNING is_delivered
            """,
            [remote, reply.chat, reply.message]
        ).map { $0[0] }
    }

    fileprivate func end(_ reply: RelayStore.WaitingReply, remote: String?) throws {
        try run(
            """
            UPDATE posting SET tries = tries + 1, next_try = NULL, remote = ?
            WHERE chat = ? AND message = ?
            """,
            [remote, reply.chat, reply.message]
        )
    }

    /// A message to a source has come to its end; a later word than the first is not believed.
    fileprivate mutating func fare(
        _ chat: Int64,
        _ message: Int64,
        _ stand: Saying.Stand
    ) throws {
        let row = try one(
            """
            UPDATE message SET stand = ?1
            WHERE chat = ?2 AND id = ?3 AND is_desk = 1 AND stand IN (?4, ?5) AND stand != ?1
            RETURNING wants_receipt
            """,
            [
                stand.rawValue, chat, message, Saying.Stand.kept.rawValue,
                // A phone may take what the gateway had given up.
                Saying.Stand.failed.rawValue,
            ]
        )
        guard let row, row[0] as Bool,
            let chat = try one("SELECT * FROM chat WHERE id = ?", [chat]).map(Correspondent.init)
        else { return }
        try receipt(of: message, stand == .failed ? .failed : .delivered, in: chat)
    }
}
