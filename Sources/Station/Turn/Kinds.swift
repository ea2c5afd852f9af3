internal import Casework
internal import Messages

/// What becomes of each kind of thing that a person can send without a word.
struct KindRule {
    enum Care {
        /// Joins what was just said, or waits ten minutes for words.
        case joinsWords
        /// A person at the station has to look at it.
        case goesToClerk
        /// Seen and answered; nothing is kept of it.
        case seen
    }

    var care: Care
    /// What the sender is told.
    var reply: ReplyKind

    /// The one table of kinds.
    static let table: [Attachment.Kind: KindRule] = [
        .photo: KindRule(care: .joinsWords, reply: .photoKept),
        .voice: KindRule(care: .goesToClerk, reply: .voiceKept),
        .audio: KindRule(care: .goesToClerk, reply: .voiceKept),
        .video: KindRule(care: .goesToClerk, reply: .fileKept),
        .document: KindRule(care: .goesToClerk, reply: .fileKept),
        .contact: KindRule(care: .goesToClerk, reply: .fileKept),
        .sticker: KindRule(care: .seen, reply: .stickerSeen),
    ]
}
