/// 交办: a unit gets the matter, with a date to answer by.
package enum AssignMatter: Deed {
    package static let action = Action.assignMatter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let helpers = draft.arguments.list(.coUnits)
        let named = draft.arguments.text(.unit)
        let all = (named.map { [$0] } ?? []) + helpers
        if let stranger = all.first(where: { !draft.rules.units.contains($0) }) {
            return .refused(
                FieldValue.Line(
                    .refusedUnit,
                    [.text: .text(stranger), .list: .names(draft.rules.units)]
                )
            )
        }
        guard let unit = named else {
            guard !helpers.isEmpty else { return .missing(.unit) }
            return draft.arguments.text(.mode) == "without"
                ? try draft.unshare(helpers) : try draft.share(with: helpers)
        }
        var term: AnswerTerm
        if let day = draft.arguments.day(.due) {
            guard day >= draft.today else {
                return .refused(FieldValue.Line(.refusedPastDate, [.date: .day(day)]))
            }
            term = AnswerTerm(due: day)
        } else {
            let days = draft.arguments.number(.dueWorkdays)
            term = AnswerTerm(
                days ?? draft.rules.answerDays,
                from: draft.today,
                draft.rules.workingDays
            )
            term.isSaid = days != nil
        }
        let isFurther = draft.arguments.text(.mode) == "also"
        return try draft.eachMatter { draft, matter in
            // `1也转水利所`: where another unit has it in hand, this one helps.
            if isFurther, matter.state == .assigned, let lead = matter.unit, lead != unit {
                return try draft.share(matter, of: lead, with: all)
            }
            return try draft.assign(matter, to: unit, by: term)
        }
    }
}

/// By when a unit has to answer.
private struct AnswerTerm {
    var due: Day
    var isProvisional = false
    /// False for the station's own term, where the order says none.
    var isSaid = true

    init(due: Day) { self.due = due }

    /// A term of so many working days; 1 to 250 count.
    init(_ days: Int, from today: Day, _ calendar: WorkingDays) {
        (due, isProvisional) = calendar.adding(min(max(days, 1), 250), to: today)
    }
}

extension Draft {
    fileprivate mutating func assign(
        _ found: Matter,
        to unit: String,
        by said: AnswerTerm
    ) throws -> Verdict {
        var term = said
        // Another unit gets the day that the voter was told.
        if !said.isSaid, found.state == .assigned, let known = found.due, known >= today {
            term.due = known
            term.isProvisional = false
        }
        let (due, isProvisional) = (term.due, term.isProvisional)
        // `2重新交城建办，一周内`: what was answered goes back to be done again.
        if found.state == .replied || found.state == .fedBack, found.unit == unit {
            var step = Step(.redoMatter, arguments)
            step.arguments[.refs] = nil
            step.arguments[.ref] = .text(found.number.description)
            if said.isSaid { step.arguments[.due] = .text(said.due.text) }
            follow(FollowUp(step: step, isAgreed: isAgreed))
            return .done
        }
        guard found.state.allows(.assign) else { return refuse(.assign, found) }
        let override = arguments.text(.override)
        let looked = found.verified == "true" || found.verified == "partly"
        if rules.verifiesBeforeAssigning, !looked, override == nil {
            return .refused(
                FieldValue.Line(
                    .refusedVerifyFirst,
                    [.number: .number(found.number), .unit: .name(unit)]
                )
            )
        }
        let isDiscussed = found.course.discussedOn.map { $0 <= today } ?? false
        if let topic = found.topic, rules.discussedTopics.contains(topic), !isDiscussed,
            override == nil
        {
            return .refused(
                FieldValue.Line(
                    .refusedDiscussFirst,
                    [.number: .number(found.number), .unit: .name(unit)]
                )
            )
        }
        if let held = try held(found, for: unit) { return held }
        let matter = try accepted(try matter(found.number) ?? found)
        add(
            .matterAssigned(
                matter.number,
                unit: unit,
                due: due,
                isProvisional: isProvisional,
                override: try keep(override)
            )
        )
        try recordBasis(on: found)
        watch(.answering, of: matter.number, until: due)
        var facts: [Field: FieldValue] = [
            .number: .number(matter.number), .unit: .name(unit),
            .due: .due(due, isProvisional: isProvisional),
            .date: .day(today),
        ]
        facts[.subject] = try subject(of: matter)
        let helpers = arguments.list(.coUnits).filter { $0 != unit }
        if !helpers.isEmpty {
            add(.turned(matter.number, .shared(with: helpers)))
            facts[.list] = .names(helpers)
        }
        // Who gave more time before is told which day stands now.
        if found.state == .assigned {
            facts[.since] = found.due.flatMap { $0 == due ? nil : .day($0) }
        }
        facts[.sent] = try tidings(to: matter.owner)
        say(.matterAssigned, facts)
        facts[.since] = nil
        facts[.sent] = nil
        tell(matter.owner, .matterAssignedNotice, facts)
        try order(
            matter,
            of: unit,
            helpers,
            due: .due(due, isProvisional: isProvisional)
        )
        for earlier in found.units where earlier != unit && !helpers.contains(earlier) {
            try tell(officersOf: earlier, .unitRelieved, facts)
        }
        return .done
    }

