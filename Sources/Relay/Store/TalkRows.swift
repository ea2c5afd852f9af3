internal import BotAPI
internal import GRDB
internal import Messages

extension Correspondent {
    init(_ row: Row) {
        self.init(
            id: row["id"],
            station: row["station"],
            source: row["source"],
            sender: row["sender"],
            language: row["language"]
        )
    }
}

extension Saying {
    /// A person's own, before it has its numbers.
    init(post: String, text: String, photos: [String] = [], at: Int64) {
        self.init(
            id: 0,
            revision: 0,
            isDesk: false,
            post: post,
            text: text,
            buttons: [],
            photos: photos,
            at: at,
            stand: .kept
        )
    }

    init(_ row: Row) {
        let photos: String? = row["photos"]
        let text: String? = row["text"]
        self.init(
            id: row["id"],
            revision: row["revision"],
            isDesk: row["is_desk"],
            post: row["post"],
            text: text ?? "",
            buttons: Choice.list(row["buttons"]),
            photos: photos?.split(separator: " ").map { String($0) } ?? [],
            at: row["at"],
            stand: Stand(rawValue: row["stand"]) ?? .kept,
            isErased: text == nil
        )
    }
}

extension BotAPI.Chat {
    init(_ chat: Correspondent) { self.init(id: chat.id, type: "private") }
}

extension User {
    /// The person of a chat: their number is the chat's.
    init(_ chat: Correspondent) {
        self.init(
            id: chat.id,
            firstName: chat.source,
            languageCode: chat.language.map { $0 == "zh" ? "zh-hans" : $0 }
        )
    }
}
