package import Casework
import Learning

/// Where in a message a further wish begins: `42号很满意，再帮我约24号`.
///
/// Learnt from messages of the book in which it is marked, and from those of one wish, by the words
/// around each place where one clause ends and another begins.
struct Boundaries: Sendable {
    private var places = KeyTable<Likeness.Feature>()
    private var classifier: Classifier?
    /// Two tokens that a further wish has begun with where no sign stood before it.
    private var openings = KeyTable<Likeness.Feature>()
    private let lexicon: Lexicon
    /// Words like 另外 and 顺便, before which no sign need stand.
    private let joiners: Words

    /// How many tokens on either side are looked at.
    private static let reach = 10
    /// Every how many of the sentences of one wish are learnt from.
    private static let share: UInt64 = 4

    /// Learns from messages that are parted where a further wish begins, or are of one, and from
    /// sentences of one wish.
    init(
        _ joined: [Joined],
        _ said: [Saying],
        joiners: Words,
        _ lexicon: Lexicon,
        _ respelling: Respelling
    ) {
        self.lexicon = lexicon
        self.joiners = joiners
        guard !joined.isEmpty else { return }
        var places = KeyNumbers<Likeness.Feature>()
        var examples: [Classifier.Example] = []
        func learn(_ text: NormalText, _ role: Role, _ begins: Set<Int>) {
            for candidate in candidates(of: text) {
                let known = Likeness.numbered(candidate.features, &places)
                examples.append(
                    Classifier.Example(
                        features: known.features,
                        group: role == .voter ? 0 : 1,
                        label: begins.contains(candidate.start) ? 1 : 0,
                        key: known.key
                    )
                )
            }
        }
        let messages = joined.map { message in
            let text = NormalText(message.text, respelling)
            var begins: Set<Int> = []
            var before = ""
            for part in message.parts.dropLast() {
                before += part
                let count = NormalText(before, respelling).count
                begins.insert(Boundaries.start(behind: count, in: text))
            }
            return (text: text, role: message.role, begins: begins)
        }
        var seen: [Likeness.Feature: Int] = [:]
        for message in messages {
            let tokens = Likeness.tokens(message.text, 0..<message.text.count, lexicon)
            for index in tokens.indices where message.begins.contains(tokens[index].start) {
                seen[Boundaries.opening(tokens, index), default: 0] += 1
            }
        }
        openings = KeyTable(seen.filter { $0.value > 1 }.mapValues { Int32($0) })
        for message in messages { learn(message.text, message.role, message.begins) }
        // Of sentences of one wish there are many.
        for saying in said where saying.action != nil && Boundaries.isTaken(saying.text) {
            learn(NormalText(saying.text, respelling), saying.role, [])
        }
        classifier = Classifier(examples, features: places.count, classes: 2, groups: 2)
        self.places = KeyTable(places)
    }

    /// Where clauses begin, and how likely each begins a further wish, 0 to 1.
    func likely(
        _ text: NormalText,
        isVoter: Bool
    ) -> [(start: Int, share: Float, isSigned: Bool)] {
        guard let classifier else { return [] }
        return candidates(of: text).map { candidate in
            let known = Likeness.numbers(candidate.features, places)
            let shares = classifier.probabilities(of: known, in: isVoter ? 0 : 1)
            return (candidate.start, shares?[1] ?? 0, candidate.isSigned)
        }
    }

    /// True for one of some sentences, whatever stands beside it in the book.
    private static func isTaken(_ text: String) -> Bool {
        let key = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { key, byte in
            (key ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return (key >> 20) % share == 0
    }

    private static func start(behind count: Int, in text: NormalText) -> Int {
        var index = min(count, text.count)
        while index < text.count, !ScalarKind.isWord(text.scalars[index]) { index += 1 }
        return index
    }

    private func candidates(
        of text: NormalText
    ) -> [(start: Int, features: [Likeness.Feature], isSigned: Bool)] {
        let scalars = text.scalars
        let limit = min(text.count, Likeness.window)
        guard limit > 6 else { return [] }
        let tokens = Likeness.tokens(text, 0..<limit, lexicon)
        var found: [(Int, [Likeness.Feature], Bool)] = []
        var opening = 0
        for index in tokens.indices.dropFirst(2) {
            let start = tokens[index].start
            let sign = scalars[start - 1]
            // `补充36：…` tells what stands behind, `36、38` go together; and `2026-0042` is one number.
            if sign == 0x3A || sign == 0x3001 { continue }
            if sign == 0x2D, ScalarKind.isDigit(scalars[start - 2]) { continue }
            let isStop =
                text.endsClause(at: start - 1)
                || sign == 0x20
                    && [0x2E, 0x2C, 0x3B, 0x21, 0x3F, 0x29].contains(scalars[start - 2])
            if isStop { opening = index }
            // The 6 of `附议6号建议` belongs to the word that opens the clause.
            let isOpened = index - opening < 3 && Numerals.begins(scalars[start])
            guard
                isStop || joiners.end(scalars, at: start, to: limit) != nil
                    || !isOpened && !Likeness.isName(tokens[index])
                        && openings.number(Boundaries.opening(tokens, index)) >= 0
            else { continue }
            let kind =
                sign == 0x20 && !ScalarKind.isWord(scalars[start - 2]) ? scalars[start - 2] : sign
            found.append((start, features(tokens, index, isStop ? UInt64(kind) : 0), isStop))
        }
        return found
    }

    private static func opening(_ tokens: [Likeness.Token], _ index: Int) -> Likeness.Feature {
        Likeness.mixed(
            tokens[index].sign,
            index + 1 < tokens.count ? tokens[index + 1].sign : 1
        )
    }

    private func features(
        _ tokens: [Likeness.Token],
        _ index: Int,
        _ sign: UInt64
    ) -> [Likeness.Feature] {
        func at(_ index: Int) -> UInt64 { tokens.indices.contains(index) ? tokens[index].sign : 1 }
        func mixed(_ one: UInt64, _ kind: UInt64) -> Likeness.Feature {
            Likeness.mixed(one, kind << 40)
        }
        var features = [
            mixed(sign, 1), mixed(at(index), 2), mixed(at(index + 1), 3), mixed(at(index - 1), 4),
            mixed(Likeness.mixed(at(index), at(index + 1)), 5),
            mixed(Likeness.mixed(at(index - 2), at(index - 1)), 6),
            mixed(Likeness.mixed(sign, at(index)), 7), mixed(UInt64(min(index / 4, 5)), 10),
            mixed(UInt64(min((tokens.count - index) / 4, 5)), 11),
        ]
        features.reserveCapacity(features.count + Boundaries.reach * 4)
        for place in max(0, index - Boundaries.reach)..<index {
            features.append(mixed(at(place), 8))
            features.append(mixed(Likeness.mixed(at(place), at(place + 1)), 8))
        }
        for place in index..<min(tokens.count, index + Boundaries.reach) {
            features.append(mixed(at(place), 9))
            features.append(mixed(Likeness.mixed(at(place), at(place + 1)), 9))
        }
        return features
    }
}

/// A message of one wish or more, parted where each further one begins.
package struct Joined: Sendable {
    package var role: Role
    package var parts: [String]

    var text: String { parts.joined() }

    package init(_ parts: [String], by role: Role) {
        self.role = role
        self.parts = parts
    }
}
