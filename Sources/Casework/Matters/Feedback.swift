/// 反馈: the unit's answer goes to the voter in writing, through the desk.
///
/// It counts only once it was delivered; for a voter without a chat it becomes a task for whoever
/// filed, to tell by phone, letter or in person.
package enum SendFeedback: Deed {
    package static let action = Action.sendFeedback

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        try draft.eachMatter { draft, matter in
            guard matter.state.allows(.feedBack) else {
                if matter.state == .assigned {
                    return .refused(
                        FieldValue.Line(
                            .refusedNoReply,
                            try draft.facts(of: matter, isBrief: true)
                        )
                    )
                }
                return draft.refuse(.feedBack, matter)
            }
            // Who has rated it has read it, and is not sent the same again.
            if matter.state == .fedBack, let rating = matter.rating {
                var facts = try draft.facts(of: matter, isBrief: true)
                facts[.rating] = .term("rating." + rating)
                draft.say(.feedbackKnown, facts)
                return .done
            }
            let verdict = try draft.feedBack(matter)
            guard verdict == .done else { return verdict }
            try draft.recordBasis(on: matter)
            for other in try draft.linked(to: matter) where other.state == .replied {
                draft.sayRefusal(try draft.feedBack(other))
            }
            return verdict
        }
    }
}

/// 已电话告知: a person told the voter, and says who was told, how and when.
package enum RecordFeedback: Deed {
    package static let action = Action.recordFeedback

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let found = try draft.findTold()
        guard case .matter(let matter) = found else { return found.verdict }
        let mayTell =
            !draft.roles.isDisjoint(with: [.staff, .head]) || matter.teller == draft.me
        guard mayTell else { return try draft.passOnTelling(of: matter) }
        let rating = draft.arguments.text(.rating, among: Values.ratings)
        // `36选民说满意`: told long ago, and what the voter makes of it is told now.
        if let rating, !draft.arguments.has(.whom), matter.state.allows(.rate) {
            try draft.rate(matter, rating, comment: draft.arguments.text(.comment))
            return .done
        }
        guard matter.state.allows(.feedBack) || matter.guarding.owesTelling else {
            return draft.refuse(.feedBack, matter)
        }
        guard let whom = draft.arguments.text(.whom) else { return .missing(.whom) }
        // A step that was kept before the day had its own name has it as `date`.
        let day = draft.arguments.fedBackOn ?? draft.today
        guard day <= draft.today else {
            return .refused(FieldValue.Line(.refusedDate, [.text: .text(day.text)]))
        }
        let channel = draft.arguments.text(.channel, among: Values.channels) ?? "oral"
        let told = try draft.keep(whom) as ContentID
        if matter.guarding.owesTelling {
            draft.add(
                .matterGuarded(
                    matter.number,
                    .told(whom: told, channel: channel, by: draft.me, on: day)
                )
            )
        } else {
            draft.add(
                .feedbackGiven(
                    matter.number,
                    stand: .told,
                    channel: channel,
                    by: draft.me,
                    whom: told,
                    on: day
                )
            )
        }
        draft.awaitRating(of: matter.number)
        var facts = try draft.facts(of: matter, isBrief: true)
        facts[.person] = .text(whom)
        facts[.channel] = .term("channel." + channel)
        facts[.date] = .day(day)
        draft.say(.feedbackRecorded, facts)
        // What else the voter said is kept with the matter.
        if rating == nil, let comment = draft.arguments.text(.comment) {
            let words: ContentID = try draft.keep(comment)
            draft.add(.matterGuarded(matter.number, .followedUp(by: draft.me, words: words)))
        }
        if let rating, let told = try draft.matter(matter.number), told.state.allows(.rate) {
            try draft.rate(told, rating, comment: nil)
        }
        return .done
    }
}

extension Draft {
    /// The matter of which somebody says that its voter was told: the one that is named, else the
    /// only one whose voter the asker has to tell.
    fileprivate mutating func findTold() throws -> Found {
        guard !arguments.has(.ref), !arguments.has(.refs) else { return try find() }
        var query = MatterQuery()
        query.states = [.replied, .declined, .answered, .closed]
        let owed = try view.matters(query).filter {
            ($0.needsTelling || $0.guarding.owesTelling) && $0.teller == me
        }
        return owed.count == 1 ? .matter(owed[0]) : .none(.missing(.ref))
    }

    /// What a deputy told a voter who is not theirs to tell is no feedback: the clerk reads it, and
    /// asks the voter (moments, the deputy).
    fileprivate mutating func passOnTelling(of matter: Matter) throws -> Verdict {
        let words = message ?? ""
        add(.matterGuarded(matter.number, .followedUp(by: me, words: try keep(words))))
        var facts: [Field: FieldValue] = [.number: .number(matter.number)]
        facts[.unit] = matter.answers.isEmpty ? matter.unit.map { .name($0) } : nil
        say(.tellingPassedOn, facts)
        facts[.unit] = nil
        facts[.subject] = try subject(of: matter)
        facts[.count] = .count(matter.guarding.followUps.count + 1)
        facts[.text] = .text(Masking.phones(in: words))
        facts[.person] = try officer(me)
        try tell(all: .staff, .staffFollowedUp, facts)
        return .done
    }

    fileprivate mutating func feedBack(_ matter: Matter) throws -> Verdict {
        guard let answer = matter.answers.last, let unit = answer.unit ?? matter.unit else {
            return refuse(.feedBack, matter)
        }
        var facts: [Field: FieldValue] = [
            .number: .number(matter.number), .unit: .name(unit),
        ]
        facts[.subject] = try subject(of: matter)
        if let words = try view.words(answer.words) { facts[.answer] = .text(words) }
        let owner = try matter.owner.flatMap { try view.person($0) }
        if matter.guarding.isForgotten {
            // Who had everything deleted cannot be told; the answer stands under the code.
            give(.told, channel: "written", on: matter)
            say(.feedbackWaived, facts)
            return .done
        }
        guard let owner, owner.isReachable else {
            give(.asked, channel: "oral", on: matter)
            let name = try matter.name.flatMap { try view.words($0) }
            facts[.person] = name.map { .text(Masking.name($0)) }
            say(.feedbackTellByHand, facts)
            // Whoever filed it knows the name, and has to tell that person.
            facts[.person] = name.map { .text($0) }
            tell(matter.teller, .tellByHandTask, facts)
            return .done
        }
        give(.queued, channel: "written", on: matter)
        say(.feedbackQueued, facts)
        // Words beside the order are nobody's answer, and are not sent unseen.
        if action == .sendFeedback, let words = arguments.text(.text) {
            say(.feedbackWithout, [.number: .number(matter.number), .text: .text(words)])
        }
        let data = "评价 " + matter.number.description + " "
        tell(
            owner.id,
            .feedbackNotice,
            facts,
            purpose: .feedback(matter.number, index: matter.feedbacks.count),
            choices: [
                Choice("choice.satisfied", data: data + "1"),
                Choice("choice.basically_satisfied", data: data + "2"),
                Choice("choice.dissatisfied", data: data + "3"),
            ]
        )
        return .done
    }

    private mutating func give(
        _ stand: Matter.Feedback.Stand,
        channel: String,
        on matter: Matter
    ) {
        add(
            .feedbackGiven(
                matter.number,
                stand: stand,
                channel: channel,
                by: me,
                whom: nil,
                on: today
            )
        )
    }
}
