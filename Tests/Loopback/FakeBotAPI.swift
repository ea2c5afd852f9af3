import Foundation

/// A strict stand-in for the Bot API on loopback: its polling rules, a record, and faults.
///
/// The rules are those of the real server: an offset confirms all before it; one more than ten
/// past the tail, or 100,000 before the head, is ignored; a second waiting poll ends the first
/// with 409; the same offset again within three seconds waits at least three seconds, and within
/// half a second brings one update at most.
///
///     let api = FakeBotAPI()
///     try api.start()
///     api.push(text: "你好", from: 1001)
package final class FakeBotAPI: Sendable {
    package let token: String
    private let server: LoopbackServer
    let state: Monitor<FakeBotAPIState>

    /// - Parameters:
    ///   - token: What every call has to name.
    ///   - firstID: The number of the first update.
    ///   - isRelay: True to answer as our own relay does: it says so, honours keys, and takes
    ///     `receipt`.
    package init(
        token: String = "4242:TEST-TOKEN",
        firstID: Int64 = 700_000_000,
        isRelay: Bool = false
    ) {
        self.token = token
        var first = FakeBotAPIState(tail: firstID)
        first.isRelay = isRelay
        first.honoursKeys = isRelay
        let state = Monitor(first)
        self.state = state
        server = LoopbackServer(keepsRequests: false) { Self.answer($0, token: token, state) }
    }

    deinit {
        stop()
    }

    @discardableResult
    package func start(port: Int = 0) throws -> Int {
        state.withLock { $0.isStopping = false }
        return try server.start(port: port)
    }

    package func stop() {
        state.withLock { $0.isStopping = true }
        server.stop()
    }

    /// The address to give to a client, without a slash at the end.
    package var url: String { server.url }
    package var port: Int { server.port }
    package var connections: Int { server.connections }

    // MARK: - What comes in

    /// A person writes.
    ///
    /// - Returns: The number of the message.
    @discardableResult
    package func push(
        text: String,
        from: Int64,
        chat: Int64? = nil,
        chatType: String? = nil,
        language: String = "zh-hans"
    ) -> Int64 {
        let chat = chat ?? from
        let type = chatType ?? (chat > 0 ? "private" : "supergroup")
        return state.withLock { state in
            state.lastMessage += 1
            let message = state.lastMessage
            state.add(
                #"{"message":{"message_id":\#(message),"from":{"id":\#(from),"is_bot":false,"#
                    + #""first_name":"A","language_code":\#(quoted(language))},"#
                    + #""chat":{"id":\#(chat),"type":"\#(type)"},"date":\#(Int(time(nil))),"#
                    + #""text":\#(quoted(text))}}"#
            )
            return message
        }
    }

    /// A person presses a button below one of our messages.
    package func push(press data: String, from: Int64, message: Int64, id: String) {
        state.withLock { state in
            state.add(
                #"{"callback_query":{"id":\#(quoted(id)),"from":{"id":\#(from),"is_bot":false,"#
                    + #""first_name":"A","language_code":"zh-hans"},"message":{"message_id":"#
                    + #"\#(message),"chat":{"id":\#(from),"type":"private"},"date":1},"#
                    + #""data":\#(quoted(data))}}"#
            )
        }
    }

    /// Our relay says what became of a message of ours.
    package func push(receipt stand: String, chat: Int64, message: Int64) {
        state.withLock { $0.add(receipt: stand, chat: String(chat), message: message) }
    }

    /// Queues an update of which the JSON object is given, without its `update_id`.
    package func push(rawJSON: String) {
        state.withLock { $0.add(rawJSON) }
    }

    /// Queues bytes as they are: no number is put in, so that it may be missing.
    package func push(verbatim: [UInt8]) {
        state.withLock { $0.add(verbatim: verbatim) }
    }

    /// What is queued next gets this number; what is pending is forgotten.
    ///
    /// The real server does so after a week without updates, with a random number.
    package func resetIDs(to id: Int64) {
        state.withLock { state in
            state.queue = []
            state.tail = id
        }
    }

    // MARK: - How it behaves

    /// Adds a fault; several of one method are tried in order.
    package func fail(_ fault: Fault) {
        state.withLock { $0.faults.append(fault) }
    }

    /// The faults still set.
    package var faults: [Fault] {
        get { state.withLock { $0.faults } }
        set { state.withLock { $0.faults = newValue } }
    }

    /// Chats that have blocked the bot.
    package var blocked: Set<Int64> {
        get { state.withLock { $0.blocked } }
        set { state.withLock { $0.blocked = newValue } }
    }

    /// The clock in the `Date` header, seconds since 1970; nil for the machine's own.
    package var clock: Int? {
        get { state.withLock { $0.clock } }
        set { state.withLock { $0.clock = newValue } }
    }

    /// How many messages it takes in any second before it answers 429; nil for any number.
    package var mostPerSecond: Int? {
        get { state.withLock { $0.mostPerSecond } }
        set { state.withLock { $0.mostPerSecond = newValue } }
    }

    /// The first answer is given again to a repeated `key`, and nothing is sent.
    package var honoursKeys: Bool {
        get { state.withLock { $0.honoursKeys } }
        set { state.withLock { $0.honoursKeys = newValue } }
    }

    /// What our relay promises of each message that wants a receipt: `read`, `delivered`, `none`.
    package var promise: String {
        get { state.withLock { $0.promise } }
        set { state.withLock { $0.promise = newValue } }
    }

    /// What our relay says at once of each message that wants a receipt, before its send is even
    /// answered.
    package var instantReceipts: [String] {
        get { state.withLock { $0.instantReceipts } }
        set { state.withLock { $0.instantReceipts = newValue } }
    }

    /// The rules against polling in a tight loop.
    package var hasAntiSpin: Bool {
        get { state.withLock { $0.hasAntiSpin } }
        set { state.withLock { $0.hasAntiSpin = newValue } }
    }

    /// Makes a file that `getFile` knows.
    package func addFile(_ id: String, path: String, bytes: [UInt8]) {
        state.withLock { $0.files[id] = (path, bytes) }
    }

    // MARK: - What went out

    /// Every message that was sent, in order.
    package var sent: [Sent] { state.withLock { $0.sent } }
    /// The messages that were sent to one chat, in order.
    package func sent(to chat: Int64) -> [Sent] {
        state.withLock { $0.sent(to: String(chat)) }
    }
    /// How many messages were sent.
    package var sentCount: Int { state.withLock { $0.sent.count } }
    /// How many messages were refused with 429.
    package var refusals: Int { state.withLock { $0.refusals } }
    /// How many updates are not confirmed.
    package var pending: Int { state.withLock { $0.queue.count } }
    /// How often a method was called.
    package func calls(_ method: String) -> Int {
        state.withLock { $0.calls[method.lowercased()] ?? 0 }
    }
    /// The offset of each poll; nil where there was none.
    package var offsets: [Int64?] { state.withLock { $0.offsets } }
    /// Polls that were answered with 409.
    package var conflicts: Int { state.withLock { $0.conflicts } }
    /// The numbers of pressed buttons that were answered.
    package var acknowledged: [String] { state.withLock { $0.acknowledged } }
    /// Every page that was put up.
    package var pages: [String] { state.withLock { $0.pages } }
    /// The messages that were erased, each once, in order.
    package var deleted: [Deleted] { state.withLock { $0.deleted } }
    /// The kinds that the last poll asked for.
    package var wantedKinds: [String] { state.withLock { $0.wantedKinds } }
    /// The menu of each language; that for all others has the key "".
    package var menus: [String: [String: String]] { state.withLock { $0.menus } }

    package func waitForSent(_ count: Int, seconds: Double = 60) async -> Bool {
        await state.waitAside(seconds: seconds) { $0.sent.count >= count }
    }

    /// Waits until a message with all these words went to a chat.
    package func waitForText(
        _ words: [String],
        to chat: Int64,
        seconds: Double = 60
    ) async -> Bool {
        await state.waitAside(seconds: seconds) { state in
            state.sent(to: String(chat)).contains { sent in
                words.allSatisfy { sent.text.contains($0) }
            }
        }
    }

    package func waitUntilConfirmed(seconds: Double = 60) async -> Bool {
        await state.waitAside(seconds: seconds) { $0.queue.isEmpty }
    }

    package func waitForHeldPoll(seconds: Double = 60) async -> Bool {
        await state.waitAside(seconds: seconds) { $0.held?.request.isOpen ?? false }
    }

    package func waitForCalls(_ method: String, _ count: Int, seconds: Double = 60) async -> Bool {
        await state.waitAside(seconds: seconds) { ($0.calls[method.lowercased()] ?? 0) >= count }
    }

    // MARK: - Types

    /// A message that was sent.
    package struct Sent: Sendable {
        package var chat: String
        package var text: String
        /// Titles and data, row by row.
        package var buttons: [[Pressable]]
        package var key: String?
        /// It was asked what becomes of it.
        package var wantsReceipt: Bool
        /// The number it got.
        package var message: Int64
        package var isPreviewOff: Bool
    }

    /// A message that was erased.
    package struct Deleted: Hashable, Sendable {
        package var chat: String
        package var message: Int64

        package init(chat: String, message: Int64) {
            self.chat = chat
            self.message = message
        }
    }

    package struct Pressable: Hashable, Sendable {
        package var title: String
        package var data: String

        package init(title: String, data: String) {
            self.title = title
            self.data = data
        }
    }

    /// Something that goes wrong with some calls of a method.
    package struct Fault: Sendable {
        package enum Kind: Sendable {
            /// Bot API's own error; nothing is done.
            case error(Int, String)
            /// 429; nothing is done.
            case tooMany(retryAfter: Int?)
            /// A proxy's page; nothing is done.
            case html(Int)
            /// A proxy's page after the call was carried out.
            case htmlAfter(Int)
            case dropBefore
            case dropAfter
            case stall
            case stallAfter
            /// Carried out, but the answer is not JSON.
            case garbage
            /// Carried out, but the answer ends in the middle and so does the connection.
            case cut
            /// Carried out, but the JSON ends in the middle of a whole answer.
            case brokenJSON
            /// Each update of the answer stands there twice.
            case duplicate
        }

        package var method: String
        package var kind: Kind
        /// Every how many calls it happens, counted from when it was added.
        package var every: Int
        /// How often it still happens; nil for always.
        package var left: Int?
        var seen = 0

        package init(_ method: String, _ kind: Kind, every: Int = 1, times: Int? = 1) {
            self.method = method
            self.kind = kind
            self.every = every
            left = times
        }
    }
}

func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": out += "\\\""
        case "\\": out += "\\\\"
        case _ where scalar.value < 0x20:
            let digits = String(scalar.value, radix: 16)
            out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: out.unicodeScalars.append(scalar)
        }
    }
    return out + "\""
}
