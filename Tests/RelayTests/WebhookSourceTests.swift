import BotAPI
import Relay
import Testing

struct JSONPathTests {
    private let root = #"{"a":{"b":[10,{"c":11}],"0":12,"":13},"d":null,"e.f":14,"g":[[15]]}"#

    @Test(
        arguments: [
            ("a.b.0", 10), ("a.b.1.c", 11), ("a.0", 12), ("g.0.0", 15), ("a.b.00", 10),
            ("a.b.2", nil),
            ("a.b.x", nil), ("a.b.-1", nil), ("a.b.+0", nil), ("a.x", nil), ("x", nil), ("d", nil),
            ("d.x", nil), ("a.b.0.x", nil), ("e.f", nil), ("a.b.99999999999999999999", nil),
        ] as [(String, Int64?)]
    )
    func `a path leads to a value or nowhere`(_ path: String, _ value: Int64?) throws {
        let document = try JSONDocument(Array(root.utf8))
        #expect(try JSONPath(path).value(in: document.root)?.integer == value)
        #expect(try JSONPath(path).description == path)
    }

    @Test func `a path may begin in an array`() throws {
        let document = try JSONDocument(Array(#"[{"from":"a"}]"#.utf8))
        #expect(try JSONPath("0.from").value(in: document.root)?.text == "a")
    }

    @Test(arguments: [
        "", ".", "a.", ".a", "a..b", " a", "a. b", "a.b ", "a\n", "a\u{0}b",
        String(repeating: "a", count: 129), Array(repeating: "a", count: 17).joined(separator: "."),
    ])
    func `what is no path is refused when settings are read`(_ path: String) {
        #expect(throws: WebhookSettingFault.self) { try JSONPath(path) }
    }

    @Test func `the longest path is taken`() throws {
        let step = String(repeating: "a", count: 128)
        _ = try JSONPath(Array(repeating: step, count: 16).joined(separator: "."))
    }
}

struct MessageMappingTests {
    private static func mapping() throws -> MessageMapping {
        MessageMapping(
            sender: try JSONPath("data.from"),
            text: try JSONPath("data.text"),
            at: try JSONPath("data.at"),
            photos: try JSONPath("data.media"),
            id: try JSONPath("data.id")
        )
    }

    private func read(_ data: String) throws -> WebhookMessage {
        try Self.mapping().read(body: Array(#"{"data":\#(data)}"#.utf8))
    }

    @Test func `a message is read with everything in it`() throws {
        let message = try read(
            #"""
            {"from":"+86 138-0000-0000","text":"路灯\n坏了","at":1700000000,"id":77,
            "media":["https://gateway.example/m/1.jpg?x=%20","data:image/png;base64,aGk=","aGk"]}
            """#
        )
        #expect(
            message
                == WebhookMessage(
                    sender: "13800000000",
                    text: "路灯\n坏了",
                    at: 1_700_000_000_000,
                    photos: [
                        .address("https://gateway.example/m/1.jpg?x=%20"), .bytes([0x68, 0x69]),
                        .bytes([0x68, 0x69]),
                    ],
                    id: "77"
                )
        )
    }

    @Test func `a message needs a sender and something said`() throws {
        #expect(
            try read(#"{"from":"a","text":"b"}"#) == WebhookMessage(sender: "a", text: "b")
        )
        #expect(
            try read(#"{"from":"a","media":["aGk="]}"#)
                == WebhookMessage(sender: "a", text: "", photos: [.bytes([0x68, 0x69])])
        )
        #expect(
            try read(#"{"from":"a","text":"b","at":null,"media":null,"id":null}"#)
                == WebhookMessage(sender: "a", text: "b")
        )
        #expect(
            try read(#"{"from":"a","text":"b","at":"","media":[],"id":" "}"#)
                == WebhookMessage(sender: "a", text: "b")
        )
    }

    @Test func `paths that the settings leave out are not looked for`() throws {
        let mapping = MessageMapping(sender: try JSONPath("from"), text: try JSONPath("text"))
        let body = #"{"from":"a","text":" b ","at":true,"media":7,"id":[]}"#
        #expect(
            try mapping.read(body: Array(body.utf8)) == WebhookMessage(sender: "a", text: " b ")
        )
    }

    @Test(arguments: [
        (#""13800000000""#, "13800000000"),
        ("13800000000", "13800000000"),
        ("8613800000000", "13800000000"),
        (#""+8613800000000""#, "13800000000"),
        (#""008613800000000""#, "13800000000"),
        (#""8613800000000""#, "13800000000"),
        (#"" +86 138 0000-0000\n""#, "13800000000"),
        (#""138\u00a00000\u20110000""#, "13800000000"),
        (#""+86 10 8888-8888""#, "+861088888888"),
        (#""861288888888""#, "861288888888"),
        (#""010-8888 8888""#, "01088888888"),
        (#""+1 202-555-0100""#, "+12025550100"),
        (#""8611000000000""#, "8611000000000"),
        (#""86138000000001""#, "86138000000001"),
        (#""12-3""#, "12-3"),
        (#""1-23""#, "1-23"),
        (#""-1001234567890""#, "-1001234567890"),
        ("-1001234567890", "-1001234567890"),
        (#""wx-user 7""#, "wx-user 7"),
        (#""1380000000a""#, "1380000000a"),
        (#""+86+13800000000""#, "+86+13800000000"),
        (#""123456789012345678""#, "123456789012345678"),
        (#""张三""#, "张三"),
        ("9223372036854775807", "9223372036854775807"),
    ])
    func `one person is one sender`(_ json: String, _ sender: String) throws {
        #expect(try read(#"{"from":\#(json),"text":"b"}"#).sender == sender)
    }

    @Test(
        arguments: [
            ("1700000000", 1_700_000_000_000),
            ("1700000000000", 1_700_000_000_000),
            ("1700000000.344", 1_700_000_000_344),
            (#""1700000000""#, 1_700_000_000_000),
            (#""1700000000123""#, 1_700_000_000_123),
            (#""1700000000.5""#, 1_700_000_000_500),
            ("99999999999", 99_999_999_999_000),
            ("100000000000", 100_000_000_000),
            ("253402300799999", 253_402_300_799_999),
            ("1", 1_000),
            (#""1970-01-01T00:00:01Z""#, 1_000),
            (#""2022-11-03T20:26:10.344522Z""#, 1_667_507_170_345),
            (#""2022-11-03T20:26:10Z""#, 1_667_507_170_000),
            (#""2022-11-04T04:26:10+08:00""#, 1_667_507_170_000),
            (#""2022-11-04T04:26:10+0800""#, 1_667_507_170_000),
            (#""2022-11-04 04:26:10 ""#, 1_667_507_170_000),
            (#""2022-11-03T15:56:10-04:30""#, 1_667_507_170_000),
            (#""2022-11-03t20:26:10,5z""#, 1_667_507_170_500),
            (#""2022-11-03T20:26Z""#, 1_667_507_160_000),
            (#""2024-02-29T00:00:00Z""#, 1_709_164_800_000),
            (#""2000-03-01T00:00:00+00""#, 951_868_800_000),
            (#""2023-12-31T23:59:60Z""#, 1_704_067_200_000),
            (#""9999-12-31T23:59:59.999Z""#, 253_402_300_799_999),
        ] as [(String, Int64)]
    )
    func `the time of sending is read however it is written`(_ json: String, _ time: Int64) throws {
        #expect(try read(#"{"from":"a","text":"b","at":\#(json)}"#).at == time)
    }

    @Test(arguments: [
        "0", "-1", "253402300800000", "1e30", "-1e30", #""soon""#, #""2022-11-03""#, #""-5""#,
        #""2022-13-03T20:26:10Z""#, #""2023-02-29T20:26:10Z""#, #""1900-01-01T00:00:00Z""#,
        #""2022-11-03T24:26:10Z""#, #""2022-11-03T20:60:10Z""#, #""2022-11-03T20:26:61Z""#,
        #""2022-11-03T20:26:10+19:00""#, #""2022-11-03T20:26:10 CST""#, #""1.2.3""#, #"".""#,
        #""２022-11-03T20:26:10Z""#, #""9999-12-31T23:59:59-01:00""#,
        "\"\(String(repeating: "1", count: 65))\"", "1.2.3", "-",
    ])
    func `another time is refused`(_ json: String) throws {
        let fault = try #require(throws: MappingFault.self) {
            try read(#"{"from":"a","text":"b","at":\#(json)}"#)
        }
        #expect([.badTime, .wrongType].contains(fault.code))
        #expect(fault.path == "data.at")
    }

    @Test(
        arguments: [
            (.missing, "data.from", #"{"text":"b"}"#),
            (.missing, "data.from", #"{"from":null,"text":"b"}"#),
            (.missing, "data.from", #"{"from":" \n","text":"b"}"#),
            (.missing, "data.from", "[]"),
            (.missing, "data.from", "7"),
            (.wrongType, "data.from", #"{"from":1.5,"text":"b"}"#),
            (.wrongType, "data.from", #"{"from":1e10,"text":"b"}"#),
            (.wrongType, "data.from", #"{"from":9223372036854775808,"text":"b"}"#),
            (.wrongType, "data.from", #"{"from":true,"text":"b"}"#),
            (.wrongType, "data.from", #"{"from":["a"],"text":"b"}"#),
            (.wrongType, "data.from", #"{"from":{"n":1},"text":"b"}"#),
            (.controlCharacter, "data.from", #"{"from":"a\u0000b","text":"b"}"#),
            (.controlCharacter, "data.from", #"{"from":"a\nb","text":"b"}"#),
            (.wrongType, "data.text", #"{"from":"a","text":7}"#),
            (.wrongType, "data.text", #"{"from":"a","text":["b"]}"#),
            (.wrongType, "data.text", #"{"from":"a","text":false}"#),
            (.nothingSaid, "data.text", #"{"from":"a"}"#),
            (.nothingSaid, "data.text", #"{"from":"a","text":""}"#),
            (.nothingSaid, "data.text", #"{"from":"a","text":" \n\u3000","media":[]}"#),
            (.nothingSaid, "data.text", #"{"from":"a","text":null,"media":null}"#),
            (.wrongType, "data.at", #"{"from":"a","text":"b","at":true}"#),
            (.wrongType, "data.at", #"{"from":"a","text":"b","at":{}}"#),
            (.wrongType, "data.media", #"{"from":"a","text":"b","media":"aGk="}"#),
            (.wrongType, "data.media", #"{"from":"a","text":"b","media":{}}"#),
            (.wrongType, "data.media", #"{"from":"a","text":"b","media":[7]}"#),
            (.wrongType, "data.media", #"{"from":"a","text":"b","media":[null]}"#),
            (.wrongType, "data.id", #"{"from":"a","text":"b","id":[]}"#),
            (.controlCharacter, "data.id", #"{"from":"a","text":"b","id":"a\tb"}"#),
        ] as [(MappingFault.Code, String, String)]
    )
    func `what lacks or mistakes a value is refused`(
        _ code: MappingFault.Code,
        _ path: String,
        _ data: String
    ) throws {
        let fault = try #require(throws: MappingFault.self) { try read(data) }
        #expect(fault.code == code)
        #expect(fault.path == path)
        #expect(fault.message.first?.isLowercase == true || fault.message.hasPrefix("'"))
    }

    @Test func `lengths are bounded`() throws {
        func data(from: Int = 1, text: Int = 1, id: Int = 1, photos: Int = 0) -> String {
            func word(_ count: Int) -> String { String(repeating: "a", count: count) }
            let words = String(repeating: "水", count: text)
            let media = Array(repeating: "\"aGk=\"", count: photos).joined(separator: ",")
            return #"{"from":"\#(word(from))","text":"\#(words)","id":"\#(word(id))","#
                + #""media":[\#(media)]}"#
        }
        let longest = try read(data(from: 128, text: 4_000, id: 256, photos: 9))
        #expect(longest.sender.utf8.count == MessageMapping.longestSender)
        #expect(longest.text.count == MessageMapping.longestText)
        #expect(longest.id?.utf8.count == MessageMapping.longestID)
        #expect(longest.photos.count == MessageMapping.mostPhotos)
        for (code, data) in [
            (MappingFault.Code.tooLong, data(from: 129)), (.tooLong, data(text: 4_001)),
            (.tooLong, data(id: 257)), (.tooManyPhotos, data(photos: 10)),
        ] {
            let fault = try #require(throws: MappingFault.self) { try read(data) }
            #expect(fault.code == code)
        }
    }

    @Test(arguments: [
        "", " ", "http://gateway.example/1.jpg", "https://", "https:///1.jpg", "https://:443/",
        "https://user:word@gateway.example/1.jpg", "https://gateway.example/a b.jpg",
        "https://gateway.example/图.jpg", "https://gateway.example:0/", "https://a:99999/",
        "https://a:x/", "https://gateway.example\\\\@other.example/", "ftp://gateway.example/1.jpg",
        "file:///etc/passwd", "/etc/passwd!", "data:image/png,abcd", "data:image/png;base64,",
        "data:image/png;base64", "data:;base64,a*b=", "a", "aGk===", "not base64", "图",
    ])
    func `a photo that is neither https nor base64 is refused`(_ photo: String) throws {
        let fault = try #require(throws: MappingFault.self) {
            try read(#"{"from":"a","text":"b","media":["\#(photo)"]}"#)
        }
        #expect(fault.code == .badPhoto)
        #expect(fault.path == "data.media")
    }

    @Test(
        arguments: [
            ("HTTPS://gateway.example:8443/1.jpg", .address("HTTPS://gateway.example:8443/1.jpg")),
            ("https://[2001:db8::1]:443/1", .address("https://[2001:db8::1]:443/1")),
            (" https://gateway.example?id=1#x ", .address("https://gateway.example?id=1#x")),
            (#"https:\/\/gateway.example\/1"#, .address("https://gateway.example/1")),
            ("DATA:;BASE64,aGk=", .bytes([0x68, 0x69])),
            (#"data:image/jpeg;name=a.jpg;base64,aG\r\nk="#, .bytes([0x68, 0x69])),
            (#"aGkh\n"#, .bytes([0x68, 0x69, 0x21])),
        ] as [(String, WebhookPhoto)]
    )
    func `a photo is read however it is given`(_ json: String, _ photo: WebhookPhoto) throws {
        #expect(try read(#"{"from":"a","text":"b","media":["\#(json)"]}"#).photos == [photo])
    }

    @Test func `a photo in the body has up to 8 MB`() throws {
        func read(_ count: Int) throws -> WebhookMessage {
            let digits = String(repeating: "A", count: (count * 4 + 2) / 3)
            return try self.read(#"{"from":"a","text":"b","media":["\#(digits)"]}"#)
        }
        #expect(MessageMapping.largestPhoto == 8_388_608)
        #expect(
            try read(MessageMapping.largestPhoto).photos
                == [.bytes([UInt8](repeating: 0, count: MessageMapping.largestPhoto))]
        )
        #expect(throws: MappingFault.self) { try read(MessageMapping.largestPhoto + 1) }
        #expect(throws: MappingFault.self) { try read(MessageMapping.largestPhoto + 1_000) }
    }

    @Test func `a body that is not UTF-8 is refused and not repaired`() throws {
        let head = Array(#"{"data":{"from":"a","text":""#.utf8)
        let tail = Array(#""}}"#.utf8)
        let bad: [[UInt8]] = [
            // "路灯" in GBK, half a character, an overlong slash, half a surrogate pair.
            [0xC2, 0xB7, 0xB5, 0xC6], [0xE8, 0xB7], [0xC0, 0xAF], [0xED, 0xA0, 0xBD], [0xFF],
        ]
        for words in bad {
            let fault = try #require(throws: MappingFault.self) {
                try Self.mapping().read(body: head + words + tail)
            }
            #expect(fault.code == .notUTF8)
        }
        #expect(try Self.mapping().read(body: head + Array("路灯".utf8) + tail).text == "路灯")
    }

    @Test func `a body that is no JSON is refused`() throws {
        for body in ["", " ", "from=a&text=b", "<xml/>", "{} {}", #"{"data":"#, "{'data':1}"] {
            let fault = try #require(throws: MappingFault.self) {
                try Self.mapping().read(body: Array(body.utf8))
            }
            #expect(fault.code == .notJSON)
            #expect(fault.path == nil)
        }
    }

    @Test func `a body that is cut anywhere is refused`() throws {
        let body = Array(
            #"{"data":{"from":"a","text":"路灯","media":["aGk="],"at":1700000000,"id":"1"}}"#.utf8
        )
        for length in body.indices {
            let fault = try #require(throws: MappingFault.self) {
                try Self.mapping().read(body: Array(body[..<length]))
            }
            #expect([.notUTF8, .notJSON].contains(fault.code))
        }
        _ = try Self.mapping().read(body: body)
    }

    /// Deterministic: the seed is fixed, so that what fails once fails again.
    @Test func `any change of bytes is read or refused and no trap`() throws {
        let mapping = try Self.mapping()
        let body = Array(
            (#"{"data":{"from":"+86 138-0000-0000","text":"路灯\ud83d","#
                + #""media":["aGk=","https://a.example:1/"],"#
                + #""at":"2022-11-03T20:26:10.34+08:00","id":1702}}"#).utf8
        )
        var dice = Dice(seed: 20_270_117)
        var good = 0
        for _ in 0..<10_000 {
            var changed = body
            for _ in 0...dice.roll(3) {
                changed[dice.roll(body.count)] = dice.roll(2) == 0 ? dice.byte() : 0x30
            }
            guard let message = try? mapping.read(body: changed) else { continue }
            good += 1
            #expect((1...128).contains(message.sender.utf8.count))
        }
        #expect(good > 1_000)
    }

    @Test func `no fault shows what was sent`() throws {
        for data in [
            #"{"from":"secretive","text":7}"#, #"{"from":"secretive\u0001","text":"b"}"#,
            #"{"from":"a","text":"secretive","at":"secretive"}"#,
            #"{"from":"a","text":"secretive","media":["secretive!"]}"#, "{\"secretive",
        ] {
            let fault = try #require(throws: MappingFault.self) { try read(data) }
            #expect(!"\(fault)".contains("secretive"))
            #expect(!String(reflecting: fault).contains("secretive"))
        }
    }
}

struct ReceiptMappingTests {
    private static func mapping() throws -> ReceiptMapping {
        try ReceiptMapping(
            id: try JSONPath("data.id"),
            stand: try JSONPath("data.status"),
            delivered: ["DELIVRD", "1"],
            failed: ["UNDELIV", "2"]
        )
    }

    @Test(
        arguments: [
            (#"{"id":"r-1","status":"DELIVRD"}"#, WebhookReceipt(id: "r-1", stand: .delivered)),
            (#"{"id":7,"status":1}"#, WebhookReceipt(id: "7", stand: .delivered)),
            (#"{"id":" 7 ","status":" UNDELIV\n"}"#, WebhookReceipt(id: "7", stand: .failed)),
            (#"{"id":"r-1","status":2}"#, WebhookReceipt(id: "r-1", stand: .failed)),
            (#"{"id":"r-1","status":"ENROUTE"}"#, nil),
            (#"{"id":"r-1","status":"delivrd"}"#, nil),
            (#"{"id":"r-1","status":0}"#, nil),
        ] as [(String, WebhookReceipt?)]
    )
    func `a receipt says delivered, failed or nothing yet`(
        _ data: String,
        _ receipt: WebhookReceipt?
    ) throws {
        #expect(try Self.mapping().read(body: Array(#"{"data":\#(data)}"#.utf8)) == receipt)
    }

    @Test(
        arguments: [
            (.missing, "data.id", #"{"status":"DELIVRD"}"#),
            (.missing, "data.status", #"{"id":"r-1"}"#),
            (.missing, "data.status", #"{"id":"r-1","status":null}"#),
            (.wrongType, "data.status", #"{"id":"r-1","status":true}"#),
            (.wrongType, "data.id", #"{"id":{},"status":"DELIVRD"}"#),
            (
                .tooLong, "data.id",
                "{\"id\":\"\(String(repeating: "a", count: 257))\",\"status\":1}"
            ),
        ] as [(MappingFault.Code, String, String)]
    )
    func `a receipt that lacks something is refused`(
        _ code: MappingFault.Code,
        _ path: String,
        _ data: String
    ) throws {
        let fault = try #require(throws: MappingFault.self) {
            try Self.mapping().read(body: Array(#"{"data":\#(data)}"#.utf8))
        }
        #expect(fault.code == code)
        #expect(fault.path == path)
    }

    @Test func `words that mean nothing or both are refused when settings are read`() throws {
        let path = try JSONPath("a")
        for (delivered, failed) in [([], ["x"]), (["x", "y"], ["y"])] as [([String], [String])] {
            #expect(throws: WebhookSettingFault.self) {
                try ReceiptMapping(
                    id: path,
                    stand: path,
                    delivered: Set(delivered),
                    failed: Set(failed)
                )
            }
        }
    }
}

struct WebhookSourceTests {
    private func source(
        name: String = "sms",
        secrets: [String] = [SignedExample.firstSecret],
        responseID: String? = "id",
        hasReply: Bool = true
    ) throws -> WebhookSource {
        let path = try JSONPath("a")
        let secrets = try secrets.map { try WebhookSecret(text: $0) }
        let reply = try ReplyAddress(
            url: "https://gateway.example/send",
            secret: try WebhookSecret(text: SignedExample.secondSecret),
            to: "to",
            text: "text",
            responseID: try responseID.map { try JSONPath($0) }
        )
        return try WebhookSource(
            name: name,
            station: "sample",
            secrets: secrets,
            message: MessageMapping(sender: path, text: path),
            reply: hasReply ? reply : nil,
            receipt: try ReceiptMapping(id: path, stand: path, delivered: ["x"], failed: [])
        )
    }

    @Test(arguments: ["", "SMS", "s/ms", "短信", "a.b", String(repeating: "a", count: 33)])
    func `a name that cannot stand in an address is refused`(_ name: String) {
        #expect(throws: WebhookSettingFault.self) { try source(name: name) }
    }

    @Test func `a source has a secret, and receipts have replies they are matched with`() throws {
        #expect(try source(name: "sms-2").name == "sms-2")
        #expect(throws: WebhookSettingFault.self) { try source(secrets: []) }
        #expect(throws: WebhookSettingFault.self) { try source(responseID: nil) }
        #expect(throws: WebhookSettingFault.self) { try source(hasReply: false) }
    }
}
