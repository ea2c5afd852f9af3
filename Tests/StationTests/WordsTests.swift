import Books
import Casework
import Foundation
import Messages
import Station
import Store
import Testing

/// A station whose words are edited while it works.
private final class EditedStation {
    let station: SampleStation
    private var reader: WordsReader
    private var seconds: Int64 = 0
    private var commands: String { station.folder.appending(path: "commands").path }

    init() throws {
        station = try SampleStation()
        let folder = station.folder.appending(path: "commands")
        try FileManager.default.copyItem(
            at: SampleStation.root.appending(path: "commands"),
            to: folder
        )
        let files = CommandsFolder(at: folder.path, station: try SampleStation.books.get().0)
        reader = WordsReader(files, read: files.mark(), words: station.desk.words)
    }

    /// Replaces words in a file; they must be there.
    func edit(_ file: String, _ old: String, _ new: String) throws {
        let path = commands + "/" + file
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try #require(text.contains(old))
        try text.replacingOccurrences(of: old, with: new)
            .write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// Lets two seconds go by, and gives what they brought.
    func rest() -> WordsReader.News? {
        var news: WordsReader.News?
        for _ in 0..<3 {
            seconds += 1
            news = reader.look(at: seconds * 1000) ?? news
        }
        return news
    }
}

@Suite struct `Words that are changed while the desk works` {
    @Test func `are in force with the next message`() async throws {
        let edited = try EditedStation()
        _ = try await edited.station.answer("你好")
        #expect(try await edited.station.answer("谢谢") == "不客气，有事随时说。")
        try edited.edit("everyone/acknowledge.yaml", "不客气", "应该的")
        #expect(
            try await edited.station.answer("谢谢") == "不客气，有事随时说。",
            "not while it is being written"
        )
        guard case .taken = edited.rest() else {
            Issue.record("not taken")
            return
        }
        #expect(try await edited.station.answer("谢谢") == "应该的，有事随时说。")
        #expect(edited.rest() == nil, "once")
    }

    @Test func `may name a command in another way`() async throws {
        let edited = try EditedStation()
        #expect(try await !edited.station.answer("逢集").contains("11月24日"))
        try edited.edit("voter/query_reception.yaml", "zh: [接待日", "zh: [逢集, 接待日")
        guard case .taken = edited.rest() else {
            Issue.record("not taken")
            return
        }
        #expect(try await edited.station.answer("逢集").contains("11月24日"))
    }

    @Test func `are refused with file and line while anything is wrong, and the old ones stay`()
        async throws
    {
        let edited = try EditedStation()
        _ = try await edited.station.answer("你好")
        try edited.edit("everyone/acknowledge.yaml", "不客气", "应该的")
        try edited.edit("voter/renew_code.yaml", "rank: 12", "rank: [12")
        guard case .refused(let faults, isFirst: true) = edited.rest() else {
            Issue.record("taken")
            return
        }
        #expect(
            faults.faults.map(\.description)
                == ["voter/renew_code.yaml:3: did not find expected ',' or ']'"]
        )
        #expect(try await edited.station.answer("谢谢") == "不客气，有事随时说。")
        try edited.edit("voter/renew_code.yaml", "rank: [12", "rank: {12")
        guard case .refused(_, isFirst: false) = edited.rest() else {
            Issue.record("staff would hear of it twice")
            return
        }
        try edited.edit("voter/renew_code.yaml", "rank: {12", "rank: 12")
        guard case .taken = edited.rest() else {
            Issue.record("mended and not taken")
            return
        }
        #expect(try await edited.station.answer("谢谢") == "应该的，有事随时说。")
        try edited.edit("voter/renew_code.yaml", "rank: 12", "rank: [12")
        guard case .refused(_, isFirst: true) = edited.rest() else {
            Issue.record("the next fault is told again")
            return
        }
    }

    @Test func `leave an open question what it was`() async throws {
        let edited = try EditedStation()
        let station = edited.station
        _ = try await station.answer("反映：横湖村口路灯坏了三天了")
        _ = try await station.answer("反映：花桥的水沟堵了没人管")
        #expect(try await station.answer("撤回").contains("编号"))
        try edited.edit(
            "terms.yaml",
            "state:\n  registered: {zh: 已登记，还没受理",
            "state:\n  registered: {zh: 等着看"
        )
        guard case .taken = edited.rest() else {
            Issue.record("not taken")
            return
        }
        #expect(try await station.answer("2").contains("2026-0002"))
        #expect(try station.matter(2).state == .withdrawn)
    }

    @Test func `of an open question whose command is gone go to the clerk`() async throws {
        let edited = try EditedStation()
        let station = edited.station
        try await station.bindEverybody()
        _ = try await station.answer("反映：横湖村口路灯坏了三天了")
        #expect(try await station.answer("今天又停水了").contains("2026-0001"))
        // As an update leaves it that has no such command.
        let now = station.clock.now
        try await station.store.write { session in
            guard let voter = try session.matter(MatterNumber(year: 2026, serial: 1))?.owner,
                let kept = try session.conversation(of: voter)
            else { return }
            let old = kept.replacingOccurrences(of: "file_matter", with: "gone_matter")
            #expect(old != kept)
            try session.setConversation(old, of: voter, at: now)
        }
        station.clock.move(hours: 2, minutes: 1)
        let heard = try await station.conversing.tick()
        #expect(heard.text(to: "voter").contains("已转工作人员"))
        #expect(heard.text(to: "clerk").contains("今天又停水了"))
    }
}
