import Curl
import Loopback
import Testing

/// What each thing that goes wrong on the wire is called, and what it means for a retry.
@Suite(.timeLimit(.minutes(5)))
struct CurlErrorTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var answer: LoopbackAnswer
        var code: CurlError.Code
        var outcome: CurlError.Outcome
    }

    @Test(arguments: [
        Case(
            testDescription: "no answer",
            answer: .stall,
            code: .timeout,
            outcome: .uncertain
        ),
        Case(
            testDescription: "silence within the body",
            answer: .cut("{", then: .hold),
            code: .stalled,
            outcome: .uncertain
        ),
        Case(
            testDescription: "silence within the head",
            answer: LoopbackAnswer([.send(Array("HTTP/1.1 200 OK\r\nDa".utf8)), .hold]),
            code: .stalled,
            outcome: .uncertain
        ),
        Case(
            testDescription: "a body cut short",
            answer: .cut("{"),
            code: .cut,
            outcome: .uncertain
        ),
        Case(
            testDescription: "closed without an answer",
            answer: .drop,
            code: .cut,
            outcome: .uncertain
        ),
        Case(
            testDescription: "broken off without an answer",
            answer: .reset,
            code: .cut,
            outcome: .uncertain
        ),
        Case(
            testDescription: "bytes that are no HTTP",
            answer: .garbage,
            code: .garbage,
            outcome: .uncertain
        ),
        Case(
            testDescription: "a body without end",
            answer: .endless,
            code: .tooLarge,
            outcome: .giveUp
        ),
        Case(
            testDescription: "a body that says it is too long",
            answer: .reply(body: [UInt8](repeating: 0, count: 1 << 20)),
            code: .tooLarge,
            outcome: .giveUp
        ),
        Case(
            testDescription: "a head without end",
            answer: LoopbackAnswer([
                .send(Array("HTTP/1.1 200 OK\r\n".utf8)), .endless(Array("A: b\r\n".utf8)),
            ]),
            code: .tooLarge,
            outcome: .giveUp
        ),
    ])
    func `a broken answer is called what it is`(_ example: Case) async throws {
        try await withServer { _ in
            example.answer
        } run: { server, client in
            let error = await failure(
                client,
                HTTPRequest(
                    .post,
                    url: server.url + "/bot1:SECRET/sendMessage",
                    body: Array("PRIVATE".utf8),
                    timeouts: .init(answer: .milliseconds(200), silence: .milliseconds(200)),
                    limit: 100_000,
                    isRepeatable: false
                )
            )
            let found = try #require(error)
            #expect(found.code == example.code)
            #expect(found.outcome == example.outcome)
            #expect(found.wasSent)
            #expect(!"\(found)\(found.hint ?? "")".contains("SECRET"))
            #expect(!"\(found)\(found.hint ?? "")".contains("PRIVATE"))
            #expect(found.message.hasPrefix("127.0.0.1:"))
            #expect(server.requests.count == 1)
            #expect(await server.waitForNoConnection())
        }
    }

    @Test func `the whole transfer has a time-out of its own`() async throws {
        let dribble = (0..<200).flatMap { _ -> [LoopbackAnswer.Step] in
            [.send([UInt8(ascii: "a")]), .pause(seconds: 0.01)]
        }
        let head = Array("HTTP/1.1 200 OK\r\n\r\n".utf8)
        try await withServer { _ in
            LoopbackAnswer([.send(head)] + dribble)
        } run: { server, client in
            let request = HTTPRequest(
                url: server.url,
                timeouts: .init(silence: .seconds(5), total: .milliseconds(200))
            )
            let error = await failure(client, request)
            #expect(error?.code == .timeout)
            #expect(error?.outcome == .uncertain)
        }
    }

    @Test func `an answer that takes its time between bytes is not stalled`() async throws {
        let steps: [LoopbackAnswer.Step] = (0..<8).flatMap { _ -> [LoopbackAnswer.Step] in
            [.pause(seconds: 0.05), .send([UInt8(ascii: "a")])]
        }
        let head = Array("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n".utf8)
        try await withServer { _ in
            LoopbackAnswer([.send(head)] + steps)
        } run: { server, client in
            let request = HTTPRequest(
                url: server.url,
                timeouts: .init(answer: .milliseconds(300), silence: .milliseconds(300))
            )
            let answer = try await client.send(request)
            #expect(answer.body.count == 8)
        }
    }

    @Test func `nobody listening means that nothing was sent`() async throws {
        let server = LoopbackServer { _ in .drop }
        let port = try server.start()
        server.stop()
        let client = try HTTPClient()
        defer { client.close() }
        let error = await failure(client, HTTPRequest(.post, url: "http://127.0.0.1:\(port)/"))
        #expect(error?.code == .connect)
        #expect(error?.outcome == .retry)
    }

    @Test func `a name without an address means that nothing was sent`() async throws {
        let client = try HTTPClient()
        defer { client.close() }
        let error = await failure(client, HTTPRequest(.post, url: "http://nowhere.invalid/"))
        #expect(error?.code == .resolve)
        #expect(error?.outcome == .retry)
    }

    @Test func `a failed handshake means that nothing was sent`() async throws {
        try await withServer { _ in
            .drop
        } run: { server, client in
            let request = HTTPRequest(.post, url: "https://127.0.0.1:\(server.port)/")
            server.answer { _ in .garbage }
            let error = await failure(
                client,
                HTTPRequest(.post, url: request.url, timeouts: .init(connect: .milliseconds(300)))
            )
            // The server waits for the end of a head that never comes in clear.
            #expect(error?.code == .timeout || error?.code == .tls)
            #expect(error?.outcome == .retry)
        }
    }

    @Test func `a missing file of certificates is no reason to try again`() async throws {
        let client = try HTTPClient(.init(certificateFile: "no-such-file.pem"))
        defer { client.close() }
        try await withServer { _ in
            .drop
        } run: { server, _ in
            let request = HTTPRequest(url: "https://127.0.0.1:\(server.port)/")
            let error = await failure(client, request)
            #expect(error?.code == .certificateFile)
            #expect(error?.outcome == .giveUp)
            #expect(error?.hint != nil)
        }
    }

    @Test(arguments: ["file:///", "ftp://127.0.0.1/", "http://", "http://a b/", "gopher://x/", ""])
    func `an address that is not of the web is refused`(_ url: String) async throws {
        let client = try HTTPClient()
        defer { client.close() }
        let error = await failure(client, HTTPRequest(url: url))
        #expect(error?.outcome == .giveUp)
        #expect(error?.wasSent == false)
    }

    @Test func `a header with a line break is refused`() async throws {
        try await withServer { _ in
            .json("1")
        } run: { server, client in
            let header = HTTPHeader("X-A", "b\r\nX-C: d")
            let error = await failure(client, HTTPRequest(url: server.url, headers: [header]))
            #expect(error?.code == .request)
            #expect(server.requests.isEmpty)
        }
    }

    @Test func `a request that must not be doubled is not repeated by a lost connection`()
        async throws
    {
        try await withServer { request in
            request.path == "/first" ? .json("1") : .drop
        } run: { server, client in
            _ = try await client.send(HTTPRequest(url: server.url + "/first"))
            let request = HTTPRequest(.post, url: server.url + "/send", isRepeatable: false)
            let error = await failure(client, request)
            #expect(error?.code == .cut)
            #expect(error?.outcome == .uncertain)
            #expect(server.requests.map(\.path) == ["/first", "/send"])
        }
    }

    @Test func `a request that may be doubled is repeated when a kept connection dies`()
        async throws
    {
        try await withServer { request in
            request.path == "/first" || request.connection > 1 ? .json("1") : .drop
        } run: { server, client in
            _ = try await client.send(HTTPRequest(url: server.url + "/first"))
            let answer = try await client.send(HTTPRequest(.post, url: server.url + "/poll"))
            #expect(answer.status == 200)
            #expect(server.requests.map(\.path) == ["/first", "/poll", "/poll"])
        }
    }
}
