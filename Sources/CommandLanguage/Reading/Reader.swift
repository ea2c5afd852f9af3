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
    /// True in a group: words without a command are talk among people, and no problem to file.
    package var isInGroup: Bool

    package init(
        roles: Set<Role> = [.voter],
        language: Language? = nil,
        hasPendingConfirmation: Bool = false,
        openMatters: [MatterNumber] = [],
        isInGroup: Bool = false
    ) {
        self.roles = roles
        self.language = language
        self.hasPendingConfirmation = hasPendingConfirmation
        self.openMatters = openMatters
        self.isInGroup = isInGroup
    }

    /// True for someone without an office: free words may be a problem to file.
    var isVoterOnly: Bool { roles.subtracting([.voter]).isEmpty }
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

/// An open question: a step that lacks something, with the steps around it.
///
/// Nothing of the message is done before the answer has come.
package struct Question: Hashable, Sendable, Codable {
    package var action: Action
    /// What was already said.
    package var arguments: Arguments
    /// What is asked for.
    package var missing: Slot
    /// Steps of the same message that come first; often empty.
    package var before: [Step]
    /// Steps of the same message that follow; often empty.
    package var after: [Step]

    package init(
        action: Action,
        arguments: Arguments = Arguments(),
        missing: Slot,
        before: [Step] = [],
        after: [Step] = []
    ) {
        self.action = action
        self.arguments = arguments
        self.missing = missing
        self.before = before
        self.after = after
    }
}
