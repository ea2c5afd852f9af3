/// 计划活动: with a day, an activity; with a quarter or a year, an item of that year's plan.
package enum PlanActivity: Deed {
    package static let action = Action.planActivity

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if let ref = draft.arguments.text(.ref) { return try draft.replanActivity(ref) }
        if let text = draft.arguments.text(.date) {
            guard let date = Day(text) else {
                return .refused(FieldValue.Line(.refusedDate, [.text: .text(text)]))
            }
            return try draft.planActivity(on: date)
        }
        guard let text = draft.arguments.text(.period) else { return .missing(.date) }
        guard let period = draft.period(text) else {
            return .refused(FieldValue.Line(.refusedDate, [.text: .text(text)]))
        }
        return try draft.addPlanItem(for: period)
    }
}

/// 批准计划: the head or the presidium approves what waits in a year's plan.
package enum ApprovePlan: Deed {
    package static let action = Action.approvePlan

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let year = draft.arguments.text(.period).flatMap { draft.period($0)?.first.year }
        let years = year.map { [$0] } ?? [draft.today.year, draft.today.year + 1]
        let open = try years.flatMap { try draft.view.plan(of: $0) }.filter { $0.approvedBy == nil }
        guard !open.isEmpty else {
            draft.say(.planNothingOpen)
            return .done
        }
        for item in open { draft.add(.planItemTurned(item.number, .approved(by: draft.me))) }
        let facts: [Field: FieldValue] = [
            .count: .count(open.count), .person: try draft.officer(draft.me),
            .year: .list(Set(open.map(\.year)).sorted().map { .text(String($0)) }),
        ]
        draft.say(.planApproved, facts)
        try draft.tell(all: .staff, .planApproved, facts)
        return .done
    }
}

extension Draft {
    /// The group that is meant: the one that is said, else a leader's own; nil for the station.
    func groupMeant() -> Int? {
        arguments.number(.group) ?? (roles.contains(.leader) ? asker.person?.group : nil)
    }

    /// The group that is to look at something: by its number, or by a deputy of it.
    func groupAsked() throws -> Int? {
        if let group = arguments.number(.group) { return group }
        guard let name = arguments.text(.deputy) else { return nil }
        return try roster().first { $0.isDeputy && $0.name == name }?.group
    }

    /// A period of the vocabulary; `next_quarter` counts from today.
    package func period(_ text: String) -> DayRange? {
        guard text == "next_quarter" else { return DayRange(text) }
        let next = today.quarterEnd.adding(days: 1)
        return DayRange(String(next.year) + "-Q" + String(next.quarter))
    }

    fileprivate mutating func planActivity(on date: Day) throws -> Verdict {
        guard date >= today else {
            return .refused(FieldValue.Line(.refusedPastDate, [.date: .day(date)]))
        }
        guard let kind = arguments.text(.kind, among: Values.activityKinds) else {
            return .missing(.kind)
        }
        let group = groupMeant()
        if let group, !rules.groupNumbers.contains(group) {
            return .refused(FieldValue.Line(.refusedGroupNumber, [.count: .count(group)]))
        }
        var activity = Activity(
            number: try nextNumber(of: Activity.self),
            by: me,
            at: now,
            stand: .planned,
            kind: kind,
            date: date,
            group: group
        )
        activity.topic = arguments.text(.topic)
        activity.minutes = arguments.clock(.time)?.minutes
        if let place = arguments.venue {
            activity.place = try keep(place)
            activity.village = rules.listedPlace(in: place)
        }
        activity.basis = try keep(arguments.text(.grounds))
        activity.item = try planItem(for: activity)?.number
        activity.isCollective = arguments.text(.mode) != "individual"
        activity.deputies = try deputies(
            named: (arguments.list(.with) + arguments.list(.others)).joined(separator: " ")
        )
        activity.others = try keep(arguments.text(.others))
        add(.activityEntered(activity))
        watch(activity)
        say(.activityPlanned, try facts(of: activity))
        return .done
    }

    fileprivate mutating func addPlanItem(for period: DayRange) throws -> Verdict {
        guard period.last >= today else {
            return .refused(FieldValue.Line(.refusedPastDate, [.date: .day(period.last)]))
        }
        let isYear = period.last >= period.first.adding(days: 300)
        let words = arguments.text(.text) ?? message ?? ""
        let named = try deputies(named: arguments.list(.with).joined(separator: " "))
        let item = PlanItem(
            number: try nextNumber(of: PlanItem.self),
            by: me,
            at: now,
            year: period.first.year,
            quarter: isYear ? nil : period.first.quarter,
            group: groupMeant(),
            activity: arguments.text(.kind, among: Values.activityKinds),
            topic: arguments.text(.topic),
            owner: named.first,
            words: try keep(words)
        )
        add(.planItemAdded(item))
        let facts = try facts(of: item)
        say(.planItemAdded, facts)
        try tell(all: .head, .planItemAdded, facts)
        return .done
    }

    /// The item of the plan that an activity fulfils: the one whose number stands in its basis,
    /// else the first of its quarter that says the same.
    func planItem(for activity: Activity) throws -> PlanItem? {
        let items = try view.plan(of: activity.date.year)
        if let basis = arguments.text(.grounds),
            let named = items.first(where: { basis.contains($0.number.description) })
        {
            return named
        }
        var held = activity
        held.stand = .held
        held.item = nil
        return items.first { item in
            item.quarter != nil && item.activity != nil && item.isDone(by: held)
        }
    }

    package func facts(of item: PlanItem) throws -> [Field: FieldValue] {
        var facts: [Field: FieldValue] = [
            .number: .text(item.number.description), .year: .text(String(item.year)),
        ]
        facts[.item] = item.quarter.map { .count($0) }
        facts[.place] = item.group.map { .count($0) }
        facts[.kind] = item.activity.map { .text($0) }
        facts[.topic] = item.topic.map { .name($0) }
        facts[.person] = try item.owner.map { try officer($0) }
        facts[.subject] = try text(item.words).map { .text(title(of: $0)) }
        return facts
    }

    package func facts(of activity: Activity) throws -> [Field: FieldValue] {
        var facts: [Field: FieldValue] = [
            .number: .text(activity.number.description), .date: .day(activity.date),
            .kind: .text(activity.kind),
        ]
        facts[.item] = activity.group.map { .count($0) }
        facts[.topic] = activity.topic.map { .name($0) }
        facts[.time] = activity.time.map { .clock($0) }
        facts[.place] = try text(activity.place).map { .name($0) }
        facts[.count] =
            activity.past?.count.map { .text($0) } ?? activity.attendance.map { .count($0) }
        if activity.lacksBasis { facts[.needed] = .term("missing.basis") }
        return facts
    }
}
