import BotAPI
import Curl
import Foundation
import Loopback
import Relay
import Testing

/// The page's stream of events.
@Suite(.timeLimit(.minutes(5)))
struct StreamTests {
    /// Somebody who has said a word, and the number by which the desk knows them.
    private func person(_ relay: Running) async throws -> (Visitor, chat: Int64) {
        let visitor = try await relay.visitor()
        _ = try await visitor.say("你好")
        let update = try #require(try await relay.poll().last)
        _ = try await relay.poll(update.id + 1)
        return (visitor, try #require(update.message?["chat"]?["id"]?.integer))
    }

    private func send(_ text: String, _ chat: Int64, _ relay: Running) async throws {
        let answer = try await relay.call(
            "sendMessage",
            #"{"chat_id":\#(chat),"text":"\#(text)","receipt":true}"#
        )
        #expect(answer.status == 200)
    }

    /// As ``send(_:_:_:)``, without the way there.
    private func fill(_ text: String, _ chat: Int64, _ relay: Running) async throws {
        _ = try await relay.store.send(
            text,
            buttons: [],
            key: nil,
            wantsReceipt: false,
            to: chat,
            from: 1,
            reach: { _ in .page }
        )
    }

    private func words(_ events: [ServerEvent]) throws -> [String] {
        try events.filter { $0.name == "message" }.compactMap {
            try JSONDocument(Array($0.data.utf8)).root["text"]?.text
        }
    }

    @Test func `what is said and how it fares comes at once`() async throws {
        try await withRelay { relay in
            let (visitor, chat) = try await person(relay)
            let rev = try await visitor.history()["rev"]?.integer ?? 0
            let stream = try visitor.events(after: "\(rev)")
            #expect(await stream.event { $0.name == "desk" }?.data == #"{"isAway":false}"#)
            #expect(stream.text.lowercased().contains("content-type: text/event-stream"))
            try await send("请讲", chat, relay)
            #expect(await stream.event { $0.data.contains("请讲") } != nil)
            _ = try await visitor.say("灯坏了")
            #expect(await stream.event { $0.data.contains(#""stand":"kept""#) } != nil)
            let update = try #require(try await relay.poll().last)
            #expect(await stream.event { $0.data.contains(#""stand":"fetched""#) } != nil)
            _ = try await relay.poll(update.id + 1)
            #expect(await stream.event { $0.data.contains(#""stand":"done""#) } != nil)
            let ids = await stream.events(5).compactMap { $0.id.flatMap { Int64($0) } }
            #expect(ids == ids.sorted())
            #expect(Set(ids).count == ids.count)
            stream.close()
        }
    }

    @Test func `a stream resumes where it stopped and brings each once`() async throws {
        try await withRelay { relay in
            let (visitor, chat) = try await person(relay)
            var last = "\(try await visitor.history()["rev"]?.integer ?? 0)"
            var seen: [String] = []
            for round in 0..<4 {
                let stream = try visitor.events(after: last)
                for number in 0..<3 { try await send("第\(round)-\(number)", chat, relay) }
                let events = await stream.events(round == 0 ? 4 : 7).filter { $0.name == "message" }
                seen += try words(events)
                last = try #require(events.last?.id)
                stream.reset()
                for number in 3..<6 { try await send("第\(round)-\(number)", chat, relay) }
            }
            let stream = try visitor.events(after: last)
            seen += try words(await stream.events(4))
            #expect(seen == (0..<4).flatMap { round in (0..<6).map { "第\(round)-\($0)" } })
        }
    }

    @Test func `hundreds of messages come in one stream in order`() async throws {
        try await withRelay { relay in
            let (visitor, chat) = try await person(relay)
            for number in 0..<450 { try await fill("第\(number)", chat, relay) }
            let rev = try await visitor.history()["rev"]?.integer ?? 0
            let stream = try visitor.events(after: "\(rev - 450)")
            let events = await stream.events(451)
            #expect(try words(events) == (0..<450).map { "第\($0)" })
        }
    }

    @Test func `what was written to the page is delivered`() async throws {
        try await withRelay { relay in
            let (visitor, chat) = try await person(relay)
            let stream = try visitor.events(after: "0")
            #expect(await stream.event { $0.name == "desk" } != nil)
            try await send("答复", chat, relay)
            #expect(await stream.event { $0.data.contains("答复") } != nil)
            try await eventually {
                let messages = try await relay.store.history(of: chat, before: nil, limit: 9)
                return messages.sayings.last?.stand == .delivered
            }
            // On the screen is another thing, and the only one that counts.
            #expect(try await relay.poll().isEmpty)
        }
    }

    @Test func `the stream ends when the person forgets the phone`() async throws {
        try await withRelay { relay in
            let (visitor, _) = try await person(relay)
            let stream = try visitor.events()
            #expect(await stream.event { $0.name == "desk" } != nil)
            #expect(try await visitor.ask(.delete, "/desk/api/session").status == 200)
            #expect(await stream.ends())
            #expect(try await visitor.ask(.get, "/desk/api/events").status == 401)
        }
    }

    @Test func `a tab that stays open does not end the session that another renews`() async throws {
        try await withRelay { relay in
            var (visitor, chat) = try await person(relay)
            let stream = try visitor.events()
            #expect(await stream.event { $0.name == "desk" } != nil)
            relay.clock.advance(.seconds(90_000))
            _ = try await relay.poll()
            try await visitor.open()
            #expect(try await visitor.say("新的一天").status == 200)
            relay.clock.advance(.seconds(120))
            // The beat looks whether the session is still there.
            try await eventually(within: 60) {
                await stream.events(0).contains { $0.name == "beat" }
            }
            try await send("还在吗", chat, relay)
            #expect(await stream.event { $0.data.contains("还在吗") } != nil)
            #expect(try await visitor.say("还在").status == 200)
        }
    }

    @Test func `the page hears that the desk is away and back`() async throws {
        try await withRelay { relay in
            let (visitor, _) = try await person(relay)
            let stream = try visitor.events()
            #expect(await stream.event { $0.data == #"{"isAway":false}"# } != nil)
            relay.clock.advance(.seconds(301))
            #expect(await stream.event { $0.data == #"{"isAway":true}"# } != nil)
            _ = try await relay.poll()
            try await eventually {
                await stream.events(0).last { $0.name == "desk" }?.data == #"{"isAway":false}"#
            }
        }
    }

    @Test func `a person has so many streams and places become free`() async throws {
        try await withRelay {
            $0.limits.pagesPerPerson = 3
        } run: { relay in
            let (visitor, _) = try await person(relay)
            for _ in 0..<3 {
                let streams = try (0..<3).map { _ in try visitor.events() }
                for stream in streams { #expect(await stream.event { $0.name == "desk" } != nil) }
                let more = try await visitor.ask(.get, "/desk/api/events")
                #expect(more.status == 429)
                #expect(more.header("retry-after") != nil)
                // Another person is none of it.
                let other = try await relay.visitor().events()
                #expect(await other.event { $0.name == "desk" } != nil)
                for stream in streams { stream.reset() }
                try await eventually {
                    let stream = try visitor.events()
                    defer { stream.close() }
                    return await stream.sees("200 OK", within: 1)
                }
                try await eventually { try await free(visitor, 3) }
            }
        }
    }

    /// True when so many streams open at once.
    private func free(_ visitor: Visitor, _ count: Int) async throws -> Bool {
        let streams = try (0..<count).map { _ in try visitor.events() }
        var isFree = true
        for stream in streams {
            _ = await stream.sees("\r\n\r\n")
            isFree = isFree && stream.text.hasPrefix("HTTP/1.1 200")
            stream.close()
        }
        guard isFree else { return false }
        try await eventually {
            let stream = try visitor.events()
            defer { stream.close() }
            return await stream.sees("200 OK", within: 1)
        }
        return true
    }

    @Test(arguments: [true, false])
    func `a stop ends open streams, also of a page that reads nothing`(reads: Bool) async throws {
        let (stream, start) = try await withRelay { relay in
            let (visitor, chat) = try await person(relay)
            let stream = try visitor.events(reads: reads)
            let long = String(repeating: "长", count: 40_000)
            if reads {
                #expect(await stream.event { $0.name == "desk" } != nil)
            } else {
                // More than the system holds for a reader that is slow.
                for _ in 0..<60 { try await fill(long, chat, relay) }
            }
            return (stream, MonotonicTime.now)
        }
        // Sooner than a page that rests is given up; how busy the machine is decides the rest.
        #expect(MonotonicTime.now < start.after(seconds: 60))
        // Only now: the page was there all the time.
        stream.close()
    }
}
