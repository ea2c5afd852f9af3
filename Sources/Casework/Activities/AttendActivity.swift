/// Who comes to an activity, and who does not.
extension Draft {
    /// Activities of the asker between two days: named for it, or of the asker's group.
    mutating func ownActivities(in span: ClosedRange<Day>) throws -> [Activity] {
        let group = asker.person?.group
        let me = asker.person?.id
        return try view.records(Activity.self, RecordQuery(days: span)).filter { activity in
            guard activity.stand != .cancelled else { return false }
            if !activity.deputies.isEmpty {
                return me.map { activity.deputies.contains($0) } ?? false
            }
            return activity.group == nil || activity.group == group
        }.compactMap { try record($0.number) }
    }

    /// A yes or a leave for the activity of a number.
    mutating func attendActivity(
        named ref: String,
        isComing: Bool,
        reason: String? = nil
    ) throws -> Verdict {
        guard let activity = try activity(ref) else { return unknownActivity(ref) }
        guard activity.stand == .planned, activity.date >= today else {
            var facts = try facts(of: activity)
            facts[.needed] = nil
            if activity.stand != .planned {
                facts[.state] = .term("activity." + activity.stand.rawValue)
            }
            return .refused(FieldValue.Line(.activityOver, facts))
        }
        return try attend(activity, isComing: isComing, reason: reason)
    }

    /// A yes or a leave for an activity of a day, where it is not a reception that is meant.
    ///
    /// - Parameters:
    ///   - date: The day that was said; nil for the next activity within sixty days.
    ///   - isComing: False for a leave.
    ///   - reason: Why not.
    /// - Returns: nil where the asker has no activity there.
    /// - Throws: What the view throws.
    mutating func attendActivity(
        on date: Day?,
        isComing: Bool,
        reason: String? = nil
    ) throws -> Verdict? {
        let span = (date ?? today)...(date ?? today.adding(days: 60))
        guard span.lowerBound >= today, let activity = try ownActivities(in: span).first else {
            return nil
        }
        return try attend(activity, isComing: isComing, reason: reason)
    }

    private mutating func attend(
        _ activity: Activity,
        isComing: Bool,
        reason: String?
    ) throws -> Verdict {
        if !isComing, reason == nil, action == .requestLeave { return .missing(.reason) }
        let isNew = !activity.attending.contains(me)
        if !isComing {
            let leave = Activity.Leave(person: me, reason: try keep(reason))
            add(.activityTurned(activity.number, .away(leave)))
        } else if isNew {
            add(.activityTurned(activity.number, .attending(me)))
        }
        let after = try record(activity.number) ?? activity
        var facts = try facts(of: after)
        facts[.needed] = nil
        say(isComing ? .activityAttended : .activityLeave, facts)
        facts[.person] = try officer(me)
        guard !isComing else {
            facts[.count] = .count(after.attending.count)
            if isNew { try tell(all: .staff, .staffActivityAttends, facts) }
            return .done
        }
        facts[.reason] = reason.map { .text($0) }
        try tell(all: .staff, .staffActivityLeave, facts)
        // Leave from an activity is the convener's to know (`domain.md` §5.1).
        for leader in try view.people(holding: .leader) where leader.group == activity.group {
            tell(leader.id, .staffActivityLeave, facts)
        }
        return .done
    }

    /// Checks in at today's activity of the asker; false where there is none.
    mutating func checkInAtActivity() throws -> Bool {
        guard let activity = try ownActivities(in: today...today).first else { return false }
        var facts = try facts(of: activity)
        facts[.needed] = nil
        facts[.time] = .clock(ClockTime(of: now))
        if !activity.checkIns.contains(me) {
            add(.activityTurned(activity.number, .checkedIn(me)))
        }
        facts[.count] = .count(try record(activity.number)?.checkIns.count ?? 1)
        say(.activityCheckedIn, facts)
        return true
    }
}

// MARK: - Which invitation

/// A reception or an activity to which somebody may say yes or no.
struct Invitation {
    enum Occasion {
        case reception(Day)
        case activity(ActivityNumber)
    }

    var occasion: Occasion
    var day: Day
    /// When the desk last asked whether they come; nil while it has not.
    var asked: Instant?
    var isAttending: Bool
}

extension [Invitation] {
    /// The one that was asked about last, of several the earliest.
    fileprivate var lastAsked: Invitation? {
        let last = compactMap(\.asked).max()
        return last.flatMap { last in first { $0.asked == last } }
    }
}

extension Draft {
    /// What a yes or a leave without a day or a number answers: the last notice that asked for one,
    /// else what comes first.
    ///
    /// - Parameter isComing: True for a yes: where one was said to the last notice, it is said to
    ///   another now.
    /// - Returns: nil where nothing lies ahead.
    /// - Throws: What the view throws.
    mutating func invitationMeant(isComing: Bool) throws -> Invitation? {
        guard let person = asker.person else { return nil }
        let plan = try currentPlan()
        var all = try duties(of: person, from: today, evenAway: true).map { reception in
            Invitation(
                occasion: .reception(reception.day),
                day: reception.day,
                asked: try lastAsked(of: reception, plan),
                isAttending: reception.attending.contains(person.id)
            )
        }
        all += try ownActivities(in: today...today.adding(days: 60)).filter {
            $0.stand == .planned
        }.map { activity in
            Invitation(
                occasion: .activity(activity.number),
                day: activity.date,
                asked: activity.asked,
                isAttending: activity.attending.contains(person.id)
            )
        }
        all.sort { $0.day < $1.day }
        if isComing {
            let open = all.filter { !$0.isAttending }
            let soon = open.first { $0.day <= today.adding(days: 60) }
            if let found = open.lastAsked ?? soon { return found }
        }
        return all.lastAsked ?? all.first
    }

    /// When those on duty at a reception were last asked to come.
    private func lastAsked(of reception: Reception, _ plan: ReminderPlan) throws -> Instant? {
        if reception.isMoved, reception.announced == reception.day { return reception.changedAt }
        let key = Occurrence.key(.confirmation, reception.day)
        guard try view.planned(key) == .sent, let timing = plan.timings[.confirmation] else {
            return nil
        }
        return reception.day.adding(days: timing.days).at(timing.at)
    }
}
