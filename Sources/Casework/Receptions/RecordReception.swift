/// 接待记录: one voter, item by item; or the totals of a day.
///
/// What is neither answered on the spot nor sent elsewhere becomes a matter with its own number,
/// filed for that voter.
package enum SubmitReceptionRecord: Deed {
    package static let action = Action.submitReceptionRecord

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let day = draft.arguments.day(.date) ?? draft.today
        guard day <= draft.today else {
            return draft.refusedFutureDate(day)
        }
        if draft.arguments.has(.ref) { return try draft.addToVisit() }
        let isTotals =
            [.voters, .opinions, .answeredOnSpot].contains { draft.arguments.number($0) != nil }
            && !draft.arguments.has(.voterName)
        if isTotals { return try draft.stateTotals(of: day) }
        guard let content = draft.arguments.text(.content) else { return .missing(.content) }
        if draft.outcomeSaid == "guided", !draft.arguments.has(.redirect) {
            return .missing(.redirect)
        }
        let session = try draft.session(on: day)
        if let known = try draft.visitInHand(of: session.number) {
            return try draft.add(content, to: known)
        }
        if let known = try draft.sameVisit(content, in: session.number) {
            draft.say(.visitKnown, [.item: .text(known.number.description)])
            return .done
        }
        return try draft.recordVisit(content, in: session)
    }
}

/// 接待签到5人次: how many came; a session closes only when its records fit.
package enum SignInVisitors: Deed {
    package static let action = Action.signInVisitors

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let count = draft.arguments.number(.voters) else { return .missing(.voters) }
        let day = draft.arguments.day(.date) ?? draft.today
        guard day <= draft.today else {
            return draft.refusedFutureDate(day)
        }
        let session = try draft.session(on: day)
        draft.add(.sessionTurned(session.number, .signedIn(count, by: draft.me)))
        let recorded = try draft.view.visits(of: session.number).count
        draft.say(
            .visitorsSignedIn,
            [.date: .day(day), .total: .count(count), .count: .count(recorded)]
        )
        return .done
    }
}

/// 结束接待: the books of a day are closed, when they fit the sign-in.
package enum CloseSession: Deed {
    package static let action = Action.closeSession

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let session = try draft.sessionMeant() else {
            return .refused(FieldValue.Line(.sessionNone))
        }
        let visits = try draft.view.visits(of: session.number)
        var totals = ReceptionTotals()
        for visit in visits { totals.add(visit) }
        var facts = draft.facts(of: totals)
        facts[.date] = .day(session.day)
        guard !session.isClosed else {
            draft.say(.sessionClosed, facts)
            return .done
        }
        guard let signedIn = session.signedIn else {
            return .refused(FieldValue.Line(.sessionNotSignedIn, facts))
        }
        guard signedIn == totals.visits else {
            facts[.needed] = .count(signedIn)
            return .refused(FieldValue.Line(.sessionNotFitting, facts))
        }
        if let opinions = session.stated?.opinions, opinions != totals.items {
            facts[.needed] = .count(opinions)
            return .refused(FieldValue.Line(.sessionItemsNotFitting, facts))
        }
        if let answered = session.stated?.answeredOnSpot, answered != totals.answered {
            facts[.needed] = .count(answered)
            return .refused(FieldValue.Line(.sessionAnswersNotFitting, facts))
        }
        draft.add(.sessionTurned(session.number, .closed(by: draft.me)))
        draft.say(.sessionClosed, facts)
        if !draft.roles.contains(.staff) { try draft.tell(all: .staff, .sessionClosed, facts) }
        try draft.tell(all: .head, .sessionClosed, facts)
        return .done
    }
}

extension Draft {
    fileprivate func facts(of totals: ReceptionTotals) -> [Field: FieldValue] {
        [
            .count: .count(totals.visits), .total: .count(totals.items),
            .item: .count(totals.registered), .sent: .count(totals.answered),
            .skipped: .count(totals.guided),
        ]
    }

    /// The session of a day, opened now where nobody was received yet.
    fileprivate mutating func session(on day: Day) throws -> ReceptionSession {
        if let known = try view.records(ReceptionSession.self, RecordQuery(days: day...day)).first {
            let session = try record(known.number) ?? known
            if session.isClosed { add(.sessionTurned(session.number, .reopened)) }
            return session
        }
        let session = ReceptionSession(
            number: try nextNumber(of: ReceptionSession.self),
            by: me,
            at: now,
            day: day,
            reception: try receptionCalendar().reception(on: day)?.origin
        )
        add(.sessionOpened(session))
        return session
    }

    /// The session that is to be closed: of the day that is said, else the latest that is open.
    fileprivate func sessionMeant() throws -> ReceptionSession? {
        if let day = arguments.day(.date) {
            return try view.records(ReceptionSession.self, RecordQuery(days: day...day)).first
        }
        let wanted = RecordQuery(isOpen: true, newestFirst: true, limit: 1)
        return try view.records(ReceptionSession.self, wanted).first
            ?? view.records(ReceptionSession.self, RecordQuery(days: today...today)).first
    }

    /// Who was on duty: those who checked in, else those whom the roster names, and the deputy
    /// who writes.
    private func onDuty(in session: ReceptionSession) throws -> [PersonID] {
        var people: [PersonID] = []
        if let origin = session.reception,
            let reception = try receptionCalendar().reception(named: origin)
        {
            people = reception.checkIns.map(\.person)
            if people.isEmpty {
                people = try duties(at: reception).filter { $0.stand != .away }.compactMap(\.person)
            }
        }
        if roles.contains(.deputy), !people.contains(me) { people.append(me) }
        return people
    }

