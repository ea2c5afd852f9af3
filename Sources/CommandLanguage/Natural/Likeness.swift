package import Casework

/// What messages of the same words were meant for: sentences of the book, counted by word.
///
/// Naive Bayes over single signs and pairs of signs, with the writer's role. Phrasings say what words
/// must mean; this says what they mostly meant, and decides where phrasings are in doubt. It is
/// counted anew whenever the book is read, so a sentence added to the book is learnt at once.
struct Likeness: Sendable {
    /// The likeness of a message to each action.
    struct Ranking: Sendable {
        /// By action: the logarithm of how much likelier the words are there than anywhere, -30...30.
        fileprivate var scores: [Float]
        private let actions: [Action]
        private let numbers: Table<Action, Int>
        private var first = -1
        private var second = -1

        /// What is like nothing.
        fileprivate static let none = Ranking([], actions: [], numbers: Table())

        fileprivate init(_ scores: [Float], actions: [Action], numbers: Table<Action, Int>) {
            self.scores = scores
            self.actions = actions
            self.numbers = numbers
            order()
        }

        /// The best of several for each action.
        init(_ rankings: [Ranking]) {
            guard var best = rankings.first, rankings.count > 1 else {
                self = rankings.first ?? .none
                return
            }
            for other in rankings.dropFirst() where other.scores.count == best.scores.count {
                for index in best.scores.indices {
                    best.scores[index] = max(best.scores[index], other.scores[index])
                }
            }
            best.order()
            self = best
        }

        fileprivate mutating func order() {
            var (first, second) = (-1, -1)
            var (best, next) = (Float(0), Float(0))
            for (index, score) in scores.enumerated() {
                if first < 0 || score > best {
                    (second, next) = (first, best)
                    (first, best) = (index, score)
                } else if second < 0 || score > next {
                    (second, next) = (index, score)
                }
            }
            self.first = first
            self.second = second
        }

        /// The action that the message is likest to.
        var best: Action? { first < 0 ? nil : actions[first] }
        /// How far the best is before the next.
        var lead: Float { second < 0 ? 0 : scores[first] - scores[second] }

        /// The same without an action that cannot be meant.
        func without(_ action: Action) -> Ranking {
            guard let number = numbers[action], !scores.isEmpty else { return self }
            var ranking = self
            ranking.scores[number] = -.greatestFiniteMagnitude
            ranking.order()
            return ranking
        }

        /// How far an action stays behind the best.
        func lag(of action: Action) -> Float {
            guard first >= 0, let number = numbers[action] else { return 100 }
            return min(100, scores[first] - scores[number])
        }
    }

    /// A sign or a pair of signs, packed.
    private typealias Feature = UInt64

    private struct Posting: Sendable {
        var action: UInt16
        var weight: Float
    }

    private var actions: [Action] = []
    private var numbers = Table<Action, Int>()
    /// By role: the logarithm of how often each action was meant.
    private var priors: [[Float]] = []
    /// What a sign that was never said for an action takes from it.
    private var missing: [Float] = []
    private var places = KeyTable<Feature>()
    /// Of each feature and role: where its postings begin and end.
    private var ranges: [Range<Int32>] = []
    private var postings: [Posting] = []

    var isEmpty: Bool { actions.isEmpty }

    /// Whose sentences are told apart.
    private static let roles: [Role] = [.voter, .deputy, .staff, .unit]
    /// Ranges of a feature: of all, then of each role.
    private static let width = roles.count + 1
    /// How many signs of a message are looked at.
    private static let window = 160
    private static let smoothing: Float = 0.5

    init(_ said: [Saying], _ lexicon: Lexicon, _ respelling: Respelling) {
        guard !said.isEmpty else { return }
        actions = Array(Set(said.map(\.action))).sorted { $0.rawValue < $1.rawValue }
        for (number, action) in actions.enumerated() { numbers[action] = number }
        var byAction = Array(repeating: 0, count: actions.count)
        var byRole = Array(repeating: byAction, count: Likeness.roles.count)
        var counts: [[UInt16: Int]] = []
        var places: [Feature: Int32] = [:]
        for saying in said {
            guard let number = numbers[saying.action],
                let role = Likeness.roles.firstIndex(of: saying.role)
            else { continue }
            let text = NormalText(saying.text, respelling)
            for feature in Set(Likeness.features(text, 0..<text.count, lexicon)) {
                let place = places[feature] ?? Int32(counts.count / Likeness.width)
                if places[feature] == nil {
                    places[feature] = place
                    for _ in 0..<Likeness.width { counts.append([:]) }
                }
                let base = Int(place) * Likeness.width
                counts[base][UInt16(number), default: 0] += 1
                counts[base + 1 + role][UInt16(number), default: 0] += 1
            }
            byAction[number] += 1
            byRole[role][number] += 1
        }
        self.places = KeyTable(places)
        let alpha = Likeness.smoothing
        missing = byAction.map { Logarithm.natural(alpha / (Float($0) + alpha)) }
        priors = byRole.map { row in
            let total = Float(row.reduce(0, +))
            return row.map { Logarithm.natural((Float($0) + 0.02) / (total + 1)) }
        }
        let total = Float(said.count)
        for row in counts {
            let start = Int32(postings.count)
            let known = Float(row.values.reduce(0, +))
            for (action, count) in row {
                let weight = Logarithm.natural(1 + Float(count) * total / (alpha * known))
                postings.append(Posting(action: action, weight: weight))
            }
            ranges.append(start..<Int32(postings.count))
        }
    }

