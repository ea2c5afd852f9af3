/// One matter as its events leave it: ids, dates and facts, no personal text.
package struct Matter: Hashable, Sendable {
    package var number: MatterNumber
    package var state = MatterState.registered
    /// Whose it is; nil while it belongs to someone without a chat.
    package var owner: PersonID?
    /// Who typed it in; the owner, a deputy or staff.
    package var filedBy: PersonID
    package var filedAt: Instant
    /// The sender's own words as they stand: the filing first, then what was added.
    package var words: [ContentID]
    package var place: ContentID?
    package var name: ContentID?
    package var phone: ContentID?
    /// A village or spot of the station's list.
    package var village: String?
    /// The deputies' group of the village, 1 or more.
    package var group: Int?
    package var topic: String?
    /// `suggestion`, `consult`, or nil for a plain matter.
    package var kind: String?
    package var isAnonymous = false
    package var isConfidential = false
    /// What the 查询码 gives when digested.
    package var codeDigest: String
    /// The day by which it is accepted or declined.
    package var screenBy: Day
    package var acceptedAt: Instant?
    /// `true`, `partly`, `false`; nil while nobody has looked.
    package var verified: String?
    package var unit: String?
    package var assignedAt: Instant?
    package var due: Day?
    /// True when the due date was counted through a year without a holiday table (暂定).
    package var isDueProvisional = false
    package var answers: [Answer] = []
    package var feedbacks: [Feedback] = []
    package var rating: String?
    package var urges = 0
    /// When an urge was last passed on.
    package var urgedAt: Instant?
    package var declineReason: String?
    /// The reason in the clerk's own words, where they said more than the rule's name.
    package var declineWords: ContentID?
    package var redirect: ContentID?
    package var endedAt: Instant?
    /// The last act that was recorded with the head's agreement, and what stood before it.
    package var basis: Basis?
    package var attachments: [Int64] = []
    package var course = Course()
    package var guarding = Guarding()

    /// What a unit, or the desk on the spot, answered; each redo keeps the earlier ones.
    package struct Answer: Hashable, Sendable, Codable {
        package var at: Instant
        package var words: ContentID
        /// The unit; nil for an answer on the spot.
        package var unit: String?
    }

    /// One telling of an answer to the voter.
    package struct Feedback: Hashable, Sendable, Codable {
        package enum Stand: String, Sendable, Codable {
            /// Written, on its way.
            case queued
            /// Written, the channel took it, and has promised to say whether it arrives.
            case handedOver
            /// Written, and it arrived, as far as the channel can ever tell.
            case delivered
            /// Written, and after days still without a word of its arrival: call or visit.
            case unread
            /// Written, and it did not arrive: call or visit.
            case failed
            /// To be told by a person; nothing is done yet.
            case asked
            /// Told by a person, who says when and to whom.
            case told
        }

        package var stand: Stand
        /// `written`, `oral`, `phone`.
        package var channel: String
        package var at: Instant
        package var by: PersonID
        package var whom: ContentID?
        /// The day on which the voter was told, as the teller says.
        package var on: Day
        /// How many answers there were: it told the last of them.
        package var answers: Int
    }

    package struct Basis: Hashable, Sendable, Codable {
        package var action: Action
        package var by: PersonID
        package var at: Instant
        package var before: MatterState
    }

    package init(_ filing: Event.Filing, at instant: Instant) {
        number = filing.number
        owner = filing.owner
        filedBy = filing.filedBy
        filedAt = instant
        words = [filing.words]
        place = filing.place
        name = filing.name
        phone = filing.phone
        village = filing.village
        group = filing.group
        topic = filing.topic
        kind = filing.kind
        isAnonymous = filing.isAnonymous
        isConfidential = filing.isConfidential
        guarding.isKeptForVoter = filing.isConfidential
        codeDigest = filing.codeDigest
        screenBy = filing.screenBy
        guarding.hint = filing.hint
        if let past = filing.past { take(past) }
    }

    /// True when a feedback has really reached the voter since the latest answer was given.
    package var isToldToVoter: Bool {
        feedbacks.contains {
            ($0.stand == .delivered || $0.stand == .told) && isOfLatestAnswer($0)
        }
    }

    /// True when a person has to tell the voter by phone, letter or in person.
    package var needsTelling: Bool {
        guard state == .replied, let last = feedbacks.last, isOfLatestAnswer(last) else {
            return false
        }
        return last.stand == .failed || last.stand == .unread || last.stand == .asked
    }

    /// True while a written feedback is under way and nobody has to do anything.
    package var isFeedbackOnItsWay: Bool {
        guard state == .replied, let last = feedbacks.last else { return false }
        return (last.stand == .queued || last.stand == .handedOver) && isOfLatestAnswer(last)
    }

    /// The written feedback that went out and of which nobody knows whether it was seen.
    ///
    /// Nil once the voter was told another way, or the answer was replaced.
    package var feedbackInDoubt: Int? {
        guard state == .replied, let last = feedbacks.last, isOfLatestAnswer(last),
            last.stand == .handedOver || last.stand == .unread
        else { return nil }
        return feedbacks.count - 1
    }

    /// True while the voter has an answer to say yes or no to, and has not.
    package var awaitsRating: Bool {
        rating == nil && (state == .fedBack || feedbackInDoubt != nil)
    }

    /// False for the telling of an answer that another one has replaced since.
    ///
    /// By count and not by time: a clock may be set back in between.
    private func isOfLatestAnswer(_ feedback: Feedback) -> Bool {
        feedback.answers == answers.count
    }

    /// True once the voter's own words may no longer be replaced by an edit.
    package var isAcceptedOrEnded: Bool { state != .registered }
}
