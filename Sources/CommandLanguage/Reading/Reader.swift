package import Casework

/// Who wrote, as far as understanding needs to know.
package struct Reader: Sendable {
    /// Everything the person may act as; a voter is only a voter.
    package var roles: Set<Role>
    /// The language the person chose or was met in; nil before first contact.
    package var language: Language?
    /// True while something waits for the person's yes.
    package var hasPendingConfirmation: Bool
    /// The person's own matters that are not ended.
    package var openMatters: [MatterNumber]
    /// Those of them whose answer went out and was not rated yet: what a bare 满意 is about.
    package var unratedMatters: [MatterNumber]
    /// True in a group: words without a command are talk among people, and no problem to file.
    package var isInGroup: Bool

    package init(
        roles: Set<Role> = [.voter],
        language: Language? = nil,
        hasPendingConfirmation: Bool = false,
        openMatters: [MatterNumber] = [],
        unratedMatters: [MatterNumber] = [],
        isInGroup: Bool = false
    ) {
        self.roles = roles
        self.language = language
        self.hasPendingConfirmation = hasPendingConfirmation
        self.openMatters = openMatters
        self.unratedMatters = unratedMatters
        self.isInGroup = isInGroup
    }

    /// True for someone without an office: free words may be a problem to file.
    var isVoterOnly: Bool { roles.subtracting([.voter]).isEmpty }
}

/// A reader with what is asked of it again and again, found once.
struct Asker {
    let roles: Set<Role>
    /// ``roles`` as bits.
    let mask: RoleMask
    /// The same without the voter that everybody is.
    let offices: RoleMask
    let isVoterOnly: Bool
    let language: Language?
    let hasPendingConfirmation: Bool
    let openMatters: [MatterNumber]
    let unratedMatters: [MatterNumber]
    let isInGroup: Bool
    /// What is so of the conditions of forms.
    let conditions: ConditionMask
    /// Whose sentences a message is held against: those of the highest offices.
    let sayers: [Role]

    init(_ reader: Reader) {
        roles = reader.roles
        mask = RoleMask(roles)
        offices = mask.without(.voter)
        isVoterOnly = offices.bits == 0
        language = reader.language
        hasPendingConfirmation = reader.hasPendingConfirmation
        openMatters = reader.openMatters
        unratedMatters = reader.unratedMatters
        isInGroup = reader.isInGroup
        var conditions: ConditionMask = isVoterOnly ? [.voter] : [.office]
        if hasPendingConfirmation { conditions.insert(.pending) }
        // `3，还是不亮` rates, unless the third matter is the writer's own.
        let ratings = 2...3
        if !unratedMatters.isEmpty, !openMatters.contains(where: { ratings.contains($0.serial) }) {
            conditions.insert(.unrated)
        }
        if roles.contains(.unit) { conditions.insert(.unit) }
        if roles.contains(.head) { conditions.insert(.head) }
        self.conditions = conditions
        var sayers: [Role] = []
        if roles.contains(.staff) || roles.contains(.head) { sayers.append(.staff) }
        if roles.contains(.leader) { sayers += [.deputy, .staff] }
        if sayers.isEmpty, roles.contains(.deputy) { sayers.append(.deputy) }
        if sayers.isEmpty, roles.contains(.unit) { sayers.append(.unit) }
        // Who only looks at the station's books asks for them as its staff does.
        if sayers.isEmpty { sayers = isVoterOnly ? [.voter] : [.voter, .staff] }
        self.sayers = sayers
    }
}

/// What a text means.
package enum Reading: Hashable, Sendable {
    /// To be done, in order; never empty.
    case steps([Step], language: Language)
    /// One thing is missing and has to be asked.
    case ask(Question, language: Language)
    /// Nothing that the books know.
    case unknown(language: Language)

    package var language: Language {
        switch self {
        case .steps(_, let language), .ask(_, let language), .unknown(let language): language
        }
    }
}

/// An open question: a step that lacks something, or is in doubt, with the steps around it.
///
/// Nothing of the message is done before the answer has come.
package struct Question: Hashable, Sendable, Codable {
    /// What the answer has to say.
    package enum Wanted: Hashable, Sendable, Codable {
        case argument(Slot)
        /// Whether the step is meant at all.
        case meaning
        /// Whether the words are a new matter or belong to an open one.
        case newOrAbout(MatterNumber)
    }

    package var action: Action
    /// What was already said.
    package var arguments: Arguments
    package var wanted: Wanted
    /// Steps of the same message that come first; often empty.
    package var before: [Step]
    /// Steps of the same message that follow; often empty.
    package var after: [Step]

    package init(
        action: Action,
        arguments: Arguments = Arguments(),
        wanted: Wanted,
        before: [Step] = [],
        after: [Step] = []
    ) {
        self.action = action
        self.arguments = arguments
        self.wanted = wanted
        self.before = before
        self.after = after
    }

    package init(
        action: Action,
        arguments: Arguments = Arguments(),
        missing: Slot,
        before: [Step] = [],
        after: [Step] = []
    ) {
        self.init(
            action: action,
            arguments: arguments,
            wanted: .argument(missing),
            before: before,
            after: after
        )
    }

    /// The argument that is asked for; nil where it is not one that is.
    package var missing: Slot? {
        if case .argument(let slot) = wanted { slot } else { nil }
    }

    /// All steps of the message in order, the one in question among them.
    package var steps: [Step] { before + [Step(action, arguments)] + after }
}
