/// What decides each action.
package enum Deeds {
    package static let all: [any Deed.Type] = [
        FileMatter.self, QueryStatus.self, SupplementMatter.self, WithdrawMatter.self,
        UrgeMatter.self, RateMatter.self, TakeOverMatter.self, RenewCode.self,
        AcceptMatter.self, DeclineMatter.self, VerifyMatter.self, AssignMatter.self,
        AnswerOnSpot.self, RecordReply.self, SendFeedback.self, RecordFeedback.self,
        RedoMatter.self, CloseMatter.self, Approve.self, Reverse.self,
        QuarantineContent.self, ListMatters.self, SortItem.self,
        SignReceipt.self, ReturnMatter.self, RequestExtension.self, ExtendDeadline.self,
        UrgeUnit.self, MergeMatters.self, ArchiveMatter.self, AssignVerification.self,
        SubmitForDiscussion.self, AskVoter.self, RecordPromise.self, ReopenMatter.self,
        CorrectRecord.self, RequestLegalOpinion.self, ExplainDelay.self,
        QueryReception.self, QueryStation.self, Subscribe.self, Unsubscribe.self,
        SendBroadcast.self, BroadcastReceptionReminder.self, SecondBroadcast.self,
        BroadcastStatus.self, CancelBroadcast.self,
        BookReception.self, CancelBooking.self, ConfirmAttendance.self, RequestLeave.self,
        SwapDuty.self, CheckIn.self, QuerySchedule.self, ScheduleReception.self,
        RescheduleReception.self, CancelReception.self, SetReminder.self,
        SubmitInspectionNote.self, QueryMyNotes.self,
        Bind.self, Unbind.self, SetLanguage.self, QueryPrivacy.self, Confirm.self, Cancel.self,
        Help.self, RequestHuman.self, Greeting.self, Acknowledge.self, WrongNumber.self,
        ReportEmergency.self,
        SetAnonymity.self, SetConfidential.self, FollowUpMatter.self, Escalate.self,
        RecordHeadquarters.self, ViewContact.self, GiveConsent.self, QueryMyData.self,
        CorrectMyData.self, DeleteMyData.self, AuditLog.self, GiveOpinion.self, FewerTexts.self,
        // Notes.
        FinishNote.self, RecordAgain.self, SupplementNote.self, CorrectNote.self,
        NoteToMatter.self, RecordMeasure.self,
        SubmitSuggestion.self, SecondSuggestion.self, ConvertToSuggestion.self, RateReply.self,
        QuerySuggestions.self, RequestMeeting.self,
        RegisterDeputy.self, UpdateDeputy.self, SetStandIn.self, HandOver.self,
        QueryMyDuty.self, QueryDeputy.self, ScheduleDutyReport.self, SubmitDutyReport.self,
        // Receptions' records, activities, plans.
        SubmitReceptionRecord.self, SignInVisitors.self, CloseSession.self,
        PlanActivity.self, RecordActivity.self, QueryPlan.self, ApprovePlan.self,
        CancelActivity.self, ClearContact.self, InspectRecords.self,
        // The station's books.
        Summary.self, EvaluationReport.self, ExportLedger.self,
        RecordDocument.self, RecordAsset.self, QueryDocuments.self, Publish.self,
    ]

    /// What a verb does where the number that it names is a record's and no matter's.
    package static let onRecords: [RecordKind: [Action: any Deed.Type]] = [
        .suggestion: [
            .queryStatus: QuerySuggestions.self, .acceptMatter: RegisterSuggestion.self,
            .assignMatter: AssignSuggestion.self, .extendDeadline: WidenSuggestion.self,
            .recordReply: ReplyToSuggestion.self, .recordPromise: ClassReply.self,
            .returnMatter: ObjectToSuggestion.self, .rateMatter: RateReply.self,
            .supplementMatter: SupplementSuggestion.self, .urgeMatter: UrgeSuggestion.self,
            .withdrawMatter: WithdrawSuggestion.self, .archiveMatter: ArchiveEntry.self,
            .correctRecord: CorrectEntry.self,
        ],
        .paper: [
            .queryStatus: QueryDocuments.self, .archiveMatter: ArchiveEntry.self,
            .correctRecord: CorrectEntry.self,
        ],
        .meeting: [.closeMatter: HoldMeeting.self, .queryStatus: InspectRecords.self],
        .dutyReport: [.rateMatter: RateDutyReport.self, .queryStatus: InspectRecords.self],
        .note: [.queryStatus: LookAtNote.self, .archiveMatter: ArchiveEntry.self],
        .activity: [.queryStatus: InspectRecords.self],
        .planItem: [.queryStatus: InspectRecords.self],
        .receptionSession: [.queryStatus: InspectRecords.self],
        .receptionRecord: [.queryStatus: InspectRecords.self],
        .standIn: [.queryStatus: InspectRecords.self],
        .clearedContact: [.queryStatus: InspectRecords.self],
        .auditView: [.queryStatus: InspectRecords.self],
    ]

    private static let table: [Action: any Deed.Type] = Dictionary(
        uniqueKeysWithValues: all.map { ($0.action, $0) }
    )

    /// Every action has one: a test goes through them all.
    package static func deed(for action: Action) -> any Deed.Type {
        guard let deed = table[action] else {
            preconditionFailure("no deed stands for the action \(action.rawValue)")
        }
        return deed
    }
}

