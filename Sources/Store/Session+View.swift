package import Casework
internal import GRDB

extension Session: StationView {
    package func matter(_ number: MatterNumber) throws -> Matter? {
        let query = try query(MatterRow.selection)
        query.bind(1, number.code)
        return try query.step() ? try MatterRow.decode(query, self) : nil
    }

    package func matter(codeDigest: String) throws -> Matter? {
        let query = try query(
            "SELECT \(MatterRow.columns) FROM matter WHERE code_digest = ? ORDER BY number LIMIT 1"
        )
        query.bind(1, codeDigest)
        return try query.step() ? try MatterRow.decode(query, self) : nil
    }

    package func matters(_ wanted: MatterQuery) throws -> [Matter] {
        let order = wanted.newestFirst ? "DESC" : "ASC"
        let query = try query(
            "SELECT \(MatterRow.columns) FROM matter \(condition(of: wanted)) "
                + "ORDER BY number \(order) LIMIT ?"
        )
        query.bind(bind(wanted, to: query), max(1, wanted.limit))
        var matters: [Matter] = []
        while try query.step() { matters.append(try MatterRow.decode(query, self)) }
        return matters
    }

    package func count(_ wanted: MatterQuery) throws -> Int {
        let query = try query("SELECT count(*) FROM matter \(condition(of: wanted))")
        _ = bind(wanted, to: query)
        return try query.step() ? query.int(0) : 0
    }

    package func lastSerial(in year: Int) throws -> Int {
        try last(of: "matter", in: year)
    }

    package func proposal(on number: MatterNumber) throws -> Proposal? {
        let query = try query("SELECT number, action, step, by, at FROM proposal WHERE number = ?")
        query.bind(1, number.code)
        return try query.step() ? try proposal(query) : nil
    }

    package func proposals() throws -> [Proposal] {
        let query = try query(
            "SELECT number, action, step, by, at FROM proposal ORDER BY at, number"
        )
        var proposals: [Proposal] = []
        while try query.step() { proposals.append(try proposal(query)) }
        return proposals
    }

    // MARK: - People

    package func person(_ id: PersonID) throws -> Person? {
        let query = try query("SELECT \(PersonRow.columns) FROM person p WHERE p.id = ?")
        query.bind(1, id.value)
        return try query.step() ? try PersonRow.decode(query, self) : nil
    }

    package func people(holding role: Role) throws -> [Person] {
        try people(
            """
            FROM office o JOIN person p ON p.id = o.person
            WHERE o.role = ? AND p.addresses IS NOT NULL ORDER BY p.id
            """,
            role.rawValue
        )
    }

    package func people(named name: String) throws -> [Person] {
        try people(
            """
            FROM person p INDEXED BY person_name JOIN content c ON c.id = p.name
            WHERE p.name IS NOT NULL AND c.bytes = ? ORDER BY p.id
            """,
            name
        )
    }

    package func subscribers(of topic: String) throws -> Subscribers {
        // Dead addresses are some of the addresses: as long a list holds them all.
        let query = try query(
            """
            SELECT s.person, p.addresses IS NOT NULL
                AND (p.dead IS NULL OR length(p.dead) < length(p.addresses))
            FROM subscription s JOIN person p ON p.id = s.person WHERE s.topic = ? ORDER BY 1
            """
        )
        query.bind(1, topic)
        var subscribers = Subscribers()
        while try query.step() {
            if query.bool(1) {
                subscribers.reachable.append(PersonID(query.int64(0)))
            } else {
                subscribers.unreachable += 1
            }
        }
        return subscribers
    }

    package func lastPerson() throws -> PersonID {
        PersonID(try number("SELECT max(id) FROM person") ?? 0)
    }

    package func appointments() throws -> [Appointment] {
        let query = try query("SELECT id, body FROM appointment ORDER BY id")
        return try bodies(Appointment.self, query, "appointment")
    }

    /// The number of the newest appointment; 0 before the first.
    package func lastAppointment() throws -> Int64 {
        try number("SELECT max(id) FROM appointment") ?? 0
    }

