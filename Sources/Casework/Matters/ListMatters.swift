/// 待办, 本组件: what there is to do, or to follow.
package enum ListMatters: Deed {
    package static let action = Action.listMatters

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let isNarrowed = narrowing.contains { draft.arguments.has($0) }
        if !draft.roles.isDisjoint(with: [.staff, .head]), !isNarrowed {
            return try draft.sayQueue()
        }
        let seesAll = !draft.roles.isDisjoint(with: [.staff, .head, .auditor])
        var query = MatterQuery()
        query.states = states(draft.arguments.text(.status), in: draft)
        if let refusal = try draft.narrow(&query) { return refusal }
        if !seesAll {
            if let unit = draft.asker.person?.unit {
                query.unit = unit
                query.isHelping = true
            } else {
                // A deputy follows the matters of the own group's villages.
                query.group = draft.asker.person?.group
                query.states = query.states.filter(\.isAccepted)
            }
        }
        if seesAll { query.limit = shown }
        // No state at all would mean every state.
        let visible =
            query.states.isEmpty
            ? [] : try draft.view.matters(query).filter { try draft.maySee($0) }
        // Those who see some are told of no more than those.
        let total = try seesAll && !visible.isEmpty ? draft.view.count(query) : visible.count
        let found = visible.prefix(shown)
        guard !found.isEmpty else {
            draft.say(.mattersNone)
            return .done
        }
        var facts: [Field: FieldValue] = [
            .list: .lines(
                try found.map {
                    var facts = try draft.facts(of: $0, isBrief: true)
                    facts.placeUnlessNamed($0.village)
                    if $0.past != nil { facts[.kind] = .term("mark.past") }
                    return FieldValue.Line(.mattersListLine, facts)
                }
            ),
            .count: .count(found.count), .total: .count(total),
        ]
        if seesAll, total > found.count {
            let period = draft.arguments.text(.period).flatMap { draft.period($0) }
            facts[.example] = .text(
                "liaison export ledger" + (period.map { " --period " + $0.text } ?? "")
            )
        }
        draft.say(.mattersList, facts)
        return .done
    }

    /// By what a list is narrowed; each narrows further.
    private static let narrowing: [Slot] = [
        .status, .filter, .unit, .scope, .period, .village, .topic, .deputy, .rating, .group,
    ]

    private static let shown = 10

    /// The states that are wanted: those that are said; all of them in a period or by a rating,
    /// else those that are open.
    private static func states(_ status: String?, in draft: Draft) -> Set<MatterState> {
        switch status {
        case "closed": Set(MatterState.allCases.filter { !$0.isOpen })
        case "open": MatterQuery.open
        case nil:
            draft.arguments.has(.period) || draft.arguments.has(.rating)
                || draft.arguments.text(.filter) == "dissatisfied"
                ? Set(MatterState.allCases) : MatterQuery.open
        case let status?: MatterState(rawValue: status).map { [$0] } ?? MatterQuery.open
        }
    }
}

extension Draft {
    /// Narrows a query by everything that the sentence says beside the state.
    ///
    /// - Returns: Why that cannot be; nil where it can.
    fileprivate mutating func narrow(_ query: inout MatterQuery) throws -> Verdict? {
        query.unit = arguments.text(.unit)
        query.isHelping = query.unit != nil
        query.village = arguments.text(.village).flatMap { rules.listedPlace(in: $0) }
        query.topic = arguments.text(.topic)
        query.group = arguments.number(.group)
        query.rating = arguments.text(.rating, among: Values.ratings)
        if let text = arguments.text(.period) {
            guard let period = period(text) else {
                return .refused(FieldValue.Line(.refusedDate, [.text: .text(text)]))
            }
            query.filed = period
        }
        if let name = arguments.text(.deputy) {
            guard let person = try view.people(named: name).first else {
                return .refused(FieldValue.Line(.refusedNobody, [.name: .name(name)]))
            }
            query.filedBy = person.id
        }
        switch arguments.text(.filter) {
        case "overdue":
            // What the unit has answered is not overdue, whenever its day was.
            query.states.formIntersection([.assigned])
            query.dueBefore = today
        case "due_soon":
            query.states.formIntersection([.assigned])
            query.dueUntil = rules.workingDays.adding(rules.limits.warn, to: today).day
        case "not_fed_back": query.states.formIntersection([.replied])
        case "dissatisfied": query.rating = "dissatisfied"
        default: break
        }
        return nil
    }
}

extension Draft {
    /// What needs action, by what is to be done.
    fileprivate mutating func sayQueue() throws -> Verdict {
        var sections: [FieldValue.Line] = []
        let items = try view.openItems()
        if !items.isEmpty {
            let lines = try items.prefix(5).map { item in
                var facts: [Field: FieldValue] = [
                    .item: .count(item.item), .date: .day(Day(of: item.at)),
                ]
                let words = try item.words.flatMap { try view.words($0) }
                facts[.subject] =
                    words.map { .text(title(of: $0)) } ?? .term("kind." + item.kind)
                return FieldValue.Line(.queueUnsortedLine, facts)
            }
            sections.append(section("queue.unsorted", count: items.count, lines))
        }
        let proposals = try view.proposals()
        if !proposals.isEmpty {
            let lines = try proposals.prefix(5).map { try line(of: $0) }
            sections.append(section("queue.proposed", count: proposals.count, lines))
        }
        let kinds: [(String, Set<MatterState>, (Matter) -> Bool)] = [
            ("queue.screen", [.registered], { _ in true }),
            ("queue.assign", [.accepted], { _ in true }),
            ("queue.overdue", [.assigned], { [today] in ($0.due ?? today) < today }),
            ("queue.extension", [.assigned], { $0.course.request != nil }),
            ("queue.feed_back", [.replied], { !$0.needsTelling && !$0.isFeedbackOnItsWay }),
            ("queue.tell", [.replied], { $0.needsTelling }),
            ("queue.decide", [.fedBack], { $0.rating == "dissatisfied" }),
            ("queue.close", [.fedBack], { $0.rating != "dissatisfied" }),
            ("queue.tell_ending", [.declined, .answered], { $0.guarding.owesTelling }),
        ]
        for (topic, states, isWanted) in kinds {
            var query = MatterQuery()
            query.states = states
            if topic == "queue.tell_ending" {
                query.states = []
                query.mark = .owesTelling
            }
            let found = try view.matters(query).filter { try isWanted($0) && maySee($0) }
            guard !found.isEmpty else { continue }
            let lines = try found.prefix(5).map { matter in
                var facts = try facts(of: matter, isBrief: true)
                facts.placeUnlessNamed(matter.village)
                if let day = matter.runningClocks[.deciding] { facts[.due] = .day(day) }
                facts[.until] = matter.course.request.map { .day($0.until) }
                return FieldValue.Line(.queueLine, facts)
            }
            sections.append(section(topic, count: found.count, lines))
        }
        guard !sections.isEmpty else {
            say(.queueEmpty)
            return .done
        }
        say(.queue, [.list: .lines(sections), .count: .count(sections.count)])
        return .done
    }

    private func section(
        _ topic: String,
        count: Int,
        _ lines: [FieldValue.Line]
    ) -> FieldValue.Line {
        FieldValue.Line(
            .queueSection,
            [.topic: .term(topic), .count: .count(count), .list: .lines(lines)]
        )
    }
}

extension [Field: FieldValue] {
    /// Adds where it is, unless the matter's own first words say so already.
    mutating func placeUnlessNamed(_ village: String?) {
        guard let village else { return }
        if case .text(let subject) = self[.subject], subject.contains(village) { return }
        self[.place] = .name(village)
    }
}
