package import Casework

extension Phrasebook {
    /// Understands one message.
    ///
    /// - Parameters:
    ///   - text: The words as they came; any length, may be empty.
    ///   - asker: Who wrote them. Roles decide ties between forms, never what is allowed.
    ///   - now: When they were sent, by the channel's clock: what `明天` counts from.
    /// - Returns: Steps, a question for what is missing, or unknown; never an error.
    package func understand(_ text: String, as asker: Reader, now: Instant) -> Reading {
        var work = Understanding(text, self, asker, now)
        return work.read()
    }

    /// Understands one message as the answer to an open question.
    ///
    /// A new command, or a no, is understood as such; else the words fill what was asked for.
    package func answer(
        _ question: Question,
        with text: String,
        as asker: Reader,
        now: Instant
    ) -> Reading {
        var work = Understanding(text, self, asker, now)
        return work.answer(question)
    }
}

/// One message being understood.
struct Understanding {
    let book: Phrasebook
    let asker: Reader
    let today: Day
    let text: NormalText
    let language: Language
    var matcher: Matcher
    private let roles: RoleMask
    private let offices: RoleMask

    /// How much of a message is looked at for forms: commands are short.
    private static let window = 256

    init(_ text: String, _ book: Phrasebook, _ asker: Reader, _ now: Instant) {
        self.book = book
        self.asker = asker
        roles = RoleMask(asker.roles)
        offices = RoleMask(asker.roles.subtracting([.voter]))
        today = Day(of: now)
        let normal = NormalText(Understanding.plain(text))
        self.text = normal
        matcher = Matcher(normal, lexicon: book.lexicon, today: today)
        language = asker.language ?? Understanding.language(of: normal)
    }

