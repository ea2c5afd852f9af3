// An office's no to an order: nothing is done, and what waits for a yes is shown without it.
extension Draft {
    /// Says that an order was not carried out; what the head refuses to have redone is explained.
    ///
    /// - Returns: Always ``Verdict/done``.
    /// - Throws: What the view throws.
    mutating func forbid() throws -> Verdict {
        let denied = arguments.text(.denied).flatMap { Action(rawValue: $0) }
        let matters = try arguments.list(.refs).compactMap { try lookUp($0) }
        if try leaveOut(matters.map(\.number), of: denied) { return .done }
        guard let denied else {
            say(.nothingToCancel)
            return .done
        }
        if denied == .redoMatter, roles.contains(.head), matters.count == 1,
            matters[0].state == .fedBack, matters[0].rating == "dissatisfied"
        {
            let ref = Arguments([.ref: .text(matters[0].number.description)])
            follow(FollowUp(step: Step(.closeMatter, ref), isAgreed: isAgreed))
            return .done
        }
        var facts: [Field: FieldValue] = [.action: .term(denied.term)]
        if !matters.isEmpty { facts[.list] = .list(matters.map { .number($0.number) }) }
        if denied == .assignMatter, matters.count == 1, matters[0].state == .assigned {
            facts[.unit] = matters[0].unit.map { .name($0) }
        }
        say(.orderDenied, facts)
        return .done
    }

    /// Takes numbers out of what waits for a yes, or all of it where none are named or left.
    private mutating func leaveOut(_ numbers: [MatterNumber], of denied: Action?) throws -> Bool {
        guard let open = try view.confirmation(of: me), now < open.until,
            let step = try view.words(open.step).flatMap({ Step(json: $0) }),
            denied == nil || denied == step.action
        else { return false }
        let shown = step.arguments.list(.refs) + [step.arguments.text(.ref)].compactMap { $0 }
        let kept = try shown.filter { ref in
            try lookUp(ref).map { !numbers.contains($0.number) } ?? true
        }
        guard numbers.isEmpty || kept.count < shown.count else { return false }
        add(.confirmationSettled(person: me, agreed: false))
        if numbers.isEmpty || kept.isEmpty {
            try Deeds.deed(for: step.action).declined(step, &self)
            say(.cancelled, [.action: .term(step.action.term)])
        } else {
            try askForFewer(kept, than: step)
        }
        return true
    }
}