extension Draft {
    /// Decides one step: authority first, then the action's own rule.
    ///
    /// Pure: the same draft always gives the same decision.
    package mutating func decide() throws -> Verdict {
        if !asker.isDirect, !Authority.publicActions.contains(action) {
            return .refused(FieldValue.Line(.refusedGroup))
        }
        if asker.isDirect, let refusal = try auditRefusal() { return refusal }
        let verdict = try decideAllowed()
        if asker.isDirect { try noteAudit(verdict) }
        return verdict
    }

    private mutating func decideAllowed() throws -> Verdict {
        if let kind = namedKind, let deed = Deeds.onRecords[kind]?[action] {
            guard Authority.allows(action, on: kind, to: roles) else { return refusalByRole() }
            if let ref = namedRef, let refusal = try refusalOfArchived(ref) { return refusal }
            return try deed.decide(&self)
        }
        guard Authority.allows(action, to: asker.isDirect ? roles : [.voter]) else {
            return refusalByRole()
        }
        if try waitsForHead() { return try propose() }
        return try decideNow()
    }

    /// The kind of record whose sign stands before the number that the step names.
    private var namedKind: RecordKind? {
        guard let ref = namedRef else { return nil }
        return RecordKind.allCases.first { ref.hasPrefix($0.sign) }
    }

    private var namedRef: String? { arguments.text(.ref) ?? arguments.list(.refs).first }

    /// Decides the step by the action's own rule, as one that has every leave.
    mutating func decideNow() throws -> Verdict {
        let isVerified = try verifyOrdered()
        let verdict = try decideRest(Deeds.deed(for: action))
        return isVerified ? beside(verdict) : verdict
    }

    private mutating func decideRest(_ deed: any Deed.Type) throws -> Verdict {
        if let refusal = try conflict() { return refusal }
        if let said = dayThatIsNone { return refusedDate(said) }
        return try deed.decide(&self)
    }

    /// A day that no year has, as it was said; no action may take another day for it.
    ///
    /// Whoever tells of a problem or an inspection is not corrected: the words are kept.
    private var dayThatIsNone: String? {
        guard action != .fileMatter, action != .submitInspectionNote else { return nil }
        return [Slot.date, .due, .deadline, .fedBackOn, .sendOn, .since].lazy
            .compactMap { arguments.text($0) }.first { Day($0) == nil }
    }

    /// True for what the clerk may only propose, or do on the head's word.
    ///
    /// Assigning a matter that nobody accepted accepts it too, so that it waits as accepting does.
    private mutating func waitsForHead() throws -> Bool {
        guard Authority.handling.contains(action), !roles.contains(.head), !isAgreed,
            !isOnHeadsWord, !isOfPeriod
        else { return false }
        if rules.needsHead.contains(action) { return true }
        guard action == .assignMatter, rules.needsHead.contains(.acceptMatter) else {
            return false
        }
        var refs = arguments.list(.refs)
        if let ref = arguments.text(.ref) { refs.append(ref) }
        return try refs.contains { try lookUp($0)?.state == .registered }
    }

    /// True for a whole period, of which nothing is done before it was shown.
    private var isOfPeriod: Bool {
        namedRef == nil && (arguments.has(.period) || arguments.has(.status))
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
        var fields: [Field: FieldValue] = [.action: .term(action.term)]
        // Whoever works here is told whose it is; a voter, that the station's people do it.
        let kind = namedKind.flatMap { Deeds.onRecords[$0]?[action] == nil ? nil : $0 }
        let allowed = kind.flatMap { Authority.onRecords[$0]?[action] } ?? Authority.table[action]
        let whose = (allowed ?? []).subtracting([.auditor]).map(\.rawValue).sorted()
        if asker.person == nil { return .refused(FieldValue.Line(.refusedRole, fields)) }
        if roles != [.voter], !whose.isEmpty {
            fields[.role] = .terms(whose.map { "role." + $0 })
        } else {
            fields[.role] = .term("role.anyone_here")
        }
        return .refused(FieldValue.Line(.refusedRole, fields))
    }
}
