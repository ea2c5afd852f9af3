package import Casework
internal import FoundationEssentials

/// Says how the service is doing, in one small file that others can read.
///
/// `health.json` in the data folder: seconds since the last good poll, whether due rows are
/// held, what waits to go out. Written whole and renamed, at most every few seconds.
package actor Health {
    private let path: String
    private let now: @Sendable () -> Instant
    private let started: Instant
    package private(set) var lastGoodPoll: Instant?

    package init(folder: String, now: @escaping @Sendable () -> Instant) {
        path = folder + "/health.json"
        self.now = now
        started = now()
    }

    package func polled() { lastGoodPoll = now() }

    /// Seconds since a poll was last answered; nil before the first.
    package var secondsSinceLastGoodPoll: Int64? {
        lastGoodPoll.map { now().seconds(since: $0) }
    }

    /// Writes the file; a failure is not worth an end of the service.
    package func write(isHeld: Bool, waiting: Int) {
        let page = Page(
            startedAt: started.milliseconds,
            writtenAt: now().milliseconds,
            lastGoodPollAt: lastGoodPoll?.milliseconds,
            secondsSinceLastGoodPoll: secondsSinceLastGoodPoll,
            isClockHeld: isHeld,
            waitingToGoOut: waiting
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard let data = try? encoder.encode(page) else { return }
        try? data.write(to: URL(filePath: path), options: .atomic)
    }

    /// What the file says; nil where there is none that can be read.
    package static func read(folder: String) -> Page? {
        FileManager.default.contents(atPath: folder + "/health.json")
            .flatMap { try? JSONDecoder().decode(Page.self, from: $0) }
    }

    /// Instants in milliseconds.
    package struct Page: Codable, Sendable {
        var startedAt: Int64
        package var writtenAt: Int64
        var lastGoodPollAt: Int64?
        var secondsSinceLastGoodPoll: Int64?
        package var isClockHeld: Bool
        var waitingToGoOut: Int
    }
}
