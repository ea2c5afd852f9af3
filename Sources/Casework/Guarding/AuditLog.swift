/// 操作记录: who did what with a matter, and who looked.
package enum AuditLog: Deed {
    package static let action = Action.auditLog

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if draft.arguments.text(.scope) == "views" {
            try draft.sayAuditViews()
            return .done
        }
        guard let ref = draft.arguments.text(.ref) else { return .missing(.ref) }
        guard let matter = try draft.audited(ref) else {
            return .refused(FieldValue.Line(.noSuchMatter, [.text: .text(ref)]))
        }
        let history = try draft.view.history(of: matter.number, limit: 20)
        let lines = try history.map { entry in
            FieldValue.Line(
                .auditLine,
                [
                    .since: .moment(entry.at),
                    .person: try entry.actor.map { try draft.officer($0) } ?? .term("role.desk"),
                    .action: .term("done." + entry.event.name),
                ]
            )
        }
        draft.add(.matterGuarded(matter.number, .lookedAt(by: draft.me)))
        draft.say(
            .auditLog,
            [
                .number: .number(matter.number), .list: .lines(lines),
                .count: .count(lines.count),
            ]
        )
        return .done
    }
}

extension Draft {
    /// The matter whose log is asked for: an auditor reads every log, and no matter's words.
    fileprivate mutating func audited(_ ref: String) throws -> Matter? {
        if !roles.isDisjoint(with: [.staff, .head]) { return try lookUp(ref) }
        if let number = MatterNumber(ref) { return try matter(number) }
        guard let serial = Int(ref), serial > 0 else { return nil }
        return try matter(MatterNumber(year: today.year, serial: serial))
            ?? matter(MatterNumber(year: today.year - 1, serial: serial))
    }

    /// Notes that somebody looked at a matter where that matters: never its own voter.
    package mutating func noteLook(at matter: Matter) {
        guard let person = asker.person, matter.isWatched || isAudit, matter.owner != person.id
        else { return }
        add(.matterGuarded(matter.number, .lookedAt(by: person.id)))
    }
}

extension Event {
    /// The name of what happened, as a term's key: `matterAccepted`, `contactSeen`.
    package var name: String {
        if case .matterGuarded(_, let fact) = self { return Event.label(of: fact) }
        if case .turned(_, let turn) = self { return Event.label(of: turn) }
        return Event.label(of: self)
    }

    private static func label(of value: some Any) -> String {
        let text = String(describing: value)
        return String(text.prefix { $0.isLetter })
    }
}
