/// 我的履职: what a deputy did in a year, from the events, beside what the year asks for.
package enum QueryMyDuty: Deed {
    package static let action = Action.queryMyDuty

    private static let shown = 12

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let days = draft.dutyDays
        let ledger = try DutyLedger(of: draft.me, in: days, draft.view)
        if let kind = draft.arguments.text(.kind) { return answer(kind, ledger, &draft) }
        var facts: [Field: FieldValue] = [
            .since: .day(days.lowerBound), .until: .day(days.upperBound),
            .count: .count(ledger.entries.count),
        ]
        let lines = DutyKind.allCases.compactMap { kind -> FieldValue.Line? in
            let count = ledger.count(kind)
            guard count > 0 else { return nil }
            return FieldValue.Line(.dutyLine, [.topic: .term(kind.term), .count: .count(count)])
        }
        if !lines.isEmpty { facts[.list] = .lines(lines) }
        if days.upperBound.ordinal - days.lowerBound.ordinal > 300 {
            let needs = draft.rules.duty.requirements.filter { $0.needed > 0 }.map { need in
                FieldValue.Line(
                    .dutyNeedLine,
                    [
                        .topic: .term("duty_need." + need.name),
                        .count: .count(ledger.count(need.kinds)), .needed: .count(need.needed),
                    ]
                )
            }
            if !needs.isEmpty { facts[.needed] = .lines(needs) }
        }
        if draft.rules.duty.showsPoints {
            facts[.total] = .count(DutyPoints.points(of: ledger))
        }
        draft.say(.myDuty, facts)
        return .done
    }

    /// One kind alone, with its days and numbers.
    ///
    /// - Parameters:
    ///   - said: The kind, as the vocabulary has it.
    ///   - ledger: What was done; nil where nobody of that name was ever here.
    ///   - name: Whose it is, where somebody else asks; nil for one's own.
    ///   - draft: Takes the answer.
    /// - Returns: Done.
    static func answer(
        _ said: String,
        _ ledger: DutyLedger?,
        of name: String? = nil,
        _ draft: inout Draft
    ) -> Verdict {
        let found = (ledger?.entries ?? []).filter { entry in
            switch said {
            case "接待": entry.kind == .reception
            case "建议": entry.kind == .suggestion || entry.kind == .seconded
            default: entry.tag == said
            }
        }
        var facts: [Field: FieldValue] = [
            .topic: .text(said), .count: .count(found.count),
            .since: .day(draft.dutyDays.lowerBound), .until: .day(draft.dutyDays.upperBound),
        ]
        let lines = found.suffix(shown).map { entry in
            var facts: [Field: FieldValue] = [
                .date: .day(entry.day), .topic: .term(entry.kind.term),
            ]
            facts[.number] = entry.number.map { .text($0) }
            if entry.isPast { facts[.kind] = .term("mark.past") }
            return FieldValue.Line(.dutyEntryLine, facts)
        }
        if !lines.isEmpty { facts[.list] = .lines(lines) }
        let need = draft.rules.duty.requirements.first {
            $0.needed > 0
                && (said == "接待" && $0.name == "reception"
                    || said == "建议" && $0.name == "suggestion")
        }
        facts[.needed] = need.map { .count($0.needed) }
        facts[.name] = name.map { .name($0) }
        draft.say(name == nil ? .myDutyOfKind : .deputyDutyOfKind, facts)
        return .done
    }
}

