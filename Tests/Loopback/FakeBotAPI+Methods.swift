import Foundation

struct FakeBotAPIState {
    struct Entry {
        var id: Int64
        var bytes: [UInt8]
    }

    var queue: [Entry] = []
    /// The number of the next update.
    var tail: Int64
    var lastMessage: Int64 = 0
    var lastSent: Int64 = 1_000_000
    private(set) var sent: [FakeBotAPI.Sent] = []
    /// Places in `sent`, by chat: a hundred thousand are not searched for one.
    private var sentByChat: [String: [Int]] = [:]
    /// When the last messages were taken, the oldest first; as many as a second may hold.
    private var takenAt: [MonotonicTime] = []
    var mostPerSecond: Int?
    var refusals = 0
    var byKey: [String: Int64] = [:]
    var faults: [FakeBotAPI.Fault] = []
    var blocked: Set<Int64> = []
    var files: [String: (path: String, bytes: [UInt8])] = [:]
    var calls: [String: Int] = [:]
    var offsets: [Int64?] = []
    var acknowledged: [String] = []
    var menus: [String: [String: String]] = [:]
    var clock: Int?
    var honoursKeys = false
    var isRelay = false
    var promise = "read"
    var instantReceipts: [String] = []
    var deleted: [FakeBotAPI.Deleted] = []
    var pages: [String] = []
    var wantedKinds: [String] = []
    var hasAntiSpin = true
    var isStopping = false
    /// Which poll waits, with its number: a client that died leaves its poll until its time.
    var held: (number: Int, request: LoopbackRequest)?
    var lastPoll = 0
    var previousOffset: Int64 = 0
    var previousStart = MonotonicTime(nanoseconds: -1_000_000_000_000)
    var nextConflict = MonotonicTime(nanoseconds: 0)
    var conflicts = 0

    init(tail: Int64) {
        self.tail = tail
    }

    mutating func record(_ message: FakeBotAPI.Sent) {
        sentByChat[message.chat, default: []].append(sent.count)
        sent.append(message)
    }

    func sent(to chat: String) -> [FakeBotAPI.Sent] {
        (sentByChat[chat] ?? []).map { sent[$0] }
    }

    /// One more message comes; false when it is one too many.
    mutating func takes(at now: MonotonicTime) -> Bool {
        guard let mostPerSecond else { return true }
        if takenAt.count >= mostPerSecond {
            takenAt.removeFirst(takenAt.prefix { now >= $0.after(seconds: 1) }.count)
        }
        guard takenAt.count < mostPerSecond else { return false }
        takenAt.append(now)
        return true
    }

    mutating func add(_ json: String) {
        let rest = json.drop { $0.isWhitespace }.dropFirst()
        let comma = rest.first { !$0.isWhitespace } == "}" ? "" : ","
        add(verbatim: Array("{\"update_id\":\(tail)\(comma)\(rest)".utf8))
    }

    mutating func add(receipt stand: String, chat: String, message: Int64) {
        add(
            #"{"message_receipt":{"chat":{"id":\#(chat),"type":"private"},"#
                + #""message_id":\#(message),"stand":\#(quoted(stand)),"date":1790000000}}"#
        )
    }

    mutating func add(verbatim bytes: [UInt8]) {
        // The real server drops without a word, too.
        guard queue.count < 100_000 else { return }
        queue.append(Entry(id: tail, bytes: bytes))
        tail += 1
    }

    var head: Int64 { queue.first?.id ?? tail }

    mutating func pickFault(_ method: String) -> FakeBotAPI.Fault.Kind? {
        var found: FakeBotAPI.Fault.Kind?
        for index in faults.indices where faults[index].method.lowercased() == method {
            faults[index].seen += 1
            guard found == nil, faults[index].left != 0,
                faults[index].seen % faults[index].every == 0
            else { continue }
            faults[index].left = faults[index].left.map { $0 - 1 }
            found = faults[index].kind
        }
        return found
    }

    /// What an offset confirms and which updates an answer then holds.
    mutating func read(_ offset: Int64, limit: Int) -> [[UInt8]] {
        if offset < 0, queue.count > -offset {
            queue.removeFirst(queue.count - Int(-offset))
        }
        var start = offset <= 0 ? head : offset
        if start > tail + 10 || start < head - 100_000 { start = head }
        queue.removeFirst(queue.prefix { $0.id < start }.count)
        var room = 1 << 22
        return queue.prefix(limit).prefix { entry in
            room -= 50 + entry.bytes.count
            return room > 0
        }.map(\.bytes)
    }
}

extension FakeBotAPI {
    typealias State = FakeBotAPIState

