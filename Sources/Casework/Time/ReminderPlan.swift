/// A reminder that the desk sends by itself, when its time comes (`domain.md` §6.2).
///
/// The raw value is its name in config, in the journal and in the due row.
package enum PlannedReminder: String, Sendable, Codable, CaseIterable {
    // Around a reception day.
    /// To the head: it falls on a rest day, and here is the next working day.
    case proposal
    /// To the head and the clerk: who is on duty.
    case roster
    /// To subscribers; the clerk gets the words for the notice board, and the gaps.
    case notice
    /// To the deputies on duty: come, or ask for leave.
    case confirmation
    /// To the deputies on duty, the evening before.
    case duty
    /// To those who booked.
    case booking
    /// To subscribers, in the morning.
    case today
    /// To the clerk: who came, and are the records entered?
    case records
    /// To the clerk: what is still to be fed back.
    case feedback

    // By the calendar of a year.
    /// To leaders and the clerk: a group without an activity in the quarter.
    case groupActivity = "group_activity"
    case annualPlan = "annual_plan"
    case annualSummary = "annual_summary"
    /// 述职.
    case dutyReport = "duty_report"
    /// To deputies, before the congress meets: what is open, by topic.
    case sessionDigest = "session_digest"
    /// To the clerk, every week: next year's holidays are not in the books.
    case holidayTable = "holiday_table"

    /// What the reminder's days are counted from.
    package enum Anchor: Sendable {
        case reception
        /// The last day of a quarter.
        case quarterEnd
        /// A day of every year.
        case dayOfYear
        /// A day on which the congress meets.
        case session
        /// Every seventh day from a day of the year on.
        case weekly
    }

    package var anchor: Anchor {
        switch self {
        case .proposal, .roster, .notice, .confirmation, .duty, .booking, .today, .records,
            .feedback:
            .reception
        case .groupActivity: .quarterEnd
        case .annualPlan, .annualSummary, .dutyReport: .dayOfYear
        case .sessionDigest: .session
        case .holidayTable: .weekly
        }
    }

    /// The key of its name in `commands/terms.yaml`.
    package var term: String { "reminder." + rawValue }
}

/// When the desk reminds whom, by config; what is not in it is off.
package struct ReminderPlan: Hashable, Sendable {
    /// When a reminder goes out, seen from its anchor.
    package struct Timing: Hashable, Sendable {
        /// Days after the anchor, negative before it; 0 where the anchor is a day of the year.
        package var days: Int
        package var at: ClockTime
        /// The day of every year, where that is the anchor: month and day.
        package var month: Int?
        package var dayOfMonth: Int?

        package init(days: Int, at: ClockTime) {
            self.days = days
            self.at = at
        }

        package init(month: Int, day: Int, at: ClockTime) {
            days = 0
            self.at = at
            self.month = month
            dayOfMonth = day
        }
    }

    package var timings: [PlannedReminder: Timing]
    /// Days on which the town's congress meets.
    package var sessions: [Day] = []
    package var quietFrom = ClockTime(minutes: 21 * 60)
    package var quietUntil = ClockTime(minutes: 7 * 60)

    package init(timings: [PlannedReminder: Timing] = ReminderPlan.proposed) {
        self.timings = timings
    }

    /// What is sent where config says nothing (`domain.md` §6.2, proposals).
    package static let proposed: [PlannedReminder: Timing] = {
        func time(_ hour: Int, _ minute: Int = 0) -> ClockTime {
            ClockTime(minutes: hour * 60 + minute)
        }
        return [
            .proposal: Timing(days: -14, at: time(9)),
            .roster: Timing(days: -7, at: time(9)),
            .notice: Timing(days: -3, at: time(9)),
            .confirmation: Timing(days: -3, at: time(9, 5)),
            .duty: Timing(days: -1, at: time(18)),
            .booking: Timing(days: -1, at: time(18)),
            .today: Timing(days: 0, at: time(7, 30)),
            .records: Timing(days: 1, at: time(9)),
            .feedback: Timing(days: 3, at: time(9)),
            .groupActivity: Timing(days: -30, at: time(9)),
            .annualPlan: Timing(month: 1, day: 10, at: time(9)),
            .annualSummary: Timing(month: 12, day: 10, at: time(9)),
            .dutyReport: Timing(month: 11, day: 1, at: time(9)),
            .sessionDigest: Timing(days: -14, at: time(9)),
            .holidayTable: Timing(month: 12, day: 1, at: time(9)),
        ]
    }()

    /// The first instant at or after one at which nobody is disturbed.
    ///
    /// A direct reply is never put off by it.
    package func afterQuiet(_ instant: Instant) -> Instant {
        let today = Day(of: instant)
        let from = today.at(quietFrom)
        let until = today.at(quietUntil)
        if quietFrom <= quietUntil {
            return instant >= from && instant < until ? until : instant
        }
        if instant < until { return until }
        return instant >= from ? today.adding(days: 1).at(quietUntil) : instant
    }
}

/// One reminder at its time.
package struct Occurrence: Hashable, Sendable {
    package var reminder: PlannedReminder
    /// The day that its time is counted from.
    package var anchor: Day
    package var at: Instant
    /// Later it is of no use: then it is missed, and the clerk is told.
    package var until: Instant

    /// `notice/2026-11-24`: sent once, whatever happens.
    package var key: String { Occurrence.key(reminder, anchor) }

    package static func key(_ reminder: PlannedReminder, _ anchor: Day) -> String {
        reminder.rawValue + "/" + anchor.text
    }

    /// Reads ``key``; nil for anything else.
    package static func parts(of key: String) -> (reminder: PlannedReminder, anchor: Day)? {
        let parts = key.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let reminder = PlannedReminder(rawValue: String(parts[0])),
            let anchor = Day(parts[1])
        else { return nil }
        return (reminder, anchor)
    }
}

