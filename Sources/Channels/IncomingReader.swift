import BotAPI
import Messages

/// Turns updates into messages of the desk.
///
/// What each kind gets:
///
/// | update | becomes |
/// | --- | --- |
/// | `message` | `message`, or `other` when it has no words, file or place |
/// | `edited_message` | `edit`, or `other` when neither words nor file are left |
/// | `channel_post`, `edited_channel_post` | the same, from a `broadcast` chat |
/// | `callback_query` | `button`; `other` for a game's |
/// | `message_receipt` | no message: a receipt, from our own relay; passed over from others |
/// | any other with a chat and a sender (`my_chat_member`, `message_reaction`) | `other` |
/// | any other | nothing: passed over and counted |
///
/// | content of a message | gets |
/// | --- | --- |
/// | `text` | its words; a command's `@name` of ours is cut off |
/// | `photo` | the largest size as `photo`, the caption as words |
/// | `voice`, `audio`, `video`, `document`, `sticker` | an attachment of that kind, with caption |
/// | `video_note`, `animation` | an attachment, `video`, with caption |
/// | `contact` | an attachment without a handle; the number is not kept |
/// | `location`, live or not | a place |
/// | `venue` | a place; its title and address as words |
/// | part of an album | as above, with `album` |
/// | a command for another bot | `other`, `command_for_another_bot` |
/// | `dice`, `poll`, `game`, `story`, `checklist`, service messages, unknown | `other`, by its name |
/// | nothing at all, or empty text | `other`, `empty` |
struct IncomingReader {
    var channel: String
    var account: String
    /// Ours, in lower-case.
    var username: String?
    /// The far side's clock, milliseconds since 1970 UTC.
    var clock: Int64?

    func read(_ update: Update) -> Incoming? {
        switch update.content {
        case .message(let message), .channelPost(let message):
            read(message, isEdit: false)
        case .editedMessage(let message), .editedChannelPost(let message):
            read(message, isEdit: true)
        case .callbackQuery(let query):
            read(query)
        case .other(let name, let chat, let from, let date):
            readOther(name, chat, from, date)
        case .messageReceipt: nil
        }
    }

    /// What an update says of a message of ours; nil when it says nothing of one.
    func readReceipt(_ update: Update) -> Receipt? {
        guard case .messageReceipt(let receipt) = update.content else { return nil }
        let place = "\(receipt.chat.id):\(receipt.messageID)"
        return Receipt(
            key: "r:\(place):\(receipt.stand.rawValue)",
            chat: String(receipt.chat.id),
            messageID: String(receipt.messageID),
            stand: receipt.stand,
            at: milliseconds(receipt.date)
        )
    }

    private func read(_ message: Message, isEdit: Bool) -> Incoming {
        let place = "\(message.chat.id):\(message.id)"
        let editDate = message.editDate ?? message.date
        return Incoming(
            key: isEdit ? "e:\(place):\(editDate)" : "m:\(place)",
            address: address(message.chat.id, sender(of: message)),
            chatKind: kind(of: message.chat),
            messageID: String(message.id),
            body: body(of: message, isEdit: isEdit),
            sentAt: milliseconds(isEdit ? editDate : message.date),
            language: message.senderChat == nil ? message.from?.languageCode : nil,
            // In the name of a chat: the account behind it is a stand-in, the hand is human.
            isMachine: message.senderChat == nil && message.from?.isBot == true,
            isForwarded: message.isForwarded,
            album: message.mediaGroupID
        )
    }

    private func read(_ query: CallbackQuery) -> Incoming {
        let chat = query.message?.chat
        return Incoming(
            key: "c:\(query.id)",
            address: address(chat?.id ?? query.from.id, query.from.id),
            chatKind: chat.map(kind) ?? .direct,
            messageID: query.message.map { String($0.id) } ?? "",
            body: query.data.map { .button(data: $0) } ?? .other(name: "callback_query"),
            // A press has no time of its own.
            sentAt: clock ?? query.message.map { milliseconds($0.date) } ?? 0,
            language: query.from.languageCode,
            isMachine: query.from.isBot
        )
    }

    private func readOther(
        _ name: String,
        _ chat: Chat?,
        _ from: User?,
        _ date: Int64?
    ) -> Incoming? {
        guard let chat, let from else { return nil }
        return Incoming(
            key: "o:\(name):\(chat.id):\(from.id):\(date ?? 0)",
            address: address(chat.id, from.id),
            chatKind: kind(of: chat),
            messageID: "",
            body: .other(name: name),
            sentAt: date.map(milliseconds) ?? clock ?? 0,
            language: from.languageCode,
            isMachine: from.isBot
        )
    }

    // MARK: - Who and where

    private func address(_ chat: Int64, _ sender: Int64) -> Address {
        Address(channel: channel, account: account, chat: String(chat), sender: String(sender))
    }

    /// A chat that speaks in its own name is the sender; a post without one is its chat's.
    private func sender(of message: Message) -> Int64 {
        message.senderChat?.id ?? message.from?.id ?? message.chat.id
    }

    /// A kind of chat that is not known is taken for the one where nothing personal is said.
    private func kind(of chat: Chat) -> ChatKind {
        switch chat.type {
        case "private": .direct
        case "channel": .broadcast
        default: .group
        }
    }

    private func milliseconds(_ seconds: Int64) -> Int64 {
        seconds.multipliedReportingOverflow(by: 1000).partialValue
    }

    // MARK: - What

    private func body(of message: Message, isEdit: Bool) -> Incoming.Body {
        let attachments = message.files.map { file in
            Attachment(
                kind: kind(of: file.kind),
                handle: file.id,
                size: file.size.map { Int(clamping: $0) }
            )
        }
        let point = message.location.map {
            MapPoint(latitude: $0.latitude, longitude: $0.longitude)
        }
        let words = message.text ?? message.caption ?? name(of: message.venue)
        guard let text = withoutOurName(words) else {
            return .other(name: "command_for_another_bot")
        }
        if isEdit, !text.isEmpty || !attachments.isEmpty {
            return .edit(text: text, attachments: attachments)
        }
        if !isEdit, !text.isEmpty || !attachments.isEmpty || point != nil {
            return .message(text: text, attachments: attachments, place: point)
        }
        return .other(name: message.otherContent ?? (point == nil ? "empty" : "location"))
    }

    private func name(of venue: Message.Venue?) -> String {
        guard let venue else { return "" }
        return [venue.title, venue.address].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func kind(of file: Message.File.Kind) -> Attachment.Kind {
        switch file {
        case .photo: .photo
        case .voice: .voice
        case .audio: .audio
        case .video, .videoNote, .animation: .video
        case .document: .document
        case .sticker: .sticker
        case .contact: .contact
        }
    }

    /// Cuts `@name` off a command in front; nil when the command is another bot's.
    private func withoutOurName(_ text: String) -> String? {
        guard let username, text.utf8.first == UInt8(ascii: "/") else { return text }
        let bytes = text.utf8
        let end = bytes.firstIndex { $0 <= 0x20 } ?? bytes.endIndex
        guard let sign = bytes[..<end].firstIndex(of: UInt8(ascii: "@")) else { return text }
        let name = text[bytes.index(after: sign)..<end]
        let isName = name.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte)
                || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        }
        guard isName, !name.isEmpty else { return text }
        guard name.lowercased() == username else { return nil }
        return String(text[..<sign] + text[end...])
    }
}
