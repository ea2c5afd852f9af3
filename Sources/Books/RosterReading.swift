package import Casework
import FoundationEssentials

/// Reads a roster: one line for what a person is from a day on.
///
///     姓名,职务,层级,小组,届次,起,止,选区,理由
///     王建国,代表、站长,镇级,1,17,2021-12-20,,第一选区,
///
/// The columns stand in any order; `name` and `from` are needed. Whoever has a level is a deputy.
///
/// - Parameter path: The file, UTF-8.
/// - Returns: The lines in the order of the file.
/// - Throws: ``BookFaults`` with every fault found, by line.
package func loadRoster(at path: String) throws(BookFaults) -> [RosterLine] {
    guard let data = FileManager.default.contents(atPath: path) else {
        throw BookFaults([BookFault(file: path, "cannot read the file")])
    }
    guard let text = String(data: data, encoding: .utf8) else {
        throw BookFaults([
            BookFault(
                file: path,
                "the file is not written in UTF-8",
                hint: "save it from the spreadsheet as 'CSV UTF-8'"
            )
        ])
    }
    do {
        return try rosterLines(of: try CSV.rows(of: text, in: path), in: path)
    } catch let fault as BookFault {
        throw BookFaults([fault])
    } catch let faults as BookFaults {
        throw faults
    } catch {
        throw BookFaults([BookFault(file: path, "cannot read the file")])
    }
}

private enum Column: String, CaseIterable {
    case name, office, level, group, term, from, until, district, reason

    var words: [String] {
        switch self {
        case .name: ["name", "姓名"]
        case .office: ["office", "职务"]
        case .level: ["level", "层级", "级别"]
        case .group: ["group", "小组", "代表小组"]
        case .term: ["term", "届次", "届"]
        case .from: ["from", "起", "起始", "任职日期"]
        case .until: ["until", "止", "届满"]
        case .district: ["district", "选区"]
        case .reason: ["reason", "理由", "备注"]
        }
    }
}

private let offices: [String: Position] = [
    "deputy": .deputy, "head": .head, "deputy head": .deputyHead, "leader": .leader,
    "group leader": .leader, "小组长": .leader, "member": .member, "联络站成员": .member,
    "clerk": .clerk, "legal adviser": .adviser, "presidium": .presidium,
    "party committee": .committee, "镇党委": .committee, "auditor": .auditor,
]

private let levels: [String: Level] = [
    "town": .town, "镇": .town, "city": .city, "市": .city, "prefecture": .prefecture,
    "province": .province, "省": .province, "nation": .nation, "国家级": .nation,
    "台州市级": .prefecture,
]

private func rosterLines(
    of rows: [CSV.Row],
    in file: String
) throws(BookFaults) -> [RosterLine] {
    guard let head = rows.first else {
        throw BookFaults([BookFault(file: file, "the file is empty")])
    }
    let faults = Faults()
    var columns: [Column: Int] = [:]
    let known = Column.allCases.flatMap(\.words)
    for (index, cell) in head.cells.enumerated() {
        let word = unpadded(cell).lowercased()
        guard let column = Column.allCases.first(where: { $0.words.contains(word) }) else {
            faults.add(
                file,
                head.line,
                "unknown column '\(unpadded(cell))'",
                hint: nearestWord(to: word, among: known).map { "did you mean '\($0)'?" }
                    ?? "known columns: "
                    + Column.allCases.map { $0.words.joined(separator: " or ") }
                    .joined(separator: ", ")
            )
            continue
        }
        if columns[column] != nil {
            faults.add(file, head.line, "the column '\(column.rawValue)' stands twice")
        }
        columns[column] = index
    }
    for column in [Column.name, .from] where columns[column] == nil {
        faults.add(
            file,
            head.line,
            "the column '\(column.words.joined(separator: "' or '"))' is missing"
        )
    }
    guard faults.list.isEmpty else { throw BookFaults(faults.list) }
    let lines = rows.dropFirst().compactMap { row in
        RosterRow(row: row, columns: columns, width: head.cells.count, file: file, faults: faults)
            .line()
    }
    guard faults.list.isEmpty else { throw BookFaults(faults.list) }
    return lines
}

/// One row on its way to a line.
private struct RosterRow {
    let row: CSV.Row
    let columns: [Column: Int]
    let width: Int
    let file: String
    let faults: Faults

