internal import GRDB
internal import Glibc
internal import Messages

/// Erasing one message, on behalf of the station.
extension RelayStore {
    /// What came of it.
    package enum Deletion: Hashable, Sendable {
        case done
        /// There is none, or it was erased before.
        case notFound
        /// The station has not fetched all of it yet, and would lose it.
        case unfetched
    }

    /// Erases a message of either side: its words, buttons and photos.
    ///
    /// Its number and post stay, so that nothing that is sent again is taken for new. A reply that
    /// its source has not taken yet goes nowhere; what lies on a phone already stays there. An
    /// album is one message here: each of its numbers stands for the whole.
    ///
    /// - Parameters:
    ///   - number: The message's in its chat.
    ///   - chat: The chat's.
    ///   - station: Whose chat it has to be.
    /// - Returns: What came of it; nil when the station has no such chat.
    /// - Throws: ``RelayError``: then nothing was erased.
    package func delete(
        _ number: Int64,
        in chat: Int64,
        of station: Int64
    ) async throws(RelayError) -> Deletion? {
        let (deletion, text): (Deletion?, String) = try await write { work in
            guard let chat = try work.chat(chat, of: station) else { return (nil, "") }
            guard let saying = try work.saying(around: number, in: chat.id), !saying.isErased
            else { return (.notFound, "") }
            return (try work.delete(saying, in: chat) ? .done : .unfetched, saying.text)
        }
        if deletion == .done { await scrub(of: text) }
        return deletion
    }
}

extension RelayStore.Work {
    /// The saying that a number belongs to: an album has several.
    fileprivate func saying(around number: Int64, in chat: Int64) throws -> Saying? {
        let row = try one(
            "SELECT * FROM message WHERE chat = ? AND id <= ? ORDER BY id DESC LIMIT 1",
            [chat, number]
        )
        guard let saying = row.map(Saying.init),
            number < saying.id + Int64(max(1, saying.photos.count))
        else { return nil }
        return saying
    }

    /// Erases a saying.
    ///
    /// - Returns: False when the station has still to fetch it.
    fileprivate mutating func delete(_ saying: Saying, in chat: Correspondent) throws -> Bool {
        let (place, isDesk): (StatementArguments, Bool) = ([chat.id, saying.id], saying.isDesk)
        let waiting = try one(
            "SELECT 1 FROM pending WHERE chat = ? AND message = ? AND is_fetched = 0 LIMIT 1",
            place
        )
        guard waiting == nil else { return false }
        // The station names a message that it has taken in: it need not get it again.
        try run("DELETE FROM pending WHERE chat = ? AND message = ?", place)
        try run(
            "DELETE FROM posting WHERE chat = ? AND message = ? AND next_try IS NOT NULL",
            place
        )
        // Of a page what was not read is lost, of a source what it had not taken.
        let isLost =
            isDesk && (chat.isPage ? saying.stand.isBeforeRead : database.changesCount > 0)
        let wants = try one("SELECT wants_receipt FROM message WHERE chat = ? AND id = ?", place)
        if isLost, wants?[0] == true { try receipt(of: saying.id, .failed, in: chat) }
        let stand =
            isDesk ? (isLost ? Saying.Stand.failed : saying.stand) : Saying.Stand.done
        try run(
            """
            UPDATE message SET text = NULL, buttons = NULL, photos = NULL, stand = ?,
                revision = (SELECT revision + 1 FROM chat WHERE id = message.chat)
            WHERE chat = ? AND id = ?
            """,
            [stand.rawValue] + place
        )
        try run("UPDATE chat SET revision = revision + 1 WHERE id = ?", [chat.id])
        for photo in saying.photos {
            try run("DELETE FROM file WHERE chat = ? AND post = ?", [chat.id, photo])
        }
        topics.insert(.chat(chat.id))
        return true
    }
}

extension Saying.Stand {
    fileprivate var isBeforeRead: Bool { self == .kept || self == .delivered }
}

// MARK: - The raw file

extension RelayStore {
    /// Makes the raw file forget too: takes the log into it, and writes it anew if it still holds
    /// how the text begins.
    ///
    /// What is erased is overwritten, but a page that was split keeps stale copies of what moved
    /// away. A failure is left to the next erasure: the words are nowhere to be read but there.
    fileprivate func scrub(of text: String) async {
        await truncateLog(writesAnew: false)
        let start = Array(text.utf8.prefix(48))
        // Less is no words.
        guard start.count >= 6 else { return }
        let path = path
        let isThere = await withCheckedContinuation { continuation in
            // On a reader's thread: people go on writing meanwhile.
            writer.asyncRead { _ in
                continuation.resume(returning: RawFile.holds(start, at: path))
            }
        }
        if isThere { await truncateLog(writesAnew: true) }
    }

    private func truncateLog(writesAnew: Bool) async {
        await withCheckedContinuation { continuation in
            writer.asyncWriteWithoutTransaction { database in
                if writesAnew { try? database.execute(sql: "VACUUM") }
                _ = try? database.checkpoint(.truncate)
                continuation.resume()
            }
        }
    }
}

private enum RawFile {
    /// Whether a file holds these bytes in a row; false when it cannot be read.
    static func holds(_ needle: [UInt8], at path: String) -> Bool {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { Glibc.close(descriptor) }
        let size = 1 << 20
        var block: [UInt8] = []
        while true {
            let read = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
                filled = max(0, Glibc.read(descriptor, buffer.baseAddress, size))
            }
            if read.isEmpty { return false }
            block += read
            if contains(needle, in: block) { return true }
            block = Array(block.suffix(needle.count - 1))
        }
    }

    private static func contains(_ needle: [UInt8], in block: [UInt8]) -> Bool {
        guard let first = needle.first else { return false }
        return block.withUnsafeBytes { block in
            needle.withUnsafeBytes { needle in
                guard let base = block.baseAddress, let pattern = needle.baseAddress else {
                    return false
                }
                var start = 0
                while start + needle.count <= block.count {
                    let room = block.count - start - needle.count + 1
                    guard let found = memchr(base + start, Int32(first), room) else { return false }
                    if memcmp(found, pattern, needle.count) == 0 { return true }
                    start = UnsafeRawPointer(found) - base + 1
                }
                return false
            }
        }
    }
}
