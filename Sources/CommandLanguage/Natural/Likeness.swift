package import Casework
import Learning

/// What messages of the same words were meant for: learnt from the sentences of the book.
///
/// Single signs and pairs of signs, with the writer's role, weighed by a ``Classifier``. Phrasings say
/// what words must mean; this says what they mostly meant, and decides where phrasings are in doubt. It
/// is learnt anew whenever the book is read, so a sentence added to the book counts at once.
struct Likeness: Sendable {
    /// The likeness of a message to each action.
    struct Ranking: Sendable {
        /// How likely each action is, by its number; in all 1.
        private var shares: [Float]
        private let names: Names
        private var first = -1
        /// How likely it is that nothing may be done unasked, 0 to 1; the actions share 1 all the same.
        private(set) var doubt: Float

        /// What is like nothing.
        fileprivate static let none = Ranking([0], Names([]))

        /// Takes one share for each action, and last that of the doubt.
        fileprivate init(_ shares: consuming [Float], _ names: Names) {
            doubt = shares.popLast() ?? 0
            self.shares = shares
            self.names = names
            order()
        }

        /// Of several, one for each office that the writer holds, the one that is surest.
        init(_ rankings: [Ranking]) {
            self = rankings.max { $0.sureness < $1.sureness } ?? .none
        }

        /// Finds the best, and makes all of them 1 again.
        private mutating func order() {
            var total: Float = 0
            var top = first < 0 ? -Float.infinity : shares[first]
            for index in 0..<shares.count {
                let share = shares[index]
                if share > top { (first, top) = (index, share) }
                total += share
            }
            guard total > 0 else { return }
            for index in shares.indices { shares[index] /= total }
        }

        /// The action that the message is likest to.
        var best: Action? { first < 0 ? nil : names.actions[first] }
        /// How likely the best is; 0 where nothing is known.
        var sureness: Float { first < 0 ? 0 : shares[first] }

        /// The same without an action that cannot be meant.
        func without(_ action: Action) -> Ranking {
            guard let number = names.numbers[action], !shares.isEmpty else { return self }
            var ranking = self
            ranking.shares[number] = 0
            ranking.first = -1
            ranking.order()
            return ranking
        }

        /// The likeliest actions with their shares, the likeliest first.
        func likeliest(_ count: Int) -> [(action: Action, share: Float)] {
            zip(names.actions, shares).sorted { $0.1 > $1.1 }.prefix(count).map { ($0, $1) }
        }

        /// How likely an action is, 0 to 1; nil where nothing was ever said for it, or nothing is known.
        func share(of action: Action) -> Float? {
            guard first >= 0, let number = names.numbers[action] else { return nil }
            return shares[number]
        }
    }

    /// A sign or a pair of signs, packed.
    typealias Feature = UInt64
    /// A sign, with where it begins.
    typealias Token = (sign: UInt64, start: Int)

    /// The actions that are told apart, each with a number.
    ///
    /// A class, so that handing them on copies nothing; it never changes once it is made.
    final class Names: Sendable {
        fileprivate let actions: [Action]
        fileprivate let numbers: Table<Action, Int>

        fileprivate init(_ actions: [Action]) {
            self.actions = actions
            var numbers = Table<Action, Int>()
            for (number, action) in actions.enumerated() { numbers[action] = number }
            self.numbers = numbers
        }
    }

    private var names = Names([])
    private var places = KeyTable<Feature>()
    private var classifier: Classifier?

    var isEmpty: Bool { classifier == nil }

    /// Whose sentences are told apart.
    private static let roles: [Role] = [.voter, .deputy, .staff, .unit]
    /// How many signs of a message are looked at.
    static let window = 160

    init(_ said: [Saying], _ lexicon: Lexicon, _ respelling: Respelling) {
        guard !said.isEmpty else { return }
        let actions = Array(Set(said.compactMap(\.action))).sorted { $0.rawValue < $1.rawValue }
        let names = Names(actions)
        self.names = names
        var places = KeyNumbers<Feature>()
        var examples: [Classifier.Example] = []
        for saying in said {
            guard let label = saying.action.map({ names.numbers[$0] }) ?? actions.count,
                let group = Likeness.roles.firstIndex(of: saying.role)
            else { continue }
            let text = NormalText(saying.text, respelling)
            let (features, key) = Likeness.numbered(
                text,
                0..<text.count,
                lexicon,
                &places,
                from: UInt64(group)
            )
            let example = Classifier.Example(
                features: features,
                group: group,
                label: label,
                key: key
            )
            examples.append(example)
        }
        classifier = Classifier(
            examples,
            features: places.count,
            classes: actions.count + 1,
            groups: Likeness.roles.count
        )
        self.places = KeyTable(places)
    }

    /// Ranks all actions for the features of a stretch of text.
    func ranking(_ features: [Feature], as role: Role) -> Ranking {
        guard let group = Likeness.roles.firstIndex(of: role), let classifier else { return .none }
        let features = Likeness.numbers(features, places)
        guard let shares = classifier.probabilities(of: features, in: group) else { return .none }
        return Ranking(shares, names)
    }

    /// The features of a sentence by their numbers, each once, new ones numbered; and what tells the
    /// sentence from others.
    static func numbered(
        _ text: NormalText,
        _ range: Range<Int>,
        _ lexicon: Lexicon,
        _ places: inout KeyNumbers<Feature>,
        from key: UInt64 = 0
    ) -> (features: [Int32], key: UInt64) {
        numbered(Likeness.features(text, range, lexicon), &places, from: key)
    }

