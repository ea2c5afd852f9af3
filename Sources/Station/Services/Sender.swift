internal import Casework
internal import Logging
internal import Messages
internal import ServiceLifecycle
internal import Store

/// Takes rows from the outbox to the channel: first in first out within a chat, in parallel
/// across chats, replies before notices before reminders.
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
        try await store.write { session in
            // Reminders that were under way when the process died are uncertain, not repeated.
            for row in try session.recoverSends(at: now()) {
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

    /// Rings once a second, so that retries and freezes end without a message coming in.
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
        var inFlight: Set<String> = []
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
                inFlight.remove(end.row.chat)
                if let freeze = end.freeze {
                    let until = Instant(milliseconds: beat.milliseconds + freeze.milliseconds)
                    pace.freeze(freeze.scope, chat: end.row.chat, until: until)
                }
            }
            let room = isOver ? 0 : pace.allowance(at: beat, upTo: mostInFlight - inFlight.count)
            let resting = pace.resting(at: beat).union(inFlight)
            let isHeld = await clock.isHeld
            let wave: [OutboxRow]
            do {
                // What waits for a time on a wall that was set back would wait for hours.
                if isSetBack {
                    try await store.write { try $0.endRetryWaits(channel: name, account: account) }
                }
                wave = try await commit(done, room, resting, isHeld: isHeld, at: time)
            } catch let error as StoreError where error.isRetryable {
                log.error("\(error.message); \(error.hint ?? "trying again")")
                await ended.putBack(done)
                for end in done { inFlight.insert(end.row.chat) }
                if isOver { return }
                continue
            }
            for row in wave {
                inFlight.insert(row.chat)
                pace.took(row.chat, at: beat)
                group.addTask {
                    let end = await send(row)
                    await ended.add(end)
                    wake.ring()
                }
            }
            if isOver || (stopAt != nil && inFlight.isEmpty && wave.isEmpty) { return }
        }
    }

    /// One commit for all that ended and all that goes out next.
    private func commit(
        _ done: [EndedSends.End],
        _ room: Int,
        _ resting: Set<String>,
        isHeld: Bool,
        at time: Instant
    ) async throws -> [OutboxRow] {
        let (name, account, settlement) = (channel.name, account, settlement)
        return try await store.write { session in
            for end in done {
                guard let outcome = end.outcome,
                    try session.finish(end.row.id, outcome, at: time),
                    let delivery = outcome.delivery
                else { continue }
                try settlement.settle(end.row.purpose, delivery, session)
            }
            guard room > 0 else { return [] }
            let wave = try session.nextToSend(
                channel: name,
                account: account,
                limit: room,
                now: time,
                excludingChats: resting,
                ranks: isHeld ? .reply ... .notice : .reply ... .broadcast
            )
            for row in wave.expired { try settlement.settle(row.purpose, .expired, session) }
            try session.mark(
                sending: wave.rows.filter { $0.rank == .broadcast }.map(\.id)
            )
            return wave.rows
        }
    }

    private func send(_ row: OutboxRow) async -> EndedSends.End {
        let now = settlement.turn.desk.now
        do {
            let remote = try await channel.send(row.outgoing)
            return EndedSends.End(row: row, outcome: .sent(remote: remote))
        } catch {
            return end(of: row, after: error, at: now())
        }
    }

    /// What an error means for a row: the rule of `design.md` §2, send.
    private func end(
        of row: OutboxRow,
        after error: ChannelError,
        at now: Instant
    ) -> EndedSends.End {
        switch error {
        case .cancelled:
            // The row stays as it is: queued, or for a reminder uncertain at the next start.
            return EndedSends.End(row: row, outcome: nil)
        case .retry(let trouble, let after, let scope):
            let backoff = Int64(1) << Int64(min(row.tries, 6))
            let wait = after.map { Int64(($0 * 1000).rounded(.up)) } ?? backoff * 1000
            let until = Instant(milliseconds: now.milliseconds + wait)
            log.notice("send failed: \(trouble)", metadata: ["row": "\(row.id)"])
            return EndedSends.End(
                row: row,
                outcome: .retry(at: until),
                freeze: after == nil ? nil : (scope, wait)
            )
        case .uncertain(let trouble):
            log.notice("send uncertain: \(trouble)", metadata: ["row": "\(row.id)"])
            // Replies may be repeated, and with an idempotency key nothing repeats.
            let mayRepeat =
                channel.limits.hasIdempotencyKey || row.purpose == .reply
                || row.purpose == .notice
            guard mayRepeat, row.tries < 5 else {
                return EndedSends.End(row: row, outcome: .uncertain(reason: trouble.code))
            }
            let until = now.adding(seconds: Int64(1) << Int64(min(row.tries, 6)))
            return EndedSends.End(row: row, outcome: .retry(at: until))
        case .refused(let trouble, _):
            log.notice("send refused: \(trouble)", metadata: ["row": "\(row.id)"])
            return EndedSends.End(row: row, outcome: .refused(reason: trouble.code))
        case .conflict(let trouble), .unauthorized(let trouble):
            log.error("send failed: \(trouble)", metadata: ["row": "\(row.id)"])
            return EndedSends.End(
                row: row,
                outcome: .retry(at: now.adding(seconds: 30)),
                freeze: (.account, 30_000)
            )
        }
    }
}

/// Sends that have ended and are not yet in the store.
private actor EndedSends {
    struct End {
        var row: OutboxRow
        /// nil when the send was cancelled: the row stays as it is.
        var outcome: SendOutcome?
        var freeze: (scope: ChannelError.Scope, milliseconds: Int64)?
    }

    private var ends: [End] = []

    func add(_ end: End) { ends.append(end) }

    func putBack(_ earlier: [End]) { ends = earlier + ends }

    func takeAll() -> [End] {
        defer { ends = [] }
        return ends
    }
}

extension SendOutcome {
    /// How the message ended; nil while it will be tried again.
    fileprivate var delivery: Draft.Delivery? {
        switch self {
        case .sent: .sent
        case .refused: .refused
        case .uncertain: .uncertain
        case .retry: nil
        }
    }
}
