/// Every sentence the desk can say, by meaning; the words stand under `commands/`.
///
/// The raw value is the key in a file's `replies`. ``fields`` says what each may name; the
/// phrasebook check refuses a wording that names another field.
package enum ReplyKind: String, Sendable, Codable, CaseIterable {
    // Filing.
    case matterFiled, mattersFiled, matterFiledForOther, matterLine
    case photoKept, photoAdded, voiceKept, fileKept, placeKept, stickerSeen
    case unsortedKept, matterSupplemented, matterWordsReplaced, privacyNotice, privacyFull
    case emptyMessage
    // Asking how it stands.
    case statusRegistered, statusAccepted, statusAssigned, statusReplied, statusFedBack
    case statusClosed, statusAnswered, statusDeclined, statusWithdrawn, statusByCode
    case statusList, statusListLine, statusNone, matterUnknown, noSuchMatter
    // What the voter hears unasked.
    case matterAcceptedNotice, matterDeclinedNotice, matterAssignedNotice, matterAnsweredNotice
    case feedbackNotice, redoNotice
    // What the voter does with a matter.
    case matterUrged, urgeAgainTooSoon, matterWithdrawn, matterRated, matterRatedDissatisfied
    case codeRenewed, matterTakenOver, codeUnknown, codeSlowed
    // Reception, station, subscriptions, help.
    case reception, receptionBothCalendars, receptionList, receptionListLine, receptionOutsideTable
    case receptionRule, stationAddress
    case subscribed, unsubscribed, notSubscribed
    case help, helpLine, humanRequested, greeting, acknowledged, languageChosen
    // Deputies.
    case noteSubmitted, noteList, noteListLine, noteNone, deputyNeverHandles
    case mattersList, mattersListLine, mattersNone
    // Staff.
    case queue, queueSection, queueLine, queueUnsortedLine, queueEmpty
    case matterAccepted, matterVerified, matterDeclined, matterAssigned, replyRecorded
    case feedbackQueued, feedbackTellByHand, feedbackRecorded, matterClosed, matterAnswered
    case redoRecorded, itemSorted, contentQuarantined
    case proposed, approvalAsked, approved, approvalLine, returnedByHead, reversed, headDigest
    case headDigestLine
    case staffNewMatter, staffUnsorted, staffFeedbackFailed, staffUrged
    case staffRated, staffWithdrawn, staffHumanRequested, staffGuessing, staffSupplemented
    case staffQuarantined, staffUnitReplied, unitAssigned, tellByHandTask
    // Reminders.
    case reminderText, reminderPreview, reminderPreviewCode, reminderQueued, reminderReport
    case reminderStatus, reminderNobody, reminderVoid, reminderCancelled, reminderNone
    // Binding.
    case bound, boundNotice, bindCodeWrong, bindSlowed, unbound, unbindUnknown
    case notBound
    // No, with the reason and what to send instead.
    case refusedRole, refusedGroup, refusedState, refusedVerifyFirst
    case refusedDiscussFirst, refusedNoReply, refusedUnit, refusedDate, refusedEnded
    case refusedNotFedBack, refusedDissatisfied, refusedPastDate, refusedItem, refusedBasis
    case confirmErasure, nothingToConfirm, confirmationLate, confirmationWrong, cancelled
    case notBuiltYet, notUnderstood, notUnderstoodStaff, couldNotApply, attachmentFailed
}

/// A place in a wording where a fact goes.
package enum Field: String, Sendable, Codable, CaseIterable {
    case number, state, unit, due, date, code, count, total, text, subject, place, list
    case hours, address, deputies, reason, redirect, rating, person, role, samples
    case sent, failed, skipped, options, example, action, days, year, item, time, next
    case language, topic, result, name, channel, answer, needed
}

/// A fact in a wording, still without a language.
package indirect enum FieldValue: Hashable, Sendable {
    /// Said as it stands: a person's own words, a name, a code.
    case text(String)
    case number(MatterNumber)
    case count(Int)
    /// `12月4日`; the year is said when it is not this year's.
    case day(Day)
    /// A reception day in both calendars with its weekday.
    case receptionDay(Day, LunarDay)
    case clock(ClockTime)
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
