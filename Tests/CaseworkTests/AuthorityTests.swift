import Casework
import Testing

@Suite struct `Who may do what` {
    /// The person of the paper station who holds that role and no other.
    static let holders: [Role: String] = [
        .voter: "voter", .deputy: "deputy", .leader: "leader", .staff: "staff", .head: "head",
        .unit: "unit", .presidium: "presidium", .adviser: "adviser", .auditor: "auditor",
        .committee: "committee",
    ]

    /// What everybody may do.
    static let voters: Set<Action> = [
        .explainDelay,
        .queryStatus, .fileMatter, .supplementMatter, .withdrawMatter, .urgeMatter, .rateMatter,
        .queryReception, .queryStation, .subscribe, .unsubscribe, .help, .requestHuman, .greeting,
        .acknowledge, .bookReception, .cancelBooking, .queryDeputy, .setAnonymity, .deleteMyData,
        .queryMyData, .correctMyData, .giveConsent, .wrongNumber, .reportEmergency, .bind, .unbind,
        .setLanguage, .queryPrivacy, .confirm, .cancel,
        .takeOverMatter, .renewCode, .queryDocuments, .fewerTexts,
    ]

    static let deputies: Set<Action> = [
        .submitInspectionNote, .queryMyNotes, .listMatters, .verifyMatter, .recordFeedback,
        .supplementNote, .correctNote, .followUp, .submitReceptionRecord, .submitSuggestion,
        .secondSuggestion, .convertToSuggestion, .rateReply, .requestMeeting, .confirmAttendance,
        .requestLeave, .swapDuty, .checkIn, .queryMyDuty, .querySchedule, .submitDutyReport,
        .escalate, .queryPlan, .querySuggestions,
        .finishNote, .recordAgain, .noteToMatter, .recordMeasure, .signInVisitors, .closeSession,
        .clearContact,
    ]

    static let units: Set<Action> = [
        .askVoter,
        .listMatters, .recordReply, .signReceipt, .returnMatter, .requestExtension,
        .viewContact, .querySuggestions,
    ]

    static let clerks: Set<Action> = [
        .submitInspectionNote, .supplementNote, .correctNote, .submitReceptionRecord,
        .finishNote, .recordAgain, .signInVisitors,
    ]

    static let handlers: Set<Action> = [
        .askVoter, .recordPromise, .reopenMatter, .queryMyNotes,
        .acceptMatter, .declineMatter, .answerOnSpot, .assignMatter, .recordReply, .sendFeedback,
        .recordFeedback, .redoMatter, .closeMatter, .verifyMatter, .listMatters,
        .broadcastReceptionReminder, .broadcastStatus, .cancelBroadcast, .secondBroadcast,
        .sortItem,
        .quarantineContent, .followUp, .querySchedule, .escalate, .assignVerification,
        .submitForDiscussion, .mergeMatters, .urgeUnit, .extendDeadline, .archiveMatter,
        .correctRecord, .setConfidential, .viewContact, .requestLegalOpinion, .auditLog, .broadcast,
        .setReminder, .publish, .scheduleReception, .rescheduleReception, .cancelReception,
        .planActivity, .recordActivity, .queryPlan, .scheduleDutyReport, .summary,
        .evaluationReport, .exportLedger, .registerDeputy, .updateDeputy, .recordHeadquarters,
        .recordDocument, .recordAsset,
        .noteToMatter, .recordMeasure, .convertToSuggestion, .querySuggestions, .closeSession,
        .standIn, .handOver, .cancelActivity, .clearContact, .inspectRecords,
    ]

