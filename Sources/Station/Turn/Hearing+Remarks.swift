internal import Casework
internal import CommandLanguage
internal import Messages
internal import Store

// What a voter says of an answer instead of rating it: nobody may close the matter unread.
extension Hearing {
    /// What is said of an answer that waits for its rating, and is none: `只亮了两天又不亮了`.
    ///
    /// The clerk reads it at once, and the sender how to rate.
    func remark(
        _ reading: Reading,
        _ text: String,
        from asker: Asker
    ) throws -> Gathered? {
        let unrated = try openMatters(of: asker.person).filter(\.awaitsRating)
        let matter: Matter?
        switch reading.unlessChance(desk.phrasebook, text) {
        case .steps(let steps, _):
            guard steps.count == 1, let one = unrated.first,
                isRemark(steps[0], text, on: one)
            else { return nil }
            matter = one
        case .unknown: matter = desk.phrasebook.tellsOfAnswer(text) ? unrated.first : nil
        case .ask(let question, _):
            guard question.before.isEmpty, question.after.isEmpty else { return nil }
            switch (question.wanted, question.action) {
            case (.newOrAbout(let number), _):
                guard desk.phrasebook.tellsOfAnswer(text) else { return nil }
                matter = unrated.first { $0.number == number }
            case (.argument(.rating), .rateMatter):
                guard question.arguments.has(.comment) else { return nil }
                let ref = question.arguments.text(.ref)
                matter = unrated.first { $0.number.description == ref } ?? unrated.first
            case (.meaning, .urgeMatter), (.meaning, .rateMatter): matter = unrated.first
            default: matter = nil
            }
        }
        guard let matter, unrated.count == 1 || reading.isNewOrAbout(matter.number),
            signs(of: text) <= Hearing.longestDetail, try !isOfItsOwn(text, beside: matter)
        else { return nil }
        return Gathered(
            [addition(of: text, to: matter.number)],
            said: text,
            language: reading.language,
            mayBeNew: Question(
                action: .fileMatter,
                arguments: Arguments([.content: .text(text)]),
                wanted: .newOrAbout(matter.number)
            ),
            offer: .ratingOrNew
        )
    }
    /// `谢谢，亮了` is more than thanks, and `城建办来骂人了，我不反映了，撤回` more than an order that comes too
    /// late.
    private func isRemark(_ step: Step, _ text: String, on matter: Matter) -> Bool {
        switch step.action {
        case .acknowledge: return desk.phrasebook.tellsOfAnswer(text)
        // `你们就知道糊弄老百姓`, of an answer: no urge, but why the 3 that follows.
        case .urgeMatter:
            return signs(of: text) > 4 && !step.arguments.has(.escalationRisk)
                && !desk.phrasebook.isNamed(.urgeMatter, in: text)
        case .withdrawMatter:
            let ref = step.arguments.text(.ref) ?? "last"
            let isMeant =
                ref == "last" || MatterNumber(ref) == matter.number
                || Int(ref) == matter.number.serial
            return isMeant && !step.arguments.has(.result) && !step.arguments.has(.what)
                && !matter.state.allows(.withdraw) && signs(of: text) > Hearing.bareOrder
        default: return false
        }
    }

    /// How long an order is that says nothing but itself.
    private static let bareOrder = 8

    // MARK: - Back after a withdrawal

    /// `不对，只清了一半`, soon after the sender has taken a matter back: it goes on, with what was said.
    func comeback(_ reading: Reading, _ text: String, from asker: Asker) throws -> Reading? {
        guard isVoter(asker), !message.isForwarded,
            case .matter(let number) = conversation.touched, let at = conversation.touchedAt,
            now.seconds(since: at) < Conversation.questionSeconds,
            let matter = try session.matter(number), matter.state == .withdrawn,
            matter.owner == asker.person?.id, desk.phrasebook.regrets(text),
            try !isOfItsOwn(text, beside: matter)
        else { return nil }
        if case .steps(let steps, _) = reading,
            steps.contains(where: {
                !Hearing.withOwn.contains($0.action) || $0.arguments.has(.result)
            })
        {
            return nil
        }
        let ref = Arguments.Value.text(number.description)
        var steps = [Step(.withdrawMatter, Arguments([.ref: ref, .result: .text("no")]))]
        if signs(of: text) > Hearing.bareOrder || desk.phrasebook.tellsOfAnswer(text) {
            steps.append(addition(of: text, to: number))
        }
        return .steps(steps, language: reading.language)
    }

