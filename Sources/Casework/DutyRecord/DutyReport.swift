/// The number of a duty report: its own series, `述2026-0001`.
package typealias DutyReportNumber = RecordNumber<DutyReport>

/// 述职: a deputy's report to the voters: when it is held, what it says, and how it was rated.
package struct DutyReport: StationRecord {
    package static let kind = RecordKind.dutyReport

    package struct Submission: Hashable, Sendable, Codable {
        package var at: Instant
        /// Sessions of the congress, as the deputy says.
        package var congress: Int?
        package var groupActivities: Int
        package var receptions: Int
        package var suggestions: Int
        /// The deputy's own words.
        package var words: ContentID?
    }

    package var number: DutyReportNumber
    package var deputy: PersonID
    /// The year that it reports on.
    package var year: Int
    package var on: Day?
    package var place: ContentID?
    package var submission: Submission?
    /// What each voter said last.
    package var ratings: [Rating] = []

    package struct Rating: Hashable, Sendable, Codable {
        package var person: PersonID
        /// ``Values/ratings``.
        package var rating: String
    }

    package init(number: DutyReportNumber, deputy: PersonID, year: Int, on: Day?, place: ContentID?)
    {
        self.number = number
        self.deputy = deputy
        self.year = year
        self.on = on
        self.place = place
    }

    package var facets: RecordFacets {
        RecordFacets(person: deputy, day: on, isOpen: submission == nil, tag: String(year))
    }

    package func count(rated rating: String) -> Int { ratings.count { $0.rating == rating } }
}

/// What happens to a duty report.
package enum DutyReportTurn: Hashable, Sendable, Codable {
    case scheduled(on: Day, place: ContentID?)
    case submitted(DutyReport.Submission)
    case rated(by: PersonID, String)
}

extension DutyReport {
    package init?(opening event: Event, at instant: Instant) {
        guard case .dutyReportOpened(let report) = event else { return nil }
        self = report
    }

    package mutating func apply(_ event: Event, at instant: Instant) {
        guard case .dutyReportTurned(_, let turn) = event else { return }
        switch turn {
        case .scheduled(let day, let place):
            on = day
            self.place = place ?? self.place
        case .submitted(let submission): self.submission = submission
        case .rated(let person, let rating):
            ratings.removeAll { $0.person == person }
            ratings.append(Rating(person: person, rating: rating))
        }
    }
}

extension Draft {
    /// The report of a deputy on a year; nil while there is none.
    func dutyReport(of person: PersonID, in year: Int) throws -> DutyReport? {
        try view.records(DutyReport.self, RecordQuery(person: person, tag: String(year))).first
    }

    /// Deputies of the roster who have not handed in a report on a year, in the roster's order.
    package func deputiesWithoutReport(in year: Int) throws -> [String] {
        let reported = Set(
            try view.records(DutyReport.self, RecordQuery(isOpen: false, tag: String(year)))
                .map(\.deputy)
        )
        return try roster().filter(\.isDeputy).map(\.name).filter { name in
            try !view.people(named: name).contains { reported.contains($0.id) }
        }
    }

    func facts(of report: DutyReport) throws -> [Field: FieldValue] {
        let rated = report.ratings.count
        var facts: [Field: FieldValue] = [
            .number: .text(report.number.description), .year: .text(String(report.year)),
            .total: .count(rated),
        ]
        facts[.name] = try name(of: report.deputy).map { .name($0) }
        facts[.date] = report.on.map { .day($0) }
        facts[.place] = try said(report.place)
        // Nothing rated is no rate at all (`domain.md` §11, rule 16).
        if rated > 0 {
            facts[.sent] = .count(report.count(rated: "satisfied"))
            facts[.count] = .count(report.count(rated: "basically_satisfied"))
            facts[.failed] = .count(report.count(rated: "dissatisfied"))
        }
        return facts
    }
}
