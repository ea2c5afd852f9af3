/// What a year asks of a deputy (`domain.md` §5.1); each number is config, 0 for nothing.
package struct DutyRules: Hashable, Sendable {
    /// One thing that is asked for.
    package struct Requirement: Hashable, Sendable {
        /// Its name in config and in `commands/terms.yaml`.
        package var name: String
        package var kinds: Set<DutyKind>
        package var needed: Int
    }

    package var requirements: [Requirement] = [
        // [P-QQ]; [P-STD] asks for one.
        Requirement(name: "reception", kinds: [.reception], needed: 2),
        // The seed's every quarter; the law's measure asks for three.
        Requirement(name: "activity", kinds: [.activity, .inspection, .study], needed: 4),
        // [P-LS]: ten person-times a year.
        Requirement(name: "contact", kinds: [.reception, .visit, .filed, .followUp], needed: 10),
        Requirement(name: "suggestion", kinds: [.suggestion], needed: 1),
        // [P-LS] once a year; others once a term.
        Requirement(name: "report", kinds: [.report], needed: 1),
    ]

    /// True where points are shown beside the counts; the seed scores nobody.
    package var showsPoints = false

    package init() {}
}

/// Points as a county's system counts them ([G-JSP]): for the first, for each further, and a cap.
package enum DutyPoints {
    package static let table: [(kinds: Set<DutyKind>, first: Int, further: Int, cap: Int)] = [
        ([.reception], 4, 2, 12),
        ([.suggestion], 6, 2, 10),
        ([.seconded], 1, 1, 4),
        ([.study], 4, 1, 6),
        ([.inspection], 6, 1, 10),
        ([.report], 3, 3, 5),
        ([.activity, .visit, .checkIn], 5, 0, 5),
    ]

    package static func points(of ledger: DutyLedger) -> Int {
        table.reduce(0) { sum, row in
            let count = ledger.count(row.kinds)
            return sum + (count == 0 ? 0 : min(row.first + (count - 1) * row.further, row.cap))
        }
    }
}
