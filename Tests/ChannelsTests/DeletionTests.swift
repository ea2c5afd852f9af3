import Channels
import Loopback
import Messages
import Testing

/// Erasing at the far side what stands there already.
@Suite(.timeLimit(.minutes(5)))
struct DeletionTests {
    @Test(arguments: [true, false])
    func `a message is erased by chat and number, at our relay and elsewhere`(
        isRelay: Bool
    ) async throws {
        try await withBotAPI(isRelay: isRelay) { api, channel in
            try await channel.delete(message: "12", in: "281474976710655")
            try await channel.delete(message: "7", in: "@station")
            #expect(
                api.deleted == [
                    FakeBotAPI.Deleted(chat: "281474976710655", message: 12),
                    FakeBotAPI.Deleted(chat: "@station", message: 7),
                ]
            )
        }
    }

    @Test func `what is not there any more is erased`() async throws {
        try await withBotAPI { api, channel in
            api.fail(.init("deleteMessage", .htmlAfter(504)))
            guard case .retry = await failure({ try await channel.delete(message: "5", in: "7") })
            else {
                Issue.record("a lost answer is asked for again")
                return
            }
            #expect(api.deleted.count == 1)
            try await channel.delete(message: "5", in: "7")
            #expect(api.deleted.count == 1)
            #expect(api.calls("deleteMessage") == 2)
        }
    }

    @Test(arguments: [
        (400, "Bad Request: message can't be deleted for everyone"),
        (400, "Bad Request: message can't be deleted"), (400, "Bad Request: chat not found"),
        (403, "Forbidden: bot was blocked by the user"), (404, "Not Found: method not found"),
    ])
    func `a no of the far side is the end`(code: Int, words: String) async throws {
        try await withBotAPI { api, channel in
            api.fail(.init("deleteMessage", .error(code, words)))
            guard
                case .refused(let trouble, false) = await failure({
                    try await channel.delete(message: "5", in: "7")
                })
            else {
                Issue.record("it is asked again")
                return
            }
            #expect(trouble.code == "http-\(code)")
            #expect(trouble.message.hasSuffix(words.lowercased()))
        }
    }

    @Test(
        arguments: [
            .error(500, "Internal"), .html(502), .htmlAfter(504), .tooMany(retryAfter: 1),
            .garbage, .html(404),
        ] as [FakeBotAPI.Fault.Kind]
    )
    func `all else is asked again`(_ fault: FakeBotAPI.Fault.Kind) async throws {
        try await withBotAPI { api, channel in
            api.fail(.init("deleteMessage", fault))
            guard case .retry = await failure({ try await channel.delete(message: "5", in: "7") })
            else {
                Issue.record("it ends")
                return
            }
            try await channel.delete(message: "5", in: "7")
            #expect(api.deleted == [FakeBotAPI.Deleted(chat: "7", message: 5)])
        }
    }

    @Test func `a message without a number is not asked for`() async throws {
        try await withBotAPI { api, channel in
            guard
                case .refused = await failure({ try await channel.delete(message: "", in: "7") })
            else {
                Issue.record("it is asked again")
                return
            }
            #expect(api.calls("deleteMessage") == 0)
        }
    }
}
