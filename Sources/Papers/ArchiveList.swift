import Casework
import CommandLanguage

/// 归档目录: what was archived in a period, matters and records, each with its class and with what
/// lies in its folder (`domain.md` §1, row 30).
extension PaperMaker {
    /// One archived entry on its way to a row.
    private struct Entry {
        var number: String
        var sort: String
        var title: String
        var begun: Day
        var on: Day
        var retention: String
        var index: [(name: String, on: Day?)]
    }

    static let archiveHead = ["件号", "编号", "类别", "题名", "形成日期", "归档日期", "保管期限", "件内目录", "更正"]

    /// The rows of a period; pieces are counted by the year of archiving and the class.
    func archiveRows(of period: DayRange) throws -> [[String]] {
        var rows: [[String]] = []
        var pieces: [String: Int] = [:]
        for (entry, corrections) in try archivedEntries() {
            let series = "\(entry.on.year)-\(entry.retention)"
            let piece = pieces[series, default: 0] + 1
            pieces[series] = piece
            guard period.contains(entry.on) else { continue }
            rows.append([
                series + "-" + padded(piece, to: 4), entry.number, entry.sort, entry.title,
                entry.begun.text, entry.on.text, entry.retention,
                entry.index.enumerated().map { place, paper in
                    "\(place + 1) \(paper.name)" + (paper.on.map { " \($0.text)" } ?? "")
                }.joined(separator: "\n"),
                corrections == 0 ? "" : "\(corrections)次",
            ])
        }
        return rows
    }

    /// Everything that was ever archived, in the order of archiving.
    private func archivedEntries() throws -> [(Entry, corrections: Int)] {
        var query = MatterQuery()
        query.states = [.archived]
        query.limit = .max
        var entries = try draft.view.matters(query).compactMap { matter in
            let history = try draft.view.history(of: matter.number, limit: .max)
            let account = MatterAccount(matter, history: history)
            let corrections = history.count { entry in
                if case .turned(_, .corrected) = entry.event { true } else { false }
            }
            return try account.archivedOn.map { (try entry(account, on: $0), corrections) }
        }
        let view = draft.view
        for note in try view.records(Note.self, RecordQuery(limit: .max)) {
            guard let archived = note.archived else { continue }
            let added = note.course.additions
            entries.append(
                (
                    Entry(
                        number: note.number.description,
                        sort: note.kind + "记录",
                        title: try view.words(note.finding).map { subject(of: $0) } ?? "",
                        begun: note.date,
                        on: archived.on,
                        retention: archived.retention,
                        index: [("记录", note.date)]
                            + added.map { ($0.isCorrection ? "更正" : "补充", Day(of: $0.at)) }
                            + note.course.followUps.map { ("跟踪", Day(of: $0.at)) }
                            + (note.attachments.isEmpty
                                ? [] : [("照片\(note.attachments.count)张", nil)])
                    ), added.count(where: \.isCorrection)
                )
            )
        }
        for suggestion in try view.records(Suggestion.self, RecordQuery(limit: .max)) {
            guard let archived = suggestion.archived else { continue }
            let begun = Day(of: suggestion.at)
            entries.append(
                (
                    Entry(
                        number: suggestion.number.description,
                        sort: "代表建议",
                        title: try view.words(suggestion.title) ?? "",
                        begun: begun,
                        on: archived.on,
                        retention: archived.retention,
                        index: [("建议正文", begun)]
                            + suggestion.answers.map { ($0.unit + "答复", Day(of: $0.at)) }
                    ), archived.corrections?.count ?? 0
                )
            )
        }
        for paper in try view.records(StationPaper.self, RecordQuery(limit: .max)) {
            guard let archived = paper.archived else { continue }
            entries.append(
                (
                    Entry(
                        number: paper.number.description,
                        sort: paper.sort.rawValue,
                        title: try view.words(paper.title) ?? "",
                        begun: paper.date,
                        on: archived.on,
                        retention: archived.retention,
                        index: [("正文", paper.date)]
                            + [paper.response].compactMap(\.self).map { ("批示", $0.on) }
                    ), archived.corrections?.count ?? 0
                )
            )
        }
        return entries.sorted { ($0.0.on, $0.0.number) < ($1.0.on, $1.0.number) }
    }

    private func entry(_ account: MatterAccount, on day: Day) throws -> Entry {
        Entry(
            number: account.mark,
            sort: "事项",
            title: try subject(of: account.matter),
            begun: account.filedOn,
            on: day,
            retention: account.matter.course.retention ?? rules.limits.retention,
            index: papers(of: account)
        )
    }

    private func subject(of words: String) -> String {
        draft.title(of: Masking.phones(in: words))
    }
}
