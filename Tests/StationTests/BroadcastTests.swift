import Casework
import Messages
import Station
import Store
import Testing

/// Broadcasts as people meet them: sentences in, messages out.
struct BroadcastTests {
    private func station(now: String = "2026-11-20 09:00") async throws -> SampleStation {
        let station = try SampleStation(now: now)
        try await station.bindEverybody()
        return station
    }

    @Test func `a notice to all deputies is shown, sent with name and way out, and reported`()
        async throws
    {
        let station = try await station()
        let preview = try await station.answer("给全体代表发：周三上午9点开会", as: "clerk")
        #expect(preview.contains("全体代表") && preview.contains("2人"))
        #expect(preview.contains("周三上午9点开会"))
        let heard = try await station.say("是", as: "clerk")
        let text = heard.text(to: "deputy")
        #expect(text.contains("石桥头镇人大代表联络站"), "who sends it")
        #expect(text.contains("周三上午9点开会") && !text.contains("给全体代表发"))
        #expect(!text.contains("退订"), "what comes by office is not offered to be stopped")
        #expect(heard.text(to: "head") == text)
        #expect(heard.text(to: "voter").isEmpty)
        #expect(heard.text(to: "clerk").contains("共2人，送达2，失败0"))
        #expect(try await station.answer("群发情况", as: "clerk").contains("已发完"))
        #expect(try station.store.verify().isEmpty)
    }

    @Test(
        arguments: [
            ("第一组代表群发 明天八点半老街集合", "head", "deputy"),
            ("群发给王建国、李四：请来站里", "head", "deputy"),
            ("broadcast to group 2: meet at the old street at 8:30", "deputy", "head"),
            ("群发给第二组：晚上开会", "deputy", "head"),
        ]
    )
    func `an audience is said in many ways`(
        said: String,
        gets: String,
        not: String
    )
        async throws
    {
        let station = try await station()
        _ = try await station.answer(said, as: "clerk")
        let heard = try await station.say("是", as: "clerk")
        #expect(!heard.text(to: gets).isEmpty)
        #expect(heard.text(to: not).isEmpty)
    }

    @Test(
        arguments: [
            ("明早8点给全体代表发：周六开会", "11月21日08:00开始"),
            ("下午3点群发给全体代表：开会", "11月20日15:00开始"),
            ("明天群发给全体代表：开会", "11月21日08:30开始"),
            ("群发给全体代表明天下午3点：开会", "11月21日15:00开始"),
            ("下周一上午9点通知全体代表：明天下午开会", "11月23日09:00开始"),
            ("晚上10点群发给全体代表：开会", "11月21日07:00开始"),
            (
                "broadcast to all deputies tomorrow at 9: meeting on Friday",
                "starts 09:00 on 21 November"
            ),
        ]
    )
    func `what stands before the words is when they go out`(
        said: String,
        start: String
    ) async throws {
        let station = try await station()
        let preview = try await station.answer(said, as: "clerk")
        #expect(preview.contains(start), "\(preview)")
    }

    @Test func `a day in the words is the words'`() async throws {
        let station = try await station()
        let preview = try await station.answer("给全体代表发：明天下午3点开会", as: "clerk")
        #expect(preview.contains("明天下午3点开会") && !preview.contains("开始"))
        _ = try await station.answer("取消", as: "clerk")
        for today in ["今天群发给全体代表：晚上开会", "broadcast to all deputies on Friday: come"] {
            let now = try await station.answer(today, as: "clerk")
            #expect(!now.contains("开始") && !now.contains("starts"), "\(now)")
            _ = try await station.answer("取消", as: "clerk")
        }
        let duty = try await station.answer("通知24日值班代表：早点到", as: "clerk")
        #expect(!duty.contains("开始"), "\(duty)")
    }

    @Test(
        arguments: [
            ("clerk", "2月30日下午3点群发给全体代表：开会"), ("clerk", "2月30日给全体代表发：开会"),
            ("clerk", "24日接待日改到2月30日"), ("clerk", "取消2月30日接待日"),
            ("clerk", "2月30日接待安排陈美芳"), ("deputy", "2月30日请假，家里有事"),
            ("deputy", "2月30日请假"), ("voter", "取消2月30日的预约"), ("voter", "预约2月30日"),
        ]
    )
    func `a day that no year has is refused, and no other is taken for it`(
        who: String,
        said: String
    ) async throws {
        let station = try await station(now: "2026-12-20 09:00")
        _ = try await station.say("预约24号", as: "voter")
        let heard = try await station.say(said, as: who)
        #expect(heard.text(to: who).contains("2月30日”不对"), "\(heard.text(to: who))")
        for other in ["clerk", "head", "deputy", "voter"] where other != who {
            #expect(heard.text(to: other).isEmpty)
        }
        #expect(try await station.answer("取消预约", as: "voter").contains("已取消"))
    }

    @Test(arguments: ["订阅火星村通知", "退订火星村通知"])
    func `a subscription to a village that is none subscribes to nothing`(
        said: String
    ) async throws {
        let station = try await station()
        let answer = try await station.answer(said, as: "voter")
        #expect(answer.contains("没有“火星村”这个村") && answer.contains("横湖"), "\(answer)")
        #expect(try await station.answer("退订", as: "voter").contains("没有订阅"))
    }

    @Test func `a village that is not on the list is named, and nothing is sent`() async throws {
        let station = try await station()
        let asked = try await station.answer("群发", as: "clerk")
        #expect(asked.contains("发给谁"))
        _ = try await station.answer("李家村", as: "clerk")
        let answer = try await station.answer("明天停水", as: "clerk")
        #expect(answer.contains("李家村") && answer.contains("未发送"))
    }

