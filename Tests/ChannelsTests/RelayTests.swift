import BotAPI
import Channels
import Loopback
import Messages
import Testing

/// What our own relay has beyond the Bot API.
@Suite(.timeLimit(.minutes(5)))
struct RelayTests {
    private var message: Outgoing {
        var message = SendingTests.message
        message.wantsReceipt = true
        return message
    }

    private static let limits = ChannelLimits(
        hasIdempotencyKey: true,
        publicPageBytes: PublicPage.mostBytes
    )

    @Test func `the public page is put up at our relay alone`() async throws {
        try await withBotAPI(isRelay: true) { api, channel in
            try await channel.publish(Array("<p>接待日 \"十六\"</p>".utf8))
            #expect(api.pages == ["<p>接待日 \"十六\"</p>"])
        }
        try await withBotAPI { api, channel in
            #expect(channel.limits.publicPageBytes == nil)
            guard
                case .refused = await failure({ try await channel.publish(Array("<p>".utf8)) })
            else {
                Issue.record("Telegram has no such method")
                return
            }
            #expect(api.pages.isEmpty)
        }
    }

    @Test func `it keeps everything, repeats nothing and is not slowed down`() async throws {
        try await withBotAPI(isRelay: true) { api, channel in
            #expect(channel.limits == Self.limits)
            api.fail(.init("sendMessage", .htmlAfter(502)))
            guard case .retry = await failure({ try await channel.send(message) }) else {
                Issue.record("with a key there is nothing uncertain")
                return
            }
            let sent = try await channel.send(message)
            #expect(api.sent.map(\.key) == ["k1"])
            #expect(api.sent.map { String($0.message) } == [sent.id])
        }
    }

    @Test func `a relay at Telegram's own address has no limits of Telegram's`() throws {
        let relay = try BotAPIChannel(.init(token: "1:a", isRelay: true))
        defer { relay.close() }
        #expect(relay.limits == Self.limits)
    }

    @Test func `an endpoint that does not call itself our relay is refused`() async throws {
        let api = FakeBotAPI()
        try api.start()
        defer { api.stop() }
        let channel = try BotAPIChannel(.init(baseURL: api.url, token: api.token, isRelay: true))
        defer { channel.close() }
        guard case .refused(let trouble, false) = await failure({ try await channel.open() })
        else {
            Issue.record("it is taken for our relay")
            return
        }
        #expect(trouble.code == BotAPIChannel.notARelay)
        #expect(trouble.message.contains("127.0.0.1"))
    }

    @Test(
        arguments: [("read", .read), ("delivered", .delivered), ("none", nil), ("later", nil)]
            as [(String, Receipt.Stand?)]
    )
    func `a wanted receipt is asked for and its promise read`(
        word: String,
        promise: Receipt.Stand?
    ) async throws {
        try await withBotAPI(isRelay: true) { api, channel in
            api.promise = word
            let sent = try await channel.send(message)
            #expect(sent.promises == promise)
            #expect(api.sent.map(\.wantsReceipt) == [true])
        }
    }

    @Test func `no receipt is asked for where none is wanted, nor of anybody else`()
        async throws
    {
        try await withBotAPI(isRelay: true) { api, channel in
            let sent = try await channel.send(SendingTests.message)
            #expect(sent.promises == nil)
            #expect(api.sent.map(\.wantsReceipt) == [false])
        }
        try await withBotAPI { api, channel in
            let sent = try await channel.send(message)
            #expect(sent.promises == nil)
            #expect(api.sent.map(\.wantsReceipt) == [false])
        }
    }

    @Test func `receipts come beside the messages of a batch`() async throws {
        try await withBotAPI(isRelay: true) { api, channel in
            api.push(receipt: "delivered", chat: 7, message: 5)
            api.push(text: "x", from: 7)
            api.push(receipt: "read", chat: 7, message: 5)
            api.push(receipt: "eaten", chat: 7, message: 5)
            let batch = try await channel.poll(after: nil)
            #expect(batch.messages.map(\.text) == ["x"])
            #expect(
                batch.receipts
                    == [Receipt.Stand.delivered, .read].map {
                        Receipt(
                            key: "r:7:5:" + $0.rawValue,
                            chat: "7",
                            messageID: "5",
                            stand: $0,
                            at: 1_790_000_000_000
                        )
                    }
            )
            #expect(batch.unreadable.count == 1)
            #expect(api.wantedKinds.contains("message_receipt"))
            _ = try await channel.poll(after: batch.cursor)
            #expect(api.pending == 0)
        }
    }

    @Test func `a receipt from anybody else is passed over`() async throws {
        try await withBotAPI { api, channel in
            api.push(receipt: "read", chat: 7, message: 5)
            let batch = try await channel.poll(after: nil)
            #expect(batch.receipts.isEmpty && batch.messages.isEmpty && batch.cursor != nil)
            #expect(channel.skipped == 1)
            #expect(!api.wantedKinds.contains("message_receipt"))
        }
    }
}
