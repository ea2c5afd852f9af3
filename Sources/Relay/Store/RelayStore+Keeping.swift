internal import GRDB

/// What the relay does by itself: telling people that nobody is at the desk, and erasing.
extension RelayStore {
    /// Tells everybody whose words have waited since before a time, once per absence.
    ///
    /// - Parameters:
    ///   - station: Whose people.
    ///   - lastPoll: When the station last asked; who was told after that is not told again.
    ///   - time: Only who has waited since then, or longer.
    ///   - words: What is said, by language (`zh`, `en`).
    ///   - sources: Only who came through one of these: others cannot be answered, and would be
    ///     told weeks later, once they can.
    /// - Returns: How many were told.
    /// - Throws: ``RelayError``: then nobody was.
    package func tellAway(
        of station: Int64,
        since lastPoll: Int64,
        waitingBefore time: Int64,
        words: [String: String],
        sources: [String]
    ) async throws(RelayError) -> Int {
        try await write { work in
            let rows = try work.all(
                """
                SELECT chat.* FROM chat
                WHERE chat.station = ?
                    AND chat.source IN (\(sources.map { _ in "?" }.joined(separator: ",")))
                    AND (chat.told_away IS NULL OR chat.told_away < ?)
                    AND EXISTS (
                        SELECT 1 FROM pending
                        WHERE pending.chat = chat.id AND pending.message IS NOT NULL
                            AND pending.at <= ?
                    )
                LIMIT 200
                """,
                StatementArguments([station]) + StatementArguments(sources)
                    + StatementArguments([lastPoll, time])
            )
            for chat in rows.map(Correspondent.init) {
                try work.run("UPDATE chat SET told_away = ? WHERE id = ?", [work.now, chat.id])
                guard let text = words[chat.language ?? "zh"] ?? words["zh"] else { continue }
                _ = try work.say(text, key: work.newKey(), in: chat)
            }
            return rows.count
        }
    }

    /// Erases what is no longer needed.
    ///
    /// Of the page, all that is older than its history; of webhook sources, words a day after
    /// both sides are done with them. What the station has not confirmed stays for ever.
    ///
    /// - Parameter history: How long a page shows what was said, in milliseconds.
    /// - Throws: ``RelayError``: then nothing was erased.
    package func eraseOld(history: Int64) async throws(RelayError) {
        try await write { work in
            let day: Int64 = 86_400_000
            let (now, done) = (work.now, Saying.Stand.done.rawValue)
            try work.run(
                """
                UPDATE message SET text = NULL, buttons = NULL, photos = NULL
                WHERE text IS NOT NULL AND at < ?
                    AND EXISTS (
                        SELECT 1 FROM chat WHERE chat.id = message.chat AND chat.source != ?
                    )
                    AND CASE WHEN is_desk = 1
                        THEN NOT EXISTS (
                            SELECT 1 FROM posting WHERE posting.chat = message.chat
                                AND posting.message = message.id AND posting.next_try IS NOT NULL
                        )
                        ELSE stand = ? END
                """,
                [now - day, Correspondent.pageSource, done]
            )
            // Rows go later than words: their posts tell what was sent again.
            try work.run(
                """
                DELETE FROM message WHERE at < ? AND (is_desk = 1 OR stand = ?)
                    AND NOT EXISTS (
                        SELECT 1 FROM posting WHERE posting.chat = message.chat
                            AND posting.message = message.id AND posting.next_try IS NOT NULL
                    )
                """,
                [now - history, done]
            )
            try work.run(
                """
                DELETE FROM file
                WHERE (until < ?1 OR at < ?1 - CASE
                        WHEN (SELECT source FROM chat WHERE chat.id = file.chat) = ?2
                        THEN ?3 ELSE ?4 END)
                    AND NOT EXISTS (
                        SELECT 1 FROM pending
                        WHERE pending.chat = file.chat AND pending.message IS NOT NULL
                    )
                """,
                [now, Correspondent.pageSource, history, day]
            )
            try work.run("DELETE FROM early_receipt WHERE at < ?", [now - day])
            try work.run(
                """
                DELETE FROM posting WHERE next_try IS NULL AND NOT EXISTS (
                    SELECT 1 FROM message
                    WHERE message.chat = posting.chat AND message.id = posting.message)
                """
            )
            try work.run("DELETE FROM hook_seen WHERE at < ?", [now - 30 * day])
            try work.run("DELETE FROM session WHERE seen < ?", [now - 180 * day])
            try work.run(
                """
                DELETE FROM chat WHERE source IN (?, ?) AND seen < ?
                    AND NOT EXISTS (SELECT 1 FROM session WHERE session.chat = chat.id)
                    AND NOT EXISTS (SELECT 1 FROM pending WHERE pending.chat = chat.id)
                    AND NOT EXISTS (SELECT 1 FROM message WHERE message.chat = chat.id)
                """,
                [Correspondent.pageSource, Correspondent.forgottenSource, now - 180 * day]
            )
        }
        await truncate()
    }

    /// Takes what was erased out of the log beside the file, too.
    ///
    /// Somebody who reads now may keep it from that; the next erasure, an hour later, tries again.
    func truncate() async {
        await withCheckedContinuation { continuation in
            writer.asyncWriteWithoutTransaction { database in
                _ = try? database.checkpoint(.truncate)
                continuation.resume()
            }
        }
    }
}
