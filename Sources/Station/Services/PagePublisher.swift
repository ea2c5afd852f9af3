internal import Casework
internal import Logging
internal import Messages
internal import ServiceLifecycle
internal import Store

/// Keeps the page that everybody may read as the station stands: puts it up at the start and
/// whenever what it shows has changed.
///
/// It looks beside the turns and never inside one. What the far side has is not remembered over a
/// restart: the same page again changes nothing there.
struct PagePublisher: Service {
    let channel: any Channel
    let store: StationStore
    let desk: Desk
    let render: PageRenderer
    let mostBytes: Int
    let log: Logger
    /// Milliseconds that only ever go forward.
    let pulse: @Sendable () -> Int64 = ClockGuard.milliseconds

    init(
        channel: any Channel,
        store: StationStore,
        desk: Desk,
        render: @escaping PageRenderer,
        mostBytes: Int,
        log: Logger
    ) {
        self.channel = channel
        self.store = store
        self.desk = desk
        self.render = render
        self.mostBytes = mostBytes
        self.log = log
    }

    /// What a page is made from: while it stays the same, so does the page.
    private struct Mark: Hashable {
        var entry: Int64
        var day: Day
    }

    /// Looks once a second until told to stop.
    func run() async throws {
        var made: Mark?
        /// A page that is not there yet.
        var waiting: [UInt8]?
        var shown: [UInt8]?
        var failures = 0
        var notBefore = pulse()
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do {
                if let (mark, page) = try await make(unless: made) {
                    made = mark
                    if let page, page != waiting {
                        waiting = page == shown ? nil : page
                        // What was refused or failed before says nothing about this one.
                        notBefore = pulse()
                    }
                }
                if let page = waiting, pulse() >= notBefore {
                    try await cancelWhenGracefulShutdown { try await channel.publish(page) }
                    log.info("the public page is up", metadata: ["bytes": "\(page.count)"])
                    (shown, waiting, failures) = (page, nil, 0)
                }
            } catch let error as ChannelError {
                if error == .cancelled { continue }
                failures += 1
                // It may have been taken all the same.
                shown = nil
                let seconds = PagePublisher.pause(after: error, failures: failures)
                notBefore = pulse() + Int64(seconds * 1000)
                log.notice("the public page was not taken: \(error)")
            } catch let error as StoreError where error.isRetryable {
                log.error("\(error.message); \(error.hint ?? "trying again")")
            } catch is CancellationError {
                break
            }
            // One second: a contact that is taken back is gone as soon as that.
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(1)) }
        }
    }

    /// Makes the page where the station may have changed; nil where it has not.
    ///
    /// No page comes of what is too long for the far side: then the one before stays.
    private func make(unless made: Mark?) async throws -> (mark: Mark, page: [UInt8]?)? {
        let (desk, render, now) = (desk, render, desk.now())
        let result = try await store.read { session -> (Mark, [UInt8])? in
            let mark = Mark(entry: try session.lastEntry(), day: Day(of: now))
            guard mark != made else { return nil }
            let open = try desk.opened(session)
            let page = try render(open.draft(at: now, view: session), open.phrasebook)
            return (mark, Array(page.utf8))
        }
        guard let (mark, page) = result else { return nil }
        guard page.count > mostBytes else { return (mark, page) }
        log.error("the public page has \(page.count) bytes, more than the \(mostBytes) allowed")
        return (mark, nil)
    }

    /// Seconds until the same page is tried again.
    static func pause(after error: ChannelError, failures: Int) -> Double {
        let backoff = Double(min(300, 1 << min(failures, 9)))
        switch error {
        case .retry(_, let after, _): return after ?? backoff
        case .uncertain, .conflict, .unauthorized: return backoff
        // It will not be taken; the far side may be brought up to date meanwhile.
        case .refused: return 3600
        case .cancelled: return 0
        }
    }
}
