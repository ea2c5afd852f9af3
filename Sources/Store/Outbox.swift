package import Casework
package import Messages

/// One part of one reply, before it is a row.
package struct OutboxDraft: Sendable {
    package var channel: String
    package var account: String
    /// The conversation it goes to.
    package var chat: String
    /// The address it goes to; nil for a group, where nobody in particular is answered.
    package var address: ContentID?
    package var purpose: Effect.Purpose
    package var rank: OutboxRank
    /// The reply's kind, by name: `statusAssigned`.
    package var kind: String
    /// The named fields as JSON, for whoever looks at the row later; nil when there are none.
    package var fields: String?
    package var text: String
    package var buttons: [Button]
    /// The inbox row that it answers; nil for what nobody asked for.
    package var answers: Int64?
    /// Not sent later than this; nil for no limit.
    package var notAfter: Instant?

    package init(
        channel: String,
        account: String,
        chat: String,
        address: ContentID?,
        purpose: Effect.Purpose,
        rank: OutboxRank,
        kind: String,
        fields: String? = nil,
        text: String,
        buttons: [Button] = [],
        answers: Int64? = nil,
        notAfter: Instant? = nil
    ) {
        self.channel = channel
        self.account = account
        self.chat = chat
        self.address = address
        self.purpose = purpose
        self.rank = rank
        self.kind = kind
        self.fields = fields
        self.text = text
        self.buttons = buttons
        self.answers = answers
        self.notAfter = notAfter
    }
}

extension OutboxDraft {
    /// The kind of a row that has the far side erase a message, whose number is its text.
    static let deletion = "delete"

    /// Asks for a message to be erased where it stands.
    ///
    /// Without an address: it goes out although the person is gone.
    init(erasing place: FarPlace, channel: String, account: String) {
        self.init(
            channel: channel,
            account: account,
            chat: place.chat,
            address: nil,
            purpose: .notice,
            rank: .reply,
            kind: OutboxDraft.deletion,
            text: place.message
        )
    }
}

/// What goes out before what, across chats.
package enum OutboxRank: Int, Sendable, CaseIterable, Comparable {
    case reply = 0
    case notice = 1
    case broadcast = 2

    package static func < (left: OutboxRank, right: OutboxRank) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// Where an outbox row stands.
///
/// The raw values stand in the file: append only.
package enum OutboxState: Int, Sendable, CaseIterable {
    case queued = 0
    /// Marked before its request, because it must not be repeated.
    case sending = 1
    case sent = 2
    /// With a reason: the channel's, or `withdrawn`.
    case refused = 3
    /// It could not go out before its `notAfter`.
    case expired = 4
    /// The request may have been acted on, and it is not repeated.
    case uncertain = 5
}

/// One row of the outbox, as the sender needs it.
package struct OutboxRow: Hashable, Sendable {
    package var id: Int64
    package var channel: String
    package var account: String
    package var chat: String
    package var address: ContentID?
    package var purpose: Effect.Purpose
    package var rank: OutboxRank
    package var kind: String
    package var text: String
    package var buttons: [Button]
    package var answers: Int64?
    package var notAfter: Instant?
    /// 128 random bits in hexadecimal, the same at each try.
    package var key: String
    /// How often it was tried and is to be tried again.
    package var tries: Int
    /// What the channel promised to say of it; nil while it waits, and where nothing was.
    package var promised: Receipt.Stand?

    /// The message in its chat that is to be erased at the far side; nil for a row that says
    /// something.
    package var deletion: String? { kind == OutboxDraft.deletion ? text : nil }

    package var outgoing: Outgoing {
        var isFeedback: Bool { if case .feedback = purpose { true } else { false } }
        return Outgoing(
            chat: chat,
            text: text,
            buttons: buttons,
            key: key,
            wantsReceipt: isFeedback
        )
    }
}

/// How one send ended.
package enum SendOutcome: Hashable, Sendable {
    /// The channel took it, under its own id, and promised to say so much of it or nothing.
    case sent(remote: String, promises: Receipt.Stand? = nil)
    /// It will never arrive this way; the reason is an operator's, never message text.
    ///
    /// A dead address is one at which nothing will arrive, whatever is sent.
    case refused(reason: String, isAddressDead: Bool = false)
    /// Nobody knows, and it is not repeated.
    case uncertain(reason: String)
    /// Nothing happened; not to be tried before then.
    case retry(at: Instant)
}

/// What the sender can do now.
package struct Wave: Hashable, Sendable {
    /// At most one row a chat, in the order to send them.
    package var rows: [OutboxRow]
    /// Rows that ran past their time just now: their rule is still to be applied.
    package var expired: [OutboxRow]
    /// When the next row that waits for its time may go; nil when none waits or nobody looked.
    package var nextRetry: Instant?

    package init(rows: [OutboxRow], expired: [OutboxRow], nextRetry: Instant? = nil) {
        self.rows = rows
        self.expired = expired
        self.nextRetry = nextRetry
    }
}
