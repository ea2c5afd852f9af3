/// 取消活动: a planned activity does not take place, and whoever was invited hears so; with `what`
/// as `plan`, an item leaves the plan and stays in the books.
package enum CancelActivity: Deed {
    package static let action = Action.cancelActivity

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let ref = draft.arguments.text(.ref) else { return .missing(.ref) }
        if draft.arguments.text(.what) == "plan" { return try draft.dropItem(ref) }
        guard let activity = try draft.activity(ref), activity.stand != .cancelled,
            draft.mayChange(activity.group)
        else {
            return .refused(FieldValue.Line(.activityUnknown, [.text: .text(ref)]))
        }
        var facts = try draft.facts(of: activity)
        facts[.needed] = nil
        guard activity.stand == .planned else {
            return .refused(FieldValue.Line(.activityHeldAlready, facts))
        }
        let reason = draft.arguments.text(.reason)
        draft.add(
            .activityTurned(
                activity.number,
                .cancelled(by: draft.me, reason: try draft.keep(reason))
            )
        )
        facts[.reason] = reason.map { .text($0) }
        draft.say(.activityCancelled, facts)
        for id in try draft.invited(to: activity) { draft.tell(id, .activityCancelled, facts) }
        if !draft.roles.contains(.staff) {
            try draft.tell(all: .staff, .activityCancelled, facts)
        }
        return .done
    }
}

extension Draft {
    /// The activity of a number, with or without its year; nil where there is none.
    mutating func activity(_ ref: String) throws -> Activity? {
        let number =
            ActivityNumber(ref) ?? Int(ref).map { ActivityNumber(year: today.year, serial: $0) }
        return try number.flatMap { try record($0) }
    }

    /// A leader changes what is of the own group alone.
    func mayChange(_ group: Int?) -> Bool {
        !roles.isDisjoint(with: [.staff, .head]) || group == asker.person?.group
    }

    fileprivate mutating func dropItem(_ ref: String) throws -> Verdict {
        let number = PlanNumber(ref) ?? Int(ref).map { PlanNumber(year: today.year, serial: $0) }
        guard let item = try number.flatMap({ try record($0) }), !item.isDropped,
            mayChange(item.group)
        else {
            return .refused(FieldValue.Line(.activityUnknown, [.text: .text(ref)]))
        }
        add(.planItemTurned(item.number, .dropped(by: me)))
        let facts = try facts(of: item)
        say(.planItemDropped, facts)
        // What was approved does not leave the plan unseen.
        if item.approvedBy != nil { try tell(all: .head, .planItemDropped, facts) }
        return .done
    }

    /// One activity in full.
    mutating func show(_ activity: Activity) throws {
        var facts = try facts(of: activity)
        facts[.state] = .term("activity." + activity.stand.rawValue)
        facts[.text] = try text(activity.basis).map { .text($0) }
        if let item = activity.item { facts[.samples] = .text(item.description) }
        if !activity.present.isEmpty {
            facts[.deputies] = .list(try activity.present.map { try officer($0) })
        }
        facts[.list] = try text(activity.others).map { .text($0) }
        if let corrections = activity.corrections {
            facts[.reason] = .list(try corrections.compactMap { try text($0).map { .text($0) } })
        }
        if !activity.attending.isEmpty {
            facts[.sent] = .list(try activity.attending.map { try officer($0) })
        }
        if activity.stand == .planned, activity.asked != nil {
            let answered = Set(activity.attending + activity.away.map(\.person))
            let silent = try invited(to: activity).filter { !answered.contains($0) }
            if !silent.isEmpty { facts[.failed] = .list(try silent.map { try officer($0) }) }
        }
        if !activity.away.isEmpty {
            facts[.skipped] = .list(try activity.away.map { try officer($0.person) })
        }
        say(.activityShown, facts)
        say(activity.past, of: activity.number.description)
    }
}
