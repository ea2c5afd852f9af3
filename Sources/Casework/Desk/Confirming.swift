extension Draft {
    /// Shows what will happen and waits for a yes, with a code where it cannot be undone.
    ///
    /// - Parameters:
    ///   - shown: The digest of action, text and audience: the yes is void when it changes.
    ///   - kind: What is shown; its wording names the code.
    ///   - fields: The facts of what is shown.
    ///   - needsCode: False where 是 is enough.
    ///   - noting: What is kept beside the step until the yes, such as whom was shown.
    ///   - other: What the yes sets free, where it is not the step itself.
    /// - Returns: Always ``Verdict/done``.
    /// - Throws: What the view throws.
    package mutating func ask(
        shown: String,
        _ kind: ReplyKind,
        _ fields: [Field: FieldValue],
        needsCode: Bool = true,
        noting: [Slot: Arguments.Value] = [:],
        step other: Step? = nil
    ) throws -> Verdict {
        let code = needsCode ? chance.confirmationCode() : nil
        let noted = Arguments(arguments.values.merging(noting) { $1 })
        let step = other ?? Step(action, noted)
        add(
            .confirmationAsked(
                Confirmation(
                    person: me,
                    step: try keep(try step.encoded()),
                    shown: shown,
                    codeDigest: code.map { chance.digest($0) },
                    until: now.adding(seconds: 600)
                )
            )
        )
        var facts = fields
        if let code { facts[.code] = .text(code) }
        let choices = [
            Choice("choice.yes", data: code ?? "是"), Choice("choice.no", data: "取消"),
        ]
        say(kind, facts, choices: needsCode ? [] : choices)
        return .done
    }
}

/// 是, or the four-digit code: yes to what was shown, within ten minutes (design §6).
package enum Confirm: Deed {
    package static let action = Action.confirm

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let open = try draft.view.confirmation(of: draft.me) else {
            return .refused(FieldValue.Line(.nothingToConfirm))
        }
        guard draft.now < open.until else {
            draft.add(.confirmationSettled(person: draft.me, agreed: false))
            draft.say(.confirmationLate)
            return .done
        }
        if let digest = open.codeDigest {
            guard let code = draft.arguments.text(.code), draft.chance.digest(code) == digest
            else { return .refused(FieldValue.Line(.confirmationWrong)) }
        }
        draft.add(.confirmationSettled(person: draft.me, agreed: true))
        guard let step = try draft.view.words(open.step).flatMap({ Step(json: $0) }) else {
            draft.say(.confirmationLate)
            return .done
        }
        draft.follow(FollowUp(step: step, confirmed: open.shown))
        return .done
    }
}

extension Draft {
    /// What becomes of an order that waited for a yes when its giver said something else.
    ///
    /// A yes that comes later must never do what nobody thinks of any more: another order, or words
    /// that put off or refuse, end it, and its giver reads that nothing was done. Anything else leaves
    /// it, and its giver is reminded of it.
    ///
    /// - Parameters:
    ///   - open: What waited before the message.
    ///   - isOver: True for another order, and for words that put off or refuse.
    ///   - isRefused: True for words that put off or refuse, and are nothing else.
    /// - Throws: What the view throws.
    package mutating func leave(
        _ open: Confirmation,
        isOver: Bool,
        isRefused: Bool = false
    ) throws {
        // A code is never said by chance; but whoever puts it off is answered.
        guard open.codeDigest == nil || isRefused,
            let step = try view.words(open.step).flatMap({ Step(json: $0) })
        else { return }
        let facts: [Field: FieldValue] = [.action: .term(step.action.term)]
        guard isOver, !Deeds.deed(for: step.action).isAskedOfOthers else {
            return say(.confirmationWaits, facts)
        }
        if try view.confirmation(of: me) == open {
            add(.confirmationSettled(person: me, agreed: false))
        }
        say(.confirmationDropped, facts)
    }
}

/// 取消: no to what was shown or asked, else to the booking that was just made.
package enum Cancel: Deed {
    package static let action = Action.cancel

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if draft.arguments.has(.denied) || draft.arguments.has(.refs) {
            return try draft.forbid()
        }
        // What a question was about stands beside the no to it.
        var about = draft.arguments.text(.what).flatMap { Action(rawValue: $0) }
        var isOpen = about != nil
        if let open = try draft.view.confirmation(of: draft.me) {
            isOpen = true
            draft.add(.confirmationSettled(person: draft.me, agreed: false))
            if let step = try draft.view.words(open.step).flatMap({ Step(json: $0) }) {
                about = about ?? step.action
                try Deeds.deed(for: step.action).declined(step, &draft)
            }
        }
        if isOpen {
            draft.say(.cancelled, about.map { [.action: .term($0.term)] } ?? [:])
        } else if let fresh = try draft.comingBookings().max(by: { $0.booking.at < $1.booking.at }),
            draft.now.seconds(since: fresh.booking.at) < freshSeconds
        {
            try draft.cancel(fresh)
        } else {
            draft.say(.nothingToCancel)
        }
        return .done
    }

    /// So long a 取消 without more is about the booking.
    private static let freshSeconds: Int64 = 600
}
