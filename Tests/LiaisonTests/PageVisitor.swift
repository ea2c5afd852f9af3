import Curl
import Foundation
import Loopback

/// Somebody at the web page, as a browser speaks to the relay: one session, each post under an id
/// of its own, tried again until it is taken.
struct PageVisitor: Sendable {
    private let places: RelayStation.Places
    private let base: String
    private let origin: String
    private let cookie: String
    private let client: HTTPClient

    /// A message as the page reads it.
    struct Message: Decodable, Sendable {
        struct Button: Decodable, Sendable {
            var title: String
            var data: String
        }

        var id: Int
        var rev: Int
        var desk: Bool
        var text: String
        var buttons: [Button]
        var photos: [String]
        var stand: String
        var post: String?
    }

    private struct History: Decodable {
        var messages: [Message]
        var more: Bool
    }

    private struct Kept: Decodable { var message: Message }

    struct Refused: Error { var status: Int }

    /// Opens the page, and a session.
    init(at places: RelayStation.Places, client: HTTPClient) async throws {
        self.places = places
        base = places.pageURL + "/shiqiaotou"
        origin = places.pageURL
        self.client = client
        let answer = try await client.send(
            HTTPRequest(
                .post,
                url: base + "/api/session",
                headers: [HTTPHeader("origin", origin)],
                body: Array("{}".utf8)
            )
        )
        guard answer.status == 200, let set = answer.header("set-cookie") else {
            throw Refused(status: answer.status)
        }
        cookie = String(set.prefix { $0 != ";" })
    }

    /// A number as the browser makes it.
    static func post() -> String { UUID().uuidString }

    /// Says something until it is taken.
    @discardableResult
    func say(
        _ text: String,
        photos: [String] = [],
        id: String = PageVisitor.post(),
        seconds: Double = 60
    ) async -> Message? {
        struct Body: Encodable {
            var id: String
            var text: String
            var photos: [String]
            var language = "zh"
        }
        var kept: Kept?
        _ = await eventually(within: seconds) {
            kept = try await call(
                .post,
                "/api/messages",
                [UInt8](JSONEncoder().encode(Body(id: id, text: text, photos: photos)))
            )
            return true
        }
        return kept?.message
    }

    /// Presses a button below one of the desk's messages.
    func press(_ data: String, on message: Int) async throws -> Message {
        struct Body: Encodable {
            var id: String
            var message: Int
            var data: String
        }
        let body = Body(id: Self.post(), message: message, data: data)
        let kept: Kept = try await call(.post, "/api/presses", [UInt8](JSONEncoder().encode(body)))
        return kept.message
    }

    func bring(photo bytes: [UInt8], as post: String) async throws {
        struct Answer: Decodable { var id: String }
        let _: Answer = try await call(.put, "/api/photos/" + post, bytes)
    }

    /// All that the page shows, in order.
    func history() async throws -> [Message] {
        var all: [Message] = []
        var before = ""
        while true {
            let found: History = try await call(.get, "/api/messages?limit=100" + before)
            all = found.messages + all
            guard found.more, let first = found.messages.first else { return all }
            before = "&before=\(first.id)"
        }
    }

    /// Opens the stream of events from the first message on; for a relay without TLS.
    func stream() throws -> RawClient {
        let stream = try RawClient(port: places.page)
        stream.send(
            "GET /shiqiaotou/api/events?after=0 HTTP/1.1\r\nHost: 127.0.0.1:\(places.page)\r\n"
                + "Cookie: \(cookie)\r\n\r\n"
        )
        return stream
    }

    /// The messages that a stream has brought, those of changes too.
    static func messages(of events: [ServerEvent]) throws -> [Message] {
        try events.filter { $0.data.hasPrefix("{\"id\"") }
            .map { try JSONDecoder().decode(Message.self, from: Data($0.data.utf8)) }
    }

    /// Waits until the desk has said something with all of these words.
    func heard(_ words: String..., seconds: Double = 60) async -> Message? {
        var found: Message?
        _ = await eventually(within: seconds) {
            found = try await history().last { message in
                message.desk && words.allSatisfy { message.text.contains($0) }
            }
            return found != nil
        }
        return found
    }

    private func call<Answer: Decodable>(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: [UInt8] = []
    ) async throws -> Answer {
        let answer = try await client.send(request(method, path, body, .seconds(30)))
        guard answer.status == 200 else { throw Refused(status: answer.status) }
        return try JSONDecoder().decode(Answer.self, from: Data(answer.body))
    }

    private func request(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: [UInt8],
        _ time: Duration
    ) -> HTTPRequest {
        HTTPRequest(
            method,
            url: base + path,
            headers: [HTTPHeader("origin", origin), HTTPHeader("cookie", cookie)],
            body: body,
            timeouts: HTTPRequest.Timeouts(silence: nil, total: time)
        )
    }
}
