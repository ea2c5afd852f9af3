import Casework

/// A station on paper: dictionaries for a store, a clock that is set, dice that are loaded.
///
/// Decisions are folded in exactly as the store folds them: the events of a step that is done, the
/// strikes of every step, then whatever the step set free.
struct PaperStation: StationView {
    struct Entry: Equatable {
        var event: Event
        var at: Instant
        var actor: PersonID?
    }

    struct StruckGuess {
        var strike: Strike
        var person: PersonID
        var at: Instant
    }

    var now: Instant
    var rules: StationRules
    let chance: Chance

    private(set) var journal: [Entry] = []
    private(set) var matters: [MatterNumber: Matter] = [:]
    private(set) var people: [PersonID: Person] = [:]
    private(set) var contents: [ContentID: String] = [:]
    private(set) var proposed: [MatterNumber: Proposal] = [:]
    private(set) var invites: [Int64: Invite] = [:]
    private(set) var confirmations: [PersonID: Confirmation] = [:]
    private(set) var records: [RecordKey: any StationRecord] = [:]
    var notes: [NoteNumber: Note] {
        Dictionary(uniqueKeysWithValues: records(Note.self, RecordQuery()).map { ($0.number, $0) })
    }
    private(set) var attachments: [Int64: AttachmentRecord] = [:]
    private(set) var items: [Int: UnsortedItem] = [:]
    private(set) var reminders: [Int64: Reminder] = [:]
    private(set) var papers = TimePapers()
    private(set) var appointed: [Int64: Appointment] = [:]
    private(set) var broadcasts: [Int64: Broadcast] = [:]
    /// How each copy of each broadcast stands.
    private(set) var copies: [Int64: [PersonID: Recipient.Stand]] = [:]
    private(set) var struck: [StruckGuess] = []
    /// Who is who, by the name that a test uses.
    private(set) var cast: [String: PersonID] = [:]
    private var issued: Int64 = 0
    private var lastContentID = ContentID(0)

    /// A station on Friday, 20 November 2026, nine in the morning, with one person of each role.
    ///
    /// Each is called by the role: `staff`, `head`, `deputy` (group 1), `leader` (group 2),
    /// `unit` (城建办) and so on; `other unit` answers for 水利所. Any other name that asks is a
    /// voter who writes for the first time.
    init(seed: UInt64 = 1, rules: StationRules = .sample) {
        now = .at("2026-11-20", "9:00")
        self.rules = rules
        chance = .loaded(seed: seed)
        meet("voter")
        enrol("staff", name: "张联络", Office(role: .staff))
        enrol("head", name: "王建国", Office(role: .head, group: 1))
        enrol("deputy", name: "林美华", Office(role: .deputy, group: 1))
        enrol("leader", name: "陈美芳", Office(role: .leader, group: 2))
        enrol("unit", name: "城建办", Office(role: .unit, unit: "城建办"))
        enrol("other unit", name: "水利所", Office(role: .unit, unit: "水利所"))
        enrol("presidium", name: "郑主席", Office(role: .presidium))
        enrol("adviser", name: "周律师", Office(role: .adviser))
        enrol("auditor", name: "钱审计", Office(role: .auditor))
        enrol("committee", name: "镇党委", Office(role: .committee))
    }

    // MARK: - Asking

    /// Somebody writes; the answer says what came of it.
    @discardableResult
    mutating func ask(
        _ who: String,
        _ action: Action,
        _ said: [Slot: Arguments.Value] = [:],
        files: [Int64] = [],
        inGroup: Bool = false,
        message: String? = nil
    ) throws -> Answer {
        let person = people[meet(who)]
        let asker = Asker(
            person: person,
            address: person?.addresses.last,
            isDirect: !inGroup
        )
        return try take(
            FollowUp(step: Step(action, Arguments(said))),
            by: asker,
            files: files,
            message: message
        )
    }

    /// The desk itself, or the operator at the command line, does something.
    @discardableResult
    mutating func desk(
        for who: String? = nil,
        _ work: (inout Draft) throws -> Void
    ) throws -> Answer {
        var draft = Draft.ofDesk(
            at: now,
            view: self,
            rules: rules,
            chance: chance,
            for: who.flatMap { person($0) }
        )
        try work(&draft)
        try keep(draft.decision, strikesOf: nil)
        return Answer(verdict: .done, decision: draft.decision, in: self)
    }

