package import Casework
internal import GRDB

// Receptions, bookings and what was sent by plan: projected and read.

extension Session {
    func projectTime(_ event: Event, at instant: Instant) throws {
        if let origin = event.reception {
            var reception = try self.reception(origin) ?? Reception(origin: origin)
            reception.apply(event, at: instant)
            return try set(reception)
        }
        switch event {
        case .receptionBooked(let booking): try set(booking)
        case .bookingCancelled(let id):
            try remove("UPDATE booking SET cancelled = 1 WHERE id = ?", id)
        case .receptionTold(let origin, let people): try tell(people, of: origin)
        case .reminderSent(let key, let origin, let people):
            try set(key, .sent, people: people.count, at: instant)
            guard let origin else { return }
            try tell(people, of: origin)
            if var reception = try reception(origin) {
                reception.apply(event, at: instant)
                try set(reception)
            }
        case .reminderMissed(let key): try set(key, .missed, people: 0, at: instant)
        case .missesReported(let keys):
            for key in keys {
                let query = try query("UPDATE planned SET reported = 1 WHERE key = ?")
                query.bind(1, key)
                try query.run()
            }
        case .reminderTimed(let reminder, let days, _):
            let query = try query("INSERT OR REPLACE INTO timing(reminder, days) VALUES (?, ?)")
            query.bind(1, reminder.rawValue)
            query.bind(2, days)
            try query.run()
        case .holidaysKnown(let years):
            let query = try query(
                "INSERT OR REPLACE INTO holidays_known(id, years) VALUES (1, ?)"
            )
            query.bind(1, idText(of: years.map { Int64($0) }))
            try query.run()
        case .checkedIn: break  // On a day without a reception the journal alone keeps it.
        default: preconditionFailure("an event of another kind was taken for one about time")
        }
    }

    private func reception(_ origin: Day) throws(StoreError) -> Reception? {
        let query = try query("SELECT origin, body FROM reception WHERE origin = ?")
        query.bind(1, origin.ordinal)
        return try query.step() ? try body(Reception.self, query, "reception") : nil
    }

    private func set(_ reception: Reception) throws(StoreError) {
        let query = try query("INSERT OR REPLACE INTO reception(origin, body) VALUES (?, ?)")
        query.bind(1, reception.origin.ordinal)
        query.bind(2, try jsonText(reception))
        try query.run()
    }

    private func set(_ booking: Booking) throws(StoreError) {
        let query = try query(
            """
            INSERT INTO booking(id, reception, person, for_other, topic, at, cancelled)
            VALUES (?, ?, ?, ?, ?, ?, 0)
            """
        )
        query.bind(1, booking.id)
        query.bind(2, booking.reception.ordinal)
        query.bind(3, booking.person.value)
        query.bind(4, booking.isForOther)
        query.bind(5, booking.topic?.value)
        query.bind(6, booking.at.milliseconds)
        try query.run()
    }

    private func set(
        _ key: String,
        _ stand: PlannedStand,
        people: Int,
        at instant: Instant
    ) throws(StoreError) {
        // What was taken for missed may be sent after all; what was sent is never sent again.
        let missed = try self.query("DELETE FROM planned WHERE key = ? AND stand = 'missed'")
        missed.bind(1, key)
        try missed.run()
        let query = try query(
            "INSERT INTO planned(key, stand, at, people, reported) VALUES (?, ?, ?, ?, 0)"
        )
        query.bind(1, key)
        query.bind(2, stand.rawValue)
        query.bind(3, instant.milliseconds)
        query.bind(4, people)
        try query.run()
    }

    private func tell(_ people: [PersonID], of origin: Day) throws(StoreError) {
        for person in people {
            let query = try query("INSERT OR IGNORE INTO told(reception, person) VALUES (?, ?)")
            query.bind(1, origin.ordinal)
            query.bind(2, person.value)
            try query.run()
        }
    }
}

extension Session {
    package func receptions() throws -> [Reception] {
        let query = try query("SELECT origin, body FROM reception ORDER BY origin")
        return try bodies(Reception.self, query, "reception")
    }

    package func bookings(at reception: Day) throws -> [Booking] {
        try bookings("reception = ?", Int64(reception.ordinal))
    }

    package func bookings(of person: PersonID) throws -> [Booking] {
        try bookings("person = ?", person.value)
    }

    package func lastBooking() throws -> Int64 { try number("SELECT max(id) FROM booking") ?? 0 }

    package func told(of reception: Day) throws -> [PersonID] {
        let query = try query("SELECT person FROM told WHERE reception = ? ORDER BY person")
        query.bind(1, reception.ordinal)
        var people: [PersonID] = []
        while try query.step() { people.append(PersonID(query.int64(0))) }
        return people
    }

    package func planned(_ key: String) throws -> PlannedStand? {
        let query = try query("SELECT stand FROM planned WHERE key = ?")
        query.bind(1, key)
        return try query.step() ? PlannedStand(rawValue: query.text(0)) : nil
    }

    package func unreportedMisses() throws -> [String] {
        let query = try query(
            "SELECT key FROM planned WHERE stand = 'missed' AND reported = 0 ORDER BY at, key"
        )
        var keys: [String] = []
        while try query.step() { keys.append(query.text(0)) }
        return keys
    }

    package func timing(of reminder: PlannedReminder) throws -> Int? {
        let query = try query("SELECT days FROM timing WHERE reminder = ?")
        query.bind(1, reminder.rawValue)
        return try query.step() ? query.int(0) : nil
    }

    package func knownYears() throws -> Set<Int>? {
        let query = try query("SELECT id, years FROM holidays_known")
        guard try query.step() else { return nil }
        guard let years = idList(in: query.optionalText(1)) else {
            throw damaged("holidays_known", 1)
        }
        return Set(years.map { Int($0) })
    }

    private func bookings(
        _ condition: String,
        _ parameter: Int64
    ) throws(StoreError) -> [Booking] {
        let query = try query(
            """
            SELECT id, reception, person, for_other, topic, at
            FROM booking WHERE \(condition) AND cancelled = 0 ORDER BY id
            """
        )
        query.bind(1, parameter)
        var found: [Booking] = []
        while try query.step() {
            found.append(
                Booking(
                    id: query.int64(0),
                    reception: Day(ordinal: query.int(1)),
                    person: PersonID(query.int64(2)),
                    isForOther: query.bool(3),
                    topic: query.optionalInt64(4).map { ContentID($0) },
                    at: Instant(milliseconds: query.int64(5))
                )
            )
        }
        return found
    }
}
