/// 指挥部: when it met, what it planned, the day it promised, and at the end how it came out.
package enum RecordHeadquarters: Deed {
    package static let action = Action.recordHeadquarters

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let found = try draft.find()
        guard case .matter(let matter) = found else { return found.verdict }
        let day = draft.arguments.day(.date) ?? draft.today
        guard day <= draft.today else {
            return draft.refusedFutureDate(day)
        }
        var facts: [Field: FieldValue] = [.number: .number(matter.number), .date: .day(day)]
        facts[.subject] = try draft.subject(of: matter)
        if let outcome = draft.arguments.text(.outcome) {
            draft.add(
                .matterGuarded(
                    matter.number,
                    .resolved(on: day, words: try draft.keep(outcome))
                )
            )
            if let promised = matter.promised {
                facts[.due] = .day(promised)
                facts[.result] = .term(day <= promised ? "promise.kept" : "promise.late")
            }
            facts[.text] = .text(outcome)
            draft.say(.disputeResolved, facts)
            try draft.tell(all: .head, .disputeResolved, facts)
            try draft.tell(all: .staff, .disputeResolved, facts)
            return .done
        }
        let plan = draft.arguments.text(.text)
        let promised = draft.arguments.day(.due)
        guard plan != nil || promised != nil else { return .missing(.text) }
        if let promised, promised < day {
            return .refused(FieldValue.Line(.refusedPastDate, [.date: .day(promised)]))
        }
        draft.add(
            .matterGuarded(
                matter.number,
                .headquartersMet(on: day, plan: try draft.keep(plan), promised: promised)
            )
        )
        facts[.text] = plan.map { .text($0) }
        facts[.due] = promised.map { .day($0) }
        draft.say(.headquartersRecorded, facts)
        try draft.tell(all: .head, .headquartersRecorded, facts)
        if let promised {
            draft.schedule(
                Due(
                    kind: .promisedDay,
                    at: promised.at(draft.rules.opens),
                    subject: matter.number.description + "/" + promised.text
                )
            )
        }
        return .done
    }
}

extension Draft {
    /// The promised day is here: the station is reminded, unless it was kept or moved.
    package mutating func remindOfPromise(_ subject: String) throws {
        let parts = subject.split(separator: "/")
        guard parts.count == 2, let number = MatterNumber(parts[0]), let day = Day(parts[1]),
            let matter = try matter(number), matter.promised == day,
            matter.guarding.resolved == nil
        else { return }
        var facts: [Field: FieldValue] = [.number: .number(number), .due: .day(day)]
        facts[.subject] = try self.subject(of: matter)
        try tell(all: .staff, .promisedToday, facts)
        try tell(all: .head, .promisedToday, facts)
    }
}
