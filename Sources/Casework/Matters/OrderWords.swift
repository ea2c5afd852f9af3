// What a unit reads of a matter (design §6: the matter, not the person). Where a voter asked for
// secrecy and the words themselves tell who writes, nothing goes out before the clerk has seen it.

extension Draft {
    /// What a unit reads of a matter: what the clerk wrote for it, else all that was told, masked:
    /// what was added says where it is.
    ///
    /// Who asked for secrecy has said in what was added who he is, more likely than not.
    func wordsOfOrder(_ matter: Matter) throws -> String? {
        if let given = try matter.course.orderWords.flatMap({ try words($0) }) { return given }
        let isHidden = matter.isAnonymous || matter.isConfidential
        var parts: [String] = []
        for id in isHidden ? Array(matter.words.prefix(1)) : matter.words {
            guard let told = try words(id), !parts.contains(told) else { continue }
            parts.append(try hidden(told, of: matter))
        }
        return parts.isEmpty ? nil : parts.joined(separator: "；")
    }

    /// Holds back an order whose words would tell who asked for secrecy.
    ///
    /// The clerk sees what the unit would read, without the clauses that tell of the writer, and says
    /// yes to it or writes it; what the clerk writes stands from then on.
    ///
    /// - Returns: nil where the order may go out.
    /// - Throws: What the view throws.
    mutating func held(_ matter: Matter, for unit: String) throws -> Verdict? {
        if let text = arguments.text(.text) {
            add(.turned(matter.number, .worded(words: try keep(text), by: me)))
            return nil
        }
        guard matter.isConfidential || matter.isAnonymous, matter.course.orderWords == nil,
            let said = try wordsOfOrder(matter), let rest = rules.excerpts.withoutTeller(said)
        else { return nil }
        var facts: [Field: FieldValue] = [
            .number: .number(matter.number), .unit: .name(unit), .answer: .text(said),
        ]
        facts[.due] = arguments.day(.due).map { .day($0) }
        // Several at once are not read one by one: each is ordered by itself.
        guard arguments.list(.refs).count < 2, !rest.isEmpty else {
            return .refused(FieldValue.Line(.orderToWord, facts))
        }
        facts[.text] = .text(rest)
        var step = Step(action, arguments)
        step.arguments[.text] = .text(rest)
        let shown = chance.digest("order \(matter.number) \(unit) \(rest)")
        return try ask(shown: shown, .confirmOrder, facts, needsCode: false, step: step)
    }
}
