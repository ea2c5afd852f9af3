// Disputes that are still small: several people on one thing, or one who speaks of going higher.
// The flag is on matters, and only the station's own people hear of it.

extension Draft {
    /// Tells the clerks of a new matter, with what the desk noticed and a decline ready to send.
    ///
    /// The desk never declines by itself. Where all clerks are complained of, the head hears.
    package mutating func announce(
        _ number: MatterNumber,
        _ known: [Field: FieldValue]
    ) throws {
        guard let matter = try matter(number) else { return }
        var facts = known
        if let words = try matter.words.first.flatMap({ try words($0) }) {
            facts[.subject] = .text(title(of: try hidden(words, of: matter)))
        }
        if matter.isConfidential || matter.isAnonymous { facts[.kind] = .term("mark.secret") }
        var kind = ReplyKind.staffNewMatter
        if let hint = matter.guarding.hint {
            kind = .staffNewMatterHint
            facts[.reason] = .term("reason." + hint)
            facts[.redirect] = .term("redirect." + hint)
            facts[.example] = .term("hint." + hint)
        }
        let before = decision.effects.count
        try tell(all: .staff, kind, facts)
        if matter.isAccusation, decision.effects.count == before {
            try tell(all: .head, kind, facts)
        }
    }

    /// A voter speaks of going higher: a person of the station sees the words; nobody else does.
    package mutating func flagRisk(of number: MatterNumber) throws {
        guard let matter = try matter(number) else { return }
        if !matter.guarding.isRisky { add(.matterGuarded(number, .riskSeen)) }
        var facts: [Field: FieldValue] = [.number: .number(number)]
        facts[.subject] = try subject(of: matter)
        facts[.text] = message.map { .text(Masking.phones(in: String($0.prefix(100)))) }
        try tell(all: .staff, .staffRisk, facts)
        try tell(all: .head, .staffRisk, facts)
    }

    /// The same from somebody who has no matter here: the words go to a person as they are.
    package mutating func passOnRisk() throws -> Verdict? {
        guard arguments.has(.escalationRisk), !arguments.has(.ref), let message else { return nil }
        let item = try keepItem(kind: "text", words: message, files: files, alert: nil)
        let facts: [Field: FieldValue] = [
            .item: .count(item), .text: .text(Masking.phones(in: String(message.prefix(100)))),
        ]
        try tell(all: .staff, .staffRisk, facts)
        try tell(all: .head, .staffRisk, facts)
        say(.passedToPerson, [.item: .count(item)])
        return .done
    }

    /// Looks whether a new matter is one of several by different people on one place or topic,
    /// and says so once.
    package mutating func watch(_ number: MatterNumber) throws {
        guard let matter = try matter(number) else { return }
        if let village = matter.village {
            try watch(matter, .place(village)) { $0.village = village }
        }
        if let topic = matter.topic {
            try watch(matter, .topic(topic)) { $0.topic = topic }
        }
    }

    private mutating func watch(
        _ matter: Matter,
        _ cluster: Matter.Brewing,
        _ narrow: (inout MatterQuery) -> Void
    ) throws {
        let limits = rules.disputes
        var query = MatterQuery()
        narrow(&query)
        query.filedSince = now.adding(seconds: -Int64(limits.days) * 86_400)
        query.newestFirst = true
        // Enough to tell people apart, however many write.
        query.limit = limits.senders * 8
        let others = try view.matters(query).filter {
            $0.number != matter.number && $0.past == nil
        }.reversed()
        let all = others + [matter]
        // Whoever is told once is not told again while the same thing goes on.
        if others.contains(where: { $0.guarding.brewing.contains(cluster) }) {
            add(.matterGuarded(matter.number, .brewing(cluster)))
            return
        }
        let senders = Set(all.map(\.sender))
        guard senders.count >= limits.senders else { return }
        for one in all { add(.matterGuarded(one.number, .brewing(cluster))) }
        var facts: [Field: FieldValue] = [
            .count: .count(senders.count), .days: .count(limits.days),
        ]
        switch cluster {
        case .place(let name): facts[.place] = .name(name)
        case .topic(let name): facts[.topic] = .name(name)
        }
        facts[.list] = .lines(
            try all.suffix(10).map {
                var line: [Field: FieldValue] = [.number: .number($0.number)]
                // What an accusation says is not for a list.
                line[.subject] =
                    try $0.isAccusation ? .term("hint.discipline") : subject(of: $0)
                return FieldValue.Line(.brewingLine, line)
            }
        )
        let risky = all.count(where: \.guarding.isRisky)
        if risky > 0 { facts[.total] = .count(risky) }
        try tell(all: .staff, .staffBrewing, facts)
        try tell(all: .head, .staffBrewing, facts)
    }
}

extension Matter {
    /// Who sent it, to tell different people apart: one who has no chat counts for each matter.
    fileprivate var sender: String {
        owner.map { "person \($0.value)" } ?? "matter " + number.description
    }
}

extension ReplyKind {
    /// True for what is lost when a later word on the same matter takes its place.
    package var standsAlone: Bool {
        switch self {
        case .staffRisk, .headEscalation, .staffEscalation, .staffFollowedUp, .consentAsked,
            .unitContact, .tellEndingTask, .disputeResolved:
            true
        default: false
        }
    }
}
