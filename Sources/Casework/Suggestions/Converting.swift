/// 转为代表建议: matters become a deputy's suggestion; both know of each other, and each voter is
/// told.
///
/// A suggestion is the lead's own right: who names another lead, or asks as staff, waits for that
/// deputy's yes.
package enum ConvertToSuggestion: Deed {
    package static let action = Action.convertToSuggestion

    /// How many matters one suggestion takes.
    private static let most = 20
    /// How long a deputy has to agree to lead, in seconds.
    private static let answerSeconds: Int64 = 3 * 86_400

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        var refs = draft.arguments.list(.refs)
        if refs.isEmpty, let ref = draft.arguments.text(.ref) { refs = [ref] }
        guard !refs.isEmpty else { return .missing(.refs) }
        var matters: [Matter] = []
        for ref in refs.prefix(most) {
            switch try draft.find(ref: ref) {
            case .none(let verdict): return verdict
            case .matter(let matter):
                guard matter.state.isAccepted, matter.state.isOpen, !matter.isConfidential else {
                    return .refused(
                        FieldValue.Line(
                            .suggestionNotFrom,
                            try draft.facts(of: matter, isBrief: true)
                        )
                    )
                }
                if !matters.contains(where: { $0.number == matter.number }) {
                    matters.append(matter)
                }
            }
        }
        if let shown = draft.confirmed {
            guard shown == digest(of: matters, for: draft.me, draft) else {
                return .refused(FieldValue.Line(.confirmationLate))
            }
            return try convert(matters, &draft)
        }
        let isDeputy = draft.roles.contains(.deputy)
        let mine = try draft.asker.person.flatMap { try draft.name(of: $0.id) }
        guard let lead = draft.arguments.text(.lead), !isDeputy || lead != mine else {
            if isDeputy { return try convert(matters, &draft) }
            return .missing(.lead)
        }
        return try ask(lead, for: matters, &draft)
    }

    private static func ask(
        _ named: String,
        for matters: [Matter],
        _ draft: inout Draft
    ) throws -> Verdict {
        let deputies = try draft.roster().filter(\.isDeputy).map(\.name)
        guard deputies.contains(named) else {
            return .refused(
                FieldValue.Line(
                    .refusedNoDeputy,
                    [.name: .text(named), .list: .names(deputies)]
                )
            )
        }
        let lead = try draft.enrolled(named)
        guard try draft.view.person(lead)?.isReachable == true else {
            return .refused(FieldValue.Line(.suggestionLeadUnreachable, [.name: .text(named)]))
        }
        var arguments = draft.arguments
        arguments[.refs] = .list(matters.map(\.number.description))
        arguments[.ref] = nil
        arguments[.lead] = nil
        if draft.roles.contains(.deputy), let name = try draft.name(of: draft.me) {
            arguments[.deputies] = .list(arguments.list(.deputies) + [name])
        }
        let step = Step(action, arguments)
        draft.add(
            .confirmationAsked(
                Confirmation(
                    person: lead,
                    step: try draft.keep(try step.encoded()),
                    shown: digest(of: matters, for: lead, draft),
                    codeDigest: nil,
                    until: draft.now.adding(seconds: answerSeconds)
                )
            )
        )
        let lines = try matters.map { matter in
            FieldValue.Line(.matterLine, try brief(matter, draft))
        }
        var facts: [Field: FieldValue] = [
            .name: .text(named), .count: .count(matters.count), .list: .lines(lines),
        ]
        draft.say(.suggestionLeadAsked, facts)
        facts[.person] = try draft.name(of: draft.me).map { .text($0) }
        draft.tell(
            lead,
            .suggestionLeadAskedOfYou,
            facts,
            choices: [Choice("choice.yes", data: "是"), Choice("choice.no", data: "取消")]
        )
        return .done
    }

    private static func digest(of matters: [Matter], for lead: PersonID, _ draft: Draft) -> String {
        let numbers = matters.map(\.number.description).joined(separator: ",")
        return draft.chance.digest("suggestion \(numbers) \(lead.value)")
    }

    private static func brief(_ matter: Matter, _ draft: Draft) throws -> [Field: FieldValue] {
        var facts: [Field: FieldValue] = [.number: .number(matter.number)]
        if let words = try matter.words.first.flatMap({ try draft.view.words($0) }) {
            facts[.subject] = .text(draft.title(of: try draft.hidden(words, of: matter)))
        }
        return facts
    }

    /// The matters say what is the case; what is asked for, and why, the deputy says.
    private static func convert(_ matters: [Matter], _ draft: inout Draft) throws -> Verdict {
        let said = draft.arguments.text(.title)
        try draft.submit(
            SuggestionDraft(
                title: SuggestionTitle.title(said, else: try subject(of: matters, draft)),
                situation: draft.arguments.text(.situation),
                analysis: draft.arguments.text(.analysis),
                proposal: draft.arguments.text(.suggestion) ?? draft.arguments.text(.content),
                topic: draft.arguments.text(.topic) ?? matters.compactMap(\.topic).first,
                isTitleDrawn: said == nil
            ),
            from: matters
        )
        return .done
    }

    /// 花桥灌溉渠堵塞等问题, of the first matter's first words.
    private static func subject(of matters: [Matter], _ draft: Draft) throws -> String {
        guard let first = matters.first else { return "" }
        let words = try first.words.first.flatMap { try draft.view.words($0) } ?? ""
        var subject = draft.title(of: try draft.hidden(words, of: first))
        if subject.hasSuffix("…") { subject.removeLast() }
        let villages = Set(matters.compactMap(\.village))
        if villages.count == 1, let village = villages.first, !subject.contains(village) {
            subject = village + subject
        }
        return subject + (matters.count > 1 ? "等问题" : "问题")
    }
}
