/// How a number in a sentence finds its matter.
extension Draft {
    /// What was found for a `ref`.
    package enum Found {
        case matter(Matter)
        /// Not there, or not the asker's: the same answer for both, so that numbers cannot be
        /// probed (design §6).
        case none(Verdict)
    }

    /// The asker's own matter, or any for those who work on matters.
    package mutating func find(_ slot: Slot = .ref) throws -> Found {
        guard let ref = arguments.text(slot) ?? arguments.list(.refs).first else {
            return .none(.missing(slot))
        }
        return try find(ref: ref)
    }

    package mutating func find(ref: String) throws -> Found {
        if try isSlowed() { return .none(.refused(FieldValue.Line(.codeSlowed))) }
        for number in try numbers(for: ref) {
            if let matter = try matter(number), maySee(matter) { return .matter(matter) }
        }
        if !roles.isDisjoint(with: [.staff, .head]) {
            return .none(.refused(FieldValue.Line(.noSuchMatter, [.text: .text(ref)])))
        }
        if ref != "last" { strike(.queryCode) }
        return .none(.refused(FieldValue.Line(.matterUnknown)))
    }

    /// Whether the asker may see a matter with its words.
    package func maySee(_ matter: Matter) -> Bool {
        guard let person = asker.person else { return false }
        if matter.owner == person.id || (matter.owner == nil && matter.filedBy == person.id) {
            return true
        }
        if person.roles.contains(.staff) || person.roles.contains(.head) { return true }
        if let unit = person.unit, matter.unit == unit { return true }
        // Deputies see only accepted, non-confidential matters (moments, the deputy).
        return person.roles.contains(.deputy) && matter.state.isAccepted && !matter.isConfidential
    }

    /// Ten wrong in an hour a sender, two hundred a station: slowed (design §6).
    package func isSlowed() throws -> Bool {
        if roles.contains(.staff) || roles.contains(.head) { return false }
        guard let person = asker.person else { return true }
        let hour = now.adding(seconds: -3600)
        let own = try view.strikes(.queryCode, by: person.id, since: hour)
        if own >= 10 { return true }
        return try own > 0 && view.strikes(.queryCode, by: nil, since: hour) >= 200
    }

    /// The numbers that a `ref` can mean, the likeliest first.
    private func numbers(for ref: String) throws -> [MatterNumber] {
        if ref == "last" {
            var query = MatterQuery()
            query.owner = asker.person?.id
            query.newestFirst = true
            query.limit = 1
            return try view.matters(query).map(\.number)
        }
        if let number = MatterNumber(ref) { return [number] }
        guard let serial = Int(ref), serial > 0 else { return [] }
        return [
            MatterNumber(year: today.year, serial: serial),
            MatterNumber(year: today.year - 1, serial: serial),
        ]
    }
}
