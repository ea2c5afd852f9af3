internal import Crypto
internal import Curl
internal import FoundationEssentials
internal import Glibc
internal import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
package import Logging
internal import NIOCore
internal import NIOSSL
internal import ServiceLifecycle

/// The public edge: page and webhooks on one listener, the station's Bot API on another, and what
/// goes out by itself.
package struct RelayService: Service, CustomStringConvertible {
    let settings: RelaySettings
    let store: RelayStore
    let log: Logger
    /// Where the listeners stand, once they do.
    package let doors = Doors()

    /// What a log calls it; its settings hold every token.
    package var description: String { "relay" }

    package init(settings: RelaySettings, store: RelayStore, log: Logger) {
        self.settings = settings
        self.store = store
        self.log = log
    }

    /// How long what is under way may take once the relay is told to stop.
    private static let stopTime: Duration = .seconds(2)

    /// Serves until told to stop; then what is under way ends and nothing new is taken.
    ///
    /// - Throws: ``RelayError`` when a listener cannot be opened or a setting makes no sense.
    package func run() async throws {
        do {
            try await serve()
        } catch {
            await doors.close()
            throw error
        }
        await doors.close()
    }

    private func serve() async throws {
        let polls = Polls(store: store)
        var desks: [StationAPI.Desk] = []
        for station in settings.stations {
            guard let account = station.account else {
                throw RelayError(
                    .setting,
                    "the token of station '\(station.name)' does not begin with a number",
                    hint: "write it as NUMBER:SECRET, such as 1:… with 30 letters or more"
                )
            }
            desks.append(
                StationAPI.Desk(
                    id: try await store.station(named: station.name, account: account),
                    account: account,
                    name: station.name,
                    title: station.titleZh,
                    digest: SHA256.hash(data: Data(station.token.utf8))
                )
            )
        }
        try await polls.begin(desks.map(\.id))
        let gate = Gate(settings.limits)
        let client = try settings.sources.isEmpty ? nil : Poster.client()
        defer { client?.close() }
        var services: [any Service] = [
            Keeper(
                store: store,
                polls: polls,
                stations: desks.map(\.id),
                awayAfter: settings.awayAfter,
                awayWords: settings.awayWords,
                sources: [Correspondent.pageSource]
                    + settings.sources.filter { $0.reply != nil }
                    .map(\.name),
                historyDays: settings.historyDays,
                look: settings.look * 5,
                log: log
            )
        ]
        if let client {
            for source in settings.sources where source.reply != nil {
                services.append(
                    Poster(
                        source: source,
                        store: store,
                        client: client,
                        look: settings.look,
                        log: log
                    )
                )
            }
            services.append(
                PhotoFetcher(
                    store: store,
                    client: client,
                    limit: settings.limits.photoBytes,
                    look: settings.look,
                    log: log
                )
            )
        }
        services.append(try page(desks, polls, gate))
        services.append(try stationAPI(desks, polls))
        // A page that does not read, a photo that trickles in or a gateway that is silent must not
        // hold up the stop: all of them come again by themselves.
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(named: $0) },
            logger: log.quieter
        )
        configuration.maximumGracefulShutdownDuration = Self.stopTime
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch is CancellationError where Task.isShuttingDownGracefully {
            log.notice("what was under way at the stop was cut off")
        } catch is ServiceGroupError where Task.isShuttingDownGracefully {
            log.notice("what was under way at the stop was cut off")
        }
    }

    // MARK: - Listeners

    private func page(
        _ desks: [StationAPI.Desk],
        _ polls: Polls,
        _ gate: Gate
    ) throws -> some Service {
        let router = Router(context: EdgeContext.self)
        router.add(
            middleware: EdgeAnswers(
                isEncrypted: settings.page.isEncrypted
                    || settings.publicAddress?.hasPrefix("https://") == true,
                log: log
            )
        )
        router.get("/healthz") { _, _ in Response.text("ok") }
        let pages = Dictionary(
            zip(desks, settings.stations).map { desk, station in
                (
                    desk.name,
                    PageAPI.Desk(
                        id: desk.id,
                        name: desk.name,
                        page: station.fill(PackageResources.page_html, hasPublicPage: false),
                        pageWithLink: station.fill(
                            PackageResources.page_html,
                            hasPublicPage: true
                        )
                    )
                )
            },
            uniquingKeysWith: { first, _ in first }
        )
        let numbers = Dictionary(
            desks.map { ($0.name, $0.id) },
            uniquingKeysWith: { first, _ in first }
        )
        HookAPI(
            sources: settings.sources.compactMap { source in
                numbers[source.station].map { HookAPI.Entry(source: source, station: $0) }
            },
            store: store,
            gate: gate,
            listener: settings.page,
            limits: settings.limits,
            log: log
        ).add(to: router)
        PageAPI(
            desks: pages,
            store: store,
            polls: polls,
            gate: gate,
            listener: settings.page,
            publicAddress: settings.publicAddress,
            limits: settings.limits,
            awayAfter: settings.awayAfter,
            beat: settings.look * 14
        ).add(to: router)
        return try application(router.buildResponder(), settings.page, idle: .seconds(75)) {
            await doors.opened(page: $0)
        }
    }

    private func stationAPI(
        _ desks: [StationAPI.Desk],
        _ polls: Polls
    ) throws -> some Service {
        let answered = Set(settings.sources.filter { $0.reply != nil }.map(\.name))
        return try application(
            StationAPI(
                desks: desks,
                store: store,
                polls: polls,
                reach: { chat in
                    if chat.isPage { return .page }
                    return answered.contains(chat.source) ? .posting : .none
                },
                log: log
            ),
            settings.stationAPI,
            idle: .seconds(120)
        ) {
            await doors.opened(stationAPI: $0)
        }
    }

    private func application<Responder: HTTPResponder<EdgeContext>>(
        _ responder: Responder,
        _ listener: RelaySettings.Listener,
        idle: TimeAmount,
        opened: @escaping @Sendable (Int) async -> Void
    ) throws -> some Service {
        let http = HTTPServerBuilder.http1(
            configuration: HTTP1Channel.Configuration(
                idleTimeout: idle,
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 8 << 10,
                    maxHeaderListSize: 32 << 10,
                    maxHeaderFieldCount: 100
                )
            )
        )
        let application = Application(
            responder: responder,
            server: try listener.tls.map { try .tls(http, tlsConfiguration: $0) } ?? http,
            configuration: ApplicationConfiguration(
                address: .hostname(listener.host, port: listener.port),
                availableConnectionsDelegate: MaximumAvailableConnections(
                    settings.limits.connections
                )
            ),
            onServerRunning: { channel in await opened(channel.localAddress?.port ?? 0) },
            logger: log.quieter
        )
        return Listening(application: application, place: "\(listener.host):\(listener.port)")
    }
}

