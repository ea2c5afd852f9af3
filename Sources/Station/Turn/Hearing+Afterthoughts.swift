internal import Casework
internal import CommandLanguage
internal import Messages
internal import Store

// What a deputy says of what he has just told: put right, struck out, or only remarked.
extension Hearing {
    /// Longer words tell of something, whatever they open with.
    private static let shortRemark = 14
    private static let longestCorrection = 30

    /// The step that words about the open note come to, where they are none of its findings; nil for
    /// words that are.
    func aboutNote(_ text: String, of note: Note) -> Step? {
        let book = desk.phrasebook
        let length = signs(of: text)
        // `这不是下洞桥，是花桥的`
        let isRight = book.setsRight(text) || book.turnsBack(String(text.dropFirst()))
        if length <= Hearing.longestCorrection, isRight {
            let said: [Slot: Arguments.Value] = [
                .ref: .text(note.number.description), .about: .text(text),
            ]
            return Step(.correctNote, Arguments(said))
        }
        if length <= Hearing.shortRemark, book.remarks(text) {
            let said: [Slot: Arguments.Value] = [
                .ref: .text(note.number.description), .scope: .text("rest"),
            ]
            return Step(.submitInspectionNote, Arguments(said))
        }
        return nil
    }

    /// What a person has to see to: words that strike out what stands in a note, and those that ask or
    /// wish something of somebody while it is open.
    func isForPerson(_ text: String, _ reading: Reading) -> Bool {
        if desk.phrasebook.strikesOut(text), !desk.phrasebook.wishes(text),
            signs(of: text) <= Hearing.longestCorrection
        {
            return true
        }
        switch reading {
        case .unknown: return asks(text) || desk.phrasebook.doubts(text)
        case .ask(let question, _):
            return question.wanted == .meaning && isScrap(text) && desk.phrasebook.doubts(text)
                && question.action != .requestHuman
        case .steps(let steps, _):
            return steps.allSatisfy { $0.action == .submitInspectionNote } && isScrap(text)
                && desk.phrasebook.doubts(text)
        }
    }

    /// Words that go back to what was told last, `刚才邵小明那个漏了一句，…`: kept with its matter, which the
    /// clerk reads; of anything else a person sees what they belong to.
    ///
    /// - Returns: True where nothing else is to be done.
    mutating func goesBack(
        _ text: String,
        _ reading: Reading,
        _ files: [Int64],
        from asker: Asker
    ) throws -> Bool {
        guard isDeputy(asker), desk.phrasebook.goesBack(text), !asks(text) else { return false }
        if case .steps(let steps, _) = reading,
            steps.contains(where: {
                $0.numbers.contains { $0 != "last" } || $0.action.changesNothing
            })
        {
            return false
        }
        if case .matter(let number) = conversation.touched, let at = conversation.touchedAt,
            now.seconds(since: at) < Conversation.questionSeconds
        {
            let said: [Slot: Arguments.Value] = [
                .ref: .text(number.description), .progress: .text(text),
            ]
            try run([Step(.followUp, Arguments(said))], said: text, files: files, by: asker)
            return true
        }
        guard try openNote(of: asker) == nil else { return false }
        try passOn(text, files: files, from: asker)
        return true
    }
}
