/// One text to many people: a notice, or the reminder of a reception day.
package struct Broadcast: Hashable, Sendable, Codable {
    package enum Stand: String, Sendable, Codable {
        /// Waits for the second person.
        case proposed
        /// Waits for its time, or goes out.
        case released
        case cancelled, returned, settled
    }

    /// What it says.
    package enum Content: Hashable, Sendable, Codable {
        /// The sender's own words, with names of variables in braces.
        case words(ContentID)
        /// The standing reminder of a reception day.
        case reception(Day)
    }

    /// 1 or more; never reused.
    package var id: Int64
    package var content: Content
    package var audience: Audience
    package var by: PersonID
    /// Who agreed as second person; nil where none was needed, or not yet.
    package var second: PersonID?
    package var preparedAt: Instant
    /// Not before then.
    package var at: Instant
    /// Not after then; nil for no end.
    package var until: Instant?
    /// How many people it was for when it was confirmed.
    package var count: Int
    /// How many that were named or meant get nothing.
    package var skipped: Int
    package var stand: Stand
    /// Who was asked to agree as second person, the stand-ins last; empty where none is needed.
    package var asked: [PersonID]

    package init(
        id: Int64,
        content: Content,
        audience: Audience,
        by: PersonID,
        preparedAt: Instant,
        at: Instant,
        until: Instant?,
        count: Int,
        skipped: Int,
        stand: Stand,
        asked: [PersonID] = []
    ) {
        self.id = id
        self.content = content
        self.audience = audience
        self.by = by
        self.preparedAt = preparedAt
        self.at = at
        self.until = until
        self.count = count
        self.skipped = skipped
        self.stand = stand
        self.asked = asked
    }

    /// True while it can still be stopped.
    package var isOpen: Bool { stand == .proposed || stand == .released }

    /// What the journal says happened to it.
    package mutating func apply(_ event: Event) {
        switch event {
        case .broadcastAgreed(_, let person, let instant):
            second = person
            at = instant
            stand = .released
        case .broadcastPassedOn(_, let person): asked.append(person)
        case .broadcastReturned: stand = .returned
        case .broadcastCancelled: stand = .cancelled
        case .broadcastResent(_, _, let instant):
            at = instant
            stand = .released
        case .broadcastSettled: stand = .settled
        default: break
        }
    }
}

/// People by their numbers, written short: `3-7,9`.
package struct Members: Hashable, Sendable, Codable {
    /// Growing, without gaps of one between neighbours.
    package private(set) var ranges: [ClosedRange<Int64>] = []
    package private(set) var count = 0

    package init(_ people: some Sequence<PersonID>) {
        for id in people.map(\.value).sorted() {
            guard let last = ranges.last, id <= last.upperBound + 1 else {
                ranges.append(id...id)
                count += 1
                continue
            }
            guard id > last.upperBound else { continue }
            ranges[ranges.count - 1] = last.lowerBound...id
            count += 1
        }
    }

    /// Reads ``text``; nil for anything else.
    package init?(_ text: String) {
        for part in text.split(separator: ",") {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
            guard let first = ends.first.flatMap({ Int64($0) }), ends.count <= 2,
                let last = ends.count == 2 ? Int64(ends[1]) : first, first <= last,
                ranges.last.map({ $0.upperBound + 1 < first }) ?? true
            else { return nil }
            ranges.append(first...last)
            count += Int(last - first) + 1
        }
    }

    package var text: String {
        ranges.map {
            $0.count == 1 ? String($0.lowerBound) : "\($0.lowerBound)-\($0.upperBound)"
        }.joined(separator: ",")
    }

    /// In the order of their numbers.
    package var people: some Sequence<PersonID> {
        ranges.lazy.flatMap { $0.lazy.map { PersonID($0) } }
    }

    /// True when nobody is here who is not there.
    package func isSubset(of other: Members) -> Bool {
        var rest = other.ranges[...]
        for range in ranges {
            while let first = rest.first, first.upperBound < range.lowerBound {
                rest = rest.dropFirst()
            }
            guard let first = rest.first, first.lowerBound <= range.lowerBound,
                range.upperBound <= first.upperBound
            else { return false }
        }
        return true
    }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let members = Members(text) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath,
                    debugDescription: "no members"
                )
            )
        }
        self = members
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// One person's copy of a broadcast.
package struct Recipient: Hashable, Sendable {
    /// The raw values stand in the file: append only.
    package enum Stand: Int, Sendable, CaseIterable {
        /// Not yet a row of the outbox.
        case waiting = 0
        /// A row of the outbox.
        case queued = 1
        case sent = 2
        case refused = 3
        /// Not sent in time.
        case expired = 4
        /// Nobody knows whether it arrived, and it is not sent again.
        case uncertain = 5
        /// The person left between the yes and the sending.
        case left = 6
        /// Stopped before it went out.
        case withdrawn = 7

        package var isOpen: Bool { self == .waiting || self == .queued }
        /// True for what may be sent once more: it surely did not arrive.
        package var isFailed: Bool { self == .refused || self == .expired }
        /// The key of its name in `commands/terms.yaml`.
        package var term: String { "copy.\(self)" }
    }

    package var person: PersonID
    package var stand: Stand

    package init(person: PersonID, stand: Stand) {
        self.person = person
        self.stand = stand
    }
}

/// How the copies of one broadcast ended so far.
package struct BroadcastCounts: Hashable, Sendable, Codable {
    package var waiting = 0
    package var sent = 0
    /// Refused or not sent in time: they may be sent once more.
    package var failed = 0
    package var uncertain = 0
    /// Left or stopped before it went out to them.
    package var left = 0

    package init() {}

    package mutating func add(_ count: Int, _ stand: Recipient.Stand) {
        switch stand {
        case .waiting, .queued: waiting += count
        case .sent: sent += count
        case .refused, .expired: failed += count
        case .uncertain: uncertain += count
        case .left, .withdrawn: left += count
        }
    }
}

/// What the station has laid down for broadcasts.
package struct BroadcastRules: Hashable, Sendable {
    /// From how many recipients on a second person confirms.
    package var secondFrom = 500
    /// Who confirms, the first first, the others as stand-ins; empty for the heads in turn.
    package var second: [String] = []
    /// Minutes without a word of the second person until the next is asked.
    package var standInMinutes = 30
    /// How long a broadcast that needed a code can still be stopped before the first goes out.
    package var cancelSeconds = 60
    /// True when the head has approved the standing reminder of reception day: 是 is enough.
    package var isReminderApproved = false
    /// When the hours begin in which no broadcast goes out.
    package var quietFrom = ClockTime(minutes: 21 * 60)
    /// When they end; the same for none.
    package var quietUntil = ClockTime(minutes: 7 * 60)
    /// The longest text of a person's own, in UTF-16 units: what the channel carries, less the
    /// sender's name and the way to stop.
    package var textLimitInUTF16 = 3900
    /// What a text may name in braces, by the words of both languages.
    package var variables: [String: Field] = [:]

    package init() {}

    /// The end of the quiet hours that an instant falls in; nil outside them.
    package func quietEnd(at instant: Instant) -> Instant? {
        guard quietFrom != quietUntil else { return nil }
        let today = Day(of: instant)
        let minute = Int(instant.seconds(since: today.at(ClockTime(minutes: 0))) / 60)
        let isLate = minute >= quietFrom.minutes
        let isEarly = minute < quietUntil.minutes
        if quietFrom < quietUntil {
            return isLate && isEarly ? today.at(quietUntil) : nil
        }
        if isLate { return today.adding(days: 1).at(quietUntil) }
        return isEarly ? today.at(quietUntil) : nil
    }
}
