/// A decision in the making: what is asked, what may be looked at, and what follows so far.
///
/// Reads go through the draft, so that a later line of one decision sees what an earlier line
/// did. Nothing here has an effect outside: the turn appends and sends what stands in
/// ``decision``.
package struct Draft {
    package let asker: Asker
    package let action: Action
    package let arguments: Arguments
    package let now: Instant
    package let view: any StationView
    package let rules: StationRules
    package let chance: Chance
    /// The whole message as it came; nil where a decision follows from none.
    package let message: String?
    /// Files that came with the message, already kept.
    package let files: [Int64]
    /// The digest of what the asker said yes to; nil when nothing was confirmed.
    package let confirmed: String?
    /// True when the head has agreed to this very step.
    package let isAgreed: Bool
    /// When the asker wrote, by the channel; ``now`` where no message is behind it.
    package let sentAt: Instant

    package internal(set) var decision = Decision()
    private var matters: [MatterNumber: Matter] = [:]
    private var serials: [Int: Int] = [:]
    /// Records that were looked at or changed, as they stand now.
    var records: [RecordKey: any StationRecord] = [:]
    private var nextContent: Int64?
    private var nextItem: Int?

    package init(
        step: Step,
        by asker: Asker,
        at now: Instant,
        view: any StationView,
        rules: StationRules,
        chance: Chance,
        message: String? = nil,
        files: [Int64] = [],
        confirmed: String? = nil,
        isAgreed: Bool = false,
        sentAt: Instant? = nil
    ) {
        self.asker = asker
        self.action = step.action
        self.arguments = step.arguments
        self.now = now
        self.view = view
        self.rules = rules
        self.chance = chance
        self.message = message
        self.files = files
        self.confirmed = confirmed
        self.isAgreed = isAgreed
        self.sentAt = sentAt ?? now
    }

    package var today: Day { Day(of: now) }

    /// The reason that the sentence says; nil where it would be the whole sentence itself, its
    /// number and signs aside: `36延期10天` says none.
    package var reasonSaid: String? {
        arguments.text(.reason).flatMap {
            saysMore(than: $0) && !rules.excerpts.isAssent($0) ? $0 : nil
        }
    }

    /// False for words that are the whole sentence itself, its number and signs aside.
    func saysMore(than words: String) -> Bool {
        guard let message, let place = message.firstRange(of: words) else { return true }
        let rest = message[..<place.lowerBound] + message[place.upperBound...]
        return rest.contains(where: \.isLetter)
    }

    package var roles: Set<Role> { asker.person?.roles ?? [] }

    /// The person who asks.
    package var me: PersonID {
        guard let person = asker.person else {
            preconditionFailure("an action that needs a person was decided without one")
        }
        return person.id
    }

    // MARK: - What happened

    package mutating func add(_ event: Event) {
        decision.events.append(event)
        if case .matterAssigned(_, let unit, _, _, _) = event { scheduleMorning(of: unit) }
        if case .redoOrdered(let number, _, _) = event, let unit = matters[number]?.unit {
            scheduleMorning(of: unit)
        }
        if case .matterRegistered(let filing) = event {
            matters[filing.number] = Matter(filing, at: now)
        } else if let number = event.matter, var matter = matters[number] {
            matter.apply(event, at: now)
            matters[number] = matter
        }
        if let key = event.record { fold(event, into: key) }
    }

    /// Keeps personal text beside the journal.
    package mutating func keep(_ text: String) throws -> ContentID {
        let value = try nextContent ?? view.lastContent().value + 1
        nextContent = value + 1
        decision.contents[ContentID(value)] = text
        return ContentID(value)
    }

    package mutating func keep(_ text: String?) throws -> ContentID? {
        guard let text, !text.isEmpty else { return nil }
        return try keep(text) as ContentID
    }

    package mutating func touch(_ subject: Subject) { decision.touched = subject }

    package mutating func follow(_ followUp: FollowUp) { decision.followUps.append(followUp) }

    package mutating func strike(_ strike: Strike) { decision.strikes.append(strike) }

    package mutating func schedule(_ due: Due) { decision.dues.append(due) }

    package mutating func withdraw(_ withdrawal: Withdrawal) {
        decision.withdrawals.append(withdrawal)
    }

    // MARK: - Who is told

    /// Answers the asker.
    package mutating func say(
        _ kind: ReplyKind,
        _ fields: [Field: FieldValue] = [:],
        choices: [Choice] = []
    ) {
        decision.effects.append(
            Effect(
                to: .asker,
                purpose: .reply,
                line: FieldValue.Line(kind, fields),
                choices: choices
            )
        )
    }

    /// Tells a person who did not ask; nothing when that person has no address.
    package mutating func tell(
        _ person: PersonID?,
        _ kind: ReplyKind,
        _ fields: [Field: FieldValue] = [:],
        purpose: Effect.Purpose = .notice,
        choices: [Choice] = []
    ) {
        guard let person, person != asker.person?.id || purpose != .notice else { return }
        let effect = Effect(
            to: .person(person),
            purpose: purpose,
            line: FieldValue.Line(kind, fields),
            choices: choices
        )
        // Whoever holds two offices hears once.
        if purpose == .notice, decision.effects.contains(effect) { return }
        decision.effects.append(effect)
    }

    /// Tells one address of a person, whichever the newest is.
    package mutating func tell(
        at address: ContentID,
        _ kind: ReplyKind,
        _ fields: [Field: FieldValue] = [:]
    ) {
        decision.effects.append(
            Effect(to: .address(address), purpose: .notice, line: FieldValue.Line(kind, fields))
        )
    }

    /// Tells everybody who holds an office of that role, but not the asker, nor whoever holds the
    /// other role and hears of it as such.
    package mutating func tell(
        all role: Role,
        but other: Role? = nil,
        _ kind: ReplyKind,
        _ fields: [Field: FieldValue] = [:]
    ) throws {
        let matter = try subject(of: fields)
        for person in try view.people(holding: role) {
            if let other, person.roles.contains(other) { continue }
            if let matter, try isKept(matter, from: person) { continue }
            tell(person.id, kind, fields)
        }
        for person in try standIns(for: role) {
            if let matter, try isKept(matter, from: person) { continue }
            tell(person.id, kind, fields)
        }
    }

    /// Tells the officers of a handling unit.
    package mutating func tell(
        officersOf unit: String?,
        _ kind: ReplyKind,
        _ fields: [Field: FieldValue]
    ) throws {
        guard let unit else { return }
        let officers = try view.people(holding: .unit).filter { $0.unit == unit }
        for officer in officers { tell(officer.id, kind, fields) }
        // What nobody gets on a phone goes on paper, and whoever gave the order has to know.
        guard officers.isEmpty, ReplyKind.orders.contains(kind),
            !roles.isDisjoint(with: [.staff, .head, .presidium])
        else { return }
        var facts: [Field: FieldValue] = [.unit: .name(unit)]
        facts[.number] = fields[.number]
        say(.unitNotReached, facts)
    }

    // MARK: - What stands

    /// The matter that a wording is about; nil where it names none.
    private mutating func subject(of fields: [Field: FieldValue]) throws -> Matter? {
        guard case .number(let number) = fields[.number] else { return nil }
        return try matter(number)
    }

    package mutating func matter(_ number: MatterNumber) throws -> Matter? {
        if let matter = matters[number] { return matter }
        let matter = try view.matter(number)
        matters[number] = matter
        return matter
    }

    /// The next number of the year, counting those given in this decision.
    package mutating func nextNumber() throws -> MatterNumber {
        let year = today.year
        let serial = try (serials[year] ?? view.lastSerial(in: year)) + 1
        serials[year] = serial
        return MatterNumber(year: year, serial: serial)
    }

    package mutating func nextItemNumber() throws -> Int {
        let item = try (nextItem ?? view.lastItem()) + 1
        nextItem = item
        return item
    }

    /// The first words of a matter, for a line that names it; nil when they are erased.
    package func subject(of matter: Matter) throws -> FieldValue? {
        if isAudit, matter.isWithheld { return .term("mark.withheld") }
        // Voters read their own names; in everybody else's lists nobody is named.
        let isOwn = roles == [.voter]
        let told = isOwn ? nil : matter.course.orderWords
        guard let first = told ?? matter.words.first,
            let words = try decision.contents[first] ?? view.words(first)
        else { return nil }
        return .text(title(of: isOwn ? words : try hidden(words, of: matter)))
    }

    /// A text as a list can carry it, by the station's words.
    package func title(of words: String) -> String { rules.excerpts.title(of: words) }
}
