internal import GRDB
internal import GRDBSQLite

/// One use of a cached statement: bind by position, step, read columns by index.
///
/// The statement is reset and its bindings cleared when the value goes away. Text and bytes are
/// copied at the border in both directions. GRDB's own row layer costs three to four times as
/// much a row (`platform.md` §2), which is why the hot paths do without it.
struct Query: ~Copyable {
    private let statement: OpaquePointer
    private let path: String

    init(_ database: Database, _ sql: String, path: String) throws(StoreError) {
        do {
            statement = try database.cachedStatement(sql: sql).sqliteStatement
        } catch {
            throw StoreError(error, doing: "cannot use store at", at: path)
        }
        self.path = path
    }

    deinit {
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
    }

    // MARK: - Binding, from 1

    func bind(_ index: Int32, _ value: Int64) { sqlite3_bind_int64(statement, index, value) }

    func bind(_ index: Int32, _ value: Int) { sqlite3_bind_int64(statement, index, Int64(value)) }

    func bind(_ index: Int32, _ value: Int64?) {
        if let value { bind(index, value) }
    }

    func bind(_ index: Int32, _ value: Int?) {
        if let value { bind(index, value) }
    }

    func bind(_ index: Int32, _ value: Bool) { bind(index, value ? 1 : 0) }

    func bind(_ index: Int32, _ value: String) {
        var value = value
        value.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                // An empty text must not become NULL: SQLite takes a nil pointer for one.
                guard let base = characters.baseAddress else {
                    sqlite3_bind_text(statement, index, "", 0, Query.copies)
                    return
                }
                sqlite3_bind_text64(
                    statement,
                    index,
                    base,
                    sqlite3_uint64(characters.count),
                    Query.copies,
                    UInt8(SQLITE_UTF8)
                )
            }
        }
    }

    func bind(_ index: Int32, _ value: String?) {
        if let value { bind(index, value) }
    }

    func bind(_ index: Int32, _ value: [UInt8]) {
        value.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, !bytes.isEmpty else {
                sqlite3_bind_zeroblob(statement, index, 0)
                return
            }
            sqlite3_bind_blob64(
                statement,
                index,
                base,
                sqlite3_uint64(bytes.count),
                Query.copies
            )
        }
    }

    // MARK: - Running

    /// Goes to the next row.
    ///
    /// - Returns: False when there is none.
    func step() throws(StoreError) -> Bool {
        let result = sqlite3_step(statement)
        if result == SQLITE_ROW { return true }
        if result == SQLITE_DONE { return false }
        let code = sqlite3_extended_errcode(sqlite3_db_handle(statement))
        throw StoreError(sqlite: code, doing: "cannot use store at", at: path)
    }

    /// Runs a statement that returns no rows.
    func run() throws(StoreError) { while try step() {} }

    // MARK: - Reading, from 0

    func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(statement, column) == SQLITE_NULL
    }

    func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement, column)) }

    func int64(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    func bool(_ column: Int32) -> Bool { sqlite3_column_int64(statement, column) != 0 }

    func optionalInt(_ column: Int32) -> Int? { isNull(column) ? nil : int(column) }

    func optionalInt64(_ column: Int32) -> Int64? { isNull(column) ? nil : int64(column) }

    func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(statement, column) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    func bytes(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(statement, column) else { return [] }
        let count = Int(sqlite3_column_bytes(statement, column))
        return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }

    func optionalBytes(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : bytes(column) }

    var columnCount: Int32 { sqlite3_column_count(statement) }

    /// SQLite's `SQLITE_TRANSIENT`, a macro that Swift does not see: copy before returning.
    private static let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
