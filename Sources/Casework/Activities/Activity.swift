/// The number of an activity: `活2026-0007`.
package typealias ActivityNumber = RecordNumber<Activity>

/// What a group does together, or a deputy alone: planned, then held (`domain.md` §1, rows 13-16,
/// 25, 33, 48).
package struct Activity: StationRecord {
    package static let kind = RecordKind.activity

    package enum Stand: String, Sendable, Codable {
        case planned, held, cancelled
    }

    /// Somebody asked leave from it.
    package struct Leave: Hashable, Sendable, Codable {
        package var person: PersonID
        package var reason: ContentID?

        package init(person: PersonID, reason: ContentID?) {
            self.person = person
            self.reason = reason
        }
    }

    package var number: ActivityNumber
    package var by: PersonID
    package var at: Instant
    package var stand: Stand
    /// 视察, 调研, 督察, 收集意见 and the like, as the vocabulary lists them.
    package var kind: String
    package var date: Day
    /// When it begins, in minutes since midnight; nil where nobody said so.
    package var minutes: Int?
    /// nil for one of the whole station.
    package var group: Int?
    package var topic: String?
    package var village: String?
    package var place: ContentID?
    /// The law or the item of the plan on which it rests, as written.
    package var basis: ContentID?
    /// The item of the annual plan that it fulfils.
    package var item: PlanNumber?
    /// False only where it is marked as one deputy's own (集体活动为主).
    package var isCollective = true
    /// Deputies who are named; the whole group is meant where there are none.
    package var deputies: [PersonID] = []
    /// Who else takes part, as written: 镇人大主席, 村干部.
    package var others: ContentID?
    /// How many took part in all, as somebody counted them.
    package var count: Int?
    package var attending: [PersonID] = []
    package var away: [Leave] = []
    package var checkIns: [PersonID] = []
    /// When those who are invited were last asked whether they come; nil before the first time.
    package var asked: Instant?
    package var attachments: [Int64] = []
    /// What it bears of paper, where it was taken over from there.
    package var past: Past?
    /// What was put right afterwards, in words beside what stands, oldest first.
    package var corrections: [ContentID]?

    package init(
        number: ActivityNumber,
        by person: PersonID,
        at instant: Instant,
        stand: Stand,
        kind: String,
        date: Day,
        group: Int?
    ) {
        self.number = number
        by = person
        at = instant
        self.stand = stand
        self.kind = kind
        self.date = date
        self.group = group
    }

    /// When it begins.
    package var time: ClockTime? { minutes.map { ClockTime(minutes: $0) } }

    /// What happens to an activity after it was planned.
    package enum Change: Hashable, Sendable, Codable {
        /// Whoever is invited was asked to come.
        case told
        case held(Holding)
        case attending(PersonID)
        case away(Leave)
        case checkedIn(PersonID)
        case cancelled(by: PersonID, reason: ContentID?)
        case replanned(Replanning)
        case corrected(words: ContentID, by: PersonID)
    }

    /// What is planned otherwise; what is nil stays.
    package struct Replanning: Hashable, Sendable, Codable {
        package var date: Day?
        package var minutes: Int?
        package var group: Int?
        package var topic: String?
        package var place: ContentID?
        package var village: String?

        package init() {}
    }

    /// How it was held, as far as somebody said so; what is nil stays as it was planned.
    package struct Holding: Hashable, Sendable, Codable {
        package var kind: String?
        package var topic: String?
        package var place: ContentID?
        package var village: String?
        package var basis: ContentID?
        package var item: PlanNumber?
        package var isCollective: Bool
        package var deputies: [PersonID]
        package var others: ContentID?
        package var count: Int?
        package var attachments: [Int64]
    }
}

extension Activity {
    package var facets: RecordFacets {
        RecordFacets(person: by, group: group, day: date, isOpen: stand == .planned, tag: kind)
    }

    package init?(opening event: Event, at instant: Instant) {
        guard case .activityEntered(let activity) = event else { return nil }
        self = activity
    }

    package mutating func apply(_ event: Event, at instant: Instant) {
        guard case .activityTurned(_, let turn) = event else { return }
        switch turn {
        case .held(let holding):
            stand = .held
            kind = holding.kind ?? kind
            topic = holding.topic ?? topic
            place = holding.place ?? place
            village = holding.village ?? village
            basis = holding.basis ?? basis
            item = holding.item ?? item
            isCollective = holding.isCollective
            deputies += holding.deputies.filter { !deputies.contains($0) }
            others = holding.others ?? others
            count = holding.count ?? count
            attachments += holding.attachments
        case .told: asked = instant
        case .attending(let person):
            away.removeAll { $0.person == person }
            if !attending.contains(person) { attending.append(person) }
        case .away(let leave):
            attending.removeAll { $0 == leave.person }
            away.removeAll { $0.person == leave.person }
            away.append(leave)
        case .checkedIn(let person):
            if !checkIns.contains(person) { checkIns.append(person) }
        case .cancelled: stand = .cancelled
        case .replanned(let plan):
            let (day, start) = (plan.date ?? date, plan.minutes ?? minutes)
            if day != date || start != minutes {
                // A yes, or a leave, was said to the other day or hour.
                attending = []
                away = []
            }
            (date, minutes, asked) = (day, start, instant)
            group = plan.group ?? group
            topic = plan.topic ?? topic
            place = plan.place ?? place
            village = plan.place == nil ? village : plan.village
        case .corrected(let words, _): corrections = (corrections ?? []) + [words]
        }
    }

    /// Deputies who took part, as far as they are known by name: named or checked in, not away.
    package var present: [PersonID] {
        let left = Set(away.map(\.person))
        return (deputies + checkIns.filter { !deputies.contains($0) }).filter { !left.contains($0) }
    }

    /// How many took part: what was counted, else those who are known by name; nil for unknown.
    package var attendance: Int? { count ?? (present.isEmpty ? nil : present.count) }

    /// True for one that counts for its group: held, together, and not by one person alone.
    package var countsForGroup: Bool {
        stand == .held && isCollective
            && (past?.count != nil || attendance.map { $0 > 1 } ?? true)
    }

    /// True where a law or an item of the plan must stand behind it and none does.
    package var lacksBasis: Bool {
        basis == nil && item == nil && !Values.visits.contains(kind)
    }
}
