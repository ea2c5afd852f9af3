import BotAPI
import Curl
import Foundation
import GRDB
import Logging
import Relay
import ServiceLifecycle
import Testing

/// One message that the station wants gone, wherever the relay has it.
@Suite(.timeLimit(.minutes(5)))
struct DeletionTests {
    private static let secret = "我家住三组老槐树旁边第二家"

    // MARK: - A person's own

    @Test func `words and photos leave the file, and their page is told`() async throws {
        let edge = try await Edge()
        let chat = try await edge.person()
        let photo = try Photo.sample(marked: "bytes-of-the-photo")
        #expect(try await edge.store.keepPhoto("photo-1", photo, in: chat.id, quota: 1 << 20))
        let said = Said(post: "post-1", text: Self.secret, photos: ["photo-1"])
        let saying = try #require(try await edge.store.keep(said, in: chat).saying)
        _ = try await edge.store.keep(Said(post: "post-2", text: "别的事"), in: chat)
        let file = try #require(try await edge.fetchAll().first)
        let before = try await edge.store.history(of: chat.id, before: nil, limit: 9)
        for text in [Self.secret, "bytes-of-the-photo"] {
            #expect(try !edge.files(containing: text).isEmpty, "otherwise the test proves nothing")
        }

        #expect(try await edge.delete(saying.id, chat.id) == .done)
        for text in [Self.secret, "bytes-of-the-photo"] {
            #expect(try edge.files(containing: text) == [])
        }
        #expect(try await edge.store.file(file, of: edge.station) == nil)
        #expect(try await edge.store.photo("photo-1", in: chat.id) == nil)
        let after = try await edge.store.history(of: chat.id, before: nil, limit: 9)
        #expect(after.sayings.map(\.text) == ["别的事"])
        #expect(after.revision == before.revision + 1)
        let changes = try await edge.store.changes(in: chat.id, after: before.revision)
        let told = try #require(try changes.first?.json)
        #expect(changes.count == 1)
        #expect(told["id"]?.integer == saying.id)
        #expect(told["rev"]?.integer == after.revision)
        #expect(told["erased"]?.boolean == true)
        #expect(told["text"]?.text == "")
        #expect(told["photos"]?.elements?.isEmpty == true)
        #expect(try after.sayings.map { try $0.json["erased"]?.boolean } == [nil])

        #expect(try await edge.store.keep(said, in: chat) == .repeated(changes[0]))
        #expect(try await edge.store.waiting(for: edge.station) == 0)
    }

