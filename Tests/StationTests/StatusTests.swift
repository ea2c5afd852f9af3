import Casework
import Messages
import Station
import Store
import Testing

struct StatusTests {
    @Test func `a matter is found by number by mine and by its code from another phone`()
        async throws
    {
        let station = try SampleStation()
        let receipt = try await station.answer("横湖村口路灯坏了三天了，晚上走路很危险")
        let code = try #require(SampleStation.code(in: receipt))
        for question in ["查20260001", "查询 ２０２６-０００１", "1号怎么样了", "我的"] {
            let answer = try await station.answer(question)
            #expect(answer.contains("2026-0001"), "\(question)")
            #expect(answer.contains("已登记") && answer.contains("11月27日"))
        }
        let other = try await station.answer("查询码 " + code, as: "daughter")
        #expect(other.contains("2026-0001") && other.contains("已登记"))
        #expect(!other.contains("路灯"), "the code shows no words")
        #expect(try await station.answer(code.lowercased(), as: "son").contains("2026-0001"))
    }

    @Test func `unknown and not yours answer alike`() async throws {
        let station = try SampleStation()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        _ = try await station.answer("你好", as: "stranger")
        for (theirs, nobodys) in [
            ("查2026-0001", "查2026-0099"), ("催2026-0001", "催2026-0099"),
            ("撤回2026-0001", "撤回2026-0099"), ("补充2026-0001 灯杆也歪了", "补充2026-0099 灯杆也歪了"),
            ("评价2026-0001 1", "评价2026-0099 1"), ("换码2026-0001", "换码2026-0099"),
            ("认领2026-0001 K7WQ3MHN", "认领2026-0099 K7WQ3MHN"),
        ] {
            let speaker = "stranger of " + theirs
            _ = try await station.answer("你好", as: speaker)
            let one = try await station.answer(theirs, as: speaker)
            let two = try await station.answer(nobodys, as: speaker)
            #expect(one == two)
            #expect(!one.isEmpty)
        }
        #expect(try station.matter(1).state == .registered)
    }

    @Test func `ten wrong numbers in an hour are slowed and the clerk hears of it once`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        var toClerk: [String] = []
        for serial in 2...12 {
            let heard = try await station.say("查2026-00" + String(serial + 10), as: "guesser")
            toClerk += heard.filter { $0.to == "clerk" }.map(\.text)
        }
        #expect(toClerk.count == 1)
        #expect(toClerk.first?.contains("10") == true)
        #expect(try await station.answer("查2026-0001", as: "guesser").contains("一小时"))
        #expect(try await station.answer("查2026-0001").contains("已登记"), "others are not slowed")
        station.clock.move(hours: 1, minutes: 1)
        #expect(try await !station.answer("查2026-0001", as: "guesser").contains("一小时"))
    }

    @Test func `an urge is counted each time and passed on once in three days`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        let first = try await station.say("催1")
        #expect(first.text(to: "voter").contains("2026-0001"))
        #expect(first.text(to: "clerk").contains("第1次"))
        let second = try await station.say("催1")
        #expect(second.text(to: "voter").contains("3天"))
        #expect(second.filter { $0.to == "clerk" }.isEmpty)
        station.clock.move(days: 3, minutes: 1)
        let third = try await station.say("催1")
        #expect(third.text(to: "clerk").contains("第3次"))
        #expect(try station.matter(1).urges == 3)
    }

    @Test func `a matter withdrawn stays on record`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        let heard = try await station.say("撤回1")
        #expect(heard.text(to: "voter").contains("2026-0001"))
        #expect(heard.text(to: "clerk").contains("撤回"))
        #expect(try station.matter(1).state == .withdrawn)
        #expect(try await station.answer("查1").contains("已撤回"))
    }

    @Test func `words are added to a matter of one's own`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        let heard = try await station.say("补充1 灯杆也歪了")
        #expect(heard.text(to: "voter").contains("2026-0001"))
        #expect(heard.text(to: "clerk").contains("灯杆也歪了"))
        let matter = try station.matter(1)
        #expect(try matter.words.map { try station.words($0) } == ["横湖村口路灯坏了三天了", "灯杆也歪了"])
    }

    @Test func `a code that was renewed works and the old one does not`() async throws {
        let station = try SampleStation()
        let receipt = try await station.answer("横湖村口路灯坏了三天了")
        let old = try #require(SampleStation.code(in: receipt))
        let new = try #require(SampleStation.code(in: try await station.answer("换码1")))
        #expect(try await station.answer("查询码 " + new, as: "son").contains("2026-0001"))
        #expect(try await !station.answer("查询码 " + old, as: "son").contains("2026-0001"))
    }
}

