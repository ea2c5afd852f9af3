/// 查阅档案, 查访2026-0003: what stands in the station's books, kind by kind, and one of it.
///
/// Names and phones of visitors are masked for everybody: this is a list, not the form.
package enum InspectRecords: Deed {
    package static let action = Action.inspectRecords

    private static let shown = 15

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if let ref = draft.arguments.text(.ref) ?? draft.arguments.list(.refs).first {
            return try one(ref, &draft)
        }
        let period = draft.arguments.text(.period).flatMap { DayRange($0) }
        let days = period.map { $0.first...$0.last }
        guard let kind = draft.arguments.text(.kind).flatMap({ RecordKind(rawValue: $0) }) else {
            try sayCounts(days, &draft)
            return .done
        }
        let found = try draft.entries(of: kind.type, RecordQuery(days: days, newestFirst: true))
        var facts: [Field: FieldValue] = [.topic: .term("record." + kind.rawValue)]
        facts[.period] = period.map { .period($0) }
        guard !found.isEmpty else {
            draft.say(.recordNone, facts)
            return .done
        }
        let lines = found.prefix(shown).map { FieldValue.Line(.recordListLine, $0) }
        facts[.list] = .lines(Array(lines))
        facts[.count] = .count(lines.count)
        facts[.total] = .count(found.count)
        draft.say(.recordList, facts)
        return .done
    }

    private static func sayCounts(
        _ days: ClosedRange<Day>?,
        _ draft: inout Draft
    ) throws {
        let lines = try RecordKind.allCases.compactMap { kind -> FieldValue.Line? in
            let count = try draft.entries(of: kind.type, RecordQuery(days: days)).count
            guard count > 0 else { return nil }
            return FieldValue.Line(
                .recordCountLine,
                [.topic: .term("record." + kind.rawValue), .count: .count(count)]
            )
        }
        guard !lines.isEmpty else {
            draft.say(.recordNone)
            return
        }
        draft.say(.recordCounts, [.list: .lines(lines), .count: .count(lines.count)])
    }

    private static func one(_ ref: String, _ draft: inout Draft) throws -> Verdict {
        let none = Verdict.refused(FieldValue.Line(.recordNone, [.text: .text(ref)]))
        guard let kind = RecordKind.allCases.first(where: { ref.hasPrefix($0.sign) }) else {
            return none
        }
        switch kind {
        case .note:
            guard let note = try draft.record(Note.self, named: ref) else { return none }
            try draft.show(note)
        case .activity:
            guard let activity = try draft.record(Activity.self, named: ref) else { return none }
            try draft.show(activity)
        case .receptionRecord:
            guard let visit = try draft.record(ReceptionRecord.self, named: ref) else {
                return none
            }
            try draft.show(visit)
        default:
            guard let facts = try draft.entry(of: kind.type, named: ref) else { return none }
            draft.say(.recordShown, facts)
        }
        return .done
    }
}

extension Draft {
    /// What a list says of each record of a kind that the query wants.
    fileprivate func entries<Record: StationRecord>(
        of type: Record.Type,
        _ query: RecordQuery
    ) throws -> [[Field: FieldValue]] {
        try view.records(type, query).map { try entry(of: $0) }
    }

    fileprivate mutating func entry<Record: StationRecord>(
        of type: Record.Type,
        named ref: String
    ) throws -> [Field: FieldValue]? {
        try record(type, named: ref).map { try entry(of: $0) }
    }

    /// A record's number, day, whose it is, and how it stands.
    private func entry(of record: some StationRecord) throws -> [Field: FieldValue] {
        let facets = record.facets
        var facts: [Field: FieldValue] = [
            .number: .text(record.number.description),
            .topic: .term("record." + record.number.key.kind.rawValue),
        ]
        facts[.date] = facets.day.map { .day($0) }
        facts[.person] = try facets.person.map { try officer($0) }
        facts[.state] = try stand(of: record)
        return facts
    }

    /// What kind of record it is in its own trade, in a word or two.
    private func stand(of record: some StationRecord) throws -> FieldValue? {
        switch record {
        case let note as Note: .text(note.kind)
        case let activity as Activity:
            .list([.text(activity.kind), .term("activity." + activity.stand.rawValue)])
        case let suggestion as Suggestion: .term("suggestion." + suggestion.stand.rawValue)
        case let meeting as MeetingRequest: .name(meeting.unit)
        case let paper as StationPaper: try text(paper.title).map { .text($0) }
        case let item as PlanItem: try text(item.words).map { .text(title(of: $0)) }
        case let visit as ReceptionRecord: visit.village.map { .name($0) }
        case let view as AuditView: .term(view.action.term)
        default: nil
        }
    }

    /// A visit as it was recorded, with nobody's name or number in it.
    fileprivate mutating func show(_ visit: ReceptionRecord) throws {
        let name = try visit.name.flatMap { try view.words($0) }
        let lines = try visit.items.map { item in
            var facts: [Field: FieldValue] = [:]
            facts[.topic] = item.topic.map { .name($0) }
            if visit.isConfidential {
                facts[.subject] = .term("mark.withheld")
            } else if var words = try view.words(item.words) {
                if let name, name.count > 1 {
                    words = words.replacing(name, with: Masking.name(name))
                }
                facts[.subject] = .text(Masking.phones(in: words))
            }
            switch item.outcome {
            case .registered(let number): facts[.result] = .number(number)
            case .answered: facts[.result] = .term("outcome.answered")
            case .guided: facts[.result] = .term("outcome.guided")
            }
            return FieldValue.Line(.visitItemLine, facts)
        }
        var facts: [Field: FieldValue] = [
            .number: .text(visit.number.description), .date: .day(visit.day),
            .list: .lines(lines), .count: .count(lines.count),
        ]
        facts[.deputies] = .list(try visit.deputies.map { try officer($0) })
        facts[.place] = visit.village.map { .name($0) }
        facts[.name] = name.map { .text(Masking.name($0)) }
        facts[.phone] = try visit.phone.flatMap { try view.words($0) }
            .map { .text(Masking.phone($0)) }
        say(.visitShown, facts)
    }

    /// The ledger's lines of a period, for whoever inspects it: what a list of matters may say.
    mutating func sayLedger(_ figures: StationFigures) throws {
        let newest = figures.matters.suffix(15).reversed()
        let lines = try newest.map { account in
            var facts = try facts(of: account.matter, isBrief: true)
            facts[.date] = .day(Day(of: account.matter.filedAt))
            facts[.until] = account.endedOn.map { .day($0) }
            facts[.rating] = account.matter.rating.map { .term("rating." + $0) }
            return FieldValue.Line(.ledgerLine, facts)
        }
        say(
            .ledgerPage,
            [
                .period: .period(figures.period), .list: .lines(lines),
                .count: .count(lines.count), .total: .count(figures.matters.count),
            ]
        )
    }
}
