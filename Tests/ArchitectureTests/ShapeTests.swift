import Foundation
import Testing

@Suite struct `The top level` {
    @Test func `holds what the style names and nothing else`() throws {
        let known: Set<String> = [
            "Package.swift", "Sources", "Tests", "commands", "config", "README.md", "LICENSE",
        ]
        let ignored = try Package.text(of: ".gitignore")
            .split(whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "/ ")) }
        let found = try FileManager.default
            .contentsOfDirectory(atPath: Package.root.path(percentEncoded: false))
            .filter { !$0.hasPrefix(".") && !ignored.contains($0) }
        #expect(Set(found).subtracting(known).isEmpty)
    }

    @Test func `holds no target that has its own name for a type`() throws {
        for target in try Package.targets() {
            let declaration = try Regex(#"\b(struct|class|enum|actor|protocol) "# + target + #"\b"#)
            for file in try Package.swiftFiles(below: "Sources/" + target) {
                for line in file.code {
                    #expect(line.firstMatch(of: declaration) == nil, "\(file): \(line)")
                }
            }
        }
    }
}

@Suite struct `The compiler's settings` {
    /// A misspelt upcoming feature is accepted in silence.
    @Test(.enabled(if: Compiler.features != nil, "swiftc is not on the PATH"))
    func `name features that exist`() throws {
        let features = try #require(Compiler.features)
        let manifest = try Package.text(of: "Package.swift")
        let ours = manifest.matches(of: /enableUpcomingFeature\("(\w+)"\)/).map { String($0.1) }
        #expect(ours.count == 6)
        #expect(Set(ours).subtracting(features) == [])
    }

    @Test func `turn every warning into an error in every target`() throws {
        let manifest = try Package.text(of: "Package.swift")
        #expect(manifest.contains(".treatAllWarnings(as: .error)"))
        #expect(manifest.contains("swiftLanguageModes: [.v6]"))
        let targets = manifest.matches(of: /\.(executableTarget|target|testTarget)\(/).count
        let settings = manifest.matches(of: /swiftSettings: (house|handles|fast)\b/).count
        #expect(targets == settings)
    }
}

/// What the compiler on the `PATH` says of itself.
enum Compiler {
    /// The upcoming features it knows; nil when there is no compiler.
    static let features: Set<String>? = {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["swiftc", "-print-supported-features"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { return nil }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard let list = try? JSONDecoder().decode(List.self, from: data) else { return nil }
        return Set(list.features.upcoming.map(\.name))
    }()

    private struct List: Decodable {
        struct Features: Decodable { var upcoming: [Feature] }
        struct Feature: Decodable { var name: String }

        var features: Features
    }
}
