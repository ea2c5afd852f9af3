internal import GRDB
internal import GRDBSQLite

extension StoreError {
    /// Translates a SQLite result code; `doing` names the work, as in `cannot commit`.
    init(sqlite result: Int32, doing: String, at path: String) {
        let place = path.isEmpty ? "" : " '\(path)'"
        switch result & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED:
            self.init(
                .busy,
                "\(doing)\(place): another process is writing",
                hint: "try again in a few seconds"
            )
        case SQLITE_FULL:
            self.init(
                .full,
                "\(doing)\(place): no space left",
                hint: "free space on the data folder's disk; nothing was lost"
            )
        case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
            self.init(
                .readOnly,
                "\(doing)\(place): the file or its folder is read-only",
                hint: "let this user write to the data folder and the files in it"
            )
        case SQLITE_CANTOPEN:
            self.init(
                .missing,
                "\(doing)\(place): the file cannot be opened",
                hint: "check that the data folder exists and that this user may use it"
            )
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT, SQLITE_MISMATCH:
            self.init(
                .corrupt,
                "\(doing)\(place): the file is damaged or is no station database",
                hint: "keep a copy of the data folder, then restore the last backup"
            )
        case SQLITE_IOERR, SQLITE_PROTOCOL, SQLITE_NOLFS:
            self.init(
                .io,
                "\(doing)\(place): the disk reported an error (sqlite \(result))",
                hint: "check the disk and the system's log; nothing was lost"
            )
        case SQLITE_CONSTRAINT:
            self.init(.constraint, "\(doing)\(place): a rule of the schema (sqlite \(result))")
        case SQLITE_TOOBIG:
            self.init(.tooBig, "\(doing)\(place): a value is too long for a row")
        default:
            self.init(.other, "\(doing)\(place): sqlite error \(result)")
        }
    }

    /// Translates what GRDB throws; our own errors pass as they are.
    init(_ error: any Error, doing: String, at path: String) {
        switch error {
        case let error as StoreError:
            self = error
        case let error as DatabaseError:
            self.init(sqlite: error.extendedResultCode.rawValue, doing: doing, at: path)
        case is CancellationError:
            self.init(.cancelled, "\(doing) '\(path)': the work was cancelled")
        default:
            self.init(.other, "\(doing) '\(path)': \(type(of: error))")
        }
    }
}
