import Casework
import Testing

/// Thousands of things that people might do, in any order, and what must hold after each.
///
/// A seed is a whole history: a failure names its seed and step, and the seed alone repeats it.
@Suite struct `Whatever people do` {
    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `every promise holds after every step`(seed: UInt64) throws {
        var history = History(seed: seed)
        for step in 1...300 {
            do { try history.advance() } catch {
                Issue.record("seed \(seed), step \(step), \(history.last): \(error)")
                return
            }
        }
        #expect(try history.station.replayed() == history.station.matters)
    }

    /// Histories in which nothing goes through would prove nothing.
    @Test func `every state is reached by somebody`() throws {
        var reached: Set<MatterState> = []
        for seed in 1...10 as ClosedRange<UInt64> {
            var history = History(seed: seed)
            for _ in 1...300 { try history.advance() }
            reached.formUnion(history.seen)
        }
        #expect(reached == Set(MatterState.allCases))
    }
}

/// A broken promise.
private struct Fault: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}

private func check(_ isKept: Bool, _ promise: String) throws {
    if !isKept { throw Fault(promise) }
}

private struct History {
    private(set) var station: PaperStation
    /// Every state that a matter has come to stand in.
    private(set) var seen: Set<MatterState> = []
    private(set) var last = "nothing yet"
    private let dice: Dice
    private var codes: [String] = ["AAAAAAAA"]
    /// In everything that is typed, so that it is found wherever it must not be.
    private let mark = "隐语"

    init(seed: UInt64) {
        let dice = Dice(seed: seed)
        self.dice = dice
        var rules = StationRules.sample
        let optional: [Action] = [.declineMatter, .closeMatter, .acceptMatter, .assignMatter]
        rules.needsHead = Set(optional.filter { _ in dice.roll().isMultiple(of: 4) })
        rules.verifiesBeforeAssigning = dice.roll().isMultiple(of: 2)
        station = PaperStation(seed: seed, rules: rules)
    }

    mutating func advance() throws {
        if dice.roll().isMultiple(of: 3) {
            station.pass(seconds: Int64(dice.pick([1, 60, 700, 4000, 90_000, 400_000])))
        }
        let before = station
        let roll = dice.roll() % 12
        if roll == 0 {
            last = "the channel ends a send"
            try endSend(since: before)
        } else if roll == 1 {
            last = "a photo arrives"
            _ = station.receive(from: dice.pick(["voter", "neighbour", "deputy"]))
        } else {
            try act(since: before)
        }
        for matter in station.matters.values { seen.insert(matter.state) }
    }

    // MARK: - What people do

    private mutating func act(since before: PaperStation) throws {
        // Most of what is sent is about matters; the rest of the vocabulary comes by as well.
        let action = dice.pick(dice.roll().isMultiple(of: 6) ? Action.allCases : common)
        var people = [
            "voter", "voter", "neighbour", "staff", "staff", "head", "deputy", "leader", "unit",
            "other unit", "presidium", "auditor",
        ]
        if !dice.roll().isMultiple(of: 4) {
            people.removeAll { !Authority.allows(action, to: station.person($0)?.roles ?? []) }
        }
        let who = people.randomElement(by: dice) ?? "voter"
        let said = arguments()
        last = "\(who) \(action.rawValue) \(said)"
        let answer = try station.ask(who, action, said)
        if let code = answer.lines.compactMap({ $0.fields[.code] }).last,
            case .text(let text) = code
        {
            codes.append(text)
        }
        try checkStep(answer, by: who, since: before)
    }

    private let common: [Action] = [
        .fileMatter, .supplementMatter, .withdrawMatter, .urgeMatter, .rateMatter, .rateMatter,
        .acceptMatter, .acceptMatter, .declineMatter, .verifyMatter, .verifyMatter, .assignMatter,
        .assignMatter, .assignMatter, .recordReply, .recordReply, .recordReply, .sendFeedback,
        .sendFeedback, .recordFeedback, .recordFeedback, .redoMatter, .closeMatter, .closeMatter,
        .answerOnSpot, .approve, .approve, .reverse, .confirm, .queryStatus,
    ]

    private func arguments() -> [Slot: Arguments.Value] {
        var said: [Slot: Arguments.Value] = [
            .content: words("事情"), .place: words("横湖"), .text: words("答复"),
            .comment: words("评语"), .whom: words("本人"), .finding: words("所见"),
            .suggestion: words("建议"), .participants: words("同行"), .redirect: words("去处"),
            .reason: dice.pick(["litigation", words("理由")]),
            .unit: dice.pick(["城建办", "水利所", words("单位")]),
            .rating: dice.pick(["satisfied", "basically_satisfied", "dissatisfied", words("好")]),
            .result: dice.pick(["true", "partly", "false", words("属实")]),
            .channel: dice.pick(["oral", "phone", "written", words("上门")]),
            .village: dice.pick(["横湖", words("外村")]), .language: dice.pick(["zh", words("语")]),
            .kind: dice.pick(["suggestion", "调研", words("类")]),
            .item: .text(String(dice.roll() % 5)), .code: .text(dice.pick(codes)),
        ]
        // Few at a time, so that some of them get far.
        let numbers = Array(station.matters.keys.sorted().suffix(4))
        if let number = numbers.randomElement(by: dice) { said[.ref] = number.typed }
        if dice.roll().isMultiple(of: 6) {
            let several = (1...3).compactMap { _ in numbers.randomElement(by: dice)?.description }
            said[.refs] = .list(several + ["2026-0999"])
        }
        for slot: Slot in [.basis, .onBehalf, .confidential] where dice.roll().isMultiple(of: 5) {
            said[slot] = .flag
        }
        if dice.roll().isMultiple(of: 4) { said[.override] = words("紧急") }
        if dice.roll().isMultiple(of: 5) { said[.name] = words("陈") }
        if dice.roll().isMultiple(of: 6) {
            said[.due] = .text(Day(of: station.now).adding(days: 9).text)
        }
        for slot in Slot.allCases where dice.roll().isMultiple(of: 9) { said[slot] = nil }
        return said
    }

