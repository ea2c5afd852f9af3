internal import GRDB

/// Why the relay could not do what it was asked, in an operator's words.
///
/// Neither `message` nor `hint` ever holds a value of a row: no text, phone, name or token.
package struct RelayError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// No room: the disk, a quota or the file's own limit.
        case full
        /// The store cannot be used now: a disk error, a file that is held.
        case store
        /// A setting makes no sense.
        case setting
        /// A listener cannot be opened.
        case listen
    }

    package var code: Code
    /// Lower-case, no full stop: the thing, then the fact.
    package var message: String
    /// What to do about it; nil when there is nothing to say.
    package var hint: String?

    package init(_ code: Code, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    package var description: String { message }

    /// Translates what the database throws; our own errors pass as they are.
    init(_ error: any Error, doing: String, at path: String) {
        if let error = error as? RelayError {
            self = error
            return
        }
        let result = (error as? DatabaseError)?.resultCode
        switch result {
        case .SQLITE_FULL?:
            self.init(
                .full,
                "\(doing) '\(path)': no space left",
                hint: "free space on the relay's disk; nothing was lost"
            )
        case .SQLITE_CORRUPT?, .SQLITE_NOTADB?:
            self.init(
                .store,
                "\(doing) '\(path)': the file is damaged or is no relay's",
                hint: "keep a copy of the folder, then pass another with --data"
            )
        case .SQLITE_READONLY?, .SQLITE_CANTOPEN?:
            self.init(
                .store,
                "\(doing) '\(path)': the file or its folder cannot be written",
                hint: "let this user write to the folder and the files in it"
            )
        case .SQLITE_BUSY?:
            self.init(
                .store,
                "\(doing) '\(path)': another process is writing",
                hint: "only one relay uses a folder: stop the other, or pass --data"
            )
        default:
            let number = (error as? DatabaseError)?.extendedResultCode.rawValue
            self.init(.store, "\(doing) '\(path)': sqlite error \(number ?? -1)")
        }
    }
}
