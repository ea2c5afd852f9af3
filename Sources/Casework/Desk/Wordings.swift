/// Every sentence the desk can say, by meaning; the words stand under `commands/`.
///
/// The raw value is the key in a file's `replies`. ``fields`` says what each may name; the
/// phrasebook check refuses a wording that names another field.
package enum ReplyKind: String, Sendable, Codable, CaseIterable {
    // Filing.
    case matterFiled, mattersFiled, matterFiledForOther, matterLine
    case photoKept, photoAdded, voiceKept, fileKept, placeKept, stickerSeen
    case unsortedKept, newInstead, matterSupplemented, matterWordsReplaced
    case matterMoved, placeCorrected
    case privacyNotice, privacyFull
    case emptyMessage
    // Asking how it stands.
    case statusRegistered, statusAccepted, statusAssigned, statusReplied, statusFedBack
    case statusClosed, statusAnswered, statusDeclined, statusWithdrawn, statusByCode
    case officeRegistered, officeAccepted, officeOverdue, officeReplied, officeFedBack
    case officeMerged, officeRated, officeClosed, officeDeclined, officeWithdrawn
    case statusList, statusListLine, statusNone, matterUnknown, noSuchMatter
    // What the voter hears unasked.
    case matterAcceptedNotice, matterDeclinedNotice, matterAssignedNotice, matterAnsweredNotice
    case feedbackNotice, redoNotice
    // What the voter does with a matter.
    case mendedSaid
    case placeWanted, statusRated, statusDissatisfied, statusOverdue
    case itemShown, itemAnswered, itemTold, itemList, helpShort, villageUnknown
    case matterRestored, staffRestored, unitRestored, nothingToRestore
    case withdrawAsked
    case matterUrged, urgeAgainTooSoon, matterWithdrawn, matterRated, matterRatedDissatisfied
    case ratingRecorded
    case receptionStands, replyReplaced, unitReplyReplaced
    case refusedNothingToRate, ratingOrNew, closeAfterRemark, refusedRemark
    case codeRenewed, matterTakenOver, codeUnknown, codeSlowed
    // Reception, station, subscriptions, help.
    case reception, receptionBothCalendars, receptionList, receptionListLine, receptionOutsideTable
    case receptionRule, stationAddress, stationAbout
    case subscribed, unsubscribed, notSubscribed
    case help, helpLine, humanRequested, greeting, acknowledged, languageChosen
    case wrongNumber, emergency
    // Deputies.
    case noteSubmitted, noteList, noteListLine, noteNone, deputyNeverHandles
    case mattersList, mattersListLine, mattersNone
    // Staff.
    case queue, queueSection, queueLine, queueUnsortedLine, queueEmpty
    case matterAccepted, matterVerified, matterDeclined, matterAssigned, replyRecorded
    case feedbackQueued, tellingPassedOn, feedbackTellByHand, feedbackRecorded, matterClosed,
        matterAnswered
    case redoRecorded, itemSorted, contentQuarantined
    case proposed, approvalAsked, approved, approvalLine, returnedByHead, reversed, headDigest
    case headDigestLine
    case staffNewMatter, staffUnsorted, staffFeedbackFailed, staffFeedbackUnread, staffUrged
    case staffRated, staffWithdrawn, staffHumanRequested, staffGuessing, staffSupplemented

    // The course of a matter.
    case receiptSigned, receiptKnown, staffReceiptSigned
    case matterReturned, staffReturned, unitRelieved, unitWithdrawn
    case extensionAsked, staffExtensionAsked, deadlineExtended, extensionNotice, unitExtended
    case unitUrged, unitSupervised, unitUrging, unitSupervision, urgeLine
    case matterMerged, mergedNotice, staffParted, statusMerged, matterParted, partedNotice, splitHow
    case matterArchived, manyPreview, manyDone, manyNone
    case refusedArchived, refusedNotArchived, refusedNoEntry
    case verificationAsked, verificationTask, matterDiscussed
    case voterAsked, voterQuestion, voterQuestionByHand, voterAnswer
    case promiseRecorded, promiseNotice, matterReopened, reopenedNotice, unitReopened
    case recordCorrected, opinionAsked, opinionTask
    case staffDueSoon, unitDueSoon, staffOverdue, unitOverdue, overdueNotice, staffLapsed
    case matterExplained, explainedNotice, headDecides
    case matterShared, unitHelps, unitHelped, unitHelpEnded, helperReplied, helperReply,
        refusedHelper
    case replyTakenBack, staffReplyTakenBack, extensionNeedless, staffWithinTerm
    case extensionRefused, unitExtensionRefused, extensionNotAsked, unitNotReached
    case historyLine, historyOverdue, historyInTime, historyPaused
    case refusedNotLater, refusedHasLinked, refusedStillOpen, refusedGroupNumber
    case refusedNoAdviser
    case staffQuarantined, staffUnpolled, staffWordsRefused, staffLate
    case staffUnitReplied, unitAssigned, unitRedo, tellByHandTask
    // Receptions asked for and changed.
    case receptionLast, receptionMonth, receptionMonthNone, receptionTime, receptionDeputies
    case receptionNoDeputies, receptionOff, receptionElsewhen
    case receptionMovePreview, receptionMoved, receptionCancelPreview, receptionCancelled
    case receptionMovedNotice, receptionCancelledNotice, dutyMoved
    case receptionAddPreview, receptionScheduled, dutyShown, dutyGiven, dutyEnded
    case receptionAlready, receptionGone, refusedNoReception, refusedLunarDay, refusedNoDeputy
    // Duty.
    case attendanceConfirmed, leaveTaken, staffLeave, staffBack, notOnDuty, checkedIn,
        checkedInBefore
    case swapAsked, swapAskedOfYou, swapDone, swapDeclined, swapGone, swapUnreachable
    case swapBothOnDuty
    case scheduleList, scheduleListLine, scheduleNone
    // Bookings.
    case bookingMade, bookedBefore, bookingFull, bookingNoReception, bookingMorningOnly
    case bookingNone, bookingCancelled, homeVisitAsked
    case bookingStands, bookingNotMade, bookingWhich, bookingLine
    // What the desk sends by itself.
    case receptionToday, restDayProposed, rosterNotice, noticeForBoard, attendanceAsked,
        dutyTomorrow
    case bookingTomorrow, recordsAsked, feedbackDue, activityMissing, paperDue
    case sessionDigest, sessionDigestLine, holidayTableMissing, holidayTableLoaded
    case holidayTableBroken, remindersMissed, reminderPlan, reminderPlanLine, reminderTimed
    case refusedReminderDays, dueRecomputed, screeningRecomputed
    // Broadcasts.
    case reminderText, broadcastText, broadcastPreview, broadcastPreviewCode, broadcastQueued
    case broadcastReport, broadcastStatus, broadcastMissed, broadcastNobody, broadcastVoid
    case broadcastCancelled, broadcastNone, broadcastNotOpen, broadcastStillOpen
    case broadcastNothingAgain, broadcastTooLong, broadcastTooLate, broadcastNoSecond
    case broadcastProposed, broadcastSecondAsked, broadcastAgreed, broadcastReturned
    case broadcastNotYours, broadcastLate, broadcastStillWaits
    case refusedAudience, refusedVariable, refusedVillage
    case audienceGroup, audienceGroupLeader, audienceVillage, audienceLevel
    // Binding.
    case bound, boundNotice, bindCodeWrong, bindSlowed, unbound, unbindUnknown
    case notBound
    // No, with the reason and what to send instead.
    case refusedRole, refusedGroup, refusedState, refusedVerifyFirst
    case refusedDiscussFirst, refusedNoReply, refusedUnit, refusedDate, refusedEnded
    case refusedFutureDate
    case refusedNotFedBack, refusedDissatisfied, refusedPastDate, refusedItem, refusedBasis
    case confirmErasure, nothingToConfirm, confirmationLate, confirmationWrong, cancelled
    case dangerPhones
    case confirmationDropped, confirmationWaits, orderDenied, answerUncorrected,
        feedbackWithout, feedbackKnown, staffMaybeEmergency
    case nothingToCancel
    case notUnderstood, notUnderstoodStaff, passedToPerson,
        meaningAsked,
        newOrAboutAsked, detailAsked, orderLeft, couldNotApply, attachmentFailed
    // What protects people, and what brews.
    case emergencyMore, staffEmergencyMore, staffNewMatterHint, staffEmergency, identityHidden
    case refusedConflict
    case tellEndingTask, tellingOwed
    case anonymitySet, confidentialitySet, confidentialityLifted, confidentialityNone
    case refusedDisclosure, secretKept, confirmOrder, orderToWord
    case staffBrewing, brewingLine, staffRisk
    case escalationRaised, headEscalation, staffEscalation, escalationPassed, escalationLast
    case confirmEscalation, escalated, staffEscalated, escalationKnown, escalationNone
    case escalationDropped, escalationMore, officeEscalationMore, officeMaybeDanger
    case headquartersRecorded, promisedToday, disputeResolved
    case followUpNoted, staffFollowedUp
    case myData, confirmDeletion, dataDeleted, staffForgotten, refusedOfficeData
    case dataCorrected, dataUnknown
    case consentNoted, consentAsked, consentNeeded, unitContact
    case confirmContact, contactShown, contactNone, contactAnonymous
    case auditLog, auditLine, feedbackWaived
    case auditViews, auditViewLine, auditViewsNone, refusedAuditor, auditEnded, staffAuditEnded
    case recordCounts, recordCountLine, recordList, recordListLine, recordNone, recordShown
    case visitShown, visitItemLine, ledgerPage, ledgerLine
    case contactCleared, contactWithdrawn, contactNotPublic
    // The station's books.
    case summary, summaryNone, summaryGrouped, summaryShare, summaryCount
    case summaryVisits, summaryActivities, summaryPast, pastNote
    case evaluation, evaluationLine, evaluationNone
    case ledgerExport, ledgerEmpty, published
    case assetOneByOne, paperRecorded, paperAnswered, paperNone, paperShown, paperList,
        paperListLine
    // Notes.
    case noteAdded, noteWaits, noteEnded, noteKnown, noteNotOpen, noteNothingAgain, noteUnknown
    case noteSupplemented, noteCorrected, noteShown, noteLine, noteFollowedUp, noteFollowUpDue
    case noteMatterMade, photoOffered
    case measureSet, measureLine, measureDoneLine, measureDone, measuresAllDone
    case measureUnknown, measureDue
    // Deputies' suggestions.
    case suggestionOwn
    case suggestionSubmitted, suggestionCosignAsked, suggestionSeconded, suggestionSecondedNotice
    case suggestionSupplemented, suggestionWithdrawn, suggestionLeadOnly, suggestionUnknown
    case suggestionStands, suggestionNotFrom, suggestionLeadAsked, suggestionLeadAskedOfYou
    case suggestionLeadUnreachable, suggestionNeedsPresidium, suggestionNothingToRate
    case suggestionRegistered, suggestionAssigned, suggestionRelieved, suggestionWidened
    case suggestionObjected, suggestionObjectionLate, suggestionOpinion, suggestionReplyRecorded
    case suggestionReplied, suggestionClassed, suggestionRedo, suggestionClosed, suggestionUrged
    case suggestionDueSoon, suggestionOverdue
    case suggestionStatus, suggestionList, suggestionListLine, suggestionNone, matterSuggestion
    case staffSuggestion, staffSuggestionObjected, staffSuggestionReplied, staffSuggestionUrged
    case unitSuggestion, unitSuggestionOpinion, unitOpinionGiven, unitSuggestionRedo
    case voterSuggested, voterSuggestionAssigned, voterSuggestionWidened, voterSuggestionReplied
    case voterSuggestionRedo, voterSuggestionClosed, voterSuggestionWithdrawn
    case meetingRequested, staffMeetingRequested, meetingHeld
    case meetingList, meetingListLine, meetingNone
    // The duty record and duty reports.
    case myDuty, dutyLine, dutyNeedLine, myDutyOfKind, dutyEntryLine
    case deputyShown, deputyList, deputyLeader
    case dutyReportAsked, dutyReportScheduled, dutyReportsMissing, dutyReportDraft
    case dutyReportLine, dutyReportKnown, dutyReportSubmitted, staffDutyReport
    // Roster changes by message.
    case rosterPreview, rosterChanged, rosterSame, refusedRoster, rosterLeft, refusedNobody
    case standInSet, standInOfYou, handOverList, handOverNone, handOverPreview, handedOver
    case handedOverToYou, openTaskLine
    case dutyReportShown, dutyReportRated, dutyReportDue, staffDutyReportDue
    // The adviser, the committee, fewer texts, the morning.
    case opinionGiven, opinionKept, committeeEscalation
    case fewerTextsSet, newsDigest, newsLine, unitMorning, unitMorningLine
    // What is owed, as doctor tells it.
    case debtLine
    // Activities and the annual plan.
    case activityPlanned, activityRecorded, activityUnknown, activityLine, activitiesAhead
    case activityNotice, activityRecordAsked, activityCancelled, activityHeldAlready
    case activityShown, activityReplanned, activityChanged, activityCorrected, planItemDropped
    case activityAttended, activityLeave, staffActivityLeave, activityCheckedIn
    case staffActivityAttends, activityOver, activityNoticeMissed
    case confirmItemContact, itemContactShown, itemPhoneHint, bookingList, bookingListLine,
        bookingListNone
    case deputyDutyOfKind, deputiesIdle, deputiesIdleNone, broadcastOfficeText
    case receptionBackPreview, receptionBack, receptionBackNotice
    case planItemAdded, planApproved, planNothingOpen, planList, planEmpty, planLine, planDoneLine
    case activityGrid, gridLine, gridWhole, gridGaps, gapLine, collectiveShare
    // Reception sessions and visits.
    case visitRegistered, visitAnswered, visitUnknown, visitKnown, visitorsMissing
    case totalsStated, visitorsSignedIn
    case sessionClosed, sessionNone, sessionNotSignedIn, sessionNotFitting
    case sessionItemsNotFitting, sessionAnswersNotFitting
}

