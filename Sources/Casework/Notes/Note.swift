/// The number of an inspection note: its own series, `视2026-0007`.
package struct NoteNumber: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    package var year: Int
    /// 1 or more.
    package var serial: Int

    package init(year: Int, serial: Int) {
        self.year = year
        self.serial = serial
    }

    package static func < (left: NoteNumber, right: NoteNumber) -> Bool {
        (left.year, left.serial) < (right.year, right.serial)
    }

    /// `视2026-0007`.
    package var description: String { "视" + padded(year, to: 4) + "-" + padded(serial, to: 4) }
}

/// What a deputy saw (`domain.md` §5.2).
package struct Note: Hashable, Sendable, Codable {
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
        attachments: [Int64]
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
    }
}
