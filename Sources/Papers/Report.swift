package import Casework
import CommandLanguage

extension PaperMaker {
    /// The report of a period: one file that opens without a network, for a phone and for A4.
    ///
    /// - Parameter period: Usually a year; any other works as well.
    /// - Returns: HTML.
    /// - Throws: What the view throws.
    package func report(of period: DayRange) throws -> String {
        let figures = try figures(of: period)
        var sources = Sources()
        let chapters = chapters(of: figures).map { chapter in
            [
                "title": chapter.title,
                "sections": chapter.sections.map { section in
                    [
                        "title": section.title ?? "",
                        "sentences": section.sentences.map { sentence in
                            [
                                "text": sentence.text,
                                "mark": sources.mark(for: sentence.marks) ?? "",
                            ]
                        },
                    ] as [String: Any]
                },
            ] as [String: Any]
        }
        return try Templates.render(
            Templates.report,
            [
                "station": rules.stationName, "period": phrasebook.period(period, .zh),
                "today": date(draft.today),
                "figures": keyFigures(of: figures).map { ["label": $0.0, "value": $0.1] },
                "chapters": chapters,
                "plots": plots(of: figures).map { ["title": $0.title, "svg": $0.svg] },
                "tables": try tables(of: figures).map(\.values),
                "sources": sources.lists.enumerated().map { index, marks in
                    ["mark": String(index + 1), "text": shortened(marks)]
                },
            ]
        )
    }

    private func keyFigures(of figures: StationFigures) -> [(String, String)] {
        [
            ("登记事项", "\(figures.matters.count)件"), ("来件", "\(figures.senders)人次"),
            ("受理必复", share(figures.answeredBack)), ("按时答复", share(figures.inTime)),
            ("办结", share(figures.closed)), ("满意和基本满意", share(figures.satisfied)),
            ("接待日", share(figures.receptionsHeld)),
            ("小组活动", share(figures.groupActivities)),
            ("集体活动", share(figures.collective)), ("接待选民", received(figures.received)),
        ]
    }

    /// `12人次（另有1次为约数）`: what was never counted is added to nothing.
    func received(_ totals: ReceptionTotals) -> String {
        let inexact = totals.inexact == 0 ? "" : "（另有\(totals.inexact)次为约数）"
        return "\(totals.visits)人次" + inexact
    }

    // MARK: - Plots

    private func plots(of figures: StationFigures) -> [(title: String, svg: String)] {
        let months = months(of: figures.period)
        let topics = figures.grouped(by: .topic)
        let series = topics.map { topic in
            let counts = Dictionary(grouping: topic.matters) { $0.filedOn.text.prefix(7) }
            return (
                name: topic.key ?? term("group_by.none"),
                values: months.map { counts[Substring($0)]?.count ?? 0 }
            )
        }
        let days = figures.answerDays
        let bins: [(String, ClosedRange<Int>)] = [
            ("0-5天", 0...5), ("6-10天", 6...10), ("11-15天", 11...15), ("16-20天", 16...20),
            ("21-30天", 21...30), ("30天以上", 31...Int.max),
        ]
        let ratings = ["satisfied", "basically_satisfied", "dissatisfied"].map { rating in
            (
                name: term("rating." + rating),
                count: figures.matters.count { $0.matter.rating == rating }
            )
        }
        let unrated = figures.matters.count { $0.isAnsweredBack && $0.matter.rating == nil }
        let labels = months.map { String(Int($0.suffix(2)) ?? 0) + "月" }
        let quarters = quarters(of: figures)
        return [
            ("每月登记的事项，按主题（件）", Plot.columns(labels: labels, series: series)),
            (
                "交办到单位答复的天数（次）",
                Plot.columns(
                    labels: bins.map(\.0),
                    series: [("答复", bins.map { bin in days.count { bin.1.contains($0) } })]
                )
            ),
            (
                "各小组每季度的活动（次，虚线为缺）",
                Plot.grid(
                    rows: figures.groups.map { term("group.\($0)") },
                    columns: quarters.map { term("quarter.\($0)") },
                    counts: figures.groups.map { group in
                        quarters.map { quarter in
                            figures.grid.filter { $0.group == group && $0.quarter == quarter }
                                .reduce(0) { $0 + $1.count }
                        }
                    }
                )
            ),
            ("选民评价（件）", Plot.bar(ratings + [("未评价", unrated)])),
        ]
    }

