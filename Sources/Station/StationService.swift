package import Casework
package import CommandLanguage
package import Logging
package import Messages
internal import ServiceLifecycle
package import Store

/// Makes the page that everybody may read, from the station as one commit left it.
package typealias PageRenderer = @Sendable (Draft, Phrasebook) throws -> String

/// The whole desk on one channel: who we are there, then poll, turn, send, fetch and tick.
package struct StationService: Service {
    let channel: any Channel
    let store: StationStore
    let desk: Desk
    let mostFileBytes: Int
    let words: WordsReader?
    let log: Logger
    /// nil where the tables stand as they were read.
    let holidays: HolidayWatch?
    /// nil for a station that puts up no page.
    let publicPage: PageRenderer?

    /// `words` is where the words stand, to be watched; nil for words that stay.
    package init(
        channel: any Channel,
        store: StationStore,
        desk: Desk,
        mostFileBytes: Int,
        words: WordsReader? = nil,
        holidays: HolidayWatch? = nil,
        publicPage: PageRenderer? = nil,
        log: Logger
    ) {
        self.channel = channel
        self.store = store
        self.desk = desk
        self.mostFileBytes = mostFileBytes
        self.words = words
        self.log = log
        self.holidays = holidays
        self.publicPage = publicPage
    }

    /// Runs until told to stop: first the polling ends, then the outbox drains.
    ///
    /// - Throws: What an operator has to mend: a refused token, a store that cannot be written.
    package func run() async throws {
        guard let account = try await open() else { return }
        log.info("serving", metadata: ["account": "\(account)"])
        do {
            try await channel.offer(desk.phrasebook.menu())
        } catch {
            log.notice("the command menu was not taken: \(error)")
        }
        let turn = Turn(
            store: store,
            desk: desk,
            limitInUTF16: channel.limits.textInUTF16
        )
        let settlement = Settlement(turn: turn)
        let last = try await store.read { try $0.lastInstant() }
        let clock = ClockGuard(last: last, now: desk.now)
        if await clock.isHeld {
            log.warning("the clock moved over a day: reminders wait for the endpoint's date")
        }
        let health = Health(folder: store.folder, now: desk.now)
        let wake = Wake()
        wake.ring()
        // Stopped from the last to the first: no new messages, then what is under way.
        var services: [any Service] = [
            Sender(
                channel: channel,
                account: account,
                store: store,
                settlement: settlement,
                clock: clock,
                wake: wake,
                log: log
            ),
            Fetcher(
                channel: channel,
                account: account,
                store: store,
                shelf: AttachmentShelf(folder: store.folder),
                settlement: settlement,
                mostBytes: mostFileBytes,
                log: log
            ),
            Scheduler(
                channel: channel,
                account: account,
                store: store,
                settlement: settlement,
                clock: clock,
                health: health,
                wake: wake,
                log: log,
                holidays: holidays
            ),
            Poller(
                channel: channel,
                account: account,
                turn: turn,
                store: store,
                clock: clock,
                health: health,
                wake: wake,
                log: log
            ),
        ]
        if let publicPage, let mostBytes = channel.limits.publicPageBytes {
            services.insert(
                PagePublisher(
                    channel: channel,
                    store: store,
                    desk: desk,
                    render: publicPage,
                    mostBytes: mostBytes,
                    log: log
                ),
                at: 0
            )
        }
        if let words {
            services.insert(
                WordsWatch(
                    reader: words,
                    channel: channel,
                    store: store,
                    settlement: settlement,
                    wake: wake,
                    log: log
                ),
                at: 0
            )
        }
        try await ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(named: $0) },
                logger: log
            )
        ).run()
    }

    /// Asks the far side who we are, as long as it takes; nil when told to stop meanwhile.
    private func open() async throws -> String? {
        var failures = 0
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do {
                return try await cancelWhenGracefulShutdown { try await channel.open() }
            } catch let error as ChannelError {
                switch error {
                case .unauthorized, .refused: throw error
                case .cancelled: return nil
                case .retry, .uncertain, .conflict:
                    failures += 1
                    log.notice("endpoint not reached: \(error)")
                    let seconds = min(30, 1 << min(failures - 1, 5))
                    try? await cancelWhenGracefulShutdown {
                        try await Task.sleep(for: .seconds(seconds))
                    }
                }
            } catch is CancellationError {
                return nil
            }
        }
        return nil
    }
}
