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

    // Notes, files, the clerk's queue.
    case noteSubmitted(Note)
    case noteSupplemented(NoteNumber, attachments: [Int64])
    case attachmentKept(AttachmentRecord)
    case attachmentPlaced(attachment: Int64)
    case attachmentSettled(attachment: Int64, isFetched: Bool)
    case itemKept(UnsortedItem)
    case itemSupplemented(item: Int, attachments: [Int64])
    case itemSettled(item: Int, matter: MatterNumber?)

    // Reminders and confirmations.
    case confirmationAsked(Confirmation)
    case confirmationSettled(person: PersonID, agreed: Bool)
    case reminderConfirmed(Reminder)
    case reminderCancelled(reminder: Int64)
    case reminderSettled(reminder: Int64)

    // Custody of what was written.
    case contentErased(contents: [ContentID], reason: String)
    case messageQuarantined(entry: Int64, reason: String)
    case quarantineSettled(entry: Int64, isRetried: Bool)

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
            .actReversed(let number, _):
            number
        default: nil
        }
    }
}
