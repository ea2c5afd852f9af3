package import Casework
internal import Store

extension Administration {
    /// A roster as it was compared with what stands.
    package struct RosterReport: Hashable, Sendable {
        package var plan: RosterPlan
        /// The roster as it stands on the day from which it holds; before the plan is carried out
        /// as it was.
        package var entries: [RosterEntry]
    }

    /// Compares a roster with what stands, and carries it out unless it is only to be shown.
    ///
    /// - Parameters:
    ///   - lines: In the order of the file.
    ///   - start: From when on it holds; nil for today.
    ///   - isWhole: True where whoever is not named leaves.
    ///   - isDryRun: True to change nothing.
    /// - Returns: What changes, or would.
    /// - Throws: ``RosterFaults`` with every line that cannot stand; ``StoreError``.
    package func importRoster(
        _ lines: [RosterLine],
        from start: Day?,
        isWhole: Bool,
        isDryRun: Bool
    ) async throws -> RosterReport {
        let turn = turn
        return try await store.write { session in
            let now = turn.desk.now()
            let start = start ?? Day(of: now)
            var draft = turn.desk.draft(at: now, view: session)
            let plan = try draft.planRoster(lines, from: start, isWhole: isWhole).get()
            if !isDryRun, !plan.isEmpty {
                try draft.adopt(plan)
                var post = Post(turn: turn, session: session, now: now)
                try post.carryOut(draft.decision, actor: nil, cause: nil)
            }
            let entries = try session.roster(on: start, besides: turn.desk.rules.roster)
            return RosterReport(plan: plan, entries: entries)
        }
    }
}
