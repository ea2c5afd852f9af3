internal import Casework
internal import CommandLanguage
internal import Messages
internal import Store

/// Messages of which one is the other's piece, as one thing to do.
struct Gathered {
    var reading: Reading
    /// All that was said, the message that waited among it.
    var said: String
    /// What may yet become a matter of its own, if the sender says so.
    var mayBeNew: Question?
    /// How that is offered; nil where it need not be said.
    var offer: ReplyKind?

    init(
        _ steps: [Step],
        said: String,
        language: Language,
        mayBeNew: Question? = nil,
        offer: ReplyKind? = .newInstead
    ) {
        reading = .steps(steps, language: language)
        self.said = said
        self.mayBeNew = mayBeNew
        self.offer = offer
    }
}

// People tell of one thing in several messages: what belongs together becomes one matter.
extension Hearing {
    /// What a message comes to together with what was told before; nil where it stands alone.
    func gathered(
        _ reading: Reading,
        _ text: String,
        _ asked: Question?,
        from asker: Asker
    ) throws -> Gathered? {
        guard isVoter(asker), asker.isDirect, !message.isForwarded else { return nil }
        var found = try remark(reading, text, from: asker)
        if found == nil {
            found =
                if let asked { try gathered(reading, text, beside: asked, from: asker) } else {
                    try detail(reading, text, from: asker)
                }
        }
        // `please keep my name secret, the dogs' owner is my neighbour`
        if case .steps(let steps, let language) = found?.reading,
            desk.phrasebook.mentionsSecrecy(text),
            !steps.contains(where: { $0.action == .setAnonymity || $0.action == .reportEmergency })
        {
            found?.reading = .steps(steps + [Hearing.hidingAll], language: language)
        }
        return found
    }

    private func gathered(
        _ reading: Reading,
        _ text: String,
        beside asked: Question,
        from asker: Asker
    ) throws -> Gathered? {
        guard let words = conversation.words, saying(to: asked, in: reading, text) == nil else {
            return nil
        }
        if let rated = rated(reading, text, because: words) { return rated }
        switch asked.wanted {
        case .argument: return nil
        case .newOrAbout(let number):
            return try piece(reading, text, of: number, asked, words, from: asker)
        case .meaning:
            return try telling(reading, text, asked, words, from: asker)
        }
    }

    /// `清是清了，电线还耷拉着`, and then the 3: what was said first is why; nil for no rating, and for one
    /// that is pleased, which no trouble is a reason of.
    private func rated(_ reading: Reading, _ text: String, because words: String) -> Gathered? {
        guard case .steps(var steps, let language) = reading,
            let index = steps.firstIndex(where: { $0.action == .rateMatter }),
            steps[index].arguments.text(.rating) != "satisfied"
                || !desk.phrasebook.tellsOfTrouble(words)
        else { return nil }
        if !steps[index].arguments.has(.comment) { steps[index].arguments[.comment] = .text(words) }
        return Gathered(steps, said: joined(words, text), language: language)
    }

    private func saying(to asked: Question, in reading: Reading, _ text: String) -> String? {
        guard case .steps(let steps, _) = reading else { return nil }
        return saying(to: asked, by: steps, text)
    }

    // MARK: - A detail of what was filed

    /// How long after a filing plain words are taken for its details.
    static let detailSeconds: Int64 = 7200
    /// Longer ones may be a matter of their own, which the sender is told how to make of them.
    private static let shortDetail = 12
    static let longestDetail = 40

    /// Words without a trouble or a place of their own, soon after a filing.
    private func detail(
        _ reading: Reading,
        _ text: String,
        from asker: Asker
    ) throws -> Gathered? {
        let matter: Matter
        var question: Question?
        switch reading.unlessChance(desk.phrasebook, text) {
        case .steps: return nil
        case .unknown:
            // Scraps are of the one matter that is open; of several a person sees which.
            let open = try openMatters(of: asker.person, limit: 2)
            guard open.count == 1, !desk.phrasebook.holdsBack(text) else { return nil }
            matter = open[0]
        case .ask(let asked, _):
            guard case .newOrAbout(let latest) = asked.wanted, asked.before.isEmpty,
                asked.after.isEmpty, !asked.arguments.has(.kind),
                let number = try one(of: latest, by: text, from: asker),
                let about = try session.matter(number)
            else { return nil }
            matter = about
            question = asked
        }
        let isRecent = try now.seconds(since: lastTold(of: matter)) < Hearing.detailSeconds
        let signs = signs(of: text)
        guard isRecent, signs <= Hearing.longestDetail, try !isOfItsOwn(text, beside: matter) else {
            return nil
        }
        // What may be another thing is asked about, as long as it is understood at all.
        let mayBeOther =
            try desk.phrasebook.tellsOfTrouble(text) || desk.phrasebook.wishes(text) || asks(text)
            || isLikeProblem(text) && !sharesSign(text, with: matter)
            || isLikeProblem(text, atLeast: Hearing.maybeProblem)
                && namesElsewhere(text, beside: matter)
        if question != nil, mayBeOther { return nil }
        var offered =
            question
            ?? Question(
                action: .fileMatter,
                arguments: Arguments(),
                wanted: .newOrAbout(matter.number)
            )
        offered.arguments[.content] = .text(text)
        return Gathered(
            [addition(of: text, to: matter.number)],
            said: text,
            language: reading.language,
            mayBeNew: offered,
            offer: question != nil && signs > Hearing.shortDetail ? .newInstead : nil
        )
    }

