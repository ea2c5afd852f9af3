import Casework

/// One message being understood.
///
/// A class, so that its many steps share what was found; it is used for one message and by one
/// caller.
final class Understanding {
    let book: Phrasebook
    let asker: Asker
    let now: Instant
    let today: Day
    let text: NormalText
    let language: Language
    var matcher: Matcher
    let findings = Findings()
    /// The message of which this is a part, and where the part begins in it.
    let whole: Understanding?
    let offset: Int

    /// How much of a message is looked at for forms: commands are short.
    private static let window = 256

    convenience init(_ text: String, _ book: Phrasebook, _ asker: Reader, _ now: Instant) {
        self.init(text, book, Asker(asker), now)
    }

    init(_ text: String, _ book: Phrasebook, _ asker: Asker, _ now: Instant) {
        self.book = book
        self.asker = asker
        self.now = now
        whole = nil
        offset = 0
        today = Day(of: now)
        let said = Understanding.plain(text)
        let written = NormalText(said, book.respelling, for: book.cues)
        let normal = SelfCorrection.applied(to: written, book, today)
        self.text = normal
        matcher = Matcher(normal, lexicon: book.lexicon, today: today)
        language = asker.language ?? written.language(of: said)
    }

    /// A part of a message, which is read by itself and not parted again.
    private init(_ range: Range<Int>, of message: Understanding) {
        book = message.book
        asker = message.asker
        now = message.now
        today = message.today
        language = message.language
        whole = message
        offset = range.lowerBound
        text = NormalText(message.text, range, for: message.book.cues)
        matcher = Matcher(text, lexicon: book.lexicon, today: today)
    }

    /// A message without some stretches of it, read as if they had not been said.
    init(of message: Understanding, without ranges: [Range<Int>]) {
        book = message.book
        asker = message.asker
        now = message.now
        today = message.today
        language = message.language
        whole = nil
        offset = 0
        text = NormalText(message.text, without: ranges, for: message.book.cues)
        matcher = Matcher(text, lexicon: book.lexicon, today: today)
    }

    /// A stretch of the message as one of its own.
    func part(_ range: Range<Int>) -> Understanding { Understanding(range, of: self) }

    /// `③` alone is 3; before other words it counts them.
    private static func circled(_ text: String) -> String? {
        guard text.utf8.count <= 6 else { return nil }
        let signs = text.unicodeScalars.filter { !$0.properties.isWhitespace }
        guard signs.count == 1, let sign = signs.first, (0x2460...0x2468).contains(sign.value)
        else { return nil }
        return String(sign.value - 0x245F)
    }

    /// `/my_matters@desk 42` as a person would type it.
    private static func plain(_ text: String) -> String {
        if let digit = circled(text) { return digit }
        guard let first = text.utf8.first(where: { $0 != 0x20 && $0 != 0x0A }),
            first == 0x2F || first == 0xEF,
            let slash = text.firstIndex(where: { $0 != " " && $0 != "\n" }),
            text[slash] == "/" || text[slash] == "／"
        else { return text }
        let rest = text[text.index(after: slash)...]
        let token = rest.prefix { $0 != " " && $0 != "\n" }
        let name = token.prefix { $0 != "@" }.map { $0 == "_" ? " " : $0 }
        return String(name) + rest.dropFirst(token.count)
    }

    func read() -> Reading {
        forbidden() ?? worded() ?? looked(withStrangers(proposed(reserved(meant()))))
    }

    /// True where forms without free words make up the whole message: a command and nothing else.
    private(set) var isPlain = false

    /// True where the message was put together of parts, of which each was doubted by itself.
    var isMerged = false