    private func words(_ text: String) -> Arguments.Value { .text(mark + text) }

    private mutating func endSend(since before: PaperStation) throws {
        let waiting = station.matters.values.flatMap { matter in
            matter.feedbacks.indices
                .filter { matter.feedbacks[$0].stand == .queued }
                .map { (matter.number, $0) }
        }
        guard let (number, index) = waiting.sorted(by: { $0 < $1 }).randomElement(by: dice) else {
            return
        }
        let end = dice.pick([Draft.Delivery.sent, .sent, .refused, .expired, .uncertain])
        let answer = try station.desk { try $0.settleFeedback(number, index: index, end) }
        try checkStep(answer, by: nil, since: before)
    }

    // MARK: - What must hold

    private func checkStep(_ answer: Answer, by who: String?, since before: PaperStation) throws {
        if answer.verdict != .done, answer.dues.isEmpty, answer.events.isEmpty {
            try check(station.matters == before.matters, "a no changed a matter")
        }
        for event in answer.events {
            let json = try event.encoded()
            try check(!json.contains(mark), "an event carries words: \(json)")
            try check(Event(json: json) == event, "an event does not read back: \(json)")
        }
        if let who { try checkAuthority(answer, of: who, since: before) }
        try checkEffects(answer)
        try checkNumbers()
        for (number, matter) in station.matters {
            try checkMatter(matter, before: before.matters[number])
        }
    }

    private func checkAuthority(
        _ answer: Answer,
        of who: String,
        since before: PaperStation
    ) throws {
        let person = before.person(who) ?? station.person(who)
        let roles = person?.roles ?? []
        for event in answer.events {
            switch event {
            case .matterAccepted, .matterAssigned, .matterDeclined, .answeredOnSpot,
                .redoOrdered, .matterClosed, .proposalMade, .actReversed:
                try check(
                    !roles.isDisjoint(with: [.staff, .head]),
                    "handled by \(who): \(event)"
                )
            case .replyRecorded(let number, _, let unit):
                try check(
                    !roles.isDisjoint(with: [.staff, .head]) || person?.unit == unit,
                    "\(who) replied for another unit on \(number)"
                )
            case .matterWithdrawn(let number, _), .matterRated(let number, _, _),
                .matterUrged(let number), .matterUrgedAgain(let number):
                let matter = before.matters[number]
                let owner = matter?.owner ?? matter?.filedBy
                try check(owner == person?.id, "\(who) spoke for the owner of \(number)")
            default: break
            }
        }
    }

    private func checkEffects(_ answer: Answer) throws {
        for effect in answer.effects {
            if case .person(let id) = effect.to {
                try check(station.person(id) != nil, "somebody unknown is told: \(effect)")
            }
            if case .feedback(let number, let index) = effect.purpose {
                let feedbacks = station.matters[number]?.feedbacks ?? []
                try check(
                    feedbacks.indices.contains(index) && feedbacks[index].stand == .queued,
                    "a feedback is sent that was not given: \(effect)"
                )
            }
        }
    }

    private func checkNumbers() throws {
        for (year, numbers) in Dictionary(grouping: station.matters.keys, by: \.year) {
            try check(
                numbers.map(\.serial).sorted() == Array(1...numbers.count),
                "the numbers of \(year) have a gap"
            )
        }
    }

    private func checkMatter(_ matter: Matter, before: Matter?) throws {
        let number = matter.number
        if let before {
            try check(
                matter.answers.starts(with: before.answers),
                "\(number) lost an answer"
            )
            try check(
                matter.feedbacks.count >= before.feedbacks.count,
                "\(number) lost a feedback"
            )
        }
        switch matter.state {
        case .closed, .fedBack:
            let answered = matter.answers.last?.at
            let isTold = matter.feedbacks.contains { feedback in
                [.told, .delivered].contains(feedback.stand)
                    && answered.map { $0 <= feedback.at } ?? false
            }
            try check(isTold, "\(number) is \(matter.state) and the last answer was not told")
        case .declined:
            try check(matter.declineReason != nil, "\(number) is declined without a reason")
            try check(matter.redirect != nil, "\(number) is declined to nowhere")
            try check(matter.acceptedAt == nil, "\(number) is declined after it was accepted")
        case .answered:
            try check(matter.acceptedAt == nil, "\(number) is answered after it was accepted")
            try check(!matter.answers.isEmpty, "\(number) is answered without an answer")
        case .assigned, .replied:
            try check(matter.unit != nil && matter.due != nil, "\(number) has no unit or day")
        case .registered, .accepted:
            try check(matter.unit == nil, "\(number) has a unit and is not assigned")
        case .withdrawn: break
        }
        try check(
            matter.state.isOpen == (matter.endedAt == nil),
            "\(number) is \(matter.state) and ended at \(String(describing: matter.endedAt))"
        )
    }
}

extension Array {
    /// One of the elements by dice; nil when there is none.
    fileprivate func randomElement(by dice: Dice) -> Element? {
        isEmpty ? nil : dice.pick(self)
    }
}
