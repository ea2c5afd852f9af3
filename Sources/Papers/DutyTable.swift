import Casework
import CommandLanguage

extension PaperMaker {
    /// 履职记录: one row a deputy, one column a kind of work, counted from the sources alone.
    ///
    /// Deputies act in public: their names stand.
    func dutyRows(of figures: StationFigures) throws -> [[String]] {
        let days = figures.period.first...figures.period.last
        var rows = [["代表", "小组"] + DutyKind.allCases.map { term($0.term) } + ["合计"]]
        for deputy in figures.deputies {
            let person = try draft.view.people(named: deputy.name).first?.id
            let ledger = try person.map { try DutyLedger(of: $0, in: days, draft.view) }
            let counts = DutyKind.allCases.map { ledger?.count($0) ?? 0 }
            rows.append(
                [deputy.name, deputy.group.map { String($0) } ?? ""]
                    + counts.map { String($0) } + [String(counts.reduce(0, +))]
            )
        }
        return rows
    }
}
