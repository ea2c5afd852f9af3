/// 新增代表: one deputy joins the roster, shown first and then confirmed.
package enum RegisterDeputy: Deed {
    package static let action = Action.registerDeputy

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let name = draft.arguments.text(.name), name.count <= 24 else {
            return .missing(.name)
        }
        let level = draft.arguments.text(.level).flatMap(Level.init(rawValue:)) ?? .town
        let group = draft.arguments.number(.group)
        if level == .town, group == nil { return .missing(.group) }
        let line = RosterLine(
            line: 1,
            name: name,
            positions: [.deputy],
            levels: [level],
            group: group,
            term: try draft.currentTerm(),
            from: draft.arguments.since ?? draft.today,
            district: draft.arguments.text(.district),
            reason: draft.arguments.text(.reason)
        )
        return try draft.changeRoster([line], of: name)
    }
}

/// 变更代表: another group, level or district, or the end of the mandate.
package enum UpdateDeputy: Deed {
    package static let action = Action.updateDeputy

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let name = draft.arguments.text(.name) else { return .missing(.name) }
        let standing = try draft.standingLines().filter { $0.name == name }
        guard !standing.isEmpty else {
            return .refused(
                FieldValue.Line(
                    .refusedNoDeputy,
                    [
                        .name: .text(name),
                        .list: .names(try draft.roster().filter(\.isDeputy).map(\.name)),
                    ]
                )
            )
        }
        let day = draft.arguments.since ?? draft.today
        guard day >= draft.today else {
            return .refused(FieldValue.Line(.refusedPastDate, [.date: .day(day)]))
        }
        let leaves = draft.arguments.text(.mode) == "leaves"
        let group = draft.arguments.number(.group)
        let level = draft.arguments.text(.level).flatMap(Level.init(rawValue:))
        let district = draft.arguments.text(.district)
        guard leaves || group != nil || level != nil || district != nil else {
            return .missing(.group)
        }
        let lines = standing.compactMap { old -> RosterLine? in
            var line = old
            guard !leaves else {
                line.until = day
                return line
            }
            guard old.positions == [.deputy] else {
                // Whoever leads a group leads none once in another.
                guard old.positions == [.leader], let group, group != old.group else { return old }
                line.until = day.adding(days: -1)
                return old.from < day ? line : nil
            }
            line.group = group ?? old.group
            // A deputy may sit in two congresses at once (`domain.md` §0, 8).
            if let level { line.levels.insert(level) }
            line.district = district ?? old.district
            if line != old { line.from = day }
            return line
        }
        return try draft.changeRoster(lines, of: name)
    }
}

extension Draft {
    /// The offices that stand today, one line each; config's where nothing was imported.
    fileprivate func standingLines() throws -> [RosterLine] {
        let standing = try view.appointments().filter { !$0.isVoid && $0.covers(today) }
        if standing.contains(where: { $0.position == .deputy }) {
            return try standing.compactMap { old in
                guard let name = try name(of: old.person) else { return nil }
                return RosterLine(
                    line: 0,
                    name: name,
                    positions: [old.position],
                    levels: Set(old.levels),
                    group: old.group,
                    term: old.term,
                    from: old.from,
                    until: old.until,
                    district: try old.district.flatMap { try view.words($0) }
                )
            }
        }
        return rules.roster.filter(\.isDeputy).flatMap { entry in
            Position.allCases.filter(entry.positions.contains).map { position in
                RosterLine(
                    line: 0,
                    name: entry.name,
                    positions: [position],
                    levels: position == .deputy
                        ? (entry.levels.isEmpty ? [.town] : entry.levels) : [],
                    group: position.isOfGroup ? entry.group : nil,
                    from: today,
                    reason: "config"
                )
            }
        }
    }

    /// The term that most deputies sit in; nil where none is known.
    fileprivate func currentTerm() throws -> Int? {
        try view.appointments().filter { $0.covers(today) && $0.position == .deputy }
            .compactMap(\.term).max()
    }

    /// Shows what a change of one person comes to, and carries it out on a yes.
    ///
    /// The first change by message writes config's deputies down: from then on the roster stands
    /// in the journal.
    fileprivate mutating func changeRoster(
        _ wanted: [RosterLine],
        of name: String
    ) throws -> Verdict {
        let isWritten = try view.appointments().contains { $0.position == .deputy && !$0.isVoid }
        let others = isWritten ? [] : try standingLines().filter { $0.name != name }
        let lines = (others + wanted).enumerated().map { index, line in
            var line = line
            line.line = index + 1
            return line
        }
        let plan: RosterPlan
        switch try planRoster(lines, from: today, isWhole: false) {
        case .failure(let faults):
            var facts: [Field: FieldValue] = [.name: .text(name)]
            facts[.reason] = faults.list.first.map { .term("roster_fault." + $0.kind.term) }
            return .refused(FieldValue.Line(.refusedRoster, facts))
        case .success(let found): plan = found
        }
        let own = (plan.joins + plan.changes + plan.ends).filter { $0.name == name }
        var facts: [Field: FieldValue] = [.name: .text(name)]
        guard let first = own.first(where: { $0.position == .deputy }) ?? own.first,
            let line = first.after
        else {
            say(.rosterSame, facts)
            return .done
        }
        let isEnd = line.until != nil
        let kind = isEnd ? "leaves" : first.before == nil && isWritten ? "joins" : "changes"
        let isNew = !isWritten && !rules.roster.contains { $0.name == name && $0.isDeputy }
        facts[.state] = .term("roster." + (isNew ? "joins" : kind))
        facts[.item] = line.group.map { .count($0) }
        if !line.levels.isEmpty {
            facts[.kind] = .list(
                Level.allCases.filter(line.levels.contains).map { .text($0.rawValue) }
            )
        }
        if isEnd {
            facts[.until] = line.until.map { .day($0) }
        } else {
            facts[.since] = .day(first.on)
        }
        let levels = line.levels.map(\.rawValue).sorted().joined(separator: ",")
        let shown = chance.digest(
            "roster \(name) \(kind) \(line.group ?? 0) \(levels) \(first.on.text) "
                + "\(line.until?.text ?? "") \(line.district ?? "")"
        )
        guard confirmed == shown else {
            return try ask(shown: shown, .rosterPreview, facts, needsCode: false)
        }
        try adopt(plan)
        say(.rosterChanged, facts)
        try tell(all: .head, .rosterChanged, facts)
        guard isEnd, let person = try view.people(named: name).first else { return .done }
        let debts = try debts(of: person.id)
        guard !debts.isEmpty else { return .done }
        say(
            .rosterLeft,
            [
                .name: .text(name), .count: .count(debts.count),
                .list: .lines(debts.prefix(15).map(\.line)),
            ]
        )
        return .done
    }
}

extension RosterFault.Kind {
    fileprivate var term: String {
        switch self {
        case .endsBeforeItBegins: "ends_before"
        case .twice: "twice"
        case .noLevel: "no_level"
        case .noGroup: "no_group"
        case .noSuchGroup: "no_such_group"
        case .headIsNoDeputy: "head"
        case .leaderIsNotOfStation, .leaderIsNotOfGroup: "leader"
        case .secondLeader: "second_leader"
        case .beyondSeats: "seats"
        }
    }
}
