import Casework
import Foundation
import Messages
import Station
import Store
import Testing

struct BadInputTests {
    /// Texts that mean something to a database, a template or a terminal, and here only what
    /// they say.
    static let hostile = [
        "'; DROP TABLE matter; --", "\" OR 1=1; --", "{number}", "[[{code}]]", "{{x}}", "%s %n %@",
        "${HOME} `id` $(id)", "\\u0000\\n\\", "a\u{0}b", "\u{1B}[31m红\u{7}", "<b>&amp;</b>",
        "*_`[x](y)", "\u{202E}倒\u{202C}", "👩‍👩‍👧‍👦🏳️‍🌈", "e\u{301}é", "NULL", "/start@x",
    ]

    @Test(arguments: ["", " \n\t ", "\u{200B}\u{200D}\u{FEFF}", "\u{0}\u{1}\u{7}", "\u{FFFD}"])
    func `a text with nothing in it is answered and opens nothing`(_ text: String) async throws {
        let station = try SampleStation()
        let heard = try await station.say(text)
        #expect(heard.count == 1)
        #expect(heard.first?.text.contains("空") == true)
        #expect(try station.matterCount() == 0)
    }

    @Test(arguments: ["👍", "😀😀😀", "？？？", "……", "1234567890123"])
    func `signs and numbers open no matter`(_ text: String) async throws {
        let station = try SampleStation()
        let heard = try await station.say(text)
        #expect(heard.count == 1)
        #expect(heard.first?.text.isEmpty == false)
        #expect(try station.matterCount() == 0)
    }

    @Test func `a megabyte of text is kept whole for a person`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let text = String(repeating: "横湖村口路灯坏了三天了。", count: 28_000)
        #expect(text.utf8.count > 1_000_000)
        let heard = try await station.say(text)
        #expect(heard.text(to: "voter").contains("工作人员"))
        #expect(heard.allSatisfy { $0.text.utf16.count <= 4096 })
        let item = try #require(try station.store.readSync { try $0.openItems() }.first)
        #expect(try station.words(try #require(item.words)) == text)
    }

    @Test(arguments: hostile)
    func `a filing says exactly what was typed`(_ text: String) async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let words = "横湖村口路灯坏了" + text + "没人管"
        let heard = try await station.say("反映问题：" + words)
        #expect(heard.text(to: "voter").contains("2026-0001"))
        let kept = try #require(try station.matter(1).words.first)
        #expect(try station.words(kept) == words)
        let order = try await station.say("1核实属实，转城建办，12月4日前", as: "clerk")
        #expect(order.text(to: "unit").contains(words))
        #expect(try station.store.verify().isEmpty)
    }

    @Test(arguments: hostile)
    func `a unit's reply reaches the voter exactly as typed`(_ text: String) async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        _ = try await station.answer("1核实属实，转城建办，12月4日前", as: "clerk")
        let words = "已换灯泡" + text + "请验收"
        _ = try await station.answer("1答复：" + words, as: "unit")
        let heard = try await station.say("反馈1", as: "clerk")
        #expect(heard.text(to: "voter").contains(words))
        #expect(try await station.answer("查1").contains(words))
        #expect(try station.store.verify().isEmpty)
    }

    @Test(arguments: hostile)
    func `names notes and redirects are what was typed`(_ text: String) async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let name = "阿土" + text
        _ = try await station.answer("登记：姓名：\(name)\n村：横湖\n内容：水管漏水了", as: "clerk")
        let kept = try station.matter(1).name.flatMap { try station.words($0) }
        #expect(kept.map { name.hasPrefix($0) } == true, "a name ends at a sign")
        let place = "街" + text + "口"
        let declined = try await station.say("不受理1 个人纠纷，请找\(place)", as: "clerk")
        #expect(declined.text(to: "clerk").contains(place))
        let finding = "警示牌倒了" + text + "一块"
        _ = try await station.answer("地点:湖漫水库\n发现:\(finding)", as: "deputy")
        let note = try station.store.readSync { session in
            let deputy = try #require(try session.people(named: "陈美芳").first)
            return try session.records(Note.self, RecordQuery(person: deputy.id)).first
        }
        #expect(try note.flatMap { try station.words($0.finding) } == finding)
        #expect(try station.store.verify().isEmpty)
    }

    @Test(arguments: hostile)
    func `no code number or name that is none breaks anything`(_ text: String) async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        for sentence in ["绑定 ", "查询码 ", "查", "认领1 ", "办结", "分拣", "1转", "评价1 "] {
            for speaker in ["voter", "clerk"] {
                let heard = try await station.say(sentence + text, as: speaker)
                #expect(!heard.isEmpty)
            }
        }
        let people = try station.store.readSync { try $0.people(holding: .staff) }
        #expect(people.count == 1)
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `the same update twice is applied once and answered once`() async throws {
        let station = try SampleStation()
        let message = station.message("横湖村口路灯坏了三天了", id: "1")
        #expect(try await station.send(batch: [message, message]).count == 1)
        #expect(try await station.send(batch: [message]).isEmpty)
        #expect(try station.matterCount() == 1)
    }

    @Test func `updates out of order are each applied`() async throws {
        let station = try SampleStation()
        let messages = ["1", "2", "3"].map {
            station.message("反映：横湖村口第\($0)根路灯坏了，没人管", id: $0)
        }
        _ = try await station.send(batch: [messages[2], messages[0]])
        _ = try await station.send(batch: [messages[1], messages[2]])
        #expect(try station.matterCount() == 3)
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `a clock that jumps back loses and repeats nothing`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        _ = try await station.send(id: "p", kinds: [.photo])
        station.clock.move(days: -2)
        #expect(try await station.answer("查1").contains("2026-0001"))
        _ = try await station.answer("反映：桥浦的垃圾没人收")
        _ = try await station.answer("1核实属实，转城建办，12月4日前", as: "clerk")
        #expect(try station.matterCount() == 2)
        station.clock.move(days: -400)
        _ = try await station.answer("反映：花桥的水沟堵了没人管")
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `a full store takes nothing and takes it once when there is room`() async throws {
        let sample = try SampleStation()
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "liaison-full-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var store = try StationStore(folder: folder.path, as: .service)
        try store.close()
        let attributes = try FileManager.default.attributesOfItem(
            atPath: folder.path + "/station.sqlite"
        )
        let size = try #require(attributes[.size] as? Int)
        store = try StationStore(folder: folder.path, as: .service, pageLimit: size / 4096 + 12)

        var full: Incoming?
        for index in 0..<200 {
            let words = "反映：" + String(repeating: "横湖村口路灯坏了。", count: 40) + String(index)
            let message = sample.message(words, id: String(index))
            do {
                _ = try await Turn(store: store, desk: sample.desk).take(
                    Batch(messages: [message], cursor: Cursor(String(index))),
                    channel: "console",
                    account: "local"
                )
            } catch let error as StoreError {
                #expect(error.code == .full)
                #expect(error.isRetryable)
                full = message
                break
            }
        }
        let message = try #require(full)
        let cursor = try await store.read { try $0.cursor(channel: "console", account: "local") }
        #expect(cursor.flatMap { Int($0.value) } == Int(message.messageID).map { $0 - 1 })
        #expect(try await store.read { try $0.quarantineList() }.isEmpty)
        let before = try await store.read { try $0.lastSerial(in: 2026) }
        try? store.close()

        store = try StationStore(folder: folder.path, as: .service)
        for _ in 0..<2 {
            _ = try await Turn(store: store, desk: sample.desk).take(
                Batch(messages: [message], cursor: Cursor("next")),
                channel: "console",
                account: "local"
            )
        }
        #expect(try await store.read { try $0.lastSerial(in: 2026) } == before + 1)
        #expect(try store.verify().isEmpty)
        try store.close()
    }
}

