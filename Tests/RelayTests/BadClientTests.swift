import BotAPI
import Curl
import Foundation
import Loopback
import Relay
import Testing

/// Clients that are slow, cut off, or mean it ill: everybody else is served.
@Suite(.timeLimit(.minutes(5)))
struct BadClientTests {
    /// Does what a person and the station do, sooner than the slow are given up after 20 seconds.
    private func isServed(_ relay: Running, _ visitor: Visitor) async throws {
        let start = MonotonicTime.now
        #expect(try await visitor.say("还在吗").status == 200)
        #expect(try await relay.page(.get, "/desk/").status == 200)
        #expect(try await relay.call("getMe").status == 200)
        #expect(MonotonicTime.now < start.after(seconds: 19))
    }

    private func post(_ relay: Running, _ visitor: Visitor, _ length: Int) -> String {
        "POST /desk/api/messages HTTP/1.1\r\nHost: 127.0.0.1:\(relay.ports.page)\r\n"
            + "Origin: \(relay.origin)\r\nCookie: \(visitor.cookie ?? "")\r\n"
            + "Content-Type: application/json\r\nContent-Length: \(length)\r\n\r\n"
    }

    @Test func `three hundred idle, half-sent and silent clients hold nobody up`() async throws {
        try await withRelay { relay in
            let visitor = try await relay.visitor()
            var clients: [RawClient] = []
            for number in 0..<300 {
                let port = number % 2 == 0 ? relay.ports.page : relay.ports.stationAPI
                let client = try RawClient(port: port, reads: false)
                switch number % 4 {
                case 0: break
                case 1: client.send("GET /bot7001:se")
                case 2: client.send(post(relay, visitor, 500) + #"{"id":"0123"#)
                default: client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Long: ")
                }
                clients.append(client)
            }
            try await isServed(relay, visitor)
            #expect(try await relay.poll().count == 1)
            for client in clients { client.reset() }
            try await isServed(relay, visitor)
        }
    }

    @Test func `a client that sends byte by byte is understood`() async throws {
        try await withRelay { relay in
            let visitor = try await relay.visitor()
            let client = try RawClient(port: relay.ports.page)
            let body = #"{"id":"0123456789abcdef","text":"慢"}"#
            let request = post(relay, visitor, body.utf8.count) + body
            let count = await client.trickle(request, every: .microseconds(200))
            #expect(count == request.utf8.count)
            #expect(await client.sees(#""stand":"kept""#))
            #expect(try await relay.poll().count == 1)
        }
    }

    @Test func `a post that is cut off is not kept`() async throws {
        try await withRelay { relay in
            let visitor = try await relay.visitor()
            let body = #"{"id":"0123456789abcdef","text":"只有一半的话"}"#
            for length in [0, 1, 20, body.utf8.count - 1] {
                let client = try RawClient(port: relay.ports.page)
                client.send(post(relay, visitor, body.utf8.count))
                client.send(Array(body.utf8.prefix(length)))
                if length % 2 == 0 { client.reset() } else { client.close() }
            }
            try await isServed(relay, visitor)
            #expect(try await relay.poll().count == 1)
        }
    }

    /// Bytes that are no request, with a name that a report can show.
    struct Rubbish: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var bytes: String

        static let all = [
            Rubbish("control characters", "\u{0}\u{1}\u{2}\r\n\r\n"),
            Rubbish("no address", "GET\r\n\r\n"),
            Rubbish("no method", "FROB / HTTP/9.9\r\n\r\n"),
            Rubbish("a negative length", "POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n"),
            Rubbish(
                "two lengths",
                "POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzz"
            ),
            Rubbish(
                "a long header",
                "GET / HTTP/1.1\r\nX: \(String(repeating: "x", count: 9000))\r\n\r\n"
            ),
            Rubbish(
                "a long address",
                "GET /\(String(repeating: "x", count: 70_000)) HTTP/1.1\r\n\r\n"
            ),
            Rubbish(
                "many headers",
                "GET / HTTP/1.1\r\n\(String(repeating: "A: b\r\n", count: 500))\r\n"
            ),
        ]

        init(_ name: String, _ bytes: String) {
            testDescription = name
            self.bytes = bytes
        }
    }

    @Test(arguments: Rubbish.all)
    func `rubbish is refused and the connection ends`(rubbish: Rubbish) async throws {
        try await withRelay { relay in
            for port in [relay.ports.page, relay.ports.stationAPI] {
                let client = try RawClient(port: port)
                client.send(rubbish.bytes)
                client.endSending()
                #expect(await client.ends())
                #expect(!client.text.contains(" 200 "))
                #expect(!client.text.contains(" 500 "))
            }
            let visitor = try await relay.visitor()
            try await isServed(relay, visitor)
        }
    }

    @Test func `a page that reads nothing holds only itself up`() async throws {
        try await withRelay { relay in
            let (deaf, visitor) = (try await relay.visitor(), try await relay.visitor())
            _ = try await deaf.say("说吧")
            let update = try #require(try await relay.poll().last)
            let chat = update.message?["chat"]?["id"]?.integer ?? 0
            let stream = try deaf.events(reads: false)
            // More than the system holds for a reader that is slow.
            let long = String(repeating: "长", count: 40_000)
            for _ in 0..<60 {
                _ = try await relay.store.send(
                    long,
                    buttons: [],
                    key: nil,
                    wantsReceipt: false,
                    to: chat,
                    from: 1,
                    reach: { _ in .page }
                )
            }
            try await isServed(relay, visitor)
            stream.reset()
            // The same person's next page goes on where the last one says it stopped.
            let rev = try await deaf.history("?limit=1")["rev"]?.integer ?? 0
            let next = try deaf.events(after: "\(rev - 2)")
            let events = await next.events(3)
            #expect(events.count { $0.name == "message" } == 2)
        }
    }

    @Test func `a body far too long is refused before it is there`() async throws {
        try await withRelay { relay in
            let visitor = try await relay.visitor()
            let client = try RawClient(port: relay.ports.page)
            client.send(post(relay, visitor, 1 << 40))
            #expect(await client.sees("too-long"))
            #expect(client.text.hasPrefix("HTTP/1.1 413"))
            client.close()
            let endless = try RawClient(port: relay.ports.page)
            endless.send(
                post(relay, visitor, 0).replacing(
                    "Content-Length: 0",
                    with: "Transfer-Encoding: chunked"
                )
            )
            let chunk = "4000\r\n" + String(repeating: "x", count: 0x4000) + "\r\n"
            for _ in 0..<6 { endless.send(chunk) }
            #expect(await endless.sees("too-long"))
            try await isServed(relay, visitor)
        }
    }
}
