import Foundation
import Testing

/// `liaison import matters` and its like, as whoever keeps the station uses them.
struct PastCommandTests {
    private func file(_ name: String, _ lines: [String], in data: DataFolder) throws -> String {
        let file = data.url.appending(path: name)
        try ("\u{FEFF}" + lines.joined(separator: "\r\n") + "\r\n")
            .write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }

    @Test func `paper is shown, taken over once, and stands in the ledger with its source`()
        async throws
    {
        let data = try DataFolder()
        let file = try file(
            "old.csv",
            [
                "编号,登记日期,事项,村,承办单位,答复,办结日期",
                "2018-05,2018-03-12,村口路灯不亮,横湖,城建办,已修好,2018-03-30",
                "2018-06,2018-04-02,水沟堵了,花桥,城建办,已疏通,2018-04-20",
            ],
            in: data
        )
        let arguments = [
            "import", "matters", file, "--source", "2018年纸质台账", "--data", data.url.path,
        ]
        let shown = try await LiaisonProcess.run(arguments + ["--dry-run"])
        #expect(shown.status == 0, "\(shown.errors)")
        #expect(shown.text.contains("matters: new 2, there already 0"))
        #expect(shown.text.contains("nothing was changed"))
        let taken = try await LiaisonProcess.run(arguments)
        #expect(taken.text.contains("taken\t2018-05\tas 2018-0001\t:2"), "\(taken.errors)")
        let again = try await LiaisonProcess.run(arguments)
        #expect(again.status == 0)
        #expect(again.text.contains("skipped\t2018-06\tis there already as 2018-0002\t:3"))
        #expect(again.text.contains("matters: new 0, there already 2"))
        #expect(try await data.verified().faults.map(\.code) == [])
        let out = data.url.appending(path: "out").path
        let export = try await LiaisonProcess.run([
            "export", "ledger", "--period", "2018", "--out", out, "--data", data.url.path,
        ])
        #expect(export.status == 0, "\(export.errors)")
        let ledger = try String(contentsOfFile: out + "/ledger.csv", encoding: .utf8)
        #expect(ledger.contains("2018-0001,2018-03-12,补录：2018年纸质台账（原编号2018-05）"))
        let chat = try await LiaisonProcess.run(
            ["chat", "--as", "staff", "--data", data.url.path, "--now", "2026-11-27T09:00"],
            input: "归档2018年已办结的\n是\n查2018-0001\n"
        )
        #expect(chat.text.contains("要归档2件：2018-0001、2018-0002。"), "\(chat.text)")
        #expect(chat.text.contains("已归档2件"))
        #expect(chat.text.contains("2018-0001是补录：原编号2018-05，来源2018年纸质台账。"))
        let archived = try await LiaisonProcess.run([
            "export", "archive", "--period", "2026", "--out", out, "--data", data.url.path,
        ])
        #expect(archived.status == 0, "\(archived.errors)")
        let archive = try String(contentsOfFile: out + "/archive.csv", encoding: .utf8)
        #expect(archive.contains("2026-10年-0001,2018-0001,事项,村口路灯不亮,2018-03-12,2026-11-27,10年"))
        #expect(archive.contains("答复（城建办） 2018-03-30"))
        let doctor = try await LiaisonProcess.run(["doctor", "--data", data.url.path, "--json"])
        #expect(doctor.text.contains(#""debts":[]"#), "\(doctor.text)")
    }

    @Test func `receptions and activities of paper are counted, 40余 is added to nothing`()
        async throws
    {
        let data = try DataFolder()
        let receptions = try file(
            "receptions.csv",
            ["编号,日期,人次,接待代表", "1,2018-03-03,40余,王建国", "2,2018-04-01,5,陈美芳、老代表"],
            in: data
        )
        let activities = try file(
            "activities.csv",
            ["编号,日期,方式,小组,人数", "1,2018-02-08,视察,第一组,20余"],
            in: data
        )
        let tail = ["--source", "2018年活动簿", "--data", data.url.path]
        let first = try await LiaisonProcess.run(["import", "receptions", receptions] + tail)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.text.contains("counts kept as written, added to nothing: 40余"))
        #expect(first.text.contains("on no roster, kept as written: 老代表"))
        let second = try await LiaisonProcess.run(["import", "activities", activities] + tail)
        #expect(second.status == 0, "\(second.errors)")
        #expect(try await data.verified().faults.map(\.code) == [])
        let report = data.url.appending(path: "report.html").path
        let made = try await LiaisonProcess.run([
            "report", "--period", "2018", "--out", report, "--data", data.url.path,
        ])
        #expect(made.status == 0, "\(made.errors)")
        let html = try String(contentsOfFile: report, encoding: .utf8)
        #expect(html.contains("5人次（另有1次为约数）"))
        #expect(html.contains("20余"))
    }

    @Test func `nothing is taken over where one line is wrong, and each fault is named`()
        async throws
    {
        let data = try DataFolder()
        let file = try file(
            "old.csv",
            [
                "编号,登记日期,事项,办结日期", "1,2018-03-12,路灯不亮,2018-03-01", "2,2018-04-02,水沟堵了,",
                "2,2018-05-02,又堵了,",
            ],
            in: data
        )
        let output = try await LiaisonProcess.run([
            "import", "matters", file, "--source", "纸质台账", "--data", data.url.path,
        ])
        #expect(output.status == 1)
        let said = output.errors + output.text
        #expect(said.contains("old.csv:2: column '办结日期' is before the entry's own day"), "\(said)")
        #expect(said.contains("old.csv:4: column '编号' is the same as on line 3"), "\(said)")
        let out = data.url.appending(path: "out").path
        _ = try await LiaisonProcess.run([
            "export", "ledger", "--period", "2018", "--out", out, "--data", data.url.path,
        ])
        let ledger = try String(contentsOfFile: out + "/ledger.csv", encoding: .utf8)
        #expect(!ledger.contains("2018-0001"))
    }

    @Test func `a template is printed, and a wrong use is told from a fault`() async throws {
        let template = try await LiaisonProcess.run(["import", "visits", "--template"])
        #expect(template.status == 0)
        #expect(template.text.contains("编号,日期,人次,事项"))
        for wrong in [
            ["import"], ["import", "matters", "old.csv"], ["import", "cats", "old.csv"],
            ["import", "--template"], ["import", "roster.csv", "--source", "纸"],
        ] {
            #expect(try await LiaisonProcess.run(wrong).status == 2, "\(wrong)")
        }
    }
}
