/// What a deputy did, as the duty record (履职记录) counts it.
package enum DutyKind: String, Sendable, Codable, CaseIterable {
    /// 接待选民: on duty at a reception.
    case reception
    /// 进站: at the station on any other day.
    case checkIn = "check_in"
    /// 小组活动.
    case activity
    /// 视察, 督查, 执法检查, 跟踪监督.
    case inspection
    /// 调研.
    case study
    /// 走访.
    case visit
    /// A matter filed for a voter.
    case filed
    case followUp = "follow_up"
    case verification
    /// An urge, of a matter or a suggestion.
    case urge
    /// 建议, as its lead.
    case suggestion
    /// 附议.
    case seconded
    /// 约见.
    case meeting
    /// 述职.
    case report

    package var term: String { "duty." + rawValue }
}

/// One line of a duty record.
package struct DutyEntry: Hashable, Sendable {
    package var kind: DutyKind
    package var day: Day
    /// The record or matter that it stands in: `视2026-0007`; nil where none has a number.
    package var number: String?
    /// The kind as it was written, such as 督查; nil where there is no finer one.
    package var tag: String?
    /// True for what was taken over from paper.
    package var isPast = false

    package init(_ kind: DutyKind, on day: Day, number: String? = nil, tag: String? = nil) {
        self.kind = kind
        self.day = day
        self.number = number
        self.tag = tag
    }
}

/// Reads one source of the duty record: what a person did there between two days.
package typealias DutyReader =
    @Sendable (any StationView, PersonID, ClosedRange<Day>) throws -> [DutyEntry]

/// Where the duty record comes from; a new source is one line here.
package enum DutySources {
    package static let all: [DutyReader] = [
        presence, activities, acts, filings, suggestions, meetings, reports,
    ]

    /// What stands in the journal alone: follow-ups, verifications, urges.
    private static let acts: DutyReader = { view, person, days in
        try view.acts(of: person, in: days).compactMap { act in
            act.event.dutyEntry(on: Day(of: act.at))
        }.filter { $0.kind != .reception && $0.kind != .checkIn }
    }

    private static let filings: DutyReader = { view, person, days in
        var query = MatterQuery()
        query.filedBy = person
        query.filedSince = days.lowerBound.at(ClockTime(minutes: 0))
        return try view.matters(query).compactMap { matter in
            let day = Day(of: matter.filedAt)
            guard matter.owner != person, days.contains(day) else { return nil }
            return DutyEntry(.filed, on: day, number: matter.number.description)
        }
    }

    private static let suggestions: DutyReader = { view, person, days in
        try view.records(Suggestion.self, RecordQuery(days: days)).compactMap { suggestion in
            guard suggestion.signers.contains(person), suggestion.stand != .withdrawn else {
                return nil
            }
            return DutyEntry(
                suggestion.lead == person ? .suggestion : .seconded,
                on: Day(of: suggestion.at),
                number: suggestion.number.description
            )
        }
    }

    private static let meetings: DutyReader = { view, person, days in
        try view.records(MeetingRequest.self, RecordQuery(person: person, days: days)).map {
            DutyEntry(.meeting, on: $0.heldOn ?? Day(of: $0.at), number: $0.number.description)
        }
    }

    private static let reports: DutyReader = { view, person, days in
        try view.records(DutyReport.self, RecordQuery(person: person)).compactMap { report in
            guard let submission = report.submission, days.contains(Day(of: submission.at)) else {
                return nil
            }
            return DutyEntry(
                .report,
                on: Day(of: submission.at),
                number: report.number.description
            )
        }
    }
}

extension Event {
    /// Parts of events that only the journal shows as a deputy's work; the store finds them by
    /// these names.
    package static let dutyActs = [
        "checkedIn", "followedUp", "matterVerified", "matterUrged", "urged",
    ]

    /// What an act of the journal is in a duty record; nil for what is no deputy's work.
    package func dutyEntry(on day: Day) -> DutyEntry? {
        switch self {
        case .checkedIn(_, let reception, _):
            DutyEntry(reception == nil ? .checkIn : .reception, on: day)
        case .matterGuarded(let number, .followedUp):
            DutyEntry(.followUp, on: day, number: number.description)
        case .matterVerified(let number, _, _):
            DutyEntry(.verification, on: day, number: number.description)
        case .matterUrged(let number), .matterUrgedAgain(let number):
            DutyEntry(.urge, on: day, number: number.description)
        case .suggestionTurned(let number, .urged):
            DutyEntry(.urge, on: day, number: number.description)
        default: nil
        }
    }
}

/// What one deputy did between two days, from the sources and nothing else.
package struct DutyLedger: Hashable, Sendable {
    /// The earliest first.
    package var entries: [DutyEntry]

    package init(
        of person: PersonID,
        in days: ClosedRange<Day>,
        _ view: any StationView
    ) throws {
        entries = try DutySources.all.flatMap { try $0(view, person, days) }
            .sorted { ($0.day, $0.number ?? "") < ($1.day, $1.number ?? "") }
    }

    package func count(_ kinds: Set<DutyKind>) -> Int {
        entries.count { kinds.contains($0.kind) }
    }

    package func count(_ kind: DutyKind) -> Int { count([kind]) }
}
