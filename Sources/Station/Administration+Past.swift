package import Casework
internal import Store

extension Administration {
    /// Past entries as they were compared with what stands.
    package struct PastReport: Hashable, Sendable {
        package var plan: PastPlan
        /// The number here of each new entry, in their order; empty where nothing was done.
        package var numbers: [String]
    }

    /// Compares what stands on paper with the books, and takes it over unless it is only to be
    /// shown: all of it in one transaction, or nothing.
    ///
    /// - Parameters:
    ///   - kind: What the entries are.
    ///   - lines: In the order of the file.
    ///   - source: Where they were taken from.
    ///   - isDryRun: True to change nothing.
    /// - Returns: What is new, what is there already, and the new numbers.
    /// - Throws: ``PastFaults`` with every line that cannot stand; ``StoreError``.
    package func importPast(
        _ kind: PastKind,
        _ lines: [PastLine],
        source: String,
        isDryRun: Bool
    ) async throws -> PastReport {
        let turn = turn
        return try await store.write { session in
            let now = turn.desk.now()
            var draft = turn.desk.draft(at: now, view: session)
            let plan = try draft.planPast(kind, lines, source: source).get()
            guard !isDryRun, !plan.lines.isEmpty else {
                return PastReport(plan: plan, numbers: [])
            }
            let numbers = try draft.adopt(plan)
            var post = Post(turn: turn, session: session, now: now)
            try post.carryOut(draft.decision, actor: nil, cause: nil)
            return PastReport(plan: plan, numbers: numbers)
        }
    }
}
