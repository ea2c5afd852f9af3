internal import Curl
internal import Logging
internal import ServiceLifecycle

/// Fetches the photos that a webhook only named, before their source forgets them.
struct PhotoFetcher: Service {
    let store: RelayStore
    let client: HTTPClient
    /// The largest photo, in bytes.
    let limit: Int
    let look: Duration
    let log: Logger

    func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do throws(RelayError) {
                try await fetchWanted()
            } catch {
                log.error("\(error.message); \(error.hint ?? "trying again")")
            }
            // A photo is not waited for.
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: look) }
        }
    }

    /// Fetches what is wanted now, one after another.
    func fetchWanted() async throws(RelayError) {
        for file in try await store.wantedFiles(limit: 20) {
            if Task.isShuttingDownGracefully { return }
            if let photo = await photo(at: file.url) {
                try await store.fetched(file.id, photo)
            } else {
                let wait = RetrySchedule.milliseconds(
                    before: file.tries + 2,
                    jitter: Double.random(in: -1...1)
                )
                log.notice("photo not fetched", metadata: ["source": "\(file.source)"])
                try await store.notFetched(file.id, next: wait.map { store.now() + $0 })
            }
        }
    }

    private func photo(at url: String) async -> Photo? {
        let request = HTTPRequest(
            url: url,
            timeouts: HTTPRequest.Timeouts(total: .seconds(60)),
            limit: limit
        )
        guard let answer = try? await client.send(request), answer.status == 200 else {
            return nil
        }
        return try? Photo(answer.body)
    }
}
