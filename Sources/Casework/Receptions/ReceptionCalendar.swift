/// The reception days as they really are: by the lunar calendar and the policy, with every change.
package struct ReceptionCalendar: Sendable {
    package let rules: StationRules
    private var records: [Day: Reception]

    package init(rules: StationRules, records: [Reception] = []) {
        self.rules = rules
        self.records = Dictionary(records.map { ($0.origin, $0) }) { _, last in last }
    }

    /// Notes an event that is not in the store yet.
    package mutating func apply(_ event: Event, at instant: Instant) {
        guard let origin = event.reception else { return }
        records[origin, default: Reception(origin: origin)].apply(event, at: instant)
    }

    /// The reception of that name, held or not; nil when there is none.
    package func reception(named origin: Day) -> Reception? {
        records[origin] ?? (isByRule(origin) ? Reception(origin: origin) : nil)
    }

    /// What is held on a day; nil when nothing is.
    package func reception(on day: Day) -> Reception? {
        held(in: day...day).first
    }

    /// What is held on a day, or was moved away from it.
    package func reception(meantBy day: Day) -> Reception? {
        reception(on: day) ?? reception(named: day).flatMap { $0.isHeld ? $0 : nil }
    }

    /// Every reception held within a span of days, in order.
    package func held(in span: ClosedRange<Day>) -> [Reception] {
        all(in: span).filter(\.isHeld)
    }

    /// Every reception whose day lies within a span, cancelled ones too, in order.
    package func all(in span: ClosedRange<Day>) -> [Reception] {
        var found = records.values.filter { span.contains($0.day) }
        for year in span.lowerBound.year...span.upperBound.year {
            for day in rules.receptions(in: year) ?? []
            where span.contains(day) && records[day] == nil {
                found.append(Reception(origin: day))
            }
        }
        return found.sorted { ($0.day, $0.origin) < ($1.day, $1.origin) }
    }

    /// Every reception held in a Gregorian year; nil when the lunar table does not cover it.
    package func held(inYear year: Int) -> [Reception]? {
        guard rules.receptions(in: year) != nil, let first = Day(year: year, month: 1, day: 1),
            let last = Day(year: year, month: 12, day: 31)
        else { return nil }
        return held(in: first...last)
    }

    /// The first reception held on or after a day; nil when the table ends before it.
    package func next(onOrAfter day: Day) -> Reception? {
        // Two months hold one for sure; a station that skips rest days may wait longer.
        held(in: day...day.adding(days: 90)).first ?? held(in: day...day.adding(days: 400)).first
    }

    /// The last reception held before a day; nil when the table begins after it.
    package func last(before day: Day) -> Reception? {
        held(in: day.adding(days: -90)...day.adding(days: -1)).last
            ?? held(in: day.adding(days: -400)...day.adding(days: -1)).last
    }

    private func isByRule(_ day: Day) -> Bool {
        rules.receptions(in: day.year)?.contains(day) ?? false
    }
}

extension Event {
    /// The reception that the event belongs to, by its origin; nil for all others.
    package var reception: Day? {
        switch self {
        case .receptionAdded(let day, _), .receptionMoved(let day, _, _, _),
            .receptionCancelled(let day, _, _), .rosterSet(let day, _, _),
            .attendanceConfirmed(let day, _), .leaveTaken(let day, _, _),
            .swapAsked(let day, _), .swapSettled(let day, _, _), .dutyTaken(let day, _, _):
            day
        case .checkedIn(_, let day, _): day
        default: nil
        }
    }
}

extension Draft {
    /// The reception days as they stand, with what this decision has changed so far.
    package func receptionCalendar() throws -> ReceptionCalendar {
        var calendar = ReceptionCalendar(rules: rules, records: try view.receptions())
        for event in decision.events { calendar.apply(event, at: now) }
        return calendar
    }

    /// A day in both calendars; the plain day outside the lunar table.
    package func bothCalendars(_ day: Day) -> FieldValue {
        rules.lunar.lunarDay(of: day).map { .receptionDay(day, $0) } ?? .day(day)
    }
}
