internal import Casework
internal import CommandLanguage
internal import Store

// A complaint about somebody in office goes to no unit (`domain.md` §8): what accuses one is not a
// detail of the matter that it is told of, whose words the unit reads.
extension Hearing {
    /// The reading with each addition that accuses somebody in office as a matter of its own.
    func accusationsApart(_ reading: Reading, by asker: Asker) throws -> Reading {
        guard case .steps(var steps, let language) = reading, isVoter(asker) else {
            return reading
        }
        for index in steps.indices where steps[index].action == .supplementMatter {
            guard let words = steps[index].arguments.text(.content),
                let filing = accusation(words),
                try addedTo(by: steps[index], of: asker)?.isAccusation == false
            else { continue }
            steps[index] = filing
        }
        return .steps(steps, language: language)
    }

    private func addedTo(by step: Step, of asker: Asker) throws -> Matter? {
        let ref = step.arguments.text(.ref) ?? "last"
        return try openMatters(of: asker.person).first { matter in
            ref == "last" || MatterNumber(ref) == matter.number
                || Int(ref) == matter.number.serial
        }
    }

    /// Words read by themselves, where they accuse somebody in office; nil for other words.
    private func accusation(_ words: String) -> Step? {
        let step: Step
        switch desk.phrasebook.understand(words, as: Reader(), now: sentAt) {
        case .steps(let steps, _):
            guard steps.count == 1 else { return nil }
            step = steps[0]
        case .ask(let question, _): step = Step(question.action, question.arguments)
        case .unknown: return nil
        }
        guard step.action == .fileMatter, step.arguments.text(.screeningHint) == "discipline" else {
            return nil
        }
        var filing = step
        filing.arguments[.content] = .text(words)
        return filing
    }
}
