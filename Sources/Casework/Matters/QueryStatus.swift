/// 查: how a matter stands.
package enum QueryStatus: Deed {
    package static let action = Action.queryStatus

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if let code = draft.arguments.text(.code) { return try byCode(code, &draft) }
        let refs = draft.arguments.list(.refs)
        if refs.count > 1 {
            for ref in refs {
                switch try draft.find(ref: ref) {
                case .matter(let matter):
                    draft.noteLook(at: matter)
                    try draft.sayStatus(of: matter)
                case .none(let verdict): draft.sayRefusal(verdict)
                }
            }
            return .done
        }
        if draft.arguments.has(.ref) || !refs.isEmpty {
            switch try draft.find() {
            case .none(let verdict): return verdict
            case .matter(let matter):
                draft.noteLook(at: matter)
                try draft.sayStatus(of: matter)
                return .done
            }
        }
        // `为什么不受理`: of what was not taken, not of what else goes on.
        if draft.arguments.text(.scope) == "declined",
            let declined = try draft.ownDeclined()
        {
            try draft.sayStatus(of: declined)
            return .done
        }
        return try ownMatters(&draft)
    }

    /// Anybody with the code sees state, unit and date; never words or names.
    private static func byCode(_ code: String, _ draft: inout Draft) throws -> Verdict {
        if try draft.isSlowed() { return .refused(FieldValue.Line(.codeSlowed)) }
        let digest = draft.chance.digest(code.uppercased())
        guard let matter = try draft.view.matter(codeDigest: digest) else {
            return try draft.missed(.codeUnknown)
        }
        var facts: [Field: FieldValue] = [
            .number: .number(matter.number), .state: .term(matter.state.term),
        ]
        if let unit = matter.unit { facts[.unit] = .name(unit) }
        if let due = matter.due, matter.state.isOpen {
            facts[.due] = .due(due, isProvisional: matter.isDueProvisional)
        }
        draft.say(.statusByCode, facts)
        return .done
    }

    private static func ownMatters(_ draft: inout Draft) throws -> Verdict {
        var query = MatterQuery()
        query.owner = draft.me
        query.newestFirst = true
        let wantsAll = draft.arguments.text(.scope) == "all_mine"
        if !wantsAll { query.states = MatterQuery.open }
        if let about = draft.arguments.text(.about) ?? draft.arguments.list(.about).first {
            let found = try draft.view.matters(query).filter { matter in
                try matter.words.contains { try draft.view.words($0)?.contains(about) ?? false }
            }
            if !found.isEmpty {
                return try say(Array(found.prefix(10)), total: found.count, &draft)
            }
        }
        // Where the words are of none, the open ones are meant, or the last that there was.
        query.limit = 10
        var found = try draft.view.matters(query)
        var total = try draft.view.count(query)
        if found.isEmpty, !wantsAll {
            query.states = []
            query.limit = 1
            found = try draft.view.matters(query)
            total = found.count
        }
        return try say(found, total: total, &draft)
    }

    private static func say(
        _ found: [Matter],
        total: Int,
        _ draft: inout Draft
    ) throws -> Verdict {
        switch found.count {
        case 0 where draft.roles != [.voter]:
            // Whoever works here has matters in hand, and reports few of their own.
            guard Authority.allows(.listMatters, to: draft.roles) else {
                draft.say(.mattersNone)
                break
            }
            draft.follow(FollowUp(step: Step(.listMatters)))
        case 0: draft.say(.statusNone)
        case 1: try draft.sayStatus(of: found[0])
        default:
            let lines = try found.map {
                FieldValue.Line(.statusListLine, try draft.facts(of: $0, isBrief: true))
            }
            draft.say(
                .statusList,
                [.list: .lines(lines), .count: .count(found.count), .total: .count(total)]
            )
        }
        return .done
    }
}

extension Draft {
    /// The asker's newest matter, where it was declined; nil for any other.
    func ownDeclined() throws -> Matter? {
        var query = MatterQuery()
        query.owner = asker.person?.id
        query.states = [.declined]
        query.newestFirst = true
        query.limit = 1
        return try view.matters(query).first
    }

    /// Answers with a matter's state in the one sentence made for it.
    package mutating func sayStatus(of matter: Matter) throws {
        var facts = try facts(of: matter)
        var kind = matter.statusKind
        if kind == .statusDissatisfied {
            facts[.due] = matter.course.limits?[.deciding].map { .day($0) }
        }
        if let late = matter.runningClocks[.answering], late < today {
            kind = .statusOverdue
            facts[.days] = .count(rules.workingDays.count(after: late, through: today))
        }
        if matter.state == .assigned, let first = matter.course.extensions?.first {
            facts[.since] = .day(first.from)
            facts[.reason] = try reasonOfExtension(of: matter).map { .text($0) }
        }
        // Whoever has to do it reads what is to be done, and where.
        if matter.state == .assigned, roles.contains(.unit), matter.owner != me {
            facts[.text] = try wordsOfOrder(matter).map { .text($0) }
        }
        // Only whose it is reads what is meant for the voter.
        let isOwn = matter.owner == asker.person?.id || roles == [.voter]
        say(isOwn ? kind : kind.forOffice, facts)
        try saySuggestions(of: matter)
        say(matter.past, of: matter.number.description)
    }

