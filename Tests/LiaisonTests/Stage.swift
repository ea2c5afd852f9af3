import Foundation
import GRDB
import Loopback
import Testing
import WebDriver

/// One demo and two browsers, for all tests of a suite.
final class Stage: Sendable {
    let data: URL
    let voter: Browser
    /// Whoever has an office: one at a time.
    let office: Browser
    private let demo: Monitor<DemoProcess>

    private init(data: URL, demo: DemoProcess, voter: Browser, office: Browser) {
        self.data = data
        self.demo = Monitor(demo)
        self.voter = voter
        self.office = office
    }

    @TaskLocal static var current: Stage?

    /// Sets everything up, and clears it away whatever happens.
    static func set(_ play: () async throws -> Void) async throws {
        let folder = try DataFolder()
        let driver = try await Driver.start()
        do {
            let demo = try await DemoProcess.start(data: folder.url)
            let stage: Stage
            do {
                stage = Stage(
                    data: folder.url,
                    demo: demo,
                    voter: try await driver.open(),
                    office: try await driver.open()
                )
            } catch {
                demo.process.kill()
                throw error
            }
            defer { stage.now.process.kill() }
            try await $current.withValue(stage) { try await play() }
        } catch {
            await driver.stop()
            throw error
        }
        await driver.stop()
    }

    /// The demo as it runs now.
    var now: DemoProcess { demo.withLock { $0 } }

    /// Starts the demo again on the same port and data.
    func restart() async throws {
        if now.process.process.isRunning { now.process.kill() }
        let next = try await DemoProcess.start(data: data, port: now.port)
        demo.withLock { $0 = next }
    }

    /// Rows of the relay's or the station's store, while they are in use.
    func rows(
        _ base: String,
        _ query: String,
        _ arguments: StatementArguments = []
    ) throws
        -> [Row]
    {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(
            path: data.appending(path: base + ".sqlite").path,
            configuration: configuration
        )
        defer { try? queue.close() }
        return try queue.read { try Row.fetchAll($0, sql: query, arguments: arguments) }
    }

    /// Looks again and again until something is so, for what no page shows.
    ///
    /// - Returns: False when it was not so in time.
    func comes(seconds: Int = 60, _ isSo: () throws -> Bool) async throws -> Bool {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while try !isSo() {
            guard ContinuousClock.now < deadline else { return false }
            try await Task.sleep(for: .milliseconds(20))
        }
        return true
    }

    /// How often the relay has these words from a person.
    func timesKept(_ words: String) throws -> Int {
        try rows("relay", "SELECT 1 FROM message WHERE is_desk = 0 AND text = ?", [words]).count
    }
}

/// Sets the stage for a suite.
struct OnStage: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await Stage.set(function)
    }
}

extension Trait where Self == OnStage {
    static var onStage: OnStage { OnStage() }
}
