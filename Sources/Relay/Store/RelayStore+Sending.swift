internal import BotAPI
internal import GRDB
internal import Messages

/// The desk's side of the store: what the station says to people, and what is erased.
extension RelayStore {
    /// Where a chat can still be reached.
    package enum Reach: Sendable {
        case page
        /// A webhook source with a reply address.
        case posting
        /// Nowhere: the source takes no replies.
        case none
    }

    /// What came of a send.
    package enum Sent: Hashable, Sendable {
        case sent(Saying, isPage: Bool)
        case noChat
        /// The person has forgotten the desk, or the source takes no replies.
        case unreachable
    }

    /// Keeps what the station says; a repeated key gives the first answer again.
    ///
    /// - Parameters:
    ///   - text: Not empty.
    ///   - buttons: Choices below it, in order.
    ///   - key: The station's; nil when it has none, and then nothing is recognised again.
    ///   - wantsReceipt: The station wants to know whether it was seen.
    ///   - chat: To whom.
    ///   - station: Whose words they are.
    ///   - reach: Where a chat's source can be answered.
    /// - Returns: The message, or why it goes nowhere.
    /// - Throws: ``RelayError``: then nothing was kept.
    package func send(
        _ text: String,
        buttons: [Saying.Choice],
        key: String?,
        wantsReceipt: Bool,
        to chat: Int64,
        from station: Int64,
        reach: @escaping @Sendable (Correspondent) -> Reach
    ) async throws(RelayError) -> Sent {
        try await write { work in
            guard let chat = try work.chat(chat, of: station) else { return .noChat }
            if let key, let earlier = try work.saying(in: chat.id, post: key, isDesk: true) {
                return .sent(earlier, isPage: chat.isPage)
            }
            switch reach(chat) {
            case .none: return .unreachable
            case .posting: break
            case .page:
                guard try work.one("SELECT 1 FROM session WHERE chat = ? LIMIT 1", [chat.id]) != nil
                else { return .unreachable }
            }
            let saying = try work.say(
                text,
                buttons: buttons,
                key: key ?? work.newKey(),
                wantsReceipt: wantsReceipt,
                in: chat
            )
            return .sent(saying, isPage: chat.isPage)
        }
    }

    /// Erases what a person said and was told; what the station has not fetched yet stays.
    ///
    /// - Returns: False when the station has no such chat.
    package func forget(
        _ chat: Int64,
        of station: Int64,
        endsSession: Bool
    ) async throws(RelayError) -> Bool {
        let isKnown = try await write { work in
            guard let chat = try work.chat(chat, of: station) else { return false }
            try work.forget(chat, endsSession: endsSession)
            return true
        }
        if isKnown { await truncate() }
        return isKnown
    }
}

extension RelayStore.Work {
    /// The desk says something: to the page at once, to a source through its reply address.
    mutating func say(
        _ text: String,
        buttons: [Saying.Choice] = [],
        key: String,
        wantsReceipt: Bool = false,
        in chat: Correspondent
    ) throws -> Saying {
        var saying = Saying(post: key, text: text, at: now)
        saying.isDesk = true
        saying.buttons = buttons
        saying = try insert(saying, in: chat, numbers: 1, wantsReceipt: wantsReceipt)
        if !chat.isPage {
            try run(
                """
                INSERT INTO posting (chat, message, source, key, next_try) VALUES (?, ?, ?, ?, ?)
                """,
                [chat.id, saying.id, chat.source, newKey(), now]
            )
            topics.insert(.posting)
        }
        return saying
    }

    /// Tells the station how a message of its own fared.
    mutating func receipt(
        of message: Int64,
        _ stand: Receipt.Stand,
        in chat: Correspondent
    ) throws {
        try enqueue(
            .messageReceipt(
                MessageReceipt(
                    chat: BotAPI.Chat(chat),
                    messageID: message,
                    stand: stand,
                    date: now / 1000
                )
            ),
            of: chat,
            bringing: nil
        )
    }

    /// Erases a chat; what was sent to the person and never seen is told to the station.
    mutating func forget(_ chat: Correspondent, endsSession: Bool) throws {
        let unseen = try all(
            """
            SELECT id FROM message
            WHERE chat = ? AND is_desk = 1 AND wants_receipt = 1 AND stand IN (?, ?)
            """,
            [chat.id, Saying.Stand.kept.rawValue, Saying.Stand.delivered.rawValue]
        )
        for row in unseen { try receipt(of: row[0], .failed, in: chat) }
        // Numbers and posts stay, so that nothing that is sent again is taken for new.
        try run(
            """
            UPDATE message SET text = NULL, buttons = NULL, photos = NULL,
                stand = CASE WHEN is_desk AND stand < 4 THEN 5 ELSE stand END
            WHERE chat = ?
            """,
            [chat.id]
        )
        try run("DELETE FROM posting WHERE chat = ?", [chat.id])
        // What the person sent last still reaches the station, which fetches photos some time
        // after the words: when it does not itself want them gone, they stay for a day.
        let isWaiting =
            try one(
                """
                SELECT 1 FROM pending
                WHERE chat = ? AND message IS NOT NULL AND (is_fetched = 0 OR ?) LIMIT 1
                """,
                [chat.id, endsSession]
            ) != nil
        let hour: Int64 = 3_600_000
        try run(
            "DELETE FROM file WHERE chat = ? AND NOT (? OR (? AND at > ?))",
            [chat.id, isWaiting, endsSession, now - hour]
        )
        try run("UPDATE file SET until = ? WHERE chat = ?", [now + 24 * hour, chat.id])
        if !chat.isPage, !isWaiting {
            // The number is a person's as much as the words. Who writes again is somebody new.
            try run(
                "UPDATE chat SET source = ?, sender = ?, language = NULL WHERE id = ?",
                [Correspondent.forgottenSource, newKey(), chat.id]
            )
        }
        if endsSession { try run("DELETE FROM session WHERE chat = ?", [chat.id]) }
        topics.insert(.chat(chat.id))
    }
}
