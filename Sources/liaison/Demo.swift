import ArgumentParser
import Books
import Casework
import FoundationEssentials
import Station
import Store

/// `liaison demo`: a sample station in this terminal, with people to speak as.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Starts the sample station in this terminal: no account, no network.",
        discussion: "Everything is kept in a folder of its own that is removed at the end."
    )

    @Option(help: "The station: station.yaml and the calendar tables.")
    var config = "config"

    @Option(help: "The words: one file a command.")
    var commands = "commands"

    @Option(help: "Keep the data in this folder instead of a passing one.")
    var data: String?

    @Option(help: "Pretend that it is this time: 2026-11-20T09:00 at the station.")
    var now: String?

    func run() async throws {
        let clock = try StationClock(now)
        var folders = Folders()
        folders.config = config
        folders.commands = commands
        folders.data = try data ?? passingFolder()
        let desk = try folders.desk(now: clock.now)
        let book = try folders.station()
        let speakers = Speaker.all(
            roster: desk.rules.roster,
            staff: book.staff.first { $0.office == "联络员" }?.name,
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
        if isNew { try await fill(&terminal, speakers) }
        introduce()
        try await terminal.converse()
        try store.close()
        if data == nil { try FileManager.default.removeItem(atPath: folders.data) }
    }

    /// A handful of matters in different states, told as people would tell them.
    private func fill(_ terminal: inout Terminal, _ speakers: [Speaker]) async throws {
        let story: [(String, String)] = [
            ("voter", "花桥村口路灯坏了三天，晚上老人走路看不见"),
            ("voter", "横湖村文化礼堂旁边的水沟堵了，一下雨就漫到路上"),
            ("neighbour", "下宅吴公交站牌倒了，没人扶"),
            ("neighbour", "我和邻居为宅基地吵了两年，你们来判一下"),
            ("voter", "订阅接待日提醒"),
            ("neighbour", "订阅接待日提醒"),
            ("clerk", "1核实属实，转城建办"),
            ("clerk", "2核实属实，转水利所"),
            ("clerk", "2答复：水沟已清淤，加装了格栅"),
            ("clerk", "反馈2"),
            ("clerk", "不受理4 个人纠纷，请找人民调解委员会"),
        ]
        for (id, words) in story {
            guard let speaker = speakers.first(where: { $0.id == id }) else { continue }
            _ = try await terminal.say(words, as: speaker)
        }
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

    private func passingFolder() throws -> String {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "liaison-demo-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.path
    }
}
