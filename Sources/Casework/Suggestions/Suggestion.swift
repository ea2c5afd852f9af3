/// The number of a suggestion: its own series, `建2026-0003`.
package typealias SuggestionNumber = RecordNumber<Suggestion>

/// 代表建议: what a deputy asks of those who govern, on the deputy's own right (代表法).
///
/// It is no order and no matter: the presidium assigns it, a unit answers it, its lead says
/// whether the answer will do. The matters that it grew from keep their own course.
package struct Suggestion: StationRecord {
    package static let kind = RecordKind.suggestion

    package enum Stand: String, Sendable, Codable, CaseIterable {
        /// Handed in.
        case submitted
        /// Registered by the presidium's office, and its deputies were told.
        case registered
        case assigned
        /// The unit has answered and the lead has not said what they think of it.
        case replied
        case closed
        case withdrawn

        package var isOpen: Bool { self != .closed && self != .withdrawn }
    }

    package struct Answer: Hashable, Sendable, Codable {
        package var at: Instant
        package var words: ContentID
        package var unit: String
        /// `A` solved, `B` being solved, `C` planned, `D` kept for reference; nil while unsaid.
        package var result: String?
        /// What the lead said of it: ``Values/ratings``; nil while unsaid.
        package var rating: String?
        package var comment: ContentID?
    }

    package var number: SuggestionNumber
    package var lead: PersonID
    /// Who was asked to sign and has not answered.
    package var invited: [PersonID]
    /// Who signed beside the lead, by a message of their own.
    package var cosigners: [PersonID] = []
    package var at: Instant
    /// 关于…的建议.
    package var title: ContentID
    package var situation: ContentID?
    package var analysis: ContentID?
    package var proposal: ContentID
    package var topic: String?
    /// The matters that it grew from.
    package var matters: [MatterNumber]
    /// By which its deputies are told that it is registered.
    package var registerBy: Day
    package var stand = Stand.submitted
    package var assignment: SuggestionAssignment?
    /// What stands in the way of the unit that says it is not theirs.
    package var objection: Objection?
    /// Every answer, the first first; a redo keeps those before it.
    package var answers: [Answer] = []
    /// Co-handling units that have given their opinion.
    package var opinions: [String] = []
    /// Who took over from a lead that is no deputy any more.
    package var successor: PersonID?
    /// By when what was promised is answered again.
    package var promised: Day?
    package var urges = 0
    package var rungs: [SuggestionClock: Int] = [:]
    package var endedAt: Instant?
    package var archived: Archived?

    package struct Objection: Hashable, Sendable, Codable {
        package var unit: String
        package var suggested: String?
        package var reason: ContentID?
    }

    package init(
        number: SuggestionNumber,
        lead: PersonID,
        invited: [PersonID],
        at: Instant,
        title: ContentID,
        situation: ContentID?,
        analysis: ContentID?,
        proposal: ContentID,
        topic: String?,
        matters: [MatterNumber],
        registerBy: Day
    ) {
        self.number = number
        self.lead = lead
        self.invited = invited
        self.at = at
        self.title = title
        self.situation = situation
        self.analysis = analysis
        self.proposal = proposal
        self.topic = topic
        self.matters = matters
        self.registerBy = registerBy
    }

    package var facets: RecordFacets {
        RecordFacets(person: lead, day: Day(of: at), isOpen: stand.isOpen, tag: topic)
    }

    /// The lead and all who signed.
    package var signers: [PersonID] { [lead] + cosigners }

    /// Who speaks for it now: its lead, or who took over.
    package var speaker: PersonID { successor ?? lead }

    package var unit: String? { assignment?.unit }
}

/// To whom the presidium gave a suggestion, and the dates that follow from that day.
package struct SuggestionAssignment: Hashable, Sendable, Codable {
    package var unit: String
    package var coUnits: [String]
    package var on: Day
    /// Three months from ``on``, or six where it is wide or hard; one month for a redo.
    package var due: Day
    package var isWide: Bool
    /// Until then the unit may say that it is not theirs.
    package var objectBy: Day
    /// By which co-handling units tell the lead unit what they think; nil without any.
    package var opinionBy: Day?
    package var by: PersonID
}

