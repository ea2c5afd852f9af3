/// 代表建议: a deputy hands one in; it is no order, and the presidium assigns it.
package enum SubmitSuggestion: Deed {
    package static let action = Action.submitSuggestion

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let proposal = draft.arguments.text(.suggestion) ?? draft.arguments.text(.content)
        else { return .missing(.content) }
        // `我想提个建议，…` is no title.
        let said = draft.arguments.text(.title)
        let title = SuggestionTitle.title(
            said.flatMap { draft.rules.excerpts.proposes($0) ? nil : $0 },
            else: draft.title(of: proposal)
        )
        try draft.submit(
            SuggestionDraft(
                title: title,
                situation: draft.arguments.text(.situation),
                analysis: draft.arguments.text(.analysis),
                proposal: proposal,
                topic: draft.arguments.text(.topic)
            ),
            from: []
        )
        return .done
    }
}

/// What a suggestion is to say, before it has a number.
struct SuggestionDraft {
    var title: String
    var situation: String?
    var analysis: String?
    /// nil while the deputy has said no more than what it is about.
    var proposal: String?
    var topic: String?
    /// True for a title made of a voter's words: it goes when those are erased.
    var isTitleDrawn = false
}

/// 关于…的建议.
enum SuggestionTitle {
    /// The title as it was said, or one drawn from other words.
    static func title(_ said: String?, else drawn: String) -> String {
        if let said, said.count <= 40 { return wrapped(said) }
        return wrapped(drawn)
    }

    private static func wrapped(_ words: String) -> String {
        let isLatin = words.utf8.count < words.count * 2
        if isLatin || words.hasSuffix("议案") { return words }
        if words.hasSuffix("建议") {
            // What was read behind a 关于 gets it back.
            return words.hasSuffix("的建议") && !words.hasPrefix("关于") ? "关于" + words : words
        }
        let bare = words.hasPrefix("建议") ? String(words.dropFirst(2)) : words
        return (bare.hasPrefix("关于") ? "" : "关于") + bare + "的建议"
    }
}

extension Draft {
    /// Registers a suggestion of the asker's, asks who was named to sign, and tells the station.
    ///
    /// - Parameters:
    ///   - wanted: What it says.
    ///   - matters: Those that it grew from; each is linked to it, and its voter told.
    /// - Throws: What the view throws.
    mutating func submit(_ wanted: SuggestionDraft, from matters: [Matter]) throws {
        let number = try nextNumber(of: Suggestion.self)
        let invited = try cosignersNamed()
        let registerBy = today.adding(days: SuggestionLimits.registeringDays)
        let title: ContentID = try keep(wanted.title)
        let suggestion = Suggestion(
            number: number,
            lead: me,
            invited: invited.map(\.id),
            at: now,
            title: title,
            situation: try keep(wanted.situation),
            analysis: try keep(wanted.analysis),
            proposal: try keep(wanted.proposal) ?? title,
            topic: wanted.topic,
            matters: matters.map(\.number),
            registerBy: registerBy
        )
        add(.suggestionSubmitted(suggestion))
        watch(.registering, of: number, until: registerBy)
        for (index, matter) in matters.enumerated() {
            let drawn = wanted.isTitleDrawn && index == 0 ? title : nil
            add(.turned(matter.number, .suggested(number, title: drawn)))
        }
        var facts = try facts(of: suggestion)
        facts[.due] = .day(registerBy)
        if !invited.isEmpty {
            facts[.deputies] = .names(try invited.compactMap { try name(of: $0.id) })
        }
        let parts = [
            (wanted.situation, "situation"), (wanted.analysis, "analysis"),
            (wanted.proposal, "proposal"),
        ]
        let missing = parts.filter { $0.0 == nil }.map { "suggestion." + $0.1 }
        if !missing.isEmpty { facts[.needed] = .terms(missing) }
        say(.suggestionSubmitted, facts)
        if wanted.proposal != nil { facts[.text] = try said(suggestion.proposal) }
        for deputy in invited {
            tell(
                deputy.id,
                .suggestionCosignAsked,
                facts,
                choices: [Choice("choice.cosign", data: "附议" + number.description)]
            )
        }
        try tell(all: .staff, .staffSuggestion, facts)
        try tell(all: .presidium, .staffSuggestion, facts)
        try tell(votersOf: suggestion, .voterSuggested, facts)
    }

    /// Deputies named to sign who can be asked; the others are asked on paper.
    private mutating func cosignersNamed() throws -> [Person] {
        var found: [Person] = []
        let deputies = Set(try roster().filter(\.isDeputy).map(\.name))
        for name in arguments.list(.deputies) + arguments.list(.with)
        where deputies.contains(name) {
            let id = try enrolled(name)
            guard id != me, !found.contains(where: { $0.id == id }),
                let person = try view.person(id), person.isReachable
            else { continue }
            found.append(person)
        }
        return found
    }
}

