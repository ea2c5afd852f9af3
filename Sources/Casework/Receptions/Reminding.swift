/// What the desk sends by itself when a planned time comes.
extension Draft {
    /// The plan as it stands: config, with what the clerk has set otherwise.
    package func currentPlan() throws -> ReminderPlan {
        var plan = rules.plan
        for reminder in PlannedReminder.allCases where reminder.anchor == .reception {
            if let days = try view.timing(of: reminder) { plan.timings[reminder]?.days = days }
        }
        return plan
    }

    /// Everything planned for a span of time that was not dealt with yet, the earliest first.
    package func occurrences(from start: Instant, through end: Instant) throws -> [Occurrence] {
        try currentPlan().occurrences(from: start, through: end, receptionCalendar())
            .filter { try isOpen($0) }
    }

    /// True until it was sent, or missed: what a wrong clock took for missed is open again.
    private func isOpen(_ occurrence: Occurrence) throws -> Bool {
        switch try view.planned(occurrence.key) {
        case nil: true
        case .sent: false
        case .missed: now <= occurrence.until
        }
    }

    /// One reminder as it is planned now; nil when its reason is gone or it was dealt with.
    package func occurrence(key: String) throws -> Occurrence? {
        guard let (reminder, anchor) = Occurrence.parts(of: key),
            let found = try currentPlan().occurrence(reminder, anchor, receptionCalendar()),
            try isOpen(found)
        else { return nil }
        return found
    }

    /// A reminder whose use is over goes to nobody, and the clerk is told so.
    package mutating func miss(_ occurrence: Occurrence) throws {
        // What would have gone to nobody is missed by nobody.
        let (origin, letters) = try letters(of: occurrence)
        guard !letters.isEmpty else {
            return add(.reminderSent(key: occurrence.key, reception: origin, people: []))
        }
        add(.reminderMissed(key: occurrence.key))
        schedule(Due(kind: .missedReport, at: rules.plan.afterQuiet(now), subject: "missed"))
    }

    /// Tells the clerks what was missed since they were last told.
    package mutating func reportMisses() throws {
        let keys = try view.unreportedMisses()
        guard !keys.isEmpty else { return }
        add(.missesReported(keys: keys))
        let lines = keys.compactMap { key in
            Occurrence.parts(of: key).map { reminder, anchor in
                FieldValue.Line(
                    .reminderPlanLine,
                    [.topic: .term(reminder.term), .date: .day(anchor)]
                )
            }
        }
        try tell(
            all: .staff,
            .remindersMissed,
            [.count: .count(lines.count), .list: .lines(lines)]
        )
    }

    /// Sends one reminder to everybody whom it is for, and notes that it was sent.
    package mutating func remind(_ occurrence: Occurrence) throws {
        let (origin, letters) = try letters(of: occurrence)
        add(
            .reminderSent(
                key: occurrence.key,
                reception: origin,
                people: letters.map(\.person)
            )
        )
        for letter in letters {
            tell(
                letter.person,
                letter.kind,
                letter.fields,
                purpose: .planned(until: occurrence.until),
                choices: letter.choices
            )
        }
    }

    private struct Letter {
        var person: PersonID
        var kind: ReplyKind
        var fields: [Field: FieldValue]
        var choices: [Choice] = []

        init(_ person: PersonID, _ kind: ReplyKind, _ fields: [Field: FieldValue]) {
            self.person = person
            self.kind = kind
            self.fields = fields
        }
    }

    /// Whom a reminder is for, and what each reads; with the reception that it is about.
    private mutating func letters(
        of occurrence: Occurrence
    ) throws -> (origin: Day?, letters: [Letter]) {
        switch occurrence.reminder.anchor {
        case .reception:
            guard let found = try receptionCalendar().reception(on: occurrence.anchor) else {
                return (nil, [])
            }
            return (found.origin, try receptionLetters(occurrence.reminder, at: found))
        case .quarterEnd: return (nil, try activityLetters(occurrence.anchor))
        case .dayOfYear: return (nil, try yearLetters(occurrence))
        case .session: return (nil, try sessionLetters(occurrence.anchor))
        case .weekly:
            guard let timing = rules.plan.timings[occurrence.reminder],
                let year = rules.plan.tableYear(of: occurrence.anchor, timing)
            else { return (nil, []) }
            let facts: [Field: FieldValue] = [.year: .text(String(year))]
            return (nil, try officers([.staff]).map { Letter($0, .holidayTableMissing, facts) })
        }
    }

    /// People who hold one of some offices, each once.
    private func officers(_ roles: [Role]) throws -> [PersonID] {
        var people: [PersonID] = []
        for role in roles {
            for person in try view.people(holding: role) + standIns(for: role)
            where !people.contains(person.id) {
                people.append(person.id)
            }
        }
        return people
    }