    /// What the words mean, whatever stands around them.
    private func meant() -> Reading {
        guard text.scalars.contains(where: { ScalarKind.isWord($0) || $0 == 0x3F }) else {
            return text.count > 0
                ? natural() ?? .unknown(language: language)
                : .unknown(language: language)
        }
        if let reading = ratedByNumber() { return reading }
        if let steps = takenApart() { return settle(steps) }
        if let steps = composed(isForced: false) { return settle(steps) }
        if whole == nil, let reading = visits() ?? parted() { return reading }
        if isOneProblem || isOneQuestion, let reading = natural() { return reading }
        if whole == nil, let reading = apart() { return reading }
        if let steps = commands() {
            if let reading = unlike(steps) { return reading }
            isPlain = !steps.contains { Understanding.free.contains(where: $0.arguments.has) }
            // A voter's words that happen to be an office's command mean something else, if they do.
            if isForeign(steps), let reading = natural(), case .steps(let other, _) = reading,
                asker.isVoterOnly || !isForeign(other) && !other[0].action.changesNothing
            {
                return reading
            }
            // `36办结了吗` asks, and orders nothing.
            if asksBack || facts(0..<text.count).has(.keptOn)
                || (!asker.isVoterOnly && opensWithCondition(0..<text.count)),
                // What the voter is asked is a question itself.
                let first = steps.first(where: {
                    !$0.action.changesNothing && !$0.isTakingBack && $0.action != .askVoter
                })
            {
                return .ask(
                    Question(
                        action: first.action,
                        arguments: first.arguments,
                        wanted: .meaning,
                        after: Array(steps.drop { $0 != first }.dropFirst())
                    ),
                    language: language
                )
            }
            return more(steps) ?? settle(steps)
        }
        if let reading = natural() { return reading }
        if let steps = composed(isForced: true) { return settle(steps) }
        if let reading = filed() { return reading }
        return .unknown(language: language)
    }

    /// `1拆成两件：路灯坏了；桥边垃圾多`: one order with its parts, of which none is filed.
    private func takenApart() -> [Step]? {
        guard !asker.isVoterOnly, whole == nil, text.count <= Understanding.window,
            text.scalars.contains(0x3A),
            let first = facts(0..<text.count).references.first, first.range.lowerBound < 3,
            let steps = commands(), steps.count == 1, steps[0].action == .mergeMatters
        else { return nil }
        return steps
    }

    /// Where clauses begin, and how likely each begins a further wish.
    private(set) lazy var turnShares = book.boundaries.likely(text, isVoter: asker.isVoterOnly)

    /// True where a voter surely tells of a problem and of nothing else: no command is looked for in it.
    private(set) lazy var isOneProblem: Bool = {
        guard asker.isVoterOnly, !asker.isInGroup, !asker.hasPendingConfirmation, let filingCommand,
            text.count <= Likeness.window, !book.list(.joiners).stand(in: text, 0..<text.count)
        else { return false }
        let ranking = likeness(0..<text.count)
        return ranking.best == filingCommand && ranking.sureness >= Understanding.surelyTold
            && isTold(0..<text.count) && facts(0..<text.count).references.isEmpty
    }()

    /// True where somebody surely asks one thing, in a sentence: no command is looked for in it.
    private var isOneQuestion: Bool {
        guard !asker.isInGroup, !asker.hasPendingConfirmation,
            text.count <= Likeness.window, text.count >= 8,
            !book.list(.joiners).stand(in: text, 0..<text.count)
        else { return false }
        let ranking = likeness(0..<text.count)
        return ranking.sureness >= Understanding.surelyTold && ranking.best?.changesNothing == true
            && facts(0..<text.count).references.count < 2 && !tellsBehindQuestion
    }

    /// True for `what are your hours? my water pipe leaks`.
    private var tellsBehindQuestion: Bool {
        guard asker.isVoterOnly, let stop = text.scalars.firstIndex(of: 0x3F) else { return false }
        let behind = (stop + 1)..<text.count
        return behind.count(where: { ScalarKind.isWord(text.scalars[$0]) }) >= 6
            && tellsOfTrouble(behind)
    }

    /// What a message means whose words are a form's by chance, and all that was ever said is against
    /// it: `补充2026-0019号视察记录`, where the form adds to a matter.
    private func unlike(_ steps: [Step]) -> Reading? {
        guard let first = steps.first, !asker.isInGroup, !asker.hasPendingConfirmation,
            steps.count > 1 || Understanding.free.contains(where: first.arguments.has)
                || !asker.isVoterOnly && isVoters(first.action)
                // `perfect, thanks a lot`
                || first.action == .rateMatter && !first.arguments.has(.ref)
                    && !first.arguments.has(.result),
            // Of those who only look on, nothing was ever said.
            asker.isVoterOnly || !asker.sayers.contains(.voter)
        else { return nil }
        let ranking = likeness(0..<text.count)
        let isUnlike =
            ranking.sureness >= Understanding.surelyOther
            && steps.allSatisfy { step in
                ranking.share(of: step.action).map { $0 < ranking.sureness / Understanding.odds }
                    ?? false
            }
        guard let best = ranking.best, isUnlike || criesForHelp(ranking),
            let reading = natural()
        else { return nil }
        let meant: Action? =
            switch reading {
            case .steps(let steps, _): steps.first?.action
            case .ask(let question, _): question.steps.first?.action
            case .unknown: nil
            }
        return meant == best ? reading : nil
    }