    /// What somebody said came of it.
    fileprivate var outcomeSaid: String? {
        arguments.text(.outcome, among: Values.outcomes)
    }

    /// The visit of the same message that another item of it began.
    fileprivate func visitInHand(of session: SessionNumber) throws -> ReceptionRecord? {
        guard let name = arguments.text(.voterName) else { return nil }
        return try view.visits(of: session).last { visit in
            try visit.by == me && visit.at == now && text(visit.name) == name
        }
    }

    /// The visit of the last minutes that the same words of the same voter stand in already: a bad
    /// signal sends a message twice.
    fileprivate func sameVisit(
        _ content: String,
        in session: SessionNumber
    ) throws -> ReceptionRecord? {
        guard let name = arguments.text(.voterName) else { return nil }
        return try view.visits(of: session).first { visit in
            try visit.by == me && visit.at < now && now.seconds(since: visit.at) < 600
                && text(visit.name) == name
                && visit.items.contains { try text($0.words) == content }
        }
    }

    fileprivate mutating func recordVisit(
        _ content: String,
        in session: ReceptionSession
    ) throws -> Verdict {
        let village = arguments.text(.village).flatMap { rules.listedPlace(in: $0) }
        let number = try nextNumber(of: ReceptionRecord.self)
        var visit = ReceptionRecord(
            number: number,
            session: session.number,
            day: session.day,
            by: me,
            at: now,
            deputies: try onDuty(in: session),
            name: try keep(arguments.text(.voterName)),
            phone: try keep(arguments.text(.phone)),
            village: village,
            group: village.flatMap { rules.places[$0] ?? nil },
            isConfidential: arguments.has(.confidential),
            items: []
        )
        let (item, answer) = try item(content, of: visit)
        visit.items = [item]
        add(.visitRecorded(visit))
        sayVisit(number, answer, try view.visits(of: session.number).count + 1)
        return .done
    }

    fileprivate mutating func addToVisit() throws -> Verdict {
        guard let content = arguments.text(.content) else { return .missing(.content) }
        let ref = arguments.text(.ref) ?? ""
        let number =
            VisitNumber(ref) ?? Int(ref).map { VisitNumber(year: today.year, serial: $0) }
        guard let visit = try number.flatMap({ try record($0) }),
            visit.by == me || roles.contains(.staff)
        else { return .refused(FieldValue.Line(.visitUnknown, [.text: .text(ref)])) }
        if outcomeSaid == "guided", !arguments.has(.redirect) { return .missing(.redirect) }
        if let session = try record(visit.session), session.isClosed {
            add(.sessionTurned(session.number, .reopened))
        }
        return try add(content, to: visit)
    }

    fileprivate mutating func add(
        _ content: String,
        to visit: ReceptionRecord
    ) throws -> Verdict {
        let (item, answer) = try item(content, of: visit)
        add(.visitAdded(visit.number, item))
        sayVisit(visit.number, answer, try view.visits(of: visit.session).count)
        return .done
    }

    /// One item with what came of it; a matter is registered here, with the visit's own name and
    /// words, so that what is erased there is erased here.
    private mutating func item(
        _ content: String,
        of visit: ReceptionRecord
    ) throws -> (ReceptionRecord.Item, [Field: FieldValue]) {
        let words: ContentID = try keep(content)
        let topic = arguments.text(.topic)
        var facts: [Field: FieldValue] = [.subject: .text(title(of: content))]
        let outcome: ReceptionRecord.Item.Outcome
        switch outcomeSaid {
        case "answered":
            facts[.result] = .term("outcome.answered")
            outcome = .answered(try keep(arguments.text(.comment)))
        case "guided":
            let redirect = arguments.text(.redirect) ?? ""
            facts[.result] = .term("outcome.guided")
            facts[.redirect] = .text(redirect)
            outcome = .guided(to: try keep(redirect))
        default:
            let (matter, code, due) = try register(
                NewMatter(
                    content: content,
                    words: words,
                    owner: nil,
                    name: visit.name,
                    phone: visit.phone,
                    place: visit.village,
                    village: visit.village,
                    topic: topic,
                    isConfidential: visit.isConfidential,
                    source: visit.number.key
                )
            )
            facts[.number] = .number(matter)
            facts[.code] = .text(code)
            facts[.due] = due
            outcome = .registered(matter)
        }
        return (ReceptionRecord.Item(words: words, topic: topic, outcome: outcome), facts)
    }

    private mutating func sayVisit(
        _ visit: VisitNumber,
        _ answer: [Field: FieldValue],
        _ count: Int
    ) {
        var facts = answer
        facts[.item] = .text(visit.description)
        facts[.count] = .count(count)
        say(answer[.number] == nil ? .visitAnswered : .visitRegistered, facts)
        if case .number(let matter) = answer[.number] { touch(.matter(matter)) }
    }

    fileprivate mutating func stateTotals(of day: Day) throws -> Verdict {
        let session = try session(on: day)
        let totals = ReceptionSession.Totals(
            voters: arguments.number(.voters),
            opinions: arguments.number(.opinions),
            answeredOnSpot: arguments.number(.answeredOnSpot)
        )
        add(.sessionTurned(session.number, .stated(totals, by: me)))
        var facts: [Field: FieldValue] = [
            .date: .day(day), .count: .count(try view.visits(of: session.number).count),
        ]
        facts[.total] = totals.voters.map { .count($0) }
        facts[.item] = totals.opinions.map { .count($0) }
        facts[.sent] = totals.answeredOnSpot.map { .count($0) }
        say(.totalsStated, facts)
        if !roles.contains(.staff) { try tell(all: .staff, .totalsStated, facts) }
        return .done
    }
}
