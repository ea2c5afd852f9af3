/// 并件: matters of the same thing go on as one, and every voter is still answered.
package enum MergeMatters: Deed {
    package static let action = Action.mergeMatters

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        var refs = draft.arguments.list(.from) + draft.arguments.list(.refs)
        if draft.arguments.text(.result) == "no" { return try draft.takeApart(refs) }
        guard let into = draft.arguments.text(.into) ?? refs.first else { return .missing(.into) }
        let found = try draft.find(ref: into)
        guard case .matter(let main) = found else { return found.verdict }
        guard main.state.isOpen, main.state != .merged, main.state != .fedBack else {
            return draft.refuse(.merge, main)
        }
        refs.removeAll { $0 == into }
        guard !refs.isEmpty else { return .missing(.from) }
        for ref in refs {
            switch try draft.find(ref: ref) {
            case .none(let verdict):
                if refs.count == 1 { return verdict }
                draft.sayRefusal(verdict)
            case .matter(let matter):
                let verdict = try draft.merge(matter, into: main)
                if refs.count == 1 { return verdict }
                draft.sayRefusal(verdict)
            }
        }
        return .done
    }
}

extension Draft {
    fileprivate mutating func merge(_ matter: Matter, into main: Matter) throws -> Verdict {
        guard matter.number != main.number, matter.state.allows(.merge) else {
            return refuse(.merge, matter)
        }
        guard try view.linked(to: matter.number).isEmpty else {
            return .refused(
                FieldValue.Line(.refusedHasLinked, [.number: .number(matter.number)])
            )
        }
        add(.turned(matter.number, .merged(into: main.number)))
        try recordBasis(on: matter)
        var facts: [Field: FieldValue] = [
            .number: .number(matter.number), .total: .number(main.number),
        ]
        facts[.subject] = try subject(of: matter)
        if let unit = matter.unit, unit != main.unit {
            try tell(officersOf: unit, .unitRelieved, facts)
        }
        say(.matterMerged, facts)
        tell(matter.owner, .mergedNotice, facts)
        return .done
    }

    /// The matters that go with another, as this decision leaves them.
    mutating func linked(to main: Matter) throws -> [Matter] {
        try view.linked(to: main.number).compactMap { try matter($0.number) }
    }

    /// 拆开: what was merged by mistake goes its own way again; one matter is never made two, and
    /// whoever wants that reads how it is done.
    fileprivate mutating func takeApart(_ said: [String]) throws -> Verdict {
        let refs = said + arguments.list(.ref) + arguments.list(.into)
        var named: Matter?
        for ref in refs {
            let found = try find(ref: ref)
            guard case .matter(let matter) = found else { return found.verdict }
            named = named ?? matter
            let merged =
                matter.state == .merged
                ? [matter] : try linked(to: matter).filter { $0.state == .merged }
            guard merged.count == 1, let other = merged[0].course.mergedInto else { continue }
            add(.turned(merged[0].number, .parted))
            run(.assigning, days: rules.limits.assign, on: merged[0].number)
            var facts: [Field: FieldValue] = [
                .number: .number(merged[0].number), .total: .number(other),
            ]
            facts[.subject] = try subject(of: merged[0])
            say(.matterParted, facts)
            tell(merged[0].owner, .partedNotice, facts)
            return .done
        }
        var facts: [Field: FieldValue] = [:]
        facts[.number] = named.map { .number($0.number) }
        facts[.text] = arguments.text(.content).map { .text($0) }
        return .refused(FieldValue.Line(.splitHow, facts))
    }

    /// What was merged into a matter that is no more goes its own way again.
    mutating func partLinked(from main: Matter) throws {
        for matter in try linked(to: main) where matter.state == .merged {
            add(.turned(matter.number, .parted))
            run(.assigning, days: rules.limits.assign, on: matter.number)
            var facts: [Field: FieldValue] = [
                .number: .number(matter.number), .total: .number(main.number),
            ]
            facts[.subject] = try subject(of: matter)
            try tell(all: .staff, .staffParted, facts)
        }
    }
}

/// 归档: nothing changes afterwards but by an added correction.
package enum ArchiveMatter: Deed {
    package static let action = Action.archiveMatter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if draft.isForMany {
            return try draft.doMany { draft, matter in
                guard matter.state.allows(.archive) else { return false }
                draft.add(.turned(matter.number, .archived(retention: draft.retentionMeant)))
                try draft.recordBasis(on: matter)
                return true
            }
        }
        if draft.arguments.has(.ref) || draft.arguments.has(.refs) {
            return try draft.archiveEach()
        }
        guard draft.arguments.has(.period) || draft.arguments.has(.status) else {
            return .missing(.ref)
        }
        var query = MatterQuery()
        query.states = [.closed, .answered, .declined, .withdrawn]
        if let text = draft.arguments.text(.period) {
            guard let period = draft.period(text) else {
                return .refused(FieldValue.Line(.refusedDate, [.text: .text(text)]))
            }
            query.ended = period
        }
        return try draft.askForMany(try draft.view.matters(query)) { _, matter in
            matter.state.allows(.archive)
        }
    }
}

