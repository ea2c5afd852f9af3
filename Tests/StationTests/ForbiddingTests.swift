import Casework
import Station
import Store
import Testing

/// What is forbidden, put off or said beside a question is never done in its place.
@Suite(.timeLimit(.minutes(5)))
struct ForbiddenTests {
    private static func answered() async throws -> SampleStation {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.say("桥浦水管漏")
        _ = try await station.say("横湖水管漏", as: "neighbour")
        _ = try await station.say("1和2核实属实，转城建办，11月27日前", as: "clerk")
        _ = try await station.say("1答复：已修好", as: "unit")
        _ = try await station.say("2答复：已换管", as: "unit")
        return station
    }

    @Test func `a no leaves the matter as it is`() async throws {
        let station = try await Self.answered()
        _ = try await station.say("反馈1", as: "clerk")
        _ = try await station.say("评价1 1")
        let said = try await station.answer("1不办结", as: "clerk")
        #expect(said.contains("2026-0001没有办结"), "\(said)")
        #expect(try station.matter(1).state == .fedBack)
        let no = try await station.answer("1不重办", as: "head")
        #expect(no.contains("没有重办"), "\(no)")
        #expect(try station.matter(1).state == .fedBack)
    }

    @Test func `a number left out of what waits for a yes is shown without it`() async throws {
        let station = try await Self.answered()
        for number in 1...2 { _ = try await station.say("反馈\(number)", as: "clerk") }
        _ = try await station.say("评价1 1")
        _ = try await station.say("评价2 1", as: "neighbour")
        let list = try await station.answer("四季度能办结的都办结", as: "clerk")
        #expect(list.contains("2026-0001") && list.contains("2026-0002"), "\(list)")
        let fewer = try await station.answer("2不要办结", as: "clerk")
        #expect(fewer.contains("2026-0001") && !fewer.contains("2026-0002"), "\(fewer)")
        _ = try await station.say("是", as: "clerk")
        #expect(try station.matter(1).state == .closed)
        #expect(try station.matter(2).state == .fedBack)
    }

    @Test(arguments: ["1、2都办结归档", "2催一下城建办再说", "晚点我再去问，老人不在家"])
    func `the next order is nobody who was told`(next: String) async throws {
        let station = try await Self.answered()
        let asked = try await station.answer("1已电话告知", as: "clerk")
        #expect(asked.contains("告知了谁"), "\(asked)")
        _ = try await station.say(next, as: "clerk")
        #expect(try station.matter(1).feedbacks.isEmpty, "\(next)")
    }

    @Test(arguments: ["王阿土", "他儿子", "张三的老婆"])
    func `who was told is kept`(name: String) async throws {
        let station = try await Self.answered()
        _ = try await station.say("1已电话告知", as: "clerk")
        _ = try await station.say(name, as: "clerk")
        #expect(try station.matter(1).feedbacks.count == 1, "\(name)")
    }

    @Test func `what was looked through goes to the voter in writing`() async throws {
        let station = try await Self.answered()
        let said = try await station.answer("1看过了，反馈", as: "clerk")
        #expect(said.contains("正在发给选民"), "\(said)")
    }

    @Test func `a look at a matter is no yes`() async throws {
        let station = try await Self.answered()
        _ = try await station.say("反馈1", as: "clerk")
        _ = try await station.say("评价1 1")
        let look = try await station.answer("1办结了吗", as: "clerk")
        #expect(!look.contains("您是要"), "\(look)")
        _ = try await station.say("2能不能办结", as: "clerk")
        _ = try await station.say("1", as: "clerk")
        #expect(try station.matter(1).state == .fedBack)
    }

    @Test func `what was answered and given to the same unit again is redone`() async throws {
        let station = try await Self.answered()
        _ = try await station.say("反馈1", as: "clerk")
        _ = try await station.say("评价1 3")
        let said = try await station.answer("1转城建办，12月10日前", as: "clerk")
        #expect(said.contains("退回"), "\(said)")
        #expect(try station.matter(1).due?.text == "2026-12-10")
    }

    @Test func `a correction of an answer says what the voter would read`() async throws {
        let station = try await Self.answered()
        let said = try await station.answer("2答复写错了，是五十米", as: "clerk")
        #expect(said.contains("仍是：“已换管”"), "\(said)")
    }

    @Test func `a code that waits is put off in words`() async throws {
        let station = try await Self.answered()
        let code = try await station.answer("上报党委1", as: "head")
        #expect(code.contains("确认"), "\(code)")
        let no = try await station.answer("先不报，等我问清楚", as: "head")
        #expect(no.contains("不上报"), "\(no)")
        #expect(try station.matter(1).guarding.escalation?.stand == .dropped)
    }
}
