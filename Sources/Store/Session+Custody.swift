package import Casework

/// What the file says of the service that works on it.
package struct Custody: Hashable, Sendable {
    /// True from a service's start to its good end.
    package var isRunning: Bool
    package var lastInstant: Instant?
    /// When the endpoints were last polled well.
    package var lastPoll: Instant?
    /// Since when the oldest message waits that could go out; nil where none does.
    package var oldestWaiting: Instant?
    /// The time of the oldest due row that has not been settled; nil where none is due.
    package var oldestDue: Instant?
    package var quarantined: Int
    /// Messages of which nobody knows whether they arrived.
    package var uncertain: Int
    /// True while an erasure has not been finished.
    package var isErasing: Bool
}

extension Session {
    package func custody(at now: Instant) throws -> Custody {
        func instant(_ sql: String) throws -> Instant? {
            try number(sql).map { Instant(milliseconds: $0) }
        }
        let ms = now.milliseconds
        return Custody(
            isRunning: try number("SELECT running FROM service_state") == 1,
            lastInstant: try lastInstant(),
            lastPoll: try instant("SELECT max(at) FROM polled"),
            oldestWaiting: try instant(
                """
                SELECT min(queued_at) FROM outbox
                WHERE state = 0 AND rank < 2 AND (not_before IS NULL OR not_before <= \(ms))
                """
            ),
            oldestDue: try instant("SELECT min(at) FROM due WHERE at <= \(ms)"),
            quarantined: Int(try number("SELECT count(*) FROM quarantine WHERE state = 0") ?? 0),
            uncertain: try outboxCounts()[.uncertain, default: 0],
            isErasing: try number("SELECT 1 FROM meta WHERE name = 'scrub'") != nil
        )
    }

    /// An operator says that the wall clock is right.
    package func acceptClock(at now: Instant) throws {
        try setLastInstant(now)
        let query = try query("UPDATE service_state SET accepted = ?")
        query.bind(1, now.milliseconds)
        try query.run()
    }

    /// Whether an operator has accepted the clock as it stands, within ten minutes; it counts once.
    package func takeAcceptedClock(at now: Instant) throws -> Bool {
        guard let accepted = try number("SELECT accepted FROM service_state") else { return false }
        try run("UPDATE service_state SET accepted = NULL")
        return abs(accepted - now.milliseconds) < 600_000
    }
}
