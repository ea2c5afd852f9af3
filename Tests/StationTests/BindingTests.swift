import Casework
import Messages
import Station
import Store
import Testing

struct BindingTests {
    @Test func `a code binds once and tells the person's other addresses`() async throws {
        let station = try SampleStation()
        let administration = Administration(store: station.store, desk: station.desk)
        let code = try await administration.invite(.staff, name: "张联络")
        let bound = try await station.answer("绑定 " + code.lowercased(), as: "clerk")
        #expect(bound.contains("张联络") && bound.contains("联络员"))
        let again = try await station.answer("绑定 " + code, as: "thief")
        #expect(!again.contains("张联络"))
        let second = try await administration.invite(.staff, name: "张联络")
        let heard = try await station.say("绑定 " + second, as: "new phone")
        #expect(heard.text(to: "clerk").contains("张联络"), "the old phone hears of the new one")
    }

    @Test func `a code is good for a day`() async throws {
        let station = try SampleStation()
        let administration = Administration(store: station.store, desk: station.desk)
        let code = try await administration.invite(.staff, name: "张联络")
        #expect(try await administration.openInvites().count == 1)
        station.clock.move(hours: 24, minutes: 1)
        #expect(try await administration.openInvites().isEmpty)
        #expect(try await !station.answer("绑定 " + code, as: "clerk").contains("张联络"))
        #expect(try await !station.answer("待办", as: "clerk").contains("待办"))
    }

    @Test(arguments: [
        (Role.staff, "王小二"), (.deputy, "张联络"), (.head, "陈美芳"), (.unit, "水利局"),
        (.leader, "林美华"), (.voter, "张联络"), (.staff, "'; DROP TABLE person; --"), (.head, "张联络"),
    ])
    func `no code is issued for what the roster does not give`(
        _ role: Role,
        _ name: String
    ) async throws {
        let station = try SampleStation()
        let administration = Administration(store: station.store, desk: station.desk)
        await #expect(throws: Administration.Refusal.self) {
            _ = try await administration.invite(role, name: name)
        }
        #expect(try await administration.openInvites().isEmpty)
    }

    @Test func `whoever unbinds is a voter again and hears no more of the work`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let gone = try await station.answer("解绑", as: "clerk")
        #expect(!gone.isEmpty)
        let heard = try await station.say("横湖村口路灯坏了三天了")
        #expect(heard.allSatisfy { $0.to == "voter" })
        let refused = try await station.answer("受理1", as: "clerk")
        #expect(!refused.contains("已受理"))
        #expect(try station.matter(1).state == .registered)
    }

    @Test func `staff unbind a deputy whose phone is lost`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("解绑 陈美芳", as: "clerk")
        #expect(try await !station.answer("本组件", as: "deputy").contains("件："))
        let refused = try await station.answer("解绑 张联络", as: "deputy")
        #expect(!refused.contains("已解除"))
        _ = try await station.answer("横湖村口路灯坏了三天了")
        #expect(try await station.answer("受理1", as: "clerk").contains("2026-0001"))
    }

    @Test func `a revoked chat gets nothing more and what was queued is cancelled`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        let administration = Administration(store: station.store, desk: station.desk)
        let open = try await administration.invite(.staff, name: "张联络")
        // Queued, and not yet delivered to anybody.
        let turn = Turn(store: station.store, desk: station.desk)
        _ = try await turn.take(
            Batch(messages: [station.message("横湖村口路灯坏了三天了", id: "1")]),
            channel: "console",
            account: "local"
        )
        #expect(try await administration.revoke(name: "张联络") == 1)
        let heard = try await station.conversing.tick()
        #expect(heard.filter { $0.to == "clerk" }.isEmpty)
        #expect(heard.text(to: "voter").contains("2026-0001"))
        let next = try await station.say("反映：桥浦的垃圾没人收")
        #expect(next.filter { $0.to == "clerk" }.isEmpty)
        #expect(try await !station.answer("绑定 " + open, as: "clerk").contains("张联络"))
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `feedback that was queued for a revoked chat is a debt that the clerk hears of`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.say("反映问题：横湖村口路灯坏了三天了", as: "deputy")
        _ = try await station.answer("1核实属实，转城建办，12月4日前", as: "clerk")
        _ = try await station.answer("1城建办答复：灯泡换好了", as: "clerk")
        let turn = Turn(store: station.store, desk: station.desk)
        _ = try await turn.take(
            Batch(messages: [station.message("反馈1", as: "clerk", id: "f")]),
            channel: "console",
            account: "local"
        )
        _ = try await Administration(store: station.store, desk: station.desk)
            .revoke(name: "陈美芳")
        let heard = try await station.conversing.tick()
        #expect(heard.filter { $0.to == "deputy" }.isEmpty)
        #expect(heard.text(to: "clerk").contains("上门"))
        #expect(try station.matter(1).needsTelling)
    }

    @Test func `five wrong codes slow a sender and the clerk hears of it`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let administration = Administration(store: station.store, desk: station.desk)
        let code = try await administration.invite(.deputy, name: "吴志强")
        var toClerk: [String] = []
        for wrong in ["AAAAAAAAAA", "BBBBBBBBBB", "CCCCCCCCCC", "DDDDDDDDDD", "EEEEEEEEEE"] {
            let heard = try await station.say("绑定 " + wrong, as: "guesser")
            toClerk += heard.filter { $0.to == "clerk" }.map(\.text)
        }
        #expect(toClerk.count == 1 && toClerk[0].contains("5"))
        let slowed = try await station.answer("绑定 " + code, as: "guesser")
        #expect(slowed.contains("一小时"))
        #expect(try await station.answer("绑定 " + code, as: "wu").contains("吴志强"))
    }

    @Test func `codes guessed from many senders are slowed and the clerk hears of it once`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        var toClerk: [String] = []
        for sender in 0..<52 {
            let heard = try await station.say("绑定 AAAAAAAA77", as: "guesser \(sender)")
            toClerk += heard.filter { $0.to == "clerk" }.map(\.text)
        }
        #expect(toClerk.count == 1 && toClerk[0].contains("50"))
        let code = try await Administration(store: station.store, desk: station.desk)
            .invite(.deputy, name: "吴志强")
        #expect(try await station.answer("绑定 " + code, as: "guesser 1").contains("一小时"))
        #expect(
            try await station.answer("绑定 " + code, as: "wu").contains("吴志强"),
            "who has made no mistake is not slowed by those who have"
        )
    }
}
