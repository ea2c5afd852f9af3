internal import BotAPI
package import Curl

/// What one try of a reply came to.
///
/// - Note: Source: Standard Webhooks 1.0, "Delivery success and failure": all but 2xx and 410 is
///   tried again, 400 and 404 too, as a gateway is mended while its answers stay the same.
package enum ReplyOutcome: Hashable, Sendable {
    /// The gateway took it; its id of the reply is nil when it gave none.
    case done(id: String?)
    /// 410: the gateway wants nothing more from us; the source's replies are to be held.
    case gone
    /// Not now; `after` seconds at the earliest when the gateway said so, 1 to 86,400.
    ///
    /// `isThrottled`: the gateway, or the way to it, has too much; its other replies wait too.
    /// `trouble` is one line for an operator.
    case later(after: Int64?, isThrottled: Bool, trouble: String)

    /// Reads a gateway's answer.
    ///
    /// - Parameters:
    ///   - response: The whole answer.
    ///   - responseID: Where its body holds the gateway's id of the reply; a body that has none
    ///     there, or is no JSON, is taken all the same.
    package init(_ response: HTTPResponse, responseID: JSONPath?) {
        switch response.status {
        case 200...299:
            self = .done(id: Self.id(response.body, responseID))
        case 410:
            self = .gone
        case let status:
            self = .later(
                after: Self.wait(response.header("retry-after")),
                isThrottled: [429, 502, 503, 504].contains(status),
                trouble: "the gateway answered \(status)"
            )
        }
    }

    /// Reads a failure without an answer: the network's, or the request's own.
    package init(_ error: CurlError) {
        self = .later(after: nil, isThrottled: error.code != .cancelled, trouble: "\(error)")
    }

    private static func id(_ body: [UInt8], _ path: JSONPath?) -> String? {
        guard let path, let document = try? JSONDocument(body) else { return nil }
        let id = try? path.identifier(in: document.root, limit: MessageMapping.longestID)
        return id ?? nil
    }

    /// Seconds of a `Retry-After`, bounded; nil when it is not a whole number of them.
    private static func wait(_ text: String?) -> Int64? {
        guard let text = text?.trimmed, !text.isEmpty,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        // Digits alone that do not fit are a very long time.
        return min(max(Int64(text) ?? .max, 1), 86_400)
    }
}

/// When a reply is tried: ten times within about 76 hours.
///
/// - Note: Source: Standard Webhooks 1.0, "Deliverability and reliability".
package enum RetrySchedule {
    /// How long to wait before each try, in seconds.
    package static let waits: [Int64] = [
        0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
    ]

    /// How long to wait before a try, in milliseconds.
    ///
    /// - Parameters:
    ///   - attempt: 1 for the first.
    ///   - jitter: A throw of the dice from -1 to 1, which moves the wait by up to 10 %.
    ///   - retryAfter: The seconds the gateway asked for; they lengthen a wait, never shorten it.
    /// - Returns: nil after the last try: the reply has failed for good.
    package static func milliseconds(
        before attempt: Int,
        jitter: Double,
        retryAfter: Int64? = nil
    ) -> Int64? {
        guard waits.indices.contains(attempt - 1) else { return nil }
        let share = jitter.isFinite ? min(max(jitter, -1), 1) * 0.1 : 0
        let wait = (Double(waits[attempt - 1]) * 1_000 * (1 + share)).rounded()
        return max(Int64(wait), min(max(retryAfter ?? 0, 0), 86_400) * 1_000)
    }
}
