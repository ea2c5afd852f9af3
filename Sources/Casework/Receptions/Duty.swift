/// One deputy at one reception.
package struct Duty: Hashable, Sendable {
    package enum Stand: Sendable {
        /// Nothing was heard yet.
        case open
        case attending
        case away
    }

    /// nil while the deputy is no more than a name of the roster.
    package var person: PersonID?
    package var name: String
    package var stand: Stand
}

extension Draft {
    /// Who is on duty at a reception, those on leave too, in the order of the roster.
    package func duties(at reception: Reception) throws -> [Duty] {
        guard let deputies = reception.deputies else {
            return try deputiesOnDuty(on: reception.origin).map { name in
                Duty(person: try view.people(named: name).first?.id, name: name, stand: .open)
            }
        }
        return try deputies.map { id in
            Duty(
                person: id,
                name: try name(of: id) ?? "#" + String(id.value),
                stand: reception.away.contains(id)
                    ? .away : reception.attending.contains(id) ? .attending : .open
            )
        }
    }

    /// The names of those who will be there.
    package func deputiesExpected(at reception: Reception) throws -> [String] {
        try duties(at: reception).filter { $0.stand != .away }.map(\.name)
    }

    /// How many deputies are missing from the number that config asks for.
    package func gap(at reception: Reception) throws -> Int {
        let names = try deputiesExpected(at: reception)
        // A group of one has one on duty, and nobody misses a second.
        let wanted = min(rules.deputiesPerDay, max(reception.deputies?.count ?? names.count, 1))
        return max(0, wanted - names.count)
    }

    private func deputiesOnDuty(on day: Day) throws -> [String] {
        rules.deputiesOnDuty(on: day, of: try roster(on: day))
    }

    /// Writes the rotation down, so that what is changed in one day's roster stays.
    package mutating func fixRoster(of reception: Reception) throws -> Reception {
        guard reception.deputies == nil else { return reception }
        let deputies = try deputiesOnDuty(on: reception.origin).map { try enrolled($0) }
        return try setRoster(of: reception, deputies, by: asker.person?.id)
    }

    package mutating func setRoster(
        of reception: Reception,
        _ deputies: [PersonID],
        by person: PersonID?
    ) throws -> Reception {
        let event = Event.rosterSet(reception.origin, deputies: deputies, by: person)
        add(event)
        var changed = reception
        changed.apply(event, at: now)
        return changed
    }

    /// The person of a deputy of the roster, enrolled now where nobody was until today.
    package mutating func enrolled(_ deputy: String) throws -> PersonID {
        if let known = try view.people(named: deputy).first?.id { return known }
        for case .personEnrolled(let id, let name, _) in decision.events
        where decision.contents[name] == deputy {
            return id
        }
        var last = try view.lastPerson()
        for case .personEnrolled(let id, _, _) in decision.events { last = max(last, id) }
        let id = PersonID(last.value + 1)
        let group = try roster().first { $0.name == deputy }?.group
        add(
            .personEnrolled(
                person: id,
                name: try keep(deputy),
                office: Office(role: .deputy, group: group)
            )
        )
        return id
    }

    /// A person's name; nil when nothing is known of it, or it was erased.
    package func name(of person: PersonID) throws -> String? {
        for case .personEnrolled(person, let name, _) in decision.events {
            return decision.contents[name]
        }
        return try view.person(person)?.name.flatMap { try view.words($0) }
    }

    /// The next receptions at which somebody is on duty, the nearest first.
    package func duties(
        of person: Person,
        from day: Day,
        days: Int = 366,
        evenAway: Bool = false
    ) throws -> [Reception] {
        let name = try name(of: person.id)
        return try receptionCalendar().held(in: day...day.adding(days: days)).filter { reception in
            if let deputies = reception.deputies {
                return deputies.contains(person.id)
                    && (evenAway || !reception.away.contains(person.id))
            }
            return try name.map { try deputiesOnDuty(on: reception.origin).contains($0) } ?? false
        }
    }

    /// The reception that a deputy means by a date, or the next where they are on duty.
    ///
    /// - Parameters:
    ///   - date: The day that was named; nil for the next.
    ///   - evenAway: True where a duty that they are on leave from is meant too.
    /// - Returns: The reception with its roster written down; or what to say instead.
    /// - Throws: What the view throws.
    package mutating func ownDuty(
        on date: Day?,
        evenAway: Bool = false
    ) throws -> Result<Reception, DutyFault> {
        guard let me = asker.person else { return .failure(.notOnDuty(nil)) }
        if let date, date < today { return .failure(.past(date)) }
        let own = try duties(of: me, from: today, evenAway: evenAway)
        guard let date else {
            guard let next = own.first else { return .failure(.notOnDuty(nil)) }
            return .success(try fixRoster(of: next))
        }
        guard let found = own.first(where: { $0.day == date || $0.origin == date }) else {
            // Whoever is on leave may say why again.
            if !evenAway { return try ownDuty(on: date, evenAway: true) }
            return .failure(.notOnDuty(own.first?.day))
        }
        return .success(try fixRoster(of: found))
    }
}

/// Why a deputy has no duty there.
package enum DutyFault: Error {
    /// With the next day on which they have one.
    case notOnDuty(Day?)
    case past(Day)
}

extension Draft {
    package func refusal(_ fault: DutyFault, on date: Day?) -> Verdict {
        switch fault {
        case .past(let day):
            return .refused(FieldValue.Line(.refusedPastDate, [.date: .day(day)]))
        case .notOnDuty(let next):
            var facts: [Field: FieldValue] = [:]
            if let date { facts[.date] = .day(date) }
            if let next { facts[.next] = bothCalendars(next) }
            return .refused(FieldValue.Line(.notOnDuty, facts))
        }
    }
}