    /// `/my_matters@desk 42` as a person would type it.
    private static func plain(_ text: String) -> String {
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

    private static func language(of text: NormalText) -> Language {
        var hasLetters = false
        for value in text.scalars.prefix(window) {
            if ScalarKind.isHan(value) { return .zh }
            if ScalarKind.isLetter(value) { hasLetters = true }
        }
        return hasLetters ? .en : .zh
    }

    mutating func read() -> Reading {
        guard text.scalars.contains(where: { ScalarKind.isWord($0) || $0 == 0x3F }) else {
            return .unknown(language: language)
        }
        if let steps = composed(isForced: false) { return settle(steps) }
        if let steps = commands() { return settle(steps) }
        if let steps = composed(isForced: true) { return settle(steps) }
        if let steps = filings() { return settle(steps) }
        return .unknown(language: language)
    }

    mutating func answer(_ question: Question) -> Reading {
        let steps = commands()
        if let steps, steps.contains(where: { $0.action == .cancel }) {
            return .steps([Step(.cancel)], language: language)
        }
        var step = Step(question.action, question.arguments)
        let isShort = recogniser(question.missing, question.action).map { !$0.isOpenEnded } ?? true
        if isShort, let values = typed(question.missing, question.action) {
            for (slot, value) in values { step.arguments[slot] = value }
            return settle(question.before + [step] + question.after)
        }
        if let steps { return settle(steps) }
        guard let values = words(question.missing) else { return .unknown(language: language) }
        for (slot, value) in values { step.arguments[slot] = value }
        if question.missing == .content || question.missing == .finding {
            step.arguments[.photos] = step.arguments[.photos] ?? photoMarks(0..<text.count)
        }
        return settle(question.before + [step] + question.after)
    }

    /// The steps, or the question for the first thing that is missing.
    func settle(_ steps: [Step]) -> Reading {
        var steps = steps
        for index in steps.indices {
            for slot in book.required[steps[index].action] ?? [] {
                if steps[index].arguments.has(slot) { continue }
                if slot == .ref, steps[index].arguments.has(.refs) { continue }
                if slot == .due, steps[index].arguments.has(.dueWorkdays) { continue }
                if slot == .ref, asker.isVoterOnly, asker.openMatters.count == 1 {
                    steps[index].arguments[.ref] = .text(asker.openMatters[0].description)
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

    private func recogniser(_ slot: Slot, _ action: Action) -> Recogniser? {
        Recogniser(slot, argument: nil, command: book.commands[action], words: book.words)
    }

    /// What a slot with a shape of its own takes when it is all that was written.
    private func typed(_ slot: Slot, _ action: Action) -> [(Slot, Arguments.Value)]? {
        guard let recogniser = recogniser(slot, action) else { return nil }
        for start in starts(from: 0, to: text.count) {
            let found = book.lexicon.candidates(recogniser, text, start, text.count, today)
            // A name that is on no list may be a command: commands are tried first.
            for found in found where found.score > 0 {
                var end = found.end
                while end < text.count, ScalarKind.isNoise(text.scalars[end]) { end += 1 }
                if let polite = book.lexicon.trails.longest(text.scalars, at: end, to: text.count) {
                    end = polite.end
                }
                while end < text.count, ScalarKind.isNoise(text.scalars[end]) { end += 1 }
                if end == text.count { return found.values }
            }
        }
        return nil
    }

    /// The whole message as the words of a slot; nil for a slot that is no words.
    private func words(_ slot: Slot) -> [(Slot, Arguments.Value)]? {
        let whole = text.original(0..<text.count)
        switch slot {
        case .place, .content, .finding, .suggestion, .text, .comment, .about, .redirect, .name,
            .whom, .override, .village:
            return [(slot, .text(whole))]
        case .unit where text.count <= 20:
            return [(slot, .text(whole))]
        case .reason:
            return reason(whole, 0..<text.count)
        default:
            return nil
        }
    }

    /// Where a command may begin: at once, or after polite words.
    func starts(from start: Int, to limit: Int) -> [Int] {
        var starts: [Int] = []
        var index = start
        while starts.count < 5 {
            while index < limit, ScalarKind.isNoise(text.scalars[index]) { index += 1 }
            guard index < limit else { break }
            starts.append(index)
            guard let lead = book.lexicon.leads.longest(text.scalars, at: index, to: limit) else {
                break
            }
            index = lead.end
        }
        if starts.isEmpty, let sign = (start..<limit).first(where: { text.scalars[$0] == 0x3F }) {
            return [sign]
        }
        return starts
    }

    // MARK: - Forms

    /// The best form for a stretch of the message.
    mutating func best(from start: Int, to limit: Int, isLast: Bool) -> Match? {
        var best: Match?
        var bestRank = (0, 0, 0)
        var mask: UInt64 = 0
        let last = isLast ? limit : min(limit, start + Understanding.window)
        for index in start..<min(last, start + Understanding.window) {
            mask |= Form.bit(text.scalars[index])
        }
        for start in starts(from: start, to: limit) {
            let hasNumber =
                book.lexicon.references.read(text.scalars, at: start, to: limit) != nil
                || Numerals.begins(text.scalars[start])
            book.index.visit(text.scalars[start], hasNumber: hasNumber, mask: mask) { index in
                let form = book.forms[index]
                guard isOpen(form),
                    matcher.fits(form, from: start, to: limit),
                    isLast || !matcher.isOpenEnded
                else { return }
                let rank = (matcher.score, rank(of: form), -form.order)
                if best == nil || rank > bestRank {
                    bestRank = rank
                    best = Match(
                        form: index,
                        score: matcher.score,
                        captures: matcher.captures,
                        isOpenEnded: matcher.isOpenEnded
                    )
                }
            }
        }
        return best
    }

    private func isOpen(_ form: Form) -> Bool {
        form.conditions.allSatisfy { condition in
            switch condition {
            case .pending: asker.hasPendingConfirmation
            case .office: !asker.isVoterOnly
            case .unit: asker.roles.contains(.unit)
            case .voter: asker.isVoterOnly
            }
        }
    }

    /// Breaks ties: what was asked for, then the asker's own commands.
    private func rank(of form: Form) -> Int {
        if form.conditions.contains(.pending) { return 4 }
        if !form.conditions.isEmpty { return 3 }
        if form.shownTo.meets(offices) { return 2 }
        return form.shownTo.meets(roles) ? 1 : 0
    }

    /// What a form and its slots say.
    func step(_ match: Match) -> Step {
        let form = book.forms[match.form]
        let declared = book.commands[form.action]?.arguments ?? [:]
        var arguments = Arguments(form.constants)
        for capture in match.captures {
            for (slot, value) in capture.values {
                put(value, in: slot, &arguments, declared)
            }
            if capture.slot == .date, declared[.lunar] != nil, isBareSixteenth(capture.range) {
                arguments[.lunar] = .text("16")
            }
        }
        if declared[.place] != nil, !arguments.has(.place), let words = arguments.text(.content) {
            let content = NormalText(words)
            let place = book.lexicon.places.first(in: content.scalars, 0..<content.count)
            if let place { arguments[.place] = .text(place.value) }
        }
        if declared[.photos] != nil, !arguments.has(.photos) {
            arguments[.photos] = photoMarks(0..<text.count)
        }
        return Step(form.action, arguments)
    }

    /// `十六号` without a month may mean the lunar day.
    private func isBareSixteenth(_ range: Range<Int>) -> Bool {
        guard let found = Numerals.read(text.scalars, at: range.lowerBound, to: text.count) else {
            return false
        }
        return found.value == 16 && range.upperBound - found.end <= 1
    }

    func put(
        _ value: Arguments.Value,
        in slot: Slot,
        _ arguments: inout Arguments,
        _ declared: [Slot: CommandBook.Argument]
    ) {
        switch (slot, value) {
        case (.refs, .list(let list)) where list.count == 1 && declared[.ref] != nil:
            arguments[.ref] = .text(list[0])
        case (.reason, .text(let words)) where declared[.comment] != nil:
            let normal = NormalText(words)
            for (slot, value) in reason(words, 0..<normal.count, in: normal) {
                arguments[slot] = value
            }
        default:
            arguments[slot] = value
        }
    }

    /// A reason of the list with the words beside it, or the words alone.
    func reason(
        _ words: String,
        _ range: Range<Int>,
        in normal: NormalText? = nil
    ) -> [(Slot, Arguments.Value)] {
        let found = book.lexicon.values[.reason]?.first(in: (normal ?? text).scalars, range)
        guard let found else { return [(.reason, .text(words))] }
        return [(.reason, .text(found.value)), (.comment, .text(words))]
    }
}
