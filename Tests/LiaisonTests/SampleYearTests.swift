import BotAPI
import Crypto
import Foundation
import Testing
import WebDriver

/// A table of an export, by the names of its columns.
private struct Sheet {
    var rows: [[String: String]] = []

    init(_ text: String?) throws {
        var lines: [[String]] = []
        var cells: [String] = []
        var cell = ""
        var isQuoted = false
        for sign in try #require(text).drop(while: { $0 == "\u{FEFF}" }) {
            switch sign {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                cells.append(cell)
                cell = ""
            case "\r\n" where !isQuoted:
                lines.append(cells + [cell])
                (cells, cell) = ([], "")
            default: cell.append(sign)
            }
        }
        let head = try #require(lines.first)
        rows = lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(head, $0)) }
    }

    func count(_ column: String, _ value: String) -> Int { rows.count { $0[column] == value } }
}

/// One at a time: two of them talk to the desk on the same folder, which is one service's alone.
@Suite(.serialized)
struct SampleYearTestsSerial {
    private let year = SampleStationYear.shared

    @Test(.timeLimit(.minutes(5)))
    func `has two hundred matters with every ending, and holds`() async throws {
        let journal = try await year.journal()
        #expect(journal.registered.count == 200)
        for ending in ["closed", "answered", "declined", "withdrawn"] {
            #expect(journal.count(ending) > 0, "\(ending)")
        }
        #expect(journal.escalated.count == 3)
        #expect(journal.archived.count > 20)
        let verified = try await LiaisonProcess.run(
            ["verify", "--data", try await year.folder().path]
        )
        #expect(verified.text.contains("everything holds"))
    }

