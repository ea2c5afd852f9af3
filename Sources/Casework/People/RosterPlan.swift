/// One line of a roster as it is handed in: a person, and what they are from a day on.
package struct RosterLine: Hashable, Sendable {
    /// Where it stands in what was handed in, 1 or more: what a fault names.
    package var line: Int
    /// As it is known here; two people of one name are told apart in it: 王建国（花桥）.
    package var name: String
    /// One or more, each once.
    package var positions: [Position]
    package var levels: Set<Level>
    package var group: Int?
    package var term: Int?
    package var from: Day
    /// The last day; nil while no end is known.
    package var until: Day?
    package var district: String?
    package var reason: String?

    package init(
        line: Int,
        name: String,
        positions: [Position],
        levels: Set<Level> = [],
        group: Int? = nil,
        term: Int? = nil,
        from: Day,
        until: Day? = nil,
        district: String? = nil,
        reason: String? = nil
    ) {
        self.line = line
        self.name = name
        self.positions = positions
        self.levels = levels
        self.group = group
        self.term = term
        self.from = from
        self.until = until
        self.district = district
        self.reason = reason
    }
}

/// Why a line of a roster cannot stand (`domain.md` §1 rows 5 to 12).
package struct RosterFault: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case endsBeforeItBegins
        /// The same person in the same office at the same time.
        case twice(Position, line: Int)
        case noLevel
        case noGroup
        case noSuchGroup(Int, of: Int)
        /// 站长 and 副站长 are deputies.
        case headIsNoDeputy(Position)
        /// 由代表联络站成员担任组长.
        case leaderIsNotOfStation
        case leaderIsNotOfGroup(Int)
        case secondLeader(Int, name: String)
        /// One more than there are seats, and no reason is given.
        case beyondSeats(Level, seats: Int)
    }

    package var line: Int
    package var kind: Kind

    package init(line: Int, kind: Kind) {
        self.line = line
        self.kind = kind
    }
}

/// All that is wrong with a roster, by line; never empty.
package struct RosterFaults: Error, Hashable, Sendable {
    package var list: [RosterFault]
}

/// What a roster would change, to be shown before it is done.
package struct RosterPlan: Hashable, Sendable {
    /// An office of somebody, before and after; one of both at least.
    package struct Change: Hashable, Sendable {
        package var name: String
        package var before: Appointment?
        /// The line that says so; nil for one who leaves.
        package var after: RosterLine?
        package var position: Position
        /// The first day of what is new, or the first day without what ended.
        package var on: Day
        /// How the earlier one ends; nil where none does, or only its end changes.
        package var last: Day?
    }

    /// Nobody held that office before.
    package var joins: [Change] = []
    /// Nobody holds it after.
    package var leaves: [Change] = []
    /// The same person in the same office with another group, level, term or district.
    package var changes: [Change] = []
    /// The same, with another last day.
    package var ends: [Change] = []
    package var unchanged = 0

    package var isEmpty: Bool {
        joins.isEmpty && leaves.isEmpty && changes.isEmpty && ends.isEmpty
    }
}

/// Compares a roster that is handed in with what stands, and checks what would come of it.
struct RosterPlanning {
    private let lines: [RosterLine]
    private let start: Day
    private let standing: [(name: String, appointment: Appointment)]
    private let districts: [ContentID: String]
    private var plan = RosterPlan()
    private var faults: [RosterFault] = []
    private var matched: Set<Int64> = []
    /// What would stand: line 0 for what stood before.
    private var result: [Held] = []

    private struct Held {
        var line: Int
        var name: String
        var position: Position
        var levels: Set<Level>
        var group: Int?
        var from: Day
        var until: Day?
        var isReasoned: Bool

        func covers(_ day: Day) -> Bool { from <= day && until.map { day <= $0 } ?? true }
    }

    init(_ lines: [RosterLine], from start: Day, view: any StationView) throws {
        self.lines = lines
        self.start = start
        var districts: [ContentID: String] = [:]
        standing = try view.appointments().filter { !$0.isVoid }.compactMap { appointment in
            if let id = appointment.district { districts[id] = try view.words(id) }
            guard let name = try view.person(appointment.person)?.name else { return nil }
            return try view.words(name).map { ($0, appointment) }
        }
        self.districts = districts
    }

    /// The plan, or every fault; whoever is not named leaves where the roster is whole.
    mutating func run(isWhole: Bool, rules: StationRules) -> Result<RosterPlan, RosterFaults> {
        for line in lines {
            if let until = line.until, until < line.from {
                faults.append(RosterFault(line: line.line, kind: .endsBeforeItBegins))
            }
            for position in line.positions { compare(line, position) }
        }
        takeRest(isWhole: isWhole)
        check(rules)
        guard faults.isEmpty else {
            let sorted = faults.sorted { $0.line < $1.line }
            var once: [RosterFault] = []
            for fault in sorted where !once.contains(fault) { once.append(fault) }
            return .failure(RosterFaults(list: once))
        }
        return .success(plan)
    }

