import Casework
import Station
import Store
import Testing

/// What clerks, heads, units and deputies say of matters in their own words.
@Suite(.timeLimit(.minutes(5)))
struct ClerkWordsTests {
    private static func told(_ words: String) async throws -> SampleStation {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.say(words)
        return station
    }

    // MARK: - The head

    @Test func `the head's explanation reaches a voter who only said how bad it is`()
        async throws
    {
        let station = try await HeadStoryTests.dissatisfied()
        let closed = try await station.say("1不重办了，雨太大，等明年改造，给他解释一下", as: "head")
        #expect(closed.text(to: "voter").contains("站长说明：雨太大，等明年改造。"), "\(closed)")
        #expect(!closed.text(to: "voter").contains("给他解释"), "\(closed)")
        #expect(try await station.answer("查1", as: "clerk").contains("雨太大"))
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `a short yes of the head grants the one extension that is asked for`() async throws {
        let station = try await HeadStoryTests.assigned()
        _ = try await station.say("1申请延期到12月25日，下雨", as: "unit")
        let granted = try await station.say("同意", as: "head")
        #expect(granted.text(to: "unit").contains("12月25日"), "\(granted)")
        #expect(try station.matter(1).due?.text == "2026-12-25")
    }

    @Test func `a no of the head to it is read by the unit with the reason`() async throws {
        let station = try await HeadStoryTests.assigned()
        _ = try await station.say("1申请延期到12月25日，下雨", as: "unit")
        let refused = try await station.say("1退回，太久", as: "head")
        #expect(refused.text(to: "unit").contains("没有同意延到12月25日，原因：太久"), "\(refused)")
        #expect(try station.matter(1).due?.text == "2026-12-04")
    }

    @Test func `a clerk's yes with a day is about the one that is asked for, and is no reason`()
        async throws
    {
        let station = try await HeadStoryTests.assigned()
        _ = try await station.say("1申请延期到12月25日，下雨", as: "unit")
        let granted = try await station.say("行，给到12月10日", as: "clerk")
        #expect(granted.text(to: "voter").contains("原因：下雨"), "\(granted)")
        #expect(try station.matter(1).due?.text == "2026-12-10")
    }

    // MARK: - Who asks

    @Test func `who works here is not spoken to as the voter`() async throws {
        let station = try await HeadStoryTests.assigned()
        let hand = try await station.answer("我的件", as: "unit")
        #expect(hand.contains("2026-0001"), "\(hand)")
        _ = try await station.say("1已疏通", as: "unit")
        let replied = try await station.answer("查1", as: "clerk")
        #expect(replied.contains("还没有告知选民"), "\(replied)")
        #expect(try await station.answer("查1").contains("转告您"))
    }

    // MARK: - Apart

    @Test func `a matter is not made two, and the order is no matter of the clerk's`()
        async throws
    {
        let station = try await Self.told("花桥路灯坏了还有桥边垃圾多")
        let before = try station.matterCount()
        for order in ["1拆成两件：路灯坏了；桥边垃圾多", "1拆成两件", "把1拆成三件：路灯；垃圾；台阶"] {
            let answer = try await station.answer(order, as: "clerk")
            #expect(answer.contains("没有改动") && answer.contains("代选民登记"), "\(answer)")
        }
        #expect(try station.matterCount() == before)
        let other = try await station.answer("代选民登记：花桥桥边垃圾多", as: "clerk")
        #expect(other.contains("已代为登记"), "\(other)")
    }

    @Test func `what was merged by mistake goes its own way again`() async throws {
        let station = try await Self.told("花桥路灯坏了")
        _ = try await station.say("花桥路边护栏断了", as: "neighbour")
        _ = try await station.say("2并到1", as: "clerk")
        let apart = try await station.say("2拆开", as: "clerk")
        #expect(apart.text(to: "clerk").contains("单独办理"), "\(apart)")
        #expect(apart.text(to: "neighbour").contains("不是同一件事"), "\(apart)")
        #expect(try station.matter(2).state == .accepted)
        #expect(try station.store.verify().isEmpty)
    }

    // MARK: - Declined

    @Test(
        arguments: [
            ("1不受理，邻里纠纷，不归我们管，让他找村里调解", "经核邻里纠纷，按规定", "村里"),
            ("1不受理，已经判了，请到法院上诉", "经核已经判了，按规定", "请您向法院反映"),
        ]
    )
    func `the voter reads why and where to go, and not the order`(
        order: String,
        reason: String,
        place: String
    ) async throws {
        let station = try await Self.told("横湖跟邻居打官司")
        let told = try await station.say(order, as: "clerk").text(to: "voter")
        #expect(told.contains(reason) && told.contains(place), "\(told)")
    }

    @Test func `where to go is no reason, which is asked for`() async throws {
        let station = try await Self.told("横湖跟邻居打官司")
        let asked = try await station.answer("1不受理，让他去卫生局", as: "clerk")
        #expect(asked.contains("理由是什么"), "\(asked)")
        let told = try await station.say("不是镇里的事", as: "clerk").text(to: "voter")
        #expect(told.contains("经核不是镇里的事") && told.contains("卫生局"), "\(told)")
    }

    @Test func `after a decline the voter hears again why and where, and a person reads it`()
        async throws
    {
        let station = try await Self.told("横湖跟邻居打官司")
        _ = try await station.say("1不受理，邻里纠纷，请找人民调解委员会", as: "clerk")
        let why = try await station.answer("为什么不受理")
        #expect(why.contains("邻里纠纷") && why.contains("人民调解委员会"), "\(why)")
        let whom = try await station.say("那我找谁说")
        #expect(whom.text(to: "voter").contains("人民调解委员会"), "\(whom)")
        #expect(whom.text(to: "clerk").contains("那我找谁说"), "\(whom)")
    }

    // MARK: - Asking, telling, putting right

    @Test(arguments: ["1请问是哪座桥，村里有三座？", "问一下选民1是哪座桥，村里有三座"])
    func `the unit asks the voter in its own words`(words: String) async throws {
        let station = try await Self.told("花桥桥坏了")
        _ = try await station.say("1核实属实，转城建办", as: "clerk")
        let asked = try await station.say(words, as: "unit").text(to: "voter")
        #expect(asked.contains("是哪座桥，村里有三座"), "\(asked)")
    }

    @Test func `a deputy who told somebody else's voter is heard, and the clerk checks it`()
        async throws
    {
        let station = try await HeadStoryTests.assigned()
        let told = try await station.say("1的结果告诉老百姓了", as: "deputy")
        #expect(told.text(to: "deputy").contains("城建办还没有答复"), "\(told)")
        #expect(told.text(to: "clerk").contains("1的结果告诉老百姓了"), "\(told)")
        #expect(try station.matter(1).feedbacks.isEmpty)
    }

    @Test func `a deputy who told the voter of whom he was asked to needs no number`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.say("帮横湖的王大伯反映，家门口台阶太高，电话13655556666", as: "deputy")
        _ = try await station.say("1核实属实，转城建办", as: "clerk")
        _ = try await station.say("1已做坡道", as: "unit")
        _ = try await station.say("反馈1", as: "clerk")
        let told = try await station.answer("我告诉王大伯了，他很高兴", as: "deputy")
        #expect(told.contains("2026-0001") && told.contains("反馈已登记"), "\(told)")
        #expect(try await station.answer("办结1", as: "clerk").contains("已办结"))
    }

    @Test(
        arguments: [("1打错了，是桥浦不是花桥", "桥浦不是花桥"), ("1反馈错了，应该是三车", "三车")]
    )
    func `what is put right in one breath is not asked for again`(
        order: String,
        kept: String
    )
        async throws
    {
        let station = try await Self.told("花桥路灯坏了")
        #expect(try await station.answer(order, as: "clerk").contains("已加更正"))
        let last = try #require(try station.matter(1).words.last)
        #expect(try station.words(last) == kept)
    }

    @Test(
        arguments: [
            "有个人来站里问低保怎么办，我告诉他找民政窗口了", "有个大姐来问医保怎么报，我让她去便民中心了",
        ]
    )
    func `who was told on the spot is a visit and no matter`(words: String) async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let noted = try await station.answer(words, as: "clerk")
        #expect(noted.contains("不另编号"), "\(noted)")
        #expect(try station.matterCount() == 0)
    }
}
