/// The number of a look: its own series, `阅2026-0001`.
package typealias AuditViewNumber = RecordNumber<AuditView>

/// One look of an auditor: who, when, at what.
///
/// It carries no words of anybody.
package struct AuditView: StationRecord {
    package static let kind = RecordKind.auditView

    package var number: AuditViewNumber
    package var by: PersonID
    package var at: Instant
    /// What was asked for.
    package var action: Action
    /// Of what: numbers, a period, a filter, as the desk spells them; nil for all there is.
    package var subject: String?

    package init(
        number: AuditViewNumber,
        by person: PersonID,
        at instant: Instant,
        action: Action,
        subject: String?
    ) {
        self.number = number
        by = person
        at = instant
        self.action = action
        self.subject = subject
    }

    package var facets: RecordFacets {
        RecordFacets(person: by, day: Day(of: at), tag: action.rawValue)
    }

    package init?(opening event: Event, at instant: Instant) {
        guard case .viewed(let view) = event else { return nil }
        self = view
    }

    package mutating func apply(_ event: Event, at instant: Instant) {}
}

extension AuditView {
    /// A part of ``subject`` as people say it.
    static func fact(of part: String) -> FieldValue {
        if let kind = RecordKind(rawValue: part) { return .term("record." + kind.rawValue) }
        if let state = MatterState(rawValue: part) { return .term(state.term) }
        // A year has four digits; `36` is a matter.
        if part.count >= 4, let period = DayRange(part), MatterNumber(part) == nil {
            return .period(period)
        }
        return .text(part)
    }
}

extension Set<Role> {
    /// True for somebody who is an auditor and nothing else at the station: only reads.
    package var isAuditorOnly: Bool { contains(.auditor) && isSubset(of: [.voter, .auditor]) }
}

extension Draft {
    /// True while the asker reads as an auditor.
    package var isAudit: Bool { roles.isAuditorOnly }

    /// The no to what an auditor may not do, or not any more; nil where nothing is against it.
    ///
    /// A due row ends the office on its day; this holds where that row has to wait for the clock.
    ///
    /// - Throws: What the view throws.
    func auditRefusal() throws -> Verdict? {
        guard isAudit else { return nil }
        guard Authority.forAuditors.contains(action) else {
            return .refused(FieldValue.Line(.refusedAuditor, [.action: .term(action.term)]))
        }
        guard Authority.audited.contains(action), try auditEnd() == nil else { return nil }
        return .refused(FieldValue.Line(.auditEnded))
    }

    /// The last day on which the asker may look; nil where no appointment gives one.
    package func auditEnd(of person: PersonID? = nil) throws -> Day? {
        let id = person ?? me
        return try view.appointments().filter {
            $0.person == id && $0.position == .auditor && $0.covers(today)
        }.compactMap(\.until).max()
    }

    /// Writes down that an auditor has looked, once the look is answered.
    mutating func noteAudit(_ verdict: Verdict) throws {
        guard isAudit, verdict == .done, Authority.audited.contains(action) else { return }
        add(
            .viewed(
                AuditView(
                    number: try nextNumber(of: AuditView.self),
                    by: me,
                    at: now,
                    action: action,
                    subject: auditSubject
                )
            )
        )
    }

    /// What was looked at, from what carries nobody's words.
    private var auditSubject: String? {
        var parts = arguments.list(.refs)
        if let ref = arguments.text(.ref) { parts.append(ref) }
        // A number that is none may be anything.
        parts = parts.filter { part in
            let bare = part.drop { !$0.isASCII }
            return part.count - bare.count < 2 && bare.allSatisfy { $0.isNumber || $0 == "-" }
        }
        for slot in [Slot.kind, .period, .status, .filter, .unit, .village, .topic, .scope] {
            guard let said = arguments.text(slot) else { continue }
            let isListed: Bool =
                switch slot {
                case .unit: rules.units.contains(said)
                case .village: rules.places[said] != nil
                case .topic: false
                case .period: DayRange(said) != nil
                default: said.utf8.allSatisfy { $0 < 0x80 }
                }
            if isListed { parts.append(said) }
        }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// 审计记录: who has looked at what, the newest first.
    mutating func sayAuditViews() throws {
        let views = try view.records(AuditView.self, RecordQuery(newestFirst: true, limit: 15))
        guard !views.isEmpty else {
            say(.auditViewsNone)
            return
        }
        let lines = try views.map { view in
            var facts: [Field: FieldValue] = [
                .number: .text(view.number.description), .since: .moment(view.at),
                .person: try officer(view.by), .action: .term(view.action.term),
            ]
            facts[.subject] = view.subject.map { subject in
                .list(subject.split(separator: " ").map { AuditView.fact(of: String($0)) })
            }
            return FieldValue.Line(.auditViewLine, facts)
        }
        say(.auditViews, [.list: .lines(lines), .count: .count(lines.count)])
    }
}