    private mutating func take(
        _ first: FollowUp,
        by asker: Asker,
        files: [Int64],
        message: String? = nil
    ) throws -> Answer {
        var waiting = [first]
        var answer: Answer?
        while !waiting.isEmpty {
            let next = waiting.removeFirst()
            var draft = Draft(
                step: next.step,
                by: asker,
                at: now,
                view: self,
                rules: rules,
                chance: chance,
                message: message,
                files: files,
                confirmed: next.confirmed,
                isAgreed: next.isAgreed
            )
            let verdict = try draft.decide()
            var decision = draft.decision
            if verdict != .done {
                decision = Decision()
                decision.strikes = draft.decision.strikes
            }
            try keep(decision, strikesOf: asker.person?.id)
            let step = Answer(verdict: verdict, decision: decision, in: self)
            answer = answer.map { $0.followed(by: step) } ?? step
            waiting = decision.followUps + waiting
        }
        return answer ?? Answer(verdict: .done, decision: Decision(), in: self)
    }

    private mutating func keep(_ made: Decision, strikesOf person: PersonID?) throws {
        var decision = made
        try decision.holdNews(at: now, view: self, rules: rules)
        for (id, text) in decision.contents {
            contents[id] = text
            lastContentID = max(lastContentID, id)
        }
        for event in decision.events { append(event, by: person) }
        for withdrawal in decision.withdrawals { take(back: withdrawal) }
        if let person {
            struck += decision.strikes.map { StruckGuess(strike: $0, person: person, at: now) }
        }
    }

    // MARK: - Arranging

    /// Notes an event as if a command had caused it now.
    mutating func append(_ event: Event, by actor: PersonID? = nil) {
        journal.append(Entry(event: event, at: now, actor: actor))
        fold(event, at: now)
    }

    /// The person of that name, who becomes a voter when nobody has it yet.
    @discardableResult
    mutating func meet(_ who: String, language: Language = .zh) -> PersonID {
        if let known = cast[who] { return known }
        let person = PersonID(lastID + 1)
        cast[who] = person
        append(
            .personMet(person: person, address: write("address of " + who), language: language)
        )
        return person
    }

    mutating func enrol(_ who: String, name: String, _ office: Office) {
        let person = cast[who] ?? PersonID(lastID + 1)
        cast[who] = person
        append(.personEnrolled(person: person, name: write(name), office: office))
        if people[person]?.addresses.isEmpty == true {
            append(
                .bound(
                    person: person,
                    address: write("address of " + who),
                    invite: 0,
                    from: person
                )
            )
        }
    }

    /// Somebody sends a file without a word.
    mutating func receive(file kind: String = "photo", from who: String) -> Int64 {
        let id = (attachments.keys.max() ?? 0) + 1
        append(
            .attachmentKept(
                AttachmentRecord(
                    id: id,
                    person: meet(who),
                    kind: kind,
                    handle: write("handle"),
                    at: now
                )
            )
        )
        return id
    }

    /// The sender takes the next copies that may go out now and each of them ends so.
    ///
    /// - Returns: Whom a copy went to.
    @discardableResult
    mutating func sendCopies(_ most: Int = .max, ending end: Recipient.Stand = .sent) -> [PersonID]
    {
        var reached: [PersonID] = []
        let open = openBroadcasts().filter { $0.stand == .released && $0.at <= now }
        for broadcast in open where rules.broadcasts.quietEnd(at: now) == nil {
            let waiting = recipients(of: broadcast.id, standing: [.waiting], limit: .max)
            for recipient in waiting where reached.count < most {
                let person = people[recipient.person]
                let isMeant = person.map { broadcast.audience.includes($0) } ?? false
                guard isMeant, person?.isReachable == true else {
                    copies[broadcast.id]?[recipient.person] = isMeant ? .refused : .left
                    continue
                }
                copies[broadcast.id]?[recipient.person] = end
                reached.append(recipient.person)
            }
        }
        return reached
    }

    private mutating func take(back withdrawal: Withdrawal) {
        switch withdrawal {
        case .broadcast(let id):
            for (person, stand) in copies[id] ?? [:] where stand.isOpen {
                copies[id]?[person] = .withdrawn
            }
        case .copies(let ids, let person):
            for id in ids where copies[id]?[person]?.isOpen == true { copies[id]?[person] = .left }
        case .address, .reminder: break
        }
    }

    mutating func write(_ text: String) -> ContentID {
        lastContentID = ContentID(lastContentID.value + 1)
        contents[lastContentID] = text
        return lastContentID
    }

    mutating func pass(seconds: Int64) { now = now.adding(seconds: seconds) }
    mutating func pass(days: Int) { pass(seconds: Int64(days) * 86_400) }

