/// 撤回: the voter takes the matter back; no reason is asked, and it stays in the ledger.
package enum WithdrawMatter: Deed {
    package static let action = Action.withdrawMatter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if draft.arguments.text(.result) == "no" { return try restore(&draft) }
        if draft.arguments.text(.what) == "suggestion" {
            return try WithdrawSuggestion.decide(&draft)
        }
        let found = try draft.findOwn()
        guard case .matter(let matter) = found else { return found.verdict }
        guard matter.state.allows(.withdraw) else { return draft.refuse(.withdraw, matter) }
        draft.add(
            .matterWithdrawn(
                matter.number,
                reason: try draft.keep(draft.arguments.text(.reason))
            )
        )
        var facts: [Field: FieldValue] = [.number: .number(matter.number)]
        facts[.subject] = try draft.subject(of: matter)
        draft.say(.matterWithdrawn, facts)
        try draft.tell(all: .staff, .staffWithdrawn, facts)
        try draft.tell(officersOf: matter.unit, .unitWithdrawn, facts)
        try draft.partLinked(from: matter)
        return .done
    }

    /// 不撤了: it stands again as it stood, until it is put away; limits that ran out begin anew.
    private static func restore(_ draft: inout Draft) throws -> Verdict {
        let matter: Matter
        if let ref = draft.arguments.text(.ref), ref != "last" {
            let found = try draft.findOwn()
            guard case .matter(let named) = found else { return found.verdict }
            matter = named
        } else {
            guard let latest = try draft.latestWithdrawn().flatMap({ try draft.matter($0.number) })
            else {
                return .refused(FieldValue.Line(.nothingToRestore))
            }
            matter = latest
        }
        if matter.state.isOpen {
            try draft.sayStatus(of: matter)
            return .done
        }
        guard matter.state == .withdrawn else { return draft.refuse(.reopen, matter) }
        let state = matter.stateBeforeEnd
        let rules = draft.rules
        var until: (day: Day, isProvisional: Bool)?
        if state == .registered, matter.screenBy < draft.today {
            until = rules.workingDays.adding(rules.screeningDays, to: draft.today)
        } else if state == .assigned, matter.due.map({ $0 < draft.today }) ?? true {
            until = rules.workingDays.adding(rules.answerDays, to: draft.today)
        }
        draft.add(
            .turned(
                matter.number,
                .restored(
                    to: state,
                    due: until?.day,
                    isProvisional: until?.isProvisional ?? false
                )
            )
        )
        switch state {
        case .registered:
            draft.watch(.screening, of: matter.number, until: until?.day ?? matter.screenBy)
        case .accepted: draft.run(.assigning, days: rules.limits.assign, on: matter.number)
        case .assigned:
            if let day = until?.day ?? matter.due {
                draft.watch(.answering, of: matter.number, until: day)
            }
        case .replied: draft.run(.telling, days: rules.limits.tell, on: matter.number)
        default: break
        }
        let standing = try draft.matter(matter.number) ?? matter
        var facts = try draft.facts(of: standing, isBrief: true)
        draft.say(.matterRestored, facts)
        try draft.tell(all: .staff, .staffRestored, facts)
        facts[.subject] = try matter.words.first.flatMap { try draft.words($0) }
            .map { .text(draft.title(of: try draft.hidden($0, of: matter))) }
        try draft.tell(officersOf: matter.unit, .unitRestored, facts)
        return .done
    }
}

extension Matter {
    /// Where it stood when its voter withdrew it, by what is known of it.
    fileprivate var stateBeforeEnd: MatterState {
        if course.mergedInto != nil { return .merged }
        if unit != nil, let assignedAt, due != nil {
            return (answers.last?.at).map { $0 >= assignedAt } == true ? .replied : .assigned
        }
        if !answers.isEmpty { return .replied }
        return acceptedAt == nil ? .registered : .accepted
    }
}

extension Draft {
    /// Of the asker's own matters the one that was withdrawn last; nil where none was.
    fileprivate func latestWithdrawn() throws -> Matter? {
        var query = MatterQuery()
        query.owner = me
        query.states = [.withdrawn]
        return try view.matters(query).max {
            ($0.endedAt ?? $0.filedAt, $0.number) < ($1.endedAt ?? $1.filedAt, $1.number)
        }
    }
}