    /// How likely a problem must be that no list of troubles knows: `超市卖过期牛奶`.
    static let likelyProblem: Float = 0.8
    /// How likely, where another place is named as well.
    private static let maybeProblem: Float = 0.4

    func isLikeProblem(_ text: String, atLeast share: Float = likelyProblem) -> Bool {
        let likeliest = desk.phrasebook.likeness(of: text, as: Reader(), now: sentAt).first
        return likeliest?.action == .fileMatter && (likeliest?.share ?? 0) >= share
    }

    /// Of several matters filed at once, or one soon after the other, the one that words are about: a sign that only it has tells it,
    /// `桥是村东头那座`; nil where nothing does.
    private func one(
        of latest: MatterNumber,
        by text: String,
        from asker: Asker
    ) throws -> MatterNumber? {
        let open = try openMatters(of: asker.person)
        guard let filed = open.first(where: { $0.number == latest })?.filedAt else { return latest }
        let group = open.filter {
            abs(filed.seconds(since: $0.filedAt)) < Hearing.detailSeconds
        }
        guard group.count > 1 else { return latest }
        let known = try group.map { matter in
            (
                key: matter.number,
                words: try matter.words.first.flatMap { try session.words($0) } ?? ""
            )
        }
        if let meant = desk.phrasebook.meant(by: text, among: known) { return meant }
        let shared = known.map { one in
            let others = known.filter { $0.key != one.key }.map(\.words).joined()
            let own = Set(one.words).subtracting(others)
            return (key: one.key, count: Set(text).intersection(own).count)
        }
        let most = shared.map(\.count).max() ?? 0
        let best = shared.filter { $0.count == most }
        return most > 0 && best.count == 1 ? best[0].key : nil
    }

    /// The matter that words said a moment ago belong to, where they are no trouble of their own.
    func recent(_ words: String, of asker: Asker) throws -> MatterNumber? {
        guard let last = try openMatters(of: asker.person, limit: 1).first,
            try now.seconds(since: lastTold(of: last)) < Hearing.detailSeconds,
            !desk.phrasebook.tellsOfTrouble(words), try !isOfItsOwn(words, beside: last)
        else { return nil }
        return last.number
    }

    /// How long words are in Chinese signs; three letters are as long as one.
    func signs(of text: String) -> Int {
        text.utf8.count > text.count * 2 ? text.count : text.count / 3
    }

    /// When the sender last told of a matter.
    func lastTold(of matter: Matter) throws -> Instant {
        guard conversation.touched == .matter(matter.number), let at = conversation.touchedAt else {
            return matter.filedAt
        }
        return max(at, matter.filedAt)
    }

    /// True for what names another place than the matter's, or says itself that it is another thing.
    func isOfItsOwn(_ text: String, beside matter: Matter) throws -> Bool {
        if desk.phrasebook.opensAnother(text) { return true }
        guard let place = desk.rules.listedPlace(in: text), desk.rules.isVillage(place),
            !desk.phrasebook.goesOn(text)
        else { return false }
        let words = try told(of: matter)
        guard let known = matter.village ?? desk.rules.listedPlace(in: words) else { return false }
        return place != known && !words.contains(place)
    }

    /// True for what names a place of the list that the matter's words do not.
    private func namesElsewhere(_ text: String, beside matter: Matter) throws -> Bool {
        guard let place = desk.rules.listedPlace(in: text), place != matter.village else {
            return false
        }
        return try !told(of: matter).contains(place)
    }

    /// True for words that end as a question does.
    func asks(_ text: String) -> Bool {
        let ends: [Character] = ["?", "？", "吗", "么", "呢", "谁", "哪"]
        return text.last.map(ends.contains) ?? false
    }

    func addition(of text: String, to number: MatterNumber) -> Step {
        Step(
            .supplementMatter,
            Arguments([.ref: .text(number.description), .content: .text(text)])
        )
    }

    // MARK: - A matter of its own after all

