/// The number of an inspection note: its own series, `视2026-0007`.
package typealias NoteNumber = RecordNumber<Note>

/// What a deputy saw (`domain.md` §5.2).
package struct Note: StationRecord {
    package static let kind = RecordKind.note

    package var number: NoteNumber
    package var deputy: PersonID
    package var at: Instant
    /// 视察, 调研, 督查, 走访 and the like, as the vocabulary lists them.
    package var kind: String
    package var date: Day
    package var place: ContentID
    package var village: String?
    package var group: Int?
    package var topic: String?
    package var finding: ContentID
    package var suggestion: ContentID?
    package var participants: ContentID?
    package var attachments: [Int64]
    /// What was said beside these, and what came of it.
    package var course = Course()
    package var archived: Archived?

    package init(
        number: NoteNumber,
        deputy: PersonID,
        at: Instant,
        kind: String,
        date: Day,
        place: ContentID,
        village: String?,
        group: Int?,
        topic: String?,
        finding: ContentID,
        suggestion: ContentID?,
        participants: ContentID?,
        attachments: [Int64],
        course: Course = Course()
    ) {
        self.number = number
        self.deputy = deputy
        self.at = at
        self.kind = kind
        self.date = date
        self.place = place
        self.village = village
        self.group = group
        self.topic = topic
        self.finding = finding
        self.suggestion = suggestion
        self.participants = participants
        self.attachments = attachments
        self.course = course
    }
}

extension Note {
    /// Every deputy who was there, the author first.
    package var deputies: [PersonID] {
        course.parts.flatMap(\.deputies).reduce(into: [deputy]) { all, next in
            if !all.contains(next) { all.append(next) }
        }
    }

    /// What was found, in the order in which it was said.
    package var findings: [ContentID] { [finding] + course.parts.compactMap(\.finding) }

    /// What is suggested: suggestions, no orders (代表不直接处理).
    package var suggestions: [ContentID] {
        [suggestion].compactMap(\.self) + course.parts.compactMap(\.suggestion)
    }

    /// The law or the item of the plan on which it rests; nil is flagged.
    package var basis: ContentID? { course.parts.compactMap(\.basis).last }

    /// The day on which its author wants to look again.
    package var followUpOn: Day? { course.parts.compactMap(\.followUpOn).last }

    /// True when at least two people's work stands behind it (集体活动为主).
    package var isCollective: Bool {
        deputies.count > 1 || (course.parts.compactMap(\.count).max() ?? 0) > 1
    }

    /// What the form asks for and nobody has said yet, as keys of `missing` in the terms.
    ///
    /// A visit to somebody's home needs no law; everything else rests on one (`domain.md` row 26).
    package var missing: [String] {
        var missing: [String] = []
        if topic == nil { missing.append("missing.topic") }
        if basis == nil, !Values.visits.contains(kind) { missing.append("missing.basis") }
        if suggestions.isEmpty { missing.append("missing.suggestion") }
        if attachments.isEmpty { missing.append("missing.photos") }
        return missing
    }
}

extension Note {
    package var facets: RecordFacets {
        RecordFacets(person: deputy, group: group, day: date, isOpen: course.isOpen, tag: kind)
    }

    package init?(opening event: Event, at instant: Instant) {
        guard case .noteSubmitted(let note) = event else { return nil }
        self = note
    }

    package mutating func apply(_ event: Event, at instant: Instant) {
        switch event {
        case .noteSupplemented(_, let files):
            attachments += files
            if course.isOpen { course.touchedAt = instant }
        case .noteTurned(_, let turn): apply(turn, at: instant)
        case .recordArchived(_, let archived): self.archived = archived
        case .recordCorrected(_, let words): archived?.correct(words)
        default: break
        }
    }

    private mutating func apply(_ turn: Change, at instant: Instant) {
        switch turn {
        case .part(let part):
            course.parts.append(part)
            course.touchedAt = instant
            attachments += part.attachments
            topic = part.topic ?? topic
            date = part.date ?? date
            kind = part.kind ?? kind
            if part.isRight == true, let right = part.place {
                place = right
                village = part.village
            }
            village = village ?? part.village
            group = part.group ?? group
        case .added(let addition):
            course.additions.append(addition)
            attachments += addition.attachments
        case .ended: course.isOpen = false
        case .saidAgain(let step): course.again = Again(step: step, at: instant)
        case .againSettled: course.again = nil
        case .followedUp(let addition):
            course.followUps.append(addition)
            attachments += addition.attachments
        case .matterMade(let matter): course.matters.append(matter)
        case .measureSet(let words, let day):
            course.measures.append(Measure(words: words, due: day))
        case .measureDone(let index, let day, let by):
            guard course.measures.indices.contains(index) else { return }
            course.measures[index].doneOn = day
            course.measures[index].doneBy = by
        }
    }
}
