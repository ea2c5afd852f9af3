/// Where a matter stands (`domain.md` §3.1).
///
/// Verified, discussed and rated are facts of a matter beside its state; answered on the spot,
/// declined and withdrawn are endings of their own.
package enum MatterState: String, Sendable, Codable, CaseIterable {
    case registered, accepted, assigned, replied, fedBack, closed
    case answered, declined, withdrawn

    /// True while the station still owes something on it.
    package var isOpen: Bool {
        switch self {
        case .registered, .accepted, .assigned, .replied, .fedBack: true
        case .closed, .answered, .declined, .withdrawn: false
        }
    }

    /// True once it was accepted: from then on it must be answered (受理必复).
    package var isAccepted: Bool {
        switch self {
        case .accepted, .assigned, .replied, .fedBack, .closed: true
        case .registered, .answered, .declined, .withdrawn: false
        }
    }
}

/// A step that changes where a matter stands, or what is known of it.
package enum Move: String, Sendable, CaseIterable {
    case accept, decline, answerOnSpot, verify, assign, reply, feedBack, rate, redo, close
    case withdraw, supplement, urge
}

extension MatterState {
    /// The transition table: what can be done with a matter as it stands.
    package static let moves: [MatterState: [Move]] = [
        .registered: [
            .accept, .decline, .answerOnSpot, .verify, .assign, .withdraw, .supplement, .urge,
        ],
        .accepted: [.verify, .assign, .withdraw, .supplement, .urge],
        .assigned: [.verify, .assign, .reply, .withdraw, .supplement, .urge],
        .replied: [.reply, .feedBack, .redo, .withdraw, .supplement, .urge],
        .fedBack: [.rate, .redo, .close, .feedBack, .supplement],
        .closed: [.rate, .redo],
        .answered: [.rate],
        .declined: [],
        .withdrawn: [],
    ]

    package func allows(_ move: Move) -> Bool {
        MatterState.moves[self, default: []].contains(move)
    }
}
