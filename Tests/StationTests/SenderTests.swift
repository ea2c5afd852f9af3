import Casework
import Messages
import Station
import Store
import Testing

/// The sender's fairness, against a far side that the test holds in its hand.
@Suite(.timeLimit(.minutes(1)))
struct SenderTests {
    private let trouble = ChannelError.Trouble(code: "http-403", message: "far side says no")

    /// A station where a reminder is confirmed for so many readers and not yet sent.
    private func confirmed(
        readers count: Int,
        _ change: (inout StationRules) -> Void = { _ in }
    ) async throws -> SampleStation {
        let station = try SampleStation { rules in
            rules.broadcasts.isReminderApproved = true
            change(&rules)
        }
        try await station.bindEverybody()
        for index in 0..<count { _ = try await station.answer("订阅", as: "reader \(index)") }
        _ = try await station.answer("提醒接待日", as: "clerk")
        _ = try await Turn(store: station.store, desk: station.desk).take(
            Batch(messages: [station.message("是", as: "clerk", id: "y")]),
            channel: "console",
            account: "local"
        )
        return station
    }

    @Test func `an address at which nothing arrives is retired until its person writes`()
        async throws
    {
        let station = try await confirmed(readers: 3)
        let channel = FakeChannel()
        let trouble = trouble
        let isGone = Locked(true)
        channel.onSend { message in
            let isDead = message.chat == "reader 1" && isGone.value
            return isDead ? .failure(.refused(trouble, isAddressDead: true)) : .success("1")
        }
        try await station.serving(on: channel) {
            await channel.until { $0.texts(to: "clerk").contains { $0.contains("发完：") } }
        }
        #expect(channel.record.texts(to: "clerk").last?.contains("送达2，失败1") == true)
        let preview = try await station.answer("提醒接待日", as: "clerk")
        #expect(preview.contains("2人") && preview.contains("1人不发"))
        #expect(try await station.answer("重发", as: "clerk").isEmpty == false)
        isGone.change { $0 = false }
        #expect(try await station.answer("接待日", as: "reader 1").contains("11月24日"))
        #expect(try await station.answer("提醒接待日", as: "clerk").contains("3人"))
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `an answer that nobody can get at a dead address is a debt at once`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        _ = try await station.answer("1核实属实，转城建办，12月4日前", as: "clerk")
        _ = try await station.answer("1已修好", as: "unit")
        let channel = FakeChannel()
        let trouble = trouble
        channel.onSend { message in
            message.chat == "voter"
                ? .failure(.refused(trouble, isAddressDead: true)) : .success("1")
        }
        try await station.serving(on: channel) {
            channel.deliver(station.message("反馈1", as: "clerk", id: "f"))
            await channel.until { $0.texts(to: "clerk").contains { $0.contains("没有送到") } }
        }
        #expect(try await station.answer("反馈1", as: "clerk").contains("电话") == true)
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `an answer passes a broadcast that hangs on every line`() async throws {
        let station = try await confirmed(readers: 80)
        let channel = FakeChannel()
        channel.onSend { $0.chat.hasPrefix("reader") ? .hang : .success("1") }
        try await station.serving(on: channel) {
            await channel.until { $0.attempts.filter { $0.chat.hasPrefix("reader") }.count >= 51 }
            channel.deliver(
                station.message("接待日", as: "asker 1", id: "1"),
                station.message("接待日", as: "asker 2", id: "1")
            )
            await channel.until {
                $0.texts(to: "asker 1").count == 1 && $0.texts(to: "asker 2").count == 1
            }
            let hanging = channel.record.attempts.filter { $0.chat.hasPrefix("reader") }
            #expect(hanging.count == 51, "a fifth of the lines is kept free")
            for message in hanging { channel.release(message.chat) }
        }
    }

    @Test func `a wait is over when it was said to be and not at the next tick`() async throws {
        let station = try SampleStation()
        let channel = FakeChannel()
        let trouble = trouble
        let times = Locked<[ContinuousClock.Instant]>([])
        channel.onSend { _ in
            let tries = times.change { times in
                times.append(.now)
                return times.count
            }
            return tries == 1
                ? .failure(.retry(trouble, after: 0.3, scope: .account)) : .success("1")
        }
        station.clock.run(speed: 1)
        try await station.serving(on: channel) {
            channel.deliver(station.message("接待日", as: "a", id: "1"))
            await channel.until { $0.sent.count == 1 }
        }
        let waited = times.value[0].duration(to: times.value[1])
        #expect(waited >= .milliseconds(300), "never before it")
    }

    @Test func `a broadcast of unknown end goes on where the far side knows its key`()
        async throws
    {
        let station = try await confirmed(readers: 2)
        let channel = FakeChannel(ChannelLimits(hasIdempotencyKey: true))
        let trouble = trouble
        let isFirst = Locked(true)
        channel.onSend { message in
            guard message.chat == "reader 0" else { return .success("1") }
            let wasFirst = isFirst.change { isFirst in
                defer { isFirst = false }
                return isFirst
            }
            return wasFirst ? .failure(.uncertain(trouble)) : .success("1")
        }
        station.clock.run(speed: 10)
        try await station.serving(on: channel) {
            await channel.until { $0.texts(to: "clerk").contains { $0.contains("发完：") } }
        }
        let tries = channel.record.attempts.filter { $0.chat == "reader 0" }
        #expect(tries.count == 2 && Set(tries.map(\.key)).count == 1)
        #expect(channel.record.texts(to: "clerk").last?.contains("送达2，失败0") == true)
    }

    @Test func `in quiet hours no broadcast goes out and every answer does`() async throws {
        let station = try await confirmed(readers: 2)
        station.clock.move(hours: 13)
        let channel = FakeChannel()
        try await station.serving(on: channel) {
            channel.deliver(station.message("接待日", as: "asker", id: "1"))
            await channel.until { $0.texts(to: "asker").count == 1 }
        }
        #expect(channel.record.attempts.filter { $0.chat.hasPrefix("reader") }.isEmpty)
    }
}
