// `1核实属实，转环保所`: what was found out stands, whatever becomes of the order behind it.

extension Draft {
    /// Notes what somebody found who went to look, and accepts the matter on the way.
    mutating func verify(_ found: Matter, _ result: String) throws {
        let matter = try accepted(found)
        add(.matterVerified(matter.number, result: result, by: me))
        var facts = try facts(of: matter, isBrief: true)
        facts[.result] = .term("result." + result)
        say(.matterVerified, facts)
    }

    /// Verifies what an order to a unit says to be verified, before the order itself.
    ///
    /// - Returns: False where nothing was verified.
    /// - Throws: What the view throws.
    mutating func verifyOrdered() throws -> Bool {
        guard action == .assignMatter, Authority.allows(.verifyMatter, to: roles),
            let result = arguments.text(.result, among: Values.results)
        else { return false }
        var refs = arguments.list(.refs)
        if refs.isEmpty, let ref = arguments.text(.ref) { refs = [ref] }
        var isAny = false
        for ref in refs {
            guard let matter = try lookUp(ref), matter.state.allows(.verify),
                matter.verified != result
            else { continue }
            try verify(matter, result)
            isAny = true
        }
        return isAny
    }

    /// The verdict on the rest of a sentence of which a part is done already: a no is said beside
    /// it, and what is missing is asked for next.
    mutating func beside(_ verdict: Verdict) -> Verdict {
        if case .missing = verdict {
            var rest = Step(action, arguments)
            rest.arguments[.result] = nil
            follow(FollowUp(step: rest, isAgreed: isAgreed))
        }
        sayRefusal(verdict)
        return .done
    }
}