    /// Tells the officers of a unit, and of those that help it, what is to be done by when: the
    /// matter, not the person (design §6).
    mutating func order(
        _ matter: Matter,
        of unit: String?,
        _ helpers: [String] = [],
        due: FieldValue?,
        redo: Redo? = nil
    ) throws {
        var facts: [Field: FieldValue] = [.number: .number(matter.number)]
        facts[.due] = due
        // What the clerk has just written for the unit stands in this decision.
        let known = try self.matter(matter.number) ?? matter
        facts[.text] = try wordsOfOrder(known).map { .text($0) }
        if let place = try matter.place.flatMap({ try view.words($0) }) ?? matter.village {
            facts[.place] = .text(place)
        }
        if !helpers.isEmpty { facts[.list] = .names(helpers) }
        var whole = facts
        if let redo {
            whole[.rating] =
                redo.said == nil ? redo.rating.map { .term("rating." + $0) } : nil
            whole[.answer] = try redo.said.map { .text(try hidden($0, of: matter)) }
            whole[.reason] = redo.wanted.map { .text($0) }
        }
        try tell(officersOf: unit, redo == nil ? .unitAssigned : .unitRedo, whole)
        facts[.list] = nil
        facts[.unit] = (unit ?? matter.unit).map { .name($0) }
        for helper in helpers { try tell(officersOf: helper, .unitHelps, facts) }
    }
}

/// Why a unit does something again: it reads more than the order that it had before.
struct Redo {
    /// How the voter found the answer; nil where the station itself sends it back.
    var rating: String?
    /// What the voter said of it.
    var said: String?
    /// What the station wants of the new answer.
    var wanted: String?
}

/// 答复: what the unit says was done; staff see it before the voter does.
package enum RecordReply: Deed {
    package static let action = Action.recordReply

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let found = try draft.find()
        guard case .matter(let matter) = found else { return found.verdict }
        guard matter.state.allows(.reply), let unit = matter.unit else {
            return draft.refuse(.reply, matter)
        }
        if let own = draft.helper(on: matter) {
            return try draft.recordReply(ofHelper: own, on: matter)
        }
        // An officer may have filed a matter that another unit answers for.
        guard !draft.roles.isDisjoint(with: [.staff, .head]) || draft.asker.person?.unit == unit
        else {
            return .refused(FieldValue.Line(.refusedRole, [.action: .term(action.term)]))
        }
        if draft.arguments.text(.result) == "no" {
            // The station holds it back until the new one is here.
            guard matter.state == .replied else { return .missing(.text) }
            var facts: [Field: FieldValue] = [.number: .number(matter.number), .unit: .name(unit)]
            facts[.subject] = try draft.subject(of: matter)
            draft.say(.replyTakenBack, facts)
            try draft.tell(all: .staff, .staffReplyTakenBack, facts)
            return .done
        }
        guard let told = draft.arguments.text(.text) else { return .missing(.text) }
        let text = told.withoutSpeaker(unit)
        // What the clerk writes over a unit's own answer is said to both.
        let isOwn = draft.asker.person?.unit == unit
        let replaced =
            matter.state == .replied && !isOwn
            ? try matter.answers.last.flatMap { try draft.words($0.words) } : nil
        let words: ContentID = try draft.keep(text)
        draft.add(.replyRecorded(matter.number, words: words, unit: unit))
        draft.run(.telling, days: draft.rules.limits.tell, on: matter.number)
        // One answer for all who wrote of the same thing, each told by a feedback of their own;
        // what has ended meanwhile stays ended.
        for other in try draft.linked(to: matter) where other.state.isOpen {
            draft.add(.replyRecorded(other.number, words: words, unit: unit))
        }
        try draft.recordBasis(on: matter)
        let files = try draft.filesAtHand()
        if !files.isEmpty {
            draft.add(.matterSupplemented(matter.number, words: nil, attachments: files))
            draft.place(files)
        }
        var facts: [Field: FieldValue] = [
            .number: .number(matter.number), .unit: .name(unit), .answer: .text(text),
        ]
        facts[.subject] = try draft.subject(of: matter)
        if let replaced, replaced != text {
            facts[.text] = .text(replaced)
            draft.say(.replyReplaced, facts)
            facts[.text] = nil
            try draft.tell(officersOf: unit, .unitReplyReplaced, facts)
        } else {
            draft.say(.replyRecorded, facts)
        }
        try draft.tell(all: .staff, .staffUnitReplied, facts)
        return .done
    }
}

