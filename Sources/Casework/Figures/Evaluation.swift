/// What an evaluation of the station looks at (`domain.md` §4).
///
/// The raw value names it in `station.yaml` and, after `indicator.`, in the terms.
package enum Indicator: String, Sendable, CaseIterable {
    case site, staffing, rules, plan, receptions, activities, attendance, matters, satisfaction
    case duty

    package var term: String { "indicator." + rawValue }
}

/// The points of each indicator: proposals of ours, because the city's own table was not found.
package struct EvaluationRules: Hashable, Sendable {
    /// Together 100, which the reading of the config checks.
    package var points: [Indicator: Int] = [
        .site: 10, .staffing: 10, .rules: 10, .plan: 10, .receptions: 15, .activities: 10,
        .attendance: 10, .matters: 15, .satisfaction: 5, .duty: 5,
    ]
    /// The most that is added for what came to rest after it was taken to the Party committee.
    package var bonus = 3
    /// From how many percent of late answers on points are taken off.
    package var latePercent = 10
    package var lateDeduction = 3

    package init() {}
}

/// The station's own evaluation: a score for every indicator that has a denominator.
package struct Evaluation: Hashable, Sendable {
    package var lines: [Line]

    /// One share that an indicator rests on.
    package struct Evidence: Hashable, Sendable {
        /// After `evidence.`, in the terms.
        package var name: String
        package var share: Share

        package var term: String { "evidence." + name }
    }

    /// One indicator; points of it, or taken off for nil.
    package struct Line: Hashable, Sendable {
        /// A term: the indicator, `indicator.bonus` or `indicator.deduction`.
        package var term: String
        /// The most that can be had; 0 for bonus and deduction.
        package var points: Int
        /// In tenths of a point; nil where nothing is there to be judged.
        package var tenths: Int?
        package var evidence: [Evidence]
    }

    /// In tenths of a point.
    package var score: Int { lines.reduce(0) { $0 + ($1.tenths ?? 0) } }

    /// Points that could be had: what cannot be judged is left out.
    package var judged: Int { lines.reduce(0) { $0 + ($1.tenths == nil ? 0 : $1.points) } }

    /// `8.3`.
    package static func text(_ tenths: Int) -> String {
        let sign = tenths < 0 ? "-" : ""
        let size = abs(tenths)
        return sign + String(size / 10) + (size % 10 == 0 ? "" : "." + String(size % 10))
    }

    package init(_ figures: StationFigures, by rules: EvaluationRules) {
        lines = Indicator.allCases.map { indicator in
            let evidence = figures.evidence(for: indicator)
            let points = rules.points[indicator] ?? 0
            return Line(
                term: indicator.term,
                points: points,
                tenths: Evaluation.tenths(of: points, for: evidence),
                evidence: evidence
            )
        }
        let resolved = figures.resolved
        if !resolved.hits.isEmpty {
            lines.append(
                Line(
                    term: "indicator.bonus",
                    points: 0,
                    tenths: min(resolved.hits.count, rules.bonus) * 10,
                    evidence: [Evidence(name: "resolved", share: resolved)]
                )
            )
        }
        let inTime = figures.inTime
        let late = Share(hits: inTime.misses, all: inTime.all)
        if let percent = late.percent, percent > rules.latePercent {
            lines.append(
                Line(
                    term: "indicator.deduction",
                    points: 0,
                    tenths: -rules.lateDeduction * 10,
                    evidence: [Evidence(name: "late", share: late)]
                )
            )
        }
    }

    /// The mean of the shares that can be judged; each weighs the same.
    private static func tenths(of points: Int, for evidence: [Evidence]) -> Int? {
        let shares = evidence.map(\.share).filter { !$0.all.isEmpty }
        guard !shares.isEmpty else { return nil }
        // In whole numbers, so that every machine gives the same.
        let each = shares.map { points * 10 * $0.hits.count * 1000 / $0.all.count }
        return (each.reduce(0, +) / shares.count + 500) / 1000
    }
}

extension StationFigures {
    /// What an indicator rests on; a share of nothing cannot be judged.
    package func evidence(for indicator: Indicator) -> [Evaluation.Evidence] {
        func rest(_ name: String, _ share: Share) -> Evaluation.Evidence {
            Evaluation.Evidence(name: name, share: share)
        }
        return switch indicator {
        case .site: [rest("assets", assets)]
        case .staffing: [rest("offices", offices), rest("grouped", deputiesInGroups)]
        case .rules: [rest("rules", rules)]
        case .plan: [rest("plan", planAndSummary)]
        case .receptions:
            [rest("receptions", receptionsHeld), rest("announced", receptionsAnnounced)]
        case .activities: [rest("activities", groupActivities)]
        case .attendance: [rest("on_duty", deputiesOnDuty)]
        case .matters: [rest("answered_back", answeredBack), rest("in_time", inTime)]
        case .satisfaction: [rest("satisfied", satisfied)]
        case .duty: [rest("duty", dutyReportsGiven)]
        }
    }
}
