internal import GRDB

/// The station inside one transaction: what a turn reads and writes.
///
/// Valid only inside the closure it was given to. Everything it writes is kept together or not
/// at all. Every method throws a ``StoreError`` and nothing else.
package final class Session {
    let database: Database
    let path: String
    let random: @Sendable () -> UInt64
    /// The journal's last entry, once it was looked up; unknown again after a rollback.
    var head: JournalHead?
    /// A delivery is looked for and then taken in: its key is digested once.
    var lastDigest: (key: String, digest: [UInt8])?
    /// What was erased in this transaction: the raw files must not hold it afterwards.
    var erasedTexts: [String] = []
    /// The files that go with it.
    var erasedFiles: [Int64] = []

    init(_ database: Database, path: String, random: @escaping @Sendable () -> UInt64) {
        self.database = database
        self.path = path
        self.random = random
    }

    /// Runs one message's work so that it alone can be undone.
    ///
    /// What `body` throws is thrown on after the work was rolled back. A ``StoreError`` that is
    /// not ``StoreError/isOfTheMessage`` must end the whole batch.
    package func savepoint<T>(_ body: () throws -> T) throws -> T {
        try run("SAVEPOINT message")
        let erasedBefore = (texts: erasedTexts.count, files: erasedFiles.count)
        do {
            let value = try body()
            try run("RELEASE message")
            return value
        } catch {
            head = nil
            erasedTexts.removeSubrange(erasedBefore.texts...)
            erasedFiles.removeSubrange(erasedBefore.files...)
            // A full disk may have ended the transaction already; the first error is the one
            // that matters.
            try? run("ROLLBACK TO message")
            try? run("RELEASE message")
            throw error
        }
    }

    /// How this connection waits for the disk: 2 is `FULL`, what ``StationStore`` promises.
    package func synchronous() throws -> Int64? { try number("PRAGMA synchronous") }

    func query(_ sql: String) throws(StoreError) -> Query {
        try Query(database, sql, path: path)
    }

    func run(_ sql: String) throws(StoreError) { try query(sql).run() }

    /// The first column of the first row; nil when there is none or it is NULL.
    func number(_ sql: String) throws(StoreError) -> Int64? {
        let query = try query(sql)
        return try query.step() ? query.optionalInt64(0) : nil
    }

    /// What a damaged row is answered with: the service stops, nothing is skipped.
    func damaged(_ table: String, _ id: Int64) -> StoreError {
        StoreError(
            .corrupt,
            "cannot read store at '\(path)': row \(id) of '\(table)' makes no sense",
            hint: "keep a copy of the data folder, then restore the last backup"
        )
    }
}

/// Where the journal ends.
struct JournalHead {
    var seq: Int64
    var hash: [UInt8]
}
