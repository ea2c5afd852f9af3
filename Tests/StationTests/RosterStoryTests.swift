import Casework
import Station
import Testing

struct RosterStoryTests {
    @Test func `a deputy joins, another leaves, and what is open is handed over`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        try await station.bind("leaver", .deputy, "吴志强")
        _ = try await station.answer("提交建议：在76省道装减速带", as: "leaver")

        let shown = try await station.answer("新增代表 姓名：李明，第二组，镇级", as: "clerk")
        #expect(shown.contains("李明") && shown.contains("第2组") && shown.contains("是"))
        #expect(try await !station.answer("花桥的代表是谁").contains("李明"))
        _ = try await station.answer("是", as: "clerk")
        #expect(try await station.answer("花桥的代表是谁").contains("李明"))
        #expect(
            try await station.answer("横湖的代表是谁").contains("王建国"),
            "those of config stay"
        )

        _ = try await station.answer("吴志强不再担任代表", as: "clerk")
        let left = try await station.answer("是", as: "clerk")
        #expect(left.contains("建2026-0001"))
        station.clock.move(days: 1)
        _ = try await station.conversing.tick()
        #expect(try await !station.answer("签到", as: "leaver").contains("已签到"))
        #expect(try await station.answer("交接", as: "head").contains("建2026-0001"))
        _ = try await station.answer("交接吴志强给陈美芳", as: "clerk")
        let moved = try await station.say("是", as: "clerk")
        #expect(moved.text(to: "deputy").contains("建2026-0001"))
        #expect(try await !station.answer("交接", as: "head").contains("建2026-0001"))
    }

    @Test func `a stand-in reads what the head reads while the head is away`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        try await station.bind("stand-in", .deputy, "林美华")
        let set = try await station.say("林美华代王建国的班，11月20日到11月22日", as: "clerk")
        #expect(set.text(to: "stand-in").contains("王建国"))
        _ = try await station.answer("花桥村口路灯坏了三天了")
        let alert = try await station.say("库区有十几户商量去市里，赶紧向党委汇报", as: "deputy")
        #expect(!alert.text(to: "head").isEmpty)
        #expect(!alert.text(to: "stand-in").isEmpty)
        station.clock.move(days: 3)
        let later = try await station.say("移民户又要去省里，赶紧向党委汇报", as: "deputy")
        #expect(later.text(to: "stand-in").isEmpty)
    }
}
