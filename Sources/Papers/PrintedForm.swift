import Casework

/// A sheet that the station prints; the raw value is what `liaison print` takes.
package enum PrintedForm: String, CaseIterable, Sendable {
    /// 选民接待登记表, of one matter.
    case registration
    /// 交办单.
    case order
    /// 书面答复.
    case reply
    /// 督办单.
    case supervision
    /// 归档封面, with its index.
    case cover
    /// 回执, for the voter to take home.
    case receipt
    /// 接待日公告, of a date.
    case notice
    /// 视察记录, of a note.
    case inspection
    /// 门口海报, with the page's address as a QR code.
    case poster
    /// 公开栏: rules in force, deputies' cleared contacts, the next receptions, nothing else.
    case board = "public"

    /// What it is of.
    package enum Subject: Sendable {
        case matter, day, note, nothing
    }

    package var subject: Subject {
        switch self {
        case .registration, .order, .reply, .supervision, .cover, .receipt: .matter
        case .notice: .day
        case .inspection: .note
        case .poster, .board: .nothing
        }
    }

    /// The name in Chinese, which `liaison print` takes as well.
    package var title: String {
        switch self {
        case .registration: "选民接待登记表"
        case .order: "交办单"
        case .reply: "书面答复"
        case .supervision: "督办单"
        case .cover: "归档封面"
        case .receipt: "登记回执"
        case .notice: "选民接待日公告"
        case .inspection: "视察记录"
        case .poster: "有事请说"
        case .board: "公开栏"
        }
    }

    /// A form by either name; nil for anything else.
    package init?(named name: String) {
        let others = [
            "接待登记表": PrintedForm.registration, "接待日公告": .notice, "海报": .poster, "回执": .receipt,
        ]
        guard
            let form = PrintedForm(rawValue: name) ?? others[name]
                ?? PrintedForm.allCases.first(where: { $0.title == name })
        else { return nil }
        self = form
    }
}

/// One sheet: what stands on it, from top to bottom; what is empty is left out.
struct Sheet {
    var form: PrintedForm
    var lead: String?
    var big: String?
    var rows: [(label: String, value: String)] = []
    /// Running text above the rows, one paragraph each.
    var opening: [String] = []
    /// Running text below them.
    var words: [String] = []
    var head: [String] = []
    var index: [[String]] = []
    /// SVG.
    var drawing: String?
    var examples: [String] = []
    /// Where people sign.
    var signs: [String] = []
    /// Who issues it and when, at the right.
    var end: [String] = []
    var note: String?

    init(_ form: PrintedForm) { self.form = form }

    func html() throws -> String {
        var values: [String: Any] = [
            "title": form.title, "class": form.rawValue, "opening": opening,
            "words": words, "end": end,
            "rows": rows.map { ["label": $0.label, "value": $0.value] }, "head": head,
            "index": index.map { ["cells": $0] }, "examples": examples, "signs": signs,
            "hasRows": !rows.isEmpty, "hasIndex": !head.isEmpty, "hasExamples": !examples.isEmpty,
            "hasSigns": !signs.isEmpty,
        ]
        values["lead"] = lead
        values["big"] = big
        values["qr"] = drawing
        values["note"] = note
        return try Templates.render(Templates.form, values)
    }
}
