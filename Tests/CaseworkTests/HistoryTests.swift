import Casework
import Foundation
import Testing

/// Thousands of things that people might do, in any order, and what must hold after each.
///
/// A seed is a whole history: a failure names its seed and the few steps that are enough for it.
/// `LIAISON_HISTORIES=2000` tries more; `LIAISON_REPLAY=17/3,9,40` repeats steps 3, 9 and 40 of
/// the seed 17.
@Suite struct `Whatever people do` {
    private static let steps = 300

    /// 80 histories of 300 steps are 24 000 commands.
    private static let seeds: ClosedRange<UInt64> =
        1...(ProcessInfo.processInfo.environment["LIAISON_HISTORIES"].flatMap(UInt64.init) ?? 80)

    @Test(arguments: seeds)
    func `every promise holds after every step`(seed: UInt64) throws {
        guard let broken = History.play(seed: seed, steps: Self.steps) else { return }
        Issue.record("\(broken.shrunk())")
    }

    /// Histories in which nothing goes through would prove nothing.
    @Test func `every state is reached by somebody`() throws {
        var reached: Set<MatterState> = []
        for seed in 1...30 as ClosedRange<UInt64> {
            var history = History(seed: seed)
            for _ in 1...Self.steps { try history.advance() }
            reached.formUnion(history.seen)
        }
        #expect(reached == Set(MatterState.allCases))
    }

    @Test(
        .enabled(if: ProcessInfo.processInfo.environment["LIAISON_REPLAY"] != nil)
    )
    func `the steps that are named are told once more`() throws {
        let named = ProcessInfo.processInfo.environment["LIAISON_REPLAY"] ?? ""
        let parts = named.split(separator: "/")
        let seed = try #require(parts.first.flatMap { UInt64($0) })
        let wanted = Set(parts.dropFirst().joined().split(separator: ",").compactMap { Int($0) })
        let all = History.happenings(seed: seed, steps: wanted.max() ?? Self.steps)
        let steps = all.enumerated().filter { wanted.isEmpty || wanted.contains($0.offset + 1) }
        let broken = History.replay(steps.map { ($0.offset + 1, $0.element) }, seed: seed)
        #expect(broken == nil, "\(broken.map { "\($0)" } ?? "")")
    }

    /// A promise that nobody gave is broken soon; what is told of it is no longer than it need be.
    @Test func `a broken promise is told by the few steps that it needs`() throws {
        let isKept: (Matter) -> Bool = { $0.state != .assigned }
        let broken = try #require(
            (1...20 as ClosedRange<UInt64>).lazy
                .compactMap { History.play(seed: $0, steps: Self.steps, also: isKept) }.first
        )
        let shrunk = broken.shrunk()
        #expect(shrunk.steps.count <= 5, "\(shrunk)")
        #expect(History.replay(shrunk.steps, seed: shrunk.seed, also: isKept) != nil)
        for index in shrunk.steps.indices {
            var fewer = shrunk.steps
            fewer.remove(at: index)
            #expect(History.replay(fewer, seed: shrunk.seed, also: isKept) == nil)
        }
        #expect("\(shrunk)".contains("LIAISON_REPLAY=\(shrunk.seed)/"))
    }
}

/// Something that happened, with all that is needed for it to happen again.
private enum Happening: CustomStringConvertible {
    case timePasses(Int64)
    case limitIsReached(Due)
    case sendEnds(MatterNumber, index: Int, Draft.Delivery)
    case photoArrives(String)
    case somebodyAsks(String, Action, [Slot: Arguments.Value])
    /// All that was not written down is gone.
    case restart

    var description: String {
        switch self {
        case .timePasses(let seconds): "\(seconds) seconds pass"
        case .limitIsReached(let due): "a limit is reached: \(due.subject)"
        case .sendEnds(let number, let index, let end): "feedback \(index) of \(number): \(end)"
        case .photoArrives(let who): "\(who) sends a photo"
        case .somebodyAsks(let who, let action, let said):
            "\(who): \(action.rawValue) "
                + said.sorted { $0.key.rawValue < $1.key.rawValue }
                .map { "\($0.key.rawValue)=\($0.value)" }.joined(separator: " ")
        case .restart: "a restart"
        }
    }
}

/// A history that broke a promise.
private struct Broken: CustomStringConvertible {
    var seed: UInt64
    /// The steps with their places in the seed's history, from 1.
    var steps: [(place: Int, happening: Happening)]
    var promise: String
    var also: (Matter) -> Bool

    var description: String {
        "\(promise)\nLIAISON_REPLAY=\(seed)/"
            + steps.map { String($0.place) }.joined(separator: ",") + "\n"
            + steps.map { "\($0.place). \($0.happening)" }.joined(separator: "\n")
    }

    /// The fewest of the steps that still break some promise: parts are left out, ever smaller.
    func shrunk() -> Broken {
        var best = self
        var size = max(1, best.steps.count / 2)
        while true {
            var start = 0
            var hasShrunk = false
            while start < best.steps.count {
                var fewer = best.steps
                fewer.removeSubrange(start..<min(start + size, fewer.count))
                if let broken = History.replay(fewer, seed: seed, also: also) {
                    best = broken
                    hasShrunk = true
                } else {
                    start += size
                }
            }
            if size == 1 && !hasShrunk { return best }
            size = max(1, size / 2)
        }
    }
}

