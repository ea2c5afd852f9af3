/// A column of a table of past entries.
package enum PastColumn: String, Sendable, CaseIterable {
    case number, date, text, village, place, topic, unit, answer
    case answeredOn = "answered_on"
    case toldOn = "told_on"
    case channel, rating, status
    case endedOn = "ended_on"
    case name, phone
    /// Where a voter was sent.
    case redirect
    /// The matter that came of it, by either number.
    case matter
    case deputies, others, group, kind
    /// The law or the item of the plan that it rested on.
    case basis
    /// How many people.
    case count
    /// How many opinions were said.
    case opinions
    case answered
}

/// A whole number, or what was written instead: 40余.
package enum PastCount: Hashable, Sendable {
    case exact(Int)
    case written(String)
}

/// One past entry as it was handed in.
package struct PastLine: Hashable, Sendable {
    /// Where it stands in what was handed in, 1 or more: what a fault names.
    package var line: Int
    package var number: String
    package var day: Day
    /// What was written for ``day``, where that is no day.
    package var date: String?
    /// Words by column: ``PastColumn/text``, names and the like.
    package var words: [PastColumn: String] = [:]
    package var days: [PastColumn: Day] = [:]
    package var counts: [PastColumn: PastCount] = [:]
    package var group: Int?
    package var ending = MatterState.closed
    package var deputies: [String] = []

    package init(line: Int, number: String, day: Day) {
        self.line = line
        self.number = number
        self.day = day
    }
}

/// Why a past entry cannot stand.
package struct PastFault: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// The same number of the same year stands on an earlier line.
        case twice(line: Int)
        case future
        /// Before the entry's own day.
        case before(Day)
        case noSuchGroup(Int, of: Int)
        /// No matter of that number was taken over or registered.
        case noSuchMatter(String)
    }

    package var line: Int
    package var column: PastColumn
    package var kind: Kind

    package init(line: Int, column: PastColumn, kind: Kind) {
        self.line = line
        self.column = column
        self.kind = kind
    }
}

/// All that is wrong with past entries, by line; never empty.
package struct PastFaults: Error, Hashable, Sendable {
    package var list: [PastFault]
}

/// What past entries come to, to be shown before they are taken over.
package struct PastPlan: Hashable, Sendable {
    /// What is there already, with the number that it has here.
    package struct Known: Hashable, Sendable {
        package var line: Int
        package var paper: String
        package var number: String
    }

    package var kind: PastKind
    package var source: String
    /// What is new, in the order of what was handed in.
    package var lines: [PastLine]
    /// Taken over before, and left as it is.
    package var known: [Known]
    /// Names that stand on no roster: kept as they were written.
    package var strangers: [String]
    /// Lines whose name and phone are past the time for which contacts are kept: left out.
    package var withoutContacts: [Int]
    /// Lines whose words the next retention lets go of.
    package var pastWords: [Int]
}
