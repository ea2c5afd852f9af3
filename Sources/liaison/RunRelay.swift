import ArgumentParser
import Books
import Casework
import Glibc
import Logging
import Relay
import ServiceLifecycle
import Station
import UnixSignals

/// `liaison relay`: the public edge.
struct RunRelay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "relay",
        abstract: "Serves the web page, takes webhooks, and keeps all for the station's polls.",
        discussion: """
            Reads config/relay.yaml and nothing else of a station. A station's token comes from \
            its token_file, or for a single station from LIAISON_RELAY_TOKEN. SIGTERM ends what \
            is under way and ends with 0.
            """
    )

    @Option(help: "The folder with relay.yaml.")
    var config = "config"

    @Option(help: "Where relay.sqlite lies; made when it is not there.")
    var data = "data"

    func run() async throws {
        // Until the services take the signals over, nothing is in hand: a stop is a stop.
        for number in [SIGTERM, SIGINT] { signal(number) { _ in _exit(0) } }
        var log = Logger(label: "relay") { StreamLogHandler.standardError(label: $0) }
        log.logLevel = .info
        let file = config + "/relay.yaml"
        guard access(file, R_OK) == 0 else {
            throw OperatorError(
                message: "cannot read '\(file)': \(String(cString: strerror(errno)).lowercased())",
                hint: "copy the sample's config/relay.yaml there, or pass its folder with --config"
            )
        }
        let settings = try RelaySettings(try loadRelay(at: config))
        var folders = Folders()
        folders.data = data
        try folders.makeData()
        let store = try RelayStore(folder: data)
        let relay = RelayService(settings: settings, store: store, log: log)
        let announcer = Announcer(relay: relay, settings: settings, log: log)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(named: relay, whenDone: .gracefullyShutdownGroup),
                    .init(named: announcer, whenDone: .ignore),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: log
            )
        )
        try await group.run()
        try store.close()
        log.info("stopped; everything that was taken is kept")
    }
}

/// Says where the relay stands, once it does.
private struct Announcer: Service {
    let relay: RelayService
    let settings: RelaySettings
    let log: Logger

    func run() async throws {
        guard let doors = await relay.doors.numbersWhenOpen() else { return }
        log.info(
            "the relay stands",
            metadata: [
                "page": "\(settings.page.host):\(doors.page)",
                "station_api": "\(settings.stationAPI.host):\(doors.stationAPI)",
                "stations": "\(settings.stations.map(\.name).joined(separator: " "))",
                "sources": "\(settings.sources.map(\.name).joined(separator: " "))",
            ]
        )
    }
}

extension RelaySettings {
    /// Reads the secrets that the book names.
    ///
    /// - Throws: ``OperatorError`` that names the file and never what stands in it.
    init(_ book: RelayBook) throws {
        self.init(
            page: Listener(book.page),
            stationAPI: Listener(book.stationAPI),
            publicAddress: book.address,
            stations: try book.stations.map { station in
                Station(
                    name: station.name,
                    token: try Self.token(of: station, isOnly: book.stations.count == 1),
                    titleZh: station.title[.zh] ?? "",
                    titleEn: station.title[.en] ?? "",
                    phone: station.phone,
                    noteZh: station.note[.zh] ?? "",
                    noteEn: station.note[.en] ?? ""
                )
            },
            sources: try book.sources.map { try WebhookSource($0) },
            awayWords: Dictionary(
                uniqueKeysWithValues: book.offlineText.map { ($0.key.rawValue, $0.value) }
            )
        )
        awayAfter = .seconds(book.offlineAfterMinutes * 60)
        historyDays = book.historyDays
        limits.messagesPerMinute = book.limits.messagesPerMinute
        limits.messagesPerDay = book.limits.messagesPerDay
        limits.photosPerHour = book.limits.photosPerHour
        limits.requestsPerMinute = book.limits.requestsPerAddressPerMinute
        limits.sessionsPerHour = book.limits.sessionsPerAddressPerHour
        limits.photoBytes = book.limits.photoBytes
        limits.connections = book.limits.connections
    }

    private static func token(of station: RelayBook.Station, isOnly: Bool) throws -> String {
        var token = isOnly ? Environment.value("LIAISON_RELAY_TOKEN") : nil
        if token == nil, let file = station.tokenFile {
            token = try Secret.line(of: file, called: "token_file")
        }
        guard let token, !token.isEmpty else {
            throw OperatorError(
                message: "no token is set for station '\(station.name)' of the relay",
                hint: "write one into a file and name it as 'token_file' in config/relay.yaml, "
                    + "or set LIAISON_RELAY_TOKEN; make one with: "
                    + "echo 1:$(openssl rand -hex 32)"
            )
        }
        let parts = token.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, Int64(parts[0]) != nil, parts[1].utf8.count >= 30 else {
            throw OperatorError(
                message: "the token of station '\(station.name)' is too easy to guess",
                hint: "it is a number, a colon and 30 letters or more; make one with: "
                    + "echo 1:$(openssl rand -hex 32)"
            )
        }
        return token
    }
}

extension RelaySettings.Listener {
    init(_ book: RelayBook.Listener) {
        self.init(
            host: book.host,
            port: book.port,
            certificateFile: book.certificate?.chain,
            keyFile: book.certificate?.key,
            proxies: Set(book.proxies)
        )
    }
}

extension WebhookSource {
    init(_ book: RelayBook.Source) throws {
        func path(_ text: String?) throws -> JSONPath? { try text.map { try JSONPath($0) } }
        func secret(_ file: String) throws -> WebhookSecret {
            do {
                return try WebhookSecret(text: try Secret.line(of: file, called: "secret file"))
            } catch let fault as WebhookSettingFault {
                throw OperatorError(
                    message: "secret file '\(file)': \(fault.message)",
                    hint: fault.hint ?? "make one with: openssl rand -base64 32"
                )
            }
        }
        do {
            try self.init(
                name: book.name,
                station: book.station,
                secrets: try book.secretFiles.map(secret),
                message: MessageMapping(
                    sender: try JSONPath(book.message.sender),
                    text: try JSONPath(book.message.text),
                    at: try path(book.message.at),
                    photos: try path(book.message.photos),
                    id: try path(book.message.id)
                ),
                photoHosts: book.photoHosts,
                reply: try ReplyAddress(
                    url: book.reply.url,
                    secret: try secret(book.reply.secretFile),
                    to: book.reply.to,
                    text: book.reply.text,
                    extra: book.reply.extra,
                    responseID: try path(book.reply.responseID)
                ),
                receipt: try book.receipt.map { receipt in
                    try ReceiptMapping(
                        id: try JSONPath(receipt.id),
                        stand: try JSONPath(receipt.stand),
                        delivered: receipt.delivered,
                        failed: receipt.failed
                    )
                }
            )
        } catch let fault as WebhookSettingFault {
            throw OperatorError(
                message: "source '\(book.name)': \(fault.message)",
                hint: fault.hint ?? "correct it in config/relay.yaml"
            )
        }
    }
}
