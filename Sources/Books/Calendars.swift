import Casework
import FoundationEssentials

/// Reads the calendars' tables: tab-separated, `#` begins a remark, the first row names columns.
enum Calendars {
    static func lunar(_ path: String, as file: String, _ faults: Faults) -> LunarCalendar? {
        var months: [LunarCalendar.Month] = []
        for row in rows(path, as: file, columns: 4, faults) {
            guard let starts = Day(row.cells[0]), let year = Int(row.cells[1]),
                let month = Int(row.cells[2]), (1...12).contains(month),
                ["0", "1"].contains(row.cells[3])
            else {
                faults.add(
                    file,
                    row.line,
                    "a lunar month is: date, year, month 1 to 12, leap 0 or 1"
                )
                continue
            }
            if let last = months.last, !(29...30).contains(starts.ordinal - last.starts.ordinal) {
                faults.add(file, row.line, "the month before has not 29 or 30 days")
            }
            months.append(
                LunarCalendar.Month(
                    starts: starts,
                    year: year,
                    month: month,
                    isLeap: row.cells[3] == "1"
                )
            )
        }
        guard months.count >= 2 else {
            faults.add(file, 0, "a lunar table has two months or more")
            return nil
        }
        return LunarCalendar(months: months)
    }

    /// All tables of a folder whose names are `holidays….tsv`: a new year is a file beside the
    /// others.
    static func workingDays(in dir: String, _ faults: Faults) -> WorkingDays {
        var holidays: Set<Day> = []
        var makeUpDays: Set<Day> = []
        for name in holidayTables(in: dir) {
            let file = dir + "/" + name
            for row in rows(file, as: file, columns: 3, faults) {
                guard let day = Day(row.cells[0]),
                    ["holiday", "workday"].contains(row.cells[1])
                else {
                    faults.add(file, row.line, "a row is: date, holiday or workday, name")
                    continue
                }
                let isHoliday = row.cells[1] == "holiday"
                if isHoliday ? makeUpDays.contains(day) : holidays.contains(day) {
                    faults.add(file, row.line, "\(day.text) is holiday and workday at once")
                } else if !isHoliday, day.weekday <= 5 {
                    faults.add(file, row.line, "\(day.text) is worked anyway: no make-up day")
                }
                if isHoliday { holidays.insert(day) } else { makeUpDays.insert(day) }
            }
        }
        return WorkingDays(holidays: holidays, makeUpDays: makeUpDays)
    }

    /// The names of a folder's holiday tables, sorted; a folder without one has the usual name
    /// that is missed.
    static func holidayTables(in dir: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: dir)) ?? []
        let found = names.filter { $0.hasPrefix("holidays") && $0.hasSuffix(".tsv") }.sorted()
        return found.isEmpty ? ["holidays.tsv"] : found
    }

    private static func rows(
        _ path: String,
        as file: String,
        columns: Int,
        _ faults: Faults
    ) -> [(line: Int, cells: [Substring])] {
        guard let data = FileManager.default.contents(atPath: path) else {
            faults.add(file, 0, "cannot read the file")
            return []
        }
        var rows: [(line: Int, cells: [Substring])] = []
        var hasNames = false
        let text = String(decoding: data, as: UTF8.self)
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        for (index, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
            guard hasNames else {
                hasNames = true
                continue
            }
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard cells.count == columns else {
                faults.add(file, index + 1, "a row has \(columns) columns, this has \(cells.count)")
                continue
            }
            rows.append((index + 1, cells))
        }
        return rows
    }
}
