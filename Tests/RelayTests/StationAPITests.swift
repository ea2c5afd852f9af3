import BotAPI
import Curl
import Foundation
import Loopback
import Relay
import Testing

@Suite(.timeLimit(.minutes(5)))
struct StationAPITests {
    private func chat(_ relay: Running) async throws -> (Visitor, Int64) {
        let visitor = try await relay.visitor()
        _ = try await visitor.say("你好")
        let update = try #require(try await relay.poll().last)
        let chat = try #require(update.message?["chat"]?["id"]?.integer)
        _ = try await relay.poll(update.id + 1)
        return (visitor, chat)
    }

    @Test(arguments: [
        ("POST", "/bot7001:wrong/getMe", 401), ("POST", "/bot/getMe", 401),
        ("POST", "/7001:secret-of-the-station-0123456789/getMe", 401), ("POST", "/", 404),
        ("POST", "/file/bot7001:wrong/photos/a", 401), ("GET", "/favicon.ico", 401),
        ("POST", "/bot\(Running.token)/noSuchMethod", 404),
        ("POST", "/bot\(Running.token)/", 404), ("POST", "/bot\(Running.token)/a/b/c", 404),
        ("GET", "/bot\(Running.token)/getMe", 200), ("POST", "/bot\(Running.token)/GETME", 200),
        ("GET", "/healthz", 200), ("GET", "/file/bot\(Running.token)/photos/none", 404),
    ])
    func `an address is known or refused`(method: String, path: String, status: Int) async throws {
        try await withRelay { relay in
            let answer = try await relay.client.send(
                HTTPRequest(
                    method == "GET" ? .get : .post,
                    url: "http://127.0.0.1:\(relay.ports.stationAPI)\(path)"
                )
            )
            #expect(answer.status == status)
            #expect(!answer.text.contains("secret"))
            guard status != 200 else { return }
            let json = try answer.json
            #expect(json["ok"]?.boolean == false)
            #expect(json["error_code"]?.integer == Int64(status))
        }
    }

