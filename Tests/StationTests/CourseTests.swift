import Station
import Store
import Testing

/// The course of a matter, said as people say it, through the whole desk.
@Suite(.timeLimit(.minutes(5)))
struct CourseTests {
    @Test func `from the unit's receipt to an extension, each said in a few words`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("花桥村口路灯坏了三天了")
        _ = try await station.answer("1核实属实，转城建办，12月4日前", as: "clerk")
        #expect(try await station.answer("签收1", as: "unit").contains("已签收"))
        let asked = try await station.say("1申请延期到12月20日，等灯具", as: "unit")
        #expect(asked.contains { $0.to == "clerk" && $0.text.contains("延期2026-0001") })
        let granted = try await station.say("延期1", as: "clerk")
        let told = try #require(granted.first { $0.to == "voter" })
        #expect(told.text.contains("2026-0001"))
        #expect(told.text.contains("12月20日"))
        #expect(told.text.contains("等灯具"))
        #expect(try await station.answer("为什么逾期1").contains("没有逾期"))
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `a question to the voter comes back as an answer, and names stay here`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("花桥村口路灯坏了三天了，电话13900001234")
        _ = try await station.answer("1核实属实，转城建办，12月4日前", as: "clerk")
        let asked = try await station.say("问1 是哪根灯杆", as: "unit")
        let question = try #require(asked.first { $0.to == "voter" })
        #expect(question.text.contains("是哪根灯杆"))
        let answered = try await station.say("补充1 村口第二根")
        let heard = try #require(answered.first { $0.to == "unit" })
        #expect(heard.text.contains("村口第二根"))
        #expect(!heard.text.contains("13900001234"))
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `a day after the limit clerk, unit and voter hear of it once`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("花桥村口路灯坏了三天了")
        _ = try await station.answer("1核实属实，转城建办，12月4日前", as: "clerk")
        station.clock.move(days: 17)
        let heard = try await station.conversing.tick()
        for who in ["clerk", "unit", "voter"] {
            #expect(heard.count { $0.to == who && $0.text.contains("2026-0001") } >= 1, "\(who)")
        }
        #expect(heard.count { $0.to == "voter" } == 1)
        #expect(try await station.conversing.tick().isEmpty)
        #expect(try await station.answer("为什么逾期1", as: "clerk").contains("已超"))
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `two who report the same are both told, and both can rate`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("花桥村口路灯坏了三天了")
        _ = try await station.answer("花桥村口的路灯不亮，晚上很黑", as: "neighbour")
        _ = try await station.answer("2并到1", as: "clerk")
        _ = try await station.answer("1核实属实，转城建办", as: "clerk")
        _ = try await station.answer("1已修好，换了两盏LED灯", as: "unit")
        let fed = try await station.say("反馈1", as: "clerk")
        for who in ["voter", "neighbour"] {
            #expect(fed.contains { $0.to == who && $0.text.contains("换了两盏LED灯") }, "\(who)")
        }
        #expect(try station.store.verify().isEmpty)
    }
}
