/// One part of one reply, ready for a channel.
package struct Outgoing: Hashable, Sendable {
    /// The conversation it goes to, in the channel's own spelling.
    package var chat: String
    /// The words; not empty, within the channel's ``ChannelLimits/textInUTF16``.
    package var text: String
    /// Choices to offer below the text, in reading order; usually none.
    package var buttons: [Button]
    /// 128 random bits in hexadecimal, the same at each try: a channel that knows
    /// idempotency keys repeats nothing.
    package var key: String
    /// True when it has to be known whether it arrived, as far as the channel can tell.
    package var wantsReceipt: Bool

    package init(
        chat: String,
        text: String,
        buttons: [Button] = [],
        key: String,
        wantsReceipt: Bool = false
    ) {
        self.chat = chat
        self.text = text
        self.buttons = buttons
        self.key = key
        self.wantsReceipt = wantsReceipt
    }
}

/// A choice the reader can press instead of typing.
package struct Button: Hashable, Sendable, Codable {
    /// What the button says.
    package var title: String
    /// What comes back when it is pressed: 1 to 64 bytes of UTF-8, the same words as a person
    /// would type.
    package var data: String

    package init(title: String, data: String) {
        self.title = title
        self.data = data
    }
}