extension History {
    /// A seed's history until a promise is broken; nil where all of them hold.
    ///
    /// One promise more, of every matter, is given by `also`.
    fileprivate static func play(
        seed: UInt64,
        steps: Int,
        also: @escaping (Matter) -> Bool = { _ in true }
    ) -> Broken? {
        var history = History(seed: seed)
        history.also = also
        var past: [(place: Int, happening: Happening)] = []
        for place in 1...steps {
            do {
                for happening in try history.next() {
                    past.append((place, happening))
                    try history.happen(happening)
                }
            } catch {
                return Broken(seed: seed, steps: past, promise: "\(error)", also: also)
            }
        }
        return nil
    }

    /// What a seed's history brings, as far as it comes.
    fileprivate static func happenings(seed: UInt64, steps: Int) -> [Happening] {
        var history = History(seed: seed)
        var past: [Happening] = []
        for _ in 1...max(1, steps) {
            guard let next = try? history.next() else { return past }
            for happening in next {
                past.append(happening)
                guard (try? history.happen(happening)) != nil else { return past }
            }
        }
        return past
    }

    /// Lets just these happen; nil where every promise holds.
    fileprivate static func replay(
        _ steps: [(place: Int, happening: Happening)],
        seed: UInt64,
        also: @escaping (Matter) -> Bool = { _ in true }
    ) -> Broken? {
        var history = History(seed: seed)
        history.also = also
        for (index, step) in steps.enumerated() {
            do { try history.happen(step.happening) } catch {
                return Broken(
                    seed: seed,
                    steps: Array(steps[...index]),
                    promise: "\(error)",
                    also: also
                )
            }
        }
        return nil
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
    private var dues: Set<Due> = []
    private let dice: Dice
    /// One promise more, of every matter.
    fileprivate var also: (Matter) -> Bool = { _ in true }
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
        for happening in try next() { try happen(happening) }
    }

    /// What the dice say comes next.
    fileprivate mutating func next() throws -> [Happening] {
        if dice.roll().isMultiple(of: 4) {
            return [.timePasses(Int64(dice.pick([1, 60, 700, -4000, 4000, 90_000, 400_000])))]
        }
        if let due = dues.filter({ $0.kind == .clock && $0.at <= station.now })
            .min(by: { ($0.at, $0.subject) < ($1.at, $1.subject) })
        {
            return [.limitIsReached(due)]
        }
        switch dice.roll() % 12 {
        case 0: return waitingSend().map { [$0] } ?? []
        case 1: return [.photoArrives(dice.pick(["voter", "neighbour", "deputy"]))]
        case 2 where dice.roll().isMultiple(of: 4): return [.restart]
        default: return [somebodyAsks()]
        }
    }

    fileprivate mutating func happen(_ happening: Happening) throws {
        let before = station
        switch happening {
        case .timePasses(let seconds): station.pass(seconds: seconds)
        case .limitIsReached(let due): try reach(due, since: before)
        case .sendEnds(let number, let index, let end):
            let answer = try station.desk { try $0.settleFeedback(number, index: index, end) }
            try checkStep(answer, by: nil, since: before)
        case .photoArrives(let who): _ = station.receive(from: who)
        case .somebodyAsks(let who, let action, let said):
            let answer = try station.ask(who, action, said)
            dues.formUnion(answer.dues)
            if let code = answer.lines.compactMap({ $0.fields[.code] }).last,
                case .text(let text) = code
            {
                codes.append(text)
            }
            try checkStep(answer, by: who, since: before)
        case .restart:
            try check(
                try station.replayed() == station.matters,
                "the journal gives other matters than those that stand"
            )
        }
        for matter in station.matters.values {
            seen.insert(matter.state)
            try check(also(matter), "\(matter.number) is \(matter.state)")
        }
    }

    /// Fires a limit's row; rows are kept as the store keeps them.
    private mutating func reach(_ due: Due, since before: PaperStation) throws {
        guard let look = ClockDue(subject: due.subject) else { return }
        dues.remove(due)
        let answer = try station.desk { try $0.look(look) }
        dues.formUnion(answer.dues)
        for event in answer.events {
            guard case .turned(let number, .overdue(let clock, _)) = event else { continue }
            let until = before.matters[number]?.runningClocks[clock]
            try check(
                until.map { $0 < Day(of: station.now) } ?? false,
                "\(number) is called late and is not"
            )
        }
        try checkStep(answer, by: nil, since: before)
    }

    // MARK: - What people do