    static func answer(
        _ request: LoopbackRequest,
        token: String,
        _ state: Monitor<State>
    ) -> LoopbackAnswer {
        let answer = route(request, token: token, state)
        guard let clock = state.withLock({ $0.clock }) else { return answer }
        return answer.dated(clock)
    }

    private static func route(
        _ request: LoopbackRequest,
        token: String,
        _ state: Monitor<State>
    ) -> LoopbackAnswer {
        let path = request.path
        if path.hasPrefix("/file/bot\(token)/") {
            return download(String(path.dropFirst("/file/bot\(token)/".count)), state)
        }
        let parts = path.split(separator: "/")
        guard parts.count == 2, parts[0].hasPrefix("bot") else { return error(404, "Not Found") }
        guard parts[0] == "bot\(token)" else { return error(401, "Unauthorized") }
        let method = parts[1].lowercased()
        let fault = state.withLock { state in
            state.calls[method, default: 0] += 1
            return state.pickFault(method)
        }
        switch fault {
        case .error(let code, let text): return error(code, text)
        case .tooMany(let seconds):
            state.withLock { $0.refusals += 1 }
            return tooMany(seconds)
        case .html(let status): return .html(status)
        case .dropBefore: return .drop
        case .stall: return .stall
        default: break
        }
        let answer = perform(method, request, state, doubled: fault.isDuplicate)
        switch fault {
        case .htmlAfter(let status): return .html(status)
        case .dropAfter: return .drop
        case .stallAfter: return .stall
        case .garbage: return .reply(body: [0xFF, 0xFE, 0x00, 0x7B, 0x22])
        case .cut: return answer.halved(isWhole: false)
        case .brokenJSON: return answer.halved(isWhole: true)
        default: return answer
        }
    }

