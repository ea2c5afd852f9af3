internal import Casework
internal import CommandLanguage
internal import Messages
internal import Store

// What was said after a question and is another thing; and what puts the place of a matter right.
extension Hearing {
    /// How many signs a second trouble has at least.
    private static let shortTrouble = 8

    /// Two troubles that share nothing are two matters, also where the first waits for an answer.
    ///
    /// `隔壁在烧塑料，小孩咳嗽`, and then `幼儿园围墙歪了，怕要倒`.
    func apart(
        _ reading: Reading,
        _ text: String,
        _ asked: Question,
        _ words: String
    ) throws -> Gathered? {
        guard signs(of: text) >= Hearing.shortTrouble, signs(of: words) >= Hearing.shortTrouble,
            isTrouble(text), isTrouble(words),
            !desk.phrasebook.goesOn(text),
            desk.phrasebook.meant(by: text, among: [(key: 0, words: words)]) == nil
        else { return nil }
        let second: [Step]
        switch reading {
        case .steps(let steps, _):
            guard steps.allSatisfy({ $0.action == .fileMatter }) else { return nil }
            second = steps
        case .ask(let question, _):
            guard question.missing == nil else { return nil }
            switch question.action {
            case .fileMatter: second = question.steps
            case .reportEmergency:
                second = [Step(.fileMatter, Arguments([.content: .text(text)]))]
            default: return nil
            }
        case .unknown:
            guard desk.phrasebook.mayHarm(text) else { return nil }
            second = [Step(.fileMatter, Arguments([.content: .text(text)]))]
        }
        var first = Step(.fileMatter, Arguments([.content: .text(words)]))
        first.arguments[.place] = asked.arguments[.place]
        let said = joined(words, text)
        return Gathered([first] + second, said: said, language: reading.language)
    }

    /// `这句别写上去`, of words that it was only asked about: they are not written down.
    func leftOut(
        _ reading: Reading,
        _ text: String,
        _ asked: Question?,
        by asker: Asker
    ) -> Reading {
        guard isVoter(asker), let asked, asked.holdsWords, asked.action == .fileMatter,
            signs(of: text) <= Hearing.longestMending, desk.phrasebook.leavesOut(text)
        else { return reading }
        let about = Arguments([.what: .text(asked.action.rawValue)])
        return .steps([Step(.cancel, about)], language: reading.language)
    }

    private func isTrouble(_ text: String) -> Bool {
        desk.phrasebook.tellsOfTrouble(text) || desk.phrasebook.mayHarm(text)
            || isLikeProblem(text)
    }

    /// How long words may be that put a place right.
    private static let longestMending = 30

    /// `写错了 是桥浦卫生室`, `sorry i mean Huaqiao not Henghu`: the matter is there, and not where it was said to
    /// be.
    func movedPlace(
        _ reading: Reading,
        _ text: String,
        _ asked: Question?,
        from asker: Asker
    ) throws -> Gathered? {
        guard isVoter(asker), asker.isDirect, !message.isForwarded, asked == nil,
            signs(of: text) <= Hearing.longestMending, desk.phrasebook.mends(text),
            // `桥浦的灯不是坏了，是没电`
            !isLikeProblem(text)
        else { return nil }
        let open = try openMatters(of: asker.person)
        var ref: String?
        switch reading {
        case .steps(let steps, _):
            guard steps.count == 1,
                [.supplementMatter, .fileMatter, .correctMyData].contains(steps[0].action)
            else { return nil }
            ref = steps[0].arguments.text(.ref)
        case .ask(let question, _):
            guard
                [.supplementMatter, .fileMatter, .correctMyData, .reportEmergency]
                    .contains(question.action)
            else { return nil }
            ref = question.arguments.text(.ref)
        case .unknown: break
        }
        let named = open.first {
            MatterNumber(ref ?? "") == $0.number || Int(ref ?? "") == $0.number.serial
        }
        guard let matter = named ?? open.first, matter.state.allows(.supplement),
            try named != nil || open.count == 1
                || now.seconds(since: lastTold(of: matter)) < Hearing.detailSeconds
        else { return nil }
        // Of `把黄西岙改成斜路` the last.
        let places = desk.phrasebook.placesMeant(in: text)
            .compactMap { desk.rules.listedPlace(in: $0) }
        guard let village = places.last(where: desk.rules.isVillage) ?? places.last,
            matter.village != nil || matter.place != nil
        else { return nil }
        var step = addition(of: text, to: matter.number)
        guard village != matter.village else {
            return Gathered([step], said: text, language: reading.language)
        }
        let whole = try place(in: text, from: asker)
        let isWhole =
            if case .text(let place) = whole { place.hasPrefix(village) } else { false }
        step.arguments[.village] = isWhole ? whole : .text(village)
        return Gathered([step], said: text, language: reading.language)
    }
}