    // MARK: - Around a reception

    private mutating func receptionLetters(
        _ reminder: PlannedReminder,
        at found: Reception
    ) throws -> [Letter] {
        switch reminder {
        case .proposal:
            let next = rules.workingDays.workday(onOrAfter: found.day)
            var facts: [Field: FieldValue] = [
                .date: bothCalendars(found.day), .next: bothCalendars(next), .until: .day(next),
                .since: .day(found.day),
            ]
            if let rest = rules.workingDays.rest(on: found.day) {
                facts[.kind] = .term("rest_day." + rest.rawValue)
            }
            return try officers([.head, .staff]).map { Letter($0, .restDayProposed, facts) }
        case .roster:
            let reception = try fixRoster(of: found)
            var facts = try dutyFacts(of: reception)
            let silent = try duties(at: reception).filter { duty in
                try duty.person.flatMap { try view.person($0) }?.isReachable != true
            }
            if !silent.isEmpty { facts[.list] = .names(silent.map(\.name)) }
            return try officers([.head, .staff]).map { Letter($0, .rosterNotice, facts) }
        case .notice:
            let board = try dutyFacts(of: found).merging(placeFacts(on: found.day)) { $1 }
                .merging([.hours: .text(rules.hours)]) { $1 }
            let clerks = try officers([.staff]).map { Letter($0, .noticeForBoard, board) }
            return try readers(of: found, .reminderText) + clerks
        case .today: return try readers(of: found, .receptionToday)
        case .confirmation, .duty:
            let reception = try fixRoster(of: found)
            let facts = try reminderFacts(of: reception)
            return try duties(at: reception).compactMap { duty in
                guard let id = duty.person, duty.stand != .away,
                    reminder == .duty || duty.stand == .open,
                    try view.person(id)?.isReachable == true
                else { return nil }
                return Letter(id, reminder == .duty ? .dutyTomorrow : .attendanceAsked, facts)
            }
        case .booking:
            let facts = try reminderFacts(of: found)
            var people: [PersonID] = []
            for booking in try view.bookings(at: found.origin)
            where !people.contains(booking.person) {
                people.append(booking.person)
            }
            return try people.filter { try view.person($0)?.isReachable == true }
                .map { Letter($0, .bookingTomorrow, facts) }
        case .records: return try recordLetters(found)
        case .feedback: return try feedbackLetters()
        default: preconditionFailure("a reminder of another kind was taken for a reception's")
        }
    }

    private func readers(of reception: Reception, _ kind: ReplyKind) throws -> [Letter] {
        let facts = try reminderFacts(of: reception)
        return try view.subscribers(of: "reception").reachable.map { Letter($0, kind, facts) }
    }

    /// What is still owed the day after: who did not come, and the records.
    private func recordLetters(_ reception: Reception) throws -> [Letter] {
        var facts: [Field: FieldValue] = [.date: bothCalendars(reception.day)]
        let came = Set(reception.checkIns.map(\.person))
        let absent = try duties(at: reception).filter { duty in
            duty.stand != .away && duty.person.map { !came.contains($0) } ?? true
        }
        if !absent.isEmpty { facts[.deputies] = .names(absent.map(\.name)) }
        let booked = try view.bookings(at: reception.origin).count
        if booked > 0 { facts[.count] = .count(booked) }
        let days = reception.day...reception.day
        if let session = try view.records(ReceptionSession.self, RecordQuery(days: days)).first {
            // Closed books fit the sign-in: nothing is owed.
            if session.isClosed { return [] }
            facts[.total] = .count(try view.visits(of: session.number).count)
        }
        return try officers([.staff]).map { Letter($0, .recordsAsked, facts) }
    }

    private func feedbackLetters() throws -> [Letter] {
        var query = MatterQuery()
        query.states = [.replied]
        let matters = try view.matters(query)
        guard !matters.isEmpty else { return [] }
        let lines = try matters.prefix(10).map { matter in
            var facts: [Field: FieldValue] = [.number: .number(matter.number)]
            facts[.subject] = try subject(of: matter)
            if let unit = matter.unit { facts[.unit] = .name(unit) }
            return FieldValue.Line(.queueLine, facts)
        }
        let facts: [Field: FieldValue] = [
            .count: .count(matters.count), .list: .lines(lines),
        ]
        return try officers([.staff]).map { Letter($0, .feedbackDue, facts) }
    }

    // MARK: - By the year

