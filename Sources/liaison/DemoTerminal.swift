import Books
import Casework
import FoundationEssentials
import Station
import Store

/// `liaison demo --terminal`: the sample station without any network, with people to speak as.
struct DemoTerminal {
    let folders: Folders
    let clock: StationClock

    func run() async throws {
        let desk = try folders.desk(now: clock.now)
        let book = try folders.station()
        let speakers = Speaker.all(
            roster: desk.rules.roster,
            staff: book.staff.first { $0.office == .clerk }?.name,
            unit: desk.rules.units.first
        )
        let store = try folders.store(as: .service)
        var terminal = Terminal(
            store: store,
            desk: desk,
            speakers: speakers,
            first: speakers[0]
        )
        let isNew = try await store.read { try $0.lastContent().value == 0 }
        try await terminal.bindAll()
        if isNew {
            for (id, words) in SampleStory.lines {
                guard let speaker = speakers.first(where: { $0.id == id }) else { continue }
                _ = try await terminal.say(words, as: speaker)
            }
        }
        introduce()
        try await terminal.converse()
        try store.close()
    }

    private func introduce() {
        Console.print(
            """
            石桥头镇人大代表联络站（样板，人和事都是编的）  A sample station; people and events are invented.

            每行是一条短信。行首写谁在说话：选民： 代表： 联络员： 站长： 城建办： 邻居：
            Each line is a message; begin it with who speaks: voter: deputy: clerk: head: unit:

              选民：查1                 voter: status 1
              选民：石桥头菜市场门口积水，老人摔了两次
              代表：视察记录 湖漫水库 上游两户散养鸭子约60只，建议迁走鸭棚
              联络员：待办              clerk: queue
              联络员：提醒接待日         然后 是

            帮助 / help 说明每个人能做什么；/quit 结束。
            """
        )
    }
}

/// A handful of matters in different states, told as people would tell them.
enum SampleStory {
    static let lines: [(speaker: String, words: String)] = [
        ("voter", "花桥村口路灯坏了三天，晚上老人走路看不见"),
        ("voter", "反映：横湖村文化礼堂旁边的水沟堵了，一下雨就漫到路上"),
        ("neighbour", "下宅吴公交站牌倒了，没人扶"),
        ("neighbour", "反映：我和邻居为宅基地吵了两年，你们来判一下"),
        ("voter", "订阅接待日提醒"),
        ("neighbour", "订阅接待日提醒"),
        ("clerk", "1核实属实，转城建办"),
        ("clerk", "2核实属实，转水利所"),
        ("clerk", "2答复：水沟已清淤，加装了格栅"),
        ("clerk", "反馈2"),
        ("clerk", "不受理4 个人纠纷，请找人民调解委员会"),
        ("clerk", "登记制度：《接待选民制度》，2026-01-01起施行：每月农历十六，代表在联络站接待选民；一事一号，受理必复。"),
        ("clerk", "登记职责：联络员职责"),
        ("deputy", "公开电话 0576-86000001"),
    ]
}
