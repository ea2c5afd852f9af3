import Casework
import Learning

/// What a stretch of a message is in it: which number counts the visitors, which name is the reporter's.
///
/// Learnt from the sentences of the book that are marked with it, by the words around each stretch that
/// it could be.
struct Roles: Sendable {
    /// A stretch that may be what is wanted.
    struct Candidate {
        let value: String
        let range: Range<Int>
        fileprivate let features: [Likeness.Feature]

        /// - Parameters:
        ///   - value: As it would be written down.
        ///   - range: In the text.
        ///   - first: The token that it begins with.
        ///   - tokens: Those of the stretch looked at.
        ///   - text: The message.
        ///   - shape: What it looks like, below 16.
        init(
            _ value: String,
            _ range: Range<Int>,
            from first: Int,
            _ tokens: [Likeness.Token],
            _ text: NormalText,
            shape: UInt64 = 0
        ) {
            self.value = value
            self.range = range
            let end = tokens[first...].firstIndex { $0.start >= range.upperBound } ?? tokens.count
            features = Roles.features(range, first, end, tokens, text, shape)
        }
    }

    private let places: KeyTable<Likeness.Feature>
    private let classifier: Classifier
    /// One less than the classes: the first class is that a stretch is none of these.
    private let slots: [Slot]

    /// How likely a stretch has to be it, and how likely to go before what rules found.
    private static let likely: Float = 0.6
    private static let surely: Float = 0.97
    /// How likely a longer stretch has to be, for one within it to be none.
    private static let possible: Float = 0.2
    /// How many tokens before and behind it are looked at.
    private static let reach = (before: 6, behind: 7)

    /// - Parameters:
    ///   - sentences: The stretches of each, with what is known to be said; others teach nothing.
    ///   - slots: What may be said.
    init?(_ sentences: [(candidates: [Candidate], marks: [Slot: String])], _ slots: [Slot]) {
        self.slots = slots
        var places = KeyNumbers<Likeness.Feature>()
        var examples: [Classifier.Example] = []
        for (candidates, marks) in sentences {
            let said = slots.indices.filter { marks[slots[$0]] != nil }
            for candidate in candidates {
                let meant = said.filter { marks[slots[$0]] == candidate.value }
                // Which of two equal numbers counts what, nobody said.
                guard meant.count <= 1 else { continue }
                let known = Likeness.numbered(candidate.features, &places)
                examples.append(
                    Classifier.Example(
                        features: known.features,
                        group: 0,
                        label: meant.first.map { $0 + 1 } ?? 0,
                        key: known.key
                    )
                )
            }
        }
        guard examples.contains(where: { $0.label > 0 }) else { return nil }
        classifier = Classifier(
            examples,
            features: places.count,
            classes: slots.count + 1,
            groups: 1
        )
        self.places = KeyTable(places)
    }

    /// What of the wanted is likely said, each by the likeliest stretch.
    func values(
        _ wanted: [Slot],
        of candidates: [Candidate]
    ) -> [(slot: Slot, value: String, isSure: Bool)] {
        let classes = wanted.compactMap { slots.firstIndex(of: $0) }
        guard !classes.isEmpty else { return [] }
        var likely: [Int: [(share: Float, candidate: Candidate)]] = [:]
        for candidate in candidates {
            let known = Likeness.numbers(candidate.features, places)
            guard let shares = classifier.probabilities(of: known, in: 0) else { continue }
            for index in classes where shares[index + 1] >= Roles.possible {
                likely[index, default: []].append((shares[index + 1], candidate))
            }
        }
        return classes.compactMap { index in
            guard let found = likely[index],
                var best = found.max(by: { $0.share < $1.share }), best.share >= Roles.likely
            else { return nil }
            // The 兰一人 of `蔡玉兰一人` begins within another.
            if let whole = found.first(where: {
                $0.candidate.range.lowerBound < best.candidate.range.lowerBound
                    && $0.candidate.range.contains(best.candidate.range.lowerBound)
            }) {
                best = whole
            }
            return (slots[index], best.candidate.value, best.share >= Roles.surely)
        }
    }

    private static func features(
        _ range: Range<Int>,
        _ first: Int,
        _ end: Int,
        _ tokens: [Likeness.Token],
        _ text: NormalText,
        _ shape: UInt64
    ) -> [Likeness.Feature] {
        func sign(_ index: Int) -> UInt64 {
            tokens.indices.contains(index) ? tokens[index].sign : 1
        }
        func mixed(_ one: UInt64, _ kind: UInt64) -> Likeness.Feature {
            Likeness.mixed(one, kind << 40)
        }
        let opens = range.lowerBound == 0 || text.endsClause(at: range.lowerBound - 1)
        let closes = range.upperBound == text.count || text.endsClause(at: range.upperBound)
        let edges: UInt64 =
            (opens ? 1 : 0) + (closes ? 2 : 0) + (first == 0 ? 4 : 0)
            + (end >= tokens.count ? 8 : 0)
        var features = [
            mixed(sign(first - 1), 1), mixed(sign(first - 2), 2), mixed(sign(end), 3),
            mixed(sign(end + 1), 4), mixed(Likeness.mixed(sign(first - 2), sign(first - 1)), 5),
            mixed(Likeness.mixed(sign(end), sign(end + 1)), 6), mixed(edges, 9),
            mixed(edges + shape << 8, 10), mixed(Likeness.mixed(sign(first - 1), edges), 11),
            mixed(Likeness.mixed(sign(end), edges), 12),
        ]
        for index in max(0, first - reach.before)..<max(0, first) {
            features.append(mixed(sign(index), 7))
            features.append(mixed(Likeness.mixed(sign(index), sign(index + 1)), 7))
        }
        for index in end..<max(end, min(tokens.count, end + reach.behind)) {
            features.append(mixed(sign(index), 8))
            features.append(mixed(Likeness.mixed(sign(index - 1), sign(index)), 8))
        }
        return features
    }
}

