import BotAPI
import Curl
import Foundation
import Loopback
import Relay
import Testing

@Suite(.timeLimit(.minutes(5)))
struct PageTests {
    // MARK: - Who asks

    @Test(arguments: [false, true])
    func `the session's cookie is kept from scripts and other sites`(isPublic: Bool) async throws {
        try await withRelay {
            if isPublic { $0.publicAddress = "https://desk.example" }
        } run: { relay in
            let origin = isPublic ? "https://desk.example" : relay.origin
            let answer = try await relay.page(
                .post,
                "/desk/api/session",
                headers: [HTTPHeader("Origin", origin)],
                body: Array("{}".utf8)
            )
            #expect(answer.status == 200)
            let cookie = try #require(answer.header("set-cookie"))
            let parts = Set(cookie.split(separator: ";").map { $0.drop { $0 == " " }.lowercased() })
            #expect(parts.isSuperset(of: ["httponly", "samesite=strict", "path=/desk/"]))
            #expect(parts.contains("secure") == isPublic)
            #expect(!parts.contains { $0.hasPrefix("domain") })
            let value = cookie.prefix { $0 != ";" }.split(separator: "=")[1]
            #expect(value.count == 64)
            #expect(!answer.text.contains(value))
            #expect((answer.header("strict-transport-security") != nil) == isPublic)
        }
    }

