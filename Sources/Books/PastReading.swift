package import Casework
import FoundationEssentials

/// Reads a table of past entries: one line for what stands on paper.
///
///     编号,日期,事项,村,承办单位,答复,办结日期
///     2018-05,2018-03-12,村口路灯不亮,横湖,城建办,已修好,2018-03-30
///
/// The columns stand in any order; which there are is ``PastKind/columns``.
///
/// - Parameters:
///   - kind: What the entries are.
///   - path: The file, UTF-8.
///   - station: Whose villages, topics and units may be named.
/// - Returns: The entries in the order of the file.
/// - Throws: ``BookFaults`` with every fault found, by line and column.
package func loadPast(
    _ kind: PastKind,
    at path: String,
    station: StationBook
) throws(BookFaults) -> [PastLine] {
    guard let data = FileManager.default.contents(atPath: path) else {
        throw BookFaults([BookFault(file: path, "cannot read the file")])
    }
    guard let text = String(data: data, encoding: .utf8) else {
        throw BookFaults([
            BookFault(
                file: path,
                "the file is not written in UTF-8",
                hint: "save it from the spreadsheet as 'CSV UTF-8' (CSV UTF-8 逗号分隔); one that "
                    + "exists: iconv -f GB18030 -t UTF-8 OLD.csv > NEW.csv"
            )
        ])
    }
    do {
        return try pastLines(kind, of: try CSV.rows(of: text, in: path), in: path, station)
    } catch let fault as BookFault {
        throw BookFaults([fault])
    } catch let faults as BookFaults {
        throw faults
    } catch {
        throw BookFaults([BookFault(file: path, "cannot read the file")])
    }
}

/// An empty table with the Chinese names of the columns, to be filled in.
package func pastTemplate(_ kind: PastKind) -> String {
    CSV.text(of: [kind.columns.map { $0.words(in: kind)[0] }])
}

extension PastKind {
    /// The columns that its table may have, the needed ones first.
    package var columns: [PastColumn] {
        switch self {
        case .matters:
            [
                .number, .date, .text, .village, .place, .topic, .unit, .answer, .answeredOn,
                .toldOn, .channel, .rating, .status, .endedOn, .name, .phone,
            ]
        case .visits:
            [
                .number, .date, .count, .text, .village, .topic, .answer, .redirect, .matter,
                .deputies, .name, .phone,
            ]
        case .activities:
            [
                .number, .date, .kind, .group, .topic, .village, .place, .basis, .count, .deputies,
                .others, .text,
            ]
        case .receptions:
            [.number, .date, .count, .opinions, .answered, .deputies, .text]
        }
    }

    var needed: [PastColumn] {
        switch self {
        case .matters: [.number, .date, .text]
        case .visits, .receptions: [.number, .date]
        case .activities: [.number, .date, .kind]
        }
    }
}

extension PastColumn {
    /// What it is called at the head of a table, the Chinese name first.
    func words(in kind: PastKind) -> [String] {
        switch self {
        case .number: ["编号", "序号", "原编号", "number"]
        case .date: kind == .matters ? ["登记日期", "日期", "date"] : ["日期", "时间", "date"]
        case .text:
            kind == .matters || kind == .visits
                ? ["事项", "内容", "反映内容", "text"] : ["内容", "说明", "备注", "text"]
        case .village: ["村", "村居", "village"]
        case .place: ["地点", "place"]
        case .topic: ["主题", "类别", "topic"]
        case .unit: ["承办单位", "单位", "unit"]
        case .answer: ["答复", "答复内容", "answer"]
        case .answeredOn: ["答复日期", "answered on"]
        case .toldOn: ["反馈日期", "told on"]
        case .channel: ["反馈方式", "channel"]
        case .rating: ["评价", "满意度", "rating"]
        case .status: ["状态", "结果", "status"]
        case .endedOn: ["办结日期", "ended on"]
        case .name: ["姓名", "name"]
        case .phone: ["电话", "phone"]
        case .redirect: ["去向", "指引到", "redirect"]
        case .matter: ["事项编号", "matter"]
        case .deputies:
            kind == .activities ? ["参加代表", "代表", "deputies"] : ["接待代表", "代表", "deputies"]
        case .others: ["其他人员", "others"]
        case .group: ["小组", "代表小组", "group"]
        case .kind: ["方式", "类型", "活动类型", "kind"]
        case .basis: ["依据", "basis"]
        case .count: kind == .activities ? ["人数", "参加人数", "count"] : ["人次", "接待人次", "count"]
        case .opinions: ["意见条数", "意见", "opinions"]
        case .answered: ["当场答复", "answered"]
        }
    }
}

