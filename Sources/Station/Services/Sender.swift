internal import Casework
internal import Logging
internal import Messages
internal import ServiceLifecycle
internal import Store

/// Takes rows from the outbox to the channel: first in first out within a chat, in parallel
/// across chats, replies before notices before broadcasts, of which a fifth of all room is kept.
struct Sender: Service {
    let channel: any Channel
    let account: String
    let store: StationStore
    let settlement: Settlement
    let clock: ClockGuard
    let wake: Wake
    let log: Logger
    /// Milliseconds that only ever go forward: the far side's limits know nothing of our wall.
    let pulse: @Sendable () -> Int64 = ClockGuard.milliseconds
    /// Requests under way at once; more would only queue at the far side.
    let mostInFlight = 64
    /// How long a stop waits for what is queued.
    let drainSeconds: Int64 = 3

    init(
        channel: any Channel,
        account: String,
        store: StationStore,
        settlement: Settlement,
        clock: ClockGuard,
        wake: Wake,
        log: Logger
    ) {
        self.channel = channel
        self.account = account
        self.store = store
        self.settlement = settlement
        self.clock = clock
        self.wake = wake
        self.log = log
    }

    /// Sends until told to stop, then drains what it can in a bounded time.
    func run() async throws {
        let (name, account, settlement) = (channel.name, account, settlement)
        let now = settlement.turn.desk.now
        let isKeyed = channel.limits.hasIdempotencyKey
        try await store.write { session in
            // Broadcasts that were under way when the process died are uncertain and not
            // repeated, unless the far side knows each by its key.
            for row in try session.recoverSends(at: now(), isKeyed: isKeyed) {
                try settlement.settle(row.purpose, .uncertain, session)
            }
        }
        let ended = EndedSends()
        try await withGracefulShutdownHandler {
            try await withThrowingDiscardingTaskGroup { group in
                group.addTask { await tick() }
                try await send(to: name, account, ended, in: &group)
                group.cancelAll()
            }
        } onGracefulShutdown: {
            wake.ring()
        }
    }

