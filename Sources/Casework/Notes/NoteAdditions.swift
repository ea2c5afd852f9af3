// What is said of a note later: additions and corrections, never overwriting.

/// 补充记录: more words or photos for a note.
package enum SupplementNote: Deed {
    package static let action = Action.supplementNote

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        try draft.addToNote(isCorrection: false)
    }
}

/// 更正记录: what is wrong stays, with the right beside it.
package enum CorrectNote: Deed {
    package static let action = Action.correctNote

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        try draft.addToNote(isCorrection: true)
    }
}

/// Why there is no such note.
package struct NoteFault: Error {
    package var verdict: Verdict
}

extension Draft {
    fileprivate mutating func addToNote(isCorrection: Bool) throws -> Verdict {
        let about = arguments.text(.about)
        let files = try filesAtHand()
        guard about != nil || !files.isEmpty else { return .missing(.about) }
        switch try findNote() {
        case .failure(let fault): return fault.verdict
        case .success(let note):
            if !isCorrection, let refusal = refuseArchived(note.archived, note.number.description) {
                return refusal
            }
            add(
                .noteTurned(
                    note.number,
                    .added(
                        Note.Addition(
                            words: try keep(about),
                            attachments: files,
                            by: me,
                            at: now,
                            isCorrection: isCorrection
                        )
                    )
                )
            )
            place(files)
            var facts = try facts(of: note)
            facts[.subject] = about.map { .text(title(of: $0)) }
            if !files.isEmpty { facts[.count] = .count(files.count) }
            say(isCorrection ? .noteCorrected : .noteSupplemented, facts)
            if note.deputy != me {
                facts[.person] = try officer(me)
                tell(note.deputy, isCorrection ? .noteCorrected : .noteSupplemented, facts)
            }
            touch(.note(note.number))
            return .done
        }
    }

    /// The note that is meant: by its number, by a place in the words, else the asker's latest.
    ///
    /// A deputy finds own notes alone, clerk and head every note; a number that is not there and
    /// one of somebody else are answered alike.
    ///
    /// - Throws: What the view throws.
    package mutating func findNote() throws -> Result<Note, NoteFault> {
        if let ref = arguments.text(.ref), ref != "last" {
            let bare = ref.hasPrefix(Note.kind.sign) ? String(ref.dropFirst()) : ref
            let numbers =
                NoteNumber(ref).map { [$0] }
                ?? Int(bare).map { serial in
                    [today.year, today.year - 1].map { NoteNumber(year: $0, serial: serial) }
                } ?? []
            let mayAll = !roles.isDisjoint(with: [.staff, .head, .auditor])
            for number in numbers {
                if let note = try record(number), mayAll || note.deputies.contains(me) {
                    return .success(note)
                }
            }
            let unknown = FieldValue.Line(.noteUnknown, [.text: .text(ref)])
            return .failure(NoteFault(verdict: .refused(unknown)))
        }
        let own = try view.records(
            Note.self,
            RecordQuery(person: me, newestFirst: true, limit: 30)
        )
        guard let latest = own.first else {
            return .failure(NoteFault(verdict: .refused(FieldValue.Line(.noteNone))))
        }
        if let about = arguments.text(.about), let place = rules.listedPlace(in: about),
            let named = try own.first(where: { note in
                try note.village == place || text(note.place)?.contains(place) == true
            })
        {
            return .success(try record(named.number) ?? named)
        }
        return .success(try record(latest.number) ?? latest)
    }
}
