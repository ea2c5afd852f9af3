import Casework
import Messages
import Station
import Store
import Testing

struct FirstContactTests {
    @Test func `the first answer gives the number first and then one line on privacy`()
        async throws
    {
        let station = try SampleStation()
        let answer = try await station.answer("横湖村口路灯坏了三天了，晚上走路很危险")
        let lines = answer.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.contains("2026-0001") == true)
        #expect(lines.first?.contains("11月27日") == true, "by when it is accepted or not")
        #expect(lines.last?.contains("隐私") == true)
        let second = try await station.answer("反映：横湖村后门山塌了一块")
        #expect(second.contains("2026-0002"))
        #expect(!second.contains("涉密"), "the notice is shown once")
    }

    @Test func `a new version of the notice is shown once more`() async throws {
        let station = try SampleStation()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        var desk = station.desk
        desk.rules.noticeVersion = 2
        let conversing = Conversing(store: station.store, desk: desk)
        let next = try await conversing.say("接待日", as: "voter", key: "n1").text(to: "voter")
        #expect(next.contains("涉密"))
        let last = try await conversing.say("接待日", as: "voter", key: "n2").text(to: "voter")
        #expect(!last.contains("涉密"))
    }

    @Test func `whoever works here is not told about privacy`() async throws {
        let station = try SampleStation()
        let code = try await Administration(store: station.store, desk: station.desk)
            .invite(.staff, name: "张联络")
        let bound = try await station.answer("绑定 " + code, as: "clerk")
        #expect(bound.contains("张联络"))
        #expect(!bound.contains("涉密"))
    }

    @Test func `filing subscribes nobody`() async throws {
        let station = try SampleStation()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        #expect(
            try station.store.readSync { try $0.subscribers(of: "reception") }.reachable.isEmpty
        )
        _ = try await station.answer("订阅接待日提醒")
        #expect(
            try station.store.readSync { try $0.subscribers(of: "reception") }.reachable.count == 1
        )
        _ = try await station.answer("退订")
        #expect(
            try station.store.readSync { try $0.subscribers(of: "reception") }.reachable.isEmpty
        )
    }

    @Test func `several problems in one message get several numbers in one reply`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let heard = try await station.say("一是横湖村口路灯坏了三天，二是桥浦的垃圾没人收")
        #expect(heard.filter { $0.to == "voter" }.count == 1)
        let answer = heard.text(to: "voter")
        #expect(answer.contains("2026-0001") && answer.contains("2026-0002"))
        #expect(try station.matter(1).village == "横湖")
        #expect(try station.matter(2).village == "桥浦")
        let toClerk = heard.text(to: "clerk")
        #expect(toClerk.contains("2026-0001") && toClerk.contains("2026-0002"))
    }

    @Test func `the first words decide the language`() async throws {
        let station = try SampleStation()
        let answer = try await station.answer("The street light at Henghu gate is out", as: "eve")
        #expect(answer.contains("Registered as 2026-0001"))
        #expect(try station.matter(1).village == "横湖")
    }

    @Test func `a language that was chosen stays`() async throws {
        let station = try SampleStation()
        #expect(try await station.answer("English").contains("English"))
        let number = try await station.answer("Light out at Henghu gate for three days")
        #expect(number.contains("2026-0001"))
        let status = try await station.answer("2026-0001")
        #expect(status.contains("registered"))
        _ = try await station.answer("中文")
        #expect(try await station.answer("2026-0001").contains("已登记"))
    }

    @Test func `help shows what the role may do and nothing else`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let voter = try await station.answer("帮助")
        #expect(voter.contains("查") && voter.contains("人工"))
        for word in ["交办", "办结", "绑定", "视察"] { #expect(!voter.contains(word)) }
        let deputy = try await station.answer("帮助", as: "deputy")
        #expect(deputy.contains("视察"))
        #expect(!deputy.contains("办结"))
        let clerk = try await station.answer("帮助", as: "clerk")
        #expect(clerk.contains("办结") && clerk.contains("转水利所"))
        let unit = try await station.answer("帮助", as: "unit")
        #expect(unit.contains("答复") && !unit.contains("办结"))
    }

    @Test func `thanks open nothing`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        for word in ["谢谢", "好的", "收到", "ok", "好的，谢谢"] {
            let heard = try await station.say(word)
            #expect(heard.filter { $0.to == "voter" }.count == 1)
            #expect(heard.filter { $0.to == "clerk" }.isEmpty)
        }
        #expect(try station.matterCount() == 0)
        #expect(try station.store.readSync { try $0.openItems() }.isEmpty)
    }

    @Test func `a person is asked for and the clerk hears of it`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let heard = try await station.say("人工")
        #expect(heard.text(to: "voter").contains("1"))
        #expect(heard.text(to: "clerk").contains("序号1"))
        let queue = try await station.answer("待办", as: "clerk")
        #expect(queue.contains("分拣1"))
        let sorted = try await station.say("分拣1 登记：横湖路灯不亮", as: "clerk")
        #expect(sorted.text(to: "clerk").contains("2026-0001"))
        #expect(sorted.text(to: "voter").contains("2026-0001"))
    }

    @Test func `a second text that is not understood goes with the first to the clerk`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        let first = try await station.say("嘟嘟嘟")
        #expect(first.filter { $0.to == "clerk" }.isEmpty)
        let second = try await station.say("嘀嘀嘀")
        #expect(second.text(to: "voter").contains("已转工作人员"))
        #expect(second.text(to: "clerk").contains("嘟嘟嘟"))
        let item = try #require(try station.store.readSync { try $0.openItems() }.first)
        #expect(try station.words(try #require(item.words)) == "嘟嘟嘟\n嘀嘀嘀")
    }
}
