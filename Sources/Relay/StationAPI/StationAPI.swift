internal import BotAPI
internal import Crypto
internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import Messages
internal import NIOCore
internal import ServiceLifecycle

/// The Bot API as a station's service sees it: polling, sending, files.
///
/// Stricter than Telegram's where that loses messages: numbers never restart, nothing unconfirmed
/// expires, a second poll is refused instead of ending the first, a negative offset or
/// `drop_pending_updates` forgets nothing, and a send with a `key` is done once.
struct StationAPI: HTTPResponder {
    typealias Context = EdgeContext

    /// A station that may call.
    struct Desk: Sendable {
        var id: Int64
        var account: Int64
        var name: String
        var title: String
        /// SHA-256 of its token.
        var digest: SHA256Digest
    }

    let desks: [Desk]
    let store: RelayStore
    let polls: Polls
    let reach: @Sendable (Correspondent) -> RelayStore.Reach
    let log: Logger

    /// The longest parameters: a text of 4096 characters with its buttons.
    private static let bodyLimit = 256 << 10
    /// A page whose every sign is written in six, with its name.
    private static let pageBodyLimit = PublicPage.mostBytes * 6 + 1024

    func respond(to request: Request, context: EdgeContext) async throws -> Response {
        let parts = request.uri.path.split(separator: "/", omittingEmptySubsequences: true)
        do {
            if parts == ["healthz"] { return .text("ok") }
            guard let first = parts.first else { throw BotAPIFault(404, "Not Found") }
            if first == "file", parts.count >= 3, let desk = desk(of: parts[1]) {
                return try await file(parts[parts.count - 1], desk)
            }
            guard let desk = desk(of: first == "file" ? parts.dropFirst().first ?? "" : first)
            else { throw BotAPIFault(401, "Unauthorized") }
            guard parts.count == 2 else { throw BotAPIFault(404, "Not Found") }
            return try await call(parts[1].lowercased(), desk, request)
        } catch let fault as BotAPIFault {
            return .refusal(fault)
        } catch is SlowClient {
            return .refusal(BotAPIFault(408, "Request Timeout"))
        } catch let error as RelayError {
            log.error("\(error.message)")
            return .refusal(
                BotAPIFault(500, "Internal Server Error: the relay's store", retryAfter: nil)
            )
        }
    }

    /// Whose token it is; compared in the same time whatever it is.
    private func desk(of part: Substring) -> Desk? {
        guard part.hasPrefix("bot") else { return nil }
        // Some clients escape the colon in a file's address.
        let token = Parameters.decoded(part.dropFirst(3).utf8, isForm: false)
        let digest = SHA256.hash(data: Data(token.utf8))
        var found: Desk?
        for desk in desks where desk.digest == digest { found = desk }
        return found
    }

    private func call(
        _ method: String,
        _ desk: Desk,
        _ request: Request
    ) async throws -> Response {
        var request = request
        let limit = method == PublicPage.method.lowercased() ? Self.pageBodyLimit : Self.bodyLimit
        let body = try await request.wholeBody(upTo: limit, within: .seconds(30))
        guard let body else { throw BotAPIFault(413, "Request Entity Too Large") }
        let parameters = try Parameters(
            query: request.uri.query,
            type: request.headers[.contentType],
            body: body
        )
        switch method {
        case "getupdates":
            return try await getUpdates(desk, parameters, request)
        case "sendmessage":
            return try await sendMessage(desk, parameters)
        case "getfile":
            return try await getFile(desk, parameters)
        case "getme":
            return .result { $0.value(desk) }
        case "deletemessage":
            return try await deleteMessage(desk, parameters)
        case "setmycommands":
            return try await setMyCommands(desk, parameters)
        case PublicPage.method.lowercased():
            return try await setPublicPage(desk, parameters)
        case "getmycommands":
            let menu = try await Menu(store.menu(of: desk.id))
            let language = parameters.text("language_code") ?? ""
            return .result { $0.value(raw: menu.lists[language] ?? Array("[]".utf8)) }
        case "deletewebhook":
            guard !parameters.flag("drop_pending_updates") else {
                throw BotAPIFault(400, "Bad Request: people's messages are not dropped here")
            }
            return .yes
        case "getwebhookinfo":
            let waiting = try await store.waiting(for: desk.id)
            return .result { json in
                json.object { json in
                    json.field("url", "")
                    json.field("has_custom_certificate", false)
                    json.field("pending_update_count", Int64(waiting))
                }
            }
        case "setwebhook":
            throw BotAPIFault(400, "Bad Request: this relay is polled")
        case "answercallbackquery", "sendchataction", "deletemycommands", "close", "logout":
            return .yes
        default:
            throw BotAPIFault(404, "Not Found: method not found")
        }
    }

    // MARK: - Polling

