package import Casework
internal import GRDB
package import Messages

// A receipt may reach the desk before the send that it is about is finished here: the two are told
// on different connections. So each is kept when it comes, by digests of the delivery and of the
// message, and whichever of the two is written last finds the other.

extension Session {
    /// Takes a receipt in unless it was taken before.
    ///
    /// - Returns: False for one that was seen.
    package func keepOnce(
        _ receipt: Receipt,
        channel: String,
        account: String,
        at instant: Instant
    ) throws -> Bool {
        let query = try query(
            """
            INSERT INTO receipt(key, message, stand, sent_at, received_at)
            VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING
            """
        )
        query.bind(1, digest(of: channel + ":" + account + ":" + receipt.key))
        query.bind(2, messageDigest(channel, account, receipt.chat, receipt.messageID))
        query.bind(3, receipt.stand.rawValue)
        query.bind(4, receipt.at)
        query.bind(5, instant.milliseconds)
        try query.run()
        return database.changesCount > 0
    }

    /// The message of ours that a receipt is about; nil when no finished send promised one.
    package func row(
        of receipt: Receipt,
        channel: String,
        account: String
    ) throws -> OutboxRow? {
        let id: Int64
        do {
            let query = try query(
                """
                SELECT id FROM outbox INDEXED BY outbox_remote
                WHERE remote = ? AND promised IS NOT NULL AND chat = ? AND channel = ?
                    AND account = ? ORDER BY id DESC
                """
            )
            query.bind(1, receipt.messageID)
            query.bind(2, receipt.chat)
            query.bind(3, channel)
            query.bind(4, account)
            guard try query.step() else { return nil }
            id = query.int64(0)
        }
        return try outboxRow(id)
    }

    /// What was heard of a message before its send was finished here, in order.
    package func earlyReceipts(of row: OutboxRow, remote: String) throws -> [Receipt.Stand] {
        let query = try query("SELECT stand FROM receipt WHERE message = ? ORDER BY id")
        query.bind(1, messageDigest(row.channel, row.account, row.chat, remote))
        var stands: [Receipt.Stand] = []
        while try query.step() {
            guard let stand = Receipt.Stand(rawValue: query.text(0)) else {
                throw damaged("receipt", row.id)
            }
            stands.append(stand)
        }
        return stands
    }

    private func messageDigest(
        _ channel: String,
        _ account: String,
        _ chat: String,
        _ message: String
    ) -> [UInt8] {
        digest(of: channel + ":" + account + ":" + chat + ":" + message)
    }
}
