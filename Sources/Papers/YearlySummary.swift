import Casework
import CommandLanguage

/// One sentence of a summary with what it rests on: numbers of matters and records.
struct Sentence {
    var text: String
    var marks: [String]

    init(_ text: String, _ marks: [String] = []) {
        self.text = text
        self.marks = marks
    }
}

struct Chapter {
    struct Section {
        /// Nil where the chapter has one section alone.
        var title: String?
        var sentences: [Sentence]
    }

    var title: String
    var sections: [Section]
}

/// The summary drafted from the books, under the seed's headings (`domain.md` §1, rows 1, 4, 50).
extension PaperMaker {
    func chapters(of figures: StationFigures) -> [Chapter] {
        [
            Chapter(title: "一、基本情况", sections: [section(nil, basics(of: figures))]),
            Chapter(
                title: "二、主要做法",
                sections: [
                    section("（一）完善制度建设", rules(of: figures)),
                    section("（二）规范运行机制", running(of: figures)),
                    section("（三）开展有效活动", activities(of: figures)),
                ]
            ),
            Chapter(
                title: "三、工作成效",
                sections: [
                    section("（一）拓宽履职渠道", channels(of: figures)),
                    section("（二）化解社会矛盾", disputes(of: figures)),
                    section("（三）助推中心工作", centralWork(of: figures)),
                ]
            ),
            Chapter(
                title: "四、目标对照",
                sections: [
                    section("增强代表的履职能力", [sentence("到站值班的代表", figures.deputiesOnDuty)]),
                    section("推进基层民主政治建设", [sentence("如期举行的接待日", figures.receptionsHeld)]),
                    section("服务民生实事项目落地", [sentence("办结的民生类事项", livelihood(in: figures))]),
                    section("促进地方经济社会和谐稳定发展", [sentence("上报后化解的矛盾", figures.resolved)]),
                ]
            ),
        ]
    }

    private func section(_ title: String?, _ sentences: [Sentence]) -> Chapter.Section {
        Chapter.Section(title: title, sentences: sentences)
    }

    private func sentence(_ name: String, _ share: Share) -> Sentence {
        Sentence(name + "：" + self.share(share) + "。", share.all)
    }

    private func basics(of figures: StationFigures) -> [Sentence] {
        let town = figures.deputies.count { $0.levels.contains(.town) }
        let above = figures.deputies.count { !$0.levels.subtracting([.town]).isEmpty }
        let all = figures.matters.map(\.mark)
        let states = figures.grouped(by: .status).map { part in
            name(of: part.key, in: .status).replacing("，", with: "") + "\(part.matters.count)件"
        }
        return [
            Sentence(
                "\(rules.stationName)设在\(rules.address)，联系代表\(figures.deputies.count)人"
                    + "（镇级\(town)人、市级以上\(above)人，一人兼两级的各计一次），"
                    + "分\(figures.groups.count)个小组。"
            ),
            figures.matters.isEmpty
                ? Sentence("本期没有登记事项。")
                : Sentence(
                    "本期登记选民意见\(figures.matters.count)件，来件\(figures.senders)人次，"
                        + "其中\(states.joined(separator: "、"))。",
                    all
                ),
        ] + past(of: figures)
    }

    /// What was taken over from paper, and that no rate counts it.
    private func past(of figures: StationFigures) -> [Sentence] {
        let (count, sources) = figures.past
        guard count > 0 else { return [] }
        return [
            Sentence(
                "其中补录\(count)件（来源：\(sources.joined(separator: "、"))），"
                    + "只计件数，答复、按时、办结、满意各项比率都不计入。",
                figures.matters.filter(\.isPast).map(\.mark)
            )
        ]
    }

    private func rules(of figures: StationFigures) -> [Sentence] {
        let rules = figures.papers.filter { $0.paper.sort.isPublic }
        let reports = figures.papers.filter {
            $0.paper.sort == .report && figures.period.contains($0.paper.date)
        }
        var sentences = [
            Sentence(
                "在册制度和职责\(rules.count)件（含历次版本）。",
                rules.map(\.paper.number.description)
            )
        ]
        if !reports.isEmpty {
            let answered = reports.filter { $0.paper.response != nil }
            sentences.append(
                Sentence(
                    "向党委专题汇报\(reports.count)次，得到批示\(answered.count)次。",
                    reports.map(\.paper.number.description)
                )
            )
        }
        return sentences
    }

