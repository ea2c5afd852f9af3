import Casework
import Messages
import Station
import Store
import Testing

struct FilesTests {
    @Test func `a photo alone is kept and asked about once`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let first = try await station.send(id: "1", kinds: [.photo])
        #expect(first.filter { $0.to == "voter" }.count == 1)
        #expect(first.text(to: "voter").contains("照片"))
        station.clock.move(minutes: 2)
        let second = try await station.send(id: "2", kinds: [.photo])
        #expect(second.filter { $0.to == "voter" }.isEmpty)
        #expect(try station.matterCount() == 0)
    }

    @Test func `photos join the words that come within ten minutes`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.send(id: "1", kinds: [.photo])
        _ = try await station.send(id: "2", kinds: [.photo])
        station.clock.move(minutes: 9)
        let answer = try await station.send("横湖村口路灯坏了三天了", id: "3")
        #expect(answer.text(to: "voter").contains("2026-0001"))
        #expect(try station.matter(1).attachments.count == 2)
        station.clock.move(minutes: 10)
        let later = try await station.conversing.tick()
        #expect(later.isEmpty, "nothing is loose any more")
    }

    @Test func `a photo joins the matter of ten minutes ago and says so`() async throws {
        let station = try SampleStation()
        _ = try await station.answer("横湖村口路灯坏了三天了")
        station.clock.move(minutes: 9)
        let answer = try await station.send(id: "p1", kinds: [.photo])
        #expect(answer.text(to: "voter").contains("2026-0001"))
        #expect(try station.matter(1).attachments.count == 1)
        station.clock.move(minutes: 2)
        let late = try await station.send(id: "p2", kinds: [.photo])
        #expect(!late.text(to: "voter").contains("2026-0001"))
        #expect(try station.matter(1).attachments.count == 1)
    }

    @Test func `after ten minutes without a word a photo goes to the clerk and the voter is told`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.send(id: "1", kinds: [.photo])
        station.clock.move(minutes: 9)
        #expect(try await station.conversing.tick().isEmpty)
        station.clock.move(minutes: 2)
        let heard = try await station.conversing.tick()
        #expect(heard.text(to: "voter").contains("已转工作人员"))
        #expect(heard.text(to: "voter").contains("序号1"))
        #expect(heard.text(to: "clerk").contains("未分拣1"))
        let items = try station.store.readSync { try $0.openItems() }
        #expect(items.map(\.kind) == ["photo"])
        #expect(items.first?.attachments.count == 1)
        #expect(try await station.conversing.tick().isEmpty, "once")
    }

    @Test func `a later photo has ten minutes of its own`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.send(id: "1", kinds: [.photo])
        _ = try await station.send("横湖村口路灯坏了三天了", id: "2")
        station.clock.move(minutes: 10)
        _ = try await station.send(id: "3", kinds: [.photo])
        station.clock.move(minutes: 1)
        #expect(try await station.conversing.tick().isEmpty)
        let answer = try await station.send("反映：桥浦的垃圾没人收", id: "4")
        #expect(answer.text(to: "voter").contains("2026-0002"))
        #expect(try station.matter(2).attachments.count == 1)
    }

    @Test func `a photo under words that need none is not forgotten`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let heard = try await station.send("谢谢", id: "1", kinds: [.photo])
        #expect(heard.filter { $0.to == "voter" }.count == 1)
        station.clock.move(minutes: 11)
        let later = try await station.conversing.tick()
        #expect(later.text(to: "voter").contains("已转工作人员"))
        #expect(try station.store.readSync { try $0.openItems() }.count == 1)
    }

    @Test func `photos under a filing belong to it`() async throws {
        let station = try SampleStation()
        _ = try await station.say("横湖村口路灯坏了三天了", photos: 3)
        #expect(try station.matter(1).attachments.count == 3)
    }

    @Test func `an album in one batch is one message`() async throws {
        let station = try SampleStation()
        let heard = try await station.send(batch: [
            station.message(id: "1", kinds: [.photo], album: "a"),
            station.message("横湖村口路灯坏了三天了", id: "2", kinds: [.photo], album: "a"),
            station.message(id: "3", kinds: [.photo], album: "a"),
        ])
        #expect(heard.filter { $0.to == "voter" }.count == 1)
        #expect(try station.matterCount() == 1)
        #expect(try station.matter(1).attachments.count == 3)
    }

    @Test func `the rest of an album joins without a word in a later batch`() async throws {
        let station = try SampleStation()
        let first = try await station.send(
            "横湖村口路灯坏了三天了",
            id: "1",
            kinds: [.photo],
            album: "a"
        )
        #expect(first.text(to: "voter").contains("2026-0001"))
        let rest = try await station.send(batch: [
            station.message(id: "2", kinds: [.photo], album: "a"),
            station.message(id: "3", kinds: [.photo], album: "a"),
        ])
        #expect(rest.isEmpty)
        #expect(try station.matter(1).attachments.count == 3)
    }

    @Test func `an album without words is asked about once and joins the words`() async throws {
        let station = try SampleStation()
        let first = try await station.send(id: "1", kinds: [.photo], album: "a")
        #expect(first.count == 1)
        #expect(try await station.send(id: "2", kinds: [.photo], album: "a").isEmpty)
        _ = try await station.send("横湖村口路灯坏了三天了", id: "3")
        #expect(try station.matter(1).attachments.count == 2)
    }

    @Test func `parts of an album that come again change nothing`() async throws {
        let station = try SampleStation()
        let parts = ["1", "2"].map {
            station.message(
                $0 == "1" ? "横湖村口路灯坏了三天了" : "",
                id: $0,
                kinds: [.photo],
                album: "a"
            )
        }
        _ = try await station.send(batch: parts)
        #expect(try await station.send(batch: parts).isEmpty)
        #expect(try await station.send(batch: [parts[1]]).isEmpty)
        #expect(try station.matterCount() == 1)
        #expect(try station.matter(1).attachments.count == 2)
        #expect(try station.store.verify().isEmpty)
    }

    @Test(arguments: Messages.Attachment.Kind.allCases)
    func `every kind is answered and what a person must look at reaches the clerk`(
        _ kind: Messages.Attachment.Kind
    ) async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let heard = try await station.send(id: "1", kinds: [kind])
        #expect(heard.filter { $0.to == "voter" }.count == 1)
        let toVoter = heard.text(to: "voter")
        let items = try station.store.readSync { try $0.openItems() }
        switch kind {
        case .photo, .sticker:
            #expect(items.isEmpty)
        case .voice, .audio:
            #expect(toVoter.contains("语音转文字"))
            #expect(items.map(\.kind) == [kind.rawValue])
        case .video, .document, .contact:
            #expect(toVoter.contains("工作人员"))
            #expect(items.map(\.kind) == [kind.rawValue])
        }
        let wanted = try station.store.readSync {
            try $0.wantedAttachments(at: station.clock.now, limit: 9)
        }
        #expect(wanted.count == (kind == .sticker ? 0 : 1))
    }

    @Test func `a place on the map joins the words that follow`() async throws {
        let station = try SampleStation()
        let here = MapPoint(latitude: 28.412345, longitude: 121.398764)
        let kept = try await station.send(id: "1", place: here)
        #expect(kept.text(to: "voter").contains("位置"))
        _ = try await station.send("这里的路灯不亮，晚上很黑", id: "2")
        let place = try #require(try station.matter(1).place)
        #expect(try station.words(place) == "28.41235,121.39876")
    }

    @Test func `a place on the map joins what was just said`() async throws {
        let station = try SampleStation()
        _ = try await station.send("这里的路灯不亮，晚上很黑", id: "1")
        let here = MapPoint(latitude: 28.4, longitude: 121.4)
        let answer = try await station.send(id: "2", place: here)
        #expect(answer.text(to: "voter").contains("2026-0001"))
        let words = try station.matter(1).words.map { try station.words($0) }
        #expect(words.last == "28.40000,121.40000")
    }

    @Test func `yesterday's place is not where today's problem is`() async throws {
        let station = try SampleStation()
        let here = MapPoint(latitude: 28.4, longitude: 121.4)
        _ = try await station.send(id: "1", place: here)
        station.clock.move(days: 1)
        _ = try await station.send("这里的路灯不亮，晚上很黑", id: "2")
        #expect(try station.matter(1).place == nil)
    }
}
