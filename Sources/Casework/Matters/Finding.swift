/// How a number in a sentence finds its matter.
extension Draft {
    /// What was found for a `ref`.
    package enum Found {
        case matter(Matter)
        /// Not there, or not the asker's: the same answer for both, so that numbers cannot be
        /// probed (design §6).
        case none(Verdict)

        /// What to answer when no matter was found.
        package var verdict: Verdict {
            switch self {
            case .matter: .done
            case .none(let verdict): verdict
            }
        }
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
        if let matter = try lookUp(ref) { return .matter(matter) }
        // `上一件` of somebody who has none of their own: which one is asked.
        if isTrusted, ref == "last" { return .none(.missing(.ref)) }
        if isTrusted {
            return .none(.refused(FieldValue.Line(.noSuchMatter, [.text: .text(ref)])))
        }
        // No number was said: there is none to check.
        if ref == "last" { return .none(.refused(FieldValue.Line(.statusNone))) }
        return .none(try missed(.matterUnknown))
    }

    /// What a `ref` means to the asker, without counting a miss.
    package mutating func lookUp(_ ref: String) throws -> Matter? {
        for number in try numbers(for: ref) {
            if let matter = try matter(number), try maySee(matter) { return matter }
        }
        return nil
    }

    /// Counts a wrong number or code, and tells the clerk of the one that slows.
    ///
    /// - Parameter kind: What the guesser reads, whatever was guessed.
    /// - Returns: The no; done instead when the clerk is told, because a no tells nobody.
    /// - Throws: What the view throws.
    package mutating func missed(_ kind: ReplyKind) throws -> Verdict {
        let (own, all) = try guesses()
        strike(.queryCode)
        guard !isTrusted, own == Draft.ownLimit - 1 || all == Draft.stationLimit - 1 else {
            return .refused(FieldValue.Line(kind))
        }
        say(kind)
        try tell(all: .staff, .staffGuessing, [.count: .count(max(own, all) + 1)])
        return .done
    }

    /// Whether the asker may see a matter with its words.
    package func maySee(_ matter: Matter) throws -> Bool {
        guard let person = asker.person else { return false }
        if matter.owner == person.id || (matter.owner == nil && matter.teller == person.id) {
            return true
        }
        if try isKept(matter, from: person) { return false }
        if !person.roles.isDisjoint(with: [.staff, .head, .auditor]) { return true }
        if mayAdvise(on: matter) { return true }
        if let unit = person.unit, matter.units.contains(unit) { return true }
        // Deputies see only accepted, non-confidential matters (moments, the deputy).
        return person.roles.contains(.deputy) && matter.state.isAccepted && !matter.isConfidential
    }

    /// Ten wrong in an hour a sender, two hundred a station: slowed (design §6).
    package func isSlowed() throws -> Bool {
        if isTrusted { return false }
        guard asker.person != nil else { return true }
        let (own, all) = try guesses()
        return own >= Draft.ownLimit || (own > 0 && all >= Draft.stationLimit)
    }

    private static let ownLimit = 10
    private static let stationLimit = 200

    /// True for those who work with numbers that are not their own.
    private var isTrusted: Bool { !roles.isDisjoint(with: [.staff, .head, .auditor]) }

    /// Wrong guesses of the last hour, the asker's and everybody's, with those of this message.
    private func guesses() throws -> (own: Int, all: Int) {
        let hour = now.adding(seconds: -3600)
        let here = decision.strikes.count { $0 == .queryCode }
        return (
            try view.strikes(.queryCode, by: asker.person?.id ?? PersonID(0), since: hour) + here,
            try view.strikes(.queryCode, by: nil, since: hour) + here
        )
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