/// 催: counted each time, answered with the facts, passed on at most once in so many days.
package enum UrgeMatter: Deed {
    package static let action = Action.urgeMatter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let found = try draft.findOwn()
        guard case .matter(let matter) = found else {
            return try draft.passOnRisk() ?? found.verdict
        }
        // What brews is of no matter that is over.
        if !matter.state.isOpen, let passed = try draft.passOnRisk() { return passed }
        if draft.arguments.has(.escalationRisk) { try draft.flagRisk(of: matter.number) }
        guard matter.state.allows(.urge) else {
            try draft.sayStatus(of: matter)
            return .done
        }
        var facts = try draft.facts(of: matter)
        facts[.count] = .count(matter.urges + 1)
        let pause = Int64(draft.rules.urgeDays) * 86_400
        if let urgedAt = matter.urgedAt, draft.now.seconds(since: urgedAt) < pause {
            draft.add(.matterUrgedAgain(matter.number))
            facts[.days] = .count(draft.rules.urgeDays)
            draft.say(.urgeAgainTooSoon, facts)
            return .done
        }
        draft.add(.matterUrged(matter.number))
        draft.say(.matterUrged, facts)
        try draft.tell(all: .staff, .staffUrged, facts)
        try draft.passUrge(of: matter)
        return .done
    }
}

extension Draft {
    /// The unit in whose hands it is hears of the urge, and not of who urges.
    fileprivate mutating func passUrge(of matter: Matter) throws {
        guard matter.state == .assigned, matter.course.pause == nil else { return }
        var line = try facts(of: matter, isBrief: true)
        line[.subject] = try matter.words.first.flatMap { try words($0) }
            .map { .text(title(of: try hidden($0, of: matter))) }
        try tell(
            officersOf: matter.unit,
            .unitUrging,
            [.count: .count(1), .list: .lines([FieldValue.Line(.urgeLine, line)])]
        )
    }
}

/// 评价: how the voter finds the answer; the last one counts, and it counts after closing too.
package enum RateMatter: Deed {
    package static let action = Action.rateMatter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let found = try draft.findOwn()
        guard case .matter(let rated) = found else { return found.verdict }
        let matter = try draft.noteSeen(rated)
        guard matter.state.allows(.rate) else {
            if let said = draft.arguments.text(.result), let words = draft.message,
                matter.state.allows(.supplement)
            {
                return try draft.note(words, on: matter, isMended: said == "true")
            }
            let facts = try draft.facts(of: matter, isBrief: true)
            // `they came but only cleaned half`, before any answer: nothing to rate, and not to be lost.
            if draft.arguments.has(.comment), let words = draft.message, matter.owner == draft.me,
                matter.state.allows(.supplement)
            {
                let verdict = try draft.note(words, on: matter, isMended: false)
                draft.say(.refusedNothingToRate, facts)
                return verdict
            }
            return .refused(FieldValue.Line(.refusedNothingToRate, facts))
        }
        guard let rating = draft.arguments.text(.rating, among: Values.ratings) else {
            return .missing(.rating)
        }
        // `没修啊`, and then the 3 that was asked for: what was said first is why.
        let first = draft.message?.split(whereSeparator: \.isNewline).first.map(String.init)
        var comment = draft.arguments.text(.comment) ?? (draft.arguments.has(.result) ? first : nil)
        // So was `你们就知道糊弄老百姓` a while before it.
        if comment == nil, rating == "dissatisfied", matter.rating != rating,
            matter.owner == draft.me
        {
            comment = try matter.course.remark.flatMap { try draft.view.words($0) }
        }
        try draft.rate(matter, rating, comment: comment)
        return .done
    }
}

