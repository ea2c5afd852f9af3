/// Something that happened, as the journal keeps it: ids and facts, never personal text.
///
/// Words, names, phones and addresses are ``ContentID``s. What a decision took from config,
/// calendar, clock or chance (a due date, a unit's name, a digest) stands in the event, so that
/// a replay needs nothing else.
package enum Event: Hashable, Sendable, Codable {
    // People and their addresses.
    case personMet(person: PersonID, address: ContentID, language: Language)
    case personEnrolled(person: PersonID, name: ContentID, office: Office)
    case inviteIssued(Invite)
    case inviteCancelled(invite: Int64)
    /// An address now belongs to an enrolled person; `from` is who it was before.
    case bound(person: PersonID, address: ContentID, invite: Int64, from: PersonID)
    case unbound(person: PersonID, address: ContentID)
    case officesEnded(person: PersonID)
    case languageChosen(person: PersonID, language: Language)
    case noticeShown(person: PersonID, version: Int)
    case subscribed(person: PersonID, topic: String)
    case unsubscribed(person: PersonID, topic: String)
    /// The person wants nothing that goes to many, not even by office, until subscribing again.
    case noticesStopped(person: PersonID)
    /// Nothing arrives at an address any more; the reason is the channel's, such as `http-403`.
    case addressRetired(person: PersonID, address: ContentID, reason: String)
    /// 少发, or no more of it.
    case fewTextsChosen(person: PersonID, isFew: Bool)
    /// Told unasked how a matter goes: the next word of that kind waits for another day.
    case newsTold(person: PersonID, on: Day)
    /// The person wrote from it: it is tried again.
    case addressRevived(person: PersonID, address: ContentID)

    // The roster: who is what from when on.
    /// Somebody stands on the roster, by name.
    case personListed(person: PersonID, name: ContentID)
    case appointed(Appointment)
    /// The last day is known, or known to be another; nil takes an end back.
    case appointmentEnds(appointment: Int64, on: Day?)
    /// One of a person's rights at the desk ended with what it was given for.
    case officeEnded(person: PersonID, office: Office)

    // Matters.
    case matterRegistered(Filing)
    case matterSupplemented(MatterNumber, words: ContentID?, attachments: [Int64])
    case wordsReplaced(MatterNumber, old: ContentID, new: ContentID)
    case matterAccepted(MatterNumber, topic: String?)
    case matterDeclined(MatterNumber, reason: String, words: ContentID?, redirect: ContentID)
    case matterVerified(MatterNumber, result: String, by: PersonID)
    case matterAssigned(
        MatterNumber,
        unit: String,
        due: Day,
        isProvisional: Bool,
        override: ContentID?
    )
    case replyRecorded(MatterNumber, words: ContentID, unit: String)
    case feedbackGiven(
        MatterNumber,
        stand: Matter.Feedback.Stand,
        channel: String,
        by: PersonID,
        whom: ContentID?,
        on: Day
    )
    case feedbackSettled(MatterNumber, index: Int, stand: Matter.Feedback.Stand)
    case matterRated(MatterNumber, rating: String, comment: ContentID?)
    case redoOrdered(MatterNumber, due: Day, isProvisional: Bool)
    case matterClosed(MatterNumber)
    case answeredOnSpot(MatterNumber, words: ContentID)
    case matterWithdrawn(MatterNumber, reason: ContentID?)
    /// Urged, and the urge was passed on.
    case matterUrged(MatterNumber)
    /// Urged again too soon to be passed on: counted alone.
    case matterUrgedAgain(MatterNumber)
    case codeRenewed(MatterNumber, digest: String)
    case matterTakenOver(MatterNumber, person: PersonID, digest: String)
    case proposalMade(MatterNumber, action: Action, step: ContentID, by: PersonID)
    case proposalSettled(MatterNumber, agreed: Bool)
    case basisRecorded(MatterNumber, action: Action, by: PersonID, before: MatterState)
    case actReversed(MatterNumber, before: MatterState)
    case turned(MatterNumber, CourseTurn)

    // Notes, files, the clerk's queue.
    case noteSubmitted(Note)
    case noteSupplemented(NoteNumber, attachments: [Int64])
    case noteTurned(NoteNumber, Note.Change)
    // Activities and the annual plan.
    case activityEntered(Activity)
    case activityTurned(ActivityNumber, Activity.Change)
    case planItemAdded(PlanItem)
    case planItemTurned(PlanNumber, PlanItem.Change)
    // Reception sessions and the visits at them.
    case sessionOpened(ReceptionSession)
    case sessionTurned(SessionNumber, ReceptionSession.Change)
    case visitRecorded(ReceptionRecord)
    case visitAdded(VisitNumber, ReceptionRecord.Item)
    case attachmentKept(AttachmentRecord)
    case attachmentPlaced(attachment: Int64)
    case attachmentSettled(attachment: Int64, isFetched: Bool)
    case itemKept(UnsortedItem)
    case itemSupplemented(item: Int, attachments: [Int64], words: ContentID? = nil)
    case itemSettled(item: Int, matter: MatterNumber?)
    /// Somebody read an item of the queue with its telephone numbers, and why.
    case itemRead(item: Int, by: PersonID, reason: ContentID)

    // Reminders and confirmations.
    case confirmationAsked(Confirmation)
    case confirmationSettled(person: PersonID, agreed: Bool)
    case reminderConfirmed(Reminder)
    case reminderCancelled(reminder: Int64)
    case reminderSettled(reminder: Int64)

    // Receptions, named by their origin; duty; bookings.
    case receptionAdded(Day, by: PersonID)
    case receptionMoved(Day, to: Day, reason: ContentID?, by: PersonID)
    case receptionCancelled(Day, reason: ContentID?, by: PersonID)
    /// Who is on duty; `by` is nil where the rotation was written down.
    case rosterSet(Day, deputies: [PersonID], by: PersonID?)
    case attendanceConfirmed(Day, person: PersonID)
    case leaveTaken(Day, person: PersonID, reason: ContentID?)
    case swapAsked(Day, Reception.Swap)
    case swapSettled(Day, Reception.Swap, agreed: Bool)
    /// In return for a swap.
    case dutyTaken(Day, from: PersonID, by: PersonID)
    /// A deputy is there; the reception is nil on a day without one.
    case checkedIn(person: PersonID, on: Day?, place: ContentID?)
    case receptionBooked(Booking)
    case bookingCancelled(booking: Int64)
    /// People heard of a reception day: a change is told to them too.
    case receptionTold(Day, people: [PersonID])

    // What the desk sends by itself, by key: each once.
    case reminderSent(key: String, reception: Day?, people: [PersonID])
    case reminderMissed(key: String)
    case missesReported(keys: [String])
    case reminderTimed(reminder: PlannedReminder, days: Int, by: PersonID)

    // Dates that were provisional and are known now.
    case holidaysKnown(years: [Int])
    case dueRecomputed(MatterNumber, due: Day, isProvisional: Bool)
    case screeningRecomputed(MatterNumber, screenBy: Day)
    // Broadcasts.
    /// To whom it goes is fixed here; who leaves later gets nothing, who joins later neither.
    case broadcastPrepared(Broadcast, members: Members)
    /// The second person agreed; nothing goes out before then.
    case broadcastAgreed(broadcast: Int64, by: PersonID, at: Instant)
    /// The second person did not answer: a stand-in is asked as well.
    case broadcastPassedOn(broadcast: Int64, to: PersonID)
    case broadcastReturned(broadcast: Int64, by: PersonID)
    case broadcastCancelled(broadcast: Int64)
    /// To be sent once more to those whom it did not reach.
    case broadcastResent(broadcast: Int64, members: Members, at: Instant)
    case broadcastSettled(broadcast: Int64, counts: BroadcastCounts)

    // Papers and property.
    case paperRecorded(StationPaper)
    case paperAnswered(PaperNumber, StationPaper.Response)

    // What was put away, of whatever kind.
    case recordArchived(RecordKey, Archived)
    /// A correction beside what was archived.
    case recordCorrected(RecordKey, words: ContentID)

    // Custody of what was written.
    case contentErased(contents: [ContentID], reason: String)
    case messageQuarantined(entry: Int64, reason: String)
    case quarantineSettled(entry: Int64, isRetried: Bool)

    // What protects the people of a matter.
    case matterGuarded(MatterNumber, Matter.Guard)
    /// A voter had all personal data deleted: every message and copy goes.
    case personForgotten(person: PersonID)

    // Deputies' suggestions, and the officials whom they ask to meet.
    case suggestionSubmitted(Suggestion)
    case suggestionTurned(SuggestionNumber, SuggestionTurn)
    case meetingAsked(MeetingRequest)
    case meetingHeld(MeetingNumber, on: Day)
    case meetingPassed(MeetingNumber, to: PersonID)
    case dutyReportOpened(DutyReport)
    case dutyReportTurned(DutyReportNumber, DutyReportTurn)
    /// 代班, for some days.
    case standInSet(StandIn)
    case standInEnded(StandInNumber)
    /// A deputy's contact was cleared for the public, or taken back.
    case contactCleared(ClearedContact)
    /// An auditor looked at something.
    case viewed(AuditView)

    /// The facts of a new matter.
    package struct Filing: Hashable, Sendable, Codable {
        package var number: MatterNumber
        package var owner: PersonID?
        package var filedBy: PersonID
        package var words: ContentID
        package var place: ContentID?
        package var name: ContentID?
        package var phone: ContentID?
        package var village: String?
        package var group: Int?
        package var topic: String?
        package var kind: String?
        package var isAnonymous: Bool
        package var isConfidential: Bool
        package var codeDigest: String
        package var screenBy: Day
        /// What the desk noticed, by a decline reason's name.
        package var hint: String? = nil
        /// How it stood on paper, where it was taken over from there.
        package var past: PastMatter? = nil
    }

    /// The matter that the event belongs to; nil for all others.
    package var matter: MatterNumber? {
        switch self {
        case .matterRegistered(let filing): filing.number
        case .matterSupplemented(let number, _, _), .wordsReplaced(let number, _, _),
            .matterAccepted(let number, _), .matterDeclined(let number, _, _, _),
            .matterVerified(let number, _, _), .matterAssigned(let number, _, _, _, _),
            .replyRecorded(let number, _, _), .feedbackGiven(let number, _, _, _, _, _),
            .feedbackSettled(let number, _, _), .matterRated(let number, _, _),
            .redoOrdered(let number, _, _), .matterClosed(let number),
            .answeredOnSpot(let number, _), .matterWithdrawn(let number, _),
            .matterUrged(let number), .matterUrgedAgain(let number), .codeRenewed(let number, _),
            .matterTakenOver(let number, _, _), .proposalMade(let number, _, _, _),
            .proposalSettled(let number, _), .basisRecorded(let number, _, _, _),
            .actReversed(let number, _), .turned(let number, _),
            .dueRecomputed(let number, _, _),
            .screeningRecomputed(let number, _):
            number
        case .matterGuarded(let number, _): number
        default: nil
        }
    }

    /// The record of the station's books that the event begins or changes; nil for all others.
    package var record: RecordKey? {
        switch self {
        case .noteSubmitted(let note): note.number.key
        case .paperRecorded(let paper): paper.number.key
        case .paperAnswered(let number, _): number.key
        case .noteSupplemented(let number, _), .noteTurned(let number, _): number.key
        case .suggestionSubmitted(let suggestion): suggestion.number.key
        case .suggestionTurned(let number, _): number.key
        case .meetingAsked(let meeting): meeting.number.key
        case .meetingHeld(let number, _), .meetingPassed(let number, _): number.key
        case .dutyReportOpened(let report): report.number.key
        case .dutyReportTurned(let number, _): number.key
        case .activityEntered(let activity): activity.number.key
        case .activityTurned(let number, _): number.key
        case .planItemAdded(let item): item.number.key
        case .planItemTurned(let number, _): number.key
        case .sessionOpened(let session): session.number.key
        case .sessionTurned(let number, _): number.key
        case .visitRecorded(let visit): visit.number.key
        case .visitAdded(let number, _): number.key
        case .standInSet(let standIn): standIn.number.key
        case .standInEnded(let number): number.key
        case .recordArchived(let key, _), .recordCorrected(let key, _): key
        case .contactCleared(let contact): contact.number.key
        case .viewed(let view): view.number.key
        default: nil
        }
    }
}
