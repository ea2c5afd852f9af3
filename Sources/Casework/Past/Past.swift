/// 补录: what an entry that was taken over from paper bears of it.
///
/// Such an entry is counted and shown with its source; nothing is ever chased in it.
package struct Past: Hashable, Sendable, Codable {
    /// Its number on paper, as it was written.
    package var paper: String
    /// Where it was taken from, as whoever took it over said: 2018年纸质台账.
    package var source: String
    /// How many, where a whole number was written.
    package var number: Int?
    /// How many as it was written, where that is no whole number: 40余.
    package var count: String?
    /// When as it was written, where that is no day: 2018年3月; the entry stands on its first day.
    package var date: String?
    /// What was written besides.
    package var words: ContentID?

    package init(paper: String, source: String) {
        self.paper = paper
        self.source = source
    }

    /// How many as it is shown; nil where nothing was written.
    package var shown: String? { count ?? number.map { String($0) } }
}

/// What is taken over from paper; the raw value is what `liaison import` takes.
package enum PastKind: String, Sendable, CaseIterable {
    case matters, visits, activities, receptions
}

/// How a matter ended that was taken over from paper.
package struct PastMatter: Hashable, Sendable, Codable {
    package var past: Past
    /// When it was registered.
    package var on: Day
    /// Closed, answered on the spot, declined or withdrawn.
    package var ending: MatterState
    package var endedOn: Day
    package var unit: String?
    package var answer: ContentID?
    package var answeredOn: Day?
    package var toldOn: Day?
    /// ``Values/channels``; nil where nobody was told.
    package var channel: String?
    /// ``Values/ratings``.
    package var rating: String?

    package init(past: Past, on day: Day, ending: MatterState, endedOn end: Day) {
        self.past = past
        on = day
        self.ending = ending
        endedOn = end
    }
}

extension PersonID {
    /// Whoever works at the command line, and stands on no roster.
    package static let theOperator = PersonID(0)
}

extension Matter {
    /// What it bears of paper; nil for a matter of the desk's own.
    package var past: Past? { course.past }

    /// Sets a new matter as it stood on paper.
    mutating func take(_ told: PastMatter) {
        let midnight = ClockTime(minutes: 0)
        course.past = told.past
        filedAt = told.on.at(midnight)
        state = told.ending
        endedAt = told.endedOn.at(midnight)
        unit = told.unit
        rating = told.rating
        if told.ending == .declined {
            declineReason = "other"
            declineWords = told.answer
        } else if let words = told.answer {
            let at = (told.answeredOn ?? told.endedOn).at(midnight)
            let unit = told.ending == .answered ? nil : told.unit
            answers.append(Answer(at: at, words: words, unit: unit))
        }
        guard let channel = told.channel else { return }
        let day = told.toldOn ?? told.endedOn
        feedbacks.append(
            Feedback(
                stand: .told,
                channel: channel,
                at: day.at(midnight),
                by: filedBy,
                whom: nil,
                on: day,
                answers: answers.count
            )
        )
    }
}
