import Casework

/// What came of asking: the verdict, the events, and who reads what.
struct Answer {
    var verdict: Verdict
    var events: [Event]
    var effects: [Effect]
    var dues: [Due]
    var withdrawals: [Withdrawal]
    var strikes: [Strike]
    var touched: Subject?
    private var names: [PersonID: String]

    init(verdict: Verdict, decision: Decision, in station: PaperStation) {
        self.verdict = verdict
        events = decision.events
        effects = decision.effects
        dues = decision.dues
        withdrawals = decision.withdrawals
        strikes = decision.strikes
        touched = decision.touched
        names = Dictionary(uniqueKeysWithValues: station.cast.map { ($1, $0) })
        if case .refused(let line) = verdict {
            effects.append(Effect(to: .asker, purpose: .reply, line: line))
        }
    }

    /// What happened, but for limits that began to run.
    var acts: [Event] {
        events.filter { if case .turned(_, .clockSet) = $0 { false } else { true } }
    }

    /// The sentences that the asker reads, in order.
    var lines: [FieldValue.Line] { effects.filter { $0.to == .asker }.map(\.line) }

    /// What the sentences mean that the asker reads, in order.
    var said: [ReplyKind] { lines.map(\.kind) }

    /// What is sent to people who did not ask, in order: `staff: staffNewMatter`.
    var told: [String] {
        effects.compactMap { effect in
            guard case .person(let id) = effect.to else { return nil }
            return (names[id] ?? "?") + ": " + effect.line.kind.rawValue
        }
    }

    /// The fact that the first sentence of that kind carries, whoever reads it.
    func fact(_ field: Field, of kind: ReplyKind) -> FieldValue? {
        effects.first { $0.line.kind == kind }?.line.fields[field]
    }

    /// The words of a fact, where it is words.
    func text(_ field: Field, of kind: ReplyKind) -> String? {
        guard case .text(let text) = fact(field, of: kind) else { return nil }
        return text
    }

    /// The numbers of the matters that were registered.
    var registered: [MatterNumber] {
        events.compactMap { event in
            if case .matterRegistered(let filing) = event { filing.number } else { nil }
        }
    }

    /// This answer and the one that it set free, as the asker meets them.
    func followed(by next: Answer) -> Answer {
        var both = next
        both.events = events + next.events
        both.effects = effects + next.effects
        both.dues = dues + next.dues
        both.withdrawals = withdrawals + next.withdrawals
        both.strikes = strikes + next.strikes
        return both
    }
}
