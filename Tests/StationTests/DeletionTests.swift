import Casework
import Messages
import Station
import Store
import Testing

/// Words that the clerk deletes are erased where they stand on people's phones, too.
@Suite(.timeLimit(.minutes(5)))
struct DeletionTests {
    private static let rare = "紫藤鹈鹕压坏了护栏"
    private let trouble = ChannelError.Trouble(code: "test", message: "far side says no")

    /// A photo, its words as an album of two parts, and a supplement.
    ///
    /// A neighbour has a matter from the same village. Gives the code with which the clerk
    /// erases the first matter's words.
    private func fill(_ station: SampleStation) async throws -> String {
        try await station.bindEverybody()
        _ = try await station.send(id: "50", kinds: [.photo])
        _ = try await station.send(batch: [
            station.message("横湖村口\(Self.rare)", id: "51", kinds: [.photo], album: "a"),
            station.message(id: "52", kinds: [.photo], album: "a"),
        ])
        _ = try await station.send("补充1 \(Self.rare)又来了", id: "53")
        _ = try await station.send("接待日", id: "54")
        _ = try await station.send("横湖村口路灯坏了三天了", as: "neighbour", id: "60")
        #expect(try station.matter(1).attachments.count == 3)
        let asked = try await station.answer("删除内容1 涉密", as: "clerk")
        return String(try #require(asked.firstMatch(of: /回复：(\d{4})/)).1)
    }

    @Test func `the voter's messages, our answers and the notices are asked for, each once`()
        async throws
    {
        let station = try SampleStation()
        let channel = FakeChannel()
        let code = try await fill(station)
        try await station.serving(on: channel) {
            channel.deliver(station.message(code, as: "clerk", id: "y"))
            await channel.until { $0.texts(to: "head").count == 1 && !$0.deletions.isEmpty }
        }
        let deletions = channel.record.deletions
        #expect(Set(deletions).count == deletions.count)
        let own = deletions.filter { $0[0] == "voter" }.map { $0[1] }
        for id in ["50", "51", "52", "53"] { #expect(own.contains(id)) }
        #expect(!own.contains("54"))
        // The question about the photo, the receipt, the answer to the supplement.
        #expect(own.count == 7)
        #expect(deletions.contains { $0[0] == "clerk" })
        #expect(!deletions.contains { $0[0] == "neighbour" })
        #expect(channel.record.texts(to: "voter") == [])
        #expect(try station.store.verify().isEmpty)
        let counts = try station.store.readSync { try $0.outboxCounts() }
        #expect(counts[.queued] == nil)
    }

    @Test func `an erasure is asked for until it is done, also after a restart`() async throws {
        let station = try SampleStation()
        let channel = FakeChannel()
        let code = try await fill(station)
        let trouble = trouble
        channel.onDelete { _ in .retry(trouble, after: nil, scope: .account) }
        try await station.serving(on: channel) {
            channel.deliver(station.message(code, as: "clerk", id: "y"))
            await channel.until { $0.deletions.contains { $0[0] == "voter" } }
        }
        station.clock.move(hours: 1)
        let later = FakeChannel()
        let tries = Locked(0)
        later.onDelete { chat in
            guard chat == "voter" else { return nil }
            let count = tries.change { tries in
                tries += 1
                return tries
            }
            // More often than any message is tried, and of unknown end each time.
            return count <= 8 ? .uncertain(trouble) : nil
        }
        station.clock.run(speed: 600)
        try await station.serving(on: later) {
            await later.until { record in record.deletions.filter { $0[0] == "voter" }.count == 15 }
        }
        let asked = later.record.deletions.filter { $0[0] == "voter" }
        #expect(Set(asked.prefix(9)).count == 1, "in order, one at a time")
        #expect(Set(asked).count == 7)
        #expect(try station.store.readSync { try $0.outboxCounts() }[.queued] == nil)
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `a no of the far side is not asked about again`() async throws {
        let station = try SampleStation()
        let channel = FakeChannel()
        let code = try await fill(station)
        let trouble = trouble
        channel.onDelete { _ in .refused(trouble, isAddressDead: false) }
        try await station.serving(on: channel) {
            channel.deliver(station.message(code, as: "clerk", id: "y"))
            await channel.until { record in record.deletions.filter { $0[0] == "voter" }.count == 7
            }
        }
        #expect(Set(channel.record.deletions).count == channel.record.deletions.count)
        #expect(try station.store.readSync { try $0.outboxCounts() }[.queued] == nil)
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `an answer in the air meanwhile is erased once it has arrived`() async throws {
        let station = try SampleStation()
        let channel = FakeChannel()
        try await station.bindEverybody()
        channel.onSend { $0.chat == "voter" ? .hang : .success("1") }
        try await station.serving(on: channel) {
            channel.deliver(station.message("横湖村口\(Self.rare)", id: "51"))
            await channel.until { record in record.attempts.contains { $0.chat == "voter" } }
            channel.deliver(station.message("删除内容1 涉密", as: "clerk", id: "x"))
            await channel.until { $0.texts(to: "clerk").contains { $0.contains("回复：") } }
            let asked = channel.record.texts(to: "clerk").last ?? ""
            let code = try #require(asked.firstMatch(of: /回复：(\d{4})/)).1
            channel.deliver(station.message(String(code), as: "clerk", id: "y"))
            await channel.until { $0.texts(to: "head").count == 1 }
            channel.release("voter", .success(SentMessage(id: "99")))
            await channel.until { $0.deletions.filter { $0[0] == "voter" }.count == 2 }
        }
        #expect(Set(channel.record.deletions).isSuperset(of: [["voter", "51"], ["voter", "99"]]))
    }

    @Test func `in a terminal there is nothing to erase, and nobody hears of it`() async throws {
        let station = try SampleStation()
        let code = try await fill(station)
        let heard = try await station.say(code, as: "clerk")
        #expect(Set(heard.map(\.to)) == ["clerk", "head"])
        #expect(try station.store.readSync { try $0.outboxCounts() }[.queued] == nil)
    }
}
