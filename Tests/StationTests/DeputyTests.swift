import Casework
import Messages
import Station
import Store
import Testing

struct DeputyTests {
    @Test func `a note asks for what is missing and takes the answer`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let question = try await station.answer(
            "走访了6户移民，水电都通了，2户说墙角渗水，建议建设单位上门修",
            as: "deputy"
        )
        #expect(question.contains("哪里") || question.contains("哪个村"))
        let receipt = try await station.answer("下洞桥", as: "deputy")
        #expect(receipt.contains("视2026-0001") && receipt.contains("下洞桥"))
        let notes = try await station.answer("我的记录", as: "deputy")
        #expect(notes.contains("视2026-0001") && notes.contains("11月20日"))
    }

    @Test func `photos that follow a note join it`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("视察湖漫水库，警示牌倒了一块，建议补立", as: "deputy")
        let added = try await station.send(as: "deputy", id: "p", kinds: [.photo])
        #expect(added.text(to: "deputy").contains("视2026-0001"))
    }

    @Test func `a deputy sees the accepted matters of the own group without a name`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("登记：姓名：陈阿土 村：花桥 电话：13900001111 内容：水管漏水", as: "clerk")
        _ = try await station.answer("横湖村口路灯坏了三天了")
        #expect(try await !station.answer("本组件", as: "deputy").contains("2026-0001"))
        _ = try await station.answer("受理1、2", as: "clerk")
        let list = try await station.answer("本组件", as: "deputy")
        #expect(list.contains("2026-0001") && list.contains("水管漏水"))
        #expect(!list.contains("2026-0002"), "that is another group's village")
        #expect(!list.contains("陈阿土") && !list.contains("13900001111"))
    }

    @Test(arguments: [
        "1转水利所", "办结1", "受理1", "1答复：已修好", "反馈1", "重办1", "当场答复1：好了",
        "不受理1 个人纠纷，请找人民调解委员会", "同意1", "撤销1", "提醒接待日", "删除内容1 涉密",
    ])
    func `no sentence of a deputy handles a matter`(_ sentence: String) async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("花桥村口路灯坏了三天了")
        _ = try await station.answer("1核实属实，转城建办，12月4日前", as: "clerk")
        let before = try station.matter(1)
        let heard = try await station.say(sentence, as: "deputy")
        #expect(!heard.text(to: "deputy").isEmpty)
        #expect(try station.matter(1) == before)
        #expect(heard.allSatisfy { $0.to == "deputy" })
    }

    @Test func `a deputy is told why not to assign and why not to close`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("花桥村口路灯坏了三天了")
        for sentence in ["转1给水利所", "办结1"] {
            let answer = try await station.answer(sentence, as: "deputy")
            #expect(answer.contains("代表不直接处理") && answer.contains("建议"))
        }
    }

    @Test func `a person without a chat gets a number and a code to be read out`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let heard = try await station.say(
            "代选民登记：花桥葡萄园灌溉渠堵塞，选民林大爷，电话13900002345",
            as: "deputy"
        )
        let receipt = heard.text(to: "deputy")
        #expect(receipt.contains("2026-0001"))
        let code = try #require(SampleStation.code(in: receipt))
        #expect(try station.matter(1).owner == nil)
        #expect(!heard.text(to: "clerk").contains("13900002345"))

        let taken = try await station.answer("认领2026-0001 " + code, as: "grandson")
        #expect(taken.contains("2026-0001"))
        #expect(try station.matter(1).owner != nil)
        #expect(try await station.answer("查1", as: "grandson").contains("2026-0001"))
        let again = try await station.answer("认领2026-0001 " + code, as: "thief")
        #expect(!again.contains("归到您名下"))
    }

    @Test func `telling the person who filed is no feedback until they report who was told`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("代选民登记：花桥葡萄园灌溉渠堵塞，选民林大爷", as: "deputy")
        _ = try await station.answer("1核实属实，转水利所，12月4日前", as: "clerk")
        _ = try await station.answer("1水利所答复：渠道已疏通", as: "clerk")
        let heard = try await station.say("反馈1", as: "clerk")
        #expect(heard.text(to: "deputy").contains("渠道已疏通"))
        #expect(try station.matter(1).state == .replied)
        _ = try await station.answer("办结1", as: "clerk")
        #expect(try station.matter(1).state == .replied)
        let asked = try await station.answer("1已电话告知", as: "deputy")
        #expect(!asked.isEmpty)
        let told = try await station.answer("林大爷", as: "deputy")
        #expect(told.contains("林大爷"))
        #expect(try station.matter(1).state == .fedBack)
        _ = try await station.answer("办结1", as: "clerk")
        #expect(try station.matter(1).state == .closed)
    }
}