    private func getUpdates(
        _ desk: Desk,
        _ parameters: Parameters,
        _ request: Request
    ) async throws -> Response {
        let offset = parameters.integer("offset") ?? 0
        guard offset >= 0 else {
            throw BotAPIFault(400, "Bad Request: a negative offset would forget messages")
        }
        let limit = Int(min(100, max(1, parameters.integer("limit") ?? 100)))
        let seconds = min(50, max(0, parameters.integer("timeout") ?? 0))
        guard await polls.take(desk.id) else {
            throw BotAPIFault(
                409,
                "Conflict: another getUpdates request of this token is under way"
            )
        }
        let listener = await store.bell.listen(to: .queue(desk.id))
        let polled: Result<Response, any Error>
        do {
            let updates = try await store.updates(of: desk.id, confirming: offset, limit: limit)
            if updates.isEmpty, seconds > 0 {
                var response = Response.updates(
                    try await held(request, desk.id, limit, .seconds(seconds), listener)
                )
                // To see its client go, the poll reads ahead, and the connection ends with it.
                response.headers[.connection] = "close"
                polled = .success(response)
            } else {
                polled = .success(.updates(updates))
            }
        } catch is CancellationError {
            // The relay stops, or nobody waits for the answer any more.
            polled = .success(.updates([]))
        } catch {
            polled = .failure(error)
        }
        await store.bell.leave(listener)
        await polls.leave(desk.id)
        return try polled.get()
    }

    /// Waits for updates, until the time is over, the client is gone or the relay stops.
    private func held(
        _ request: Request,
        _ station: Int64,
        _ limit: Int,
        _ time: Duration,
        _ listener: Bell.Listener
    ) async throws -> [[UInt8]] {
        let store = store
        return try await request.body.consumeWithCancellationOnInboundClose { _ in
            try await cancelWhenGracefulShutdown {
                try await Self.wait(store, station, limit, time, listener)
            }
        }
    }

    private static func wait(
        _ store: RelayStore,
        _ station: Int64,
        _ limit: Int,
        _ time: Duration,
        _ listener: Bell.Listener
    ) async throws -> [[UInt8]] {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await Task.sleep(for: time)
                listener.ring.finish()
            }
            defer { group.cancelAll() }
            for await _ in listener.rings {
                let updates = try await store.updates(of: station, confirming: nil, limit: limit)
                if !updates.isEmpty { return updates }
            }
            try Task.checkCancellation()
            return []
        }
    }

    // MARK: - Sending

    private func sendMessage(_ desk: Desk, _ parameters: Parameters) async throws -> Response {
        guard let chat = parameters.integer("chat_id") else { throw BotAPIFault.noChat }
        guard let text = parameters.text("text"), !text.allSatisfy(\.isWhitespace) else {
            throw BotAPIFault(400, "Bad Request: message text is empty")
        }
        guard text.utf16.count <= 4096 else {
            throw BotAPIFault(400, "Bad Request: message is too long")
        }
        let key = parameters.text("key")
        guard key.map({ (1...64).contains($0.utf8.count) }) ?? true else {
            throw BotAPIFault(400, "Bad Request: a key has 1 to 64 bytes")
        }
        let sent = try await store.send(
            text,
            buttons: try buttons(parameters.value("reply_markup")),
            key: key,
            wantsReceipt: parameters.flag("receipt"),
            to: chat,
            from: desk.id,
            reach: reach
        )
        switch sent {
        case .noChat: throw BotAPIFault.noChat
        case .unreachable:
            throw BotAPIFault(403, "Forbidden: bot was blocked by the user")
        case .sent(let saying, let isPage):
            return .result { json in
                json.object { json in
                    json.field("message_id", saying.id)
                    User(id: desk.account, isBot: true, firstName: desk.title)
                        .write("from", to: &json)
                    BotAPI.Chat(id: chat, type: "private").write("chat", to: &json)
                    json.field("date", saying.at / 1000)
                    json.field("text", saying.text)
                    let last = isPage ? Receipt.Stand.read : .delivered
                    json.field("liaison_receipt", last.rawValue)
                }
            }
        }
    }

    private func deleteMessage(_ desk: Desk, _ parameters: Parameters) async throws -> Response {
        guard let chat = parameters.integer("chat_id") else { throw BotAPIFault.noChat }
        guard let message = parameters.integer("message_id") else {
            throw BotAPIFault(400, "Bad Request: message identifier is not specified")
        }
        switch try await store.delete(message, in: chat, of: desk.id) {
        case .done: return .yes
        case nil: throw BotAPIFault.noChat
        case .notFound: throw BotAPIFault(400, "Bad Request: message to delete not found")
        case .unfetched:
            throw BotAPIFault(429, "Too Many Requests: the message waits to be polled")
        }
    }

    private func buttons(_ markup: JSONValue?) throws -> [Saying.Choice] {
        let rows = markup?["inline_keyboard"]?.elements ?? []
        return try rows.flatMap { $0.elements ?? [] }.prefix(100).map { button in
            guard let title = button["text"]?.text, !title.isEmpty,
                let data = button["callback_data"]?.text, (1...64).contains(data.utf8.count)
            else { throw BotAPIFault(400, "Bad Request: BUTTON_DATA_INVALID") }
            return Saying.Choice(title: title, data: data)
        }
    }

    private func setMyCommands(_ desk: Desk, _ parameters: Parameters) async throws -> Response {
        guard let commands = parameters.value("commands"), commands.elements != nil else {
            throw BotAPIFault(400, "Bad Request: commands are an array")
        }
        var menu = try await Menu(store.menu(of: desk.id))
        menu.lists[parameters.text("language_code") ?? ""] = Array(commands.raw)
        try await store.setMenu(menu.text, of: desk.id)
        return .yes
    }

    private func setPublicPage(_ desk: Desk, _ parameters: Parameters) async throws -> Response {
        guard let html = parameters.text("html") else {
            throw BotAPIFault(400, "Bad Request: html is not specified")
        }
        guard html.utf8.count <= PublicPage.mostBytes else {
            throw BotAPIFault(
                413,
                "Request Entity Too Large: a page has at most \(PublicPage.mostBytes) bytes"
            )
        }
        let isChanged = try await store.keepPage(Array(html.utf8), of: desk.id)
        return .result { json in json.object { $0.field("changed", isChanged) } }
    }

    // MARK: - Files

    private func getFile(_ desk: Desk, _ parameters: Parameters) async throws -> Response {
        let file = try await found(parameters.text("file_id") ?? "", desk)
        return .result { json in
            json.object { json in
                json.field("file_id", file.id)
                json.field("file_unique_id", file.id)
                json.field("file_size", Int64(file.size))
                json.field("file_path", "photos/" + file.id)
            }
        }
    }

    private func file(_ id: Substring, _ desk: Desk) async throws -> Response {
        .bytes(try await found(String(id), desk))
    }

    private func found(_ id: String, _ desk: Desk) async throws -> StoredFile {
        guard let file = try await store.file(id, of: desk.id) else {
            throw BotAPIFault(404, "Not Found: no such file")
        }
        guard file.size > 0 || file.isAwaited else {
            throw BotAPIFault(404, "Not Found: the file's source has it no more")
        }
        guard file.size > 0 else {
            throw BotAPIFault(
                429,
                "Too Many Requests: the file is still at its source",
                retryAfter: 5
            )
        }
        return file
    }
}

