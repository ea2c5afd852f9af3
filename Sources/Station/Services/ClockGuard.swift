package import Casework

/// Watches the wall clock: reminders and due rows wait while it cannot be believed.
///
/// A step of over ten minutes against the monotonic clock, or a start over a day away from the
/// last instant that was stored, holds them until the endpoint's own date agrees or an operator
/// accepts the clock (design §2, tick). Direct replies are never held.
package actor ClockGuard {
    private let now: @Sendable () -> Instant
    private let monotonic: @Sendable () -> Int64
    private var wallAtStart: Instant
    private var monotonicAtStart: Int64
    package private(set) var isHeld: Bool

    /// - Parameters:
    ///   - last: The last instant that was stored; nil for a new store.
    ///   - now: The wall clock.
    ///   - monotonic: Milliseconds that only ever go forward.
    package init(
        last: Instant?,
        now: @escaping @Sendable () -> Instant,
        monotonic: @escaping @Sendable () -> Int64 = ClockGuard.milliseconds
    ) {
        self.now = now
        self.monotonic = monotonic
        wallAtStart = now()
        monotonicAtStart = monotonic()
        isHeld = last.map { abs(now().seconds(since: $0)) > 86_400 } ?? false
    }

    /// Compares the clocks; true while due rows and reminders have to wait.
    package func check() -> Bool {
        let expected = wallAtStart.milliseconds + monotonic() - monotonicAtStart
        if abs(now().milliseconds - expected) > 600_000 {
            isHeld = true
            wallAtStart = now()
            monotonicAtStart = monotonic()
        }
        return isHeld
    }

    /// The far side says what time it is; within ten minutes of ours, the clock is believed.
    package func hear(date: Int64?) {
        guard let date, abs(date - now().milliseconds) < 600_000 else { return }
        isHeld = false
    }

    /// An operator says that the wall clock is right.
    package func accept() {
        isHeld = false
        wallAtStart = now()
        monotonicAtStart = monotonic()
    }

    /// Milliseconds of the machine's own uptime clock.
    package static let milliseconds: @Sendable () -> Int64 = {
        let start = ContinuousClock.Instant.origin
        let elapsed = start.duration(to: .now)
        return elapsed.components.seconds * 1000
            + elapsed.components.attoseconds / 1_000_000_000_000_000
    }
}

extension ContinuousClock.Instant {
    /// A fixed point to count from, the same for the whole process.
    fileprivate static let origin = ContinuousClock.now
}
