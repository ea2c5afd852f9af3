internal import Casework
internal import CommandLanguage
internal import Messages
internal import Store

/// Turns the next copies of a broadcast into rows of the outbox, as many as can go out now.
///
/// A copy is written when its turn comes and not before: who left since, or lost the address,
/// gets none, and a hundred thousand rows never stand before a reply.
struct Broadcaster: Sendable {
    let turn: Turn

    /// Queues at most so many copies, and reports what has come to its end.
    ///
    /// - Parameters:
    ///   - room: How many copies can go out now; 0 only looks for what has ended.
    ///   - now: What times are compared with.
    ///   - session: The transaction to do it in.
    /// - Returns: How many rows were queued.
    /// - Throws: ``StoreError``.
    func fill(_ room: Int, at now: Instant, _ session: Session) throws -> Int {
        var queued = 0
        for broadcast in try session.openBroadcasts()
        where broadcast.stand == .released && broadcast.at <= now {
            if broadcast.until.map({ $0 < now }) ?? false {
                try session.endWaiting(in: broadcast.id, as: .expired)
            } else {
                while queued < room {
                    let taken = try queue(broadcast, room - queued, at: now, session)
                    guard let taken else { break }
                    queued += taken
                }
            }
            try settle(broadcast, at: now, session)
        }
        return queued
    }

    /// - Returns: How many were queued; nil when none waits any more.
    private func queue(
        _ broadcast: Broadcast,
        _ most: Int,
        at now: Instant,
        _ session: Session
    ) throws -> Int? {
        let next = try session.recipients(of: broadcast.id, standing: [.waiting], limit: most)
        guard !next.isEmpty else { return nil }
        let draft = turn.desk.draft(at: now, view: session)
        var count = 0
        for recipient in next {
            let stand = try queue(broadcast, for: recipient.person, draft, session)
            try session.setStand(stand, of: recipient.person, in: broadcast.id)
            if stand == .queued { count += 1 }
        }
        return count
    }

    private func queue(
        _ broadcast: Broadcast,
        for id: PersonID,
        _ draft: Draft,
        _ session: Session
    ) throws -> Recipient.Stand {
        guard let person = try session.person(id), broadcast.audience.includes(person) else {
            return .left
        }
        guard let row = person.liveAddress, let address = try session.address(row),
            let line = try draft.line(of: broadcast, for: person)
        else { return .refused }
        let book = turn.desk.phrasebook
        let text = book.render(line.kind, line.fields, in: person.language, now: draft.now)
        let parts = book.parts(text, limitInUTF16: turn.limitInUTF16)
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            _ = try session.enqueue(
                OutboxDraft(
                    channel: address.channel,
                    account: address.account,
                    chat: address.chat,
                    address: row,
                    purpose: isLast ? .broadcast(broadcast.id, id) : .notice,
                    rank: .broadcast,
                    kind: line.kind.rawValue,
                    text: part,
                    notAfter: broadcast.until
                ),
                at: draft.now
            )
        }
        return .queued
    }

    private func settle(_ broadcast: Broadcast, at now: Instant, _ session: Session) throws {
        guard try !session.isGoingOut(broadcast.id) else { return }
        var draft = turn.desk.draft(at: now, view: session)
        try draft.settleBroadcast(broadcast.id)
        var post = Post(turn: turn, session: session, now: now)
        try post.carryOut(draft.decision, actor: nil, cause: nil)
        try post.deliver()
    }
}
