package import CommandLanguage
import FoundationEssentials
import Glibc

/// A folder of commands whose files may change while they are in use.
package struct CommandsFolder: Sendable {
    private let dir: String
    private let station: StationBook

    /// - Parameters:
    ///   - dir: The folder, as the operator named it.
    ///   - station: Whose names the words are understood with.
    package init(at dir: String, station: StationBook) {
        self.dir = dir
        self.station = station
    }

    /// How the files of a folder stand: equal marks mean that nothing was written meanwhile.
    package struct Mark: Hashable, Sendable {
        /// By path: which file it is, how long, and when it was last written.
        fileprivate var files: [String: [Int]] = [:]

        package init() {}
    }

    /// Looks at every file, without reading any: some hundred `stat` calls.
    ///
    /// An editor that writes beside a file and renames changes which file it is.
    package func mark() -> Mark {
        var mark = Mark()
        for folder in [dir] + Shelf.folders.map({ dir + "/" + $0 }) {
            for name in Shelf.files(in: folder) {
                let path = folder + "/" + name
                var file = stat()
                guard stat(path, &file) == 0 else { continue }
                mark.files[path] = [
                    Int(file.st_ino), Int(file.st_size), file.st_mtim.tv_sec,
                    file.st_mtim.tv_nsec,
                ]
            }
        }
        return mark
    }

    /// Reads the whole folder and runs every example, as `liaison check` does.
    ///
    /// - Returns: The phrasebook; nothing is wrong with it.
    /// - Throws: ``BookFaults`` with every fault found, files named from this folder on.
    package func read() throws(BookFaults) -> Phrasebook {
        let faults = Faults()
        let shelf = Shelf(at: dir, faults)
        var book: Phrasebook?
        if faults.list.isEmpty {
            let whole = shelf.phrasebook(station)
            shelf.runExamples(whole)
            book = whole
        }
        guard let book, faults.list.isEmpty else {
            throw BookFaults(faults.list.map(named))
        }
        return book
    }

    private func named(_ fault: BookFault) -> BookFault {
        var fault = fault
        if fault.file.hasPrefix(dir + "/") { fault.file.removeFirst(dir.count + 1) }
        return fault
    }
}

/// When a folder that changes is worth reading: once for each change, after a second in which
/// nothing was written.
package struct Quietness: Sendable {
    /// Milliseconds in which nothing may change.
    package static let milliseconds: Int64 = 1000

    /// What was read last, or is being read.
    private var read: CommandsFolder.Mark
    private var seen: (mark: CommandsFolder.Mark, at: Int64)?

    /// - Parameter read: How the files stood just before they were read.
    package init(read: CommandsFolder.Mark) {
        self.read = read
    }

    /// Looks at the files as they stand now.
    ///
    /// - Parameters:
    ///   - mark: How they stand.
    ///   - now: Milliseconds of a clock that only goes forward.
    /// - Returns: True when they are to be read now.
    package mutating func look(at mark: CommandsFolder.Mark, now: Int64) -> Bool {
        guard mark != read else {
            seen = nil
            return false
        }
        guard let seen, seen.mark == mark else {
            seen = (mark, now)
            return false
        }
        guard now - seen.at >= Self.milliseconds else { return false }
        read = mark
        self.seen = nil
        return true
    }
}
