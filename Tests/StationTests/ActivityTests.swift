import Casework
import Messages
import Station
import Store
import Testing

struct ActivityTests {
    @Test func `a group's inspection is planned, attended, held and counted`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let planned = try await station.answer("12月3日安排第二组视察饮用水保护", as: "clerk")
        #expect(planned.contains("活2026-0001") && planned.contains("依据"), "\(planned)")
        station.clock.move(days: 10)
        let notice = try await station.conversing.tick()
        #expect(notice.text(to: "deputy").contains("活2026-0001"), "\(notice)")
        let attending = try await station.answer("12月3日我参加", as: "deputy")
        #expect(attending.contains("视察"), "\(attending)")
        station.clock.move(days: 3)
        #expect(try await station.answer("签到", as: "deputy").contains("活2026-0001"))
        let held = try await station.answer("活2026-0001已办，8人参加", as: "clerk")
        #expect(held.contains("活2026-0001") && held.contains("8人"), "\(held)")
        let plan = try await station.answer("年度计划", as: "clerk")
        #expect(plan.contains("第2组：0、0、0、1"), "\(plan)")
        #expect(plan.contains("第2组：第1、2、3季度没有活动"), "\(plan)")
        #expect(plan.contains("集体活动1/1"), "\(plan)")
    }

    @Test func `the plan of next year is written item by item and approved`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let item = try await station.say("列入计划：2027年第一季度第二组视察饮用水保护", as: "clerk")
        #expect(item.text(to: "clerk").contains("计2026-0001"), "\(item)")
        #expect(item.text(to: "head").contains("批准计划"))
        let approved = try await station.say("批准计划", as: "head")
        #expect(approved.text(to: "clerk").contains("批准"), "\(approved)")
        let plan = try await station.answer("2027年的计划", as: "clerk")
        #expect(plan.contains("计2026-0001") && plan.contains("未办"), "\(plan)")
    }

    /// An activity of the second group three days ahead, of which its deputies were told.
    static func told() async throws -> SampleStation {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.say("12月3日下午两点安排第二组在花桥视察饮用水保护", as: "clerk")
        station.clock.move(days: 10)
        let notice = try await station.conversing.tick().text(to: "deputy")
        #expect(notice.contains("12月3日 14:00") && notice.contains("花桥"), "\(notice)")
        return station
    }

    @Test func `a yes to the notice is one to the activity, and the clerk sees who comes`()
        async throws
    {
        let station = try await Self.told()
        let heard = try await station.say("参加", as: "deputy")
        #expect(heard.text(to: "deputy").contains("12月3日 14:00"), "\(heard)")
        #expect(heard.text(to: "clerk").contains("参加：活2026-0001"), "\(heard)")
        let list = try await station.answer("活1谁参加", as: "clerk")
        #expect(list.contains("说来：陈美芳"), "\(list)")
        #expect(try station.receptionsTouched().isEmpty)
    }

    @Test(arguments: ["请假，感冒", "活1请假，感冒", "请假，活2026-0001，感冒", "活1我去不了，感冒"])
    func `a leave that answers the notice is none of a reception day`(text: String) async throws {
        let station = try await Self.told()
        let heard = try await station.say(text, as: "deputy")
        #expect(heard.text(to: "deputy").contains("12月3日"), "\(heard)")
        #expect(heard.text(to: "clerk").contains("活2026-0001"), "\(heard)")
        #expect(heard.text(to: "clerk").contains("感冒"), "\(heard)")
        #expect(try station.receptionsTouched().isEmpty)
        // The same words once more are the same leave.
        _ = try await station.say(text, as: "deputy")
        #expect(try station.receptionsTouched().isEmpty)
        #expect(try await station.answer("活1", as: "clerk").contains("请假：陈美芳"))
        // Able to come after all.
        #expect(try await station.answer("参加", as: "deputy").contains("12月3日"))
    }

    @Test func `a leave that nobody asked for is put on no day by guess`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        station.clock.move(days: 20)
        let asked = try await station.answer("请假，感冒", as: "deputy")
        #expect(asked.contains("哪天"), "\(asked)")
        #expect(try station.receptionsTouched().isEmpty)
    }

    @Test func `whoever can come after all is looked for no longer`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.say("24日请假，孩子发烧", as: "deputy")
        let heard = try await station.say("24号能来了，不请假了", as: "deputy")
        #expect(heard.text(to: "head").contains("能来了"), "\(heard)")
        #expect(heard.text(to: "clerk").contains("能来了"), "\(heard)")
    }

    @Test func `a leave of a month is none of another month's day`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let heard = try await station.answer("12月请假，出差", as: "deputy")
        #expect(heard.contains("12月24日"), "\(heard)")
        #expect(try station.receptionsTouched().isEmpty)
    }

    @Test func `where and when to meet is answered with the activity`() async throws {
        let station = try await Self.told()
        let answer = try await station.answer("几点在哪集合", as: "deputy")
        #expect(answer.contains("12月3日 14:00") && answer.contains("花桥"), "\(answer)")
    }

    @Test func `a record before the day is refused with that reason`() async throws {
        let station = try await Self.told()
        let answer = try await station.answer("活1已办，8人参加", as: "clerk")
        #expect(answer.contains("12月3日还没到"), "\(answer)")
        station.clock.move(days: 4)
        #expect(try await station.answer("活1已办，6个人", as: "clerk").contains("6人"))
        #expect(try await station.answer("活1写错了，是9人", as: "clerk").contains("9人"))
    }
}

extension SampleStation {
    /// Days on which somebody said yes, or asked leave.
    fileprivate func receptionsTouched() throws -> [Day] {
        try store.readSync { session in
            try session.receptions().filter { !$0.attending.isEmpty || !$0.away.isEmpty }
                .map(\.day)
        }
    }
}