    /// Features by their numbers, each once, new ones numbered; and what tells them from others.
    static func numbered(
        _ all: [Feature],
        _ places: inout KeyNumbers<Feature>,
        from key: UInt64 = 0
    ) -> (features: [Int32], key: UInt64) {
        var key = key
        var features = all.map { feature in
            key = Likeness.mixed(key, feature)
            return places.number(feature)
        }
        features.sort()
        var count = 0
        for feature in features where count == 0 || features[count - 1] != feature {
            features[count] = feature
            count += 1
        }
        return (Array(features.prefix(count)), key)
    }

    /// Features that are known, by their numbers, each once.
    static func numbers(_ all: [Feature], _ places: KeyTable<Feature>) -> [Int32] {
        var features: [Int32] = []
        features.reserveCapacity(all.count)
        // What was seen already is in both the filter and the list.
        var seen = SIMD8<UInt64>()
        for feature in all {
            let place = places.number(feature)
            guard place >= 0 else { continue }
            let bit: UInt64 = 1 << UInt64(place & 63)
            let lane = (place >> 6) & 7
            if seen[lane] & bit != 0, features.contains(Int32(place)) { continue }
            seen[lane] |= bit
            features.append(Int32(place))
        }
        return features
    }

    // MARK: - Signs

    private enum Sign {
        static let edge: UInt64 = 1
        static let number: UInt64 = 2
        static let place: UInt64 = 3
        static let unit: UInt64 = 4
        static let person: UInt64 = 5
    }

    /// True for a token that stands for a place, a unit or a person.
    static func isName(_ token: Token) -> Bool { (Sign.place...Sign.person).contains(token.sign) }

    /// Signs and pairs of signs.
    static func features(
        _ text: NormalText,
        _ range: Range<Int>,
        _ lexicon: Lexicon
    ) -> [Feature] {
        let tokens = tokens(text, range, lexicon)
        var features: [Feature] = []
        features.reserveCapacity(tokens.count * 2 + 1)
        var before = Sign.edge
        for (sign, _) in tokens {
            features.append(mixed(sign, 0))
            features.append(mixed(before, sign))
            before = sign
        }
        features.append(mixed(before, Sign.edge))
        return features
    }

    static func mixed(_ one: UInt64, _ other: UInt64) -> Feature {
        var value = one &* 0x9E37_79B9_7F4A_7C15 &+ other &* 0xC2B2_AE3D_27D4_EB4F
        value ^= value >> 29
        return value &* 0xBF58_476D_1CE4_E5B9 >> 5
    }

    /// Each Han character, each Latin word, each sign but pauses, with where it begins; numbers and names
    /// stand for their kind.
    static func tokens(
        _ text: NormalText,
        _ range: Range<Int>,
        _ lexicon: Lexicon
    ) -> [Token] {
        let scalars = text.scalars
        let limit = min(range.upperBound, range.lowerBound + window)
        let names: [(words: Words, sign: UInt64)] = [
            (lexicon.places, Sign.place), (lexicon.units, Sign.unit), (lexicon.people, Sign.person),
        ].filter { text.mayHold($0.0) }
        var tokens: [Token] = []
        tokens.reserveCapacity(limit - range.lowerBound)
        var index = range.lowerBound
        while index < limit {
            if let (sign, end) = name(scalars, index, range.upperBound, names) {
                tokens.append((sign, index))
                index = end
            } else if Numerals.begins(scalars[index]) {
                tokens.append((Sign.number, index))
                while index < limit, Numerals.begins(scalars[index]) { index += 1 }
            } else if ScalarKind.isLetter(scalars[index]) {
                let start = index
                var word: UInt64 = 0xCBF2_9CE4_8422_2325
                while index < limit, ScalarKind.isLetter(scalars[index]) || scalars[index] == 0x27 {
                    word = (word ^ UInt64(scalars[index])) &* 0x100_0000_01B3
                    index += 1
                }
                tokens.append((word | 1 << 32, start))
            } else {
                if !isPause(scalars[index]) { tokens.append((UInt64(scalars[index]) + 16, index)) }
                index += 1
            }
        }
        return tokens
    }

    /// A space, comma or full stop: many leave them out, and they say nothing of what is meant.
    private static func isPause(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x20, 0x2C, 0x2E, 0x3B, 0x3001, 0x3002: true
        default: false
        }
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
    /// Nil where nothing may be done unasked: the writer hesitates, or tells what others want.
    package var action: Action?
    package var text: String
    /// What it says of the arguments that are learnt; nil where nobody looked.
    package var marks: [Slot: String]?
    /// The arguments that somebody looked for; nil for all of them.
    package var looked: Set<Slot>?

    package init(
        _ text: String,
        _ action: Action?,
        by role: Role,
        marks: [Slot: String]? = nil,
        looked: Set<Slot>? = nil
    ) {
        self.role = role
        self.action = action
        self.text = text
        self.marks = marks
        self.looked = looked
    }

    /// What it says of some arguments; nil where nobody looked.
    func marks(of slots: [Slot]) -> [Slot: String]? {
        guard let looked else { return marks }
        return slots.allSatisfy(looked.contains) ? marks : nil
    }
}
