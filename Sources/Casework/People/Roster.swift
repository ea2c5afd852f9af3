// The roster as it is changed: planned, shown, then carried out; rights follow the offices.

extension Draft {
    /// What a roster would change.
    ///
    /// - Parameters:
    ///   - lines: In the order in which they were handed in.
    ///   - start: From when on the roster holds: whoever leaves was there the day before.
    ///   - isWhole: True where everybody is named: who is not named leaves. An office that no line
    ///     names at all stays as it is.
    /// - Returns: The plan, or every fault by line.
    /// - Throws: What the view throws.
    package func planRoster(
        _ lines: [RosterLine],
        from start: Day,
        isWhole: Bool
    ) throws -> Result<RosterPlan, RosterFaults> {
        var planning = try RosterPlanning(lines, from: start, view: view)
        return planning.run(isWhole: isWhole, rules: rules)
    }

    /// Carries a plan out; what it means for people's rights follows on its day.
    package mutating func adopt(_ plan: RosterPlan) throws {
        var next = try view.appointments().map(\.id).max() ?? 0
        var listed: [String: PersonID] = [:]
        for change in plan.leaves + plan.changes + plan.ends {
            guard let old = change.before else { continue }
            add(.appointmentEnds(appointment: old.id, on: change.last))
            settleOffices(of: old.person, on: change.last.map { $0.adding(days: 1) } ?? today)
        }
        for change in plan.joins + plan.changes {
            guard let line = change.after else { continue }
            next += 1
            var new = Appointment(
                id: next,
                person: try change.before?.person ?? listedPerson(line.name, &listed),
                position: change.position,
                from: line.from
            )
            new.levels = line.levels.sorted { Level.order($0) < Level.order($1) }
            new.group = line.group
            new.until = line.until
            new.reason = try keep(line.reason)
            if change.position == .deputy {
                new.term = line.term
                new.district = try keep(line.district)
            }
            add(.appointed(new))
            settleOffices(of: new.person, on: new.from)
            if let until = new.until { settleOffices(of: new.person, on: until.adding(days: 1)) }
        }
    }

    /// The person of a name, listed now where nobody was.
    private mutating func listedPerson(
        _ name: String,
        _ listed: inout [String: PersonID]
    ) throws -> PersonID {
        if let known = try listed[name] ?? view.people(named: name).first?.id { return known }
        let id = PersonID(try view.lastPerson().value + Int64(listed.count) + 1)
        listed[name] = id
        add(.personListed(person: id, name: try keep(name)))
        return id
    }

    /// Looks at a person's rights once that day has come.
    mutating func settleOffices(of person: PersonID, on day: Day) {
        schedule(
            Due(
                kind: .appointment,
                at: max(now, day.at(ClockTime(minutes: 0))),
                subject: String(person.value) + "/" + day.text
            )
        )
    }

    /// Ends what a person may do at the desk where the roster no longer gives it, and changes
    /// the group where it gives another.
    ///
    /// Whoever is left without any office is cut off like one who is revoked: what was queued for
    /// the office must not arrive any more (design §6).
    ///
    /// - Parameter subject: Of a due row: the person's number and the day.
    /// - Throws: What the view throws.
    package mutating func settleOffices(_ subject: String) throws {
        guard let id = subject.split(separator: "/").first.flatMap({ Int64($0) }),
            let person = try view.person(PersonID(id)), let name = person.name,
            let words = try view.words(name)
        else { return }
        let entry = try roster().first { $0.name == words }
        var left: [Office] = []
        for office in person.offices {
            guard office.role == .unit || entry?.fault(for: office.role) == nil, entry != nil else {
                add(.officeEnded(person: person.id, office: office))
                if office.role == .auditor {
                    try tell(all: .staff, .staffAuditEnded, [.name: .text(words)])
                }
                continue
            }
            var now = office
            if office.role != .unit { now.group = entry?.group }
            left.append(now)
            guard now != office else { continue }
            add(.officeEnded(person: person.id, office: office))
            add(.personEnrolled(person: person.id, name: name, office: now))
        }
        guard left.isEmpty, !person.offices.isEmpty else { return }
        revoke(person)
        try cancelInvites(of: person.id)
    }
}

extension Level {
    fileprivate static func order(_ level: Level) -> Int { allCases.firstIndex(of: level) ?? 0 }
}
