extension Note {
    /// What happens to a note after its first words.
    package enum Change: Hashable, Sendable, Codable {
        /// More of it, while it is being written.
        case part(Part)
        /// Something added to it, or corrected in it, later: nothing is overwritten.
        case added(Addition)
        /// 完, or thirty minutes without a word.
        case ended
        /// The same words came again within a day; the step that would make a second note of them.
        case saidAgain(step: ContentID)
        /// 另记: the second note was made.
        case againSettled
        /// Somebody went to look again.
        case followedUp(Addition)
        /// A finding became a matter.
        case matterMade(MatterNumber)
        /// A step of a phased measure, with its day.
        case measureSet(words: ContentID, due: Day)
        /// A step was taken; they are counted from 0.
        case measureDone(Int, on: Day, by: PersonID)
    }

    /// What one message said of a note.
    package struct Part: Hashable, Sendable, Codable {
        package var finding: ContentID?
        package var suggestion: ContentID?
        /// Who else was there, as written.
        package var participants: ContentID?
        /// How many took part in all.
        package var count: Int?
        /// Deputies of the roster among them, but for the author.
        package var deputies: [PersonID] = []
        package var basis: ContentID?
        /// What units or the village said on the spot.
        package var unitsSaid: ContentID?
        /// Another place that was looked at.
        package var place: ContentID?
        package var village: String?
        package var group: Int?
        package var topic: String?
        package var kind: String?
        package var date: Day?
        /// The lunar day as it was typed, ``LunarName``.
        package var lunar: String?
        package var followUpOn: Day?
        package var attachments: [Int64] = []
        /// True where its place stands for the note's own, which was wrong.
        package var isRight: Bool?

        package init() {}

        /// True for a message that said nothing of a note.
        var isEmpty: Bool { self == Part() }
    }

    /// Words that came later, with whose they are.
    package struct Addition: Hashable, Sendable, Codable {
        package var words: ContentID?
        package var attachments: [Int64] = []
        package var by: PersonID
        package var at: Instant
        package var isCorrection = false

        package init(
            words: ContentID?,
            attachments: [Int64] = [],
            by: PersonID,
            at: Instant,
            isCorrection: Bool = false
        ) {
            self.words = words
            self.attachments = attachments
            self.by = by
            self.at = at
            self.isCorrection = isCorrection
        }
    }

    /// One step of a phased measure (分步措施).
    package struct Measure: Hashable, Sendable, Codable {
        package var words: ContentID
        package var due: Day
        package var doneOn: Day?
        package var doneBy: PersonID?
    }

    package struct Again: Hashable, Sendable, Codable {
        package var step: ContentID
        package var at: Instant
    }

    /// What stands in a note beside its first words.
    package struct Course: Hashable, Sendable, Codable {
        /// True while it is being written.
        package var isOpen = false
        /// When something was last said of it while it was open.
        package var touchedAt: Instant?
        /// The first is what the opening message said beside place and finding.
        package var parts: [Part] = []
        package var additions: [Addition] = []
        package var followUps: [Addition] = []
        package var measures: [Measure] = []
        /// Matters that its findings became, oldest first.
        package var matters: [MatterNumber] = []
        package var again: Again?

        package init() {}
    }
}

extension KeyedDecodingContainer {
    /// A note of an earlier version has no course.
    func decode(_ type: Note.Course.Type, forKey key: Key) throws -> Note.Course {
        try decodeIfPresent(type, forKey: key) ?? Note.Course()
    }
}

/// What a due row looks at in a note.
package struct NoteDue: Hashable, Sendable {
    package enum Look: Hashable, Sendable {
        /// Thirty minutes without a word end it.
        case quiet
        /// Its author wanted to look again on that day.
        case followUp(Day)
        /// The day of a step of a measure, counted from 0.
        case measure(Int, Day)
    }

    package var number: NoteNumber
    package var look: Look

    package init(number: NoteNumber, look: Look) {
        self.number = number
        self.look = look
    }

    /// Reads ``subject``; nil for anything else.
    package init?(subject: String) {
        let parts = subject.split(separator: "/", omittingEmptySubsequences: false)
        guard let number = parts.first.flatMap({ NoteNumber($0) }) else { return nil }
        self.number = number
        switch parts.count {
        case 2 where parts[1] == "quiet": look = .quiet
        case 3 where parts[1] == "look":
            guard let day = Day(parts[2]) else { return nil }
            look = .followUp(day)
        case 4 where parts[1] == "step":
            guard let index = Int(parts[2]), let day = Day(parts[3]) else { return nil }
            look = .measure(index, day)
        default: return nil
        }
    }

    /// `视2026-0007/quiet`, `视2026-0007/look/2026-12-01`, `视2026-0007/step/0/2026-12-01`.
    package var subject: String {
        let rest =
            switch look {
            case .quiet: "quiet"
            case .followUp(let day): "look/" + day.text
            case .measure(let index, let day): "step/" + String(index) + "/" + day.text
            }
        return number.description + "/" + rest
    }
}
