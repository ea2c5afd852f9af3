/// Other ways to write a word: what voice input hears, dialect by ear, pinyin without tones.
///
/// The person's own words stay as they are; only what is read changes.
struct Respelling: Sendable {
    private struct Entry {
        var from: [UInt32]
        var to: [UInt32]
    }

    private var byFirst: [UInt32: [Entry]] = [:]
    private var syllables: [String: [UInt32]] = [:]
    private var longest = 0
    private let spelled: Pinyin
    /// A word of that many letters says that a text is pinyin.
    private static let telling = 4

    init(
        heard: [(word: String, value: String)] = [],
        pinyin: [(word: String, value: String)] = [],
        said: [String] = []
    ) {
        spelled = Pinyin(said)
        for (word, value) in heard {
            let entry = Entry(from: NormalText.spelling(word), to: NormalText.spelling(value))
            guard let first = entry.from.first else { continue }
            byFirst[first, default: []].append(entry)
        }
        for first in Array(byFirst.keys) {
            byFirst[first]?.sort { $0.from.count > $1.from.count }
        }
        for (word, value) in pinyin {
            syllables[word] = NormalText.spelling(value)
            longest = max(longest, word.utf8.count)
        }
    }

    var isEmpty: Bool { byFirst.isEmpty && syllables.isEmpty }

    /// The word that is meant at a position, with how many signs it takes.
    func heard(_ text: [UInt32], at index: Int) -> (to: [UInt32], count: Int)? {
        guard let entries = byFirst[text[index]] else { return nil }
        for entry in entries where index + entry.from.count <= text.count {
            var offset = 1
            while offset < entry.from.count, text[index + offset] == entry.from[offset] {
                offset += 1
            }
            if offset == entry.from.count { return (entry.to, offset) }
        }
        return nil
    }

    /// The Chinese words of a text in pinyin, each letter run at its place; nil for anything else.
    func pinyin(_ text: [UInt32]) -> [(range: Range<Int>, to: [UInt32])]? {
        guard !syllables.isEmpty, text.count <= 200,
            !text.contains(where: { ScalarKind.isHan($0) })
        else { return nil }
        if let joined = joined(text) { return joined }
        if let syllables = syllables(text) { return syllables }
        var runs: [(range: Range<Int>, to: [UInt32])] = []
        var isTold = false
        var index = 0
        while index < text.count {
            guard ScalarKind.isLetter(text[index]) else {
                index += 1
                continue
            }
            let start = index
            while index < text.count, ScalarKind.isLetter(text[index]) || text[index] == 0x27 {
                index += 1
            }
            guard let (words, isLong) = segment(text[start..<index]) else { return nil }
            isTold = isTold || isLong
            runs.append((start..<index, words))
        }
        return isTold ? runs : nil
    }

    /// `wo na jian shi zen me yang le`: all words are syllables, four of them or more.
    private func syllables(_ text: [UInt32]) -> [(range: Range<Int>, to: [UInt32])]? {
        guard !spelled.isEmpty else { return nil }
        var runs: [(range: Range<Int>, count: Int)] = []
        var all: [String] = []
        var index = 0
        while index < text.count {
            guard ScalarKind.isLetter(text[index]) else {
                index += 1
                continue
            }
            let start = index
            while index < text.count, ScalarKind.isLetter(text[index]) { index += 1 }
            guard let found = Pinyin.syllables(text[start..<index]) else { return nil }
            runs.append((start..<index, found.count))
            all += found
        }
        guard all.count >= 4 else { return nil }
        var characters = spelled.characters(all)[...]
        guard characters.count == all.count else { return nil }
        return runs.map { run in
            defer { characters = characters.dropFirst(run.count) }
            return (run.range, Array(characters.prefix(run.count)))
        }
    }

    /// `cha xun 42 hao`: syllables apart, read as if they stood together.
    private func joined(_ text: [UInt32]) -> [(range: Range<Int>, to: [UInt32])]? {
        var runs: [(range: Range<Int>, to: [UInt32])] = []
        var isTold = false
        var index = 0
        while index < text.count {
            guard ScalarKind.isLetter(text[index]) else {
                index += 1
                continue
            }
            let start = index
            var end = index
            var letters: [UInt32] = []
            while index < text.count, ScalarKind.isLetter(text[index]) || text[index] == 0x20 {
                if text[index] != 0x20 {
                    letters.append(text[index])
                    end = index + 1
                }
                index += 1
            }
            guard let (words, isLong) = segment(letters[...]) else { return nil }
            isTold = isTold || isLong
            runs.append((start..<end, words))
        }
        // `cha 36`, `cha 42 hao`: short words around a number.
        let isOrder = runs.count <= 2 && text.contains { ScalarKind.isDigit($0) }
        return isTold || isOrder ? runs : nil
    }

    /// A run of letters as words of the table, the fewest that cover it.
    private func segment(_ run: ArraySlice<UInt32>) -> ([UInt32], isLong: Bool)? {
        let letters = Array(run)
        guard letters.count <= 60 else { return nil }
        var best: [(count: Int, from: Int)?] = Array(repeating: nil, count: letters.count + 1)
        best[0] = (0, 0)
        for end in 1...letters.count {
            for start in max(0, end - longest)..<end {
                guard let known = best[start],
                    syllables[Numerals.string(letters[start..<end])] != nil
                else { continue }
                if best[end].map({ known.count + 1 < $0.count }) ?? true {
                    best[end] = (known.count + 1, start)
                }
            }
        }
        guard best[letters.count] != nil else { return nil }
        var words: [[UInt32]] = []
        var isLong = false
        var end = letters.count
        while end > 0, let step = best[end] {
            let word = Numerals.string(letters[step.from..<end])
            isLong = isLong || word.utf8.count >= Respelling.telling
            words.append(syllables[word] ?? [])
            end = step.from
        }
        return (words.reversed().flatMap { $0 }, isLong)
    }
}

extension NormalText {
    /// The text as it is meant, with every sign still knowing where it came from.
    init(_ text: String, _ respelling: Respelling) {
        self.init(text)
        guard !respelling.isEmpty else { return }
        if let runs = respelling.pinyin(scalars) {
            for run in runs.reversed() { replace(run.range, with: run.to) }
            removeSpaces()
        }
        var index = 0
        while index < scalars.count {
            guard let (to, count) = respelling.heard(scalars, at: index) else {
                index += 1
                continue
            }
            replace(index..<(index + count), with: to)
            index += to.count
        }
    }
}
