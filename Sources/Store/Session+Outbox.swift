package import Casework
internal import FoundationEssentials
internal import GRDB
internal import Messages

extension Session {
    /// Puts one part of a reply in the queue.
    ///
    /// - Returns: The row's id; ids grow, and within a chat they are the order of sending.
    package func enqueue(_ draft: OutboxDraft, at instant: Instant) throws -> Int64 {
        let query = try query(
            """
            INSERT INTO outbox(state, rank, channel, account, chat, address, purpose, about, part,
                kind, fields, text, buttons, answers, not_after, key, queued_at)
            VALUES (0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, randomblob(16), ?)
            """
        )
        let purpose = draft.purpose.codes
        query.bind(1, draft.rank.rawValue)
        query.bind(2, draft.channel)
        query.bind(3, draft.account)
        query.bind(4, draft.chat)
        query.bind(5, draft.address?.value)
        query.bind(6, purpose.kind)
        query.bind(7, purpose.about)
        query.bind(8, purpose.part)
        query.bind(9, draft.kind)
        query.bind(10, draft.fields)
        query.bind(11, draft.text)
        query.bind(12, draft.buttons.isEmpty ? nil : try jsonText(draft.buttons))
        query.bind(13, draft.answers)
        query.bind(14, draft.notAfter?.milliseconds)
        query.bind(15, instant.milliseconds)
        try query.run()
        return database.lastInsertedRowID
    }

    /// What can be sent now, at most one row a chat.
    ///
    /// Within a chat replies and notices keep their order, and pass a broadcast that still waits.
    /// Across chats replies go before notices before broadcasts. A chat whose head waits for its
    /// time is left out. Rows past their `notAfter` are ended here and returned beside.
    ///
    /// - Parameters:
    ///   - channel: The adapter that asks.
    ///   - account: Its account; other accounts' rows are not looked at.
    ///   - limit: The most rows to return.
    ///   - now: What `notAfter` and the times of retries are compared with.
    ///   - excludingChats: Chats with a send in the air, or frozen by their channel.
    ///   - ranks: What may go now; a frozen broadcast budget leaves `.broadcast` out.
    /// - Returns: The rows to send, in order, and those that expired.
    /// - Throws: A ``StoreError``.
    package func nextToSend(
        channel: String,
        account: String,
        limit: Int,
        now: Instant,
        excludingChats: Set<String> = [],
        ranks: ClosedRange<OutboxRank> = .reply ... .broadcast
    ) throws -> Wave {
        let expired = try expire(at: now)
        var line = ChatLine(channel: channel, account: account, now: now, taken: excludingChats)
        if ranks.lowerBound < .broadcast {
            // Replies and notices of a chat are one line, in order of their ids; who goes first
            // across chats is chosen among the first of them.
            try line.walk(
                try query(
                    """
                    SELECT id, channel, account, chat, not_before, rank
                    FROM outbox INDEXED BY outbox_queue WHERE state = 0 AND rank < 2 ORDER BY id
                    """
                ),
                within: 1000,
                until: limit
            )
        }
        var ids = OutboxRank.allCases.filter(ranks.contains).flatMap { line.heads[$0] ?? [] }
        if ranks.upperBound == .broadcast, ids.count < limit {
            try line.walk(
                try query(
                    """
                    SELECT id, channel, account, chat, not_before, rank
                    FROM outbox INDEXED BY outbox_broadcast WHERE state = 0 AND rank = 2
                    ORDER BY id
                    """
                ),
                within: .max,
                until: limit - ids.count
            )
            ids += line.heads[.broadcast] ?? []
        }
        var rows: [OutboxRow] = []
        for id in ids.prefix(limit) {
            if let row = try outboxRow(id) { rows.append(row) }
        }
        return Wave(rows: rows, expired: expired)
    }

    /// One row as it stands; nil when there is none.
    package func outboxRow(_ id: Int64) throws -> OutboxRow? {
        let query = try query(
            """
            SELECT id, channel, account, chat, address, purpose, about, part, rank, kind, text,
                buttons, answers, not_after, key, tries, promised
            FROM outbox WHERE id = ?
            """
        )
        query.bind(1, id)
        guard try query.step() else { return nil }
        guard
            let purpose = Effect.Purpose(
                kind: query.int64(5),
                about: query.optionalInt64(6),
                part: query.optionalInt64(7)
            ), let rank = OutboxRank(rawValue: query.int(8))
        else { throw damaged("outbox", id) }
        var buttons: [Button] = []
        if let text = query.optionalText(11) {
            guard let read = jsonValue([Button].self, json: text) else {
                throw damaged("outbox", id)
            }
            buttons = read
        }
        return OutboxRow(
            id: query.int64(0),
            channel: query.text(1),
            account: query.text(2),
            chat: query.text(3),
            address: query.optionalInt64(4).map { ContentID($0) },
            purpose: purpose,
            rank: rank,
            kind: query.text(9),
            text: query.text(10),
            buttons: buttons,
            answers: query.optionalInt64(12),
            notAfter: query.optionalInt64(13).map { Instant(milliseconds: $0) },
            key: hexText(query.bytes(14)),
            tries: query.int(15),
            promised: query.optionalText(16).flatMap { Receipt.Stand(rawValue: $0) }
        )
    }