/// A listener that says where it could not listen.
private struct Listening<Server: Service>: Service {
    let application: Server
    let place: String

    func run() async throws {
        do {
            try await application.run()
        } catch let error as IOError {
            throw RelayError(
                .listen,
                "cannot listen at '\(place)': \(error.localizedReason)",
                hint: "another program holds the address, or it is not this machine's; "
                    + "change 'listen' in config/relay.yaml"
            )
        }
    }
}

/// Where the two listeners stand: known once the system has given them their ports.
package actor Doors {
    /// Ports.
    package struct Numbers: Hashable, Sendable {
        package var page: Int
        package var stationAPI: Int
    }

    private var page: Int?
    private var stationAPI: Int?
    private var isClosed = false
    private var waiting: [CheckedContinuation<Numbers?, Never>] = []

    func opened(page port: Int) {
        page = port
        tell()
    }

    func opened(stationAPI port: Int) {
        stationAPI = port
        tell()
    }

    /// The relay ended: nobody has to wait any longer.
    package func close() {
        isClosed = true
        tell()
    }

    private func tell() {
        guard numbers != nil || isClosed else { return }
        for one in waiting { one.resume(returning: numbers) }
        waiting = []
    }

    private var numbers: Numbers? {
        guard let page, let stationAPI else { return nil }
        return Numbers(page: page, stationAPI: stationAPI)
    }

    /// Waits until both stand; nil when the relay ended instead.
    package func numbersWhenOpen() async -> Numbers? {
        if numbers != nil || isClosed { return numbers }
        return await withCheckedContinuation { waiting.append($0) }
    }
}

extension RelaySettings.Listener {
    /// The TLS that the listener speaks; nil for none.
    fileprivate var tls: TLSConfiguration? {
        get throws {
            guard let certificateFile, let keyFile else { return nil }
            do {
                var tls = TLSConfiguration.makeServerConfiguration(
                    certificateChain: try NIOSSLCertificate.fromPEMFile(certificateFile)
                        .map { .certificate($0) },
                    privateKey: .privateKey(try NIOSSLPrivateKey(file: keyFile, format: .pem))
                )
                tls.minimumTLSVersion = .tlsv12
                // A client that rests does not answer a goodbye; the stop must not wait for it.
                tls.shutdownTimeout = .milliseconds(500)
                // Finds out here whether the two belong together.
                _ = try NIOSSLContext(configuration: tls)
                return tls
            } catch {
                throw RelayError(
                    .setting,
                    "cannot use certificate '\(certificateFile)' with key '\(keyFile)'",
                    hint: "both are PEM files that belong together and that this user may read"
                )
            }
        }
    }
}

extension RelaySettings.Station {
    /// The page with this station's names in it.
    func fill(_ page: [UInt8], hasPublicPage: Bool) -> [UInt8] {
        var text = String(decoding: page, as: UTF8.self)
        if !hasPublicPage, let foot = text.firstRange(of: Self.foot) { text.removeSubrange(foot) }
        for (mark, value) in [
            ("title.zh", titleZh), ("title.en", titleEn.isEmpty ? titleZh : titleEn),
            ("phone", phone), ("note.zh", noteZh), ("note.en", noteEn.isEmpty ? noteZh : noteEn),
        ] {
            text = text.replacing("{{" + mark + "}}", with: value.escapedForHTML)
        }
        return Array(text.utf8)
    }

    /// What stands below the chat while there is a page that everybody may read.
    private static var foot: some RegexComponent { /<footer id="foot">[^\u{0}]*?<\/footer>\n/ }
}

extension String {
    fileprivate var escapedForHTML: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }
}

extension IOError {
    /// Says why in words, without the call's inside.
    fileprivate var localizedReason: String { String(cString: strerror(errnoCode)) }
}

extension Logger {
    /// The server's own lines name requests and their paths, and a path holds the token.
    fileprivate var quieter: Logger {
        var logger = self
        logger.logLevel = .critical
        return logger
    }
}