    @Test(.timeLimit(.minutes(5)))
    func `gives a ledger that agrees with the journal`() async throws {
        let journal = try await year.journal()
        let ledger = try Sheet(try await year.export(["ledger", "--period", "2026"])["ledger.csv"])
        #expect(ledger.rows.count == journal.registered.count)
        #expect(Set(ledger.rows.compactMap { $0["编号"] }).count == 200)
        #expect(ledger.count("状态", "已归档") == journal.archived.count)
        #expect(
            ledger.count("状态", "已办结") + ledger.count("状态", "已归档") == journal.count("closed")
        )
        #expect(ledger.count("状态", "不予受理") == journal.count("declined"))
        #expect(ledger.count("状态", "已当场答复") == journal.count("answered"))
        #expect(ledger.count("状态", "已撤回") == journal.count("withdrawn"))
        for (rating, name) in [
            ("satisfied", "满意"), ("basically_satisfied", "基本满意"), ("dissatisfied", "不满意"),
        ] {
            #expect(
                ledger.count("评价", name) == journal.ratings.values.count { $0 == rating },
                "\(name)"
            )
        }
        // The quarters are the year.
        var quarters = 0
        for quarter in 1...4 {
            let file = try await year.export(["ledger", "--period", "2026-Q\(quarter)"])
            quarters += try Sheet(file["ledger.csv"]).rows.count
        }
        #expect(quarters == 200)
    }

    @Test(.timeLimit(.minutes(5)))
    func `gives a summary, a report and an evaluation with the same numbers`() async throws {
        let journal = try await year.journal()
        let must = journal.accepted.filter { journal.endings[$0] != "withdrawn" }
        let closed = must.filter { journal.endings[$0] == "closed" }
        let rated = journal.ratings.values
        let satisfied = rated.count { $0 != "dissatisfied" }
        func share(_ part: Int, _ whole: Int) -> String {
            "\(part)/\(whole)（\(part * 100 / whole)%）"
        }
        let folder = try await year.folder()
        let said = try await LiaisonProcess.run(
            [
                "chat", "--as", "clerk", "--now", "2026-12-31T23:30", "--data", folder.path,
                "--config", folder.path + "/config",
            ],
            input: "今年汇总\n"
        ).text
        let report = try await year.run(["report", "--period", "2026"])
        let evaluation = try #require(
            try await year.export(["evaluation", "--period", "2026"])["evaluation.csv"]
        )
        #expect(said.contains("登记200件"))
        #expect(said.contains("办结 " + share(closed.count, must.count)))
        #expect(said.contains("满意（含基本满意） " + share(satisfied, rated.count)))
        #expect(report.contains("登记选民意见200件"))
        #expect(report.contains("办结的事项：" + share(closed.count, must.count)))
        #expect(report.contains("满意和基本满意" + share(satisfied, rated.count)))
        #expect(evaluation.contains("满意（含基本满意） " + share(satisfied, rated.count)))
        // What the summary says is what the report and the evaluation say.
        let answered = try #require(said.firstMatch(of: /受理必复 (\d+\/\d+（\d+%）)/)?.1)
        #expect(report.contains("送达选民的\(answered)"))
        #expect(evaluation.contains("受理必复 \(answered)"))
        let inTime = try #require(said.firstMatch(of: /按时答复 (\d+\/\d+（\d+%）)/)?.1)
        #expect(report.contains("按时答复\(inTime)"))
        #expect(evaluation.contains("按时答复 \(inTime)"))
    }

    @Test(.timeLimit(.minutes(5)))
    func `shows its gaps: a reception without anybody, two activities missing`() async throws {
        let journal = try await year.journal()
        let files = try await year.export(["--period", "2026"])
        let receptions = try Sheet(files["receptions.csv"])
        #expect(receptions.rows.count == 13)
        #expect(receptions.count("情况", "已接待") == 12)
        #expect(receptions.count("情况", "无签到") == 1)
        let came = receptions.rows.compactMap { $0["到站代表"] }
            .flatMap { $0.split(separator: "、") }
        #expect(came.count == journal.checkIns)
        #expect(try Sheet(files["notes.csv"]).rows.count == journal.notes)
        #expect(journal.notes == 14)
        let report = try await year.run(["report", "--period", "2026"])
        #expect(report.contains("小组活动</span>"))
        #expect(report.contains("14/16（87%）"))
        #expect(report.contains("没有活动的：第三组第二季度、第四组第三季度。"))
    }

    @Test(.timeLimit(.minutes(5)))
    func `counts activities and visits alike in summary, report, evaluation and books`()
        async throws
    {
        let journal = try await year.journal()
        let files = try await year.export(["--inspection", "2026"])
        let activities = try Sheet(files["activities.csv"])
        #expect(journal.held == 14)
        #expect(activities.rows.count == journal.held)
        #expect(activities.count("状态", "已办") == journal.held)
        #expect(activities.count("集体", "是") == journal.held)
        let visits = try Sheet(files["visits.csv"])
        #expect(visits.rows.count == journal.visits.count)
        let items = visits.rows.compactMap { $0["条数"].flatMap { Int($0) } }
        #expect(items == journal.visits)
        #expect(items.max() == 3 && journal.visitMatters == 3, "one voter, three numbers")
        let receptions = try Sheet(files["receptions.csv"])
        #expect(journal.moved == 1 && journal.leaves == 1)
        #expect(receptions.rows.count { $0["日期"] != $0["农历原定日"] } == journal.moved)
        #expect(receptions.count("情况", "已接待") == journal.sessions)
        let received = receptions.rows.compactMap { $0["人次"].flatMap { Int($0) } }
        #expect(received.count == journal.sessions)
        #expect(received.reduce(0, +) == journal.visits.count, "every sign-in fits")
        #expect(journal.closedSessions == journal.sessions)
        let folder = try await year.folder()
        let said = try await LiaisonProcess.run(
            [
                "chat", "--as", "clerk", "--now", "2026-12-31T23:30", "--data", folder.path,
                "--config", folder.path + "/config",
            ],
            input: "今年汇总\n考核材料\n2026年的计划\n"
        ).text
        let report = try #require(files["report.html"])
        let people = "\(journal.visits.count)人次"
        #expect(said.contains("接待" + people + "、\(items.reduce(0, +))条"))
        #expect(report.contains("接待选民" + people))
        for words in ["小组活动 14/16（87%）", "集体活动 14/14（100%）", "小组活动、14/16（87%）"] {
            #expect(said.contains(words), "\(words)")
        }
        #expect(said.matches(of: /第3组：第2季度没有活动/).count == 3)
        #expect(said.contains("计划16项，已完成14项"))
        #expect(report.contains("已办14/16（87%）"))
        #expect(report.contains("共开展活动14次：视察8次、督察3次、调研3次。"))
        #expect(report.contains("其中集体活动14/14（100%）。"))
        #expect(report.contains("缺：第三组第二季度、第四组第三季度"))
        #expect(files["evaluation.csv"]?.contains("缺：第三组第二季度、第四组第三季度") == true)
    }

    @Test(.timeLimit(.minutes(5)))
    func `gives every deputy the record that the sources add up to`() async throws {
        let journal = try await year.journal()
        let files = try await year.export(["--period", "2026"])
        let duty = try Sheet(files["duty.csv"])
        func sum(_ columns: String...) -> Int {
            duty.rows.reduce(0) { sum, row in
                sum + columns.reduce(0) { $0 + (row[$1].flatMap { Int($0) } ?? 0) }
            }
        }
        #expect(duty.rows.count == 60)
        #expect(sum("接待选民", "进站") == journal.checkIns)
        #expect(sum("小组活动") == journal.activityCheckIns)
        #expect(sum("视察检查", "调研", "走访") == 0, "every note tells of an activity")
        #expect(sum("提建议") == journal.suggestions)
        #expect(sum("述职") == 1)
        let suggestions = try Sheet(files["suggestions.csv"])
        #expect(suggestions.rows.count == journal.suggestions)
        #expect(suggestions.count("状态", "已办结") == 1)
        #expect(files["evaluation.csv"]?.contains("述职 1/2（50%）") == true)
    }

    @Test(.timeLimit(.minutes(5)))
    func `gives an inspection whose hashes hold and in which nobody is named`() async throws {
        var files = try await year.export(["--inspection", "2026"])
        let sums = try #require(files["SHA256SUMS"])
        files["SHA256SUMS"] = nil
        let lines = sums.split(separator: "\n").map { $0.split(separator: " ") }
        #expect(Set(lines.compactMap(\.last).map(String.init)) == Set(files.keys))
        for line in lines {
            let text = try #require(files[String(line[line.count - 1])])
            let hash = SHA256.hash(data: Data(text.utf8))
                .map { String(format: "%02x", $0) }.joined()
            #expect(hash == line[0], "\(line)")
        }
        #expect(files["report.html"]?.contains("自评") == true)
        #expect(files.keys.contains { $0.hasPrefix("sample-") })
        for (name, text) in files { #expect(!text.contains("陈阿婆"), "\(name)") }
    }

    @Test(.timeLimit(.minutes(5)))
    func `writes names out only for somebody who says why`() async throws {
        let folder = try await year.folder()
        let ledger = try Sheet(try await year.export(["ledger", "--period", "2026"])["ledger.csv"])
        let number = try #require(ledger.rows.first { $0["来源"]?.contains("代登记") ?? false }?["编号"])
        let masked = try await year.run(["print", "registration", number])
        #expect(masked.contains("陈**"), "\(masked)")
        #expect(!masked.contains("陈阿婆"))
        let refused = try await LiaisonProcess.run([
            "print", "registration", number, "--unmask", "归档", "--data", folder.path,
            "--config", folder.path + "/config",
        ])
        #expect(refused.status == 2)
        let shown = try await year.run([
            "print", "registration", number, "--unmask", "归档", "--by", "张联络",
        ])
        #expect(shown.contains("陈阿婆"))
        let order = try await year.run([
            "print", "order", number, "--unmask", "归档", "--by", "张联络",
        ])
        #expect(!order.contains("陈阿婆"), "a unit never sees who asked")
    }
}

