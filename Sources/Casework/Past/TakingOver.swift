// What stands on paper is taken over: all of it is looked at first, then it is done at once.

extension Draft {
    /// Compares past entries with what stands.
    ///
    /// The number on paper with the year of its day says which entry it is: paper counts anew
    /// every year, and the same file handed in twice changes nothing.
    ///
    /// - Parameters:
    ///   - kind: What they are.
    ///   - lines: In the order in which they were handed in.
    ///   - source: Where they were taken from.
    /// - Returns: What is new and what is known; or every line that cannot stand.
    /// - Throws: What the view throws.
    package func planPast(
        _ kind: PastKind,
        _ lines: [PastLine],
        source: String
    ) throws -> Result<PastPlan, PastFaults> {
        let known = try pastKnown(kind)
        let matters = kind == .visits ? try pastKnown(.matters) : [:]
        var plan = PastPlan(
            kind: kind,
            source: source,
            lines: [],
            known: [],
            strangers: [],
            withoutContacts: [],
            pastWords: []
        )
        var faults: [PastFault] = []
        var seen: [PastKey: Int] = [:]
        let names = Set(try roster().map(\.name))
        for line in lines {
            let key = PastKey(line)
            faults += try self.faults(of: line, matters: matters)
            if let earlier = seen[key] {
                faults.append(
                    PastFault(line: line.line, column: .number, kind: .twice(line: earlier))
                )
                continue
            }
            seen[key] = line.line
            if let number = known[key] {
                plan.known.append(
                    PastPlan.Known(line: line.line, paper: line.number, number: number)
                )
                continue
            }
            plan.lines.append(line)
            for name in line.deputies where !names.contains(name) {
                let isKnown = try view.people(named: name).count == 1
                if !isKnown, !plan.strangers.contains(name) { plan.strangers.append(name) }
            }
            let end = line.days[.endedOn] ?? line.day
            if isOver(rules.retention.contacts, since: end),
                line.words[.name] != nil || line.words[.phone] != nil
            {
                plan.withoutContacts.append(line.line)
            }
            if isOver(rules.retention.words, since: end), kind == .matters || kind == .visits {
                plan.pastWords.append(line.line)
            }
        }
        return faults.isEmpty ? .success(plan) : .failure(PastFaults(list: faults))
    }

    /// Does what a plan of past entries says.
    ///
    /// - Returns: The number of each line, in their order.
    /// - Throws: What the view throws.
    package mutating func adopt(_ plan: PastPlan) throws -> [String] {
        var ledger = PastLedger(source: plan.source)
        switch plan.kind {
        case .matters: return try plan.lines.map { try adoptMatter($0, &ledger) }
        case .activities: return try plan.lines.map { try adoptActivity($0, &ledger) }
        case .receptions: return try plan.lines.map { try adoptReception($0, &ledger) }
        case .visits:
            ledger.matters = try pastKnown(.matters)
            return try plan.lines.map { try adoptVisit($0, &ledger) }
        }
    }

    private func isOver(_ days: Int, since day: Day) -> Bool { day.adding(days: days) < today }

    /// What was taken over before, with its number here.
    private func pastKnown(_ kind: PastKind) throws -> [PastKey: String] {
        var known: [PastKey: String] = [:]
        func note(_ past: Past?, _ day: Day, _ number: String) {
            // A session that was opened for a visit alone has no number on paper.
            guard let past, !past.paper.isEmpty else { return }
            known[PastKey(paper: past.paper, year: day.year)] = number
        }
        switch kind {
        case .matters:
            var query = MatterQuery()
            query.mark = .past
            query.limit = .max
            for matter in try view.matters(query) {
                note(matter.past, Day(of: matter.filedAt), matter.number.description)
            }
        case .visits:
            for visit in try view.records(ReceptionRecord.self, RecordQuery(limit: .max)) {
                note(visit.past, visit.day, visit.number.description)
            }
        case .activities:
            for activity in try view.records(Activity.self, RecordQuery(limit: .max)) {
                note(activity.past, activity.date, activity.number.description)
            }
        case .receptions:
            for session in try view.records(ReceptionSession.self, RecordQuery(limit: .max)) {
                note(session.past, session.day, session.number.description)
            }
        }
        return known
    }

