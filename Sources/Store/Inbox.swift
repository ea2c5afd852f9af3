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

    package init(
        key: String,
        channel: String,
        account: String,
        sender: PersonID?,
        receivedAt: Instant,
        sentAt: Instant,
        text: String,
        album: String? = nil
    ) {
        self.key = key
        self.channel = channel
        self.account = account
        self.sender = sender
        self.receivedAt = receivedAt
        self.sentAt = sentAt
        self.text = text
        self.album = album
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
