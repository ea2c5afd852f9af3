/// Every action that is built.
package enum Deeds {
    package static let all: [any Deed.Type] = [
        FileMatter.self, QueryStatus.self, SupplementMatter.self, WithdrawMatter.self,
        UrgeMatter.self, RateMatter.self, TakeOverMatter.self, RenewCode.self,
        AcceptMatter.self, DeclineMatter.self, VerifyMatter.self, AssignMatter.self,
        AnswerOnSpot.self, RecordReply.self, SendFeedback.self, RecordFeedback.self,
        RedoMatter.self, CloseMatter.self, Approve.self, Reverse.self,
        QuarantineContent.self, ListMatters.self, SortItem.self,
        QueryReception.self, QueryStation.self, Subscribe.self, Unsubscribe.self,
        BroadcastReceptionReminder.self, BroadcastStatus.self, CancelBroadcast.self,
        SubmitInspectionNote.self, QueryMyNotes.self,
        Bind.self, Unbind.self, SetLanguage.self, QueryPrivacy.self, Confirm.self, Cancel.self,
        Help.self, RequestHuman.self, Greeting.self, Acknowledge.self,
    ]

    private static let table: [Action: any Deed.Type] = Dictionary(
        uniqueKeysWithValues: all.map { ($0.action, $0) }
    )

    package static func deed(for action: Action) -> (any Deed.Type)? { table[action] }
}

extension Draft {
    /// Decides one step: authority first, then the action's own rule.
    ///
    /// Pure: the same draft always gives the same decision.
    package mutating func decide() throws -> Verdict {
        if !asker.isDirect, !Authority.publicActions.contains(action) {
            return .refused(FieldValue.Line(.refusedGroup))
        }
        guard Authority.allows(action, to: asker.isDirect ? roles : [.voter]) else {
            return refusalByRole()
        }
        if try waitsForHead() { return try propose() }
        return try decideNow()
    }

    /// Decides the step by the action's own rule, as one that has every leave.
    mutating func decideNow() throws -> Verdict {
        guard let deed = Deeds.deed(for: action) else {
            return .refused(FieldValue.Line(.notBuiltYet, [.action: .term(action.term)]))
        }
        return try deed.decide(&self)
    }

    /// True for what the clerk may only propose, or do on the head's word.
    ///
    /// Assigning a matter that nobody accepted accepts it too, so that it waits as accepting does.
    private mutating func waitsForHead() throws -> Bool {
        guard Authority.handling.contains(action), !roles.contains(.head), !isAgreed,
            !isOnHeadsWord
        else { return false }
        if rules.needsHead.contains(action) { return true }
        guard action == .assignMatter, rules.needsHead.contains(.acceptMatter) else {
            return false
        }
        var refs = arguments.list(.refs)
        if let ref = arguments.text(.ref) { refs.append(ref) }
        return try refs.contains { try lookUp($0)?.state == .registered }
    }

    /// True where the clerk notes that the head has agreed (站长已同意).
    var isOnHeadsWord: Bool { arguments.has(.basis) && roles.contains(.staff) }

    private func refusalByRole() -> Verdict {
        if Authority.handling.contains(action), roles.contains(.deputy) {
            var fields: [Field: FieldValue] = [:]
            if let ref = arguments.text(.ref).flatMap({ MatterNumber($0) }) {
                fields[.number] = .number(ref)
            }
            return .refused(FieldValue.Line(.deputyNeverHandles, fields))
        }
        return .refused(FieldValue.Line(.refusedRole, [.action: .term(action.term)]))
    }
}