    package func invite(digest: String) throws -> Invite? {
        let query = try query(
            "SELECT id, body FROM invite WHERE digest = ? AND is_open = 1 ORDER BY id LIMIT 1"
        )
        query.bind(1, digest)
        return try query.step() ? try body(Invite.self, query, "invite") : nil
    }

    package func lastInvite() throws -> Int64 { try number("SELECT max(id) FROM invite") ?? 0 }

    package func openInvites(at instant: Instant) throws -> [Invite] {
        let query = try query(
            "SELECT id, body FROM invite WHERE is_open = 1 AND until > ? ORDER BY id"
        )
        query.bind(1, instant.milliseconds)
        return try bodies(Invite.self, query, "invite")
    }

    package func confirmation(of person: PersonID) throws -> Confirmation? {
        let query = try query("SELECT person, body FROM confirmation WHERE person = ?")
        query.bind(1, person.value)
        return try query.step() ? try body(Confirmation.self, query, "confirmation") : nil
    }

    // MARK: - Content

    package func words(_ id: ContentID) throws -> String? {
        let query = try query("SELECT bytes FROM content WHERE id = ?")
        query.bind(1, id.value)
        return try query.step() ? query.optionalText(0) : nil
    }

    package func contents(of number: MatterNumber) throws -> [ContentID] {
        let query = try query("SELECT seq, body FROM journal WHERE matter = ? ORDER BY seq")
        query.bind(1, number.code)
        var ids: [ContentID] = []
        while try query.step() {
            guard let event = try? Event(json: query.text(1)) else {
                throw damaged("journal", query.int64(0))
            }
            for id in try ContentMentions.ids(in: event) where !ids.contains(id) {
                ids.append(id)
            }
        }
        return try ids.filter { try words($0) != nil }
    }

    package func lastContent() throws -> ContentID {
        ContentID(try number("SELECT max(id) FROM content") ?? 0)
    }

    // MARK: - Files, queue, reminders

    package func attachment(_ id: Int64) throws -> AttachmentRecord? {
        let query = try query("SELECT \(AttachmentRow.columns) FROM attachment WHERE id = ?")
        query.bind(1, id)
        return try query.step() ? AttachmentRow.decode(query) : nil
    }

    package func lastAttachment() throws -> Int64 {
        try number("SELECT max(id) FROM attachment") ?? 0
    }

    package func looseAttachments(
        of person: PersonID,
        since: Instant
    ) throws -> [AttachmentRecord] {
        let query = try query(
            """
            SELECT \(AttachmentRow.columns) FROM attachment
            WHERE person = ? AND placed = 0 AND at >= ? ORDER BY at, id
            """
        )
        query.bind(1, person.value)
        query.bind(2, since.milliseconds)
        var records: [AttachmentRecord] = []
        while try query.step() { records.append(AttachmentRow.decode(query)) }
        return records
    }

    package func item(_ item: Int) throws -> UnsortedItem? {
        let query = try query("SELECT item, body FROM item WHERE item = ?")
        query.bind(1, item)
        return try query.step() ? try body(UnsortedItem.self, query, "item") : nil
    }

    package func openItems() throws -> [UnsortedItem] {
        let query = try query("SELECT item, body FROM item WHERE settled = 0 ORDER BY item")
        return try bodies(UnsortedItem.self, query, "item")
    }

    package func lastItem() throws -> Int { Int(try number("SELECT max(item) FROM item") ?? 0) }

    package func reminders(for reception: Day) throws -> [Reminder] {
        let query = try query("SELECT id, body FROM reminder WHERE reception = ? ORDER BY id")
        query.bind(1, reception.ordinal)
        return try bodies(Reminder.self, query, "reminder")
    }

    package func lastReminder() throws -> Reminder? {
        let query = try query("SELECT id, body FROM reminder ORDER BY id DESC LIMIT 1")
        return try query.step() ? try body(Reminder.self, query, "reminder") : nil
    }

    package func reminder(_ id: Int64) throws -> Reminder? {
        let query = try query("SELECT id, body FROM reminder WHERE id = ?")
        query.bind(1, id)
        return try query.step() ? try body(Reminder.self, query, "reminder") : nil
    }

