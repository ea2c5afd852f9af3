/// 安排述职: who reports when and where; without a name, who has not reported yet.
package enum ScheduleDutyReport: Deed {
    package static let action = Action.scheduleDutyReport

    private static let shown = 30

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let names = draft.arguments.list(.deputies)
        guard !names.isEmpty else { return try show(&draft) }
        let deputies = try draft.roster().filter(\.isDeputy).map(\.name)
        if let unknown = names.first(where: { !deputies.contains($0) }) {
            return .refused(
                FieldValue.Line(
                    .refusedNoDeputy,
                    [.name: .text(unknown), .list: .names(deputies)]
                )
            )
        }
        guard let day = draft.arguments.day(.date) else {
            if let said = draft.arguments.text(.date) { return draft.refusedDate(said) }
            return .missing(.date)
        }
        guard day >= draft.today else {
            return .refused(FieldValue.Line(.refusedPastDate, [.date: .day(day)]))
        }
        let place = draft.arguments.text(.place)
        let kept = try draft.keep(place)
        var facts: [Field: FieldValue] = [
            .date: .day(day), .deputies: .names(names), .year: .text(String(day.year)),
        ]
        facts[.place] = place.map { .name($0) }
        for name in names {
            let person = try draft.enrolled(name)
            if let known = try draft.dutyReport(of: person, in: day.year) {
                draft.add(.dutyReportTurned(known.number, .scheduled(on: day, place: kept)))
            } else {
                draft.add(
                    .dutyReportOpened(
                        DutyReport(
                            number: try draft.nextNumber(of: DutyReport.self),
                            deputy: person,
                            year: day.year,
                            on: day,
                            place: kept
                        )
                    )
                )
            }
            draft.tell(person, .dutyReportAsked, facts)
        }
        draft.say(.dutyReportScheduled, facts)
        return .done
    }

    private static func show(_ draft: inout Draft) throws -> Verdict {
        let year = draft.today.year
        let missing = try draft.deputiesWithoutReport(in: year)
        let total = try draft.roster().count(where: \.isDeputy)
        var facts: [Field: FieldValue] = [
            .year: .text(String(year)), .count: .count(missing.count), .total: .count(total),
        ]
        if !missing.isEmpty { facts[.deputies] = .names(Array(missing.prefix(shown))) }
        draft.say(.dutyReportsMissing, facts)
        return .done
    }
}

/// 述职报告: a draft from the record, shown for the deputy to confirm.
///
/// What the record knows is taken from it; only the congress's sessions are the deputy's word.
package enum SubmitDutyReport: Deed {
    package static let action = Action.submitDutyReport

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let days = draft.dutyDays
        let year = days.lowerBound.year
        let ledger = try DutyLedger(of: draft.me, in: days, draft.view)
        let submission = DutyReport.Submission(
            at: draft.now,
            congress: draft.arguments.number(.congress),
            groupActivities: ledger.count([.activity, .inspection, .study]),
            receptions: ledger.count(.reception),
            suggestions: ledger.count(.suggestion),
            words: nil
        )
        let known = try draft.dutyReport(of: draft.me, in: year)
        // With other numbers it is put right; without any, it is only asked how it stands.
        let slots: [Slot] = [.congress, .groupActivities, .receptions, .suggestions]
        if known?.submission != nil, let known, !slots.contains(where: draft.arguments.has) {
            draft.say(.dutyReportKnown, try draft.facts(of: known))
            return .done
        }
        let shown = draft.chance.digest(
            "report \(draft.me.value) \(year) \(submission.congress ?? -1) "
                + "\(submission.groupActivities) \(submission.receptions) "
                + "\(submission.suggestions)"
        )
        guard draft.confirmed == shown else {
            var noting: [Slot: Arguments.Value] = [:]
            if let message = draft.message { noting[.content] = .text(message) }
            return try draft.ask(
                shown: shown,
                .dutyReportDraft,
                facts(submission, year, ledger, draft),
                needsCode: false,
                noting: noting
            )
        }
        let number: DutyReportNumber
        if let known {
            number = known.number
        } else {
            number = try draft.nextNumber(of: DutyReport.self)
            draft.add(
                .dutyReportOpened(
                    DutyReport(number: number, deputy: draft.me, year: year, on: nil, place: nil)
                )
            )
        }
        var final = submission
        final.words = try draft.keep(draft.arguments.text(.content))
        draft.add(.dutyReportTurned(number, .submitted(final)))
        guard let report = try draft.record(number) else { return .done }
        let facts = try draft.facts(of: report)
        draft.say(.dutyReportSubmitted, facts)
        try draft.tell(all: .staff, .staffDutyReport, facts)
        try draft.tell(all: .presidium, .staffDutyReport, facts)
        return .done
    }

    private static func facts(
        _ submission: DutyReport.Submission,
        _ year: Int,
        _ ledger: DutyLedger,
        _ draft: Draft
    ) -> [Field: FieldValue] {
        let rows: [(String, Int, Slot)] = [
            ("activity", submission.groupActivities, .groupActivities),
            ("reception", submission.receptions, .receptions),
            ("suggestion", submission.suggestions, .suggestions),
        ]
        var lines = rows.map { name, count, slot in
            var facts: [Field: FieldValue] = [
                .topic: .term("duty_need." + name), .count: .count(count),
            ]
            // Where the deputy remembers it otherwise, both are shown; the record is what counts.
            if let said = draft.arguments.number(slot), said != count {
                facts[.needed] = .count(said)
            }
            return FieldValue.Line(.dutyReportLine, facts)
        }
        if let congress = submission.congress {
            lines.insert(
                FieldValue.Line(
                    .dutyReportLine,
                    [.topic: .term("duty_need.congress"), .count: .count(congress)]
                ),
                at: 0
            )
        }
        return [
            .year: .text(String(year)), .list: .lines(lines),
            .total: .count(ledger.entries.count),
        ]
    }
}

/// 评价述1: a voter's word on a deputy's report; the last one counts, once a person.
package enum RateDutyReport: Deed {
    package static let action = Action.rateMatter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let ref = draft.arguments.text(.ref) ?? draft.arguments.list(.refs).first else {
            return .missing(.ref)
        }
        guard let report = try draft.record(DutyReport.self, named: ref),
            report.submission != nil, report.deputy != draft.me
        else { return .refused(FieldValue.Line(.suggestionUnknown, [.text: .text(ref)])) }
        guard let rating = draft.arguments.text(.rating, among: Values.ratings) else {
            return .missing(.rating)
        }
        draft.add(.dutyReportTurned(report.number, .rated(by: draft.me, rating)))
        guard let rated = try draft.record(report.number) else { return .done }
        var facts = try draft.facts(of: rated)
        facts[.rating] = .term("rating." + rating)
        draft.say(.dutyReportRated, facts)
        return .done
    }
}
