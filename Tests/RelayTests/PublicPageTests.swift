import BotAPI
import Curl
import Foundation
import Loopback
import Relay
import Testing

/// The page that everybody may read of a station.
@Suite(.timeLimit(.minutes(5)))
struct PublicPageTests {
    private static let html =
        "<!doctype html><html lang=\"zh-CN\"><style>h1 { color: red }</style><h1>公开栏 \"一\"</h1></html>"

    private func put(
        _ html: String,
        at relay: Running,
        token: String = Running.token
    ) async throws -> (status: Int, json: JSONValue) {
        var json = JSONWriter()
        json.object { $0.field("html", html) }
        return try await relay.call("setPublicPage", json.text, token: token)
    }

    @Test func `it is served as it came, without leave for any script`() async throws {
        try await withRelay { relay in
            #expect(try await relay.page(.get, "/desk/public").status == 404)
            let answer = try await put(Self.html, at: relay)
            #expect(answer.json["result"]?["changed"]?.boolean == true)
            let page = try await relay.page(.get, "/desk/public")
            #expect(page.status == 200)
            #expect(page.text == Self.html)
            #expect(page.header("content-type") == "text/html; charset=utf-8")
            #expect(page.header("cache-control") == "no-cache")
            #expect(page.header("x-content-type-options") == "nosniff")
            let policy = try #require(page.header("content-security-policy"))
            #expect(
                policy == "default-src 'none'; style-src "
                    + "'sha256-tTSm1OckW5h6W6ygQhQ4J51f9En6kC/x9O18pXFX6KM='; base-uri 'none'; "
                    + "form-action 'none'; frame-ancestors 'none'"
            )
            let tag = try #require(page.header("etag"))
            let again = try await relay.page(
                .get,
                "/desk/public",
                headers: [HTTPHeader("If-None-Match", tag)]
            )
            #expect(again.status == 304 && again.body.isEmpty)
            #expect(try await relay.page(.get, "/other/public").status == 404)
            #expect(try await relay.page(.get, "/nobody/public").status == 404)
            let client = try RawClient(port: relay.ports.page)
            client.send(
                "GET /desk/public/ HTTP/1.1\r\nHost: 127.0.0.1:\(relay.ports.page)\r\n"
                    + "Connection: close\r\n\r\n"
            )
            #expect(await client.ends())
            #expect(client.text.hasPrefix("HTTP/1.1 302"))
            #expect(client.text.contains("Location: /desk/public\r\n"))
        }
    }

    @Test func `the same page again changes nothing, another takes its place, none takes it down`()
        async throws
    {
        let folder = try TemporaryFolder()
        try await withRelay(folder: folder) { relay in
            _ = try await put(Self.html + "0576-86000001", at: relay)
            let tag = try await relay.page(.get, "/desk/public").header("etag")
            let same = try await put(Self.html + "0576-86000001", at: relay)
            #expect(same.json["result"]?["changed"]?.boolean == false)
            #expect(try await relay.page(.get, "/desk/public").header("etag") == tag)
            #expect(try folder.files(containing: "0576-86000001") != [])
            let next = try await put(Self.html, at: relay)
            #expect(next.json["result"]?["changed"]?.boolean == true)
            #expect(try await relay.page(.get, "/desk/public").header("etag") != tag)
            #expect(try folder.files(containing: "0576-86000001") == [])
        }
        // It outlives the relay.
        try await withRelay(folder: folder) { relay in
            #expect(try await relay.page(.get, "/desk/public").text == Self.html)
            let none = try await put("", at: relay)
            #expect(none.json["result"]?["changed"]?.boolean == true)
            #expect(try await relay.page(.get, "/desk/public").status == 404)
            #expect(try await put("", at: relay).json["result"]?["changed"]?.boolean == false)
        }
    }

    @Test func `the chat page's foot leads there while it is there`() async throws {
        try await withRelay { relay in
            let before = try await relay.page(.get, "/desk/")
            #expect(!before.text.contains("href=\"public\"") && !before.text.contains("<footer"))
            _ = try await put(Self.html, at: relay)
            let page = try await relay.page(.get, "/desk/")
            #expect(page.text.contains("href=\"public\""))
            #expect(page.text.contains("公开栏") && page.text.contains("Public page"))
            #expect(page.header("etag") != before.header("etag"))
            #expect(try await !relay.page(.get, "/other/").text.contains("<footer"))
            _ = try await put("", at: relay)
            #expect(try await relay.page(.get, "/desk/").header("etag") == before.header("etag"))
        }
    }

    @Test(arguments: [
        (PublicPage.mostBytes, 200), (PublicPage.mostBytes + 1, 413),
        (PublicPage.mostBytes * 8, 413),
    ])
    func `it has a longest length`(bytes: Int, status: Int) async throws {
        try await withRelay { relay in
            let page = String(repeating: "\u{1}", count: bytes)
            let answer = try await put(page, at: relay)
            #expect(answer.status == status)
            #expect(
                try await relay.page(.get, "/desk/public").status == (status == 200 ? 200 : 404)
            )
        }
    }

    @Test func `only its station puts it up, and asking for it counts like anything else`()
        async throws
    {
        try await withRelay {
            $0.limits.requestsPerMinute = 3
        } run: { relay in
            #expect(try await put(Self.html, at: relay, token: "7001:wrong").status == 401)
            #expect(try await relay.call("setPublicPage", "{}").status == 400)
            _ = try await put("<p>别处", at: relay, token: Running.other)
            #expect(try await relay.page(.get, "/other/public").text == "<p>别处")
            var statuses: [Int] = []
            for _ in 0..<3 { statuses.append(try await relay.page(.get, "/desk/public").status) }
            #expect(statuses == [404, 404, 429])
        }
    }
}
