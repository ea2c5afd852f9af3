internal import Casework

// Which of somebody's matters a message is about, where it says no number.
extension Phrasebook {
    /// The one of several texts that shares most with a message.
    ///
    /// Compared are pairs of Chinese signs and Latin words, but for those that say nothing of any
    /// matter (`matter_stops` of `words.yaml`). `路灯的催一下` is about `花桥路灯坏了`, and not about
    /// `横湖水沟堵了`.
    ///
    /// - Parameters:
    ///   - text: The message.
    ///   - known: What may be meant, each with its words.
    /// - Returns: The key of the one that shares most; nil where none shares anything, where two share
    ///   alike, or where the message names the latest.
    package func meant<Key>(by text: String, among known: [(key: Key, words: String)]) -> Key? {
        let said = NormalText.spelling(text)
        let latest = lexicon.references.latest
        guard !said.indices.contains(where: { latest.end(said, at: $0, to: said.count) != nil })
        else { return nil }
        let asked = telling(said)
        guard !asked.isEmpty else { return nil }
        var best: (key: Key, shared: Int)?
        var isShared = false
        for (key, words) in known {
            let shared = telling(NormalText.spelling(words)).intersection(asked).count
            guard shared > 0, shared >= best?.shared ?? 0 else { continue }
            isShared = shared == best?.shared
            best = (key, shared)
        }
        return isShared ? nil : best?.key
    }

    /// What tells of a text: each pair of Chinese signs, each Latin word of three letters.
    private func telling(_ signs: [UInt32]) -> Set<UInt64> {
        let stops = list(.matterStops)
        var found: Set<UInt64> = []
        var index = 0
        while index < signs.count {
            if let end = stops.longest(signs, at: index, to: signs.count)?.end {
                index = end
                continue
            }
            if ScalarKind.isLetter(signs[index]) {
                let (token, end) = Token.first(of: signs, at: index)
                if end - index >= 3 { found.insert(UInt64(token)) }
                index = end
                continue
            }
            if index + 1 < signs.count, ScalarKind.isHan(signs[index]),
                ScalarKind.isHan(signs[index + 1]),
                stops.longest(signs, at: index + 1, to: signs.count) == nil
            {
                found.insert(UInt64(signs[index]) << 32 | UInt64(signs[index + 1]))
            }
            index += 1
        }
        return found
    }
}
