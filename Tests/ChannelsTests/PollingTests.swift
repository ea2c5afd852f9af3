import Channels
import Loopback
import Messages
import Testing

@Suite(.timeLimit(.minutes(5)))
struct PollingTests {
    @Test func `messages come in order and are confirmed by the next poll only`() async throws {
        try await withBotAPI { api, channel in
            for number in 1...3 { api.push(text: "第\(number)件", from: 7) }
            let first = try await channel.poll(after: nil)
            #expect(first.messages.map(\.text) == ["第1件", "第2件", "第3件"])
            #expect(first.date != nil)
            #expect(api.pending == 3)
            let again = try await channel.poll(after: nil)
            #expect(again.messages.map(\.key) == first.messages.map(\.key))
            let next = try await channel.poll(after: first.cursor)
            #expect(next.messages.isEmpty)
            #expect(next.cursor == nil)
            #expect(api.pending == 0)
        }
    }

    @Test func `a batch holds a hundred at most and the rest follows`() async throws {
        try await withBotAPI { api, channel in
            for number in 0..<250 { api.push(text: "\(number)", from: 7) }
            var cursor: Cursor?
            var texts: [String] = []
            for _ in 0..<3 {
                let batch = try await channel.poll(after: cursor)
                #expect(batch.messages.count <= 100)
                texts += batch.messages.map(\.text)
                cursor = batch.cursor
            }
            #expect(texts == (0..<250).map { "\($0)" })
        }
    }

    @Test func `a held poll brings a message as it comes`() async throws {
        try await withBotAPI(pollSeconds: 20) { api, channel in
            async let batch = channel.poll(after: nil)
            #expect(await api.waitForHeldPoll())
            api.push(text: "您好", from: 7)
            let messages = try await batch.messages
            #expect(messages.map(\.text) == ["您好"])
        }
    }

    @Test func `confirming forgets what was done`() async throws {
        try await withBotAPI { api, channel in
            api.push(text: "x", from: 7)
            let cursor = try #require(try await channel.poll(after: nil).cursor)
            try await channel.confirm(cursor)
            #expect(api.pending == 0)
        }
    }

    @Test func `what a held poll has confirmed is not confirmed again`() async throws {
        try await withBotAPI(pollSeconds: 20) { api, channel in
            api.hasAntiSpin = true
            api.push(text: "x", from: 7)
            let cursor = try #require(try await channel.poll(after: nil).cursor)
            await withTaskGroup(of: Void.self) { group in
                group.addTask { _ = try? await channel.poll(after: cursor) }
                #expect(await api.waitForHeldPoll())
                group.cancelAll()
            }
            let calls = api.calls("getUpdates")
            try await channel.confirm(cursor)
            #expect(api.calls("getUpdates") == calls)
            #expect(api.pending == 0)
        }
    }

    @Test func `a cancelled poll says so`() async throws {
        try await withBotAPI(pollSeconds: 20) { api, channel in
            let error = await withTaskGroup(of: ChannelError?.self) { group in
                group.addTask { await failure { try await channel.poll(after: nil) } }
                #expect(await api.waitForHeldPoll())
                group.cancelAll()
                return await group.next() ?? nil
            }
            #expect(error == .cancelled)
        }
    }

    // MARK: - Numbers that restart

    @Test(arguments: [5, 699_990_000, 700_000_500, 1_900_000_000])
    func `numbers that restart are survived`(_ restart: Int64) async throws {
        try await withBotAPI { api, channel in
            api.push(text: "old", from: 7)
            let old = try await channel.poll(after: nil)
            _ = try await channel.poll(after: old.cursor)
            api.resetIDs(to: restart)
            for number in 1...20 { api.push(text: "\(number)", from: 7) }
            var cursor = old.cursor
            let new = try await channel.poll(after: cursor)
            #expect(new.messages.map(\.text) == (1...20).map { "\($0)" })
            cursor = new.cursor
            let after = try await channel.poll(after: cursor)
            #expect(after.messages.isEmpty)
            #expect(api.pending == 0)
            api.push(text: "next", from: 7)
            let later = try await channel.poll(after: cursor)
            #expect(later.messages.map(\.text) == ["next"])
        }
    }

    @Test func `an old offset that would hide new messages is not used`() async throws {
        try await withBotAPI { api, channel in
            let monday = 1_790_000_000
            api.clock = monday
            api.push(text: "old", from: 7)
            let old = try await channel.poll(after: nil)
            _ = try await channel.poll(after: old.cursor)
            // The new numbers end just before the old offset: the far side would take it for a
            // confirmation of all of them.
            api.resetIDs(to: 700_000_001 - 5)
            for number in 1...4 { api.push(text: "\(number)", from: 7) }
            api.clock = monday + 8 * 86_400
            _ = try await channel.open()
            let new = try await channel.poll(after: old.cursor)
            #expect(new.messages.map(\.text) == ["1", "2", "3", "4"])
            #expect(api.offsets.last == .some(nil))
            let later = try await channel.poll(after: new.cursor)
            #expect(later.messages.isEmpty)
            #expect(api.pending == 0)
        }
    }

