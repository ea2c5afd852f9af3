/// 汇总: what a period came to, by text; every rate with its numerator and denominator.
package enum Summary: Deed {
    package static let action = Action.summary

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        var figures = try draft.figures()
        var facts: [Field: FieldValue] = [.period: .period(figures.period)]
        var names: [FieldValue] = []
        if let topic = draft.arguments.text(.topic), topic != "reception" {
            figures = figures.narrowed { $0.matter.topic == topic }
            names.append(.name(topic))
        }
        if let unit = draft.arguments.text(.unit) {
            figures = figures.narrowed { account in account.unit == unit }
            names.append(.name(unit))
        }
        if !names.isEmpty { facts[.topic] = .list(names) }
        let metrics = draft.arguments.list(.metrics).compactMap { Metric(rawValue: $0) }
        let isOfReceptions = !metrics.isEmpty && metrics.allSatisfy { $0 == .receptions }
        guard !figures.matters.isEmpty || isOfReceptions || names.isEmpty else {
            draft.say(.summaryNone, facts)
            return .done
        }
        facts[.total] = .count(figures.matters.count)
        facts[.count] = .count(figures.senders)
        let grouping = draft.arguments.text(.groupBy)
            .flatMap { StationFigures.Grouping(rawValue: $0) }
        if let grouping {
            let lines = figures.grouped(by: grouping).map { part in
                FieldValue.Line(
                    .summaryCount,
                    [
                        .name: Summary.name(of: part.key, in: grouping),
                        .count: .count(part.matters.count),
                    ]
                )
            }
            facts[.name] = .term("group_by." + grouping.rawValue)
            facts[.list] = .lines(lines)
            draft.say(lines.isEmpty ? .summaryNone : .summaryGrouped, facts)
            return .done
        }
        let wanted = metrics.isEmpty ? Metric.allCases : metrics
        let states =
            metrics.isEmpty
            ? figures.grouped(by: .status).map { part in
                FieldValue.Line(
                    .summaryCount,
                    [
                        .name: Summary.name(of: part.key, in: .status),
                        .count: .count(part.matters.count),
                    ]
                )
            } : []
        let isWhole = metrics.isEmpty && names.isEmpty
        facts[.list] = .lines(
            states + Summary.past(of: figures) + wanted.flatMap { $0.lines(of: figures) }
                + (isWhole ? Summary.activities(of: figures) : [])
        )
        draft.say(.summary, facts)
        return .done
    }

    /// What was taken over from paper, and that no rate counts it.
    private static func past(of figures: StationFigures) -> [FieldValue.Line] {
        let (count, sources) = figures.past
        guard count > 0 else { return [] }
        return [
            FieldValue.Line(
                .summaryPast,
                [
                    .count: .count(count),
                    .list: .list(sources.prefix(3).map { .text($0) }),
                ]
            )
        ]
    }

    /// What the groups did: how often, in which of the cells that are due, and how much together.
    private static func activities(of figures: StationFigures) -> [FieldValue.Line] {
        var lines: [FieldValue.Line] = []
        let kinds = figures.heldByKind
        if !kinds.isEmpty {
            lines.append(
                FieldValue.Line(
                    .summaryActivities,
                    [
                        .total: .count(kinds.map(\.count).reduce(0, +)),
                        .list: .list(
                            kinds.map {
                                .filled("k n", ["k": .name($0.kind), "n": .count($0.count)])
                            }
                        ),
                    ]
                )
            )
        }
        for (name, share) in [
            ("activities", figures.groupActivities), ("collective", figures.collective),
        ] {
            lines.append(
                FieldValue.Line(
                    .summaryShare,
                    [.name: .term("evidence." + name), .result: share.fact]
                )
            )
        }
        return lines + ActivityGrid.lines(of: figures.gaps)
    }

    /// What people ask for by name; the raw value is the vocabulary's.
    enum Metric: String, CaseIterable {
        case replyRate = "reply_rate"
        case closureRate = "closure_rate"
        case satisfactionRate = "satisfaction_rate"
        case receptions

        /// A rate and what must stand beside it.
        func lines(of figures: StationFigures) -> [FieldValue.Line] {
            let shares: [(String, Share)] =
                switch self {
                case .replyRate:
                    [("answered_back", figures.answeredBack), ("in_time", figures.inTime)]
                case .closureRate: [("closed", figures.closed)]
                case .satisfactionRate:
                    [("satisfied", figures.satisfied), ("rated", figures.rated)]
                case .receptions: [("receptions", figures.receptionsHeld)]
                }
            let lines = shares.map { name, share in
                FieldValue.Line(
                    .summaryShare,
                    [.name: .term("evidence." + name), .result: share.fact]
                )
            }
            let received = figures.received
            guard self == .receptions, received.visits + received.inexact > 0 else { return lines }
            var facts: [Field: FieldValue] = [
                .count: .count(received.visits), .total: .count(received.items),
            ]
            facts[.result] = received.itemsPerVisit.map { .text(Evaluation.text($0)) }
            if received.inexact > 0 { facts[.skipped] = .count(received.inexact) }
            return lines + [FieldValue.Line(.summaryVisits, facts)]
        }
    }

    /// What a part of a grouping is called.
    package static func name(
        of key: String?,
        in grouping: StationFigures.Grouping
    ) -> FieldValue {
        guard let key else { return .term("group_by.none") }
        switch grouping {
        case .village, .topic, .unit: return .name(key)
        case .group: return .term("group." + key)
        case .status: return .term("state." + key)
        case .month: return DayRange(key).map { .period($0) } ?? .text(key)
        }
    }
}

