extension Phrasebook {
    /// Splits a reply into the parts that one channel can carry.
    ///
    /// Cuts stand at line and sentence ends where they can, never inside a number, a date, a code, a
    /// name of the station's lists, a Latin word or a character, unless it alone is longer than a
    /// part. Parts are numbered only when there are several.
    ///
    ///     parts("一二三。四五六。", limitInUTF16: 4096)   // ["一二三。四五六。"]
    ///
    /// - Parameters:
    ///   - text: The reply as the reader should see it; may be empty, which gives no part.
    ///   - limitInUTF16: The longest part that the channel accepts; 40 or more.
    /// - Returns: The parts in reading order; one where the text fits.
    package func parts(_ text: String, limitInUTF16: Int) -> [String] {
        guard !text.isEmpty else { return [] }
        precondition(limitInUTF16 >= 40, "a part has room for its number and some words")
        if text.utf16.count <= limitInUTF16 { return [text] }
        // A number like (12/345) and a space take at most twelve units.
        let pieces = Splitter(text, limit: limitInUTF16 - 12, names: names).pieces()
        return pieces.enumerated().map { "(\($0.offset + 1)/\(pieces.count)) " + $0.element }
    }
}

/// Cuts a long text where a reader would pause.
private struct Splitter {
    let characters: [Character]
    let widths: [Int]
    let limit: Int
    /// By position: true where a cut before it would part a name.
    private var isInName: [Bool]

    init(_ text: String, limit: Int, names: [Character: [[Character]]]) {
        // A character longer than a part (marks piled up without end) is cut by its scalars.
        characters = text.flatMap { character in
            character.utf16.count <= limit
                ? [character] : character.unicodeScalars.map { Character($0) }
        }
        widths = characters.map { $0.utf16.count }
        self.limit = limit
        isInName = Array(repeating: false, count: characters.count)
        for (start, character) in characters.enumerated() {
            for name in names[character] ?? [] where characters[start...].starts(with: name) {
                for index in start + 1..<start + name.count { isInName[index] = true }
            }
        }
    }

    func pieces() -> [String] {
        var pieces: [String] = []
        var start = 0
        while start < characters.count {
            var end = start
            var width = 0
            while end < characters.count, width + widths[end] <= limit {
                width += widths[end]
                end += 1
            }
            if end < characters.count { end = cut(start, end) }
            let piece = trimmed(start..<end)
            if !piece.isEmpty { pieces.append(piece) }
            start = end
        }
        return pieces
    }

    /// The best place to cut at or before `end`: where a reader pauses and the part is not too
    /// short, else the last that parts nothing, else within a date's spaces, else anywhere.
    private func cut(_ start: Int, _ end: Int) -> Int {
        var best = (rank: 0, end: end)
        let lowest = start + max(1, (end - start) / 3)
        for index in stride(from: end, to: lowest, by: -1) where !isSolid(index) {
            let rank = rank(at: index)
            if rank > best.rank { best = (rank, index) }
            if rank == 4 { break }
        }
        if best.rank > 0 { return best.end }
        let places = stride(from: end, to: start, by: -1)
        return places.first { !isSolid($0) }
            ?? places.first { !joins($0) && !isInName[$0] }
            ?? end
    }

    /// 4 after a line, 3 after a sentence, 2 after a clause, 1 between words, 0 elsewhere.
    private func rank(at index: Int) -> Int {
        switch characters[index - 1] {
        case "\n", "\r\n": 4
        case "。", "！", "？", "；": 3
        case ".", "!", "?", ";": characters[index] == " " ? 3 : 0
        case "，", "、", "：": 2
        case " ": 1
        default: 0
        }
    }

    /// True where a cut would part something that is read as one.
    private func isSolid(_ index: Int) -> Bool {
        isInName[index] || joins(index) || joinsDate(index)
    }

    /// True when a cut would part a number, a date, a code or a Latin word.
    private func joins(_ index: Int) -> Bool {
        Splitter.isPart(characters[index - 1]) && Splitter.isPart(characters[index])
    }

    private static let joiners: Set<Character> = Set("-/:.年月日号零〇一二三四五六七八九十廿百初闰正冬腊")

    private static func isPart(_ character: Character) -> Bool {
        character.isASCII
            ? character.isLetter || character.isNumber || joiners.contains(character)
            : joiners.contains(character)
    }

    /// True beside a space that has a number at its other side: `4 December 2026`, `2026-0042 is`.
    private func joinsDate(_ index: Int) -> Bool {
        if characters[index - 1] == " ", index >= 2 {
            return isDigit(index - 2) || isDigit(index)
        }
        return characters[index] == " "
            && (isDigit(index - 1) || index + 1 < characters.count && isDigit(index + 1))
    }

    private func isDigit(_ index: Int) -> Bool {
        characters[index].isASCII && characters[index].isNumber
    }

    private func trimmed(_ range: Range<Int>) -> String {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high, characters[low].isWhitespace { low += 1 }
        while high > low, characters[high - 1].isWhitespace { high -= 1 }
        return String(characters[low..<high])
    }
}
