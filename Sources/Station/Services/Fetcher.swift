internal import Casework
internal import Logging
internal import Messages
internal import ServiceLifecycle
internal import Store

/// Downloads what people attached, outside the turn, and reports each by a decision.
struct Fetcher: Service {
    let channel: any Channel
    let account: String
    let store: StationStore
    let shelf: AttachmentShelf
    let settlement: Settlement
    /// The largest file that is kept, in bytes.
    let mostBytes: Int
    let log: Logger
    /// Three failures ask the sender again (design §2, fetch).
    private let mostTries = 3

    init(
        channel: any Channel,
        account: String,
        store: StationStore,
        shelf: AttachmentShelf,
        settlement: Settlement,
        mostBytes: Int,
        log: Logger
    ) {
        self.channel = channel
        self.account = account
        self.store = store
        self.shelf = shelf
        self.settlement = settlement
        self.mostBytes = mostBytes
        self.log = log
    }

    /// Looks once a second for wanted files, until told to stop.
    func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do {
                try await fetchWanted()
            } catch let error as StoreError where error.isRetryable {
                log.error("\(error.message); \(error.hint ?? "trying again")")
            }
            // One second: a picture is not waited for.
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(1)) }
        }
    }

    /// Fetches what is wanted now, one after another.
    func fetchWanted() async throws {
        let now = settlement.turn.desk.now
        let wanted = try await store.read { try $0.wantedAttachments(at: now(), limit: 20) }
        for file in wanted {
            if Task.isShuttingDownGracefully { return }
            do {
                guard let kind = Attachment.Kind(rawValue: file.kind), !file.handle.isEmpty
                else {
                    try await settle(file.id, isFetched: true)
                    continue
                }
                let limit = mostBytes
                let bytes = try await cancelWhenGracefulShutdown {
                    try await channel.fetch(
                        Attachment(kind: kind, handle: file.handle),
                        limit: limit
                    )
                }
                _ = try shelf.keep(bytes, as: file.id)
                try await settle(file.id, isFetched: true)
            } catch let error as ChannelError {
                if error == .cancelled { return }
                log.notice("file not fetched", metadata: ["attachment": "\(file.id)"])
                try await failed(file.id, at: now())
            }
        }
    }

    private func failed(_ id: Int64, at now: Instant) async throws {
        let settlement = settlement
        let mostTries = mostTries
        try await store.write { session in
            let tries = try session.attachmentTried(id, notBefore: now.adding(seconds: 20))
            if tries >= mostTries {
                try settlement.settleFile(id, isFetched: false, session)
            }
        }
    }

    private func settle(_ id: Int64, isFetched: Bool) async throws {
        let settlement = settlement
        try await store.write { session in
            try settlement.settleFile(id, isFetched: isFetched, session)
        }
    }
}