    /// Ranks all actions for a stretch of text.
    func ranking(
        _ text: NormalText,
        _ range: Range<Int>,
        as role: Role,
        _ lexicon: Lexicon
    ) -> Ranking {
        guard let role = Likeness.roles.firstIndex(of: role), !actions.isEmpty else {
            return .none
        }
        var scores = priors[role]
        var known: Float = 0
        var seen: [UInt64] = Array(repeating: 0, count: ranges.count / Likeness.width / 64 + 1)
        for feature in Likeness.features(text, range, lexicon) {
            let place = places.number(feature)
            guard place >= 0, seen[place >> 6] & 1 << UInt64(place & 63) == 0 else { continue }
            seen[place >> 6] |= 1 << UInt64(place & 63)
            // Once as anyone's word, once as this role's.
            add(ranges[place * Likeness.width], to: &scores, &known)
            add(ranges[place * Likeness.width + 1 + role], to: &scores, &known)
        }
        guard known > 0 else { return .none }
        let scale = 1 / (known + 1).squareRoot()
        for (index, missing) in missing.enumerated() {
            scores[index] = (scores[index] + known * missing) * scale
        }
        return Ranking(scores, actions: actions, numbers: numbers)
    }

    private func add(_ range: Range<Int32>, to scores: inout [Float], _ known: inout Float) {
        guard !range.isEmpty else { return }
        known += 1
        for index in Int(range.lowerBound)..<Int(range.upperBound) {
            let posting = postings[index]
            scores[Int(posting.action)] += posting.weight
        }
    }

    // MARK: - Signs

    private enum Sign {
        static let edge: UInt64 = 1
        static let number: UInt64 = 2
        static let place: UInt64 = 3
        static let unit: UInt64 = 4
        static let person: UInt64 = 5
    }

    /// Signs and pairs of signs.
    private static func features(
        _ text: NormalText,
        _ range: Range<Int>,
        _ lexicon: Lexicon
    ) -> [Feature] {
        let signs = signs(text, range, lexicon)
        var features: [Feature] = []
        features.reserveCapacity(signs.count * 2 + 1)
        var before = Sign.edge
        for sign in signs {
            features.append(mixed(sign, 0))
            features.append(mixed(before, sign))
            before = sign
        }
        features.append(mixed(before, Sign.edge))
        return features
    }

    private static func mixed(_ one: UInt64, _ other: UInt64) -> Feature {
        var value = one &* 0x9E37_79B9_7F4A_7C15 &+ other &* 0xC2B2_AE3D_27D4_EB4F
        value ^= value >> 29
        return value &* 0xBF58_476D_1CE4_E5B9 >> 5
    }

    /// Each Han character, each Latin word, each stop; numbers and names stand for their kind.
    private static func signs(
        _ text: NormalText,
        _ range: Range<Int>,
        _ lexicon: Lexicon
    ) -> [UInt64] {
        let scalars = text.scalars
        let limit = min(range.upperBound, range.lowerBound + window)
        let names: [(words: Words, sign: UInt64)] = [
            (lexicon.places, Sign.place), (lexicon.units, Sign.unit), (lexicon.people, Sign.person),
        ].filter { text.mayHold($0.0) }
        var signs: [UInt64] = []
        signs.reserveCapacity(limit - range.lowerBound)
        var index = range.lowerBound
        while index < limit {
            if let (sign, end) = name(scalars, index, range.upperBound, names) {
                signs.append(sign)
                index = end
            } else if Numerals.begins(scalars[index]) {
                while index < limit, Numerals.begins(scalars[index]) { index += 1 }
                signs.append(Sign.number)
            } else if ScalarKind.isLetter(scalars[index]) {
                var word: UInt64 = 0xCBF2_9CE4_8422_2325
                while index < limit, ScalarKind.isLetter(scalars[index]) || scalars[index] == 0x27 {
                    word = (word ^ UInt64(scalars[index])) &* 0x100_0000_01B3
                    index += 1
                }
                signs.append(word | 1 << 32)
            } else {
                if scalars[index] != 0x20 { signs.append(UInt64(scalars[index]) + 16) }
                index += 1
            }
        }
        return signs
    }

    private static func name(
        _ scalars: [UInt32],
        _ index: Int,
        _ limit: Int,
        _ names: [(words: Words, sign: UInt64)]
    ) -> (sign: UInt64, end: Int)? {
        for name in names {
            if let end = name.words.end(scalars, at: index, to: limit) { return (name.sign, end) }
        }
        return nil
    }
}

/// A sentence of the book: what somebody wrote, and what it meant.
package struct Saying: Sendable {
    package var role: Role
    package var action: Action
    package var text: String

    package init(_ text: String, _ action: Action, by role: Role) {
        self.role = role
        self.action = action
        self.text = text
    }
}
