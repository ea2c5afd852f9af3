import Casework
import Messages
import Station
import Store
import Testing

/// What the station does not take, and whom a complaint never reaches.
struct AccusationTests {
    @Test func `a complaint about a cadre comes with a decline ready to send`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let heard = try await station.say("花桥村主任贪污修路的钱")
        let alert = heard.text(to: "clerk")
        #expect(alert.contains("纪检监察机关"))
        #expect(try station.matter(1).state == .registered, "a person decides")
        let ready = try #require(alert.split(separator: "就回复：").last)
        let declined = try await station.say(String(ready), as: "clerk")
        #expect(try station.matter(1).state == .declined)
        #expect(try station.matter(1).declineReason == "discipline")
        #expect(declined.text(to: "voter").contains("12388"))
    }

    @Test(arguments: [
        ("反映：我和邻居为了宅基地打官司，法院判了没执行", "litigation"),
        ("隔壁镇的垃圾车没人管，路上全是垃圾", "other_town"),
        ("隔壁砌墙占了我家的路，欠我钱不还", "personal_dispute"),
    ])
    func `what the desk notices can be declined by sending what it offers`(
        _ text: String,
        _ reason: String
    ) async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let alert = try await station.say(text).text(to: "clerk")
        #expect(try station.matter(1).state == .registered)
        let ready = try #require(alert.split(separator: "就回复：").last)
        _ = try await station.answer(String(ready), as: "clerk")
        #expect(try station.matter(1).declineReason == reason)
    }

    @Test func `it never reaches the unit or the deputy that it names`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        try await station.bind("leader", .leader, "吴志强")
        _ = try await station.answer("花桥村主任贪污修路的钱，城建办的人和吴志强也有份")
        _ = try await station.answer("受理1", as: "clerk")
        let refused = try await station.say("1核实属实，转城建办，12月4日前", as: "clerk")
        #expect(refused.text(to: "clerk").contains("水利所"), "what is possible instead")
        #expect(refused.text(to: "unit").isEmpty)
        #expect(try station.matter(1).unit == nil)
        for who in ["unit", "leader", "deputy"] {
            let unknown = try await station.answer("查9", as: who)
            #expect(try await station.answer("查1", as: who) == unknown)
        }
    }

    @Test func `a complaint is hidden from the village's deputies and open to others`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        try await station.bind("other", .deputy, "吴志强")
        _ = try await station.answer("花桥村主任贪污修路的钱")
        _ = try await station.answer("反映：花桥的水沟堵了半个月", as: "neighbour")
        _ = try await station.answer("受理1、2", as: "clerk")
        let list = try await station.answer("本组件", as: "deputy")
        #expect(list.contains("2026-0002") && !list.contains("2026-0001"))
        #expect(try await station.answer("查1", as: "other").contains("2026-0001"))
    }

    @Test func `a clerk who is complained of hears nothing of it, and the head does`() async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        let heard = try await station.say("张联络收红包，还贪污接待费")
        #expect(heard.text(to: "clerk").isEmpty)
        #expect(heard.text(to: "head").contains("2026-0001"))
        #expect(try await !station.answer("待办", as: "clerk").contains("2026-0001"))
        let all = try await station.answer("待办", as: "head")
        #expect(all.contains("2026-0001"))
    }

    @Test func `the clerk keeps a matter from a unit that its words do not name`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        _ = try await station.answer("1核实属实，转城建办，12月4日前", as: "clerk")
        #expect(try await station.answer("查1", as: "unit").contains("2026-0001"))
        let kept = try await station.answer("1回避城建办", as: "clerk")
        #expect(kept.contains("改交"))
        #expect(try await !station.answer("查1", as: "unit").contains("2026-0001"))
        #expect(try await station.answer("1转城建办，12月4日前", as: "clerk").contains("回避"))
    }

    @Test func `an ordinary matter that names its unit goes to that unit`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("水利所说来修水沟，横湖的水沟还是堵着")
        _ = try await station.answer("1核实属实，转水利所，12月4日前", as: "clerk")
        #expect(try station.matter(1).unit == "水利所")
    }

    @Test func `a declined voter without an address is a debt until somebody told them`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("代选民登记：花桥两家吵架，选民林大爷", as: "deputy")
        let declined = try await station.say("不受理1 个人纠纷，请找人民调解委员会", as: "clerk")
        #expect(!declined.text(to: "clerk").contains("已书面告知"))
        #expect(declined.text(to: "deputy").contains("林大爷"))
        #expect(try await station.answer("待办", as: "clerk").contains("2026-0001"))
        let told = try await station.answer("1已当面告知 林大爷", as: "deputy")
        #expect(told.contains("林大爷"))
        #expect(try await !station.answer("待办", as: "clerk").contains("2026-0001"))
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `anonymity hides name and phone, and the answer still comes`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖村口路灯坏了，电话13900001111")
        #expect(try await station.answer("1改成匿名").contains("匿名"))
        let refused = try await station.answer("查看电话1 因为要问地点", as: "clerk")
        #expect(refused.contains("匿名") && !refused.contains("13900001111"))
        let held = try await station.answer("1核实属实，转城建办，12月4日前", as: "clerk")
        #expect(held.contains("改成：“横湖村口路灯坏了”"), "\(held)")
        _ = try await station.answer("是", as: "clerk")
        _ = try await station.answer("1已修好", as: "unit")
        #expect(try await station.say("反馈1", as: "clerk").text(to: "voter").contains("已修好"))
    }
}