    /// Rings once a second at least, so that no wait is ever forgotten.
    private func tick() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(1))
            wake.ring()
        }
    }

    private func send(
        to name: String,
        _ account: String,
        _ ended: EndedSends,
        in group: inout ThrowingDiscardingTaskGroup<any Error>
    ) async throws {
        let now = settlement.turn.desk.now
        var pace = Pace(channel.limits)
        var underWay = UnderWay()
        var alarm: Instant?
        var stopAt: Instant?
        var last = now()
        for await _ in wake.rings {
            if Task.isCancelled { return }
            let (time, beat) = (now(), Instant(milliseconds: pulse()))
            let isSetBack = time.adding(seconds: 10) < last
            last = time
            if Task.isShuttingDownGracefully {
                let deadline = stopAt ?? beat.adding(seconds: drainSeconds)
                stopAt = deadline
            }
            // At the deadline nothing new goes out, but what has gone out is still written down.
            let isOver = stopAt.map { beat >= $0 } ?? false
            let done = await ended.takeAll()
            for end in done {
                underWay.remove(end.row)
                if let freeze = end.freeze {
                    let until = Instant(milliseconds: beat.milliseconds + freeze.milliseconds)
                    pace.freeze(freeze.scope, chat: end.row.chat, at: beat, until: until)
                }
            }
            var room = Room()
            if !isOver {
                let free = mostInFlight - underWay.chats.count
                room.all = pace.allowance(at: beat, upTo: free)
                room.broadcasts = pace.broadcastAllowance(
                    at: beat,
                    upTo: free,
                    underWay: underWay.broadcasts,
                    ofAtOnce: mostInFlight
                )
            }
            room.resting = pace.resting(at: beat).union(underWay.chats)
            // What goes to many waits for a clock that can be believed, for the morning, and for
            // the next start: a stop drains what somebody waits for.
            let rules = settlement.turn.desk.rules.broadcasts
            let isHeld = await clock.isHeld
            if isHeld || stopAt != nil || rules.quietEnd(at: time) != nil { room.broadcasts = 0 }
            let wave: Wave
            do {
                // What waits for a time on a wall that was set back would wait for hours.
                if isSetBack {
                    try await store.write { try $0.endRetryWaits(channel: name, account: account) }
                }
                wave = try await commit(done, room, at: time)
            } catch let error as StoreError where error.isRetryable {
                log.error("\(error.message); \(error.hint ?? "trying again")")
                await ended.putBack(done)
                for end in done { underWay.insert(end.row) }
                if isOver { return }
                continue
            }
            for row in wave.rows {
                underWay.insert(row)
                pace.took(row.chat, isBroadcast: row.rank == .broadcast, at: beat)
                group.addTask {
                    let end = await send(row)
                    await ended.add(end)
                    wake.ring()
                }
            }
            // Whatever must wait is looked at when its wait is over, and not at the next tick.
            let retry = wave.nextRetry.map {
                Instant(milliseconds: beat.milliseconds + $0.milliseconds - time.milliseconds)
            }
            let next = [pace.next(after: beat), retry].compactMap { $0 }.filter { beat < $0 }.min()
            if let next, next < beat.adding(seconds: 1),
                alarm.map({ $0 <= beat || next < $0 }) ?? true
            {
                alarm = next
                group.addTask {
                    // Until the end of a wait, to the millisecond.
                    let wait = next.milliseconds - pulse() + 1
                    try? await Task.sleep(for: .milliseconds(max(1, wait)))
                    wake.ring()
                }
            }
            if isOver || (stopAt != nil && underWay.chats.isEmpty && wave.rows.isEmpty) { return }
        }
    }

    /// What may go out now.
    private struct Room {
        var all = 0
        /// How many of them may be broadcasts.
        var broadcasts = 0
        /// Chats that must wait.
        var resting: Set<String> = []
    }

    /// One commit for all that ended and all that goes out next.
    private func commit(
        _ done: [EndedSends.End],
        _ room: Room,
        at time: Instant
    ) async throws -> Wave {
        let (name, account, settlement) = (channel.name, account, settlement)
        return try await store.write { session in
            for end in done {
                guard let outcome = end.outcome(at: time) else { continue }
                try settlement.settle(end.row, outcome, at: time, session)
            }
            func next(_ ranks: ClosedRange<OutboxRank>, _ most: Int) throws -> [OutboxRow] {
                guard most > 0 else { return [] }
                let wave = try session.nextToSend(
                    channel: name,
                    account: account,
                    limit: most,
                    now: time,
                    excludingChats: room.resting,
                    ranks: ranks
                )
                for row in wave.expired { try settlement.settle(row.purpose, .expired, session) }
                return wave.rows
            }
            let broadcaster = Broadcaster(turn: settlement.turn)
            var rows = try next(.reply ... .notice, room.all)
            let most = min(room.broadcasts, room.all - rows.count)
            let taken = Set(rows.map(\.chat))
            var copies = try next(.broadcast ... .broadcast, most).filter {
                !taken.contains($0.chat)
            }
            if try broadcaster.fill(max(0, most - copies.count), at: time, session) > 0 {
                copies = try next(.broadcast ... .broadcast, most).filter {
                    !taken.contains($0.chat)
                }
            }
            try session.mark(sending: copies.map(\.id))
            rows += copies
            let retry = try session.nextRetry(channel: name, account: account)
            return Wave(rows: rows, expired: [], nextRetry: retry)
        }
    }

    private func send(_ row: OutboxRow) async -> EndedSends.End {
        do {
            if let message = row.deletion {
                try await channel.delete(message: message, in: row.chat)
                return EndedSends.End(row: row, news: .ended(.sent(remote: "")))
            }
            let sent = try await channel.send(row.outgoing)
            return EndedSends.End(
                row: row,
                news: .ended(.sent(remote: sent.id, promises: sent.promises))
            )
        } catch {
            return end(of: row, after: error)
        }
    }

    /// What an error means for a row: the rule of `design.md` §2, send.
    private func end(
        of row: OutboxRow,
        after error: ChannelError
    ) -> EndedSends.End {
        switch error {
        case .cancelled:
            // The row stays as it is: queued, or for a reminder uncertain at the next start.
            return EndedSends.End(row: row, news: .none)
        case .retry(let trouble, let after, let scope):
            let backoff = Int64(1) << Int64(min(row.tries, 6))
            let wait = after.map { Int64(($0 * 1000).rounded(.up)) } ?? backoff * 1000
            log.notice("send failed: \(trouble)", metadata: ["row": "\(row.id)"])
            return EndedSends.End(
                row: row,
                news: .later(milliseconds: wait),
                freeze: after == nil ? nil : (scope, wait)
            )
        case .uncertain(let trouble):
            log.notice("send uncertain: \(trouble)", metadata: ["row": "\(row.id)"])
            // Replies may be repeated, and with an idempotency key nothing repeats. What is erased
            // twice is erased.
            let isKeyed = channel.limits.hasIdempotencyKey
            let mayRepeat = isKeyed || row.purpose == .reply || row.purpose == .notice
            // With a key a far side that is away for an hour costs nobody a message.
            guard row.deletion != nil || (mayRepeat && row.tries < (isKeyed ? 60 : 5)) else {
                return EndedSends.End(row: row, news: .ended(.uncertain(reason: trouble.code)))
            }
            let wait = Int64(1000) << Int64(min(row.tries, 6))
            return EndedSends.End(row: row, news: .later(milliseconds: wait))
        case .refused(let trouble, let isAddressDead):
            log.notice("send refused: \(trouble)", metadata: ["row": "\(row.id)"])
            return EndedSends.End(
                row: row,
                news: .ended(.refused(reason: trouble.code, isAddressDead: isAddressDead))
            )
        case .conflict(let trouble), .unauthorized(let trouble):
            log.error("send failed: \(trouble)", metadata: ["row": "\(row.id)"])
            return EndedSends.End(
                row: row,
                news: .later(milliseconds: 30_000),
                freeze: (.account, 30_000)
            )
        }
    }
}

