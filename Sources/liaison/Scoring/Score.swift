import FoundationEssentials

/// How well the sentences of a file were understood.
struct Score: Encodable {
    let file: String
    private(set) var sentences = 0
    private(set) var actionRight = 0
    private(set) var argumentsRight = 0
    private(set) var sureAndRight = 0
    /// Not sure: a question, or nothing at all.
    private(set) var asked = 0
    private(set) var harm = 0
    /// Of ``harm``: another action than the one meant.
    private(set) var harmByAction = 0
    /// Of ``harm``: the right action, rightly filled as far as it goes, with something left out.
    private(set) var harmByOmission = 0
    /// Wanted action to the action given instead, with how often; only what was wrong.
    private(set) var confusion: [String: [String: Int]] = [:]
    private(set) var misses: [Miss] = []

    /// A sentence that was not understood as labelled.
    struct Miss: Encodable {
        var text: String
        var role: String
        var wanted: String
        var given: String
        var isSure: Bool
        var isHarm: Bool
        var faults: [String]
    }

    init(file: String) {
        self.file = file
    }

    mutating func add(_ taken: Taken, for sentence: LabelledSentence) {
        let verdict = Verdict(taken, for: sentence)
        sentences += 1
        actionRight += verdict.isActionRight ? 1 : 0
        argumentsRight += verdict.isRight ? 1 : 0
        sureAndRight += verdict.isRight && verdict.isSure ? 1 : 0
        asked += verdict.isSure ? 0 : 1
        harm += verdict.isHarm ? 1 : 0
        harmByAction += verdict.isHarm && !verdict.isActionRight ? 1 : 0
        harmByOmission += verdict.isHarm && verdict.isLeftOut ? 1 : 0
        let wanted = sentence.wishes.map(\.action).joined(separator: "|")
        let given = taken.steps.isEmpty ? "nothing" : taken.actions
        if !verdict.isActionRight { confusion[wanted, default: [:]][given, default: 0] += 1 }
        guard !verdict.isRight else { return }
        misses.append(
            Miss(
                text: sentence.text,
                role: sentence.role,
                wanted: wanted,
                given: given,
                isSure: verdict.isSure,
                isHarm: verdict.isHarm,
                faults: verdict.faults.map(\.words)
            )
        )
    }

    /// Takes in what another file came to.
    mutating func add(_ other: Score) {
        sentences += other.sentences
        actionRight += other.actionRight
        argumentsRight += other.argumentsRight
        sureAndRight += other.sureAndRight
        asked += other.asked
        harm += other.harm
        harmByAction += other.harmByAction
        harmByOmission += other.harmByOmission
        for (wanted, row) in other.confusion {
            confusion[wanted, default: [:]].merge(row, uniquingKeysWith: +)
        }
        misses += other.misses
    }

    mutating func forgetMisses() { misses = [] }

    /// The figures, a line each.
    var lines: [String] {
        [
            "\(file): \(sentences) sentences",
            "  action right     \(share(actionRight))",
            "  arguments right  \(share(argumentsRight))",
            "  sure and right   \(share(sureAndRight))",
            "  asked            \(share(asked))",
            "  harm             \(share(harm)) (action \(harmByAction), wrong argument "
                + "\(harm - harmByAction - harmByOmission), left out \(harmByOmission))",
        ]
    }

    /// Wanted action, then what was given instead; actions without an error are left out.
    var table: [String] {
        confusion.sorted { $0.key < $1.key }.map { wanted, row in
            let cells = row.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            return "  \(wanted): " + cells.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        }
    }

    private func share(_ count: Int) -> String {
        sentences == 0 ? "none" : "\(count) of \(sentences), \(count * 100 / sentences) %"
    }

    enum CodingKeys: String, CodingKey {
        case file, sentences, asked, harm, confusion, misses
        case actionRight = "action_right"
        case argumentsRight = "arguments_right"
        case sureAndRight = "sure_and_right"
        case harmByAction = "harm_by_action"
        case harmByOmission = "harm_by_omission"
    }
}

extension Score.Miss {
    var lines: [String] {
        let mark = isHarm ? "harm" : isSure ? "miss" : "asked"
        let shown = text.replacing("\n", with: "\\n")
        return ["  \(mark) (\(role)) \(shown)", "    wanted \(wanted), given \(given)"]
            + faults.map { "    \($0)" }
    }
}
