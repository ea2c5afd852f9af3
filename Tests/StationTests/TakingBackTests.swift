import Casework
import Testing

/// What a voter took back, and wants again; and a no to nothing.
@Suite struct `Taking back` {
    @Test(arguments: ["不撤了，还是要办", "恢复1", "恢复2026-0001", "不撤了", "undo", "restore 1"])
    func `a withdrawal is undone by a short word, and the clerk hears of both`(
        word: String
    )
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("花桥路灯坏了")
        let gone = try await station.say("刚才那条删掉")
        #expect(gone.text(to: "voter").contains("恢复2026-0001"))
        #expect(gone.text(to: "clerk").contains("已撤回"))
        let back = try await station.say(word)
        #expect(back.text(to: "voter").contains("2026-0001"))
        #expect(back.text(to: "clerk").contains("不撤了"))
        let matter = try station.matter(1)
        #expect(matter.state == .registered)
        #expect(matter.runningClocks[.screening] == Day("2026-11-27"))
        #expect(try await station.answer("查1").contains("已登记"))
    }

    @Test func `a matter with its unit goes on there, with days to answer in`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("花桥路灯坏了")
        _ = try await station.say("1核实属实，转城建办，12月4日前", as: "clerk")
        _ = try await station.answer("撤回1")
        station.clock.move(days: 30)
        let back = try await station.say("恢复1")
        #expect(back.text(to: "unit").contains("请接着办"))
        let matter = try station.matter(1)
        #expect(matter.state == .assigned && matter.unit == "城建办")
        #expect(try #require(matter.due) > #require(Day("2026-12-20")))
    }

    @Test func `an archived one, somebody else's and none are refused`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("花桥路灯坏了")
        #expect(try await station.answer("不撤了").contains("没有撤回过"))
        _ = try await station.answer("撤回1")
        #expect(try await station.answer("恢复1", as: "stranger").contains("没有找到"))
        _ = try await station.say("1归档", as: "clerk")
        _ = try await station.say("是", as: "clerk")
        #expect(try station.matter(1).state == .archived)
        #expect(try await station.answer("恢复1").contains("不能再改"))
        #expect(try station.matter(1).state == .archived)
    }

    @Test(arguments: ["不是", "no", "取消", "算了"])
    func `a no to nothing says that nothing was changed`(word: String) async throws {
        let station = try SampleStation()
        _ = try await station.answer("花桥路灯坏了")
        let answer = try await station.answer(word)
        #expect(!answer.contains("已取消") && !answer.contains("Cancelled"))
        #expect(answer.contains("什么也没改") || answer.contains("nothing was changed"))
        #expect(answer.contains("人工") || answer.contains("person"))
        #expect(try station.matter(1).state == .registered)
    }

    @Test func `a no to a question says what was not done`() async throws {
        let station = try SampleStation()
        _ = try await station.answer("反映：横湖村口路灯坏了三天了")
        _ = try await station.answer("反映：花桥的水沟堵了没人管")
        _ = try await station.answer("撤回")
        #expect(try await station.answer("不是").contains("没有撤回"))
    }
}