    private mutating func compare(_ line: RosterLine, _ position: Position) {
        let levels = position == .deputy ? line.levels : []
        let group =
            position.isOfGroup
            ? line.group ?? lines.first { $0.name == line.name && $0.group != nil }?.group : nil
        if let twin = result.first(where: {
            $0.line > 0 && $0.name == line.name && $0.position == position
                && overlap($0.from, $0.until, line.from, line.until)
        }) {
            faults.append(RosterFault(line: line.line, kind: .twice(position, line: twin.line)))
        }
        var held = Held(
            line: line.line,
            name: line.name,
            position: position,
            levels: levels,
            group: group,
            from: line.from,
            until: line.until,
            isReasoned: line.reason != nil
        )
        defer { result.append(held) }
        let candidates = standing.filter { name, appointment in
            name == line.name && appointment.position == position
                && !matched.contains(appointment.id)
                && overlap(appointment.from, appointment.until, line.from, line.until)
        }.map(\.appointment)
        func isSame(_ old: Appointment) -> Bool {
            Set(old.levels) == levels && old.group == group
                && (position != .deputy
                    || (old.term == line.term
                        && old.district.flatMap { districts[$0] } == line.district))
        }
        var change = RosterPlan.Change(
            name: line.name,
            after: line,
            position: position,
            on: line.from
        )
        change.after?.group = group
        change.after?.levels = levels
        let found =
            candidates.first { isSame($0) && $0.from == line.from }
            ?? candidates.last { isSame($0) } ?? candidates.last { $0.covers(start) }
            ?? candidates.last
        guard let old = found else { return plan.joins.append(change) }
        matched.insert(old.id)
        change.before = old
        guard !isSame(old) else {
            held.from = min(old.from, line.from)
            if old.until == line.until {
                plan.unchanged += 1
            } else {
                change.last = line.until
                plan.ends.append(change)
            }
            return
        }
        // What was is kept for the days on which it was; only a later one is taken back whole.
        change.on = line.from > old.from ? line.from : max(start, old.from)
        if let until = line.until { change.on = min(change.on, until) }
        change.last = change.on.adding(days: -1)
        change.after?.from = change.on
        held.from = change.on
        plan.changes.append(change)
        if old.from < change.on { keep(old, line.name, until: change.last) }
    }

    private mutating func keep(_ old: Appointment, _ name: String, until: Day?) {
        result.append(
            Held(
                line: 0,
                name: name,
                position: old.position,
                levels: Set(old.levels),
                group: old.group,
                from: old.from,
                until: until,
                isReasoned: true
            )
        )
    }

    /// What no line speaks of: it leaves where its office is spoken of, else it stays.
    private mutating func takeRest(isWhole: Bool) {
        let spoken = Set(lines.flatMap(\.positions))
        for (name, old) in standing where !matched.contains(old.id) {
            let isPast = old.until.map { $0 < start } ?? false
            guard isWhole, !isPast, spoken.contains(old.position) else {
                keep(old, name, until: old.until)
                continue
            }
            let last = max(old.from, start).adding(days: -1)
            plan.leaves.append(
                RosterPlan.Change(
                    name: name,
                    before: old,
                    position: old.position,
                    on: last.adding(days: 1),
                    last: last
                )
            )
            if old.from <= last { keep(old, name, until: last) }
        }
    }

    // MARK: - What would come of it

    private mutating func check(_ rules: StationRules) {
        for held in result where held.line > 0 {
            // A history is not judged by today's rules; what stands from now on is.
            let day = max(held.from, start)
            guard held.covers(day) else { continue }
            for kind in found(in: held, on: day, rules) {
                faults.append(RosterFault(line: held.line, kind: kind))
            }
        }
        let days = Set([start] + result.map(\.from).filter { $0 > start })
        for (level, seats) in rules.seats {
            for day in days {
                let sitting = result.filter {
                    $0.position == .deputy && $0.levels.contains(level) && $0.covers(day)
                }
                for held in sitting.sorted(by: { $0.line < $1.line }).dropFirst(seats)
                where held.line > 0 && !held.isReasoned {
                    faults.append(
                        RosterFault(line: held.line, kind: .beyondSeats(level, seats: seats))
                    )
                }
            }
        }
    }

    private func found(in held: Held, on day: Day, _ rules: StationRules) -> [RosterFault.Kind] {
        func holds(where isMeant: (Held) -> Bool) -> Bool {
            result.contains { $0.name == held.name && $0.covers(day) && isMeant($0) }
        }
        var found: [RosterFault.Kind] = []
        switch held.position {
        case .deputy:
            if held.levels.isEmpty { found.append(.noLevel) }
            if held.levels.contains(.town), held.group == nil { found.append(.noGroup) }
        case .head, .deputyHead:
            if !holds(where: { $0.position == .deputy }) {
                found.append(.headIsNoDeputy(held.position))
            }
        case .leader:
            guard let group = held.group else { return [.noGroup] }
            if !holds(where: { $0.position == .deputy && $0.group == group }) {
                found.append(.leaderIsNotOfGroup(group))
            }
            if !holds(where: { $0.position.isOfStation }) { found.append(.leaderIsNotOfStation) }
            let other = result.first {
                $0.position == .leader && $0.group == group && $0.name != held.name
                    && $0.covers(day) && $0.line < held.line
            }
            if let other { found.append(.secondLeader(group, name: other.name)) }
        case .member, .clerk, .adviser, .presidium, .committee, .auditor: break
        }
        if let group = held.group, !(1...rules.groups).contains(group) {
            found.append(.noSuchGroup(group, of: rules.groups))
        }
        return found
    }

    private func overlap(_ from: Day, _ until: Day?, _ other: Day, _ otherUntil: Day?) -> Bool {
        (otherUntil.map { from <= $0 } ?? true) && (until.map { other <= $0 } ?? true)
    }
}
