import Casework
import Messages
import Station
import Store
import Testing

struct GroupTests {
    /// Says something in a group; gives what was answered there.
    private func say(
        _ text: String,
        as speaker: String = "voter",
        in station: SampleStation
    ) async throws -> String {
        let heard = try await station.send(
            text,
            as: speaker,
            id: text,
            chat: "-7",
            chatKind: .group
        )
        #expect(heard.allSatisfy { $0.to == "-7" })
        return heard.text(to: "-7")
    }

    @Test func `reception day address and help are answered in a group`() async throws {
        let station = try SampleStation()
        #expect(try await say("接待日", in: station).contains("2026年11月24日"))
        #expect(try await say("地址", in: station).contains("石景小区"))
        let help = try await say("帮助", in: station)
        #expect(help.contains("接待日"))
        #expect(!help.contains("查2026") && !help.contains("交办"))
    }

    @Test(arguments: [
        "查2026-0001", "我的", "催2026-0001", "撤回2026-0001", "评价2026-0001 1",
        "绑定 ABCD234567", "查询码 K7WQ3MHN", "反映问题：横湖村口路灯坏了", "反映", "绑定", "订阅", "中文",
        "人工",
    ])
    func `anything else for the desk is asked to come in private`(_ text: String) async throws {
        let station = try SampleStation()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        let answer = try await say(text, in: station)
        #expect(answer.contains("私聊"))
        #expect(!answer.contains("路灯"))
        #expect(try station.matterCount() == 1)
    }

    @Test(arguments: ["受理1", "1转水利所", "办结1", "待办", "提醒接待日", "解绑 陈美芳"])
    func `staff work in a group is asked to come in private and does nothing`(
        _ text: String
    ) async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        let answer = try await say(text, as: "clerk", in: station)
        #expect(answer.contains("私聊"))
        #expect(try station.matter(1).state == .registered)
    }

    @Test(arguments: [
        "今天天气不错", "大家好", "谢谢", "好的", "哈哈哈", "👍", "横湖村口的路灯又坏了，谁去看看", "", "是", "取消",
    ])
    func `talk among people is left alone`(_ text: String) async throws {
        let station = try SampleStation()
        #expect(try await say(text, in: station).isEmpty)
        #expect(try station.matterCount() == 0)
    }

    @Test func `photos in a group are not kept`() async throws {
        let station = try SampleStation()
        let heard = try await station.send(
            id: "1",
            kinds: [.photo],
            chat: "-7",
            chatKind: .group
        )
        #expect(heard.isEmpty)
        let wanted = try station.store.readSync {
            try $0.wantedAttachments(at: station.clock.now, limit: 9)
        }
        #expect(wanted.isEmpty)
    }

    @Test func `machines and channel posts are never answered`() async throws {
        let station = try SampleStation()
        for text in ["接待日", "横湖村口路灯坏了三天了", "查1", ""] {
            let machine = try await station.send(
                text,
                as: "bot",
                id: "m" + text,
                isMachine: true
            )
            #expect(machine.isEmpty)
            let post = try await station.send(
                text,
                id: "p" + text,
                chat: "-100",
                chatKind: .broadcast
            )
            #expect(post.isEmpty)
        }
        #expect(try station.matterCount() == 0)
    }

    @Test func `a forwarded text carries no role`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        for (index, text) in ["受理1", "1核实属实，转城建办，12月4日前", "办结1"].enumerated() {
            _ = try await station.send(
                text,
                as: "clerk",
                id: "f\(index)",
                isForwarded: true
            )
        }
        #expect(try station.matter(1).state == .registered)
    }

    @Test func `a forwarded yes confirms nothing`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("订阅")
        _ = try await station.answer("提醒接待日", as: "clerk")
        let heard = try await station.send("是", as: "clerk", id: "f", isForwarded: true)
        #expect(heard.filter { $0.to == "voter" }.isEmpty)
    }
}
