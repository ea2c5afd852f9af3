internal import Casework
internal import Logging
internal import ServiceLifecycle
internal import Store

/// Time is a message too: due rows become decisions in the same kind of transaction.
struct Scheduler: Service {
    let store: StationStore
    let settlement: Settlement
    let clock: ClockGuard
    let health: Health
    let wake: Wake
    let log: Logger

    /// Looks once a second at what is due, until told to stop.
    func run() async throws {
        var beats = 0
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            let isHeld = await clock.check()
            do {
                if !isHeld, try await settleDueRows() > 0 { wake.ring() }
                if beats.isMultiple(of: 5) { try await keepTime(isHeld: isHeld) }
            } catch let error as StoreError where error.isRetryable {
                log.error("\(error.message); \(error.hint ?? "trying again")")
            }
            beats += 1
            // One second: the grain of every due row.
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(1)) }
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

    private func keepTime(isHeld: Bool) async throws {
        let now = settlement.turn.desk.now()
        let waiting = try await store.write { session in
            // A clock that cannot be believed must not become the clock that is remembered.
            if !isHeld { try session.setLastInstant(now) }
            return try session.outboxCounts()[.queued, default: 0]
        }
        await health.write(isHeld: isHeld, waiting: waiting)
    }
}
