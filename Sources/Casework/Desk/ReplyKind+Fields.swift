extension ReplyKind {
    /// The facts that a wording of this kind may name; some may be absent in a given reply.
    package var fields: Set<Field> {
        switch self {
        case .matterFiled, .matterFiledForOther:
            [.number, .code, .due, .list, .count, .subject, .place]
        case .mattersFiled: [.list, .count, .due]
        case .noSuchMatter: [.text]
        case .matterLine: [.number, .subject, .code]
        case .photoKept, .voiceKept, .fileKept, .placeKept, .stickerSeen: [.count]
        case .photoAdded: [.number, .item, .count]
        case .unsortedKept: [.item]
        case .matterSupplemented, .matterWordsReplaced: [.number]
        case .matterMoved: [.number, .place]
        case .placeCorrected: [.number, .subject, .place, .text]
        case .privacyNotice, .privacyFull: [.name, .address, .hours]
        case .newInstead, .ratingOrNew: []
        case .replyReplaced, .unitReplyReplaced: [.number, .subject, .unit, .answer, .text]
        case .closeAfterRemark, .refusedRemark: [.number, .subject, .text]
        case .withdrawAsked: [.number, .subject]
        case .emptyMessage: [.count]
        case .statusRegistered, .statusAccepted, .statusAssigned, .statusReplied, .statusFedBack,
            .statusClosed, .statusAnswered, .statusDeclined, .statusWithdrawn, .statusRated,
            .statusDissatisfied, .statusOverdue, .officeRegistered, .officeAccepted, .officeOverdue,
            .officeReplied, .officeFedBack, .officeRated, .officeClosed, .officeDeclined,
            .officeWithdrawn:
            [
                .number, .subject, .unit, .due, .date, .answer, .reason, .redirect, .rating, .since,
                .days, .list, .text,
            ]
        case .matterExplained, .explainedNotice, .headDecides:
            [.number, .subject, .unit, .reason, .rating, .text, .due]
        case .matterShared, .unitHelped, .unitHelps, .unitHelpEnded, .refusedHelper:
            [.number, .subject, .unit, .due, .list, .text, .place]
        case .helperReplied, .helperReply: [.number, .subject, .unit, .person, .text]
        case .extensionRefused, .unitExtensionRefused, .extensionNotAsked:
            [.number, .subject, .unit, .due, .until, .reason]
        case .unitNotReached: [.unit, .number]
        case .detailAsked: [.example]
        case .orderLeft: [.number, .action]
        case .replyTakenBack, .staffReplyTakenBack:
            [.number, .subject, .unit, .reason]
        case .extensionNeedless, .staffWithinTerm: [.number, .subject, .unit, .due, .date, .reason]
        case .suggestionOwn: [.number]
        case .statusMerged, .officeMerged: [.number, .subject, .total]
        case .receiptSigned, .receiptKnown: [.number, .subject, .due]
        case .staffReceiptSigned, .unitRelieved: [.number, .subject, .unit, .due]
        case .unitWithdrawn: [.number, .subject]
        case .matterReturned: [.number, .subject, .unit]
        case .staffReturned: [.number, .subject, .unit, .reason, .next]
        case .extensionAsked: [.number, .subject, .due, .until]
        case .staffExtensionAsked: [.number, .subject, .unit, .due, .until, .reason]
        case .deadlineExtended, .extensionNotice, .unitExtended:
            [.number, .subject, .unit, .due, .date, .reason, .kind, .sent]
        case .unitUrged, .unitSupervised, .unitUrging, .unitSupervision:
            [.unit, .count, .list]
        case .urgeLine: [.number, .subject, .due]
        case .splitHow: [.number, .text]
        case .tellingPassedOn: [.number, .unit]
        case .matterMerged, .mergedNotice, .staffParted, .matterParted, .partedNotice:
            [.number, .total, .subject]
        case .meetingList: [.list, .count, .total]
        case .meetingListLine: [.number, .unit, .subject, .person, .date]
        case .meetingNone: []
        case .matterArchived: [.number, .subject, .period]
        case .manyPreview, .manyDone, .manyNone: [.action, .count, .list, .skipped, .samples]
        case .refusedArchived: [.number, .date]
        case .refusedNotArchived: [.number]
        case .refusedNoEntry: [.text]
        case .verificationAsked: [.number, .subject, .count]
        case .verificationTask: [.number, .subject, .place, .count]
        case .matterDiscussed: [.number, .subject, .date]
        case .voterAsked, .voterQuestion, .voterQuestionByHand: [.number, .subject, .text]
        case .voterAnswer: [.number, .subject, .text, .due]
        case .promiseRecorded, .promiseNotice: [.number, .subject, .result, .due]
        case .matterReopened, .reopenedNotice, .unitReopened:
            [.number, .subject, .unit, .due, .reason, .sent]
        case .recordCorrected: [.number, .subject]
        case .opinionAsked: [.number, .subject, .text]
        case .opinionTask: [.number, .subject, .text, .answer]
        case .staffDueSoon, .unitDueSoon: [.number, .subject, .unit, .due, .state]
        case .staffOverdue, .unitOverdue, .overdueNotice:
            [.number, .subject, .unit, .due, .state, .days]
        case .staffLapsed: [.number, .subject, .days]
        case .historyLine: [.date, .action, .due, .unit]
        case .historyOverdue, .historyInTime, .historyPaused:
            [.number, .subject, .list, .due, .reason, .days, .unit, .state]
        case .refusedNotLater: [.date, .due]
        case .refusedHasLinked: [.number]
        case .refusedStillOpen: [.number, .subject, .state]
        case .refusedGroupNumber: [.count]
        case .refusedNoAdviser: []
        case .statusByCode: [.number, .state, .unit, .due]
        case .statusList: [.list, .count, .total]
        case .statusListLine: [.number, .subject, .state, .unit, .due]
        case .statusNone, .matterUnknown: []
        case .matterAcceptedNotice: [.number, .subject, .due]
        case .matterDeclinedNotice: [.number, .subject, .reason, .redirect]
        case .matterAssignedNotice: [.number, .subject, .unit, .due, .date, .list]
        case .matterAnsweredNotice: [.number, .subject, .answer]
        case .feedbackNotice: [.number, .subject, .unit, .answer]
        case .redoNotice: [.number, .subject, .unit, .due]
        case .matterUrged: [.number, .state, .unit, .due, .count, .subject]
        case .urgeAgainTooSoon: [.number, .state, .unit, .due, .days]
        case .matterWithdrawn: [.number, .subject]
        case .matterTakenOver: [.number, .subject, .code]
        case .matterRated, .matterRatedDissatisfied, .ratingRecorded: [.number, .rating, .due]
        case .refusedNothingToRate: [.number, .subject]
        case .codeRenewed: [.number, .code]
        case .codeUnknown, .codeSlowed: []
        case .reception: [.date, .hours, .address, .deputies]
        case .receptionBothCalendars: [.list, .date, .hours, .address]
        case .receptionList: [.year, .list, .count]
        case .receptionListLine: [.date]
        case .receptionOutsideTable: [.year]
        case .receptionRule: [.date, .hours]
        case .stationAddress, .stationAbout: [.name, .address, .hours, .date]
        case .subscribed, .unsubscribed, .notSubscribed: [.topic, .date, .place]
        case .help: [.list, .role]
        case .helpLine: [.action, .example]
        case .humanRequested: [.item, .hours, .address]
        case .greeting: [.name]
        case .acknowledged, .wrongNumber: []
        case .emergency: [.item, .phone]
        case .emergencyMore: [.item]
        case .languageChosen: [.language]
        case .noteSubmitted: [.number, .place, .date, .subject, .needed]
        case .noteList: [.list, .count, .total]
        case .noteListLine: [.number, .date, .place, .subject, .kind]
        case .noteNone: []
        case .deputyNeverHandles: [.number]
        case .mattersList: [.list, .count, .total, .example]
        case .mattersListLine: [.number, .place, .subject, .state, .unit, .due, .kind, .list]
        case .mattersNone: []
        case .queue: [.list, .count]
        case .queueSection: [.topic, .count, .list]
        case .queueLine: [.number, .subject, .unit, .due, .place, .until]
        case .queueUnsortedLine: [.item, .subject, .date]
        case .queueEmpty: []
        case .matterAccepted, .matterVerified, .matterDeclined, .matterAssigned, .replyRecorded,
            .feedbackQueued, .feedbackTellByHand, .feedbackRecorded, .matterClosed,
            .matterAnswered, .redoRecorded:
            [
                .number, .subject, .unit, .due, .result, .reason, .redirect, .answer, .channel,
                .person, .date, .next, .list, .since, .sent,
            ]
        case .itemSorted: [.item, .number, .sent]
        case .contentQuarantined: [.number, .count]
        case .proposed: [.number, .action]
        case .approvalAsked, .approvalLine: [.number, .action, .subject, .reason, .due, .until]
        case .approved: [.list, .count]
        case .returnedByHead: [.number, .action, .reason]
        case .reversed: [.number, .action, .state]
        case .headDigest: [.list, .count]
        case .headDigestLine: [.number, .action, .subject]
        case .staffNewMatter: [.number, .subject, .place, .due, .kind]
        case .confirmOrder, .orderToWord: [.number, .unit, .due, .text, .answer]
        case .secretKept: [.number]
        case .staffUnsorted: [.item, .subject]
        case .staffFeedbackFailed: [.number, .subject, .reason]
        case .staffFeedbackUnread: [.number, .subject, .days]
        case .staffUrged: [.number, .count, .subject, .unit, .due]
        case .staffRated: [.number, .rating, .text]
        case .staffWithdrawn, .staffSupplemented: [.number, .subject, .text]
        case .staffHumanRequested: [.item, .subject]
        case .staffGuessing: [.count]
        case .staffQuarantined: [.item, .reason]
        case .staffUnpolled: [.since, .until]
        case .staffWordsRefused: [.text, .count]
        case .staffLate: [.since]
        case .staffUnitReplied: [.number, .unit, .answer]
        case .unitAssigned: [.number, .text, .place, .due, .list]
        case .unitRedo: [.number, .text, .place, .due, .list, .reason, .rating, .answer]
        case .tellByHandTask: [.number, .person, .answer]
        case .reminderText: [.date, .hours, .address, .deputies, .name]
        case .receptionLast, .receptionTime, .receptionDeputies, .receptionNoDeputies:
            [.date, .hours, .address, .deputies]
        case .receptionMonth, .receptionMonthNone:
            [.month, .year, .count, .list, .next, .hours]
        case .receptionOff, .receptionElsewhen:
            [.list, .date, .hours, .address, .reason, .deputies]
        case .receptionMovePreview, .receptionMoved, .receptionCancelPreview,
            .receptionBackPreview, .receptionBack,
            .receptionCancelled:
            [.date, .next, .reason, .kind, .count]
        case .receptionMovedNotice, .receptionCancelledNotice, .receptionBackNotice, .dutyMoved:
            [.since, .date, .hours, .address, .reason, .next, .deputies]
        case .receptionScheduled, .dutyShown, .rosterNotice, .scheduleListLine:
            [.date, .deputies, .skipped, .samples, .needed, .count, .list, .person, .name]
        case .receptionAddPreview: [.date, .deputies, .next]
        case .noticeForBoard:
            [.date, .deputies, .skipped, .samples, .needed, .count, .hours, .address]
        case .dutyGiven, .dutyEnded: [.date, .hours, .address]
        case .receptionAlready, .receptionGone, .receptionStands: [.date]
        case .confirmItemContact: [.item, .reason, .code]
        case .itemContactShown: [.item, .text]
        case .bookingList, .bookingListNone: [.date, .count, .total, .list]
        case .bookingListLine: [.count, .name, .kind, .topic]
        case .deputyDutyOfKind: [.name, .topic, .count, .since, .until, .list, .needed]
        case .deputiesIdle, .deputiesIdleNone: [.since, .until, .count, .total, .list]
        case .broadcastOfficeText: [.name, .text]
        case .refusedNoReception, .notOnDuty: [.date, .next]
        case .refusedLunarDay: [.text, .month, .item]
        case .refusedNoDeputy: [.name, .list]
        case .attendanceConfirmed: [.date, .hours, .address]
        case .leaveTaken: [.date]
        case .staffBack: [.date, .name]
        case .staffLeave: [.date, .name, .reason, .needed, .deputies]
        case .checkedIn, .checkedInBefore: [.time, .date, .place]
        case .swapAsked, .swapAskedOfYou, .swapDone, .swapDeclined, .swapBothOnDuty:
            [.date, .name, .person, .next]
        case .swapUnreachable: [.name]
        case .swapGone, .scheduleNone, .bookingNone: []
        case .scheduleList: [.list, .count, .total, .hours]
        case .bookingMade, .bookedBefore, .bookingFull, .bookingNoReception, .bookingMorningOnly:
            [.date, .hours, .address, .count, .next, .kind, .deputies, .name]
        case .bookingStands, .bookingNotMade:
            [.date, .hours, .address, .count, .kind, .deputies]
        case .bookingCancelled, .bookingLine: [.date, .count, .kind]
        case .bookingWhich: [.count, .list]
        case .homeVisitAsked: [.item]
        case .restDayProposed: [.date, .next, .since, .until, .kind]
        case .receptionToday, .attendanceAsked, .dutyTomorrow, .bookingTomorrow:
            [.date, .hours, .address, .deputies, .name]
        case .recordsAsked: [.date, .deputies, .count, .total]
        case .feedbackDue: [.count, .list]
        case .activityMissing: [.list, .item, .until]
        case .paperDue: [.year, .topic]
        case .sessionDigest: [.date, .count, .list, .total, .samples]
        case .sessionDigestLine: [.topic, .count]
        case .holidayTableMissing: [.year]
        case .holidayTableLoaded: [.year, .count]
        case .holidayTableBroken: [.text]
        case .remindersMissed, .reminderPlan: [.count, .list]
        case .reminderPlanLine: [.topic, .date]
        case .reminderTimed: [.days, .time]
        case .refusedReminderDays: [.since, .until]
        case .dueRecomputed, .screeningRecomputed: [.number, .subject, .unit, .due, .since]
        case .broadcastText: [.name, .text]
        case .broadcastPreview, .broadcastPreviewCode:
            [
                .failed,
                .count, .text, .samples, .code, .skipped, .audience, .list, .person, .time,
                .reason, .until,
            ]
        case .broadcastQueued: [.item, .count, .time, .reason, .until]
        case .broadcastReport, .broadcastStatus:
            [
                .item, .date, .total, .sent, .failed, .uncertain, .skipped, .count, .list, .next,
                .state, .time,
            ]
        case .broadcastMissed: [.person, .reason]
        case .broadcastNobody: [.audience, .skipped, .list]
        case .broadcastVoid, .broadcastNone: []
        case .broadcastCancelled: [.item, .sent]
        case .broadcastNotOpen: [.item, .state]
        case .broadcastStillOpen, .broadcastAgreed, .broadcastReturned, .broadcastLate,
            .broadcastStillWaits:
            [.item]
        case .broadcastNothingAgain: [.item, .skipped]
        case .broadcastTooLong: [.count, .total]
        case .broadcastTooLate: [.time]
        case .broadcastNoSecond: [.count]
        case .broadcastProposed, .broadcastNotYours: [.item, .person]
        case .broadcastSecondAsked: [.item, .person, .count, .text, .audience]
        case .refusedAudience, .refusedVariable, .refusedVillage: [.text, .list]
        case .audienceGroup, .audienceGroupLeader: [.count]
        case .audienceVillage: [.place]
        case .audienceLevel: [.text]
        case .bound: [.role, .name, .example, .until]
        case .boundNotice: [.role, .name]
        case .bindCodeWrong, .bindSlowed, .unbindUnknown, .notBound: []
        case .unbound: [.name]
        case .refusedRole: [.action, .role]
        case .refusedGroup: []
        case .refusedState: [.number, .state, .options, .action]
        case .refusedVerifyFirst, .refusedDiscussFirst, .refusedNoReply,
            .refusedEnded, .refusedNotFedBack, .refusedDissatisfied, .refusedBasis:
            [.number, .state, .unit, .reason, .needed]
        case .refusedUnit: [.text, .list]
        case .refusedDate, .refusedPastDate: [.text, .date]
        case .refusedFutureDate: [.number, .date]
        case .refusedItem: [.item]
        case .confirmErasure: [.number, .count, .code]
        case .nothingToConfirm, .confirmationLate, .confirmationWrong, .nothingToCancel: []
        case .cancelled: [.action]
        case .mendedSaid: [.number, .subject]
        case .placeWanted, .helpShort: []
        case .villageUnknown: [.list, .count, .place]
        case .itemPhoneHint: [.item]
        case .itemShown: [.item, .since, .text, .count, .state]
        case .itemAnswered: [.item, .text]
        case .itemTold: [.item]
        case .itemList: [.count, .list]
        case .matterRestored, .staffRestored, .unitRestored:
            [.number, .subject, .state, .unit, .due]
        case .nothingToRestore: []
        case .notUnderstood, .notUnderstoodStaff: [.example]
        case .passedToPerson: [.item]
        case .meaningAsked: [.action, .number, .text, .example]
        case .newOrAboutAsked: [.number]
        case .couldNotApply, .attachmentFailed: []
        case .staffNewMatterHint:
            [.number, .subject, .place, .due, .reason, .redirect, .example, .kind]
        case .staffEmergencyMore: [.item, .text]
        case .staffEmergency: [.item, .phone, .text]
        case .staffMaybeEmergency: [.text]
        case .dangerPhones: []
        case .answerUncorrected: [.number, .answer]
        case .feedbackWithout: [.number, .text]
        case .feedbackKnown: [.number, .subject, .rating]
        case .orderDenied: [.action, .list, .unit]
        case .confirmationDropped, .confirmationWaits: [.action]
        case .identityHidden: []
        case .refusedConflict: [.number, .unit, .list, .redirect]
        case .tellEndingTask: [.number, .subject, .person, .reason, .redirect, .answer]
        case .tellingOwed: [.number, .person]
        case .anonymitySet, .confidentialitySet, .confidentialityLifted, .confidentialityNone,
            .refusedDisclosure:
            [.number, .unit, .person, .list]
        case .staffBrewing: [.count, .days, .place, .topic, .list, .total, .number]
        case .brewingLine: [.number, .subject]
        case .staffRisk: [.number, .subject, .item, .text]
        case .escalationRaised: [.number, .subject, .since, .person]
        case .headEscalation, .staffEscalation, .escalationPassed, .escalationLast:
            [.number, .text, .since, .person, .role, .count]
        case .confirmEscalation, .escalated, .staffEscalated, .escalationKnown:
            [.number, .subject, .since, .until, .count, .code, .person]
        case .escalationNone: []
        case .escalationMore: [.number]
        case .officeEscalationMore: [.number, .text, .person]
        case .officeMaybeDanger: [.text, .person]
        case .escalationDropped: [.number, .person, .reason]
        case .headquartersRecorded, .promisedToday, .disputeResolved:
            [.number, .subject, .date, .due, .text, .result]
        case .followUpNoted, .staffFollowedUp: [.number, .subject, .count, .person, .text]
        case .myData: [.count, .list, .name, .phone, .topic, .language]
        case .confirmDeletion: [.count, .code]
        case .dataDeleted, .staffForgotten: [.count, .list]
        case .refusedOfficeData: []
        case .dataCorrected: [.name, .phone, .count]
        case .dataUnknown: []
        case .consentNoted, .consentAsked, .consentNeeded, .unitContact:
            [.number, .subject, .unit, .phone, .name]
        case .confirmContact, .contactShown, .contactNone, .contactAnonymous:
            [.number, .name, .phone, .reason, .code, .place]
        case .summary: [.period, .topic, .total, .count, .list]
        case .summaryGrouped: [.period, .topic, .total, .count, .list, .name]
        case .summaryNone, .ledgerEmpty: [.period, .topic]
        case .summaryShare: [.name, .result]
        case .summaryCount: [.name, .count]
        case .summaryVisits: [.count, .total, .result, .skipped]
        case .summaryPast: [.count, .list]
        case .pastNote: [.number, .code, .text, .count, .date]
        case .summaryActivities: [.total, .list]
        case .evaluation, .evaluationNone: [.period, .result, .total, .list, .count]
        case .evaluationLine: [.name, .result, .total, .list]
        case .paperRecorded, .paperAnswered, .paperListLine:
            [.number, .name, .subject, .date, .count, .item]
        case .paperShown: [.number, .name, .subject, .date, .count, .item, .text, .answer]
        case .paperList: [.list, .count, .total]
        case .paperNone, .assetOneByOne: []
        case .published: [.count, .total, .date, .example]
        case .ledgerExport: [.period, .count, .since, .until, .example]
        case .auditLog: [.number, .list, .count]
        case .auditLine: [.since, .person, .action]
        case .auditViews: [.list, .count]
        case .auditViewLine: [.number, .since, .person, .action, .subject]
        case .auditViewsNone, .auditEnded: []
        case .refusedAuditor: [.action]
        case .staffAuditEnded: [.name]
        case .recordCounts: [.list, .count]
        case .recordCountLine: [.topic, .count]
        case .recordList: [.topic, .period, .list, .count, .total]
        case .recordListLine, .recordShown: [.number, .topic, .date, .person, .state]
        case .recordNone: [.topic, .period, .text]
        case .visitShown: [.number, .date, .deputies, .place, .name, .phone, .list, .count]
        case .visitItemLine: [.topic, .subject, .result]
        case .ledgerPage: [.period, .list, .count, .total]
        case .ledgerLine: [.number, .subject, .state, .unit, .due, .date, .until, .rating, .total]
        case .contactCleared, .contactWithdrawn, .contactNotPublic: [.name, .phone]
        case .feedbackWaived: [.number, .subject]
        case .noteAdded: [.number, .subject, .needed]
        case .noteWaits: [.number, .needed]
        case .noteNotOpen, .noteNothingAgain: []
        case .noteUnknown: [.text]
        case .noteEnded, .noteKnown, .noteSupplemented, .noteCorrected, .noteShown,
            .noteFollowedUp, .noteFollowUpDue:
            [
                .number, .date, .kind, .place, .subject, .needed, .count, .person, .deputies,
                .topic, .total, .list, .text,
            ]
        case .noteLine: [.topic, .text]
        case .noteMatterMade: [.number, .item, .subject, .due, .code]
        case .photoOffered: [.number, .date, .place, .subject, .kind]
        case .measureSet, .measureLine, .measureDoneLine, .measureDone, .measuresAllDone,
            .measureUnknown, .measureDue:
            [
                .number, .item, .text, .due, .date, .total, .count, .result, .place, .kind,
                .subject,
            ]
        case .suggestionSubmitted, .suggestionCosignAsked, .suggestionSeconded,
            .suggestionSecondedNotice, .suggestionSupplemented, .suggestionWithdrawn,
            .suggestionStands, .suggestionRegistered, .suggestionAssigned, .suggestionRelieved,
            .suggestionWidened, .suggestionObjected, .suggestionObjectionLate, .suggestionOpinion,
            .suggestionReplyRecorded, .suggestionReplied, .suggestionClassed, .suggestionRedo,
            .suggestionClosed, .suggestionUrged, .suggestionDueSoon, .suggestionOverdue,
            .suggestionStatus, .suggestionListLine, .matterSuggestion, .staffSuggestion,
            .staffSuggestionObjected, .staffSuggestionReplied, .staffSuggestionUrged,
            .unitSuggestion, .unitSuggestionOpinion, .unitOpinionGiven, .unitSuggestionRedo,
            .voterSuggested, .voterSuggestionAssigned, .voterSuggestionWidened,
            .voterSuggestionReplied, .voterSuggestionRedo, .voterSuggestionClosed,
            .voterSuggestionWithdrawn:
            [
                .number, .item, .subject, .state, .person, .name, .deputies, .count, .total,
                .unit, .due, .until, .days, .topic, .text, .answer, .result, .rating, .needed,
                .reason, .next, .date, .list,
            ]
        case .suggestionLeadOnly, .suggestionNeedsPresidium: [.number, .person]
        case .suggestionUnknown: [.text]
        case .suggestionNotFrom: [.number, .subject, .state]
        case .suggestionLeadAsked, .suggestionLeadAskedOfYou: [.name, .person, .count, .list]
        case .suggestionLeadUnreachable: [.name]
        case .suggestionNothingToRate, .suggestionNone: []
        case .suggestionList: [.list, .count, .total]
        case .rosterPreview, .rosterChanged, .rosterSame:
            [.name, .state, .item, .kind, .since, .until, .count]
        case .refusedRoster: [.name, .reason, .count]
        case .rosterLeft, .handOverList, .handOverPreview, .handedOver, .handedOverToYou:
            [.name, .person, .count, .list]
        case .handOverNone, .refusedNobody: [.name]
        case .standInSet, .standInOfYou: [.name, .person, .since, .until]
        case .openTaskLine: [.topic, .number, .date, .subject, .person, .count]
        case .myDuty: [.since, .until, .count, .list, .needed, .total]
        case .dutyLine: [.topic, .count]
        case .dutyNeedLine, .dutyReportLine: [.topic, .count, .needed]
        case .myDutyOfKind: [.topic, .count, .since, .until, .list, .needed]
        case .dutyEntryLine: [.date, .topic, .number, .kind]
        case .deputyShown:
            [.name, .year, .item, .kind, .phone, .list, .address, .hours, .result]
        case .deputyList, .deputyLeader: [.item, .place, .person, .deputies, .address]
        case .dutyReportAsked, .dutyReportScheduled: [.date, .deputies, .place, .year]
        case .dutyReportsMissing, .staffDutyReportDue: [.year, .count, .total, .deputies]
        case .dutyReportDue: [.year, .date]
        case .dutyReportDraft: [.year, .list, .total]
        case .dutyReportKnown, .dutyReportSubmitted, .staffDutyReport, .dutyReportShown,
            .dutyReportRated:
            [.number, .name, .year, .date, .place, .total, .sent, .count, .failed, .rating]
        case .meetingRequested, .staffMeetingRequested, .meetingHeld:
            [.number, .unit, .subject, .person, .date]
        case .opinionGiven, .opinionKept: [.number, .subject, .person, .text]
        case .committeeEscalation: [.number, .text, .since, .until, .count, .person]
        case .fewerTextsSet: [.state]
        case .newsDigest, .unitMorning: [.list, .count]
        case .newsLine: [.number, .subject, .state, .unit, .due, .since]
        case .unitMorningLine: [.number, .subject, .state, .due]
        case .debtLine: [.topic, .count, .list, .since]
        case .activityPlanned, .activityRecorded, .activityLine, .activityNotice,
            .activityRecordAsked, .activityAttended, .activityLeave, .staffActivityLeave,
            .activityCheckedIn, .activityCancelled, .activityHeldAlready, .activityShown,
            .activityReplanned, .activityChanged, .activityCorrected, .staffActivityAttends,
            .activityOver, .activityNoticeMissed:
            [
                .since, .number, .date, .kind, .item, .topic, .place, .count, .needed, .person,
                .reason,
                .time, .text, .list, .deputies, .skipped, .samples, .state, .sent, .failed,
            ]
        case .activityUnknown, .visitUnknown: [.text]
        case .visitKnown: [.item]
        case .visitorsMissing: [.item, .count, .total]
        case .activitiesAhead: [.count, .list]
        case .planItemAdded, .planLine, .planDoneLine, .planItemDropped:
            [.number, .year, .item, .place, .kind, .topic, .person, .subject]
        case .planApproved: [.count, .person, .year]
        case .planNothingOpen, .gridWhole, .sessionNone: []
        case .planList, .planEmpty: [.since, .until, .total, .count, .year, .needed, .list]
        case .activityGrid: [.since, .until, .list]
        case .gridLine, .gapLine: [.item, .list]
        case .gridGaps: [.list, .count]
        case .collectiveShare: [.count, .total, .result]
        case .visitRegistered, .visitAnswered:
            [.item, .number, .subject, .code, .due, .result, .redirect, .count]
        case .totalsStated: [.date, .count, .total, .item, .sent]
        case .visitorsSignedIn: [.date, .count, .total]
        case .sessionClosed, .sessionNotSignedIn, .sessionNotFitting, .sessionItemsNotFitting,
            .sessionAnswersNotFitting:
            [.date, .count, .total, .item, .sent, .skipped, .needed]
        }
    }
}
