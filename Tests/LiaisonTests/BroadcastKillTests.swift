import Foundation
import GRDB
import Loopback
import Testing

/// A reminder to many on the real process, killed in the middle, counted at the endpoint.
///
/// The endpoint keeps a limit, and answers 429 now and then besides. `LIAISON_READERS` sets how
/// many; README's Develop part has the longer run.
@Suite(.serialized)
struct BroadcastKillTestsSerial {
    private let readers: [Int64] = {
        let count = ProcessInfo.processInfo.environment["LIAISON_READERS"].flatMap { Int64($0) }
        return (0..<max(200, count ?? 200)).map { 500_001 + $0 }
    }()
    private let clerk: Int64 = 9001
    /// What goes out between two kills, at least.
    private var slice: Int { readers.count / 10 }
    /// Longer than a whole copy to all should take anywhere.
    private var patience: Double { 60 + Double(readers.count) / 20 }
    private let mark = "接待日提醒："
    /// What the endpoint takes in a second, and the station knows of.
    private var rate: Int { min(2000, readers.count / 2) }

    /// The sample station without quiet hours, for any time of the test's day, and with a rate at
    /// which a kill finds something under way.
    private func config(isRelay: Bool) throws -> URL {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "liaison-config-" + UUID().uuidString)
        let source = LiaisonProcess.root.appending(path: "config")
        try FileManager.default.copyItem(at: source, to: folder)
        let file = folder.appending(path: "station.yaml")
        var text = try String(contentsOf: file, encoding: .utf8)
        for (old, new) in [
            (
                "endpoint: relay ",
                "per_second: \(rate)\n    endpoint: \(isRelay ? "relay" : "other") "
            ),
            ("quiet_hours: \"21:00-07:00\"", "quiet_hours: \"07:00-07:00\""),
            ("reminder_approved: false", "reminder_approved: true"),
        ] {
            #expect(text.contains(old))
            text = text.replacingOccurrences(of: old, with: new)
        }
        try text.write(to: file, atomically: true, encoding: .utf8)
        return folder
    }

    @Test(.timeLimit(.minutes(120)), arguments: [false, true])
    func `a kill in the middle of a broadcast reaches nobody twice`(isRelay: Bool) async throws {
        let api = FakeBotAPI(isRelay: isRelay)
        api.mostPerSecond = rate
        try api.start()
        defer { api.stop() }
        let data = try DataFolder()
        let config = try config(isRelay: isRelay)
        defer { try? FileManager.default.removeItem(at: config) }
        func start() throws -> LiaisonProcess {
            try LiaisonProcess.start(
                ["serve", "--data", data.url.path, "--config", config.path],
                environment: LiaisonProcess.endpoint(api.url)
            )
        }
        func copies() -> [String] {
            api.sent.filter { $0.text.hasPrefix(mark) }.map(\.chat)
        }

        let filled = try await LiaisonProcess.run([
            "bench", "broadcast", "--prepare", "--subscribers", String(readers.count),
            "--data", data.url.path,
        ])
        #expect(filled.status == 0, "\(filled.errors)")
        var service = try start()
        defer { service.kill() }
        #expect(await api.waitForHeldPoll())
        let invite = try await LiaisonProcess.run([
            "invite", "--data", data.url.path, "--role", "staff", "--name", "张联络",
        ])
        let code = invite.text.trimmingCharacters(in: .whitespacesAndNewlines)
        api.push(text: "绑定 " + code, from: clerk)
        #expect(await api.waitForText(["联络员"], to: clerk))
        api.push(text: "提醒接待日", from: clerk)
        #expect(await api.waitForText(["\(readers.count)人"], to: clerk, seconds: patience))
        // Not only when too many come: now and then for no reason that can be seen.
        api.fail(.init("sendMessage", .tooMany(retryAfter: 1), every: slice / 2, times: nil))
        let confirmed = ContinuousClock.now
        api.push(text: "是", from: clerk)

        for round in 1...4 {
            let before = api.sentCount
            _ = await api.waitForSent(
                before + Int.random(in: slice...slice * 7 / 4),
                seconds: patience
            )
            service.kill()
            #expect(copies().count < readers.count, "round \(round) kills in the middle")
            // One leaves while the service is down, and is heard first when it is back.
            api.push(text: "退订", from: readers[readers.count - round])
            service = try start()
            #expect(await api.waitForHeldPoll())
        }
        #expect(await api.waitForText(["发完："], to: clerk, seconds: patience))
        let took = ContinuousClock.now - confirmed
        await service.stop()
        #expect(api.refusals >= 10, "it is told to wait, again and again")

        let reached = copies()
        let repeated = Dictionary(grouping: reached) { $0 }.filter { $0.value.count > 1 }
        #expect(repeated.isEmpty, "nobody twice")
        #expect(Set(reached).isSubset(of: Set(readers.map(String.init))))
        let left = Set(readers.suffix(4).map(String.init))
        let missed = Set(readers.map(String.init)).subtracting(reached).subtracting(left)
        let verified = try await data.verified()
        #expect(verified.faults.map(\.code) == [])
        #expect(verified.outbox["queued"] == 0)
        if readers.count > 200 {
            print(
                "\(isRelay ? "with" : "without") keys: \(reached.count) copies in \(took), "
                    + "429 \(api.refusals) times, twice \(repeated.count), missed \(missed.count), "
                    + "uncertain \(verified.outbox["uncertain", default: 0])"
            )
        }
        if isRelay {
            #expect(missed.isEmpty, "and nobody missed")
            #expect(verified.outbox["uncertain"] == 0)
        } else {
            let uncertain = try await data.uncertain()
            #expect(missed.isSubset(of: uncertain), "whoever was missed is listed")
            // Four fifths of what may be under way at once.
            #expect(verified.outbox["uncertain", default: 0] <= 4 * 51)
        }
    }
}

extension DataFolder {
    /// The chats of messages of which nobody knows whether they arrived.
    fileprivate func uncertain() async throws -> Set<String> {
        let store = try DatabaseQueue(path: url.appending(path: "station.sqlite").path)
        return try await store.read { database in
            try String.fetchSet(database, sql: "SELECT chat FROM outbox WHERE state = 5")
        }
    }
}
