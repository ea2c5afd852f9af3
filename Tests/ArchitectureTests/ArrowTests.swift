import Testing

/// What each part may see (`design.md` §3): the one table.
///
/// An arrow that is missing here is argued for here, in the change that needs it.
private let table: [String: (ours: Set<String>, others: Set<String>)] = [
    "Casework": ([], ["FoundationEssentials"]),
    "Messages": ([], []),
    "Learning": ([], []),
    "CommandLanguage": (["Casework", "Learning", "Messages"], []),
    // Glibc: `stat` says when a file was written, for a twentieth of what FileManager takes.
    "Books": (["Casework", "CommandLanguage"], ["FoundationEssentials", "Glibc", "Yams"]),
    "Store": (
        ["Casework", "Messages"],
        ["Crypto", "FoundationEssentials", "GRDB", "GRDBSQLite", "Glibc"]
    ),
    "CCurl": ([], []),
    "Curl": (["CCurl"], ["Glibc"]),
    "BotAPI": (["Messages"], ["FoundationEssentials"]),
    "Channels": (["BotAPI", "Curl", "Messages"], ["FoundationEssentials", "Glibc"]),
    "Station": (
        ["Books", "Casework", "CommandLanguage", "Messages", "Store"],
        ["FoundationEssentials", "Logging", "Metrics", "ServiceLifecycle"]
    ),
    "Papers": (["Casework", "CommandLanguage", "QRCode"], ["Foundation", "Mustache"]),
    "QRCode": ([], []),
    "Relay": (
        ["BotAPI", "Curl", "Messages"],
        [
            "Crypto", "FoundationEssentials", "GRDB", "Glibc", "HTTPTypes", "Hummingbird",
            "HummingbirdCore", "HummingbirdTLS", "Logging", "NIOCore", "NIOSSL",
            "ServiceLifecycle",
        ]
    ),
    "liaison": (
        [
            "Books", "BotAPI", "Casework", "Channels", "CommandLanguage", "Curl", "Messages",
            "Papers", "QRCode", "Relay", "Station", "Store",
        ],
        [
            "ArgumentParser", "Crypto", "FoundationEssentials", "Glibc", "Logging", "Metrics",
            "ServiceLifecycle", "UnixSignals",
        ]
    ),
]

/// Modules of the standard library: everybody's.
private let standard: Set<String> = ["Swift", "Synchronization"]

@Suite struct `The arrows` {
    @Test func `are drawn for every target`() throws {
        #expect(try Set(Package.targets()) == Set(table.keys))
    }

    @Test(arguments: table.keys.sorted())
    func `of a target are those of the table`(target: String) throws {
        let row = try #require(table[target])
        let allowed = row.ours.union(row.others).union(standard)
        for file in try Package.swiftFiles(below: "Sources/" + target) {
            for module in file.imports {
                #expect(allowed.contains(module), "\(file) imports \(module)")
            }
        }
    }

    @Test func `in the manifest are those of the table`() throws {
        let products: [String: String] = [
            "grdb": "GRDB", "crypto": "Crypto", "yams": "Yams", "mustache": "Mustache",
            "log": "Logging",
            "lifecycle": "ServiceLifecycle", "arguments": "ArgumentParser",
            "signals": "UnixSignals", "sqlite": "GRDBSQLite",
            "hummingbird": "Hummingbird", "hummingbirdCore": "HummingbirdCore",
            "tls": "HummingbirdTLS", "http": "HTTPTypes", "nio": "NIOCore", "nioTLS": "NIOSSL",
        ]
        let manifest = try Package.text(of: "Package.swift")
        let target = /\.(?:executableTarget|target)\(\s*name: "(\w+)",\s*dependencies: \[([^\]]*)\]/
        for match in manifest.matches(of: target) {
            guard let row = table[String(match.1)] else { continue }
            let names = match.2.split { !$0.isLetter && !$0.isNumber }.map {
                products[String($0)] ?? String($0)
            }
            let unknown = Set(names).subtracting(row.ours).subtracting(row.others)
            #expect(unknown.isEmpty, "\(match.1) depends on \(unknown.sorted())")
        }
    }

    @Test func `only point down`() throws {
        var rest: [String: Set<String>] = [:]
        for target in try Package.targets() {
            let imports = try Package.swiftFiles(below: "Sources/" + target).flatMap(\.imports)
            rest[target] = Set(imports).intersection(table.keys).subtracting([target])
        }
        while let bottom = rest.first(where: { $0.value.isDisjoint(with: rest.keys) }) {
            rest[bottom.key] = nil
        }
        #expect(rest.isEmpty, "in a loop: \(rest.keys.sorted())")
    }

    @Test(arguments: ["GRDB", "Curl", "CCurl", "Channels", "BotAPI"])
    func `never lead from the station's services to a concrete means`(name: String) throws {
        for file in try Package.swiftFiles(below: "Sources/Station") {
            for line in file.code {
                let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
                #expect(!words.contains { $0 == name }, "\(file) names \(name)")
            }
        }
    }
}

@Suite struct `An import` {
    @Test(
        arguments: [
            ("import Casework", ["Casework"]), ("package import GRDB", ["GRDB"]),
            ("@testable import Store", ["Store"]),
            ("import struct Foundation.Date", ["Foundation"]),
            ("@preconcurrency public import Yams  // why", ["Yams"]), ("// import Nothing", []),
            ("let word = \"import x\"", []), ("  import Indented", ["Indented"]),
        ] as [(String, [String])]
    )
    func `is read however it is written`(line: String, modules: [String]) {
        #expect(SourceFile(path: "a.swift", text: line).imports == modules)
    }
}
