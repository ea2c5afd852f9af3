import Casework
import Messages
import Station
import Store
import Testing

/// A dispute that was still small, told by what people say.
struct DisputeTests {
    /// The station's own story (`domain.md` §1, rows 42 to 45).
    @Test func `late flats are seen brewing, escalated within the hour and handed over in time`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        var others: [Conversing.Heard] = []
        func say(_ text: String, as speaker: String) async throws -> [Conversing.Heard] {
            let heard = try await station.say(text, as: speaker)
            others += heard.filter { !["clerk", "head"].contains($0.to) }
            return heard
        }
        let families = (1...5).map { "family \($0)" }
        var alerts: [Conversing.Heard] = []
        for (index, family) in families.enumerated() {
            let heard = try await say(
                "反映：安居房说好九月交房，我家\(index + 1)口人还住在临时房",
                as: family
            )
            alerts += heard.filter { $0.text.contains("苗头") }
            if index < 4 { #expect(alerts.isEmpty) }
        }
        #expect(Set(alerts.map(\.to)) == ["clerk", "head"])
        #expect(alerts.count == 2)
        let alert = try #require(alerts.first).text
        for serial in 1...5 { #expect(alert.contains("2026-000\(serial)")) }
        #expect(alert.contains("5人") && alert.contains("库区移民迁建"))

        let raised = try await say("库区移民在收集资料准备上访，赶紧向党委汇报", as: "deputy")
        #expect(raised.text(to: "deputy").contains("2026-0006"))
        #expect(raised.text(to: "head").contains("急报2026-0006"))
        #expect(raised.text(to: "clerk").contains("急报2026-0006"))
        station.clock.move(minutes: 20)
        let shown = try await say("上报党委6", as: "head").text(to: "head")
        #expect(shown.contains("09:00") && shown.contains("陈美芳"))
        let done = try await say(try #require(SampleStation.confirmation(in: shown)), as: "head")
        #expect(done.text(to: "head").contains("用时20分钟"))
        #expect(done.text(to: "clerk").contains("上报党委"))

        let met = try await say("指挥部6 11月20日开会：增派两个班组，承诺12月20日前交房", as: "clerk")
        #expect(met.text(to: "clerk").contains("12月20日"))
        #expect(met.text(to: "head").contains("增派两个班组"))
        for serial in 1...5 {
            _ = try await say("\(serial)核实属实，转城建办，12月18日前", as: "clerk")
        }
        for (index, progress) in ["两个班组进场", "水电通了", "验收过了"].enumerated() {
            station.clock.move(days: 7)
            _ = try await say("受理6", as: "clerk")
            let told = try await say("跟踪6 " + progress, as: "deputy")
            #expect(told.text(to: "clerk").contains("第\(index + 1)次跟踪"))
            #expect(told.text(to: "clerk").contains(progress))
        }
        station.clock.move(days: 4)
        for (index, family) in families.enumerated() {
            _ = try await say("\(index + 1)答复：已交房，钥匙交到户", as: "unit")
            let told = try await say("反馈\(index + 1)", as: "clerk").text(to: family)
            #expect(told.contains("钥匙交到户"))
            _ = try await say("办结\(index + 1)", as: "clerk")
            #expect(try station.matter(index + 1).state == .closed)
        }
        let settled = try await say("指挥部6 化解：安居房全部交房", as: "clerk")
        #expect(settled.text(to: "head").contains("按期"))
        let matter = try station.matter(6)
        #expect(matter.guarding.followUps.count == 3)
        #expect(matter.guarding.resolved?.on == Day("2026-12-15"))
        #expect(matter.promised == Day("2026-12-20"))

        // The flag is the station's own: no family and no unit ever reads of it.
        for heard in others where heard.to != "deputy" {
            for word in ["苗头", "上报", "上访", "急报"] { #expect(!heard.text.contains(word)) }
        }
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `an escalation that nobody answers goes to the next duty holder`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        try await station.bind("second", .head, "林美华")
        let raised = try await station.say("花桥养殖户要堵路，紧急上报党委", as: "deputy")
        #expect(raised.text(to: "second").isEmpty)
        station.clock.move(minutes: 29)
        #expect(try await station.conversing.tick().isEmpty)
        station.clock.move(minutes: 1)
        let passed = try await station.conversing.tick()
        #expect(passed.text(to: "second").contains("09:00"))
        #expect(passed.text(to: "clerk").contains("林美华"))
        station.clock.move(minutes: 30)
        let last = try await station.conversing.tick()
        #expect(last.text(to: "clerk").contains("打电话"))
        let shown = try await station.answer("上报党委", as: "second")
        _ = try await station.say(
            try #require(SampleStation.confirmation(in: shown)),
            as: "second"
        )
        #expect(try station.matter(1).guarding.escalation?.stand == .confirmed)
        station.clock.move(minutes: 90)
        #expect(try await station.conversing.tick().isEmpty)
    }

    @Test func `the time that is shown starts when the deputy wrote`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        var late = station.message("花桥养殖户要堵路，紧急上报党委", as: "deputy", id: "late")
        late.sentAt -= 25 * 60_000
        let raised = try await station.send(batch: [late])
        #expect(raised.text(to: "head").contains("08:35"))
        let shown = try await station.answer("上报党委1", as: "head")
        let done = try await station.answer(
            try #require(SampleStation.confirmation(in: shown)),
            as: "head"
        )
        #expect(done.contains("用时25分钟"))
    }

    @Test func `one that is raised again has its own thirty minutes`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.say("花桥养殖户要堵路，紧急上报党委", as: "deputy")
        _ = try await station.say("不上报1", as: "head")
        station.clock.move(minutes: 20)
        _ = try await station.say("上报党委1", as: "clerk")
        station.clock.move(minutes: 20)
        #expect(try await station.conversing.tick().isEmpty)
        station.clock.move(minutes: 10)
        #expect(try await station.conversing.tick().text(to: "clerk").contains("没有人答复"))
    }

    @Test func `without a head the clerk is told to call at once`() async throws {
        let station = try SampleStation()
        try await station.bind("clerk", .staff, "张联络")
        try await station.bind("deputy", .deputy, "陈美芳")
        let heard = try await station.say("花桥养殖户要堵路，紧急上报党委", as: "deputy")
        #expect(heard.text(to: "clerk").contains("马上打电话"))
    }

    @Test(arguments: ["clerk", "deputy", "unit", "voter"])
    func `nobody but a head confirms`(_ who: String) async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.say("花桥养殖户要堵路，紧急上报党委", as: "deputy")
        let heard = try await station.say("上报党委1", as: who)
        #expect(SampleStation.confirmation(in: heard.text(to: who)) == nil)
        #expect(try station.matter(1).guarding.escalation?.stand == .raised)
    }

