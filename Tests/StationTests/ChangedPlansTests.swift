import Casework
import Station
import Store
import Testing

/// Activities and reception days that turn out otherwise than planned.
@Suite(.timeLimit(.minutes(5)))
struct ChangedPlansTests {
    static func planned() async throws -> SampleStation {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.say("12月3日安排第二组视察饮用水保护", as: "clerk")
        return station
    }

    @Test func `an activity gets another day, and no reception is moved`() async throws {
        let station = try await Self.planned()
        let changed = try await station.say("活1改到5日", as: "clerk")
        let answer = changed.text(to: "clerk")
        #expect(answer.contains("12月5日") && answer.contains("原定12月3日"), "\(answer)")
        #expect(changed.text(to: "deputy").contains("原定12月3日"), "\(changed)")
        // The notice of the day before finds nothing to do; that of the new day goes out once.
        station.clock.move(days: 10, hours: 1)
        #expect(try await station.conversing.tick().text(to: "deputy").isEmpty)
        station.clock.move(days: 2)
        let notice = try await station.conversing.tick().text(to: "deputy")
        #expect(notice.contains("活动通知活2026-0001：12月5日"), "\(notice)")
        #expect(try station.store.verify().isEmpty)
    }

    @Test(
        arguments: [
            ("活1地点改到桥浦", "桥浦"), ("活1改为第三组", "第3组"),
            ("活1主题改为五水共治", "五水共治"),
        ]
    )
    func `place, group and topic can be changed too`(order: String, now: String) async throws {
        let station = try await Self.planned()
        let answer = try await station.answer(order, as: "clerk")
        #expect(answer.contains(now) && answer.contains("活2026-0001"), "\(answer)")
        #expect(try await station.answer("看活1", as: "clerk").contains(now))
    }

    @Test func `an activity is put right, and never the matter of that number`() async throws {
        let station = try await Self.planned()
        _ = try await station.say("横湖村村口水沟堵了")
        let early = try await station.answer("活1更正：13人", as: "clerk")
        #expect(early.contains("办了吗"), "\(early)")
        let placed = try await station.answer("活1更正：地点是横湖水库", as: "clerk")
        #expect(placed.contains("活2026-0001") && placed.contains("横湖水库"), "\(placed)")
        station.clock.move(days: 13)
        _ = try await station.say("活1已办，8人参加", as: "clerk")
        #expect(try await station.answer("活1更正：13人", as: "clerk").contains("13人"))
        let shown = try await station.answer("看活1", as: "clerk")
        #expect(shown.contains("参加13人") && shown.contains("更正：地点是横湖水库"), "\(shown)")
        #expect(try await station.answer("活3更正：13人", as: "clerk").contains("没有活动3"))
        #expect(try station.matter(1).words.count == 1)
    }

    @Test func `a correction that says nothing is asked for`() async throws {
        let station = try await Self.planned()
        _ = try await station.say("横湖村村口水沟堵了")
        #expect(try await station.answer("1更正", as: "clerk").contains("怎么更正"))
        #expect(try station.matter(1).words.count == 1)
        _ = try await station.say("是村尾的水沟", as: "clerk")
        #expect(try station.matter(1).words.count == 2)
    }

    @Test func `one more reception day is opened only after a yes`() async throws {
        let station = try await Self.planned()
        let asked = try await station.say("27日接待安排陈美芳", as: "clerk")
        #expect(asked.text(to: "clerk").contains("不是接待日"), "\(asked)")
        #expect(asked.text(to: "deputy").isEmpty, "\(asked)")
        #expect(!(try await station.answer("27日有接待吗")).contains("27日 星期五（农历十月十八） 08:30"))
        let added = try await station.say("是", as: "clerk")
        #expect(added.text(to: "clerk").contains("已通知陈美芳"), "\(added)")
        #expect(added.text(to: "deputy").contains("11月27日"), "\(added)")
    }

    @Test func `who never heard of an extra day does not hear that it is off`() async throws {
        let station = try await Self.planned()
        _ = try await station.say("订阅接待日提醒")
        _ = try await station.say("接待日改到26日，因为下雨", as: "clerk")
        _ = try await station.say("是", as: "clerk")
        _ = try await station.conversing.tick()
        _ = try await station.say("27日接待安排陈美芳", as: "clerk")
        _ = try await station.say("是", as: "clerk")
        let shown = try await station.answer("取消27日接待日，发错了", as: "clerk")
        #expect(shown.contains("将通知1人，下次2026年11月26日"), "\(shown)")
        var told = try await station.say("是", as: "clerk")
        told += try await station.conversing.tick()
        #expect(told.text(to: "voter").isEmpty, "\(told)")
        #expect(told.text(to: "deputy").contains("下次：2026年11月26日"), "\(told)")
    }

    @Test func `a whole order is no reason that voters read`() async throws {
        let station = try await Self.planned()
        let asked = try await station.answer("通知代表们24号接待日取消", as: "clerk")
        #expect(asked.contains("原因是什么"), "\(asked)")
        let shown = try await station.answer("台风", as: "clerk")
        #expect(shown.contains("原因：台风"), "\(shown)")
    }

    @Test func `who is on duty and has no chat is said not to be reached`() async throws {
        let station = try await Self.planned()
        let answer = try await station.answer("24日接待安排陈美芳、吴志强", as: "clerk")
        #expect(answer.contains("已通知陈美芳") && answer.contains("吴志强没有绑定"), "\(answer)")
    }

    @Test func `of a year that has not begun nobody says that every quarter is done`()
        async throws
    {
        let station = try await Self.planned()
        #expect(!(try await station.answer("2027年计划", as: "clerk")).contains("每季度都有活动"))
    }

    @Test(
        arguments: [
            ("取消12月的接待日，元旦放假", "12月24日"), ("下月接待日取消，没人", "12月24日"),
            ("十二月的接待日不搞了，站长出差", "12月24日"), ("取消下次接待日，台风", "11月24日"),
            ("12月接待日改到28号，年终总结", "2026年12月28日"),
            ("明年一月的接待日挪到25号，23号是周六", "2027年1月25日"),
            ("cancel the December reception, holiday", "24 December"),
        ]
    )
    func `a month that is named names the day`(order: String, day: String) async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let asked = try await station.answer(order, as: "clerk")
        #expect(asked.contains(day), "\(asked)")
    }

    @Test func `a reception that was cancelled comes back, and whoever was told hears so`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.say("订阅接待日提醒")
        _ = try await station.say("取消11月24日的接待日，装修", as: "clerk")
        _ = try await station.say("是", as: "clerk")
        #expect(try await station.conversing.tick().text(to: "voter").contains("取消"))
        let gone = try await station.answer("提醒大家24号接待日", as: "clerk")
        #expect(gone.contains("已经取消") && gone.contains("恢复"), "\(gone)")
        let asked = try await station.answer("24日接待日恢复", as: "clerk")
        #expect(asked.contains("恢复2026年11月24日"), "\(asked)")
        _ = try await station.say("是", as: "clerk")
        let notice = try await station.conversing.tick().text(to: "voter")
        #expect(notice.contains("恢复") && !notice.contains("改到"), "\(notice)")
    }

    @Test func `one deputy takes another's place, and the rest of the roster stays`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.say("24日接待安排陈美芳、吴志强", as: "clerk")
        let changed = try await station.answer("24号陈美芳不来了，换林美华", as: "clerk")
        #expect(changed.contains("吴志强、林美华") && !changed.contains("陈美芳"), "\(changed)")
    }
}
