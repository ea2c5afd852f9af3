internal import Casework
internal import CommandLanguage
package import Messages
package import Store

/// One polled batch, applied exactly once: inbox, understanding, decision, journal, projections,
/// outbox and cursor in one transaction.
package struct Turn: Sendable {
    let store: StationStore
    let desk: Desk
    /// The longest text of one message on this channel, in UTF-16 code units.
    let limitInUTF16: Int

    package init(store: StationStore, desk: Desk, limitInUTF16: Int = 4096) {
        self.store = store
        var desk = desk
        // The sender's name, the way to stop and the names in it want their room.
        desk.textLimitInUTF16 = max(20, limitInUTF16 - 200)
        self.desk = desk
        self.limitInUTF16 = limitInUTF16
    }

    /// The turn with the words that are in force now: words change between batches.
    func opened(_ session: Session) throws -> Turn {
        Turn(store: store, desk: try desk.opened(session), limitInUTF16: limitInUTF16)
    }

    /// What a batch came to.
    package struct Summary: Hashable, Sendable {
        package var applied = 0
        /// Deliveries that had been applied before.
        package var repeated = 0
        /// Receipts that were new, of messages of ours or of nobody's.
        package var receipts = 0
        package var quarantined = 0

        package init() {}
    }

    /// Applies a batch whole, or leaves everything as it was.
    ///
    /// - Parameters:
    ///   - batch: What a poll brought.
    ///   - channel: The adapter's name.
    ///   - account: The station's account there.
    ///   - isCareful: True after an unclean end: one message a transaction, each marked in hand
    ///     in its own commit before it is touched, so that a message that kills the process is
    ///     found out (design §2, poison).
    /// - Returns: Counts for the log.
    /// - Throws: ``StoreError`` when the store failed: nothing moved, try the same batch again.
    package func take(
        _ batch: Batch,
        channel: String,
        account: String,
        isCareful: Bool = false
    ) async throws -> Summary {
        guard isCareful else {
            return try await store.write { session in
                try opened(session).apply(batch, channel, account, session)
            }
        }
        var summary = Summary()
        for message in batch.messages {
            let isDeadly = try await store.write { session in
                let isDeadly = try session.isDeadly(key: message.inboxKey)
                try session.markInHand(key: message.inboxKey)
                return isDeadly
            }
            let one = Batch(messages: [message])
            let part = try await store.write { session in
                let part =
                    try isDeadly
                    ? opened(session).quarantineUnread(message, session)
                    : opened(session).apply(one, channel, account, session)
                try session.clearInHand(key: message.inboxKey)
                return part
            }
            summary.applied += part.applied
            summary.repeated += part.repeated
            summary.quarantined += part.quarantined
        }
        var rest = batch
        rest.messages = []
        let last = rest
        let part = try await store.write { try opened($0).apply(last, channel, account, $0) }
        summary.quarantined += part.quarantined
        summary.receipts += part.receipts
        summary.repeated += part.repeated
        return summary
    }

    private func apply(
        _ batch: Batch,
        _ channel: String,
        _ account: String,
        _ session: Session
    ) throws -> Summary {
        var summary = Summary()
        let now = desk.now()
        var keys: Set<String> = []
        let messages = batch.messages.map(\.withoutIdentityNumbers)
        let fresh = try messages.filter { message in
            try keys.insert(message.inboxKey).inserted && !session.isSeen(key: message.inboxKey)
        }
        summary.repeated = batch.messages.count - fresh.count
        for heard in Turn.albumsJoined(fresh) { try take(heard, at: now, session, &summary) }
        for unreadable in batch.unreadable {
            let key = channel + ":" + account + ":" + unreadable.key
            guard try !session.isSeen(key: key) else { continue }
            _ = try session.accept(
                InboxEntry(
                    key: key,
                    channel: channel,
                    account: account,
                    sender: nil,
                    receivedAt: now,
                    sentAt: now,
                    text: ""
                )
            )
            try quarantine(
                Quarantined(
                    key: key,
                    channel: channel,
                    account: account,
                    raw: unreadable.raw,
                    reason: unreadable.reason
                ),
                session
            )
            summary.quarantined += 1
        }
        for receipt in batch.receipts {
            try take(receipt, channel, account, at: now, session, &summary)
        }
        if let cursor = batch.cursor {
            try session.setCursor(cursor, channel: channel, account: account)
        }
        return summary
    }

    /// One receipt in its own savepoint: its own error quarantines it and the batch goes on.
    private func take(
        _ receipt: Receipt,
        _ channel: String,
        _ account: String,
        at now: Instant,
        _ session: Session,
        _ summary: inout Summary
    ) throws {
        do {
            let isNew = try session.savepoint {
                try Settlement(turn: self).settle(receipt, channel, account, at: now, session)
            }
            if isNew { summary.receipts += 1 } else { summary.repeated += 1 }
        } catch let error as StoreError where !error.isOfTheMessage {
            throw error
        } catch {
            try session.savepoint {
                try quarantine(
                    Quarantined(
                        key: channel + ":" + account + ":" + receipt.key,
                        channel: channel,
                        account: account,
                        raw: receipt.key,
                        reason: "the receipt could not be applied"
                    ),
                    session
                )
            }
            summary.quarantined += 1
        }
    }

    /// One message in its own savepoint: its own error quarantines it and the batch goes on.
    private func take(
        _ heard: Heard,
        at now: Instant,
        _ session: Session,
        _ summary: inout Summary
    ) throws {
        let message = heard.message
        do {
            try session.savepoint {
                var hearing = Hearing(turn: self, session: session, message: message, now: now)
                try hearing.hear()
                for part in heard.parts { try hearing.accept(part) }
            }
            summary.applied += 1 + heard.parts.count
        } catch let error as StoreError where !error.isOfTheMessage {
            throw error
        } catch {
            try session.savepoint {
                var hearing = Hearing(turn: self, session: session, message: message, now: now)
                try hearing.apologise()
                for part in heard.parts { try hearing.accept(part) }
                try quarantine(Quarantined(message, reason: "could not be applied"), session)
            }
            summary.quarantined += 1
        }
    }

    private func quarantineUnread(_ message: Incoming, _ session: Session) throws -> Summary {
        var summary = Summary()
        guard try !session.isSeen(key: message.inboxKey) else { return summary }
        let message = message.withoutIdentityNumbers
        let now = desk.now()
        var hearing = Hearing(turn: self, session: session, message: message, now: now)
        try hearing.apologise()
        try quarantine(
            Quarantined(message, reason: "the service broke down twice while it was in hand"),
            session
        )
        summary.quarantined = 1
        return summary
    }

    private func quarantine(_ one: Quarantined, _ session: Session) throws {
        let now = desk.now()
        let entry = try session.quarantine(
            key: one.key,
            channel: one.channel,
            account: one.account,
            raw: one.raw,
            reason: one.reason,
            sender: one.sender,
            at: now
        )
        var draft = desk.draft(at: now, view: session)
        draft.add(.messageQuarantined(entry: entry, reason: one.reason))
        try draft.tell(
            all: .staff,
            .staffQuarantined,
            [.item: .count(Int(entry)), .reason: .text(one.reason)]
        )
        var post = Post(turn: self, session: session, now: now)
        try post.carryOut(draft.decision, actor: nil, cause: nil)
        try post.deliver()
    }
}

/// A delivery that is put aside, with the reason an operator reads.
private struct Quarantined {
    var key: String
    var channel: String
    var account: String
    var raw: String
    var reason: String
    var sender: PersonID?

    init(key: String, channel: String, account: String, raw: String, reason: String) {
        self.key = key
        self.channel = channel
        self.account = account
        self.raw = raw
        self.reason = reason
    }

    init(_ message: Incoming, reason: String) {
        self.init(
            key: message.inboxKey,
            channel: message.address.channel,
            account: message.address.account,
            raw: Turn.raw(message),
            reason: reason
        )
    }
}

extension Incoming {
    /// The delivery key with the account that it is unique on.
    var inboxKey: String { address.channel + ":" + address.account + ":" + key }
}
