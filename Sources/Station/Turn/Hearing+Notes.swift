internal import Casework
internal import CommandLanguage
internal import Messages
internal import Store

// A deputy in a field writes a note in pieces: what comes while a note is open belongs to it,
// unless it is plainly something else.

extension Hearing {
    /// The note that somebody is in the middle of; nil for nearly everybody.
    func openNote(of asker: Asker) throws -> Note? {
        guard let person = asker.person, !message.isForwarded,
            Authority.allows(.submitInspectionNote, to: person.roles)
        else { return nil }
        return try session.records(
            Note.self,
            RecordQuery(person: person.id, isOpen: true, newestFirst: true, limit: 1)
        ).first
    }

    /// The step that takes a text for a further part of the open note; nil where it is another
    /// wish, or a note of its own.
    func part(
        _ text: String,
        of note: Note,
        read reading: Reading,
        reader: Reader
    ) throws -> Step? {
        // `不是湖漫水库是横湖`: what is wrong stays, with the right beside it.
        if desk.phrasebook.turnsBack(text) {
            let said: [Slot: Arguments.Value] = [
                .ref: .text(note.number.description), .about: .text(text),
            ]
            return Step(.correctNote, Arguments(said))
        }
        if let step = aboutNote(text, of: note) { return step }
        switch reading {
        case .unknown: break
        case .ask(let question, _):
            // Danger, a dispute, a visitor with a telephone: none of it is seen on the spot.
            if Hearing.neverSeen.contains(question.action)
                || question.arguments.has(.phone) || question.arguments.has(.onBehalf)
            {
                return nil
            }
            let isDoubt = question.wanted == .meaning
            // Who likely wishes something of the desk tells of nothing that was seen.
            if isDoubt, !Hearing.telling.contains(question.action),
                isLikely(question.action, text, reader)
            {
                return nil
            }
            guard isDoubt || Hearing.telling.contains(question.action) else { return nil }
            if try begins(question.arguments, besides: note) { return nil }
        case .steps(let steps, _):
            // `下次接待日是哪天` asks; `联络站门口也有垃圾` only speaks of the station.
            let like = desk.phrasebook.likeness(of: text, as: reader, now: sentAt, count: 1).first
            for step in steps {
                if step.action.changesNothing, step.action == like?.action,
                    like?.share ?? 0 >= Hearing.surelyAsked
                {
                    return nil
                }
                if step.action != .submitInspectionNote,
                    desk.phrasebook.isNamed(step.action, in: text)
                {
                    return nil
                }
                guard Hearing.telling.contains(step.action),
                    !step.arguments.has(.onBehalf), !step.arguments.has(.title)
                else { return nil }
                if try begins(step.arguments, besides: note) { return nil }
            }
        }
        var arguments = desk.phrasebook.arguments(
            of: .submitInspectionNote,
            in: text,
            as: reader,
            now: sentAt
        )
        if !arguments.has(.grounds),
            let grounds = desk.phrasebook.labelled(.grounds, of: .submitInspectionNote, in: text)
        {
            arguments = Arguments([.grounds: .text(grounds)])
        }
        // `第一张消防栓 第二张灯`: what no part of the form takes is a finding all the same.
        let hasMore = Hearing.besideFinding.contains { arguments.has($0) }
        if !hasMore, let finding = arguments.text(.finding), finding.count + 4 < text.count {
            arguments[.finding] = .text(text)
        }
        arguments[.ref] = .text(note.number.description)
        return Step(.submitInspectionNote, arguments)
    }

    private static let besideFinding: [Slot] = [
        .suggestion, .grounds, .unitsSaid, .followUpOn, .participants, .with, .place, .places,
        .date,
        .lunar, .photos, .kind, .group,
    ]

    /// What somebody who writes a note says without meaning a command.
    private static let telling: Set<Action> = [
        .submitInspectionNote, .fileMatter, .submitSuggestion, .queryReception, .queryStation,
    ]

    private static let neverSeen: Set<Action> = [.escalate, .reportEmergency]

    /// How likely a question must be by its words to be none of a note's.
    private static let surelyAsked: Float = 0.95

    /// How likely a wish that is no report must be to be one.
    private static let likelyWish: Float = 0.6

    private func isLikely(_ action: Action, _ text: String, _ reader: Reader) -> Bool {
        let like = desk.phrasebook.likeness(of: text, as: reader, now: sentAt, count: 1).first
        return like?.action == action && like?.share ?? 0 >= Hearing.likelyWish
    }

    /// True for words that open a note elsewhere, one of another kind, or this one once more.
    private func begins(_ said: Arguments, besides note: Note) throws -> Bool {
        guard let place = said.placeSaid, let finding = said.text(.finding) else {
            return false
        }
        if try session.words(note.finding) == finding { return true }
        if let kind = said.text(.kind), kind != note.kind { return true }
        let known = try ([note.place] + note.course.parts.compactMap(\.place)).compactMap {
            try session.words($0)
        }
        return !known.contains { $0.contains(place) || place.contains($0) }
    }

    /// A photo without a word, long after the note that it may belong to: it is asked once.
    ///
    /// - Returns: False where the sender has no note of the last day.
    mutating func offer(_ files: [Int64], by asker: Asker) throws -> Bool {
        guard let person = asker.person, !files.isEmpty,
            Authority.allows(.submitInspectionNote, to: person.roles)
        else { return false }
        let wanted = RecordQuery(person: person.id, newestFirst: true, limit: 1)
        guard let note = try session.records(Note.self, wanted).first,
            now.seconds(since: note.at) < 86_400
        else { return false }
        var draft = desk.draft(at: now, view: session, for: person)
        try draft.offerPhotos(to: note)
        try post.carryOut(draft.decision, actor: person.id, cause: post.cause)
        return true
    }
}
