internal import Casework
internal import Store

// The reminders of the plan: every one is a due row weeks before its time, and is looked at again
// when that comes. What has been sent or missed is in the journal, so that nothing is sent twice.

extension Settlement {
    /// How far ahead reminders become due rows.
    private static let ahead: Int64 = 62 * 86_400

    /// Begins the plan where it was not begun, and looks at it anew: config may have changed.
    func begin(_ session: Session) throws {
        let now = turn.desk.now()
        try session.keep(Due(kind: .plan, at: now, subject: "daily"))
        try session.keep(Due(kind: .plan, at: now, subject: "now"))
    }

    func settlePlan(_ due: Due, at now: Instant, _ session: Session) throws {
        var draft = turn.desk.draft(at: now, view: session)
        switch due.kind {
        case .plan:
            try draft.noteHolidays()
            // From the row's own time: what fell due while the service was away is in it.
            let through = now.adding(seconds: Settlement.ahead)
            for occurrence in try draft.occurrences(from: due.at, through: through) {
                try session.move(
                    Due(kind: .planned, at: occurrence.at, subject: occurrence.key)
                )
            }
            // Moved, and not only kept: a clock that was years ahead may have put it far off.
            let tomorrow = Day(of: now).adding(days: 1).at(ClockTime(minutes: 5))
            try session.move(Due(kind: .plan, at: tomorrow, subject: "daily"))
        case .planned:
            guard let occurrence = try draft.occurrence(key: due.subject) else { return }
            let quietEnd = turn.desk.rules.plan.afterQuiet(now)
            if occurrence.at > now {
                // It was put off meanwhile.
                return try session.move(
                    Due(kind: .planned, at: occurrence.at, subject: due.subject)
                )
            } else if now > occurrence.until {
                try draft.miss(occurrence)
            } else if quietEnd > now {
                return try session.move(Due(kind: .planned, at: quietEnd, subject: due.subject))
            } else {
                try draft.remind(occurrence)
            }
        case .receptionChange:
            guard let origin = Day(due.subject) else { return }
            try draft.announceChange(of: origin)
        case .missedReport:
            let quietEnd = turn.desk.rules.plan.afterQuiet(now)
            guard quietEnd <= now else {
                return try session.move(
                    Due(kind: .missedReport, at: quietEnd, subject: due.subject)
                )
            }
            try draft.reportMisses()
        default: preconditionFailure("a due row of another kind was taken for the plan's")
        }
        try carryOut(draft, now, session)
    }
}
