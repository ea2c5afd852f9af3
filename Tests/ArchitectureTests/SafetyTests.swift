import Foundation
import Testing

@Suite struct `What the compiler cannot check` {
    struct Exception {
        var file: String
        var construct: String
        var reason: String
    }

    /// Each with its proof beside it in the file.
    static let exceptions = [
        Exception(
            file: "Sources/Curl/Locked.swift",
            construct: "@unchecked Sendable",
            reason: "the lock box: its value is touched only under its mutex"
        ),
        Exception(
            file: "Sources/Curl/Loop.swift",
            construct: "@unchecked Sendable",
            reason: "the multi handle: only its own thread uses it, but for the wake-up call"
        ),
    ]

    static let constructs = [
        "Task {", "Task.detached", "try!", "as!", "@unchecked Sendable", "nonisolated(unsafe)",
    ]

    @Test(arguments: constructs)
    func `is not written`(construct: String) throws {
        for file in try Package.swiftFiles(below: "Sources") {
            for (index, line) in file.code.enumerated() where Self.has(construct, in: line) {
                let isExcused = Self.exceptions.contains {
                    $0.file == file.path && $0.construct == construct
                }
                #expect(isExcused, "\(file):\(index + 1) has \(construct)")
                let around = file.lines[max(0, index - 3)..<min(file.lines.count, index + 4)]
                #expect(
                    around.contains { $0.contains("// Proof") },
                    "\(file):\(index + 1) has no proof beside it"
                )
            }
        }
    }

    @Test func `is excused nowhere that does not need it`() throws {
        for file in try Package.swiftFiles(below: "Sources") {
            for exception in Self.exceptions where exception.file == file.path {
                #expect(
                    file.code.contains { Self.has(exception.construct, in: $0) },
                    "\(file) has no \(exception.construct) any more"
                )
            }
        }
    }

    /// Unnamed, a service is printed with all that is in it, names and token too.
    @Test func `no service runs without a name`() throws {
        for file in try Package.swiftFiles(below: "Sources") {
            let text = file.code.joined().filter { !$0.isWhitespace }
            let groups = text.ranges(of: "ServiceGroupConfiguration(").count
            let named = text.matches(
                of: /ServiceGroupConfiguration\(services:(services\.map{|\[)\.init\(named:/
            )
            #expect(groups == named.count, "\(file) has a group with unnamed services")
            #expect(!text.contains("ServiceConfiguration(service:"), "\(file) names no service")
        }
    }

    @Test(
        arguments: [
            ("    Task { await run() }", "Task {", true), ("    Task{ }", "Task {", true),
            ("    MyTask { }", "Task {", false), ("let x = y as! Z", "as!", true),
            ("try !isDone()", "try!", false), ("let was! = 1", "as!", false),
        ]
    )
    func `is found where it is`(line: String, construct: String, isThere: Bool) {
        #expect(Self.has(construct, in: line) == isThere)
    }

    /// Whether a line of code has the construct as words of its own.
    private static func has(_ construct: String, in line: String) -> Bool {
        let wanted = construct.replacing(" {", with: "{")
        let text = line.replacing(" {", with: "{")
        return text.ranges(of: wanted).contains { range in
            guard range.lowerBound > text.startIndex else { return true }
            let before = text[text.index(before: range.lowerBound)]
            return !before.isLetter && !before.isNumber && before != "_"
        }
    }
}

@Suite struct `Every sentence of the desk` {
    @Test func `is said somewhere`() throws {
        let kinds = try Self.kinds()
        #expect(kinds.count > 100)
        let said = try Self.names(
            in: ["Sources/Casework", "Sources/CommandLanguage", "Sources/Station"]
        )
        for kind in kinds {
            #expect(said.contains(kind), "nobody says \(kind): say it, or delete the kind")
        }
    }

    private static func kinds() throws -> Set<String> {
        let text = try Package.text(of: "Sources/Casework/Desk/Wordings.swift")
        guard let start = text.range(of: "enum ReplyKind"),
            let end = text.range(of: "enum Field", range: start.upperBound..<text.endIndex)
        else { return [] }
        let body = text[start.upperBound..<end.lowerBound]
        return Set(
            body.matches(of: /(?m)^ {4}case (.*)$/).flatMap { match in
                match.1.split(separator: ",").map { $0.trimmingPrefix(" ") }.map(String.init)
            }
        )
    }

    /// Every name behind a dot, except where the kinds are declared and described.
    private static func names(in folders: [String]) throws -> Set<String> {
        var names: Set<String> = []
        for folder in folders {
            for file in try Package.swiftFiles(below: folder)
            where !file.path.hasSuffix("Wordings.swift")
                && !file.path.hasSuffix("ReplyKind+Fields.swift")
            {
                for line in file.code {
                    names.formUnion(line.matches(of: /\.(\w+)/).map { String($0.1) })
                }
            }
        }
        return names
    }
}
