// A note while it is being written: parts, 完, thirty quiet minutes, the same words again.

/// 完: the open note is whole.
package enum FinishNote: Deed {
    package static let action = Action.finishNote

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let note = try draft.openNotes().last else {
            return .refused(FieldValue.Line(.noteNotOpen))
        }
        draft.add(.noteTurned(note.number, .ended))
        draft.say(.noteEnded, try draft.ending(of: note))
        draft.touch(.note(note.number))
        return .done
    }
}

/// 另记: what was taken for the same note becomes a second one.
package enum RecordAgain: Deed {
    package static let action = Action.recordAgain

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let day = draft.now.adding(seconds: -Note.sameWithin)
        let recent = try draft.view.records(
            Note.self,
            RecordQuery(person: draft.me, newestFirst: true, limit: 20)
        )
        guard let note = recent.first(where: { $0.course.again.map { $0.at >= day } ?? false }),
            let again = note.course.again,
            var step = try draft.view.words(again.step).flatMap({ Step(json: $0) })
        else { return .refused(FieldValue.Line(.noteNothingAgain)) }
        step.arguments[.redo] = .flag
        draft.add(.noteTurned(note.number, .againSettled))
        draft.follow(FollowUp(step: step))
        return .done
    }
}

extension Note {
    /// A note is whole after so many seconds without a word (moments, the deputy).
    static let quietSeconds: Int64 = 1800
    /// The same words of one sender within so many seconds are one note (moments, the deputy).
    static let sameWithin: Int64 = 86_400
}

extension Draft {
    /// The asker's notes that are being written, oldest first; hardly ever more than one.
    package func openNotes() throws -> [Note] {
        try view.records(Note.self, RecordQuery(person: me, isOpen: true))
    }

    mutating func watchQuiet(of number: NoteNumber) {
        schedule(
            Due(
                kind: .note,
                at: now.adding(seconds: Note.quietSeconds),
                subject: NoteDue(number: number, look: .quiet).subject
            )
        )
    }

    /// What a message says of a note beside what its first words hold.
    mutating func part() throws -> Note.Part {
        var part = Note.Part()
        part.count = arguments.number(.participants)
        part.basis = try keep(arguments.text(.grounds))
        part.unitsSaid = try keep(arguments.text(.unitsSaid))
        part.lunar = arguments.text(.lunar).flatMap { LunarName($0) == nil ? nil : $0 }
        part.followUpOn = arguments.day(.followUpOn).flatMap { $0 > today ? $0 : nil }
        let named = (arguments.list(.with) + arguments.list(.participants)).joined(separator: " ")
        part.deputies = try deputies(named: named)
        return part
    }

    /// Deputies of the roster whose names stand in a text, but for the asker.
    mutating func deputies(named text: String) throws -> [PersonID] {
        guard !text.isEmpty else { return [] }
        return try rules.roster.filter { $0.isDeputy && text.contains($0.name) }
            .map { try enrolled($0.name) }
            .filter { $0 != asker.person?.id }
    }

    /// A further part of an open note, acknowledged with what is still missing.
    mutating func addPart(to note: Note) throws -> Verdict {
        if arguments.text(.scope) == "rest" {
            var facts: [Field: FieldValue] = [.number: .text(note.number.description)]
            if !note.missing.isEmpty { facts[.needed] = .terms(note.missing) }
            say(.noteWaits, facts)
            return .done
        }
        let files = try filesAtHand()
        let date = arguments.day(.date)
        if let date, date > today {
            return refusedFutureDate(date)
        }
        let finding = arguments.text(.finding)
        let suggestion = arguments.text(.suggestion)
        var part = try part()
        // A phone with a bad signal sends a part twice: it is there already.
        part.finding = try isSaid(finding, in: note.findings) ? nil : keep(finding)
        part.suggestion = try isSaid(suggestion, in: note.suggestions) ? nil : keep(suggestion)
        if arguments.number(.participants) == nil {
            part.participants = try keep(arguments.text(.participants))
        }
        if let place = arguments.placeSaid, try text(note.place) != place {
            part.place = try keep(place)
            part.village = rules.listedPlace(in: place)
        }
        part.topic = arguments.text(.topic)
        part.kind = arguments.text(.kind, among: Values.noteKinds)
        part.group = arguments.number(.group)
        part.date = date
        part.attachments = files
        if !part.isEmpty { add(.noteTurned(note.number, .part(part))) }
        place(files)
        let now = try record(note.number) ?? note
        watchFollowUp(of: now)
        var facts: [Field: FieldValue] = [.number: .text(note.number.description)]
        if let words = finding ?? suggestion {
            facts[.subject] = .text(title(of: words))
        }
        if !now.missing.isEmpty { facts[.needed] = .terms(now.missing) }
        say(.noteAdded, facts)
        touch(.note(note.number))
        return .done
    }

