import Casework
import Messages
import Papers
import Station
import Store
import Testing

/// The page that everybody may read, as the service keeps it at the far side.
@Suite(.timeLimit(.minutes(5)))
struct PublicPageTests {
    private let place = ChannelLimits(publicPageBytes: 1 << 18)

    private static let render: PageRenderer = { draft, words in
        try PaperMaker(draft: draft, phrasebook: words).publicPage()
    }

    /// Three bytes.
    private static let short: PageRenderer = { _, _ in "<p>" }

    @Test func `it is put up at the start and when what it shows has changed, and only then`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        let channel = FakeChannel(place)
        try await station.serving(on: channel, page: Self.render) {
            await channel.until { $0.pages.count == 1 }
            func say(_ text: String, as speaker: String, _ id: Int) async {
                let before = channel.record.sent.count { $0.chat == speaker }
                channel.deliver(station.message(text, as: speaker, id: "p\(id)"))
                await channel.until { $0.sent.count { $0.chat == speaker } > before }
            }
            await say("横湖村口路灯坏了三天了", as: "voter", 1)
            await say("登记制度：《接待选民制度》，2026-01-01起施行：一事一号", as: "clerk", 2)
            await channel.until { $0.pages.last?.contains("接待选民制度") == true }
            #expect(channel.record.pages.count == 2, "a filing is nothing that the page shows")
            await say("公开电话 0576-86000001", as: "deputy", 3)
            await channel.until { $0.pages.last?.contains("0576-86000001") == true }
            await say("不公开电话", as: "deputy", 4)
            await channel.until { $0.pages.count == 4 }
            #expect(channel.record.pages.last?.contains("86000001") == false)
            #expect(channel.record.pages.last?.contains("2026年11月24日") == true)
            station.clock.move(days: 1)
            await channel.until { $0.pages.count == 5 }
            #expect(channel.record.pages.last?.contains("2026-11-21") == true)
        }
    }

    @Test func `a reception that is moved or cancelled is shown as it is now`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        func page() throws -> String {
            try station.store.readSync { session in
                try Self.render(
                    Draft.ofDesk(
                        at: station.clock.now,
                        view: session,
                        rules: station.desk.rules,
                        chance: station.desk.chance
                    ),
                    station.desk.phrasebook
                )
            }
        }
        #expect(try page().contains("2026年11月24日 星期二"))
        #expect(try page().contains("农历十月十六"))
        #expect(try page().contains("24 November"))
        let preview = try await station.answer("11月24日接待日改到11月26日，会场占用", as: "clerk")
        let code = SampleStation.confirmation(in: preview) ?? "是"
        _ = try await station.answer(code, as: "clerk")
        #expect(try page().contains("2026年11月26日"))
        #expect(try !page().contains("2026年11月24日"))
        let off = try await station.answer("取消11月26日接待日，台风", as: "clerk")
        _ = try await station.answer(SampleStation.confirmation(in: off) ?? "是", as: "clerk")
        #expect(try !page().contains("2026年11月26日"))
    }

    @Test func `nothing of a voter, a note or a unit gets onto it`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.say("我叫陈阿土，电话13900001111，横湖村口路灯坏了三天了")
        _ = try await station.say("1核实属实，转城建办，12月4日前", as: "clerk")
        _ = try await station.say("1已修好，找徐师傅13900002222", as: "unit")
        _ = try await station.say("视察湖漫水库，警示牌倒了", as: "deputy")
        _ = try await station.say("登记文件：内部通讯录 13900003333", as: "clerk")
        _ = try await station.say("登记制度：<script>alert(1)</script>制度", as: "clerk")
        _ = try await station.say("公开电话 0576-86000001", as: "deputy")
        let page = try station.store.readSync { session in
            try Self.render(
                Draft.ofDesk(
                    at: station.clock.now,
                    view: session,
                    rules: station.desk.rules,
                    chance: station.desk.chance
                ),
                station.desk.phrasebook
            )
        }
        for word in [
            "陈阿土", "1390000", "路灯", "城建办", "2026-0001", "警示牌", "通讯录", "徐师傅", "张联络",
            "王建国", "<script",
        ] {
            #expect(!page.contains(word), "\(word) is on the page")
        }
        #expect(page.contains("陈美芳") && page.contains("0576-86000001"))
        #expect(page.contains("&lt;script&gt;"))
        #expect(page.contains("href=\"tel:057686000001\""))
        #expect(page.ranges(of: "<style>").count == 1)
    }

    @Test func `what was not taken is tried again`() async throws {
        let station = try SampleStation()
        let channel = FakeChannel(place)
        channel.onPublish { count in
            count < 2
                ? .retry(.init(code: "http-500", message: "no"), after: 0, scope: .account) : nil
        }
        try await station.serving(on: channel, page: Self.short) {
            await channel.until { $0.pages.count == 3 }
            channel.deliver(station.message("接待日", id: "1"))
            await channel.until { $0.texts(to: "voter").count == 1 }
        }
        #expect(channel.record.pages == ["<p>", "<p>", "<p>"])
    }

    @Test func `a channel without a place for it has none, and a page too long stays at home`()
        async throws
    {
        for limits in [ChannelLimits(), ChannelLimits(publicPageBytes: 2)] {
            let station = try SampleStation()
            let channel = FakeChannel(limits)
            try await station.serving(on: channel, page: Self.short) {
                channel.deliver(station.message("接待日", id: "1"))
                await channel.until { $0.texts(to: "voter").count == 1 }
            }
            #expect(channel.record.pages.isEmpty)
        }
    }
}
