internal import Casework
internal import CommandLanguage
internal import Messages
internal import Store

// Which of his matters a voter counts, and which numbers are none of theirs.
extension Hearing {
    /// `第二个 希望加到四班`: of several filed with one message the one that is counted.
    func counted(_ text: String, _ reader: Reader, by asker: Asker) throws -> Reading? {
        guard isVoter(asker), asker.isDirect, let person = asker.person,
            let (place, rest) = desk.phrasebook.counted(text)
        else { return nil }
        var query = MatterQuery()
        query.owner = person.id
        query.newestFirst = true
        query.limit = 10
        let last = try session.matters(query)
        let group = last.filter { $0.filedAt == last.first?.filedAt }.map(\.number).sorted()
        guard group.count > 1, group.indices.contains(place - 1) else { return nil }
        let number = group[place - 1]
        let reading = desk.phrasebook.understand(rest, as: reader, now: sentAt)
        let language = reading.language
        switch reading {
        case .steps(var steps, _)
        where steps.count == 1 && Hearing.withOwn.contains(steps[0].action):
            steps[0].arguments[.ref] = .text(number.description)
            return .steps(steps, language: language)
        case .steps(let steps, _) where steps.allSatisfy(\.action.changesNothing):
            let ref = Arguments([.ref: .text(number.description)])
            return .steps([Step(.queryStatus, ref)], language: language)
        case .ask(var question, _) where Hearing.withOwn.contains(question.action):
            question.arguments[.ref] = .text(number.description)
            return question.missing == .ref
                ? .steps(question.steps, language: language) : .ask(question, language: language)
        default:
            return .steps([addition(of: text, to: number)], language: language)
        }
    }

    /// A day, a house, a lamp post: a number that is none of the sender's, in a sentence that asks of no
    /// matter, is no number; what was said belongs to the one that is open.
    func unnumbered(_ reading: Reading, _ text: String, by asker: Asker) throws -> Reading? {
        let steps: [Step]
        var rating: Question?
        switch reading {
        case .steps(let said, _): steps = said
        case .ask(let question, _):
            switch question.wanted {
            case .meaning: steps = question.steps
            case .argument(.rating): (steps, rating) = (question.steps, question)
            default: return nil
            }
        case .unknown: return nil
        }
        let numbers = steps.flatMap(\.numbers)
        let open = try openMatters(of: asker.person)
        guard asker.isDirect, !message.isForwarded, let person = asker.person, !open.isEmpty,
            steps.count == 1, !numbers.isEmpty, numbers.allSatisfy({ Int($0) != nil }),
            isSentence(text), !steps[0].arguments.has(.code),
            !desk.phrasebook.isNamed(steps[0].action, in: text)
        else { return nil }
        let asksForDay = desk.phrasebook.asksForDay(text)
        guard !steps[0].action.changesNothing || steps[0].action == .queryStatus && asksForDay
        else { return nil }
        var query = MatterQuery()
        query.owner = person.id
        query.newestFirst = true
        query.limit = 100
        let own = Set(try session.matters(query).map(\.number.serial))
        guard numbers.allSatisfy({ Int($0).map { !own.contains($0) } ?? false }) else { return nil }
        let language = reading.language
        if var rating {
            // `30号都过了也没来人`: the rating that follows is of what waits for one.
            rating.arguments[.ref] = nil
            let unrated = open.filter(\.awaitsRating)
            guard unrated.count < 2 else { return .ask(rating, language: language) }
            guard let waiting = unrated.first else {
                guard open.count == 1 else { return .unknown(language: language) }
                return .steps([addition(of: text, to: open[0].number)], language: language)
            }
            rating.arguments[.ref] = .text(waiting.number.description)
            return .ask(rating, language: language)
        }
        if steps[0].action == .urgeMatter {
            var step = steps[0]
            step.arguments[.refs] = nil
            step.arguments[.ref] = .text(open[0].number.description)
            guard open.count == 1 || step.arguments.has(.escalationRisk) else {
                return .unknown(language: language)
            }
            return .steps([step], language: language)
        }
        guard open.count == 1 else { return .unknown(language: language) }
        let number = open[0].number
        guard steps[0].action == .queryStatus else {
            return .steps([addition(of: text, to: number)], language: language)
        }
        let status = Step(.queryStatus, Arguments([.ref: .text(number.description)]))
        return .steps([addition(of: text, to: number), status], language: language)
    }

    /// True for two Chinese signs, or two words, beside any number.
    private func isSentence(_ text: String) -> Bool {
        if text.count(where: { $0.isLetter && !$0.isASCII }) >= 2 { return true }
        return text.split(whereSeparator: { !$0.isLetter }).count { $0.count > 1 } >= 2
    }
}
