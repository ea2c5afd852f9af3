/// What follows from a command: what happened, and who is told what.
package struct Decision: Sendable {
    /// In the order in which they are appended.
    package var events: [Event] = []
    /// The content that the events refer to for the first time.
    package var contents: [ContentID: String] = [:]
    package var effects: [Effect] = []
    package var strikes: [Strike] = []
    package var dues: [Due] = []
    package var withdrawals: [Withdrawal] = []
    /// Steps to decide next, after all of this is appended: what was agreed or confirmed.
    package var followUps: [FollowUp] = []
    /// What the conversation turned to, so that a following photo can join it.
    package var touched: Subject?

    package init() {}
}

/// A step that another step has set free.
package struct FollowUp: Hashable, Sendable {
    package var step: Step
    /// What the asker said yes to, digested; nil when nothing was confirmed.
    package var confirmed: String?
    /// True when the head has agreed to it.
    package var isAgreed: Bool

    package init(step: Step, confirmed: String? = nil, isAgreed: Bool = false) {
        self.step = step
        self.confirmed = confirmed
        self.isAgreed = isAgreed
    }
}

/// A message to somebody, by meaning.
package struct Effect: Hashable, Sendable {
    package enum Recipient: Hashable, Sendable {
        /// The address that is being answered.
        case asker
        /// The newest address of a person.
        case person(PersonID)
        case address(ContentID)
    }

    /// What a message is for: what its end means to the domain.
    package enum Purpose: Hashable, Sendable {
        case reply
        case notice
        /// The index of the feedback within the matter.
        case feedback(MatterNumber, index: Int)
        case reminder(Int64)
        /// What the desk sends by itself: sent at most once, and not later than that.
        case planned(until: Instant)
        /// One person's copy of a broadcast.
        case broadcast(Int64, PersonID)
    }

    package var to: Recipient
    package var purpose: Purpose
    package var line: FieldValue.Line
    package var choices: [Choice]

    package init(
        to recipient: Recipient,
        purpose: Purpose,
        line: FieldValue.Line,
        choices: [Choice] = []
    ) {
        self.to = recipient
        self.purpose = purpose
        self.line = line
        self.choices = choices
    }
}

/// Something to look at again at a time.
package struct Due: Hashable, Sendable, Codable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// Files without a word after ten minutes: `subject` is the person.
        case looseFiles
        /// What the clerk recorded as agreed: the head's evening digest.
        case headDigest
        /// A question that nobody answered for two hours: `subject` is the person.
        case openQuestion
        /// A feedback that was promised a word of its arrival: `subject` is
        /// ``UnreadFeedback/subject``.
        case unreadFeedback
        /// A limit of a matter: `subject` is ``ClockDue/subject``.
        case clock
        /// The reminders of the next weeks become due rows: since when is the row's time.
        case plan
        /// A reminder: `subject` is ``Occurrence/key``.
        case planned
        /// A reception was changed: `subject` is its origin.
        case receptionChange
        /// Reminders were missed, and the clerk is to know.
        case missedReport
        /// A broadcast that a second person has not agreed to: `subject` is its number.
        case secondPerson
        /// An escalation that no head has answered: `subject` is the matter's number and when it
        /// was raised.
        case escalation
        /// News of a person's matters that waited for another day: `subject` is the person.
        case news
        /// A unit's morning: `subject` is the unit.
        case unitMorning
        /// A day on which an appointment begins or has ended: `subject` is the person's number and
        /// the day.
        case appointment
        /// The day that a headquarters promised: `subject` is the matter's number and the day.
        case promisedDay
        /// A time of a note: `subject` is ``NoteDue/subject``.
        case note
        /// A limit of a suggestion: `subject` is ``SuggestionDue/subject``.
        case suggestionClock
        /// A time of an activity: `subject` is ``ActivityDue/subject``.
        case activity
    }

    package var kind: Kind
    package var at: Instant
    /// What it is about; with the kind, the row's identity: the same pair is kept once.
    package var subject: String

    package init(kind: Kind, at: Instant, subject: String) {
        self.kind = kind
        self.at = at
        self.subject = subject
    }
}

/// Messages that must no longer go out.
package enum Withdrawal: Hashable, Sendable {
    /// All that waits for an address that is no longer that person's.
    case address(ContentID)
    case reminder(Int64)
    case broadcast(Int64)
    /// One person's copies of these broadcasts.
    case copies(of: [Int64], PersonID)
}

/// What a file can belong to.
package enum Subject: Hashable, Sendable, Codable {
    case matter(MatterNumber)
    case note(NoteNumber)
    case item(Int)
}

/// How a command was taken.
package enum Verdict: Hashable, Sendable {
    case done
    /// An expected no: said to the asker, nothing else happens.
    case refused(FieldValue.Line)
    /// Something is missing that only the asker can say.
    case missing(Slot)
}

/// Who asks, as the turn found them.
package struct Asker: Hashable, Sendable {
    /// nil for the desk itself and for the operator at the command line.
    package var person: Person?
    /// The address that is answered; nil for a command without a message.
    package var address: ContentID?
    /// False in a group: only public facts are answered there.
    package var isDirect: Bool

    package init(person: Person?, address: ContentID?, isDirect: Bool = true) {
        self.person = person
        self.address = address
        self.isDirect = isDirect
    }
}

/// Chance, as a value: a source of random bits and the digest that hides codes.
package struct Chance: Sendable {
    private let bits: @Sendable () -> UInt64
    private let digesting: @Sendable (String) -> String

    /// - Parameters:
    ///   - bits: 64 random bits at each call, from a generator fit for secrets.
    ///   - digest: A one-way digest in hexadecimal, the same for the same text.
    package init(
        bits: @escaping @Sendable () -> UInt64,
        digest: @escaping @Sendable (String) -> String
    ) {
        self.bits = bits
        self.digesting = digest
    }

    /// Digits and capitals that nobody takes for another: no 0 O, 1 I L, no U V pair; and no vowels, so
    /// that no code is a word or a syllable.
    package static let alphabet = Array("23456789BCDFGHJKMNPQRSTWXYZ".unicodeScalars)

    /// A 查询码: eight characters without look-alikes (design §6), a letter among them.
    package func queryCode() -> String {
        let code = code(length: 8)
        guard code.allSatisfy(\.isNumber) else { return code }
        // Eight digits would be read as a number.
        return code.dropLast()
            + self.code(length: 1, from: Chance.alphabet.filter { $0.value > 0x40 })
    }

    /// A bind code: ten characters of a 32-letter alphabet (design §6).
    package func bindCode() -> String {
        let base32 = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789".unicodeScalars)
        return code(length: 10, from: base32)
    }

    /// A confirmation code: four digits (design §6).
    package func confirmationCode() -> String { padded(Int(bits() % 10_000), to: 4) }

    package func digest(_ text: String) -> String { digesting(text) }

    private func code(length: Int, from letters: [Unicode.Scalar] = Chance.alphabet) -> String {
        var code = String.UnicodeScalarView()
        for _ in 0..<length { code.append(letters[Int(bits() % UInt64(letters.count))]) }
        return String(code)
    }
}
