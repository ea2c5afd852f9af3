/// Whom a broadcast is for.
///
/// Voters are reached by what they subscribed to, and by nothing else; who holds an office is
/// reached by the office, until that person stops it.
package struct Audience: Hashable, Sendable, Codable {
    /// What was meant, as shown to the sender: `deputies`, `group:2`, `level:市级`,
    /// `village:横湖`, `unit:城建办`, `list`.
    package var parts: [String]
    /// The topics whose subscribers it is for.
    package var topics: [String]
    /// True when it is for people by their office, or for some by name.
    package var isByOffice: Bool

    package init(parts: [String] = [], topics: [String] = [], isByOffice: Bool = false) {
        self.parts = parts
        self.topics = topics
        self.isByOffice = isByOffice
    }

    /// True when somebody for whom it was confirmed may still be written to.
    package func includes(_ person: Person) -> Bool {
        if topics.contains(where: person.topics.contains) { return true }
        guard isByOffice else { return false }
        return person.wantsNotices
    }
}

extension Audience {
    /// True where it reaches a person, or anybody for nil, by office and not by a subscription.
    func isOfOffice(for person: Person?) -> Bool {
        guard isByOffice else { return false }
        guard let person else { return topics.isEmpty }
        return !topics.contains(where: person.topics.contains)
            && !person.topics.contains("notices")
    }
}

extension Person {
    /// What goes to many, and is no reminder, may go to this person.
    package var wantsNotices: Bool {
        topics.contains("notices") || (!offices.isEmpty && !stopsNotices)
    }
}

/// Who subscribed to a topic.
package struct Subscribers: Hashable, Sendable {
    /// Those who can be reached, by number.
    package var reachable: [PersonID] = []
    package var unreachable = 0

    package init() {}
}

/// An audience with its people: what stands behind a preview.
package struct Addressees: Sendable {
    package var audience = Audience()
    package var people: Set<PersonID> = []
    /// Cannot be reached at any address.
    package var unreachable = 0
    /// Do not want what goes to many.
    package var unwilling = 0
    /// Named in a list, and not to be written to: neither on the roster nor subscribed.
    package var strangers: [String] = []
    /// People with an office who are skipped, so that somebody can call them.
    package var skippedByName: [PersonID] = []

    package var skipped: Int { unreachable + unwilling + strangers.count }
}

extension Draft {
    /// The people that the step names; nil and what was not known where a name means nobody.
    package func addressees() throws -> Result<Addressees, UnknownAudience> {
        var found = Addressees()
        for part in arguments.list(.audience) {
            guard try add(part, to: &found) else { return .failure(UnknownAudience(name: part)) }
        }
        for village in arguments.list(.villages) {
            guard try add("village:" + village, to: &found) else {
                return .failure(UnknownAudience(name: village))
            }
        }
        if let named = arguments.text(.recipients) { try addList(named, to: &found) }
        return .success(found)
    }

    /// The subscribers of one topic.
    package func addressees(of topic: String, as part: String) throws -> Addressees {
        var found = Addressees()
        try add(topic: topic, as: part, to: &found)
        return found
    }

    private func add(topic: String, as part: String, to found: inout Addressees) throws {
        let subscribers = try view.subscribers(of: topic)
        found.audience.parts.append(part)
        found.audience.topics.append(topic)
        found.people.formUnion(subscribers.reachable)
        found.unreachable += subscribers.unreachable
    }

