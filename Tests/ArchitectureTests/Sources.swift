import Foundation

/// The package as it lies on the disk.
enum Package {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The text of a file, by its path from the package's root.
    static func text(of path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Every Swift file below a folder, by its path from the package's root, in order.
    static func swiftFiles(below folder: String) throws -> [SourceFile] {
        let base = root.appending(path: folder).path(percentEncoded: false)
        let paths = try FileManager.default.subpathsOfDirectory(atPath: base)
        return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
            SourceFile(path: folder + "/" + path, text: try text(of: folder + "/" + path))
        }
    }

    /// The folders below `Sources`: one a target.
    static func targets() throws -> [String] {
        let sources = root.appending(path: "Sources").path(percentEncoded: false)
        return try FileManager.default.contentsOfDirectory(atPath: sources)
            .filter { !$0.hasPrefix(".") }
            .sorted()
    }
}

/// One Swift file, line by line.
struct SourceFile: CustomStringConvertible {
    var path: String
    var lines: [String]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    var description: String { path }

    /// The lines without what stands behind `//`.
    var code: [String] {
        lines.map { line in
            line.range(of: "//").map { String(line[..<$0.lowerBound]) } ?? line
        }
    }

    /// The modules that the file imports.
    var imports: [String] {
        lines.compactMap { line in
            var words = line.split(whereSeparator: \.isWhitespace).map(String.init)
            while let first = words.first, first.hasPrefix("@") || Self.access.contains(first) {
                words.removeFirst()
            }
            guard words.first == "import", words.count > 1 else { return nil }
            let named = Self.kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
            return named.split(separator: ".").first.map(String.init)
        }
    }

    private static let access: Set<String> = [
        "public", "package", "internal", "private", "fileprivate",
    ]

    private static let kinds: Set<String> = [
        "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
    ]
}
