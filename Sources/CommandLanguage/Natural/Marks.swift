import Casework
import Learning

/// What is said in passing, such as that a name is not to be told, or that a writer is angry.
///
/// Learnt from the sentences of the book whose marks are known. Lists of words say it where they stand;
/// people find others, and what a message is like says those.
struct Marks: Sendable {
    /// One argument of a command, with its values.
    struct Learnt: Sendable {
        let slot: Slot
        /// One less than the classes: the first class is that nothing is said.
        let values: [String]
        fileprivate let classifier: Classifier
    }

    /// What is learnt of a command, and the signs that its sentences have.
    struct Known: Sendable {
        fileprivate let places: KeyTable<Likeness.Feature>
        let learnt: [Learnt]
        /// Where arguments in the writer's own words begin.
        let beginnings: [Slot: Beginnings]
        /// What its numbers count, and whose its names are.
        let counts: Roles?
        let names: Roles?
    }

    private var known = Table<Action, Known>()

    /// How many sentences have to say a value, for it to be learnt.
    private static let least = 4
    /// How likely a value has to be.
    ///
    /// A flag only makes the desk more careful, or tells a clerk more;
    /// without a needed value nothing is done.
    fileprivate static let likely: (flag: Float, value: Float, needed: Float) = (0.55, 0.8, 0.88)

    init() {}

    /// Learns the wanted arguments of each command; sentences whose marks are not known teach nothing.
    init(
        _ said: [Saying],
        _ wanted: [Action: [Slot]],
        beginnings: [Action: [Slot]],
        _ stretches: Stretches,
        _ respelling: Respelling
    ) {
        let lexicon = stretches.lexicon
        let marked = Dictionary(grouping: said.filter { $0.marks != nil }) { $0.action }
        for action in Set(wanted.keys).union(beginnings.keys) {
            guard let sentences = marked[action] else { continue }
            let slots = (wanted[action] ?? []).sorted { $0.rawValue < $1.rawValue }
            let texts = sentences.map { NormalText($0.text, respelling) }
            var places = KeyNumbers<Likeness.Feature>()
            let all = texts.map { Likeness.numbered($0, 0..<$0.count, lexicon, &places) }
            let learnt = slots.filter { !$0.isCount && !$0.isName }.compactMap { slot in
                Marks.learn(slot, sentences, all, features: places.count)
            }
            var begin: [Slot: Beginnings] = [:]
            for slot in beginnings[action] ?? [] {
                let known = zip(texts, sentences).compactMap { text, saying in
                    saying.marks(of: [slot]).map {
                        (text, $0[slot].map { NormalText($0, respelling) })
                    }
                }
                begin[slot] = Beginnings(known, lexicon)
            }
            func roles(_ slots: [Slot], _ find: (NormalText) -> [Roles.Candidate]) -> Roles? {
                let known = zip(texts, sentences).compactMap { text, saying in
                    saying.marks(of: slots).map { (find(text), $0) }
                }
                return Roles(known, slots)
            }
            known[action] = Known(
                places: KeyTable(places),
                learnt: learnt,
                beginnings: begin,
                counts: roles(slots.filter(\.isCount)) { stretches.numbers(0..<$0.count, of: $0) },
                names: roles(slots.filter(\.isName)) { stretches.names(0..<$0.count, of: $0) }
            )
        }
    }

    private static func learn(
        _ slot: Slot,
        _ sentences: [Saying],
        _ features: [(features: [Int32], key: UInt64)],
        features count: Int
    ) -> Learnt? {
        var counts: [String: Int] = [:]
        for saying in sentences {
            if let value = saying.marks?[slot] { counts[value, default: 0] += 1 }
        }
        let values = counts.filter { $0.value >= least }.keys.sorted()
        guard !values.isEmpty else { return nil }
        var examples: [Classifier.Example] = []
        for (saying, known) in zip(sentences, features) {
            guard let marks = saying.marks(of: [slot]) else { continue }
            let value = marks[slot]
            guard let label = value.map({ values.firstIndex(of: $0).map { $0 + 1 } }) ?? 0 else {
                continue
            }
            examples.append(
                Classifier.Example(
                    features: known.features,
                    group: 0,
                    label: label,
                    key: known.key
                )
            )
        }
        return Learnt(
            slot: slot,
            values: values,
            classifier: Classifier(
                examples,
                features: count,
                classes: values.count + 1,
                groups: 1
            )
        )
    }

    /// What is learnt of a command; nil for most.
    func learnt(of action: Action) -> Known? { known[action] }
}

extension Marks.Known {
    /// The features of a stretch that sentences of the command had, by their numbers.
    func numbers(_ features: [Likeness.Feature]) -> [Int32] { Likeness.numbers(features, places) }
}

extension Marks.Learnt {
    /// The value that is likely said, of such features; nil where none is.
    func value(_ features: [Int32], isNeeded: Bool) -> Arguments.Value? {
        guard let shares = classifier.probabilities(of: features, in: 0),
            let best = shares.indices.dropFirst().max(by: { shares[$0] < shares[$1] })
        else { return nil }
        let value = Lexicon.value(slot, values[best - 1])
        let isHarmless = value == .flag || slot == .kind
        let least =
            isNeeded
            ? Marks.likely.needed : isHarmless ? Marks.likely.flag : Marks.likely.value
        return shares[best] >= least ? value : nil
    }
}