    /// Why more time was given last, in the words of whoever gave it; nil where none were said.
    private func reasonOfExtension(of matter: Matter) throws -> String? {
        let turns = try view.history(of: matter.number, limit: 100).compactMap {
            entry -> ContentID? in
            guard case .turned(_, .extended(_, _, _, let reason)) = entry.event else { return nil }
            return reason
        }
        return try turns.last.flatMap { try view.words($0) }
    }

    /// Of what was taken over from paper: its number there, its source, and what was written where
    /// a number or a day was wanted.
    package mutating func say(_ past: Past?, of number: String) {
        guard let past else { return }
        var facts: [Field: FieldValue] = [
            .number: .text(number), .text: .text(past.source), .code: .text(past.paper),
        ]
        facts[.count] = past.count.map { .text($0) }
        facts[.date] = past.date.map { .text($0) }
        say(.pastNote, facts)
    }

    package mutating func sayRefusal(_ verdict: Verdict) {
        if case .refused(let line) = verdict { say(line.kind, line.fields) }
    }

    /// What may be said of a matter to those who may see it.
    package func facts(
        of matter: Matter,
        isBrief: Bool = false
    ) throws -> [Field: FieldValue] {
        var facts: [Field: FieldValue] = [
            .number: .number(matter.number), .state: .term(matter.state.term),
        ]
        facts[.subject] = try subject(of: matter)
        if let unit = matter.unit { facts[.unit] = .name(unit) }
        if matter.state.isOpen {
            facts[.due] =
                matter.due.map { .due($0, isProvisional: matter.isDueProvisional) }
                ?? .day(matter.screenBy)
        }
        if matter.state != .registered, isBrief, matter.due == nil { facts[.due] = nil }
        if let main = matter.course.mergedInto { facts[.total] = .number(main) }
        if let helpers = matter.course.coUnits { facts[.list] = .names(helpers) }
        if isBrief { return facts }
        facts[.date] = .day(Day(of: matter.turnedAt))
        let isWithheld = isAudit && matter.isWithheld
        if let answer = matter.answers.last, let words = try view.words(answer.words), !isWithheld {
            facts[.answer] = .text(isAudit ? try hidden(words, of: matter) : words)
        }
        if let reason = matter.declineReason {
            let words = isAudit ? nil : matter.declineWords
            facts[.reason] = try reasonValue(reason, words: words)
        }
        if matter.state == .closed, !isWithheld,
            let words = try matter.course.explanation.flatMap({ try words($0) })
        {
            facts[.reason] = .text(isAudit ? try hidden(words, of: matter) : words)
        }
        if let redirect = try matter.redirect.flatMap({ try view.words($0) }) {
            facts[.redirect] = .text(redirect)
        }
        if let rating = matter.rating { facts[.rating] = .term("rating." + rating) }
        return facts
    }

    package func reasonValue(_ reason: String, words: ContentID?) throws -> FieldValue {
        if let words, let text = try decision.contents[words] ?? view.words(words) {
            return .text(text)
        }
        return .term("reason." + reason)
    }
}

extension ReplyKind {
    /// The same for somebody who works here: of the voter, and not to the voter.
    fileprivate var forOffice: ReplyKind {
        switch self {
        case .statusRegistered: .officeRegistered
        case .statusAccepted: .officeAccepted
        case .statusOverdue: .officeOverdue
        case .statusReplied: .officeReplied
        case .statusFedBack: .officeFedBack
        case .statusRated, .statusDissatisfied: .officeRated
        case .statusClosed: .officeClosed
        case .statusDeclined: .officeDeclined
        case .statusWithdrawn: .officeWithdrawn
        case .statusMerged: .officeMerged
        default: self
        }
    }
}

extension Matter {
    /// The sentence that says how the matter stands.
    package var statusKind: ReplyKind {
        switch state {
        case .registered: .statusRegistered
        case .accepted: .statusAccepted
        case .assigned: .statusAssigned
        case .replied: .statusReplied
        case .fedBack where rating == "dissatisfied": .statusDissatisfied
        case .fedBack where rating != nil: .statusRated
        case .fedBack: .statusFedBack
        case .closed: .statusClosed
        case .answered: .statusAnswered
        case .declined: .statusDeclined
        case .withdrawn: .statusWithdrawn
        case .merged: .statusMerged
        case .archived: .statusClosed
        }
    }

    /// When it came to stand as it does.
    package var turnedAt: Instant {
        switch state {
        case .registered: filedAt
        case .accepted: acceptedAt ?? filedAt
        case .assigned: assignedAt ?? filedAt
        case .replied: answers.last?.at ?? filedAt
        case .fedBack: feedbacks.last?.at ?? filedAt
        case .closed, .answered, .declined, .withdrawn, .archived: endedAt ?? filedAt
        case .merged: acceptedAt ?? filedAt
        }
    }
}
