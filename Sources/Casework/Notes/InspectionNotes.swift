/// 视察记录: place and finding are enough; what a deputy suggests is a suggestion, not an order.
package enum SubmitInspectionNote: Deed {
    package static let action = Action.submitInspectionNote

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        guard let finding = draft.arguments.text(.finding) else { return .missing(.finding) }
        guard let place = draft.arguments.text(.place) else { return .missing(.place) }
        let date = draft.arguments.day(.date) ?? draft.today
        guard date <= draft.today else {
            return .refused(FieldValue.Line(.refusedDate, [.text: .text(date.text)]))
        }
        let files = try draft.filesAtHand()
        let village = draft.rules.listedPlace(in: place)
        let number = NoteNumber(
            year: draft.today.year,
            serial: try draft.view.lastNote(in: draft.today.year) + 1
        )
        draft.add(
            .noteSubmitted(
                Note(
                    number: number,
                    deputy: draft.me,
                    at: draft.now,
                    kind: draft.arguments.text(.kind, among: Values.noteKinds) ?? "视察",
                    date: date,
                    place: try draft.keep(place),
                    village: village,
                    group: village.flatMap { draft.rules.places[$0] ?? nil },
                    topic: draft.arguments.text(.topic),
                    finding: try draft.keep(finding),
                    suggestion: try draft.keep(draft.arguments.text(.suggestion)),
                    participants: try draft.keep(draft.arguments.text(.participants)),
                    attachments: files
                )
            )
        )
        draft.place(files)
        draft.say(
            .noteSubmitted,
            [
                .number: .text(number.description), .place: .name(place), .date: .day(date),
                .subject: .text(Draft.subject(of: finding)),
            ]
        )
        draft.touch(.note(number))
        return .done
    }
}

/// 我的记录: a deputy's own notes, newest first.
package enum QueryMyNotes: Deed {
    package static let action = Action.queryMyNotes

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        let notes = try draft.view.notes(by: draft.me, limit: 10)
        guard !notes.isEmpty else {
            draft.say(.noteNone)
            return .done
        }
        let lines = try notes.map { note in
            var facts: [Field: FieldValue] = [
                .number: .text(note.number.description), .date: .day(note.date),
            ]
            if let place = try draft.view.words(note.place) { facts[.place] = .name(place) }
            if let finding = try draft.view.words(note.finding) {
                facts[.subject] = .text(Draft.subject(of: finding))
            }
            return FieldValue.Line(.noteListLine, facts)
        }
        draft.say(.noteList, [.list: .lines(lines), .count: .count(lines.count)])
        return .done
    }
}
