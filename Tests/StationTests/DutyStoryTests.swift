import Casework
import Testing

struct DutyStoryTests {
    @Test func `a deputy's year comes out of the messages, and the report out of the year`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("视察花桥，路灯不亮", as: "deputy")
        _ = try await station.answer("代选民登记：花桥葡萄园灌溉渠堵塞，选民林大爷", as: "deputy")
        _ = try await station.answer("受理1", as: "clerk")
        _ = try await station.answer("跟踪1 已开工", as: "deputy")
        _ = try await station.answer("提交建议：在76省道装减速带", as: "deputy")
        let record = try await station.answer("我的履职", as: "deputy")
        #expect(record.contains("共4项"))
        #expect(record.contains("提建议 1次") && record.contains("代选民登记 1次"))
        #expect(record.contains("接待选民 0/2"))

        let scheduled = try await station.say("12月10日安排陈美芳、吴志强述职，地点文化礼堂", as: "clerk")
        #expect(scheduled.text(to: "deputy").contains("12月10日"))
        #expect(scheduled.text(to: "deputy").contains("文化礼堂"))
        let draft = try await station.answer("述职报告：参加会议2次，小组活动4次", as: "deputy")
        #expect(draft.contains("出席人代会 2次") && draft.contains("您写的是4次"))
        let done = try await station.say("是", as: "deputy")
        #expect(done.text(to: "deputy").contains("述2026-0001"))
        #expect(done.text(to: "clerk").contains("陈美芳"))
        let missing = try await station.answer("谁还没述职", as: "clerk")
        #expect(missing.contains("吴志强") && !missing.contains("陈美芳"))

        let shown = try await station.answer("陈美芳今年履职情况")
        #expect(shown.contains("提建议 1次") && shown.contains("评价述2026-0001"))
        #expect(!shown.contains("139"))
        let rated = try await station.answer("评价述2026-0001 满意")
        #expect(rated.contains("满意1") && rated.contains("共1人"))
    }

    @Test func `a voter asks who the deputies of the village are`() async throws {
        let station = try SampleStation()
        let answer = try await station.answer("花桥的代表是谁")
        #expect(answer.contains("陈美芳") && answer.contains("第2组"))
        let english = try await station.answer("who is the deputy for Huaqiao", as: "visitor")
        #expect(english.contains("Chen Meifang"))
    }

    @Test func `the record stands the same after a restart`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("签到", as: "deputy")
        _ = try await station.answer("视察花桥，路灯不亮", as: "deputy")
        let before = try await station.answer("我的履职", as: "deputy")
        #expect(before.contains("进站 1次"))
        try station.restart()
        #expect(try await station.answer("我的履职", as: "deputy") == before)
    }

    @Test func `the head asks how often a deputy received voters, and who has not yet`()
        async throws
    {
        let station = try SampleStation(now: "2026-11-24 09:00")
        try await station.bindEverybody()
        let idle = try await station.answer("谁今年还没来接待过", as: "head")
        #expect(idle.contains("4人") && idle.contains("陈美芳"), "\(idle)")
        _ = try await station.answer("签到", as: "deputy")
        for question in ["陈美芳这个季度接待几次", "陈美芳今年来接待几次"] {
            let counted = try await station.answer(question, as: "head")
            #expect(counted.contains("陈美芳") && counted.contains("接待1次"), "\(counted)")
        }
        let english = try await station.answer(
            "how often did Chen Meifang receive voters this year",
            as: "clerk"
        )
        #expect(english.contains("Chen Meifang") && english.contains(": 1"), "\(english)")
        let still = try await station.answer("谁今年还没来接待过", as: "head")
        #expect(still.contains("3人") && !still.contains("陈美芳"), "\(still)")
        let empty = try await station.answer("林美华的履职", as: "clerk")
        #expect(empty.contains("履职：无"), "\(empty)")
    }
}
