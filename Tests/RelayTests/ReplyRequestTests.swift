import BotAPI
import Curl
import Relay
import Testing

struct ReplyRequestTests {
    private static let key = "0123456789abcdef0123456789abcdef"

    private func address(
        url: String = "https://gateway.example/send",
        to: String = "to",
        text: String = "text",
        extra: [String: String] = [:]
    ) throws -> ReplyAddress {
        try ReplyAddress(
            url: url,
            secret: try WebhookSecret(text: SignedExample.firstSecret),
            to: to,
            text: text,
            extra: extra
        )
    }

    @Test func `a reply is a signed request that may be repeated`() throws {
        let request = try address(extra: ["channel": "sms"])
            .request(to: "13800000000", "您的编号是 \"36\"\n", key: Self.key, now: 1_700_000_000)
        #expect(request.method == .post)
        #expect(request.url == "https://gateway.example/send")
        #expect(request.isRepeatable)
        #expect(request.redirects == 0)
        #expect(request.timeouts.total == .seconds(30))
        let root = try JSONDocument(request.body).root
        #expect(root.keys == ["to", "text", "channel", "id"])
        #expect(root["to"]?.text == "13800000000")
        #expect(root["text"]?.text == "您的编号是 \"36\"\n")
        #expect(root["channel"]?.text == "sms")
        #expect(root["id"]?.text == Self.key)
        func header(_ name: String) -> [String] {
            request.headers.filter { $0.name == name }.map(\.value)
        }
        #expect(header("content-type") == ["application/json"])
        #expect(header("webhook-id") == [Self.key])
        #expect(header("idempotency-key") == [Self.key])
        #expect(header("webhook-timestamp") == ["1700000000"])
        #expect(request.headers.count == 5)
        let id = try WebhookSignature.verify(
            id: header("webhook-id"),
            timestamp: header("webhook-timestamp"),
            signatures: header("webhook-signature"),
            body: request.body,
            secrets: [try WebhookSecret(text: SignedExample.firstSecret)],
            now: 1_700_000_000
        )
        #expect(id == Self.key)
    }

