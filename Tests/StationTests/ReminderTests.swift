import Casework
import Messages
import Station
import Store
import Testing

struct ReminderTests {
    /// A station with a clerk and some subscribers, `reader 0` and so on.
    private func station(subscribers: Int) async throws -> SampleStation {
        let station = try SampleStation()
        try await station.bindEverybody()
        for index in 0..<subscribers {
            _ = try await station.answer("订阅", as: "reader \(index)")
        }
        return station
    }

    @Test func `a reminder is shown with its count and sent once to each after a yes`()
        async throws
    {
        let station = try await station(subscribers: 3)
        _ = try await station.answer("横湖村口路灯坏了三天了", as: "not subscribed")
        let preview = try await station.say("提醒接待日", as: "clerk")
        #expect(preview.count == 1, "nobody hears of it before the yes")
        let shown = try #require(preview.first)
        #expect(shown.text.contains("3人"))
        #expect(shown.text.contains("11月24日") && shown.text.contains("08:30"))
        #expect(shown.buttons.map(\.data) == ["是", "取消"])

        let sent = try await station.say("是", as: "clerk")
        for index in 0..<3 {
            let texts = sent.filter { $0.to == "reader \(index)" }
            #expect(texts.count == 1)
            #expect(texts.first?.text.contains("11月24日") == true)
            #expect(texts.first?.text.contains("退订") == true)
        }
        #expect(sent.filter { $0.to == "not subscribed" }.isEmpty)
        let report = try #require(sent.last { $0.to == "clerk" })
        #expect(report.text.contains("共3人") && report.text.contains("送达3"))
        #expect(report.text.contains("失败0") && report.text.contains("跳过0"))

        let again = try await station.say("是", as: "clerk")
        #expect(again.allSatisfy { $0.to == "clerk" }, "a second yes sends nothing")
        #expect(try await station.answer("提醒情况", as: "clerk").contains("送达3"))
    }

    @Test func `from twenty recipients on a code is asked for`() async throws {
        let station = try await station(subscribers: 20)
        let preview = try await station.answer("提醒接待日", as: "clerk")
        let code = try #require(preview.firstMatch(of: /回复：(\d{4})/)).1
        let plain = try await station.say("是", as: "clerk")
        #expect(plain.allSatisfy { $0.to == "clerk" })
        let wrong = try await station.say(code == "0000" ? "0001" : "0000", as: "clerk")
        #expect(wrong.allSatisfy { $0.to == "clerk" })
        #expect(try await station.answer(String(code), as: "clerk").contains("60秒后"))
        station.clock.move(minutes: 1)
        let sent = try await station.conversing.tick()
        #expect(sent.filter { $0.to.hasPrefix("reader") }.count == 20)
    }

    @Test func `a yes after ten minutes comes too late`() async throws {
        let station = try await station(subscribers: 1)
        _ = try await station.answer("提醒接待日", as: "clerk")
        station.clock.move(minutes: 11)
        let heard = try await station.say("是", as: "clerk")
        #expect(heard.allSatisfy { $0.to == "clerk" })
        #expect(heard.text(to: "clerk").contains("十分钟"))
    }

    @Test func `a yes to an audience that has changed is void and shown again`() async throws {
        let station = try await station(subscribers: 2)
        _ = try await station.answer("提醒接待日", as: "clerk")
        _ = try await station.answer("订阅", as: "late reader")
        let void = try await station.say("是", as: "clerk")
        #expect(void.allSatisfy { $0.to == "clerk" })
        #expect(void.text(to: "clerk").contains("3人"))
        let sent = try await station.say("是", as: "clerk")
        #expect(sent.filter { $0.to.hasSuffix("reader") }.count == 1)
        #expect(sent.filter { $0.to.hasPrefix("reader") }.count == 2)
    }

    @Test func `another's yes confirms nothing`() async throws {
        let station = try await station(subscribers: 1)
        _ = try await station.answer("提醒接待日", as: "clerk")
        for speaker in ["head", "voter", "reader 0"] {
            let heard = try await station.say("是", as: speaker)
            #expect(heard.allSatisfy { $0.to == speaker })
            #expect(heard.count == 1)
        }
    }

    @Test func `a no sends nothing`() async throws {
        let station = try await station(subscribers: 1)
        _ = try await station.answer("提醒接待日", as: "clerk")
        _ = try await station.answer("取消", as: "clerk")
        let heard = try await station.say("是", as: "clerk")
        #expect(heard.allSatisfy { $0.to == "clerk" })
    }

    @Test func `whoever left before the yes was said gets nothing`() async throws {
        let station = try await station(subscribers: 2)
        _ = try await station.answer("退订", as: "reader 0")
        let preview = try await station.answer("提醒接待日", as: "clerk")
        #expect(preview.contains("1人"))
        let sent = try await station.say("是", as: "clerk")
        #expect(sent.filter { $0.to == "reader 0" }.isEmpty)
    }

    @Test func `nobody is reminded of a reception that is over`() async throws {
        let station = try await station(subscribers: 2)
        _ = try await station.answer("提醒接待日", as: "clerk")
        let turn = Turn(store: station.store, desk: station.desk)
        _ = try await turn.take(
            Batch(messages: [station.message("是", as: "clerk", id: "y")]),
            channel: "console",
            account: "local"
        )
        // The station is off until the day after.
        station.clock.move(days: 5)
        let heard = try await station.conversing.tick()
        #expect(heard.filter { $0.to.hasPrefix("reader") }.isEmpty)
        let report = try #require(heard.last { $0.to == "clerk" })
        #expect(report.text.contains("送达0") && report.text.contains("失败2"))
        #expect(try station.store.verify().isEmpty)
    }
}
