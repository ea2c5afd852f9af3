package import Casework

/// What is kept for a time and then goes.
package enum Retention: String, Sendable, CaseIterable {
    /// What people wrote and were answered, beside the matters themselves.
    case messages
    /// Names and phones of ended matters.
    case contacts
    /// The words and photos of ended matters.
    case words

    /// What the journal gives as the reason of an erasure.
    package var reason: String { "retention " + rawValue }
}

extension Session {
    /// How much of one class is past its time.
    package func countPast(_ kind: Retention, before instant: Instant) throws -> Int {
        switch kind {
        case .messages:
            let parts = [
                "SELECT count(*) FROM inbox WHERE \(Session.oldMail)",
                "SELECT count(*) FROM outbox WHERE \(Session.oldAnswers)",
            ]
            return try parts.reduce(0) { total, sql in
                let query = try query(sql)
                query.bind(1, instant.milliseconds)
                return try query.step() ? total + query.int(0) : total
            }
        case .contacts, .words:
            return try mattersPast(kind, before: instant, limit: .max).count
                + visitsPast(kind, before: instant, limit: .max).count
        }
    }

    /// Ended matters that hold something past its time, oldest first.
    package func mattersPast(
        _ kind: Retention,
        before instant: Instant,
        limit: Int
    ) throws -> [Matter] {
        let holds =
            switch kind {
            case .messages: "0"
            case .contacts: "(name IS NOT NULL OR phone IS NOT NULL)"
            case .words:
                """
                EXISTS (SELECT 1 FROM content c
                    WHERE c.id = CAST(matter.words AS INTEGER) AND c.erased = 0)
                """
            }
        let query = try query(
            """
            SELECT \(MatterRow.columns) FROM matter
            WHERE ended_at < ? AND \(holds) ORDER BY number LIMIT ?
            """
        )
        query.bind(1, instant.milliseconds)
        query.bind(2, limit)
        var matters: [Matter] = []
        while try query.step() { matters.append(try MatterRow.decode(query, self)) }
        return matters
    }

    /// Visits at receptions that hold something past its time, by number, with what it is.
    ///
    /// A visit ends on its day. What it shares with a matter goes with that matter, and only so.
    package func visitsPast(
        _ kind: Retention,
        before instant: Instant,
        limit: Int
    ) throws -> [(visit: ReceptionRecord, contents: [ContentID])] {
        let days = Day(ordinal: .min / 2)...Day(of: instant).adding(days: -1)
        var found: [(visit: ReceptionRecord, contents: [ContentID])] = []
        for visit in try records(ReceptionRecord.self, RecordQuery(days: days, limit: .max)) {
            let held = try visit.own(kind).filter { try words($0) != nil }
            if !held.isEmpty { found.append((visit, held)) }
            if found.count >= limit { break }
        }
        return found
    }

    /// Blanks messages past their time, in and out; what still has to go out stays.
    package func dropMessages(before instant: Instant) throws {
        for sql in [
            "UPDATE inbox SET text = NULL, place = NULL WHERE \(Session.oldMail)",
            """
            UPDATE outbox SET text = '', fields = NULL, buttons = NULL
            WHERE \(Session.oldAnswers)
            """,
        ] {
            let query = try query(sql)
            query.bind(1, instant.milliseconds)
            try query.run()
        }
    }

    private static let oldMail = "received_at < ? AND text IS NOT NULL AND text != ''"
    private static let oldAnswers = "queued_at < ? AND state > 1 AND text != ''"
}

extension ReceptionRecord {
    /// What of one class is the visit's own, and no matter's.
    fileprivate func own(_ kind: Retention) -> [ContentID] {
        switch kind {
        case .messages: []
        case .contacts: matters.isEmpty ? [name, phone].compactMap(\.self) : []
        case .words:
            items.flatMap { item -> [ContentID] in
                switch item.outcome {
                case .registered: []
                case .answered(let answer): [item.words] + [answer].compactMap(\.self)
                case .guided(let redirect): [item.words, redirect]
                }
            }
        }
    }
}
