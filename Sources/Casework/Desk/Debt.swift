/// Something that the station owes, as a clerk would say it; found by looking, never kept.
package struct Debt: Hashable, Sendable {
    /// What is owed; the raw value is the key of its words, `debt.answer_late`.
    package enum Kind: String, Sendable, CaseIterable {
        // Late, or waiting for somebody who has been told.
        case screeningLate = "screening_late"
        case assigningLate = "assigning_late"
        case answerLate = "answer_late"
        case tellingLate = "telling_late"
        /// Written feedback that was refused, expired, uncertain or unread: call or visit.
        case callOrVisit = "call_or_visit"
        /// Declined or answered on the spot, and its voter has no address.
        case endingNotTold = "ending_not_told"
        case dissatisfied
        case escalationOpen = "escalation_open"
        /// A headquarters' promise, or a unit's, whose day has passed.
        case promisePassed = "promise_passed"
        // Open, in its time.
        case screening, assigning
        case inHand = "in_hand"
        case voterAsked = "voter_asked"
        case notFedBack = "not_fed_back"
        case onItsWay = "on_its_way"
        case toClose = "to_close"
        case linked
        case extensionAsked = "extension_asked"
        case opinionOpen = "opinion_open"
        case promised
        case proposed, unsorted

        /// True for what should not be so any more.
        package var isLate: Bool {
            switch self {
            case .screeningLate, .assigningLate, .answerLate, .tellingLate, .callOrVisit,
                .endingNotTold, .dissatisfied, .escalationOpen, .promisePassed:
                true
            case .screening, .assigning, .inHand, .voterAsked, .notFedBack, .onItsWay, .toClose,
                .linked, .extensionAsked, .opinionOpen, .promised, .proposed, .unsorted:
                false
            }
        }
    }

    package var kind: Kind
    /// The matters, oldest first; empty for items of the queue.
    package var numbers: [MatterNumber] = []
    package var count: Int
    /// Since when the oldest of them waits.
    package var since: Day
}

extension StationView {
    /// Everything that is owed on a day, the late first; each kind once.
    package func debts(on today: Day) throws -> [Debt] {
        var found: [Debt.Kind: [(number: MatterNumber?, since: Day)]] = [:]
        var query = MatterQuery()
        query.states = MatterQuery.open
        query.limit = .max
        for matter in try matters(query) {
            for (kind, since) in matter.debts(on: today) {
                found[kind, default: []].append((matter.number, since))
            }
        }
        for mark in [MatterQuery.Mark.owesTelling, .escalationRaised] {
            var query = MatterQuery()
            query.mark = mark
            query.limit = .max
            for matter in try matters(query) {
                let kind: Debt.Kind = mark == .owesTelling ? .endingNotTold : .escalationOpen
                let since = matter.guarding.escalation?.at ?? matter.turnedAt
                found[kind, default: []].append(
                    (matter.number, Day(of: mark == .owesTelling ? matter.turnedAt : since))
                )
            }
        }
        for proposal in try proposals() {
            found[.proposed, default: []].append((proposal.number, Day(of: proposal.at)))
        }
        for item in try openItems() {
            found[.unsorted, default: []].append((nil, Day(of: item.at)))
        }
        return Debt.Kind.allCases.compactMap { kind in
            guard let all = found[kind], let oldest = all.map(\.since).min() else { return nil }
            return Debt(
                kind: kind,
                numbers: all.compactMap(\.number).sorted(),
                count: all.count,
                since: oldest
            )
        }
    }
}

extension Matter {
    /// What the station owes on this matter, and since when.
    fileprivate func debts(on today: Day) -> [(Debt.Kind, Day)] {
        var debts: [(Debt.Kind, Day)] = []
        let turned = Day(of: turnedAt)
        let late = runningClocks.filter { $0.value < today }
        if course.pause != nil {
            debts.append((.voterAsked, Day(of: course.pause?.at ?? turnedAt)))
        } else {
            switch state {
            case .registered:
                debts.append(late[.screening].map { (.screeningLate, $0) } ?? (.screening, turned))
            case .accepted:
                debts.append(late[.assigning].map { (.assigningLate, $0) } ?? (.assigning, turned))
            case .assigned:
                debts.append(late[.answering].map { (.answerLate, $0) } ?? (.inHand, turned))
                if course.request != nil { debts.append((.extensionAsked, turned)) }
            case .replied where needsTelling: debts.append((.callOrVisit, turned))
            case .replied where isFeedbackOnItsWay: debts.append((.onItsWay, turned))
            case .replied:
                debts.append(late[.telling].map { (.tellingLate, $0) } ?? (.notFedBack, turned))
            case .fedBack:
                debts.append((rating == "dissatisfied" ? .dissatisfied : .toClose, turned))
            case .merged: debts.append((.linked, turned))
            case .closed, .answered, .declined, .withdrawn, .archived: break
            }
        }
        if let open = course.opinions?.first(where: { $0.words == nil }) {
            debts.append((.opinionOpen, Day(of: open.askedAt)))
        }
        if let until = course.promise?.until ?? promised, guarding.resolved == nil {
            debts.append((until < today ? .promisePassed : .promised, until))
        }
        return debts
    }
}
