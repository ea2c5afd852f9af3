import ArgumentParser
import Books
import Casework
import Channels
import CommandLanguage
import Curl
import Glibc
import Logging
import Messages
import ServiceLifecycle
import Station
import Store
import UnixSignals

/// `liaison serve`: the service.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Polls the message endpoint and answers, until told to stop.",
        discussion: """
            The endpoint's address and token come from config/station.yaml or from \
            LIAISON_BOT_API_URL and LIAISON_BOT_TOKEN. SIGTERM finishes what is in hand and \
            ends with 0.
            """
    )

    @OptionGroup var folders: Folders

    @Option(help: "The endpoint's address; overrides config and environment.")
    var url: String?

    func run() async throws {
        // Until the services take the signals over, nothing is in hand: a stop is a stop.
        for number in [SIGTERM, SIGINT] { signal(number) { _ in _exit(0) } }
        var log = Logger(label: "liaison") { StreamLogHandler.standardError(label: $0) }
        log.logLevel = .info
        let book = try folders.station()
        let open = try folders.openDesk(for: book)
        let settings = try endpoint(of: book)
        if let remark = folders.remark(on: book, url: settings.baseURL) {
            log.notice("\(remark)")
        }
        let store = try folders.store(as: .service)
        TrapWitness.install(folder: folders.data)
        let channel = try BotAPIChannel(settings)
        defer { channel.close() }
        let service = StationService(
            channel: channel,
            store: store,
            desk: open.desk,
            mostFileBytes: book.attachmentBytes,
            words: open.words,
            holidays: open.holidays,
            publicPage: PublicPage.render,
            log: log
        )
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(named: service, whenDone: .gracefullyShutdownGroup)
                ],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: log
            )
        )
        try await group.run()
        try store.close()
        log.info("stopped; everything in hand is kept")
    }

    private func endpoint(of book: StationBook) throws -> BotAPIChannel.Settings {
        let config = book.botAPI
        let address = folders.address(of: book, url: url)
        guard !address.isEmpty else {
            throw OperatorError(
                message: "no message endpoint is set",
                hint: "set LIAISON_BOT_API_URL, or 'channels.botapi.url' in config/station.yaml"
            )
        }
        var token = Environment.value("LIAISON_BOT_TOKEN")
        if token == nil, !config.tokenFile.isEmpty {
            token = try Secret.line(of: config.tokenFile, called: "token_file")
        }
        guard let token, !token.isEmpty else {
            throw OperatorError(
                message: "no token is set for the message endpoint",
                hint:
                    "set LIAISON_BOT_TOKEN, or 'channels.botapi.token_file' in config/station.yaml"
            )
        }
        var settings = BotAPIChannel.Settings(token: token)
        settings.isRelay = config.endpoint == .relay
        settings.baseURL = address
        settings.pollSeconds = config.pollSeconds
        if !config.caFile.isEmpty { settings.certificateFile = config.caFile }
        if !config.proxy.isEmpty { settings.proxy = .address(config.proxy) }
        if config.perSecond != nil || config.perSecondInChat != nil
            || config.perMinuteInGroup != nil
        {
            settings.limits = ChannelLimits(
                perSecond: config.perSecond,
                perSecondInChat: config.perSecondInChat,
                perMinuteInGroup: config.perMinuteInGroup
            )
        }
        return settings
    }
}