extension BotAPIFault {
    static let noChat = BotAPIFault(400, "Bad Request: chat not found")
}

extension JSONWriter {
    fileprivate mutating func value(_ desk: StationAPI.Desk) {
        object { json in
            json.field("id", desk.account)
            json.field("is_bot", true)
            json.field("first_name", desk.title)
            json.field("username", desk.name.replacing("-", with: "_") + "_bot")
            json.field("can_join_groups", false)
            json.field("can_read_all_group_messages", false)
            json.field("supports_inline_queries", false)
            // Says that keys, receipts and everlasting numbers can be relied on.
            json.field("liaison_relay", 1)
        }
    }
}

/// The commands that a station offers, by language; that of no language is under an empty name.
struct Menu {
    /// Bot API arrays as they came.
    var lists: [String: [UInt8]] = [:]

    init(_ text: String?) {
        guard let text, let document = try? JSONDocument(Array(text.utf8)) else { return }
        for entry in document.root.elements ?? [] {
            guard let language = entry["language"]?.text, let list = entry["list"] else { continue }
            lists[language] = Array(list.raw)
        }
    }

    var text: String {
        var json = JSONWriter()
        json.array { json in
            for (language, list) in lists.sorted(by: { $0.key < $1.key }) {
                json.object { json in
                    json.field("language", language)
                    json.key("list")
                    json.value(raw: list)
                }
            }
        }
        return json.text
    }
}

extension Response {
    static func result(_ body: (inout JSONWriter) -> Void) -> Response {
        var json = JSONWriter()
        json.object { json in
            json.field("ok", true)
            json.key("result")
            body(&json)
        }
        return .json(json)
    }

    fileprivate static func updates(_ updates: [[UInt8]]) -> Response {
        .result { json in
            json.array { json in for update in updates { json.value(raw: update) } }
        }
    }

    fileprivate static var yes: Response { .result { $0.value(true) } }

    fileprivate static func refusal(_ fault: BotAPIFault) -> Response {
        var json = JSONWriter()
        json.object { json in
            json.field("ok", false)
            json.field("error_code", Int64(fault.code))
            json.field("description", fault.description)
            if let seconds = fault.retryAfter {
                json.key("parameters")
                json.object { $0.field("retry_after", Int64(seconds)) }
            }
        }
        var response = Response.json(json, status: HTTPResponse.Status(code: fault.code))
        if let seconds = fault.retryAfter { response.headers[.retryAfter] = String(seconds) }
        return response
    }
}
