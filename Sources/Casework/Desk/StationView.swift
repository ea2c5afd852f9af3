/// What a decision may look at: the station as it stands inside the running transaction.
///
/// Every read throws what the store throws; a decision passes that on untouched.
package protocol StationView {
    // Matters.
    func matter(_ number: MatterNumber) throws -> Matter?
    func matter(codeDigest: String) throws -> Matter?
    /// Oldest first.
    func matters(_ query: MatterQuery) throws -> [Matter]
    func count(_ query: MatterQuery) throws -> Int
    /// The last serial number given in that year; 0 when none was.
    func lastSerial(in year: Int) throws -> Int
    func proposal(on number: MatterNumber) throws -> Proposal?
    /// Open proposals, oldest first.
    func proposals() throws -> [Proposal]

    // People.
    func person(_ id: PersonID) throws -> Person?
    /// People who hold an office of that role and can be reached, by id.
    func people(holding role: Role) throws -> [Person]
    /// Enrolled people of that name, by id.
    func people(named name: String) throws -> [Person]
    /// Who subscribed to a topic, by id; there may be a hundred thousand.
    func subscribers(of topic: String) throws -> Subscribers
    func lastPerson() throws -> PersonID
    /// Every appointment that was ever made, by id.
    func appointments() throws -> [Appointment]
    func invite(digest: String) throws -> Invite?
    func lastInvite() throws -> Int64
    /// Invites that are neither used, cancelled nor past their time.
    func openInvites(at instant: Instant) throws -> [Invite]
    func confirmation(of person: PersonID) throws -> Confirmation?

    // Content: nil once it is erased.
    func words(_ id: ContentID) throws -> String?
    /// All that was ever written about a matter and is not erased, oldest first: also what an
    /// edit replaced, what was said at a rating, who was told.
    func contents(of number: MatterNumber) throws -> [ContentID]
    func lastContent() throws -> ContentID

    // Records: notes and whatever else stands in the station's books under a number.
    func record<Record: StationRecord>(_ number: RecordNumber<Record>) throws -> Record?
    /// By number.
    func records<Record: StationRecord>(
        _ type: Record.Type,
        _ query: RecordQuery
    ) throws -> [Record]
    /// The last serial number given in that year; 0 when none was.
    func lastSerial<Record: StationRecord>(of type: Record.Type, in year: Int) throws -> Int

    // Files, queue, reminders.
    func attachment(_ id: Int64) throws -> AttachmentRecord?
    func lastAttachment() throws -> Int64
    /// Files of a person that belong to nothing yet, oldest first.
    func looseAttachments(of person: PersonID, since: Instant) throws -> [AttachmentRecord]
    func item(_ item: Int) throws -> UnsortedItem?
    /// Open items, oldest first.
    func openItems() throws -> [UnsortedItem]
    func lastItem() throws -> Int
    func reminders(for reception: Day) throws -> [Reminder]
    func lastReminder() throws -> Reminder?
    func reminder(_ id: Int64) throws -> Reminder?

    // Broadcasts.
    func broadcast(_ id: Int64) throws -> Broadcast?
    func lastBroadcast() throws -> Broadcast?
    /// Those that wait for a second person, for their time, or are going out, by id.
    func openBroadcasts() throws -> [Broadcast]
    func counts(of broadcast: Int64) throws -> BroadcastCounts
    /// True while somebody's copy has not ended.
    func isGoingOut(_ broadcast: Int64) throws -> Bool
    /// Whose copies stand so, by person, at most `limit`.
    func recipients(
        of broadcast: Int64,
        standing: Set<Recipient.Stand>,
        limit: Int
    ) throws -> [Recipient]

    // Receptions, bookings, what was sent by plan.
    /// Every reception that somebody has changed or is on duty at, by its origin.
    func receptions() throws -> [Reception]
    /// Standing bookings, the earliest first.
    func bookings(at reception: Day) throws -> [Booking]
    func bookings(of person: PersonID) throws -> [Booking]
    func lastBooking() throws -> Int64
    /// Who has heard of a reception, by its origin.
    func told(of reception: Day) throws -> [PersonID]
    /// How a planned reminder ended, by its key; nil while it has not.
    func planned(_ key: String) throws -> PlannedStand?
    /// Keys of missed reminders of which the clerk does not know yet, the oldest first.
    func unreportedMisses() throws -> [String]
    /// What a person has set otherwise than config says; nil where nobody has.
    func timing(of reminder: PlannedReminder) throws -> Int?
    /// The years whose holidays were known when that was last looked at; nil before the first time.
    func knownYears() throws -> Set<Int>?

    /// Acts recorded with the head's agreement since then, oldest first.
    func basisActs(since: Instant) throws -> [Matter]
    /// What happened to a matter, newest last, at most so many of the newest.
    func history(of number: MatterNumber, limit: Int) throws -> [HistoryEntry]
    /// What somebody did that only the journal shows as a deputy's work
    /// (``Event/dutyActs``), oldest first.
    func acts(of person: PersonID, in days: ClosedRange<Day>) throws -> [HistoryEntry]
    /// How often a person guessed wrong since then; nil counts everybody.
    func strikes(_ kind: Strike, by person: PersonID?, since: Instant) throws -> Int
}

