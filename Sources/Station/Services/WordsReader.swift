package import Books
package import CommandLanguage

/// Takes changed words into force when they have come to rest and nothing is wrong with them.
package struct WordsReader: Sendable {
    private let folder: CommandsFolder
    private let words: Words
    private var quietness: Quietness
    /// True from a refusal until words are good again: the clerks are told once.
    private var isRefusing = false

    /// What a change came to.
    package enum News: Sendable {
        case taken(old: Phrasebook, new: Phrasebook)
        /// The last good words stay; `isFirst` when the ones before these were taken.
        case refused(BookFaults, isFirst: Bool)
    }

    /// - Parameters:
    ///   - folder: Where the words stand.
    ///   - read: How the files stood just before the words now in force were read.
    ///   - words: What is in force.
    package init(_ folder: CommandsFolder, read: CommandsFolder.Mark, words: Words) {
        self.folder = folder
        self.words = words
        quietness = Quietness(read: read)
    }

    /// Looks whether anything has changed, and takes it if it can.
    ///
    /// - Parameter now: Milliseconds of a clock that only goes forward.
    /// - Returns: nil while nothing has changed, or is still being changed.
    package mutating func look(at now: Int64) -> News? {
        let mark = folder.mark()
        guard quietness.look(at: mark, now: now) else { return nil }
        let read = Result { () throws(BookFaults) in try folder.read() }
        // Written while it was read: what was read is neither the old nor the new.
        guard folder.mark() == mark else { return nil }
        switch read {
        case .success(let new):
            isRefusing = false
            let old = words.inForce
            words.change(to: new)
            return .taken(old: old, new: new)
        case .failure(let faults):
            defer { isRefusing = true }
            return .refused(faults, isFirst: !isRefusing)
        }
    }
}