    @Test(
        arguments: [
            nil, "null", "http://evil.example", "https://127.0.0.1:PORT", "http://127.0.0.1:1",
            "http://127.0.0.1", "http://localhost:PORT", "http://127.0.0.1:PORT.evil.example",
            "http://127.0.0.1:PORT/", " http://127.0.0.1:PORT0", "",
        ] as [String?]
    )
    func `what comes from elsewhere changes nothing`(origin: String?) async throws {
        try await withRelay { relay in
            let visitor = try await relay.visitor()
            let port = "\(relay.ports.page)"
            let headers =
                visitor.headers().filter { $0.name != "Origin" }
                + (origin.map { [HTTPHeader("Origin", $0.replacing("PORT", with: port))] } ?? [])
            for (method, path) in [
                (.post, "session"), (.delete, "session"), (.post, "messages"),
                (.put, "photos/a-photo-from-elsewhere"), (.post, "presses"), (.post, "read"),
            ] as [(HTTPRequest.Method, String)] {
                let answer = try await relay.page(
                    method,
                    "/desk/api/" + path,
                    headers: headers,
                    body: Array(#"{"id":"0123456789abcdef","text":"x"}"#.utf8)
                )
                #expect(answer.status == 403, "\(path)")
                #expect(answer.code == "foreign-origin")
            }
            #expect(try await relay.poll().isEmpty)
            #expect(try await visitor.say("还能发").status == 200)
        }
    }

    @Test func `a name that somebody points at this machine is not our own`() async throws {
        try await withRelay { relay in
            let client = try RawClient(port: relay.ports.page)
            client.send(
                "POST /desk/api/session HTTP/1.1\r\nHost: rebind.example:\(relay.ports.page)\r\n"
                    + "Origin: http://rebind.example:\(relay.ports.page)\r\n"
                    + "Content-Length: 2\r\n\r\n{}"
            )
            #expect(await client.sees("foreign-origin"))
            #expect(!client.text.lowercased().contains("set-cookie"))
        }
    }

    @Test(arguments: [
        "", "desk_desk=", "desk_desk=0", "desk_other=VALUE", "desk_desk=VALUE0",
        "desk_desk=%00%ff", "nonsense", ";;;===",
    ])
    func `an unknown session opens nothing`(cookie: String) async throws {
        try await withRelay { relay in
            var visitor = try await relay.visitor()
            let value = visitor.cookie?.split(separator: "=").last.map(String.init) ?? ""
            visitor.cookie = cookie.replacing("VALUE", with: value)
            for path in ["messages", "events"] {
                let answer = try await visitor.ask(.get, "/desk/api/" + path)
                #expect(answer.status == 401)
                #expect(answer.code == "no-session")
            }
            #expect(try await visitor.say("谁？").status == 401)
            try await visitor.open()
            #expect(visitor.isNew)
            #expect(try await visitor.say("我").status == 200)
        }
    }

    @Test func `a made-up cookie gets no more sessions than none`() async throws {
        try await withRelay {
            $0.limits.sessionsPerHour = 3
        } run: { relay in
            var statuses: [Int] = []
            for number in 0..<5 {
                var visitor = Visitor(relay: relay, cookie: "desk_desk=made-up-\(number)")
                statuses.append(try await visitor.open().status)
            }
            #expect(statuses == [200, 200, 200, 429, 429])
        }
    }

    @Test func `who has a session is not slowed by those who make new ones`() async throws {
        try await withRelay {
            $0.limits.sessionsPerHour = 1
        } run: { relay in
            var visitor = try await relay.visitor()
            for _ in 0..<3 { #expect(try await visitor.open().status == 200) }
            #expect(!visitor.isNew)
        }
    }

    @Test func `a session is renewed each day and the old secret ends when the new is seen`()
        async throws
    {
        try await withRelay { relay in
            var visitor = try await relay.visitor()
            let first = visitor
            _ = try await visitor.say("第一天")
            relay.clock.advance(.seconds(90_000))
            let renewed = try await visitor.open()
            #expect(renewed.header("set-cookie") != nil)
            #expect(visitor.cookie != first.cookie)
            #expect(!visitor.isNew)
            // The answer may have been lost: the old one is good until the new one is seen.
            #expect(try await first.say("旧的还行").status == 200)
            #expect(try await visitor.say("新的也行").status == 200)
            // Requests that were under way.
            relay.clock.advance(.seconds(30))
            #expect(try await first.say("在路上").status == 200)
            #expect(try await own(visitor).count == 4)
            // A copied one.
            relay.clock.advance(.seconds(60))
            #expect(try await first.say("偷来的").status == 401)
            #expect(try await visitor.say("也停了").status == 401)
        }
    }

    @Test func `two tabs that renew at once both go on`() async throws {
        try await withRelay { relay in
            var one = try await relay.visitor()
            var two = one
            _ = try await one.say("昨天")
            relay.clock.advance(.seconds(90_000))
            let (first, second) = (try await one.open(), try await two.open())
            // A browser keeps whichever answer came last.
            for answer in [first, second] {
                var tab = one
                tab.take(answer)
                #expect(try await own(tab) == ["昨天"])
            }
            #expect(!one.isNew)
            #expect(!two.isNew)
        }
    }

    @Test func `an answer that was lost does not end a session`() async throws {
        try await withRelay { relay in
            var visitor = try await relay.visitor()
            for _ in 0..<3 {
                relay.clock.advance(.seconds(90_000))
                let lost = visitor
                var other = visitor
                try await other.open()
                #expect(try await lost.say("还在").status == 200)
                try await visitor.open()
                #expect(!visitor.isNew)
            }
            #expect(try await own(visitor).count == 3)
        }
    }

    /// What the person said, without what the relay did.
    private func own(_ visitor: Visitor) async throws -> [String] {
        try await visitor.history()["messages"]?.elements?.filter { $0["desk"]?.boolean == false }
            .compactMap { $0["text"]?.text } ?? []
    }

    // MARK: - What is said

    @Test func `a post is kept once and answered alike, twenty at once too`() async throws {
        try await withRelay { relay in
            let visitor = try await relay.visitor()
            let bodies = try await withThrowingTaskGroup(of: HTTPResponse.self) { group in
                for _ in 0..<20 {
                    group.addTask { try await visitor.say("路灯坏了", id: "same-post-0123456789") }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(bodies.map(\.status) == [Int](repeating: 200, count: 20))
            #expect(Set(bodies.map(\.text)).count == 1)
            #expect(try await relay.poll().count == 1)
            let changed = try await visitor.say("别的话", id: "same-post-0123456789")
            #expect(try changed.json["message"]?["text"]?.text == "路灯坏了")
            let other = try await relay.visitor()
            #expect(try await other.say("另一个人", id: "same-post-0123456789").status == 200)
            #expect(try await relay.poll().compactMap(\.words) == ["路灯坏了", "另一个人"])
        }
    }

    @Test(
        arguments: [
            (#"{"id":"0123456789abcdef","text":"好"}"#, 200, nil),
            (#"{"id":"0123456789abcdef","text":"好","photos":null,"language":null}"#, 200, nil),
            (#"{"id":"0123456789abcdef","text":""}"#, 400, "empty"),
            (#"{"id":"0123456789abcdef","text":" \n\u3000\u200a "}"#, 400, "empty"),
            (#"{"id":"0123456789abcdef"}"#, 400, "empty"),
            (#"{"id":"short","text":"好"}"#, 400, "unreadable"),
            (#"{"id":"0123456789abcde!","text":"好"}"#, 400, "unreadable"),
            (#"{"id":"好好好好好好好好","text":"好"}"#, 400, "unreadable"),
            (#"{"id":17,"text":"好"}"#, 400, "unreadable"), (#"{"text":"好"}"#, 400, "unreadable"),
            (#"{"id":"0123456789abcdef","text":"好"#, 400, "unreadable"),
            ("", 400, "unreadable"), ("null", 400, "unreadable"), ("[]", 400, "unreadable"),
            (#"{"id":"0123456789abcdef","text":"好","photos":["x"]}"#, 400, "unreadable"),
            (#"{"id":"0123456789abcdef","text":"好","photos":["never-uploaded-1"]}"#, 409, "gone"),
        ] as [(String, Int, String?)]
    )
    func `a post is read or refused whole`(json: String, status: Int, code: String?) async throws {
        try await withRelay { relay in
            let visitor = try await relay.visitor()
            let answer = try await visitor.ask(.post, "/desk/api/messages", json)
            #expect(answer.status == status)
            #expect(answer.code == code)
            #expect(try await relay.poll().count == (status == 200 ? 1 : 0))
            guard status != 200 else { return }
            let say = try answer.json["say"]
            #expect(say?["zh"]?.text?.isEmpty == false)
            #expect(say?["en"]?.text?.isEmpty == false)
        }
    }

    @Test(arguments: [("字", 2000, 200), ("字", 2001, 413), ("👍🏽", 2000, 200), ("🇨🇳", 2001, 413)])
    func `a text's length counts characters`(letter: String, count: Int, status: Int) async throws {
        try await withRelay { relay in
            let visitor = try await relay.visitor()
            let answer = try await visitor.say(String(repeating: letter, count: count))
            #expect(answer.status == status)
            if status != 200 { #expect(answer.code == "too-long") }
        }
    }

    @Test func `words that are not UTF-8 are not repaired`() async throws {
        try await withRelay { relay in
            let visitor = try await relay.visitor()
            let gbk: [UInt8] = [0xC2, 0xB7, 0xB5, 0xC6]
            let answer = try await relay.page(
                .post,
                "/desk/api/messages",
                headers: visitor.headers(),
                body: Array(#"{"id":"0123456789abcdef","text":""#.utf8) + gbk + Array(#""}"#.utf8)
            )
            #expect(answer.status == 400)
            let long = try await visitor.ask(
                .post,
                "/desk/api/messages",
                String(repeating: " ", count: 70_000)
            )
            #expect(long.status == 413)
            #expect(try await relay.poll().isEmpty)
        }
    }

    @Test func `photos are pictures of a sane size, kept once, nine at most`() async throws {
        try await withRelay {
            $0.limits.photoBytes = 100_000
            $0.limits.photoBytesKept = 160_000
        } run: { relay in
            let visitor = try await relay.visitor()
            func put(_ id: String, _ bytes: [UInt8]) async throws -> (Int, String?) {
                let answer = try await visitor.keepPhoto(id, bytes)
                return (answer.status, answer.code)
            }
            let big = png(size: 90_000)
            #expect(try await put("photo-number-one", png()) == (200, nil))
            #expect(try await put("photo-number-one", png(size: 99)) == (200, nil))
            #expect(try await put("photo-of-nothing", Array("GIF8 no".utf8)) == (415, "no-photo"))
            #expect(try await put("photo-of-nothing", []) == (415, "no-photo"))
            #expect(try await put("photo-as-a-bomb0", png(width: 60_000)) == (415, "no-photo"))
            #expect(try await put("photo-too-large0", png(size: 100_001)) == (413, "large-photo"))
            #expect(try await put("short", png()) == (400, "unreadable"))
            #expect(try await put("photo-number-two", big) == (200, nil))
            #expect(try await put("photo-number-3rd", big) == (413, "many-photos"))
            // Kept before: no matter how much is there.
            #expect(try await put("photo-number-two", big) == (200, nil))
            let own = try await visitor.ask(.get, "/desk/photos/photo-number-one")
            #expect(own.status == 200)
            #expect(own.body == png())
            #expect(own.header("content-type") == "image/png")
            #expect(own.header("x-content-type-options") == "nosniff")
            let stranger = try await relay.visitor()
            #expect(try await stranger.ask(.get, "/desk/photos/photo-number-one").status == 404)
            #expect(
                try await visitor.say("多", photos: (0..<10).map { "photo-number-\(1000 + $0)" })
                    .code == "photos-at-once"
            )
            #expect(
                try await visitor.say("重", photos: ["photo-number-one", "photo-number-one"]).status
                    == 400
            )
            #expect(try await visitor.say("", photos: ["photo-number-one"]).status == 200)
            #expect(try await stranger.say("", photos: ["photo-number-one"]).status == 409)
        }
    }

    @Test func `a button is pressed once and what was read is told once`() async throws {
        try await withRelay { relay in
            let visitor = try await relay.visitor()
            _ = try await visitor.say("你好")
            let update = try #require(try await relay.poll().first)
            let chat = try #require(update.message?["chat"]?["id"]?.integer)
            let sent = try await relay.call(
                "sendMessage",
                """
                {"chat_id":\(chat),"text":"满意吗？","receipt":true,"key":"k1","reply_markup":
                {"inline_keyboard":[[{"text":"满意","callback_data":"good"}]]}}
                """
            )
            let message = try #require(sent.json["result"]?["message_id"]?.integer)
            let shown = try await visitor.history()["messages"]?.elements?.last
            #expect(shown?["buttons"]?.elements?.first?["data"]?.text == "good")
            for _ in 0..<3 {
                let press = try await visitor.ask(
                    .post,
                    "/desk/api/presses",
                    #"{"id":"press-0123456789","message":\#(message),"data":"good"}"#
                )
                #expect(try press.json["message"]?["text"]?.text == "满意")
                let read = try await visitor.ask(
                    .post,
                    "/desk/api/read",
                    #"{"upto":\#(message)}"#
                )
                #expect(read.status == 200)
            }
            let wrong = try await visitor.ask(
                .post,
                "/desk/api/presses",
                #"{"id":"press-9876543210","message":\#(message),"data":"bad"}"#
            )
            #expect(wrong.status == 409)
            let updates = try await relay.poll(update.id + 1)
            #expect(updates.compactMap { $0["callback_query"]?["data"]?.text } == ["good"])
            #expect(updates.compactMap { $0["message_receipt"]?["stand"]?.text } == ["read"])
            #expect(updates.count == 2)
        }
    }

    @Test func `history comes in pages`() async throws {
        try await withRelay { relay in
            let visitor = try await relay.visitor()
            for number in 1...7 { _ = try await visitor.say("第\(number)条") }
            func page(_ query: String) async throws -> ([String], Bool?) {
                let page = try await visitor.history(query)
                let words = page["messages"]?.elements?.compactMap { $0["text"]?.text }
                return (words ?? [], page["more"]?.boolean)
            }
            #expect(try await page("?limit=3") == (["第5条", "第6条", "第7条"], true))
            #expect(try await page("?limit=3&before=5") == (["第2条", "第3条", "第4条"], true))
            #expect(try await page("?limit=3&before=2") == (["第1条"], false))
            #expect(try await page("?limit=7").1 == false)
            #expect(try await page("?limit=0").0.count == 1)
            #expect(try await page("?limit=x&before=y").0.count == 7)
            #expect(try await visitor.history()["rev"]?.integer == 7)
        }
    }

    // MARK: - The page itself

    @Test(arguments: [
        ("/desk/", 200), ("/desk", 302), ("/desk?c=ABCDE23456", 302), ("/", 200),
        ("/assets/page.js", 200), ("/assets/page.css", 200), ("/assets/other.js", 404),
        ("/assets/../relay.sqlite", 404), ("/nobody/", 404), ("/nobody/api/messages", 404),
        ("/desk/api/nothing", 404), ("/desk/api/messages", 401), ("/desk/api/events", 401),
        ("/desk/photos/x", 401), ("/healthz", 200), ("/desk/api/menu", 200), ("/%ff%fe", 404),
        ("/hook/none", 404),
    ])
    func `every answer says what a browser may do`(path: String, status: Int) async throws {
        try await withRelay { relay in
            let client = try RawClient(port: relay.ports.page)
            client.send(
                "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(relay.ports.page)\r\n"
                    + "Connection: close\r\n\r\n"
            )
            #expect(await client.ends())
            let text = client.text
            #expect(text.hasPrefix("HTTP/1.1 \(status)"))
            let head = text.lowercased()
            for header in [
                "content-security-policy: default-src 'none'; script-src 'self';",
                "frame-ancestors 'none'", "x-content-type-options: nosniff",
                "referrer-policy: same-origin", "cross-origin-opener-policy: same-origin",
            ] {
                #expect(head.contains(header), "\(header)")
            }
            if path.hasSuffix("?c=ABCDE23456") { #expect(text.contains("/desk/?c=ABCDE23456")) }
        }
    }

    @Test func `refused methods and bodies have the same headers`() async throws {
        try await withRelay { relay in
            for (method, path, status) in [
                (.post, "/desk/", 404), (.delete, "/desk/api/messages", 404),
                (.put, "/assets/page.js", 404), (.post, "/desk/api/session", 403),
            ] as [(HTTPRequest.Method, String, Int)] {
                let answer = try await relay.page(method, path)
                #expect(answer.status == status || answer.status == 405)
                #expect(answer.header("content-security-policy")?.isEmpty == false)
                #expect(answer.header("cache-control") == "no-store")
            }
        }
    }

    @Test func `a station's names are text and never markup`() async throws {
        try await withRelay { relay in
            let page = try await relay.page(.get, "/desk/").text
            #expect(page.contains("&lt;石桥&gt;"))
            #expect(page.contains("Shi &amp; Qiao"))
            #expect(!page.contains("<石桥>"))
            #expect(!page.contains("{{"))
        }
    }

    @Test func `the page and all that it needs are less than sixty thousand bytes`() async throws {
        try await withRelay { relay in
            let page = try await relay.page(.get, "/desk/")
            let text = String(decoding: page.body, as: UTF8.self)
            let needed = text.matches(of: /(?:href|src)="(\/[^"]+)"/).map { String($0.1) }
            #expect(needed == ["/assets/page.css", "/assets/page.js"])
            var weight = page.body.count
            for path in needed { weight += try await relay.page(.get, path).body.count }
            #expect(weight < 60_000)
        }
    }

    @Test func `a page that has not changed is not sent again`() async throws {
        try await withRelay { relay in
            for path in ["/desk/", "/assets/page.js"] {
                let first = try await relay.page(.get, path)
                let tag = try #require(first.header("etag"))
                let again = try await relay.page(
                    .get,
                    path,
                    headers: [HTTPHeader("If-None-Match", tag)]
                )
                #expect(again.status == 304)
                #expect(again.body.isEmpty)
                let other = try await relay.page(
                    .get,
                    path,
                    headers: [HTTPHeader("If-None-Match", "\"other\"")]
                )
                #expect(other.body == first.body)
            }
        }
    }

    // MARK: - Limits

    @Test func `who sends too much is told so in both languages`() async throws {
        try await withRelay {
            $0.limits.messagesPerMinute = 3
        } run: { relay in
            let visitor = try await relay.visitor()
            for _ in 0..<3 { #expect(try await visitor.say("又").status == 200) }
            let answer = try await visitor.say("太多")
            #expect(answer.status == 429)
            #expect(Int(answer.header("retry-after") ?? "") ?? 0 > 0)
            #expect(try answer.json["say"]?["zh"]?.text?.contains("请过") == true)
            #expect(try answer.json["say"]?["en"]?.text?.contains("wait") == true)
            #expect(try await relay.visitor().say("别人").status == 200)
            relay.clock.advance(.seconds(61))
            #expect(try await visitor.say("现在").status == 200)
        }
    }

    @Test func `an address that asks too much waits`() async throws {
        try await withRelay {
            $0.limits.requestsPerMinute = 5
        } run: { relay in
            var statuses: [Int] = []
            for _ in 0..<7 { statuses.append(try await relay.page(.get, "/desk/").status) }
            #expect(statuses == [200, 200, 200, 200, 200, 429, 429])
            let answer = try await relay.page(.get, "/desk/api/messages")
            #expect(answer.status == 429)
            #expect(answer.header("retry-after") != nil)
        }
    }

    @Test(
        arguments: [
            (true, ["9.9.9.9", "9.9.9.9", "9.9.9.9", "8.8.8.8"], [200, 200, 429, 200]),
            (true, ["1.1.1.1, 9.9.9.9", "2.2.2.2, 9.9.9.9", "3.3.3.3,9.9.9.9"], [200, 200, 429]),
            (
                true, ["2001:db8::1", "2001:db8::2", "2001:db8:0:0:5::", "2001:db8:1::1"],
                [200, 200, 429, 200]
            ),
            (true, ["9.9.9.9, 127.0.0.1", "9.9.9.9", "9.9.9.9"], [200, 200, 429]),
            (false, ["9.9.9.9", "8.8.8.8", "7.7.7.7"], [200, 200, 429]),
        ] as [(Bool, [String], [Int])]
    )
    func `an address is what a proxy of ours says last`(
        isProxied: Bool,
        forwarded: [String],
        wanted: [Int]
    ) async throws {
        try await withRelay {
            $0.limits.requestsPerMinute = 2
            if isProxied { $0.page.proxies = ["127.0.0.1"] }
        } run: { relay in
            var statuses: [Int] = []
            for chain in forwarded {
                let header = HTTPHeader("X-Forwarded-For", chain)
                statuses.append(try await relay.page(.get, "/desk/", headers: [header]).status)
            }
            #expect(statuses == wanted)
        }
    }

    @Test func `a disk without room takes nothing in and lets everything out`() async throws {
        let (folder, clock) = (try TemporaryFolder(), TestClock())
        let post = "post-of-the-full-disk"
        let cookie = try await withRelay(folder: folder, clock: clock) { relay in
            let visitor = try await relay.visitor()
            _ = try await visitor.say("先到的")
            return visitor.cookie
        }
        try await withRelay(folder: folder, clock: clock) {
            $0.limits.freeBytes = .max
        } run: { relay in
            let visitor = Visitor(relay: relay, cookie: cookie)
            for answer in [
                try await visitor.say("后到的", id: post),
                try await visitor.keepPhoto("photo-without-room", png()),
            ] {
                #expect(answer.status == 503)
                #expect(answer.code == "no-room")
                #expect(answer.header("retry-after") != nil)
            }
            #expect(try await Visitor(relay: relay).ask(.post, "/desk/api/session").status == 503)
            let update = try #require(try await relay.poll().first)
            #expect(update.words == "先到的")
            #expect(try await relay.poll(update.id + 1).isEmpty)
            let chat = try #require(update.message?["chat"]?["id"]?.integer)
            let sent = try await relay.call("sendMessage", #"{"chat_id":\#(chat),"text":"答"}"#)
            #expect(sent.status == 200)
            #expect(try await visitor.history()["messages"]?.elements?.count == 2)
        }
        try await withRelay(folder: folder, clock: clock) { relay in
            let visitor = Visitor(relay: relay, cookie: cookie)
            for _ in 0..<2 { #expect(try await visitor.say("后到的", id: post).status == 200) }
            let updates = try await relay.poll()
            #expect(updates.compactMap(\.words) == ["后到的"])
        }
    }
}
