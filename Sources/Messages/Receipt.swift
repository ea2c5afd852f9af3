/// What the far side says later of a message that we sent.
package struct Receipt: Hashable, Sendable {
    /// Unique for one delivery of it on one account for ever: `r:chat:message:stand`.
    package var key: String
    /// The conversation, in the channel's own spelling.
    package var chat: String
    /// The number that ``SentMessage/id`` told; receipts may come before it is kept.
    package var messageID: String
    package var stand: Stand
    /// When it came to stand so, by the channel's clock: milliseconds since 1970 UTC.
    package var at: Int64

    package init(key: String, chat: String, messageID: String, stand: Stand, at: Int64) {
        self.key = key
        self.chat = chat
        self.messageID = messageID
        self.stand = stand
        self.at = at
    }

    /// How far a message has come.
    package enum Stand: String, Sendable, Codable, CaseIterable {
        /// It is on the person's device.
        case delivered
        /// It was shown to the person; it was delivered, then.
        case read
        /// It will not arrive this way.
        case failed

        /// True when this is as much as was promised, or more.
        package func keeps(_ promise: Stand) -> Bool {
            self == .read || (self == .delivered && promise == .delivered)
        }
    }
}

/// What a send came to.
package struct SentMessage: Hashable, Sendable {
    /// The far side's number of the message; empty when it did not say.
    package var id: String
    /// The last that will be heard of it, `delivered` or `read`; nil when nothing more will.
    package var promises: Receipt.Stand?

    package init(id: String, promises: Receipt.Stand? = nil) {
        self.id = id
        self.promises = promises
    }
}