    @Test func `a restart while the service runs on is noticed by the clock`() async throws {
        try await withBotAPI { api, channel in
            let monday = 1_790_000_000
            api.clock = monday
            api.push(text: "old", from: 7)
            let old = try await channel.poll(after: nil)
            let first = try await channel.poll(after: old.cursor)
            #expect(first.cursor == nil)
            api.clock = monday + 7 * 86_400
            let idle = try await channel.poll(after: old.cursor)
            #expect(idle.messages.isEmpty)
            api.resetIDs(to: 700_000_000 - 2)
            for number in 1...2 { api.push(text: "\(number)", from: 7) }
            let new = try await channel.poll(after: old.cursor)
            #expect(new.messages.map(\.text) == ["1", "2"])
        }
    }

    @Test func `our own relay is always asked with the offset`() async throws {
        let limits = ChannelLimits(hasIdempotencyKey: true)
        try await withBotAPI(limits: limits) { api, channel in
            api.clock = 1_790_000_000
            api.push(text: "old", from: 7)
            let old = try await channel.poll(after: nil)
            api.clock = 1_790_000_000 + 30 * 86_400
            _ = try await channel.open()
            let later = try await channel.poll(after: old.cursor)
            #expect(later.messages.isEmpty)
            #expect(api.offsets.last == .some(700_000_001))
        }
    }

    @Test(arguments: ["", "x", "-5", "0", "@", "99999999999999999999"])
    func `a cursor that is none of ours starts at the head`(_ value: String) async throws {
        try await withBotAPI { api, channel in
            api.push(text: "x", from: 7)
            let batch = try await channel.poll(after: Cursor(value))
            #expect(batch.messages.count == 1)
            #expect(api.offsets == [nil])
        }
    }

    // MARK: - Poison

    @Test(arguments: [
        #"{"message":{"text":"秘密"}}"#,
        #"{"message":7}"#,
        #"{"callback_query":{}}"#,
        #"{"message":{"message_id":1,"chat":{"id":7,"type":"private"},"x":"#
            + String(repeating: "[", count: 500) + String(repeating: "]", count: 500) + "}}",
    ])
    func `one that cannot be read leaves the others alone`(_ poison: String) async throws {
        try await withBotAPI { api, channel in
            api.push(text: "before", from: 7)
            api.push(rawJSON: poison)
            api.push(text: "after", from: 7)
            let batch = try await channel.poll(after: nil)
            #expect(batch.messages.map(\.text) == ["before", "after"])
            let unreadable = try #require(batch.unreadable.first)
            #expect(batch.unreadable.count == 1)
            #expect(unreadable.raw.contains("update_id"))
            #expect(!unreadable.reason.contains("秘密"))
            let again = try await channel.poll(after: nil)
            #expect(again.unreadable == batch.unreadable)
            let later = try await channel.poll(after: batch.cursor)
            #expect(later.messages.isEmpty)
            #expect(api.pending == 0)
        }
    }

