import Casework
import Foundation
import Testing

@Suite struct `What an action asks for` {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Sources/Casework")

    /// Everything between the brackets of `missing(.slot)`, file by file.
    private static func missed() throws -> [(file: String, actions: [Action], slots: [Slot])] {
        let paths = try #require(FileManager.default.enumerator(atPath: folder.path))
        return try paths.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.map {
            path in
            let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
            let slots = text.matches(of: /missing\(\.([A-Za-z]+)\)/).map { String($0.1) }
            let deeds = text.matches(of: /static let action = Action\.([A-Za-z]+)/)
                .map { String($0.1) }
            return (
                path,
                Action.allCases.filter { deeds.contains("\($0)") },
                Slot.allCases.filter { slots.contains("\($0)") }
            )
        }
    }

    @Test func `is in the table that the books are checked by`() throws {
        let everywhere = Set(Action.allCases.flatMap(\.asked))
        // What answers the notice of an activity is asked by the deed of another file.
        let lent: [String: Set<Slot>] = ["Activities/RecordActivity.swift": [.reason]]
        for (file, actions, slots) in try Self.missed() {
            let known = actions.isEmpty ? everywhere : Set(actions.flatMap(\.asked))
            #expect(Set(slots).subtracting(known).subtracting(lent[file] ?? []) == [], "\(file)")
        }
    }

    @Test func `is asked once for several matters that lack the same`() throws {
        var station = PaperStation()
        let first = try station.matter(in: .assigned)
        let second = try station.matter(in: .assigned)
        let answer = try station.ask(
            "staff",
            .extendDeadline,
            [.refs: .list([first.description, second.description]), .days: .number(3)]
        )
        #expect(answer.verdict == .missing(.reason))
        #expect(answer.events == [])
    }
}
