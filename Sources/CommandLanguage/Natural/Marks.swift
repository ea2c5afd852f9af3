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
        _ lexicon: Lexicon,
        _ respelling: Respelling
    ) {
        let marked = Dictionary(grouping: said.filter { $0.marks != nil }) { $0.action }
        for (action, slots) in wanted {
            guard let sentences = marked[action] else { continue }
            var places: [Likeness.Feature: Int32] = [:]
            let all = sentences.map { saying in
                let text = NormalText(saying.text, respelling)
                return Likeness.numbered(text, lexicon, &places)
            }
            let learnt = slots.sorted { $0.rawValue < $1.rawValue }.compactMap { slot in
                Marks.learn(slot, sentences, all, features: places.count)
            }
            known[action] = Known(places: KeyTable(places), learnt: learnt)
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
            let value = saying.marks?[slot]
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
