import Casework
import Learning

/// Where in a text an argument begins that no word opens, such as what a deputy suggests: `花架宜加护栏`.
///
/// Learnt from the clauses of the book's sentences that are marked with its first words.
struct Beginnings: Sendable {
    private let places: KeyTable<Likeness.Feature>
    private let classifier: Classifier

    /// How likely a clause has to begin it, and how likely at least where a word of a list says that it
    /// does: `应该是管子老了` suggests nothing.
    private static let likely: Float = 0.6
    private static let hardly: Float = 0.05
    /// How far into a clause its first words reach; behind more, the clause is no one thing.
    private static let near = 8

    /// - Parameters:
    ///   - sentences: Each with the first words of the argument, or nil where it says none.
    ///   - lexicon: Names that stand for their kind.
    init?(_ sentences: [(text: NormalText, words: NormalText?)], _ lexicon: Lexicon) {
        var places = KeyNumbers<Likeness.Feature>()
        var examples: [Classifier.Example] = []
        for (text, words) in sentences {
            var start: Int?
            if let words {
                guard let found = Beginnings.find(words, in: text) else { continue }
                start = found
            }
            for clause in text.clauses(in: 0..<text.count) {
                let begins = start.map { clause.contains($0) } ?? false
                let known = Likeness.numbered(text, clause, lexicon, &places)
                examples.append(
                    Classifier.Example(
                        features: known.features,
                        group: 0,
                        label: begins ? 1 : 0,
                        key: known.key
                    )
                )
                // What stands behind belongs to it, or does not: nobody said.
                if begins { break }
            }
        }
        guard examples.contains(where: { $0.label == 1 }) else { return nil }
        classifier = Classifier(examples, features: places.count, classes: 2, groups: 1)
        self.places = KeyTable(places)
    }

    /// The first clause behind another in which the argument likely begins.
    func first(in range: Range<Int>, of text: NormalText, _ lexicon: Lexicon) -> Int? {
        text.clauses(in: range).dropFirst()
            .first { share(of: $0, text, lexicon) >= Beginnings.likely }?.lowerBound
    }

    /// True where the argument hardly begins in the clause around a position, whatever word stands there.
    func isUnlikely(
        at index: Int,
        in range: Range<Int>,
        of text: NormalText,
        _ lexicon: Lexicon
    )
        -> Bool
    {
        guard let clause = text.clauses(in: range).first(where: { $0.contains(index) }),
            index - clause.lowerBound <= Beginnings.near
        else { return false }
        return share(of: clause, text, lexicon) < Beginnings.hardly
    }

    private func share(of clause: Range<Int>, _ text: NormalText, _ lexicon: Lexicon) -> Float {
        let features = Likeness.numbers(Likeness.features(text, clause, lexicon), places)
        return classifier.probabilities(of: features, in: 0)?[1] ?? 0
    }

    private static func find(_ words: NormalText, in text: NormalText) -> Int? {
        guard words.count > 0, words.count <= text.count else { return nil }
        return (0...(text.count - words.count)).first {
            text.scalars[$0..<($0 + words.count)].elementsEqual(words.scalars)
        }
    }
}

extension NormalText {
    /// The clauses of a stretch without the signs and spaces around them; none is empty.
    func clauses(in range: Range<Int>) -> [Range<Int>] {
        var clauses: [Range<Int>] = []
        var start = range.lowerBound
        for index in range.lowerBound...range.upperBound {
            let isEnd =
                index == range.upperBound || endsClause(at: index) || endsSentence(at: index)
            guard isEnd else { continue }
            if start < index { clauses.append(start..<index) }
            start = index + 1
        }
        return clauses
    }

    /// True at a stop, and at a space beside a Chinese word.
    func endsClause(at index: Int) -> Bool {
        let value = scalars[index]
        guard value == 0x20, index > 0, index + 1 < count else {
            return ScalarKind.isClauseEnd(value)
        }
        return ScalarKind.isHan(scalars[index - 1]) || ScalarKind.isHan(scalars[index + 1])
    }

    /// True at a full stop between two words.
    private func endsSentence(at index: Int) -> Bool {
        scalars[index] == 0x2E && index + 1 < count && scalars[index + 1] == 0x20
    }
}