    @Test func `the head decides against it and everybody concerned hears`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.say("花桥养殖户要堵路，紧急上报党委", as: "deputy")
        let heard = try await station.say("不上报1", as: "head")
        #expect(heard.text(to: "deputy").contains("2026-0001"))
        #expect(heard.text(to: "clerk").contains("2026-0001"))
        station.clock.move(minutes: 31)
        #expect(try await station.conversing.tick().isEmpty)
    }

    @Test func `talk of going higher reaches a person and is answered with facts alone`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        let heard = try await station.say("1 我们都商量好了，再不解决就去市里上访")
        #expect(heard.text(to: "voter").contains("2026-0001"))
        #expect(!heard.text(to: "voter").contains("上访"))
        #expect(heard.text(to: "clerk").contains("上访"))
        #expect(heard.text(to: "head").contains("上访"))
        #expect(try station.matter(1).guarding.isRisky)
    }

    @Test func `an emergency is answered with the number to call and alerts at night too`()
        async throws
    {
        let station = try SampleStation(now: "2026-11-20 23:30")
        try await station.bindEverybody()
        let heard = try await station.say("桥浦桥下有人掉河里了快来人")
        #expect(heard.text(to: "voter").contains("119"))
        for who in ["clerk", "head"] {
            #expect(heard.text(to: who).contains("桥浦桥下有人掉河里了快来人"))
        }
    }

    @Test func `the promised day is called to mind once, unless it was kept`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        _ = try await station.answer("指挥部1 11月20日开会：换线，承诺11月25日前完成", as: "clerk")
        _ = try await station.answer("指挥部1 承诺11月27日前完成", as: "clerk")
        station.clock.move(days: 5, hours: 2)
        #expect(
            try await !station.conversing.tick().text(to: "clerk").contains("承诺"),
            "it was moved"
        )
        station.clock.move(days: 2)
        #expect(try await station.conversing.tick().text(to: "clerk").contains("11月27日"))
        #expect(try await station.conversing.tick().isEmpty)
    }
}

extension SampleStation {
    /// The four digits that a confirmation asks for; nil where none is asked.
    static func confirmation(in text: String) -> String? {
        text.matches(of: /(?:回复|reply )([0-9]{4})(?:。| |$)/).first.map { String($0.1) }
    }
}
