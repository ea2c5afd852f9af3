import Casework
import CommandLanguage

extension PaperMaker {
    /// The page that everybody may read on the relay: the next receptions, how deputies can be
    /// reached who have cleared it, the rules in force, and nothing else (`domain.md` §1, row 18).
    ///
    /// It has no script, loads nothing, and is the same for the same station on the same day.
    ///
    /// - Returns: HTML with its one style sheet between `<style>` and `</style>`.
    /// - Throws: What the view throws.
    package func publicPage() throws -> String {
        let calendar = ReceptionCalendar(rules: rules, records: try draft.view.receptions())
        let next = calendar.held(in: draft.today...draft.today.adding(days: 100)).prefix(3)
        let contacts = try draft.publicContacts().sorted { $0.key < $1.key }
        let papers = try draft.publicPapers()
        let values: [String: Any] = [
            "station": rules.stationName,
            "stationEn": said(.name(rules.stationName), in: .en),
            "receptions": next.map { reception in
                // `2026年11月24日 星期二（农历十月十六）`: a line for each calendar.
                let parts = day(reception.day, in: .zh).split(separator: "（", maxSplits: 1)
                return [
                    "solar": parts.first.map(String.init) ?? "",
                    "lunar": parts.dropFirst().first.map { String($0.dropLast()) } ?? "",
                    "en": day(reception.day, in: .en),
                ]
            },
            "hours": "\(rules.opens.text)-\(rules.closes.text)",
            "address": rules.address,
            "contacts": contacts.map { name, contact in
                ["name": name, "contact": contact, "call": PaperMaker.dialled(contact)]
            },
            "papers": try papers.map { paper in
                [
                    "title": try draft.view.words(paper.title) ?? "",
                    "version": paper.version > 1 ? String(paper.version) : "",
                    "date": date(paper.date),
                    "text": try paper.text.flatMap { try draft.view.words($0) } ?? "",
                ]
            },
            "hasReceptions": !next.isEmpty, "hasContacts": !contacts.isEmpty,
            "hasPapers": !papers.isEmpty, "date": date(draft.today), "iso": draft.today.text,
        ]
        return try Templates.render(
            Templates.publicPage,
            values,
            style: Templates.publicStyle
        )
    }

    /// A reception day in both calendars.
    private func day(_ day: Day, in language: Language) -> String {
        guard let lunar = rules.lunar.lunarDay(of: day) else { return day.text }
        return said(.receptionDay(day, lunar), in: language)
    }

    private func said(_ fact: FieldValue, in language: Language) -> String {
        phrasebook.said(fact, in: language, now: draft.now)
    }

    /// What a telephone dials; empty for a contact that is not only a number.
    private static func dialled(_ contact: String) -> String {
        let digits = contact.filter { $0.isASCII && $0.isNumber }
        let isNumber = contact.allSatisfy { $0.isASCII && ($0.isNumber || "-+ ()".contains($0)) }
        return isNumber && (5...15).contains(digits.count) ? digits : ""
    }
}
