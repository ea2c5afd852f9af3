import Casework
import Testing

struct SuggestionStoryTests {
    @Test func `two complaints become a suggestion, and both voters hear of every stage`()
        async throws
    {
        let station = try SampleStation(now: "2026-11-30 09:00") { rules in
            rules.roster.append(RosterEntry(name: "郑主席", positions: [.presidium]))
        }
        try await station.bindEverybody()
        try await station.bind("chair", .presidium, "郑主席")
        try await station.bind("colleague", .deputy, "吴志强")
        _ = try await station.answer("花桥灌溉渠堵了两年，田里没水")
        _ = try await station.answer("花桥水渠不通水，稻子要干死了", as: "neighbour")
        _ = try await station.answer("受理1、2", as: "clerk")

        let made = try await station.say("1、2转为建议", as: "deputy")
        #expect(made.text(to: "deputy").contains("建2026-0001"))
        #expect(made.text(to: "voter").contains("建2026-0001"))
        #expect(made.text(to: "neighbour").contains("2026-0002"))
        #expect(made.text(to: "clerk").contains("受理建2026-0001"))

        let added = try await station.answer("补充建2026-0001 分析：多年没清淤", as: "deputy")
        #expect(added.contains("分析"))
        let signed = try await station.say("附议建2026-0001", as: "colleague")
        #expect(signed.text(to: "colleague").contains("共2位"))
        #expect(signed.text(to: "deputy").contains("吴志强"))

        let told = try await station.say("受理建2026-0001", as: "clerk")
        #expect(told.text(to: "deputy").contains("已登记"))
        let no = try await station.answer("建2026-0001交城建办", as: "clerk")
        #expect(no.contains("主席团"))
        let never = try await station.answer("建2026-0001交城建办", as: "deputy")
        #expect(never.contains("代表不直接处理"))

        let assigned = try await station.say("建2026-0001交城建办", as: "chair")
        #expect(assigned.text(to: "voter").contains("城建办"))
        #expect(assigned.text(to: "voter").contains("2027年2月28日"))
        #expect(assigned.text(to: "unit").contains("退回建2026-0001"))
        #expect(assigned.text(to: "colleague").contains("城建办"))

        let answered = try await station.say("建2026-0001答复：年内清淤", as: "unit")
        #expect(answered.text(to: "deputy").contains("年内清淤"))
        #expect(answered.text(to: "neighbour").contains("年内清淤"))
        #expect(try station.matter(1).state == .replied)

        let redo = try await station.say("评价建2026-0001 不满意", as: "deputy")
        #expect(redo.text(to: "unit").contains("12月30日"))
        #expect(redo.text(to: "voter").contains("12月30日"))
        _ = try await station.say("建2026-0001答复：已经清淤完毕", as: "unit")
        let closed = try await station.say("对城建办的答复满意", as: "deputy")
        #expect(closed.text(to: "deputy").contains("已办结"))
        #expect(closed.text(to: "voter").contains("已办结"))

        let list = try await station.answer("我的建议", as: "deputy")
        #expect(list.contains("建2026-0001") && list.contains("已办结"))
        let status = try await station.answer("查建2026-0001", as: "colleague")
        #expect(status.contains("已经清淤完毕") && status.contains("陈美芳"))
        #expect(try await !station.answer("查建2026-0001").contains("清淤"))
        #expect(try await station.answer("查1").contains("建2026-0001"))
    }

    @Test func `a suggestion is written in parts, in English too`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let receipt = try await station.answer(
            "代表建议\n标题：关于在76省道装减速带的建议\n情况：去年撞了三次\n分析：下坡路太快\n建议：装两条减速带",
            as: "deputy"
        )
        #expect(receipt.contains("建2026-0001") && receipt.contains("关于在76省道装减速带的建议"))
        #expect(!receipt.contains("补充"), "nothing is missing")
        _ = try await station.answer("English", as: "deputy")
        let second = try await station.answer(
            "submit suggestion: a bus stop at Henghu",
            as: "deputy"
        )
        #expect(second.contains("建2026-0002") && second.contains("analysis"))
        let meeting = try await station.say(
            "request a meeting with the construction office about the bus stop",
            as: "deputy"
        )
        #expect(meeting.text(to: "deputy").contains("约2026-0001"))
        #expect(meeting.text(to: "clerk").contains("约2026-0001"))
    }
}
