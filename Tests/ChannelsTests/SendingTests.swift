import Channels
import Loopback
import Messages
import Testing

@Suite(.timeLimit(.minutes(5)))
struct SendingTests {
    static let message = Outgoing(chat: "7", text: "您反映的 \"路灯\" 已受理\n", key: "k1")

    @Test func `a reply goes out as plain words with its buttons`() async throws {
        try await withBotAPI { api, channel in
            var message = Self.message
            message.buttons = [
                Button(title: "查询", data: "查 1"),
                Button(title: "too long", data: String(repeating: "长", count: 22)),
                Button(title: "longest", data: String(repeating: "a", count: 64)),
            ]
            let id = try await channel.send(message).id
            let sent = try #require(api.sent.first)
            #expect(id == String(sent.message))
            #expect(sent.chat == "7")
            #expect(sent.text == message.text)
            #expect(sent.isPreviewOff)
            #expect(sent.key == nil)
            #expect(
                sent.buttons == [
                    [FakeBotAPI.Pressable(title: "查询", data: "查 1")],
                    [
                        FakeBotAPI.Pressable(
                            title: "longest",
                            data: String(repeating: "a", count: 64)
                        )
                    ],
                ]
            )
        }
    }

    @Test func `a far side that knows keys is told the key and repeats nothing`() async throws {
        let limits = ChannelLimits(hasIdempotencyKey: true)
        try await withBotAPI(limits: limits) { api, channel in
            api.honoursKeys = true
            api.fail(.init("sendMessage", .htmlAfter(502)))
            guard case .retry = await failure({ try await channel.send(Self.message) }) else {
                Issue.record("with a key there is nothing uncertain")
                return
            }
            let id = try await channel.send(Self.message).id
            #expect(api.sent.map(\.key) == ["k1"])
            #expect(api.sent.map { String($0.message) } == [id])
        }
    }

    enum Meaning: Sendable {
        case retry(Double?)
        case uncertain
        case refused
        case dead
        case unauthorized
        case conflict
    }

    struct Fault: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var kind: FakeBotAPI.Fault.Kind
        var meaning: Meaning
        var count = 0
    }

    @Test(arguments: [
        Fault(testDescription: "500", kind: .error(500, "Internal"), meaning: .retry(nil)),
        Fault(testDescription: "503 page", kind: .html(503), meaning: .retry(nil)),
        Fault(testDescription: "403 page", kind: .html(403), meaning: .retry(nil)),
        Fault(testDescription: "404 page", kind: .html(404), meaning: .retry(nil)),
        Fault(testDescription: "413 page", kind: .html(413), meaning: .refused),
        Fault(testDescription: "500 page", kind: .html(500), meaning: .uncertain),
        Fault(testDescription: "502 page", kind: .htmlAfter(502), meaning: .uncertain, count: 1),
        Fault(testDescription: "504 page", kind: .htmlAfter(504), meaning: .uncertain, count: 1),
        Fault(testDescription: "502", kind: .error(502, "Bad Gateway"), meaning: .uncertain),
        Fault(testDescription: "429", kind: .tooMany(retryAfter: nil), meaning: .retry(nil)),
        Fault(testDescription: "429, 3 s", kind: .tooMany(retryAfter: 3), meaning: .retry(3)),
        Fault(testDescription: "dropped before", kind: .dropBefore, meaning: .uncertain),
        Fault(testDescription: "dropped after", kind: .dropAfter, meaning: .uncertain, count: 1),
        Fault(testDescription: "stalled before", kind: .stall, meaning: .uncertain),
        Fault(testDescription: "stalled after", kind: .stallAfter, meaning: .uncertain, count: 1),
        Fault(testDescription: "answer cut", kind: .cut, meaning: .uncertain, count: 1),
        Fault(testDescription: "JSON cut", kind: .brokenJSON, meaning: .uncertain, count: 1),
        Fault(testDescription: "garbage", kind: .garbage, meaning: .uncertain, count: 1),
        Fault(
            testDescription: "401",
            kind: .error(401, "Unauthorized"),
            meaning: .unauthorized
        ),
        Fault(testDescription: "409", kind: .error(409, "Conflict"), meaning: .conflict),
        Fault(
            testDescription: "403",
            kind: .error(403, "Forbidden: bot was blocked by the user"),
            meaning: .dead
        ),
        Fault(
            testDescription: "no such chat",
            kind: .error(400, "Bad Request: chat not found"),
            meaning: .dead
        ),
        Fault(
            testDescription: "a person who left",
            kind: .error(400, "Bad Request: user is deactivated"),
            meaning: .dead
        ),
        Fault(
            testDescription: "a bad request",
            kind: .error(400, "Bad Request: message is too long"),
            meaning: .refused
        ),
        Fault(testDescription: "413", kind: .error(413, "Too Large"), meaning: .refused),
    ])
    func `each failure of a send means what the desk must do`(_ fault: Fault) async throws {
        try await withBotAPI(answerTime: .milliseconds(300)) { api, channel in
            api.fail(.init("sendMessage", fault.kind))
            let error = try #require(await failure { try await channel.send(Self.message) })
            #expect(matches(error, fault.meaning), "\(error)")
            #expect(api.sent.count == fault.count)
            #expect(!"\(error)".contains("路灯"))
            #expect(!"\(error)".contains("TEST-TOKEN"))
            _ = try await channel.send(Self.message)
            #expect(api.sent.count == fault.count + 1)
        }
    }

    private func matches(_ error: ChannelError, _ meaning: Meaning) -> Bool {
        switch (error, meaning) {
        case (.retry(_, let after, let scope), .retry(let wanted)):
            after == wanted && (wanted == nil || scope == .chat)
        case (.uncertain, .uncertain), (.unauthorized, .unauthorized), (.conflict, .conflict): true
        case (.refused(_, let isDead), .refused): !isDead
        case (.refused(_, let isDead), .dead): isDead
        default: false
        }
    }

    @Test(arguments: [
        "bot was blocked by the user", "bot was kicked from the group chat",
        "bot is not a member of the channel chat", "user is deactivated", "chat not found",
        "chat was deleted", "PEER_ID_INVALID", "USER_IS_BLOCKED",
        "bot can't initiate conversation with a user", "CHAT_WRITE_FORBIDDEN",
        "not enough rights to send text messages to the chat",
        "group chat was upgraded to a supergroup chat", "have no rights to send a message",
        "need administrator rights in the channel chat",
    ])
    func `a chat that is gone is known by the words for it`(_ words: String) async throws {
        try await withBotAPI { api, channel in
            api.fail(.init("sendMessage", .error(400, "Bad Request: " + words)))
            let error = try #require(await failure { try await channel.send(Self.message) })
            #expect(matches(error, .dead))
        }
    }

    @Test func `the far side's words about a send are not repeated`() async throws {
        try await withBotAPI { api, channel in
            api.fail(.init("sendMessage", .error(400, "Bad Request: can't parse 13800000000")))
            let error = await failure { try await channel.send(Self.message) }
            #expect(!"\(String(describing: error))".contains("13800000000"))
        }
    }

    @Test func `nobody listening leaves a send certain`() async throws {
        let channel = try await withBotAPI { api, _ in
            try BotAPIChannel(.init(baseURL: api.url, token: api.token))
        }
        defer { channel.close() }
        let error = try #require(await failure { try await channel.send(Self.message) })
        #expect(matches(error, .retry(nil)))
    }

    @Test func `a send cancelled on the way is uncertain`() async throws {
        try await withBotAPI { api, channel in
            api.fail(.init("sendMessage", .stallAfter))
            let error = await withTaskGroup(of: ChannelError?.self) { group in
                group.addTask { await failure { try await channel.send(Self.message) } }
                #expect(await api.waitForSent(1))
                group.cancelAll()
                return await group.next() ?? nil
            }
            #expect(error.map { matches($0, .uncertain) } == true)
        }
    }

    @Test func `many sends at once keep each text whole`() async throws {
        try await withBotAPI { api, channel in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...200 {
                    group.addTask {
                        _ = try await channel.send(
                            Outgoing(chat: "\(number)", text: "第\(number)件", key: "")
                        )
                    }
                }
                try await group.waitForAll()
            }
            #expect(Set(api.sent.map { "\($0.chat) \($0.text)" }).count == 200)
            #expect(api.sent.allSatisfy { "第\($0.chat)件" == $0.text })
        }
    }

    @Test func `Telegram's published limits hold for its own host alone`() throws {
        let telegram = try BotAPIChannel(.init(token: "1:a"))
        defer { telegram.close() }
        #expect(telegram.limits.perSecond == 30)
        #expect(telegram.limits.perSecondInChat == 1)
        #expect(telegram.limits.perMinuteInGroup == 20)
        #expect(telegram.limits.textInUTF16 == 4096)
        let other = try BotAPIChannel(.init(baseURL: "http://127.0.0.1:8081", token: "1:a"))
        defer { other.close() }
        #expect(other.limits == ChannelLimits(keeps: .seconds(86_400)))
    }

    // MARK: - Files, menus, buttons

    @Test func `a file is fetched whole`() async throws {
        try await withBotAPI { api, channel in
            let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            api.addFile("f1", path: "photos/文件 1.jpg", bytes: bytes)
            let found = try await channel.fetch(
                Messages.Attachment(kind: .photo, handle: "f1"),
                limit: 1 << 20
            )
            #expect(found == bytes)
        }
    }

    @Test(arguments: ["../../etc/passwd", "/etc/passwd", "a//b", ""])
    func `a file outside its place is refused`(_ path: String) async throws {
        try await withBotAPI { api, channel in
            api.addFile("f1", path: path, bytes: [1])
            let error = await failure {
                try await channel.fetch(Messages.Attachment(kind: .photo, handle: "f1"), limit: 10)
            }
            #expect(error.map { matches($0, .refused) } == true)
        }
    }

    @Test func `a file that is gone or too long is refused and a lost one tried again`()
        async throws
    {
        try await withBotAPI { api, channel in
            api.addFile("f1", path: "a", bytes: [1, 2, 3])
            let photo = Messages.Attachment(kind: .photo, handle: "f1")
            let long = await failure { try await channel.fetch(photo, limit: 2) }
            #expect(long.map { matches($0, .refused) } == true)
            let gone = await failure {
                try await channel.fetch(Messages.Attachment(kind: .photo, handle: "f2"), limit: 2)
            }
            #expect(gone.map { matches($0, .refused) } == true)
            let none = await failure {
                try await channel.fetch(Messages.Attachment(kind: .contact, handle: ""), limit: 2)
            }
            #expect(none.map { matches($0, .refused) } == true)
            api.fail(.init("download", .error(500, "x")))
            let lost = await failure { try await channel.fetch(photo, limit: 3) }
            #expect(lost.map { matches($0, .retry(nil)) } == true)
            let whole = try await channel.fetch(photo, limit: 3)
            #expect(whole == [1, 2, 3])
        }
    }

    @Test func `each language has its menu and others have the first`() async throws {
        try await withBotAPI { api, channel in
            try await channel.offer([
                MenuEntry(command: "status", text: "查询", language: "zh"),
                MenuEntry(command: "status", text: "Ask", language: "en"),
            ])
            #expect(
                api.menus == [
                    "": ["status": "查询"], "zh": ["status": "查询"], "en": ["status": "Ask"],
                ]
            )
        }
    }

    @Test func `a pressed button stops waiting`() async throws {
        try await withBotAPI { api, channel in
            api.push(press: "查 1", from: 7, message: 3, id: "99")
            let message = try #require(try await channel.poll(after: nil).messages.first)
            await channel.acknowledge(message)
            #expect(api.acknowledged == ["99"])
        }
    }
}