private let pastEndings: [String: MatterState] = [
    "办结": .closed, "已办结": .closed, "closed": .closed, "当场答复": .answered,
    "已当场答复": .answered, "answered": .answered, "不予受理": .declined, "不受理": .declined,
    "declined": .declined, "撤回": .withdrawn, "已撤回": .withdrawn, "withdrawn": .withdrawn,
]

private let pastRatings = [
    "满意": "satisfied", "基本满意": "basically_satisfied", "不满意": "dissatisfied",
    "satisfied": "satisfied", "basically satisfied": "basically_satisfied",
    "dissatisfied": "dissatisfied",
]

private let pastChannels = [
    "书面": "written", "口头": "oral", "当面": "oral", "电话": "phone", "written": "written",
    "oral": "oral", "phone": "phone",
]

private func pastLines(
    _ kind: PastKind,
    of rows: [CSV.Row],
    in file: String,
    _ station: StationBook
) throws(BookFaults) -> [PastLine] {
    guard let head = rows.first else {
        throw BookFaults([
            BookFault(
                file: file,
                "the file is empty",
                hint: "see the columns with: liaison import \(kind.rawValue) --template"
            )
        ])
    }
    let faults = Faults()
    var columns: [PastColumn: Int] = [:]
    let known = kind.columns.flatMap { $0.words(in: kind) }
    for (index, cell) in head.cells.enumerated() {
        let word = withoutBlanks(cell).lowercased()
        // A spreadsheet leaves empty columns at the right.
        if word.isEmpty { continue }
        guard let column = kind.columns.first(where: { $0.words(in: kind).contains(word) }) else {
            faults.add(
                file,
                head.line,
                "unknown column '\(withoutBlanks(cell))'",
                hint: nearestWord(to: word, among: known).map { "did you mean '\($0)'?" }
                    ?? "known columns: "
                    + kind.columns.map { $0.words(in: kind)[0] }.joined(separator: ", ")
            )
            continue
        }
        if columns[column] != nil {
            faults.add(file, head.line, "the column '\(column.words(in: kind)[0])' stands twice")
        }
        columns[column] = index
    }
    for column in kind.needed where columns[column] == nil {
        faults.add(file, head.line, "the column '\(column.words(in: kind)[0])' is missing")
    }
    guard faults.list.isEmpty else { throw BookFaults(faults.list) }
    let lines = rows.dropFirst().compactMap { row in
        PastRow(
            row: row,
            kind: kind,
            columns: columns,
            width: head.cells.count,
            file: file,
            station: station,
            faults: faults
        ).line()
    }
    guard faults.list.isEmpty else { throw BookFaults(faults.list) }
    return lines
}

/// One row on its way to an entry.
private struct PastRow {
    let row: CSV.Row
    let kind: PastKind
    let columns: [PastColumn: Int]
    let width: Int
    let file: String
    let station: StationBook
    let faults: Faults

