/// One reception-day reminder to its audience.
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

/// How the sends of one reminder ended so far.
package struct DeliveryCounts: Hashable, Sendable {
    package var waiting: Int
    package var sent: Int
    /// Refused, expired or uncertain.
    package var failed: Int

    package init(waiting: Int = 0, sent: Int = 0, failed: Int = 0) {
        self.waiting = waiting
        self.sent = sent
        self.failed = failed
    }
}
