package import Casework
import CommandLanguage

/// 台账: one row a matter, the voter masked (`domain.md` §5.2).
package enum LedgerColumn: String, CaseIterable, Sendable {
    case number = "编号"
    case date = "登记日期"
    case source = "来源"
    case topic = "主题"
    case place = "地点"
    case summary = "事项"
    case unit = "承办单位"
    case assigned = "交办"
    case due = "期限"
    case replied = "答复"
    case fedBack = "反馈"
    case rating = "评价"
    case status = "状态"
}

extension PaperMaker {
    /// One row of the ledger, in the order of the columns.
    package func ledgerRow(_ account: MatterAccount) throws -> [String] {
        try LedgerColumn.allCases.map { try cell($0, account) }
    }

    private func cell(_ column: LedgerColumn, _ account: MatterAccount) throws -> String {
        let matter = account.matter
        return switch column {
        case .number: account.mark
        case .date: account.filedOn.text
        case .source: try source(of: matter)
        case .topic: matter.topic ?? ""
        case .place: matter.isKeptBack ? "" : matter.village ?? ""
        case .summary: try subject(of: matter)
        case .unit: account.unit ?? ""
        case .assigned: account.terms.last?.from.text ?? ""
        case .due: account.terms.last?.due.text ?? matter.due?.text ?? ""
        case .replied: matter.answers.last.map { Day(of: $0.at).text } ?? ""
        case .fedBack: matter.told?.on.text ?? ""
        case .rating: rating(of: matter)
        case .status: term("state." + matter.state.rawValue)
        }
    }

    func rating(of matter: Matter) -> String {
        if let rating = matter.rating { return term("rating." + rating) }
        return matter.course.isUnrated == true ? "未评价" : ""
    }

    /// Who brought it, by role: a voter, a deputy for a voter, the clerk.
    func source(of matter: Matter) throws -> String {
        if let past = matter.past { return "补录：\(past.source)（原编号\(past.paper)）" }
        guard matter.owner != matter.filedBy else { return term("role.voter") }
        let role = try draft.view.person(matter.filedBy)?.offices.first?.role ?? .voter
        return term("role." + role.rawValue) + "代登记"
    }
}

extension Matter {
    /// The last telling that reached the voter; nil before the first.
    var told: Feedback? { feedbacks.last { $0.stand == .delivered || $0.stand == .told } }
}
