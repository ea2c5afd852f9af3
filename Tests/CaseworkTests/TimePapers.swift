import Casework

/// What a paper station knows of receptions, bookings and reminders.
struct TimePapers {
    private(set) var receptions: [Day: Reception] = [:]
    private(set) var bookings: [Int64: Booking] = [:]
    private(set) var told: [Day: Set<PersonID>] = [:]
    private(set) var planned: [String: PlannedStand] = [:]
    private(set) var unreported: [String] = []
    private(set) var timings: [PlannedReminder: Int] = [:]
    private(set) var knownYears: Set<Int>?

    mutating func fold(_ event: Event, at instant: Instant) {
        if let origin = event.reception {
            receptions[origin, default: Reception(origin: origin)].apply(event, at: instant)
            return
        }
        switch event {
        case .receptionBooked(let booking): bookings[booking.id] = booking
        case .bookingCancelled(let id): bookings[id]?.isCancelled = true
        case .receptionTold(let origin, let people):
            told[origin, default: []].formUnion(people)
        case .reminderSent(let key, let origin, let people):
            planned[key] = .sent
            guard let origin else { return }
            told[origin, default: []].formUnion(people)
            receptions[origin]?.apply(event, at: instant)
        case .reminderMissed(let key):
            planned[key] = .missed
            unreported.append(key)
        case .missesReported(let keys): unreported.removeAll { keys.contains($0) }
        case .reminderTimed(let reminder, let days, _): timings[reminder] = days
        case .holidaysKnown(let years): knownYears = Set(years)
        default: break
        }
    }
}

extension PaperStation {
    func receptions() -> [Reception] {
        papers.receptions.values.sorted { $0.origin < $1.origin }
    }

    func bookings(at reception: Day) -> [Booking] {
        standing.filter { $0.reception == reception }
    }

    func bookings(of person: PersonID) -> [Booking] { standing.filter { $0.person == person } }

    func lastBooking() -> Int64 { papers.bookings.keys.max() ?? 0 }

    func told(of reception: Day) -> [PersonID] { papers.told[reception, default: []].sorted() }

    func planned(_ key: String) -> PlannedStand? { papers.planned[key] }

    func unreportedMisses() -> [String] { papers.unreported }

    func timing(of reminder: PlannedReminder) -> Int? { papers.timings[reminder] }

    func knownYears() -> Set<Int>? { papers.knownYears }

    private var standing: [Booking] {
        papers.bookings.values.filter { !$0.isCancelled }.sorted { $0.id < $1.id }
    }
}
