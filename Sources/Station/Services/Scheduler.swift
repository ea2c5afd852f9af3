internal import Casework
internal import Logging
internal import Messages
internal import ServiceLifecycle
internal import Store

/// Time is a message too: due rows become decisions in the same kind of transaction.
struct Scheduler: Service {
    let channel: any Channel
    let account: String
    let store: StationStore
    let settlement: Settlement
    let clock: ClockGuard
    let health: Health
    let wake: Wake
    let log: Logger
    var holidays: HolidayWatch?

    /// Looks once a second at what is due, until told to stop.
    func run() async throws {
        var beats = 0
        var hasBegun = false
        var kept: Instant?
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            var isHeld = await clock.check()
            do {
                if isHeld, beats.isMultiple(of: 5), try await isClockAccepted() {
                    await clock.accept()
                    isHeld = false
                }
                // A clock that cannot be believed must not say from when on the plan is made.
                if !isHeld, !hasBegun {
                    let settlement = settlement
                    try await store.write { try settlement.begin($0) }
                    hasBegun = true
                }
                if !isHeld, try await settleDueRows() > 0 { wake.ring() }
                if beats.isMultiple(of: 5) { try await keepTime(isHeld: isHeld) }
                if beats.isMultiple(of: 5), let news = await holidays?.look(), news != .none {
                    try await settle(news)
                }
                // One small write a minute, and at once where a gap may have ended.
                if !isHeld, let polled = await health.lastGoodPoll,
                    kept.map({ abs(polled.seconds(since: $0)) >= 60 }) ?? true
                {
                    try await keep(poll: polled)
                    kept = polled
                }
            } catch let error as StoreError where error.isRetryable {
                log.error("\(error.message); \(error.hint ?? "trying again")")
            }
            beats += 1
            // One second: the grain of every due row.
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(1)) }
        }
        if await !clock.check(), let polled = await health.lastGoodPoll {
            try? await keep(poll: polled)
        }
    }

    /// Settles everything that is due now.
    ///
    /// - Returns: How many rows were settled.
    /// - Throws: ``StoreError`` when the store failed: the rows stay due.
    func settleDueRows() async throws -> Int {
        let settlement = settlement
        let now = settlement.turn.desk.now()
        let isAnyDue = try await store.read { session in
            try session.nextDue().map { $0 <= now } ?? false
        }
        guard isAnyDue else { return 0 }
        return try await store.write { session in
            let rows = try session.dueRows(until: now, limit: 100)
            for row in rows {
                // First: what is settled may keep a row of the same kind for later.
                try session.settleDue(row.id)
                try settlement.settle(row.due, session)
            }
            return rows.count
        }
    }

    private func settle(_ news: HolidayWatch.News) async throws {
        let settlement = settlement
        try await store.write { try settlement.settle(news, $0) }
        if case .broken(let fault) = news { log.error("\(fault.description)") }
        wake.ring()
    }

    private func isClockAccepted() async throws -> Bool {
        let now = settlement.turn.desk.now()
        return try await store.write { try $0.takeAcceptedClock(at: now) }
    }

    private func keepTime(isHeld: Bool) async throws {
        let now = settlement.turn.desk.now()
        let waiting = try await store.write { session in
            // A clock that cannot be believed must not become the clock that is remembered.
            if !isHeld { try session.setLastInstant(now) }
            return try session.outboxCounts()[.queued, default: 0]
        }
        await health.write(isHeld: isHeld, waiting: waiting)
    }

    /// Keeps when a poll was last answered; a gap before it that is too long is told.
    private func keep(poll: Instant) async throws {
        let (name, account, keeps) = (channel.name, account, channel.limits.keeps)
        let settlement = settlement
        let isTold = try await store.write { session in
            try settlement.settle(poll: poll, name, account, keeps: keeps, session)
        }
        guard isTold else { return }
        log.warning("the endpoint was not polled for longer than it keeps messages")
        wake.ring()
    }
}
