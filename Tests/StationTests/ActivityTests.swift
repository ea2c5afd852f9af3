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
}