    private mutating func somebodyAsks() -> Happening {
        // Most of what is sent is about matters; the rest of the vocabulary comes by as well.
        let action = dice.pick(dice.roll().isMultiple(of: 6) ? Action.allCases : common)
        var people = [
            "voter", "voter", "neighbour", "staff", "staff", "head", "deputy", "leader", "unit",
            "other unit", "presidium", "auditor", "adviser", "committee",
        ]
        if !dice.roll().isMultiple(of: 4) {
            people.removeAll { !Authority.allows(action, to: station.person($0)?.roles ?? []) }
        }
        return .somebodyAsks(people.randomElement(by: dice) ?? "voter", action, arguments())
    }

    private let common: [Action] = [
        .fileMatter, .supplementMatter, .withdrawMatter, .urgeMatter, .rateMatter, .rateMatter,
        .acceptMatter, .acceptMatter, .declineMatter, .verifyMatter, .verifyMatter, .assignMatter,
        .assignMatter, .assignMatter, .recordReply, .recordReply, .recordReply, .sendFeedback,
        .sendFeedback, .recordFeedback, .recordFeedback, .redoMatter, .closeMatter, .closeMatter,
        .answerOnSpot, .approve, .approve, .reverse, .confirm, .queryStatus,
        .signReceipt, .returnMatter, .requestExtension, .extendDeadline, .urgeUnit, .mergeMatters,
        .archiveMatter, .askVoter, .recordPromise, .reopenMatter, .explainDelay,
        .submitForDiscussion,
        .escalate, .giveOpinion, .requestLegalOpinion, .followUp, .recordHeadquarters,
        .setConfidential,
    ]

    private func arguments() -> [Slot: Arguments.Value] {
        var said: [Slot: Arguments.Value] = [
            .content: words("事情"), .place: words("横湖"), .text: words("答复"),
            .comment: words("评语"), .whom: words("本人"), .finding: words("所见"),
            .suggestion: words("建议"), .participants: words("同行"), .redirect: words("去处"),
            .reason: dice.pick(["litigation", words("理由")]),
            .unit: dice.pick(["城建办", "水利所", words("单位")]),
            .rating: dice.pick(["satisfied", "basically_satisfied", "dissatisfied", words("好")]),
            .result: dice.pick(["true", "partly", "false", "A", "C", words("属实")]),
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
        if let into = numbers.randomElement(by: dice) {
            said[.into] = into.typed
            said[.from] = said[.ref]
        }
        said[.days] = .number(Int(dice.roll() % 30))
        if dice.roll().isMultiple(of: 4) { said[.override] = words("紧急") }
        if dice.roll().isMultiple(of: 5) { said[.name] = words("陈") }
        if dice.roll().isMultiple(of: 6) {
            said[.due] = .text(Day(of: station.now).adding(days: 9).text)
        }
        for slot in Slot.allCases where dice.roll().isMultiple(of: 9) { said[slot] = nil }
        return said
    }

    private func words(_ text: String) -> Arguments.Value { .text(mark + text) }

    private func waitingSend() -> Happening? {
        let waiting = station.matters.values.flatMap { matter in
            matter.feedbacks.indices
                .filter { matter.feedbacks[$0].stand == .queued }
                .map { (matter.number, $0) }
        }
        return waiting.sorted { $0 < $1 }.randomElement(by: dice).map { number, index in
            .sendEnds(
                number,
                index: index,
                dice.pick([Draft.Delivery.sent, .sent, .refused, .expired, .uncertain])
            )
        }
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
            case .turned(_, .opinionGiven):
                try check(roles.contains(.adviser), "\(who) gave a legal opinion")
            case .matterGuarded(let number, .escalated):
                try check(roles.contains(.head), "\(who) escalated \(number)")
            case .matterGuarded(let number, .committeeReplied),
                .matterGuarded(let number, .committeeReceived):
                try check(
                    roles.contains(.committee) && before.matters[number]?.isEscalated == true,
                    "\(who) spoke for the committee on \(number)"
                )
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
            case .matterRated(let number, _, _):
                let matter = before.matters[number]
                let owner = matter?.owner ?? matter?.filedBy
                // Staff write down what a voter said to them, as a record of feedback.
                try check(
                    owner == person?.id || !roles.isDisjoint(with: [.staff, .head])
                        || matter?.teller == person?.id,
                    "\(who) rated for the owner of \(number)"
                )
            case .matterWithdrawn(let number, _),
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
            // By count: a clock may be set back between answer and feedback.
            let isTold = matter.feedbacks.contains { feedback in
                [.told, .delivered].contains(feedback.stand)
                    && feedback.answers == matter.answers.count && feedback.answers > 0
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
            let hasDay = matter.due != nil || matter.course.mergedInto != nil
            try check(matter.unit != nil && hasDay, "\(number) has no unit or day")
        case .registered, .accepted:
            try check(matter.unit == nil, "\(number) has a unit and is not assigned")
        case .merged:
            try check(matter.course.mergedInto != nil, "\(number) is merged into nothing")
            try check(matter.acceptedAt != nil, "\(number) is merged and not accepted")
        case .archived:
            try check(matter.course.retention != nil, "\(number) is archived without a class")
            try check(
                before?.state != .archived || before?.words == matter.words
                    || matter.words.starts(with: before?.words ?? []),
                "\(number) was changed in the archive"
            )
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
