internal import GRDB
internal import GRDBSQLite
internal import Glibc

/// The station's one file: everything that must survive is a row of `station.sqlite`.
///
/// One service a data folder writes all day; short verbs (`invite`, `verify`) work beside it, each
/// in transactions of its own. A commit is on the disk when a call returns (`synchronous=FULL`).
package final class StationStore: Sendable {
    /// How a process means to use the data folder.
    package enum Opening: Sendable {
        /// The one service: takes the folder's lock, and keeps it until it is closed.
        case service
        /// A short command that writes beside a running service.
        case verb
        /// Looks and changes nothing; the file must exist.
        case reader
    }

    /// True when the last service ended without ``close()``: a crash, a kill, a power cut.
    package let wasUnclean: Bool

    /// The data folder, as it was given.
    package let folder: String

    /// The tables that a replay of the journal gives again, in full.
    package static let projections = Schema.projections

    let writer: any DatabaseWriter
    let path: String
    private let opening: Opening
    private let lock: ServiceLock?
    private let random: @Sendable () -> UInt64

    /// Opens the store, and makes or migrates the file where the opening may.
    ///
    /// - Parameters:
    ///   - folder: The data folder; it must exist.
    ///   - opening: What the process is.
    ///   - pageLimit: The most pages of 4 KiB that the file may grow to; nil for no limit.
    ///   - random: 64 bits fit for secrets at each call: salts and idempotency keys.
    /// - Throws: What an operator can act on: ``StoreError/Code/locked``, `newer`, `corrupt`,
    ///   `readOnly`, `full`, `missing`.
    package init(
        folder: String,
        as opening: Opening,
        pageLimit: Int? = nil,
        random: @escaping @Sendable () -> UInt64 = { .random(in: .min ... .max) }
    ) throws(StoreError) {
        let path = folder + "/station.sqlite"
        self.folder = folder
        self.path = path
        self.opening = opening
        self.random = random
        lock = opening == .service ? try ServiceLock(folder: folder) : nil
        if opening != .reader { try StationStore.touch(path) }
        do {
            writer = try StationStore.connect(to: path, as: opening, pageLimit: pageLimit)
            try Schema.prepare(writer, at: path, mayWrite: opening != .reader)
            if opening == .service {
                wasUnclean = try StationStore.begin(
                    writer,
                    path: path,
                    isTrapped: TrapWitness.takeSign(folder: folder)
                )
                try StationStore.finishErasure(writer, folder: folder)
            } else {
                wasUnclean = false
            }
        } catch {
            throw StoreError(error, doing: "cannot open store at", at: path)
        }
    }

    /// Runs one transaction: all of it is on the disk when this returns, or none of it is.
    ///
    /// The work is not cut short when the caller's task is cancelled: a turn in hand finishes.
    ///
    /// - Parameter body: Works on the session, and keeps no reference to it.
    /// - Returns: What `body` returns.
    /// - Throws: A ``StoreError``, or what `body` throws; either way nothing is kept.
    package func write<T: Sendable>(
        _ body: @escaping @Sendable (Session) throws -> T
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            writer.asyncWriteWithoutTransaction { database in
                continuation.resume(with: Result { try self.transact(database, body) })
            }
        }
    }

    /// The same as ``write(_:)`` for a command line verb: the calling thread waits.
    package func writeSync<T>(_ body: (Session) throws -> T) throws -> T {
        try writer.writeWithoutTransaction { database in try transact(database, body) }
    }

    /// Looks at the station as one commit left it.
    package func read<T: Sendable>(
        _ body: @escaping @Sendable (Session) throws -> T
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            writer.asyncRead { opened in
                continuation.resume(with: Result { try self.look(try opened.get(), body) })
            }
        }
    }

    /// The same as ``read(_:)`` for a command line verb: the calling thread waits.
    package func readSync<T>(_ body: (Session) throws -> T) throws -> T {
        do {
            return try writer.read { database in try look(database, body) }
        } catch let error as DatabaseError {
            throw StoreError(error, doing: "cannot read store at", at: path)
        }
    }

    /// Ends a service in good order; the next one starts without suspicion.
    ///
    /// The file and the folder's lock are let go in any case.
    package func close() throws {
        defer { lock?.release() }
        var failure: (any Error)?
        if opening == .service {
            do {
                try writeSync { session in try session.endService() }
            } catch {
                failure = error
            }
            // Leaves one whole file behind where it can: a full disk or a reader may be in the
            // way, and then the log beside the file holds the rest.
            _ = try? writer.writeWithoutTransaction { database in
                try StationStore.truncateLog(database)
            }
        }
        do {
            try writer.close()
        } catch {
            throw StoreError(error, doing: "cannot close store at", at: path)
        }
        if let failure { throw failure }
    }

    private func transact<T>(_ database: Database, _ body: (Session) throws -> T) throws -> T {
        let session = Session(database, path: path, random: random)
        var value: T?
        do {
            try database.inTransaction(.immediate) {
                value = try body(session)
                return .commit
            }
        } catch let error as DatabaseError {
            throw StoreError(error, doing: "cannot write to store at", at: path)
        }
        if !session.erasedTexts.isEmpty {
            // The transaction stands whatever comes of this: a failure leaves its sign in the
            // file, `verify` tells it, and the next start finishes the work.
            try? scrub(database, of: session.erasedTexts, files: session.erasedFiles)
        }
        guard let value else { preconditionFailure("a transaction that commits has a value") }
        return value
    }

    private func look<T>(_ database: Database, _ body: (Session) throws -> T) throws -> T {
        do {
            return try body(Session(database, path: path, random: random))
        } catch let error as DatabaseError {
            throw StoreError(error, doing: "cannot read store at", at: path)
        }
    }
}

// MARK: - Opening

extension StationStore {
    /// Makes the file with no rights for others before SQLite does; `-wal` and `-shm` follow it.
    private static func touch(_ path: String) throws(StoreError) {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .file(errno, doing: "cannot open store at", at: path) }
        Glibc.close(descriptor)
    }

    private static func connect(
        to path: String,
        as opening: Opening,
        pageLimit: Int?
    ) throws -> any DatabaseWriter {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 2
        configuration.readonly = opening == .reader
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA secure_delete = ON")
            try database.execute(sql: "PRAGMA cache_size = -16384")
            if let pageLimit {
                try database.execute(sql: "PRAGMA max_page_count = \(pageLimit)")
            }
        }
        let writer: any DatabaseWriter
        if opening == .reader {
            writer = try DatabaseQueue(path: path, configuration: configuration)
        } else {
            writer = try DatabasePool(path: path, configuration: configuration)
            // GRDB sets NORMAL after `prepareDatabase` (platform §2), and NORMAL loses
            // acknowledged messages in a power cut.
            try writer.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
            }
        }
        return writer
    }

    /// Notes that a service runs; says whether the last one never said that it ended.
    private static func begin(
        _ writer: any DatabaseWriter,
        path: String,
        isTrapped: Bool
    ) throws -> Bool {
        try writer.writeWithoutTransaction { database in
            guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2 else {
                throw StoreError(
                    .other,
                    "cannot open store at '\(path)': sqlite does not keep synchronous=FULL"
                )
            }
            let running = try Bool.fetchOne(database, sql: "SELECT running FROM service_state")
            if isTrapped {
                let weight = Session.trapWeight - 1
                try database.execute(sql: "UPDATE in_hand SET deaths = deaths + \(weight)")
            }
            try database.execute(sql: "UPDATE service_state SET running = 1")
            return running ?? false
        }
    }
}
