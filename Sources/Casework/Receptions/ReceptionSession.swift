/// The number of a reception session: `场2026-0007`.
package typealias SessionNumber = RecordNumber<ReceptionSession>

/// One day on which voters are received: who signed in, what was said to have come of it, and
/// whether the books of it are closed (`anchors.md`, reception session object).
package struct ReceptionSession: StationRecord {
    package static let kind = RecordKind.receptionSession

    /// What somebody said of the whole day: 今天接待5人，意见7条，当场答复2条.
    package struct Totals: Hashable, Sendable, Codable {
        /// 人次.
        package var voters: Int?
        package var opinions: Int?
        package var answeredOnSpot: Int?
    }

    package var number: SessionNumber
    package var by: PersonID
    package var at: Instant
    package var day: Day
    /// The reception of the calendar, by its origin; nil for a day without one.
    package var reception: Day?
    /// How many signed in, in visits (人次).
    package var signedIn: Int?
    package var stated: Totals?
    package var closedBy: PersonID?
    package var closedAt: Instant?
    /// What it bears of paper, where it was taken over from there.
    package var past: Past?
    /// Who received voters, as paper says; nil for a session of the desk's own.
    package var deputies: [PersonID]?

    package init(
        number: SessionNumber,
        by person: PersonID,
        at instant: Instant,
        day: Day,
        reception: Day?
    ) {
        self.number = number
        by = person
        at = instant
        self.day = day
        self.reception = reception
    }

    package enum Change: Hashable, Sendable, Codable {
        case signedIn(Int, by: PersonID)
        case stated(Totals, by: PersonID)
        case closed(by: PersonID)
        /// A record came after it was closed.
        case reopened
    }
}

extension ReceptionSession {
    package var isClosed: Bool { closedAt != nil }

    package var facets: RecordFacets {
        RecordFacets(person: by, day: day, isOpen: !isClosed)
    }

    package init?(opening event: Event, at instant: Instant) {
        guard case .sessionOpened(let session) = event else { return nil }
        self = session
    }

    package mutating func apply(_ event: Event, at instant: Instant) {
        guard case .sessionTurned(_, let turn) = event else { return }
        switch turn {
        case .signedIn(let count, _): signedIn = count
        case .stated(let totals, _):
            stated = totals
            signedIn = totals.voters ?? signedIn
        case .closed(let by):
            closedBy = by
            closedAt = instant
        case .reopened:
            closedBy = nil
            closedAt = nil
        }
    }
}