/// Every paper in a real browser, as a phone shows it and as it is printed.
@Suite(
    .serialized,
    .enabled(if: Driver.missing == nil, "chromium and chromedriver are not both installed")
)
struct PaperBrowserTestsSerial {
    private static let forms: [(name: String, subject: String?, words: String)] = [
        ("registration", "2026-0001", "选民接待登记表"), ("order", "2026-0001", "交办单"),
        ("reply", "2026-0001", "书面答复"), ("supervision", "2026-0001", "督办单"),
        ("cover", "2026-0001", "归档封面"), ("receipt", "2026-0001", "登记回执"),
        ("notice", "2026-11-24", "选民接待日公告"), ("inspection", "视2026-0001", "视察记录"),
        ("poster", nil, "必答复"), ("public", nil, "公开栏"),
    ]

    @Test(.timeLimit(.minutes(5)))
    func `a form is one sheet of A4, fits a phone and asks the network for nothing`()
        async throws
    {
        let driver = try await Driver.start()
        do {
            let browser = try await driver.open()
            for form in Self.forms {
                var verb = ["print", form.name]
                if let subject = form.subject { verb.append(subject) }
                if form.name == "poster" { verb += ["--page", "https://renda.example.cn/sqt/"] }
                let page = try await SampleStationYear.shared.run(verb)
                try await look(at: page, called: form.name, with: browser)
                let text = try await browser.run("return document.body.innerText").text ?? ""
                #expect(text.contains(form.words), "\(form.name): \(text)")
                #expect(!text.contains("nil"), "\(form.name)")
                #expect(pages(of: try await browser.printed()) == 1, "\(form.name)")
            }
            let report = try await SampleStationYear.shared.run(["report", "--period", "2026"])
            try await look(at: report, called: "report", with: browser)
            let drawn = try await browser.run("return document.querySelectorAll('svg rect').length")
            #expect(drawn.integer ?? 0 > 50, "the plots are drawn")
        } catch {
            await driver.stop()
            throw error
        }
        await driver.stop()
    }

    /// Opens a page on a phone; nothing is fetched, and only tables are wider than it.
    private func look(at page: String, called name: String, with browser: Browser) async throws {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "liaison-paper-" + UUID().uuidString + ".html")
        try Data(page.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        try await browser.show(on: .phone)
        try await browser.go(to: file.absoluteString)
        let fetched = try await browser.run(
            "return performance.getEntriesByType('resource').length"
        )
        #expect(fetched.integer == 0, "\(name) fetches")
        let isTooWide = try await browser.run(
            "return document.documentElement.scrollWidth > window.innerWidth"
        )
        #expect(isTooWide.boolean == false, "\(name) is wider than a phone")
    }

    private func pages(of file: Data) -> Int {
        String(decoding: file, as: UTF8.self).matches(of: /\/Type\s*\/Page\b(?!s)/).count
    }
}