/// Questions that name no matter.
@Suite struct `Asking without a number` {
    @Test(
        arguments: [
            "编号多少", "什么时候来修", "哪里修了？", "照片收到没", "who is dealing with it",
            "how is it going?", "what is my number",
        ]
    )
    func `shows what is open to whoever has something`(question: String) async throws {
        let station = try SampleStation()
        _ = try await station.answer("花桥路灯坏了")
        #expect(try await station.answer(question).contains("2026-0001"))
        _ = try await station.answer("撤回1")
        #expect(try await station.answer(question).contains("2026-0001"), "the last where none is")
    }

    @Test func `asks kindly what it is about where there is nothing`() async throws {
        let station = try SampleStation()
        let angry = "你们是干什么吃的，反映了一个月都没人理"
        let answer = try await station.answer(angry)
        #expect(!answer.contains("核对编号"))
        #expect(answer.contains("请说哪个村、什么事"))
        _ = try await station.answer("花桥路灯坏了")
        #expect(try await station.answer(angry).contains("2026-0001"))
    }
}

/// What a status says beyond the state.
@Suite struct `A status` {
    @Test func `after a rating tells it, and when the head decides`() async throws {
        let station = try await SampleStation.withOneAnswered()
        let satisfied = try await station.answer("查1")
        #expect(satisfied.contains("满意") && !satisfied.contains("1满意"))
        #expect(try await station.answer("评价1 3").contains("11月25日前"))
        for question in ["查1", "那现在怎么办"] {
            let answer = try await station.answer(question)
            #expect(answer.contains("站长11月25日前决定"))
            #expect(!answer.contains("1满意"))
        }
    }

    @Test func `past its day says so, and what is done`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("花桥路灯坏了")
        _ = try await station.say("1核实属实，转城建办，12月4日前", as: "clerk")
        #expect(try await !station.answer("查1").contains("超期"))
        station.clock.move(days: 18)
        let late = try await station.answer("查1")
        #expect(late.contains("12月4日") && late.contains("已超期2个工作日") && late.contains("在催"))
    }

    @Test func `put off tells from when and why, and the clerk what the voter was told`()
        async throws
    {
        let station = try SampleStation { $0.newsPerDay = 1 }
        try await station.bindEverybody()
        _ = try await station.answer("花桥路灯坏了")
        _ = try await station.say("1核实属实，转城建办，12月4日前", as: "clerk")
        let heard = try await station.say("1延期到12月20日，因为缺材料", as: "clerk")
        #expect(heard.text(to: "voter").isEmpty)
        #expect(heard.text(to: "clerk").contains("明早告知"))
        #expect(!heard.text(to: "clerk").contains("已告知选民"))
        station.clock.move(days: 1)
        let morning = try await station.conversing.tick()
        #expect(morning.text(to: "voter").contains("原定12月4日"))
        let status = try await station.answer("查1")
        #expect(status.contains("12月20日") && status.contains("原定12月4日"))
        #expect(status.contains("缺材料"))
    }

    @Test func `put off goes to the voter at once where nothing was sent that day`() async throws {
        let station = try SampleStation { $0.newsPerDay = 1 }
        try await station.bindEverybody()
        _ = try await station.answer("花桥路灯坏了")
        _ = try await station.say("1核实属实，转城建办，12月4日前", as: "clerk")
        station.clock.move(days: 1)
        let heard = try await station.say("1延期到12月20日，因为缺材料", as: "clerk")
        #expect(heard.text(to: "voter").contains("缺材料"))
        #expect(heard.text(to: "clerk").contains("已告知选民"))
    }

    @Test func `put off is not told to whoever wants the answers alone`() async throws {
        let station = try SampleStation { $0.newsPerDay = 1 }
        try await station.bindEverybody()
        _ = try await station.answer("花桥路灯坏了")
        _ = try await station.say("1核实属实，转城建办，12月4日前", as: "clerk")
        _ = try await station.answer("少发")
        let heard = try await station.say("1延期到12月20日，因为缺材料", as: "clerk")
        #expect(heard.text(to: "voter").isEmpty)
        #expect(heard.text(to: "clerk").contains("没有另发"))
    }
}
