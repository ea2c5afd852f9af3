/// What is to be sent to many, before anybody has said yes to it.
struct BroadcastPlan {
    enum Words {
        case own(String)
        case reception(Day)
        /// Once more, to whom an earlier one did not reach.
        case again(Broadcast)
    }

    var words: Words
    var found: Addressees
    /// When it was asked to go out; nil for at once.
    var at: Instant?
    /// Not after then.
    var until: Instant?
    /// True for what the head has approved as it stands: 是 is enough.
    var isApproved = false
}

/// What has to be said before a broadcast goes out; more for more people (design §6).
private enum Consent: Int {
    case yes, code, codeAndSecond

    init(_ plan: BroadcastPlan, _ count: Int, _ rules: StationRules) {
        if plan.isApproved || count < rules.codeFromRecipients {
            self = .yes
        } else if case .again = plan.words {
            // The same words were agreed to before.
            self = .code
        } else {
            self = count < rules.broadcasts.secondFrom ? .code : .codeAndSecond
        }
    }
}

extension Draft {
    /// Shows a broadcast with its count and samples, and prepares it after the yes.
    ///
    /// The yes is void when the text changed or somebody joined the audience; who left it since
    /// is left out.
    mutating func prepare(_ plan: BroadcastPlan) throws -> Verdict {
        let found = plan.found
        let audience = Draft.parts(of: found.audience)
        guard !found.people.isEmpty else {
            var facts: [Field: FieldValue] = [.audience: audience]
            if found.skipped > 0 { facts[.skipped] = .count(found.skipped) }
            if !found.strangers.isEmpty { facts[.list] = .names(found.strangers) }
            say(.broadcastNobody, facts)
            return .done
        }
        let consent = Consent(plan, found.people.count, rules)
        let seconds = consent == .codeAndSecond ? try secondPeople() : []
        if consent == .codeAndSecond, seconds.isEmpty {
            return .refused(
                FieldValue.Line(.broadcastNoSecond, [.count: .count(found.people.count)])
            )
        }
        let start = startTime(of: plan, consent == .yes)
        if let until = plan.until, until <= start {
            return .refused(FieldValue.Line(.broadcastTooLate, [.time: .moment(until)]))
        }
        let line = try sample(of: plan)
        let members = Members(found.people)
        let shown = chance.digest(
            "broadcast \(line.kind) \(Draft.spelled(line)) \(found.audience.parts) "
                + "\(plan.at?.milliseconds ?? 0)"
        )
        let shownMembers = arguments.text(.members).flatMap { Members($0) }
        guard confirmed == shown, shownMembers.map({ members.isSubset(of: $0) }) ?? false else {
            if confirmed != nil { say(.broadcastVoid) }
            let first = try members.people.first { _ in true }.flatMap { try view.person($0) }
            let seen = try sample(of: plan, for: first)
            var facts: [Field: FieldValue] = [
                .count: .count(members.count), .text: .lines([seen]), .audience: audience,
                .samples: .names(try samples(of: members)),
            ]
            if found.skipped > 0 { facts[.skipped] = .count(found.skipped) }
            let skipped = try found.skippedByName.prefix(10).map { try officer($0) }
            if !skipped.isEmpty { facts[.failed] = .list(skipped) }
            if !found.strangers.isEmpty { facts[.list] = .names(found.strangers) }
            if let second = seconds.first { facts[.person] = try name(of: second) }
            facts.merge(waiting(until: start, isShown: plan.at != nil)) { $1 }
            return try ask(
                shown: shown,
                consent == .yes ? .broadcastPreview : .broadcastPreviewCode,
                facts,
                needsCode: consent != .yes,
                noting: [.members: .text(members.text)]
            )
        }
        return try confirm(plan, members, start, seconds.first)
    }

    private mutating func confirm(
        _ plan: BroadcastPlan,
        _ members: Members,
        _ start: Instant,
        _ second: Person?
    ) throws -> Verdict {
        let content: Broadcast.Content
        switch plan.words {
        case .own(let words): content = .words(try keep(words))
        case .reception(let day): content = .reception(day)
        case .again(let earlier):
            add(.broadcastResent(broadcast: earlier.id, members: members, at: start))
            sayQueued(earlier.id, members.count, start)
            return .done
        }
        let broadcast = Broadcast(
            id: (try view.lastBroadcast()?.id ?? 0) + 1,
            content: content,
            audience: plan.found.audience,
            by: me,
            preparedAt: now,
            at: start,
            until: plan.until,
            count: members.count,
            skipped: plan.found.skipped,
            stand: second == nil ? .released : .proposed,
            asked: [second?.id].compactMap { $0 }
        )
        add(.broadcastPrepared(broadcast, members: members))
        try noteTold(content, members)
        guard let second else {
            sayQueued(broadcast.id, members.count, start)
            return .done
        }
        try ask(second, to: broadcast, saying: try sample(of: plan))
        say(
            .broadcastProposed,
            [.item: .count(Int(broadcast.id)), .person: try name(of: second)]
        )
        return .done
    }

    /// Whoever was told of a reception day hears of its changes.
    private mutating func noteTold(_ content: Broadcast.Content, _ members: Members) throws {
        guard case .reception(let day) = content,
            let reception = try receptionCalendar().next(onOrAfter: day), reception.day == day
        else { return }
        add(.receptionTold(reception.origin, people: Array(members.people)))
    }

    /// When the first goes out: as asked, after the time to think again, not in quiet hours.
    private func startTime(of plan: BroadcastPlan, _ isSmall: Bool) -> Instant {
        let pause = isSmall ? 0 : Int64(rules.broadcasts.cancelSeconds)
        let start = max(plan.at ?? now, now.adding(seconds: pause))
        return rules.broadcasts.quietEnd(at: start) ?? start
    }