    private func faults(of line: PastLine, matters: [PastKey: String]) throws -> [PastFault] {
        func fault(_ column: PastColumn, _ kind: PastFault.Kind) -> PastFault {
            PastFault(line: line.line, column: column, kind: kind)
        }
        var faults: [PastFault] = []
        if line.day > today { faults.append(fault(.date, .future)) }
        for (column, day) in line.days.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            if day > today { faults.append(fault(column, .future)) }
            if day < line.day { faults.append(fault(column, .before(line.day))) }
        }
        if let group = line.group, !rules.groupNumbers.contains(group) {
            faults.append(fault(.group, .noSuchGroup(group, of: rules.groups)))
        }
        if let ref = line.words[.matter], try matter(named: ref, line, matters) == nil {
            faults.append(fault(.matter, .noSuchMatter(ref)))
        }
        return faults
    }

    /// The matter that came of a visit: by its number here, else by the one on paper.
    private func matter(
        named ref: String,
        _ line: PastLine,
        _ known: [PastKey: String]
    ) throws -> MatterNumber? {
        if let number = MatterNumber(ref), try view.matter(number) != nil { return number }
        return known[PastKey(paper: ref, year: line.day.year)].flatMap { MatterNumber($0) }
    }
}

/// Which entry of the paper's own series.
private struct PastKey: Hashable {
    var paper: String
    var year: Int

    init(paper: String, year: Int) {
        self.paper = paper
        self.year = year
    }

    init(_ line: PastLine) { self.init(paper: line.number, year: line.day.year) }
}

/// What is given while entries are taken over: numbers, and sessions by their day.
private struct PastLedger {
    var source: String
    var serials: [Int: Int] = [:]
    var sessionSerials: [Int: Int] = [:]
    var sessions: [Day: SessionNumber] = [:]
    var matters: [PastKey: String] = [:]
}

extension Draft {
    private func past(_ line: PastLine, _ ledger: PastLedger) -> Past {
        var past = Past(paper: line.number, source: ledger.source)
        past.date = line.date
        switch line.counts[.count] {
        case .exact(let number): past.number = number
        case .written(let text): past.count = text
        case nil: break
        }
        return past
    }

    /// The village's own group, where the list has it.
    private func group(of village: String?) -> Int? { village.flatMap { rules.places[$0] ?? nil } }

    /// Name and phone, unless they are past their time already.
    private mutating func contact(
        of line: PastLine
    ) throws -> (name: ContentID?, phone: ContentID?) {
        let end = line.days[.endedOn] ?? line.day
        guard !isOver(rules.retention.contacts, since: end) else { return (nil, nil) }
        return (try keep(line.words[.name]), try keep(line.words[.phone]))
    }

    private mutating func adoptMatter(
        _ line: PastLine,
        _ ledger: inout PastLedger
    ) throws -> String {
        let year = line.day.year
        let serial = try (ledger.serials[year] ?? view.lastSerial(in: year)) + 1
        ledger.serials[year] = serial
        let number = MatterNumber(year: year, serial: serial)
        var told = PastMatter(
            past: past(line, ledger),
            on: line.day,
            ending: line.ending,
            endedOn: line.days[.endedOn] ?? line.days[.toldOn] ?? line.days[.answeredOn]
                ?? line.day
        )
        told.unit = line.words[.unit]
        told.answer = try keep(line.words[.answer])
        told.answeredOn = line.days[.answeredOn]
        told.toldOn = line.days[.toldOn]
        told.channel = line.words[.channel] ?? (told.toldOn == nil ? nil : "oral")
        told.rating = line.words[.rating]
        let contact = try contact(of: line)
        let village = line.words[.village]
        var filing = Event.Filing(
            number: number,
            owner: nil,
            filedBy: .theOperator,
            words: try keep(line.words[.text] ?? ""),
            place: try keep(line.words[.place]),
            name: contact.name,
            phone: contact.phone,
            village: village,
            group: group(of: village),
            topic: line.words[.topic],
            kind: nil,
            isAnonymous: false,
            isConfidential: false,
            codeDigest: chance.digest(chance.queryCode()),
            screenBy: line.day
        )
        filing.past = told
        add(.matterRegistered(filing))
        return number.description
    }

    private mutating func adoptActivity(
        _ line: PastLine,
        _ ledger: inout PastLedger
    ) throws -> String {
        var activity = Activity(
            number: try next(in: line.day.year, &ledger),
            by: .theOperator,
            at: now,
            stand: .held,
            kind: line.words[.kind] ?? "视察",
            date: line.day,
            group: line.group
        )
        var past = past(line, ledger)
        past.words = try keep(line.words[.text])
        activity.past = past
        activity.topic = line.words[.topic]
        activity.village = line.words[.village]
        activity.place = try keep(line.words[.place] ?? line.words[.village])
        activity.basis = try keep(line.words[.basis])
        activity.count = past.number
        let (deputies, strangers) = try people(line.deputies)
        activity.deputies = deputies
        let others = [line.words[.others]].compactMap(\.self) + strangers
        activity.others = try keep(joined(others))
        activity.isCollective = past.number != 1 && (past.shown != nil || deputies.count != 1)
        add(.activityEntered(activity))
        return activity.number.description
    }

