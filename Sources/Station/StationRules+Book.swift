package import Books
package import Casework

extension StationRules {
    /// What the station has laid down, as decisions need it.
    package init(_ book: StationBook) {
        let deputies = book.deputies.map { deputy in
            RosterEntry(
                name: deputy.name,
                isDeputy: true,
                isLeader: deputy.isLeader,
                isHead: deputy.office == "站长" || deputy.office == "副站长",
                group: deputy.group
            )
        }
        let staff = book.staff.map { person in
            RosterEntry(
                name: person.name,
                isDeputy: false,
                isLeader: false,
                isHead: false,
                group: nil
            )
        }
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
    }
}