/// Finds what may be somebody's name, or a count.
struct Stretches: Sendable {
    /// Surnames, the rare ones too, what people are called by, and names of the roster.
    let surnames: [Words]
    let titles: Words
    let people: Words
    /// What a name like 老吴, 小陈 or 阿根 begins with.
    let openers: Set<UInt32>
    /// What begins like a name and is none: 谢谢, 高压.
    let never: Words
    let lexicon: Lexicon

    /// The numbers of a stretch that may count something.
    func numbers(_ range: Range<Int>, of text: NormalText) -> [Roles.Candidate] {
        let tokens = Likeness.tokens(text, range, lexicon)
        return tokens.indices.compactMap { index in
            guard
                let found = Numerals.counted(
                    text.scalars,
                    at: tokens[index].start,
                    to: range.upperBound
                ), found.length <= 3
            else { return nil }
            let number = tokens[index].start..<found.end
            return Roles.Candidate(String(found.value), number, from: index, tokens, text)
        }
    }

    /// What may be names: 老吴, 林大爷, 陈阿土, `Mrs Wu`.
    func names(_ range: Range<Int>, of text: NormalText) -> [Roles.Candidate] {
        let tokens = Likeness.tokens(text, range, lexicon)
        return tokens.indices.flatMap { first in
            let start = tokens[first].start
            let ends =
                ScalarKind.isLetter(text.scalars[start])
                ? latinEnds(from: start, to: range.upperBound, text)
                : hanEnds(from: start, to: range.upperBound, text)
            return ends.map { end, shape in
                let name = text.original(start..<end)
                return Roles.Candidate(name, start..<end, from: first, tokens, text, shape: shape)
            }
        }
    }

    /// Where a name ends that may begin here, with what it looks like.
    private func hanEnds(
        from start: Int,
        to limit: Int,
        _ text: NormalText
    ) -> [(end: Int, shape: UInt64)] {
        let scalars = text.scalars
        if let known = people.end(scalars, at: start, to: limit) { return [(known, 1)] }
        guard ScalarKind.isHan(scalars[start]), never.end(scalars, at: start, to: limit) == nil
        else { return [] }
        func isHan(_ index: Int) -> Bool { index < limit && ScalarKind.isHan(scalars[index]) }
        // 阿根, 阿芬嫂
        var ends: [(Int, UInt64)] = []
        if scalars[start] == 0x963F, isHan(start + 1) {
            ends.append((start + 2, 2))
            if let title = titles.end(scalars, at: start + 2, to: limit) { ends.append((title, 3)) }
            return ends
        }
        let isNick = openers.contains(scalars[start])
        let begin = isNick ? start + 1 : start
        guard begin < limit,
            let surname = surnames.lazy.compactMap({ $0.end(scalars, at: begin, to: limit) }).first
        else { return [] }
        let title = titles.end(scalars, at: surname, to: limit)
        if let title { ends.append((title, 4)) }
        if isNick { ends.append((surname, 5)) }
        if !isNick, isHan(surname) {
            ends.append((surname + 1, 6))
            if isHan(surname + 1) { ends.append((surname + 2, 7)) }
            for given in [surname + 1, surname + 2] where isHan(given) {
                if let title = titles.end(scalars, at: given, to: limit) { ends.append((title, 8)) }
            }
        }
        return ends
    }

    /// One to three words with capitals.
    private func latinEnds(
        from start: Int,
        to limit: Int,
        _ text: NormalText
    ) -> [(end: Int, shape: UInt64)] {
        var ends: [(Int, UInt64)] = []
        var index = start
        while ends.count < 3, index < limit, isCapital(index, text) {
            while index < limit, ScalarKind.isLetter(text.scalars[index]) { index += 1 }
            ends.append((index, 9 + UInt64(ends.count)))
            guard index + 1 < limit, text.scalars[index] == 0x20 else { break }
            index += 1
        }
        return ends
    }

    private func isCapital(_ index: Int, _ text: NormalText) -> Bool {
        guard index < text.count, ScalarKind.isLetter(text.scalars[index]) else { return false }
        let first = text.original(index..<index + 1).unicodeScalars.first
        return first.map { ("A"..."Z").contains($0) } ?? false
    }
}

extension Slot {
    /// True for what is counted in a message.
    var isCount: Bool {
        switch self {
        case .participants, .dueWorkdays, .days, .daysBefore, .dueMonths, .voters, .opinions,
            .answeredOnSpot, .receptions, .suggestions, .groupActivities:
            true
        default: false
        }
    }

    /// True for what somebody is called who is entered.
    var isName: Bool { self == .name || self == .voterName }
}
