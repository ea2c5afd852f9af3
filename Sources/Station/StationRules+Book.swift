package import Books
package import Casework

extension StationRules {
    /// What the station has laid down, as decisions need it.
    package init(_ book: StationBook) {
        let deputies = book.deputies.map { deputy in
            var entry = RosterEntry(
                name: deputy.name,
                positions: [.deputy],
                group: deputy.group,
                levels: Set(deputy.levels)
            )
            if deputy.isLeader { entry.positions.formUnion([.leader, .member]) }
            if let office = deputy.office { entry.positions.insert(office) }
            return entry
        }
        let staff = book.staff.map { RosterEntry(name: $0.name, positions: [$0.office]) }
        self.init(
            stationName: book.nameZh,
            address: book.addressZh,
            opens: book.opens,
            closes: book.closes,
            places: Dictionary(book.places.map { ($0.zh, $0.group) }) { first, _ in first },
            units: book.units.map(\.zh),
            roster: deputies + staff,
            dutyRotation: book.dutyRotation,
            deputiesPerDay: book.deputiesPerDay,
            screeningDays: book.limits.screening,
            answerDays: book.limits.answer,
            urgeDays: book.urgeDays,
            unreadDays: book.unreadDays,
            codeFromRecipients: book.codeFromRecipients,
            noticeVersion: book.noticeVersion,
            needsHead: book.needsHead,
            discussedTopics: book.discussedTopics,
            verifiesBeforeAssigning: book.verifiesBeforeAssigning,
            digestAt: book.digestAt,
            receptionDay: book.receptionDay,
            holdsLeapMonths: book.holdsLeapMonths,
            lunar: book.lunar,
            workingDays: book.workingDays
        )
        limits.assign = book.limits.assign
        limits.tell = book.limits.feedback
        limits.decide = book.limits.decide
        limits.extended = book.limits.extended
        limits.warn = book.limits.warn
        limits.rating = book.limits.rating
        limits.ladder = book.limits.ladder
        limits.retention = book.limits.retention
        receptionPolicy = book.receptionPolicy
        plan = book.plan
        broadcasts = book.broadcasts
        broadcasts.quietFrom = book.quietFrom
        broadcasts.quietUntil = book.quietUntil
        unitAliases = Dictionary(
            book.units.map { ($0.zh, [$0.full, $0.en].compactMap { $0 }) }
        ) { first, _ in first }
        disputes = book.disputes
        duty = book.dutyRules
        publicContacts = book.publicContacts
        retention = book.retention
        evaluation = book.evaluation
        groups = book.groups
        seats = book.seats
    }
}
