import BotAPI
import Curl
import Foundation
import Logging
import Loopback
import Relay
import ServiceLifecycle
import Synchronization
import Testing

/// A clock that a test sets.
final class TestClock: Sendable {
    private let milliseconds: Mutex<Int64>

    init(_ milliseconds: Int64 = 1_795_136_400_000) {
        self.milliseconds = Mutex(milliseconds)
    }

    var now: Int64 { milliseconds.withLock { $0 } }

    func advance(_ time: Duration) {
        milliseconds.withLock { $0 += Int64(time / .milliseconds(1)) }
    }
}

/// A folder of its own for one test, removed when the test lets go of it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "liaison-relay-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func open(_ clock: TestClock, pageLimit: Int? = nil) throws -> RelayStore {
        try RelayStore(folder: path, pageLimit: pageLimit, now: { clock.now })
    }

    /// The folder as a kill at this moment would leave it.
    func copy() throws -> TemporaryFolder {
        let other = try TemporaryFolder()
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            try FileManager.default.copyItem(
                atPath: path + "/" + name,
                toPath: other.path + "/" + name
            )
        }
        return other
    }

    /// The files that hold a text somewhere among their bytes.
    func files(containing text: String) throws -> [String] {
        let needle = Data(text.utf8)
        return try FileManager.default.contentsOfDirectory(atPath: path).filter { name in
            FileManager.default.contents(atPath: path + "/" + name)?.range(of: needle) != nil
        }.sorted()
    }
}

/// A store with a station in it.
struct Desk {
    let folder: TemporaryFolder
    let clock: TestClock
    let store: RelayStore
    let station: Int64

    static func open(
        _ folder: TemporaryFolder? = nil,
        clock: TestClock = TestClock(),
        pageLimit: Int? = nil
    ) async throws -> Desk {
        let folder = try folder ?? TemporaryFolder()
        let store = try folder.open(clock, pageLimit: pageLimit)
        let station = try await store.station(named: "desk", account: 7001)
        return Desk(folder: folder, clock: clock, store: store, station: station)
    }

    /// A person who has just opened the page.
    func person(_ language: String? = nil) async throws -> Correspondent {
        try await store.openSession(nil, station: station, language: language).chat
    }

    @discardableResult
    func says(
        _ text: String,
        _ chat: Correspondent,
        post: String = UUID().uuidString,
        photos: [String] = []
    ) async throws -> RelayStore.Kept {
        try await store.keep(Said(post: post, text: text, photos: photos), in: chat)
    }

    /// What a poll gets.
    func poll(_ offset: Int64? = nil, limit: Int = 100) async throws -> [JSONValue] {
        try await store.updates(of: station, confirming: offset, limit: limit).map {
            try JSONDocument($0).root
        }
    }

    @discardableResult
    func send(
        _ text: String,
        to chat: Correspondent,
        key: String? = nil,
        buttons: [Saying.Choice] = [],
        wantsReceipt: Bool = false
    ) async throws -> RelayStore.Sent {
        try await store.send(
            text,
            buttons: buttons,
            key: key,
            wantsReceipt: wantsReceipt,
            to: chat.id,
            from: station,
            reach: { $0.source == Correspondent.pageSource ? .page : .posting }
        )
    }
}

extension RelayStore.Kept {
    var saying: Saying? {
        switch self {
        case .kept(let saying), .repeated(let saying): saying
        case .missing: nil
        }
    }
}

extension RelayStore.Sent {
    var saying: Saying? {
        if case .sent(let saying, _) = self { saying } else { nil }
    }
}

extension JSONValue {
    var id: Int64 { self["update_id"]?.integer ?? 0 }
    var message: JSONValue? { self["message"] }
    var words: String? { message?["text"]?.text ?? message?["caption"]?.text }
}

