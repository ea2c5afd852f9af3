/// Dates that were counted without a year's holidays are counted again when they are known.
extension Draft {
    /// Compares the books' holidays with those known last time, and recomputes what they change.
    ///
    /// Whoever was told a date that has changed is told the new one.
    package mutating func noteHolidays() throws {
        let years = rules.workingDays.years
        let known = try view.knownYears()
        guard known != years else { return }
        // Nobody is told of a date at night.
        let quietEnd = rules.plan.afterQuiet(now)
        guard known == nil || quietEnd <= now else {
            return schedule(Due(kind: .plan, at: quietEnd, subject: "holidays"))
        }
        add(.holidaysKnown(years: years.sorted()))
        // The first time nothing was counted without them.
        guard let known else { return }
        let before = rules.workingDays.knowing(known)
        var query = MatterQuery()
        query.states = MatterQuery.open
        query.limit = .max
        var changed = 0
        for matter in try view.matters(query) {
            if matter.state == .registered {
                if try recomputeScreening(of: matter, before) { changed += 1 }
            } else if matter.isDueProvisional, try recomputeDue(of: matter, before) {
                changed += 1
            }
        }
        guard let newest = years.subtracting(known).max() else { return }
        try tell(
            all: .staff,
            .holidayTableLoaded,
            [.year: .text(String(newest)), .count: .count(changed)]
        )
    }

    /// - Returns: True when the date has changed.
    private mutating func recomputeDue(
        of matter: Matter,
        _ before: WorkingDays
    ) throws -> Bool {
        guard let due = matter.due, let start = matter.assignedAt.map({ Day(of: $0) }) else {
            return false
        }
        let count = before.count(after: start, through: due)
        guard count >= 1 else { return false }
        let sum = rules.workingDays.adding(count, to: start)
        guard sum.day != due || sum.isProvisional != matter.isDueProvisional else { return false }
        add(
            .dueRecomputed(matter.number, due: sum.day, isProvisional: sum.isProvisional)
        )
        guard sum.day != due else { return false }
        watch(.answering, of: matter.number, until: sum.day)
        var facts: [Field: FieldValue] = [
            .number: .number(matter.number),
            .due: .due(sum.day, isProvisional: sum.isProvisional), .since: .day(due),
        ]
        facts[.subject] = try subject(of: matter)
        if let unit = matter.unit { facts[.unit] = .name(unit) }
        tell(matter.owner, .dueRecomputed, facts)
        try tell(officersOf: matter.unit, .dueRecomputed, facts)
        return true
    }

    /// - Returns: True when the date has changed.
    private mutating func recomputeScreening(
        of matter: Matter,
        _ before: WorkingDays
    ) throws -> Bool {
        let start = Day(of: matter.filedAt)
        let count = before.count(after: start, through: matter.screenBy)
        guard count >= 1 else { return false }
        let day = rules.workingDays.adding(count, to: start).day
        guard day != matter.screenBy else { return false }
        add(.screeningRecomputed(matter.number, screenBy: day))
        watch(.screening, of: matter.number, until: day)
        var facts: [Field: FieldValue] = [
            .number: .number(matter.number), .due: .day(day), .since: .day(matter.screenBy),
        ]
        facts[.subject] = try subject(of: matter)
        tell(matter.owner, .screeningRecomputed, facts)
        return true
    }
}

extension FieldValue {
    /// A day to answer by, marked where a year without a table was counted through (暂定).
    package static func due(_ day: Day, isProvisional: Bool) -> FieldValue {
        isProvisional ? .provisional(day) : .day(day)
    }
}
