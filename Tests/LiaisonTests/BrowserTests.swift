import BotAPI
import Foundation
import GRDB
import Testing
import WebDriver

private let isRequired = ProcessInfo.processInfo.environment["LIAISON_BROWSER"] == "required"

struct BrowserPresenceTests {
    @Test(.enabled(if: isRequired, "only where LIAISON_BROWSER=required"))
    func `a browser that is required is installed`() {
        #expect(Driver.missing == nil)
    }
}

/// The page in a real browser, with the real demo behind it.
@Suite(
    .serialized,
    .enabled(if: Driver.missing == nil, "chromium and chromedriver are not both installed"),
    .onStage
)
struct BrowserTestsSerial {
    // MARK: - Filing and asking

    @Test(.timeLimit(.minutes(2)))
    func `a voter files by typing, gets a number and asks by word and by tapping the number`()
        async throws
    {
        try await Visitor.visit(\.voter) { voter in
            let words = "横湖村老年活动室的屋顶漏雨，下雨天没法用"
            let number = try await voter.file(words)
            try await voter.stands(words, "done")

            let asked = try await voter.say("查")
            #expect(try await voter.hear(number, after: asked).contains("登记"))

            try await voter.click("li.desk[data-id] a.number")
            #expect(try await voter.draft() == "查" + number)
            try await voter.click("#send")
            let tapped = try await voter.kept("查" + number)
            #expect(try await voter.hear(number, "登记", after: tapped).contains("屋顶"))
            let cookies = try await voter.browser.cookies()
            #expect(cookies.count == 1)
            #expect(cookies.allSatisfy { $0.isHTTPOnly && $0.sameSite == "Strict" })
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `a photo goes out small and without the place where it was taken`() async throws {
        let photo = CameraPhoto.bytes(width: 2600, height: 1800)
        let folder = try DataFolder()
        let path = folder.url.appending(path: "photo.jpg")
        try Data(photo).write(to: path)
        try await Visitor.visit(\.voter) { voter in
            let words = "下宅吴村口的桥栏杆断了，见照片"
            try await voter.write(words)
            try await voter.browser.find("#file-gallery").type(path.path)
            try await voter.browser.wait(
                for: "the photo is ready",
                "document.querySelector('#chosen img').naturalWidth > 0"
            )
            try await voter.click("#send")
            try await voter.hear("已登记", after: try await voter.kept(words))

            // Shown from what the relay keeps, upright.
            try await voter.browser.reload()
            let shown = try await voter.browser.wait(
                for: "the kept photo",
                """
                (() => {
                  const image = document.querySelector('li.mine .photos img');
                  return image.naturalWidth > 0 && image.naturalWidth + 'x' + image.naturalHeight;
                })()
                """
            )
            #expect(shown.text == "1108x1600")

            let file = try #require(
                try voter.stage.rows("relay", "SELECT * FROM file ORDER BY at DESC").first
            )
            #expect(file["type"] == "image/jpeg")
            #expect(file["width"] == 1108)
            #expect(file["height"] == 1600)
            let kept: Data = try #require(file["bytes"])
            #expect(try await voter.stage.comes { try !voter.stage.fetched().isEmpty })
            let fetched = try #require(try voter.stage.fetched().last)
            for copy in [kept, fetched] {
                #expect(copy.starts(with: [0xFF, 0xD8]))
                #expect(copy.range(of: Data("Exif".utf8)) == nil)
                #expect(copy.range(of: Data(CameraPhoto.place.utf8)) == nil)
            }
            #expect(Data(photo).range(of: Data(CameraPhoto.place.utf8)) != nil)
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `a reload keeps history, draft and what is not sent, and a double click sends once`()
        async throws
    {
        try await Visitor.visit(\.voter, mayLoseNetwork: true) { voter in
            let first = "石桥头小学门口的斑马线看不清了"
            let number = try await voter.file(first)

            try await voter.browser.block(["*/api/*"])
            try await voter.write(number)
            try await voter.browser.doubleClick("#send")
            try await voter.browser.wait(
                for: "an unsent message",
                "document.querySelector('li.mine[data-post]')"
            )
            try await voter.write("还有一句没写完")
            try await voter.browser.reload()
            try await voter.awaitPage()
            #expect(try await voter.draft() == "还有一句没写完")
            #expect(try await voter.timesShown(number) == 1)
            #expect(try await voter.browser.findAll("li.mine[data-post]").count == 1)

            try await voter.browser.block([])
            try await voter.hear(number, after: try await voter.stands(number, "done"))
            try await voter.kept(first)
            #expect(try await voter.timesShown(first) == 1)
            #expect(try await voter.timesShown(number) == 1)
            #expect(try await voter.draft() == "还有一句没写完")
            #expect(try voter.stage.timesKept(number) == 1)
        }
    }

    // MARK: - Lost connections

    @Test(.timeLimit(.minutes(2)))
    func `what is written without a network is sent once, when there is one again`() async throws {
        try await Visitor.visit(\.voter, mayLoseNetwork: true) { voter in
            let start = try await voter.say("接待日")
            try await voter.hear("接待日", after: start)
            try await voter.browser.setOnline(false)
            try await voter.awaitBar(isShown: true)
            let words = "花桥村公共厕所没有水已经两天"
            try await voter.write(words)
            try await voter.click("#send")
            #expect(try await voter.timesShown(words) == 1)
            #expect(try await voter.browser.findAll("li.mine[data-post]").count == 1)
            #expect(try voter.stage.timesKept(words) == 0)

            try await voter.browser.setOnline(true)
            let id = try await voter.stands(words, "done")
            try await voter.hear("已登记", after: id)
            try await voter.awaitBar(isShown: false)
            #expect(try await voter.timesShown(words) == 1)
            #expect(try voter.stage.timesKept(words) == 1)
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `when the relay is killed and starts again, the page goes on by itself`() async throws {
        try await Visitor.visit(\.voter, mayLoseNetwork: true) { voter in
            try await voter.browser.run("window.isSamePage = true")
            let before = "横湖村的垃圾桶满了没人收"
            try await voter.file(before)
            voter.stage.now.process.kill()
            try await voter.awaitBar(isShown: true)
            let during = "反映一下，横湖村的垃圾车把路压坏了"
            try await voter.write(during)
            try await voter.click("#send")

            try await voter.stage.restart()
            try await voter.hear("已登记", after: try await voter.stands(during, "done"))
            try await voter.awaitBar(isShown: false)
            let lines = try await voter.browser.findAll("li[data-id]").count
            #expect(lines == 4, "two messages, two receipts")
            #expect(try await voter.browser.run("return window.isSamePage").boolean == true)
            for words in [before, during] {
                #expect(try await voter.timesShown(words) == 1)
                #expect(try voter.stage.timesKept(words) == 1)
            }
        }
    }

    /// A browser opens six connections to one server, and keeps pages for going back to.
    @Test(.timeLimit(.minutes(2)))
    func `pages that were left hold no connection, and go on when they are come back to`()
        async throws
    {
        try await Visitor.visit(\.voter) { voter in
            for _ in 0..<7 {
                // Less than the time after which a request that hangs is given up.
                try await voter.browser.wait(
                    for: "the history, after which the stream of events begins",
                    "performance.getEntriesByType('resource').some(it => /limit/.test(it.name))",
                    seconds: 15
                )
                try await voter.browser.go(to: "about:blank")
                try await voter.browser.go(to: voter.stage.now.voter)
                try await voter.awaitPage()
            }
            try await voter.browser.go(to: "about:blank")
            try await voter.browser.goBack()
            let id = try await voter.say("订阅接待日提醒")
            try await voter.hear("接待日", after: id)
        }
    }

    // MARK: - Keyboard, eyes, languages

    @Test(.timeLimit(.minutes(2)))
    func `the keyboard reaches everything, is seen where it is, and stays there`() async throws {
        try await Visitor.visit(\.voter, on: .desk) { voter in
            var reached: [String] = []
            for _ in 0..<20 {
                try await voter.browser.press(.tab)
                let id = try await voter.focus()
                if reached.contains(id) { break }
                guard !id.isEmpty else { continue }
                reached.append(id)
                let active = try await voter.browser.active()
                let width = try await active.style("outline-width").prefix { $0.isNumber }
                #expect(try await active.style("outline-style") != "none", "focus on \(id)")
                #expect(Int(width) ?? 0 >= 2, "focus on \(id)")
            }
            let wanted = [
                "menu", "about", "larger", "language", "log", "text", "photo-camera",
                "photo-gallery", "send",
            ]
            #expect(Set(wanted).subtracting(reached).isEmpty, "reached \(reached)")

            try await voter.browser.run("document.getElementById('menu').focus()")
            try await voter.browser.press(.enter)
            try await voter.browser.wait(
                for: "the menu",
                "document.querySelector('#entries button')"
            )
            #expect(try await voter.focus() == "menu-title")
            try await voter.browser.press(.escape)
            try await voter.browser.wait(
                for: "the menu is closed",
                "document.getElementById('menu-panel').hidden"
            )
            #expect(try await voter.focus() == "menu")

            try await voter.browser.press(.tab, .tab, .tab, .tab)
            while try await voter.focus() != "text" { try await voter.browser.press(.tab) }
            let words = "石桥头菜市场的下水道堵了"
            try await voter.browser.active().type(words)
            try await voter.browser.press(.enter)
            try await voter.browser.active().type("还没写完")
            try await voter.hear("已登记", after: try await voter.kept(words))
            #expect(try await voter.focus() == "text")
            #expect(try await voter.draft() == "还没写完")
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `large type is large, and nothing leaves a narrow screen`() async throws {
        try await Visitor.visit(\.voter) { voter in
            try await voter.say("你好 " + String(repeating: "w", count: 80))
            let number = try await voter.file("花桥村的健身器材坏了，小孩差点摔倒，电话13900001234")
            try await voter.hear(number, after: try await voter.say("查"))
            for isLarge in [false, true] {
                if isLarge { try await voter.click("#larger") }
                for language in ["zh-CN", "en"] {
                    try await voter.awaitLanguage(language)
                    for screen in Self.narrow {
                        try await voter.browser.show(on: screen)
                        #expect(
                            try await voter.tooWide(screen) == [],
                            "\(language) at \(screen.width), large \(isLarge)"
                        )
                        for panel in ["menu", "about"] {
                            try await voter.browser.run(
                                "document.getElementById('\(panel)').click()"
                            )
                            if panel == "menu" {
                                try await voter.browser.wait(
                                    for: "the menu",
                                    "document.querySelector('#entries button')"
                                )
                            }
                            #expect(
                                try await voter.tooWide(screen) == [],
                                "\(panel) in \(language) at \(screen.width), large \(isLarge)"
                            )
                            try await voter.closePanel()
                        }
                    }
                    try await voter.browser.show(on: .phone)
                    try await voter.click("#language")
                }
            }
            try await voter.browser.show(on: Screen(width: 320, height: 568))
            for language in ["en", "zh-CN"] {
                try await voter.awaitEnd()
                try await voter.click("#language")
                try await voter.awaitLanguage(language)
            }
            try await voter.awaitEnd()
            let size = try await voter.browser.find("body").style("font-size")
            #expect(Double(size.prefix { $0.isNumber || $0 == "." }) ?? 0 >= 25, "\(size)")
        }
    }

    /// A phone, a small phone, and a page at 200 % on a screen of 640 by 844.
    private static let narrow = [
        Screen(width: 390, height: 844), Screen(width: 320, height: 568),
        Screen(width: 320, height: 422),
    ]

    @Test(.timeLimit(.minutes(2)))
    func `in English everything is English, and so are the answers`() async throws {
        try await Visitor.visit(\.voter) { voter in
            #expect(try await voter.browser.find("#send").text() == "发送")
            try await voter.click("#language")
            try await voter.awaitLanguage("en")
            #expect(try await voter.browser.find("#send").text() == "Send")
            #expect(try await voter.browser.title().contains("Shiqiaotou"))
            let chinese = try await voter.browser.run(
                """
                return document.body.innerText.replace(document.getElementById('language')
                  .textContent, '').match(/[\\u4e00-\\u9fff]+/g) || []
                """
            )
            #expect(chinese.elements?.compactMap(\.text) == [])
            let id = try await voter.say(
                "The street lamp in Henghu village has been dark for a week"
            )
            try await voter.hear("Registered as", after: id)
            let asked = try await voter.say("status")
            try await voter.hear("registered", after: asked)
            try await voter.browser.reload()
            try await voter.awaitLanguage("en")
        }
    }

    // MARK: - People with an office

    @Test(.timeLimit(.minutes(2)))
    func `from the voter to the clerk and back, all of it live, until the matter is closed`()
        async throws
    {
        try await Visitor.visit(\.voter) { voter in
            try await Visitor.visit(\.office, on: .desk, at: \.clerk) { clerk in
                try await clerk.bind(as: "联络员")
                let number = try await voter.file("横湖村文化礼堂的大门锁坏了")
                let serial = String(Int(number.suffix(4)) ?? 0)
                try await clerk.hear("新件" + number, after: 0)
                try await clerk.hear("待受理", after: try await clerk.say("待办"))

                var heard = try await voter.newest()
                try await clerk.say(serial + "核实属实，转城建办")
                try await voter.hear(number, "已交城建办办理", after: heard)
                let replied = try await clerk.say(serial + "答复：门锁已换新")
                try await clerk.hear("答复已登记", after: replied)

                heard = try await voter.newest()
                let fed = try await clerk.say("反馈" + serial)
                try await clerk.hear(number, after: fed)
                try await voter.hear("门锁已换新", "满意", after: heard)
                let isRead = try await voter.stage.comes {
                    try voter.stage.standOfDeskWords("%门锁已换新%") == Self.read
                }
                #expect(isRead, "what was on the screen counts as read")

                heard = try await voter.newest()
                let choices = try await voter.browser.findAll("li.desk .choices button")
                #expect(choices.count == 3)
                try await choices.first?.click()
                try await voter.hear("已记下您的评价", "满意", after: heard)
                try await clerk.hear(number, "选民评价", "满意", after: fed)
                #expect(
                    try await voter.browser.findAll("li.desk .choices button:not(:disabled)")
                        .isEmpty
                )
                let closed = try await clerk.say("办结" + serial)
                try await clerk.hear(number, "已办结", after: closed)
                let status = try await voter.say("查" + number)
                try await voter.hear(number, "办结", after: status)
                let verified = try await LiaisonProcess.run([
                    "verify", "--data", voter.stage.data.path,
                ])
                #expect(verified.status == 0, "\(verified.text)")
            }
        }
    }

    /// How the relay's store writes that a message has been on the screen.
    private static let read = 4

    @Test(.timeLimit(.minutes(2)))
    func `a deputy binds with the link and files what was seen on an inspection`() async throws {
        try await Visitor.visit(\.office, at: \.deputy) { deputy in
            try await deputy.bind(as: "代表")
            let id = try await deputy.say("视察记录 湖漫水库 警示牌倒了一块，建议补立")
            let answer = try await deputy.hear("湖漫水库", after: id)
            #expect(answer.contains(/视20\d\d-\d{4}/))
        }
    }

    // MARK: - What a screen reader finds

    @Test(.timeLimit(.minutes(2)))
    func `every button and box has a name, and the conversation is a log`() async throws {
        try await Visitor.visit(\.voter) { voter in
            try await voter.file("花桥村路口的凸面镜碎了")
            #expect(try await voter.browser.find("#log").role() == "log")
            #expect(try await voter.browser.find("#log").label() != "")
            try await voter.expectNames()
            for panel in ["menu", "about"] {
                try await voter.click("#" + panel)
                if panel == "menu" {
                    try await voter.browser.wait(
                        for: "the menu",
                        "document.querySelector('#entries button')"
                    )
                }
                try await voter.expectNames()
                try await voter.closePanel()
            }
        }
        try await Visitor.visit(\.office, at: \.head) { head in
            try await head.expectNames()
        }
    }

    /// For eyes: what the page looks like, in the folder that `LIAISON_SHOTS` names.
    @Test(
        .enabled(if: Visitor.shots != nil, "LIAISON_SHOTS names no folder"),
        .timeLimit(.minutes(2)),
        arguments: [("phone", Screen.phone), ("desk", Screen.desk)]
    )
    func `the page is photographed`(name: String, screen: Screen) async throws {
        // Each link binds once, and each start prints new ones.
        try await Stage.current?.restart()
        try await Visitor.visit(\.voter, on: screen, mayLoseNetwork: true) { voter in
            try await voter.photograph(name + "-1-welcome")
            try await voter.click("#menu")
            try await voter.browser.wait(
                for: "the menu",
                "document.querySelector('#entries button')"
            )
            try await voter.photograph(name + "-2-menu")
            try await voter.closePanel()
            try await voter.click("#about")
            try await voter.photograph(name + "-3-about")
            try await voter.closePanel()
            let number = try await voter.file("花桥村路口的广告牌松了，风大时要掉下来")
            try await voter.hear(number, after: try await voter.say("查"))
            try await Visitor.visit(\.office, on: screen, at: \.clerk) { clerk in
                try await clerk.photograph(name + "-4-bind")
                try await clerk.bind(as: "联络员")
                try await clerk.hear("待受理", after: try await clerk.say("待办"))
                let serial = String(Int(number.suffix(4)) ?? 0)
                let heard = try await voter.newest()
                for words in ["核实属实，转城建办", "答复：广告牌已拆除"] {
                    try await clerk.hear(number, after: try await clerk.say(serial + words))
                }
                try await clerk.say("反馈" + serial)
                try await voter.hear("已拆除", "满意", after: heard)
                try await clerk.photograph(name + "-5-clerk")
            }
            try await voter.photograph(name + "-6-conversation")
            try await voter.browser.setOnline(false)
            try await voter.awaitBar(isShown: true)
            try await voter.write("谢谢，")
            try await voter.click("#send")
            try await voter.write("还有一件事：路边的树枝也要修剪了，挡住了红绿灯")
            try await voter.photograph(name + "-7-offline")
            try await voter.click("#larger")
            try await voter.photograph(name + "-8-large")
            try await voter.click("#language")
            try await voter.photograph(name + "-9-large-english")
            try await voter.browser.setOnline(true)
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `a phone that is forgotten shows nothing of the earlier conversation`() async throws {
        try await Visitor.visit(\.voter) { voter in
            let words = "下宅吴村的路边有一根电线垂下来"
            try await voter.file(words)
            try await voter.click("#about")
            try await voter.click("#forget")
            try await voter.click("#forget-yes")
            try await voter.browser.wait(
                for: "an empty page",
                "!document.querySelector('li[data-id]') && document.querySelector('li.remark')"
            )
            try await voter.browser.reload()
            try await voter.awaitPage()
            try await voter.hear("接待日", after: try await voter.say("接待日"))
            #expect(try await voter.timesShown(words) == 0)
        }
    }
}

extension Visitor {
    /// Presses the one button of a link's card, and waits for the desk's word.
    func bind(as office: String) async throws {
        #expect(try await !browser.address().contains("c="))
        #expect(try await browser.find("#bind-send").isShown())
        #expect(try await !browser.find("#text").isShown())
        #expect(try await !browser.find("#examples").isShown(), "there is nothing to put them in")
        #expect(try await browser.findAll("li.mine").isEmpty, "nothing is sent without the press")
        try await click("#bind-send")
        try await hear(office, after: 0)
        #expect(try await browser.find("#text").isShown())
    }

    /// Closes the open panel and waits until its place in the browser's history is left too.
    func closePanel() async throws {
        try await browser.run(
            "document.querySelector('.panel:not([hidden]) .close').click()"
        )
        try await browser.wait(
            for: "the panel is closed",
            "!document.querySelector('.panel:not([hidden])') && !history.state"
        )
    }

    func awaitLanguage(_ language: String) async throws {
        try await browser.wait(
            for: "the language",
            "document.documentElement.lang === given[0]",
            given: [language]
        )
    }

    /// Waits until the end of the conversation is in sight.
    func awaitEnd() async throws {
        try await browser.wait(
            for: "the end in sight",
            """
            (log => log.scrollHeight - log.scrollTop - log.clientHeight < 2)
              (document.getElementById('log'))
            """,
            seconds: 5
        )
    }

    /// Every button and box that is shown has a name.
    func expectNames(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        for element in try await browser.findAll(
            "button, textarea, input:not([tabindex='-1']), a[href]"
        ) where try await element.isShown() {
            let name = try await element.label()
            let id = try await element.attribute("id") ?? ""
            #expect(name != "", "the name of '\(id)'", sourceLocation: sourceLocation)
        }
    }

    /// What leaves the screen's sides, or a button's, by its tag, id and class.
    func tooWide(_ screen: Screen) async throws -> [String] {
        let found = try await browser.run(
            """
            const width = Number(arguments[0]);
            const isHidden = element => {
              for (let at = element; at; at = at.parentElement) {
                const style = getComputedStyle(at);
                if (style.clip !== 'auto' || style.visibility === 'hidden') { return true; }
              }
              return false;
            };
            const wide = Array.from(document.querySelectorAll('body *')).filter(element => {
              const box = element.getBoundingClientRect();
              if (!box.width || !box.height || isHidden(element)) { return false; }
              return box.right > width + 1 || box.left < -1
                || element.tagName === 'BUTTON' && element.scrollWidth > element.clientWidth + 1;
            }).map(element => element.tagName + '#' + element.id + '.' + element.className);
            const page = document.documentElement.scrollWidth;
            return page > width ? ['page ' + page].concat(wide) : wide;
            """,
            String(screen.width)
        )
        return (found.elements ?? []).compactMap(\.text)
    }
}

extension Stage {
    /// The pictures that the station's service has fetched, oldest first, as they came.
    func fetched() throws -> [Data] {
        let folder = data.appending(path: "attachments")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return try names.compactMap { Int($0) }.sorted().map { number in
            try Data(contentsOf: folder.appending(path: String(number)))
        }
    }

    /// How the newest message from the desk with such words (`%` for anything) stands.
    func standOfDeskWords(_ pattern: String) throws -> Int? {
        try rows(
            "relay",
            "SELECT stand FROM message WHERE is_desk = 1 AND text LIKE ? ORDER BY at DESC",
            [pattern]
        ).first?["stand"]
    }
}
