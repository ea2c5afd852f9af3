/// 跟踪: what somebody saw who went to look; the clerk reads it, the unit's answer it is not.
package enum FollowUpMatter: Deed {
    package static let action = Action.followUp

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if draft.arguments.text(.what) == "note" {
            guard let progress = draft.arguments.text(.progress) else {
                return .missing(.progress)
            }
            return try draft.followUpNote(progress)
        }
        let found = try draft.find()
        guard case .matter(let matter) = found else { return found.verdict }
        guard let progress = draft.arguments.text(.progress) else { return .missing(.progress) }
        draft.add(
            .matterGuarded(
                matter.number,
                .followedUp(by: draft.me, words: try draft.keep(progress))
            )
        )
        let files = try draft.filesAtHand()
        if !files.isEmpty {
            draft.add(.matterSupplemented(matter.number, words: nil, attachments: files))
            draft.place(files)
        }
        var facts: [Field: FieldValue] = [
            .number: .number(matter.number),
            .count: .count(matter.guarding.followUps.count + 1), .text: .text(progress),
        ]
        facts[.subject] = try draft.subject(of: matter)
        facts[.person] = try draft.officer(draft.me)
        draft.say(.followUpNoted, facts)
        try draft.tell(all: .staff, .staffFollowedUp, facts)
        return .done
    }
}

extension Draft {
    /// Somebody as the station's own people read it: an officer by name, a voter as a voter.
    package func officer(_ id: PersonID) throws -> FieldValue {
        guard let person = try view.person(id), let role = person.offices.first?.role else {
            return .term("role.voter")
        }
        return try person.name.flatMap { try view.words($0) }.map { .name($0) }
            ?? .term("role." + role.rawValue)
    }
}
