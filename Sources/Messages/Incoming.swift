/// One message as it reached us, in no channel's own words.
package struct Incoming: Hashable, Sendable, Codable {
    /// The channel's own delivery key, unique for one delivery on one account for ever.
    ///
    /// `m:chat:message`, `e:chat:message:edit_date`, `c:callback`. Never the update id and
    /// never made from the text (protocols: update ids restart, texts repeat rightly).
    package var key: String
    package var address: Address
    package var chatKind: ChatKind
    /// The message's own id within its chat; what an edit or an album refers to.
    package var messageID: String
    package var body: Body
    /// When the sender sent it, by the channel's clock: milliseconds since 1970 UTC.
    package var sentAt: Int64
    /// The sender's language as the channel tells it (`zh-hans`, `en`), or nil.
    package var language: String?
    /// True when another bot wrote it: such messages are never answered.
    package var isMachine: Bool
    /// True when the words are another person's, passed on: such a text carries no role.
    package var isForwarded: Bool
    /// The same for every part of one album; nil for a message on its own.
    package var album: String?

    package init(
        key: String,
        address: Address,
        chatKind: ChatKind,
        messageID: String,
        body: Body,
        sentAt: Int64,
        language: String? = nil,
        isMachine: Bool = false,
        isForwarded: Bool = false,
        album: String? = nil
    ) {
        self.key = key
        self.address = address
        self.chatKind = chatKind
        self.messageID = messageID
        self.body = body
        self.sentAt = sentAt
        self.language = language
        self.isMachine = isMachine
        self.isForwarded = isForwarded
        self.album = album
    }

    /// What a message carries.
    package enum Body: Hashable, Sendable, Codable {
        /// Words, with what was attached to them; both may be empty, not together.
        case message(text: String, attachments: [Attachment], place: MapPoint?)
        /// New words for an earlier message of the same chat (`messageID`).
        case edit(text: String, attachments: [Attachment])
        /// A pressed button: the `data` it was sent with.
        case button(data: String)
        /// Something that we keep no part of; `name` is the channel's word for it
        /// (`dice`, `poll`, `new_chat_members`).
        case other(name: String)
    }

    /// The words of the message, empty when it has none.
    package var text: String {
        switch body {
        case .message(let text, _, _), .edit(let text, _): text
        case .button(let data): data
        case .other: ""
        }
    }

    /// What is attached to the message, in order.
    package var attachments: [Attachment] {
        switch body {
        case .message(_, let attachments, _), .edit(_, let attachments): attachments
        case .button, .other: []
        }
    }
}

/// A file that a message carries, still at the channel.
package struct Attachment: Hashable, Sendable, Codable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case photo, voice, audio, video, document, sticker, contact
    }

    package var kind: Kind
    /// What the channel wants to hear when the file is fetched; empty for a contact.
    package var handle: String
    /// Bytes, where the channel tells; nil when unknown.
    package var size: Int?

    package init(kind: Kind, handle: String, size: Int? = nil) {
        self.kind = kind
        self.handle = handle
        self.size = size
    }
}

/// A place on the map that a sender chose to send.
package struct MapPoint: Hashable, Sendable, Codable {
    /// Degrees, -90 to 90.
    package var latitude: Double
    /// Degrees, -180 to 180.
    package var longitude: Double

    package init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }
}
