import Casework

extension Understanding {
    /// Finds the audiences and villages in a list of whom a broadcast is for.
    ///
    /// What is neither stays in the list, as written: names, and what nobody knows.
    func addressed(_ step: Step) -> Step {
        guard let said = step.arguments.text(.recipients) else { return step }
        var step = step
        var audience = step.arguments.list(.audience)
        var villages = step.arguments.list(.villages)
        var others: [String] = []
        let declared = book.commands[step.action]?.arguments ?? .nothing
        for piece in said.split(whereSeparator: { "、，,;；/\n".contains($0) }) {
            let words = NormalText(String(piece), book.respelling)
            let facts = Facts(words, 0..<words.count, book, today, isForVoter: false)
            // `群发给全体代表明天下午3点：…`.
            fillWhen(facts, mayBegin: false, declared, &step.arguments)
            if case .text(let found) = self.audience(facts) {
                audience.append(found)
            } else if let village = facts.villages.first?.value {
                villages.append(village)
            } else {
                others.append(String(piece))
            }
        }
        func value(_ list: [String]) -> Arguments.Value? {
            list.isEmpty ? nil : list.count == 1 ? .text(list[0]) : .list(list)
        }
        step.arguments[.audience] = value(audience)
        step.arguments[.villages] = villages.isEmpty ? nil : .list(villages)
        step.arguments[.recipients] =
            others.isEmpty ? nil : .text(others.joined(separator: "、"))
        return step
    }
}
