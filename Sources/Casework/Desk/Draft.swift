/// A decision in the making: what is asked, what may be looked at, and what follows so far.
///
/// Reads go through the draft, so that a later line of one decision sees what an earlier line
/// did. Nothing here has an effect outside: the turn appends and sends what stands in
/// ``decision``.
package struct Draft {
    package let asker: Asker
    package let action: Action
    package let arguments: Arguments
    package let now: Instant
    package let view: any StationView
    package let rules: StationRules
    package let chance: Chance
    /// The whole message as it came; nil where a decision follows from none.
    package let message: String?
    /// Files that came with the message, already kept.
    package let files: [Int64]
    /// The digest of what the asker said yes to; nil when nothing was confirmed.
    package let confirmed: String?
    /// True when the head has agreed to this very step.
    package let isAgreed: Bool
    /// When the asker wrote, by the channel; ``now`` where no message is behind it.
    package let sentAt: Instant

    package internal(set) var decision = Decision()
    private var matters: [MatterNumber: Matter] = [:]
    private var serials: [Int: Int] = [:]
    /// Records that were looked at or changed, as they stand now.
    var records: [RecordKey: any StationRecord] = [:]
    private var nextContent: Int64?
    private var nextItem: Int?

    package init(
        step: Step,
        by asker: Asker,
        at now: Instant,
        view: any StationView,
        rules: StationRules,
        chance: Chance,
        message: String? = nil,
        files: [Int64] = [],
        confirmed: String? = nil,
        isAgreed: Bool = false,
        sentAt: Instant? = nil
    ) {
        self.asker = asker
        self.action = step.action
        self.arguments = step.arguments
        self.now = now
        self.view = view
        self.rules = rules
        self.chance = chance
        self.message = message
        self.files = files
        self.confirmed = confirmed
        self.isAgreed = isAgreed
        self.sentAt = sentAt ?? now
    }

    package var today: Day { Day(of: now) }

    /// The reason that the sentence says; nil where it would be the whole sentence itself, its
    /// number and signs aside: `36延期10天` says none.
    package var reasonSaid: String? {
        arguments.text(.reason).flatMap { saysMore(than: $0) ? $0 : nil }
    }

    /// False for words that are the whole sentence itself, its number and signs aside.
    func saysMore(than words: String) -> Bool {
        guard let message, let place = message.firstRange(of: words) else { return true }
        let rest = message[..<place.lowerBound] + message[place.upperBound...]
        return rest.contains(where: \.isLetter)
    }

    package var roles: Set<Role> { asker.person?.roles ?? [] }

    /// The person who asks.
    package var me: PersonID {
        guard let person = asker.person else {
            preconditionFailure("an action that needs a person was decided without one")
        }
        return person.id
    }

    // MARK: - What happened

    package mutating func add(_ event: Event) {
        decision.events.append(event)
        if case .matterAssigned(_, let unit, _, _, _) = event { scheduleMorning(of: unit) }
        if case .redoOrdered(let number, _, _) = event, let unit = matters[number]?.unit {
            scheduleMorning(of: unit)
        }
        if case .matterRegistered(let filing) = event {
            matters[filing.number] = Matter(filing, at: now)
        } else if let number = event.matter, var matter = matters[number] {
            matter.apply(event, at: now)
            matters[number] = matter
        }
        if let key = event.record { fold(event, into: key) }
    }

    /// Keeps personal text beside the journal.
    package mutating func keep(_ text: String) throws -> ContentID {
        let value = try nextContent ?? view.lastContent().value + 1
        nextContent = value + 1
        decision.contents[ContentID(value)] = text
        return ContentID(value)
    }

    package mutating func keep(_ text: String?) throws -> ContentID? {
        guard let text, !text.isEmpty else { return nil }
        return try keep(text) as ContentID
    }

    package mutating func touch(_ subject: Subject) { decision.touched = subject }

    package mutating func follow(_ followUp: FollowUp) { decision.followUps.append(followUp) }

    package mutating func strike(_ strike: Strike) { decision.strikes.append(strike) }

    package mutating func schedule(_ due: Due) { decision.dues.append(due) }

    package mutating func withdraw(_ withdrawal: Withdrawal) {
        decision.withdrawals.append(withdrawal)
    }

    // MARK: - Who is told

    /// Answers the asker.
    package mutating func say(
        _ kind: ReplyKind,
        _ fields: [Field: FieldValue] = [:],
        choices: [Choice] = []
    ) {
        decision.effects.append(
            Effect(
                to: .asker,
                purpose: .reply,
                line: FieldValue.Line(kind, fields),
                choices: choices
            )
        )
    }

    /// Tells a person who did not ask; nothing when that person has no address.
    package mutating func tell(
        _ person: PersonID?,
        _ kind: ReplyKind,
        _ fields: [Field: FieldValue] = [:],
        purpose: Effect.Purpose = .notice,
        choices: [Choice] = []
    ) {
        guard let person, person != asker.person?.id || purpose != .notice else { return }
        let effect = Effect(
            to: .person(person),
            purpose: purpose,
            line: FieldValue.Line(kind, fields),
            choices: choices
        )
        // Whoever holds two offices hears once.
        if purpose == .notice, decision.effects.contains(effect) { return }
        decision.effects.append(effect)
    }

    /// Tells one address of a person, whichever the newest is.
    package mutating func tell(
        at address: ContentID,
        _ kind: ReplyKind,
        _ fields: [Field: FieldValue] = [:]
    ) {
        decision.effects.append(
            Effect(to: .address(address), purpose: .notice, line: FieldValue.Line(kind, fields))
        )
    }

    /// Tells everybody who holds an office of that role, but not the asker, nor whoever holds the
    /// other role and hears of it as such.
    package mutating func tell(
        all role: Role,
        but other: Role? = nil,
        _ kind: ReplyKind,
        _ fields: [Field: FieldValue] = [:]
    ) throws {
        let matter = try subject(of: fields)
        for person in try view.people(holding: role) {
            if let other, person.roles.contains(other) { continue }
            if let matter, try isKept(matter, from: person) { continue }
            tell(person.id, kind, fields)
        }
        for person in try standIns(for: role) {
            if let matter, try isKept(matter, from: person) { continue }
            tell(person.id, kind, fields)
        }
    }

    /// Tells the officers of a handling unit.
    package mutating func tell(
        officersOf unit: String?,
        _ kind: ReplyKind,
        _ fields: [Field: FieldValue]
    ) throws {
        guard let unit else { return }
        let officers = try view.people(holding: .unit).filter { $0.unit == unit }
        for officer in officers { tell(officer.id, kind, fields) }
        // What nobody gets on a phone goes on paper, and whoever gave the order has to know.
        guard officers.isEmpty, ReplyKind.orders.contains(kind),
            !roles.isDisjoint(with: [.staff, .head, .presidium])
        else { return }
        var facts: [Field: FieldValue] = [.unit: .name(unit)]
        facts[.number] = fields[.number]
        say(.unitNotReached, facts)
    }

    // MARK: - What stands

    /// The matter that a wording is about; nil where it names none.
    private mutating func subject(of fields: [Field: FieldValue]) throws -> Matter? {
        guard case .number(let number) = fields[.number] else { return nil }
        return try matter(number)
    }

    package mutating func matter(_ number: MatterNumber) throws -> Matter? {
        if let matter = matters[number] { return matter }
        let matter = try view.matter(number)
        matters[number] = matter
        return matter
    }

    /// The next number of the year, counting those given in this decision.
    package mutating func nextNumber() throws -> MatterNumber {
        let year = today.year
        let serial = try (serials[year] ?? view.lastSerial(in: year)) + 1
        serials[year] = serial
        return MatterNumber(year: year, serial: serial)
    }

    package mutating func nextItemNumber() throws -> Int {
        let item = try (nextItem ?? view.lastItem()) + 1
        nextItem = item
        return item
    }

    /// The first words of a matter, for a line that names it; nil when they are erased.
    package func subject(of matter: Matter) throws -> FieldValue? {
        if isAudit, matter.isWithheld { return .term("mark.withheld") }
        guard let first = matter.words.first,
            let words = try decision.contents[first] ?? view.words(first)
        else { return nil }
        // Voters read their own names; in everybody else's lists nobody is named.
        let isOwn = roles == [.voter]
        return .text(Draft.subject(of: isOwn ? words : try hidden(words, of: matter)))
    }

    /// A text cut to what a list can carry: its first clause that says more than who writes.
    ///
    /// At most twelve characters of Chinese; thirty where most are narrow, at a word's end if it
    /// can be.
    package static func subject(of words: String) -> String {
        let line =
            Masking.phones(in: words).split(whereSeparator: \.isNewline).first.map(String.init)
            ?? ""
        let isWide = line.utf8.count > line.count * 2
        let limit = isWide ? 12 : 30
        let clauses = line.split(whereSeparator: { "，。；！？,;!?".contains($0) })
            .map { withoutWriter($0.drop { $0 == " " }) }
        let telling = clauses.first { clause in
            clause.count >= 4 && !introductions.contains(where: clause.hasPrefix)
                && !telephones.contains(where: clause.hasPrefix)
                && !(tellsOfOther(clause) && !tellsOfTrouble(clause))
        }
        let clause = telling ?? clauses.first
        let head = clause.map { $0.count >= 4 ? String($0) : line } ?? line
        guard head.count > limit else { return head }
        let cut = head.prefix(limit)
        let isMidWord = !isWide && head[cut.endIndex] != " "
        let end = isMidWord ? cut.lastIndex(of: " ") ?? cut.endIndex : cut.endIndex
        return String(cut[..<end]) + "…"
    }

    /// A clause without what stands at its head of who writes: `联系我 139****1234 桥浦水管漏水`,
    /// `代横湖村郑**反映：村口桥面结冰`.
    private static func withoutWriter(_ clause: Substring) -> Substring {
        var clause = clause
        if let colon = clause.prefix(20).lastIndex(where: { ":：".contains($0) }),
            ["反映", "登记", "讲", "说", "报"].contains(where: clause[..<colon].hasSuffix)
        {
            clause = clause[clause.index(after: colon)...].drop { $0 == " " }
        }
        while let space = clause.firstIndex(of: " "),
            telephones.contains(where: clause.hasPrefix) || clause[..<space].contains("****")
        {
            clause = clause[space...].drop { $0 == " " }
        }
        return clause
    }

    /// True for a clause on whom somebody writes for: `她叫…`, `我妈不会用手机`, `住黄西岙`.
    private static func tellsOfOther(_ clause: Substring) -> Bool {
        others.contains(where: clause.hasPrefix)
    }

    /// How people begin who say first for whom they write, and where those live.
    private static let others = [
        "她叫", "他叫", "她姓", "他姓", "名叫", "住在", "住", "她住", "他住", "她家住", "他家住", "我妈", "我爸", "我娘", "我爹",
        "我奶奶", "我爷爷", "我外婆", "我外公", "我婆婆", "我公公", "我老伴", "我帮", "我替", "帮我", "替我", "她今年", "他今年",
        "老人家",
        "My mother ", "My father ", "My grandmother ", "My grandfather ", "My neighbour ",
        "She ", "He ", "my mother ", "she ", "he ", "her name", "his name",
    ]

    /// True for words with a sign of trouble: `水沟也堵了`, and not `小店门口那根`.
    package static func tellsOfTrouble(_ words: some StringProtocol) -> Bool {
        troubles.contains { words.contains($0) }
    }

    /// Signs of trouble: with one of them such a clause is the matter itself.
    private static let troubles = [
        "坏", "堵", "漏", "断", "塌", "停水", "停电", "没水", "没电", "不亮", "积水", "漫", "淹", "臭", "脏", "污", "破",
        "裂",
        "歪", "倒", "摔", "危", "垃圾", "噪", "吵", "占", "乱", "被", "欠", "拖", "没人", "broken", "block",
        "leak", "flood",
        "no water", "out", "burst", "fell", "stuck",
    ]

    /// How people begin who say first how to reach them.
    private static let telephones = ["联系我", "联系电话", "我电话", "我的电话", "打我电话"]

    /// How people begin who say first who they are and where they live.
    private static let introductions = [
        "我住", "我家住", "我是", "我叫", "我姓", "本人", "你好", "您好",
        "各位", "尊敬的", "领导好", "领导你好",
        "老师好", "老师你好", "同志你好", "不好意思", "打扰", "I live", "I am ", "I'm ", "My name", "Hello", "Hi ",
        "Dear ",
        "Good morning", "Sorry to",
    ]
}