    /// The entry; what is wrong in it is noted, and reading goes on.
    func line() -> PastLine? {
        guard row.cells.count <= width || row.cells.dropFirst(width).allSatisfy(\.isEmpty) else {
            faults.add(file, row.line, "there are \(row.cells.count) cells and \(width) columns")
            return nil
        }
        for column in kind.needed where cell(column) == nil { fault(column, "is empty") }
        let number = self.number()
        let date = self.date()
        var line = PastLine(line: row.line, number: number ?? "", day: date?.day ?? Day(ordinal: 0))
        line.date = date?.written
        for column in [PastColumn.text, .place, .answer, .redirect, .matter, .others, .basis] {
            line.words[column] = cell(column)
        }
        line.words[.name] = cell(.name)
        line.words[.phone] = cell(.phone)
        line.words[.village] = listed(.village, station.places.map { ($0.zh, $0.en) })
        let topics = station.topics.map { ($0.zh, [$0.en].compactMap(\.self)) }
        line.words[.topic] = listed(.topic, topics)
        line.words[.unit] = unit()
        line.words[.rating] = value(.rating, pastRatings)
        line.words[.channel] = value(.channel, pastChannels)
        line.words[.kind] = activityKind()
        line.ending = ending() ?? .closed
        for column in [PastColumn.answeredOn, .toldOn, .endedOn] { line.days[column] = day(column) }
        for column in [PastColumn.count, .opinions, .answered] {
            line.counts[column] = count(column)
        }
        line.group = group()
        line.deputies = (cell(.deputies) ?? "").split { "、，；;/, ".contains($0) }
            .map { withoutBlanks(String($0)) }.filter { !$0.isEmpty }
        guard number != nil, date != nil else { return nil }
        return line
    }

    private func cell(_ column: PastColumn) -> String? {
        guard let index = columns[column], index < row.cells.count else { return nil }
        let text = withoutBlanks(row.cells[index])
        return text.isEmpty ? nil : text
    }

    private func fault(_ column: PastColumn, _ message: String, hint: String? = nil) {
        let name = "column '\(column.words(in: kind)[0])'"
        faults.add(file, row.line, name + " " + message, hint: hint)
    }

    /// The number stands in the journal, which holds nothing personal.
    private func number() -> String? {
        guard let text = cell(.number) else { return nil }
        let isNumber =
            text.count <= 30 && text.contains { isPlainDigit($0) }
            && Masking.phones(in: text) == text
        if isNumber { return text }
        fault(
            .number,
            "holds no number of at most 30 characters",
            hint: "one as it stands on paper: 2018-05, 第5号; or number the lines 1, 2, 3"
        )
        return nil
    }

    /// A day; or a month or a year, which stands on its first day and keeps what was written.
    private func date() -> (day: Day, written: String?)? {
        guard let text = cell(.date) else { return nil }
        if let day = read(text) { return (day, nil) }
        let parts = text.split { "-/.年月".contains($0) }.map(String.init)
        if parts.count <= 2, let year = parts.first.flatMap({ Int($0) }),
            (1950...2100).contains(year),
            let day = Day(year: year, month: parts.count == 2 ? Int(parts[1]) ?? 0 : 1, day: 1)
        {
            return (day, text)
        }
        fault(.date, "'\(text)' is no date", hint: "write it like 2018-03-12, 2018-03 or 2018")
        return nil
    }

    private func day(_ column: PastColumn) -> Day? {
        guard let text = cell(column) else { return nil }
        if let day = read(text) { return day }
        fault(column, "'\(text)' is no date", hint: "write it like 2018-03-12")
        return nil
    }

