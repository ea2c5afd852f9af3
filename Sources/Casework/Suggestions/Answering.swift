/// 建3答复：…: the unit answers, or a co-handling unit tells the lead unit what it thinks.
package enum ReplyToSuggestion: Deed {
    package static let action = Action.recordReply

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        switch try draft.findSuggestion() {
        case .failure(let none): return none.verdict
        case .success(let suggestion):
            guard let assignment = suggestion.assignment else {
                return try draft.refuse(suggestion)
            }
            guard let text = draft.arguments.text(.text) else { return .missing(.text) }
            let own = draft.roles.isDisjoint(with: [.staff, .head])
            let unit = own ? draft.asker.person?.unit : draft.arguments.text(.unit)
            if let unit, unit != assignment.unit, assignment.coUnits.contains(unit) {
                return try opine(unit, text, on: suggestion, &draft)
            }
            // What was promised is answered again, also after the lead was satisfied.
            guard suggestion.stand == .assigned || suggestion.promised != nil else {
                return try draft.refuse(suggestion)
            }
            return try reply(text, by: assignment.unit, to: suggestion, &draft)
        }
    }

    private static func opine(
        _ unit: String,
        _ text: String,
        on suggestion: Suggestion,
        _ draft: inout Draft
    ) throws -> Verdict {
        guard suggestion.stand == .assigned else { return try draft.refuse(suggestion) }
        draft.add(
            .suggestionTurned(
                suggestion.number,
                .opinionGiven(unit: unit, words: try draft.keep(text))
            )
        )
        var facts = try draft.facts(of: suggestion)
        facts[.name] = .name(unit)
        facts[.text] = .text(text)
        draft.say(.suggestionOpinion, facts)
        try draft.tell(officersOf: suggestion.unit, .unitOpinionGiven, facts)
        try draft.tell(all: .staff, .unitOpinionGiven, facts)
        return .done
    }

    private static func reply(
        _ text: String,
        by unit: String,
        to suggestion: Suggestion,
        _ draft: inout Draft
    ) throws -> Verdict {
        let words: ContentID = try draft.keep(text)
        draft.add(.suggestionTurned(suggestion.number, .replied(words: words, unit: unit)))
        // The voters of its matters get this answer as theirs, fed back in the usual way.
        for number in suggestion.matters where try draft.matter(number)?.state == .accepted {
            draft.add(.replyRecorded(number, words: words, unit: unit))
            draft.run(.telling, days: draft.rules.limits.tell, on: number)
        }
        guard let answered = try draft.record(suggestion.number) else { return .done }
        let facts = try draft.facts(of: answered)
        draft.say(.suggestionReplyRecorded, facts)
        let data = "评价" + suggestion.number.description + " "
        draft.tell(
            signersOf: answered,
            .suggestionReplied,
            facts,
            choices: [
                Choice("choice.satisfied", data: data + "1"),
                Choice("choice.basically_satisfied", data: data + "2"),
                Choice("choice.dissatisfied", data: data + "3"),
            ]
        )
        try draft.tell(all: .staff, .staffSuggestionReplied, facts)
        try draft.tell(all: .presidium, .staffSuggestionReplied, facts)
        try draft.tell(votersOf: answered, .voterSuggestionReplied, facts)
        return .done
    }
}

/// 建3结果B类，6月30日前: what the answer comes to; B and C are answered again by their day.
package enum ClassReply: Deed {
    package static let action = Action.recordPromise

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        switch try draft.findSuggestion() {
        case .failure(let none): return none.verdict
        case .success(let suggestion):
            guard let last = suggestion.answers.last, suggestion.stand != .assigned else {
                return try draft.refuse(suggestion)
            }
            if draft.roles.isDisjoint(with: [.staff, .head]),
                draft.asker.person?.unit != last.unit
            {
                return .refused(FieldValue.Line(.refusedRole, [.action: .term(action.term)]))
            }
            guard let result = draft.arguments.text(.result, among: Values.resultClasses) else {
                return .missing(.result)
            }
            var until: Day?
            if result == "B" || result == "C" {
                guard let day = draft.arguments.day(.due) else { return .missing(.due) }
                guard day > draft.today else {
                    return .refused(FieldValue.Line(.refusedPastDate, [.date: .day(day)]))
                }
                until = day
            }
            draft.add(
                .suggestionTurned(suggestion.number, .classed(result: result, until: until))
            )
            if let until { draft.watch(.promise, of: suggestion.number, until: until) }
            guard let classed = try draft.record(suggestion.number) else { return .done }
            var facts = try draft.facts(of: classed)
            facts[.due] = until.map { .day($0) }
            draft.say(.suggestionClassed, facts)
            draft.tell(signersOf: classed, .suggestionClassed, facts)
            return .done
        }
    }
}

