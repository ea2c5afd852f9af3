import Casework
import Station
import Store
import Testing

/// Orders as clerks, units and heads give them, and what comes of those that lack something.
@Suite(.timeLimit(.minutes(5)))
struct OrderTests {
    /// Two matters that 城建办 has in hand until 27 November.
    private static func two() async throws -> SampleStation {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.say("桥浦水管漏")
        _ = try await station.say("横湖水管漏", as: "neighbour")
        _ = try await station.say("1和2核实属实，转城建办，11月27日前", as: "clerk")
        return station
    }

    private static func told(_ words: String...) async throws -> SampleStation {
        let station = try SampleStation()
        try await station.bindEverybody()
        for words in words { _ = try await station.say(words) }
        return station
    }

    // MARK: - What is missing

    @Test func `a day that was not read is asked for, and no argument's name is sent`()
        async throws
    {
        let station = try await Self.two()
        let asked = try await station.answer("1申请延期，等灯具", as: "unit")
        #expect(asked.contains("延到哪一天"), "\(asked)")
        #expect(!asked.contains("question"), "\(asked)")
        let passed = try await station.say("12月20日", as: "unit").text(to: "clerk")
        #expect(passed.contains("申请由11月27日延到12月20日，等灯具"), "\(passed)")
    }

    @Test func `a reason that two matters lack is asked for once and counts for both`()
        async throws
    {
        let station = try await Self.two()
        let asked = try await station.answer("1、2都延期三天", as: "clerk")
        #expect(asked.contains("延期的原因"), "\(asked)")
        let done = try await station.answer("等材料", as: "clerk")
        #expect(done.contains("2026-0001") && done.contains("2026-0002"), "\(done)")
        #expect(try station.matter(2).due?.text == "2026-11-30")
    }

    @Test func `the next order is no reason of the last, which is said to be undone`()
        async throws
    {
        let station = try await Self.two()
        _ = try await station.say("1延期到12月4日", as: "clerk")
        let next = try await station.answer("2延期3天，等水泥", as: "clerk")
        #expect(next.contains("1没有延期"), "\(next)")
        #expect(next.contains("2026-0002（横湖水管漏）已延期到11月30日"), "\(next)")
        #expect(try station.matter(1).due?.text == "2026-11-27")
        _ = try await station.say("1延期到12月4日", as: "clerk")
        #expect(try await station.answer("催城建办1", as: "clerk").contains("1没有延期"))
    }

    // MARK: - Verified and assigned in one breath

    @Test(
        arguments: [
            "1核实属实，转环保所，农业办协办，12月4日前", "1属实，城建办，12月4日前",
            "1核实过，情况属实，交城建办，下周五前",
        ]
    )
    func `who says that it is so is not told that nobody looked`(order: String) async throws {
        let station = try await Self.told("花桥路灯坏了")
        let answer = try await station.answer(order, as: "clerk")
        #expect(answer.contains("核实属实"), "\(answer)")
        #expect(!answer.contains("还没核实"), "\(answer)")
        #expect(try station.matter(1).verified == "true")
        #expect(try station.matter(1).state == .assigned)
    }

    @Test func `what was found out stands where the order behind it fails`() async throws {
        let station = try await Self.told("举报城建办主任收红包，花桥路灯项目")
        let answer = try await station.answer("1核实属实，转城建办，农业办协办", as: "clerk")
        #expect(answer.contains("回避"), "\(answer)")
        #expect(try station.matter(1).verified == "true")
        #expect(try station.matter(1).unit == nil)
    }

    @Test(
        arguments: ["急件免核实：围墙要倒，1转城建办", "1免核实：有危险，转城建办，今天下班前"]
    )
    func `what is urgent goes without verification, as the advice says`(
        order: String
    )
        async throws
    {
        let station = try await Self.told("花桥围墙要倒")
        let answer = try await station.answer(order, as: "clerk")
        #expect(answer.contains("已交城建办"), "\(answer)")
    }

    // MARK: - Done again

    @Test func `a unit reads that it is to do it again, and why`() async throws {
        let station = try await HeadStoryTests.dissatisfied()
        _ = try await station.say("不满意，根本没通")
        let order = try await station.say("1重办，11月27日前，这次要彻底", as: "head")
            .text(to: "unit")
        #expect(order.contains("退回重办"), "\(order)")
        #expect(order.contains("选民说：不满意，根本没通"), "\(order)")
        #expect(order.contains("要求：这次要彻底"), "\(order)")
    }

    // MARK: - Who is told

    @Test func `nobody is said to have been told who was not`() async throws {
        let station = try SampleStation { $0.newsPerDay = 1 }
        try await station.bindEverybody()
        _ = try await station.say("代桥浦毛阿凤登记：自来水发黄", as: "clerk")
        let byHand = try await station.answer("1核实属实，转城建办", as: "clerk")
        #expect(byHand.contains("选民没有号码"), "\(byHand)")
        _ = try await station.say("花桥路灯坏了")
        let first = try await station.answer("2核实属实，转城建办", as: "clerk")
        #expect(first.contains("已告知选民"), "\(first)")
        let second = try await station.answer("2改由交通所办，12月4日前", as: "clerk")
        #expect(second.contains("明早告知"), "\(second)")
    }
}
