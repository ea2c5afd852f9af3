/// 视察记录: place and finding are enough; what a deputy suggests is a suggestion, not an order.
///
/// It is written down at once and stays open: what follows belongs to it until 完 or thirty quiet
/// minutes. With a `ref` the words are such a further part.
package enum SubmitInspectionNote: Deed {
    package static let action = Action.submitInspectionNote

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if let number = draft.arguments.text(.ref).flatMap({ NoteNumber($0) }),
            let note = try draft.record(number), note.deputy == draft.me, note.course.isOpen
        {
            return try draft.addPart(to: note)
        }
        guard let finding = draft.arguments.text(.finding) else { return .missing(.finding) }
        guard let place = draft.arguments.placeSaid else { return .missing(.place) }
        let date = draft.arguments.day(.date) ?? draft.today
        guard date <= draft.today else {
            return draft.refusedFutureDate(date)
        }
        if !draft.arguments.has(.redo), let same = try draft.sameNote(finding, at: place) {
            return try draft.noteAgain(same)
        }
        try draft.endOpenNotes()
        let files = try draft.filesAtHand()
        let village = draft.rules.listedPlace(in: place)
        let number = try draft.nextNumber(of: Note.self)
        var course = Note.Course()
        course.isOpen = true
        course.touchedAt = draft.now
        let more = try draft.part()
        if !more.isEmpty { course.parts = [more] }
        let note = Note(
            number: number,
            deputy: draft.me,
            at: draft.now,
            kind: draft.arguments.text(.kind, among: Values.noteKinds) ?? "视察",
            date: date,
            place: try draft.keep(place),
            village: village,
            group: draft.arguments.number(.group)
                ?? village.flatMap { draft.rules.places[$0] ?? nil } ?? draft.asker.person?.group,
            topic: draft.arguments.text(.topic),
            finding: try draft.keep(finding),
            suggestion: try draft.keep(draft.arguments.text(.suggestion)),
            participants: try draft.keep(draft.arguments.text(.participants)),
            attachments: files,
            course: course
        )
        draft.add(.noteSubmitted(note))
        draft.place(files)
        draft.watchQuiet(of: number)
        draft.watchFollowUp(of: note)
        var facts: [Field: FieldValue] = [
            .number: .text(number.description), .place: .name(place), .date: .day(date),
            .subject: .text(draft.title(of: finding)),
        ]
        if !note.missing.isEmpty { facts[.needed] = .terms(note.missing) }
        draft.say(.noteSubmitted, facts)
        draft.touch(.note(number))
        return .done
    }
}

/// 我的记录: a deputy's own notes, newest first; with a number, one note in full.
package enum QueryMyNotes: Deed {
    package static let action = Action.queryMyNotes

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        if draft.arguments.has(.ref) {
            switch try draft.findNote() {
            case .failure(let fault): return fault.verdict
            case .success(let note):
                try draft.show(note)
                return .done
            }
        }
        // The clerk and the head list what every deputy saw.
        let seesAll = !draft.roles.isDisjoint(with: [.staff, .head])
        var query = RecordQuery(person: seesAll ? nil : draft.me, newestFirst: true)
        if let text = draft.arguments.text(.period) {
            guard let days = draft.period(text) else {
                return .refused(FieldValue.Line(.refusedDate, [.text: .text(text)]))
            }
            query.days = days.first...days.last
        }
        query.group = draft.arguments.number(.group)
        query.tag = draft.arguments.text(.kind, among: Values.noteKinds)
        let village = draft.arguments.text(.village).flatMap { draft.rules.listedPlace(in: $0) }
        let topic = draft.arguments.text(.topic)
        let found = try draft.view.records(Note.self, query).filter {
            (village == nil || $0.village == village) && (topic == nil || $0.topic == topic)
        }
        guard !found.isEmpty else {
            draft.say(.noteNone)
            return .done
        }
        let lines = try found.prefix(10).map { note in
            FieldValue.Line(.noteListLine, try draft.facts(of: note))
        }
        draft.say(
            .noteList,
            [
                .list: .lines(lines), .count: .count(lines.count),
                .total: .count(found.count),
            ]
        )
        return .done
    }
}

extension Draft {
    /// What names a note in a line: number, day, place, what was found, what is missing.
    package func facts(of note: Note) throws -> [Field: FieldValue] {
        var facts: [Field: FieldValue] = [
            .number: .text(note.number.description), .date: .day(note.date),
            .kind: .text(note.kind),
        ]
        if let place = try text(note.place) { facts[.place] = .name(place) }
        if let finding = try text(note.finding) {
            facts[.subject] = .text(title(of: finding))
        }
        return facts
    }

    /// Kept words, also those of this very decision; nil once they are erased.
    package func text(_ id: ContentID?) throws -> String? {
        guard let id else { return nil }
        let words = try decision.contents[id] ?? view.words(id)
        return isAudit ? words.map { Masking.phones(in: $0) } : words
    }

    /// The whole note, one thing a line, in the order of the form (`domain.md` §5.2).
    package mutating func show(_ note: Note) throws {
        var lines: [FieldValue.Line] = []
        func add(_ label: String, _ words: ContentID?) throws {
            guard let words = try text(words) else { return }
            lines.append(
                FieldValue.Line(.noteLine, [.topic: .term("note." + label), .text: .text(words)])
            )
        }
        for part in note.course.parts where part.isRight != true { try add("place", part.place) }
        for basis in note.course.parts.compactMap(\.basis) { try add("basis", basis) }
        for finding in note.findings { try add("finding", finding) }
        for part in note.course.parts { try add("units_said", part.unitsSaid) }
        for suggestion in note.suggestions { try add("suggestion", suggestion) }
        try add("participants", note.participants)
        for part in note.course.parts { try add("participants", part.participants) }
        for addition in note.course.additions {
            try add(addition.isCorrection ? "correction" : "addition", addition.words)
        }
        for followUp in note.course.followUps { try add("follow_up", followUp.words) }
        for (index, measure) in note.course.measures.enumerated() {
            lines.append(try line(of: measure, index))
        }
        var facts = try facts(of: note)
        facts[.subject] = nil
        facts[.list] = .lines(lines)
        facts[.person] = try officer(note.deputy)
        if note.deputies.count > 1 {
            facts[.deputies] = .list(try note.deputies.dropFirst().map { try officer($0) })
        }
        facts[.topic] = note.topic.map { .name($0) }
        if !note.attachments.isEmpty { facts[.count] = .count(note.attachments.count) }
        if !note.course.matters.isEmpty {
            facts[.total] = .list(note.course.matters.map { .number($0) })
        }
        if !note.missing.isEmpty { facts[.needed] = .terms(note.missing) }
        say(.noteShown, facts)
    }

    func line(of measure: Note.Measure, _ index: Int) throws -> FieldValue.Line {
        var facts: [Field: FieldValue] = [.item: .count(index + 1), .due: .day(measure.due)]
        facts[.text] = try text(measure.words).map { .text($0) }
        facts[.date] = measure.doneOn.map { .day($0) }
        return FieldValue.Line(measure.doneOn == nil ? .measureLine : .measureDoneLine, facts)
    }
}

/// 视7办得怎么样: a deputy looks at an own note and what came of it, whoever inspects at any.
package enum LookAtNote: Deed {
    package static let action = Action.queryStatus

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        draft.roles.isDisjoint(with: [.staff, .head, .auditor])
            ? try QueryMyNotes.decide(&draft) : try InspectRecords.decide(&draft)
    }
}
