/// 待办, 本组件: what there is to do, or to follow.
package enum ListMatters: Deed {
    package static let action = Action.listMatters

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let isNarrowed = [Slot.status, .filter, .unit, .scope].contains {
            draft.arguments.has($0)
        }
        if !draft.roles.isDisjoint(with: [.staff, .head]), !isNarrowed {
            return try draft.sayQueue()
        }
        var query = MatterQuery()
        query.states = states(draft.arguments.text(.status) ?? "open")
        query.unit = draft.arguments.text(.unit)
        if draft.arguments.text(.filter) == "overdue" {
            // What the unit has answered is not overdue, whenever its day was.
            query.states.formIntersection([.assigned])
            query.dueBefore = draft.today
        }
        let seesAll = !draft.roles.isDisjoint(with: [.staff, .head, .auditor])
        if !seesAll {
            if let unit = draft.asker.person?.unit {
                query.unit = unit
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
        draft.say(
            .mattersList,
            [
                .list: .lines(
                    try found.map {
                        var facts = try draft.facts(of: $0, isBrief: true)
                        facts.placeUnlessNamed($0.village)
                        return FieldValue.Line(.mattersListLine, facts)
                    }
                ),
                .count: .count(found.count), .total: .count(total),
            ]
        )
        return .done
    }

    private static let shown = 15

    private static func states(_ status: String) -> Set<MatterState> {
        switch status {
        case "closed": Set(MatterState.allCases.filter { !$0.isOpen })
        case "open": MatterQuery.open
        default: MatterState(rawValue: status).map { [$0] } ?? MatterQuery.open
        }
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
                    words.map { .text(Draft.subject(of: $0)) } ?? .term("kind." + item.kind)
                return FieldValue.Line(.queueUnsortedLine, facts)
            }
            sections.append(section("queue.unsorted", count: items.count, lines))
        }
        let proposals = try view.proposals()
        if !proposals.isEmpty {
            let lines = proposals.prefix(5).map {
                FieldValue.Line(
                    .approvalLine,
                    [.number: .number($0.number), .action: .term($0.action.term)]
                )
            }
            sections.append(section("queue.proposed", count: proposals.count, Array(lines)))
        }
        let kinds: [(String, Set<MatterState>, (Matter) -> Bool)] = [
            ("queue.screen", [.registered], { _ in true }),
            ("queue.assign", [.accepted], { _ in true }),
            ("queue.overdue", [.assigned], { [today] in ($0.due ?? today) < today }),
            ("queue.feed_back", [.replied], { !$0.needsTelling && !$0.isFeedbackOnItsWay }),
            ("queue.tell", [.replied], { $0.needsTelling }),
            ("queue.close", [.fedBack], { _ in true }),
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
