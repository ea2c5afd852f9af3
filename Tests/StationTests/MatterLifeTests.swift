import Casework
import Messages
import Station
import Store
import Testing

/// The life of a matter, told by what people say.
struct MatterLifeTests {
    @Test func `a matter goes from the voter to the unit and back by text`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        #expect(try await station.answer("待办", as: "clerk").contains("2026-0001"))

        let accepted = try await station.say("受理1", as: "clerk")
        #expect(accepted.text(to: "voter").contains("2026-0001"))
        #expect(try station.matter(1).state == .accepted)

        _ = try await station.answer("核实1属实", as: "clerk")
        let assigned = try await station.say("1转城建办，12月4日前", as: "clerk")
        #expect(assigned.text(to: "voter").contains("城建办"))
        #expect(assigned.text(to: "voter").contains("12月4日"))
        let order = assigned.text(to: "unit")
        #expect(order.contains("横湖村口路灯坏了三天了") && order.contains("12月4日"))
        #expect(try await station.answer("查1").contains("城建办"))

        let replied = try await station.say("1已修好，换了灯泡", as: "unit")
        #expect(replied.text(to: "clerk").contains("换了灯泡"))
        #expect(replied.filter { $0.to == "voter" }.isEmpty, "staff see it before the voter")

        let fedBack = try await station.say("反馈1", as: "clerk")
        let answer = try #require(fedBack.first { $0.to == "voter" })
        #expect(answer.text.contains("换了灯泡"))
        #expect(answer.buttons.count == 3)
        #expect(try station.matter(1).state == .fedBack)

        let rated = try await station.say(answer.buttons[0].data)
        #expect(rated.text(to: "voter").contains("满意"))
        #expect(rated.text(to: "clerk").contains("满意"))
        #expect(try station.matter(1).rating == "satisfied")

        #expect(try await station.answer("办结1", as: "clerk").contains("2026-0001"))
        #expect(try station.matter(1).state == .closed)
        #expect(try await station.answer("查1").contains("已办结"))
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `one sentence accepts verifies and assigns as three events`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        let heard = try await station.say("1核实属实，转城建办，12月4日前", as: "clerk")
        let matter = try station.matter(1)
        #expect(matter.acceptedAt != nil)
        #expect(matter.verified == "true")
        #expect(matter.unit == "城建办")
        #expect(matter.due == Day("2026-12-04"))
        #expect(heard.filter { $0.to == "clerk" }.count == 1)
        #expect(heard.filter { $0.to == "voter" }.count == 1, "one text a message")
        #expect(heard.text(to: "voter").contains("城建办"))
    }

    @Test func `several problems of one voter are accepted in one sentence`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        _ = try await station.answer("反映：桥浦的垃圾没人收")
        let heard = try await station.say("受理1、2", as: "clerk")
        #expect(try station.matter(1).state == .accepted)
        #expect(try station.matter(2).state == .accepted)
        let toVoter = heard.text(to: "voter")
        #expect(toVoter.contains("2026-0001") && toVoter.contains("2026-0002"))
    }

    @Test func `a decline says why and where to go instead`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("我和邻居为了宅基地的边界吵了半年")
        let heard = try await station.say("不受理1 个人纠纷，请找人民调解委员会", as: "clerk")
        let toVoter = heard.text(to: "voter")
        #expect(toVoter.contains("2026-0001"))
        #expect(toVoter.contains("个人纠纷") && toVoter.contains("人民调解委员会"))
        #expect(try station.matter(1).state == .declined)
        #expect(try await station.answer("查1").contains("人民调解委员会"))
    }

    @Test func `a decline without a place to go asks for one`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("我和邻居为了宅基地的边界吵了半年")
        _ = try await station.answer("不受理1 个人纠纷", as: "clerk")
        #expect(try station.matter(1).state == .registered)
        let heard = try await station.say("人民调解委员会", as: "clerk")
        #expect(heard.text(to: "voter").contains("人民调解委员会"))
        #expect(try station.matter(1).state == .declined)
    }

    @Test func `an answer on the spot ends the matter and reaches the voter`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("老年证在哪里办，村里说不知道")
        let heard = try await station.say("当场答复1：办证到便民中心二楼", as: "clerk")
        #expect(heard.text(to: "voter").contains("便民中心二楼"))
        #expect(try station.matter(1).state == .answered)
    }

    @Test func `nothing is closed before the voter has been told`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        for (step, after) in [
            ("受理1", MatterState.accepted), ("1核实属实，转城建办，12月4日前", .assigned),
            ("1城建办答复：已修好", .replied),
        ] {
            _ = try await station.answer(step, as: "clerk")
            let refusal = try await station.answer("办结1", as: "clerk")
            #expect(!refusal.isEmpty)
            #expect(try station.matter(1).state == after)
        }
        _ = try await station.answer("反馈1", as: "clerk")
        _ = try await station.answer("办结1", as: "clerk")
        #expect(try station.matter(1).state == .closed)
    }

    @Test(arguments: ["refused", "uncertain"])
    func `feedback that did not arrive is back with the clerk`(_ end: String) async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        try await station.bringToReply()
        let channel = FakeChannel()
        channel.onSend { message in
            guard message.text.contains("评价2026") else { return .success("1") }
            let trouble = ChannelError.Trouble(code: "test", message: "nobody there")
            return .failure(
                end == "refused"
                    ? .refused(trouble, isAddressDead: true) : .uncertain(trouble)
            )
        }
        try await station.serving(on: channel) {
            channel.deliver(station.message("反馈1", as: "clerk", id: "f"))
            await channel.until { $0.texts(to: "clerk").contains { $0.contains("上门") } }
        }
        #expect(try station.matter(1).state == .replied)
        #expect(try station.matter(1).needsTelling)
        let queue = try await station.answer("待办", as: "clerk")
        #expect(queue.contains("待电话或上门告知"))
        _ = try await station.answer("办结1", as: "clerk")
        #expect(try station.matter(1).state == .replied)
        _ = try await station.answer("1已电话告知 张三", as: "clerk")
        _ = try await station.answer("办结1", as: "clerk")
        #expect(try station.matter(1).state == .closed)
    }

    @Test func `a dissatisfied voter is heard by the head and the matter is done again`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        try await station.bringToReply()
        _ = try await station.answer("反馈1", as: "clerk")
        let rated = try await station.say("1不太满意，只修了一半")
        #expect(rated.text(to: "head").contains("不满意"))
        #expect(rated.text(to: "clerk").contains("只修了一半"))
        _ = try await station.answer("办结1", as: "clerk")
        #expect(try station.matter(1).state == .fedBack)
        let redone = try await station.say("重办1，12月20日前", as: "clerk")
        #expect(redone.text(to: "voter").contains("12月20日"))
        #expect(try station.matter(1).state == .assigned)
    }

    @Test func `a reply and its feedback hold although the clock was set back in between`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        try await station.bringToReply()
        station.clock.move(hours: -1)
        _ = try await station.answer("反馈1", as: "clerk")
        #expect(try station.matter(1).state == .fedBack)
        _ = try await station.answer("办结1", as: "clerk")
        #expect(try station.matter(1).state == .closed)
        #expect(try station.store.verify().isEmpty)
    }
}

