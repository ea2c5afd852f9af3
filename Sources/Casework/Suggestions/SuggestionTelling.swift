// Who hears of a suggestion: its lead, those who signed, and every voter of the matters that it
// grew from, at each stage.

extension Draft {
    /// What may be said of a suggestion; its words are the deputies', not the voters'.
    func facts(of suggestion: Suggestion) throws -> [Field: FieldValue] {
        var facts: [Field: FieldValue] = [
            .number: .text(suggestion.number.description),
            .state: .term("suggestion." + suggestion.stand.rawValue),
            .total: .count(suggestion.matters.count),
            .count: .count(suggestion.signers.count),
        ]
        facts[.subject] = try said(suggestion.title) ?? .term("suggestion.untitled")
        facts[.person] = try name(of: suggestion.speaker).map { .name($0) }
        if let assignment = suggestion.assignment {
            facts[.unit] = .name(assignment.unit)
            if suggestion.stand == .assigned { facts[.due] = .day(assignment.due) }
        }
        if let answer = suggestion.answers.last {
            facts[.answer] = try said(answer.words)
            facts[.result] = answer.result.map { .term("result." + $0) }
            facts[.rating] = answer.rating.map { .term("rating." + $0) }
        }
        return facts
    }

    /// Words that are kept, or were kept in this decision; nil once erased.
    func said(_ content: ContentID?) throws -> FieldValue? {
        guard let content else { return nil }
        return try text(content).map { .text($0) }
    }

    /// Tells the lead and the co-signers, but not the asker.
    mutating func tell(
        signersOf suggestion: Suggestion,
        _ kind: ReplyKind,
        _ facts: [Field: FieldValue],
        choices: [Choice] = []
    ) {
        var readers = suggestion.signers
        if let successor = suggestion.successor, !readers.contains(successor) {
            readers.insert(successor, at: 0)
        }
        for signer in readers {
            tell(
                signer,
                kind,
                facts,
                choices: signer == suggestion.speaker ? choices : []
            )
        }
    }

    /// Tells every voter of the matters that a suggestion grew from, each by their own number.
    mutating func tell(
        votersOf suggestion: Suggestion,
        _ kind: ReplyKind,
        _ facts: [Field: FieldValue]
    ) throws {
        for number in suggestion.matters {
            guard let main = try matter(number) else { continue }
            for matter in [main] + (try linked(to: main)) {
                var own = facts
                own[.item] = facts[.number]
                own[.number] = .number(matter.number)
                own[.subject] = try subject(of: matter)
                tell(matter.owner, kind, own)
            }
        }
    }

    /// The suggestion that a number means; a bare number is this year's, else last year's.
    mutating func suggestion(named ref: String) throws -> Suggestion? {
        try record(Suggestion.self, named: ref)
    }

    /// The suggestion that is meant, for those who may see it; what to say instead for all others.
    mutating func findSuggestion() throws -> Result<Suggestion, Unanswered> {
        guard let ref = arguments.text(.ref) ?? arguments.list(.refs).first else {
            return .failure(Unanswered(.missing(.ref)))
        }
        guard let suggestion = try suggestion(named: ref), maySee(suggestion) else {
            return .failure(
                Unanswered(.refused(FieldValue.Line(.suggestionUnknown, [.text: .text(ref)])))
            )
        }
        return .success(suggestion)
    }

    /// Deputies, staff and the presidium see all; a unit sees what it is asked.
    func maySee(_ suggestion: Suggestion) -> Bool {
        if !roles.isDisjoint(with: [.deputy, .staff, .head, .presidium, .auditor]) { return true }
        guard let unit = asker.person?.unit, let assignment = suggestion.assignment else {
            return false
        }
        return unit == assignment.unit || assignment.coUnits.contains(unit)
    }

    func refuse(_ suggestion: Suggestion) throws -> Verdict {
        .refused(FieldValue.Line(.suggestionStands, try facts(of: suggestion)))
    }
}

/// A verdict in place of what was looked for.
struct Unanswered: Error {
    var verdict: Verdict

    init(_ verdict: Verdict) { self.verdict = verdict }
}
