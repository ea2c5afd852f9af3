internal import Casework
internal import Messages
internal import Store

/// What the desk itself does in a transaction: ends of sends, times that have come, files that
/// were fetched.
struct Settlement: Sendable {
    let turn: Turn

    /// A send has come to something: its row is finished and its rule applied.
    ///
    /// What was heard of the message before its send was finished counts now.
    func settle(
        _ row: OutboxRow,
        _ outcome: SendOutcome,
        at now: Instant,
        _ session: Session
    ) throws {
        guard try session.finish(row.id, outcome, at: now), let delivery = outcome.delivery else {
            return
        }
        try settle(row.purpose, delivery, session)
        if case .refused(let reason, isAddressDead: true) = outcome, let address = row.address {
            try retire(address, reason: reason, session)
        }
        guard case .sent(let remote, let promises?) = outcome else { return }
        for stand in try session.earlyReceipts(of: row, remote: remote) {
            try settle(row.purpose, stand, promised: promises, session)
        }
    }

    /// A receipt has come: it counts once, and only for a message that is known here.
    ///
    /// - Returns: False for a receipt that was seen before.
    func settle(
        _ receipt: Receipt,
        _ channel: String,
        _ account: String,
        at now: Instant,
        _ session: Session
    ) throws -> Bool {
        guard try session.keepOnce(receipt, channel: channel, account: account, at: now) else {
            return false
        }
        if let row = try session.row(of: receipt, channel: channel, account: account),
            let promised = row.promised
        {
            try settle(row.purpose, receipt.stand, promised: promised, session)
        }
        return true
    }

    /// What a message's stand means: less than what was promised means nothing yet.
    private func settle(
        _ purpose: Effect.Purpose,
        _ stand: Receipt.Stand,
        promised: Receipt.Stand,
        _ session: Session
    ) throws {
        if stand == .failed {
            try settle(purpose, .refused, session)
        } else if stand.keeps(promised) {
            try settle(purpose, .delivered, session)
        }
    }

    /// An endpoint was polled well; the clerks are told when the poll before it is longer ago than
    /// the endpoint keeps anything.
    ///
    /// - Returns: True when they were told.
    func settle(
        poll polled: Instant,
        _ channel: String,
        _ account: String,
        keeps: Duration?,
        _ session: Session
    ) throws -> Bool {
        let last = try session.lastPoll(channel: channel, account: account)
        try session.setLastPoll(polled, channel: channel, account: account)
        guard let last, let keeps, polled.seconds(since: last) > keeps.components.seconds else {
            return false
        }
        let now = turn.desk.now()
        try act(at: now, session) { try $0.reportUnpolled(since: last, until: polled) }
        return true
    }

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
        case .broadcast(let id, let person):
            return try session.setStand(delivery.stand, of: person, in: id)
        case .reminder, .reply, .notice, .planned: return
        }
        try carryOut(draft, now, session)
    }

    /// New words were refused; the clerks are told what is wrong with them.
    func settle(refusedWords fault: String, count: Int, _ session: Session) throws {
        let now = turn.desk.now()
        try act(at: now, session) { try $0.reportRefusedWords(fault, count: count) }
    }

    /// Nothing arrives at an address any more: it is tried again when its person writes.
    private func retire(_ address: ContentID, reason: String, _ session: Session) throws {
        guard let person = try session.holder(of: address) else { return }
        let now = turn.desk.now()
        var draft = turn.desk.draft(at: now, view: session)
        draft.retire(address, of: person, reason: reason)
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
            try act(for: person, at: now, session) { try $0.settleLooseFiles(of: person) }
        case .openQuestion:
            guard let id = Int64(due.subject), let person = try session.person(PersonID(id))
            else { return }
            var conversation = Conversation.read(try session.conversation(of: person.id))
            guard let words = conversation.words, let askedAt = conversation.askedAt else { return }
            let at = askedAt.adding(seconds: Conversation.questionSeconds)
            // A later question has its own two hours.
            guard at <= now else {
                return try session.keep(Due(kind: .openQuestion, at: at, subject: due.subject))
            }
            conversation.closeQuestion()
            try session.setConversation(try conversation.written(), of: person.id, at: now)
            try act(for: person, at: now, session) { try $0.passOnUnanswered(words) }
        case .headDigest:
            try act(at: now, session) {
                try $0.digestForHead(since: due.at.adding(seconds: -86_400))
            }
        case .clock:
            guard let look = ClockDue(subject: due.subject) else { return }
            try act(at: now, session) { try $0.look(look) }
        case .secondPerson:
            guard let id = Int64(due.subject) else { return }
            try act(at: now, session) { try $0.settleSecondPerson(id) }
        case .escalation:
            try act(at: now, session) { try $0.passEscalation(due.subject) }
        case .promisedDay:
            try act(at: now, session) { try $0.remindOfPromise(due.subject) }
        case .news:
            try act(at: now, session) { try $0.tellNews(to: due.subject) }
        case .unitMorning:
            try act(at: now, session) { try $0.tellMorning(to: due.subject) }
        case .appointment:
            try act(at: now, session) { try $0.settleOffices(due.subject) }
        case .note:
            guard let look = NoteDue(subject: due.subject) else { return }
            try act(at: now, session) { try $0.look(look) }
        case .suggestionClock:
            guard let look = SuggestionDue(subject: due.subject) else { return }
            try act(at: now, session) { try $0.look(look) }
        case .activity:
            guard let look = ActivityDue(subject: due.subject) else { return }
            try act(at: now, session) { try $0.look(look) }
        case .unreadFeedback:
            guard let unread = UnreadFeedback(subject: due.subject) else { return }
            try act(at: now, session) { try $0.settleUnread(unread.number, index: unread.index) }
        case .plan, .planned, .receptionChange, .missedReport:
            try settlePlan(due, at: now, session)
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

    /// The desk does something by itself, and what follows is carried out.
    private func act(
        for person: Person? = nil,
        at now: Instant,
        _ session: Session,
        _ deed: (inout Draft) throws -> Void
    ) throws {
        var draft = turn.desk.draft(at: now, view: session, for: person)
        try deed(&draft)
        try carryOut(draft, now, session)
    }

    func carryOut(_ draft: Draft, _ now: Instant, _ session: Session) throws {
        var post = Post(turn: try turn.opened(session), session: session, now: now)
        try post.carryOut(draft.decision, actor: nil, cause: nil)
        try post.deliver()
    }
}

extension Draft {
    /// Tells a person on whose behalf the desk acts.
    fileprivate mutating func tell(of person: Person, _ kind: ReplyKind) {
        guard let address = person.liveAddress else { return }
        tell(at: address, kind)
    }
}

extension Draft.Delivery {
    /// What it means for one copy of a broadcast.
    fileprivate var stand: Recipient.Stand {
        switch self {
        case .sent, .handedOver, .delivered: .sent
        case .refused: .refused
        case .expired: .expired
        case .uncertain: .uncertain
        }
    }
}

extension SendOutcome {
    /// How the message ended; nil while it will be tried again.
    fileprivate var delivery: Draft.Delivery? {
        switch self {
        case .sent(_, let promises): promises == nil ? .sent : .handedOver
        case .refused: .refused
        case .uncertain: .uncertain
        case .retry: nil
        }
    }
}
