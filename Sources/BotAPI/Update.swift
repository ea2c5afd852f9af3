package import Messages

/// One delivery of `getUpdates`.
package struct Update: Hashable, Sendable {
    /// Sequential most of the time; restarts at random after an idle week.
    package var id: Int64
    package var content: Content

    package init(id: Int64, content: Content) {
        self.id = id
        self.content = content
    }

    package enum Content: Hashable, Sendable {
        case message(Message)
        case editedMessage(Message)
        case channelPost(Message)
        case editedChannelPost(Message)
        case callbackQuery(CallbackQuery)
        /// Our relay's own kind: what became of a message that was sent with `receipt`.
        case messageReceipt(MessageReceipt)
        /// Any other kind: its name, and who and where when it says so.
        case other(name: String, chat: Chat?, from: User?, date: Int64?)
    }
}

/// A pressed button.
package struct CallbackQuery: Hashable, Sendable {
    package var id: String
    package var from: User
    /// The message with the button; nil when the far side no longer has it.
    package var message: Message?
    package var data: String?

    package init(id: String, from: User, message: Message? = nil, data: String? = nil) {
        self.id = id
        self.from = from
        self.message = message
        self.data = data
    }
}

/// What became of a message that was sent with `receipt: true`: the relay's word for it.
package struct MessageReceipt: Hashable, Sendable {
    package var chat: Chat
    /// The number that `sendMessage` answered with.
    package var messageID: Int64
    package var stand: Receipt.Stand
    /// Seconds since 1970 UTC.
    package var date: Int64

    package init(chat: Chat, messageID: Int64, stand: Receipt.Stand, date: Int64) {
        self.chat = chat
        self.messageID = messageID
        self.stand = stand
        self.date = date
    }
}

/// A person or a bot.
package struct User: Hashable, Sendable {
    package var id: Int64
    package var isBot: Bool
    package var firstName: String
    package var username: String?
    package var languageCode: String?

    package init(
        id: Int64,
        isBot: Bool = false,
        firstName: String = "",
        username: String? = nil,
        languageCode: String? = nil
    ) {
        self.id = id
        self.isBot = isBot
        self.firstName = firstName
        self.username = username
        self.languageCode = languageCode
    }
}

/// A conversation.
package struct Chat: Hashable, Sendable {
    package var id: Int64
    /// `private`, `group`, `supergroup` or `channel`; others may come.
    package var type: String

    package init(id: Int64, type: String) {
        self.id = id
        self.type = type
    }
}

/// A message as far as the desk uses it.
package struct Message: Hashable, Sendable {
    package var id: Int64
    package var chat: Chat
    /// Nil for posts of a channel.
    package var from: User?
    /// The chat in whose name it was sent: an anonymous administrator, a channel.
    package var senderChat: Chat?
    /// Seconds since 1970 UTC.
    package var date: Int64
    package var editDate: Int64?
    package var isForwarded: Bool
    /// The same for every part of an album.
    package var mediaGroupID: String?
    package var text: String?
    package var caption: String?
    /// In the order of the table in ``Message/fileKeys``; of a photo the largest size.
    package var files: [File]
    package var location: Location?
    /// A place with a name; its point is in ``location``.
    package var venue: Venue?
    /// The name of content that nothing above holds: `dice`, `poll`, `new_chat_members`.
    package var otherContent: String?

    package init(
        id: Int64,
        chat: Chat,
        from: User? = nil,
        senderChat: Chat? = nil,
        date: Int64,
        editDate: Int64? = nil,
        isForwarded: Bool = false,
        mediaGroupID: String? = nil,
        text: String? = nil,
        caption: String? = nil,
        files: [File] = [],
        location: Location? = nil,
        venue: Venue? = nil,
        otherContent: String? = nil
    ) {
        self.id = id
        self.chat = chat
        self.from = from
        self.senderChat = senderChat
        self.date = date
        self.editDate = editDate
        self.isForwarded = isForwarded
        self.mediaGroupID = mediaGroupID
        self.text = text
        self.caption = caption
        self.files = files
        self.location = location
        self.venue = venue
        self.otherContent = otherContent
    }

    /// A file that a message carries.
    package struct File: Hashable, Sendable {
        package enum Kind: String, Hashable, Sendable, CaseIterable {
            case photo, voice, audio, video, animation, document, sticker, contact
            case videoNote = "video_note"
        }

        package var kind: Kind
        /// What `getFile` takes; empty for a contact, of which nothing else is kept.
        package var id: String
        package var size: Int64?
        /// Pixels; of a photo.
        package var width: Int64?
        package var height: Int64?

        package init(
            kind: Kind,
            id: String,
            size: Int64? = nil,
            width: Int64? = nil,
            height: Int64? = nil
        ) {
            self.kind = kind
            self.id = id
            self.size = size
            self.width = width
            self.height = height
        }
    }

    /// A point of the map, in degrees.
    package struct Location: Hashable, Sendable {
        package var latitude: Double
        package var longitude: Double

        package init(latitude: Double, longitude: Double) {
            self.latitude = latitude
            self.longitude = longitude
        }
    }

    /// What a place is called.
    package struct Venue: Hashable, Sendable {
        package var title: String
        package var address: String

        package init(title: String, address: String) {
            self.title = title
            self.address = address
        }
    }
}
