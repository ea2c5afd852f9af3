package import Casework
import Store

extension Administration {
    /// Records that names and phones of a matter are written out, before they are.
    ///
    /// - Parameters:
    ///   - number: The matter.
    ///   - reason: Why, as it is kept with the matter.
    ///   - name: A clerk or a head, as the roster has the name.
    /// - Throws: ``Refusal`` when there is no such matter or nobody of that name may look;
    ///   ``StoreError``.
    package func recordUnmasking(
        of number: MatterNumber,
        reason: String,
        by name: String
    ) async throws {
        let turn = turn
        try await store.write { session in
            let person = try session.people(named: name).first {
                !$0.roles.isDisjoint(with: [.staff, .head])
            }
            guard let person else {
                throw Refusal(
                    message: "'\(name)' may not see names and phones",
                    hint: "name a clerk or a head who has bound an address"
                )
            }
            guard try session.matter(number) != nil else {
                throw Refusal(
                    message: "there is no matter \(number)",
                    hint: "write the whole number: 2026-0042"
                )
            }
            let now = turn.desk.now()
            var draft = turn.desk.draft(at: now, view: session)
            let words = try draft.keep(reason) as ContentID
            draft.add(.matterGuarded(number, .contactSeen(by: person.id, reason: words)))
            var post = Post(turn: turn, session: session, now: now)
            try post.carryOut(draft.decision, actor: person.id, cause: nil)
        }
    }
}