/// 查代表: who the deputies are, and what one of them did: counts alone, and a contact only where
/// it was cleared for publication.
package enum QueryDeputy: Deed {
    package static let action = Action.queryDeputy

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let deputies = try draft.roster().filter(\.isDeputy)
        if draft.arguments.text(.ask) == "idle" { return try sayIdle(deputies, &draft) }
        if let name = draft.arguments.text(.name) ?? draft.arguments.text(.deputy) {
            guard let entry = deputies.first(where: { $0.name == name }) else {
                return .refused(
                    FieldValue.Line(
                        .refusedNoDeputy,
                        [.name: .text(name), .list: .names(deputies.map(\.name))]
                    )
                )
            }
            return try say(entry, &draft)
        }
        let said = draft.arguments.text(.village)
        let village = said.flatMap { draft.rules.listedPlace(in: $0) }
        guard
            let group = draft.arguments.number(.group)
                ?? village.flatMap({ draft.rules.places[$0] ?? nil })
        else {
            // Asked once; what is no village of ours is told so, and never asked for again.
            guard said != nil else { return .missing(.village) }
            let villages = draft.rules.places.filter { $0.value != nil }.keys.sorted()
            var facts: [Field: FieldValue] = [
                .list: .names(Array(villages.prefix(8))), .count: .count(villages.count),
            ]
            facts[.place] = villages.first.map { .name($0) }
            draft.say(.villageUnknown, facts)
            return .done
        }
        let members = deputies.filter { $0.group == group }
        guard !members.isEmpty else {
            return .refused(FieldValue.Line(.refusedGroupNumber, [.count: .count(group)]))
        }
        var facts: [Field: FieldValue] = [.item: .count(group)]
        facts[.place] = village.map { .name($0) }
        facts[.person] = members.first(where: \.isLeader).map { .name($0.name) }
        facts[.deputies] = .names(members.map(\.name))
        facts[.address] = .name(draft.rules.address)
        draft.say(
            draft.arguments.text(.ask) == "leader" ? .deputyLeader : .deputyList,
            facts
        )
        return .done
    }

    /// Who has received nobody yet.
    private static func sayIdle(
        _ deputies: [RosterEntry],
        _ draft: inout Draft
    ) throws -> Verdict {
        let days = draft.dutyDays
        let idle = try deputies.filter { deputy in
            guard let person = try draft.view.people(named: deputy.name).first else { return true }
            return try DutyLedger(of: person.id, in: days, draft.view).count(.reception) == 0
        }
        var facts: [Field: FieldValue] = [
            .since: .day(days.lowerBound), .until: .day(days.upperBound),
            .count: .count(idle.count), .total: .count(deputies.count),
        ]
        if !idle.isEmpty { facts[.list] = .names(idle.map(\.name)) }
        draft.say(idle.isEmpty ? .deputiesIdleNone : .deputiesIdle, facts)
        return .done
    }

    private static func say(_ entry: RosterEntry, _ draft: inout Draft) throws -> Verdict {
        let days = draft.dutyDays
        if let kind = draft.arguments.text(.kind), draft.roles != [.voter] {
            let person = try draft.view.people(named: entry.name).first
            let ledger = try person.map { try DutyLedger(of: $0.id, in: days, draft.view) }
            return QueryMyDuty.answer(kind, ledger, of: entry.name, &draft)
        }
        var facts: [Field: FieldValue] = [
            .name: .name(entry.name), .year: .text(String(days.lowerBound.year)),
            .address: .name(draft.rules.address), .hours: .text(draft.rules.hours),
        ]
        facts[.item] = entry.group.map { .count($0) }
        facts[.phone] = try draft.publicContacts()[entry.name].map { .text($0) }
        if !entry.levels.isEmpty {
            facts[.kind] = .list(
                Level.allCases.filter(entry.levels.contains).map { .text($0.rawValue) }
            )
        }
        guard let person = try draft.view.people(named: entry.name).first else {
            facts[.result] = .term("mark.none")
            draft.say(.deputyShown, facts)
            return .done
        }
        let ledger = try DutyLedger(of: person.id, in: days, draft.view)
        let lines = DutyKind.allCases.compactMap { kind -> FieldValue.Line? in
            let count = ledger.count(kind)
            guard count > 0 else { return nil }
            return FieldValue.Line(.dutyLine, [.topic: .term(kind.term), .count: .count(count)])
        }
        if lines.isEmpty { facts[.result] = .term("mark.none") }
        if !lines.isEmpty { facts[.list] = .lines(lines) }
        draft.say(.deputyShown, facts)
        let reports = try draft.view.records(
            DutyReport.self,
            RecordQuery(person: person.id, newestFirst: true, limit: 1)
        )
        if let report = reports.first, report.submission != nil {
            draft.say(.dutyReportShown, try draft.facts(of: report))
        }
        return .done
    }
}

extension Draft {
    /// The days of ``Slot/period``; this year's where none was said.
    var dutyDays: ClosedRange<Day> {
        guard let said = arguments.text(.period), let range = DayRange(said) else {
            let first = Day(year: today.year, month: 1, day: 1) ?? today
            return first...first.adding(months: 12).adding(days: -1)
        }
        return range.first...range.last
    }
}
