internal import Casework
internal import CommandLanguage
internal import Messages
internal import Store

/// What goes out of one turn: the one direct reply, and the words to others.
///
/// Decisions are carried out through it, so that events, due rows and messages of one message
/// stand in the same transaction.
struct Post {
    let turn: Turn
    let session: Session
    let now: Instant
    private(set) var asker: Asker?
    private(set) var cause: Int64?
    private(set) var language = Language.zh
    private(set) var touched: Subject?
    /// The content that the message's words became, for a later edit.
    var keptWords: ContentID? { kept.count == 1 ? kept[0] : nil }
    private var kept: [ContentID] = []
    private var address: Address?
    /// When the message was sent, where it came over an hour later: its 明天 counts from then.
    private var lateSince: Instant?
    private var replies: [Reply] = []
    private var notices: [Effect] = []

    private struct Reply {
        var line: FieldValue.Line?
        var text: String
        var choices: [Choice] = []
    }

    init(turn: Turn, session: Session, now: Instant) {
        self.turn = turn
        self.session = session
        self.now = now
    }

    /// Says whose message is being answered, and where.
    mutating func answering(
        _ asker: Asker,
        at address: Address,
        cause: Int64?,
        language: Language? = nil
    ) {
        self.asker = asker
        self.address = address
        self.cause = cause
        self.language = language ?? asker.person?.language ?? .zh
    }

    /// Says when the message that is answered was sent.
    mutating func sent(at sentAt: Instant) {
        lateSince = now.seconds(since: sentAt) > Post.lateSeconds ? sentAt : nil
    }

    /// Staff are shown a delay of more than an hour (moments, the deputy).
    private static let lateSeconds: Int64 = 3600

    /// Answers in the language of the message itself; later words go in the person's own.
    mutating func speak(_ language: Language) { self.language = language }

    mutating func say(_ line: FieldValue.Line, choices: [Choice] = []) {
        replies.append(Reply(line: line, text: "", choices: choices))
    }

    mutating func say(text: String, choices: [Choice] = []) {
        replies.append(Reply(line: nil, text: text, choices: choices))
    }

    // MARK: - Carrying out

    /// Appends what happened, keeps what is due, and takes up what is to be said.
    mutating func carryOut(_ decision: Decision, actor: PersonID?, cause: Int64?) throws {
        if !decision.events.isEmpty {
            try session.append(
                decision.events,
                contents: decision.contents,
                actor: actor,
                cause: cause,
                at: now
            )
        }
        try count(decision.strikes, by: actor)
        for due in decision.dues { try session.keep(due) }
        for withdrawal in decision.withdrawals {
            try end(session.withdraw(withdrawal, at: now))
        }
        for event in decision.events { note(event) }
        if let subject = decision.touched { touched = subject }
        for effect in decision.effects {
            if effect.to == .asker {
                say(effect.line, choices: effect.choices)
            } else {
                notices.append(effect)
            }
        }
    }

    /// Written feedback that was withdrawn before it went out is a debt like any other.
    private mutating func end(_ rows: [OutboxRow]) throws {
        for row in rows {
            guard case .feedback(let number, let index) = row.purpose else { continue }
            var draft = turn.desk.draft(at: now, view: session)
            try draft.settleFeedback(number, index: index, .refused)
            try carryOut(draft.decision, actor: nil, cause: nil)
        }
    }

    mutating func count(_ strikes: [Strike], by person: PersonID?) throws {
        guard let person else { return }
        for strike in strikes { try session.strike(strike, by: person, at: now) }
    }

    private mutating func note(_ event: Event) {
        switch event {
        case .matterRegistered(let filing): kept.append(filing.words)
        case .matterSupplemented(_, let words?, _): kept.append(words)
        case .wordsReplaced(_, _, let new): kept.append(new)
        case .languageChosen(_, let chosen): language = chosen
        default: break
        }
    }

    // MARK: - Sending

    /// Adds the one line on privacy to a first answer, once per version of the notice.
    mutating func addNotice() throws {
        guard let id = asker?.person?.id, !replies.isEmpty,
            let person = try session.person(id), person.offices.isEmpty,
            person.notice < turn.desk.rules.noticeVersion, !person.addresses.isEmpty
        else { return }
        let rules = turn.desk.rules
        try session.append(
            [.noticeShown(person: id, version: rules.noticeVersion)],
            contents: [:],
            actor: id,
            cause: cause,
            at: now
        )
        say(
            FieldValue.Line(
                .privacyNotice,
                [
                    .name: .name(rules.stationName), .address: .name(rules.address),
                    .hours: .text(rules.hours),
                ]
            )
        )
    }

    /// Puts everything into the outbox: a reply is a durable row before it is a request.
    mutating func deliver() throws {
        if let address, !replies.isEmpty { try deliverReply(to: address) }
        // Of several words to one voter the last is news; what is one too many waits.
        var rest = Decision()
        rest.effects = coalesced(notices)
        try rest.holdNews(at: now, view: session, rules: turn.desk.rules)
        if !rest.events.isEmpty {
            try session.append(rest.events, actor: nil, cause: cause, at: now)
        }
        for due in rest.dues { try session.keep(due) }
        for effect in rest.effects { try deliver(effect) }
        replies = []
        notices = []
    }

