/// One matter as the books count it: the matter, and what only its history tells.
package struct MatterAccount: Hashable, Sendable {
    package var matter: Matter
    /// The terms that units were given to answer in, oldest first; one that was taken from a unit
    /// again (returned, merged, withdrawn) is not among them.
    package var terms: [Term] = []
    /// How it ended, also once it is archived; nil while it has not.
    package var ending: MatterState?
    /// When it ended that way.
    package var endedOn: Day?
    /// When it was archived.
    package var archivedOn: Day?
    /// The term that ran when its voter withdrew it.
    private var setAside: Term?

    /// From handing over to the unit's answer.
    package struct Term: Hashable, Sendable {
        package var unit: String
        package var from: Day
        package var due: Day
        /// Nil while the unit has not answered.
        package var answered: Day?

        /// Nil while it runs and is not over.
        package func isInTime(on today: Day) -> Bool? {
            if let answered { return answered <= due }
            return due < today ? false : nil
        }

        /// Days from handing over to the answer; nil while there is none.
        package var days: Int? { answered.map { $0.ordinal - from.ordinal } }
    }

    /// - Parameters:
    ///   - matter: As it stands.
    ///   - history: All that happened to it, oldest first.
    package init(_ matter: Matter, history: [HistoryEntry]) {
        self.matter = matter
        var open: Term?
        for entry in history {
            let day = Day(of: entry.at)
            switch entry.event {
            case .matterRegistered(let filing):
                if let past = filing.past { end(past.ending, past.endedOn) }
            case .matterAssigned(_, let unit, let due, _, _):
                open = Term(unit: unit, from: day, due: due)
            case .redoOrdered(_, let due, _):
                end(nil, day)
                open = (matter.unit ?? terms.last?.unit).map {
                    Term(unit: $0, from: day, due: due)
                }
            case .dueRecomputed(_, let due, _): open?.due = due
            case .replyRecorded:
                if var term = open {
                    term.answered = day
                    terms.append(term)
                }
                open = nil
            case .matterClosed: end(.closed, day)
            case .answeredOnSpot: end(.answered, day)
            case .matterDeclined: end(.declined, day)
            case .matterWithdrawn:
                setAside = open
                open = nil
                end(.withdrawn, day)
            case .actReversed(_, let before):
                if before.isOpen { end(nil, day) }
                if !before.isAccepted || before == .accepted { open = nil }
            case .turned(_, let turn): take(turn, on: day, &open)
            default: break
            }
        }
        if let open { terms.append(open) }
    }

    private mutating func take(_ turn: CourseTurn, on day: Day, _ open: inout Term?) {
        switch turn {
        case .extended(_, let due, _, _): open?.due = due
        case .voterAnswered(let due?): open?.due = due
        case .returned, .merged: open = nil
        case .lapsed: end(.closed, day)
        case .archived: archivedOn = day
        case .restored(_, let due, _):
            end(nil, day)
            open = setAside
            if let due { open?.due = due }
        case .reopened(_, let due, _):
            end(nil, day)
            open =
                if let due, let unit = matter.unit ?? terms.last?.unit {
                    Term(unit: unit, from: day, due: due)
                } else { nil }
        default: break
        }
    }

    private mutating func end(_ ending: MatterState?, _ day: Day) {
        self.ending = ending
        endedOn = ending == nil ? nil : day
    }
}

extension MatterAccount {
    package var mark: String { matter.number.description }

    /// Who handles it, or handled it last.
    package var unit: String? { matter.unit ?? terms.last?.unit }

    package var filedOn: Day { Day(of: matter.filedAt) }

    /// From then on it must be answered (受理必复); one that its voter withdrew need not be.
    package var mustBeAnswered: Bool { matter.acceptedAt != nil && ending != .withdrawn }

    /// The answer has really reached the voter.
    package var isAnsweredBack: Bool { matter.isToldToVoter }

    package var isClosed: Bool { ending == .closed }

    /// 满意 or 基本满意.
    package var isSatisfied: Bool {
        matter.rating == "satisfied" || matter.rating == "basically_satisfied"
    }

    /// How it stands, an archived one by how it ended.
    package var state: MatterState {
        matter.state == .archived ? ending ?? .archived : matter.state
    }

    /// True for one that was taken over from paper.
    package var isPast: Bool { matter.past != nil }

    package var isEscalated: Bool { matter.guarding.escalation?.stand == .confirmed }
}
