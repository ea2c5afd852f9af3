import Channels
import Loopback
import Messages
import Testing

/// What each kind of update becomes, from the wire to the desk.
@Suite(.timeLimit(.minutes(5)))
struct IncomingTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        /// The message's fields after number, sender, chat and date.
        var content: String
        var body: Incoming.Body
    }

    static let photo = #"""
        "photo":[{"file_id":"s","file_size":10,"width":90,"height":60},
        {"file_id":"l","file_size":300,"width":1280,"height":800},
        {"file_id":"m","file_size":90,"width":320,"height":200}]
        """#

    @Test(arguments: [
        Case(
            testDescription: "text",
            content: #""text":"路灯坏了 \ud83d""#,
            body: .message(text: "路灯坏了 \u{FFFD}", attachments: [], place: nil)
        ),
        Case(
            testDescription: "photo with caption",
            content: photo + #","caption":"这里""#,
            body: .message(
                text: "这里",
                attachments: [Messages.Attachment(kind: .photo, handle: "l", size: 300)],
                place: nil
            )
        ),
        Case(
            testDescription: "photo without caption",
            content: photo,
            body: .message(
                text: "",
                attachments: [Messages.Attachment(kind: .photo, handle: "l", size: 300)],
                place: nil
            )
        ),
        Case(
            testDescription: "location",
            content: #""location":{"latitude":30.5,"longitude":114}"#,
            body: .message(
                text: "",
                attachments: [],
                place: MapPoint(latitude: 30.5, longitude: 114)
            )
        ),
        Case(
            testDescription: "venue",
            content: #""location":{"latitude":30.5,"longitude":114},"venue":{"location":"#
                + #"{"latitude":30.5,"longitude":114},"title":"文化广场","address":"中山路"}"#,
            body: .message(
                text: "文化广场 中山路",
                attachments: [],
                place: MapPoint(latitude: 30.5, longitude: 114)
            )
        ),
        Case(
            testDescription: "location outside the world",
            content: #""location":{"latitude":95,"longitude":114}"#,
            body: .other(name: "location")
        ),
        file("voice", .voice), file("audio", .audio), file("video", .video),
        file("video_note", .video), file("document", .document), file("sticker", .sticker),
        Case(
            testDescription: "animation",
            content: #""animation":{"file_id":"a"},"document":{"file_id":"a"}"#,
            body: .message(
                text: "",
                attachments: [Messages.Attachment(kind: .video, handle: "a")],
                place: nil
            )
        ),
        Case(
            testDescription: "contact",
            content: #""contact":{"phone_number":"13800000000","first_name":"x"}"#,
            body: .message(
                text: "",
                attachments: [Messages.Attachment(kind: .contact, handle: "")],
                place: nil
            )
        ),
        Case(
            testDescription: "dice",
            content: #""dice":{"emoji":"x","value":3}"#,
            body: .other(name: "dice")
        ),
        Case(testDescription: "poll", content: #""poll":{}"#, body: .other(name: "poll")),
        Case(testDescription: "game", content: #""game":{}"#, body: .other(name: "game")),
        Case(testDescription: "story", content: #""story":{}"#, body: .other(name: "story")),
        Case(
            testDescription: "new members",
            content: #""new_chat_members":[],"new_chat_member":{}"#,
            body: .other(name: "new_chat_members")
        ),
        Case(
            testDescription: "a kind of tomorrow",
            content: #""has_protected_content":true,"hologram":{}"#,
            body: .other(name: "hologram")
        ),
        Case(testDescription: "empty text", content: #""text":"""#, body: .other(name: "empty")),
        Case(testDescription: "nothing", content: #""has_x":1"#, body: .other(name: "has_x")),
        Case(
            testDescription: "a command with our name",
            content: #""text":"/status@Station_Bot 2026-0042""#,
            body: .message(text: "/status 2026-0042", attachments: [], place: nil)
        ),
        Case(
            testDescription: "a command for another bot",
            content: #""text":"/status@other_bot 1""#,
            body: .other(name: "command_for_another_bot")
        ),
        Case(
            testDescription: "a path with a sign in it",
            content: #""text":"/路@灯""#,
            body: .message(text: "/路@灯", attachments: [], place: nil)
        ),
    ])
    func `each content of a message becomes what the table says`(_ example: Case) async throws {
        let message = try await received(
            #"{"message":{"message_id":9,"from":{"id":7,"is_bot":false,"language_code":"zh-hans"},"#
                + #""chat":{"id":7,"type":"private"},"date":1790000000,\#(example.content)}}"#
        )
        let found = try #require(message)
        #expect(found.body == example.body)
        #expect(found.key == "m:7:9")
        #expect(
            found.address
                == Address(channel: "botapi", account: "4242", chat: "7", sender: "7")
        )
        #expect(found.chatKind == .direct)
        #expect(found.messageID == "9")
        #expect(found.sentAt == 1_790_000_000_000)
        #expect(found.language == "zh-hans")
        #expect(!found.isMachine)
        #expect(!found.isForwarded)
        #expect(found.album == nil)
    }

    private static func file(_ key: String, _ kind: Messages.Attachment.Kind) -> Case {
        Case(
            testDescription: key,
            content: #""\#(key)":{"file_id":"f","file_size":5},"caption":"c""#,
            body: .message(
                text: "c",
                attachments: [Messages.Attachment(kind: kind, handle: "f", size: 5)],
                place: nil
            )
        )
    }

    @Test func `an edit has a key of its own for each edit`() async throws {
        let message = try await received(
            #"{"edited_message":{"message_id":9,"from":{"id":7},"chat":{"id":7,"type":"private"},"#
                + #""date":1790000000,"edit_date":1790000060,"text":"改"}}"#
        )
        let found = try #require(message)
        #expect(found.key == "e:7:9:1790000060")
        #expect(found.body == .edit(text: "改", attachments: []))
        #expect(found.sentAt == 1_790_000_060_000)
    }

    @Test func `a pressed button brings its data`() async throws {
        let message = try await received(
            #"{"callback_query":{"id":"555","from":{"id":7},"chat_instance":"1","data":"查 1","#
                + #""message":{"message_id":9,"date":0,"chat":{"id":-5,"type":"group"}}}}"#
        )
        let found = try #require(message)
        #expect(found.key == "c:555")
        #expect(found.body == .button(data: "查 1"))
        #expect(found.address.chat == "-5")
        #expect(found.address.sender == "7")
        #expect(found.chatKind == .group)
        #expect(found.sentAt > 1_700_000_000_000)
    }

    @Test func `parts of an album have it in common`() async throws {
        let message = try await received(
            #"{"message":{"message_id":9,"from":{"id":7},"chat":{"id":7,"type":"private"},"#
                + #""date":1,"media_group_id":"135",\#(Self.photo)}}"#
        )
        #expect(message?.album == "135")
    }

    @Test(arguments: ["forward_origin", "forward_from", "forward_sender_name", "forward_from_chat"])
    func `words passed on are marked`(_ key: String) async throws {
        let message = try await received(
            #"{"message":{"message_id":9,"from":{"id":7},"chat":{"id":7,"type":"private"},"#
                + #""date":1,"\#(key)":{},"text":"x"}}"#
        )
        #expect(message?.isForwarded == true)
    }

    @Test func `a message of a bot is a machine's`() async throws {
        let message = try await received(
            #"{"message":{"message_id":9,"from":{"id":8,"is_bot":true},"#
                + #""chat":{"id":-7,"type":"group"},"date":1,"text":"x"}}"#
        )
        #expect(message?.isMachine == true)
        #expect(message?.chatKind == .group)
    }

    @Test func `an anonymous administrator is the group and no machine`() async throws {
        let message = try await received(
            #"{"message":{"message_id":9,"from":{"id":1087968824,"is_bot":true},"sender_chat":"#
                + #"{"id":-7,"type":"supergroup"},"chat":{"id":-7,"type":"supergroup"},"#
                + #""date":1,"text":"x"}}"#
        )
        #expect(message?.address.sender == "-7")
        #expect(message?.isMachine == false)
    }

    @Test func `a post of a channel is a broadcast of its chat`() async throws {
        let message = try await received(
            #"{"channel_post":{"message_id":9,"chat":{"id":-9,"type":"channel"},"date":1,"text":"x"}}"#
        )
        #expect(message?.chatKind == .broadcast)
        #expect(message?.address.sender == "-9")
    }

    @Test func `a chat of an unknown type is treated as a group`() async throws {
        let message = try await received(
            #"{"message":{"message_id":9,"from":{"id":8},"chat":{"id":7,"type":"new"},"date":1}}"#
        )
        #expect(message?.chatKind == .group)
        #expect(message?.body == .other(name: "empty"))
    }

    @Test func `a blocked bot is told as something else`() async throws {
        let message = try await received(
            #"{"my_chat_member":{"chat":{"id":7,"type":"private"},"from":{"id":7},"date":3}}"#
        )
        #expect(message?.body == .other(name: "my_chat_member"))
        #expect(message?.key == "o:my_chat_member:7:7:3")
    }

    @Test func `a megabyte of text arrives whole`() async throws {
        let text = String(repeating: "路灯坏了。", count: 70_000)
        let message = try await received(
            #"{"message":{"message_id":9,"from":{"id":8},"chat":{"id":7,"type":"private"},"#
                + #""date":1,"text":"\#(text)"}}"#
        )
        #expect(message?.text == text)
    }

    private func received(_ update: String) async throws -> Incoming? {
        try await withBotAPI { api, channel in
            api.push(rawJSON: update)
            let batch = try await channel.poll(after: nil)
            #expect(batch.unreadable.isEmpty)
            #expect(batch.messages.count == 1)
            return batch.messages.first
        }
    }
}

/// Runs a test with a strict Bot API and an open channel to it, and ends both.
func withBotAPI<Result>(
    pollSeconds: Int = 0,
    answerTime: Duration = .seconds(5),
    margin: Duration = .seconds(5),
    limits: ChannelLimits? = nil,
    isRelay: Bool = false,
    run: (FakeBotAPI, BotAPIChannel) async throws -> Result
) async throws -> Result {
    let api = FakeBotAPI(isRelay: isRelay)
    try api.start()
    defer { api.stop() }
    api.hasAntiSpin = false
    let channel = try BotAPIChannel(
        .init(
            baseURL: api.url + "/",
            token: api.token,
            isRelay: isRelay,
            pollSeconds: pollSeconds,
            margin: margin,
            answerTime: answerTime,
            limits: limits
        )
    )
    defer { channel.close() }
    let account = try await channel.open()
    #expect(account == "4242")
    return try await run(api, channel)
}
