internal import Casework
internal import Logging
internal import Messages
internal import ServiceLifecycle
internal import Store

/// Polls one channel and hands each batch to the turn; the cursor moves only by its commit.
struct Poller: Service {
    let channel: any Channel
    let account: String
    let turn: Turn
    let store: StationStore
    let clock: ClockGuard
    let health: Health
    let wake: Wake
    let log: Logger

    /// Polls until told to stop, then finishes the turn in hand and confirms it.
    ///
    /// - Throws: ``ChannelError/unauthorized(_:)``, or a ``StoreError`` that trying again cannot
    ///   mend: the service ends and an operator is told.
    func run() async throws {
        let (name, account) = (channel.name, account)
        var cursor = try await store.read {
            try $0.cursor(channel: name, account: account)
        }
        var failures = 0
        // After an unclean end the first batches go message by message, until one is through.
        var careful = store.wasUnclean ? 3 : 0
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            let batch: Batch
            let asked = ContinuousClock.now
            do {
                let from = cursor
                batch = try await cancelWhenGracefulShutdown { try await channel.poll(after: from) }
                failures = 0
                await health.polled()
                await clock.hear(date: batch.date)
            } catch let error as ChannelError {
                if case .unauthorized = error { throw error }
                failures += 1
                await pause(after: error, failures: failures)
                continue
            } catch is CancellationError {
                break
            }
            guard
                !batch.messages.isEmpty || !batch.unreadable.isEmpty || !batch.receipts.isEmpty
                    || batch.cursor != nil
            else {
                // A far side that does not hold the poll must not be asked in a tight loop.
                if ContinuousClock.now - asked < .milliseconds(200) { await pause(seconds: 0.5) }
                continue
            }
            try await apply(batch, isCareful: careful > 0)
            careful = max(0, careful - 1)
            cursor = batch.cursor ?? cursor
            wake.ring()
            await acknowledge(batch)
        }
        if let cursor { try? await channel.confirm(cursor) }
    }

    /// Applies a batch, trying again as long as the store may mend: nothing is acknowledged
    /// before it is committed.
    private func apply(_ batch: Batch, isCareful: Bool) async throws {
        var failures = 0
        while true {
            do {
                let summary = try await turn.take(
                    batch,
                    channel: channel.name,
                    account: account,
                    isCareful: isCareful
                )
                if summary.quarantined > 0 {
                    log.warning("messages quarantined: \(summary.quarantined)")
                }
                return
            } catch let error as StoreError where error.isRetryable {
                failures += 1
                log.error("\(error.message); \(error.hint ?? "trying again")")
                if Task.isShuttingDownGracefully || Task.isCancelled { throw error }
                await pause(seconds: Double(min(30, 1 << min(failures, 5))))
            }
        }
    }

    private func acknowledge(_ batch: Batch) async {
        for message in batch.messages {
            if case .button = message.body { await channel.acknowledge(message) }
        }
    }

    /// Waits as the far side says, or longer each time, with jitter so that a herd spreads.
    private func pause(after error: ChannelError, failures: Int) async {
        let seconds: Double
        switch error {
        case .conflict(let trouble):
            log.warning("another program polls this account: \(trouble); trying again in 3 s")
            seconds = 3
        case .retry(let trouble, let after, _):
            log.notice("poll failed: \(trouble)", metadata: ["failures": "\(failures)"])
            seconds = after ?? min(60, Double(1 << min(failures - 1, 6)))
        case .uncertain(let trouble), .refused(let trouble, _):
            log.notice("poll failed: \(trouble)", metadata: ["failures": "\(failures)"])
            seconds = min(60, Double(1 << min(failures - 1, 6)))
        case .cancelled, .unauthorized:
            return
        }
        await pause(seconds: seconds * Double.random(in: 0.8...1.2))
    }

    private func pause(seconds: Double) async {
        try? await cancelWhenGracefulShutdown {
            try await Task.sleep(for: .milliseconds(Int(seconds * 1000)))
        }
    }
}