    @Test func `updates without a number are passed by counting`() async throws {
        try await withBotAPI { api, channel in
            api.push(text: "a", from: 7)
            api.push(verbatim: Array(#"{"message":{}}"#.utf8))
            api.push(verbatim: Array("17".utf8))
            let batch = try await channel.poll(after: nil)
            #expect(batch.unreadable.count == 2)
            let later = try await channel.poll(after: batch.cursor)
            #expect(later.unreadable.isEmpty)
            #expect(api.pending == 0)
        }
    }

    @Test func `half a surrogate pair costs one sign and not the batch`() async throws {
        try await withBotAPI { api, channel in
            api.push(
                rawJSON: #"{"message":{"message_id":1,"from":{"id":7},"chat":{"id":7,"#
                    + #""type":"private"},"date":1,"text":"a\ud83db"}}"#
            )
            let batch = try await channel.poll(after: nil)
            #expect(batch.messages.first?.text == "a\u{FFFD}b")
        }
    }

    @Test func `kinds that concern no chat are passed over and counted`() async throws {
        try await withBotAPI { api, channel in
            api.push(rawJSON: #"{"poll":{"id":"1"}}"#)
            api.push(rawJSON: #"{"hologram":{}}"#)
            api.push(rawJSON: "{}")
            let batch = try await channel.poll(after: nil)
            #expect(batch.messages.isEmpty)
            #expect(batch.unreadable.isEmpty)
            #expect(channel.skipped == 3)
            _ = try await channel.poll(after: batch.cursor)
            #expect(api.pending == 0)
        }
    }

    @Test func `a doubled delivery has the same key twice`() async throws {
        try await withBotAPI { api, channel in
            api.push(text: "x", from: 7)
            api.fail(.init("getUpdates", .duplicate))
            let batch = try await channel.poll(after: nil)
            #expect(batch.messages.map(\.key) == ["m:7:1", "m:7:1"])
            let later = try await channel.poll(after: batch.cursor)
            #expect(later.messages.isEmpty)
        }
    }

    // MARK: - Faults

    struct Fault: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var kind: FakeBotAPI.Fault.Kind
        var code: String
        var after: Double?
    }

    @Test(arguments: [
        Fault(testDescription: "500", kind: .error(500, "Internal"), code: "http-500"),
        Fault(testDescription: "a page", kind: .html(502), code: "http-502"),
        Fault(testDescription: "a page of 403", kind: .html(403), code: "http-403"),
        Fault(testDescription: "429", kind: .tooMany(retryAfter: nil), code: "http-429"),
        Fault(
            testDescription: "429 with a time",
            kind: .tooMany(retryAfter: 7),
            code: "http-429",
            after: 7
        ),
        Fault(testDescription: "garbage", kind: .garbage, code: "garbage"),
        Fault(testDescription: "JSON cut", kind: .brokenJSON, code: "garbage"),
        Fault(testDescription: "answer cut", kind: .cut, code: "cut"),
        Fault(testDescription: "stall", kind: .stall, code: "timeout"),
    ])
    func `a poll that goes wrong is tried again on a fresh connection`(_ fault: Fault) async throws
    {
        try await withBotAPI(margin: .milliseconds(300)) { api, channel in
            api.push(text: "x", from: 7)
            api.fail(.init("getUpdates", fault.kind))
            let connections = api.connections
            let error = await failure { try await channel.poll(after: nil) }
            guard case .retry(let trouble, let after, .account) = error else {
                Issue.record("not a retry: \(String(describing: error))")
                return
            }
            #expect(trouble.code == fault.code)
            #expect(after == fault.after)
            #expect(!"\(trouble)".contains("TEST-TOKEN"))
            let second = try await channel.poll(after: nil)
            #expect(second.messages.count == 1)
            #expect(api.connections > connections)
        }
    }

    @Test func `a lost connection is made afresh without a word`() async throws {
        try await withBotAPI { api, channel in
            api.push(text: "x", from: 7)
            api.fail(.init("getUpdates", .dropAfter))
            let batch = try await channel.poll(after: nil)
            #expect(batch.messages.count == 1)
        }
    }

    @Test func `a second poller is a conflict`() async throws {
        try await withBotAPI(pollSeconds: 20) { api, channel in
            let other = try BotAPIChannel(
                .init(baseURL: api.url, token: api.token, pollSeconds: 20)
            )
            defer { other.close() }
            await withTaskGroup(of: ChannelError?.self) { group in
                group.addTask { await failure { try await channel.poll(after: nil) } }
                #expect(await api.waitForHeldPoll())
                group.addTask { await failure { try await other.poll(after: nil) } }
                let first = await group.next() ?? nil
                guard case .conflict(let trouble) = first else {
                    Issue.record("no conflict")
                    return
                }
                #expect(trouble.code == "http-409")
                group.cancelAll()
            }
        }
    }

    @Test func `a wrong token is unauthorized`() async throws {
        let api = FakeBotAPI()
        try api.start()
        defer { api.stop() }
        let channel = try BotAPIChannel(.init(baseURL: api.url, token: "4242:WRONG"))
        defer { channel.close() }
        for error in [
            await failure { try await channel.open() },
            await failure { try await channel.poll(after: nil) },
        ] {
            guard case .unauthorized(let trouble) = error else {
                Issue.record("not unauthorized")
                return
            }
            #expect(!"\(trouble)".contains("WRONG"))
        }
    }

    @Test(arguments: [
        ("", "1:a"), ("example.org", "1:a"), ("ftp://example.org", "1:a"), ("https://", "1:a"),
        ("https://example.org/a b", "1:a"), ("https://example.org", ""),
        ("https://example.org", "a/b"), ("https://example.org", "a b"),
    ])
    func `settings that make no sense are refused at once`(_ url: String, _ token: String) {
        #expect(throws: ChannelError.self) {
            try BotAPIChannel(.init(baseURL: url, token: token)).close()
        }
    }
}

/// The channel's error; nil when it went well.
func failure<Result>(_ body: () async throws -> Result) async -> ChannelError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? ChannelError
    }
}