    private var lastID: Int64 { people.keys.map(\.value).max() ?? 0 }

    // MARK: - Folding

    private mutating func fold(_ event: Event, at instant: Instant) {
        if case .matterRegistered(let filing) = event {
            matters[filing.number] = Matter(filing, at: instant)
        } else if let number = event.matter {
            matters[number]?.apply(event, at: instant)
        }
        if let key = event.record {
            if let opened = key.kind.type.init(opening: event, at: instant) {
                records[key] = opened
            } else {
                records[key]?.apply(event, at: instant)
            }
        }
        papers.fold(event, at: instant)
        foldPeople(event)
        foldPapers(event, at: instant)
    }

    private mutating func foldPeople(_ event: Event) {
        switch event {
        case .personMet(let id, let address, let language):
            people[id] = Person(id: id)
            people[id]?.addresses = [address]
            people[id]?.language = language
        case .personEnrolled(let id, let name, let office):
            people[id, default: Person(id: id)].name = name
            people[id]?.offices.append(office)
        case .bound(let id, let address, let invite, let from):
            people[from]?.addresses.removeAll { $0 == address }
            people[id]?.addresses.append(address)
            invites[invite] = nil
        case .unbound(let id, let address):
            people[id]?.addresses.removeAll { $0 == address }
        case .addressRetired(let id, let address, _): people[id]?.deadAddresses.append(address)
        case .addressRevived(let id, let address):
            people[id]?.deadAddresses.removeAll { $0 == address }
        case .noticesStopped(let id): people[id]?.stopsNotices = true
        case .fewTextsChosen(let id, let isFew): people[id]?.wantsFewTexts = isFew
        case .newsTold(let id, let day): people[id]?.newsOn = day
        case .officesEnded(let id): people[id]?.offices = []
        case .personListed(let id, let name): people[id, default: Person(id: id)].name = name
        case .appointed(let appointment): appointed[appointment.id] = appointment
        case .appointmentEnds(let id, let day): appointed[id]?.until = day
        case .officeEnded(let id, let office): people[id]?.offices.removeAll { $0 == office }
        case .languageChosen(let id, let language): people[id]?.language = language
        case .noticeShown(let id, let version): people[id]?.notice = version
        case .subscribed(let id, let topic):
            people[id]?.topics.insert(topic)
            if topic == "notices" { people[id]?.stopsNotices = false }
        case .unsubscribed(let id, let topic): people[id]?.topics.remove(topic)
        case .inviteIssued(let invite):
            invites[invite.id] = invite
            issued = max(issued, invite.id)
        case .inviteCancelled(let id): invites[id] = nil
        case .confirmationAsked(let asked): confirmations[asked.person] = asked
        case .confirmationSettled(let id, _): confirmations[id] = nil
        default: break
        }
    }

    private mutating func foldPapers(_ event: Event, at instant: Instant) {
        switch event {
        case .proposalMade(let number, let action, let step, let by):
            proposed[number] = Proposal(
                number: number,
                action: action,
                step: step,
                by: by,
                at: instant
            )
        case .proposalSettled(let number, _): proposed[number] = nil
        case .attachmentKept(let record): attachments[record.id] = record
        case .attachmentPlaced(let id): attachments[id]?.isPlaced = true
        case .attachmentSettled(let id, let isFetched): attachments[id]?.isFetched = isFetched
        case .itemKept(let item): items[item.item] = item
        case .itemSettled(let item, _): items[item]?.isSettled = true
        case .reminderConfirmed(let reminder): reminders[reminder.id] = reminder
        case .reminderCancelled(let id): reminders[id]?.stand = .cancelled
        case .reminderSettled(let id): reminders[id]?.stand = .settled
        case .broadcastPrepared(let broadcast, let members):
            broadcasts[broadcast.id] = broadcast
            for person in members.people { copies[broadcast.id, default: [:]][person] = .waiting }
        case .broadcastResent(let id, let members, _):
            broadcasts[id]?.apply(event)
            for person in members.people { copies[id]?[person] = .waiting }
        case .broadcastAgreed(let id, _, _), .broadcastPassedOn(let id, _),
            .broadcastReturned(let id, _), .broadcastCancelled(let id),
            .broadcastSettled(let id, _):
            broadcasts[id]?.apply(event)
        case .contentErased(let erased, _): for id in erased { contents[id] = nil }
        default: break
        }
    }
}

// MARK: - What a decision reads

extension PaperStation {
    func matter(_ number: MatterNumber) -> Matter? { matters[number] }

