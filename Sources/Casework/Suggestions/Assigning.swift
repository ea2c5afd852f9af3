/// 受理建3: the presidium's office has registered it, and its deputies are told.
package enum RegisterSuggestion: Deed {
    package static let action = Action.acceptMatter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        switch try draft.findSuggestion() {
        case .failure(let none): return none.verdict
        case .success(let suggestion):
            guard suggestion.stand == .submitted else { return try draft.refuse(suggestion) }
            draft.add(.suggestionTurned(suggestion.number, .registered(by: draft.me)))
            let facts = try draft.facts(of: suggestion)
            draft.say(.suggestionRegistered, facts)
            draft.tell(signersOf: suggestion, .suggestionRegistered, facts)
            return .done
        }
    }
}

/// 建3交水利所: the presidium assigns; staff do it on the presidium's word.
package enum AssignSuggestion: Deed {
    package static let action = Action.assignMatter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        switch try draft.findSuggestion() {
        case .failure(let none): return none.verdict
        case .success(let suggestion): return try assign(suggestion, &draft)
        }
    }

    private static func assign(
        _ suggestion: Suggestion,
        _ draft: inout Draft
    ) throws -> Verdict {
        let stands: Set<Suggestion.Stand> = [.submitted, .registered, .assigned]
        guard stands.contains(suggestion.stand) else { return try draft.refuse(suggestion) }
        guard let named = draft.arguments.text(.unit) else { return .missing(.unit) }
        let units = [named] + draft.arguments.list(.coUnits).filter { $0 != named }
        if let unknown = units.first(where: { !draft.rules.units.contains($0) }) {
            return .refused(
                FieldValue.Line(
                    .refusedUnit,
                    [.text: .text(unknown), .list: .names(draft.rules.units)]
                )
            )
        }
        if let refusal = draft.needsPresidium(suggestion.number) { return refusal }
        let isWide = draft.arguments.number(.dueMonths) == SuggestionLimits.wideMonths
        let coUnits = Array(units.dropFirst())
        let months = isWide ? SuggestionLimits.wideMonths : SuggestionLimits.months
        let assignment = SuggestionAssignment(
            unit: named,
            coUnits: coUnits,
            on: draft.today,
            due: draft.today.adding(months: months),
            isWide: isWide,
            objectBy: draft.today.adding(days: SuggestionLimits.objectingDays),
            opinionBy: coUnits.isEmpty
                ? nil : draft.today.adding(months: SuggestionLimits.opinionMonths),
            by: draft.me
        )
        draft.add(.suggestionTurned(suggestion.number, .assigned(assignment)))
        draft.watch(.answering, of: suggestion.number, until: assignment.due)
        if let opinionBy = assignment.opinionBy {
            draft.watch(.opinion, of: suggestion.number, until: opinionBy)
        }
        guard let assigned = try draft.record(suggestion.number) else { return .done }
        var facts = try draft.facts(of: assigned)
        if let earlier = suggestion.unit, earlier != named {
            try draft.tell(officersOf: earlier, .suggestionRelieved, facts)
        }
        draft.say(.suggestionAssigned, facts)
        draft.tell(signersOf: assigned, .suggestionAssigned, facts)
        try draft.tell(all: .staff, .suggestionAssigned, facts)
        try draft.tell(votersOf: assigned, .voterSuggestionAssigned, facts)
        if assigned.proposal != assigned.title { facts[.text] = try draft.said(assigned.proposal) }
        facts[.until] = .day(assignment.objectBy)
        try draft.tell(officersOf: named, .unitSuggestion, facts)
        facts[.until] = assignment.opinionBy.map { .day($0) }
        for unit in coUnits { try draft.tell(officersOf: unit, .unitSuggestionOpinion, facts) }
        return .done
    }
}

/// 建3延期到6个月: wide or hard, with the assigner's consent; six months from the assignment.
package enum WidenSuggestion: Deed {
    package static let action = Action.extendDeadline

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        switch try draft.findSuggestion() {
        case .failure(let none): return none.verdict
        case .success(let suggestion):
            // A redo has its one month, and six months are given once.
            guard suggestion.stand == .assigned, let assignment = suggestion.assignment,
                !assignment.isWide, suggestion.answers.isEmpty
            else { return try draft.refuse(suggestion) }
            if let refusal = draft.needsPresidium(suggestion.number) { return refusal }
            let due = assignment.on.adding(months: SuggestionLimits.wideMonths)
            draft.add(.suggestionTurned(suggestion.number, .widened(due: due, by: draft.me)))
            draft.watch(.answering, of: suggestion.number, until: due)
            var facts = try draft.facts(of: suggestion)
            facts[.due] = .day(due)
            draft.say(.suggestionWidened, facts)
            draft.tell(signersOf: suggestion, .suggestionWidened, facts)
            try draft.tell(officersOf: assignment.unit, .suggestionWidened, facts)
            try draft.tell(votersOf: suggestion, .voterSuggestionWidened, facts)
            return .done
        }
    }
}

/// 退回建3: the unit says that it is not theirs, within ten days; the assigner decides.
package enum ObjectToSuggestion: Deed {
    package static let action = Action.returnMatter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        switch try draft.findSuggestion() {
        case .failure(let none): return none.verdict
        case .success(let suggestion):
            guard suggestion.stand == .assigned, let assignment = suggestion.assignment,
                draft.asker.person?.unit == assignment.unit
            else { return try draft.refuse(suggestion) }
            var facts = try draft.facts(of: suggestion)
            facts[.until] = .day(assignment.objectBy)
            guard draft.today <= assignment.objectBy, suggestion.answers.isEmpty else {
                return .refused(FieldValue.Line(.suggestionObjectionLate, facts))
            }
            let suggested = draft.arguments.text(.suggestUnit)
            let reason = draft.arguments.text(.reason)
            draft.add(
                .suggestionTurned(
                    suggestion.number,
                    .objected(
                        Suggestion.Objection(
                            unit: assignment.unit,
                            suggested: suggested.flatMap {
                                draft.rules.units.contains($0) ? $0 : nil
                            },
                            reason: try draft.keep(reason)
                        )
                    )
                )
            )
            draft.say(.suggestionObjected, facts)
            facts[.reason] = reason.map { .text($0) }
            facts[.next] = suggested.map { .name($0) }
            try draft.tell(all: .presidium, .staffSuggestionObjected, facts)
            try draft.tell(all: .staff, .staffSuggestionObjected, facts)
            return .done
        }
    }
}

extension Draft {
    /// What the presidium alone may do, or staff who note its word; nil where that is given.
    func needsPresidium(_ number: SuggestionNumber) -> Verdict? {
        if roles.contains(.presidium) || arguments.has(.basis) { return nil }
        return .refused(
            FieldValue.Line(.suggestionNeedsPresidium, [.number: .text(number.description)])
        )
    }
}
