/// What somebody of the station is elected or appointed to (`domain.md` §1 rows 5 to 12).
///
/// The raw value is the word that config and roster files use.
package enum Position: String, Sendable, Codable, CaseIterable {
    case deputy = "代表"
    /// 站长 and 副站长 are deputies.
    case head = "站长"
    case deputyHead = "副站长"
    /// Leads a deputies' group, and is of the station.
    case leader = "组长"
    /// Of the station without another office in it (联络站成员).
    case member = "成员"
    case clerk = "联络员"
    case adviser = "法律顾问"
    case presidium = "主席团"
    /// The Party committee: receives what is escalated.
    case committee = "党委"
    case auditor = "审计"

    /// True for those who make up the station (联络站组成人员).
    package var isOfStation: Bool {
        switch self {
        case .head, .deputyHead, .member, .clerk, .adviser: true
        case .deputy, .leader, .presidium, .committee, .auditor: false
        }
    }

    /// True where the deputies' group belongs to it.
    package var isOfGroup: Bool { self == .deputy || self == .leader }
}

/// The congress in which a deputy sits; one person may sit in several (`domain.md` §0, 7 and 8).
package enum Level: String, Sendable, Codable, CaseIterable {
    case town = "镇级"
    /// The county-level city.
    case city = "市级"
    /// The city with districts above it.
    case prefecture = "设区市级"
    case province = "省级"
    case nation = "全国"
}

/// One mandate or office of one person, from a day on.
///
/// What changes in it ends it and begins another, so that any day can be asked about.
package struct Appointment: Hashable, Sendable, Codable {
    /// 1 or more, never reused.
    package var id: Int64
    package var person: PersonID
    package var position: Position
    /// A deputy's, in the order of ``Level``; empty for all others.
    package var levels: [Level] = []
    /// The deputies' group, 1 or more.
    package var group: Int?
    /// 届: the number of the congress's term.
    package var term: Int?
    package var from: Day
    /// The last day; nil while no end is known.
    ///
    /// Before ``from`` where it never took force.
    package var until: Day?
    /// 选区.
    package var district: ContentID?
    /// Why it stands beside the rule, such as a deputy more than there are seats.
    package var reason: ContentID?

    package init(id: Int64, person: PersonID, position: Position, from: Day) {
        self.id = id
        self.person = person
        self.position = position
        self.from = from
    }

    package func covers(_ day: Day) -> Bool { from <= day && until.map { day <= $0 } ?? true }

    /// True for one that was taken back before it took force.
    package var isVoid: Bool { until.map { $0 < from } ?? false }
}

/// One person of the roster, as it stands on a day.
package struct RosterEntry: Hashable, Sendable {
    package var name: String
    package var positions: Set<Position>
    /// 1 or more; nil for those who are in no group.
    package var group: Int?
    /// A deputy's levels; empty for all others.
    package var levels: Set<Level>

    package init(
        name: String,
        positions: Set<Position>,
        group: Int? = nil,
        levels: Set<Level> = []
    ) {
        self.name = name
        self.positions = positions
        self.group = group
        self.levels = levels
    }

    package var isDeputy: Bool { positions.contains(.deputy) }
    package var isLeader: Bool { positions.contains(.leader) }
    package var isHead: Bool { !positions.isDisjoint(with: [.head, .deputyHead]) }

    /// Why this person cannot act as that role; nil where nothing is against it.
    package func fault(for role: Role) -> InviteFault? {
        switch role {
        case .voter: .noInviteForVoters
        case .unit: nil
        case .deputy: isDeputy ? nil : .notADeputy
        case .leader: isDeputy && isLeader ? nil : .notALeader
        case .head: isDeputy && isHead ? nil : .notAHead
        case .staff: holds(.clerk)
        case .adviser: holds(.adviser)
        case .presidium: holds(.presidium)
        case .committee: holds(.committee)
        case .auditor: holds(.auditor)
        }
    }

    private func holds(_ position: Position) -> InviteFault? {
        positions.contains(position) ? nil : .doesNotHold(position)
    }
}

extension StationView {
    /// The roster as it stands on a day, in the order in which people came to it.
    ///
    /// What was imported stands before config: its deputies replace all of config's, its other
    /// people replace config's by name.
    package func roster(on day: Day, besides config: [RosterEntry]) throws -> [RosterEntry] {
        let all = try appointments()
        guard !all.isEmpty else { return config }
        var names: [PersonID: String] = [:]
        for id in Set(all.map(\.person)) {
            names[id] = try person(id)?.name.flatMap { try words($0) }
        }
        var entries: [RosterEntry] = []
        var places: [PersonID: Int] = [:]
        for appointment in all {
            guard let name = names[appointment.person], appointment.covers(day) else { continue }
            let place = places[appointment.person] ?? entries.count
            if place == entries.count { entries.append(RosterEntry(name: name, positions: [])) }
            places[appointment.person] = place
            entries[place].positions.insert(appointment.position)
            entries[place].levels.formUnion(appointment.levels)
            entries[place].group = entries[place].group ?? appointment.group
        }
        let known = Set(names.values)
        let hasDeputies = all.contains { $0.position == .deputy }
        return entries
            + config.filter { !known.contains($0.name) && !(hasDeputies && $0.isDeputy) }
    }
}

extension Draft {
    /// The roster as it stands on a day; today where none is named.
    package func roster(on day: Day? = nil) throws -> [RosterEntry] {
        try view.roster(on: day ?? today, besides: rules.roster)
    }
}
