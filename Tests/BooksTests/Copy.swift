import Books
import Foundation

/// A copy of the shipped folders that a test may spoil.
struct Copy: ~Copyable {
    static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "liaison-books-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true
        )
        for folder in ["commands", "config"] {
            try FileManager.default.copyItem(
                atPath: Copy.root + "/" + folder,
                toPath: path + "/" + folder
            )
        }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// What was to be replaced, and does not stand in its file.
    struct Missing: Error {
        var words: String
        var file: String
    }

    /// Replaces words in a file; the words must be there.
    func spoil(_ file: String, _ old: String, _ new: String) throws {
        let text = try read(file)
        guard text.contains(old) else { throw Missing(words: old, file: file) }
        try write(file, text.replacingOccurrences(of: old, with: new))
    }

    func read(_ file: String) throws -> String {
        try String(contentsOfFile: path + "/" + file, encoding: .utf8)
    }

    func write(_ file: String, _ text: String) throws {
        try text.write(toFile: path + "/" + file, atomically: true, encoding: .utf8)
    }

    func remove(_ file: String) throws {
        try FileManager.default.removeItem(atPath: path + "/" + file)
    }

    /// What the check says, each fault with its file counted from the copy's own folder.
    func faults() -> [String] {
        checkBooks(commands: path + "/commands", config: path + "/config").faults
            .map { $0.description.replacingOccurrences(of: path + "/", with: "") }
    }
}