/// 重办: back to the unit with a new date; earlier answers are kept.
package enum RedoMatter: Deed {
    package static let action = Action.redoMatter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let found = try draft.find()
        guard case .matter(let matter) = found else { return found.verdict }
        guard matter.state.allows(.redo), let unit = matter.unit else {
            return draft.refuse(.redo, matter)
        }
        var due = draft.rules.workingDays.adding(draft.rules.answerDays, to: draft.today)
        let voice = try draft.dissatisfied(among: matter)
        if let day = draft.arguments.day(.due) {
            guard day >= draft.today else {
                return .refused(FieldValue.Line(.refusedPastDate, [.date: .day(day)]))
            }
            due = (day, false)
        } else if let months = draft.arguments.number(.dueMonths) {
            due = (draft.today.adding(months: min(max(months, 1), 12)), false)
        }
        draft.add(
            .redoOrdered(matter.number, due: due.day, isProvisional: due.isProvisional)
        )
        try draft.recordBasis(on: matter)
        draft.watch(.answering, of: matter.number, until: due.day)
        var facts: [Field: FieldValue] = [
            .number: .number(matter.number), .unit: .name(unit),
            .due: .due(due.day, isProvisional: due.isProvisional),
        ]
        facts[.subject] = try draft.subject(of: matter)
        facts[.sent] = try draft.tidings(to: matter.owner)
        draft.say(.redoRecorded, facts)
        facts[.sent] = nil
        draft.tell(matter.owner, .redoNotice, facts)
        try draft.order(
            matter,
            of: unit,
            matter.course.coUnits ?? [],
            due: .due(due.day, isProvisional: due.isProvisional),
            redo: Redo(
                rating: voice.rating,
                said: try voice.course.ratingWords.flatMap { try draft.view.words($0) },
                // What is wanted of the new answer is the unit's to know, as it was said.
                wanted: draft.arguments.text(.reason)
            )
        )
        return .done
    }
}

extension Draft {
    /// Of all who wrote of one thing, the one whom the answer left dissatisfied; else the first.
    fileprivate mutating func dissatisfied(among matter: Matter) throws -> Matter {
        if matter.rating == "dissatisfied" { return matter }
        return try linked(to: matter).first { $0.rating == "dissatisfied" } ?? matter
    }
}

extension String {
    /// The words without the unit's own name before them, which stands beside the answer already.
    fileprivate func withoutSpeaker(_ unit: String) -> String {
        guard hasPrefix(unit) else { return self }
        let rest = dropFirst(unit.count)
        guard let sign = rest.first, sign.isWhitespace || sign.isPunctuation else { return self }
        let words = rest.drop { $0.isWhitespace || $0.isPunctuation }
        return words.isEmpty ? self : String(words)
    }
}