    private mutating func adoptReception(
        _ line: PastLine,
        _ ledger: inout PastLedger
    ) throws -> String {
        var past = past(line, ledger)
        let (deputies, strangers) = try people(line.deputies)
        past.words = try keep(joined(strangers + [line.words[.text]].compactMap(\.self)))
        var session = try session(on: line.day, past, &ledger)
        session.deputies = deputies.isEmpty ? nil : deputies
        session.signedIn = past.number
        session.stated = ReceptionSession.Totals(
            voters: past.number,
            opinions: line.counts[.opinions]?.exact,
            answeredOnSpot: line.counts[.answered]?.exact
        )
        add(.sessionOpened(session))
        return session.number.description
    }

    private mutating func adoptVisit(
        _ line: PastLine,
        _ ledger: inout PastLedger
    ) throws -> String {
        let number: VisitNumber = try next(in: line.day.year, &ledger)
        let contact = try contact(of: line)
        let village = line.words[.village]
        let (deputies, strangers) = try people(line.deputies)
        var past = past(line, ledger)
        past.words = try keep(joined(strangers))
        let outcome: ReceptionRecord.Item.Outcome
        if let ref = line.words[.matter], let matter = try matter(named: ref, line, ledger.matters)
        {
            outcome = .registered(matter)
        } else if let redirect = line.words[.redirect] {
            outcome = .guided(to: try keep(redirect))
        } else {
            outcome = .answered(try keep(line.words[.answer]))
        }
        var visit = ReceptionRecord(
            number: number,
            session: try sessionNumber(on: line, &ledger),
            day: line.day,
            by: .theOperator,
            at: now,
            deputies: deputies,
            name: contact.name,
            phone: contact.phone,
            village: village,
            group: group(of: village),
            isConfidential: false,
            items: [
                ReceptionRecord.Item(
                    words: try keep(line.words[.text] ?? ""),
                    topic: line.words[.topic],
                    outcome: outcome
                )
            ]
        )
        visit.past = past
        add(.visitRecorded(visit))
        return number.description
    }

    private func next<Record: StationRecord>(
        in year: Int,
        _ ledger: inout PastLedger
    ) throws -> RecordNumber<Record> {
        let last = try ledger.serials[year] ?? view.lastSerial(of: Record.self, in: year)
        ledger.serials[year] = last + 1
        return RecordNumber(year: year, serial: last + 1)
    }

    /// A closed session of a past day, with the next number of that year.
    private func session(
        on day: Day,
        _ past: Past,
        _ ledger: inout PastLedger
    ) throws -> ReceptionSession {
        let last =
            try ledger.sessionSerials[day.year]
            ?? view.lastSerial(of: ReceptionSession.self, in: day.year)
        ledger.sessionSerials[day.year] = last + 1
        var session = ReceptionSession(
            number: SessionNumber(year: day.year, serial: last + 1),
            by: .theOperator,
            at: now,
            day: day,
            reception: past.date == nil
                ? try receptionCalendar().reception(on: day)?.origin : nil
        )
        session.past = past
        session.closedBy = .theOperator
        session.closedAt = now
        return session
    }

    /// The session of a visit's day; one is opened where the books have none.
    private mutating func sessionNumber(
        on line: PastLine,
        _ ledger: inout PastLedger
    ) throws -> SessionNumber {
        if let known = ledger.sessions[line.day] { return known }
        let days = line.day...line.day
        let found = try view.records(ReceptionSession.self, RecordQuery(days: days)).first?.number
        if let found {
            ledger.sessions[line.day] = found
            return found
        }
        var past = Past(paper: "", source: ledger.source)
        past.date = line.date
        let session = try session(on: line.day, past, &ledger)
        add(.sessionOpened(session))
        ledger.sessions[line.day] = session.number
        return session.number
    }

    /// Several words as one; nil where there are none.
    private func joined(_ words: [String]) -> String? {
        words.isEmpty ? nil : words.joined(separator: "、")
    }

    /// Who is known by these names, and the names that nobody here bears.
    private mutating func people(
        _ names: [String]
    ) throws -> (known: [PersonID], strangers: [String]) {
        var known: [PersonID] = []
        var strangers: [String] = []
        let listed = names.isEmpty ? [] : Set(try roster().map(\.name))
        for name in names {
            let people = try view.people(named: name)
            if let person = people.first, people.count == 1 {
                known.append(person.id)
            } else if people.isEmpty, listed.contains(name) {
                known.append(try enrolled(name))
            } else {
                strangers.append(name)
            }
        }
        return (known, strangers)
    }
}

extension PastCount {
    /// The number; nil where none was written.
    fileprivate var exact: Int? {
        if case .exact(let number) = self { number } else { nil }
    }
}
