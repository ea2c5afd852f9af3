internal import Casework
internal import GRDB

// What the station looks like after an event. Reads events and projections alone: no content, no
// clock, no config, so that a replay of the journal gives the same rows.

extension Session {
    func project(_ event: Event, at instant: Instant) throws {
        switch event {
        case .matterRegistered(let filing):
            guard try matter(filing.number) == nil else { throw known("matter") }
            try MatterRow.encode(Matter(filing, at: instant), in: self)
        case .proposalMade(let number, let action, let step, let by):
            try set(Proposal(number: number, action: action, step: step, by: by, at: instant))
        case .proposalSettled(let number, _):
            try remove("DELETE FROM proposal WHERE number = ?", number.code)
        case .noteSubmitted, .noteSupplemented, .noteTurned,
            .suggestionSubmitted, .suggestionTurned, .meetingAsked, .meetingHeld, .meetingPassed,
            .dutyReportOpened, .dutyReportTurned, .standInSet, .standInEnded,
            .paperRecorded, .paperAnswered, .activityEntered, .activityTurned,
            .planItemAdded, .planItemTurned, .sessionOpened, .sessionTurned, .visitRecorded,
            .visitAdded, .recordArchived, .recordCorrected, .contactCleared, .viewed:
            try projectRecord(event, at: instant)
        case .itemKept(let item):
            guard try self.item(item.item) == nil else { throw known("item") }
            try set(item)
        case .itemSupplemented(let number, let files, let words):
            guard var item = try item(number) else { throw unknown("item") }
            item.attachments += files
            if let words { item.more = (item.more ?? []) + [words] }
            try set(item)
        case .itemSettled(let number, _):
            guard var item = try item(number) else { throw unknown("item") }
            item.isSettled = true
            try set(item)
        // Only the journal keeps who read it.
        case .itemRead: break
        case .attachmentKept(let record):
            guard try attachment(record.id) == nil else { throw known("attachment") }
            try set(record)
        case .attachmentPlaced(let id):
            guard var record = try attachment(id) else { throw unknown("attachment") }
            record.isPlaced = true
            try set(record)
        case .attachmentSettled(let id, let isFetched):
            guard var record = try attachment(id) else { throw unknown("attachment") }
            record.isFetched = isFetched
            try set(record)
        case .confirmationAsked(let confirmation):
            try set(confirmation)
        case .confirmationSettled(let person, _):
            try remove("DELETE FROM confirmation WHERE person = ?", person.value)
        case .reminderConfirmed(let reminder):
            guard try self.reminder(reminder.id) == nil else { throw known("reminder") }
            try set(reminder)
        case .reminderCancelled(let id):
            try turn(reminder: id, .cancelled)
        case .reminderSettled(let id):
            try turn(reminder: id, .settled)
        case .broadcastPrepared(let broadcast, let members):
            guard try self.broadcast(broadcast.id) == nil else { throw known("broadcast") }
            try insert(broadcast, members)
        case .broadcastAgreed(let id, _, _), .broadcastPassedOn(let id, _),
            .broadcastReturned(let id, _), .broadcastCancelled(let id),
            .broadcastResent(let id, _, _), .broadcastSettled(let id, _):
            guard var broadcast = try broadcast(id) else { throw unknown("broadcast") }
            broadcast.apply(event)
            try update(broadcast)
        case .contentErased, .messageQuarantined, .quarantineSettled:
            break
        case .receptionAdded, .receptionMoved, .receptionCancelled, .rosterSet,
            .attendanceConfirmed, .leaveTaken, .swapAsked, .swapSettled, .dutyTaken, .checkedIn,
            .receptionBooked, .bookingCancelled, .receptionTold, .reminderSent, .reminderMissed,
            .missesReported, .reminderTimed, .holidaysKnown:
            try projectTime(event, at: instant)
        case .matterGuarded(let number, _):
            guard var matter = try matter(number) else { throw unknown("matter") }
            matter.apply(event, at: instant)
            try MatterRow.encode(matter, in: self)
        case .personForgotten(let id):
            try change(id) { $0.name = nil }
        case .appointed(let appointment):
            guard try self.appointment(appointment.id) == nil else { throw known("appointment") }
            try set(appointment)
        case .appointmentEnds(let id, let day):
            guard var appointment = try appointment(id) else { throw unknown("appointment") }
            appointment.until = day
            try set(appointment)
        case .personListed, .officeEnded, .personMet, .personEnrolled, .inviteIssued,
            .inviteCancelled, .bound, .unbound,
            .officesEnded, .languageChosen, .noticeShown, .subscribed, .unsubscribed,
            .noticesStopped, .addressRetired, .addressRevived, .fewTextsChosen, .newsTold:
            try projectPeople(event)
        case .matterSupplemented(let number, _, _), .wordsReplaced(let number, _, _),
            .matterAccepted(let number, _), .matterDeclined(let number, _, _, _),
            .matterVerified(let number, _, _), .matterAssigned(let number, _, _, _, _),
            .replyRecorded(let number, _, _), .feedbackGiven(let number, _, _, _, _, _),
            .feedbackSettled(let number, _, _), .matterRated(let number, _, _),
            .redoOrdered(let number, _, _), .matterClosed(let number),
            .answeredOnSpot(let number, _), .matterWithdrawn(let number, _),
            .matterUrged(let number), .matterUrgedAgain(let number), .codeRenewed(let number, _),
            .matterTakenOver(let number, _, _), .basisRecorded(let number, _, _, _),
            .actReversed(let number, _), .turned(let number, _),
            .dueRecomputed(let number, _, _),
            .screeningRecomputed(let number, _):
            guard var matter = try matter(number) else { throw unknown("matter") }
            matter.apply(event, at: instant)
            try MatterRow.encode(matter, in: self)
        }
    }

