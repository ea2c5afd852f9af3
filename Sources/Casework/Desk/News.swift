/// 少发: of the own matters only the answers come unasked; 照常发 takes it back.
package enum FewerTexts: Deed {
    package static let action = Action.fewerTexts

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let isFew = draft.arguments.text(.result) != "no"
        if draft.asker.person?.wantsFewTexts != isFew {
            draft.add(.fewTextsChosen(person: draft.me, isFew: isFew))
        }
        draft.say(.fewerTextsSet, [.state: .term(isFew ? "texts.few" : "texts.all")])
        return .done
    }
}

extension ReplyKind {
    /// What a unit has to hear of: where nobody there has a chat, whoever ordered it is told.
    package static let orders: Set<ReplyKind> = [
        .unitAssigned, .unitRedo, .unitHelps, .unitRelieved, .unitUrging, .unitSupervision,
        .unitExtended,
        .unitExtensionRefused, .unitReopened, .unitSuggestion, .unitSuggestionOpinion,
        .unitSuggestionRedo,
    ]

    /// What a voter hears unasked on the way to the answer; the answer itself never waits.
    package static let news: Set<ReplyKind> = [
        .matterAcceptedNotice, .matterAssignedNotice, .extensionNotice, .overdueNotice,
        .redoNotice, .promiseNotice, .reopenedNotice, .mergedNotice, .partedNotice, .dueRecomputed,
        .screeningRecomputed,
    ]
}

extension Decision {
    /// Holds back what would be a second unasked word of the day (moments, the voter).
    ///
    /// It is told the next morning as things then stand. Whoever wants few texts hears only the
    /// answers.
    ///
    /// - Parameters:
    ///   - now: When the decision is carried out.
    ///   - view: The station as it stood before it.
    ///   - rules: How often a day is enough.
    /// - Throws: What the view throws.
    package mutating func holdNews(
        at now: Instant,
        view: any StationView,
        rules: StationRules
    ) throws {
        guard rules.newsPerDay == 1 else { return }
        let today = Day(of: now)
        var told: Set<PersonID> = []
        var kept: [Effect] = []
        for effect in effects {
            guard case .person(let id) = effect.to, effect.purpose == .notice,
                ReplyKind.news.contains(effect.line.kind), let person = try view.person(id),
                person.offices.isEmpty
            else {
                kept.append(effect)
                continue
            }
            if person.wantsFewTexts { continue }
            guard person.newsOn != today, told.insert(id).inserted else {
                let morning = today.adding(days: 1).at(ClockTime(minutes: 8 * 60 + 30))
                dues.append(Due(kind: .news, at: morning, subject: String(id.value)))
                continue
            }
            events.append(.newsTold(person: id, on: today))
            kept.append(effect)
        }
        effects = kept
    }
}

extension Draft {
    /// What becomes of a notice to a voter, for whoever caused it: it goes out now, waits for the
    /// morning, or is one that this voter does not want or cannot get.
    package func tidings(to owner: PersonID?) throws -> FieldValue {
        guard let owner, let person = try view.person(owner), person.liveAddress != nil else {
            return .term("told.by_hand")
        }
        guard person.offices.isEmpty, rules.newsPerDay == 1 else { return .term("told.now") }
        if person.wantsFewTexts { return .term("told.few") }
        return .term(person.newsOn == today ? "told.morning" : "told.now")
    }

    /// What waited for this morning: how the person's open matters stand, in one text.
    package mutating func tellNews(to subject: String) throws {
        guard let id = Int64(subject), let person = try view.person(PersonID(id)),
            !person.wantsFewTexts
        else { return }
        var query = MatterQuery()
        query.owner = person.id
        query.states = [.registered, .accepted, .assigned, .merged]
        query.newestFirst = true
        query.limit = 5
        let lines = try view.matters(query).map {
            var facts = try facts(of: $0, isBrief: true)
            if let last = $0.course.extensions?.last, $0.state == .assigned {
                facts[.since] = .day(last.from)
            }
            return FieldValue.Line(.newsLine, facts)
        }
        guard !lines.isEmpty else { return }
        add(.newsTold(person: person.id, on: today))
        tell(person.id, .newsDigest, [.list: .lines(lines), .count: .count(lines.count)])
    }

    /// A unit's morning on working days: what is new, due soon and overdue.
    ///
    /// As long as something is in its hands the next morning follows.
    package mutating func tellMorning(to unit: String) throws {
        var query = MatterQuery()
        query.unit = unit
        query.states = [.assigned]
        let open = try view.matters(query)
        guard !open.isEmpty else { return }
        scheduleMorning(of: unit)
        let soon = rules.workingDays.adding(rules.limits.warn, to: today).day
        let since = rules.workingDays.subtracting(1, from: today)
        let sorted = open.filter { $0.course.pause == nil }.compactMap { matter -> (Int, Matter)? in
            if let due = matter.due, due < today { return (0, matter) }
            if let due = matter.due, due <= soon { return (1, matter) }
            return matter.assignedAt.map { Day(of: $0) >= since } == true ? (2, matter) : nil
        }.sorted { ($0.0, $0.1.number) < ($1.0, $1.1.number) }
        guard !sorted.isEmpty else { return }
        let terms = ["morning.overdue", "morning.due", "morning.new"]
        let lines = try sorted.prefix(12).map { place, matter in
            var facts = try facts(of: matter, isBrief: true)
            facts[.state] = .term(terms[place])
            return FieldValue.Line(.unitMorningLine, facts)
        }
        try tell(
            officersOf: unit,
            .unitMorning,
            [.list: .lines(Array(lines)), .count: .count(sorted.count)]
        )
    }

    /// Half past eight on the next working day.
    mutating func scheduleMorning(of unit: String) {
        let day = rules.workingDays.adding(1, to: today).day
        schedule(
            Due(
                kind: .unitMorning,
                at: day.at(ClockTime(minutes: 8 * 60 + 30)),
                subject: unit
            )
        )
    }
}