    private static func perform(
        _ method: String,
        _ request: LoopbackRequest,
        _ state: Monitor<State>,
        doubled: Bool
    ) -> LoopbackAnswer {
        let arguments = Arguments(request)
        switch method {
        case "getme":
            let mark = state.withLock { $0.isRelay } ? #","liaison_relay":1"# : ""
            return result(
                #"{"id":4242,"is_bot":true,"first_name":"站","username":"station_bot"\#(mark)}"#
            )
        case "deletemessage":
            guard let chat = arguments.text("chat_id"),
                let message = arguments.integer("message_id")
            else { return error(400, "Bad Request: message identifier is not specified") }
            let deleted = Deleted(chat: chat, message: message)
            let isThere = state.withLock { state in
                guard !state.deleted.contains(deleted) else { return false }
                state.deleted.append(deleted)
                return true
            }
            return isThere ? result("true") : error(400, "Bad Request: message to delete not found")
        case "setpublicpage" where state.withLock { $0.isRelay }:
            guard let html = arguments.text("html") else {
                return error(400, "Bad Request: html is not specified")
            }
            state.withLock { $0.pages.append(html) }
            return result(#"{"changed":true}"#)
        case "getupdates": return getUpdates(request, arguments, state, doubled: doubled)
        case "sendmessage": return sendMessage(arguments, state)
        case "answercallbackquery":
            guard let id = arguments.text("callback_query_id") else {
                return error(400, "Bad Request: query is too old or invalid")
            }
            state.withLock { $0.acknowledged.append(id) }
            return result("true")
        case "setmycommands":
            var menu: [String: String] = [:]
            for command in arguments.list("commands") {
                guard let name = command["command"] as? String,
                    let text = command["description"] as? String
                else { return error(400, "Bad Request: commands are invalid") }
                menu[name] = text
            }
            let language = arguments.text("language_code") ?? ""
            let found = menu
            state.withLock { $0.menus[language] = found }
            return result("true")
        case "getfile":
            guard let id = arguments.text("file_id"),
                let file = state.withLock({ state in
                    state.files[id].map { (path: $0.path, size: $0.bytes.count) }
                })
            else { return error(400, "Bad Request: invalid file_id") }
            return result(
                #"{"file_id":\#(quoted(id)),"file_size":\#(file.size),"file_path":"#
                    + quoted(file.path) + "}"
            )
        default:
            return error(404, "Not Found: method not found")
        }
    }

    private static func download(_ path: String, _ state: Monitor<State>) -> LoopbackAnswer {
        let fault = state.withLock { $0.pickFault("download") }
        switch fault {
        case .error(let code, let text): return error(code, text)
        case .dropBefore: return .drop
        case .stall: return .stall
        default: break
        }
        let path = path.removingPercentEncoding ?? path
        let bytes = state.withLock { $0.files.values.first { $0.path == path }?.bytes }
        guard let bytes else { return error(404, "Not Found") }
        return .reply(type: "application/octet-stream", body: bytes)
    }

    // MARK: - getUpdates

    private static func getUpdates(
        _ request: LoopbackRequest,
        _ arguments: Arguments,
        _ state: Monitor<State>,
        doubled: Bool
    ) -> LoopbackAnswer {
        let offset = arguments.integer("offset") ?? 0
        var limit = Int(min(100, max(1, arguments.integer("limit") ?? 100)))
        var timeout = Double(min(50, max(0, arguments.integer("timeout") ?? 0)))
        let now = MonotonicTime.now
        let first = state.withLock { state in
            state.offsets.append(arguments.integer("offset"))
            state.wantedKinds = arguments.texts("allowed_updates")
            if state.hasAntiSpin, offset == state.previousOffset {
                if now < state.previousStart.after(seconds: 3) { timeout = max(timeout, 3) }
                if now < state.previousStart.after(seconds: 0.5) { limit = 1 }
            }
            state.previousOffset = offset
            state.previousStart = now
            return state.read(offset, limit: limit)
        }
        guard first.isEmpty, timeout > 0 else { return updates(first, doubled: doubled) }
        let number = state.withLock { state in
            state.lastPoll += 1
            state.held = (state.lastPoll, request)
            return state.lastPoll
        }
        state.wait(until: now.after(seconds: timeout)) { state in
            state.isStopping || state.held?.number != number || !state.queue.isEmpty
        }
        // A burst is answered in one go.
        state.wait(until: .now.after(seconds: 0.001)) {
            $0.isStopping || $0.held?.number != number
        }
        let later: [[UInt8]]? = state.withLock { state in
            guard state.held?.number == number else { return nil }
            state.held = nil
            return state.read(offset, limit: limit)
        }
        guard let later else { return conflict(state) }
        return updates(later, doubled: doubled)
    }

    private static func updates(_ elements: [[UInt8]], doubled: Bool) -> LoopbackAnswer {
        let all = doubled ? elements.flatMap { [$0, $0] } : elements
        var body = Array(#"{"ok":true,"result":["#.utf8)
        for (index, element) in all.enumerated() {
            if index > 0 { body.append(UInt8(ascii: ",")) }
            body.append(contentsOf: element)
        }
        body.append(contentsOf: "]}".utf8)
        return .reply(body: body)
    }

    /// At once the first time, later at most every three seconds.
    private static func conflict(_ state: Monitor<State>) -> LoopbackAnswer {
        let now = MonotonicTime.now
        let isAtOnce = state.withLock { state in
            state.conflicts += 1
            guard now >= state.nextConflict else { return false }
            state.nextConflict = now.after(seconds: 3)
            return true
        }
        if !isAtOnce { state.wait(until: now.after(seconds: 3)) { $0.isStopping } }
        return error(
            409,
            "Conflict: terminated by other getUpdates request; "
                + "make sure that only one bot instance is running"
        )
    }

    // MARK: - sendMessage

    private static func sendMessage(
        _ arguments: Arguments,
        _ state: Monitor<State>
    ) -> LoopbackAnswer {
        guard let chat = arguments.text("chat_id"), !chat.isEmpty else {
            return error(400, "Bad Request: chat_id is empty")
        }
        let text = arguments.text("text") ?? ""
        guard text.contains(where: { !$0.isWhitespace }) else {
            return error(400, "Bad Request: message text is empty")
        }
        guard text.utf16.count <= 4096 else {
            return error(400, "Bad Request: message is too long")
        }
        let buttons = arguments.buttons
        guard buttons.joined().allSatisfy({ (1...64).contains($0.data.utf8.count) }) else {
            return error(400, "Bad Request: BUTTON_DATA_INVALID")
        }
        let key = arguments.text("key")
        let isTaken = state.withLock { state in
            let isTaken = state.takes(at: .now)
            if !isTaken { state.refusals += 1 }
            return isTaken
        }
        guard isTaken else { return tooMany(1) }
        let message: Int64? = state.withLock { state in
            if let number = Int64(chat), state.blocked.contains(number) { return nil }
            if state.honoursKeys, let key, let earlier = state.byKey[key] { return earlier }
            state.lastSent += 1
            state.record(
                Sent(
                    chat: chat,
                    text: text,
                    buttons: buttons,
                    key: key,
                    wantsReceipt: arguments.flag("receipt"),
                    message: state.lastSent,
                    isPreviewOff: arguments.isPreviewOff
                )
            )
            if let key { state.byKey[key] = state.lastSent }
            if state.isRelay, arguments.flag("receipt") {
                for stand in state.instantReceipts {
                    state.add(receipt: stand, chat: chat, message: state.lastSent)
                }
            }
            return state.lastSent
        }
        guard let message else { return error(403, "Forbidden: bot was blocked by the user") }
        let promise = state.withLock { $0.isRelay ? $0.promise : nil }
        return result(
            #"{"message_id":\#(message),"chat":{"id":\#(chat),"type":"private"},"date":1"#
                + (promise.map { #","liaison_receipt":\#(quoted($0))"# } ?? "") + "}"
        )
    }

    // MARK: - Answers

    static func result(_ json: String) -> LoopbackAnswer {
        .json(#"{"ok":true,"result":\#(json)}"#)
    }

    static func error(_ code: Int, _ text: String) -> LoopbackAnswer {
        .json(
            #"{"ok":false,"error_code":\#(code),"description":\#(quoted(text))}"#,
            status: code
        )
    }

    private static func tooMany(_ seconds: Int?) -> LoopbackAnswer {
        guard let seconds else { return error(429, "Too Many Requests") }
        return .json(
            #"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after "#
                + #"\#(seconds)","parameters":{"retry_after":\#(seconds)}}"#,
            status: 429,
            headers: ["Retry-After: \(seconds)"]
        )
    }
}

extension FakeBotAPI.Fault.Kind? {
    fileprivate var isDuplicate: Bool {
        if case .duplicate = self { true } else { false }
    }
}

extension LoopbackAnswer {
    /// The same with another clock.
    fileprivate func dated(_ seconds: Int) -> LoopbackAnswer {
        guard case .send(let bytes) = steps.first else { return self }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let start = text.range(of: "Date: "),
            let end = text.range(of: "\r\n", range: start.upperBound..<text.endIndex)
        else { return self }
        let date = Self.httpDate(seconds)
        let changed = text.replacingCharacters(
            in: start.upperBound..<end.lowerBound,
            with: date
        )
        return LoopbackAnswer([.send(Array(changed.utf8))] + steps.dropFirst())
    }

    /// The first half of the body alone.
    fileprivate func halved(isWhole: Bool) -> LoopbackAnswer {
        guard case .send(let bytes) = steps.first,
            let end = String(decoding: bytes, as: UTF8.self).range(of: "\r\n\r\n")
        else { return .drop }
        let text = String(decoding: bytes, as: UTF8.self)
        let body = Array(text[end.upperBound...].utf8)
        let half = Array(body.prefix(max(1, body.count / 2)))
        if isWhole { return .reply(body: half) }
        return .cut(String(decoding: half, as: UTF8.self), missing: 10)
    }
}

/// What a call was given: a JSON body, a form or a query.
private struct Arguments {
    private var values: [String: Any]

    init(_ request: LoopbackRequest) {
        values = [:]
        let query = request.target.drop { $0 != "?" }.dropFirst()
        take(form: String(query))
        if request.headers["content-type"]?.contains("json") == true {
            let object = try? JSONSerialization.jsonObject(with: Data(request.body))
            for (key, value) in object as? [String: Any] ?? [:] { values[key] = value }
        } else {
            take(form: request.text)
        }
    }

    private mutating func take(form: String) {
        for pair in form.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1).map {
                $0.replacingOccurrences(of: "+", with: " ").removingPercentEncoding ?? ""
            }
            if parts.count == 2 { values[parts[0]] = parts[1] }
        }
    }

    func text(_ key: String) -> String? {
        switch values[key] {
        case let text as String: text
        case let number as NSNumber: number.stringValue
        default: nil
        }
    }

    /// As the real server reads it: what is no number is 0.
    func integer(_ key: String) -> Int64? {
        text(key).map { Int64($0) ?? 0 }
    }

    func flag(_ key: String) -> Bool { values[key] as? Bool ?? false }

    func texts(_ key: String) -> [String] { values[key] as? [String] ?? [] }

    func list(_ key: String) -> [[String: Any]] { values[key] as? [[String: Any]] ?? [] }

    var isPreviewOff: Bool {
        (values["link_preview_options"] as? [String: Any])?["is_disabled"] as? Bool ?? false
    }

    var buttons: [[FakeBotAPI.Pressable]] {
        let markup = values["reply_markup"] as? [String: Any]
        let rows = markup?["inline_keyboard"] as? [[[String: Any]]] ?? []
        return rows.map { row in
            row.map {
                FakeBotAPI.Pressable(
                    title: $0["text"] as? String ?? "",
                    data: $0["callback_data"] as? String ?? ""
                )
            }
        }
    }
}