/// The head of a picture: all that a relay reads of one.
func png(width: Int = 640, height: Int = 480, size: Int = 64) -> [UInt8] {
    func big(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
    let head: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + big(13) + Array("IHDR".utf8)
        + big(width) + big(height) + [8, 2, 0, 0, 0, 0, 0, 0, 0]
    return head + [UInt8](repeating: 7, count: max(0, size - head.count))
}

// MARK: - A relay that runs

/// All that was logged, with names and metadata.
final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    var logger: Logger {
        var logger = Logger(label: "relay") { _ in Handler(lines: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            lines.lines.withLock { $0.append("\(event.level) \(event.message) \(all)") }
        }
    }
}

/// A relay on loopback ports, for the time of a test.
struct Running: Sendable {
    static let token = "7001:secret-of-the-station-0123456789"
    static let other = "7002:secret-of-another-one-0123456789"

    let store: RelayStore
    let clock: TestClock
    let folder: TemporaryFolder
    let ports: Doors.Numbers
    let client: HTTPClient
    let log: LogLines
    let group: ServiceGroup

    var origin: String { "http://127.0.0.1:\(ports.page)" }

    /// The Bot API; gives the status and the body.
    func call(
        _ method: String,
        _ json: String = "{}",
        token: String = Running.token,
        within time: Duration = .seconds(60)
    ) async throws -> (status: Int, json: JSONValue) {
        let answer = try await client.send(
            HTTPRequest(
                .post,
                url: "http://127.0.0.1:\(ports.stationAPI)/bot\(token)/\(method)",
                headers: [HTTPHeader("Content-Type", "application/json")],
                body: Array(json.utf8),
                timeouts: HTTPRequest.Timeouts(total: time)
            )
        )
        return (answer.status, try JSONDocument(answer.body).root)
    }

    /// What a poll that is not held gets.
    func poll(_ offset: Int64 = 0, limit: Int = 100) async throws -> [JSONValue] {
        let answer = try await call("getUpdates", #"{"offset":\#(offset),"limit":\#(limit)}"#)
        return try #require(answer.json["result"]?.elements)
    }

    /// A request to the page's listener, as it is.
    func page(
        _ method: HTTPRequest.Method,
        _ path: String,
        headers: [HTTPHeader] = [],
        body: [UInt8] = [],
        limit: Int = 1 << 24
    ) async throws -> HTTPResponse {
        try await client.send(
            HTTPRequest(
                method,
                url: origin + path,
                headers: headers,
                body: body,
                timeouts: HTTPRequest.Timeouts(total: .seconds(60)),
                limit: limit
            )
        )
    }

    /// Stops it before its time.
    func stop() async { await group.triggerGracefulShutdown() }

    /// A person's browser that has opened the page.
    func visitor(_ language: String = "zh") async throws -> Visitor {
        var visitor = Visitor(relay: self)
        try await visitor.open(language)
        return visitor
    }
}

/// A browser with its cookie.
struct Visitor: Sendable {
    let relay: Running
    var cookie: String?
    var isNew = false

    init(relay: Running, cookie: String? = nil) {
        self.relay = relay
        self.cookie = cookie
    }

    func headers(_ type: String = "application/json") -> [HTTPHeader] {
        [HTTPHeader("Origin", relay.origin), HTTPHeader("Content-Type", type)]
            + (cookie.map { [HTTPHeader("Cookie", $0)] } ?? [])
    }

    /// Opens the page's session, and takes the cookie as a browser does.
    @discardableResult
    mutating func open(_ language: String = "zh") async throws -> HTTPResponse {
        let answer = try await ask(.post, "/desk/api/session?language=\(language)", "{}")
        take(answer)
        isNew = (try? answer.json)?["isNew"]?.boolean ?? false
        return answer
    }

    mutating func take(_ answer: HTTPResponse) {
        guard let set = answer.header("set-cookie") else { return }
        cookie = String(set.prefix { $0 != ";" })
    }

    func ask(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ json: String = ""
    ) async throws -> HTTPResponse {
        try await relay.page(method, path, headers: headers(), body: Array(json.utf8))
    }

    func say(
        _ text: String,
        id: String = UUID().uuidString,
        photos: [String] = []
    ) async throws -> HTTPResponse {
        var json = JSONWriter()
        json.object { json in
            json.field("id", id)
            json.field("text", text)
            json.key("photos")
            json.array { json in for photo in photos { json.value(photo) } }
        }
        return try await ask(.post, "/desk/api/messages", json.text)
    }

    func keepPhoto(_ id: String, _ bytes: [UInt8]) async throws -> HTTPResponse {
        try await relay.page(
            .put,
            "/desk/api/photos/\(id)",
            headers: headers("image/jpeg"),
            body: bytes
        )
    }

    /// What is written down of the conversation.
    func history(_ query: String = "") async throws -> JSONValue {
        try await ask(.get, "/desk/api/messages" + query).json
    }

    /// Opens the stream of events.
    func events(after: String? = nil, reads: Bool = true) throws -> RawClient {
        let client = try RawClient(port: relay.ports.page, reads: reads)
        let last = after.map { "Last-Event-ID: \($0)\r\n" } ?? ""
        client.send(
            "GET /desk/api/events HTTP/1.1\r\nHost: 127.0.0.1:\(relay.ports.page)\r\n"
                + "Cookie: \(cookie ?? "")\r\n\(last)\r\n"
        )
        return client
    }
}

extension HTTPResponse {
    var json: JSONValue { get throws { try JSONDocument(body).root } }
    var text: String { String(decoding: body, as: UTF8.self) }
    /// The refusal's code for programs.
    var code: String? { (try? json)?["error"]?.text }
}

/// Runs a relay for the time of `body`, and stops it as SIGTERM does.
func withRelay<Result: Sendable>(
    folder: TemporaryFolder? = nil,
    clock: TestClock = TestClock(),
    log: LogLines = LogLines(),
    pageLimit: Int? = nil,
    _ change: (inout RelaySettings) throws -> Void = { _ in },
    run body: (Running) async throws -> Result
) async throws -> Result {
    var settings = RelaySettings(
        page: RelaySettings.Listener(),
        stationAPI: RelaySettings.Listener(),
        stations: [
            RelaySettings.Station(
                name: "desk",
                token: Running.token,
                titleZh: "<石桥>",
                titleEn: "Shi & Qiao"
            ),
            RelaySettings.Station(
                name: "other",
                token: Running.other,
                titleZh: "别处",
                titleEn: "Elsewhere"
            ),
        ],
        awayWords: ["zh": "已收到", "en": "Received"]
    )
    settings.look = .milliseconds(20)
    settings.limits.freeBytes = 0
    settings.limits.requestsPerMinute = 1_000_000
    settings.limits.sessionsPerHour = 1_000_000
    settings.limits.messagesPerMinute = 100_000
    settings.limits.messagesPerDay = 1_000_000
    try change(&settings)
    let folder = try folder ?? TemporaryFolder()
    let store = try folder.open(clock, pageLimit: pageLimit)
    // Not left to the last reference: a request still ending would keep the folder's lock, and the
    // next relay on this folder would find it taken.
    defer { try? store.close() }
    let relay = RelayService(settings: settings, store: store, log: log.logger)
    let group = ServiceGroup(
        configuration: ServiceGroupConfiguration(services: [relay], logger: log.logger)
    )
    let client = try HTTPClient(HTTPClient.Settings(proxy: .none))
    defer { client.close() }
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
            do { try await group.run() } catch {
                await relay.doors.close()
                throw error
            }
        }
        guard let ports = await relay.doors.numbersWhenOpen() else {
            try await tasks.waitForAll()
            throw CancellationError()
        }
        let result = try await body(
            Running(
                store: store,
                clock: clock,
                folder: folder,
                ports: ports,
                client: client,
                log: log,
                group: group
            )
        )
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
        return result
    }
}
