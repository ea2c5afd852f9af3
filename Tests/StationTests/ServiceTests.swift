import Casework
import Foundation
import Messages
import ServiceLifecycle
import Station
import Store
import Testing

/// The whole service against a far side that the test holds in its hand.
@Suite(.timeLimit(.minutes(5)))
struct ServiceTests {
    private let trouble = ChannelError.Trouble(code: "test", message: "far side says no")

    @Test func `what is polled is answered and confirmed at the end`() async throws {
        let station = try SampleStation()
        let channel = FakeChannel()
        try await station.serving(on: channel) {
            channel.deliver(station.message("横湖村口路灯坏了三天了", id: "1"))
            await channel.until { $0.texts(to: "voter").count == 1 }
        }
        #expect(channel.record.texts(to: "voter").first?.contains("2026-0001") == true)
        #expect(channel.record.polls == [nil, Cursor("1")])
        #expect(channel.record.confirmed == [Cursor("1")])
        let counts = try station.store.readSync { try $0.outboxCounts() }
        #expect(counts == [.sent: 1])
    }

    @Test func `replies of one chat go in order and chats do not wait for each other`()
        async throws
    {
        let station = try SampleStation()
        let channel = FakeChannel()
        channel.onSend { $0.chat == "slow" ? .hang : .success("1") }
        try await station.serving(on: channel) {
            channel.deliver(
                station.message("接待日", as: "slow", id: "1"),
                station.message("地址", as: "slow", id: "2"),
                station.message("接待日", as: "quick", id: "1"),
                station.message("地址", as: "quick", id: "2")
            )
            await channel.until { $0.texts(to: "quick").count == 2 }
            #expect(channel.record.attempts.filter { $0.chat == "slow" }.count == 1)
            channel.release("slow")
            await channel.until { $0.attempts.filter { $0.chat == "slow" }.count == 2 }
            channel.release("slow")
            await channel.until { $0.texts(to: "slow").count == 2 }
        }
        for chat in ["slow", "quick"] {
            let texts = channel.record.texts(to: chat)
            #expect(texts.first?.contains("11月24日") == true)
            #expect(texts.last?.contains("石景小区") == true)
        }
    }

