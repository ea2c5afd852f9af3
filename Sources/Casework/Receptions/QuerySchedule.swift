/// 我什么时候值班: a deputy's own duties, a group's, or the whole table for the clerk.
package enum QuerySchedule: Deed {
    package static let action = Action.querySchedule

    /// How many lines one answer holds.
    private static let most = 6

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let worksHere = !draft.roles.isDisjoint(with: [.staff, .head])
        let scope = draft.arguments.text(.scope) ?? (worksHere ? "all" : "mine")
        guard let person = draft.asker.person else { return .refused(FieldValue.Line(.notBound)) }
        let span = draft.span
        let found: [Reception]
        switch scope {
        case "mine" where draft.roles.contains(.deputy):
            found = try draft.duties(of: person, from: span.lowerBound).filter {
                span.contains($0.day)
            }
        case "group" where person.group != nil:
            let members = Set(
                try draft.roster().filter { $0.isDeputy && $0.group == person.group }
                    .map(\.name)
            )
            found = try draft.receptionCalendar().held(in: span).filter { reception in
                try draft.deputiesExpected(at: reception).contains { members.contains($0) }
            }
        default:
            found = try draft.receptionCalendar().held(in: span)
        }
        let ahead = try draft.activitiesAhead(in: span, scope)
        guard !found.isEmpty else {
            if ahead.isEmpty { draft.say(.scheduleNone) }
            try draft.sayAhead(ahead)
            return .done
        }
        let lines = try found.prefix(most).map { reception in
            FieldValue.Line(.scheduleListLine, try draft.dutyFacts(of: reception))
        }
        var facts: [Field: FieldValue] = [
            .list: .lines(lines), .count: .count(found.count), .hours: .text(draft.rules.hours),
        ]
        if found.count > lines.count { facts[.total] = .count(found.count - lines.count) }
        // What comes first is read first.
        let isActivityFirst = ahead.first.map { $0.date < found[0].day } ?? false
        if isActivityFirst { try draft.sayAhead(ahead) }
        draft.say(.scheduleList, facts)
        if !isActivityFirst { try draft.sayAhead(ahead) }
        return .done
    }
}

extension Draft {
    /// Planned activities of some days: the asker's own, or everybody's.
    fileprivate mutating func activitiesAhead(
        in span: ClosedRange<Day>,
        _ scope: String
    ) throws -> [Activity] {
        let isOwn = scope != "all" && !roles.isDisjoint(with: [.deputy, .leader])
        let all =
            isOwn
            ? try ownActivities(in: span) : try view.records(Activity.self, RecordQuery(days: span))
        return all.filter { $0.stand == .planned }.sorted { $0.date < $1.date }
    }

    /// The days that a question is about: a month, quarter or year of ``Slot/period``, from today.
    fileprivate var span: ClosedRange<Day> {
        let whole = today...yearAhead
        guard let said = arguments.text(.period) else { return whole }
        let parts = said.split(separator: "-")
        guard let year = parts.first.flatMap({ Int($0) }),
            let first = Day(year: year, month: 1, day: 1)
        else { return whole }
        var start = first
        var months = 12
        if parts.count == 2, let month = Int(parts[1]), (1...12).contains(month) {
            start = first.adding(months: month - 1)
            months = 1
        } else if parts.count == 2, parts[1].first == "Q", let quarter = Int(parts[1].dropFirst()),
            (1...4).contains(quarter)
        {
            start = first.adding(months: (quarter - 1) * 3)
            months = 3
        }
        let end = start.adding(months: months).adding(days: -1)
        return end >= today ? max(start, today)...end : whole
    }
}