/// 考核材料: the station's own evaluation, each point with what it rests on.
package enum EvaluationReport: Deed {
    package static let action = Action.evaluationReport

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let figures = try draft.figures()
        let evaluation = Evaluation(figures, by: draft.rules.evaluation)
        let lines = evaluation.lines.flatMap { line in
            let gaps = line.term == Indicator.activities.term ? figures.gaps : []
            return [
                FieldValue.Line(
                    .evaluationLine,
                    [
                        .name: .term(line.term),
                        .result: line.tenths.map { .text(Evaluation.text($0)) }
                            ?? .term("mark.none"),
                        .total: .count(line.points),
                        .list: .list(
                            line.evidence.flatMap { [FieldValue.term($0.term), $0.share.fact] }
                        ),
                    ]
                )
            ] + ActivityGrid.lines(of: gaps)
        }
        draft.say(
            evaluation.judged == 0 ? .evaluationNone : .evaluation,
            [
                .period: .period(figures.period),
                .result: .text(Evaluation.text(evaluation.score)),
                .total: .count(evaluation.judged), .count: .count(evaluation.lines.count),
                .list: .lines(lines),
            ]
        )
        return .done
    }
}

/// 导出台账: what the ledger holds, and how it is taken out; a file does not go by text.
package enum ExportLedger: Deed {
    package static let action = Action.exportLedger

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let figures = try draft.figures()
        var facts: [Field: FieldValue] = [.period: .period(figures.period)]
        guard let first = figures.matters.first, let last = figures.matters.last else {
            draft.say(.ledgerEmpty, facts)
            return .done
        }
        if draft.isAudit {
            try draft.sayLedger(figures)
            return .done
        }
        facts[.count] = .count(figures.matters.count)
        facts[.since] = .number(first.matter.number)
        facts[.until] = .number(last.matter.number)
        facts[.example] = .text("liaison export ledger --period " + figures.period.text)
        draft.say(.ledgerExport, facts)
        return .done
    }
}

extension Draft {
    /// The figures of the period that was asked for; of this year where none was.
    func figures() throws -> StationFigures {
        try StationFigures(of: periodAsked, on: today, view: view, rules: rules)
    }

    private var periodAsked: DayRange {
        let (year, month, _) = today.parts
        let text = arguments.text(.period) ?? String(year)
        if text == "next_quarter" {
            let first = today.adding(months: 3 - (month - 1) % 3)
            let parts = first.parts
            return DayRange("\(parts.year)-Q\((parts.month + 2) / 3)") ?? thisYear
        }
        return DayRange(text) ?? thisYear
    }

    private var thisYear: DayRange {
        let year = today.year
        guard let first = Day(year: year, month: 1, day: 1),
            let last = Day(year: year, month: 12, day: 31)
        else { return DayRange(first: today, last: today) }
        return DayRange(first: first, last: last)
    }
}
