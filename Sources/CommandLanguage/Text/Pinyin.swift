/// Reads pinyin without tones as the characters that people write to the desk.
///
/// Of all characters of each syllable the likeliest chain is taken, by how often they stand beside
/// each other in the sentences of the book.
struct Pinyin: Sendable {
    private var single: [UInt32: Float] = [:]
    private var pairs: [UInt64: Float] = [:]
    private var total: Float = 0

    /// The longest syllable, in letters: `zhuang`.
    private static let longest = 6
    /// The most syllables that are read of one message.
    private static let most = 60

    init(_ sentences: some Sequence<String> = []) {
        for sentence in sentences {
            var before: UInt32 = 0
            for value in NormalText.spelling(sentence) {
                guard ScalarKind.isHan(value) else {
                    before = 0
                    continue
                }
                single[value, default: 0] += 1
                total += 1
                if before != 0 { pairs[Pinyin.pair(before, value), default: 0] += 1 }
                before = value
            }
        }
    }

    var isEmpty: Bool { total == 0 }

    private static func pair(_ one: UInt32, _ next: UInt32) -> UInt64 {
        UInt64(one) << 32 | UInt64(next)
    }

    /// The syllables of a run of letters, the fewest that cover it; nil where some are none.
    static func syllables(_ letters: ArraySlice<UInt32>) -> [String]? {
        let letters = Array(letters)
        guard letters.count <= most * 3 else { return nil }
        var best: [(count: Int, from: Int)?] = Array(repeating: nil, count: letters.count + 1)
        best[0] = (0, 0)
        for end in 1...max(1, letters.count) where end <= letters.count {
            for start in max(0, end - longest)..<end {
                guard let known = best[start],
                    Readings.characters(of: Numerals.string(letters[start..<end])) != nil
                else { continue }
                if best[end].map({ known.count + 1 < $0.count }) ?? true {
                    best[end] = (known.count + 1, start)
                }
            }
        }
        var found: [String] = []
        var end = letters.count
        while end > 0 {
            guard let step = best[end] else { return nil }
            found.append(Numerals.string(letters[step.from..<end]))
            end = step.from
        }
        return found.reversed()
    }

    /// The likeliest characters for a row of syllables, one for each.
    func characters(_ syllables: [String]) -> [UInt32] {
        var paths: [(character: UInt32, score: Float, from: Int)] = []
        var history: [[(character: UInt32, score: Float, from: Int)]] = []
        for syllable in syllables.prefix(Pinyin.most) {
            let all = (Readings.characters(of: syllable) ?? "").unicodeScalars.map(\.value)
            let known = all.filter { single[$0] != nil }
            let next = (known.isEmpty ? Array(all.prefix(1)) : known).map { character in
                guard !paths.isEmpty else { return (character, cost(character, after: 0), 0) }
                var best = (score: -Float.infinity, from: 0)
                for (index, path) in paths.enumerated() {
                    let score = path.score + cost(character, after: path.character)
                    if score > best.score { best = (score, index) }
                }
                return (character, best.score, best.from)
            }
            history.append(next)
            paths = next
        }
        guard var index = paths.indices.max(by: { paths[$0].score < paths[$1].score }) else {
            return []
        }
        var found: [UInt32] = []
        for row in history.reversed() {
            found.append(row[index].character)
            index = row[index].from
        }
        return found.reversed()
    }

    /// How likely a character is after another, as a logarithm.
    private func cost(_ character: UInt32, after before: UInt32) -> Float {
        let alone = (single[character] ?? 0.1) / max(1, total)
        let beside =
            pairs[Pinyin.pair(before, character)].map { $0 / (single[before] ?? 1) } ?? 0
        return Logarithm.natural(0.85 * beside + 0.15 * alone + 1e-9)
    }
}