extension Draft {
    mutating func archive(_ matter: Matter) throws -> Verdict {
        var facts = try facts(of: matter, isBrief: true)
        guard !matter.state.isOpen else {
            return .refused(FieldValue.Line(.refusedStillOpen, facts))
        }
        guard matter.state.allows(.archive) else { return refuse(.archive, matter) }
        add(.turned(matter.number, .archived(retention: retentionMeant)))
        try recordBasis(on: matter)
        facts[.period] = .text(retentionMeant)
        say(.matterArchived, facts)
        return .done
    }
}

/// 核实交办: a deputies' group is asked to look; verifying is what a deputy may do.
package enum AssignVerification: Deed {
    package static let action = Action.assignVerification

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        try draft.eachMatter { draft, matter in
            guard matter.state.allows(.verify) else { return draft.refuse(.verify, matter) }
            guard let group = try draft.groupAsked() ?? matter.group else {
                return .missing(.group)
            }
            guard try draft.roster().contains(where: { $0.group == group }) else {
                return .refused(FieldValue.Line(.refusedGroupNumber, [.count: .count(group)]))
            }
            let accepted = try draft.accepted(matter)
            draft.add(.turned(matter.number, .verificationAsked(group: group)))
            var facts = try draft.facts(of: accepted, isBrief: true)
            facts[.count] = .count(group)
            draft.say(.verificationAsked, facts)
            guard !matter.isConfidential else { return .done }
            facts.placeUnlessNamed(matter.village)
            for deputy in try draft.view.people(holding: .deputy) where deputy.group == group {
                draft.tell(deputy.id, .verificationTask, facts)
            }
            return .done
        }
    }
}

/// 讨论: which matters a meeting speaks of, and when it did.
package enum SubmitForDiscussion: Deed {
    package static let action = Action.submitForDiscussion

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        try draft.eachMatter { draft, matter in
            guard matter.state.allows(.discuss) else { return draft.refuse(.discuss, matter) }
            let day = draft.arguments.day(.date) ?? draft.today
            draft.add(.turned(matter.number, .discussed(on: day)))
            var facts = try draft.facts(of: matter, isBrief: true)
            facts[.date] = .day(day)
            draft.say(.matterDiscussed, facts)
            return .done
        }
    }
}

/// 问选民: a question through the matter; name and phone stay with the station.
///
/// The unit's clock stands until the voter adds something.
package enum AskVoter: Deed {
    package static let action = Action.askVoter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let found = try draft.find()
        guard case .matter(let matter) = found else { return found.verdict }
        guard matter.state.allows(.ask) else { return draft.refuse(.ask, matter) }
        guard let text = draft.arguments.text(.text) else { return .missing(.text) }
        draft.add(
            .turned(matter.number, .voterAsked(words: try draft.keep(text), by: draft.me))
        )
        var facts: [Field: FieldValue] = [.number: .number(matter.number), .text: .text(text)]
        facts[.subject] = try draft.subject(of: matter)
        draft.say(.voterAsked, facts)
        let owner = try matter.owner.flatMap { try draft.view.person($0) }
        if let owner, owner.isReachable {
            draft.tell(owner.id, .voterQuestion, facts)
        } else {
            draft.tell(matter.teller, .voterQuestionByHand, facts)
        }
        return .done
    }
}

extension Draft {
    /// What the voter adds answers what was asked: the clock goes on, longer by the days it stood.
    mutating func answerQuestion(of matter: Matter, with words: String?) throws {
        guard let pause = matter.course.pause else { return }
        let stood = rules.workingDays.count(after: Day(of: pause.at), through: today)
        var day: Day?
        if matter.state == .assigned { day = matter.due }
        if matter.state == .registered { day = matter.screenBy }
        if let running = day, stood > 0 {
            day = rules.workingDays.adding(stood, to: running).day
        }
        add(.turned(matter.number, .voterAnswered(due: day)))
        if let day {
            watch(
                matter.state == .registered ? .screening : .answering,
                of: matter.number,
                until: day
            )
        }
        var facts: [Field: FieldValue] = [.number: .number(matter.number)]
        facts[.subject] = try subject(of: matter)
        facts[.text] = words.map { .text($0) }
        if matter.state == .assigned { facts[.due] = day.map { .day($0) } }
        if try view.person(pause.by)?.unit != nil { tell(pause.by, .voterAnswer, facts) }
    }
}