    private func running(of figures: StationFigures) -> [Sentence] {
        var sentences = [
            Sentence(
                "坚持受理必复：受理后已把答复送达选民的\(share(figures.answeredBack))。",
                figures.answeredBack.all
            )
        ]
        if !figures.answeredBack.misses.isEmpty {
            sentences.append(
                Sentence(
                    "尚未反馈的\(figures.answeredBack.misses.count)件。",
                    figures.answeredBack.misses
                )
            )
        }
        sentences.append(
            Sentence("承办单位按时答复\(share(figures.inTime))。", figures.inTime.all)
        )
        if !figures.inTime.misses.isEmpty {
            sentences.append(
                Sentence("超期的\(figures.inTime.misses.count)件。", figures.inTime.misses)
            )
        }
        let declined = figures.matters.filter { $0.state == .declined }
        if !declined.isEmpty {
            sentences.append(
                Sentence(
                    "不予受理\(declined.count)件，写明理由和去向的\(share(figures.declinedRightly))。",
                    declined.map(\.mark)
                )
            )
        }
        return sentences
    }

    private func activities(of figures: StationFigures) -> [Sentence] {
        let held = figures.receptionsHeld
        var sentences = [Sentence("农历十六接待日如期举行\(share(held))。", held.all)]
        let received = figures.received
        if received.visits + received.inexact > 0 {
            let each = received.itemsPerVisit.map { "（人均\(Evaluation.text($0))条）" } ?? ""
            sentences.append(
                Sentence(
                    "接待选民\(self.received(received))，逐项记录\(received.items)条\(each)："
                        + "登记\(received.registered)条、"
                        + "当场答复\(received.answered)条、指引\(received.guided)条。",
                    figures.visits.map(\.number.description)
                )
            )
        }
        let groups = figures.groupActivities
        sentences.append(Sentence("各小组按季开展活动\(share(groups))。", figures.grid.flatMap(\.evidence)))
        let gaps = gaps(of: figures)
        if !gaps.isEmpty {
            sentences.append(Sentence("没有活动的：" + gaps.joined(separator: "、") + "。"))
        }
        let kinds = figures.heldByKind.map { $0.kind + "\($0.count)次" }
        if !kinds.isEmpty {
            let held = figures.activities.filter { $0.stand == .held }
            sentences.append(
                Sentence(
                    "共开展活动\(held.count)次：\(kinds.joined(separator: "、"))。",
                    held.map(\.number.description)
                )
            )
        }
        if !figures.notes.isEmpty {
            sentences.append(
                Sentence(
                    "代表提交视察、调研等记录\(figures.notes.count)份。",
                    figures.notes.map(\.number.description)
                )
            )
        }
        let collective = figures.collective
        if !collective.all.isEmpty {
            sentences.append(Sentence("其中集体活动\(share(collective))。", collective.hits))
        }
        return sentences
    }

    private func channels(of figures: StationFigures) -> [Sentence] {
        let satisfied = figures.satisfied
        return [
            Sentence(
                "已评价\(share(figures.rated))，其中满意和基本满意\(share(satisfied))。",
                figures.rated.hits
            ),
            sentence("办结的事项", figures.closed),
            suggestions(of: figures),
        ]
    }

    private func suggestions(of figures: StationFigures) -> Sentence {
        let all = figures.suggestions
        guard !all.isEmpty else { return Sentence("本期没有提出代表建议。") }
        let fromMatters = all.count { !$0.matters.isEmpty }
        return Sentence(
            "提出代表建议\(all.count)件，其中由选民意见转化\(fromMatters)件，"
                + "承办单位已答复\(share(figures.suggestionsAnswered))。",
            all.map(\.number.description)
        )
    }

    private func disputes(of figures: StationFigures) -> [Sentence] {
        let escalated = figures.matters.filter(\.isEscalated)
        guard !escalated.isEmpty else { return [Sentence("本期没有上报党委的矛盾。")] }
        let resolved = figures.resolved
        var sentences = [
            Sentence(
                "第一时间上报党委\(escalated.count)件，已化解\(share(resolved))。",
                escalated.map(\.mark)
            )
        ]
        let kept = escalated.filter { account in
            guard let promised = account.matter.promised,
                let real = account.matter.guarding.resolved?.on
            else { return false }
            return real <= promised
        }
        if !kept.isEmpty {
            sentences.append(
                Sentence("在承诺日期内化解的\(kept.count)件。", kept.map(\.mark))
            )
        }
        return sentences
    }

    private func centralWork(of figures: StationFigures) -> [Sentence] {
        let parts = figures.grouped(by: .topic).filter { part in
            part.key.map { !PaperMaker.everyday.contains($0) } ?? false
        }
        guard !parts.isEmpty else { return [Sentence("本期没有中心工作方面的事项。")] }
        return parts.map { part in
            let some = figures.narrowed { part.matters.contains($0) }
            return Sentence(
                "\(part.key ?? "")方面登记\(part.matters.count)件，办结\(share(some.closed))。",
                part.matters.map(\.mark)
            )
        }
    }

    private func livelihood(in figures: StationFigures) -> Share {
        figures.narrowed { $0.matter.topic == "民生" }.closed
    }

    /// Topics that are no central work of the town (row 32).
    private static let everyday: Set<String> = ["民生", "其他"]
}