    private func projectPeople(_ event: Event) throws {
        switch event {
        case .personMet(let id, let address, let language):
            try change(id, isNew: true) { person in
                person.language = language
                person.addresses.append(address)
            }
        case .personEnrolled(let id, let name, let office):
            try change(id, isNew: true) { person in
                person.name = name
                if !person.offices.contains(office) { person.offices.append(office) }
            }
        case .personListed(let id, let name):
            try change(id, isNew: true) { $0.name = name }
        case .officeEnded(let id, let office):
            try change(id) { person in person.offices.removeAll { $0 == office } }
        case .inviteIssued(let invite):
            try set(invite)
        case .inviteCancelled(let id):
            try remove("UPDATE invite SET is_open = 0 WHERE id = ?", id)
        case .bound(let id, let address, let invite, let from):
            try remove("UPDATE invite SET is_open = 0 WHERE id = ?", invite)
            try bind(address, to: id, from: from)
        case .unbound(let id, let address):
            try change(id) { $0.lose(address) }
        case .officesEnded(let id):
            try change(id) { $0.offices = [] }
            try closeInvites(of: id)
        case .languageChosen(let id, let language):
            try change(id) { $0.language = language }
        case .noticeShown(let id, let version):
            try change(id) { $0.notice = version }
        case .subscribed(let id, let topic):
            try change(id) { person in
                person.topics.insert(topic)
                if topic == "notices" { person.stopsNotices = false }
            }
        case .unsubscribed(let id, let topic):
            try change(id) { $0.topics.remove(topic) }
        case .fewTextsChosen(let id, let isFew):
            try change(id) { $0.wantsFewTexts = isFew }
        case .newsTold(let id, let day):
            try change(id) { $0.newsOn = day }
        case .noticesStopped(let id):
            try change(id) { $0.stopsNotices = true }
        case .addressRetired(let id, let address, _):
            try change(id) { $0.deadAddresses.append(address) }
        case .addressRevived(let id, let address):
            try change(id) { $0.deadAddresses.removeAll { $0 == address } }
        default:
            preconditionFailure("an event of another kind was taken for one about people")
        }
    }

    // MARK: - People

    /// Moves an address; with it goes everything of a voter who turns out to be on the roster.
    private func bind(_ address: ContentID, to id: PersonID, from: PersonID) throws {
        guard id != from else {
            return try change(id) { person in
                if !person.addresses.contains(address) { person.addresses.append(address) }
            }
        }
        guard let voter = try person(from) else { throw unknown("person") }
        let isVoterOnly = voter.offices.isEmpty
        try change(from) { person in
            person.lose(address)
            if isVoterOnly { person.topics = [] }
        }
        try change(id) { person in
            if isVoterOnly {
                if person.addresses.isEmpty { person.language = voter.language }
                person.notice = max(person.notice, voter.notice)
                person.topics.formUnion(voter.topics)
                person.stopsNotices = person.stopsNotices || voter.stopsNotices
            }
            person.addresses.append(address)
        }
        guard isVoterOnly else { return }
        for sql in [
            "UPDATE matter SET owner = ? WHERE owner = ?",
            "UPDATE attachment SET person = ? WHERE person = ? AND placed = 0",
            "UPDATE booking SET person = ? WHERE person = ?",
            "UPDATE OR REPLACE told SET person = ? WHERE person = ?",
        ] {
            let query = try query(sql)
            query.bind(1, id.value)
            query.bind(2, from.value)
            try query.run()
        }
    }

    private func closeInvites(of id: PersonID) throws {
        let query = try query("SELECT id, body FROM invite WHERE is_open = 1 ORDER BY id")
        var open: [Int64] = []
        while try query.step() {
            let invite = try body(Invite.self, query, "invite")
            if invite.person == id { open.append(invite.id) }
        }
        for invite in open { try remove("UPDATE invite SET is_open = 0 WHERE id = ?", invite) }
    }

    private func change(
        _ id: PersonID,
        isNew: Bool = false,
        _ body: (inout Person) -> Void
    ) throws {
        let known = try person(id)
        guard known != nil || isNew else { throw unknown("person") }
        let before = known ?? Person(id: id)
        var after = before
        body(&after)
        try PersonRow.encode(after, in: self)
        try index(after.addresses, before.addresses, "binding(address, person)", id, "address") {
            $0.bind(1, $1.value)
        }
        try index(
            Array(Set(after.offices.map(\.role))),
            Array(Set(before.offices.map(\.role))),
            "office(role, person)",
            id,
            "role"
        ) {
            $0.bind(1, $1.rawValue)
        }
        try index(
            Array(after.topics),
            Array(before.topics),
            "subscription(topic, person)",
            id,
            "topic"
        ) {
            $0.bind(1, $1)
        }
    }

