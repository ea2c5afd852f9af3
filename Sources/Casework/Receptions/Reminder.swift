/// One reception-day reminder as journals from before there were broadcasts keep it.
package struct Reminder: Hashable, Sendable, Codable {
    package enum Stand: String, Sendable, Codable {
        case sending, cancelled, settled
    }

    package var id: Int64
    package var reception: Day
    package var by: PersonID
    package var at: Instant
    /// How many people it went to, and how many could not be reached from the start.
    package var count: Int
    package var skipped: Int
    package var stand: Stand

    package init(
        id: Int64,
        reception: Day,
        by: PersonID,
        at: Instant,
        count: Int,
        skipped: Int,
        stand: Stand = .sending
    ) {
        self.id = id
        self.reception = reception
        self.by = by
        self.at = at
        self.count = count
        self.skipped = skipped
        self.stand = stand
    }
}
