internal import FoundationEssentials
internal import GRDB
internal import Glibc

/// The relay's one file: what people sent and the station has not confirmed, what the station
/// answered and has not arrived, and what the page still shows.
///
/// A commit is on the disk when a call returns (`synchronous=FULL`): only then is anybody told
/// that a message was taken.
package final class RelayStore: Sendable {
    let writer: DatabasePool
    let path: String
    private let lock: RelayLock
    /// Rung after each commit that somebody may wait for.
    package let bell = Bell()
    /// Milliseconds since 1970 UTC.
    let now: @Sendable () -> Int64
    private let random: @Sendable () -> UInt64

    /// Opens the store, and makes or migrates the file.
    ///
    /// - Parameters:
    ///   - folder: Where the file lies; it must exist.
    ///   - pageLimit: The most pages of 4 KiB that the file may grow to; nil for no limit.
    ///   - now: The wall clock in milliseconds since 1970 UTC.
    ///   - random: 64 bits fit for secrets at each call.
    /// - Throws: ``RelayError`` that an operator can act on, also when another relay has the folder.
    package init(
        folder: String,
        pageLimit: Int? = nil,
        now: @escaping @Sendable () -> Int64 = RelayStore.wallClock,
        random: @escaping @Sendable () -> UInt64 = { .random(in: .min ... .max) }
    ) throws(RelayError) {
        path = folder + "/relay.sqlite"
        self.now = now
        self.random = random
        lock = try RelayLock(folder: folder)
        let path = path
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw RelayError(
                .store,
                "cannot open '\(path)': \(String(cString: strerror(errno)).lowercased())",
                hint: "make the folder, or pass another with --data"
            )
        }
        Glibc.close(descriptor)
        do {
            writer = try RelayStore.connect(to: path, pageLimit: pageLimit)
        } catch {
            throw RelayError(error, doing: "cannot open", at: path)
        }
    }

    private static func connect(to path: String, pageLimit: Int?) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 4
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { database in
            // What is erased is overwritten.
            try database.execute(sql: "PRAGMA secure_delete = ON")
            try database.execute(sql: "PRAGMA cache_size = -16384")
            if let pageLimit {
                try database.execute(sql: "PRAGMA max_page_count = \(pageLimit)")
            }
        }
        let pool = try DatabasePool(path: path, configuration: configuration)
        // GRDB sets NORMAL after `prepareDatabase`, and NORMAL loses what was acknowledged in a
        // power cut.
        try pool.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
        }
        let (mark, isEmpty) = try pool.read { database in
            (
                try Int.fetchOne(database, sql: "PRAGMA application_id"),
                // A start that is killed before its first step leaves the list of steps, empty.
                try Int.fetchOne(
                    database,
                    sql: "SELECT count(*) FROM sqlite_schema WHERE tbl_name != 'grdb_migrations'"
                ) == 0
            )
        }
        guard isEmpty || mark == RelaySchema.applicationID else {
            throw RelayError(
                .store,
                "cannot open '\(path)': it is no relay's",
                hint: "pass the relay's own folder with --data"
            )
        }
        try RelaySchema.migrator.migrate(pool)
        return pool
    }

    /// The system's clock.
    package static let wallClock: @Sendable () -> Int64 = {
        Int64(Date.now.timeIntervalSince1970 * 1000)
    }

    /// Closes the file and leaves the folder to the next relay.
    package func close() throws {
        try writer.close()
        lock.release()
    }

    /// Bytes that are still free where the file lies; nil when nobody knows.
    package var freeBytes: Int64? {
        var room = statvfs()
        guard statvfs(path, &room) == 0 else { return nil }
        return Int64(room.f_bavail) * Int64(room.f_frsize)
    }

    // MARK: - Transactions

    /// What a transaction works with.
    struct Work {
        let database: Database
        let now: Int64
        let random: () -> UInt64
        /// Who has to be woken once all of this is on the disk.
        var topics: Set<Bell.Topic> = []
    }

    /// Runs one transaction; rings the bell once it is on the disk.
    func write<T: Sendable>(
        _ body: @escaping @Sendable (inout Work) throws -> T
    ) async throws(RelayError) -> T {
        let (path, now, random) = (path, now(), random)
        let result: Result<(T, Set<Bell.Topic>), any Error> =
            await withCheckedContinuation { continuation in
                writer.asyncWriteWithoutTransaction { database in
                    var topics: Set<Bell.Topic> = []
                    continuation.resume(
                        returning: Result {
                            var value: T?
                            try database.inTransaction(.immediate) {
                                var work = Work(database: database, now: now, random: random)
                                value = try body(&work)
                                topics = work.topics
                                return .commit
                            }
                            guard let value else {
                                preconditionFailure("a transaction that commits has a value")
                            }
                            return (value, topics)
                        }
                    )
                }
            }
        do {
            let (value, topics) = try result.get()
            if !topics.isEmpty { await bell.ring(topics) }
            return value
        } catch {
            throw RelayError(error, doing: "cannot write to", at: path)
        }
    }

    /// Looks at what one commit left.
    func read<T: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> T
    ) async throws(RelayError) -> T {
        let path = path
        let result: Result<T, any Error> = await withCheckedContinuation { continuation in
            writer.asyncRead { opened in
                continuation.resume(returning: Result { try body(try opened.get()) })
            }
        }
        do {
            return try result.get()
        } catch {
            throw RelayError(error, doing: "cannot read", at: path)
        }
    }
}

extension RelayStore.Work {
    func run(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
        try database.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    func one(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> Row? {
        try Row.fetchOne(try database.cachedStatement(sql: sql), arguments: arguments)
    }

    func all(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> [Row]
    {
        try Row.fetchAll(try database.cachedStatement(sql: sql), arguments: arguments)
    }

    /// 128 random bits in hexadecimal.
    func newKey() -> String {
        [random(), random()].map { bits in
            let digits = String(bits, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
