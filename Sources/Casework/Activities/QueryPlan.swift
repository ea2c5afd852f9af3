/// 计划: the year's items and how far they are, the grid of groups and quarters with its gaps, and
/// the share of what was done together.
package enum QueryPlan: Deed {
    package static let action = Action.queryPlan

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if let ref = draft.arguments.text(.ref) {
            guard let activity = try draft.activity(ref) else {
                return .refused(FieldValue.Line(.activityUnknown, [.text: .text(ref)]))
            }
            try draft.show(activity)
            return .done
        }
        let text = draft.arguments.text(.period) ?? String(draft.today.year)
        guard let period = draft.period(text) else {
            return .refused(FieldValue.Line(.refusedDate, [.text: .text(text)]))
        }
        let onlyLeft = draft.arguments.text(.ask) == "remaining"
        let span = period.first...period.last
        let activities = try draft.view.records(Activity.self, RecordQuery(days: span))
        let items = try draft.view.plan(of: period.first.year).filter { item in
            item.quarter == nil || item.firstDay.map(span.contains) ?? false
        }
        let done = Set(items.filter { item in activities.contains { item.isDone(by: $0) } })
        let shown = onlyLeft ? items.filter { !done.contains($0) } : items
        var facts: [Field: FieldValue] = [
            .since: .day(period.first), .until: .day(period.last),
            .total: .count(items.count), .count: .count(done.count),
            .year: .text(String(period.first.year)),
        ]
        let waiting = items.count { $0.approvedBy == nil }
        if waiting > 0 { facts[.needed] = .count(waiting) }
        if !shown.isEmpty {
            facts[.list] = .lines(
                try shown.prefix(20).map { item in
                    FieldValue.Line(
                        done.contains(item) ? .planDoneLine : .planLine,
                        try draft.facts(of: item)
                    )
                }
            )
        }
        draft.say(items.isEmpty ? .planEmpty : .planList, facts)
        try draft.sayAhead(activities.filter { $0.stand == .planned })
        try draft.sayGrid(span, onlyGaps: onlyLeft)
        return .done
    }
}

extension Draft {
    /// Activities that are planned and not yet held.
    mutating func sayAhead(_ ahead: [Activity]) throws {
        guard !ahead.isEmpty else { return }
        let lines = try ahead.prefix(20).map { activity in
            var facts = try facts(of: activity)
            facts[.needed] = nil
            return FieldValue.Line(.activityLine, facts)
        }
        say(.activitiesAhead, [.count: .count(ahead.count), .list: .lines(lines)])
    }

    fileprivate mutating func sayGrid(_ span: ClosedRange<Day>, onlyGaps: Bool) throws {
        let grid = try view.activityGrid(in: span, groups: rules.groupNumbers)
        let byGroup = Dictionary(grouping: grid.cells, by: \.group).sorted { $0.key < $1.key }
        if !onlyGaps {
            let lines = byGroup.map { group, cells in
                FieldValue.Line(
                    .gridLine,
                    [
                        .item: .count(group),
                        .list: .list(cells.map { .count($0.count) }),
                    ]
                )
            }
            say(
                .activityGrid,
                [
                    .since: .day(span.lowerBound), .until: .day(span.upperBound),
                    .list: .lines(lines),
                ]
            )
        }
        let gaps = grid.gaps(by: today)
        if gaps.isEmpty {
            // Of quarters that have not come nobody can say that they are whole.
            if span.lowerBound <= today { say(.gridWhole) }
        } else {
            say(
                .gridGaps,
                [.list: .lines(ActivityGrid.lines(of: gaps)), .count: .count(gaps.count)]
            )
        }
        // No denominator gives no share.
        guard let percent = grid.collective.percent else { return }
        say(
            .collectiveShare,
            [
                .count: .count(grid.collective.hits.count),
                .total: .count(grid.collective.all.count),
                .result: .count(percent),
            ]
        )
    }
}

extension ActivityGrid {
    /// One line a group, with the quarters in which it did nothing.
    static func lines(of gaps: [Cell]) -> [FieldValue.Line] {
        Dictionary(grouping: gaps, by: \.group).sorted { $0.key < $1.key }.map { group, cells in
            FieldValue.Line(
                .gapLine,
                [.item: .count(group), .list: .list(cells.map { .count($0.quarter) })]
            )
        }
    }
}