    private func activityLetters(_ end: Day) throws -> [Letter] {
        let grid = try view.activityGrid(in: end.quarterStart...end, groups: rules.groupNumbers)
        let groups = rules.groupNumbers.subtracting(grid.activeGroups).sorted()
        guard !groups.isEmpty else { return [] }
        var facts: [Field: FieldValue] = [
            .until: .day(end), .item: .count(end.quarter),
            .list: .text(groups.map(String.init).joined(separator: "、")),
        ]
        let clerks = try officers([.staff]).map { Letter($0, .activityMissing, facts) }
        let leaders = try view.people(holding: .leader).compactMap { leader -> Letter? in
            guard let group = leader.group, groups.contains(group) else { return nil }
            facts[.list] = .text(String(group))
            return Letter(leader.id, .activityMissing, facts)
        }
        return clerks + leaders
    }

    private func yearLetters(_ occurrence: Occurrence) throws -> [Letter] {
        let year = occurrence.anchor.year
        if occurrence.reminder == .dutyReport { return try dutyReportLetters(year) }
        let facts: [Field: FieldValue] = [
            .year: .text(String(year)), .topic: .term(occurrence.reminder.term),
        ]
        return try officers([.staff, .head]).map { Letter($0, .paperDue, facts) }
    }

    /// To the office who has not reported, and to each of those deputies.
    private func dutyReportLetters(_ year: Int) throws -> [Letter] {
        let missing = try deputiesWithoutReport(in: year)
        var facts: [Field: FieldValue] = [
            .year: .text(String(year)), .count: .count(missing.count),
            .total: .count(try roster().count(where: \.isDeputy)),
        ]
        if !missing.isEmpty { facts[.deputies] = .names(Array(missing.prefix(30))) }
        let office = try officers([.staff, .head]).map { Letter($0, .staffDutyReportDue, facts) }
        let deputies = try missing.flatMap { try view.people(named: $0) }.filter(\.isReachable)
        return office
            + (try deputies.map { deputy in
                var facts: [Field: FieldValue] = [.year: .text(String(year))]
                facts[.date] = try dutyReport(of: deputy.id, in: year)?.on.map { .day($0) }
                return Letter(deputy.id, .dutyReportDue, facts)
            })
    }

    /// What is open, by topic: a deputy's congress begins with it.
    private func sessionLetters(_ day: Day) throws -> [Letter] {
        var query = MatterQuery()
        query.states = MatterQuery.open.subtracting([.registered])
        var counts: [String: Int] = [:]
        for matter in try view.matters(query) where !matter.isConfidential {
            counts[matter.topic ?? "其他", default: 0] += 1
        }
        let lines = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { topic, count in
            FieldValue.Line(.sessionDigestLine, [.topic: .name(topic), .count: .count(count)])
        }
        var facts: [Field: FieldValue] = [
            .date: .day(day), .count: .count(counts.values.reduce(0, +)),
        ]
        if !lines.isEmpty { facts[.list] = .lines(lines) }
        let suggestions = try view.records(Suggestion.self, RecordQuery(isOpen: true))
        if !suggestions.isEmpty {
            facts[.total] = .count(suggestions.count)
            facts[.samples] = .lines(
                try suggestions.prefix(10).map {
                    FieldValue.Line(.suggestionListLine, try self.facts(of: $0))
                }
            )
        }
        return try officers([.deputy, .leader, .head, .staff]).map {
            Letter($0, .sessionDigest, facts)
        }
    }
}

/// 接待日提前3天提醒: when subscribers are reminded; without a number, what is planned.
package enum SetReminder: Deed {
    package static let action = Action.setReminder

    /// A notice so many days ahead is of use to nobody, and leaves the month before.
    package static let days = 1...15

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let days = draft.arguments.number(.daysBefore) else { return try show(&draft) }
        guard self.days.contains(days), let timing = draft.rules.plan.timings[.notice] else {
            return .refused(
                FieldValue.Line(
                    .refusedReminderDays,
                    [.since: .count(self.days.lowerBound), .until: .count(self.days.upperBound)]
                )
            )
        }
        draft.add(.reminderTimed(reminder: .notice, days: -days, by: draft.me))
        draft.schedule(Due(kind: .plan, at: draft.now, subject: "now"))
        draft.say(.reminderTimed, [.days: .count(days), .time: .clock(timing.at)])
        return .done
    }

    /// The reminders of the next month; the whole year is what `liaison calendar` prints.
    private static func show(_ draft: inout Draft) throws -> Verdict {
        let month = draft.now.adding(seconds: 31 * 86_400)
        let lines = try draft.occurrences(from: draft.now, through: month).map { occurrence in
            FieldValue.Line(
                .reminderPlanLine,
                [.topic: .term(occurrence.reminder.term), .date: .moment(occurrence.at)]
            )
        }
        draft.say(.reminderPlan, [.count: .count(lines.count), .list: .lines(lines)])
        return .done
    }
}
