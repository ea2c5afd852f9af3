internal import Logging
internal import ServiceLifecycle

/// What the relay does by the clock: telling people that nobody is at the desk, and erasing.
struct Keeper: Service {
    let store: RelayStore
    let polls: Polls
    let stations: [Int64]
    let awayAfter: Duration
    let awayWords: [String: String]
    /// Whose people can be told something.
    let sources: [String]
    let historyDays: Int
    /// Between two looks.
    let look: Duration
    let log: Logger

    /// Looks every five seconds, until told to stop.
    func run() async throws {
        let start = store.now()
        var beats = 0
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do throws(RelayError) {
                for station in stations { try await tellAway(of: station, after: start) }
                log.trace("looked who waits")
                // Hourly, and once soon after the start.
                if beats % 720 == 6 {
                    try await store.eraseOld(history: Int64(historyDays) * 86_400_000)
                }
            } catch {
                log.error("\(error.message); \(error.hint ?? "trying again")")
            }
            if beats.isMultiple(of: 3) { await store.bell.beat() }
            beats += 1
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: look) }
        }
    }

    /// After five minutes without a poll, everybody who waits is told once.
    ///
    /// A station cannot poll a relay that is not there: after a start it has as long again.
    func tellAway(of station: Int64, after start: Int64) async throws(RelayError) {
        let patience = Int64(awayAfter / .milliseconds(1))
        let last = await polls.lastPoll(of: station)
        let now = store.now()
        guard now - max(last, min(start, now)) > patience else { return }
        // Who wrote before the station went away had an answer coming; who writes now waits no
        // longer than a look takes.
        let told = try await store.tellAway(
            of: station,
            since: last,
            waitingBefore: now,
            words: awayWords,
            sources: sources
        )
        if told > 0 {
            log.notice("station away: told \(told)", metadata: ["station": "\(station)"])
        }
    }
}
