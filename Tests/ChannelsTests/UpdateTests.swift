import BotAPI
import Messages
import Testing

struct UpdateTests {
    static let person = User(id: 7, firstName: "甲", username: "a", languageCode: "zh-hans")
    static let chat = Chat(id: -100_123_456_789_012, type: "supergroup")

    @Test(arguments: [
        Update(
            id: 5,
            content: .message(
                Message(id: 1, chat: chat, from: person, date: 1_790_000_000, text: "路灯 \"坏\"了\n")
            )
        ),
        Update(
            id: 6,
            content: .editedMessage(
                Message(
                    id: 1,
                    chat: chat,
                    from: person,
                    date: 1,
                    editDate: 2,
                    isForwarded: true,
                    mediaGroupID: "9",
                    caption: "图",
                    files: [.init(kind: .photo, id: "f", size: 12)]
                )
            )
        ),
        Update(
            id: 7,
            content: .channelPost(
                Message(
                    id: 2,
                    chat: chat,
                    senderChat: chat,
                    date: 1,
                    location: .init(latitude: 30.5, longitude: -114.25),
                    venue: .init(title: "广场", address: "中山路")
                )
            )
        ),
        Update(
            id: 8,
            content: .editedChannelPost(Message(id: 3, chat: chat, date: 1, otherContent: "dice"))
        ),
        Update(
            id: 9,
            content: .callbackQuery(
                CallbackQuery(
                    id: "77",
                    from: person,
                    message: Message(id: 3, chat: chat, date: 1, text: "x"),
                    data: "查 1"
                )
            )
        ),
        Update(
            id: 11,
            content: .messageReceipt(
                MessageReceipt(
                    chat: Chat(id: 281_474_976_710_655, type: "private"),
                    messageID: 5,
                    stand: .delivered,
                    date: 1_790_000_000
                )
            )
        ),
        Update(
            id: 10,
            content: .other(name: "my_chat_member", chat: chat, from: person, date: 4)
        ),
    ])
    func `an update that is written is read again`(_ update: Update) throws {
        var json = JSONWriter()
        update.write(to: &json)
        #expect(try Update(JSONDocument(json.bytes).root) == update)
    }

    @Test(arguments: Message.File.Kind.allCases)
    func `a message with any kind of file is read again`(_ kind: Message.File.Kind) throws {
        let file = Message.File(kind: kind, id: kind == .contact ? "" : "f")
        let message = Message(id: 1, chat: Self.chat, date: 1, files: [file])
        var json = JSONWriter()
        message.write(to: &json)
        #expect(try Message(JSONDocument(json.bytes).root) == message)
    }

    @Test(arguments: [
        #"5"#, #"{}"#, #"{"update_id":"x","message":{}}"#, #"{"update_id":1,"message":{}}"#,
        #"{"update_id":1,"message":5}"#, #"{"update_id":1,"message":{"message_id":1}}"#,
        #"{"update_id":1,"message":{"message_id":1,"chat":{"type":"private"}}}"#,
        #"{"update_id":1,"callback_query":{"id":"","from":{"id":1}}}"#,
        #"{"update_id":1,"callback_query":{"id":"1"}}"#,
    ])
    func `an update without what it must have is a fault`(_ json: String) {
        #expect(throws: UpdateFault.self) { try Update(JSONDocument(Array(json.utf8)).root) }
    }

    @Test func `fields of the wrong kind are as if absent`() throws {
        let json = #"""
            {"update_id":1,"message":{"message_id":1,"chat":{"id":2,"type":3},"from":"x","date":"y",
            "text":[],"photo":{},"voice":4,"location":{"latitude":"a"}}}
            """#
        let update = try Update(JSONDocument(Array(json.utf8)).root)
        guard case .message(let message) = update.content else {
            Issue.record("not a message")
            return
        }
        #expect(message.text == nil)
        #expect(message.from == nil)
        #expect(message.files.isEmpty)
        #expect(message.location == nil)
    }
}
