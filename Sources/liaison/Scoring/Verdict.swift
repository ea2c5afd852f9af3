/// What `liaison understand` printed for a sentence.
struct Taken: Decodable {
    struct Part: Decodable {
        var action: String
        var arguments: [String: LooseValue]
    }

    var steps: [Part]
    var sure: Bool
    var ask: String?

    var actions: String { steps.map(\.action).joined(separator: "|") }
    /// True when the program would go ahead with something that changes the station's records.
    var changes: Bool { sure && steps.contains { !Harmless.actions.contains($0.action) } }
}

/// How an understanding compares with its label (`domain.md` §7).
///
/// The action has to be exact. The arguments that stand in the label have to be right; others may be
/// there, but no matter number, date or place of the program's own making.
struct Verdict {
    let isActionRight: Bool
    /// What is wrong with the arguments; empty when they are right or the action is wrong.
    let faults: [Fault]
    let isSure: Bool
    let isHarm: Bool

    var isRight: Bool { isActionRight && faults.isEmpty }
    /// True when all that is given is right, and something that was said is not there.
    var isLeftOut: Bool { isActionRight && !faults.isEmpty && faults.allSatisfy(\.isLeftOut) }

    struct Fault {
        /// The argument, what is given and what is wanted.
        var words: String
        var isLeftOut = false
    }

    init(_ taken: Taken, for sentence: LabelledSentence) {
        isSure = taken.sure && !taken.steps.isEmpty
        if sentence.mustAsk {
            isActionRight = !taken.changes
            faults = []
        } else {
            let wishes = sentence.wishes
            isActionRight = wishes.map(\.action) == taken.steps.map(\.action)
            faults =
                isActionRight
                ? zip(wishes, taken.steps).flatMap { Verdict.faults($1, for: $0, sentence.note) }
                : []
        }
        isHarm = taken.changes && !(isActionRight && faults.isEmpty)
    }

    private static func faults(
        _ step: Taken.Part,
        for wish: LabelledSentence.Wish,
        _ note: String
    ) -> [Fault] {
        var faults: [Fault] = []
        for (key, wanted) in wish.arguments.sorted(by: { $0.key < $1.key }) {
            if key == "items" {
                faults += itemFaults(wanted, step.arguments[key], note)
            } else if let words = stem(of: key) {
                let text = step.arguments[words]?.words.joined(separator: "\n") ?? ""
                let lost = wanted.words.filter { !text.contains($0) }
                guard !lost.isEmpty else { continue }
                faults.append(
                    Fault(words: "\(words) without \(list(lost))", isLeftOut: text.isEmpty)
                )
            } else {
                let given = value(key, in: step.arguments)
                guard given.sorted() != wanted.words.sorted() else { continue }
                faults.append(
                    Fault(
                        words: "\(key) \(list(given)) for \(list(wanted.words))",
                        isLeftOut: given.isEmpty && !vital.contains(key)
                    )
                )
            }
        }
        return faults + invented(step, for: wish, note)
    }

    private static func itemFaults(
        _ wanted: LooseValue,
        _ given: LooseValue?,
        _ note: String
    ) -> [Fault] {
        let given = given?.elements.compactMap(\.members) ?? []
        guard given.count == wanted.elements.count else {
            return [Fault(words: "\(given.count) items for \(wanted.elements.count)")]
        }
        return zip(wanted.elements, given).flatMap { wanted, given in
            faults(
                Taken.Part(action: "", arguments: given),
                for: LabelledSentence.Wish(action: "", arguments: wanted.members ?? [:]),
                note
            )
        }
    }

    /// What cannot be left out without doing something else than was asked.
    private static let vital: Set<String> = ["ref", "refs", "rating", "anonymous", "confidential"]

    private static func stem(of key: String) -> String? {
        key.hasSuffix("_contains") ? String(key.dropLast("_contains".count)) : nil
    }

    /// `ref` and `refs` are the same for one matter.
    private static func value(_ key: String, in arguments: [String: LooseValue]) -> [String] {
        let other = ["ref": "refs", "refs": "ref", "place": "places", "places": "place"][key]
        return (arguments[key] ?? other.flatMap { arguments[$0] })?.words ?? []
    }

    // MARK: - What was not said

    private static let numbers: Set<String> = ["ref", "refs", "into", "from"]
    private static let days: Set<String> = ["date", "due", "deadline", "to", "from"]
    private static let places: Set<String> = ["place", "places"]

    /// Numbers, dates and places that the label does not have.
    ///
    /// `last` names no number, and what the sender has open may be meant. A day that follows from a
    /// lunar day, or from `next`, is not invented. A note says `any date` or `any place` where a
    /// clerk might write one or not.
    private static func invented(
        _ step: Taken.Part,
        for wish: LabelledSentence.Wish,
        _ note: String
    ) -> [Fault] {
        let isFree = { (keys: Set<String>) in keys.isDisjoint(with: wish.arguments.keys) }
        // Where all items are is where each of them is.
        let items = wish.arguments["items"]?.elements.compactMap(\.members) ?? []
        let itemPlaces = items.flatMap { value("place", in: $0) }
        var faults: [Fault] = []
        for (key, value) in step.arguments.sorted(by: { $0.key < $1.key })
        where wish.arguments[key] == nil {
            let words = value.words
            let isOpen = words.allSatisfy { $0 == "last" || note.contains($0) }
            let isNumber = numbers.contains(key) && !isOpen && isFree(["ref", "refs"])
            let isDay =
                days.contains(key) && words.contains { $0.first?.isNumber == true }
                && isFree(["lunar", "which"]) && !note.contains("any date")
            let isPlace =
                places.contains(key) && isFree(places) && !note.contains("any place")
                && !words.allSatisfy(itemPlaces.contains)
            if isNumber || isDay || isPlace {
                faults.append(Fault(words: "\(key) \(list(words)) invented"))
            }
        }
        return faults
    }

    private static func list(_ words: [String]) -> String {
        words.isEmpty ? "nothing" : "'" + words.joined(separator: "', '") + "'"
    }
}
