internal import Crypto

/// The signature of a webhook: who sent it, when, and that nobody changed it.
///
/// Pure: header values, bytes and the time come in.
///
/// - Note: Source: Standard Webhooks 1.0. What is signed is `id.timestamp.body`. An id with a full
///   stop in it is taken: reading the stops elsewhere leaves a body that is no JSON object.
package enum WebhookSignature {
    /// How far a timestamp may lie from now, on either side, in seconds.
    package static let tolerance: Int64 = 300

    /// The longest `webhook-id`, in bytes of UTF-8.
    package static let longestID = 256

    /// The signatures beyond this many are not looked at; a rotation needs two.
    package static let mostSignatures = 16

    /// Checks a webhook against every secret of its source.
    ///
    /// - Parameters:
    ///   - id: All values of the header `webhook-id`.
    ///   - timestamp: All values of the header `webhook-timestamp`.
    ///   - signatures: All values of the header `webhook-signature`; its one value may hold several
    ///     signatures, of which unknown versions and garbage are passed over.
    ///   - body: The bytes as they came.
    ///   - secrets: Any of them verifies; two during a rotation.
    ///   - now: Seconds since 1970 UTC.
    /// - Returns: The webhook's id, the same at each of its tries.
    /// - Throws: ``WebhookFault``, of the first check that fails.
    @discardableResult
    package static func verify(
        id: [String],
        timestamp: [String],
        signatures: [String],
        body: [UInt8],
        secrets: [WebhookSecret],
        now: Int64
    ) throws(WebhookFault) -> String {
        let id = try only(id, .id)
        let time = try only(timestamp, .timestamp)
        let signed = try only(signatures, .signature)
        guard id.utf8.count <= longestID, !id.hasControlCharacter else { throw .badID }
        guard let seconds = seconds(time) else { throw .badTimestamp }
        guard seconds >= now - tolerance else { throw .tooOld(seconds: now - seconds) }
        guard seconds <= now + tolerance else { throw .tooNew(seconds: seconds - now) }
        let codes = signed.split(separator: " ").compactMap(code).prefix(mostSignatures)
        var isGenuine = false
        for secret in secrets {
            let wanted = authentication(id: id, timestamp: time, body: body, secret: secret)
            // Comparing with a code takes the same time wherever they differ, and every pair is
            // compared: the time tells nothing.
            for code in codes where wanted == code { isGenuine = true }
        }
        guard isGenuine else { throw .noMatch }
        return id
    }

    /// Signs a webhook: `v1,` and Base64.
    package static func sign(
        id: String,
        timestamp: Int64,
        body: [UInt8],
        secret: WebhookSecret
    ) -> String {
        let code = authentication(id: id, timestamp: String(timestamp), body: body, secret: secret)
        return "v1," + Base64.text(code)
    }

    private static func authentication(
        id: String,
        timestamp: String,
        body: [UInt8],
        secret: WebhookSecret
    ) -> HMAC<SHA256>.MAC {
        var code = HMAC<SHA256>(key: secret.key)
        code.update(data: Array("\(id).\(timestamp).".utf8))
        code.update(data: body)
        return code.finalize()
    }

    /// The one value of a header.
    private static func only(
        _ values: [String],
        _ header: WebhookFault.Header
    ) throws(WebhookFault) -> String {
        guard values.count <= 1 else { throw .doubled(header) }
        guard let value = values.first, !value.trimmed.isEmpty else { throw .missing(header) }
        return value
    }

    /// Whole seconds since 1970; no sign, no point, nothing past the year 31 million.
    private static func seconds(_ text: String) -> Int64? {
        guard (1...15).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int64(text)
    }

    /// The 32 bytes of a `v1` signature; nil for another version and for garbage.
    private static func code(_ entry: Substring) -> [UInt8]? {
        guard entry.hasPrefix("v1,"), entry.utf8.count <= 48,
            let bytes = Base64.bytes(entry.utf8.dropFirst(3)), bytes.count == SHA256.byteCount
        else { return nil }
        return bytes
    }
}

/// Why a webhook is refused before its body is read.
package enum WebhookFault: Error, Hashable, Sendable, CustomStringConvertible {
    case missing(Header)
    case doubled(Header)
    /// The id is too long, or holds a control character.
    case badID
    /// The timestamp is not whole seconds since 1970.
    case badTimestamp
    /// The timestamp is that many seconds ago.
    case tooOld(seconds: Int64)
    /// The timestamp is that many seconds ahead.
    case tooNew(seconds: Int64)
    /// No signature is of this body by any of the source's secrets.
    case noMatch

    package enum Header: String, Hashable, Sendable, CaseIterable {
        case id = "webhook-id"
        case timestamp = "webhook-timestamp"
        case signature = "webhook-signature"
    }

    /// Short and stable, for the answer and for a log.
    package var code: String {
        switch self {
        case .missing: "missing-header"
        case .doubled: "doubled-header"
        case .badID: "bad-id"
        case .badTimestamp: "bad-timestamp"
        case .tooOld: "too-old"
        case .tooNew: "too-new"
        case .noMatch: "no-matching-signature"
        }
    }

    /// One line for an operator, with nothing of what was sent.
    package var message: String {
        switch self {
        case .missing(let header): "the header '\(header.rawValue)' is missing or empty"
        case .doubled(let header): "the header '\(header.rawValue)' stands there more than once"
        case .badID:
            "the webhook-id is longer than \(WebhookSignature.longestID) bytes or holds a control"
                + " character"
        case .badTimestamp: "the webhook-timestamp is not whole seconds since 1970"
        case .tooOld(let seconds): "the webhook was signed \(seconds) seconds ago"
        case .tooNew(let seconds): "the webhook was signed \(seconds) seconds ahead of our clock"
        case .noMatch: "no signature of the webhook is by a secret of this source"
        }
    }

    /// What an operator can do; nil where the message says enough.
    package var hint: String? {
        switch self {
        case .missing, .doubled, .badID, .badTimestamp: nil
        case .tooOld, .tooNew: "set the clocks of both machines by NTP"
        case .noMatch: "give both sides the same secret, and sign the body's bytes as they are sent"
        }
    }

    package var description: String { message + (hint.map { " (\($0))" } ?? "") }
}

extension String {
    var hasControlCharacter: Bool {
        unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
