import Casework
import Store
import Testing

/// What stands before a person at the station, and how that person answers.
@Suite struct `An unsorted item` {
    @Test func `is shown in full, every line of it`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("嘟嘟嘟")
        let heard = try await station.say("那个那个")
        #expect(heard.text(to: "clerk").contains("看全文：分拣1"))
        for question in ["分拣1", "查分拣1"] {
            let shown = try await station.answer(question, as: "clerk")
            #expect(shown.contains("嘟嘟嘟\n那个那个"))
            #expect(shown.contains("分拣1 回复：内容"))
        }
        #expect(try await station.answer("未分拣", as: "clerk").contains("分拣1 嘟嘟嘟"))
        #expect(try station.isOpen(1))
    }

    @Test func `is answered to whoever sent it, and settled by that`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("人工")
        let heard = try await station.say("分拣1 回复：医保请到镇便民中心办", as: "clerk")
        #expect(heard.text(to: "voter").contains("医保请到镇便民中心办"))
        #expect(heard.text(to: "clerk").contains("已告知选民"))
        #expect(try !station.isOpen(1))
    }

    @Test func `settled without a word says so, and can still be answered`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("人工")
        let settled = try await station.say("分拣1 已处理", as: "clerk")
        #expect(settled.text(to: "clerk").contains("没有发给本人"))
        #expect(settled.text(to: "voter").isEmpty)
        #expect(try !station.isOpen(1))
        let heard = try await station.say("分拣1 回复：下午给您打电话", as: "clerk")
        #expect(heard.text(to: "voter").contains("下午给您打电话"))
    }
}

/// Questions that voters ask of the desk itself.
@Suite struct `Asking the desk` {
    @Test func `for help gives what fits on a screen, and all of it on request`() async throws {
        let station = try SampleStation()
        let short = try await station.answer("帮助", as: "old friend")
        #expect(try #require(short.split(separator: "\n").first).count <= 70)
        #expect(short.contains("横湖村口路灯不亮") && short.contains("人工"))
        #expect(try await station.answer("帮助 全部").contains("预约11月24日"))
        #expect(try await station.answer("help all").contains("book 24 November"))
        try await station.bindEverybody()
        #expect(try await station.answer("帮助", as: "clerk").contains("受理"))
    }

    @Test(arguments: ["怎么没人理我", "这个要多久", "多久能好", "what happens next", "what does accepted mean"])
    func `what comes next tells how one's matter stands`(question: String) async throws {
        let station = try SampleStation()
        _ = try await station.answer("花桥路灯坏了")
        #expect(try await station.answer(question).contains("2026-0001"))
    }

    @Test func `for a village's deputies takes it in any wording and asks once`() async throws {
        let station = try SampleStation()
        #expect(try await station.answer("我们村代表是谁").contains("哪个村"))
        #expect(try await station.answer("我是横湖的").contains("第1组"))
        #expect(try await station.answer("who is our deputy").contains("Which village"))
        #expect(try await station.answer("I am from Henghu").contains("group 1"))
        for other in ["河头村", "不知道", "换个代表"] {
            #expect(try await station.answer("我们村代表是谁").contains("哪个村"))
            let told = try await station.answer(other)
            #expect(!told.contains("您是哪个村的"), "\(other)")
            #expect(told.contains("横湖") && told.contains("人工"))
        }
    }

    @Test func `to stop what was never asked for offers fewer texts`() async throws {
        let station = try SampleStation()
        let answer = try await station.answer("不要再发短信给我了")
        #expect(answer.contains("没有订阅") && answer.contains("少发"))
    }

    @Test func `too little is asked back with a number of one's own`() async throws {
        let station = try SampleStation()
        _ = try await station.answer("反映：横湖村口路灯坏了三天了")
        _ = try await station.answer("反映：花桥的水沟堵了没人管")
        let asked = try await station.answer("撤回")
        #expect(asked.contains("撤回2026-0002") && !asked.contains("2026-0042"))
    }

    @Test func `who asks to be called is read in full, by a reason that is kept`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let heard = try await station.say("叫你们的人打我电话13800001111，我不会打字，说说水库移民房子的事")
        #expect(heard.text(to: "clerk").contains("水库移民"), "\(heard)")
        let shown = try await station.answer("分拣1", as: "clerk")
        #expect(shown.contains("说说水库移民房子的事") && shown.contains("138****1111"), "\(shown)")
        #expect(shown.contains("查看电话分拣1"))
        let why = try await station.answer("查看电话分拣1", as: "clerk")
        #expect(why.contains("为什么"), "\(why)")
        let asked = try await station.answer("要回电", as: "clerk")
        let code = try #require(asked.firstMatch(of: /[0-9]{4}/).map { String($0.0) })
        let seen = try await station.answer(code, as: "clerk")
        #expect(seen.contains("13800001111"), "\(seen)")
        #expect(seen.contains("已记录"))
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `a bare call for a person is kept as before`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.say("人工")
        #expect(try await station.answer("分拣1", as: "clerk").contains("请工作人员联系"))
    }
}

extension SampleStation {
    fileprivate func isOpen(_ item: Int) throws -> Bool {
        try store.readSync { try $0.openItems().contains { $0.item == item } }
    }
}
