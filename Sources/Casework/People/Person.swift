/// One person: a voter known by an address alone, or somebody of the roster.
package struct Person: Hashable, Sendable {
    package var id: PersonID
    package var language = Language.zh
    /// The version of the privacy notice that was last shown; 0 for none.
    package var notice = 0
    package var name: ContentID?
    /// What the person holds; empty for a voter.
    package var offices: [Office] = []
    /// The addresses in use, the newest last.
    package var addresses: [ContentID] = []
    package var topics: Set<String> = []
    /// Addresses at which nothing arrives any more, until the person writes from them.
    package var deadAddresses: [ContentID] = []
    /// True when the person wants nothing that is sent to many, whatever the office.
    package var stopsNotices = false
    /// 少发: of the own matters only the answers are told unasked.
    package var wantsFewTexts = false
    /// The day on which the person was last told unasked how a matter goes.
    package var newsOn: Day?

    package init(id: PersonID) {
        self.id = id
    }

    /// What the person may act as: the offices, and everybody is a voter too.
    package var roles: Set<Role> {
        offices.reduce([.voter]) { $0.union($1.role.standsFor) }
    }

    /// The deputies' group, where the person has one.
    package var group: Int? { offices.compactMap(\.group).first }

    /// The handling unit that the person answers for, if any.
    package var unit: String? { offices.compactMap(\.unit).first }

    /// Where the person is written to: the newest address that is not dead; nil for nowhere.
    package var liveAddress: ContentID? { addresses.last { !deadAddresses.contains($0) } }

    package var isReachable: Bool { liveAddress != nil }
}

/// A role with what it is limited to.
package struct Office: Hashable, Sendable, Codable {
    package var role: Role
    /// The deputies' group, 1 or more.
    package var group: Int?
    /// The handling unit, by its name in the station's list.
    package var unit: String?

    package init(role: Role, group: Int? = nil, unit: String? = nil) {
        self.role = role
        self.group = group
        self.unit = unit
    }
}

/// A one-time code that ties an address to a person of the roster.
package struct Invite: Hashable, Sendable, Codable {
    package var id: Int64
    package var person: PersonID
    package var office: Office
    /// What the code gives when digested; the code itself is shown once and kept nowhere.
    package var digest: String
    package var until: Instant
    /// Who issued it; nil for the operator at the command line.
    package var by: PersonID?

    package init(
        id: Int64,
        person: PersonID,
        office: Office,
        digest: String,
        until: Instant,
        by: PersonID?
    ) {
        self.id = id
        self.person = person
        self.office = office
        self.digest = digest
        self.until = until
        self.by = by
    }
}

/// A change that waits for a yes, from the same person, within its time.
package struct Confirmation: Hashable, Sendable, Codable {
    package var person: PersonID
    /// The step to carry out, as content: it may hold a person's words.
    package var step: ContentID
    /// What was shown, digested (action, text, audience): void when that changes.
    package var shown: String
    /// What the four-digit code gives when digested; nil when 是 is enough.
    package var codeDigest: String?
    package var until: Instant

    package init(
        person: PersonID,
        step: ContentID,
        shown: String,
        codeDigest: String?,
        until: Instant
    ) {
        self.person = person
        self.step = step
        self.shown = shown
        self.codeDigest = codeDigest
        self.until = until
    }
}
