package import Casework
package import CommandLanguage

/// Makes the station's papers: reads the station through a draft, writes HTML that needs no
/// network.
///
/// Pure: nothing is recorded here; who asks for names in full has that recorded first.
package struct PaperMaker {
    package let draft: Draft
    package let phrasebook: Phrasebook
    /// True when names and phones are written in full.
    package var isUnmasked = false

    /// - Parameters:
    ///   - draft: The desk's own, at the time that stands on the papers.
    ///   - phrasebook: The words of the trade.
    package init(draft: Draft, phrasebook: Phrasebook) {
        self.draft = draft
        self.phrasebook = phrasebook
    }

    var rules: StationRules { draft.rules }

    /// The figures of a period as they stand now.
    package func figures(of period: DayRange) throws -> StationFigures {
        try StationFigures(of: period, on: draft.today, view: draft.view, rules: rules)
    }

    func term(_ key: String) -> String { phrasebook.term(key, .zh) }

    /// `2026年11月20日`.
    func date(_ day: Day) -> String {
        let parts = day.parts
        return "\(parts.year)年\(parts.month)月\(parts.day)日"
    }

    /// `2026年11月24日 星期二（农历十月十六）`.
    func bothCalendars(_ day: Day) -> String {
        guard let lunar = rules.lunar.lunarDay(of: day) else { return date(day) }
        return phrasebook.render(
            .receptionListLine,
            [.date: .receptionDay(day, lunar)],
            in: .zh,
            now: draft.now
        )
    }

    /// `9/10（90%）`, or 无.
    func share(_ share: Share) -> String {
        guard let percent = share.percent else { return term("mark.none") }
        return "\(share.hits.count)/\(share.all.count)（\(percent)%）"
    }

    /// A matter's own words, for those who see the matter and not the person.
    ///
    /// What is confidential, or complains of somebody, is in no list (`domain.md` §8).
    func words(of matter: Matter) throws -> String {
        if matter.isKeptBack { return "（保密件，内容不列）" }
        let words = try matter.words.compactMap { try draft.view.words($0) }
        guard !words.isEmpty else { return "（内容已删除）" }
        let all = words.joined(separator: "\n")
        return isUnmasked ? all : try draft.hidden(all, of: matter)
    }

    func subject(of matter: Matter) throws -> String {
        if matter.isKeptBack { return try words(of: matter) }
        return draft.title(of: try words(of: matter))
    }
}

/// Numbers as people write them: `2026-0001至0003、0007`.
func shortened(_ marks: [String]) -> String {
    var runs: [(first: MatterNumber, last: MatterNumber)] = []
    var rest: [String] = []
    for mark in marks {
        guard let number = MatterNumber(mark) else {
            rest.append(mark)
            continue
        }
        if let last = runs.last, last.last.year == number.year,
            last.last.serial + 1 == number.serial
        {
            runs[runs.count - 1].last = number
        } else {
            runs.append((number, number))
        }
    }
    var year = 0
    let texts = runs.map { run in
        let first = run.first.year == year ? padded(run.first.serial, to: 4) : "\(run.first)"
        year = run.first.year
        return run.first == run.last ? first : first + "至" + padded(run.last.serial, to: 4)
    }
    return (texts + rest).joined(separator: "、")
}
