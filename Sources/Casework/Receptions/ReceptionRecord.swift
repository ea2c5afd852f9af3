/// The number of one visit: `访2026-0007`.
package typealias VisitNumber = RecordNumber<ReceptionRecord>

/// One voter's visit (人次) at a reception, with what was said, item by item.
///
/// The same voter twice is two visits. The form is the 选民接待登记表 of `domain.md` §5.2.
package struct ReceptionRecord: StationRecord {
    package static let kind = RecordKind.receptionRecord

    /// One thing that was said, and what came of it.
    package struct Item: Hashable, Sendable, Codable {
        package enum Outcome: Hashable, Sendable, Codable {
            /// A matter with its own number.
            case registered(MatterNumber)
            /// Answered on the spot; what was answered, where somebody wrote it.
            case answered(ContentID?)
            /// Sent elsewhere, with where to.
            case guided(to: ContentID)
        }

        /// The voter's own words.
        package var words: ContentID
        package var topic: String?
        package var outcome: Outcome

        package init(words: ContentID, topic: String? = nil, outcome: Outcome) {
            self.words = words
            self.topic = topic
            self.outcome = outcome
        }
    }

    package var number: VisitNumber
    package var session: SessionNumber
    package var day: Day
    package var by: PersonID
    package var at: Instant
    /// Who was on duty.
    package var deputies: [PersonID]
    /// nil for a voter who gave no name.
    package var name: ContentID?
    package var phone: ContentID?
    package var village: String?
    package var group: Int?
    package var isConfidential: Bool
    /// In the order in which they were said; never empty.
    package var items: [Item]
    /// What it bears of paper, where it was taken over from there.
    package var past: Past?

    package init(
        number: VisitNumber,
        session: SessionNumber,
        day: Day,
        by person: PersonID,
        at instant: Instant,
        deputies: [PersonID],
        name: ContentID?,
        phone: ContentID?,
        village: String?,
        group: Int?,
        isConfidential: Bool,
        items: [Item]
    ) {
        self.number = number
        self.session = session
        self.day = day
        by = person
        at = instant
        self.deputies = deputies
        self.name = name
        self.phone = phone
        self.village = village
        self.group = group
        self.isConfidential = isConfidential
        self.items = items
    }

    /// The matters that its items became.
    package var matters: [MatterNumber] {
        items.compactMap { if case .registered(let number) = $0.outcome { number } else { nil } }
    }
}

extension ReceptionRecord {
    package var facets: RecordFacets {
        RecordFacets(person: by, group: group, day: day, tag: session.description)
    }

    package init?(opening event: Event, at instant: Instant) {
        guard case .visitRecorded(let record) = event else { return nil }
        self = record
    }

    package mutating func apply(_ event: Event, at instant: Instant) {
        guard case .visitAdded(_, let item) = event else { return }
        items.append(item)
    }
}

/// What receptions came to between two days.
package struct ReceptionTotals: Hashable, Sendable {
    /// Days on which somebody was received.
    package var sessions = 0
    package var closedSessions = 0
    /// 人次: one voter twice counts 2.
    package var visits = 0
    /// 件: a visit with three complaints counts 3.
    package var items = 0
    package var registered = 0
    package var answered = 0
    package var guided = 0
    /// Of how many the number is not known: 40余 is counted nowhere, and said here.
    package var inexact = 0
    /// Visits and items of the records that hold both: what an average is made of.
    private var measuredVisits = 0
    private var measuredItems = 0

    package init() {}

    /// Counts visits alone, without their sessions.
    package init(of visits: [ReceptionRecord]) { add(visits, []) }

    /// Counts visits, and what paper says of a day beyond the visits that it names one by one.
    package init(of visits: [ReceptionRecord], _ sessions: [ReceptionSession]) {
        add(visits, sessions)
    }

    fileprivate mutating func add(_ visits: [ReceptionRecord], _ sessions: [ReceptionSession]) {
        for visit in visits { add(visit) }
        let days = Dictionary(grouping: visits, by: \.day)
        for session in sessions {
            guard let past = session.past else { continue }
            var named = ReceptionTotals()
            for visit in days[session.day] ?? [] { named.add(visit) }
            self.visits += max(0, (past.number ?? 0) - named.visits)
            inexact += past.count == nil ? 0 : 1
            items += max(0, (session.stated?.opinions ?? 0) - named.items)
            answered += max(0, (session.stated?.answeredOnSpot ?? 0) - named.answered)
        }
    }

    /// 件 of each visit, in tenths; nil without a visit.
    package var itemsPerVisit: Int? {
        let (visits, items) = (measuredVisits, measuredItems)
        return visits == 0 ? nil : (items * 10 + visits / 2) / visits
    }

    mutating func add(_ visit: ReceptionRecord) {
        if let past = visit.past {
            visits += past.count == nil ? past.number ?? 1 : 0
            inexact += past.count == nil ? 0 : 1
        } else {
            visits += 1
            measuredVisits += 1
            measuredItems += visit.items.count
        }
        items += visit.items.count
        for item in visit.items {
            switch item.outcome {
            case .registered: registered += 1
            case .answered: answered += 1
            case .guided: guided += 1
            }
        }
    }
}

extension StationView {
    /// The visits of a session, by number.
    package func visits(of session: SessionNumber) throws -> [ReceptionRecord] {
        try records(ReceptionRecord.self, RecordQuery(tag: session.description))
    }

    /// What receptions came to between two days, counted from the records alone.
    package func receptionTotals(in span: ClosedRange<Day>) throws -> ReceptionTotals {
        var totals = ReceptionTotals()
        let sessions = try records(ReceptionSession.self, RecordQuery(days: span))
        let visits = try records(ReceptionRecord.self, RecordQuery(days: span))
        totals.sessions = sessions.count
        totals.closedSessions = sessions.count(where: \.isClosed)
        totals.add(visits, sessions)
        return totals
    }
}
