import Foundation
import Testing

/// The real program in a process of its own.
struct LiaisonProcess {
    let process: Process

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
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try log.map { try FileHandle(forWritingTo: $0) } ?? .nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return LiaisonProcess(process: process)
    }

    static func serve(_ url: String, data: URL, log: URL? = nil) throws -> LiaisonProcess {
        try start(
            ["serve", "--data", data.path],
            environment: [
                "LIAISON_BOT_API_URL": url, "LIAISON_BOT_TOKEN": "4242:TEST-TOKEN",
            ],
            log: log
        )
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
    ) throws -> Output {
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
        process.waitUntilExit()
        return Output(
            text: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self),
            status: process.terminationStatus
        )
    }

    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Asks it to stop as a service manager does.
    ///
    /// - Returns: The exit status, and the seconds it took.
    func stop() -> (status: Int32, seconds: Double) {
        let start = ContinuousClock.now
        process.terminate()
        process.waitUntilExit()
        let took = start.duration(to: .now).components
        return (
            process.terminationStatus, Double(took.seconds) + Double(took.attoseconds) / 1e18
        )
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
    func verified() throws -> Verified {
        let output = try LiaisonProcess.run(["verify", "--json", "--data", url.path])
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
