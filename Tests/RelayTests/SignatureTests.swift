import Relay
import Testing

/// Signed by the Python package `standardwebhooks` 1.1.0, not by what is tested here.
struct SignedExample: Sendable, CustomTestStringConvertible {
    var name: String
    var secret: WebhookSecret
    var id: String
    var time: Int64
    var body: String
    var signature: String

    var testDescription: String { name }

    static let firstSecret = "whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcY"
    static let secondSecret = "whsec_ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM="
    static let longestSecret =
        "whsec_CzBVep/E6Q4zWH2ix+wRNluApcrvFDleg6jN8hc8YYar0PUaP2SJrtP4HUJnjLHW+yBFao+02f4jSG2St9wBJg=="

    static let message = #"{"from":"13800000000","text":"路灯坏了"}"#

    static func all() throws -> [SignedExample] {
        let first = try WebhookSecret(text: firstSecret)
        let second = try WebhookSecret(text: secondSecret)
        return [
            SignedExample(
                name: "a message in Chinese",
                secret: first,
                id: "msg_1",
                time: 1_700_000_000,
                body: message,
                signature: "v1,8LeYAOcpHKlTWspt9rCiDxs9hFlGPHeEryYEzkNInQU="
            ),
            SignedExample(
                name: "the same by another secret",
                secret: second,
                id: "msg_1",
                time: 1_700_000_000,
                body: message,
                signature: "v1,4cWZPVoxxA6am//fFRskG5WjdhDWMNcc/gv+J4YAWeA="
            ),
            SignedExample(
                name: "the specification's body",
                secret: second,
                id: "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W",
                time: 1_674_087_231,
                body: #"{"type":"contact.created","timestamp":"2022-11-03T20:26:10.344522Z","#
                    + #""data":{"id":"1f81eb52-5198-4599-803e-771906343485"}}"#,
                signature: "v1,4kZEUtbZ8C8E98FTo3UIsYdIlo7QRHDtR5uOHQ8KQBs="
            ),
            SignedExample(
                name: "an empty body, a longest secret, an id with a space and a stop",
                secret: try WebhookSecret(text: longestSecret),
                id: "a b.c",
                time: 1_795_136_400,
                body: "",
                signature: "v1,fG6pfXIthGhM8lYXAD5VF9uRdz8nJ5djX7cnjGs2e00="
            ),
            SignedExample(
                name: "the example published by Svix, whose secret is shorter than is allowed now",
                secret: WebhookSecret(key: [
                    0xA6, 0x52, 0x77, 0x9E, 0x6C, 0x82, 0x0C, 0x60, 0x4A, 0x22, 0x76, 0xAF, 0x74,
                    0xE2, 0xB5, 0xE6, 0x3B, 0x25,
                ]),
                id: "msg_loFOjxBNrRLzqYUf",
                time: 1_731_705_121,
                body: #"{"event_type":"ping","data":{"success":true}}"#,
                signature: "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0="
            ),
        ]
    }
}

struct SignatureTests {
    private static let good = "v1,8LeYAOcpHKlTWspt9rCiDxs9hFlGPHeEryYEzkNInQU="
    private static let bySecond = "v1,4cWZPVoxxA6am//fFRskG5WjdhDWMNcc/gv+J4YAWeA="
    private static let farBehind = String(repeating: bySecond + " ", count: 16) + good
    private static let time: Int64 = 1_700_000_000

    /// Verifies the first example with something changed.
    private func verify(
        id: [String] = ["msg_1"],
        timestamp: [String] = ["1700000000"],
        signatures: [String] = [good],
        body: [UInt8] = Array(SignedExample.message.utf8),
        secrets: [String] = [SignedExample.firstSecret],
        now: Int64 = time
    ) throws -> String {
        try WebhookSignature.verify(
            id: id,
            timestamp: timestamp,
            signatures: signatures,
            body: body,
            secrets: try secrets.map { try WebhookSecret(text: $0) },
            now: now
        )
    }

    @Test(arguments: try SignedExample.all())
    func `others' examples are signed alike and verified`(_ example: SignedExample) throws {
        let body = Array(example.body.utf8)
        let signature = WebhookSignature.sign(
            id: example.id,
            timestamp: example.time,
            body: body,
            secret: example.secret
        )
        #expect(signature == example.signature)
        let id = try WebhookSignature.verify(
            id: [example.id],
            timestamp: [String(example.time)],
            signatures: [example.signature],
            body: body,
            secrets: [example.secret],
            now: example.time
        )
        #expect(id == example.id)
    }

    @Test(
        arguments: [
            (-301, WebhookFault.tooNew(seconds: 301)), (-300, nil), (-299, nil), (0, nil),
            (299, nil),
            (300, nil), (301, .tooOld(seconds: 301)), (86_400, .tooOld(seconds: 86_400)),
        ] as [(Int64, WebhookFault?)]
    )
    func `three hundred seconds either way are allowed`(_ late: Int64, _ fault: WebhookFault?) {
        expect(fault) { try verify(now: Self.time + late) }
    }

