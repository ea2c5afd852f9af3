/// A way for messages to reach the desk and leave it: poll, send, limits.
///
/// One adapter implements it for one account. Every call may be cancelled; a cancelled call
/// really stops its transfer.
package protocol Channel: Sendable {
    /// The adapter's name: the first part of every address. Known without a network.
    var name: String { get }

    /// What the far side accepts; the sender keeps to it.
    var limits: ChannelLimits { get }

    /// Checks the account at the far side and tells who we are there.
    ///
    /// - Returns: The account's id, as it stands in each ``Address``.
    /// - Throws: ``ChannelError/unauthorized(_:)`` when the account is not ours.
    func open() async throws(ChannelError) -> String

    /// Waits for messages after a cursor.
    ///
    /// Nothing before `cursor` is asked for again by the far side once this call has reached it:
    /// call it only with the cursor that the last committed turn has kept.
    ///
    /// - Parameter cursor: The last batch's cursor; nil on a first start.
    /// - Returns: What came, oldest first; an empty batch when nothing did.
    /// - Throws: Any ``ChannelError`` but `uncertain`: polling again does no harm.
    func poll(after cursor: Cursor?) async throws(ChannelError) -> Batch

    /// Tells the far side, without waiting for messages, that all before `cursor` is done.
    ///
    /// Called once before the service ends. What it may return is not looked at.
    func confirm(_ cursor: Cursor) async throws(ChannelError)

    /// Sends one part of one reply.
    ///
    /// - Returns: The far side's id for the message, and what will still be heard of it.
    /// - Throws: ``ChannelError/uncertain(_:)`` when the request may have been acted on.
    func send(_ message: Outgoing) async throws(ChannelError) -> SentMessage

    /// Ends the waiting sign on a pressed button; a failure is of no consequence.
    func acknowledge(_ message: Incoming) async

    /// Downloads a file that a message carries, at most `limit` bytes.
    func fetch(_ attachment: Attachment, limit: Int) async throws(ChannelError) -> [UInt8]

    /// Shows the commands that a person can choose from, where the channel has such a menu.
    func offer(_ menu: [MenuEntry]) async throws(ChannelError)

    /// Has the far side erase one message, the person's own or ours, by its number there.
    ///
    /// Asked twice it does no harm: what is not there any more is erased.
    ///
    /// - Throws: ``ChannelError/refused(_:isAddressDead:)`` when the far side will never do it:
    ///   such a message stays.
    func delete(message: String, in chat: String) async throws(ChannelError)

    /// Puts up the page that everybody may read at the far side, in place of the one before.
    ///
    /// The same page again changes nothing there. Called only where
    /// ``ChannelLimits/publicPageBytes`` says that there is such a place: a channel that has none,
    /// such as Telegram, has no public page.
    ///
    /// - Parameter page: A whole HTML page in UTF-8 without any script; empty to take it down.
    /// - Throws: ``ChannelError/refused(_:isAddressDead:)`` for a page that is never taken.
    func publish(_ page: [UInt8]) async throws(ChannelError)
}

extension Channel {
    /// Refuses: most far sides have no place for a page.
    package func publish(_ page: [UInt8]) async throws(ChannelError) {
        throw .refused(
            .init(code: "no-public-page", message: "the channel has no place for a public page"),
            isAddressDead: false
        )
    }
}

/// A line of a channel's command menu.
package struct MenuEntry: Hashable, Sendable {
    /// 1 to 32 of `a-z`, `0-9` and `_`.
    package var command: String
    /// What it does: 1 to 256 characters.
    package var text: String
    /// `zh`, `en`.
    package var language: String

    package init(command: String, text: String, language: String) {
        self.command = command
        self.text = text
        self.language = language
    }
}

/// How far a channel has been read: opaque, made and read by the channel alone.
package struct Cursor: Hashable, Sendable, Codable {
    package var value: String

    package init(_ value: String) {
        self.value = value
    }
}

/// What one poll brought.
package struct Batch: Sendable {
    /// Oldest first; may be empty.
    package var messages: [Incoming]
    /// Deliveries that could not be read at all: kept raw for an operator, never dropped.
    package var unreadable: [Unreadable]
    /// What became of messages of ours; oldest first.
    package var receipts: [Receipt]
    /// What to poll with once all of this is committed; nil when nothing moved.
    package var cursor: Cursor?
    /// The far side's clock when it answered, milliseconds since 1970 UTC; nil if it did not say.
    package var date: Int64?

    package init(
        messages: [Incoming] = [],
        unreadable: [Unreadable] = [],
        receipts: [Receipt] = [],
        cursor: Cursor? = nil,
        date: Int64? = nil
    ) {
        self.messages = messages
        self.unreadable = unreadable
        self.receipts = receipts
        self.cursor = cursor
        self.date = date
    }
}

/// A delivery that makes no sense to the adapter.
package struct Unreadable: Hashable, Sendable {
    /// Unique for the delivery, like ``Incoming/key``.
    package var key: String
    /// The bytes as they came, repaired to UTF-8.
    package var raw: String
    /// Why, in an operator's words; never a part of the message.
    package var reason: String

    package init(key: String, raw: String, reason: String) {
        self.key = key
        self.raw = raw
        self.reason = reason
    }
}

/// What a channel's far side accepts.
package struct ChannelLimits: Hashable, Sendable {
    /// The longest text of one message, in UTF-16 code units; 1 or more.
    package var textInUTF16: Int
    /// Messages a second on the whole account; nil for no limit of ours.
    package var perSecond: Double?
    /// Messages a second in one direct chat; nil for no limit of ours.
    package var perSecondInChat: Double?
    /// Messages a minute in one group; nil for no limit of ours.
    package var perMinuteInGroup: Double?
    /// True when a repeated ``Outgoing/key`` is not sent again by the far side.
    package var hasIdempotencyKey: Bool
    /// How long the far side keeps what nobody polled; nil when it never expires.
    package var keeps: Duration?
    /// The longest page that everybody may read at the far side; nil where there is no such place.
    package var publicPageBytes: Int?

    package init(
        textInUTF16: Int = 4096,
        perSecond: Double? = nil,
        perSecondInChat: Double? = nil,
        perMinuteInGroup: Double? = nil,
        hasIdempotencyKey: Bool = false,
        keeps: Duration? = nil,
        publicPageBytes: Int? = nil
    ) {
        self.textInUTF16 = textInUTF16
        self.perSecond = perSecond
        self.perSecondInChat = perSecondInChat
        self.perMinuteInGroup = perMinuteInGroup
        self.hasIdempotencyKey = hasIdempotencyKey
        self.keeps = keeps
        self.publicPageBytes = publicPageBytes
    }
}