    @Test func `a later try differs in its time and signature alone`() throws {
        let address = try address()
        let first = address.request(to: "a", "b", key: Self.key, now: 1_700_000_000)
        let second = address.request(to: "a", "b", key: Self.key, now: 1_700_000_005)
        #expect(first.body == second.body)
        #expect(
            Set(first.headers).symmetricDifference(second.headers).map(\.name).sorted()
                == [
                    "webhook-signature", "webhook-signature", "webhook-timestamp",
                    "webhook-timestamp",
                ]
        )
    }

    @Test(arguments: [
        ("to", "text", [:], #"{"to":"A","text":"B","id":"K"}"#),
        ("message.to", "message.text", [:], #"{"message":{"to":"A","text":"B"},"id":"K"}"#),
        ("id", "text", [:], #"{"id":"A","text":"B"}"#),
        ("to", "text", ["id": "fixed"], #"{"to":"A","text":"B","id":"fixed"}"#),
        ("to", "text", ["id.kind": "x"], #"{"to":"A","text":"B","id":{"kind":"x"}}"#),
        ("a.id", "text", [:], #"{"a":{"id":"A"},"text":"B","id":"K"}"#),
        (
            "a.b.to", "a.text",
            ["b": "2", "a.c": "1", "a.b.d": "\""],
            #"{"a":{"b":{"to":"A","d":"\""},"text":"B","c":"1"},"b":"2","id":"K"}"#
        ),
        ("to", "parts.0", [:], #"{"to":"A","parts":{"0":"B"},"id":"K"}"#),
    ])
    func `the body is built as the settings say`(
        _ to: String,
        _ text: String,
        _ extra: [String: String],
        _ body: String
    ) throws {
        let request = try address(to: to, text: text, extra: extra)
            .request(to: "A", "B", key: "K", now: 0)
        #expect(String(decoding: request.body, as: UTF8.self) == body)
    }

    @Test(
        arguments: [
            ("to", "to", [:]), ("a", "a.b", [:]), ("a.b", "a", [:]), ("to", "text", ["to": "x"]),
            ("to", "text", ["text.x": "x"]), ("", "text", [:]), ("to", "text.", [:]),
            ("to", "text", ["a..b": "x"]),
        ] as [(String, String, [String: String])]
    )
    func `a key that is none or stands there twice is refused`(
        _ to: String,
        _ text: String,
        _ extra: [String: String]
    ) {
        #expect(throws: WebhookSettingFault.self) {
            try address(to: to, text: text, extra: extra)
        }
    }

    @Test(arguments: [
        ("https://gateway.example/send", true), ("https://10.0.0.7:8443/", true),
        ("http://127.0.0.1:8099/send", true), ("http://localhost/send", true),
        ("http://[::1]:8099/send", true), ("http://127.1.2.3/", true),
        ("http://gateway.example/send", false), ("http://10.0.0.7/", false),
        ("http://127.0.0.1.example/", false), ("http://127.0.0/", false),
        ("http://localhost.example/", false), ("http://127.0.0.1@gateway.example/", false),
        ("https://user:word@gateway.example/", false), ("gateway.example", false), ("", false),
        ("ftp://gateway.example/", false), ("https://gateway.example/\n", false),
        ("https://网关.example/", false), ("https:gateway.example", false),
    ])
    func `what is posted stays on this machine or is encrypted`(_ url: String, _ isGood: Bool) {
        let address = try? address(url: url)
        #expect((address != nil) == isGood)
    }
}

struct ReplyOutcomeTests {
    private func outcome(
        _ status: Int,
        _ headers: [HTTPHeader] = [],
        _ body: String = ""
    ) throws -> ReplyOutcome {
        ReplyOutcome(
            HTTPResponse(status: status, headers: headers, body: Array(body.utf8)),
            responseID: try JSONPath("data.id")
        )
    }

    @Test(
        arguments: [
            (#"{"data":{"id":"r-1"}}"#, "r-1"), (#"{"data":{"id":7}}"#, "7"),
            (#"{"data":{"id":""}}"#, nil), (#"{"data":{"id":null}}"#, nil),
            (#"{"data":{"id":[]}}"#, nil), (#"{"data":{}}"#, nil),
            ("0: Accepted for delivery", nil),
            ("", nil), (#"{"data":{"id":"a\u0000"}}"#, nil),
            ("{\"data\":{\"id\":\"\(String(repeating: "a", count: 257))\"}}", nil),
        ] as [(String, String?)]
    )
    func `a reply that was taken has the gateway's id when it told one`(
        _ body: String,
        _ id: String?
    ) throws {
        #expect(try outcome(200, [], body) == .done(id: id))
        #expect(try outcome(202, [], body) == .done(id: id))
        let response = HTTPResponse(status: 299, body: Array(body.utf8))
        #expect(ReplyOutcome(response, responseID: nil) == .done(id: nil))
    }

    @Test(arguments: [
        (300, false), (304, false), (400, false), (401, false), (404, false), (408, false),
        (409, false), (411, false), (422, false), (429, true), (499, false), (500, false),
        (501, false), (502, true), (503, true), (504, true), (599, false),
    ])
    func `all but taken and gone is tried again`(_ status: Int, _ isThrottled: Bool) throws {
        #expect(
            try outcome(status)
                == .later(
                    after: nil,
                    isThrottled: isThrottled,
                    trouble: "the gateway answered \(status)"
                )
        )
    }

    @Test func `gone is the end of the address`() throws {
        #expect(try outcome(410, [HTTPHeader("Retry-After", "5")]) == .gone)
    }

    @Test(
        arguments: [
            ("5", 5), ("0", 1), ("1", 1), (" 60 ", 60), ("86400", 86_400), ("86401", 86_400),
            ("99999999999999999999999", 86_400), ("-5", nil), ("+5", nil), ("1.5", nil), ("", nil),
            ("soon", nil), ("Sun, 06 Nov 1994 08:49:37 GMT", nil), ("５", nil),
        ] as [(String, Int64?)]
    )
    func `the gateway's own wait counts, within a day`(_ text: String, _ wait: Int64?) throws {
        for status in [429, 503, 500] {
            guard
                case .later(let after, _, _) = try outcome(
                    status,
                    [HTTPHeader("retry-after", text)]
                )
            else {
                Issue.record("\(status) is tried again")
                return
            }
            #expect(after == wait)
        }
    }

    @Test(arguments: CurlError.Code.allCases)
    func `a failure of the network is tried again`(_ code: CurlError.Code) {
        let error = CurlError(code, message: "gateway.example: nobody listens", wasSent: true)
        #expect(
            ReplyOutcome(error)
                == .later(
                    after: nil,
                    isThrottled: code != .cancelled,
                    trouble: "gateway.example: nobody listens (\(code.rawValue))"
                )
        )
    }
}

struct RetryScheduleTests {
    @Test func `there are ten tries within 76 hours`() {
        let waits = (0...12).map { RetrySchedule.milliseconds(before: $0, jitter: 0) }
        #expect(
            waits == [
                nil, 0, 5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 50_400_000,
                72_000_000, 86_400_000, nil, nil,
            ]
        )
        // 75:35:05 from the first to the last.
        let total: Int64 = RetrySchedule.waits.reduce(0, +)
        #expect(total == 272_105)
        #expect(RetrySchedule.milliseconds(before: .min + 1, jitter: 0) == nil)
        #expect(RetrySchedule.milliseconds(before: .max, jitter: 0) == nil)
    }

    @Test(
        arguments: [
            (-1, 270_000), (-0.5, 285_000), (0, 300_000), (1, 330_000), (7, 330_000), (-7, 270_000),
            (.nan, 300_000), (.infinity, 300_000),
        ] as [(Double, Int64)]
    )
    func `the dice move a wait by a tenth at most`(_ jitter: Double, _ wait: Int64) {
        #expect(RetrySchedule.milliseconds(before: 3, jitter: jitter) == wait)
        #expect(RetrySchedule.milliseconds(before: 1, jitter: jitter) == 0)
    }

    @Test(
        arguments: [
            (nil, 5_000), (1, 5_000), (60, 60_000), (86_400, 86_400_000), (.max, 86_400_000),
            (-9, 5_000),
        ] as [(Int64?, Int64)]
    )
    func `the gateway's own wait lengthens ours and never shortens it`(
        _ asked: Int64?,
        _ wait: Int64
    ) {
        #expect(RetrySchedule.milliseconds(before: 2, jitter: 0, retryAfter: asked) == wait)
        #expect(RetrySchedule.milliseconds(before: 11, jitter: 0, retryAfter: asked) == nil)
    }
}
