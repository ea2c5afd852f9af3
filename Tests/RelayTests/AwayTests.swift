import BotAPI
import Foundation
import Loopback
import Relay
import Testing

/// Nobody is at the desk.
@Suite(.timeLimit(.minutes(5)))
struct AwayTests {
    private func told(_ visitor: Visitor) async throws -> [String] {
        try await visitor.history()["messages"]?.elements?.filter { $0["desk"]?.boolean == true }
            .compactMap { $0["text"]?.text } ?? []
    }

    @Test func `everybody who waits is told once an absence, in their language`() async throws {
        try await withRelay { relay in
            let zh = try await relay.visitor("zh")
            let en = try await relay.visitor("en")
            let quiet = try await relay.visitor("zh")
            _ = try await relay.poll()
            for visitor in [zh, en] { _ = try await visitor.say("在吗") }
            relay.clock.advance(.seconds(299))
            try await looks(relay)
            #expect(try await told(zh) == [])
            relay.clock.advance(.seconds(2))
            try await eventually { try await told(zh) == ["已收到"] }
            try await eventually { try await told(en) == ["Received"] }
            // Not again, however long it lasts and whatever they say.
            relay.clock.advance(.seconds(86_400))
            _ = try await zh.say("还在吗")
            try await looks(relay)
            #expect(try await told(zh) == ["已收到"])
            // Somebody who comes only now waits no less.
            _ = try await quiet.say("刚来")
            try await eventually { try await told(quiet) == ["已收到"] }
            // The next absence.
            let updates = try await relay.poll()
            _ = try await relay.poll((updates.last?.id ?? 0) + 1)
            _ = try await zh.say("又来了")
            relay.clock.advance(.seconds(301))
            try await eventually { try await told(zh) == ["已收到", "已收到"] }
            #expect(try await told(en) == ["Received"])
            #expect(try await told(quiet) == ["已收到"])
        }
    }

    @Test func `a held poll is presence`() async throws {
        try await withRelay { relay in
            let visitor = try await relay.visitor()
            let other = try await relay.visitor()
            let client = try await heldPoll(relay)
            relay.clock.advance(.seconds(3600))
            try await looks(relay)
            _ = try await visitor.say("在吗")
            #expect(await client.sees("在吗"))
            _ = try await other.say("我呢")
            try await looks(relay)
            #expect(try await told(visitor) == [])
            #expect(try await told(other) == [])
        }
    }

    @Test func `a restart neither repeats nor forgets`() async throws {
        let (folder, clock) = (try TemporaryFolder(), TestClock())
        let cookies = try await withRelay(folder: folder, clock: clock) { relay in
            let (told, waiting) = (try await relay.visitor(), try await relay.visitor())
            _ = try await relay.poll()
            _ = try await told.say("在吗")
            clock.advance(.seconds(301))
            try await eventually { try await self.told(told) == ["已收到"] }
            return (told.cookie, waiting.cookie)
        }
        try await withRelay(folder: folder, clock: clock) { relay in
            let first = Visitor(relay: relay, cookie: cookies.0)
            let second = Visitor(relay: relay, cookie: cookies.1)
            _ = try await first.say("还在")
            _ = try await second.say("我也在")
            // The station could not poll while there was no relay.
            try await looks(relay)
            #expect(try await told(second) == [])
            clock.advance(.seconds(301))
            try await eventually { try await told(second) == ["已收到"] }
            try await looks(relay)
            #expect(try await told(first) == ["已收到"])
        }
    }

    /// Waits until the relay has looked from begin to end since now.
    private func looks(_ relay: Running) async throws {
        func count() -> Int { relay.log.all.count { $0.contains("looked who waits") } }
        let before = count()
        try await eventually { count() >= before + 2 }
    }
}
