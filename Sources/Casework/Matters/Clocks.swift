/// Which limit of which matter a due row looks at.
package struct ClockDue: Hashable, Sendable {
    package enum Look: String, Sendable {
        /// Some working days before the end.
        case warning
        /// A rung of the ladder after it.
        case passed
        /// Nobody has rated what they were told.
        case lapse
    }

    package var number: MatterNumber
    package var clock: Clock
    package var look: Look
    /// The day on which the limit ended when the row was made: a later limit has rows of its own.
    package var until: Day
    package var rung: Int

    package init(number: MatterNumber, clock: Clock, look: Look, until: Day, rung: Int = 0) {
        self.number = number
        self.clock = clock
        self.look = look
        self.until = until
        self.rung = rung
    }

    /// Reads ``subject``; nil for anything else.
    package init?(subject: String) {
        let parts = subject.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 5, let number = MatterNumber(parts[0]),
            let clock = Clock(rawValue: String(parts[1])),
            let look = Look(rawValue: String(parts[2])), let until = Day(String(parts[3])),
            let rung = Int(parts[4])
        else { return nil }
        self.init(number: number, clock: clock, look: look, until: until, rung: rung)
    }

    /// `2026-0042/answering/passed/2026-12-04/0`.
    package var subject: String {
        [number.description, clock.rawValue, look.rawValue, until.text, String(rung)]
            .joined(separator: "/")
    }
}

extension StationRules {
    /// Who is told of a limit that was passed, and how many working days after it, rung by rung.
    ///
    /// Proposals of ours (`domain.md` §3.2 gives no source); the days are config.
    package static let ladder: [[Role]] = [[.staff], [.staff, .head], [.head]]

    /// The day of a rung: the first working day after the limit, then as config says.
    func day(ofRung rung: Int, after until: Day) -> Day {
        let offset = rung == 0 ? 1 : limits.ladder[min(rung, limits.ladder.count) - 1]
        return workingDays.adding(max(1, offset), to: until).day
    }
}

extension Draft {
    /// When alerts of the day go out: a decent hour, before the first call of the morning.
    static let alertTime = ClockTime(minutes: 8 * 60 + 30)

    /// Lets a limit of the station's own run for so many working days from today.
    mutating func run(_ clock: Clock, days: Int, on number: MatterNumber) {
        let until = rules.workingDays.adding(days, to: today).day
        add(.turned(number, .clockSet(clock, until: until)))
        watch(clock, of: number, until: until)
    }

    /// Keeps the rows that look at a limit.
    mutating func watch(_ clock: Clock, of number: MatterNumber, until: Day) {
        let warning = rules.workingDays.subtracting(rules.limits.warn, from: until)
        if warning > today {
            schedule(ClockDue(number: number, clock: clock, look: .warning, until: until), warning)
        }
        let passed = rules.day(ofRung: 0, after: until)
        schedule(
            ClockDue(number: number, clock: clock, look: .passed, until: until),
            max(passed, today)
        )
    }

    private mutating func schedule(_ due: ClockDue, _ day: Day) {
        schedule(Due(kind: .clock, at: day.at(Draft.alertTime), subject: due.subject))
    }

    /// Lets ten days (config) run in which the voter may rate.
    mutating func awaitRating(of number: MatterNumber) {
        let until = today.adding(days: rules.limits.rating)
        let due = ClockDue(number: number, clock: .deciding, look: .lapse, until: until)
        schedule(due, until.adding(days: 1))
    }

    /// A limit's row has come: nothing follows where the matter went on meanwhile.
    package mutating func look(_ due: ClockDue) throws {
        guard let matter = try matter(due.number) else { return }
        if due.look == .lapse { return try lapse(matter) }
        guard matter.runningClocks[due.clock] == due.until else { return }
        var facts = try facts(of: matter, isBrief: true)
        facts[.due] = .day(due.until)
        facts[.state] = .term("clock." + due.clock.rawValue)
        guard due.look == .passed else {
            // After the day itself whoever was away hears that it has passed, and only that.
            guard due.until >= today else { return }
            try warn(matter, due.clock, facts)
            return
        }
        let told = matter.course.rungs?[due.clock] ?? -1
        guard told < due.rung else { return }
        // After days off the rungs that have come meanwhile are told of in one.
        var due = due
        let first = due.rung
        while due.rung + 1 < StationRules.ladder.count,
            rules.day(ofRung: due.rung + 1, after: due.until) <= today
        {
            due.rung += 1
        }
        add(.turned(matter.number, .overdue(due.clock, rung: due.rung)))
        facts[.days] = .count(rules.workingDays.count(after: due.until, through: today))
        var heard: [Role] = []
        for rung in first...due.rung {
            for role in StationRules.ladder[min(rung, StationRules.ladder.count - 1)]
            where !heard.contains(role) {
                heard.append(role)
                try tell(all: role, .staffOverdue, facts)
            }
        }
        if due.clock == .answering {
            try tell(officersOf: matter.unit, .unitOverdue, facts)
            // The voter hears of it once, not at every rung.
            if first == 0 { tell(matter.owner, .overdueNotice, facts) }
        }
        if due.rung + 1 < StationRules.ladder.count {
            var next = due
            next.rung += 1
            schedule(next, rules.day(ofRung: next.rung, after: due.until))
        }
    }

