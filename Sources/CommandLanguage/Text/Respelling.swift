/// Other ways to write a word: what voice input hears, dialect by ear, pinyin without tones.
///
/// The person's own words stay as they are; only what is read changes.
struct Respelling: Sendable {
    private struct Entry {
        var from: [UInt32]
        var to: [UInt32]
    }

    private struct Syllable {
        var letters: [UInt32]
        var to: [UInt32]
        var isLong: Bool
    }

    static let none = Respelling()

    /// By first sign: the place of its words in ``heard``.
    private var byFirst = KeyTable<UInt32>()
    /// Words that begin alike, the longest first.
    private var heard: [[Entry]] = []
    /// By the digest of its letters: the place of a word of pinyin.
    private var byLetters = KeyTable<UInt64>()
    private var syllables: [Syllable] = []
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
        var places: [UInt32: Int32] = [:]
        for (word, value) in heard {
            let entry = Entry(from: NormalText.spelling(word), to: NormalText.spelling(value))
            guard let first = entry.from.first else { continue }
            let place = places[first] ?? Int32(self.heard.count)
            if place == self.heard.count { self.heard.append([]) }
            places[first] = place
            self.heard[Int(place)].append(entry)
        }
        for place in self.heard.indices {
            self.heard[place].sort { $0.from.count > $1.from.count }
        }
        byFirst = KeyTable(places)
        var digests: [UInt64: Int32] = [:]
        for (word, value) in pinyin {
            let letters = word.unicodeScalars.map(\.value)
            let digest = letters.reversed().reduce(0, Respelling.digest)
            digests[digest] = Int32(syllables.count)
            syllables.append(
                Syllable(
                    letters: letters,
                    to: NormalText.spelling(value),
                    isLong: word.utf8.count >= Respelling.telling
                )
            )
            longest = max(longest, letters.count)
        }
        byLetters = KeyTable(digests)
    }

    /// The digest of a word from its last letter to its first.
    private static func digest(_ digest: UInt64, _ letter: UInt32) -> UInt64 {
        (digest ^ UInt64(letter)) &* 0x100_0000_01B3 &+ 0xCBF2_9CE4_8422_2325
    }

    var isEmpty: Bool { heard.isEmpty && syllables.isEmpty }

    /// Puts what is meant in the place of what is written.
    func apply(to text: inout NormalText.Signs) {
        guard !isEmpty else { return }
        if let runs = pinyin(text.scalars) {
            for run in runs.reversed() { text.replace(run.range, with: run.to) }
            text.removeSpaces()
        }
        var index = 0
        while index < text.scalars.count {
            guard let (to, count) = heard(text.scalars, at: index) else {
                index += 1
                continue
            }
            text.replace(index..<(index + count), with: to)
            index += to.count
        }
    }

    /// The word that is meant at a position, with how many signs it takes.
    func heard(_ text: [UInt32], at index: Int) -> (to: [UInt32], count: Int)? {
        let place = byFirst.number(text[index])
        guard place >= 0 else { return nil }
        for entry in heard[place] where index + entry.from.count <= text.count {
            var offset = 1
            while offset < entry.from.count, text[index + offset] == entry.from[offset] {
                offset += 1
            }
            if offset == entry.from.count, isApart(text, index, index + offset) {
                return (entry.to, offset)
            }
        }
        return nil
    }

    /// True for Chinese signs, and for letters that are a word or stand before a number: the `cx` of `cx42`,
    /// and not that of a code like `96CXDYFTSR`.
    private func isApart(_ text: [UInt32], _ start: Int, _ end: Int) -> Bool {
        guard ScalarKind.isLetter(text[start]) else { return true }
        if start > 0, ScalarKind.isLetter(text[start - 1]) || ScalarKind.isDigit(text[start - 1]) {
            return false
        }
        let next = text[end...].first { !ScalarKind.isDigit($0) }
        return next.map { !ScalarKind.isLetter($0) } ?? true
    }

    /// The Chinese words of a text in pinyin, each letter run at its place; nil for anything else.
    func pinyin(_ text: [UInt32]) -> [(range: Range<Int>, to: [UInt32])]? {
        guard !syllables.isEmpty, text.count <= 200,
            !text.contains(where: { ScalarKind.isHan($0) })
        else { return nil }
        if let joined = joined(text) { return joined }
        if let spelled = spelledOut(text) { return spelled }
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
            guard let (words, isLong) = segment(Array(text[start..<index])) else { return nil }
            isTold = isTold || isLong
            runs.append((start..<index, words))
        }
        return isTold ? runs : nil
    }

    /// `wo na jian shi zen me yang le`: all words are syllables, four of them or more.
    private func spelledOut(_ text: [UInt32]) -> [(range: Range<Int>, to: [UInt32])]? {
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
            guard let (words, isLong) = segment(letters) else { return nil }
            isTold = isTold || isLong
            runs.append((start..<end, words))
        }
        // `cha 36`, `cha 42 hao`: short words around a number.
        let isOrder = runs.count <= 2 && text.contains { ScalarKind.isDigit($0) }
        return isTold || isOrder ? runs : nil
    }

    /// A run of letters as words of the table, the fewest that cover it.
    private func segment(_ letters: [UInt32]) -> ([UInt32], isLong: Bool)? {
        guard letters.count <= 60 else { return nil }
        var best: [(count: Int, from: Int, syllable: Int)?] =
            Array(repeating: nil, count: letters.count + 1)
        best[0] = (0, 0, 0)
        for end in 1...letters.count {
            var digest: UInt64 = 0
            for start in (max(0, end - longest)..<end).reversed() {
                digest = Respelling.digest(digest, letters[start])
                guard let known = best[start] else { continue }
                let place = byLetters.number(digest)
                guard place >= 0, letters[start..<end].elementsEqual(syllables[place].letters)
                else { continue }
                if best[end].map({ known.count + 1 <= $0.count }) ?? true {
                    best[end] = (known.count + 1, start, place)
                }
            }
        }
        guard best[letters.count] != nil else { return nil }
        var words: [[UInt32]] = []
        var isLong = false
        var end = letters.count
        while end > 0, let step = best[end] {
            isLong = isLong || syllables[step.syllable].isLong
            words.append(syllables[step.syllable].to)
            end = step.from
        }
        return (words.reversed().flatMap { $0 }, isLong)
    }
}
