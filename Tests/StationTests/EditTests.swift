import Casework
import Messages
import Station
import Store
import Testing

struct EditTests {
    @Test func `an edit before acceptance replaces the words and keeps the old ones`()
        async throws
    {
        let station = try SampleStation()
        _ = try await station.send("横湖村口路灯坏了三天了", id: "1")
        let old = try #require(try station.matter(1).words.first)
        let answer = try await station.send("横湖村口路灯坏了五天了", id: "1", edited: 1)
        #expect(answer.text(to: "voter").contains("2026-0001"))
        let words = try station.matter(1).words
        #expect(words.count == 1)
        #expect(try station.words(words[0]) == "横湖村口路灯坏了五天了")
        #expect(try station.words(old) == "横湖村口路灯坏了三天了")
        #expect(try station.matterCount() == 1)
    }

    @Test func `an edit after acceptance adds`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.send("横湖村口路灯坏了三天了", id: "1")
        _ = try await station.answer("受理1", as: "clerk")
        let heard = try await station.send("横湖村口路灯坏了五天了", id: "1", edited: 1)
        #expect(heard.text(to: "voter").contains("2026-0001"))
        #expect(heard.text(to: "clerk").contains("2026-0001"))
        let words = try station.matter(1).words.map { try station.words($0) }
        #expect(words == ["横湖村口路灯坏了三天了", "横湖村口路灯坏了五天了"])
    }

    @Test(arguments: ["横湖村口路灯坏了三天了", "反映问题：横湖村口路灯坏了三天了"])
    func `an edit with the same text does nothing`(_ text: String) async throws {
        let station = try SampleStation()
        _ = try await station.send(text, id: "1")
        let before = try station.matter(1)
        #expect(try await station.send(text, id: "1", edited: 1).isEmpty)
        #expect(try station.matter(1) == before)
    }

    @Test func `an edit of a filing with its heading keeps the heading out`() async throws {
        let station = try SampleStation()
        _ = try await station.send("反映问题：横湖村口路灯坏了三天了", id: "1")
        _ = try await station.send("反映问题：横湖村口路灯坏了五天了", id: "1", edited: 1)
        let words = try station.matter(1).words.map { try station.words($0) }
        #expect(words == ["横湖村口路灯坏了五天了"])
    }

    @Test func `an edit that comes again changes nothing`() async throws {
        let station = try SampleStation()
        _ = try await station.send("横湖村口路灯坏了三天了", id: "1")
        _ = try await station.send("横湖村口路灯坏了五天了", id: "1", edited: 1)
        let before = try station.matter(1)
        #expect(try await station.send("横湖村口路灯坏了五天了", id: "1", edited: 1).isEmpty)
        #expect(try station.matter(1) == before)
    }

    @Test func `an edit that comes before its message is the message`() async throws {
        let station = try SampleStation()
        let first = try await station.send("横湖村口路灯坏了五天了", id: "1", edited: 1)
        #expect(first.text(to: "voter").contains("2026-0001"))
        let late = try await station.send("横湖村口路灯坏了三天了", id: "1")
        #expect(late.isEmpty, "what it says has been replaced already")
        #expect(try station.matterCount() == 1)
        let words = try station.matter(1).words.map { try station.words($0) }
        #expect(words == ["横湖村口路灯坏了五天了"])
    }

    @Test func `an edit of a question is answered as a new one`() async throws {
        let station = try SampleStation()
        _ = try await station.send("横湖村口路灯坏了三天了", id: "1")
        _ = try await station.send("查7", id: "2")
        let answer = try await station.send("查1", id: "2", edited: 1)
        #expect(answer.text(to: "voter").contains("2026-0001"))
    }

    @Test func `an edit of what lies with the clerk reaches the clerk`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.send("嘟嘟嘟", id: "1")
        _ = try await station.send("嘀嘀嘀", id: "2")
        let heard = try await station.send("嘀嘀嘀，花桥", id: "2", edited: 1)
        #expect(!heard.text(to: "voter").isEmpty)
        let items = try station.store.readSync { try $0.openItems() }
        let kept = try items.map { try $0.words.flatMap { try station.words($0) } }
        #expect(kept.contains("嘀嘀嘀，花桥"))
    }

    @Test func `an edit of a message that became two matters spoils neither`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.send("一是横湖村口路灯坏了三天，二是桥浦的垃圾没人收", id: "1")
        let heard = try await station.send("一是横湖村口路灯坏了三天，二是桥浦的垃圾没人收了", id: "1", edited: 1)
        #expect(!heard.text(to: "voter").isEmpty)
        let words = try (1...2).map {
            try station.words(try #require(station.matter($0).words.first))
        }
        #expect(words.allSatisfy { $0?.contains("一是") == false })
        #expect(try station.matterCount() == 2)
    }

    @Test func `nobody edits another's message`() async throws {
        let station = try SampleStation()
        _ = try await station.send("横湖村口路灯坏了三天了", id: "1")
        _ = try await station.send("都修好了", as: "thief", id: "1", edited: 1, chat: "voter")
        let words = try station.matter(1).words.map { try station.words($0) }
        #expect(words == ["横湖村口路灯坏了三天了"])
    }
}
