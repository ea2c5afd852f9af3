import Casework
import Station
import Store
import Testing

/// 主办 and 协办: one unit answers, others help.
@Suite(.timeLimit(.minutes(5)))
struct SharingTests {
    static func station() async throws -> SampleStation {
        let station = try SampleStation()
        try await station.bindEverybody()
        try await station.bind("traffic", .unit, "交通所")
        _ = try await station.say("斜路村路面坑洼很多")
        _ = try await station.say("1核实属实", as: "clerk")
        return station
    }

    @Test func `a helping unit is added, and the leading one stays`() async throws {
        let station = try await Self.station()
        _ = try await station.say("1转城建办，12月4日前", as: "clerk")
        let shared = try await station.say("1协办交通所", as: "clerk")
        #expect(shared.text(to: "clerk").contains("城建办主办，12月4日前答复，交通所协办"), "\(shared)")
        #expect(shared.text(to: "unit").contains("仍由您答复"), "\(shared)")
        #expect(shared.text(to: "traffic").contains("请协办"), "\(shared)")
        #expect(try await station.answer("查1", as: "clerk").contains("交通所协办"))
        #expect(try await station.answer("列出交通所的件", as: "clerk").contains("2026-0001"))
        #expect(try await station.answer("待办", as: "traffic").contains("2026-0001"))
        #expect(try station.store.verify().isEmpty)
    }

    @Test(
        arguments: [
            "1转城建办，交通所协办，12月8日前", "1转城建办和交通所，12月8日前",
            "1主办城建办，协办交通所、水利所，12月8日前",
        ]
    )
    func `all units of one order are kept`(order: String) async throws {
        let station = try await Self.station()
        let told = try await station.say(order, as: "clerk")
        let matter = try station.matter(1)
        #expect(matter.unit == "城建办", "\(told)")
        #expect(matter.course.coUnits?.contains("交通所") == true, "\(told)")
        #expect(matter.course.coUnits?.contains("水利所") == order.contains("水利所"))
        #expect(matter.due?.text == "2026-12-08")
        #expect(told.text(to: "clerk").contains("协办"), "\(told)")
        #expect(told.text(to: "voter").contains("交通所"), "\(told)")
        #expect(told.text(to: "traffic").contains("协办"), "\(told)")
    }

    @Test func `what a helper says goes to the leading unit, and ends nothing`() async throws {
        let station = try await Self.station()
        _ = try await station.say("1转城建办，交通所协办，12月8日前", as: "clerk")
        let said = try await station.say("1答复：路基已补", as: "traffic")
        #expect(said.text(to: "traffic").contains("已转城建办"), "\(said)")
        #expect(said.text(to: "unit").contains("路基已补"), "\(said)")
        #expect(try station.matter(1).state == .assigned)
        let more = try await station.answer("1申请延期到12月20日", as: "traffic")
        #expect(more.contains("由城建办主办"), "\(more)")
    }

    @Test func `a unit that nobody answers for here is said not to be reached`() async throws {
        let station = try await Self.station()
        let told = try await station.answer("1转水利所，12月8日前", as: "clerk")
        #expect(told.contains("水利所还没有绑定，没有发到"), "\(told)")
        let urged = try await station.answer("催1", as: "clerk")
        #expect(urged.contains("水利所还没有绑定"), "\(urged)")
    }

    @Test func `a helper that is let go hears it, and the answering unit keeps the matter`()
        async throws
    {
        let station = try await Self.station()
        _ = try await station.say("1转城建办，交通所协办，12月8日前", as: "clerk")
        let said = try await station.say("1撤掉交通所的协办", as: "clerk")
        #expect(said.text(to: "clerk").contains("由城建办主办，12月8日前答复。"), "\(said)")
        #expect(said.text(to: "traffic").contains("不用再协办"), "\(said)")
        #expect(said.text(to: "unit").isEmpty, "\(said)")
        #expect(try station.matter(1).unit == "城建办")
        #expect(try station.matter(1).course.coUnits?.isEmpty ?? true)
    }

    @Test func `another unit gets the day that the voter was told, unless one is said`()
        async throws
    {
        let station = try await Self.station()
        _ = try await station.answer("1转水利所，12月8日前", as: "clerk")
        let kept = try await station.answer("1改由城建办办", as: "clerk")
        #expect(kept.contains("12月8日前答复") && !kept.contains("原期限"), "\(kept)")
        let said = try await station.answer("1转交通所，12月10日前", as: "clerk")
        #expect(said.contains("12月10日") && said.contains("原期限12月8日"), "\(said)")
    }

    @Test func `what was set confidential can be opened again, never the other way round`()
        async throws
    {
        let station = try await Self.station()
        _ = try await station.say("1设为保密", as: "clerk")
        #expect(try await station.answer("取消保密1", as: "clerk").contains("已取消保密"))
        #expect(try station.matter(1).isConfidential == false)
        _ = try await station.answer("横湖村有人夜里倒垃圾，请保密", as: "neighbour")
        let kept = try await station.answer("取消保密2", as: "clerk")
        #expect(kept.contains("选民自己要求保密"), "\(kept)")
        #expect(try station.matter(2).isConfidential)
    }
}
