// Who must not handle a matter, nor open it: whom it complains of (`domain.md` §8, §11 rule 5).

extension Matter {
    /// True for a complaint about somebody in office, as far as anybody has noticed.
    package var isAccusation: Bool {
        guarding.hint == "discipline" || declineReason == "discipline"
    }

    /// True for what stays out of every list and paper but its own.
    package var isKeptBack: Bool {
        isConfidential || !guarding.barredNames.isEmpty || !guarding.barredUnits.isEmpty
    }

    /// True where an auditor sees that there is a matter and how it went, and none of its words.
    package var isWithheld: Bool { isKeptBack || isAccusation }

    /// True where looking at it is itself recorded.
    package var isWatched: Bool {
        isAccusation || isConfidential || guarding.escalation != nil
            || !guarding.barredUnits.isEmpty || !guarding.barredNames.isEmpty
    }
}

extension Draft {
    /// True when a matter complains of that unit.
    package func bars(_ unit: String, from matter: Matter) throws -> Bool {
        if matter.guarding.barredUnits.contains(unit) { return true }
        guard matter.isAccusation else { return false }
        let names = [unit] + rules.unitAliases[unit, default: []]
        return try says(matter) { words in names.contains { words.contains($0) } }
    }

    /// True when a matter is kept from somebody because it complains of them.
    ///
    /// A complaint about cadres is kept from the deputies of the village too; where no village is
    /// known, from all deputies.
    package func isKept(_ matter: Matter, from person: Person) throws -> Bool {
        if matter.owner == person.id { return false }
        if let unit = person.unit, try bars(unit, from: matter) { return true }
        guard matter.isAccusation || !matter.guarding.barredNames.isEmpty else { return false }
        if let name = try person.name.flatMap({ try view.words($0) }) {
            let isBarred = try matter.guarding.barredNames.contains {
                try words($0)?.contains(name) ?? false
            }
            if isBarred { return true }
            if matter.isAccusation, try says(matter, { $0.contains(name) }) { return true }
        }
        guard matter.isAccusation, person.roles.contains(.deputy),
            person.roles.isDisjoint(with: [.staff, .head])
        else { return false }
        return matter.group == nil || matter.group == person.group
    }

    private func says(_ matter: Matter, _ isMeant: (String) -> Bool) throws -> Bool {
        try matter.words.contains { try words($0).map(isMeant) ?? false }
    }

    /// Words of the store, or of this decision.
    package func words(_ id: ContentID) throws -> String? {
        try decision.contents[id] ?? view.words(id)
    }

    /// The no to an act that would bring a matter to whom it complains of; nil when there is none.
    ///
    /// - Returns: A refusal that names the units which may have it.
    /// - Throws: What the view throws.
    package mutating func conflict() throws -> Verdict? {
        guard Authority.bringing.contains(action) else { return nil }
        var units: [String] = []
        for slot in [Slot.unit, .coUnits] { units += arguments.list(slot) }
        units = units.filter(rules.units.contains)
        guard !units.isEmpty else { return nil }
        var refs = arguments.list(.refs)
        if let ref = arguments.text(.ref) { refs.append(ref) }
        for ref in refs {
            guard let matter = try lookUp(ref) else { continue }
            for unit in units where try bars(unit, from: matter) {
                let possible = try rules.units.filter { try !bars($0, from: matter) }
                var facts: [Field: FieldValue] = [
                    .number: .number(matter.number), .unit: .name(unit),
                ]
                if !possible.isEmpty { facts[.list] = .names(possible) }
                if matter.state.allows(.decline) {
                    facts[.redirect] = .term("redirect.discipline")
                }
                return .refused(FieldValue.Line(.refusedConflict, facts))
            }
        }
        return nil
    }
}