    @Test(arguments: [
        ("one", good),
        ("an old one first", "\(bySecond) \(good)"),
        ("an old one last", "\(good) \(bySecond)"),
        ("other versions", "v1a,AAAA v2,\(good.dropFirst(3)) \(good) v1a,BBBB"),
        ("garbage around", "v1 v1, , ,, v1,!!! x=y \(good) v1,AAAA"),
        ("spaces around", "  \(good)  "),
        ("without padding", String(good.dropLast())),
    ])
    func `one good signature among several is enough`(_ name: String, _ header: String) throws {
        #expect(try verify(signatures: [header]) == "msg_1", "\(name)")
    }

    @Test(
        arguments: [
            ("of another version", "v2,\(good.dropFirst(3))"),
            ("of a longer version", "v11,\(good.dropFirst(3))"),
            ("in capitals", "V1,\(good.dropFirst(3))"),
            ("without a version", String(good.dropFirst(3))),
            ("with one bit changed", good.replacingFirst("8L", with: "8K")),
            ("with the last bits changed", good.replacingFirst("nQU=", with: "nQY=")),
            ("cut", String(good.dropLast(8))),
            ("too long", "\(good.dropLast())AAAA="),
            ("by another secret", bySecond),
            ("with a comma between them", "\(bySecond),\(good)"),
            ("far behind others", farBehind),
        ] as [(String, String)]
    )
    func `no good signature is refused`(_ name: String, _ header: String) {
        expect(.noMatch) { try verify(signatures: [header]) }
    }

    @Test func `any secret of the source verifies`() throws {
        let both = [SignedExample.firstSecret, SignedExample.secondSecret]
        #expect(try verify(secrets: both) == "msg_1")
        #expect(try verify(secrets: both.reversed()) == "msg_1")
        #expect(try verify(signatures: [Self.bySecond], secrets: both) == "msg_1")
        expect(.noMatch) { try verify(secrets: [SignedExample.secondSecret]) }
        expect(.noMatch) { try verify(secrets: []) }
    }

    @Test func `id, timestamp and every byte of the body are signed`() {
        expect(.noMatch) { try verify(id: ["msg_2"]) }
        expect(.noMatch) { try verify(timestamp: ["1700000001"]) }
        expect(.noMatch) { try verify(timestamp: ["01700000000"]) }
        expect(.noMatch) { try verify(body: []) }
        expect(.noMatch) { try verify(body: Array((SignedExample.message + "\n").utf8)) }
        for place in SignedExample.message.utf8.indices {
            var body = Array(SignedExample.message.utf8)
            body[SignedExample.message.utf8.distance(from: "".startIndex, to: place)] ^= 1
            expect(.noMatch) { try verify(body: body) }
        }
    }

    @Test func `a body that is not UTF-8 is verified as it came`() throws {
        let secret = try WebhookSecret(text: SignedExample.firstSecret)
        let body: [UInt8] = [0x22, 0xC2, 0xB7, 0xB5, 0xC6, 0x22]
        let signature = WebhookSignature.sign(
            id: "msg_1",
            timestamp: Self.time,
            body: body,
            secret: secret
        )
        #expect(try verify(signatures: [signature], body: body) == "msg_1")
    }

    @Test(arguments: [[], [""], [" "]])
    func `a header that is not there or empty is named`(_ values: [String]) {
        expect(.missing(.id)) { try verify(id: values) }
        expect(.missing(.timestamp)) { try verify(timestamp: values) }
        expect(.missing(.signature)) { try verify(signatures: values) }
    }

    @Test func `a header that stands there twice is named, though both say the same`() {
        expect(.doubled(.id)) { try verify(id: ["msg_1", "msg_1"]) }
        expect(.doubled(.timestamp)) { try verify(timestamp: ["1700000000", "1700000000"]) }
        expect(.doubled(.signature)) { try verify(signatures: [Self.good, Self.good]) }
        expect(.doubled(.signature)) { try verify(signatures: [Self.good, ""]) }
    }

    @Test(arguments: [
        "soon", "-1700000000", "+1700000000", "1700000000.0", "1.7e9", "0x65", "170000000０",
        "1700000000 ", "1700000000,1700000000", "9223372036854775807", "9223372036854775808",
        "99999999999999999999999999", "2023-11-14T22:13:20Z",
    ])
    func `a timestamp that is not whole seconds is refused`(_ timestamp: String) {
        expect(.badTimestamp) { try verify(timestamp: [timestamp]) }
    }

    @Test func `a timestamp in milliseconds or at the end of time is far ahead`() {
        expect(.tooNew(seconds: 1_698_300_000_000)) { try verify(timestamp: ["1700000000000"]) }
        expect(.tooNew(seconds: 999_998_299_999_999)) {
            try verify(timestamp: ["999999999999999"])
        }
        expect(.tooOld(seconds: Self.time)) { try verify(timestamp: ["0"]) }
    }

