package import Casework
import CommandLanguage

/// The sheets of one matter.
extension PaperMaker {
    /// A sheet of a matter.
    ///
    /// - Parameters:
    ///   - form: One of those whose subject is a matter.
    ///   - matter: As it stands.
    /// - Returns: HTML; names and phones masked unless ``isUnmasked``.
    /// - Throws: What the view throws.
    package func form(_ form: PrintedForm, of matter: Matter) throws -> String {
        let account = MatterAccount(
            matter,
            history: try draft.view.history(of: matter.number, limit: 10_000)
        )
        var sheet = Sheet(form)
        sheet.lead = "编号 \(matter.number)"
        switch form {
        case .registration: try register(account, on: &sheet)
        case .order: try order(account, on: &sheet)
        case .supervision: try supervise(account, on: &sheet)
        case .reply: try reply(account, on: &sheet)
        case .cover: try cover(account, on: &sheet)
        case .receipt: try receipt(account, on: &sheet)
        case .notice, .inspection, .poster, .board:
            preconditionFailure("a sheet of something else was asked of a matter")
        }
        return try sheet.html()
    }

    private func register(_ account: MatterAccount, on sheet: inout Sheet) throws {
        let matter = account.matter
        sheet.rows = [
            ("接待登记日期", bothCalendars(account.filedOn)), ("来源", try source(of: matter)),
            ("姓名", try name(of: matter)), ("电话", try phone(of: matter)),
            ("所在村", matter.village ?? ""),
            ("是否保密", matter.isConfidential ? "是" : "否"),
            ("类别", matter.kind.map { kind in kind == "consult" ? "咨询" : "建议" } ?? "意见"),
            ("主题", matter.topic ?? ""), ("反映事项（原话）", try ownWords(of: matter)),
            ("核实情况", matter.verified.map { term("result." + $0) } ?? ""),
            ("处理决定", term("state." + account.state.rawValue)),
            ("承办单位", account.unit ?? ""), ("办理期限", account.terms.last.map { date($0.due) } ?? ""),
            ("答复内容", try lastAnswer(of: matter)),
            ("反馈方式和日期", feedback(of: matter)), ("选民评价", rating(of: matter)),
        ]
        sheet.signs = ["接待代表：", "联络员："]
    }

    private func order(_ account: MatterAccount, on sheet: inout Sheet) throws {
        let matter = account.matter
        sheet.big = account.unit.map { $0 + "：" }
        sheet.opening = [
            "现将选民反映的事项交你单位办理，请于\(account.terms.last.map { date($0.due) } ?? "")前"
                + "书面答复本站。答复由本站转告选民，请勿自行联系选民。"
        ]
        sheet.rows = [
            ("交办日期", account.terms.last.map { date($0.from) } ?? ""),
            ("主题", matter.topic ?? ""), ("地点", matter.village ?? ""),
            ("事项", try words(forUnit: matter)),
            ("核实情况", matter.verified.map { term("result." + $0) } ?? ""),
            ("办理结果", "\n\n\n"),
        ]
        sheet.signs = ["签收人：", "签收日期：", "承办负责人："]
        sheet.end = [rules.stationName, date(draft.today)]
        sheet.note = "一事一号。不属本单位的，请当日退回并写明应由哪个单位办理。"
    }

    private func supervise(_ account: MatterAccount, on sheet: inout Sheet) throws {
        let matter = account.matter
        sheet.big = account.unit.map { $0 + "：" }
        sheet.opening = [standing(of: account)]
        sheet.rows = [
            ("事项", try words(forUnit: matter)), ("地点", matter.village ?? ""),
            ("交办日期", account.terms.last.map { date($0.from) } ?? ""),
            ("催办次数", String(matter.course.unitUrges ?? 0)),
            ("未按时答复的原因", "\n\n"), ("办理计划和时限", "\n\n"),
        ]
        sheet.signs = ["站长：", "承办负责人："]
        sheet.end = [rules.stationName, date(draft.today)]
    }

    /// What a unit is told of its term: by when, and how late it is.
    private func standing(of account: MatterAccount) -> String {
        guard let term = account.terms.last else { return "下列事项还没有交办。" }
        if let answered = term.answered {
            return "下列事项应于\(date(term.due))前答复，已于\(date(answered))答复。"
        }
        let late = draft.today.ordinal - term.due.ordinal
        return "下列事项应于\(date(term.due))前答复"
            + (late > 0 ? "，已超期\(late)天" : "") + "。请立即办理，并在三个工作日内书面答复。"
    }

