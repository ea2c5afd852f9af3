internal import FoundationEssentials
internal import GRDB

/// Pictures, kept beside the messages so that both are there or neither.
extension RelayStore {
    /// Keeps a photo of a page; the same post again changes nothing.
    ///
    /// - Returns: False when the chat holds too much already.
    package func keepPhoto(
        _ post: String,
        _ photo: Photo,
        in chat: Int64,
        quota: Int
    ) async throws(RelayError) -> Bool {
        try await write { work in
            if try work.one("SELECT 1 FROM file WHERE chat = ? AND post = ?", [chat, post]) != nil {
                return true
            }
            let held = try work.one(
                "SELECT coalesce(sum(length(bytes)), 0) FROM file WHERE chat = ?",
                [chat]
            )
            guard (held?[0] ?? 0) + photo.bytes.count <= quota else { return false }
            try work.run(
                """
                INSERT INTO file (id, chat, post, type, width, height, at, bytes)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    work.newKey(), chat, post, photo.type, photo.width, photo.height,
                    work.now, Data(photo.bytes),
                ]
            )
            return true
        }
    }

    /// A file by its number, for its station.
    package func file(_ id: String, of station: Int64) async throws(RelayError) -> StoredFile? {
        try await read { database in
            try Row.fetchOne(
                database,
                sql: """
                    SELECT file.* FROM file JOIN chat ON chat.id = file.chat
                    WHERE file.id = ? AND chat.station = ?
                    """,
                arguments: [id, station]
            ).map(StoredFile.init)
        }
    }

    /// A photo by its post, for the person who sent it.
    package func photo(_ post: String, in chat: Int64) async throws(RelayError) -> StoredFile? {
        try await read { database in
            try Row.fetchOne(
                database,
                sql: "SELECT * FROM file WHERE chat = ? AND post = ? AND bytes IS NOT NULL",
                arguments: [chat, post]
            ).map(StoredFile.init)
        }
    }

    // MARK: - What still lies at a source

    /// A file that has to be fetched from its source.
    package struct WantedFile: Hashable, Sendable {
        package var id: String
        package var source: String
        package var url: String
        package var tries: Int
    }

    package func wantedFiles(limit: Int) async throws(RelayError) -> [WantedFile] {
        let now = now()
        return try await read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT file.id, chat.source, file.url, file.tries
                    FROM file JOIN chat ON chat.id = file.chat
                    WHERE file.next_try <= ? ORDER BY file.next_try LIMIT ?
                    """,
                arguments: [now, limit]
            ).map { WantedFile(id: $0[0], source: $0[1], url: $0[2], tries: $0[3]) }
        }
    }

    /// The file is here.
    package func fetched(_ id: String, _ photo: Photo) async throws(RelayError) {
        try await write { work in
            try work.run(
                """
                UPDATE file SET bytes = ?, type = ?, width = ?, height = ?, url = NULL,
                    next_try = NULL
                WHERE id = ?
                """,
                [Data(photo.bytes), photo.type, photo.width, photo.height, id]
            )
        }
    }

    /// The file could not be fetched; nil for `next` gives it up.
    package func notFetched(_ id: String, next: Int64?) async throws(RelayError) {
        try await write { work in
            try work.run(
                """
                UPDATE file SET tries = tries + 1, next_try = ?,
                    url = CASE WHEN ? IS NULL THEN NULL ELSE url END
                WHERE id = ?
                """,
                [next, next, id]
            )
        }
    }
}

extension StoredFile {
    init(_ row: Row) {
        let bytes: Data? = row["bytes"]
        self.init(
            id: row["id"],
            chat: row["chat"],
            type: row["type"],
            size: bytes?.count ?? 0,
            bytes: bytes.map { Array($0) } ?? [],
            isAwaited: bytes == nil && (row["next_try"] as Int64?) != nil
        )
    }
}