/// 结果分类: solved, being solved, planned, or kept for reference (`domain.md` §3.1, A to D).
package enum RecordPromise: Deed {
    package static let action = Action.recordPromise

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let found = try draft.find()
        guard case .matter(let matter) = found else { return found.verdict }
        guard matter.state.allows(.promise) else { return draft.refuse(.promise, matter) }
        guard let result = draft.arguments.text(.result, among: Values.resultClasses) else {
            return .missing(.result)
        }
        let until = draft.arguments.day(.due) ?? draft.arguments.day(.to)
        // What is still to be done needs a day on which it is looked at again.
        let isToBeDone = result == "B" || result == "C"
        if isToBeDone, until == nil { return .missing(.due) }
        if let until, until < draft.today {
            return .refused(FieldValue.Line(.refusedPastDate, [.date: .day(until)]))
        }
        let day = isToBeDone ? until : nil
        draft.add(.turned(matter.number, .promised(result: result, until: day)))
        try draft.recordBasis(on: matter)
        if let day { draft.watch(.promise, of: matter.number, until: day) }
        var facts: [Field: FieldValue] = [
            .number: .number(matter.number), .result: .term("result." + result),
        ]
        facts[.subject] = try draft.subject(of: matter)
        facts[.due] = day.map { .day($0) }
        draft.say(.promiseRecorded, facts)
        if let day {
            facts[.due] = .day(day)
            draft.tell(matter.owner, .promiseNotice, facts)
        }
        return .done
    }
}

/// 重开: what was ended is taken up again, with a reason.
package enum ReopenMatter: Deed {
    package static let action = Action.reopenMatter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let found = try draft.find()
        guard case .matter(let matter) = found else { return found.verdict }
        guard matter.state.allows(.reopen) else { return draft.refuse(.reopen, matter) }
        guard let reason = draft.arguments.text(.reason) else { return .missing(.reason) }
        var due: (day: Day, isProvisional: Bool)?
        if matter.unit != nil {
            due = draft.rules.workingDays.adding(draft.rules.answerDays, to: draft.today)
        }
        draft.add(
            .turned(
                matter.number,
                .reopened(
                    reason: try draft.keep(reason),
                    due: due?.day,
                    isProvisional: due?.isProvisional ?? false
                )
            )
        )
        try draft.recordBasis(on: matter)
        if let due {
            draft.watch(.answering, of: matter.number, until: due.day)
        } else {
            draft.run(.assigning, days: draft.rules.limits.assign, on: matter.number)
        }
        var facts: [Field: FieldValue] = [
            .number: .number(matter.number), .reason: .text(reason),
        ]
        facts[.subject] = try draft.subject(of: matter)
        facts[.unit] = matter.unit.map { .name($0) }
        facts[.due] = due.map { .day($0.day) }
        facts[.sent] = try draft.tidings(to: matter.owner)
        draft.say(.matterReopened, facts)
        facts[.sent] = nil
        draft.tell(matter.owner, .reopenedNotice, facts)
        try draft.tell(officersOf: matter.unit, .unitReopened, facts)
        return .done
    }
}

/// 更正: an addition beside what it corrects; also the only change after archiving.
package enum CorrectRecord: Deed {
    package static let action = Action.correctRecord

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if draft.arguments.text(.what) == "activity", let ref = draft.arguments.text(.ref) {
            return try draft.correctActivity(ref)
        }
        let found = try draft.find()
        guard case .matter(let matter) = found else { return found.verdict }
        let text = draft.arguments.text(.text) ?? draft.arguments.text(.content)
        // `5更正`: what is the whole sentence itself corrects nothing.
        guard let text, draft.saysMore(than: text) else { return .missing(.content) }
        draft.add(.turned(matter.number, .corrected(words: try draft.keep(text))))
        var facts = try draft.facts(of: matter, isBrief: true)
        draft.say(.recordCorrected, facts)
        // The voter would still read the answer as it was recorded.
        if matter.state == .replied,
            let answer = try matter.answers.last.flatMap({ try draft.words($0.words) })
        {
            facts[.answer] = .text(answer)
            draft.say(.answerUncorrected, facts)
        }
        return .done
    }
}

/// 法律顾问: asked for an opinion on a matter; the adviser sees the matter, not the person.
package enum RequestLegalOpinion: Deed {
    package static let action = Action.requestLegalOpinion

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let found = try draft.find()
        guard case .matter(let matter) = found else { return found.verdict }
        let question = draft.arguments.text(.topic) ?? draft.arguments.text(.text)
        let advisers = try draft.view.people(holding: .adviser)
        guard !advisers.isEmpty else { return .refused(FieldValue.Line(.refusedNoAdviser)) }
        draft.add(.turned(matter.number, .opinionAsked(question: try draft.keep(question))))
        var facts = try draft.facts(of: matter, isBrief: true)
        if let question { facts[.text] = .text(question) }
        draft.say(.opinionAsked, facts)
        // Who it is about is not the adviser's to know (`domain.md` §2).
        if let words = try matter.words.first.flatMap({ try draft.view.words($0) }) {
            facts[.answer] = .text(try draft.hidden(words, of: matter))
        }
        for adviser in advisers { draft.tell(adviser.id, .opinionTask, facts) }
        return .done
    }
}