    private func deliverReply(to address: Address) throws {
        var lines: [String] = []
        var choices: [Choice] = []
        for reply in merged(replies) {
            let text = reply.line.map { render($0, in: language) } ?? reply.text
            // The same no for two steps of one sentence is said once.
            if !text.isEmpty, lines.last != text { lines.append(text) }
            choices += reply.choices
        }
        if let late = lateness(for: asker?.person, in: language) { lines.append(late) }
        try send(
            lines.joined(separator: "\n"),
            kind: replies.first?.line?.kind,
            choices: choices,
            language: language,
            to: address,
            row: asker?.address,
            purpose: .reply
        )
    }

    /// A reply outside the usual way: an apology for a message that could not be applied.
    mutating func reply(to address: Address, kind: ReplyKind, text: String) throws {
        try send(
            text,
            kind: kind,
            choices: [],
            language: .zh,
            to: address,
            row: nil,
            purpose: .reply
        )
    }

    private func deliver(_ effect: Effect) throws {
        let address: ContentID?
        let person: Person?
        switch effect.to {
        case .asker: return
        case .person(let id):
            person = try session.person(id)
            address = person?.liveAddress
        case .address(let id):
            person = nil
            address = id
        }
        guard let address, let place = try session.address(address) else { return }
        let spoken = person?.language ?? .zh
        let isPlain = effect.purpose == .notice
        let late = isPlain ? lateness(for: person, in: spoken).map { "\n" + $0 } : nil
        try send(
            render(effect.line, in: spoken) + (late ?? ""),
            kind: effect.line.kind,
            choices: effect.choices,
            language: spoken,
            to: place,
            row: address,
            purpose: effect.purpose
        )
    }

    private func send(
        _ text: String,
        kind: ReplyKind?,
        choices: [Choice],
        language: Language,
        to address: Address,
        row: ContentID?,
        purpose: Effect.Purpose
    ) throws {
        let book = turn.desk.phrasebook
        let parts = book.parts(text, limitInUTF16: turn.limitInUTF16)
        let rank: OutboxRank
        var notAfter: Instant?
        switch purpose {
        case .reply: rank = .reply
        case .notice, .feedback: rank = .notice
        case .planned(let until):
            rank = .broadcast
            notAfter = until
        case .broadcast: rank = .broadcast
        case .reminder(let id):
            rank = .broadcast
            // Nobody is reminded of a reception that is over.
            notAfter = try session.reminder(id)?.reception.at(turn.desk.rules.closes)
        }
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            // Only the last part speaks for the whole: its end is the end of the reply.
            _ = try session.enqueue(
                OutboxDraft(
                    channel: address.channel,
                    account: address.account,
                    chat: address.chat,
                    address: row,
                    purpose: isLast || purpose == .reply ? purpose : .notice,
                    rank: rank,
                    kind: kind?.rawValue ?? "text",
                    text: part,
                    buttons: isLast
                        ? choices.map {
                            Button(title: book.title(of: $0, in: language), data: $0.data)
                        } : [],
                    answers: purpose == .reply ? cause : nil,
                    notAfter: notAfter
                ),
                at: now
            )
        }
    }

    /// What those who work here read below what comes of a late message; nil for all others.
    private func lateness(for person: Person?, in language: Language) -> String? {
        guard let lateSince, person?.roles.isDisjoint(with: [.staff, .head]) == false else {
            return nil
        }
        return render(FieldValue.Line(.staffLate, [.since: .moment(lateSince)]), in: language)
    }

    private func render(_ line: FieldValue.Line, in language: Language) -> String {
        let book = turn.desk.phrasebook
        var fields = line.fields
        if line.kind == .help {
            let roles = asker?.person?.roles ?? [.voter]
            fields[.list] = .lines(
                book.helpTopics(
                    for: roles,
                    in: language,
                    allowed: asker?.isDirect == false
                        ? Authority.publicActions : Authority.actions(for: roles)
                )
            )
        }
        return book.render(line.kind, fields, in: language, now: now)
    }

    /// Several receipts of one message read as one, with a line for each number.
    private func merged(_ replies: [Reply]) -> [Reply] {
        let receipts = replies.filter { $0.line?.kind == .matterFiled }
        guard receipts.count > 1 else { return replies }
        var fields = receipts[0].line?.fields ?? [:]
        fields[.list] = .lines(
            receipts.compactMap { $0.line.map { FieldValue.Line(.matterLine, $0.fields) } }
        )
        fields[.count] = .count(receipts.count)
        let one = Reply(line: FieldValue.Line(.mattersFiled, fields), text: "")
        var isPlaced = false
        return replies.compactMap { reply in
            guard reply.line?.kind == .matterFiled else { return reply }
            defer { isPlaced = true }
            return isPlaced ? nil : one
        }
    }

    /// Of several notices about one matter to one person only the last is said: it holds the
    /// newest state.
    private func coalesced(_ notices: [Effect]) -> [Effect] {
        var last: [Effect.Recipient: [FieldValue: Int]] = [:]
        for (index, effect) in notices.enumerated()
        where effect.purpose == .notice && !effect.line.kind.standsAlone {
            if let number = effect.line.fields[.number] {
                last[effect.to, default: [:]][number] = index
            }
        }
        return notices.enumerated().compactMap { index, effect in
            guard effect.purpose == .notice, !effect.line.kind.standsAlone,
                let number = effect.line.fields[.number]
            else { return effect }
            return last[effect.to]?[number] == index ? effect : nil
        }
    }
}