    // MARK: - A matter that has ended

    /// How long an ended matter may still be meant.
    private static let endedSeconds: Int64 = 60 * 86_400

    /// `我那个鸡场的事怎么还没人管`, of a matter that has ended: how it ended, and not another one urged.
    func ended(_ reading: Reading, _ text: String, by asker: Asker) throws -> Reading? {
        let step: Step
        switch reading {
        case .steps(let steps, _):
            guard steps.count == 1 else { return nil }
            step = steps[0]
        case .ask(let question, _): step = Step(question.action, question.arguments)
        case .unknown: return nil
        }
        guard isVoter(asker), step.action == .urgeMatter, !text.contains(where: \.isNumber),
            let person = asker.person
        else { return nil }
        let open = try openMatters(of: person)
        var query = MatterQuery()
        query.owner = person.id
        query.newestFirst = true
        query.limit = 12
        let all = try session.matters(query).filter { matter in
            matter.endedAt.map { now.seconds(since: $0) < Hearing.endedSeconds } ?? true
        }
        guard all.count > open.count else { return nil }
        let known = try all.map { matter in
            (key: matter.number, words: try told(of: matter))
        }
        guard let number = desk.phrasebook.meant(by: text, among: known),
            !open.contains(where: { $0.number == number })
        else { return nil }
        let status = Step(.queryStatus, Arguments([.ref: .text(number.description)]))
        return .steps([status], language: reading.language)
    }
}

extension Hearing {
    /// How likely thanks must be, that words which name none are taken for them.
    private static let likelyThanks: Float = 0.75

    /// `知道了，但是又堵了`, `记者我认识的`: what only begins like thanks, or is like them by chance, is what it
    /// tells; the desk does not say "you are welcome" to it.
    func beyondThanks(
        _ reading: Reading,
        _ text: String,
        _ asked: Question?,
        _ reader: Reader,
        by asker: Asker
    ) throws -> Reading {
        guard isVoter(asker), asker.isDirect, asked == nil, let last = reader.openMatters.first,
            case .steps(let steps, let language) = reading, steps.map(\.action) == [.acknowledge],
            signs(of: text) > 2
        else { return reading }
        if desk.phrasebook.tellsOfTrouble(text) {
            let question = Question(
                action: .fileMatter,
                arguments: Arguments([.content: .text(text)]),
                wanted: .newOrAbout(last)
            )
            return .ask(question, language: language)
        }
        if desk.phrasebook.isNamed(.acknowledge, in: text) {
            let isRemark = !reader.unratedMatters.isEmpty && desk.phrasebook.tellsOfAnswer(text)
            return isRemark ? .unknown(language: language) : reading
        }
        let share = desk.phrasebook.likeness(of: text, as: reader, now: sentAt)
            .first { $0.action == .acknowledge }?.share
        return share ?? 1 < Hearing.likelyThanks ? .unknown(language: language) : reading
    }
}