    func matter(codeDigest: String) -> Matter? {
        matters.values.first { $0.codeDigest == codeDigest }
    }

    func matters(_ query: MatterQuery) -> [Matter] {
        let found = matters.values.filter { matter in
            (query.owner == nil || matter.owner == query.owner)
                && (query.filedBy == nil || matter.filedBy == query.filedBy)
                && (query.states.isEmpty || query.states.contains(matter.state))
                && (query.unit.map {
                    query.isHelping ? matter.units.contains($0) : matter.unit == $0
                } ?? true)
                && (query.group == nil || matter.group == query.group)
                && (query.year == nil || matter.number.year == query.year)
                && (query.village == nil || matter.village == query.village)
                && (query.topic == nil || matter.topic == query.topic)
                && query.filedSince.map { matter.filedAt >= $0 } ?? true
                && query.filed.map { $0.contains(Day(of: matter.filedAt)) } ?? true
                && (query.rating == nil || matter.rating == query.rating)
                && isMarked(matter, query.mark)
                && query.dueUntil.map { limit in matter.due.map { $0 <= limit } ?? false } ?? true
                && query.dueBefore.map { limit in matter.due.map { $0 < limit } ?? false } ?? true
                && (query.linkedTo == nil || matter.course.mergedInto == query.linkedTo)
                && query.ended.map { days in
                    matter.endedAt.map { (days.first...days.last).contains(Day(of: $0)) } ?? false
                } ?? true
        }
        let sorted = found.sorted { $0.number < $1.number }
        return Array((query.newestFirst ? sorted.reversed() : sorted).prefix(query.limit))
    }

    private func isMarked(_ matter: Matter, _ mark: MatterQuery.Mark?) -> Bool {
        switch mark {
        case .owesTelling: matter.guarding.owesTelling
        case .escalationRaised: matter.guarding.escalation?.stand == .raised
        case .past: matter.past != nil
        case nil: true
        }
    }

    func history(of number: MatterNumber, limit: Int) -> [HistoryEntry] {
        journal.filter { $0.event.matter == number }.suffix(limit).map {
            HistoryEntry(at: $0.at, actor: $0.actor, event: $0.event)
        }
    }

    func acts(of person: PersonID, in days: ClosedRange<Day>) -> [HistoryEntry] {
        journal.filter { entry in
            entry.actor == person && days.contains(Day(of: entry.at))
                && entry.event.dutyEntry(on: Day(of: entry.at)) != nil
        }.map { HistoryEntry(at: $0.at, actor: $0.actor, event: $0.event) }
    }

    func count(_ query: MatterQuery) -> Int {
        var unlimited = query
        unlimited.limit = .max
        return matters(unlimited).count
    }

    func lastSerial(in year: Int) -> Int {
        matters.keys.filter { $0.year == year }.map(\.serial).max() ?? 0
    }

    func proposal(on number: MatterNumber) -> Proposal? { proposed[number] }

    func proposals() -> [Proposal] { proposed.values.sorted { $0.number < $1.number } }

    func person(_ id: PersonID) -> Person? { people[id] }

    func people(holding role: Role) -> [Person] {
        people.values
            .filter { $0.isReachable && $0.offices.contains { $0.role == role } }
            .sorted { $0.id < $1.id }
    }

    func people(named name: String) -> [Person] {
        people.values
            .filter { $0.name.flatMap { contents[$0] } == name }
            .sorted { $0.id < $1.id }
    }

    func subscribers(of topic: String) -> Subscribers {
        var subscribers = Subscribers()
        for person in people.values.sorted(by: { $0.id < $1.id })
        where person.topics.contains(topic) {
            if person.isReachable {
                subscribers.reachable.append(person.id)
            } else {
                subscribers.unreachable += 1
            }
        }
        return subscribers
    }

    func lastPerson() -> PersonID { PersonID(lastID) }

    func appointments() -> [Appointment] { appointed.values.sorted { $0.id < $1.id } }

    func invite(digest: String) -> Invite? { invites.values.first { $0.digest == digest } }

    func lastInvite() -> Int64 { issued }

    func openInvites(at instant: Instant) -> [Invite] {
        invites.values.filter { instant < $0.until }.sorted { $0.id < $1.id }
    }

    func confirmation(of person: PersonID) -> Confirmation? { confirmations[person] }

    func words(_ id: ContentID) -> String? { contents[id] }