    /// What was added may be another matter: 新 makes it one.
    mutating func offerNew(_ question: Question, _ kind: ReplyKind?) {
        if let kind { post.say(FieldValue.Line(kind)) }
        conversation.question = question
        conversation.askedAt = now
        // They stand with a matter already: nobody has to read them again.
        conversation.words = nil
    }

    /// 新, to words that were added already; any other message ends that offer.
    mutating func madeNew(_ text: String, _ reader: Reader) throws -> Reading? {
        guard let question = conversation.openQuestion(at: now), question.isNewOrAbout,
            conversation.words == nil
        else { return nil }
        conversation.closeQuestion()
        // The 3 that was offered beside it is a rating.
        if !reader.unratedMatters.isEmpty, text.allSatisfy(\.isNumber) { return nil }
        let reading = desk.phrasebook.answer(question, with: text, as: reader, now: sentAt)
        guard case .steps(let steps, _) = reading,
            steps.contains(where: { $0.arguments[.content] == question.arguments[.content] })
        else { return nil }
        // 补充: that is where they are.
        guard case .newOrAbout(let number) = question.wanted,
            steps.first?.action == .supplementMatter
        else { return reading }
        let status = Step(.queryStatus, Arguments([.ref: .text(number.description)]))
        return .steps([status], language: reading.language)
    }

    // MARK: - More, instead of whether it is new

    /// What is said instead of 新 or 补充, with the words that were asked about.
    private func piece(
        _ reading: Reading,
        _ text: String,
        of number: MatterNumber,
        _ asked: Question,
        _ words: String,
        from asker: Asker
    ) throws -> Gathered? {
        guard let matter = try session.matter(number), matter.state.allows(.supplement) else {
            return nil
        }
        let language = reading.language
        let all = joined(words, text)
        let isOther = try isOfItsOwn(words, beside: matter)
        switch reading {
        case .steps(var steps, _):
            // What tells of a trouble keeps a number of its own, and is hidden with the rest.
            if steps.allSatisfy({ $0.action == .setAnonymity || $0.action == .rateMatter }),
                desk.phrasebook.tellsOfTrouble(words)
            {
                return nil
            }
            guard steps.allSatisfy({ Hearing.withOwn.contains($0.action) }), !isOther else {
                return nil
            }
            for index in steps.indices where steps[index].arguments.text(.ref) == "last" {
                steps[index].arguments[.ref] = .text(number.description)
            }
            return Gathered(
                [addition(of: words, to: number)] + steps,
                said: all,
                language: language
            )
        case .ask(let question, _):
            guard question.isNewOrAbout else { return nil }
            let isOtherToo = try isOfItsOwn(text, beside: matter)
            if isOther {
                guard !isOtherToo, !desk.phrasebook.tellsOfTrouble(text) else { return nil }
                // `桥浦的路灯坏了`, `花桥的垃圾没人收`, `灯是桥头那盏`: of the one before.
                if try isOf(matter, text, rather: words) {
                    let steps = asked.steps + [addition(of: text, to: number)]
                    return Gathered(steps, said: all, language: language)
                }
                return Gathered(filing(asked, all), said: all, language: language)
            }
            if isOtherToo {
                // Who tells of a second trouble has told of two.
                if desk.phrasebook.tellsOfTrouble(words) { return nil }
                let steps = [addition(of: words, to: number)] + question.steps
                return Gathered(steps, said: all, language: language)
            }
        case .unknown:
            guard !desk.phrasebook.holdsBack(text) else { return nil }
            let isElsewhere = try isOfItsOwn(text, beside: matter)
            if isOther || isElsewhere && desk.phrasebook.tellsOfTrouble(words) {
                return Gathered(filing(asked, all), said: all, language: language)
            }
        }
        var question = asked
        question.arguments[.content] = .text(all)
        return Gathered(
            [addition(of: all, to: number)],
            said: all,
            language: language,
            mayBeNew: question
        )
    }

    func told(of matter: Matter) throws -> String {
        try matter.words.compactMap { try session.words($0) }.joined()
    }

    private func sharesSign(_ text: String, with matter: Matter) throws -> Bool {
        let known = try told(of: matter)
        return !Set(text.filter(\.isLetter)).isDisjoint(with: known)
    }

    /// True for words that share a sign with a matter alone, and none with other words alone.
    private func isOf(_ matter: Matter, _ text: String, rather other: String) throws -> Bool {
        let known = try told(of: matter)
        let said = Set(text.filter(\.isLetter))
        return !said.intersection(known).subtracting(other).isEmpty
            && said.intersection(other).subtracting(known).isEmpty
    }

    private func filing(_ asked: Question, _ words: String) -> [Step] {
        var step = Step(.fileMatter, asked.arguments)
        step.arguments[.content] = .text(words)
        return asked.before + [step] + asked.after
    }

    // MARK: - Half sentences