/// 办结: only after the unit's reply and a feedback that really reached the voter.
package enum CloseMatter: Deed {
    package static let action = Action.closeMatter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if draft.isForMany {
            return try draft.doMany { draft, matter in
                guard draft.mayClose(matter), matter.course.remark == nil else { return false }
                draft.add(.matterClosed(matter.number))
                try draft.recordBasis(on: matter)
                return true
            }
        }
        let names = draft.arguments.has(.ref) || draft.arguments.has(.refs)
        if !names, draft.arguments.has(.period) || draft.arguments.has(.status) {
            return try draft.closePeriod()
        }
        return try draft.eachMatter { draft, matter in
            let facts = try draft.facts(of: matter, isBrief: true)
            if matter.state == .assigned || matter.state == .accepted {
                return .refused(FieldValue.Line(.refusedNoReply, facts))
            }
            if matter.state == .replied || (matter.state == .fedBack && !matter.isToldToVoter) {
                return .refused(FieldValue.Line(.refusedNotFedBack, facts))
            }
            guard matter.state.allows(.close) else { return draft.refuse(.close, matter) }
            guard draft.mayClose(matter), !draft.isExplained else {
                return try draft.explain(matter, facts)
            }
            if let held = try draft.held(matter, facts) { return held }
            draft.add(.matterClosed(matter.number))
            try draft.recordBasis(on: matter)
            draft.say(.matterClosed, facts)
            return .done
        }
    }
}

extension Draft {
    /// True for what its voter has heard the answer to, and is not left dissatisfied with.
    fileprivate func mayClose(_ matter: Matter) -> Bool {
        matter.state.allows(.close) && matter.isToldToVoter && matter.rating != "dissatisfied"
    }

    /// Asks whether to close what its voter has said something of and has not rated: of several at once
    /// nobody reads each, so that such a one is left.
    ///
    /// - Returns: nil where nothing was said, or the yes to it is here.
    /// - Throws: What the view throws.
    fileprivate mutating func held(
        _ matter: Matter,
        _ brief: [Field: FieldValue]
    ) throws -> Verdict? {
        guard let remark = matter.course.remark, let said = try words(remark) else { return nil }
        let shown = chance.digest("close \(matter.number) \(remark.value)")
        if confirmed == shown { return nil }
        var facts = brief
        facts[.text] = .text(try hidden(said, of: matter))
        guard arguments.list(.refs).count < 2 else {
            return .refused(FieldValue.Line(.refusedRemark, facts))
        }
        return try ask(shown: shown, .closeAfterRemark, facts, needsCode: false)
    }

    /// True where the head says why: the voter reads it, whatever was rated or only said.
    fileprivate var isExplained: Bool {
        arguments.text(.reason) != nil && mayExplain && arguments.list(.refs).count < 2
    }

    private var mayExplain: Bool { roles.contains(.head) || isAgreed || isOnHeadsWord }

    /// Closes what left its voter dissatisfied: by the head alone, with a reason that is kept
    /// with the decision and told to the voter at once (moments, the voter).
    fileprivate mutating func explain(
        _ matter: Matter,
        _ brief: [Field: FieldValue]
    ) throws -> Verdict {
        var facts = brief
        let reason = arguments.text(.reason).map(rules.excerpts.withoutErrand)
        guard mayExplain, reason != nil || arguments.list(.refs).count < 2
        else { return .refused(FieldValue.Line(.refusedDissatisfied, facts)) }
        guard let reason else { return .missing(.reason) }
        add(.turned(matter.number, .explained(words: try keep(reason), by: me)))
        add(.matterClosed(matter.number))
        try recordBasis(on: matter)
        facts[.reason] = .text(reason)
        try tellEnding(of: matter, .explainedNotice, &facts)
        say(.matterExplained, facts)
        try sayWhatIsOwed(on: matter.number)
        return .done
    }

    /// Everything of a period that is still open, by the day on which it was registered.
    fileprivate mutating func closePeriod() throws -> Verdict {
        var query = MatterQuery()
        query.states = MatterQuery.open
        if let text = arguments.text(.period) {
            guard let period = period(text) else {
                return .refused(FieldValue.Line(.refusedDate, [.text: .text(text)]))
            }
            query.filed = period
        }
        return try askForMany(try view.matters(query)) {
            $0.mayClose($1) && $1.course.remark == nil
        }
    }
}