    private func read(_ text: String) -> Day? {
        let parts = text.split { "-/.年月日".contains($0) }.map(String.init)
        guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2])
        else { return nil }
        return Day(year: year, month: month, day: day)
    }

    private func count(_ column: PastColumn) -> PastCount? {
        guard let text = cell(column) else { return nil }
        let bare = ["人次", "人", "条", "次", "件"].reduce(text) { bare, word in
            bare.hasSuffix(word) ? String(bare.dropLast(word.count)) : bare
        }
        if let number = Int(bare), number >= 0 { return .exact(number) }
        let isWritten = text.count <= 20 && Masking.phones(in: text) == text
        if isWritten, text.contains(where: { $0.isNumber || "几数多余十百千若干约".contains($0) }) {
            return .written(text)
        }
        fault(column, "'\(text)' is no count", hint: "a whole number, or as it is written: 40余")
        return nil
    }

    private func group() -> Int? {
        guard let text = cell(.group) else { return nil }
        let bare = ["第", "代表小组", "小组", "组"].reduce(text) { $0.replacing($1, with: "") }
        let han = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]
        if let number = Int(bare) ?? han.firstIndex(of: bare).map({ $0 + 1 }) { return number }
        fault(.group, "'\(text)' is no group", hint: "a number; empty for the whole station")
        return nil
    }

    private func ending() -> MatterState? {
        guard let text = cell(.status) else { return nil }
        if let ending = pastEndings[text.lowercased()] { return ending }
        fault(
            .status,
            "'\(text)' is no ending",
            hint: "办结, 当场答复, 不予受理 or 撤回; what is still open is registered by a message, so "
                + "that it is answered"
        )
        return nil
    }

    private func value(_ column: PastColumn, _ values: [String: String]) -> String? {
        guard let text = cell(column) else { return nil }
        if let value = values[text.lowercased()] { return value }
        fault(
            column,
            "'\(text)' is not known",
            hint: "one of "
                + values.keys.filter { !$0.utf8.allSatisfy { $0 < 128 } }.sorted()
                .joined(separator: ", ")
        )
        return nil
    }

    private func activityKind() -> String? {
        guard let text = cell(.kind) else { return nil }
        if Values.activityKinds.contains(text) { return text }
        fault(
            .kind,
            "'\(text)' is no kind of activity",
            hint: "one of " + Values.activityKinds.sorted().joined(separator: ", ")
        )
        return nil
    }

    /// A name of the station's lists, in either language.
    private func listed(_ column: PastColumn, _ names: [(zh: String, others: [String])]) -> String?
    {
        guard let text = cell(column) else { return nil }
        let word = text.hasSuffix("村") ? String(text.dropLast()) : text
        let found = names.first { name in
            name.zh == text || name.zh == word
                || name.others.contains { $0.lowercased() == text.lowercased() }
        }
        if let found { return found.zh }
        let near = nearestWord(to: text, among: names.map(\.zh)).map { "did you mean '\($0)'? " }
        fault(
            column,
            "'\(text)' is not in station.yaml",
            hint: (near ?? "")
                + (column == .village && kind.columns.contains(.place)
                    ? "what is not in it belongs into the column '地点'"
                    : "one of " + names.map(\.zh).joined(separator: ", "))
        )
        return nil
    }

    /// A unit by its short name where the list has it; one of those days as it was written.
    private func unit() -> String? {
        guard let text = cell(.unit) else { return nil }
        let known = station.units.first { unit in
            unit.zh == text || unit.full == text || unit.en?.lowercased() == text.lowercased()
        }
        if let known { return known.zh }
        if text.count <= 20, !text.contains(where: isPlainDigit) { return text }
        fault(.unit, "holds no name of a unit", hint: "at most 20 characters, without numbers")
        return nil
    }
}

/// 三 is a digit as well, and somebody's name.
private func isPlainDigit(_ character: Character) -> Bool {
    character.isWholeNumber && !"一二三四五六七八九十百千".contains(character)
}

private func withoutBlanks(_ text: String) -> String {
    let start = text.drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
}

extension BookFault {
    /// A fault of past entries as an operator is told it.
    package init(_ fault: PastFault, of kind: PastKind, in file: String) {
        let (message, hint): (String, String?) =
            switch fault.kind {
            case .twice(let line): ("is the same as on line \(line), in the same year", nil)
            case .future: ("is a day that has not come", nil)
            case .before(let day): ("is before the entry's own day, \(day.text)", nil)
            case .noSuchGroup(let group, let count):
                ("there is no group \(group)", "groups are 1 to \(count)")
            case .noSuchMatter(let ref):
                (
                    "there is no matter '\(ref)'",
                    "import the matters first; a number of this desk is written whole: 2018-0005"
                )
            }
        self.init(
            file: file,
            line: fault.line,
            "column '\(fault.column.words(in: kind)[0])' " + message,
            hint: hint
        )
    }
}
