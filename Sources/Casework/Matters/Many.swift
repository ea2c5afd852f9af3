// A whole period at once: what it would be is shown with its numbers, and done at the yes.

extension Draft {
    /// Shows which matters an act would take, and which it would leave; nothing happens yet.
    ///
    /// - Parameters:
    ///   - found: The matters that are meant.
    ///   - isReady: Whether the act may be done on one.
    /// - Returns: Always ``Verdict/done``.
    /// - Throws: What the view throws.
    mutating func askForMany(
        _ found: [Matter],
        isReady: (Draft, Matter) -> Bool
    ) throws -> Verdict {
        let visible = try found.filter { try maySee($0) && !isExcepted($0) }
        let ready = visible.filter { isReady(self, $0) }
        let left = visible.filter { !isReady(self, $0) }
        var facts: [Field: FieldValue] = [
            .action: .term(action.term), .count: .count(ready.count),
        ]
        facts[.list] = numbers(of: ready)
        if !left.isEmpty {
            facts[.skipped] = .count(left.count)
            facts[.samples] = numbers(of: left)
        }
        guard !ready.isEmpty else {
            say(left.isEmpty ? .mattersNone : .manyNone, facts)
            return .done
        }
        var step = Step(action, arguments)
        for slot in [Slot.ref, .period, .status] { step.arguments[slot] = nil }
        let refs = ready.map(\.number.description)
        step.arguments[.refs] = .list(refs)
        return try ask(shown: shown(refs), .manyPreview, facts, needsCode: false, step: step)
    }

    /// True for what the order says is left out.
    func isExcepted(_ matter: Matter) -> Bool {
        arguments.list(.except).contains {
            MatterNumber($0) == matter.number || Int($0) == matter.number.serial
        }
    }

    /// Shows what waits for a yes once more, without what its giver has just left out.
    ///
    /// - Throws: What the view throws.
    mutating func askForFewer(_ refs: [String], than step: Step) throws {
        var step = step
        step.arguments[.ref] = nil
        step.arguments[.refs] = .list(refs)
        let left = try refs.compactMap { try lookUp($0) }
        let facts: [Field: FieldValue] = [
            .action: .term(step.action.term), .count: .count(left.count),
            .list: numbers(of: left),
        ]
        let digest = chance.digest(step.action.rawValue + " " + refs.joined(separator: ","))
        _ = try ask(shown: digest, .manyPreview, facts, needsCode: false, step: step)
    }

    /// True for the step that follows the yes to what ``askForMany(_:isReady:)`` showed.
    var isForMany: Bool {
        let refs = arguments.list(.refs)
        return confirmed != nil && !refs.isEmpty && confirmed == shown(refs)
    }

    /// Does it, one event each; what may no longer be done is left and named.
    ///
    /// - Parameter act: What is done to one matter; false where it may not be.
    /// - Returns: Always ``Verdict/done``.
    /// - Throws: What the view and the act throw.
    mutating func doMany(_ act: (inout Draft, Matter) throws -> Bool) throws -> Verdict {
        var done: [Matter] = []
        var left: [Matter] = []
        for ref in arguments.list(.refs) {
            guard let matter = try lookUp(ref) else { continue }
            if try act(&self, matter) { done.append(matter) } else { left.append(matter) }
        }
        var facts: [Field: FieldValue] = [
            .action: .term(action.term), .count: .count(done.count),
        ]
        facts[.list] = numbers(of: done)
        if !left.isEmpty {
            facts[.skipped] = .count(left.count)
            facts[.samples] = numbers(of: left)
        }
        say(.manyDone, facts)
        return .done
    }

    private func shown(_ refs: [String]) -> String {
        chance.digest(action.rawValue + " " + refs.joined(separator: ","))
    }

    /// The first numbers; how many there are in all stands beside them.
    private func numbers(of matters: [Matter]) -> FieldValue {
        let most = 20
        let first = matters.prefix(most).map { FieldValue.number($0.number) }
        return .list(matters.count > most ? first + [.text("…")] : first)
    }
}
