/// What a channel can do to us; the case decides what the caller does next.
package enum ChannelError: Error, Hashable, Sendable {
    /// Nothing happened at the far side; try again, not before `after` seconds when told.
    ///
    /// `scope` is what a wait covers: the whole account, or only the chat of the send.
    case retry(Trouble, after: Double?, scope: Scope)
    /// The request may have been acted on: the outcome is unknown and will stay so.
    case uncertain(Trouble)
    /// This request will never succeed; others may. For a send: the person cannot be reached
    /// this way (`isAddressDead`) or the message is refused.
    case refused(Trouble, isAddressDead: Bool)
    /// Another poller holds the account (HTTP 409): wait, say so, poll again.
    case conflict(Trouble)
    /// The account itself is refused (HTTP 401): nothing will work until an operator acts.
    case unauthorized(Trouble)
    /// The caller's task was cancelled.
    case cancelled

    package enum Scope: Hashable, Sendable {
        case account
        case chat
    }

    /// What an operator is told: no message text, no token, no phone number.
    package struct Trouble: Hashable, Sendable, CustomStringConvertible {
        /// Short and stable, for a log: `http-500`, `timeout`, `tls`, `connect`.
        package var code: String
        /// One line: the thing, then the fact.
        package var message: String

        package init(code: String, message: String) {
            self.code = code
            self.message = message
        }

        package var description: String { "\(message) (\(code))" }
    }
}