    package func basisActs(since: Instant) throws -> [Matter] {
        let query = try query(
            """
            SELECT \(MatterRow.columns) FROM matter
            WHERE basis_at IS NOT NULL AND basis_at >= ? ORDER BY basis_at, number
            """
        )
        query.bind(1, since.milliseconds)
        var matters: [Matter] = []
        while try query.step() { matters.append(try MatterRow.decode(query, self)) }
        return matters
    }

    package func history(of number: MatterNumber, limit: Int) throws -> [HistoryEntry] {
        let query = try query(
            """
            SELECT seq, body, at, actor FROM journal WHERE matter = ? ORDER BY seq DESC LIMIT ?
            """
        )
        query.bind(1, number.code)
        query.bind(2, limit)
        return try entries(query).reversed()
    }

    /// Events of the journal, as a query of seq, body, at and actor gives them.
    private func entries(_ query: borrowing Query) throws -> [HistoryEntry] {
        var entries: [HistoryEntry] = []
        while try query.step() {
            guard let event = try? Event(json: query.text(1)) else {
                throw damaged("journal", query.int64(0))
            }
            entries.append(
                HistoryEntry(
                    at: Instant(milliseconds: query.int64(2)),
                    actor: query.optionalInt64(3).map { PersonID($0) },
                    event: event
                )
            )
        }
        return entries
    }

    package func acts(of person: PersonID, in days: ClosedRange<Day>) throws -> [HistoryEntry] {
        let midnight = ClockTime(minutes: 0)
        let query = try query(
            """
            SELECT seq, body, at, actor FROM journal INDEXED BY journal_duty
            WHERE actor = ? AND at >= ? AND at < ? AND (\(Schema.isDutyAct)) ORDER BY at, seq
            """
        )
        query.bind(1, person.value)
        query.bind(2, days.lowerBound.at(midnight).milliseconds)
        query.bind(3, days.upperBound.adding(days: 1).at(midnight).milliseconds)
        return try entries(query)
    }

    package func strikes(_ kind: Strike, by person: PersonID?, since: Instant) throws -> Int {
        let query = try query(
            """
            SELECT count(*) FROM strike
            WHERE kind = ? AND at >= ? AND (?3 IS NULL OR person = ?3)
            """
        )
        query.bind(1, kind.rawValue)
        query.bind(2, since.milliseconds)
        query.bind(3, person?.value)
        return try query.step() ? query.int(0) : 0
    }
}

// MARK: - Reading rows

extension Session {
    private func people(_ source: String, _ parameter: String) throws(StoreError) -> [Person] {
        let query = try query("SELECT \(PersonRow.columns) \(source)")
        query.bind(1, parameter)
        var people: [Person] = []
        while try query.step() { people.append(try PersonRow.decode(query, self)) }
        return people
    }

    private func last(of table: String, in year: Int) throws(StoreError) -> Int {
        let query = try query(
            "SELECT max(number) FROM \(table) WHERE number > ? AND number < ?"
        )
        let start = Int64(year) * 1_000_000_000
        query.bind(1, start)
        query.bind(2, start + 1_000_000_000)
        guard try query.step(), let code = query.optionalInt64(0) else { return 0 }
        return Int(code - start)
    }

    private func proposal(_ query: borrowing Query) throws(StoreError) -> Proposal {
        guard let action = Action(rawValue: query.text(1)) else {
            throw damaged("proposal", query.int64(0))
        }
        return Proposal(
            number: MatterNumber(code: query.int64(0)),
            action: action,
            step: ContentID(query.int64(2)),
            by: PersonID(query.int64(3)),
            at: Instant(milliseconds: query.int64(4))
        )
    }

    func body<T: Decodable>(
        _ type: T.Type,
        _ query: borrowing Query,
        _ table: String
    ) throws(StoreError) -> T {
        guard let read = jsonValue(type, json: query.text(1)) else {
            throw damaged(table, query.int64(0))
        }
        return read
    }

