/// Which limit of which suggestion a due row looks at.
package struct SuggestionDue: Hashable, Sendable {
    package var number: SuggestionNumber
    package var clock: SuggestionClock
    /// The day on which the limit ended when the row was made: a later limit has rows of its own.
    package var until: Day
    /// The rung of the ladder after it; nil for the warning before it.
    package var rung: Int?

    package init(number: SuggestionNumber, clock: SuggestionClock, until: Day, rung: Int?) {
        self.number = number
        self.clock = clock
        self.until = until
        self.rung = rung
    }

    /// Reads ``subject``; nil for anything else.
    package init?(subject: String) {
        let parts = subject.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 4, let number = SuggestionNumber(parts[0]),
            let clock = SuggestionClock(rawValue: String(parts[1])), let until = Day(parts[2])
        else { return nil }
        let rung = Int(parts[3])
        guard rung != nil || parts[3] == "warning" else { return nil }
        self.init(number: number, clock: clock, until: until, rung: rung)
    }

    /// `建2026-0003/answering/2027-02-28/warning`.
    package var subject: String {
        [number.description, clock.rawValue, until.text, rung.map(String.init) ?? "warning"]
            .joined(separator: "/")
    }
}

extension Draft {
    /// Keeps the rows that look at a limit: some days before, and after it.
    mutating func watch(_ clock: SuggestionClock, of number: SuggestionNumber, until: Day) {
        let warning = rules.workingDays.subtracting(rules.limits.warn, from: until)
        if warning > today {
            schedule(
                SuggestionDue(number: number, clock: clock, until: until, rung: nil),
                on: warning
            )
        }
        let passed = max(rules.day(ofRung: 0, after: until), today)
        schedule(SuggestionDue(number: number, clock: clock, until: until, rung: 0), on: passed)
    }

    private mutating func schedule(_ due: SuggestionDue, on day: Day) {
        schedule(
            Due(kind: .suggestionClock, at: day.at(Draft.alertTime), subject: due.subject)
        )
    }

    /// A limit's row has come: nothing follows where the suggestion went on meanwhile.
    package mutating func look(_ due: SuggestionDue) throws {
        guard let suggestion = try record(due.number),
            suggestion.runningClocks[due.clock] == due.until
        else { return }
        var facts = try facts(of: suggestion)
        facts[.due] = .day(due.until)
        facts[.topic] = .term("clock." + due.clock.rawValue)
        let units = due.clock == .opinion ? suggestion.coHandlers : [suggestion.unit]
        guard let rung = due.rung else {
            try tell(all: .staff, .suggestionDueSoon, facts)
            for unit in units { try tell(officersOf: unit, .suggestionDueSoon, facts) }
            return
        }
        guard (suggestion.rungs[due.clock] ?? -1) < rung else { return }
        add(.suggestionTurned(due.number, .overdue(due.clock, rung: rung)))
        facts[.days] = .count(today.ordinal - due.until.ordinal)
        for role in StationRules.ladder[min(rung, StationRules.ladder.count - 1)] {
            try tell(all: role, .suggestionOverdue, facts)
        }
        if rung > 0 { try tell(all: .presidium, .suggestionOverdue, facts) }
        for unit in units { try tell(officersOf: unit, .suggestionOverdue, facts) }
        // Its deputies hear of the answer's delay once, not at every rung.
        if rung == 0, due.clock == .answering {
            tell(signersOf: suggestion, .suggestionOverdue, facts)
        }
        guard rung + 1 < StationRules.ladder.count else { return }
        var next = due
        next.rung = rung + 1
        schedule(next, on: rules.day(ofRung: rung + 1, after: due.until))
    }
}

extension Suggestion {
    /// Co-handling units whose opinion is still to come.
    var coHandlers: [String?] {
        (assignment?.coUnits ?? []).filter { !opinions.contains($0) }
    }
}
