import Curl
import Messages

/// What was being done when a call failed: the same answer means different things.
enum BotAPIPurpose {
    case poll
    /// `isKeyed` when the far side repeats nothing that has the same key.
    case send(isKeyed: Bool)
    /// A method's name.
    case other(String)

    fileprivate var method: String {
        switch self {
        case .poll: "getUpdates"
        case .send: "sendMessage"
        case .other(let method): method
        }
    }
}

extension BotAPIFailure {
    /// Refusals that hold for the chat and not for the message, in the Bot API's words.
    ///
    /// All signs are lower-case. Add a test when you add a sign.
    static let deadChatSigns = [
        "bot was blocked", "bot was kicked", "bot is not a member", "user is deactivated",
        "chat not found", "chat was deleted", "peer_id_invalid", "user_is_blocked",
        "can't initiate conversation", "chat_write_forbidden", "not enough rights",
        "group chat was upgraded", "have no rights to send", "need administrator rights",
    ]

    /// The message that was to be erased is not there.
    var isOfNoMessage: Bool {
        guard case .answered(400, let detail?, _) = self else { return false }
        return detail.reason.contains("message to delete not found")
    }

    /// Turns a failed call into what the desk does next.
    func asChannelError(_ purpose: BotAPIPurpose, _ host: String) -> ChannelError {
        let isSend = if case .send = purpose { true } else { false }
        let trouble = trouble(at: purpose.method, host, showsReason: !isSend)
        if case .network(let error) = self, error.code == .cancelled, !(isSend && error.wasSent) {
            return .cancelled
        }
        if case .send(let isKeyed) = purpose, isUncertain {
            // The same key again brings the first answer, or does it for the first time.
            if isKeyed, !isCancelled { return .retry(trouble, after: nil, scope: .account) }
            return .uncertain(trouble)
        }
        switch self {
        case .network(let error):
            switch error.code {
            case .request, .certificateFile, .closed:
                return .refused(trouble, isAddressDead: false)
            default:
                return .retry(trouble, after: nil, scope: .account)
            }
        case .unreadable:
            return .retry(trouble, after: nil, scope: .account)
        case .answered(let status, let detail, _):
            return meaning(status, detail, trouble, isSend: isSend)
        }
    }

    private var isCancelled: Bool {
        if case .network(let error) = self { error.code == .cancelled } else { false }
    }

    private func meaning(
        _ status: Int,
        _ detail: Detail?,
        _ trouble: ChannelError.Trouble,
        isSend: Bool
    ) -> ChannelError {
        let scope: ChannelError.Scope = isSend ? .chat : .account
        guard let detail, detail.isBotAPI else {
            // A page of something in between: it says nothing about the account or the person.
            switch status {
            case 400, 413, 414, 431: return .refused(trouble, isAddressDead: false)
            case 429: return .retry(trouble, after: detail?.retryAfter, scope: scope)
            default: return .retry(trouble, after: detail?.retryAfter, scope: .account)
            }
        }
        switch status {
        case 401: return .unauthorized(trouble)
        case 409: return .conflict(trouble)
        case 420, 429: return .retry(trouble, after: detail.retryAfter, scope: scope)
        case 403: return .refused(trouble, isAddressDead: isSend)
        case 400..<500:
            let isDead = isSend && Self.deadChatSigns.contains { detail.reason.contains($0) }
            return .refused(trouble, isAddressDead: isDead)
        default: return .retry(trouble, after: detail.retryAfter, scope: .account)
        }
    }

    /// What an operator is told.
    ///
    /// The far side's own words are shown only of calls that carry no person's words: an
    /// answer to a send may repeat a part of the text.
    func trouble(at method: String, _ host: String, showsReason: Bool) -> ChannelError.Trouble {
        switch self {
        case .network(let error):
            return error.trouble(at: method)
        case .unreadable(let status):
            return .init(
                code: "garbage",
                message: "\(method) at \(host): answered \(status) with what is not the Bot API's"
            )
        case .answered(let status, let detail, _):
            let known = Self.deadChatSigns.first { detail?.reason.contains($0) == true }
            let shown = showsReason ? String((detail?.reason ?? "").prefix(200)) : known ?? ""
            let printable = shown.filter { $0.isASCII && !$0.isNewline }
            let origin = detail?.isBotAPI == true ? "" : " with a page that is not the Bot API's"
            return .init(
                code: "http-\(status)",
                message: "\(method) at \(host): answered \(status)\(origin)"
                    + (printable.isEmpty ? "" : ": \(printable)")
            )
        }
    }
}

extension CurlError {
    func trouble(at method: String) -> ChannelError.Trouble {
        let advice = hint.map { "; \($0)" } ?? ""
        return .init(code: code.rawValue, message: "\(method): \(message)\(advice)")
    }
}