struct ApprovalTests {
    @Test func `what waits for the head is proposed and agreed to for many in one sentence`()
        async throws
    {
        let station = try SampleStation { $0.needsHead = [.acceptMatter] }
        try await station.bindEverybody()
        for text in ["反映：横湖村口路灯坏了三天了", "反映：桥浦的垃圾没人收", "反映：花桥的水沟堵了"] {
            _ = try await station.answer(text)
        }
        let proposed = try await station.say("受理1、2、3", as: "clerk")
        #expect(proposed.text(to: "head").contains("2026-0002"))
        #expect(proposed.filter { $0.to == "voter" }.isEmpty)
        #expect(try station.matter(1).state == .registered)
        let agreed = try await station.say("同意1、2，3退回", as: "head")
        #expect(try station.matter(1).state == .accepted)
        #expect(try station.matter(2).state == .accepted)
        #expect(try station.matter(3).state == .registered)
        #expect(agreed.text(to: "voter").contains("2026-0001"))
        #expect(agreed.text(to: "clerk").contains("2026-0003"))
    }

    @Test func `what is done on the head's word stands in the evening digest and is taken back`()
        async throws
    {
        let station = try SampleStation { $0.needsHead = [.acceptMatter] }
        try await station.bindEverybody()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        _ = try await station.answer("受理1，站长已同意", as: "clerk")
        #expect(try station.matter(1).state == .accepted)
        #expect(try await station.conversing.tick().isEmpty)
        station.clock.move(hours: 8, minutes: 31)
        let digest = try await station.conversing.tick().text(to: "head")
        #expect(digest.contains("2026-0001") && digest.contains("受理"))
        let reversed = try await station.say("撤销1", as: "head")
        #expect(reversed.text(to: "clerk").contains("2026-0001"))
        #expect(try station.matter(1).state == .registered)
    }
}

extension SampleStation {
    /// A matter of the voter that its unit has answered.
    func bringToReply() async throws {
        _ = try await answer("横湖村口路灯坏了三天了")
        _ = try await answer("1核实属实，转城建办，12月4日前", as: "clerk")
        _ = try await answer("1城建办答复：灯泡换好了", as: "clerk")
    }
}
