/// Why the store could not do what it was asked, in an operator's words.
///
/// Neither `message` nor `hint` ever holds a value of a row: no text, name, phone or address.
package struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable, CaseIterable {
        /// Another service holds the data folder.
        case locked
        /// Another process was writing for longer than we wait.
        case busy
        /// No room: the disk, a quota or the file's own limit.
        case full
        case readOnly
        /// The file is not a database, or is damaged.
        case corrupt
        /// The file was written by a newer program.
        case newer
        /// The disk said no.
        case io
        /// The folder or file is not there.
        case missing
        /// A rule of the schema was broken: an id used twice, a key seen before.
        case constraint
        /// One value is longer than a row may be.
        case tooBig
        /// The caller's task ended before the work began.
        case cancelled
        /// Anything that the store does not know by name.
        case other
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

    /// True when the same work may succeed later without anybody changing the data.
    package var isRetryable: Bool {
        switch code {
        case .busy, .full, .io, .locked, .cancelled: true
        case .readOnly, .corrupt, .newer, .missing, .constraint, .tooBig, .other: false
        }
    }

    /// True when one message caused it, so that the rest of its batch can go on without it.
    ///
    /// All others abandon the batch: nothing moves, and the poll is not acknowledged.
    package var isOfTheMessage: Bool {
        switch code {
        case .constraint, .tooBig: true
        default: false
        }
    }

    package var description: String { message }
}
