/// 意见: the legal adviser on what was sent, the Party committee on what was escalated; kept with
/// the matter, with its day and its question.
package enum GiveOpinion: Deed {
    package static let action = Action.giveOpinion

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let found = try draft.find()
        guard case .matter(let matter) = found else { return found.verdict }
        guard draft.mayAdvise(on: matter) else {
            return .refused(FieldValue.Line(.matterUnknown))
        }
        guard let words = draft.arguments.text(.text) else { return .missing(.text) }
        let kept: ContentID = try draft.keep(words)
        if draft.roles.contains(.committee) {
            draft.add(
                .matterGuarded(matter.number, .committeeReplied(by: draft.me, words: kept))
            )
        } else {
            draft.add(.turned(matter.number, .opinionGiven(words: kept, by: draft.me)))
        }
        var facts = try draft.facts(of: matter, isBrief: true)
        draft.say(.opinionKept, facts)
        facts[.person] = try draft.officer(draft.me)
        facts[.text] = .text(words)
        try draft.tell(all: .staff, .opinionGiven, facts)
        try draft.tell(all: .head, .opinionGiven, facts)
        return .done
    }
}

extension Draft {
    /// True for the adviser on what was sent to the adviser, and for the committee on what was
    /// escalated to it.
    func mayAdvise(on matter: Matter) -> Bool {
        (roles.contains(.adviser) && matter.course.opinions != nil)
            || (roles.contains(.committee) && matter.isEscalated)
    }

    /// The committee has it: the time is kept, and who escalated it hears so.
    mutating func receiveEscalation(_ matter: Matter) throws -> Verdict {
        var facts = try facts(of: matter, isBrief: true)
        guard matter.guarding.escalation?.receivedAt == nil else {
            say(.receiptKnown, facts)
            return .done
        }
        add(.matterGuarded(matter.number, .committeeReceived(by: me)))
        say(.receiptSigned, facts)
        facts[.unit] = .term("role.committee")
        try tell(all: .staff, .staffReceiptSigned, facts)
        try tell(all: .head, .staffReceiptSigned, facts)
        return .done
    }
}

extension Matter {
    /// True once a head has brought it before the Party committee.
    package var isEscalated: Bool { guarding.escalation?.stand == .confirmed }
}