    @Test func `parameters may stand in the query, a form or JSON`() async throws {
        try await withRelay { relay in
            let (_, chat) = try await chat(relay)
            let base = "http://127.0.0.1:\(relay.ports.stationAPI)/bot\(Running.token)/sendMessage"
            let form = HTTPHeader("Content-Type", "application/x-www-form-urlencoded")
            let json = HTTPHeader("Content-Type", "application/json; charset=utf-8")
            let requests = [
                HTTPRequest(url: base + "?chat_id=\(chat)&text=%E8%AF%AF+1%2B1%3D2"),
                HTTPRequest(
                    .post,
                    url: base,
                    headers: [form],
                    body: Array("chat_id=\(chat)&text=%E8%AF%AF+1%2B1%3D2".utf8)
                ),
                HTTPRequest(
                    .post,
                    url: base,
                    headers: [json],
                    body: Array(#"{"chat_id":\#(chat),"text":"误 1+1=2"}"#.utf8)
                ),
                HTTPRequest(
                    .post,
                    url: base + "?text=%E8%AF%AF+1%2B1%3D2",
                    headers: [json],
                    body: Array(#"{"chat_id":"\#(chat)"}"#.utf8)
                ),
            ]
            for request in requests {
                let result = try #require(try await relay.client.send(request).json["result"])
                #expect(result["text"]?.text == "误 1+1=2")
                #expect(result["chat"]?["id"]?.integer == chat)
                #expect(result["liaison_receipt"]?.text == "read")
            }
        }
    }

    @Test(arguments: [
        ("getUpdates", #"{"offset":-1}"#, 400),
        ("deleteWebhook", #"{"drop_pending_updates":true}"#, 400),
        ("deleteWebhook", #"{"drop_pending_updates":false}"#, 200),
        ("setWebhook", #"{"url":"https://a.example/"}"#, 400),
        ("sendMessage", #"{"text":"一"}"#, 400), ("sendMessage", #"{"chat_id":1}"#, 400),
        ("sendMessage", #"{"chat_id":1,"text":" \n "}"#, 400),
        ("sendMessage", #"{"chat_id":1,"text":null}"#, 400),
        ("sendMessage", #"{"chat_id":1,"text":"一","key":""}"#, 400),
        ("sendMessage", #"{"chat_id":1,"text":"一"}"#, 400),
        (
            "sendMessage",
            #"{"chat_id":1,"text":"一","reply_markup":{"inline_keyboard":[[{"text":"a"}]]}}"#, 400
        ),
        ("deleteMessage", "{}", 400), ("deleteMessage", #"{"chat_id":12}"#, 400),
        ("getFile", #"{"file_id":"none"}"#, 404), ("setMyCommands", #"{"commands":3}"#, 400),
        ("sendMessage", "{", 400), ("sendMessage", "[]", 400), ("sendMessage", "\u{0}\u{1}", 400),
        ("getUpdates", #"{"offset":"garbage","limit":"many","timeout":"long"}"#, 200),
        ("getUpdates", #"{"offset":0,"limit":-5,"timeout":-5}"#, 200),
    ])
    func `a call is taken or refused`(method: String, json: String, status: Int) async throws {
        try await withRelay { relay in
            let answer = try await relay.call(method, json)
            #expect(answer.status == status)
        }
    }

    @Test func `a null in JSON is as good as nothing`() async throws {
        try await withRelay { relay in
            let (visitor, chat) = try await chat(relay)
            for word in ["一", "二"] {
                let answer = try await relay.call(
                    "sendMessage",
                    #"{"chat_id":\#(chat),"text":"\#(word)","key":null,"reply_markup":null}"#
                )
                #expect(answer.json["result"]?["text"]?.text == word)
            }
            let history = try await visitor.history()["messages"]?.elements ?? []
            #expect(history.compactMap { $0["text"]?.text } == ["你好", "一", "二"])
        }
    }

    @Test func `a text has at most 4096 units`() async throws {
        try await withRelay { relay in
            let (_, chat) = try await chat(relay)
            for (count, status) in [(2048, 200), (2049, 400)] {
                let text = String(repeating: "😀", count: count)
                let answer = try await relay.call(
                    "sendMessage",
                    #"{"chat_id":\#(chat),"text":"\#(text)"}"#
                )
                #expect(answer.status == status)
            }
        }
    }

    @Test func `a body that is too long is refused and the relay goes on`() async throws {
        try await withRelay { relay in
            let long = #"{"chat_id":1,"text":"\#(String(repeating: "a", count: 300_000))"}"#
            let answer = try await relay.call("sendMessage", long)
            #expect(answer.status == 413)
            #expect(try await relay.call("getMe").json["result"]?["liaison_relay"]?.integer == 1)
        }
    }

    @Test func `a held poll wakes on a message`() async throws {
        try await withRelay { relay in
            let visitor = try await relay.visitor()
            let client = try await heldPoll(relay)
            _ = try await visitor.say("醒醒")
            #expect(await client.sees("醒醒", within: 40))
            #expect(await client.ends())
        }
    }

    @Test func `a poll's time ends it with nothing`() async throws {
        try await withRelay { relay in
            let answer = try await relay.call("getUpdates", #"{"timeout":1}"#)
            #expect(answer.status == 200)
            #expect(answer.json["result"]?.elements?.isEmpty == true)
            #expect(try await relay.poll().isEmpty)
        }
    }

    @Test(arguments: ["close", "reset"])
    func `a place is free again when its client is gone`(how: String) async throws {
        try await withRelay { relay in
            let client = try await heldPoll(relay)
            if how == "close" { client.close() } else { client.reset() }
            try await eventually {
                try await relay.call("getUpdates").status == 200
            }
        }
    }

    @Test func `each station has its own place and its own messages`() async throws {
        try await withRelay { relay in
            let client = try await heldPoll(relay)
            let other = try await relay.call("getUpdates", token: Running.other)
            #expect(other.status == 200)
            let (visitor, _) = (try await relay.visitor(), ())
            _ = try await visitor.say("给石桥")
            #expect(await client.sees("给石桥"))
            let nothing = try await relay.call("getUpdates", token: Running.other)
            #expect(nothing.json["result"]?.elements?.isEmpty == true)
        }
    }

    @Test func `a poll that is answered at once keeps its connection`() async throws {
        try await withRelay { relay in
            let visitor = try await relay.visitor()
            let client = try RawClient(port: relay.ports.stationAPI)
            let ask = "GET /bot\(Running.token)/getUpdates?timeout=30 HTTP/1.1\r\nHost: a\r\n\r\n"
            for word in ["一", "二"] {
                _ = try await visitor.say(word)
                client.send(ask)
                #expect(await client.sees(word))
            }
            #expect(!client.text.lowercased().contains("connection: close"))
        }
    }

    @Test func `a poll that was held says that its connection ends`() async throws {
        try await withRelay { relay in
            let client = try RawClient(port: relay.ports.stationAPI)
            client.send(
                "GET /bot\(Running.token)/getUpdates?timeout=1 HTTP/1.1\r\nHost: a\r\n\r\n"
            )
            #expect(await client.ends())
            #expect(client.text.lowercased().contains("connection: close"))
            #expect(client.text.contains(#""result":[]"#))
        }
    }

    @Test func `a stop ends held polls at once`() async throws {
        let answer = try await withRelay { relay in
            let client = try await heldPoll(relay)
            await relay.stop()
            // Sooner than its 50 seconds.
            #expect(await client.ends(within: 40))
            return client.text
        }
        #expect(answer.hasPrefix("HTTP/1.1 200"))
    }

    @Test func `a photo is told of and fetched by its own station alone`() async throws {
        try await withRelay { relay in
            let visitor = try await relay.visitor()
            let bytes = png(size: 70_000)
            #expect(try await visitor.keepPhoto("photo-of-the-street", bytes).status == 200)
            _ = try await visitor.say("", photos: ["photo-of-the-street"])
            let photo = try await relay.poll().first?.message?["photo"]?.elements?.last
            let id = try #require(photo?["file_id"]?.text)
            #expect(photo?["width"]?.integer == 640)
            #expect(photo?["file_size"]?.integer == 70_000)
            let file = try await relay.call("getFile", #"{"file_id":"\#(id)"}"#).json["result"]
            #expect(file?["file_size"]?.integer == 70_000)
            let path = try #require(file?["file_path"]?.text)
            let base = "http://127.0.0.1:\(relay.ports.stationAPI)/file/bot"
            let got = try await relay.client.send(
                HTTPRequest(url: base + Running.token + "/" + path)
            )
            #expect(got.status == 200)
            #expect(got.body == bytes)
            #expect(got.header("content-type") == "image/png")
            let theirs = try await relay.client.send(
                HTTPRequest(url: base + Running.other + "/" + path)
            )
            #expect(theirs.status == 404)
            let told = try await relay.call(
                "getFile",
                #"{"file_id":"\#(id)"}"#,
                token: Running.other
            )
            #expect(told.status == 404)
        }
    }

    @Test func `the menu is a language's, or else Chinese`() async throws {
        try await withRelay { relay in
            for (language, text) in [("zh", "查进度"), ("en", "Progress")] {
                let answer = try await relay.call(
                    "setMyCommands",
                    """
                    {"commands":[{"command":"status","description":"\(text)"}],
                    "language_code":"\(language)"}
                    """
                )
                #expect(answer.status == 200)
            }
            for (language, text) in [("zh", "查进度"), ("en", "Progress"), ("fr", "查进度")] {
                let menu = try await relay.page(.get, "/desk/api/menu?language=\(language)")
                let entries = try menu.json["entries"]?.elements ?? []
                #expect(entries.compactMap { $0["text"]?.text } == [text])
                #expect(entries.compactMap { $0["command"]?.text } == ["status"])
            }
            #expect(
                try await relay.page(.get, "/other/api/menu").json["entries"]?.elements?.count == 0
            )
        }
    }

    @Test func `a forgotten person can no longer be reached`() async throws {
        try await withRelay { relay in
            let (visitor, chat) = try await chat(relay)
            #expect(try await visitor.ask(.delete, "/desk/api/session").status == 200)
            let answer = try await relay.call("sendMessage", #"{"chat_id":\#(chat),"text":"一"}"#)
            #expect(answer.status == 403)
        }
    }
}

/// Opens a poll that is held for 50 seconds: the next one is refused.
func heldPoll(_ relay: Running) async throws -> RawClient {
    let ask = "GET /bot\(Running.token)/getUpdates?timeout=50 HTTP/1.1\r\nHost: a\r\n\r\n"
    var client = try RawClient(port: relay.ports.stationAPI)
    client.send(ask)
    try await eventually {
        if try await relay.call("getUpdates").status == 409 { return true }
        // The look itself was there first.
        if client.text.contains("409") {
            client = try RawClient(port: relay.ports.stationAPI)
            client.send(ask)
        }
        return false
    }
    return client
}

/// Tries until it holds, for some seconds.
func eventually(
    within seconds: Double = 60,
    _ holds: () async throws -> Bool,
    sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    let deadline = MonotonicTime.now.after(seconds: seconds)
    while try await !holds() {
        guard MonotonicTime.now < deadline else {
            Issue.record("it did not come to hold", sourceLocation: sourceLocation)
            return
        }
        try await Task.sleep(for: .milliseconds(5))
    }
}