    @Test(
        arguments: [
            (.voter, voters),
            (
                .presidium,
                voters.union([
                    .queryPlan, .summary, .evaluationReport, .querySuggestions, .approvePlan,
                ])
            ),
            (.adviser, voters.union([.giveOpinion])),
            (.committee, voters.union([.giveOpinion, .signReceipt])),
            (
                .auditor,
                [
                    .queryStatus, .explainDelay, .listMatters, .auditLog, .inspectRecords,
                    .summary, .evaluationReport, .exportLedger, .queryDocuments, .queryMyNotes,
                    .querySuggestions, .queryPlan, .querySchedule, .queryReception, .queryStation,
                    .queryDeputy, .queryMyData, .help, .greeting, .acknowledge, .wrongNumber,
                    .bind, .unbind, .setLanguage, .queryPrivacy, .confirm, .cancel,
                    .reportEmergency,
                ]
            ),
            (.deputy, voters.union(deputies)),
            (
                .leader,
                voters.union(deputies).union([.planActivity, .recordActivity, .cancelActivity])
            ),
            (.unit, voters.union(units)),
            (.staff, voters.union(handlers).union(clerks)),
            (
                .head,
                voters.union(handlers).union(deputies).union([.approve, .reverse, .approvePlan])
            ),
        ] as [(Role, Set<Action>)]
    )
    func `is one table`(role: Role, actions: Set<Action>) throws {
        let station = PaperStation()
        let holder = try #require(Self.holders[role])
        let person = try #require(station.person(holder))
        #expect(Authority.actions(for: person.roles) == actions)
    }

    @Test(arguments: Action.allCases)
    func `is asked of everybody before anything else`(action: Action) throws {
        for (role, who) in Self.holders {
            var station = PaperStation()
            let answer = try station.ask(who, action)
            let isRefused = answer.said.contains {
                [.refusedRole, .deputyNeverHandles, .refusedAuditor].contains($0)
            }
            let roles = try #require(station.person(who)).roles
            #expect(
                isRefused == !Authority.allows(action, to: roles),
                "\(action.rawValue) by \(role.rawValue): \(answer.said)"
            )
            if isRefused { #expect(answer.events.isEmpty) }
        }
    }

    @Test(arguments: Action.allCases)
    func `has a row for every action`(action: Action) {
        #expect(Authority.table[action]?.isEmpty == false)
        #expect(Deeds.deed(for: action).action == action)
    }

    @Test func `gives each deed one action`() {
        #expect(Set(Deeds.all.map { $0.action }).count == Deeds.all.count)
    }

    @Test(arguments: Authority.handling, ["deputy", "leader"])
    func `never lets a deputy handle a matter`(action: Action, who: String) throws {
        var station = PaperStation()
        let number = try station.matter(in: .accepted)
        let answer = try station.ask(
            who,
            action,
            [
                .ref: number.typed, .unit: "城建办", .text: "好了", .reason: "litigation",
                .redirect: "法院", .basis: .flag,
            ]
        )
        #expect(
            answer.verdict
                == .refused(FieldValue.Line(.deputyNeverHandles, [.number: .number(number)]))
        )
        #expect(answer.events.isEmpty)
    }

    @Test func `lets a deputy's matter be closed by nobody but the desk`() {
        for action in Authority.handling {
            let allowed = Authority.table[action, default: []]
            #expect(allowed.isSubset(of: [.staff, .head, .unit]))
        }
    }

    @Test(arguments: Action.allCases, ["voter", "staff", "head", "deputy"])
    func `in a group is public facts alone`(action: Action, who: String) throws {
        var station = PaperStation()
        let answer = try station.ask(who, action, inGroup: true)
        if [.queryReception, .queryStation, .help].contains(action) {
            #expect(answer.verdict == .done)
        } else {
            #expect(answer.verdict == .refused(FieldValue.Line(.refusedGroup)))
        }
        #expect(answer.events.isEmpty)
    }

    @Test func `ends for a person whose offices end`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .registered)
        station.append(.officesEnded(person: station.id("staff")))
        let answer = try station.ask("staff", .acceptMatter, [.ref: number.typed])
        #expect(answer.said == [.refusedRole])
    }

    @Test func `gives the desk itself nothing to ask for`() throws {
        let station = PaperStation()
        for action in Action.allCases {
            var draft = Draft(
                step: Step(action),
                by: Asker(person: nil, address: nil),
                at: station.now,
                view: station,
                rules: station.rules,
                chance: station.chance
            )
            #expect(
                try draft.decide()
                    == .refused(
                        FieldValue.Line(.refusedRole, [.action: .term("action." + action.rawValue)])
                    )
            )
        }
    }
}