/// A limit of a suggestion (`domain.md` §3.2).
package enum SuggestionClock: String, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
    /// 7 days until its deputies are told of the registration ([ZJ-JY] art 10).
    case registering
    /// 3 or 6 months, or 1 for a redo, until the unit's answer (代表法 art 51).
    case answering
    /// 2 months until the co-handlers' opinion ([ZJ-JY] art 18).
    case opinion
    /// Until what was promised is answered again ([ZJ-JY] art 20).
    case promise
}

/// The legal limits of suggestions: calendar months and days, whatever day they end on.
package enum SuggestionLimits {
    package static let registeringDays = 7
    package static let objectingDays = 10
    package static let months = 3
    package static let wideMonths = 6
    package static let redoMonths = 1
    package static let opinionMonths = 2
}

/// What happens to a suggestion after it was handed in.
package enum SuggestionTurn: Hashable, Sendable, Codable {
    /// 附议, by the signer's own word.
    case seconded(by: PersonID)
    case supplemented(situation: ContentID?, analysis: ContentID?, proposal: ContentID?)
    case registered(by: PersonID)
    case assigned(SuggestionAssignment)
    /// Found wide or hard after it was assigned: six months from that day.
    case widened(due: Day, by: PersonID)
    case objected(Suggestion.Objection)
    case opinionGiven(unit: String, words: ContentID)
    case replied(words: ContentID, unit: String)
    /// What the last answer comes to, and by when the rest is promised.
    case classed(result: String, until: Day?)
    /// Satisfied ends it; dissatisfied gives the unit until ``redoBy``.
    case rated(String, comment: ContentID?, redoBy: Day?)
    case urged(by: PersonID)
    case withdrawn(reason: ContentID?)
    /// 交接: another deputy speaks for it from now on; the lead stays its lead.
    case passed(to: PersonID)
    case overdue(SuggestionClock, rung: Int)
}

extension Suggestion {
    package init?(opening event: Event, at instant: Instant) {
        guard case .suggestionSubmitted(let suggestion) = event else { return nil }
        self = suggestion
    }

    package mutating func apply(_ event: Event, at instant: Instant) {
        switch event {
        case .recordArchived(_, let archived): self.archived = archived
        case .recordCorrected(_, let words): archived?.correct(words)
        case .suggestionTurned(_, let turn): apply(turn, at: instant)
        default: break
        }
    }

    private mutating func apply(_ turn: SuggestionTurn, at instant: Instant) {
        switch turn {
        case .seconded(let person):
            cosigners.append(person)
            invited.removeAll { $0 == person }
        case .supplemented(let situation, let analysis, let proposal):
            self.situation = situation ?? self.situation
            self.analysis = analysis ?? self.analysis
            self.proposal = proposal ?? self.proposal
        case .registered: stand = .registered
        case .assigned(let assignment):
            stand = .assigned
            self.assignment = assignment
            objection = nil
            rungs = [:]
        case .widened(let due, _):
            assignment?.due = due
            assignment?.isWide = true
            rungs[.answering] = nil
        case .objected(let objection): self.objection = objection
        case .opinionGiven(let unit, _): opinions.append(unit)
        case .replied(let words, let unit):
            stand = .replied
            answers.append(Answer(at: instant, words: words, unit: unit))
            promised = nil
            endedAt = nil
        case .classed(let result, let until):
            if !answers.isEmpty { answers[answers.count - 1].result = result }
            promised = until
            rungs[.promise] = nil
        case .rated(let rating, let comment, let redoBy):
            if !answers.isEmpty {
                answers[answers.count - 1].rating = rating
                answers[answers.count - 1].comment = comment
            }
            rungs[.answering] = nil
            guard let redoBy else {
                stand = .closed
                endedAt = instant
                return
            }
            stand = .assigned
            assignment?.due = redoBy
        case .urged: urges += 1
        case .withdrawn:
            stand = .withdrawn
            promised = nil
            endedAt = instant
        case .passed(let person): successor = person
        case .overdue(let clock, let rung): rungs[clock] = rung
        }
    }

    /// The limits that run now, each with the day on which it ends.
    package var runningClocks: [SuggestionClock: Day] {
        var clocks: [SuggestionClock: Day] = [:]
        clocks[.promise] = promised
        if stand == .submitted { clocks[.registering] = registerBy }
        guard stand == .assigned, let assignment else { return clocks }
        clocks[.answering] = assignment.due
        if !Set(assignment.coUnits).subtracting(opinions).isEmpty {
            clocks[.opinion] = assignment.opinionBy
        }
        return clocks
    }
}
