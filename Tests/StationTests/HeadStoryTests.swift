import Casework
import Station
import Store
import Testing

/// What the head decides, and who hears why.
@Suite(.timeLimit(.minutes(5)))
struct HeadStoryTests {
    /// A matter that 城建办 has in hand until 4 December.
    static func assigned() async throws -> SampleStation {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.say("横湖村村口水沟堵了")
        _ = try await station.say("1核实属实，转城建办，12月4日前", as: "clerk")
        return station
    }

    static func dissatisfied() async throws -> SampleStation {
        let station = try await assigned()
        _ = try await station.say("1已疏通", as: "unit")
        _ = try await station.say("反馈1", as: "clerk")
        return station
    }

    @Test func `why nothing more is done is kept, and told to the voter at once`() async throws {
        let station = try await Self.dissatisfied()
        let rated = try await station.say("1不满意，沟太窄")
        let asked = rated.text(to: "head")
        #expect(asked.contains("重办2026-0001") && asked.contains("解释办结"), "\(asked)")
        #expect(asked.contains("11月25日"), "\(asked)")
        let queue = try await station.answer("待办", as: "head")
        #expect(queue.contains("【选民不满意，待站长定】1件"), "\(queue)")
        #expect(queue.contains("11月25日前"), "\(queue)")
        let closed = try await station.say("1解释办结，沟太窄，明年拓宽", as: "head")
        #expect(closed.text(to: "head").contains("您的说明已发给选民"), "\(closed)")
        #expect(closed.text(to: "voter").contains("站长说明：沟太窄，明年拓宽"), "\(closed)")
        #expect(try station.matter(1).state == .closed)
        #expect(try await station.answer("查1").contains("站长说明：沟太窄，明年拓宽"))
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `a bare closing of what left a voter dissatisfied is asked why`() async throws {
        let station = try await Self.dissatisfied()
        _ = try await station.say("1不满意，沟太窄")
        #expect(try await station.answer("1办结", as: "head").contains("怎么向选民说明"))
        #expect(try station.matter(1).state == .fedBack)
        let closed = try await station.say("沟太窄，明年拓宽", as: "head")
        #expect(closed.text(to: "voter").contains("沟太窄，明年拓宽"), "\(closed)")
        #expect(try station.matter(1).state == .closed)
    }

    @Test func `more time is asked for with both days, and refused with a reason`() async throws {
        let station = try await Self.assigned()
        _ = try await station.say("1申请延期到12月31日，缺材料", as: "unit")
        let asked = try await station.say("延期1", as: "clerk").text(to: "head")
        #expect(asked.contains("由12月4日到12月31日，原因：缺材料"), "\(asked)")
        let queue = try await station.answer("待办", as: "head")
        #expect(queue.contains("延期，由12月4日到12月31日，缺材料"), "\(queue)")
        let refused = try await station.say("1退回，太久", as: "head")
        #expect(refused.text(to: "clerk").contains("原因：太久"), "\(refused)")
        let told = refused.text(to: "unit")
        #expect(told.contains("没有同意延到12月31日，原因：太久"), "\(told)")
        #expect(try station.matter(1).due?.text == "2026-12-04")
        #expect(try station.matter(1).course.request == nil)
        #expect(try await station.answer("为什么逾期1", as: "clerk").contains("延期没有同意"))
    }

    @Test func `a no without a number means the one thing that waits`() async throws {
        let station = try await Self.assigned()
        _ = try await station.say("1申请延期到12月31日，缺材料", as: "unit")
        _ = try await station.say("延期1", as: "clerk")
        let refused = try await station.say("不同意，太久", as: "head")
        #expect(refused.text(to: "unit").contains("原因：太久"), "\(refused)")
        #expect(try station.matter(1).due?.text == "2026-12-04")
    }

    @Test func `the clerk too can say no to more time`() async throws {
        let station = try await Self.assigned()
        let asked = try await station.say("1申请延期到12月14日，等配件", as: "unit")
        #expect(asked.text(to: "clerk").contains("不同意延期2026-0001"), "\(asked)")
        let queue = try await station.answer("待办", as: "clerk")
        #expect(queue.contains("【单位申请延期】1件"), "\(queue)")
        let refused = try await station.say("不同意延期1，太久", as: "clerk")
        #expect(refused.text(to: "unit").contains("请于12月4日前答复"), "\(refused)")
    }

    @Test func `a later day needs a reason, and ten days are days of the calendar`() async throws {
        let station = try await Self.assigned()
        #expect(try await station.answer("1延期十天", as: "clerk").contains("原因是什么"))
        let granted = try await station.answer("等灯具", as: "clerk")
        // The tenth day after 4 December is Monday the fourteenth.
        #expect(granted.contains("12月14日"), "\(granted)")
        _ = try await station.say("横湖村文化礼堂旁边的水沟堵了", as: "neighbour")
        _ = try await station.say("2核实属实，转城建办，12月4日前", as: "clerk")
        let other = try await station.answer("2延期10个工作日，等灯具", as: "clerk")
        #expect(other.contains("12月18日"), "\(other)")
        #expect(try await station.answer("2延期到12月20日，等灯具", as: "head").contains("周末"))
    }

    @Test func `a matter's term is changed by its number, and no reception is meant`()
        async throws
    {
        let station = try await Self.assigned()
        let asked = try await station.answer("1改到12月8日", as: "clerk")
        #expect(asked.contains("延期的原因"), "\(asked)")
        _ = try await station.say("等灯具", as: "clerk")
        #expect(try station.matter(1).due?.text == "2026-12-08")
    }
}
