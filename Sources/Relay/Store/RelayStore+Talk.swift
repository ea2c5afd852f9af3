internal import BotAPI
internal import GRDB
internal import Messages

/// What a person says, before it is kept.
package struct Said: Sendable {
    /// Unique within the chat: the same post is kept once.
    package var post: String
    package var text: String
    /// The posts of photos that are kept already, in order.
    package var photos: [String]
    /// When it was sent, if the source says so.
    package var at: Int64?
    /// `zh`, `en`; nil leaves what is known.
    package var language: String?

    package init(
        post: String,
        text: String,
        photos: [String] = [],
        at: Int64? = nil,
        language: String? = nil
    ) {
        self.post = post
        self.text = text
        self.photos = photos
        self.at = at
        self.language = language
    }
}

/// The page's side of the store: what is said in a chat.
extension RelayStore {
    /// What came of keeping something.
    package enum Kept: Hashable, Sendable {
        case kept(Saying)
        /// The same post was kept before.
        case repeated(Saying)
        /// It refers to something that is not there: a photo, a message, a button.
        case missing
    }

    /// Keeps what a person says, and queues it for the station; a repeated post changes nothing.
    package func keep(_ said: Said, in chat: Correspondent) async throws(RelayError) -> Kept {
        try await write { work in try work.keep(said, in: chat) }
    }

    /// Keeps a pressed button, which shows as the person's own words.
    package func keepPress(
        _ post: String,
        on message: Int64,
        data: String,
        in chat: Correspondent
    ) async throws(RelayError) -> Kept {
        try await write { work in
            if let earlier = try work.saying(in: chat.id, post: post, isDesk: false) {
                return .repeated(earlier)
            }
            guard let pressed = try work.saying(in: chat.id, id: message), pressed.isDesk,
                let button = pressed.buttons.first(where: { $0.data == data })
            else { return .missing }
            let saying = try work.insert(
                Saying(post: post, text: button.title, at: work.now),
                in: chat,
                numbers: 1
            )
            let account = try work.one("SELECT account FROM station WHERE id = ?", [chat.station])
            var under = Message(
                id: pressed.id,
                chat: BotAPI.Chat(chat),
                from: User(id: account?[0] ?? 0, isBot: true, firstName: "liaison"),
                date: pressed.at / 1000,
                text: pressed.text
            )
            if pressed.text.isEmpty { under.text = button.title }
            try work.enqueue(
                .callbackQuery(
                    CallbackQuery(
                        id: work.newKey(),
                        from: User(chat),
                        message: under,
                        data: data
                    )
                ),
                of: chat,
                bringing: saying.id
            )
            return .kept(saying)
        }
    }