    @Test func `replies go before reminders`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        for index in 0..<4 { _ = try await station.answer("订阅", as: "reader \(index)") }
        _ = try await station.answer("提醒接待日", as: "clerk")
        let turn = Turn(store: station.store, desk: station.desk)
        _ = try await turn.take(
            Batch(messages: [
                station.message("是", as: "clerk", id: "y"),
                station.message("查1", as: "voter", id: "q"),
            ]),
            channel: "console",
            account: "local"
        )
        let channel = FakeChannel(ChannelLimits(perSecond: 1))
        try await station.serving(on: channel) {
            await channel.until { $0.sent.count >= 2 }
        }
        let first = channel.record.sent.prefix(2).map(\.chat)
        #expect(Set(first) == ["clerk", "voter"])
    }

    @Test func `a wait for one chat holds that chat alone`() async throws {
        let station = try SampleStation()
        let channel = FakeChannel()
        let trouble = trouble
        channel.onSend { message in
            guard message.chat == "busy" else { return .success("1") }
            return .failure(.retry(trouble, after: 3600, scope: .chat))
        }
        try await station.serving(on: channel) {
            channel.deliver(station.message("接待日", as: "busy", id: "1"))
            await channel.until { !$0.attempts.isEmpty }
            channel.deliver(
                station.message("接待日", as: "free", id: "1"),
                station.message("地址", as: "busy", id: "2")
            )
            await channel.until { $0.texts(to: "free").count == 1 }
        }
        #expect(channel.record.attempts.filter { $0.chat == "busy" }.count == 1)
        let counts = try station.store.readSync { try $0.outboxCounts() }
        #expect(counts == [.sent: 1, .queued: 2], "what waits is still a row")
    }

    @Test func `a wait for the account holds all until it is over`() async throws {
        let station = try SampleStation()
        let channel = FakeChannel()
        let trouble = trouble
        channel.onSend { _ in .failure(.retry(trouble, after: 3600, scope: .account)) }
        try await station.serving(on: channel) {
            channel.deliver(station.message("接待日", as: "a", id: "1"))
            await channel.until { !$0.attempts.isEmpty }
            channel.deliver(station.message("接待日", as: "b", id: "1"))
            await channel.until { $0.polls.count >= 3 }
        }
        #expect(channel.record.attempts.count == 1)
        channel.onSend { _ in .success("1") }
        station.clock.move(hours: 2)
        let later = FakeChannel()
        try await station.serving(on: later) { await later.until { $0.sent.count == 2 } }
    }

    @Test func `a reply of unknown end is sent again and with the same key`() async throws {
        let station = try SampleStation()
        let channel = FakeChannel()
        let trouble = trouble
        let isFirst = Locked(true)
        channel.onSend { _ in
            let wasFirst = isFirst.change { isFirst in
                defer { isFirst = false }
                return isFirst
            }
            return wasFirst ? .failure(.uncertain(trouble)) : .success("1")
        }
        station.clock.run(speed: 10)
        try await station.serving(on: channel) {
            channel.deliver(station.message("接待日", id: "1"))
            await channel.until { $0.sent.count == 1 }
        }
        #expect(channel.record.attempts.count == 2)
        #expect(Set(channel.record.attempts.map(\.key)).count == 1)
    }

    @Test func `a reminder of unknown end is not sent again and is listed for the clerk`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        for index in 0..<2 { _ = try await station.answer("订阅", as: "reader \(index)") }
        _ = try await station.answer("提醒接待日", as: "clerk")
        let channel = FakeChannel()
        let trouble = trouble
        channel.onSend { $0.chat == "reader 0" ? .failure(.uncertain(trouble)) : .success("1") }
        try await station.serving(on: channel) {
            channel.deliver(station.message("是", as: "clerk", id: "y"))
            await channel.until { $0.texts(to: "clerk").contains { $0.contains("发完：") } }
        }
        #expect(channel.record.attempts.filter { $0.chat == "reader 0" }.count == 1)
        let report = channel.record.texts(to: "clerk").last ?? ""
        #expect(report.contains("送达1，失败0，不明1"))
    }

    @Test func `a reminder in the air at the end of the process is uncertain and not repeated`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("订阅", as: "reader")
        _ = try await station.answer("提醒接待日", as: "clerk")
        let turn = Turn(store: station.store, desk: station.desk)
        _ = try await turn.take(
            Batch(messages: [station.message("是", as: "clerk", id: "y")]),
            channel: "console",
            account: "local"
        )
        // In the air when the process ends: sent or not, nothing more is known.
        let lost = FakeChannel()
        lost.onSend { $0.chat == "reader" ? .hang : .success("1") }
        try await station.serving(on: lost) {
            await lost.until { $0.attempts.contains { $0.chat == "reader" } }
        }
        let channel = FakeChannel()
        try await station.serving(on: channel) {
            await channel.until { $0.texts(to: "clerk").contains { $0.contains("发完：") } }
        }
        #expect(channel.record.texts(to: "reader").isEmpty)
        let report = channel.record.texts(to: "clerk").last ?? ""
        #expect(report.contains("不明1") && report.contains("没送到：#"))
    }

    @Test func `polls that fail are made again from the same cursor`() async throws {
        let station = try SampleStation()
        let channel = FakeChannel()
        try await station.serving(on: channel) {
            channel.deliver(station.message("接待日", id: "1"))
            channel.deliver(.retry(trouble, after: 0, scope: .account))
            channel.deliver(.retry(trouble, after: 0, scope: .account))
            channel.deliver(station.message("地址", id: "2"))
            await channel.until { $0.sent.count == 2 }
        }
        #expect(channel.record.polls.filter { $0 == Cursor("1") }.count == 3)
    }

    @Test func `an account that is refused ends the service with its error`() async throws {
        let station = try SampleStation()
        let channel = FakeChannel()
        channel.deliver(.unauthorized(trouble))
        await #expect(throws: (any Error).self) { try await station.service(on: channel).run() }
    }

    @Test func `a stop drains what is queued`() async throws {
        let station = try SampleStation()
        let channel = FakeChannel()
        channel.onSend { _ in .hang }
        try await station.serving(on: channel) {
            channel.deliver(
                station.message("接待日", as: "a", id: "1"),
                station.message("地址", as: "a", id: "2")
            )
            await channel.until { $0.attempts.count == 1 }
            channel.onSend { _ in .success("1") }
            channel.release("a")
        }
        #expect(channel.record.texts(to: "a").count == 2)
        #expect(channel.record.confirmed.count == 1)
    }

    @Test func `a photo that cannot be fetched three times is asked for again`() async throws {
        let station = try SampleStation()
        let channel = FakeChannel()
        let trouble = trouble
        channel.onFetch { _ in .failure(.retry(trouble, after: nil, scope: .account)) }
        station.clock.run(speed: 60)
        try await station.serving(on: channel) {
            channel.deliver(station.message("横湖村口路灯坏了三天了", id: "1", kinds: [.photo]))
            await channel.until { $0.texts(to: "voter").contains { $0.contains("再发一次") } }
        }
        #expect(channel.record.fetches.count == 3)
        #expect(channel.record.texts(to: "voter").count == 2)
    }

    @Test func `a photo that is fetched stands on the shelf`() async throws {
        let station = try SampleStation()
        let channel = FakeChannel()
        channel.onFetch { _ in .success([1, 2, 3]) }
        let (store, clock) = (station.store, station.clock)
        try await station.serving(on: channel) {
            channel.deliver(station.message("横湖村口路灯坏了三天了", id: "1", kinds: [.photo]))
            await channel.until { $0.fetches.count == 1 }
        }
        let id = try #require(try station.matter(1).attachments.first)
        #expect(try AttachmentShelf(folder: store.folder).original(id) == [1, 2, 3])
        let wanted = try store.readSync { try $0.wantedAttachments(at: clock.now, limit: 9) }
        #expect(wanted.isEmpty)
    }

    @Test func `after an unclean end each message is applied once`() async throws {
        let station = try SampleStation()
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "liaison-unclean-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path
        await #expect(processExitsWith: .failure) { [path = path as String] in
            let store = try StationStore(folder: path, as: .service)
            try await store.write { _ = try $0.lastSerial(in: 2026) }
            exit(9)
        }
        let store = try StationStore(folder: path, as: .service)
        #expect(store.wasUnclean)
        let channel = FakeChannel()
        let messages = (0..<3).map {
            station.message("反映：横湖村口第\($0)根路灯坏了，没人管", id: String($0))
        }
        try await station.serving(on: channel, store: store) {
            channel.deliver(messages[0], messages[1])
            channel.deliver(messages[1], messages[2])
            await channel.until { $0.sent.count == 3 }
        }
        #expect(try store.readSync { try $0.lastSerial(in: 2026) } == 3)
        #expect(try store.verify().isEmpty)
        try store.close()
    }

    @Test func `direct replies go on although the clock was set back`() async throws {
        let station = try SampleStation()
        let channel = FakeChannel(ChannelLimits(perSecond: 100, perSecondInChat: 50))
        let trouble = trouble
        let isDown = Locked(true)
        channel.onSend { message in
            let isDown = message.chat == "unlucky" && isDown.value
            return isDown
                ? .failure(.retry(trouble, after: nil, scope: .chat)) : .success("1")
        }
        try await station.serving(on: channel) {
            channel.deliver(
                station.message("接待日", id: "1"),
                station.message("接待日", as: "unlucky", id: "1")
            )
            await channel.until { $0.sent.count == 1 && $0.attempts.count == 2 }
            isDown.change { $0 = false }
            station.clock.move(hours: -3)
            // A failed send that ends only now waits on this wall, which must not stand.
            station.clock.run(speed: 60)
            channel.deliver(station.message("地址", id: "2"))
            await channel.until { $0.sent.count == 3 }
        }
    }
}
