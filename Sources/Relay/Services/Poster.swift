internal import Curl
internal import Logging
internal import ServiceLifecycle

/// Takes the station's replies to one source's reply address: first in first out for each person,
/// signed, under one key at each try.
struct Poster: Service {
    let source: WebhookSource
    let store: RelayStore
    let client: HTTPClient
    let look: Duration
    let log: Logger

    /// Requests under way at once.
    private static let mostAtOnce = 16
    /// How long a gateway that has too much is left alone when it does not say itself.
    private static let rest: Duration = .seconds(5)

    static func client() throws -> HTTPClient {
        do {
            return try HTTPClient()
        } catch {
            throw RelayError(.setting, error.message, hint: error.hint)
        }
    }

    /// Posts until told to stop; what is under way then ends, or goes out again after a restart.
    func run() async throws {
        let listener = await store.bell.listen(to: .posting)
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    // Retries come due without a ring.
                    while !Task.isCancelled {
                        listener.ring.yield()
                        try? await Task.sleep(for: look)
                    }
                }
                defer { group.cancelAll() }
                for await _ in listener.rings {
                    if Task.isShuttingDownGracefully { break }
                    do throws(RelayError) {
                        if let wait = try await postWaiting() {
                            try? await cancelWhenGracefulShutdown {
                                try await Task.sleep(for: wait)
                            }
                        }
                    } catch {
                        log.error("\(error.message); \(error.hint ?? "trying again")")
                    }
                }
            }
        } onGracefulShutdown: {
            listener.ring.finish()
        }
        await store.bell.leave(listener)
    }

    /// Posts what can go now, until nothing is left or the gateway has too much.
    ///
    /// - Returns: How long the gateway wants to be left alone; nil for not at all.
    func postWaiting() async throws(RelayError) -> Duration? {
        while true {
            let waiting = try await store.waitingReplies(to: source.name, limit: Self.mostAtOnce)
            if waiting.isEmpty { return nil }
            let ends = await cancelWhenGracefulShutdown {
                await withTaskGroup(of: (RelayStore.WaitingReply, ReplyOutcome?).self) { group in
                    for reply in waiting {
                        group.addTask { (reply, await post(reply)) }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
            }
            var rest: Duration?
            for (reply, outcome) in ends {
                // Cut short by the stop: it goes out again under the same key.
                guard let outcome else { continue }
                rest = try await settle(reply, outcome) ?? rest
            }
            if let rest { return rest }
            if Task.isShuttingDownGracefully || Task.isCancelled { return nil }
        }
    }

    private func post(_ reply: RelayStore.WaitingReply) async -> ReplyOutcome? {
        guard let address = source.reply else { return .gone }
        let request = address.request(
            to: reply.sender,
            reply.text,
            key: reply.key,
            now: store.now() / 1000
        )
        do {
            return ReplyOutcome(try await client.send(request), responseID: address.responseID)
        } catch {
            return error.code == .cancelled ? nil : ReplyOutcome(error)
        }
    }

    private func settle(
        _ reply: RelayStore.WaitingReply,
        _ outcome: ReplyOutcome
    ) async throws(RelayError) -> Duration? {
        let end: RelayStore.PostingEnd
        var rest: Duration?
        switch outcome {
        case .done(let id):
            end = .taken(remote: id)
        case .gone:
            log.error("the gateway takes no more replies", metadata: ["source": "\(source.name)"])
            end = .failed
        case .later(let after, let isThrottled, let trouble):
            if isThrottled { rest = after.map { .seconds(min($0, 3600)) } ?? Self.rest }
            let wait = RetrySchedule.milliseconds(
                before: reply.tries + 2,
                jitter: Double.random(in: -1...1),
                retryAfter: after
            )
            log.notice(
                "reply not taken: \(trouble)",
                metadata: ["source": "\(source.name)", "try": "\(reply.tries + 1)"]
            )
            end = wait.map { .later(at: store.now() + $0) } ?? .failed
        }
        try await store.ended(reply, end, hasReceipts: source.receipt != nil)
        return rest
    }
}
