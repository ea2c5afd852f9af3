// What comes of a note: looks back at it, matters, measures that are taken step by step.

/// 视7转事项: a finding becomes a matter, with a link both ways.
///
/// The matter is the deputy's, who hears how it goes as any voter does; nothing is assigned.
package enum NoteToMatter: Deed {
    package static let action = Action.noteToMatter

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        switch try draft.findNote() {
        case .failure(let fault): return fault.verdict
        case .success(let note):
            if let refusal = draft.refuseArchived(note.archived, note.number.description) {
                return refusal
            }
            let said = draft.arguments.text(.content)
            let finding = try note.findings.compactMap { try draft.text($0) }
                .joined(separator: "；")
            guard let content = said ?? (finding.isEmpty ? nil : finding) else {
                return .missing(.content)
            }
            let (matter, code, due) = try draft.register(
                Draft.NewMatter(
                    content: content,
                    owner: note.deputy,
                    place: try draft.text(note.place),
                    village: note.village,
                    topic: note.topic,
                    files: note.attachments,
                    source: note.number.key
                )
            )
            draft.add(.noteTurned(note.number, .matterMade(matter)))
            draft.say(
                .noteMatterMade,
                [
                    .number: .number(matter), .item: .text(note.number.description),
                    .subject: .text(draft.title(of: content)), .due: due, .code: .text(code),
                ]
            )
            draft.touch(.matter(matter))
            return .done
        }
    }
}

/// 视7措施: a step with its day is set, or ticked off.
package enum RecordMeasure: Deed {
    package static let action = Action.recordMeasure

    package static func decide(_ draft: inout Draft) throws -> Verdict {
        switch try draft.findNote() {
        case .failure(let fault): return fault.verdict
        case .success(let note):
            if let refusal = draft.refuseArchived(note.archived, note.number.description) {
                return refusal
            }
            if let item = draft.arguments.number(.item) { return try draft.tick(item, of: note) }
            guard let due = draft.arguments.day(.due) else { return .missing(.due) }
            guard let words = draft.arguments.text(.text) else { return .missing(.text) }
            guard due >= draft.today else {
                return .refused(FieldValue.Line(.refusedPastDate, [.date: .day(due)]))
            }
            let index = note.course.measures.count
            draft.add(
                .noteTurned(note.number, .measureSet(words: try draft.keep(words), due: due))
            )
            draft.schedule(
                Due(
                    kind: .note,
                    at: due.at(draft.rules.opens),
                    subject: NoteDue(number: note.number, look: .measure(index, due)).subject
                )
            )
            draft.say(
                .measureSet,
                [
                    .number: .text(note.number.description), .item: .count(index + 1),
                    .text: .text(words), .due: .day(due),
                ]
            )
            return .done
        }
    }
}

extension Draft {
    fileprivate mutating func tick(_ item: Int, of note: Note) throws -> Verdict {
        var facts: [Field: FieldValue] = [
            .number: .text(note.number.description), .item: .count(item),
            .total: .count(note.course.measures.count),
        ]
        guard note.course.measures.indices.contains(item - 1) else {
            return .refused(FieldValue.Line(.measureUnknown, facts))
        }
        let measure = note.course.measures[item - 1]
        if measure.doneOn == nil {
            add(.noteTurned(note.number, .measureDone(item - 1, on: today, by: me)))
        }
        facts[.text] = try text(measure.words).map { .text($0) }
        facts[.result] = .term(
            (measure.doneOn ?? today) <= measure.due ? "step.in_time" : "step.late"
        )
        facts[.due] = .day(measure.due)
        let left = (try record(note.number) ?? note).course.measures.count { $0.doneOn == nil }
        facts[.count] = .count(left)
        say(left == 0 ? .measuresAllDone : .measureDone, facts)
        return .done
    }

    /// 跟踪视7: what somebody saw who went to look again.
    mutating func followUpNote(_ progress: String) throws -> Verdict {
        switch try findNote() {
        case .failure(let fault): return fault.verdict
        case .success(let note):
            if let refusal = refuseArchived(note.archived, note.number.description) {
                return refusal
            }
            let files = try filesAtHand()
            let words: ContentID = try keep(progress)
            add(
                .noteTurned(
                    note.number,
                    .followedUp(
                        Note.Addition(words: words, attachments: files, by: me, at: now)
                    )
                )
            )
            place(files)
            var facts = try facts(of: note)
            facts[.count] = .count(note.course.followUps.count + 1)
            facts[.text] = .text(progress)
            facts[.person] = try officer(me)
            say(.noteFollowedUp, facts)
            tell(note.deputy, .noteFollowedUp, facts)
            try tell(all: .staff, .noteFollowedUp, facts)
            touch(.note(note.number))
            return .done
        }
    }
}