    private func reply(_ account: MatterAccount, on sheet: inout Sheet) throws {
        let matter = account.matter
        let name = try name(of: matter)
        sheet.words = [
            (name.isEmpty ? "选民" : name) + "：",
            "您于\(date(account.filedOn))反映的“\(try ownWords(of: matter))”，现答复如下：",
        ]
        let answer = try lastAnswer(of: matter)
        sheet.words.append(
            answer.isEmpty ? "（承办单位尚未答复）" : (account.unit.map { $0 + "：" } ?? "") + answer
        )
        sheet.words.append("您对办理结果是否满意，请在下面勾选后交回，或直接回复短信。")
        sheet.words.append("□ 满意　　□ 基本满意　　□ 不满意")
        sheet.end = [rules.stationName, date(draft.today)]
    }

    private func cover(_ account: MatterAccount, on sheet: inout Sheet) throws {
        let matter = account.matter
        sheet.rows = [
            ("题名", try subject(of: matter)), ("登记日期", date(account.filedOn)),
            ("办结日期", account.endedOn.map { date($0) } ?? ""),
            ("结果", term("state." + account.state.rawValue)), ("承办单位", account.unit ?? ""),
            ("保管期限", matter.course.retention ?? rules.limits.retention),
            ("归档日期", account.archivedOn.map { date($0) } ?? "未归档"),
        ]
        sheet.head = ["序号", "材料", "日期", "页数"]
        sheet.index = papers(of: account).enumerated().map { index, paper in
            [String(index + 1), paper.name, paper.on.map { $0.text } ?? "", ""]
        }
        sheet.signs = ["立卷人：", "检查人："]
        sheet.note = "归档后不再改动；更正另附，原件保留。"
    }

    /// What lies in the folder of a matter, in its order.
    func papers(of account: MatterAccount) -> [(name: String, on: Day?)] {
        let matter = account.matter
        var papers: [(String, Day?)] = [("选民接待登记表", account.filedOn)]
        papers += account.terms.map { ("交办单（\($0.unit)）", $0.from) }
        papers += matter.answers.map { answer in
            (answer.unit.map { "答复（\($0)）" } ?? "当场答复", Day(of: answer.at))
        }
        papers += matter.feedbacks.filter { $0.stand == .delivered || $0.stand == .told }
            .map { ("反馈记录（\(term("channel." + $0.channel))）", $0.on) }
        if matter.rating != nil { papers.append(("选民评价（\(rating(of: matter))）", nil)) }
        papers += matter.guarding.meetings.map { ("指挥部会议记录", $0.on) }
        if let resolved = matter.guarding.resolved { papers.append(("化解情况", resolved.on)) }
        if !matter.attachments.isEmpty { papers.append(("照片等附件\(matter.attachments.count)件", nil)) }
        return papers
    }

    private func receipt(_ account: MatterAccount, on sheet: inout Sheet) throws {
        let matter = account.matter
        sheet.lead = nil
        sheet.big = matter.number.description
        sheet.rows = [
            ("登记日期", date(account.filedOn)), ("反映事项", try subject(of: matter)),
            ("查进度", "发短信或在网页写：查\(matter.number)"),
            ("受理期限", date(matter.screenBy) + "前答复是否受理"),
        ]
        sheet.words = ["结果一定告诉您。换了手机，凭登记时的查询码也能查。"]
        sheet.end = [rules.stationName, rules.address]
    }

    // MARK: - What may be seen

    /// The voter's name: masked, unless unmasking is recorded; empty for nobody known.
    private func name(of matter: Matter) throws -> String {
        if matter.isAnonymous { return "（匿名）" }
        guard let name = try matter.name.flatMap({ try draft.view.words($0) }) else { return "" }
        return isUnmasked ? name : Masking.name(name)
    }

    private func phone(of matter: Matter) throws -> String {
        guard !matter.isAnonymous,
            let phone = try matter.phone.flatMap({ try draft.view.words($0) })
        else { return "" }
        return isUnmasked ? phone : Masking.phone(phone)
    }

    /// On a sheet of its own a confidential matter is written out: the sheet is for its folder.
    private func ownWords(of matter: Matter) throws -> String {
        let words = try matter.words.compactMap { try draft.view.words($0) }
            .joined(separator: "\n")
        if words.isEmpty { return "（内容已删除）" }
        return isUnmasked ? words : try draft.hidden(words, of: matter)
    }

    /// A unit sees the matter and not the person, whoever prints it.
    private func words(forUnit matter: Matter) throws -> String {
        // What the clerk wrote for the unit, where the voter's own words would tell who wrote.
        if let given = try matter.course.orderWords.flatMap({ try draft.view.words($0) }) {
            return given
        }
        var masked = self
        masked.isUnmasked = false
        return try masked.ownWords(of: matter)
    }

    private func lastAnswer(of matter: Matter) throws -> String {
        try matter.answers.last.flatMap { try draft.view.words($0.words) } ?? ""
    }

    private func feedback(of matter: Matter) -> String {
        matter.told.map { term("channel." + $0.channel) + "，" + date($0.on) } ?? ""
    }
}