    mutating func sayQueued(_ id: Int64, _ count: Int, _ start: Instant) {
        let facts: [Field: FieldValue] = [.item: .count(Int(id)), .count: .count(count)]
        say(.broadcastQueued, facts.merging(waiting(until: start, isShown: false)) { $1 })
    }

    /// Says when it starts, where that is not now, and why.
    private func waiting(until start: Instant, isShown: Bool) -> [Field: FieldValue] {
        var facts: [Field: FieldValue] = [:]
        if start.seconds(since: now) > 300 || isShown { facts[.time] = .moment(start) }
        if rules.broadcasts.quietEnd(at: now) == start {
            facts[.reason] = .term("wait.quiet")
        } else if start > now, facts[.time] == nil {
            facts[.until] = .count(Int(start.seconds(since: now)))
        }
        return facts
    }

    // MARK: - What it says

    /// All facts of a line, the same each time: what a yes is a yes to.
    private static func spelled(_ line: FieldValue.Line) -> [String] {
        line.fields.map { field, value in
            guard case .filled(let words, let values) = value else { return "\(field)\(value)" }
            return "\(field)\(words)\(values.map { "\($0)\($1)" }.sorted())"
        }.sorted()
    }

    /// The text as one person reads it; as somebody without a name does for nil.
    private func sample(
        of plan: BroadcastPlan,
        for person: Person? = nil
    ) throws -> FieldValue.Line {
        switch plan.words {
        case .own(let words): try line(of: words, plan.found.audience, for: person)
        case .reception(let day): FieldValue.Line(.reminderText, try reminderFacts(on: day))
        case .again(let earlier):
            try line(of: earlier, for: person) ?? FieldValue.Line(.broadcastText)
        }
    }

    /// A broadcast as one person reads it; nil once its words are erased.
    package func line(of broadcast: Broadcast, for person: Person?) throws -> FieldValue.Line? {
        switch broadcast.content {
        case .reception(let day): FieldValue.Line(.reminderText, try reminderFacts(on: day))
        case .words(let id):
            try view.words(id).map { try line(of: $0, broadcast.audience, for: person) }
        }
    }

    private func line(
        of words: String,
        _ audience: Audience,
        for person: Person?
    ) throws -> FieldValue.Line {
        var values: [String: FieldValue] = [:]
        for (word, field) in rules.broadcasts.variables where words.contains("{" + word + "}") {
            values["{" + word + "}"] = try variable(field, for: person)
        }
        return FieldValue.Line(
            // Word that comes by office is not offered to be stopped.
            audience.isOfOffice(for: person) ? .broadcastOfficeText : .broadcastText,
            [.name: .name(rules.stationName), .text: .filled(words, values)]
        )
    }

    private func variable(_ field: Field, for person: Person?) throws -> FieldValue {
        switch field {
        case .person:
            let name = try person?.name.flatMap { try view.words($0) }
            return name.map { .text($0) } ?? .term("person.you")
        case .date: return try reception(from: today) ?? .text("")
        case .hours: return .text(rules.hours)
        case .address: return .name(rules.address)
        default: return .name(rules.stationName)
        }
    }

    /// What a reminder says of the reception that is held on a day.
    private func reminderFacts(on day: Day) throws -> [Field: FieldValue] {
        guard let reception = try receptionCalendar().next(onOrAfter: day), reception.day == day
        else { return placeFacts(on: day).merging([.name: .name(rules.stationName)]) { $1 } }
        return try reminderFacts(of: reception)
    }

    package func reminderFacts(of reception: Reception) throws -> [Field: FieldValue] {
        var facts = try receptionFacts(of: reception)
        facts[.name] = .name(rules.stationName)
        return facts
    }

    // MARK: - Who reads it

    /// Three of the audience, masked: the clerk sees who is meant, nobody reads a list of names.
    private func samples(of members: Members) throws -> [String] {
        try members.people.prefix(3).map { try masked($0) }
    }

    /// A person as lists show it: `张**`, and `#12` for who has no name here.
    func masked(_ id: PersonID) throws -> String {
        guard let name = try view.person(id)?.name.flatMap({ try view.words($0) }) else {
            return "#" + String(id.value)
        }
        return Casework.masked(name)
    }

    func name(of person: Person) throws -> FieldValue {
        .text(try person.name.flatMap { try view.words($0) } ?? "#" + String(person.id.value))
    }

    /// The audience in words.
    static func parts(of audience: Audience) -> FieldValue {
        .list(
            audience.parts.map { part in
                let pieces = part.split(separator: ":", maxSplits: 1).map(String.init)
                guard pieces.count == 2 else { return .term("audience." + part) }
                switch pieces[0] {
                case "group", "group_leader":
                    let kind: ReplyKind =
                        pieces[0] == "group" ? .audienceGroup : .audienceGroupLeader
                    return .lines([FieldValue.Line(kind, [.count: .text(pieces[1])])])
                case "village":
                    return .lines(
                        [FieldValue.Line(.audienceVillage, [.place: .name(pieces[1])])]
                    )
                case "level":
                    return .lines([FieldValue.Line(.audienceLevel, [.text: .text(pieces[1])])])
                default: return .name(pieces[1])
                }
            }
        )
    }
}

/// A name as lists show it: `张**` (`domain.md` §8).
package func masked(_ name: String) -> String {
    guard let first = name.first else { return "" }
    return String(first) + "**"
}
