internal import BotAPI
package import Curl

/// Where a source's replies are posted, and in which JSON.
package struct ReplyAddress: Sendable {
    package let url: String
    package let secret: WebhookSecret
    /// Where the gateway's answer holds its id of the reply; nil when it has none.
    package let responseID: JSONPath?
    private let body: Part

    /// Puts an address together.
    ///
    /// - Parameters:
    ///   - url: An https address, or an http one of this machine; percent-encoded.
    ///   - secret: Signs the requests.
    ///   - to: The dotted key of the receiver in the body.
    ///   - text: The dotted key of the words in the body.
    ///   - extra: Dotted keys and the texts that always stand there.
    ///   - responseID: Where the gateway's answer holds its id of the reply.
    /// - Throws: ``WebhookSettingFault`` when the address would send names and numbers in the
    ///   clear, or a key is no key or stands there twice.
    package init(
        url: String,
        secret: WebhookSecret,
        to: String,
        text: String,
        extra: [String: String] = [:],
        responseID: JSONPath? = nil
    ) throws(WebhookSettingFault) {
        guard let address = WebAddress(url) else {
            throw WebhookSettingFault(
                "the reply's url is no web address",
                hint: "write it like https://gateway.example/send, without user and password"
            )
        }
        guard address.isEncrypted || address.isLoopback else {
            throw WebhookSettingFault(
                "the reply's url is http, and '\(address.host)' is another machine",
                hint: "use https: what is posted there has a phone number in it"
            )
        }
        self.url = url
        self.secret = secret
        self.responseID = responseID
        var fields: [Field] = []
        try Self.put(.receiver, at: to, into: &fields)
        try Self.put(.words, at: text, into: &fields)
        for (key, value) in extra.sorted(by: { $0.key < $1.key }) {
            try Self.put(.fixed(value), at: key, into: &fields)
        }
        if !fields.contains(where: { $0.key == "id" }) { fields.append(Field("id", .key)) }
        body = .object(fields)
    }

    /// Builds the request for one try of a reply; only its time differs between tries.
    ///
    /// - Parameters:
    ///   - receiver: The sender of the message that is answered.
    ///   - words: The reply.
    ///   - key: The reply's own id, the same at each try: letters, digits, `-` and `_`.
    ///   - now: Seconds since 1970 UTC.
    /// - Returns: A request that may be repeated: the gateway knows it by its key.
    package func request(
        to receiver: String,
        _ words: String,
        key: String,
        now: Int64
    ) -> HTTPRequest {
        var json = JSONWriter()
        write(body, to: &json, Reply(receiver: receiver, words: words, key: key))
        let signature = WebhookSignature.sign(
            id: key,
            timestamp: now,
            body: json.bytes,
            secret: secret
        )
        return HTTPRequest(
            .post,
            url: url,
            headers: [
                HTTPHeader("content-type", "application/json"),
                HTTPHeader("webhook-id", key),
                HTTPHeader("webhook-timestamp", String(now)),
                HTTPHeader("webhook-signature", signature),
                HTTPHeader("idempotency-key", key),
            ],
            body: json.bytes,
            // The specification recommends 15 to 30 seconds.
            timeouts: HTTPRequest.Timeouts(total: .seconds(30)),
            isRepeatable: true
        )
    }

    private struct Reply {
        var receiver: String
        var words: String
        var key: String
    }

    /// A piece of the body, told apart when the settings are read.
    private indirect enum Part: Sendable {
        case receiver
        case words
        case key
        case fixed(String)
        case object([Field])
    }

    private struct Field: Sendable {
        var key: String
        var part: Part

        init(_ key: String, _ part: Part) {
            self.key = key
            self.part = part
        }
    }

    private static func put(
        _ part: Part,
        at path: String,
        into fields: inout [Field]
    ) throws(WebhookSettingFault) {
        let steps = try JSONPath.steps(path)
        guard put(part, at: steps[...], into: &fields) else {
            throw WebhookSettingFault("the reply has two values at '\(path)'")
        }
    }

    /// Puts a part below its keys; false when something stands there already.
    private static func put(
        _ part: Part,
        at steps: ArraySlice<String>,
        into fields: inout [Field]
    ) -> Bool {
        guard let key = steps.first else { return false }
        let rest = steps.dropFirst()
        let place = fields.firstIndex { $0.key == key }
        guard !rest.isEmpty else {
            guard place == nil else { return false }
            fields.append(Field(key, part))
            return true
        }
        var inner: [Field] = []
        if let place {
            guard case .object(let found) = fields[place].part else { return false }
            inner = found
        }
        guard put(part, at: rest, into: &inner) else { return false }
        if let place {
            fields[place].part = .object(inner)
        } else {
            fields.append(Field(key, .object(inner)))
        }
        return true
    }

    private func write(_ part: Part, to json: inout JSONWriter, _ reply: Reply) {
        switch part {
        case .receiver: json.value(reply.receiver)
        case .words: json.value(reply.words)
        case .key: json.value(reply.key)
        case .fixed(let text): json.value(text)
        case .object(let fields):
            json.object { json in
                for field in fields {
                    json.key(field.key)
                    write(field.part, to: &json, reply)
                }
            }
        }
    }
}