    /// Brings one of a person's reverse look-ups up to date.
    private func index<Key: Hashable>(
        _ after: [Key],
        _ before: [Key],
        _ table: String,
        _ id: PersonID,
        _ column: String,
        _ bind: (borrowing Query, Key) -> Void
    ) throws {
        guard after != before else { return }
        let name = table.prefix { $0 != "(" }
        for key in before where !after.contains(key) {
            let query = try query("DELETE FROM \(name) WHERE \(column) = ? AND person = ?")
            bind(query, key)
            query.bind(2, id.value)
            try query.run()
        }
        for key in after where !before.contains(key) {
            let query = try query("INSERT OR REPLACE INTO \(table) VALUES (?, ?)")
            bind(query, key)
            query.bind(2, id.value)
            try query.run()
        }
    }

    // MARK: - Rows

    private func appointment(_ id: Int64) throws(StoreError) -> Appointment? {
        let query = try query("SELECT id, body FROM appointment WHERE id = ?")
        query.bind(1, id)
        return try query.step() ? try body(Appointment.self, query, "appointment") : nil
    }

    private func set(_ appointment: Appointment) throws(StoreError) {
        let query = try query("INSERT OR REPLACE INTO appointment(id, body) VALUES (?, ?)")
        query.bind(1, appointment.id)
        query.bind(2, try jsonText(appointment))
        try query.run()
    }

    private func set(_ item: UnsortedItem) throws(StoreError) {
        let query = try query("INSERT OR REPLACE INTO item(item, settled, body) VALUES (?, ?, ?)")
        query.bind(1, item.item)
        query.bind(2, item.isSettled)
        query.bind(3, try jsonText(item))
        try query.run()
    }

    private func set(_ record: AttachmentRecord) throws(StoreError) {
        let query = try query(
            """
            INSERT OR REPLACE INTO attachment(\(AttachmentRow.columns))
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        )
        query.bind(1, record.id)
        query.bind(2, record.person.value)
        query.bind(3, record.kind)
        query.bind(4, record.handle.value)
        query.bind(5, record.at.milliseconds)
        query.bind(6, record.isPlaced)
        if let isFetched = record.isFetched { query.bind(7, isFetched) }
        try query.run()
    }

    private func set(_ invite: Invite) throws(StoreError) {
        let query = try query(
            "INSERT INTO invite(id, digest, until, is_open, body) VALUES (?, ?, ?, 1, ?)"
        )
        query.bind(1, invite.id)
        query.bind(2, invite.digest)
        query.bind(3, invite.until.milliseconds)
        query.bind(4, try jsonText(invite))
        try query.run()
    }

    private func set(_ confirmation: Confirmation) throws(StoreError) {
        let query = try query("INSERT OR REPLACE INTO confirmation(person, body) VALUES (?, ?)")
        query.bind(1, confirmation.person.value)
        query.bind(2, try jsonText(confirmation))
        try query.run()
    }

    private func set(_ reminder: Reminder) throws(StoreError) {
        let query = try query(
            "INSERT OR REPLACE INTO reminder(id, reception, body) VALUES (?, ?, ?)"
        )
        query.bind(1, reminder.id)
        query.bind(2, reminder.reception.ordinal)
        query.bind(3, try jsonText(reminder))
        try query.run()
    }

    private func set(_ proposal: Proposal) throws(StoreError) {
        let query = try query(
            "INSERT OR REPLACE INTO proposal(number, action, step, by, at) VALUES (?, ?, ?, ?, ?)"
        )
        query.bind(1, proposal.number.code)
        query.bind(2, proposal.action.rawValue)
        query.bind(3, proposal.step.value)
        query.bind(4, proposal.by.value)
        query.bind(5, proposal.at.milliseconds)
        try query.run()
    }

    private func turn(reminder id: Int64, _ stand: Reminder.Stand) throws {
        guard var reminder = try reminder(id) else { throw unknown("reminder") }
        reminder.stand = stand
        try set(reminder)
    }

    func remove(_ sql: String, _ id: Int64) throws(StoreError) {
        let query = try query(sql)
        query.bind(1, id)
        try query.run()
    }

    /// A number that was given before: numbers are never reused.
    func known(_ thing: String) -> StoreError {
        StoreError(.constraint, "cannot write to store at '\(path)': a \(thing) is there already")
    }

    /// An event about something that was never there: the message that made it is at fault.
    func unknown(_ thing: String) -> StoreError {
        StoreError(.constraint, "cannot write to store at '\(path)': an event names no \(thing)")
    }
}

extension Person {
    fileprivate mutating func lose(_ address: ContentID) {
        addresses.removeAll { $0 == address }
        deadAddresses.removeAll { $0 == address }
    }
}
