/// What a station does when a reception day is a rest day (`domain.md` §6.2).
package enum RestDayRule: String, Sendable, CaseIterable {
    /// Voters are received all the same.
    case hold
    /// The head is asked whether to move it to the next working day; until then it is held.
    case propose
    /// There is no reception on that day.
    case skip
}

/// What a station has laid down about its reception days.
package struct ReceptionPolicy: Sendable {
    package var restDays: [RestDay: RestDayRule] = [.weekend: .hold, .holiday: .propose]
    /// How many people can book one reception; 1 or more.
    package var capacity = 10

    package init() {}
}

extension StationRules {
    /// The rule for a day; nil for a day on which offices work.
    package func restDayRule(on day: Day) -> RestDayRule? {
        workingDays.rest(on: day).flatMap { receptionPolicy.restDays[$0] }
    }
}
