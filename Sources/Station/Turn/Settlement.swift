internal import Casework
internal import Store

/// What the desk itself does in a transaction: ends of sends, times that have come, files that
/// were fetched.
struct Settlement: Sendable {
    let turn: Turn

    /// A send has ended: what that means is decided here, in the same transaction.
    func settle(
        _ purpose: Effect.Purpose,
        _ delivery: Draft.Delivery,
        _ session: Session
    ) throws {
        let now = turn.desk.now()
        var draft = turn.desk.draft(at: now, view: session)
        switch purpose {
        case .feedback(let number, let index):
            try draft.settleFeedback(number, index: index, delivery)
        case .reminder(let id): try draft.settleReminder(id)
        case .reply, .notice: return
        }
        try carryOut(draft, now, session)
    }

    /// A time has come.
    func settle(_ due: Due, _ session: Session) throws {
        let now = turn.desk.now()
        switch due.kind {
        case .looseFiles:
            guard let id = Int64(due.subject), let person = try session.person(PersonID(id))
            else { return }
            let start = Instant(milliseconds: 0)
            guard let oldest = try session.looseAttachments(of: person.id, since: start).first
            else { return }
            // Those that it was kept for have found their words; later ones get their time.
            let at = oldest.at.adding(seconds: Conversation.joiningSeconds)
            guard at <= now else {
                return try session.keep(Due(kind: .looseFiles, at: at, subject: due.subject))
            }
            var draft = turn.desk.draft(at: now, view: session, for: person)
            try draft.settleLooseFiles(of: person)
            try carryOut(draft, now, session)
        case .headDigest:
            var draft = turn.desk.draft(at: now, view: session)
            try draft.digestForHead(since: due.at.adding(seconds: -86_400))
            try carryOut(draft, now, session)
        }
    }

    /// A file was fetched, or could not be after three tries: then the sender is asked again.
    func settleFile(_ id: Int64, isFetched: Bool, _ session: Session) throws {
        let now = turn.desk.now()
        guard let record = try session.attachment(id),
            let person = try session.person(record.person)
        else { return }
        var draft = turn.desk.draft(at: now, view: session, for: person)
        draft.add(.attachmentSettled(attachment: id, isFetched: isFetched))
        if !isFetched { draft.tell(of: person, .attachmentFailed) }
        try carryOut(draft, now, session)
    }

    private func carryOut(_ draft: Draft, _ now: Instant, _ session: Session) throws {
        var post = Post(turn: turn, session: session, now: now)
        try post.carryOut(draft.decision, actor: nil, cause: nil)
        try post.deliver()
    }
}

extension Draft {
    /// Tells a person on whose behalf the desk acts.
    fileprivate mutating func tell(of person: Person, _ kind: ReplyKind) {
        guard let address = person.addresses.last else { return }
        tell(at: address, kind)
    }
}
