import Foundation
import Testing

/// `liaison import` and `liaison doctor`, as whoever keeps the station uses them.
struct RosterCommandTests {
    private static let header = "姓名,职务,层级,小组,届次,起,止,选区,理由"

    /// Sixty deputies of town level in four groups and fourteen of city level, two of them in both.
    private static let roster: [String] = (0..<72).map { index in
        let level = index < 58 ? "镇级" : index < 60 ? "镇级、市级" : "市级"
        let group = index < 60 ? String(index % 4 + 1) : ""
        let office = index == 0 ? "站长" : "代表"
        return "样代表\(index + 101),\(office),\(level),\(group),17,2021-12-20,,,"
    }

    private func file(_ lines: [String], in data: DataFolder) throws -> String {
        let file = data.url.appending(path: "roster.csv")
        let text = ([RosterCommandTests.header] + lines).joined(separator: "\r\n") + "\r\n"
        try ("\u{FEFF}" + text).write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }

    @Test func `a roster is shown, taken over once, and the second time nothing changes`()
        async throws
    {
        let data = try DataFolder()
        let file = try file(RosterCommandTests.roster, in: data)
        let arguments = ["import", file, "--data", data.url.path, "--json"]
        let shown = try await LiaisonProcess.run(arguments + ["--dry-run"])
        #expect(shown.status == 0, "\(shown.errors)")
        #expect(shown.text.contains(#""dry_run":true"#))
        let taken = try await LiaisonProcess.run(arguments)
        #expect(taken.status == 0, "\(taken.errors)")
        #expect(taken.text.contains(#""town":60,"city_and_above":14,"persons":72"#))
        let again = try await LiaisonProcess.run(arguments)
        #expect(again.text.contains(#""joins":0,"leaves":0,"changes":0,"ends":0"#))
        #expect(try await data.verified().faults.map(\.code) == [])
    }

    @Test func `every fault of a roster is named by its line, and nothing is taken over`()
        async throws
    {
        let data = try DataFolder()
        /// What is unreadable is said first, then what is against the rules.
        func refused(_ faults: [(line: Int, said: String, instead: String)]) async throws {
            var lines = RosterCommandTests.roster
            for fault in faults {
                let line = lines[fault.line - 2]
                lines[fault.line - 2] = line.replacing(fault.said, with: fault.instead)
                #expect(lines[fault.line - 2] != line)
            }
            let file = try file(lines, in: data)
            let output = try await LiaisonProcess.run(["import", file, "--data", data.url.path])
            #expect(output.status == 1)
            let said = output.errors + output.text
            for fault in faults {
                #expect(said.contains("roster.csv:\(fault.line):"), "\(said)")
            }
        }
        try await refused([(4, "镇级", "乡级"), (7, "2021-12-20", "2021-13-20")])
        try await refused([(4, ",3,17", ",9,17"), (9, ",4,17", ",7,17")])
        let doctor = try await LiaisonProcess.run(["doctor", "--data", data.url.path, "--json"])
        #expect(doctor.text.contains(#""debts":[]"#), "\(doctor.text)\(doctor.errors)")
    }

    @Test func `the sixty-first town deputy needs a reason`() async throws {
        let data = try DataFolder()
        let more = "样代表301,代表,镇级,1,17,2021-12-20,,,"
        let refused = try await LiaisonProcess.run([
            "import", try file(RosterCommandTests.roster + [more], in: data), "--data",
            data.url.path,
        ])
        #expect(refused.status == 1)
        #expect((refused.errors + refused.text).contains("roster.csv:74:"))
        let reasoned = try await LiaisonProcess.run([
            "import", try file(RosterCommandTests.roster + [more + "补选"], in: data), "--data",
            data.url.path,
        ])
        #expect(reasoned.status == 0, "\(reasoned.errors)")
    }

    @Test func `doctor says what is owed, by number, and ends with 1 once something is late`()
        async throws
    {
        let data = try DataFolder()
        let chat = try await LiaisonProcess.run(
            ["chat", "--data", data.url.path, "--now", "2020-01-06T09:00"],
            input: "横湖村口路灯坏了三天了\n"
        )
        #expect(chat.text.contains("2020-0001"))
        let doctor = try await LiaisonProcess.run([
            "doctor", "--data", data.url.path, "--lang", "zh",
        ])
        #expect(doctor.status == 1, "\(doctor.text)")
        #expect(doctor.text.contains("2020-0001"))
        #expect(doctor.text.contains("还没受理"))
    }
}