extension ReminderPlan {
    /// Everything that is to be sent within a span of time, the earliest first.
    ///
    /// - Parameters:
    ///   - start: The first instant.
    ///   - end: The last instant.
    ///   - calendar: The reception days as they stand.
    /// - Returns: Every reminder whose time lies in the span; empty for a span of nothing.
    package func occurrences(
        from start: Instant,
        through end: Instant,
        _ calendar: ReceptionCalendar
    ) -> [Occurrence] {
        guard start <= end else { return [] }
        let found = timings.keys.flatMap { reminder in
            anchors(of: reminder, around: Day(of: start)...Day(of: end), calendar)
                .compactMap { occurrence(reminder, $0, calendar) }
        }
        return found.filter { $0.at >= start && $0.at <= end }
            .sorted { ($0.at, $0.key) < ($1.at, $1.key) }
    }

    /// When one reminder of one anchor is sent; nil when it is off, or its reason is gone.
    package func occurrence(
        _ reminder: PlannedReminder,
        _ anchor: Day,
        _ calendar: ReceptionCalendar
    ) -> Occurrence? {
        guard let timing = timings[reminder] else { return nil }
        let rules = calendar.rules
        let at = anchor.adding(days: timing.days).at(timing.at)
        let until: Instant
        switch reminder.anchor {
        case .reception:
            guard let reception = calendar.reception(on: anchor) else { return nil }
            // Whoever was told of a change need not hear what should have come before it.
            if let changed = reception.changedAt, at <= changed { return nil }
            if reminder == .proposal {
                guard !reception.isMoved, !reception.isExtra,
                    rules.restDayRule(on: anchor) == .propose
                else { return nil }
            }
            switch reminder {
            case .today, .notice: until = anchor.at(rules.closes)
            case .records, .feedback: until = at.adding(seconds: 7 * 86_400)
            default: until = anchor.at(rules.opens)
            }
        case .quarterEnd:
            guard anchor == anchor.quarterEnd else { return nil }
            until = anchor.adding(days: 1).at(ClockTime(minutes: 0))
        case .dayOfYear:
            guard anchor.isDay(timing.month, timing.dayOfMonth) else { return nil }
            until = at.adding(seconds: 30 * 86_400)
        case .session:
            guard sessions.contains(anchor) else { return nil }
            until = anchor.at(rules.opens)
        case .weekly:
            guard let year = tableYear(of: anchor, timing), !rules.workingDays.years.contains(year)
            else { return nil }
            until = at.adding(seconds: 7 * 86_400)
        }
        return Occurrence(reminder: reminder, anchor: anchor, at: at, until: until)
    }

    private func anchors(
        of reminder: PlannedReminder,
        around span: ClosedRange<Day>,
        _ calendar: ReceptionCalendar
    ) -> [Day] {
        guard let timing = timings[reminder] else { return [] }
        let anchored =
            span.lowerBound.adding(days: -timing.days)...span.upperBound.adding(days: -timing.days)
        let years = anchored.lowerBound.year...anchored.upperBound.year
        switch reminder.anchor {
        case .reception: return calendar.held(in: anchored).map(\.day)
        case .quarterEnd:
            return years.flatMap { year in
                [3, 6, 9, 12].compactMap { Day(year: year, month: $0, day: 1)?.quarterEnd }
            }
        case .dayOfYear: return years.compactMap { timing.day(in: $0) }
        case .session: return sessions
        case .weekly:
            return (years.lowerBound - 1...years.upperBound).flatMap { year -> [Day] in
                guard let first = timing.day(in: year), let last = timing.day(in: year + 1)
                else { return [] }
                return stride(from: first.ordinal, to: last.ordinal, by: 7)
                    .map { Day(ordinal: $0) }.filter { anchored.contains($0) }
            }
        }
    }

    /// The year whose holidays a weekly reminder asks for; nil when the day is none of its days.
    package func tableYear(of day: Day, _ timing: Timing) -> Int? {
        for year in [day.year, day.year - 1] {
            guard let first = timing.day(in: year), let last = timing.day(in: year + 1) else {
                continue
            }
            if day >= first, day < last {
                return (day.ordinal - first.ordinal).isMultiple(of: 7) ? year + 1 : nil
            }
        }
        return nil
    }
}

extension ReminderPlan.Timing {
    fileprivate func day(in year: Int) -> Day? {
        guard let month, let dayOfMonth else { return nil }
        return Day(year: year, month: month, day: dayOfMonth)
    }
}

extension Day {
    /// The last day of the quarter that the day lies in.
    package var quarterEnd: Day {
        let (year, month, _) = parts
        let next = Day(ordinal: ordinal - parts.day + 1).adding(months: 3 - (month - 1) % 3)
        precondition(next.year >= year, "a quarter ends after it begins")
        return next.adding(days: -1)
    }

    /// The first day of the quarter that the day lies in.
    package var quarterStart: Day { quarterEnd.adding(days: 1).adding(months: -3) }

    /// 1 to 4.
    package var quarter: Int { (parts.month - 1) / 3 + 1 }

    fileprivate func isDay(_ month: Int?, _ dayOfMonth: Int?) -> Bool {
        parts.month == month && parts.day == dayOfMonth
    }
}
