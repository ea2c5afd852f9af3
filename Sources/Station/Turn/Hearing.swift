internal import Casework
internal import CommandLanguage
internal import Messages
internal import Store

/// One message inside a turn: who wrote, what was meant, what follows, who is told.
struct Hearing {
    let turn: Turn
    let session: Session
    let message: Incoming
    let now: Instant
    var post: Post
    var conversation = Conversation()
    /// The inbox row of the message itself; for an edit, of the message that it changes.
    var row: Int64?

    init(turn: Turn, session: Session, message: Incoming, now: Instant) {
        self.turn = turn
        self.session = session
        self.message = message
        self.now = now
        self.post = Post(turn: turn, session: session, now: now)
    }

    var desk: Desk { turn.desk }

    /// When the sender sent it: 明天 is read by that clock, bounded by ours.
    var sentAt: Instant { min(Instant(milliseconds: message.sentAt), now) }

    // MARK: - The way of one message

    mutating func hear() throws {
        if message.isMachine || message.chatKind == .broadcast {
            _ = try accept(message, sender: nil)
            return
        }
        if message.chatKind == .group {
            try hearGroup()
            return
        }
        if case .other = message.body {
            _ = try accept(message, sender: nil)
            return
        }
        let (person, address) = try whoWrote()
        let cause = try accept(message, sender: person.id)
        let asker = Asker(person: person, address: address)
        post.answering(asker, at: message.address, cause: cause)
        post.sent(at: sentAt)
        conversation = Conversation.read(try session.conversation(of: person.id))
        let before = conversation
        speak(to: asker)
        switch message.body {
        case .message(let text, let files, let point):
            try hear(text, files: files, point: point, from: asker)
        case .edit(let text, let files): try hearEdit(text, files: files, from: asker)
        case .button(let data): try hearWords(data, files: [], from: asker)
        case .other: break
        }
        if let touched = post.touched {
            try session.settle(inbox: row ?? cause, subject: touched, words: post.keptWords)
        }
        if message.text.contains(Masking.hiddenIdentity) {
            post.say(FieldValue.Line(.identityHidden))
        }
        try post.addNotice()
        try post.deliver()
        if conversation != before {
            try session.setConversation(try conversation.written(), of: person.id, at: now)
        }
    }

    /// Takes the delivery into the inbox, so that it is never applied again.
    mutating func accept(_ part: Incoming) throws {
        _ = try accept(part, sender: post.asker?.person?.id)
    }

    /// Tells the sender that the message could not be dealt with; it stays with an operator.
    mutating func apologise() throws {
        _ = try accept(message, sender: nil)
        guard message.chatKind == .direct, !message.isMachine else { return }
        let known = try session.person(at: message.address)
        let language = known?.0.language ?? .zh
        try post.reply(
            to: message.address,
            kind: .couldNotApply,
            text: desk.phrasebook.render(.couldNotApply, [:], in: language, now: now)
        )
    }

    private static let fewLetters = 10

    /// Without words, or with ones that were not understood, the talk goes on in its language.
    private mutating func speak(to asker: Asker) {
        // `ok` and a code are of no language.
        let spoken = desk.phrasebook.spokenLanguage(of: message.text)
        if let spoken, spoken == .zh || message.text.count >= Hearing.fewLetters {
            conversation.spoken = spoken == asker.person?.language ? nil : spoken
        }
        if let spoken = conversation.spoken { post.speak(spoken) }
    }

    // MARK: - Who

    private mutating func whoWrote() throws -> (Person, ContentID) {
        if let (person, address) = try session.person(at: message.address) {
            guard person.deadAddresses.contains(address) else { return (person, address) }
            // Whoever writes from an address can be written to at it again.
            try session.append(
                [.addressRevived(person: person.id, address: address)],
                actor: person.id,
                cause: nil,
                at: now
            )
            return (try session.person(person.id) ?? person, address)
        }
        let address = try session.keepAddress(message.address)
        let id = PersonID(try session.lastPerson().value + 1)
        let language = guessedLanguage
        try session.append(
            [.personMet(person: id, address: address, language: language)],
            contents: [:],
            actor: id,
            cause: nil,
            at: now
        )
        var person = Person(id: id)
        person.language = language
        person.addresses = [address]
        return (try session.person(id) ?? person, address)
    }

    /// The language of a first message: Chinese unless there is no Chinese in it at all and the
    /// words, or the channel, say English.
    private var guessedLanguage: Language {
        if let spoken = desk.phrasebook.spokenLanguage(of: message.text) { return spoken }
        return message.language?.hasPrefix("en") == true ? .en : .zh
    }

    private func accept(_ part: Incoming, sender: PersonID?) throws -> Int64 {
        try accept(part, as: part.inboxKey, sender: sender)
    }

    func accept(_ part: Incoming, as key: String, sender: PersonID?) throws -> Int64 {
        try session.accept(
            InboxEntry(
                key: key,
                channel: part.address.channel,
                account: part.address.account,
                sender: sender,
                receivedAt: now,
                sentAt: Instant(milliseconds: part.sentAt),
                text: part.text,
                album: part.album,
                place: part.farPlace
            )
        )
    }

    // MARK: - Groups

    /// In a group only public facts are answered; what is not for the desk is left alone.
    private mutating func hearGroup() throws {
        let cause = try accept(message, sender: nil)
        guard case .message(let text, _, _) = message.body, !message.isForwarded else { return }
        let reading = desk.phrasebook.understand(text, as: Reader(isInGroup: true), now: sentAt)
        let step: Step
        switch reading {
        case .steps(let steps, _): step = steps[0]
        case .ask(let question, _): step = Step(question.action, question.arguments)
        case .unknown: return
        }
        guard step.action.isForGroups else { return }
        let asker = Asker(person: nil, address: nil, isDirect: false)
        post.answering(asker, at: message.address, cause: cause, language: reading.language)
        var draft = Draft(
            step: step,
            by: asker,
            at: now,
            view: session,
            rules: desk.rules,
            chance: desk.chance
        )
        switch try draft.decide() {
        case .done: try post.carryOut(draft.decision, actor: nil, cause: cause)
        case .refused(let line): post.say(line)
        case .missing: break
        }
        try post.deliver()
    }
}

extension Action {
    /// What a group may hear something about: public facts, and a word to write privately.
    ///
    /// Talk among people in a group is none of the desk's business: a thank-you there, or a yes,
    /// stays unanswered.
    fileprivate var isForGroups: Bool {
        switch self {
        case .greeting, .acknowledge, .confirm, .cancel: false
        default: true
        }
    }
}

extension Incoming {
    /// Where it stands at the far side; nil for a press, which names the message it was under.
    fileprivate var farPlace: FarPlace? {
        switch body {
        case .message, .edit:
            messageID.isEmpty ? nil : FarPlace(chat: address.chat, message: messageID)
        case .button, .other: nil
        }
    }
}
