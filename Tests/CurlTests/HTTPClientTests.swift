import Curl
import Loopback
import Testing

@Suite(.timeLimit(.minutes(5)))
struct HTTPClientTests {
    @Test func `an answer comes back whole`() async throws {
        try await withServer { _ in
            .json(#"{"ok":true}"#, status: 404, headers: ["X-Thing:  two words "])
        } run: { server, client in
            let answer = try await client.send(HTTPRequest(url: server.url))
            #expect(answer.status == 404)
            #expect(answer.header("x-thing") == "two words")
            #expect(String(decoding: answer.body, as: UTF8.self) == #"{"ok":true}"#)
        }
    }

    @Test func `a post carries its body and headers`() async throws {
        try await withServer {
            .reply(body: $0.body)
        } run: { server, client in
            let body = [UInt8](repeating: 0, count: 300_000) + Array("完".utf8)
            let request = HTTPRequest(
                .post,
                url: server.url + "/path?q=1",
                headers: [HTTPHeader("Content-Type", "application/json")],
                body: body
            )
            let answer = try await client.send(request)
            #expect(answer.body == body)
            let seen = try #require(server.requests.first)
            #expect(seen.method == "POST")
            #expect(seen.target == "/path?q=1")
            #expect(seen.headers["content-type"] == "application/json")
            #expect(seen.headers["expect"] == nil)
        }
    }

    @Test func `a post may have an empty body`() async throws {
        try await withServer {
            .reply(body: $0.body)
        } run: { server, client in
            let answer = try await client.send(HTTPRequest(.post, url: server.url))
            #expect(answer.body.isEmpty)
            #expect(server.requests.first?.headers["content-length"] == "0")
        }
    }

    @Test func `a connection is kept for the next request`() async throws {
        try await withServer { _ in
            .json("1")
        } run: { server, client in
            for _ in 0..<5 { _ = try await client.send(HTTPRequest(url: server.url)) }
            #expect(server.connections == 1)
        }
    }

    @Test func `a fresh connection can be asked for`() async throws {
        try await withServer { _ in
            .json("1")
        } run: { server, client in
            for _ in 0..<3 {
                _ = try await client.send(HTTPRequest(url: server.url, usesFreshConnection: true))
            }
            #expect(server.connections == 3)
        }
    }

    @Test func `many requests are under way at once`() async throws {
        try await withServer { _ in
            .stall
        } run: { server, client in
            let count = 64
            await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<count {
                    group.addTask { _ = try await client.send(HTTPRequest(url: server.url)) }
                }
                #expect(await server.waitForRequests(count))
                group.cancelAll()
                while let result = await group.nextResult() {
                    #expect(code(result) == .cancelled)
                }
            }
            #expect(await server.waitForNoConnection())
        }
    }

    @Test func `a cancelled request is taken off the wire`() async throws {
        try await withServer { _ in
            .stall
        } run: { server, client in
            let error = await withTaskGroup(of: CurlError?.self) { group in
                group.addTask { await failure(client, HTTPRequest(url: server.url)) }
                #expect(await server.waitForRequests(1))
                group.cancelAll()
                return await group.next() ?? nil
            }
            #expect(error?.code == .cancelled)
            #expect(error?.wasSent == true)
            #expect(await server.waitForNoConnection())
        }
    }

    @Test func `a request of a cancelled task is never sent`() async throws {
        try await withServer { _ in
            .json("1")
        } run: { server, client in
            let error = await withTaskGroup(of: CurlError?.self) { group in
                group.cancelAll()
                group.addTask { await failure(client, HTTPRequest(url: server.url)) }
                return await group.next() ?? nil
            }
            #expect(error?.code == .cancelled)
            #expect(error?.wasSent == false)
            #expect(server.connections == 0)
        }
    }

