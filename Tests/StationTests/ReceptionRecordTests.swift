import Casework
import Messages
import Station
import Store
import Testing

struct ReceptionRecordTests {
    @Test func `a reception day is recorded voter by voter and closed when it fits`() async throws {
        let station = try SampleStation(now: "2026-11-24 09:00")
        try await station.bindEverybody()
        let first = try await station.say("接待记录：花桥吴大妈，说自来水发黄", as: "deputy")
        let receipt = first.text(to: "deputy")
        #expect(receipt.contains("访2026-0001") && receipt.contains("2026-0001"), "\(receipt)")
        #expect(SampleStation.code(in: receipt) != nil)
        #expect(first.text(to: "clerk").contains("自来水发黄"))
        #expect(try station.words(station.matter(1).words[0]) == "自来水发黄")
        #expect(try station.matter(1).village == "花桥")

        let second = try await station.answer("接待横湖郑小妹 反映幼儿园收费高 当场解释了", as: "deputy")
        #expect(second.contains("当场答复") && second.contains("2人次"), "\(second)")
        let third = try await station.answer(
            "接待斜路林大伯，他说邻居占了他的地，劝他去找调解委员会",
            as: "deputy"
        )
        #expect(third.contains("调解委员会"), "\(third)")
        #expect(try station.matterCount() == 1)
        let more = try await station.answer("访1又反映：路灯也不亮", as: "deputy")
        #expect(more.contains("2026-0002"), "\(more)")

        #expect(try await station.answer("结束接待", as: "clerk").contains("来访签到"))
        _ = try await station.answer("来访签到4人次", as: "clerk")
        #expect(try await station.answer("结束接待", as: "clerk").contains("对不上"))
        _ = try await station.answer("来访签到3人次", as: "clerk")
        let closed = try await station.answer("结束接待", as: "clerk")
        #expect(closed.contains("3人次") && closed.contains("4条"), "\(closed)")
    }

    @Test func `three complaints of one voter are three numbers from one visit`() async throws {
        let station = try SampleStation(now: "2026-11-24 09:00")
        try await station.bindEverybody()
        let answer = try await station.answer(
            "接待记录：花桥吴大妈，反映：1、自来水发黄；2、路灯不亮；3、幼儿园收费高，当场答复",
            as: "deputy"
        )
        #expect(answer.contains("2026-0001") && answer.contains("2026-0002"), "\(answer)")
        #expect(answer.contains("当场答复") && !answer.contains("访2026-0002"), "\(answer)")
        #expect(try station.matterCount() == 2)
        #expect(try station.words(station.matter(2).words[0]) == "路灯不亮")
        let today = Day(of: station.clock.now)
        let totals = try station.store.readSync { try $0.receptionTotals(in: today...today) }
        #expect((totals.visits, totals.items, totals.answered) == (1, 3, 1))
    }

    @Test func `the totals of a day are taken, and the records are asked for`() async throws {
        let station = try SampleStation(now: "2026-11-24 11:30")
        try await station.bindEverybody()
        let answer = try await station.answer("今天接待选民5人，意见7条，当场答复2条", as: "deputy")
        #expect(answer.contains("5人次") && answer.contains("意见7条"), "\(answer)")
        #expect(try station.matterCount() == 0)
    }
}