    func bodies<T: Decodable>(
        _ type: T.Type,
        _ query: borrowing Query,
        _ table: String
    ) throws(StoreError) -> [T] {
        var read: [T] = []
        while try query.step() { read.append(try body(type, query, table)) }
        return read
    }

    private func condition(of wanted: MatterQuery) -> String {
        var parts: [String] = []
        if wanted.owner != nil { parts.append("owner = ?") }
        if wanted.filedBy != nil { parts.append("filed_by = ?") }
        if wanted.unit != nil {
            // The helpers' names stand in one short list; a name is quoted whole there.
            parts.append(
                wanted.isHelping
                    ? "(unit = ? OR instr(json_extract(course, '$.coUnits'), ?) > 0)" : "unit = ?"
            )
        }
        if wanted.group != nil { parts.append("party = ?") }
        if wanted.year != nil { parts.append("number BETWEEN ? AND ?") }
        if wanted.dueBefore != nil { parts.append("due < ?") }
        if wanted.linkedTo != nil { parts.append("merged_into = ?") }
        if wanted.ended != nil { parts.append("ended_at >= ? AND ended_at < ?") }
        if wanted.village != nil { parts.append("village = ?") }
        if wanted.topic != nil { parts.append("topic = ?") }
        if wanted.filedSince != nil { parts.append("filed_at >= ?") }
        if wanted.filed != nil { parts.append("filed_at >= ? AND filed_at < ?") }
        if wanted.rating != nil { parts.append("rating = ?") }
        if wanted.dueUntil != nil { parts.append("due <= ?") }
        switch wanted.mark {
        case .owesTelling:
            parts.append("json_extract(guarding, '$.owesTelling') = 1")
        case .escalationRaised:
            parts.append("json_extract(guarding, '$.escalation.stand') = 'raised'")
        case .past: parts.append("json_extract(course, '$.past') IS NOT NULL")
        case nil: break
        }
        if !wanted.states.isEmpty {
            // Codes and not parameters: one statement a set of states, and sets are few.
            let codes = wanted.states.map(\.code).sorted().map(String.init)
            parts.append("state IN (\(codes.joined(separator: ",")))")
        }
        return parts.isEmpty ? "" : "WHERE " + parts.joined(separator: " AND ")
    }

    /// Binds in the order of ``condition(of:)``; returns the next free position.
    private func bind(_ wanted: MatterQuery, to query: borrowing Query) -> Int32 {
        var next: Int32 = 1
        func take() -> Int32 {
            defer { next += 1 }
            return next
        }
        if let owner = wanted.owner { query.bind(take(), owner.value) }
        if let filedBy = wanted.filedBy { query.bind(take(), filedBy.value) }
        if let unit = wanted.unit {
            query.bind(take(), unit)
            if wanted.isHelping { query.bind(take(), "\"" + unit + "\"") }
        }
        if let group = wanted.group { query.bind(take(), group) }
        if let year = wanted.year {
            query.bind(take(), Int64(year) * 1_000_000_000)
            query.bind(take(), Int64(year) * 1_000_000_000 + 999_999_999)
        }
        if let day = wanted.dueBefore { query.bind(take(), day.ordinal) }
        if let number = wanted.linkedTo { query.bind(take(), number.code) }
        if let days = wanted.ended {
            query.bind(take(), days.first.at(ClockTime(minutes: 0)).milliseconds)
            let end = days.last.adding(days: 1).at(ClockTime(minutes: 0))
            query.bind(take(), end.milliseconds)
        }
        if let village = wanted.village { query.bind(take(), village) }
        if let topic = wanted.topic { query.bind(take(), topic) }
        if let since = wanted.filedSince { query.bind(take(), since.milliseconds) }
        if let days = wanted.filed {
            query.bind(take(), days.first.at(ClockTime(minutes: 0)).milliseconds)
            let end = days.last.adding(days: 1).at(ClockTime(minutes: 0))
            query.bind(take(), end.milliseconds)
        }
        if let rating = wanted.rating { query.bind(take(), rating) }
        if let day = wanted.dueUntil { query.bind(take(), day.ordinal) }
        return next
    }
}