    @Test func `cancelling at any moment resumes each request once`() async throws {
        try await withServer { _ in
            .json("1")
        } run: { server, client in
            await withTaskGroup(of: Bool.self) { group in
                for round in 0..<400 {
                    group.addTask {
                        await withTaskGroup(of: Bool.self) { inner in
                            inner.addTask {
                                let request = HTTPRequest(url: server.url)
                                let error = await failure(client, request)
                                return error == nil || error?.code == .cancelled
                            }
                            for _ in 0..<(round % 40) { await Task.yield() }
                            inner.cancelAll()
                            return await inner.next() ?? false
                        }
                    }
                    if round % 16 == 15 { _ = await group.next() }
                }
                for await isRight in group { #expect(isRight) }
            }
            // The client is as good as new.
            let answer = try await client.send(HTTPRequest(url: server.url))
            #expect(answer.status == 200)
        }
    }

    @Test func `closing fails what is under way and all that comes later`() async throws {
        try await withServer { _ in
            .stall
        } run: { server, client in
            let error = await withTaskGroup(of: CurlError?.self) { group in
                group.addTask { await failure(client, HTTPRequest(url: server.url)) }
                #expect(await server.waitForRequests(1))
                client.close()
                return await group.next() ?? nil
            }
            #expect(error?.code == .closed)
            #expect(await failure(client, HTTPRequest(url: server.url))?.code == .closed)
            client.close()
        }
    }

    @Test func `a redirect is refused unless it is allowed`() async throws {
        try await withServer { request in
            request.path == "/old"
                ? .json("", status: 302, headers: ["Location: /new"]) : .json("new")
        } run: { server, client in
            var request = HTTPRequest(url: server.url + "/old")
            let error = await failure(client, request)
            #expect(error?.code == .redirect)
            #expect(error?.outcome == .giveUp)
            request.redirects = 1
            let answer = try await client.send(request)
            #expect(String(decoding: answer.body, as: UTF8.self) == "new")
        }
    }

    @Test func `redirects without end are cut`() async throws {
        try await withServer { _ in
            .json("", status: 302, headers: ["Location: /again"])
        } run: { server, client in
            let request = HTTPRequest(url: server.url, redirects: 3)
            #expect(await failure(client, request)?.code == .redirect)
            #expect(server.requests.count == 4)
        }
    }

    @Test func `an address given to a proxy goes through it`() async throws {
        let proxy = LoopbackServer { _ in .json("by proxy") }
        try proxy.start()
        defer { proxy.stop() }
        let client = try HTTPClient(.init(proxy: .address(proxy.url)))
        defer { client.close() }
        let answer = try await client.send(HTTPRequest(url: "http://station.invalid/x"))
        #expect(String(decoding: answer.body, as: UTF8.self) == "by proxy")
        #expect(proxy.requests.first?.target == "http://station.invalid/x")
    }

    @Test func `a proxy that refuses to connect has passed nothing on`() async throws {
        let proxy = LoopbackServer { _ in .html(502) }
        try proxy.start()
        defer { proxy.stop() }
        let client = try HTTPClient(.init(proxy: .address(proxy.url)))
        defer { client.close() }
        let error = await failure(client, HTTPRequest(url: "https://station.invalid/x"))
        #expect(error?.code == .proxy)
        #expect(error?.outcome == .retry)
    }
}

/// Runs a test with a server and a client, and ends both.
func withServer(
    _ handler: @escaping LoopbackServer.Handler,
    run: (LoopbackServer, HTTPClient) async throws -> Void
) async throws {
    let server = LoopbackServer(handler)
    try server.start()
    defer { server.stop() }
    let client = try HTTPClient()
    defer { client.close() }
    try await run(server, client)
}

/// The error of a request; nil when it was answered.
func failure(_ client: HTTPClient, _ request: HTTPRequest) async -> CurlError? {
    do throws(CurlError) {
        _ = try await client.send(request)
        return nil
    } catch {
        return error
    }
}

private func code(_ result: Result<Void, any Error>) -> CurlError.Code? {
    guard case .failure(let error) = result else { return nil }
    return (error as? CurlError)?.code
}
