import Books
import Casework
import Foundation
import Testing

struct PastReadingTests {
    private static let station = Result {
        try loadStation(
            at: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appending(path: "config").path
        )
    }

    private func read(_ kind: PastKind, _ data: Data) throws -> [PastLine] {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "past-" + UUID().uuidString + ".csv").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try data.write(to: URL(filePath: path))
        do {
            return try loadPast(kind, at: path, station: try Self.station.get())
        } catch let faults as BookFaults {
            throw BookFaults(
                faults.faults.map { fault in
                    var fault = fault
                    fault.file = "past.csv"
                    return fault
                }
            )
        }
    }

    private func faults(_ kind: PastKind, _ text: String) -> [String] {
        do {
            _ = try read(kind, Data(text.utf8))
            return []
        } catch let error as BookFaults {
            return error.faults.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `a matter is read with its days, its unit and how it ended`() throws {
        let lines = try read(
            .matters,
            Data(
                ("\u{feff}编号,登记日期,事项,村,主题,承办单位,答复,办结日期,评价,反馈方式,状态,\r\n"
                    + "2018-05,2018/3/12,\"路灯, 不亮\",横湖村,民生,城镇建设办公室,已修好,2018年3月30日,满意,电话,,\r\n"
                    + "2018-06,2018-03,水沟堵了,,,老水利站,,,,,不予受理,\r\n").utf8
            )
        )
        let first = try #require(lines.first)
        #expect(first.number == "2018-05" && first.day == Day("2018-03-12") && first.date == nil)
        #expect(first.words[.text] == "路灯, 不亮")
        #expect(first.words[.village] == "横湖" && first.words[.topic] == "民生")
        #expect(first.words[.unit] == "城建办" && first.words[.rating] == "satisfied")
        #expect(first.words[.channel] == "phone")
        #expect(first.days[.endedOn] == Day("2018-03-30") && first.ending == .closed)
        let second = try #require(lines.last)
        #expect(second.day == Day("2018-03-01") && second.date == "2018-03")
        #expect(second.words[.unit] == "老水利站" && second.ending == .declined)
    }

    @Test func `columns may be named in English`() throws {
        let lines = try read(.visits, Data("number,date,count,text\n7,2018,40余,water\n".utf8))
        #expect(lines.first?.counts[.count] == .written("40余"))
        #expect(lines.first?.day == Day("2018-01-01") && lines.first?.date == "2018")
    }

    @Test func `a number with its measure is a number, anything inexact stays as it is written`()
        throws
    {
        let lines = try read(
            .receptions,
            Data("编号,日期,人次,意见条数\n1,2018-03-03,5人次,7条\n2,2018-04-01,约30,十几条\n".utf8)
        )
        #expect(lines[0].counts[.count] == .exact(5) && lines[0].counts[.opinions] == .exact(7))
        #expect(lines[1].counts[.count] == .written("约30"))
        #expect(lines[1].counts[.opinions] == .written("十几条"))
    }

    @Test func `every fault is named by its line and its column`() {
        let text =
            "编号,登记日期,事项,村,主题,状态,评价\n"
            + "1,2018-13-01,路灯不亮,横湖,民生,,\n"
            + "张三,2018-03-01,,衡湖,民声,办理中,好\n"
        #expect(
            faults(.matters, text) == [
                "past.csv:2: column '登记日期' '2018-13-01' is no date (write it like 2018-03-12, "
                    + "2018-03 or 2018)",
                "past.csv:3: column '事项' is empty",
                "past.csv:3: column '编号' holds no number of at most 30 characters (one as it "
                    + "stands on paper: 2018-05, 第5号; or number the lines 1, 2, 3)",
                "past.csv:3: column '村' '衡湖' is not in station.yaml (did you mean '横湖'? what is "
                    + "not in it belongs into the column '地点')",
                "past.csv:3: column '主题' '民声' is not in station.yaml (did you mean '民生'? one of "
                    + "五水共治, 环境综合整治, 库区移民迁建, 饮用水保护, 产业结构优化升级, 乡村振兴, 民生, 其他)",
                "past.csv:3: column '评价' '好' is not known (one of 不满意, 基本满意, 满意)",
                "past.csv:3: column '状态' '办理中' is no ending (办结, 当场答复, 不予受理 or 撤回; what is "
                    + "still open is registered by a message, so that it is answered)",
            ]
        )
        #expect(
            faults(.matters, "编号,事项,村名\n") == [
                "past.csv:1: unknown column '村名' (did you mean '村'?)",
                "past.csv:1: the column '登记日期' is missing",
            ]
        )
    }

    @Test func `a file of another encoding is refused with the remedy`() throws {
        // 编号 in GB 18030.
        let data = Data([0xB1, 0xE0, 0xBA, 0xC5, 0x0A])
        do {
            _ = try read(.matters, data)
            Issue.record("it was read")
        } catch let error as BookFaults {
            #expect(error.description.contains("CSV UTF-8"))
            #expect(error.description.contains("iconv -f GB18030 -t UTF-8"))
        }
    }

    @Test(arguments: PastKind.allCases)
    func `its template is read back as an empty table`(kind: PastKind) throws {
        #expect(try read(kind, Data(pastTemplate(kind).utf8)) == [])
    }
}