/// 评价建3: the lead says whether the answer will do; 不满意 is one month for a new answer.
package enum RateReply: Deed {
    package static let action = Action.rateReply

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        switch try draft.answeredSuggestion() {
        case .failure(let none): return none.verdict
        case .success(let suggestion):
            guard suggestion.stand == .replied, let assignment = suggestion.assignment else {
                return try draft.refuse(suggestion)
            }
            guard let rating = draft.arguments.text(.rating, among: Values.ratings) else {
                return .missing(.rating)
            }
            let isDissatisfied = rating == "dissatisfied"
            let redoBy =
                isDissatisfied
                ? draft.today.adding(months: SuggestionLimits.redoMonths) : nil
            draft.add(
                .suggestionTurned(
                    suggestion.number,
                    .rated(
                        rating,
                        comment: try draft.keep(draft.arguments.text(.comment)),
                        redoBy: redoBy
                    )
                )
            )
            if let redoBy { draft.watch(.answering, of: suggestion.number, until: redoBy) }
            guard let rated = try draft.record(suggestion.number) else { return .done }
            var facts = try draft.facts(of: rated)
            if let redoBy { facts[.due] = .day(redoBy) }
            let kind = isDissatisfied ? ReplyKind.suggestionRedo : .suggestionClosed
            draft.say(kind, facts)
            draft.tell(signersOf: rated, kind, facts)
            try draft.tell(all: .staff, kind, facts)
            try draft.tell(all: .presidium, kind, facts)
            try draft.tell(
                officersOf: assignment.unit,
                isDissatisfied ? .unitSuggestionRedo : .suggestionClosed,
                facts
            )
            try draft.tell(
                votersOf: rated,
                isDissatisfied ? .voterSuggestionRedo : .voterSuggestionClosed,
                facts
            )
            return .done
        }
    }
}

extension Draft {
    /// The suggestion whose answer is rated: by number, by the unit that answered, or the only one.
    fileprivate mutating func answeredSuggestion() throws -> Result<Suggestion, Unanswered> {
        if arguments.has(.ref) || arguments.has(.refs) { return try findOwnSuggestion() }
        let unit = arguments.text(.unit)
        let waiting = try view.records(Suggestion.self, RecordQuery(isOpen: true)).filter {
            $0.speaker == me && $0.stand == .replied && (unit == nil || $0.unit == unit)
        }
        guard let only = waiting.first else {
            return .failure(Unanswered(.refused(FieldValue.Line(.suggestionNothingToRate))))
        }
        return waiting.count == 1 ? .success(only) : .failure(Unanswered(.missing(.ref)))
    }
}

/// 催建3: the lead asks when the answer comes; counted, answered with the facts, passed on.
package enum UrgeSuggestion: Deed {
    package static let action = Action.urgeMatter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        switch try draft.findSuggestion() {
        case .failure(let none): return none.verdict
        case .success(let suggestion):
            guard suggestion.stand.isOpen,
                suggestion.signers.contains(draft.me) || suggestion.speaker == draft.me
            else {
                return try draft.refuse(suggestion)
            }
            draft.add(.suggestionTurned(suggestion.number, .urged(by: draft.me)))
            let facts = try draft.facts(of: suggestion)
            draft.say(.suggestionUrged, facts)
            try draft.tell(all: .staff, .staffSuggestionUrged, facts)
            return .done
        }
    }
}