    @Test func `what is asked for is taken from the answers`() async throws {
        let station = try await station()
        _ = try await station.answer("群发", as: "clerk")
        let asked = try await station.answer("第二组", as: "clerk")
        #expect(asked.contains("内容"))
        let preview = try await station.answer("周五视察改到下午两点", as: "clerk")
        #expect(preview.contains("第2组代表") && preview.contains("周五视察改到下午两点"))
    }

    @Test func `villagers who asked for it get their village's notices and no others`()
        async throws
    {
        let station = try await station()
        _ = try await station.answer("订阅横湖村通知", as: "villager")
        _ = try await station.answer("订阅", as: "reader")
        _ = try await station.answer("订阅通知", as: "listener")
        let preview = try await station.answer("给横湖村发通知：周六停水一天", as: "clerk")
        #expect(preview.contains("1人"))
        let heard = try await station.say("是", as: "clerk")
        #expect(heard.text(to: "villager").contains("停水"))
        #expect(heard.text(to: "reader").isEmpty && heard.text(to: "listener").isEmpty)
    }

    @Test func `a stop ends all of it at once, and one's own matter is still answered`()
        async throws
    {
        let station = try await station()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        for said in ["订阅", "订阅通知", "订阅横湖村通知"] { _ = try await station.answer(said) }
        #expect(try await station.answer("退订").contains("全部"))
        for said in ["提醒接待日", "群发给订阅的选民：停水", "给横湖村发通知：停水"] {
            #expect(try await station.answer(said, as: "clerk").contains("未发送"))
        }
        let heard = try await station.say("1核实属实，转城建办，12月4日前", as: "clerk")
        #expect(heard.text(to: "voter").contains("城建办"))
        #expect(try await station.answer("退订").contains("不用退"))
    }

    @Test func `a stop for one topic leaves the others`() async throws {
        let station = try await station()
        for said in ["订阅", "订阅通知"] { _ = try await station.answer(said) }
        #expect(try await station.answer("退订接待日提醒").contains("接待日"))
        #expect(try await station.answer("提醒接待日", as: "clerk").contains("未发送"))
        #expect(try await station.answer("群发给订阅的选民：停水", as: "clerk").contains("1人"))
    }

    @Test func `what goes out in the evening waits for the morning, and answers do not`()
        async throws
    {
        let station = try await station(now: "2026-11-20 21:30")
        _ = try await station.answer("订阅", as: "reader")
        #expect(try await station.answer("提醒接待日", as: "clerk").contains("免打扰"))
        let heard = try await station.say("是", as: "clerk")
        #expect(heard.text(to: "clerk").contains("11月21日07:00"))
        #expect(heard.text(to: "reader").isEmpty)
        #expect(try await station.answer("接待日", as: "reader").contains("11月24日"))
        let alarm = try await station.say("着火了！横湖村口房子烧起来了", as: "reader")
        #expect(alarm.text(to: "reader").contains("119") && !alarm.text(to: "clerk").isEmpty)
        station.clock.move(hours: 9)
        station.clock.move(minutes: 30)
        #expect(try await station.conversing.tick().text(to: "reader").contains("11月24日"))
    }

    @Test func `a broadcast that waits for its time is stopped with one word`() async throws {
        let station = try await station()
        _ = try await station.answer("定时明天8:30群发给全体代表：带上材料", as: "clerk")
        #expect(try await station.answer("是", as: "clerk").contains("11月21日08:30"))
        #expect(try await station.answer("取消群发1", as: "clerk").contains("已停发"))
        station.clock.move(days: 2)
        #expect(try await station.conversing.tick().isEmpty)
    }

    @Test func `five hundred and more need a second person`() async throws {
        let station = try SampleStation { $0.broadcasts.secondFrom = 20 }
        try await station.bindEverybody()
        for index in 0..<20 { _ = try await station.answer("订阅", as: "reader \(index)") }
        let preview = try await station.answer("提醒接待日", as: "clerk")
        let code = try #require(preview.firstMatch(of: /回复：(\d{4})/)).1
        #expect(preview.contains("王建国"))
        let asked = try await station.say(String(code), as: "clerk")
        #expect(asked.text(to: "head").contains("同意群发1"))
        station.clock.move(hours: 1)
        #expect(try await station.conversing.tick().filter { $0.to.hasPrefix("r") }.isEmpty)
        #expect(try await station.answer("同意群发1", as: "clerk").contains("王建国"))
        _ = try await station.answer("同意群发1", as: "head")
        station.clock.move(minutes: 1)
        let heard = try await station.conversing.tick()
        #expect(Set(heard.map(\.to)).filter { $0.hasPrefix("reader") }.count == 20)
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `a text in English reads in English to who reads English`() async throws {
        let station = try await station()
        _ = try await station.answer("English", as: "deputy")
        _ = try await station.answer("broadcast to all deputies: meeting at 9", as: "clerk")
        let heard = try await station.say("yes", as: "clerk")
        #expect(heard.text(to: "deputy").contains("meeting at 9"))
    }

    @Test func `whoever stopped the notices of the office is named as skipped`() async throws {
        let station = try await station()
        _ = try await station.answer("退订", as: "deputy")
        let preview = try await station.answer("给全体代表发：改到周六", as: "clerk")
        #expect(preview.contains("1人不发") && preview.contains("陈美芳"), "\(preview)")
    }
}
