/// 归档: an entry of the station's books was put away; nothing of it changes afterwards but by a
/// correction beside it (`domain.md` §1, row 30).
package struct Archived: Hashable, Sendable, Codable {
    /// 永久, 30年 or 10年.
    package var retention: String
    package var on: Day
    package var by: PersonID
    /// What was set right since, oldest first.
    package var corrections: [ContentID]?

    package init(retention: String, on day: Day, by person: PersonID) {
        self.retention = retention
        on = day
        by = person
    }

    mutating func correct(_ words: ContentID) { corrections = (corrections ?? []) + [words] }
}

extension StationRecord {
    /// Most kinds are not put away one by one.
    package var archived: Archived? { nil }
}

extension Values {
    /// How long what was archived is kept.
    package static let retentions: Set<String> = ["永久", "30年", "10年"]
}

/// 归档建3: a suggestion, a paper or a note that nothing is expected of any more.
package enum ArchiveEntry: Deed {
    package static let action = Action.archiveMatter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        try draft.archiveEach()
    }
}

/// 更正建3: what was archived stays as it is, and the right stands beside it.
package enum CorrectEntry: Deed {
    package static let action = Action.correctRecord

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let ref = draft.arguments.text(.ref), let key = try draft.archivable(ref) else {
            return draft.noSuchEntry()
        }
        guard let said = draft.arguments.text(.content) else {
            return .missing(.content)
        }
        guard key.archived != nil else {
            return .refused(FieldValue.Line(.refusedNotArchived, [.number: .text(key.number)]))
        }
        draft.add(.recordCorrected(key.key, words: try draft.keep(said)))
        draft.say(.recordCorrected, [.number: .text(key.number)])
        return .done
    }
}

extension Draft {
    /// Puts away every entry that the sentence names, matters and records; each no is said.
    mutating func archiveEach() throws -> Verdict {
        var refs = arguments.list(.refs)
        if refs.isEmpty, let ref = arguments.text(.ref) { refs = [ref] }
        guard !refs.isEmpty else { return .missing(.ref) }
        for ref in refs {
            let verdict: Verdict
            if RecordKind.allCases.contains(where: { ref.hasPrefix($0.sign) }) {
                verdict = try archiveEntry(ref)
            } else {
                switch try find(ref: ref) {
                case .matter(let matter): verdict = try archive(matter)
                case .none(let none): verdict = none
                }
            }
            if refs.count == 1 { return verdict }
            sayRefusal(verdict)
        }
        return .done
    }

    /// The class that the sentence names, else the station's own.
    var retentionMeant: String {
        arguments.text(.retention, among: Values.retentions) ?? rules.limits.retention
    }

    private mutating func archiveEntry(_ ref: String) throws -> Verdict {
        guard let entry = try archivable(ref) else { return noSuchEntry(ref) }
        var facts: [Field: FieldValue] = [.number: .text(entry.number)]
        if let refusal = refuseArchived(entry.archived, entry.number) { return refusal }
        guard !entry.isOpen else { return .refused(FieldValue.Line(.refusedStillOpen, facts)) }
        let archived = Archived(retention: retentionMeant, on: today, by: me)
        add(.recordArchived(entry.key, archived))
        facts[.period] = .text(archived.retention)
        say(.matterArchived, facts)
        return .done
    }

    /// What an archived entry says to whoever would change it; nil for any other.
    func refuseArchived(_ archived: Archived?, _ number: String) -> Verdict? {
        guard let archived else { return nil }
        return .refused(
            FieldValue.Line(
                .refusedArchived,
                [.number: .text(number), .date: .day(archived.on)]
            )
        )
    }

    func noSuchEntry(_ ref: String? = nil) -> Verdict {
        .refused(
            FieldValue.Line(
                .refusedNoEntry,
                [.text: .text(ref ?? arguments.text(.ref) ?? "")]
            )
        )
    }

    /// What archiving looks at in a record.
    struct Archivable {
        var key: RecordKey
        var number: String
        var archived: Archived?
        var isOpen: Bool
    }

    /// The record of a number with its sign, where its kind can be put away.
    mutating func archivable(_ ref: String) throws -> Archivable? {
        func entry<Record: StationRecord>(_ record: Record, isOpen: Bool) -> Archivable {
            Archivable(
                key: record.number.key,
                number: record.number.description,
                archived: record.archived,
                isOpen: isOpen
            )
        }
        guard let kind = RecordKind.allCases.first(where: { ref.hasPrefix($0.sign) }) else {
            return nil
        }
        switch kind {
        case .suggestion:
            return try record(Suggestion.self, named: ref).map {
                entry($0, isOpen: $0.stand.isOpen || $0.promised != nil)
            }
        case .paper:
            return try record(StationPaper.self, named: ref).map {
                entry($0, isOpen: $0.facets.isOpen)
            }
        case .note:
            return try record(Note.self, named: ref).map { note in
                let isWaiting = note.course.measures.contains { $0.doneOn == nil }
                return entry(note, isOpen: note.course.isOpen || isWaiting)
            }
        default: return nil
        }
    }

    /// What is archived changes no more, whatever is asked of it.
    mutating func refusalOfArchived(_ ref: String) throws -> Verdict? {
        let free: Set<Action> = [.queryStatus, .archiveMatter, .correctRecord]
        guard !free.contains(action), let entry = try archivable(ref) else { return nil }
        return refuseArchived(entry.archived, entry.number)
    }
}
