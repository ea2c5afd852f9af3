/// The clerk proposes, the head answers; or the clerk notes the head's word, and the head sees it
/// in the evening and can take it back.
extension Draft {
    /// Puts the step before the head instead of doing it.
    ///
    /// What could not be done anyway, or is not said in full, is answered to the clerk at once.
    package mutating func propose() throws -> Verdict {
        var refs = arguments.list(.refs)
        if refs.isEmpty, let ref = arguments.text(.ref) { refs = [ref] }
        guard !refs.isEmpty else { return .missing(.ref) }
        for ref in refs {
            let found = try find(ref: ref)
            guard case .matter(let matter) = found else {
                if refs.count == 1 { return found.verdict }
                sayRefusal(found.verdict)
                continue
            }
            let verdict = try propose(matter)
            if verdict == .done { continue }
            if refs.count == 1 || verdict.isMissing { return verdict }
            sayRefusal(verdict)
        }
        return .done
    }

    /// Puts the step before the head for one of its matters.
    mutating func propose(_ matter: Matter) throws -> Verdict {
        var step = Step(action, arguments)
        step.arguments[.refs] = nil
        step.arguments[.ref] = .text(matter.number.description)
        try settleTerms(of: &step, on: matter)
        let verdict = try onTrial(step)
        guard verdict == .done else { return verdict }
        add(
            .proposalMade(
                matter.number,
                action: action,
                step: try keep(try step.encoded()),
                by: me
            )
        )
        let facts = try facts(proposing: step, on: matter)
        say(.proposed, facts)
        try tell(all: .head, .approvalAsked, facts)
        return .done
    }
}

extension Draft {
    /// What the head decides on: of an extension the old day and the new one.
    func facts(proposing step: Step, on matter: Matter) throws -> [Field: FieldValue] {
        var facts: [Field: FieldValue] = [
            .number: .number(matter.number), .action: .term(step.action.term),
        ]
        facts[.subject] = try subject(of: matter)
        if let reason = step.arguments.text(.reason) {
            facts[.reason] =
                DeclineMatter.reasons.contains(reason)
                ? .term("reason." + reason) : .text(reason)
        }
        if step.action == .extendDeadline, let until = step.arguments.day(.to) {
            facts[.due] = matter.due.map { .day($0) }
            facts[.until] = .day(until)
        }
        return facts
    }

    /// The line of a proposal in a list of what waits.
    mutating func line(of proposal: Proposal) throws -> FieldValue.Line {
        guard let matter = try matter(proposal.number),
            let step = try view.words(proposal.step).flatMap({ Step(json: $0) })
        else {
            return FieldValue.Line(
                .approvalLine,
                [.number: .number(proposal.number), .action: .term(proposal.action.term)]
            )
        }
        return FieldValue.Line(.approvalLine, try facts(proposing: step, on: matter))
    }
}

extension Draft {
    /// What would come of a step with the head's leave; nothing comes of it here.
    private func onTrial(_ step: Step) throws -> Verdict {
        var trial = Draft(
            step: step,
            by: asker,
            at: now,
            view: view,
            rules: rules,
            chance: chance,
            isAgreed: true
        )
        return try trial.decideNow()
    }
}

extension Verdict {
    fileprivate var isMissing: Bool {
        if case .missing = self { true } else { false }
    }
}

/// 同意 36、38，40退回: one message settles many proposals.
package enum Approve: Deed {
    package static let action = Action.approve

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let open = try draft.view.proposals()
        let asked = try draft.extensionsAsked().map(\.number)
            .filter { number in !open.contains { $0.number == number } }
        let waiting = open.map(\.number) + asked
        var agreed = draft.arguments.list(.refs)
        if let ref = draft.arguments.text(.ref) { agreed.append(ref) }
        var returned = draft.arguments.list(.returned)
        if agreed.isEmpty, returned.isEmpty, waiting.count == 1 {
            agreed = [waiting[0].description]
        }
        if draft.arguments.text(.result) == "no" {
            returned += agreed
            agreed = []
        }
        let reason = draft.arguments.text(.reason)
        guard !agreed.isEmpty || !returned.isEmpty else {
            return waiting.isEmpty
                ? .refused(FieldValue.Line(.nothingToConfirm)) : .missing(.refs)
        }
        var settled: Set<MatterNumber> = []
        for ref in returned {
            if draft.settleRequest(ref, among: asked, agreed: false) { continue }
            guard let proposal = try draft.proposal(ref, &settled) else { continue }
            draft.add(.proposalSettled(proposal.number, agreed: false))
            var facts = fields(of: proposal)
            facts[.reason] = reason.map { .text($0) }
            draft.say(.returnedByHead, facts)
            draft.tell(proposal.by, .returnedByHead, facts)
            try draft.sendBack(proposal, reason)
        }
        for ref in agreed {
            if draft.settleRequest(ref, among: asked, agreed: true) { continue }
            guard let proposal = try draft.proposal(ref, &settled) else { continue }
            draft.add(.proposalSettled(proposal.number, agreed: true))
            draft.tell(
                proposal.by,
                .approved,
                [
                    .list: .lines([FieldValue.Line(.approvalLine, fields(of: proposal))]),
                    .count: .count(1),
                ]
            )
            if let step = try draft.view.words(proposal.step).flatMap({ Step(json: $0) }) {
                draft.follow(FollowUp(step: step, isAgreed: true))
            } else {
                draft.say(.refusedBasis, [.number: .number(proposal.number)])
            }
        }
        return .done
    }

    private static func fields(of proposal: Proposal) -> [Field: FieldValue] {
        [.number: .number(proposal.number), .action: .term(proposal.action.term)]
    }
}