    /// One part of an audience, by its code.
    private func add(_ part: String, to found: inout Addressees) throws -> Bool {
        let pieces = part.split(separator: ":", maxSplits: 1).map(String.init)
        let detail = pieces.count == 2 ? pieces[1] : ""
        switch pieces.first {
        case "subscribers": try add(topic: "notices", as: part, to: &found)
        case "reception_subscribers": try add(topic: "reception", as: part, to: &found)
        case "village":
            guard rules.isVillage(detail) else { return false }
            try add(topic: part, as: part, to: &found)
        case "deputies": try add(part, [.deputy, .leader, .head], to: &found) { _ in true }
        case "deputies_without_report":
            let names = Set(try deputiesWithoutReport(in: today.year))
            let people = Set(try names.flatMap { try view.people(named: $0) }.map(\.id))
            try add(part, [.deputy, .leader, .head], to: &found) { people.contains($0.id) }
        case "group_leaders": try add(part, [.leader], to: &found) { _ in true }
        case "group":
            guard let group = Int(detail) else { return false }
            try add(part, [.deputy, .leader, .head], to: &found) { $0.group == group }
        case "group_leader":
            guard let group = Int(detail) else { return false }
            try add(part, [.leader], to: &found) { $0.group == group }
        case "level": return try add(part, level: detail, to: &found)
        case "duty_deputies":
            let day = arguments.day(.date) ?? arguments.day(.sendOn) ?? today
            guard let next = try receptionCalendar().next(onOrAfter: max(day, today)) else {
                return false
            }
            found.audience.parts.append(part)
            try add(try deputiesExpected(at: next), to: &found)
        case "staff": try add(part, [.staff], to: &found) { _ in true }
        case "heads": try add(part, [.head], to: &found) { _ in true }
        case "units": try add(part, [.unit], to: &found) { _ in true }
        case "unit": try add(part, [.unit], to: &found) { $0.unit == detail }
        default: return false
        }
        return true
    }

    private func add(_ part: String, level: String, to found: inout Addressees) throws -> Bool {
        guard let level = Level(rawValue: level) else { return false }
        let names = try roster().filter { $0.levels.contains(level) }.map(\.name)
        guard !names.isEmpty else { return false }
        found.audience.parts.append(part)
        try add(names, to: &found)
        return true
    }

    private func add(
        _ part: String,
        _ roles: [Role],
        to found: inout Addressees,
        where isMeant: (Person) -> Bool
    ) throws {
        found.audience.parts.append(part)
        found.audience.isByOffice = true
        for role in roles {
            for person in try view.people(holding: role) where isMeant(person) {
                take(person, into: &found)
            }
        }
    }

    /// People of the roster by name; who has no chat yet cannot be reached.
    private func add(_ names: [String], to found: inout Addressees) throws {
        found.audience.isByOffice = true
        for name in names {
            let people = try view.people(named: name).filter { !$0.offices.isEmpty }
            if people.isEmpty { found.unreachable += 1 }
            for person in people { take(person, into: &found) }
        }
    }

    private func take(_ person: Person, into found: inout Addressees) {
        guard !found.people.contains(person.id) else { return }
        if !person.wantsNotices {
            found.unwilling += 1
            found.skippedByName.append(person.id)
        } else if !person.isReachable {
            found.unreachable += 1
            found.skippedByName.append(person.id)
        } else {
            found.people.insert(person.id)
        }
    }

    /// Names, villages and units in a list; whoever else is named is skipped by name.
    private func addList(_ named: String, to found: inout Addressees) throws {
        found.audience.parts.append("list")
        let names = named.split { "、，,;；/\n".contains($0) }
            .map { $0.filter { !$0.isWhitespace } }
        for name in names where !name.isEmpty {
            let bare = name.hasSuffix("村") ? String(name.dropLast()) : name
            let people = try view.people(named: name).filter { !$0.offices.isEmpty }
            if !people.isEmpty {
                found.audience.isByOffice = true
                for person in people { take(person, into: &found) }
            } else if try roster().contains(where: { $0.name == name }) {
                found.unreachable += 1
            } else if let village = [name, bare].first(where: rules.isVillage) {
                try add(topic: "village:" + village, as: "village:" + village, to: &found)
            } else if rules.units.contains(name) {
                _ = try add("unit:" + name, to: &found)
            } else {
                found.strangers.append(name)
            }
        }
    }
}

extension StationRules {
    /// True for a village of the list; a spot has no people of its own.
    package func isVillage(_ name: String) -> Bool { (places[name] ?? nil) != nil }
}

/// A name in an audience that means nobody here.
package struct UnknownAudience: Error, Hashable, Sendable {
    package var name: String
}
