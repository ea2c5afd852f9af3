package import Casework

/// One delivery, as it is kept before anything is done with it.
package struct InboxEntry: Sendable {
    /// Unique for ever: channel, account and the channel's own delivery key.
    package var key: String
    package var channel: String
    package var account: String
    package var sender: PersonID?
    package var receivedAt: Instant
    package var sentAt: Instant
    package var text: String
    /// The same for every part of one album, and unique like `key`; nil for a single message.
    package var album: String?
    /// Where it stands at the far side; nil for what is no message there.
    package var place: FarPlace?

    package init(
        key: String,
        channel: String,
        account: String,
        sender: PersonID?,
        receivedAt: Instant,
        sentAt: Instant,
        text: String,
        album: String? = nil,
        place: FarPlace? = nil
    ) {
        self.key = key
        self.channel = channel
        self.account = account
        self.sender = sender
        self.receivedAt = receivedAt
        self.sentAt = sentAt
        self.text = text
        self.album = album
        self.place = place
    }
}

/// Where a message stands at the far side of its channel, so that it can be erased there.
package struct FarPlace: Hashable, Sendable {
    package var chat: String
    /// The message's own number in its chat; without spaces.
    package var message: String

    package init(chat: String, message: String) {
        self.chat = chat
        self.message = message
    }

    /// As it is kept.
    var text: String { message + " " + chat }

    init?(text: String) {
        let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        self.init(chat: String(parts[1]), message: String(parts[0]))
    }
}

/// What an earlier message became.
package struct InboxSubject: Hashable, Sendable {
    package var id: Int64
    package var sender: PersonID?
    package var receivedAt: Instant
    /// The matter, note or item it went into; nil when it was a question or chatter.
    package var subject: Subject?
    /// Its words within that; nil when it had none, or became several things.
    package var words: ContentID?
    /// The delivery's own text; nil once it is erased.
    package var text: String?

    package init(
        id: Int64,
        sender: PersonID?,
        receivedAt: Instant,
        subject: Subject?,
        words: ContentID?,
        text: String?
    ) {
        self.id = id
        self.sender = sender
        self.receivedAt = receivedAt
        self.subject = subject
        self.words = words
        self.text = text
    }
}