    private func months(of period: DayRange) -> [String] {
        var months: [String] = []
        var day = period.first
        while day <= period.last {
            months.append(String(day.text.prefix(7)))
            day = day.adding(days: 1 - day.parts.day).adding(months: 1)
        }
        return months
    }

    private func quarters(of figures: StationFigures) -> [Int] {
        Set(figures.grid.map(\.quarter)).sorted()
    }

    // MARK: - Tables

    struct Table {
        var title: String
        var note: String?
        var head: [String]
        var rows: [[String]]
        var style = ""

        var values: [String: Any] {
            [
                "title": title, "note": note ?? "", "head": head, "class": style,
                "rows": rows.map { ["cells": $0] },
            ]
        }
    }

    private func tables(of figures: StationFigures) throws -> [Table] {
        var tables = [counts(of: figures, by: .topic), counts(of: figures, by: .village)]
        tables.append(counts(of: figures, by: .unit))
        tables.append(counts(of: figures, by: .status))
        tables.append(receptions(of: figures))
        if !figures.plan.isEmpty { tables.append(plan(of: figures)) }
        tables.append(
            Table(
                title: "活动",
                note: "集体活动：已举行、至少两人、没有标明个人的。",
                head: PaperMaker.activityHead,
                rows: figures.activities.map { row(of: $0) },
                style: "ledger"
            )
        )
        let duty = try dutyRows(of: figures)
        tables.append(
            Table(
                title: "代表履职记录",
                note: "次数都从签到、记录、建议等原始记录得出。",
                head: duty[0],
                rows: Array(duty.dropFirst()),
                style: "ledger"
            )
        )
        tables.append(evaluation(of: figures))
        tables.append(
            Table(
                title: "台账",
                note: "一事一号；选民姓名、电话不列，保密件不列内容和地点。",
                head: LedgerColumn.allCases.map(\.rawValue),
                rows: try figures.matters.map { try ledgerRow($0) },
                style: "ledger"
            )
        )
        return tables
    }

    private func counts(
        of figures: StationFigures,
        by grouping: StationFigures.Grouping
    ) -> Table {
        let name = term("group_by." + grouping.rawValue)
        // A rate of what is chosen by how it stands says nothing.
        let columns = grouping == .status ? 1 : 5
        let heads = ["登记", "受理必复", "按时答复", "办结", "满意"]
        var rows = figures.grouped(by: grouping).map { part in
            let some = figures.narrowed { part.matters.contains($0) }
            return [self.name(of: part.key, in: grouping)] + self.row(of: some).prefix(columns)
        }
        rows.append(["合计"] + row(of: figures).prefix(columns))
        return Table(
            title: "事项" + name,
            note: nil,
            head: [name] + heads.prefix(columns),
            rows: rows
        )
    }

    private func row(of figures: StationFigures) -> [String] {
        [
            String(figures.matters.count), share(figures.answeredBack), share(figures.inTime),
            share(figures.closed), share(figures.satisfied),
        ]
    }

    func name(of key: String?, in grouping: StationFigures.Grouping) -> String {
        guard let key else { return term("group_by.none") }
        return switch grouping {
        case .group: term("group." + key)
        case .status: term("state." + key)
        case .village, .topic, .unit, .month: key
        }
    }