    /// The line; what is wrong in it is noted, and reading goes on.
    func line() -> RosterLine? {
        guard row.cells.count <= width || row.cells.dropFirst(width).allSatisfy(\.isEmpty) else {
            fault("there are \(row.cells.count) cells and \(width) columns")
            return nil
        }
        guard let name = cell(.name) else {
            fault("the name is missing")
            return nil
        }
        let levels = parts(.level).compactMap { level($0) }
        var positions = parts(.office).compactMap { office($0) }
        if !levels.isEmpty, !positions.contains(.deputy) { positions.insert(.deputy, at: 0) }
        if positions.isEmpty, parts(.office).isEmpty {
            fault("neither an office nor a level", hint: "a deputy has a level such as 镇级")
        }
        if Set(positions).count < positions.count { fault("an office stands twice") }
        guard let from = day(.from) else {
            if cell(.from) == nil { fault("the first day is missing") }
            return nil
        }
        var line = RosterLine(line: row.line, name: name, positions: positions, from: from)
        line.levels = Set(levels)
        line.group = number(.group, stripping: ["第", "小组", "组"])
        line.term = number(.term, stripping: ["第", "届"])
        line.until = day(.until)
        line.district = cell(.district)
        line.reason = cell(.reason)
        return line
    }

    private func cell(_ column: Column) -> String? {
        guard let index = columns[column], index < row.cells.count else { return nil }
        let text = unpadded(row.cells[index])
        return text.isEmpty ? nil : text
    }

    private func parts(_ column: Column) -> [String] {
        (cell(column) ?? "").split { "、，；;/,".contains($0) }.map { unpadded(String($0)) }
            .filter { !$0.isEmpty }
    }

    private func office(_ text: String) -> Position? {
        if let office = Position(rawValue: text) ?? offices[text.lowercased()] { return office }
        let known = Position.allCases.map(\.rawValue)
        fault(
            "unknown office '\(text)'",
            hint: nearestWord(to: text, among: known + offices.keys).map { "did you mean '\($0)'?" }
                ?? "known offices: " + known.joined(separator: "、")
        )
        return nil
    }

    private func level(_ text: String) -> Level? {
        if let level = Level(rawValue: text) ?? levels[text.lowercased()] { return level }
        fault(
            "unknown level '\(text)'",
            hint: "known levels: " + Level.allCases.map(\.rawValue).joined(separator: "、")
        )
        return nil
    }

    private func day(_ column: Column) -> Day? {
        guard let text = cell(column) else { return nil }
        let parts = text.split { "-/.年月日".contains($0) }.map(String.init)
        guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2]), let found = Day(year: year, month: month, day: day)
        else {
            fault("'\(text)' is no date", hint: "write it like 2021-12-20")
            return nil
        }
        return found
    }

    private func number(_ column: Column, stripping words: [String]) -> Int? {
        guard let text = cell(column) else { return nil }
        let bare = words.reduce(text) { $0.replacing($1, with: "") }
        let han = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]
        if let number = Int(bare) ?? han.firstIndex(of: bare).map({ $0 + 1 }), number > 0 {
            return number
        }
        fault("'\(text)' is no number for the column '\(column.rawValue)'")
        return nil
    }

    private func fault(_ message: String, hint: String? = nil) {
        faults.add(file, row.line, message, hint: hint)
    }
}

private func unpadded(_ text: String) -> String {
    let start = text.drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
}

extension BookFault {
    /// A fault of a roster as an operator is told it.
    package init(_ fault: RosterFault, in file: String) {
        let (message, hint) = fault.kind.words
        self.init(file: file, line: fault.line, message, hint: hint)
    }
}

extension RosterFault.Kind {
    fileprivate var words: (message: String, hint: String?) {
        switch self {
        case .endsBeforeItBegins: ("the last day is before the first", nil)
        case .twice(let position, let line):
            (
                "the same person is \(position.rawValue) on line \(line) at the same time",
                "two people of one name are told apart in it: 王建国（花桥）"
            )
        case .noLevel: ("a deputy without a level", "such as 镇级; several: 镇级、市级")
        case .noGroup: ("no group is named", "each town deputy and each leader has one group")
        case .noSuchGroup(let group, let count):
            ("there is no group \(group)", "groups are 1 to \(count), by 'groups' in station.yaml")
        case .headIsNoDeputy(let position):
            (
                "a \(position.rawValue) who is no deputy on that day",
                "heads and deputy heads are deputies: add 代表 with the level"
            )
        case .leaderIsNotOfStation:
            ("a group leader who is not of the station", "add the office 成员")
        case .leaderIsNotOfGroup(let group):
            ("leads group \(group) and is no deputy of it", nil)
        case .secondLeader(let group, let name):
            ("group \(group) is already led by \(name)", "give one of them a last day")
        case .beyondSeats(let level, let seats):
            (
                "one more than the \(seats) seats of \(level.rawValue)",
                "give a reason in the column 'reason', or end another's mandate"
            )
        }
    }
}