    /// Marks rows before their request: they must not be repeated, come what may.
    ///
    /// For reminders and broadcasts alone, one commit a wave. A reply is never marked: after a
    /// crash it is still queued, and goes out again.
    package func mark(sending ids: [Int64]) throws {
        for id in ids {
            let query = try query("UPDATE outbox SET state = 1 WHERE id = ? AND state = 0")
            query.bind(1, id)
            try query.run()
        }
    }

    /// Keeps how a send ended; a row that ended before stays as it is.
    ///
    /// What was erased while it was in the air stands at the far side now: it is erased there.
    ///
    /// - Returns: False when the row had ended already (withdrawn while it was in the air).
    @discardableResult
    package func finish(_ id: Int64, _ outcome: SendOutcome, at instant: Instant) throws -> Bool {
        switch outcome {
        case .sent(let remote, let promises):
            if try end(id, .sent, at: instant, remote: remote, promises: promises) { return true }
            try eraseLate(id, remote: remote, at: instant)
            return false
        case .refused(let reason, _):
            return try end(id, .refused, at: instant, reason: reason)
        case .uncertain(let reason):
            return try end(id, .uncertain, at: instant, reason: reason)
        case .retry(let time):
            let query = try query(
                """
                UPDATE outbox SET state = 0, not_before = ?, tries = tries + 1
                WHERE id = ? AND state IN (0, 1)
                """
            )
            query.bind(1, time.milliseconds)
            query.bind(2, id)
            try query.run()
            return database.changesCount > 0
        }
    }

    /// Takes back what has not gone out.
    ///
    /// - Returns: The rows that ended so: a feedback among them makes a debt.
    @discardableResult
    package func withdraw(_ withdrawal: Withdrawal, at instant: Instant) throws -> [OutboxRow] {
        switch withdrawal {
        case .broadcast(let id): return try withdrawCopies(of: id, at: instant)
        case .copies(let ids, let person):
            return try ids.flatMap { try withdrawCopy(of: $0, for: person, at: instant) }
        case .address(let address):
            let rows = try ["outbox_queue WHERE rank < 2", "outbox_broadcast WHERE rank = 2"]
                .flatMap {
                    try endAll(
                        "INDEXED BY \($0) AND state = 0 AND address = ?",
                        address.value,
                        .refused,
                        "withdrawn",
                        instant
                    )
                }
            for case .broadcast(let id, let person) in rows.map(\.purpose) {
                try setStand(.refused, of: person, in: id)
            }
            return rows
        case .reminder(let reminder):
            return try endAll(
                "INDEXED BY outbox_reminder WHERE state = 0 AND purpose = 3 AND about = ?",
                reminder,
                .refused,
                "withdrawn",
                instant
            )
        }
    }

    /// Ends what was marked and never finished: the process died in between.
    ///
    /// Call it once when a service starts, in a transaction that applies each row's rule.
    ///
    /// - Parameters:
    ///   - instant: Now.
    ///   - isKeyed: True where the far side knows a row's key: it goes out again, and nothing
    ///     repeats.
    /// - Returns: The rows, now uncertain: for the clerk's list, not repeated.
    /// - Throws: A ``StoreError``.
    package func recoverSends(at instant: Instant, isKeyed: Bool = false) throws -> [OutboxRow] {
        if isKeyed {
            try run("UPDATE outbox INDEXED BY outbox_sending SET state = 0 WHERE state = 1")
            return []
        }
        return try endAll(
            "INDEXED BY outbox_sending WHERE state = 1 AND id > ?",
            0,
            .uncertain,
            "stopped while sending",
            instant
        )
    }

    /// When the next row that waits for its time may go; nil when none waits.
    package func nextRetry(channel: String, account: String) throws -> Instant? {
        let query = try query(
            """
            SELECT min(not_before) FROM outbox INDEXED BY outbox_retry
            WHERE state = 0 AND channel = ? AND account = ? AND not_before IS NOT NULL
            """
        )
        query.bind(1, channel)
        query.bind(2, account)
        guard try query.step() else { return nil }
        return query.optionalInt64(0).map { Instant(milliseconds: $0) }
    }

