internal import Casework
internal import CommandLanguage
internal import Store

// What a voter says of an answer instead of rating it: nobody may close the matter unread.
extension Hearing {
    /// What is said of an answer that waits for its rating, and is none: `只亮了两天又不亮了`, `not fixed at all`.
    /// The clerk reads it at once, and the sender how to rate.
    func remark(
        _ reading: Reading,
        _ text: String,
        from asker: Asker
    ) throws -> Gathered? {
        let unrated = try openMatters(of: asker.person).filter(\.awaitsRating)
        let matter: Matter?
        switch reading.unlessChance(desk.phrasebook, text) {
        case .steps: return nil
        case .unknown: matter = desk.phrasebook.tellsOfAnswer(text) ? unrated.first : nil
        case .ask(let question, _):
            guard question.before.isEmpty, question.after.isEmpty else { return nil }
            switch (question.wanted, question.action) {
            case (.newOrAbout(let number), _):
                guard desk.phrasebook.tellsOfAnswer(text) else { return nil }
                matter = unrated.first { $0.number == number }
            case (.argument(.rating), .rateMatter):
                guard question.arguments.has(.comment) else { return nil }
                let ref = question.arguments.text(.ref)
                matter = unrated.first { $0.number.description == ref } ?? unrated.first
            case (.meaning, .urgeMatter), (.meaning, .rateMatter): matter = unrated.first
            default: matter = nil
            }
        }
        guard let matter, unrated.count == 1 || reading.isNewOrAbout(matter.number),
            signs(of: text) <= Hearing.longestDetail, try !isOfItsOwn(text, beside: matter)
        else { return nil }
        var found = Gathered(
            [addition(of: text, to: matter.number)],
            said: text,
            language: reading.language,
            mayBeNew: Question(
                action: .fileMatter,
                arguments: Arguments([.content: .text(text)]),
                wanted: .newOrAbout(matter.number)
            )
        )
        found.offer = .ratingOrNew
        return found
    }
}

extension Reading {
    /// True for the question whether something is new or about that matter.
    fileprivate func isNewOrAbout(_ number: MatterNumber) -> Bool {
        guard case .ask(let question, _) = self else { return false }
        return question.wanted == .newOrAbout(number)
    }
}