    /// True where all words together more likely call for help than not, whatever form they have:
    /// `我想投诉 邻居现在拿着锄头在砸我家门`.
    private func criesForHelp(_ ranking: Likeness.Ranking) -> Bool {
        ranking.best == .reportEmergency && ranking.sureness >= 0.5
    }

    /// True for what changes something and is shown to voters alone.
    func isVoters(_ action: Action) -> Bool {
        !action.changesNothing && book.commands[action]?.shownTo == [.voter]
    }

    /// What a form may take any words for.
    static let free: [Slot] = [.content, .comment, .progress, .reason, .text, .about]

    /// A further wish in what one form took for a reason: `withdraw 18, and book me for the 24th`.
    private func more(_ steps: [Step]) -> Reading? {
        guard steps.count == 1, let step = steps.first,
            step.action != filingCommand,
            [Slot.reason, .comment, .content].contains(where: step.arguments.has)
        else { return nil }
        let whole = 0..<text.count
        return several(guess(whole, facts(whole), isWhole: true))
    }

    /// False where a heading or labels say one thing by chance, and all words another: a voter's
    /// `请教，2026-0099到哪了` has a known matter behind the heading of a filing, `report … to the Party
    /// committee` orders, and `题目…，内容…` may be a suggestion's.
    func isMeantSo(_ action: Action) -> Bool {
        let whole = 0..<text.count
        let ranking = likeness(whole)
        guard let share = ranking.share(of: action) else { return true }
        let isFiling = action == filingCommand
        if isFiling, criesForHelp(ranking) { return false }
        let least = isFiling ? Understanding.likelyOther : Understanding.surelyOther
        if ranking.sureness >= least, share < Understanding.hardly * 5 { return false }
        return !isFiling || !asker.isVoterOnly || share > 0.2
            || !facts(whole).references.contains(where: \.isMarked)
    }

    /// True where an office's words end as a question.
    var asksBack: Bool {
        !asker.isVoterOnly && !asksFavour && endsAsQuestion
    }

    /// True where a message ends with a word like 吗, or a question mark.
    var endsAsQuestion: Bool {
        var end = text.count
        while end > 0, !ScalarKind.isWord(text.scalars[end - 1]) { end -= 1 }
        let isAsked = (max(0, end - 3)..<end).contains {
            book.list(.doubts).end(text.scalars, at: $0, to: end) == end
        }
        return isAsked || text.scalars[end...].contains(0x3F)
    }

    /// True for `麻烦看下能不能把36转水利所`: an order that is put as a question out of politeness.
    var asksFavour: Bool { book.list(.favours).stand(in: text, 0..<text.count) }

    /// True for commands that are shown to others than the asker.
    private func isForeign(_ steps: [Step]) -> Bool {
        steps.contains {
            let shown = book.commands[$0.action]?.shownTo ?? []
            return !shown.isEmpty && shown.isDisjoint(with: asker.roles)
        }
    }

    /// The steps, or the question for the first thing that is missing.
    func settle(_ steps: [Step]) -> Reading {
        var steps = steps.flatMap(spread).map(addressed)
        for index in steps.indices {
            var wanted = book.required[steps[index].action] ?? []
            // A rating belongs to one matter; with several it could be, it is asked which.
            let meant = matters(meantBy: steps[index].action)
            if steps[index].action == .rateMatter, asker.isVoterOnly {
                wanted.insert(.ref, at: 0)
            }
            // `撤了吧`: of several it is asked which, unless the latest is said.
            if asker.isVoterOnly, meant.count > 1, steps[index].arguments.text(.ref) == "last",
                steps[index].action != filingCommand, wanted.contains(.ref),
                facts(0..<text.count).first(book.lexicon.references.latest) == nil
            {
                steps[index].arguments[.ref] = nil
            }
            for slot in wanted {
                if steps[index].arguments.has(slot) { continue }
                let instead = book.commands[steps[index].action]?.arguments[slot]?.instead ?? []
                if instead.contains(where: steps[index].arguments.has) { continue }
                if slot == .ref, steps[index].arguments.has(.refs) { continue }
                if slot == .refs, steps[index].arguments.has(.ref) { continue }
                if slot == .due, steps[index].arguments.has(.dueWorkdays) { continue }
                if slot == .ref, asker.isVoterOnly, meant.count == 1 {
                    steps[index].arguments[.ref] = .text(meant[0].description)
                    continue
                }
                // Where none is known, the desk looks for the sender's latest.
                if slot == .ref, steps[index].action == .rateMatter, asker.isVoterOnly,
                    meant.isEmpty, !endsAsQuestion, !facts(0..<text.count).has(.conditions)
                {
                    steps[index].arguments[.ref] = .text("last")
                    continue
                }
                let question = Question(
                    action: steps[index].action,
                    arguments: steps[index].arguments,
                    missing: slot,
                    before: Array(steps[..<index]),
                    after: Array(steps[(index + 1)...])
                )
                return .ask(question, language: language)
            }
        }
        return .steps(steps, language: language)
    }

