import BotAPI
import Curl
import Foundation
import Loopback
import Relay
import Synchronization
import Testing

private let secret = WebhookSecret(key: [UInt8](repeating: 5, count: 32))
private let phone = "13800000000"

/// Sources on a relay: what comes in, what goes out, and how it fared.
@Suite(.timeLimit(.minutes(5)))
struct HookTests {
    /// `sms` answers through a gateway and tells how it fared; `bare` only brings.
    private func sources(_ gateway: String) throws -> [WebhookSource] {
        let mapping = MessageMapping(
            sender: try JSONPath("from"),
            text: try JSONPath("text"),
            photos: try JSONPath("media"),
            id: try JSONPath("id")
        )
        func reply() throws -> ReplyAddress {
            try ReplyAddress(
                url: gateway + "/send",
                secret: secret,
                to: "to",
                text: "text",
                responseID: JSONPath("id")
            )
        }
        return [
            try WebhookSource(
                name: "sms",
                station: "desk",
                secrets: [secret],
                message: mapping,
                reply: try reply(),
                receipt: ReceiptMapping(
                    id: JSONPath("id"),
                    stand: JSONPath("stand"),
                    delivered: ["DELIVRD"],
                    failed: ["UNDELIV"]
                )
            ),
            try WebhookSource(
                name: "plain",
                station: "desk",
                secrets: [secret],
                message: mapping,
                reply: try reply()
            ),
            try WebhookSource(
                name: "bare",
                station: "desk",
                secrets: [secret],
                message: mapping
            ),
        ]
    }

