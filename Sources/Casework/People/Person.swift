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

    package init(id: PersonID) {
        self.id = id
    }

    /// What the person may act as: the offices, and everybody is a voter too.
    package var roles: Set<Role> {
        var roles: Set<Role> = [.voter]
        for office in offices {
            roles.insert(office.role)
            if office.role == .leader || office.role == .head { roles.insert(.deputy) }
        }
        return roles
    }

    /// The deputies' group, where the person has one.
    package var group: Int? { offices.compactMap(\.group).first }

    /// The handling unit that the person answers for, if any.
    package var unit: String? { offices.compactMap(\.unit).first }

    package var isReachable: Bool { !addresses.isEmpty }
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
