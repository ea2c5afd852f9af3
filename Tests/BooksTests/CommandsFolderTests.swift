import Books
import CommandLanguage
import Foundation
import Testing

@Suite struct `A folder of commands that is being edited` {
    @Test func `is read once it has been quiet for a second`() throws {
        let copy = try Copy()
        let folder = CommandsFolder(
            at: copy.path + "/commands",
            station: try loadStation(at: copy.path + "/config")
        )
        var quietness = Quietness(read: folder.mark())
        func look(_ now: Int64) -> Bool { quietness.look(at: folder.mark(), now: now) }
        #expect(!look(0), "nothing has changed")
        #expect(!look(60_000))
        try copy.spoil("commands/voter/subscribe.yaml", "zh: [订阅]", "zh: [订阅, 订一个]")
        #expect(!look(61_000), "just written")
        try copy.spoil("commands/voter/subscribe.yaml", "订一个", "订上")
        #expect(!look(62_000), "written again")
        #expect(!look(62_999))
        #expect(look(63_000))
        #expect(!look(64_000), "once for each change")
        #expect(!look(99_000))
    }

    /// A way in which a file of the folder is changed.
    enum Edit: String, CaseIterable {
        case writtenInPlace, replacedByRename, madeShorter, removed, touchedWithinTheSecond
    }

    @Test(arguments: Edit.allCases) func `shows every change`(edit: Edit) throws {
        let copy = try Copy()
        let folder = CommandsFolder(
            at: copy.path + "/commands",
            station: try loadStation(at: copy.path + "/config")
        )
        let file = copy.path + "/commands/everyone/greeting.yaml"
        let mark = folder.mark()
        let text = try String(contentsOfFile: file, encoding: .utf8)
        switch edit {
        case .writtenInPlace, .touchedWithinTheSecond:
            try text.write(toFile: file, atomically: false, encoding: .utf8)
        case .replacedByRename: try text.write(toFile: file, atomically: true, encoding: .utf8)
        case .madeShorter:
            try text.dropLast().write(toFile: file, atomically: false, encoding: .utf8)
        case .removed: try FileManager.default.removeItem(atPath: file)
        }
        #expect(folder.mark() != mark)
    }

    @Test(arguments: [".greeting.yaml.swp", "greeting.yaml~", ".#greeting.yaml", "4913"])
    func `does not heed what an editor keeps beside a file`(name: String) throws {
        let copy = try Copy()
        let folder = CommandsFolder(
            at: copy.path + "/commands",
            station: try loadStation(at: copy.path + "/config")
        )
        let mark = folder.mark()
        try copy.write("commands/everyone/" + name, "action: [")
        #expect(folder.mark() == mark)
        _ = try folder.read()
    }

    @Test func `gives its words, or every fault with file and line`() throws {
        let copy = try Copy()
        let folder = CommandsFolder(
            at: copy.path + "/commands",
            station: try loadStation(at: copy.path + "/config")
        )
        #expect(try folder.read().menu().count > 0)
        try copy.spoil("commands/voter/renew_code.yaml", "{code}，旧", "{unit}，旧")
        try copy.spoil("commands/voter/subscribe.yaml", "shown_to:", "shwon_to:")
        let faults = #expect(throws: BookFaults.self) { try folder.read() }
        #expect(
            faults?.faults.map(\.description).sorted() == [
                "voter/renew_code.yaml:20: the reply 'codeRenewed' has no field '{unit}' "
                    + "(it has code, number)",
                "voter/subscribe.yaml:1: the key 'shown_to' is missing",
                "voter/subscribe.yaml:3: unknown key 'shwon_to' (did you mean 'shown_to'?)",
            ]
        )
    }

    @Test func `gives no words of which an example does not hold`() throws {
        let copy = try Copy()
        let folder = CommandsFolder(
            at: copy.path + "/commands",
            station: try loadStation(at: copy.path + "/config")
        )
        try copy.spoil(
            "commands/voter/renew_code.yaml",
            "gives: {ref: \"42\"}}\n  - {text: new",
            "gives: {ref: \"43\"}}\n  - {text: new"
        )
        let faults = #expect(throws: BookFaults.self) { try folder.read() }
        #expect(
            faults?.faults.map(\.description)
                == ["voter/renew_code.yaml:22: '换码 42' gives {ref: 42}, not {ref: 43}"]
        )
    }
}
