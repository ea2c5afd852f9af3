/// One numbered entry of the station's books beside the matters: a note, an activity, a suggestion.
///
/// A record is what its events made of it, and nothing else: the store and the decisions fold
/// them by the same two functions.
package protocol StationRecord: Hashable, Sendable, Codable {
    static var kind: RecordKind { get }

    var number: RecordNumber<Self> { get }

    /// By what a list of them is narrowed.
    var facets: RecordFacets { get }

    /// The record that an event begins; nil for any other event.
    init?(opening event: Event, at instant: Instant)

    /// That it was put away; nil while it was not.
    var archived: Archived? { get }

    /// Takes in an event of its own; other events change nothing.
    mutating func apply(_ event: Event, at instant: Instant)
}

/// The kinds of records; the raw value names them in the store.
///
/// A new kind adds its case here, and to ``Event/record`` the events that belong to it.
package enum RecordKind: String, Sendable, Codable, CaseIterable {
    case note
    case paper
    // Deputies' suggestions and what goes with them.
    case suggestion, meeting
    case dutyReport = "duty_report"
    case activity
    case planItem
    case receptionSession
    case receptionRecord
    case standIn = "stand_in"
    case clearedContact = "cleared_contact"
    case auditView = "audit_view"

    package var type: any StationRecord.Type {
        switch self {
        case .note: Note.self
        case .paper: StationPaper.self
        case .suggestion: Suggestion.self
        case .meeting: MeetingRequest.self
        case .dutyReport: DutyReport.self
        case .activity: Activity.self
        case .planItem: PlanItem.self
        case .receptionSession: ReceptionSession.self
        case .receptionRecord: ReceptionRecord.self
        case .standIn: StandIn.self
        case .clearedContact: ClearedContact.self
        case .auditView: AuditView.self
        }
    }

    /// What stands before its numbers, so that none is taken for a matter's.
    package var sign: String {
        switch self {
        case .note: "视"
        case .paper: "文"
        case .suggestion: "建"
        case .meeting: "约"
        case .dutyReport: "述"
        case .activity: "活"
        case .planItem: "计"
        case .receptionSession: "场"
        case .receptionRecord: "访"
        case .standIn: "代"
        case .clearedContact: "联"
        case .auditView: "阅"
        }
    }
}

/// The number of a record: each kind counts its own, from 1 every year.
package struct RecordNumber<Record: StationRecord>: Hashable, Comparable, Sendable, Codable,
    CustomStringConvertible
{
    package var year: Int
    /// 1 or more.
    package var serial: Int

    package init(year: Int, serial: Int) {
        self.year = year
        self.serial = serial
    }

    package init(code: Int64) {
        self.init(year: Int(code / 1_000_000_000), serial: Int(code % 1_000_000_000))
    }

    /// Reads ``description``, with or without its sign; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let bare = text.drop { !$0.isASCII }
        guard bare.count == text.count || text.hasPrefix(Record.kind.sign),
            let number = MatterNumber(bare)
        else { return nil }
        self.init(year: number.year, serial: number.serial)
    }

    /// Year and serial in one integer, in the order of the numbers themselves.
    package var code: Int64 { Int64(year) * 1_000_000_000 + Int64(serial) }

    package var key: RecordKey { RecordKey(kind: Record.kind, code: code) }

    package static func < (left: RecordNumber, right: RecordNumber) -> Bool {
        left.code < right.code
    }

    /// `视2026-0007`.
    package var description: String {
        Record.kind.sign + padded(year, to: 4) + "-" + padded(serial, to: 4)
    }
}

/// Which record, whatever its kind.
package struct RecordKey: Hashable, Sendable, Codable {
    package var kind: RecordKind
    /// ``RecordNumber/code``.
    package var code: Int64

    package init(kind: RecordKind, code: Int64) {
        self.kind = kind
        self.code = code
    }

    /// As its record's number is written: `视2026-0007`.
    package var text: String {
        kind.sign + padded(Int(code / 1_000_000_000), to: 4) + "-"
            + padded(Int(code % 1_000_000_000), to: 4)
    }
}

/// What a record is looked for by; each may be absent.
package struct RecordFacets: Hashable, Sendable {
    /// Whose it is: its author, its lead.
    package var person: PersonID?
    package var group: Int?
    package var day: Day?
    /// False once nothing is expected of it any more.
    package var isOpen: Bool
    /// A word of the record's own kind, such as the kind of an activity.
    package var tag: String?

    package init(
        person: PersonID? = nil,
        group: Int? = nil,
        day: Day? = nil,
        isOpen: Bool = false,
        tag: String? = nil
    ) {
        self.person = person
        self.group = group
        self.day = day
        self.isOpen = isOpen
        self.tag = tag
    }
}

/// Which records are wanted; what is nil does not narrow.
package struct RecordQuery: Hashable, Sendable {
    package var person: PersonID?
    package var group: Int?
    package var days: ClosedRange<Day>?
    package var isOpen: Bool?
    package var tag: String?
    /// Numbered in that year.
    package var year: Int?
    /// Newest first instead of oldest first.
    package var newestFirst = false
    /// 1 or more.
    package var limit = 10_000

    package init(
        person: PersonID? = nil,
        group: Int? = nil,
        days: ClosedRange<Day>? = nil,
        isOpen: Bool? = nil,
        tag: String? = nil,
        year: Int? = nil,
        newestFirst: Bool = false,
        limit: Int = 10_000
    ) {
        self.person = person
        self.group = group
        self.days = days
        self.isOpen = isOpen
        self.tag = tag
        self.year = year
        self.newestFirst = newestFirst
        self.limit = limit
    }

    /// True for a record that the query wants; ``year`` is asked of its number.
    package func wants(_ facets: RecordFacets, code: Int64) -> Bool {
        (person == nil || facets.person == person)
            && (group == nil || facets.group == group)
            && (isOpen == nil || facets.isOpen == isOpen)
            && (tag == nil || facets.tag == tag)
            && (year == nil || code / 1_000_000_000 == Int64(year ?? 0))
            && days.map { days in facets.day.map(days.contains) ?? false } ?? true
    }
}
