/// 活动记录: what was held; one that was planned for that day is the same activity.
package enum RecordActivity: Deed {
    package static let action = Action.recordActivity

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let planned = try draft.plannedActivity()
        if draft.arguments.has(.ref), planned == nil {
            return .refused(
                FieldValue.Line(
                    .activityUnknown,
                    [.text: .text(draft.arguments.text(.ref) ?? "")]
                )
            )
        }
        if let planned, planned.stand == .planned, draft.arguments.text(.what) == "correction" {
            var facts = try draft.facts(of: planned)
            facts[.needed] = nil
            return .refused(FieldValue.Line(.activityRecordAsked, facts))
        }
        let date = draft.arguments.day(.date) ?? planned?.date ?? draft.today
        guard date <= draft.today else {
            return draft.refusedFutureDate(date, of: planned?.number.description)
        }
        let holding = try draft.holding()
        if let planned {
            draft.add(.activityTurned(planned.number, .held(holding)))
            let held = try draft.record(planned.number) ?? planned
            draft.say(.activityRecorded, try draft.facts(of: held))
            return .done
        }
        guard let kind = holding.kind else { return .missing(.kind) }
        var activity = Activity(
            number: try draft.nextNumber(of: Activity.self),
            by: draft.me,
            at: draft.now,
            stand: .held,
            kind: kind,
            date: date,
            group: draft.groupMeant()
        )
        activity.topic = holding.topic
        activity.place = holding.place
        activity.village = holding.village
        activity.basis = holding.basis
        activity.isCollective = holding.isCollective
        activity.deputies = holding.deputies
        activity.others = holding.others
        activity.count = holding.count
        activity.attachments = holding.attachments
        activity.item = try draft.planItem(for: activity)?.number
        draft.add(.activityEntered(activity))
        draft.say(.activityRecorded, try draft.facts(of: activity))
        return .done
    }
}

extension Draft {
    fileprivate mutating func holding() throws -> Activity.Holding {
        let files = try filesAtHand()
        place(files)
        let place = arguments.venue
        let count = arguments.number(.participants)
        return Activity.Holding(
            kind: arguments.text(.kind, among: Values.activityKinds),
            topic: arguments.text(.topic),
            place: try keep(place),
            village: place.flatMap { rules.listedPlace(in: $0) },
            basis: try keep(arguments.text(.grounds)),
            item: nil,
            isCollective: arguments.text(.mode) != "individual" && count != 1,
            deputies: try deputies(
                named: (arguments.list(.with) + arguments.list(.others)).joined(separator: " ")
            ),
            others: try keep(arguments.text(.others)),
            count: count,
            attachments: files
        )
    }

    /// The planned activity that is meant: by its number, else by day, group and kind.
    fileprivate mutating func plannedActivity() throws -> Activity? {
        if let ref = arguments.text(.ref) {
            return try activity(ref).flatMap {
                $0.stand != .cancelled && mayChange($0.group) ? $0 : nil
            }
        }
        let date = arguments.day(.date) ?? today
        let group = groupMeant()
        let kind = arguments.text(.kind)
        return try view.records(Activity.self, RecordQuery(days: date...date, isOpen: true))
            .first { activity in
                (group == nil || activity.group == nil || activity.group == group)
                    && (kind == nil || activity.kind == kind)
            }
            .flatMap { try record($0.number) }
    }
}

// MARK: - What the desk says by itself

/// What a due row looks at in an activity.
package struct ActivityDue: Hashable, Sendable {
    package enum Look: String, Sendable {
        /// Three days before it: who takes part hears of it.
        case notice
        /// The day after it: was it held?
        case record
    }

    package var number: ActivityNumber
    package var look: Look
    /// The day for which it was planned when the row was made; nil in rows of earlier versions.
    package var day: Day?

    package init(number: ActivityNumber, look: Look, day: Day? = nil) {
        self.number = number
        self.look = look
        self.day = day
    }

    /// Reads ``subject``; nil for anything else.
    package init?(subject: String) {
        let parts = subject.split(separator: "/", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let number = ActivityNumber(parts[0]),
            let look = Look(rawValue: String(parts[1]))
        else { return nil }
        self.init(number: number, look: look, day: parts.count > 2 ? Day(parts[2]) : nil)
    }

    /// `活2026-0007/notice/2026-12-03`.
    package var subject: String {
        number.description + "/" + look.rawValue + (day.map { "/" + $0.text } ?? "")
    }
}

extension Draft {
    package mutating func look(_ due: ActivityDue) throws {
        guard let activity = try record(due.number), activity.stand == .planned,
            due.day.map({ $0 == activity.date }) ?? true
        else { return }
        var facts = try facts(of: activity)
        facts[.needed] = nil
        switch due.look {
        case .notice:
            // What is over is told to nobody but the clerk, who has to know that nobody was.
            guard today <= activity.date else {
                return try tell(all: .staff, .activityNoticeMissed, facts)
            }
            add(.activityTurned(activity.number, .told))
            for id in try invited(to: activity) { tell(id, .activityNotice, facts) }
        case .record:
            try tell(all: .staff, .activityRecordAsked, facts)
            for leader in try view.people(holding: .leader) where leader.group == activity.group {
                tell(leader.id, .activityRecordAsked, facts)
            }
        }
    }

    /// Who takes part: those who are named, else the deputies of the group, or all of them.
    func invited(to activity: Activity) throws -> [PersonID] {
        if !activity.deputies.isEmpty { return activity.deputies }
        var invited: [PersonID] = []
        for role in [Role.deputy, .leader, .head] {
            for person in try view.people(holding: role)
            where activity.group == nil || person.group == activity.group {
                if !invited.contains(person.id) { invited.append(person.id) }
            }
        }
        return invited
    }
}
