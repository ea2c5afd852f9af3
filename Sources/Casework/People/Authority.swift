/// Who may do what (`domain.md` §2): the one table.
///
/// Everybody is a voter too, so a row that names the voter names everybody. A deputy has no row
/// that assigns, replies for a unit, feeds back a promise or closes: 代表不直接处理.
package enum Authority {
    package static let table: [Action: Set<Role>] = [
        .queryStatus: [.voter],
        .fileMatter: [.voter],
        .supplementMatter: [.voter],
        .withdrawMatter: [.voter],
        .urgeMatter: [.voter],
        .rateMatter: [.voter],
        .queryReception: [.voter],
        .queryStation: [.voter],
        .subscribe: [.voter],
        .unsubscribe: [.voter],
        .help: [.voter],
        .requestHuman: [.voter],
        .greeting: [.voter],
        .acknowledge: [.voter],
        .bind: [.voter],
        .unbind: [.voter],
        .setLanguage: [.voter],
        .queryPrivacy: [.voter],
        .confirm: [.voter],
        .cancel: [.voter],
        .bookReception: [.voter],
        .cancelBooking: [.voter],
        .queryDeputy: [.voter],
        .setAnonymity: [.voter],
        .deleteMyData: [.voter],
        .queryMyData: [.voter],
        .correctMyData: [.voter],
        .giveConsent: [.voter],
        .wrongNumber: [.voter],
        .reportEmergency: [.voter],
        .takeOverMatter: [.voter],
        .renewCode: [.voter],
        .submitInspectionNote: [.deputy, .staff],
        .queryMyNotes: [.deputy, .staff, .head, .auditor],
        .supplementNote: [.deputy, .staff],
        .correctNote: [.deputy, .staff],
        .submitReceptionRecord: [.deputy, .staff],
        .followUp: [.deputy, .staff, .head],
        .submitSuggestion: [.deputy],
        .secondSuggestion: [.deputy],
        .convertToSuggestion: [.deputy, .staff, .head],
        .standIn: [.staff, .head],
        .handOver: [.staff, .head],
        .querySuggestions: [.deputy, .staff, .head, .presidium, .unit, .auditor],
        .rateReply: [.deputy],
        .requestMeeting: [.deputy],
        .confirmAttendance: [.deputy],
        .requestLeave: [.deputy],
        .swapDuty: [.deputy],
        .checkIn: [.deputy],
        .queryMyDuty: [.deputy],
        .submitDutyReport: [.deputy],
        .querySchedule: [.deputy, .staff, .head, .auditor],
        .escalate: [.deputy, .staff, .head],
        .listMatters: [.deputy, .staff, .head, .unit, .auditor],
        .verifyMatter: [.deputy, .staff, .head],
        .recordFeedback: [.deputy, .staff, .head],
        .acceptMatter: [.staff, .head],
        .declineMatter: [.staff, .head],
        .answerOnSpot: [.staff, .head],
        .assignMatter: [.staff, .head],
        .recordReply: [.staff, .head, .unit],
        .sendFeedback: [.staff, .head],
        .redoMatter: [.staff, .head],
        .closeMatter: [.staff, .head],
        .assignVerification: [.staff, .head],
        .submitForDiscussion: [.staff, .head],
        .mergeMatters: [.staff, .head],
        .urgeUnit: [.staff, .head],
        .extendDeadline: [.staff, .head],
        .archiveMatter: [.staff, .head],
        .correctRecord: [.staff, .head],
        .setConfidential: [.staff, .head],
        .viewContact: [.staff, .head, .unit],
        .requestLegalOpinion: [.staff, .head],
        .giveOpinion: [.adviser, .committee],
        .fewerTexts: [.voter],
        .auditLog: [.staff, .head, .auditor],
        .broadcast: [.staff, .head],
        .setReminder: [.staff, .head],
        .publish: [.staff, .head],
        .scheduleReception: [.staff, .head],
        .rescheduleReception: [.staff, .head],
        .cancelReception: [.staff, .head],
        .planActivity: [.staff, .head, .leader],
        .recordActivity: [.staff, .head, .leader],
        .queryPlan: [.deputy, .staff, .head, .presidium, .auditor],
        .scheduleDutyReport: [.staff, .head],
        .summary: [.staff, .head, .presidium, .auditor],
        .evaluationReport: [.staff, .head, .presidium, .auditor],
        .exportLedger: [.staff, .head, .auditor],
        .registerDeputy: [.staff, .head],
        .updateDeputy: [.staff, .head],
        .signReceipt: [.unit, .committee],
        .returnMatter: [.unit],
        .requestExtension: [.unit],
        .broadcastReceptionReminder: [.staff, .head],
        .broadcastStatus: [.staff, .head],
        .cancelBroadcast: [.staff, .head],
        .secondBroadcast: [.staff, .head],
        .sortItem: [.staff, .head],
        .quarantineContent: [.staff, .head],
        .askVoter: [.unit, .staff, .head],
        .recordPromise: [.staff, .head],
        .reopenMatter: [.staff, .head],
        .explainDelay: [.voter],
        .recordHeadquarters: [.staff, .head],
        .recordDocument: [.staff, .head],
        .recordAsset: [.staff, .head],
        .queryDocuments: [.voter],
        .approve: [.head],
        .reverse: [.head],
        // Notes.
        .finishNote: [.deputy, .staff],
        .recordAgain: [.deputy, .staff],
        .noteToMatter: [.deputy, .staff, .head],
        .recordMeasure: [.deputy, .staff, .head],
        // Receptions' records and plans.
        .signInVisitors: [.deputy, .staff],
        .closeSession: [.deputy, .staff, .head],
        .approvePlan: [.head, .presidium],
        .cancelActivity: [.staff, .head, .leader],
        // What is public, and what is inspected.
        .clearContact: [.deputy, .staff, .head],
        .inspectRecords: [.staff, .head, .auditor],
    ]

    /// What somebody may do who is an auditor and nothing else: look, and be a person in a chat.
    ///
    /// Nothing here changes what the station keeps of others; an emergency is everybody's.
    package static let forAuditors: Set<Action> = audited.union([
        .help, .greeting, .acknowledge, .wrongNumber, .bind, .unbind, .setLanguage, .queryPrivacy,
        .confirm, .cancel, .queryReception, .queryStation, .queryDeputy, .queryMyData,
        .reportEmergency,
    ])

    /// What an auditor's look at is itself written down.
    package static let audited: Set<Action> = [
        .queryStatus, .explainDelay, .listMatters, .auditLog, .inspectRecords, .summary,
        .evaluationReport, .exportLedger, .queryDocuments, .querySuggestions, .queryPlan,
        .querySchedule, .queryMyNotes,
    ]

    /// Who may do it where the number that it names is a record's (`建2026-0003`).
    ///
    /// Here too a deputy neither assigns nor answers; the presidium assigns.
    package static let onRecords: [RecordKind: [Action: Set<Role>]] = [
        .suggestion: [
            .queryStatus: [.deputy, .staff, .head, .presidium, .unit, .auditor],
            .acceptMatter: [.staff, .head, .presidium],
            .assignMatter: [.staff, .head, .presidium],
            .extendDeadline: [.staff, .head, .presidium],
            .recordReply: [.staff, .head, .unit],
            .recordPromise: [.staff, .head, .unit],
            .returnMatter: [.unit],
            .rateMatter: [.deputy],
            .supplementMatter: [.deputy],
            .urgeMatter: [.deputy],
            .withdrawMatter: [.deputy],
            .archiveMatter: [.staff, .head],
            .correctRecord: [.staff, .head],
        ],
        .paper: [
            .queryStatus: [.voter], .archiveMatter: [.staff, .head],
            .correctRecord: [.staff, .head],
        ],
        .meeting: [.closeMatter: [.staff, .head], .queryStatus: inspectors],
        .dutyReport: [.rateMatter: [.voter], .queryStatus: inspectors],
        .note: [.queryStatus: inspectors.union([.deputy]), .archiveMatter: [.staff, .head]],
        .activity: [.queryStatus: inspectors.union([.deputy])],
        .planItem: [.queryStatus: inspectors], .receptionSession: [.queryStatus: inspectors],
        .receptionRecord: [.queryStatus: inspectors], .standIn: [.queryStatus: inspectors],
        .clearedContact: [.queryStatus: inspectors], .auditView: [.queryStatus: inspectors],
    ]

    private static let inspectors: Set<Role> = [.staff, .head, .auditor]

    package static func allows(
        _ action: Action,
        on kind: RecordKind,
        to roles: Set<Role>
    ) -> Bool {
        !(onRecords[kind]?[action] ?? []).isDisjoint(with: roles)
            && (!roles.isAuditorOnly || audited.contains(action))
    }

    /// What is answered in a group: public facts only.
    package static let publicActions: Set<Action> = [.queryReception, .queryStation, .help]

    package static func allows(_ action: Action, to roles: Set<Role>) -> Bool {
        !(table[action, default: []].isDisjoint(with: roles))
            && (!roles.isAuditorOnly || forAuditors.contains(action))
    }

    /// Everything that some set of roles may do.
    package static func actions(for roles: Set<Role>) -> Set<Action> {
        Set(Action.allCases.filter { allows($0, to: roles) })
    }

    /// Acts that bring a matter to a unit: never to one that it complains of.
    package static let bringing: Set<Action> = [.assignMatter, .urgeUnit]

    /// Acts that would mean handling a matter: a deputy who tries one is told why not.
    package static let handling: Set<Action> = [
        .acceptMatter, .declineMatter, .answerOnSpot, .assignMatter, .recordReply, .sendFeedback,
        .redoMatter, .closeMatter, .mergeMatters, .urgeUnit, .extendDeadline, .archiveMatter,
        .recordPromise, .reopenMatter,
    ]
}
