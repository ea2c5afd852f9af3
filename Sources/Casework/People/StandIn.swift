/// The number of a stand-in: its own series, `代2026-0001`.
package typealias StandInNumber = RecordNumber<StandIn>

/// 代班: somebody receives the alerts of another for some days.
///
/// Alerts, not rights: what the stand-in may do follows from the offices that they hold.
package struct StandIn: StationRecord {
    package static let kind = RecordKind.standIn

    package var number: StandInNumber
    /// Who is away.
    package var person: PersonID
    package var by: PersonID
    package var from: Day
    /// The last day.
    package var until: Day
    package var isEnded = false

    package init(number: StandInNumber, person: PersonID, by: PersonID, from: Day, until: Day) {
        self.number = number
        self.person = person
        self.by = by
        self.from = from
        self.until = until
    }

    package var facets: RecordFacets {
        RecordFacets(person: person, day: from, isOpen: !isEnded)
    }

    package init?(opening event: Event, at instant: Instant) {
        guard case .standInSet(let standIn) = event else { return nil }
        self = standIn
    }

    package mutating func apply(_ event: Event, at instant: Instant) {
        if case .standInEnded = event { isEnded = true }
    }

    package func covers(_ day: Day) -> Bool { !isEnded && from <= day && day <= until }
}

extension Draft {
    /// Who stands in today, and for whom.
    private func standInsToday() throws -> [StandIn] {
        try view.records(StandIn.self, RecordQuery(isOpen: true)).filter { $0.covers(today) }
    }

    /// People who receive today what goes to a holder of that role.
    func standIns(for role: Role) throws -> [Person] {
        try standInsToday().compactMap { standIn in
            guard let absent = try view.person(standIn.person),
                absent.offices.contains(where: { $0.role == role })
            else { return nil }
            return try view.person(standIn.by)
        }
    }

    /// Tells a person, and whoever stands in for them today.
    mutating func tell(
        _ person: Person,
        orStandIn kind: ReplyKind,
        _ fields: [Field: FieldValue]
    ) throws {
        tell(person.id, kind, fields)
        for standIn in try standInsToday() where standIn.person == person.id {
            tell(standIn.by, kind, fields)
        }
    }

    /// A person of the roster by name, who can act at the desk.
    func enrolledOfficer(_ name: String) throws -> Person? {
        try view.people(named: name).first {
            !$0.roles.subtracting([.voter, .unit]).isEmpty
        }
    }
}

/// 代班: from a day to a day; who takes over is told.
package enum SetStandIn: Deed {
    package static let action = Action.standIn

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let isMine = draft.arguments.text(.scope) == "mine"
        let me = isMine ? try draft.name(of: draft.me) : nil
        guard let away = draft.arguments.text(.deputy) ?? me else { return .missing(.deputy) }
        guard let other = draft.arguments.text(.with) else { return .missing(.with) }
        guard let absent = try draft.enrolledOfficer(away) else { return draft.nobody(away) }
        guard let standIn = try draft.enrolledOfficer(other), standIn.id != absent.id,
            standIn.isReachable
        else { return draft.nobody(other) }
        let from = draft.arguments.day(.from) ?? draft.today
        // `我明天请假，林美华替我`: that one day.
        let only = isMine && !draft.arguments.has(.to) ? draft.arguments.day(.from) : nil
        guard var until = draft.arguments.day(.to) ?? only else {
            if let said = draft.arguments.text(.to) { return draft.refusedDate(said) }
            return .missing(.to)
        }
        // `下周一到周五`: the Friday behind that Monday.
        if until < from, from.ordinal - until.ordinal <= 7 { until = until.adding(days: 7) }
        guard from >= draft.today, until >= from else {
            return .refused(
                FieldValue.Line(.refusedPastDate, [.date: .day(min(from, until))])
            )
        }
        // The newest word on somebody's days stands.
        for known in try draft.view.records(
            StandIn.self,
            RecordQuery(person: absent.id, isOpen: true)
        ) where known.from <= until && from <= known.until {
            draft.add(.standInEnded(known.number))
        }
        draft.add(
            .standInSet(
                StandIn(
                    number: try draft.nextNumber(of: StandIn.self),
                    person: absent.id,
                    by: standIn.id,
                    from: from,
                    until: until
                )
            )
        )
        let facts: [Field: FieldValue] = [
            .name: .name(away), .person: .name(other), .since: .day(from), .until: .day(until),
        ]
        draft.say(.standInSet, facts)
        draft.tell(standIn.id, .standInOfYou, facts)
        draft.tell(absent.id, .standInSet, facts)
        return .done
    }
}

extension Draft {
    /// Nobody of that name can act at the desk.
    func nobody(_ name: String) -> Verdict {
        .refused(FieldValue.Line(.refusedNobody, [.name: .text(name)]))
    }
}