    /// What was said last, or last before a message, in order.
    package func history(
        of chat: Int64,
        before: Int64?,
        limit: Int
    ) async throws(RelayError) -> (sayings: [Saying], hasMore: Bool, revision: Int64) {
        try await read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM message WHERE chat = ? AND id < ? AND text IS NOT NULL
                    ORDER BY id DESC LIMIT ?
                    """,
                arguments: [chat, before ?? .max, limit + 1]
            )
            let revision = try Int64.fetchOne(
                database,
                sql: "SELECT revision FROM chat WHERE id = ?",
                arguments: [chat]
            )
            return (
                rows.prefix(limit).reversed().map(Saying.init), rows.count > limit, revision ?? 0
            )
        }
    }

    /// What has changed since a revision, what was erased too, in the order of the changes.
    package func changes(
        in chat: Int64,
        after revision: Int64,
        limit: Int = 200
    ) async throws(RelayError) -> [Saying] {
        try await read { database in
            try Row.fetchAll(
                try database.cachedStatement(
                    sql: """
                        SELECT * FROM message
                        WHERE chat = ? AND revision > ? ORDER BY revision LIMIT ?
                        """
                ),
                arguments: [chat, revision, limit]
            ).map(Saying.init)
        }
    }

    /// The desk's messages were written to the person's page.
    package func delivered(_ ids: [Int64], in chat: Int64) async throws(RelayError) {
        try await write { work in
            for id in ids {
                try work.run(
                    """
                    UPDATE message SET stand = ?
                    WHERE chat = ? AND id = ? AND is_desk = 1 AND stand = ?
                    """,
                    [
                        Saying.Stand.delivered.rawValue, chat, id, Saying.Stand.kept.rawValue,
                    ]
                )
            }
        }
    }

    /// The desk's messages up to one were on the person's screen.
    package func read(upTo id: Int64, in chat: Correspondent) async throws(RelayError) {
        try await write { work in
            let rows = try work.all(
                """
                UPDATE message SET stand = ?
                WHERE chat = ? AND id <= ? AND is_desk = 1 AND stand = ?
                RETURNING id, wants_receipt
                """,
                [
                    // What was never written to the page was not on its screen.
                    Saying.Stand.read.rawValue, chat.id, id, Saying.Stand.delivered.rawValue,
                ]
            )
            for row in rows where row[1] as Bool { try work.receipt(of: row[0], .read, in: chat) }
        }
    }
}

extension RelayStore.Work {
    func chat(_ id: Int64, of station: Int64) throws -> Correspondent? {
        try one("SELECT * FROM chat WHERE id = ? AND station = ?", [id, station]).map(
            Correspondent.init
        )
    }

    /// The chat of a source's person, made when it is new.
    func chat(of station: Int64, source: String, sender: String) throws -> Correspondent {
        let known = try one(
            "SELECT * FROM chat WHERE station = ? AND source = ? AND sender = ?",
            [station, source, sender]
        )
        if let known { return Correspondent(known) }
        while true {
            let id = Int64(random() & 0xFFFF_FFFF_FFFF)
            guard id > 0xFFFF_FFFF, try one("SELECT 1 FROM chat WHERE id = ?", [id]) == nil
            else { continue }
            try run(
                "INSERT INTO chat (id, station, source, sender, seen) VALUES (?, ?, ?, ?, ?)",
                [id, station, source, sender, now]
            )
            return Correspondent(id: id, station: station, source: source, sender: sender)
        }
    }

    func saying(in chat: Int64, id: Int64) throws -> Saying? {
        try one("SELECT * FROM message WHERE chat = ? AND id = ?", [chat, id]).map(Saying.init)
    }

    func saying(in chat: Int64, post: String, isDesk: Bool) throws -> Saying? {
        try one(
            "SELECT * FROM message WHERE chat = ? AND is_desk = ? AND post = ?",
            [chat, isDesk, post]
        ).map(Saying.init)
    }

    mutating func keep(_ said: Said, in chat: Correspondent) throws -> RelayStore.Kept {
        if let earlier = try saying(in: chat.id, post: said.post, isDesk: false) {
            return .repeated(earlier)
        }
        var chat = chat
        if let language = said.language, language != chat.language {
            try run("UPDATE chat SET language = ? WHERE id = ?", [language, chat.id])
            chat.language = language
        }
        var files: [Message.File] = []
        for photo in said.photos {
            guard
                let row = try one(
                    "SELECT id, width, height, length(bytes) FROM file WHERE chat = ? AND post = ?",
                    [chat.id, photo]
                )
            else { return .missing }
            files.append(
                Message.File(kind: .photo, id: row[0], size: row[3], width: row[1], height: row[2])
            )
        }
        let saying = try insert(
            Saying(post: said.post, text: said.text, photos: said.photos, at: said.at ?? now),
            in: chat,
            numbers: max(1, files.count)
        )
        var message = Message(
            id: saying.id,
            chat: BotAPI.Chat(chat),
            from: User(chat),
            date: saying.at / 1000
        )
        guard !files.isEmpty else {
            message.text = said.text
            try enqueue(.message(message), of: chat, bringing: saying.id)
            return .kept(saying)
        }
        if files.count > 1 { message.mediaGroupID = newKey() }
        message.caption = said.text.isEmpty ? nil : said.text
        for file in files {
            message.files = [file]
            try enqueue(.message(message), of: chat, bringing: saying.id)
            message.id += 1
            message.caption = nil
        }
        return .kept(saying)
    }

    /// Gives a new saying its numbers and puts it into the chat.
    mutating func insert(
        _ saying: Saying,
        in chat: Correspondent,
        numbers: Int,
        wantsReceipt: Bool = false
    ) throws -> Saying {
        var saying = saying
        let row = try one(
            """
            UPDATE chat SET next_message = next_message + ?, revision = revision + 1, seen = ?
            WHERE id = ? RETURNING next_message - ?, revision
            """,
            [numbers, now, chat.id, numbers]
        )
        guard let row else { preconditionFailure("a chat that is talked in has a row") }
        saying.id = row[0]
        saying.revision = row[1]
        try run(
            """
            INSERT INTO message
                (chat, id, revision, is_desk, post, text, buttons, photos, at, stand, wants_receipt)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                chat.id, saying.id, saying.revision, saying.isDesk, saying.post, saying.text,
                Saying.Choice.text(saying.buttons),
                saying.photos.isEmpty ? nil : saying.photos.joined(separator: " "),
                saying.at, saying.stand.rawValue, wantsReceipt,
            ]
        )
        topics.insert(.chat(chat.id))
        return saying
    }
}
