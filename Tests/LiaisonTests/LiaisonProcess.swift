import Foundation
import Testing

/// The real program in a process of its own.
struct LiaisonProcess {
    let process: Process
    /// What it says on its error output.
    private let log: URL
    /// The log goes with the process.
    private let isLogOwn: Bool

    /// The folder with `Package.swift`, `commands` and `config`.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The program, beside the tests that were built with it.
    static let program: URL = {
        let tests = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        let beside = tests.appending(path: "liaison")
        if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
        return root.appending(path: ".build/debug/liaison")
    }()

    /// Starts a verb and does not wait for its end.
    static func start(
        _ arguments: [String],
        environment: [String: String] = [:],
        output: Pipe? = nil,
        log: URL? = nil
    ) throws -> LiaisonProcess {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = root
        process.environment = ProcessInfo.processInfo.environment.merging(
            // The backtracer would hold a killed process for seconds.
            environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
        ) { $1 }
        if let output {
            process.standardOutput = output
        } else {
            process.standardOutput = FileHandle.nullDevice
        }
        let file =
            log
            ?? FileManager.default.temporaryDirectory
            .appending(path: "liaison-log-" + UUID().uuidString)
        // Several processes write into one log.
        process.standardError = FileHandle(
            fileDescriptor: open(file.path, O_WRONLY | O_APPEND | O_CREAT, 0o600),
            closeOnDealloc: true
        )
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return LiaisonProcess(process: process, log: file, isLogOwn: log == nil)
    }

    /// Starts the service on an endpoint that is our relay, or any other as its config says.
    static func serve(
        _ url: String,
        data: URL,
        isRelay: Bool = false,
        log: URL? = nil
    ) throws -> LiaisonProcess {
        try start(
            try serving(data, isRelay: isRelay),
            environment: endpoint(url),
            log: log
        )
    }

    /// The command line of the service.
    static func serving(_ data: URL, isRelay: Bool = false) throws -> [String] {
        let config = isRelay ? root.appending(path: "config").path : try otherConfig.get().path
        return ["serve", "--data", data.path, "--config", config]
    }

    static func endpoint(_ url: String) -> [String: String] {
        ["LIAISON_BOT_API_URL": url, "LIAISON_BOT_TOKEN": "4242:TEST-TOKEN"]
    }

    /// The sample station on a Bot API that is not our relay; one copy for the whole run.
    static let otherConfig = Result { () throws -> URL in
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "liaison-config-" + UUID().uuidString)
        try FileManager.default.copyItem(at: root.appending(path: "config"), to: folder)
        let file = folder.appending(path: "station.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try text.replacingOccurrences(of: "endpoint: relay", with: "endpoint: other")
            .write(to: file, atomically: true, encoding: .utf8)
        return folder
    }

    /// What a verb printed, and how it ended.
    struct Output {
        var text: String
        var errors: String
        var status: Int32
    }

    /// Runs a verb to its end.
    static func run(
        _ arguments: [String],
        input: String = "",
        environment: [String: String] = [:]
    ) async throws -> Output {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = root
        process.environment = ProcessInfo.processInfo.environment.merging(
            environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
        ) { $1 }
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "liaison-run-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = ["in", "out", "err"].map { folder.appending(path: $0) }
        try Data(input.utf8).write(to: files[0])
        for file in files[1...] { try Data().write(to: file) }
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        await LiaisonProcess.end(of: process)
        return Output(
            text: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self),
            status: process.terminationStatus
        )
    }

    /// Waits without holding a thread: the other tests have only as many as there are processors.
    private static func end(of process: Process) async {
        while process.isRunning { try? await Task.sleep(for: .milliseconds(10)) }
    }

    /// Ends it at once, if it has not ended.
    func kill() {
        if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        removeLog()
    }

    /// Asks it to stop as a service manager does, and expects that it ends well and soon.
    ///
    /// Soon is before a poll or a slow request under way would have ended by itself: the five
    /// seconds of the promise are those of a machine that does nothing else.
    func stop(sourceLocation: SourceLocation = #_sourceLocation) async {
        let start = ContinuousClock.now
        process.terminate()
        await LiaisonProcess.end(of: process)
        let took = start.duration(to: .now).components
        let seconds = Double(took.seconds) + Double(took.attoseconds) / 1e18
        let said = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
        let (status, reason) = (process.terminationStatus, process.terminationReason)
        #expect(
            status == 0 && reason == .exit,
            "\(reason == .exit ? "status" : "signal") \(status): \(said.suffix(2000))",
            sourceLocation: sourceLocation
        )
        #expect(seconds < 12, sourceLocation: sourceLocation)
        removeLog()
    }

    private func removeLog() {
        if isLogOwn { try? FileManager.default.removeItem(at: log) }
    }
}

/// A data folder that is removed with the test.
final class DataFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appending(path: "liaison-data-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// What `liaison verify --json` says of the folder.
    func verified() async throws -> Verified {
        let output = try await LiaisonProcess.run(["verify", "--json", "--data", url.path])
        return try JSONDecoder().decode(Verified.self, from: Data(output.text.utf8))
    }

    struct Verified: Decodable {
        struct Fault: Decodable { var code: String }
        var messages: Int
        var matters: Int
        var quarantined: Int
        var outbox: [String: Int]
        var faults: [Fault]
    }
}
