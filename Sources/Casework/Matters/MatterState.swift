/// Where a matter stands (`domain.md` §3.1).
///
/// Verified, discussed and rated are facts of a matter beside its state; answered on the spot,
/// declined and withdrawn are endings of their own.
package enum MatterState: String, Sendable, Codable, CaseIterable {
    case registered, accepted, assigned, replied, fedBack, closed
    case answered, declined, withdrawn
    /// Goes on as part of another; its voter is answered through that one.
    case merged
    /// Ended and put away: only a correction can be added.
    case archived

    /// True while the station still owes something on it.
    package var isOpen: Bool {
        switch self {
        case .registered, .accepted, .assigned, .replied, .fedBack, .merged: true
        case .closed, .answered, .declined, .withdrawn, .archived: false
        }
    }

    /// True once it was accepted: from then on it must be answered (受理必复).
    package var isAccepted: Bool {
        switch self {
        case .accepted, .assigned, .replied, .fedBack, .closed, .merged: true
        case .registered, .answered, .declined, .withdrawn, .archived: false
        }
    }
}

/// A step that changes where a matter stands, or what is known of it.
package enum Move: String, Sendable, CaseIterable {
    case accept, decline, answerOnSpot, verify, assign, reply, feedBack, rate, redo, close
    case withdraw, supplement, urge
    case sign, giveBack, askExtension, extend, urgeUnit, merge, discuss, ask, promise, reopen
    case archive
}

extension MatterState {
    /// The transition table: what can be done with a matter as it stands (`domain.md` §3.1).
    package static let moves: [MatterState: [Move]] = [
        .registered: [
            .accept, .decline, .answerOnSpot, .verify, .assign, .discuss, .ask, .merge,
            .withdraw, .supplement, .urge,
        ],
        .accepted: [
            .verify, .assign, .discuss, .ask, .merge, .promise, .withdraw, .supplement, .urge,
        ],
        .assigned: [
            .sign, .reply, .giveBack, .askExtension, .extend, .urgeUnit, .verify, .assign,
            .discuss, .ask, .merge, .promise, .withdraw, .supplement, .urge,
        ],
        .replied: [
            .reply, .feedBack, .redo, .ask, .promise, .withdraw, .supplement, .urge,
        ],
        .fedBack: [.rate, .redo, .close, .feedBack, .promise, .supplement],
        .merged: [.withdraw, .supplement, .urge],
        .closed: [.rate, .redo, .reopen, .promise, .archive],
        .answered: [.rate, .reopen, .archive],
        .declined: [.reopen, .archive],
        .withdrawn: [.reopen, .archive],
        .archived: [],
    ]

    package func allows(_ move: Move) -> Bool {
        MatterState.moves[self, default: []].contains(move)
    }
}