    private mutating func warn(
        _ matter: Matter,
        _ clock: Clock,
        _ facts: [Field: FieldValue]
    ) throws {
        switch clock {
        case .answering:
            try tell(officersOf: matter.unit, .unitDueSoon, facts)
            try tell(all: .staff, .staffDueSoon, facts)
        case .screening, .assigning, .telling, .promise:
            try tell(all: .staff, .staffDueSoon, facts)
        case .deciding: try tell(all: .head, .staffDueSoon, facts)
        }
    }

    private mutating func lapse(_ matter: Matter) throws {
        guard matter.state == .fedBack, matter.rating == nil, matter.isToldToVoter else { return }
        add(.turned(matter.number, .lapsed))
        var facts = try facts(of: matter, isBrief: true)
        facts[.days] = .count(rules.limits.rating)
        try tell(all: .staff, .staffLapsed, facts)
    }
}

/// 为什么逾期: the dated list of what happened, and the rule.
package enum ExplainDelay: Deed {
    package static let action = Action.explainDelay

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let found = try draft.find()
        guard case .matter(let matter) = found else { return found.verdict }
        if draft.isAudit { draft.noteLook(at: matter) }
        var lines: [FieldValue.Line] = []
        for past in try draft.view.history(of: matter.number, limit: 100) {
            guard let (term, day, unit) = past.event.milestone else { continue }
            var facts: [Field: FieldValue] = [
                .date: .day(Day(of: past.at)), .action: .term("past." + term),
            ]
            if let day { facts[.due] = .day(day) }
            if let unit { facts[.unit] = .name(unit) }
            lines.append(FieldValue.Line(.historyLine, facts))
        }
        var facts = try draft.facts(of: matter, isBrief: true)
        facts[.list] = .lines(lines)
        let late = matter.runningClocks.filter { $0.value < draft.today }
            .min { $0.value < $1.value }
        guard let (clock, until) = late else {
            facts[.due] = matter.runningClocks.values.min().map { .day($0) }
            draft.say(matter.course.pause == nil ? .historyInTime : .historyPaused, facts)
            return .done
        }
        facts[.due] = .day(until)
        facts[.reason] = .term("clock." + clock.rawValue)
        facts[.days] = .count(draft.rules.workingDays.count(after: until, through: draft.today))
        draft.say(.historyOverdue, facts)
        return .done
    }
}

extension Event {
    /// What a dated list says of it: the key of a term, a day it speaks of, a unit.
    fileprivate var milestone: (term: String, day: Day?, unit: String?)? {
        switch self {
        case .matterRegistered(let filing): ("filed", filing.screenBy, nil)
        case .matterAccepted: ("accepted", nil, nil)
        case .matterVerified: ("verified", nil, nil)
        case .matterAssigned(_, let unit, let due, _, _): ("assigned", due, unit)
        case .replyRecorded(_, _, let unit): ("replied", nil, unit)
        case .feedbackGiven: ("fed_back", nil, nil)
        case .matterRated: ("rated", nil, nil)
        case .redoOrdered(_, let due, _): ("redo", due, nil)
        case .matterClosed: ("closed", nil, nil)
        case .matterUrged: ("urged", nil, nil)
        case .turned(_, let turn): turn.milestone
        default: nil
        }
    }
}

extension CourseTurn {
    fileprivate var milestone: (term: String, day: Day?, unit: String?)? {
        switch self {
        case .signed: ("signed", nil, nil)
        case .returned(let unit, _, _): ("returned", nil, unit)
        case .extensionAsked(let day, _, _): ("extension_asked", day, nil)
        case .extended(_, let day, _, _): ("extended", day, nil)
        case .unitUrged(let isFormal): (isFormal ? "supervised" : "unit_urged", nil, nil)
        case .merged: ("merged", nil, nil)
        case .parted: ("parted", nil, nil)
        case .archived: ("archived", nil, nil)
        case .verificationAsked: ("verification_asked", nil, nil)
        case .discussed(let day): ("discussed", day, nil)
        case .voterAsked: ("voter_asked", nil, nil)
        case .voterAnswered(let day): ("voter_answered", day, nil)
        case .promised(_, let day): ("promised", day, nil)
        case .reopened(_, let day, _): ("reopened", day, nil)
        case .restored(_, let day, _): ("restored", day, nil)
        case .corrected: ("corrected", nil, nil)
        case .opinionAsked: ("opinion_asked", nil, nil)
        case .opinionGiven: ("opinion_given", nil, nil)
        case .lapsed: ("lapsed", nil, nil)
        case .suggested: ("suggested", nil, nil)
        case .cameFrom(let record): ("came_from", nil, record.text)
        case .explained: ("explained", nil, nil)
        case .notGranted(let action, _, _):
            (action == .extendDeadline ? "extension_refused" : "sent_back", nil, nil)
        case .shared(let units): ("shared", nil, units.last)
        case .helperReplied(let unit, _): ("helper_replied", nil, unit)
        case .carriedOn, .clockSet, .overdue, .placed, .moved, .worded, .remarked: nil
        }
    }
}
