import ArgumentParser
import Casework
import Channels
import FoundationEssentials
import Glibc
import Logging
import Relay
import ServiceLifecycle
import Station
import Store
import UnixSignals

/// `liaison demo`: relay, service and web page on this machine, with a sample station.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Starts a sample station with its web page on this machine: no account needed.",
        discussion: """
            Prints an address to open, and a code each for a deputy, a clerk and the head. \
            Everything is kept in a folder of its own that is removed at the end.
            """
    )

    @Option(help: "The station: station.yaml and the calendar tables.")
    var config = "config"

    @Option(help: "The words: one file a command.")
    var commands = "commands"

    @Option(help: "Keep the data in this folder instead of a passing one.")
    var data: String?

    @Option(help: "Where the page is served; 0.0.0.0 lets phones of the same network open it.")
    var listen = "127.0.0.1"

    @Option(help: "The page's port; 0 for any that is free.")
    var port = 8021

    @Flag(help: "No web page: several people in this terminal, one line a message.")
    var terminal = false

    @Option(help: "With --terminal, pretend that it is this time: 2026-11-20T09:00.")
    var now: String?

    func validate() throws {
        guard now == nil || terminal else {
            throw ValidationError("--now needs --terminal: a phone has its own clock")
        }
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port is a number from 0 to 65535")
        }
    }

    func run() async throws {
        // Until the services take the signals over, nothing is in hand: a stop is a stop.
        let folder = try data ?? passingFolder()
        defer { if data == nil { try? FileManager.default.removeItem(atPath: folder) } }
        var folders = Folders()
        folders.config = config
        folders.commands = commands
        folders.data = folder
        if terminal {
            try await DemoTerminal(folders: folders, clock: try StationClock(now)).run()
            return
        }
        var log = Logger(label: "liaison") { StreamLogHandler.standardError(label: $0) }
        log.logLevel = .warning
        let demo = try await DemoService(folders: folders, host: listen, port: port, log: log)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(named: demo.relay, whenDone: .gracefullyShutdownGroup),
                    .init(named: demo, whenDone: .gracefullyShutdownGroup),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: log
            )
        )
        try await group.run()
        try demo.close()
    }

    private func passingFolder() throws -> String {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "liaison-demo-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.path
    }
}
