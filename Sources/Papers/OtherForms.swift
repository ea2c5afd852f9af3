package import Casework
import CommandLanguage
import QRCode

/// The sheets that are of no matter.
extension PaperMaker {
    /// 接待日公告, for the notice board.
    ///
    /// - Parameter day: A day on which a reception is held.
    /// - Returns: HTML; nil when nothing is held that day.
    /// - Throws: What the view throws.
    package func notice(of day: Day) throws -> String? {
        let calendar = ReceptionCalendar(rules: rules, records: try draft.view.receptions())
        guard let reception = calendar.reception(meantBy: day) else { return nil }
        var sheet = Sheet(.notice)
        let names = try draft.deputiesExpected(at: reception)
        sheet.rows = [
            ("日期", bothCalendars(reception.day)),
            ("时间", rules.opens.text + "-" + rules.closes.text),
            ("地点", rules.address + "，" + rules.stationName),
            ("接待代表", names.isEmpty ? "届时公布" : names.joined(separator: "、")),
        ]
        sheet.words = [
            "选民和群众可以当面反映意见、建议和困难。反映的事项逐项登记，一事一号；核实后交有关单位办理，结果一定告诉您（受理必复）。",
            "代表不直接处理问题。人大一般不办理具体案件；正在诉讼、仲裁、复议或信访程序中的事项，请向原机关反映。",
            "来之前可以预约；不便到站的，可以发短信或在网页反映。日期如有变动，会再通知。",
        ]
        sheet.end = [rules.stationName, date(draft.today)]
        return try sheet.html()
    }

    /// 视察记录, as it was submitted.
    ///
    /// - Returns: HTML.
    /// - Throws: What the view throws.
    package func inspection(_ note: Note) throws -> String {
        func words(_ id: ContentID?) throws -> String {
            guard let id else { return "" }
            let text = try draft.view.words(id) ?? "（内容已删除）"
            return isUnmasked ? text : Masking.phones(in: text)
        }
        func all(_ ids: [ContentID]) throws -> String {
            try ids.map { try words($0) }.joined(separator: "\n")
        }
        var sheet = Sheet(.inspection)
        sheet.lead = "编号 \(note.number)"
        sheet.rows = [
            ("方式", note.kind), ("日期", bothCalendars(note.date)),
            ("地点", try words(note.place)), ("主题", note.topic ?? ""),
            (
                "代表",
                try note.deputies.compactMap { try draft.name(of: $0) }.joined(separator: "、")
            ),
            ("小组", note.group.map { term("group.\($0)") } ?? ""),
            ("依据", try words(note.basis)), ("参加人员", try words(note.participants)),
            ("发现的情况", try all(note.findings)),
            ("意见建议（建议，不是指令）", try all(note.suggestions)),
            ("形成的事项", note.course.matters.map(\.description).joined(separator: "、")),
            ("下次跟踪", note.followUpOn.map { date($0) } ?? ""),
            ("照片", note.attachments.isEmpty ? "" : "\(note.attachments.count)张"),
        ]
        sheet.signs = ["代表签名：", "联络员："]
        return try sheet.html()
    }

    /// 公开栏: what everybody may read, and nothing else (`domain.md` §1, row 18).
    ///
    /// - Returns: HTML without any name or number that was not cleared for it.
    /// - Throws: What the view throws.
    package func board() throws -> String {
        var sheet = Sheet(.board)
        sheet.lead = rules.stationName
        let calendar = ReceptionCalendar(rules: rules, records: try draft.view.receptions())
        let next = calendar.held(in: draft.today...draft.today.adding(days: 100)).prefix(3)
        sheet.rows = next.map { ("接待日", bothCalendars($0.day)) }
        sheet.rows.append(("时间地点", "\(rules.opens.text)-\(rules.closes.text)，\(rules.address)"))
        sheet.words = try draft.publicPapers().flatMap { paper in
            let version = paper.version > 1 ? "（第\(paper.version)版）" : ""
            let title = "《\(try draft.view.words(paper.title) ?? "")》\(version)，\(date(paper.date))"
            return [title]
                + (try paper.text.flatMap { try draft.view.words($0) }.map { [$0] } ?? [])
        }
        let contacts = try draft.publicContacts().sorted { $0.key < $1.key }
        if !contacts.isEmpty {
            sheet.head = ["代表", "联系方式"]
            sheet.index = contacts.map { [$0.key, $0.value] }
        }
        sheet.end = [date(draft.today)]
        return try sheet.html()
    }

    /// 门口海报: how to write to the desk, for a door.
    ///
    /// - Parameter page: The page's address; nil leaves the QR code out.
    /// - Returns: HTML.
    /// - Throws: ``QRFault`` for an address that no code holds.
    package func poster(page: String?) throws -> String {
        var sheet = Sheet(.poster)
        sheet.lead = rules.stationName
        sheet.big = "说一句，给编号，必答复"
        sheet.examples = [Action.fileMatter, .queryStatus, .queryReception].map {
            phrasebook.exampleFor($0, in: .zh)
        }
        if let page {
            sheet.drawing = try QRSymbol(page).svg()
            sheet.words = ["手机扫一扫，像发短信一样写。"]
            sheet.note = page
        }
        let calendar = ReceptionCalendar(rules: rules, records: try draft.view.receptions())
        if let next = calendar.next(onOrAfter: draft.today) {
            sheet.rows = [
                ("下次接待日", bothCalendars(next.day)),
                ("时间地点", "\(rules.opens.text)-\(rules.closes.text)，\(rules.address)"),
            ]
        }
        sheet.end = ["着火、受伤、有人被困，请直接打 119、120、110"]
        return try sheet.html()
    }
}