    /// The kinds of words that the stories told here put into a matter.
    func contents(of number: MatterNumber) -> [ContentID] {
        let mentioned = journal.filter { $0.event.matter == number }.flatMap {
            entry -> [ContentID?] in
            switch entry.event {
            case .matterRegistered(let filing):
                [filing.words, filing.place, filing.name, filing.phone]
            case .matterSupplemented(_, let words, _): [words]
            case .wordsReplaced(_, let old, let new): [old, new]
            case .matterDeclined(_, _, let words, let redirect): [words, redirect]
            case .replyRecorded(_, let words, _), .answeredOnSpot(_, let words): [words]
            case .matterRated(_, _, let comment): [comment]
            default: []
            }
        }
        var ids: [ContentID] = []
        for case let id? in mentioned where contents[id] != nil && !ids.contains(id) {
            ids.append(id)
        }
        return ids
    }

    func lastContent() -> ContentID { lastContentID }

    func record<Record: StationRecord>(_ number: RecordNumber<Record>) -> Record? {
        records[number.key] as? Record
    }

    func records<Record: StationRecord>(
        _ type: Record.Type,
        _ query: RecordQuery
    ) -> [Record] {
        let found = records.values.compactMap { $0 as? Record }
            .filter { query.wants($0.facets, code: $0.number.code) }
            .sorted { $0.number < $1.number }
        return Array((query.newestFirst ? found.reversed() : found).prefix(query.limit))
    }

    func lastSerial<Record: StationRecord>(of type: Record.Type, in year: Int) -> Int {
        records(type, RecordQuery(year: year)).last?.number.serial ?? 0
    }

    func attachment(_ id: Int64) -> AttachmentRecord? { attachments[id] }

    func lastAttachment() -> Int64 { attachments.keys.max() ?? 0 }

    func looseAttachments(of person: PersonID, since: Instant) -> [AttachmentRecord] {
        attachments.values
            .filter { $0.person == person && !$0.isPlaced && $0.at >= since }
            .sorted { $0.id < $1.id }
    }

    func item(_ item: Int) -> UnsortedItem? { items[item] }

    func openItems() -> [UnsortedItem] {
        items.values.filter { !$0.isSettled }.sorted { $0.item < $1.item }
    }

    func lastItem() -> Int { items.keys.max() ?? 0 }

    func reminders(for reception: Day) -> [Reminder] {
        reminders.values.filter { $0.reception == reception }.sorted { $0.id < $1.id }
    }

    func lastReminder() -> Reminder? { reminders.values.max { $0.id < $1.id } }

    func reminder(_ id: Int64) -> Reminder? { reminders[id] }

    func broadcast(_ id: Int64) -> Broadcast? { broadcasts[id] }

    func lastBroadcast() -> Broadcast? { broadcasts.values.max { $0.id < $1.id } }

    func openBroadcasts() -> [Broadcast] {
        broadcasts.values.filter(\.isOpen).sorted { $0.id < $1.id }
    }

    func counts(of broadcast: Int64) -> BroadcastCounts {
        var counts = BroadcastCounts()
        for stand in copies[broadcast, default: [:]].values { counts.add(1, stand) }
        return counts
    }

    func isGoingOut(_ broadcast: Int64) -> Bool {
        copies[broadcast, default: [:]].values.contains(where: \.isOpen)
    }

    func recipients(
        of broadcast: Int64,
        standing: Set<Recipient.Stand>,
        limit: Int
    ) -> [Recipient] {
        let all = copies[broadcast, default: [:]].filter { standing.contains($0.value) }
            .map { Recipient(person: $0.key, stand: $0.value) }
        return Array(all.sorted { $0.person < $1.person }.prefix(limit))
    }

    func basisActs(since: Instant) -> [Matter] {
        matters.values
            .filter { $0.basis.map { $0.at >= since } ?? false }
            .sorted { ($0.basis?.at ?? now, $0.number) < ($1.basis?.at ?? now, $1.number) }
    }

    func strikes(_ kind: Strike, by person: PersonID?, since: Instant) -> Int {
        struck.count { guess in
            guess.strike == kind && guess.at >= since
                && (person == nil || guess.person == person)
        }
    }

    /// The person that a test calls so.
    func person(_ who: String) -> Person? { cast[who].flatMap { people[$0] } }

    /// The matters that the journal gives when it is read from its beginning.
    func replayed() throws -> [MatterNumber: Matter] {
        var matters: [MatterNumber: Matter] = [:]
        for entry in journal {
            let event = try Event(json: entry.event.encoded())
            if case .matterRegistered(let filing) = event {
                matters[filing.number] = Matter(filing, at: entry.at)
            } else if let number = event.matter {
                matters[number]?.apply(event, at: entry.at)
            }
        }
        return matters
    }
}