/// 附议: a deputy signs beside the lead, by a message of their own.
package enum SecondSuggestion: Deed {
    package static let action = Action.secondSuggestion

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        switch try draft.findSuggestion() {
        case .failure(let none): return none.verdict
        case .success(let suggestion):
            var facts = try draft.facts(of: suggestion)
            guard suggestion.stand == .submitted || suggestion.stand == .registered else {
                return try draft.refuse(suggestion)
            }
            // Whoever leads it has signed it already.
            guard suggestion.speaker != draft.me else {
                return .refused(
                    FieldValue.Line(
                        .suggestionOwn,
                        [.number: .text(suggestion.number.description)]
                    )
                )
            }
            guard !suggestion.signers.contains(draft.me) else {
                draft.say(.suggestionSeconded, facts)
                return .done
            }
            draft.add(.suggestionTurned(suggestion.number, .seconded(by: draft.me)))
            facts[.count] = .count(suggestion.signers.count + 1)
            draft.say(.suggestionSeconded, facts)
            facts[.name] = try draft.name(of: draft.me).map { .name($0) }
            draft.tell(suggestion.speaker, .suggestionSecondedNotice, facts)
            return .done
        }
    }
}

/// 补充建3: the lead says more of what is the case, why, or what is asked for.
package enum SupplementSuggestion: Deed {
    package static let action = Action.supplementMatter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        switch try draft.findOwnSuggestion() {
        case .failure(let none): return none.verdict
        case .success(let suggestion):
            guard suggestion.stand == .submitted || suggestion.stand == .registered else {
                return try draft.refuse(suggestion)
            }
            guard let words = draft.arguments.text(.content) else { return .missing(.content) }
            let part = SuggestionPart(words)
            let content: ContentID = try draft.keep(part.words)
            draft.add(
                .suggestionTurned(
                    suggestion.number,
                    .supplemented(
                        situation: part.kind == .situation ? content : nil,
                        analysis: part.kind == .analysis ? content : nil,
                        proposal: part.kind == .proposal ? content : nil
                    )
                )
            )
            var facts = try draft.facts(of: suggestion)
            facts[.topic] = .term("suggestion." + part.kind.rawValue)
            draft.say(.suggestionSupplemented, facts)
            return .done
        }
    }
}

/// Which of the three parts some added words are; 情况 where they do not say.
private struct SuggestionPart {
    enum Kind: String { case situation, analysis, proposal }

    var kind = Kind.situation
    var words: String

    init(_ said: String) {
        words = said
        let signs: [(String, Kind)] = [
            ("情况", .situation), ("situation", .situation), ("分析", .analysis),
            ("原因", .analysis), ("analysis", .analysis), ("建议", .proposal),
            ("proposal", .proposal),
        ]
        for (sign, kind) in signs where said.lowercased().hasPrefix(sign) {
            self.kind = kind
            let rest = said.dropFirst(sign.count).drop { "：:，, ".contains($0) }
            if !rest.isEmpty { words = String(rest) }
            return
        }
    }
}

/// 撤回建3: the lead takes it back before it is answered.
package enum WithdrawSuggestion: Deed {
    package static let action = Action.withdrawMatter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        switch try draft.findOwnSuggestion() {
        case .failure(let none): return none.verdict
        case .success(let suggestion):
            guard suggestion.stand.isOpen, suggestion.answers.isEmpty else {
                return try draft.refuse(suggestion)
            }
            let reason = try draft.keep(draft.arguments.text(.reason))
            draft.add(.suggestionTurned(suggestion.number, .withdrawn(reason: reason)))
            let facts = try draft.facts(of: suggestion)
            draft.say(.suggestionWithdrawn, facts)
            draft.tell(signersOf: suggestion, .suggestionWithdrawn, facts)
            try draft.tell(all: .staff, .suggestionWithdrawn, facts)
            try draft.tell(all: .presidium, .suggestionWithdrawn, facts)
            try draft.tell(officersOf: suggestion.unit, .suggestionWithdrawn, facts)
            try draft.tell(votersOf: suggestion, .voterSuggestionWithdrawn, facts)
            // What waited for the presidium waits for the clerk again.
            for number in suggestion.matters where try draft.matter(number)?.state == .accepted {
                draft.run(.assigning, days: draft.rules.limits.assign, on: number)
            }
            return .done
        }
    }
}

extension Draft {
    /// A suggestion that the asker leads.
    mutating func findOwnSuggestion() throws -> Result<Suggestion, Unanswered> {
        try findSuggestion().flatMap { suggestion in
            guard suggestion.speaker == asker.person?.id else {
                var facts: [Field: FieldValue] = [.number: .text(suggestion.number.description)]
                facts[.person] = try? name(of: suggestion.speaker).map { .name($0) }
                return .failure(Unanswered(.refused(FieldValue.Line(.suggestionLeadOnly, facts))))
            }
            return .success(suggestion)
        }
    }
}