    /// The asker's matters that a sentence without a number can be about.
    func matters(meantBy action: Action) -> [MatterNumber] {
        let unrated = asker.unratedMatters
        return action == .rateMatter && !unrated.isEmpty ? unrated : asker.openMatters
    }

    /// Where a command may begin: at once, or after polite words.
    func starts(from start: Int, to limit: Int) -> Starts {
        Starts(scalars: text.scalars, leads: book.lexicon.leads, index: start, limit: limit)
    }

    /// Up to five places, found as they are asked for; the first question mark where there is none.
    struct Starts: Sequence, IteratorProtocol {
        fileprivate let scalars: [UInt32]
        fileprivate let leads: Words
        fileprivate var index: Int
        fileprivate let limit: Int
        fileprivate var count = 0
        fileprivate var isAtEnd = false

        mutating func next() -> Int? {
            guard !isAtEnd, count < 5 else { return nil }
            let first = index
            while index < limit, ScalarKind.isNoise(scalars[index]) { index += 1 }
            guard index < limit else {
                isAtEnd = true
                return count > 0 ? nil : (first..<limit).first { scalars[$0] == 0x3F }
            }
            let start = index
            count += 1
            if let end = leads.end(scalars, at: index, to: limit) {
                index = end
            } else {
                isAtEnd = true
            }
            return start
        }
    }

    // MARK: - Forms

    /// The best form for a stretch of the message.
    func best(from start: Int, to limit: Int, isLast: Bool) -> Match? {
        var best: Match?
        var bestRank = (0, 0, 0)
        let forms = book.forms
        let keys = book.index.keys
        let last = isLast ? limit : min(limit, start + Understanding.window)
        let signs = SignSet(text.scalars, start..<min(last, start + Understanding.window))
        for start in starts(from: start, to: limit) {
            let hasNumber =
                book.lexicon.references.find(text.scalars, at: start, to: limit) != nil
                || Numerals.begins(text.scalars[start])
            let first = Token.first(of: text.scalars, at: start).token
            var followers: SignSet?
            for stretch in book.index.stretches(first, hasNumber: hasNumber) {
                for place in stretch
                where keys[place].tokens.mayFit(signs)
                    && keys[place].conditions.isSubset(of: asker.conditions)
                {
                    if let wanted = keys[place].followers {
                        let known = followers ?? matcher.followers(at: start, to: limit)
                        followers = known
                        guard wanted.meets(known) else { continue }
                    }
                    let form = forms[Int(keys[place].form)]
                    // `修好了` is a word of its own, and beside others why somebody rates or withdraws.
                    if form.action == .rateMatter, form.constants[.result] != nil,
                        !isLast || text.scalars[..<start].contains(where: ScalarKind.isWord)
                    {
                        continue
                    }
                    guard !keys[place].hasLead || mayLead(form, at: start, to: limit),
                        matcher.fits(form, from: start, to: limit),
                        isLast || !matcher.isOpenEnded
                    else { continue }
                    let rank = (matcher.score, rank(of: form), -form.order)
                    guard best == nil || rank > bestRank else { continue }
                    bestRank = rank
                    best = Match(
                        form: Int(keys[place].form),
                        score: matcher.score,
                        captures: matcher.captures,
                        isOpenEnded: matcher.isOpenEnded
                    )
                }
            }
        }
        return best
    }

    /// False where the slot that a form begins with surely takes nothing.
    func mayLead(_ form: Form, at start: Int, to limit: Int) -> Bool {
        guard let lead = form.lead else { return true }
        return book.lexicon.mayBegin(lead, text.scalars, at: start, to: limit)
    }

    /// Breaks ties: what was asked for, then the asker's own commands.
    private func rank(of form: Form) -> Int {
        if !form.conditions.isDisjoint(with: [.pending, .unrated]) { return 4 }
        if !form.conditions.isEmpty { return 3 }
        if form.shownTo.meets(asker.offices) { return 2 }
        return form.shownTo.meets(asker.mask) ? 1 : 0
    }
}