extension Draft {
    /// The matters for which a unit asks for more time.
    func extensionsAsked() throws -> [Matter] {
        var query = MatterQuery()
        query.states = [.assigned]
        return try view.matters(query).filter { $0.course.request != nil }
    }

    /// The head's word on what a unit asked for and the clerk has not proposed: as good as an order
    /// of the head's own.
    ///
    /// - Returns: False where no unit asked for anything in that matter.
    fileprivate mutating func settleRequest(
        _ ref: String,
        among asked: [MatterNumber],
        agreed: Bool
    ) -> Bool {
        let isMeant: (MatterNumber) -> Bool = {
            MatterNumber(ref) == $0 || Int(ref) == $0.serial && $0.year == self.today.year
        }
        guard let number = asked.first(where: isMeant) else { return false }
        var said: [Slot: Arguments.Value] = [.ref: .text(number.description)]
        if !agreed {
            said[.result] = .text("no")
            said[.reason] = arguments[.reason]
        }
        follow(FollowUp(step: Step(.extendDeadline, Arguments(said))))
        return true
    }

    /// Keeps with the matter what the head sent back and why; a unit that asked for more time
    /// reads the no.
    fileprivate mutating func sendBack(_ proposal: Proposal, _ reason: String?) throws {
        guard let matter = try matter(proposal.number) else { return }
        add(
            .turned(
                matter.number,
                .notGranted(proposal.action, reason: try keep(reason), by: me)
            )
        )
        guard proposal.action == .extendDeadline, let asked = matter.course.request else { return }
        var facts = try facts(of: matter, isBrief: true)
        facts[.until] = .day(asked.until)
        facts[.reason] = reason.map { .text($0) }
        try tell(officersOf: matter.unit, .unitExtensionRefused, facts)
    }

    /// The open proposal on a matter that the head names; says so when there is none.
    ///
    /// - Parameters:
    ///   - ref: The matter, as the head named it.
    ///   - settled: What this message has settled so far: one named twice is settled once.
    /// - Returns: The proposal; nil when there is none, or it is settled already.
    /// - Throws: What the view throws.
    fileprivate mutating func proposal(
        _ ref: String,
        _ settled: inout Set<MatterNumber>
    ) throws -> Proposal? {
        guard case .matter(let matter) = try find(ref: ref),
            let proposal = try view.proposal(on: matter.number)
        else {
            say(.nothingToConfirm)
            return nil
        }
        return settled.insert(matter.number).inserted ? proposal : nil
    }
}

/// 撤销 36: the head takes back an act that was recorded as agreed.
package enum Reverse: Deed {
    package static let action = Action.reverse

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let found = try draft.find()
        guard case .matter(let matter) = found else { return found.verdict }
        guard let basis = matter.basis, matter.canTakeBack(basis) else {
            return .refused(
                FieldValue.Line(
                    .refusedBasis,
                    [.number: .number(matter.number), .state: .term(matter.state.term)]
                )
            )
        }
        draft.add(.actReversed(matter.number, before: basis.before))
        let facts: [Field: FieldValue] = [
            .number: .number(matter.number),
            .action: .term(basis.action.term),
            .state: .term(basis.before.term),
        ]
        draft.say(.reversed, facts)
        draft.tell(basis.by, .reversed, facts)
        if let now = try draft.matter(matter.number) {
            draft.tell(now.owner ?? now.filedBy, now.statusKind, try draft.facts(of: now))
            if now.unit == nil { try draft.tell(officersOf: matter.unit, .reversed, facts) }
        }
        return .done
    }
}

extension Matter {
    /// True while nothing has happened to the matter since an act that can be undone.
    ///
    /// What a unit or a voter did on the strength of the act cannot be unsaid, and an earlier
    /// unit is not known any more: such a matter is set right by a new act.
    fileprivate func canTakeBack(_ basis: Basis) -> Bool {
        let result: MatterState
        switch basis.action {
        case .acceptMatter: result = .accepted
        case .declineMatter: result = .declined
        case .answerOnSpot: result = .answered
        case .assignMatter where basis.before != .assigned: result = .assigned
        case .closeMatter: result = .closed
        default: return false
        }
        return state == result && turnedAt == basis.at
    }
}