    @Test func `an id has up to 256 bytes and no control characters`() {
        let longest = String(repeating: "a", count: 253) + "水"
        #expect(longest.utf8.count == WebhookSignature.longestID)
        expect(.noMatch) { try verify(id: [longest]) }
        expect(.badID) { try verify(id: [longest + "a"]) }
        for sign in ["\n", "\0", "\t", "\u{7F}", "\u{85}"] {
            expect(.badID) { try verify(id: ["msg\(sign)1"]) }
        }
    }

    @Test func `every fault has its own code and one line that shows nothing`() {
        let faults: [WebhookFault] =
            [.badID, .badTimestamp, .tooOld(seconds: 301), .tooNew(seconds: 301), .noMatch]
            + WebhookFault.Header.allCases.flatMap { [.missing($0), .doubled($0)] }
        #expect(Set(faults.map(\.code)).count == 7)
        #expect(Set(faults.map(\.message)).count == faults.count)
        for fault in faults {
            #expect(fault.message.first?.isLowercase == true)
            #expect(!fault.description.contains("\n"))
            #expect(!fault.description.hasSuffix("."))
        }
        #expect(
            WebhookFault.tooOld(seconds: 301).description
                == "the webhook was signed 301 seconds ago (set the clocks of both machines by NTP)"
        )
    }

    /// Expects a fault, or none.
    private func expect(
        _ fault: WebhookFault?,
        _ body: () throws -> String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        do {
            _ = try body()
            #expect(fault == nil, sourceLocation: sourceLocation)
        } catch {
            #expect(error as? WebhookFault == fault, sourceLocation: sourceLocation)
        }
    }
}

struct WebhookSecretTests {
    private static let plain = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcY"
    private static let padded = "ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM="

    @Test(arguments: [
        "whsec_" + plain, plain, plain + "\n", " whsec_\(plain)\r\n", "\twhsec_\(plain) ",
    ])
    func `a secret is read however it was pasted`(_ text: String) throws {
        let signature = WebhookSignature.sign(
            id: "msg_1",
            timestamp: 1_700_000_000,
            body: [],
            secret: try WebhookSecret(text: text)
        )
        #expect(signature == "v1,Cq1zbpVPXglwbDFyFYenx8lzt8Fqzveh/9jflmcxvE0=")
    }

    @Test func `padding may be missing`() throws {
        let signatures = try [Self.padded, String(Self.padded.dropLast()), Self.padded + "\n"].map {
            WebhookSignature.sign(
                id: "msg_1",
                timestamp: 1_700_000_000,
                body: Array(SignedExample.message.utf8),
                secret: try WebhookSecret(text: $0)
            )
        }
        #expect(Set(signatures) == ["v1,4cWZPVoxxA6am//fFRskG5WjdhDWMNcc/gv+J4YAWeA="])
    }

    @Test(arguments: [
        ("", "the webhook secret is empty"),
        (" \n", "the webhook secret is empty"),
        ("whsec_", "the webhook secret is empty"),
        ("whsec_" + plain + "A", "the webhook secret is not base64"),
        ("whsec_AQID BAUGBwgJCgsMDQ4PEBESExQVFhcY", "the webhook secret is not base64"),
        ("whsec_whsec_" + plain, "the webhook secret is not base64"),
        ("whsk_" + plain, "the webhook secret is not base64"),
        ("AQIDBAUGBwgJCgsMDQ4PEBESExQVFh-_", "the webhook secret is not base64"),
        ("my secret is a long sentence", "the webhook secret is not base64"),
        ("====", "the webhook secret is not base64"),
        // Published by Svix, from before there was a least length.
        ("whsec_plJ3nmyCDGBKInavdOK15jsl", "the webhook secret has 18 bytes, not 24 to 64"),
        ("AQIDBAUGBwgJCgsMDQ4PEBESExQVFhc", "the webhook secret has 23 bytes, not 24 to 64"),
        (String(repeating: "A", count: 87), "the webhook secret has 65 bytes, not 24 to 64"),
    ])
    func `another secret is refused without showing it`(_ text: String, _ message: String) throws {
        let fault = try #require(throws: WebhookSettingFault.self) {
            try WebhookSecret(text: text)
        }
        #expect(fault.message == message)
        #expect(
            fault.hint == "write 'whsec_' and the output of: openssl rand -base64 32"
        )
    }

    @Test(arguments: [32, 86])
    func `24 and 64 bytes are enough and not too many`(_ count: Int) throws {
        _ = try WebhookSecret(text: String(repeating: "A", count: count))
    }

    @Test func `nothing that prints a secret shows it`() throws {
        let secret = try WebhookSecret(text: Self.plain)
        var dumped = ""
        dump([secret], to: &dumped)
        let shown = ["\(secret)", String(reflecting: secret), dumped].joined(separator: "\n")
        #expect(shown.contains("WebhookSecret"))
        for secretive in ["AQID", "0102", "[1, 2", "SymmetricKey", "key"] {
            #expect(!shown.contains(secretive))
        }
    }
}

extension String {
    fileprivate func replacingFirst(_ old: String, with new: String) -> String {
        guard let range = firstRange(of: old) else { return self }
        return replacingCharacters(in: range, with: new)
    }

    private func replacingCharacters(in range: Range<Index>, with new: String) -> String {
        String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }
}