    private func receptions(of figures: StationFigures) -> Table {
        Table(
            title: "接待日",
            note: nil,
            head: ["日期", "情况", "预告", "到站代表", "人次", "条数"],
            rows: figures.receptions.map { account in
                let reception = account.reception
                let visits = figures.visits.filter { $0.day == reception.day }
                let past = figures.pastSessions.filter { $0.day == reception.day }
                let totals = ReceptionTotals(of: visits, past)
                let state = standing(of: account, on: figures.today)
                return [
                    bothCalendars(reception.day), state + (reception.isMoved ? "（改期）" : ""),
                    account.isAnnounced ? "有" : "无", account.came.joined(separator: "、"),
                    past.compactMap(\.past?.count).first ?? String(totals.visits),
                    String(totals.items),
                ]
            }
        )
    }

    private func plan(of figures: StationFigures) -> Table {
        Table(
            title: "年度计划",
            note: "已办\(share(figures.planned))；办理一栏是与它对上的活动。",
            head: ["编号", "季度", "小组", "方式", "主题", "批准", "办理"],
            rows: figures.plan.map { item in
                let done = figures.activities(for: item).map(\.number.description)
                return [
                    item.number.description,
                    item.quarter.map { term("quarter.\($0)") } ?? "全年",
                    item.group.map { term("group.\($0)") } ?? "全站",
                    item.activity ?? "", item.topic ?? "",
                    item.approvedBy == nil ? "未批准" : "已批准",
                    done.isEmpty ? "未办" : done.joined(separator: "、"),
                ]
            }
        )
    }

    private func standing(of account: StationFigures.ReceptionAccount, on today: Day) -> String {
        if !account.reception.isHeld { return "取消" }
        if account.isPast { return "已接待（补录）" }
        if account.isHeld { return "已接待" }
        return account.reception.day > today ? "未到" : "无签到"
    }

    static let activityHead = [
        "编号", "日期", "状态", "方式", "小组", "主题", "人数", "集体", "补录",
    ]

    /// No names: who took part stands in the duty record.
    func row(of activity: Activity) -> [String] {
        [
            activity.number.description, activity.past?.date ?? activity.date.text,
            term("activity." + activity.stand.rawValue), activity.kind,
            activity.group.map { String($0) } ?? "", activity.topic ?? "",
            activity.past?.count ?? activity.attendance.map { String($0) } ?? "",
            activity.countsForGroup ? "是" : "", note(on: activity.past),
        ]
    }

    /// `2018年纸质台账（原编号5）`; empty for the desk's own.
    func note(on past: Past?) -> String {
        guard let past else { return "" }
        return past.source + (past.paper.isEmpty ? "" : "（原编号\(past.paper)）")
    }

    /// `第三组第二季度`.
    func gaps(of figures: StationFigures) -> [String] {
        figures.gaps.map { term("group.\($0.group)") + term("quarter.\($0.quarter)") }
    }

    func evaluation(of figures: StationFigures) -> Table {
        let evaluation = Evaluation(figures, by: rules.evaluation)
        var rows = evaluation.lines.map { line in
            [
                term(line.term), line.tenths.map { Evaluation.text($0) } ?? term("mark.none"),
                line.points == 0 ? "" : String(line.points),
                line.evidence.map { evidence in
                    let misses =
                        evidence.name == "activities" ? gaps(of: figures) : evidence.share.misses
                    let missing = misses.isEmpty ? "" : "；缺：" + shortened(misses)
                    return term(evidence.term) + " " + share(evidence.share) + missing
                }.joined(separator: "\n"),
            ]
        }
        rows.append(
            ["合计", Evaluation.text(evaluation.score), String(evaluation.judged), "无分母的项目不计入"]
        )
        return Table(
            title: "自评",
            note: "分值为本站设定（config/station.yaml 的 evaluation），每项写明依据。",
            head: ["项目", "得分", "满分", "依据"],
            rows: rows
        )
    }
}

/// The lists of numbers behind the sentences of a report, each with its mark.
private struct Sources {
    var lists: [[String]] = []

    /// The mark of a list, the same for the same list; nil for an empty one.
    mutating func mark(for marks: [String]) -> String? {
        guard !marks.isEmpty else { return nil }
        if let known = lists.firstIndex(of: marks) { return String(known + 1) }
        lists.append(marks)
        return String(lists.count)
    }
}