    /// `路灯`, and then `不亮`: two messages that are one report; nil where they are none.
    func halves(_ text: String, from asker: Asker) throws -> [Step]? {
        guard isVoter(asker), !message.isForwarded, let first = conversation.words else {
            return nil
        }
        let all = first + " " + text
        let reading = desk.phrasebook.understand(all, as: try reader(for: asker), now: sentAt)
        var arguments: Arguments
        switch reading {
        case .steps(let steps, _):
            guard steps.count == 1, steps[0].action == .fileMatter else { return nil }
            arguments = steps[0].arguments
        case .ask(let question, _):
            guard question.action == .fileMatter, question.missing == nil,
                desk.phrasebook.tellsOfTrouble(all)
            else { return nil }
            arguments = question.arguments
        case .unknown: return nil
        }
        arguments[.content] = .text(all)
        return [Step(.fileMatter, arguments)]
    }

    // MARK: - More, instead of whether it is meant

    /// What somebody in need is taken to ask for.
    private static let helpless: Set<Action> = [.help, .greeting, .queryStation, .requestHuman]

    /// What is told instead of whether a problem was meant, or a danger: both are one matter.
    private func telling(
        _ reading: Reading,
        _ text: String,
        _ asked: Question,
        _ words: String,
        from asker: Asker
    ) throws -> Gathered? {
        // Whoever has nothing open adds to nothing.
        let isNew =
            try asked.action == .fileMatter
            || asked.action == .supplementMatter && openMatters(of: asker.person, limit: 1).isEmpty
        let isDanger = asked.action == .reportEmergency
        guard isNew || isDanger else { return nil }
        if let both = try apart(reading, text, asked, words) { return both }
        var arguments = asked.action == .fileMatter ? asked.arguments : Arguments()
        switch reading {
        case .steps(let steps, _):
            if isDanger, steps.allSatisfy({ Hearing.helpless.contains($0.action) }),
                !desk.phrasebook.isNamed(steps[0].action, in: text)
            {
                // `我老公打我`, `what should I do`: yes.
                let all = joined(words, text)
                return Gathered(asked.steps, said: all, language: reading.language)
            }
            if steps.allSatisfy({ $0.action == .setAnonymity }) {
                // `您是要反映问题吗`, `别说是我`: yes, and nobody is to know who.
                arguments[.content] = .text(words)
                let told = [Step(.fileMatter, arguments)] + steps
                return Gathered(told, said: words, language: reading.language)
            }
            guard steps.count == 1, steps[0].action == .fileMatter,
                let content = steps[0].arguments.text(.content)
            else { return nil }
            if content == words {
                return Gathered(steps, said: words, language: reading.language)
            }
            guard !words.contains(content) else { return nil }
            for (slot, value) in steps[0].arguments.values { arguments[slot] = value }
        case .ask(let question, _):
            guard question.action == .fileMatter, question.missing == nil,
                isDanger || !desk.phrasebook.holdsBack(text)
            else { return nil }
            let isTold =
                isDanger || desk.phrasebook.tellsOfTrouble(text)
                || desk.phrasebook.tellsOfPlace(text)
            guard isTold else { return nil }
            for (slot, value) in question.arguments.values { arguments[slot] = value }
        case .unknown:
            let isTold =
                try desk.phrasebook.tellsOfPlace(text) || place(in: text, from: asker) != nil
            guard isDanger || isTold && !desk.phrasebook.holdsBack(text) else { return nil }
        }
        if isDanger, let number = try recent(words, of: asker) {
            let all = joined(words, text)
            return Gathered([addition(of: all, to: number)], said: all, language: reading.language)
        }
        // `会不会告诉村里？` is answered by a person and stands in no order to a unit.
        let isTrouble = isDanger || desk.phrasebook.tellsOfTrouble(words)
        if !isTrouble, asks(words) || desk.phrasebook.opensAsQuestion(words),
            signs(of: words) <= Hearing.longestDetail
        {
            return nil
        }
        let isLaterPlain = isTrouble || !desk.phrasebook.tellsOfTrouble(text)
        let all = isLaterPlain ? joined(words, text) : joined(text, words)
        arguments[.content] = .text(all)
        if let place = try place(in: text, from: asker) { arguments[.place] = place }
        return Gathered([Step(.fileMatter, arguments)], said: all, language: reading.language)
    }
}

extension Reading {
    /// Nothing understood, where the words are only by chance like a greeting or a wrong number: `小店门口`
    /// of somebody who has a matter open.
    func unlessChance(_ book: Phrasebook, _ text: String) -> Reading {
        guard case .steps(let steps, let language) = self, steps.count == 1,
            steps[0].action == .greeting || steps[0].action == .wrongNumber,
            !book.isNamed(steps[0].action, in: text)
        else { return self }
        return .unknown(language: language)
    }
}
