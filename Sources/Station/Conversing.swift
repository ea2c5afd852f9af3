internal import Casework
package import Messages
package import Store

/// The whole turn without a network: one person speaks, and what follows is delivered at once.
///
/// `liaison chat`, `liaison demo` and the transcript tests stand on it.
package struct Conversing: Sendable {
    private let store: StationStore
    private let turn: Turn
    private let settlement: Settlement
    private let channel = "console"
    private let account = "local"

    package init(store: StationStore, desk: Desk) {
        self.store = store
        turn = Turn(store: store, desk: desk)
        settlement = Settlement(turn: turn)
    }

    /// One message that went out.
    package struct Heard: Hashable, Sendable {
        /// The speaker it went to.
        package var to: String
        package var text: String
        package var buttons: [Button]
    }

    /// Says something as a speaker and delivers whatever follows, to whomever.
    ///
    /// - Parameters:
    ///   - text: The words; may be empty when there are attachments.
    ///   - speaker: Any name; the same name is the same person.
    ///   - key: A delivery key: the same key is the same delivery.
    ///   - attachments: What comes with the words.
    /// - Returns: What went out, in order.
    /// - Throws: ``StoreError``.
    package func say(
        _ text: String,
        as speaker: String,
        key: String,
        attachments: [Attachment] = []
    ) async throws -> [Heard] {
        try await hear(message(text, speaker, key: key, attachments))
    }

    /// Says several things in one batch, as a poll after a pause brings them.
    package func hear(batch texts: [String], as speaker: String) async throws -> [Heard] {
        let messages = texts.enumerated().map { index, text in
            message(text, speaker, key: "batch-" + String(index), [])
        }
        _ = try await turn.take(Batch(messages: messages), channel: channel, account: account)
        return try await deliver()
    }

    /// Takes any message through the turn and delivers what follows.
    package func hear(_ message: Incoming) async throws -> [Heard] {
        _ = try await turn.take(
            Batch(messages: [message]),
            channel: channel,
            account: account
        )
        return try await deliver()
    }

    /// Begins the plan of reminders, as a service does when it starts.
    package func begin() async throws {
        let settlement = settlement
        try await store.write { try settlement.begin($0) }
    }

    /// Takes what a look at the holiday tables has found, and delivers what follows.
    package func hear(of news: HolidayWatch.News) async throws -> [Heard] {
        let settlement = settlement
        try await store.write { try settlement.settle(news, $0) }
        return try await deliver()
    }

    /// Lets the desk do what is due by now, and delivers what follows.
    package func tick() async throws -> [Heard] {
        let settlement = settlement
        let now = turn.desk.now()
        try await store.write { session in
            for row in try session.dueRows(until: now, limit: 1000) {
                // First: what is settled may keep a row of the same kind for later.
                try session.settleDue(row.id)
                try settlement.settle(row.due, session)
            }
        }
        return try await deliver()
    }

    private func message(
        _ text: String,
        _ speaker: String,
        key: String,
        _ attachments: [Attachment]
    ) -> Incoming {
        Incoming(
            key: "m:" + speaker + ":" + key,
            address: Address(
                channel: channel,
                account: account,
                chat: speaker,
                sender: speaker
            ),
            chatKind: .direct,
            messageID: key,
            body: .message(text: text, attachments: attachments, place: nil),
            sentAt: turn.desk.now().milliseconds
        )
    }

    private func deliver() async throws -> [Heard] {
        let (channel, account, settlement) = (channel, account, settlement)
        let now = turn.desk.now()
        let broadcaster = Broadcaster(turn: turn)
        let isQuiet = turn.desk.rules.broadcasts.quietEnd(at: now) != nil
        var heard: [Heard] = []
        while true {
            let rows = try await store.write { session in
                _ = try broadcaster.fill(isQuiet ? 0 : 100, at: now, session)
                let wave = try session.nextToSend(
                    channel: channel,
                    account: account,
                    limit: 100,
                    now: now,
                    ranks: isQuiet ? .reply ... .notice : .reply ... .broadcast
                )
                for row in wave.expired { try settlement.settle(row.purpose, .expired, session) }
                for row in wave.rows {
                    try settlement.settle(row, .sent(remote: String(row.id)), at: now, session)
                }
                return wave.rows
            }
            guard !rows.isEmpty else { return heard }
            // Nothing stands at a far side that could be erased there.
            heard += rows.filter { $0.deletion == nil }.map {
                Heard(to: $0.chat, text: $0.text, buttons: $0.buttons)
            }
        }
    }
}