/// A place in a wording where a fact goes.
package enum Field: String, Sendable, Codable, CaseIterable {
    case number, state, unit, due, date, code, count, total, text, subject, place, list
    case hours, address, deputies, reason, redirect, rating, person, role, samples
    case sent, failed, skipped, options, example, action, days, year, item, time, next
    case language, topic, result, name, channel, answer, needed, since, until
    case kind, month
    case audience, uncertain
    case phone
    case period
}

/// A fact in a wording, still without a language.
package indirect enum FieldValue: Hashable, Sendable {
    /// Said as it stands: a person's own words, a name, a code.
    case text(String)
    case number(MatterNumber)
    case count(Int)
    /// `12月4日`; the year is said when it is not this year's.
    case day(Day)
    /// The same, marked as provisional: `2027年1月8日（暂定）`.
    case provisional(Day)
    /// A reception day in both calendars with its weekday.
    case receptionDay(Day, LunarDay)
    case clock(ClockTime)
    /// A day and a time of it at the station: `12月4日08:30`.
    case moment(Instant)
    /// A name of the station's lists (unit, village, topic, station), said in the reader's
    /// language where the list has it.
    case name(String)
    /// A fixed word of the trade, by the key in `commands/terms.yaml`: `state.assigned`.
    case term(String)
    /// Several terms, joined by the language's comma.
    case terms([String])
    /// One wording a line, in order.
    case lines([Line])
    /// Names of the station's lists or people, joined by the language's comma.
    case names([String])
    /// Several facts, joined by the language's comma.
    case list([FieldValue])
    /// A numerator and its denominator: `9/10（90%）`; 无 of nothing, and never 100 %.
    case share(Int, of: Int)
    /// `2026年第三季度`.
    case period(DayRange)
    /// A person's own words, with what stands for each name in them: `{姓名}`.
    case filled(String, [String: FieldValue])

    package struct Line: Hashable, Sendable {
        package var kind: ReplyKind
        package var fields: [Field: FieldValue]

        package init(_ kind: ReplyKind, _ fields: [Field: FieldValue] = [:]) {
            self.kind = kind
            self.fields = fields
        }
    }
}

/// A choice offered below a reply, by the key in `commands/terms.yaml`.
package struct Choice: Hashable, Sendable {
    /// The term whose words stand on the button: `choice.satisfied`.
    package var term: String
    /// What pressing it sends, as a person would type it: `评价 2026-0042 1`.
    package var data: String

    package init(_ term: String, data: String) {
        self.term = term
        self.data = data
    }
}
