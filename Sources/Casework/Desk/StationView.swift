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
    func subscribers(of topic: String) throws -> [Person]
    func lastPerson() throws -> PersonID
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

    // Notes, files, queue, reminders.
    func notes(by deputy: PersonID, limit: Int) throws -> [Note]
    func lastNote(in year: Int) throws -> Int
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
    func deliveries(of reminder: Int64) throws -> DeliveryCounts

    /// Acts recorded with the head's agreement since then, oldest first.
    func basisActs(since: Instant) throws -> [Matter]
    /// How often a person guessed wrong since then; nil counts everybody.
    func strikes(_ kind: Strike, by person: PersonID?, since: Instant) throws -> Int
}

/// Which matters are wanted; what is nil does not narrow.
package struct MatterQuery: Hashable, Sendable {
    package var owner: PersonID?
    package var filedBy: PersonID?
    /// Empty for every state.
    package var states: Set<MatterState> = []
    package var unit: String?
    package var group: Int?
    package var year: Int?
    /// Due strictly before that day.
    package var dueBefore: Day?
    /// Newest first instead of oldest first.
    package var newestFirst = false
    /// 1 or more.
    package var limit = 1000

    package init() {}

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