/// The chats with a send in the air, and how many of those are broadcasts.
private struct UnderWay {
    private(set) var chats: Set<String> = []
    private(set) var broadcasts = 0

    mutating func insert(_ row: OutboxRow) {
        chats.insert(row.chat)
        if row.rank == .broadcast { broadcasts += 1 }
    }

    mutating func remove(_ row: OutboxRow) {
        chats.remove(row.chat)
        if row.rank == .broadcast { broadcasts -= 1 }
    }
}

/// Sends that have ended and are not yet in the store.
private actor EndedSends {
    struct End {
        var row: OutboxRow
        var news: News
        var freeze: (scope: ChannelError.Scope, milliseconds: Int64)?

        /// What became of the row, in the words of the wall that reads so much now.
        ///
        /// Only here does a wait become a time: the wall may have been set back since.
        func outcome(at now: Instant) -> SendOutcome? {
            switch news {
            case .ended(let outcome): outcome
            case .later(let wait):
                .retry(at: Instant(milliseconds: now.milliseconds + wait))
            case .none: nil
            }
        }
    }

    enum News {
        case ended(SendOutcome)
        /// Nothing happened; to be tried again after so long.
        case later(milliseconds: Int64)
        /// It was cancelled: the row stays as it is.
        case none
    }

    private var ends: [End] = []

    func add(_ end: End) { ends.append(end) }

    func putBack(_ earlier: [End]) { ends = earlier + ends }

    func takeAll() -> [End] {
        defer { ends = [] }
        return ends
    }
}
