/// Where one sender writes from and is answered: the unit that a person is bound to.
///
/// A binding holds for (channel, account, sender), never for a chat: in a group many senders
/// share one chat. `chat` is only where the answer goes.
package struct Address: Hashable, Sendable, Codable {
    /// The adapter's name, as in config: `botapi`, `console`; never empty.
    package var channel: String
    /// The station's own account on the channel (a bot's number); never empty.
    package var account: String
    /// The conversation, in the channel's own spelling; never empty.
    package var chat: String
    /// Who wrote, in the channel's own spelling; never empty.
    package var sender: String

    package init(channel: String, account: String, chat: String, sender: String) {
        self.channel = channel
        self.account = account
        self.chat = chat
        self.sender = sender
    }
}

/// What kind of conversation a message came from.
package enum ChatKind: String, Sendable, Codable {
    /// One person and the desk: the only place where anything personal is said.
    case direct
    /// Several people: only public facts are answered.
    case group
    /// A channel or feed: never answered.
    case broadcast
}