extension Draft {
    /// Records how a voter finds an answer: in their own words, or as they said it to somebody here.
    mutating func rate(_ matter: Matter, _ rating: String, comment: String?) throws {
        // `不满意`, and then the 3 that was asked for: everybody knows already.
        // After the head's explanation it is a new no.
        let isKnown =
            comment == nil && matter.rating == rating && matter.course.explanation == nil
        if !isKnown {
            add(.matterRated(matter.number, rating: rating, comment: try keep(comment)))
        }
        var facts: [Field: FieldValue] = [
            .number: .number(matter.number), .rating: .term("rating." + rating),
        ]
        let isDissatisfied = rating == "dissatisfied"
        if isDissatisfied {
            facts[.due] = .day(rules.workingDays.adding(rules.limits.decide, to: today).day)
        }
        let isOwn = matter.owner == me
        say(
            !isOwn ? .ratingRecorded : isDissatisfied ? .matterRatedDissatisfied : .matterRated,
            facts
        )
        facts[.due] = nil
        if isKnown { return }
        if let comment { facts[.text] = .text(Masking.phones(in: String(comment.prefix(60)))) }
        try tell(all: .staff, but: isDissatisfied ? .head : nil, .staffRated, facts)
        if isDissatisfied {
            run(.deciding, days: rules.limits.decide, on: matter.number)
            facts[.subject] = try subject(of: matter)
            facts[.due] = try self.matter(matter.number)?.runningClocks[.deciding].map { .day($0) }
            try tell(all: .head, .headDecides, facts)
        }
    }
}

extension Draft {
    /// `修好了`, said of a matter that nobody has answered yet: it goes to the clerk as it was said,
    /// and the voter decides whether that is the end of it.
    fileprivate mutating func note(
        _ words: String,
        on matter: Matter,
        isMended: Bool
    ) throws -> Verdict {
        add(.matterSupplemented(matter.number, words: try keep(words), attachments: files))
        place(files)
        var facts: [Field: FieldValue] = [.number: .number(matter.number)]
        facts[.subject] = try subject(of: matter)
        say(isMended ? .mendedSaid : .matterSupplemented, facts)
        facts[.text] = .text(title(of: words))
        try tell(all: .staff, .staffSupplemented, facts)
        return .done
    }
}

/// 认领: whoever has the number and its 查询码 takes over a matter filed for them.
package enum TakeOverMatter: Deed {
    package static let action = Action.takeOverMatter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let code = draft.arguments.text(.code) else { return .missing(.code) }
        if try draft.isSlowed() { return .refused(FieldValue.Line(.codeSlowed)) }
        let digest = draft.chance.digest(code.uppercased())
        // The code of a matter that has an owner shows its state and never makes it another's.
        guard let matter = try draft.view.matter(codeDigest: digest), matter.owner == nil,
            draft.names(matter)
        else {
            return try draft.missed(.codeUnknown)
        }
        let fresh = draft.chance.queryCode()
        draft.add(
            .matterTakenOver(
                matter.number,
                person: draft.me,
                digest: draft.chance.digest(fresh)
            )
        )
        var facts = try draft.facts(of: matter)
        facts[.code] = .text(fresh)
        draft.say(.matterTakenOver, facts)
        return .done
    }
}

/// 换码: a new 查询码; the old one stops working at once.
package enum RenewCode: Deed {
    package static let action = Action.renewCode

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let found = try draft.findOwn()
        guard case .matter(let matter) = found else { return found.verdict }
        let code = draft.chance.queryCode()
        draft.add(.codeRenewed(matter.number, digest: draft.chance.digest(code)))
        draft.say(.codeRenewed, [.number: .number(matter.number), .code: .text(code)])
        return .done
    }
}

extension Draft {
    /// The asker's own matter: the one that is named, else the latest.
    ///
    /// Staff work on matters but do not own them, so that theirs is only what they filed.
    package mutating func findOwn() throws -> Found {
        let found = try arguments.has(.ref) ? find() : find(ref: "last")
        guard case .matter(let matter) = found else { return found }
        let isOwn = matter.owner == me || (matter.owner == nil && matter.teller == me)
        if isOwn { return found }
        return .none(try missed(.matterUnknown))
    }

    /// True when the sentence names that matter, or no matter at all.
    fileprivate func names(_ matter: Matter) -> Bool {
        guard let ref = arguments.text(.ref) else { return true }
        return MatterNumber(ref) == matter.number || Int(ref) == matter.number.serial
    }
}
