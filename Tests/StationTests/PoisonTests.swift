import Casework
import Foundation
import Messages
import Station
import Store
import Testing

struct PoisonTests {
    @Test func `a message whose own rows are refused is put aside and the batch goes on`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        // A generator that always gives the same 查询码: the second filing breaks the store's
        // rule that codes are unique, and that is an error of the message alone.
        var desk = station.desk
        desk.chance = Chance(bits: { 7 }, digest: { "digest:" + $0 })
        let conversing = Conversing(store: station.store, desk: desk)
        _ = try await conversing.say("反映花桥村口路灯坏了三天", as: "voter", key: "a")
        let heard = try await conversing.hear(
            batch: ["反映：横湖村水沟堵了没人管", "接待日"],
            as: "voter"
        )
        let mine = heard.filter { $0.to == "voter" }.map(\.text)
        #expect(mine.count == 2)
        #expect(mine.last?.contains("2026年11月24日") == true, "the rest of the batch goes on")
        #expect(
            heard.contains { $0.to == "clerk" },
            "the clerk hears that a message was put aside"
        )
        let administration = Administration(store: station.store, desk: station.desk)
        let entries = try await administration.quarantined()
        #expect(entries.count == 1)
        let entry = try #require(entries.first)
        try await administration.retry(entry.id)
        #expect(try await administration.quarantined().isEmpty)
        #expect(try station.matter(2).state == .registered, "tried again, it is applied")
        await #expect(throws: Administration.Refusal.self) {
            try await administration.retry(entry.id)
        }
    }

    @Test func `a message dropped from quarantine leaves none of its words`() async throws {
        let station = try SampleStation()
        var desk = station.desk
        desk.chance = Chance(bits: { 7 }, digest: { "digest:" + $0 })
        let conversing = Conversing(store: station.store, desk: desk)
        _ = try await conversing.say("反映花桥村口路灯坏了三天", as: "voter", key: "a")
        _ = try await conversing.say("反映黄西岙独一无二的紫藤倒了", as: "voter", key: "b")
        let administration = Administration(store: station.store, desk: station.desk)
        let entry = try #require(try await administration.quarantined().first)
        try await administration.drop(entry.id)
        #expect(try await administration.quarantined().isEmpty)
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `killed from outside a few times a message in hand is still applied`()
        async throws
    {
        let station = try SampleStation()
        let key = "console:local:" + Deathbed.message.key
        for _ in 1...5 { try await station.store.write { try $0.markInHand(key: key) } }
        let turn = Turn(store: station.store, desk: station.desk)
        let summary = try await turn.take(
            Batch(messages: [Deathbed.message]),
            channel: "console",
            account: "local",
            isCareful: true
        )
        #expect(summary.applied == 1)
        #expect(summary.quarantined == 0)
    }

    @Test func `found in hand at two traps a message is quarantined unread`() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "liaison-trap-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path
        for _ in 0..<3 {
            // First an unclean end of any kind, then two deaths with the message in hand.
            await #expect(processExitsWith: .failure) { [path = path as String] in
                let station = try Deathbed(path)
                try await station.take()
            }
        }
        let sample = try SampleStation()
        let store = try StationStore(folder: path, as: .service)
        let turn = Turn(store: store, desk: sample.desk)
        let summary = try await turn.take(
            Batch(messages: [Deathbed.message], cursor: Cursor("9")),
            channel: "console",
            account: "local",
            isCareful: store.wasUnclean
        )
        #expect(summary.quarantined == 1)
        #expect(summary.applied == 0)
        let administration = Administration(store: store, desk: sample.desk)
        #expect(try await administration.quarantined().count == 1)
        let cursor = try await store.read { try $0.cursor(channel: "console", account: "local") }
        #expect(cursor == Cursor("9"), "the poll goes on behind it")
        try store.close()
    }
}

/// A station whose dice end the process: what a trap in the middle of a message looks like.
private struct Deathbed {
    let store: StationStore
    let desk: Desk

    init(_ path: String) throws {
        var desk = try SampleStation().desk
        desk.chance = Chance(bits: { () -> UInt64 in abort() }, digest: { $0 })
        self.desk = desk
        store = try StationStore(folder: path, as: .service)
        TrapWitness.install(folder: path)
    }

    static let message = Incoming(
        key: "m:voter:1",
        address: Address(channel: "console", account: "local", chat: "voter", sender: "voter"),
        chatKind: .direct,
        messageID: "1",
        body: .message(text: "反映花桥村口路灯坏了三天", attachments: [], place: nil),
        sentAt: 1_795_136_400_000
    )

    func take() async throws {
        let turn = Turn(store: store, desk: desk)
        _ = try await turn.take(
            Batch(messages: [Deathbed.message]),
            channel: "console",
            account: "local",
            isCareful: store.wasUnclean
        )
    }
}
