/// The number of a paper: its own series, `文2026-0003`.
package typealias PaperNumber = RecordNumber<StationPaper>

/// A document or a piece of property in the station's books (`domain.md` §1, rows 14, 17, 21, 31).
///
/// Nothing of it changes afterwards: a rule that is laid down anew is another paper, the next
/// version of the same title, and the old one stays readable.
package struct StationPaper: StationRecord {
    package static let kind = RecordKind.paper

    /// What it is, as the vocabulary writes it.
    package enum Sort: String, Sendable, Codable, CaseIterable {
        case rule = "制度"
        case duties = "职责"
        /// 向党委专题汇报, with its response.
        case report = "专题汇报"
        case plan = "年度计划"
        case summary = "年度总结"
        case appointment = "聘任"
        case asset = "资产"
        case other = "文件"

        /// True for what the public page shows while it is in force.
        package var isPublic: Bool { self == .rule || self == .duties }
    }

    package var number: PaperNumber
    package var sort: Sort
    package var title: ContentID
    package var text: ContentID?
    /// Of a rule, from when it holds; of a report, when it was made; of a plan, a day of its year.
    package var date: Day
    /// 1 for the first of its title.
    package var version = 1
    /// The version before it.
    package var replaces: PaperNumber?
    /// How many, of property.
    package var count: Int?
    package var by: PersonID
    package var response: Response?
    package var archived: Archived?

    /// What the addressee of a report answered.
    package struct Response: Hashable, Sendable, Codable {
        package var on: Day
        package var words: ContentID

        package init(on day: Day, words: ContentID) {
            on = day
            self.words = words
        }
    }

    package init(
        number: PaperNumber,
        sort: Sort,
        title: ContentID,
        text: ContentID?,
        date: Day,
        by person: PersonID
    ) {
        self.number = number
        self.sort = sort
        self.title = title
        self.text = text
        self.date = date
        by = person
    }
}

extension StationPaper {
    package var facets: RecordFacets {
        RecordFacets(person: by, day: date, isOpen: isAwaited, tag: sort.rawValue)
    }

    /// True for a report that nobody has answered.
    private var isAwaited: Bool { sort == .report && response == nil }

    package init?(opening event: Event, at instant: Instant) {
        guard case .paperRecorded(let paper) = event else { return nil }
        self = paper
    }

    package mutating func apply(_ event: Event, at instant: Instant) {
        switch event {
        case .paperAnswered(_, let response): self.response = response
        case .recordArchived(_, let archived): self.archived = archived
        case .recordCorrected(_, let words): archived?.correct(words)
        default: break
        }
    }
}