    @Test(arguments: [0, 1, 2] as [Int64])
    func `each number of an album stands for the whole`(offset: Int64) async throws {
        let edge = try await Edge()
        let chat = try await edge.person()
        let posts = (1...3).map { "photo-\($0)" }
        for post in posts {
            _ = try await edge.store.keepPhoto(post, .sample(), in: chat.id, quota: 1 << 20)
        }
        let said = Said(post: "post-1", text: "", photos: posts)
        let saying = try #require(try await edge.store.keep(said, in: chat).saying)
        _ = try await edge.fetchAll()
        #expect(try await edge.delete(saying.id + 3, chat.id) == .notFound)
        #expect(try await edge.delete(saying.id + offset, chat.id) == .done)
        for post in posts { #expect(try await edge.store.photo(post, in: chat.id) == nil) }
        for number in 0..<3 {
            #expect(try await edge.delete(saying.id + Int64(number), chat.id) == .notFound)
        }
    }

    @Test func `what the station has not fetched is not lost to it`() async throws {
        let edge = try await Edge()
        let chat = try await edge.person()
        let said = Said(post: "post-1", text: Self.secret)
        let saying = try #require(try await edge.store.keep(said, in: chat).saying)
        #expect(try await edge.delete(saying.id, chat.id) == .unfetched)
        #expect(
            try await edge.store.history(of: chat.id, before: nil, limit: 9).sayings == [saying]
        )
        #expect(
            try await edge.store.updates(of: edge.station, confirming: nil, limit: 9).count == 1
        )
        #expect(try await edge.delete(saying.id, chat.id) == .done)
        #expect(try await edge.store.waiting(for: edge.station) == 0)
        #expect(try edge.files(containing: Self.secret) == [])
    }

    @Test func `a message is erased once, and only by its own station`() async throws {
        let edge = try await Edge()
        let chat = try await edge.person()
        let said = Said(post: "post-1", text: Self.secret)
        let saying = try #require(try await edge.store.keep(said, in: chat).saying)
        _ = try await edge.fetchAll()
        let other = try await edge.store.station(named: "other", account: 7002)
        #expect(try await edge.store.delete(saying.id, in: chat.id, of: other) == nil)
        #expect(try await edge.store.delete(saying.id, in: 5, of: edge.station) == nil)
        for number in [0, -1, 99, .max] as [Int64] {
            #expect(try await edge.delete(number, chat.id) == .notFound)
        }
        #expect(try await edge.delete(saying.id, chat.id) == .done)
        let revision = try await edge.store.history(of: chat.id, before: nil, limit: 9).revision
        #expect(try await edge.delete(saying.id, chat.id) == .notFound)
        #expect(try await edge.store.changes(in: chat.id, after: revision) == [])
    }

    @Test func `a stale copy elsewhere in the file is gone as well`() async throws {
        let edge = try await Edge()
        let chat = try await edge.person()
        let said = Said(post: "post-1", text: Self.secret)
        let saying = try #require(try await edge.store.keep(said, in: chat).saying)
        _ = try await edge.fetchAll()
        // As a page that was split leaves one behind: not of any row.
        let queue = try DatabaseQueue(path: edge.folder + "/relay.sqlite")
        try await queue.writeWithoutTransaction { database in
            try database.execute(
                sql: """
                    PRAGMA secure_delete = OFF;
                    CREATE TABLE stale (text TEXT);
                    INSERT INTO stale VALUES ('\(Self.secret)');
                    DROP TABLE stale;
                    """
            )
        }
        try queue.close()
        #expect(try await edge.delete(saying.id, chat.id) == .done)
        #expect(try edge.files(containing: Self.secret) == [])
        #expect(
            try await edge.store.chat(ofSession: edge.secrets[0], station: edge.station) == chat
        )
    }

    // MARK: - The desk's

    @Test(arguments: [(false, true), (true, false)])
    func `a desk's message goes with its buttons, and is lost unless it was read`(
        isRead: Bool,
        isLost: Bool
    ) async throws {
        let edge = try await Edge()
        let chat = try await edge.person()
        let saying = try #require(try await edge.send(Self.secret, to: chat.id))
        try await edge.store.delivered([saying.id], in: chat.id)
        if isRead { try await edge.store.read(upTo: saying.id, in: chat) }
        _ = try await edge.fetchAll()

        #expect(try await edge.delete(saying.id, chat.id) == .done)
        #expect(try edge.files(containing: Self.secret) == [])
        let told = try #require(
            try await edge.store.changes(in: chat.id, after: saying.revision).first
        )
        #expect(told.isErased && told.isDesk && told.buttons.isEmpty)
        #expect(told.stand == (isRead ? .read : .failed))
        let receipts = try await edge.store.updates(of: edge.station, confirming: nil, limit: 9)
            .map { try JSONDocument($0).root["message_receipt"]?["stand"]?.text }
        #expect(receipts == (isLost ? ["failed"] : []))
        #expect(
            try await edge.store.keepPress("press-1", on: saying.id, data: "评价 1", in: chat)
                == .missing
        )
        // A repeated key is answered, and nothing is said again.
        #expect(try await edge.send(Self.secret, to: chat.id)?.id == saying.id)
        #expect(try await edge.store.history(of: chat.id, before: nil, limit: 9).sayings == [])
    }

    @Test func `a reply that waits for its gateway is withdrawn`() async throws {
        let edge = try await Edge()
        let chat = try await edge.caller()
        let first = try #require(try await edge.send(Self.secret, to: chat, key: "key-1"))
        _ = try await edge.send("别的事", to: chat, key: "key-2")
        _ = try await edge.fetchAll()
        #expect(try await edge.delete(first.id, chat) == .done)
        let waiting = try await edge.store.waitingReplies(to: "sms", limit: 9)
        #expect(waiting.map(\.text) == ["别的事"])
        let receipts = try await edge.store.updates(of: edge.station, confirming: nil, limit: 9)
        #expect(receipts.count == 1)
        #expect(try edge.files(containing: Self.secret) == [])
    }

    @Test func `of a reply that its gateway has taken, the receipt still counts`() async throws {
        let edge = try await Edge()
        let chat = try await edge.caller()
        let saying = try #require(try await edge.send(Self.secret, to: chat))
        _ = try await edge.fetchAll()
        let reply = try #require(try await edge.store.waitingReplies(to: "sms", limit: 9).first)
        try await edge.store.ended(reply, .taken(remote: "r-1"), hasReceipts: true)
        #expect(try await edge.delete(saying.id, chat) == .done)
        #expect(try await edge.store.waiting(for: edge.station) == 0)
        #expect(try await edge.store.receipt("r-1", isDelivered: true, source: "sms"))
        let updates = try await edge.store.updates(of: edge.station, confirming: nil, limit: 9)
        let receipt = try JSONDocument(try #require(updates.first)).root["message_receipt"]
        #expect(receipt?["stand"]?.text == "delivered")
        #expect(try edge.files(containing: Self.secret) == [])
    }

    // MARK: - Over the Bot API

    @Test func `the station asks for it as of any Bot API`() async throws {
        let edge = try await Edge()
        let chat = try await edge.person()
        let saying = try #require(try await edge.send(Self.secret, to: chat.id))
        let said = Said(post: "post-1", text: "还没取走")
        let unfetched = try #require(try await edge.store.keep(said, in: chat).saying)
        try await edge.serving { call in
            for (json, code, words) in [
                (#"{"chat_id":\#(chat.id)}"#, 400, "message identifier is not specified"),
                (#"{"message_id":1}"#, 400, "chat not found"),
                (#"{"chat_id":5,"message_id":1}"#, 400, "chat not found"),
                (#"{"chat_id":\#(chat.id),"message_id":99}"#, 400, "message to delete not found"),
                (
                    #"{"chat_id":\#(chat.id),"message_id":\#(unfetched.id)}"#, 429,
                    "Too Many Requests"
                ),
            ] {
                let answer = try await call("deleteMessage", json)
                #expect(answer["error_code"]?.integer == Int64(code))
                #expect(answer["description"]?.text?.contains(words) == true)
            }
            let json = #"{"chat_id":\#(chat.id),"message_id":\#(saying.id)}"#
            #expect(try await call("deleteMessage", json)["result"]?.boolean == true)
            #expect(try await call("deleteMessage", json)["error_code"]?.integer == 400)
            #expect(try await call("forgetChat", json)["error_code"]?.integer == 404)
        }
        let history = try await edge.store.history(of: chat.id, before: nil, limit: 9)
        #expect(history.sayings.map(\.text) == ["还没取走"])
    }
}

// MARK: - What the tests stand on

/// A relay's store with one station in it, in a folder of its own.
private final class Edge {
    static let token = "7001:secret-of-the-station-0123456789"

    let folder: String
    let store: RelayStore
    let station: Int64
    private(set) var secrets: [String] = []

    init() async throws {
        folder = NSTemporaryDirectory() + "liaison-deletion-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        store = try RelayStore(folder: folder, now: { 1_795_136_400_000 })
        station = try await store.station(named: "desk", account: 7001)
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Somebody who has just opened the page.
    func person() async throws -> Correspondent {
        let opened = try await store.openSession(nil, station: station, language: nil)
        secrets.append(opened.secret ?? "")
        return opened.chat
    }

    /// Somebody who has sent a text message through a gateway.
    func caller() async throws -> Int64 {
        let isNew = try await store.keep(
            Said(post: "sms-1", text: "你好"),
            photos: [],
            delivery: "delivery-1",
            source: "sms",
            sender: "someone",
            station: station
        )
        #expect(isNew)
        let update = try #require(
            try await store.updates(of: station, confirming: nil, limit: 1).first
        )
        return try #require(try JSONDocument(update).root["message"]?["chat"]?["id"]?.integer)
    }

    func send(
        _ text: String,
        to chat: Int64,
        key: String = "key-1"
    ) async throws -> Saying? {
        let sent = try await store.send(
            text,
            buttons: [Saying.Choice(title: "满意", data: "评价 1")],
            key: key,
            wantsReceipt: true,
            to: chat,
            from: station,
            reach: { $0.source == Correspondent.pageSource ? .page : .posting }
        )
        guard case .sent(let saying, _) = sent else { return nil }
        return saying
    }

    func delete(_ number: Int64, _ chat: Int64) async throws -> RelayStore.Deletion? {
        try await store.delete(number, in: chat, of: station)
    }

    /// Polls and confirms all that waits; gives the numbers of the files in it.
    func fetchAll() async throws -> [String] {
        let updates = try await store.updates(of: station, confirming: nil, limit: 100)
            .map { try JSONDocument($0).root }
        let last = updates.compactMap { $0["update_id"]?.integer }.max() ?? 0
        _ = try await store.updates(of: station, confirming: last + 1, limit: 100)
        return updates.compactMap { $0["message"]?["photo"]?.elements?.last?["file_id"]?.text }
    }

    /// The files that hold a text somewhere among their bytes.
    func files(containing text: String) throws -> [String] {
        let needle = Data(text.utf8)
        return try FileManager.default.contentsOfDirectory(atPath: folder).filter { name in
            FileManager.default.contents(atPath: folder + "/" + name)?.range(of: needle) != nil
        }
    }

    /// Runs the whole relay on loopback ports, and gives a way to call its Bot API.
    func serving(
        _ body: ((String, String) async throws -> JSONValue) async throws -> Void
    ) async throws {
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let relay = RelayService(
            settings: RelaySettings(
                page: RelaySettings.Listener(),
                stationAPI: RelaySettings.Listener(),
                stations: [
                    RelaySettings.Station(
                        name: "desk",
                        token: Self.token,
                        titleZh: "站",
                        titleEn: "Desk"
                    )
                ],
                awayWords: [:]
            ),
            store: store,
            log: log
        )
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [relay], logger: log)
        )
        let client = try HTTPClient(HTTPClient.Settings(proxy: .none))
        defer { client.close() }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let ports = try #require(await relay.doors.numbersWhenOpen())
            try await body { method, json in
                let answer = try await client.send(
                    HTTPRequest(
                        .post,
                        url: "http://127.0.0.1:\(ports.stationAPI)/bot\(Self.token)/\(method)",
                        headers: [HTTPHeader("Content-Type", "application/json")],
                        body: Array(json.utf8)
                    )
                )
                return try JSONDocument(answer.body).root
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}

extension Saying {
    /// As the page gets it.
    fileprivate var json: JSONValue {
        get throws {
            var json = JSONWriter()
            write(to: &json)
            return try JSONDocument(json.bytes).root
        }
    }
}

extension Photo {
    /// The head of a picture, with a mark among its bytes.
    fileprivate static func sample(marked mark: String = "") throws -> Photo {
        let head: [UInt8] = [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
            0, 0, 2, 0x80, 0, 0, 1, 0xE0, 8, 2, 0, 0, 0, 0, 0, 0, 0,
        ]
        let filling = [UInt8](repeating: 7, count: 9000)
        return try Photo(head + filling + Array(mark.utf8) + filling)
    }
}