extension Hearing {
    /// `满意的，不过路边还有个坑，也帮忙补一下`: what is added to a rating is added with all that was said.
    func ratedInFull(_ reading: Reading, _ text: String, by asker: Asker) -> Reading {
        guard isVoter(asker), case .steps(var steps, let language) = reading,
            steps.first?.action == .rateMatter, steps.last?.action == .supplementMatter,
            steps.last?.arguments.text(.ref).map({ $0 == "last" }) ?? true
        else { return reading }
        if steps.count == 3, steps[1].action == .fileMatter,
            let told = steps[1].arguments.text(.content),
            let more = steps[2].arguments.text(.content)
        {
            steps[1].arguments[.content] = .text(joined(told, more))
            return .steps(Array(steps.dropLast()), language: language)
        }
        guard steps.count == 2 else { return reading }
        steps[1].arguments[.content] = .text(text)
        steps[1].arguments[.ref] = steps[0].arguments[.ref]
        return .steps(steps, language: language)
    }

    /// `灯满意 厕所不满意`, `第一个满意第二个不满意`: each rating is of the matter that stands before it.
    func ratedEach(_ reading: Reading, _ text: String, by asker: Asker) throws -> Reading? {
        let unrated = try openMatters(of: asker.person).filter(\.awaitsRating)
        guard isVoter(asker), asker.isDirect, unrated.count > 1,
            signs(of: text) <= Hearing.longestDetail
        else { return nil }
        let said = desk.phrasebook.ratingsApart(in: text)
        guard said.count > 1, said.count <= unrated.count else { return nil }
        let known = try unrated.map { matter in
            let words = try matter.words.compactMap { try session.words($0) }
            return (key: matter.number, words: words.joined())
        }
        var steps: [Step] = []
        for (words, rating) in said {
            guard let number = one(of: known, by: words) else { return nil }
            let ref = Arguments([.ref: .text(number.description), .rating: .text(rating)])
            steps.append(Step(.rateMatter, ref))
        }
        guard Set(steps.flatMap(\.numbers)).count == steps.count else { return nil }
        return .steps(steps, language: reading.language)
    }

    /// The one that is counted, or whose words alone are said: of lamps and a toilet, the one with 灯 in it.
    private func one(
        of known: [(key: MatterNumber, words: String)],
        by words: String
    ) -> MatterNumber? {
        if let (place, _) = desk.phrasebook.counted(words) {
            let numbers = known.map(\.key).sorted()
            return numbers.indices.contains(place - 1) ? numbers[place - 1] : nil
        }
        if let meant = desk.phrasebook.meant(by: words, among: known) { return meant }
        // The rating itself stands behind: `灯满意`, `厕所不满意`.
        let said = Set(words.filter { $0.isLetter && !$0.isASCII }.prefix(2))
        let alike = known.filter { one in
            let others = Set(known.filter { $0.key != one.key }.map(\.words).joined())
            return !said.intersection(one.words).subtracting(others).isEmpty
        }
        return alike.count == 1 ? alike[0].key : nil
    }

    /// How long words may be that rate anew.
    private static let longestRating = 16
    /// How long after it a rating may be put right in so few words.
    private static let ratingSeconds: Int64 = 172_800

    /// `不是 我说的是2`, `改成3`, `评价错了 满意的`, said of a rating just given: the last one counts.
    func ratedAnew(_ reading: Reading, _ text: String, by asker: Asker) throws -> Reading? {
        guard isVoter(asker), asker.isDirect, signs(of: text) <= Hearing.longestRating,
            desk.phrasebook.mends(text), case .matter(let number) = conversation.touched,
            let at = conversation.touchedAt, now.seconds(since: at) < Hearing.ratingSeconds,
            let matter = try session.matter(number), let rating = matter.rating,
            matter.state.allows(.rate),
            let meant = desk.phrasebook.ratingMeant(in: text), meant != rating
        else { return nil }
        var said = Arguments([.ref: .text(number.description)])
        said[.rating] = .text(meant)
        return .steps([Step(.rateMatter, said)], language: reading.language)
    }
}

extension Reading {
    /// True for the question whether something is new or about that matter.
    fileprivate func isNewOrAbout(_ number: MatterNumber) -> Bool {
        guard case .ask(let question, _) = self else { return false }
        return question.wanted == .newOrAbout(number)
    }
}