struct ErasureTests {
    @Test func `what the clerk deletes is in no file of the data folder`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let rare = "紫藤鹈鹕"
        _ = try await station.send("横湖村口\(rare)坏了三天没人管", id: "1", kinds: [.photo])
        _ = try await station.answer("查1")
        _ = try await station.answer("补充1 \(rare)又掉了一块")
        _ = try await station.send("横湖村口\(rare)坏了四天没人管", id: "1", edited: 1)
        _ = try await station.answer("1核实属实，转城建办，12月4日前", as: "clerk")
        _ = try await station.answer("1城建办答复：\(rare)换好了", as: "clerk")
        _ = try await station.answer("反馈1", as: "clerk")
        _ = try await station.answer("待办", as: "clerk")
        #expect(try station.isAnywhere(rare), "otherwise the test proves nothing")

        let asked = try await station.answer("删除内容1 涉密", as: "clerk")
        let code = try #require(asked.firstMatch(of: /回复：(\d{4})/)).1
        #expect(try station.isAnywhere(rare), "not before it is confirmed")
        let done = try await station.say(String(code), as: "clerk")
        #expect(done.text(to: "head").contains("2026-0001"))
        #expect(try !station.isAnywhere(rare))
        #expect(try station.store.verify().isEmpty, "the chain is whole and a replay is equal")
        let status = try await station.answer("查1")
        #expect(status.contains("2026-0001") && !status.contains(rare))
    }
}

extension SampleStation {
    /// True when some file of the data folder holds the words' bytes.
    func isAnywhere(_ words: String) throws -> Bool {
        let files = try #require(FileManager.default.enumerator(atPath: folder.path))
        for case let file as String in files {
            let path = folder.appending(path: file)
            guard let bytes = try? Data(contentsOf: path) else { continue }
            if bytes.range(of: Data(words.utf8)) != nil { return true }
        }
        return false
    }
}