    /// A relay with a gateway whose answers are `answer`'s.
    private func withGateway(
        log: LogLines = LogLines(),
        _ answer: @escaping LoopbackServer.Handler = { _ in .json(#"{"id":"g1"}"#) },
        changing change: (inout RelaySettings) throws -> Void = { _ in },
        run body: (Running, LoopbackServer) async throws -> Void
    ) async throws {
        let gateway = LoopbackServer(answer)
        try gateway.start()
        defer { gateway.stop() }
        try await withRelay(log: log) {
            $0.sources = try sources(gateway.url)
            try change(&$0)
        } run: { relay in
            try await body(relay, gateway)
        }
    }

    private func push(
        _ relay: Running,
        _ path: String,
        _ json: String,
        id: String = UUID().uuidString,
        at: Int64 = 0,
        key: WebhookSecret = secret,
        dropping: String = ""
    ) async throws -> HTTPResponse {
        let time = relay.clock.now / 1000 + at
        let body = Array(json.utf8)
        let sign = WebhookSignature.sign(id: id, timestamp: time, body: body, secret: key)
        return try await relay.page(
            .post,
            "/hook/" + path,
            headers: [
                HTTPHeader("webhook-id", id), HTTPHeader("webhook-timestamp", "\(time)"),
                HTTPHeader("webhook-signature", sign),
            ].filter { $0.name != dropping },
            body: body
        )
    }

    /// A person who has written, and the number by which the desk knows them.
    private func person(_ relay: Running, _ source: String = "sms") async throws -> Int64 {
        let answer = try await push(relay, source, #"{"from":"\#(phone)","text":"路灯坏了"}"#)
        #expect(answer.status == 200)
        let update = try #require(try await relay.poll().last)
        _ = try await relay.poll(update.id + 1)
        return try #require(update.message?["chat"]?["id"]?.integer)
    }

    private func send(_ text: String, _ chat: Int64, _ relay: Running) async throws -> String? {
        let json = #"{"chat_id":\#(chat),"text":"\#(text)","receipt":true}"#
        let answer = try await relay.call("sendMessage", json)
        #expect(answer.status == 200)
        return answer.json["result"]?["liaison_receipt"]?.text
    }

    private func stands(_ relay: Running) async throws -> [String] {
        try await relay.poll().compactMap { $0["message_receipt"]?["stand"]?.text }
    }

    // MARK: - In

    @Test(
        arguments: [
            ("none", #"{"from":"1","text":"a"}"#, 0, "", 404, "unknown-source"),
            ("sms", #"{"from":"1","text":"a"}"#, 0, "webhook-id", 401, "missing-header"),
            ("sms", #"{"from":"1","text":"a"}"#, 0, "webhook-timestamp", 401, "missing-header"),
            ("sms", #"{"from":"1","text":"a"}"#, 0, "webhook-signature", 401, "missing-header"),
            ("sms", #"{"from":"1","text":"a"}"#, -301, "", 401, "too-old"),
            ("sms", #"{"from":"1","text":"a"}"#, 301, "", 401, "too-new"),
            ("sms", "{", 0, "", 400, "not-json"), ("sms", #"{"text":"a"}"#, 0, "", 400, "missing"),
            ("sms", #"{"from":"1"}"#, 0, "", 400, "nothing-said"),
            ("sms", #"{"from":"1","text":7}"#, 0, "", 400, "wrong-type"),
            ("sms", #"{"from":"1","media":["R0lGODkgbm8="]}"#, 0, "", 400, "bad-photo"),
            ("sms/receipt", #"{"id":"g1"}"#, 0, "", 400, "missing"),
            ("bare/receipt", #"{"id":"g1","stand":"DELIVRD"}"#, 0, "", 404, "no-receipts"),
        ] as [(String, String, Int64, String, Int, String)]
    )
    func `what is wrong is refused and not kept`(
        path: String,
        json: String,
        at: Int64,
        dropping: String,
        status: Int,
        code: String
    ) async throws {
        try await withGateway { relay, _ in
            let answer = try await push(relay, path, json, at: at, dropping: dropping)
            #expect(answer.status == status)
            #expect(answer.code == code)
            #expect(try await relay.poll().isEmpty)
        }
    }

    @Test func `a wrong signature is never kept`() async throws {
        try await withGateway { relay, _ in
            let other = WebhookSecret(key: [UInt8](repeating: 6, count: 32))
            for _ in 0..<3 {
                let answer = try await push(
                    relay,
                    "sms",
                    #"{"from":"1","text":"gefälscht"}"#,
                    id: "the-same",
                    key: other
                )
                #expect(answer.status == 401)
                #expect(answer.code == "no-matching-signature")
            }
            #expect(try await relay.poll().isEmpty)
            #expect(try relay.folder.files(containing: "gefälscht").isEmpty)
            // It is not taken for seen, either.
            let json = #"{"from":"1","text":"echt"}"#
            let answer = try await push(relay, "sms", json, id: "the-same")
            #expect(try answer.json["new"]?.boolean == true)
        }
    }

    @Test func `a delivery that comes again is taken once`() async throws {
        try await withGateway { relay, _ in
            let json = #"{"from":"\#(phone)","text":"一次","id":"m1"}"#
            let answers = try await withThrowingTaskGroup(of: HTTPResponse.self) { group in
                for _ in 0..<10 {
                    group.addTask { try await push(relay, "sms", json, id: "delivery-1") }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.map(\.status) == [Int](repeating: 200, count: 10))
            #expect(try answers.count { try $0.json["new"]?.boolean == true } == 1)
            // Another delivery of the same message.
            let again = try await push(relay, "sms", json, id: "delivery-2")
            #expect(try again.json["new"]?.boolean == false)
            let updates = try await relay.poll()
            #expect(updates.compactMap(\.words) == ["一次"])
            #expect(updates[0].message?["from"]?["first_name"]?.text == "sms")
        }
    }

    @Test func `words are kept though the photo with them is none`() async throws {
        try await withGateway { relay, _ in
            let json = #"{"from":"\#(phone)","text":"看这里","media":["R0lGODkgbm8="]}"#
            #expect(try await push(relay, "sms", json).status == 200)
            let update = try #require(try await relay.poll().first)
            #expect(update.words == "看这里")
            let file = update.message?["photo"]?.elements?.last?["file_id"]?.text ?? ""
            // The station asks for a photo that it cannot get.
            #expect(try await relay.call("getFile", #"{"file_id":"\#(file)"}"#).status == 404)
        }
    }

    @Test func `a gateway is told when to come again`() async throws {
        try await withGateway { _ in
            .json("{}")
        } changing: {
            $0.limits.messagesPerMinute = 1
        } run: { relay, _ in
            var answers: [HTTPResponse] = []
            for word in ["一", "二"] {
                answers.append(
                    try await push(relay, "sms", #"{"from":"1","text":"\#(word)"}"#, id: word)
                )
            }
            #expect(answers.map(\.status) == [200, 429])
            #expect(answers[1].header("retry-after") != nil)
            relay.clock.advance(.seconds(61))
            let later = try await push(relay, "sms", #"{"from":"1","text":"二"}"#, id: "二")
            #expect(later.status == 200)
        }
        try await withGateway { _ in
            .json("{}")
        } changing: {
            $0.limits.freeBytes = .max
        } run: { relay, _ in
            let answer = try await push(relay, "sms", #"{"from":"1","text":"一"}"#)
            #expect(answer.status == 503)
            #expect(answer.header("retry-after") != nil)
            #expect(try await relay.poll().isEmpty)
        }
    }

    @Test func `photos come in the body or from where they lie`() async throws {
        let bytes = png(size: 500)
        try await withGateway { request in
            request.path == "/photo"
                ? .reply(type: "image/png", body: bytes) : .json("{}", status: 404)
        } run: { relay, gateway in
            let inline = Data(bytes).base64EncodedString()
            let json = #"{"from":"\#(phone)","text":"看","media":["\#(inline)"]}"#
            #expect(try await push(relay, "sms", json).status == 200)
            let station = try await relay.store.station(named: "desk", account: 7001)
            for (number, path) in ["/photo", "/gone"].enumerated() {
                _ = try await relay.store.keep(
                    Said(post: "mms-\(number)", text: ""),
                    photos: [.atSource(gateway.url + path)],
                    delivery: "d-\(number)",
                    source: "sms",
                    sender: phone,
                    station: station
                )
            }
            let files = try await relay.poll().compactMap { update in
                update.message?["photo"]?.elements?.last?["file_id"]?.text
            }
            #expect(files.count == 3)
            func status(_ id: String) async throws -> Int {
                try await relay.call("getFile", #"{"file_id":"\#(id)"}"#).status
            }
            for id in files.prefix(2) {
                try await eventually { try await status(id) == 200 }
                let got = try await relay.client.send(
                    HTTPRequest(
                        url: "http://127.0.0.1:\(relay.ports.stationAPI)/file/bot"
                            + "\(Running.token)/photos/\(id)"
                    )
                )
                #expect(got.body == bytes)
            }
            // Still tried for three days; then it is nowhere.
            #expect(try await status(files[2]) == 429)
            try await eventually {
                relay.clock.advance(.seconds(90_000))
                return try await status(files[2]) == 404
            }
        }
    }

    // MARK: - Out

    @Test func `replies go in order, each under one key, however often the gateway fails`()
        async throws
    {
        let tries = Mutex<[String: Int]>([:])
        try await withGateway { request in
            let text = (try? JSONDocument(request.body))?.root["text"]?.text ?? ""
            let count = tries.withLock { tries in
                tries[text, default: 0] += 1
                return tries[text] ?? 0
            }
            return count <= 2 ? .json("{}", status: 500) : .json(#"{"id":"g-\#(count)"}"#)
        } run: { relay, gateway in
            let chat = try await person(relay)
            for word in ["one", "two", "three"] {
                #expect(try await send(word, chat, relay) == "delivered")
            }
            try await eventually {
                relay.clock.advance(.seconds(60))
                return gateway.requests.count >= 9
            }
            let posts = gateway.requests.map { request in
                (
                    text: (try? JSONDocument(request.body))?.root["text"]?.text ?? "",
                    key: request.headers["webhook-id"] ?? "",
                    body: request.text
                )
            }
            let order = ["one", "one", "one", "two", "two", "two", "three", "three", "three"]
            #expect(posts.map(\.text) == order)
            for word in ["one", "two", "three"] {
                let keys = Set(posts.filter { $0.text == word }.map(\.key))
                #expect(keys.count == 1)
                #expect(keys.first?.isEmpty == false)
            }
            #expect(Set(posts.map(\.key)).count == 3)
            #expect(posts.allSatisfy { $0.body.contains(phone) })
            #expect(try await stands(relay) == [])
        }
    }

    @Test func `a gateway that has too much is left alone for as long as it says`() async throws {
        let isBusy = Mutex(true)
        try await withGateway { _ in
            isBusy.withLock { $0 }
                ? .json("{}", status: 429, headers: ["Retry-After: 120"]) : .json(#"{"id":"g1"}"#)
        } run: { relay, gateway in
            let chat = try await person(relay)
            _ = try await send("one", chat, relay)
            try await eventually { gateway.requests.count == 1 }
            isBusy.withLock { $0 = false }
            try await eventually {
                try await relay.store.waitingReplies(to: "sms", limit: 9).isEmpty
            }
            try await eventually {
                relay.clock.advance(.seconds(10))
                return try await !relay.store.waitingReplies(to: "sms", limit: 9).isEmpty
            }
            #expect(gateway.requests.count == 1)
        }
    }

    @Test func `a gateway that wants nothing more fails the reply`() async throws {
        try await withGateway { _ in
            .json("{}", status: 410)
        } run: { relay, gateway in
            let chat = try await person(relay)
            _ = try await send("one", chat, relay)
            try await eventually { try await stands(relay) == ["failed"] }
            #expect(gateway.requests.count == 1)
            #expect(relay.log.all.contains { $0.contains("takes no more replies") })
        }
    }

    @Test func `without receipts what the gateway took is delivered`() async throws {
        try await withGateway { relay, _ in
            let chat = try await person(relay, "plain")
            _ = try await send("one", chat, relay)
            try await eventually { try await stands(relay) == ["delivered"] }
        }
    }

    @Test func `nothing is sent to whom nobody can answer`() async throws {
        try await withGateway { relay, gateway in
            let chat = try await person(relay, "bare")
            let answer = try await relay.call("sendMessage", #"{"chat_id":\#(chat),"text":"a"}"#)
            #expect(answer.status == 403)
            let json = #"{"from":"\#(phone)","text":"在吗"}"#
            #expect(try await push(relay, "bare", json).status == 200)
            #expect(try await push(relay, "sms", json).status == 200)
            relay.clock.advance(.seconds(400))
            // Who can be answered is told that nobody is there; who cannot is not, now or later.
            try await eventually { gateway.requests.count == 1 }
            #expect(try await relay.store.waitingReplies(to: "bare", limit: 9).isEmpty)
        }
    }

    // MARK: - How it fared

    @Test(arguments: [("DELIVRD", ["delivered"]), ("UNDELIV", ["failed"]), ("SENT", [])])
    func `a receipt counts by the gateway's id`(word: String, wanted: [String]) async throws {
        try await withGateway { relay, gateway in
            let chat = try await person(relay)
            _ = try await send("one", chat, relay)
            try await eventually { gateway.requests.count == 1 }
            try await eventually {
                _ = try await push(relay, "sms/receipt", #"{"id":"g1","stand":"\#(word)"}"#)
                return try await stands(relay) == wanted
            }
            for _ in 0..<2 {
                _ = try await push(relay, "sms/receipt", #"{"id":"g1","stand":"\#(word)"}"#)
            }
            #expect(try await stands(relay) == wanted)
            let foreign = try await push(relay, "sms/receipt", #"{"id":"g9","stand":"DELIVRD"}"#)
            #expect(foreign.status == 200)
            #expect(try await stands(relay) == wanted)
        }
    }

    @Test func `a receipt counts by our key, and what failed may still arrive`() async throws {
        try await withGateway { relay, gateway in
            let chat = try await person(relay)
            _ = try await send("one", chat, relay)
            try await eventually { gateway.requests.count == 1 }
            let key = try #require(gateway.requests.first?.headers["webhook-id"])
            for word in ["UNDELIV", "DELIVRD", "UNDELIV"] {
                let json = #"{"id":"\#(key)","stand":"\#(word)"}"#
                #expect(try await push(relay, "sms/receipt", json).status == 200)
            }
            #expect(try await stands(relay) == ["failed", "delivered"])
        }
    }

    @Test func `a receipt that is faster than the gateway's answer is not lost`() async throws {
        let isHeld = Monitor(true)
        try await withGateway { _ in
            isHeld.wait(until: .now.after(seconds: 60)) { !$0 }
            return .json(#"{"id":"g1"}"#)
        } run: { relay, gateway in
            let chat = try await person(relay)
            _ = try await send("one", chat, relay)
            try await eventually { gateway.requests.count == 1 }
            let json = #"{"id":"g1","stand":"DELIVRD"}"#
            #expect(try await push(relay, "sms/receipt", json).status == 200)
            #expect(try await stands(relay) == [])
            isHeld.withLock { $0 = false }
            try await eventually { try await stands(relay) == ["delivered"] }
        }
    }

    @Test func `a stop does not wait for a gateway that is silent`() async throws {
        let log = LogLines()
        try await withGateway(log: log) { _ in
            .stall
        } run: { relay, gateway in
            let chat = try await person(relay)
            _ = try await send("one", chat, relay)
            try await eventually { gateway.requests.count == 1 }
        }
        // Waited for, it would have been told of as a reply not taken.
        #expect(!log.all.contains { $0.contains("reply not taken") })
    }

    // MARK: - Forgetting, and the log

    @Test func `no word, number or secret is in the log`() async throws {
        let log = LogLines()
        try await withGateway(log: log) { request in
            request.text.contains("gut") ? .json(#"{"id":"g1"}"#) : .json("{}", status: 500)
        } run: { relay, gateway in
            let visitor = try await relay.visitor()
            _ = try await visitor.say("Geheimnis-der-Seite")
            _ = try await visitor.say("Geheimnis", id: "kurz")
            _ = try await visitor.keepPhoto("photo-of-a-secret", Array("Geheimnis".utf8))
            let chat = try await person(relay)
            for word in ["Geheimnis-gut", "Geheimnis-schlecht"] {
                _ = try await send(word, chat, relay)
            }
            try await eventually { gateway.requests.count >= 2 }
            _ = try await push(relay, "sms", #"{"from":"\#(phone)","text":7}"#)
            _ = try await push(relay, "sms", #"{"from":"\#(phone)"}"#, at: 900)
            _ = try await relay.call("getMe", token: "7001:Geheimnis")
            _ = try await relay.call("sendMessage", #"{"text":"Geheimnis"#)
            _ = try await visitor.say("Geheimnis-der-Nacht")
            relay.clock.advance(.seconds(400))
            try await eventually { log.all.contains { $0.contains("station away") } }
        }
        let secrets = ["Geheimnis", phone, "7001:", "secret-of-the-station", "路灯"]
        for line in log.all {
            for word in secrets where line.contains(word) { Issue.record("\(line)") }
        }
        #expect(log.all.contains { $0.contains("reply not taken") })
    }
}
