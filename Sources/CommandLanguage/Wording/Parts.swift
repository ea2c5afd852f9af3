extension Phrasebook {
    /// Splits a reply into the parts that one channel can carry.
    ///
    /// Cuts stand at line and sentence ends where they can, never inside a number, a date, a
    /// Latin word or a character. Parts are numbered only when there are several.
    ///
    ///     parts("一二三。四五六。", limitInUTF16: 4096)   // ["一二三。四五六。"]
    ///
    /// - Parameters:
    ///   - text: The reply as the reader should see it; may be empty, which gives no part.
    ///   - limitInUTF16: The longest part that the channel accepts; 40 or more.
    package func parts(_ text: String, limitInUTF16: Int) -> [String] {
        guard !text.isEmpty else { return [] }
        precondition(limitInUTF16 >= 40, "a part has room for its number and some words")
        if text.utf16.count <= limitInUTF16 { return [text] }
        // A number like (12/345) and a space take at most twelve units.
        let pieces = Splitter(text, limit: limitInUTF16 - 12).pieces()
        return pieces.enumerated().map { "(\($0.offset + 1)/\(pieces.count)) " + $0.element }
    }
}

/// Cuts a long text where a reader would pause.
private struct Splitter {
    let characters: [Character]
    let widths: [Int]
    let limit: Int

    init(_ text: String, limit: Int) {
        // A character longer than a part (marks piled up without end) is cut by its scalars.
        characters = text.flatMap { character in
            character.utf16.count <= limit
                ? [character] : character.unicodeScalars.map { Character($0) }
        }
        widths = characters.map { $0.utf16.count }
        self.limit = limit
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

    /// The best place to cut at or before `end`.
    private func cut(_ start: Int, _ end: Int) -> Int {
        var best = (rank: 0, end: end)
        let lowest = start + max(1, (end - start) / 3)
        var index = end
        while index > lowest {
            let rank = rank(at: index)
            if rank > best.rank { best = (rank, index) }
            if rank == 4 { break }
            index -= 1
        }
        if best.rank > 0 { return best.end }
        index = end
        while index > lowest, joins(index) { index -= 1 }
        return index > lowest ? index : end
    }

    /// 4 after a line, 3 after a sentence, 2 after a clause, 1 between words, 0 elsewhere.
    private func rank(at index: Int) -> Int {
        let before = characters[index - 1]
        switch before {
        case "\n", "\r\n": return 4
        case "。", "！", "？", "；": return 3
        case ".", "!", "?", ";":
            return index < characters.count && characters[index] == " " ? 3 : 0
        case "，", "、", "：": return 2
        case " ": return joinsDate(index) ? 0 : 1
        default: return 0
        }
    }

    /// True when a cut would part a number, a date or a Latin word.
    private func joins(_ index: Int) -> Bool {
        func isPart(_ character: Character) -> Bool {
            character.isASCII && (character.isLetter || character.isNumber)
                || "-/:.年月日号".contains(character)
        }
        return isPart(characters[index - 1]) && isPart(characters[index])
    }

    /// True at a space within `4 December 2026`.
    private func joinsDate(_ index: Int) -> Bool {
        guard index >= 2, index < characters.count else { return false }
        return characters[index - 2].isNumber || characters[index].isNumber
    }

    private func trimmed(_ range: Range<Int>) -> String {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high, characters[low].isWhitespace { low += 1 }
        while high > low, characters[high - 1].isWhitespace { high -= 1 }
        return String(characters[low..<high])
    }
}
