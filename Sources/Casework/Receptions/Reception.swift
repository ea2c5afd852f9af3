/// One reception day, as far as somebody has changed it or is on duty there.
///
/// A day of the lunar calendar that nobody has touched has no record: it stands by the rules.
package struct Reception: Hashable, Sendable, Codable {
    package enum Stand: String, Sendable, Codable {
        case held, cancelled
    }

    /// The day by the lunar calendar, or the day on which an extra one was first set: its name.
    package var origin: Day
    /// The day on which it is held.
    package var day: Day
    package var stand = Stand.held
    /// True for one that the lunar calendar does not give.
    package var isExtra = false
    /// How often it was moved or cancelled.
    package var changes = 0
    /// When it last was; nil for never.
    package var changedAt: Instant?
    package var changedBy: PersonID?
    package var reason: ContentID?
    /// The day that people were last told of by a notice of a change; nil before the first.
    package var announced: Day?
    /// Who is on duty; nil while the rotation says so.
    package var deputies: [PersonID]?
    package var attending: [PersonID] = []
    package var away: [PersonID] = []
    package var checkIns: [CheckIn] = []
    /// Swaps that wait for the other's yes.
    package var swaps: [Swap] = []

    package init(origin: Day) {
        self.origin = origin
        day = origin
    }

    package var isHeld: Bool { stand == .held }
    package var isMoved: Bool { day != origin }

    /// Somebody came on duty.
    package struct CheckIn: Hashable, Sendable, Codable {
        package var person: PersonID
        package var at: Instant
    }

    /// One deputy asks another to take a duty.
    package struct Swap: Hashable, Sendable, Codable {
        package var from: PersonID
        package var with: PersonID
        /// The reception that the asker takes in return, by its origin; nil for none.
        package var inReturn: Day?

        package init(from: PersonID, with: PersonID, inReturn: Day?) {
            self.from = from
            self.with = with
            self.inReturn = inReturn
        }
    }
}

extension Reception {
    /// What the reception is after an event of its own; other events change nothing.
    package mutating func apply(_ event: Event, at instant: Instant) {
        switch event {
        case .receptionAdded:
            isExtra = true
            stand = .held
        case .receptionMoved(_, let to, let reason, let by):
            change(reason, by, at: instant)
            stand = .held
            day = to
            // A yes, or a no, was said to the other date.
            attending = []
            away = []
        case .receptionCancelled(_, let reason, let by):
            change(reason, by, at: instant)
            stand = .cancelled
        case .rosterSet(_, let deputies, _):
            self.deputies = deputies
            away.removeAll { !deputies.contains($0) }
            attending.removeAll { !deputies.contains($0) }
        case .attendanceConfirmed(_, let person):
            away.removeAll { $0 == person }
            if !attending.contains(person) { attending.append(person) }
        case .leaveTaken(_, let person, _):
            attending.removeAll { $0 == person }
            if !away.contains(person) { away.append(person) }
        case .swapAsked(_, let swap):
            swaps.removeAll { $0.from == swap.from }
            swaps.append(swap)
        case .swapSettled(_, let swap, let agreed):
            swaps.removeAll { $0 == swap }
            guard agreed else { return }
            replace(swap.from, by: swap.with)
        case .dutyTaken(_, let from, let by):
            replace(from, by: by)
        case .reminderSent(let key, _, _):
            if key.hasPrefix(Reception.changeKey(origin, nil)) { announced = day }
        case .checkedIn(let person, _, _):
            checkIns.append(CheckIn(person: person, at: instant))
        default: break
        }
    }

    /// The key of the notice of one change, or what the keys of all of them begin with.
    package static func changeKey(_ origin: Day, _ change: Int?) -> String {
        "change/" + origin.text + "/" + (change.map { String($0) } ?? "")
    }

    private mutating func change(_ reason: ContentID?, _ by: PersonID, at instant: Instant) {
        changes += 1
        changedAt = instant
        changedBy = by
        self.reason = reason
    }

    private mutating func replace(_ person: PersonID, by other: PersonID) {
        deputies = deputies?.map { $0 == person ? other : $0 }
        away.removeAll { $0 == person }
        attending.removeAll { $0 == person }
    }
}

/// A voter's place at a reception.
package struct Booking: Hashable, Sendable, Codable {
    package var id: Int64
    /// The reception, by its origin: a booking moves with it.
    package var reception: Day
    package var person: PersonID
    /// True for somebody of the booker's family.
    package var isForOther: Bool
    package var topic: ContentID?
    package var at: Instant
    package var isCancelled = false

    package init(
        id: Int64,
        reception: Day,
        person: PersonID,
        isForOther: Bool,
        topic: ContentID?,
        at: Instant
    ) {
        self.id = id
        self.reception = reception
        self.person = person
        self.isForOther = isForOther
        self.topic = topic
        self.at = at
    }
}
