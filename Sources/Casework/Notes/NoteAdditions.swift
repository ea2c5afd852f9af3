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
            if isCorrection, let about, let right = try setRight(note, by: about) {
                add(.noteTurned(note.number, .part(right)))
                facts[.place] = try text(right.place).map { .name($0) } ?? facts[.place]
            }
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

    /// The place or the kind that a correction names instead of a note's own, while its author is still
    /// writing it; nil for other words, and where several could be meant.
    private mutating func setRight(_ note: Note, by about: String) throws -> Note.Part? {
        guard note.deputy == me, note.course.isOpen else { return nil }
        var part = Note.Part()
        let named = rules.places.keys.filter { place in
            about.contains(place)
                && !rules.places.keys.contains {
                    $0 != place && $0.contains(place) && about.contains($0)
                }
        }
        let own = try text(note.place) ?? ""
        let others = named.filter { $0 != note.village && !own.contains($0) }
        if others.count == 1 {
            part.place = try keep(others[0])
            part.village = others[0]
        }
        let kinds = Values.noteKinds.filter { $0 != note.kind && about.contains($0) }
        if about.contains(note.kind), kinds.count == 1 { part.kind = kinds.first }
        guard !part.isEmpty else { return nil }
        part.isRight = true
        return part
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
