/// The number of an item of the annual plan: `计2026-0007`.
package typealias PlanNumber = RecordNumber<PlanItem>

/// One line of the annual plan: what, by whom, in which quarter (`domain.md` §1, row 31).
package struct PlanItem: StationRecord {
    package static let kind = RecordKind.planItem

    package var number: PlanNumber
    package var by: PersonID
    package var at: Instant
    /// The year that it is planned for; its number is of the year in which it was written.
    package var year: Int
    /// 1 to 4; nil for some time in the year.
    package var quarter: Int?
    /// nil for one of the whole station.
    package var group: Int?
    /// The kind of activity; nil where any will do.
    package var activity: String?
    package var topic: String?
    /// Who sees to it; nil for the group's leader, or the clerk.
    package var owner: PersonID?
    package var words: ContentID
    /// Who approved it; nil until then.
    package var approvedBy: PersonID?
    package var approvedAt: Instant?
    package var isDropped = false

    package init(
        number: PlanNumber,
        by person: PersonID,
        at instant: Instant,
        year: Int,
        quarter: Int?,
        group: Int?,
        activity: String?,
        topic: String?,
        owner: PersonID?,
        words: ContentID
    ) {
        self.number = number
        by = person
        at = instant
        self.year = year
        self.quarter = quarter
        self.group = group
        self.activity = activity
        self.topic = topic
        self.owner = owner
        self.words = words
    }

    package enum Change: Hashable, Sendable, Codable {
        case approved(by: PersonID)
        /// Taken out of the plan; it stays in the books.
        case dropped(by: PersonID)
    }
}

extension PlanItem {
    /// The first day of its quarter, or of its year.
    package var firstDay: Day? {
        Day(year: year, month: (quarter ?? 1) * 3 - 2, day: 1)
    }

    package var facets: RecordFacets {
        RecordFacets(
            person: owner,
            group: group,
            day: firstDay,
            isOpen: approvedBy == nil && !isDropped,
            tag: activity
        )
    }

    package init?(opening event: Event, at instant: Instant) {
        guard case .planItemAdded(let item) = event else { return nil }
        self = item
    }

    package mutating func apply(_ event: Event, at instant: Instant) {
        guard case .planItemTurned(_, let turn) = event else { return }
        switch turn {
        case .approved(let by):
            approvedBy = by
            approvedAt = instant
        case .dropped: isDropped = true
        }
    }

    /// True for an activity that was held where and when the item says.
    package func isDone(by held: Activity) -> Bool {
        guard held.stand == .held else { return false }
        if held.item == number { return true }
        return held.item == nil && held.date.year == year
            && (quarter == nil || held.date.quarter == quarter)
            && (group == nil || held.group == group)
            && (activity == nil || held.kind == activity)
            && (topic == nil || held.topic == topic)
    }
}
