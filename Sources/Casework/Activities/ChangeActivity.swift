/// A planned activity gets another day, place, group or topic; a record of one is put right.
extension Draft {
    /// Plans an activity otherwise, and tells whoever is invited, before and now.
    mutating func replanActivity(_ ref: String) throws -> Verdict {
        guard let activity = try activity(ref), activity.stand != .cancelled,
            mayChange(activity.group)
        else { return unknownActivity(ref) }
        var before = try facts(of: activity)
        before[.needed] = nil
        guard activity.stand == .planned else {
            return .refused(FieldValue.Line(.activityHeldAlready, before))
        }
        var plan = Activity.Replanning()
        if let text = arguments.text(.date) {
            guard let day = Day(text) else { return refusedDate(text) }
            guard day >= today else {
                return .refused(FieldValue.Line(.refusedPastDate, [.date: .day(day)]))
            }
            plan.date = day
        }
        plan.minutes = arguments.clock(.time)?.minutes
        if let group = arguments.number(.group) {
            guard rules.groupNumbers.contains(group), mayChange(group) else {
                return .refused(FieldValue.Line(.refusedGroupNumber, [.count: .count(group)]))
            }
            plan.group = group
        }
        plan.topic = arguments.text(.topic)
        if let place = arguments.venue {
            plan.place = try keep(place)
            plan.village = rules.listedPlace(in: place)
        }
        guard plan != Activity.Replanning() else { return .missing(.date) }
        var invited = try invited(to: activity)
        add(.activityTurned(activity.number, .replanned(plan)))
        guard let changed = try record(activity.number) else { return unknownActivity(ref) }
        if changed.date != activity.date { watch(changed) }
        var facts = try facts(of: changed)
        facts[.needed] = nil
        if changed.date != activity.date { facts[.since] = .day(activity.date) }
        invited += try self.invited(to: changed).filter { !invited.contains($0) }
        facts[.count] = .count(invited.filter { $0 != asker.person?.id }.count)
        say(.activityReplanned, facts)
        facts[.count] = nil
        for id in invited { tell(id, .activityChanged, facts) }
        if !roles.contains(.staff) { try tell(all: .staff, .activityChanged, facts) }
        return .done
    }

    /// Words that put an activity right stand beside it; no other record is touched.
    mutating func correctActivity(_ ref: String) throws -> Verdict {
        guard let activity = try activity(ref), mayChange(activity.group) else {
            return unknownActivity(ref)
        }
        guard let text = arguments.text(.text) ?? arguments.text(.content) else {
            return .missing(.text)
        }
        add(.activityTurned(activity.number, .corrected(words: try keep(text), by: me)))
        var facts = try facts(of: activity)
        facts[.needed] = nil
        facts[.text] = .text(text)
        say(.activityCorrected, facts)
        return .done
    }

    func unknownActivity(_ ref: String) -> Verdict {
        .refused(FieldValue.Line(.activityUnknown, [.text: .text(ref)]))
    }

    /// Keeps the rows that look at an activity: three days before it, and the day after.
    ///
    /// They name the day, so that those of an earlier plan find nothing to do.
    mutating func watch(_ activity: Activity) {
        let (number, day) = (activity.number, activity.date)
        schedule(
            Due(
                kind: .activity,
                at: max(now, day.adding(days: -3).at(ClockTime(minutes: 540))),
                subject: ActivityDue(number: number, look: .notice, day: day).subject
            )
        )
        schedule(
            Due(
                kind: .activity,
                at: day.adding(days: 1).at(ClockTime(minutes: 540)),
                subject: ActivityDue(number: number, look: .record, day: day).subject
            )
        )
    }
}
