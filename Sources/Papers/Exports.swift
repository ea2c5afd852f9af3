package import Casework
import CommandLanguage

/// A table that can be taken out; the raw value is what `liaison export` takes.
package enum ExportedBook: String, CaseIterable, Sendable {
    case ledger, receptions, visits, activities, notes, suggestions, duty, papers, evaluation
    /// What was archived in the period.
    case archive
}

/// A file by its name and its text.
package struct ExportedFile: Hashable, Sendable {
    package var name: String
    package var text: String

    package init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}

extension PaperMaker {
    /// A book of a period as CSV.
    ///
    /// - Throws: What the view throws.
    package func table(_ book: ExportedBook, of period: DayRange) throws -> ExportedFile {
        let rows = try rows(of: book, in: try figures(of: period))
        return ExportedFile(name: book.rawValue + ".csv", text: CSV.text(rows))
    }

    /// All that an inspection looks at: report, rubric, books, and one matter of every ending.
    ///
    /// - Throws: What the view throws.
    package func inspectionFolder(of period: DayRange) throws -> [ExportedFile] {
        let figures = try figures(of: period)
        var files = [ExportedFile(name: "report.html", text: try report(of: period))]
        for book in ExportedBook.allCases {
            let text = CSV.text(try rows(of: book, in: figures))
            files.append(ExportedFile(name: book.rawValue + ".csv", text: text))
        }
        for account in samples(of: figures) {
            for form in [PrintedForm.registration, .cover] {
                files.append(
                    ExportedFile(
                        name: "sample-\(account.mark)-\(form.rawValue).html",
                        text: try self.form(form, of: account.matter)
                    )
                )
            }
        }
        return files
    }

    /// The first matter of every state that may be shown to others.
    private func samples(of figures: StationFigures) -> [MatterAccount] {
        MatterState.allCases.compactMap { state in
            figures.matters.first { $0.matter.state == state && !$0.matter.isKeptBack }
        }
    }

    private func rows(of book: ExportedBook, in figures: StationFigures) throws -> [[String]] {
        switch book {
        case .ledger:
            let head = LedgerColumn.allCases.map(\.rawValue)
            return [head] + (try figures.matters.map { try ledgerRow($0) })
        case .receptions:
            let head = ["日期", "农历原定日", "情况", "预告", "到站代表", "人次", "补录"]
            let others = figures.pastSessions.filter { session in
                !figures.receptions.contains { $0.reception.day == session.day }
            }
            return [head]
                + figures.receptions.map { account in
                    let past = figures.pastSessions.filter { $0.day == account.reception.day }
                        .compactMap(\.past)
                    let visits = figures.visits.filter { $0.day == account.reception.day }
                    let count = account.isHeld ? String(ReceptionTotals(of: visits, []).visits) : ""
                    return [
                        account.mark, account.reception.origin.text,
                        !account.reception.isHeld ? "取消" : account.isHeld ? "已接待" : "无签到",
                        account.isAnnounced ? "有" : "无", account.came.joined(separator: "、"),
                        past.compactMap(\.shown).first ?? count,
                        past.map { note(on: $0) }.joined(separator: "；"),
                    ]
                } + (try others.map { try row(of: $0) })
        case .visits:
            let head = ["编号", "日期", "场次", "村", "人次", "条数", "登记", "当场答复", "指引", "补录"]
            return [head]
                + figures.visits.map { visit in
                    let totals = ReceptionTotals(of: [visit])
                    return [
                        visit.number.description, visit.past?.date ?? visit.day.text,
                        visit.session.description,
                        visit.isConfidential ? "" : visit.village ?? "",
                        visit.past?.count ?? String(totals.visits), String(totals.items),
                        visit.matters.map(\.description).joined(separator: "、"),
                        String(totals.answered), String(totals.guided), note(on: visit.past),
                    ]
                }
        case .activities:
            return [PaperMaker.activityHead] + figures.activities.map { row(of: $0) }
        case .notes:
            let head = ["编号", "日期", "方式", "小组", "村", "主题", "发现", "建议"]
            return [head] + (try figures.notes.map { try row(of: $0) })
        case .suggestions:
            let head = ["编号", "日期", "题目", "领衔", "附议", "来源事项", "承办单位", "状态", "答复次数"]
            return [head] + (try figures.suggestions.map { try row(of: $0) })
        case .duty: return try dutyRows(of: figures)
        case .papers:
            let head = ["编号", "类别", "题目", "版本", "日期", "数量", "批示日期"]
            return [head]
                + figures.papers.map { account in
                    let paper = account.paper
                    return [
                        paper.number.description, paper.sort.rawValue, account.title,
                        String(paper.version), paper.date.text,
                        paper.count.map { String($0) } ?? "", paper.response?.on.text ?? "",
                    ]
                }
        case .archive: return [PaperMaker.archiveHead] + (try archiveRows(of: figures.period))
        case .evaluation:
            let table = evaluation(of: figures)
            return [table.head] + table.rows
        }
    }

    /// What paper says of a day on which voters were received.
    private func row(of session: ReceptionSession) throws -> [String] {
        [
            session.past?.date ?? session.day.text, session.reception?.text ?? "", "已接待", "",
            try (session.deputies ?? []).compactMap { try draft.name(of: $0) }
                .joined(separator: "、"),
            session.past?.shown ?? "", note(on: session.past),
        ]
    }

    private func row(of suggestion: Suggestion) throws -> [String] {
        [
            suggestion.number.description, Day(of: suggestion.at).text,
            try draft.view.words(suggestion.title) ?? "",
            try draft.name(of: suggestion.lead) ?? "",
            try suggestion.cosigners.compactMap { try draft.name(of: $0) }
                .joined(separator: "、"),
            suggestion.matters.map(\.description).joined(separator: "、"),
            suggestion.unit ?? "", term("suggestion." + suggestion.stand.rawValue),
            String(suggestion.answers.count),
        ]
    }

    private func row(of note: Note) throws -> [String] {
        func words(_ id: ContentID?) throws -> String {
            try id.flatMap { try draft.view.words($0) }.map { Masking.phones(in: $0) } ?? ""
        }
        return [
            note.number.description, note.date.text, note.kind,
            note.group.map { String($0) } ?? "", note.village ?? "", note.topic ?? "",
            try note.findings.map { try words($0) }.joined(separator: "\n"),
            try note.suggestions.map { try words($0) }.joined(separator: "\n"),
        ]
    }
}
