import Books
import Casework
import Foundation
import Testing

struct RosterTests {
    private func read(_ text: String) throws -> [RosterLine] {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "roster-" + UUID().uuidString + ".csv").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(text.utf8).write(to: URL(filePath: path))
        do {
            return try loadRoster(at: path)
        } catch {
            throw BookFaults(
                error.faults.map { fault in
                    var fault = fault
                    fault.file = "roster.csv"
                    return fault
                }
            )
        }
    }

    private func faults(_ text: String) -> [String] {
        do {
            _ = try read(text)
            return []
        } catch let error as BookFaults {
            return error.faults.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `a line says what a person is from a day on`() throws {
        let lines = try read(
            "\u{feff}姓名,职务,层级,小组,届次,起,止,选区,理由\r\n"
                + "王建国,站长,镇级、市级,第一组,第17届,2021/12/20,2026年12月19日,第一选区,\r\n"
                + "\r\n"
                + "\"周律师\",法律顾问,,,,2022-1-5,,,\"聘请, 两年\"\r\n"
        )
        #expect(lines.map(\.line) == [2, 4])
        let head = try #require(lines.first)
        #expect(head.positions == [.deputy, .head])
        #expect(head.levels == [.town, .city])
        #expect(head.group == 1 && head.term == 17)
        #expect(head.from == Day("2021-12-20") && head.until == Day("2026-12-19"))
        #expect(head.district == "第一选区")
        #expect(lines.last?.reason == "聘请, 两年")
    }

    @Test func `the columns may be English and in any order`() throws {
        let lines = try read("from,name,level,group\n2021-12-20,Lin Meihua,town,2\n")
        #expect(lines.first?.name == "Lin Meihua")
        #expect(lines.first?.positions == [.deputy])
        #expect(lines.first?.group == 2)
    }

    @Test(
        arguments: [
            (
                "姓名,职务\n甲,代表\n",
                ["roster.csv:1: the column 'from' or '起' or '起始' or '任职日期' is missing"]
            ),
            ("姓名,职物,起\n", ["roster.csv:1: unknown column '职物' (did you mean '职务'?)"]),
            (
                "姓名,职务,起\n甲,代表,昨天\n乙,站张,2021-12-20\n,成员,2021-12-20\n丙,,2021-12-20\n丁,成员,\n",
                [
                    "roster.csv:2: '昨天' is no date (write it like 2021-12-20)",
                    "roster.csv:3: unknown office '站张' (did you mean '站长'?)",
                    "roster.csv:4: the name is missing",
                    "roster.csv:5: neither an office nor a level (a deputy has a level such as 镇级)",
                    "roster.csv:6: the first day is missing",
                ]
            ),
            (
                "姓名,职务,起\n\"甲\n乙,代表,2021-12-20\n",
                ["roster.csv:2: a quote is not closed"]
            ),
            (
                "姓名,起,小组,层级\n甲,2021-12-20,东,村级,多,了\n乙,2021-02-30,东,镇级\n",
                [
                    "roster.csv:2: there are 6 cells and 4 columns",
                    "roster.csv:3: '2021-02-30' is no date (write it like 2021-12-20)",
                ]
            ),
            ("", ["roster.csv: the file is empty"]),
        ]
    )
    func `every fault is named by its line`(text: String, expected: [String]) {
        #expect(faults(text) == expected)
    }

    @Test func `another encoding is named`() throws {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "roster-" + UUID().uuidString + ".csv").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        // 姓名 in GB 18030.
        try Data([0xD0, 0xD5, 0xC3, 0xFB, 0x0A]).write(to: URL(filePath: path))
        #expect(throws: BookFaults.self) { try loadRoster(at: path) }
    }

    @Test func `a table that is written reads back, and no cell is a formula`() throws {
        let rows = [
            ["号码", "内容"], ["2026-0001", "他说：\"路灯, 坏了\"\n三天"], ["=1+1", "-3"], ["@a", "+b"],
        ]
        let text = CSV.text(of: rows)
        #expect(text.hasPrefix("\u{feff}号码,内容\r\n"))
        let read = try CSV.rows(of: text, in: "ledger.csv")
        #expect(read.map(\.line) == [1, 2, 4, 5])
        #expect(read.map(\.cells) == [rows[0], rows[1], ["'=1+1", "'-3"], ["'@a", "'+b"]])
    }
}