    private func isSaid(_ words: String?, in said: [ContentID]) throws -> Bool {
        guard let words else { return true }
        return try said.contains { try text($0) == words }
    }

    /// The asker's note of the last day with the same words; nil for a new one.
    func sameNote(_ finding: String, at place: String) throws -> Note? {
        let recent = try view.records(
            Note.self,
            RecordQuery(person: me, newestFirst: true, limit: 20)
        )
        return try recent.first { note in
            try note.at >= now.adding(seconds: -Note.sameWithin) && text(note.finding) == finding
                && text(note.place) == place
        }
    }

    /// The first number again, with how to make a second note of it; nothing is dropped.
    mutating func noteAgain(_ note: Note) throws -> Verdict {
        let step = Step(.submitInspectionNote, arguments)
        add(.noteTurned(note.number, .saidAgain(step: try keep(try step.encoded()))))
        let files = try filesAtHand()
        if !files.isEmpty {
            add(.noteSupplemented(note.number, attachments: files))
            place(files)
        }
        say(.noteKnown, try facts(of: note))
        touch(.note(note.number))
        return .done
    }

    /// Asks whether photos without a word belong to a note; the yes adds them.
    package mutating func offerPhotos(to note: Note) throws {
        let number = note.number.description
        _ = try ask(
            shown: chance.digest("photos " + number),
            .photoOffered,
            try facts(of: note),
            needsCode: false,
            step: Step(.supplementNote, Arguments([.ref: .text(number)]))
        )
    }

    /// A new note ends the one before it.
    mutating func endOpenNotes() throws {
        for note in try openNotes() { add(.noteTurned(note.number, .ended)) }
    }

    func ending(of note: Note) throws -> [Field: FieldValue] {
        var facts = try facts(of: note)
        if !note.attachments.isEmpty { facts[.count] = .count(note.attachments.count) }
        if !note.missing.isEmpty { facts[.needed] = .terms(note.missing) }
        return facts
    }

    /// A time of a note has come.
    package mutating func look(_ due: NoteDue) throws {
        guard let note = try record(due.number) else { return }
        switch due.look {
        case .quiet:
            guard note.course.isOpen else { return }
            let end = (note.course.touchedAt ?? note.at).adding(seconds: Note.quietSeconds)
            guard end <= now else {
                return schedule(Due(kind: .note, at: end, subject: due.subject))
            }
            add(.noteTurned(note.number, .ended))
            tell(note.deputy, .noteEnded, try ending(of: note))
        case .followUp(let day):
            guard note.followUpOn == day else { return }
            let since = day.at(ClockTime(minutes: 0))
            guard !note.course.followUps.contains(where: { $0.at >= since }) else { return }
            tell(note.deputy, .noteFollowUpDue, try facts(of: note))
        case .measure(let index, let day):
            guard note.course.measures.indices.contains(index) else { return }
            let measure = note.course.measures[index]
            guard measure.doneOn == nil, measure.due == day else { return }
            var facts = try facts(of: note)
            facts[.item] = .count(index + 1)
            facts[.due] = .day(day)
            facts[.text] = try text(measure.words).map { .text($0) }
            tell(note.deputy, .measureDue, facts)
            try tell(all: .staff, .measureDue, facts)
        }
    }

    /// Keeps the row that reminds of the day on which the author wants to look again.
    mutating func watchFollowUp(of note: Note) {
        guard let day = note.followUpOn else { return }
        schedule(
            Due(
                kind: .note,
                at: day.at(rules.opens),
                subject: NoteDue(number: note.number, look: .followUp(day)).subject
            )
        )
    }
}