/// How a planned reminder ended.
package enum PlannedStand: String, Sendable, Codable {
    case sent, missed
}

/// Which matters are wanted; what is nil does not narrow.
package struct MatterQuery: Hashable, Sendable {
    package var owner: PersonID?
    package var filedBy: PersonID?
    /// Empty for every state.
    package var states: Set<MatterState> = []
    package var unit: String?
    /// True where a unit that only helps (协办) is meant by ``unit`` too.
    package var isHelping = false
    package var group: Int?
    package var year: Int?
    /// Due strictly before that day.
    package var dueBefore: Day?
    /// Merged into that one.
    package var linkedTo: MatterNumber?
    /// Ended on one of those days.
    package var ended: DayRange?
    package var village: String?
    package var topic: String?
    package var filedSince: Instant?
    /// Registered on one of those days.
    package var filed: DayRange?
    package var rating: String?
    /// Due on that day or before.
    package var dueUntil: Day?
    package var mark: Mark?
    /// Newest first instead of oldest first.
    package var newestFirst = false
    /// 1 or more.
    package var limit = 1000

    package init() {}

    /// Something in what guards a matter.
    package enum Mark: String, Sendable, CaseIterable {
        case owesTelling, escalationRaised
        /// Taken over from paper.
        case past
    }

    package static let open: Set<MatterState> = Set(MatterState.allCases.filter(\.isOpen))
}

/// What the clerk proposed and the head has not yet answered.
package struct Proposal: Hashable, Sendable, Codable {
    package var number: MatterNumber
    package var action: Action
    /// The ``Step`` to carry out, as content.
    package var step: ContentID
    package var by: PersonID
    package var at: Instant

    package init(
        number: MatterNumber,
        action: Action,
        step: ContentID,
        by: PersonID,
        at: Instant
    ) {
        self.number = number
        self.action = action
        self.step = step
        self.by = by
        self.at = at
    }
}

/// A wrong guess that is counted.
package enum Strike: String, Sendable, Codable, CaseIterable {
    /// A wrong bind code.
    case bindCode
    /// A wrong 查询码, or a number that is not the asker's.
    case queryCode
}

/// One event of a matter, with who did it.
package struct HistoryEntry: Hashable, Sendable {
    package var at: Instant
    /// nil for the desk itself and the operator.
    package var actor: PersonID?
    package var event: Event

    package init(at: Instant, actor: PersonID?, event: Event) {
        self.at = at
        self.actor = actor
        self.event = event
    }
}

extension StationView {
    /// The matters that were merged into another and have not parted, oldest first.
    package func linked(to number: MatterNumber) throws -> [Matter] {
        var query = MatterQuery()
        query.linkedTo = number
        return try matters(query)
    }
}