    /// Lets every row that waits for its time go at once: the clock it waited by was wrong.
    package func endRetryWaits(channel: String, account: String) throws {
        let query = try query(
            """
            UPDATE outbox SET not_before = NULL
            WHERE state = 0 AND channel = ? AND account = ? AND not_before IS NOT NULL
            """
        )
        query.bind(1, channel)
        query.bind(2, account)
        try query.run()
    }

    /// How many rows stand in each state.
    package func outboxCounts() throws -> [OutboxState: Int] {
        var counts: [OutboxState: Int] = [:]
        let query = try query("SELECT state, count(*) FROM outbox GROUP BY state")
        while try query.step() {
            guard let state = OutboxState(rawValue: query.int(0)) else {
                throw damaged("outbox", query.int64(0))
            }
            counts[state] = query.int(1)
        }
        return counts
    }

    // MARK: -

    private func expire(at now: Instant) throws -> [OutboxRow] {
        try endAll(
            "INDEXED BY outbox_expiry WHERE state = 0 AND not_after < ?",
            now.milliseconds,
            .expired,
            nil,
            now
        )
    }

    func endAll(
        _ condition: String,
        _ parameter: Int64,
        _ state: OutboxState,
        _ reason: String?,
        _ instant: Instant
    ) throws -> [OutboxRow] {
        var ids: [Int64] = []
        do {
            // No ORDER BY: with one, SQLite walks the whole table in its order instead.
            let query = try query("SELECT id FROM outbox \(condition)")
            query.bind(1, parameter)
            while try query.step() { ids.append(query.int64(0)) }
        }
        ids.sort()
        var rows: [OutboxRow] = []
        for id in ids {
            if let row = try outboxRow(id) { rows.append(row) }
            try end(id, state, at: instant, reason: reason)
        }
        return rows
    }

    @discardableResult
    private func end(
        _ id: Int64,
        _ state: OutboxState,
        at instant: Instant,
        remote: String? = nil,
        promises: Receipt.Stand? = nil,
        reason: String? = nil
    ) throws(StoreError) -> Bool {
        let query = try query(
            """
            UPDATE outbox SET state = ?, ended_at = ?, remote = ?, reason = ?, promised = ?,
                chat = iif(kind IN ('delete', 'dataDeleted'), '', chat),
                text = iif(kind IN ('delete', 'dataDeleted'), '', text)
            WHERE id = ? AND state IN (0, 1)
            """
        )
        query.bind(1, state.rawValue)
        query.bind(2, instant.milliseconds)
        query.bind(3, remote)
        query.bind(4, reason)
        query.bind(5, promises?.rawValue)
        query.bind(6, id)
        try query.run()
        return database.changesCount > 0
    }

    private func eraseLate(_ id: Int64, remote: String, at instant: Instant) throws {
        let draft: OutboxDraft
        do {
            let query = try query(
                """
                SELECT chat, channel, account FROM outbox
                WHERE id = ? AND reason = 'erased' AND chat != '' AND kind != 'delete'
                """
            )
            query.bind(1, id)
            guard !remote.isEmpty, try query.step() else { return }
            draft = OutboxDraft(
                erasing: FarPlace(chat: query.text(0), message: remote),
                channel: query.text(1),
                account: query.text(2)
            )
        }
        _ = try enqueue(draft, at: instant)
    }
}

/// The first row of each chat, in the order in which the rows stand.
private struct ChatLine {
    let channel: String
    let account: String
    let now: Instant
    /// Chats that had their turn or may not have one.
    var taken: Set<String>
    var heads: [OutboxRank: [Int64]] = [:]

    init(channel: String, account: String, now: Instant, taken: Set<String>) {
        self.channel = channel
        self.account = account
        self.now = now
        self.taken = taken
    }

    /// Looks at rows of (id, channel, account, chat, not before, rank).
    ///
    /// Ends early once the best rank alone has all that are wanted.
    mutating func walk(
        _ rows: borrowing Query,
        within most: Int,
        until limit: Int
    ) throws(StoreError) {
        var seen = 0
        var best = 0
        while seen < most, best < limit, try rows.step() {
            // What waits for another channel may wait for ever, and holds up nobody.
            guard rows.text(1) == channel, rows.text(2) == account else { continue }
            seen += 1
            let chat = rows.text(3)
            guard !taken.contains(chat) else { continue }
            taken.insert(chat)
            // A chat whose head waits for its time waits as a whole.
            if let time = rows.optionalInt64(4), time > now.milliseconds { continue }
            guard let rank = OutboxRank(rawValue: rows.int(5)) else { continue }
            heads[rank, default: []].append(rows.int64(0))
            if rank != .notice { best += 1 }
        }
    }
}

extension Session {
    func randomBytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            let missing = count - bytes.count
            withUnsafeBytes(of: random()) { bytes.append(contentsOf: $0.prefix(missing)) }
        }
        return bytes
    }
}

/// Two lower-case digits a byte.
func hexText(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}
