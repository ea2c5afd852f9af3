import Casework

/// A message in one spelling: half-width, simplified, lower-case, one kind of space and dash.
///
/// Every scalar remembers where it came from, so that a person's own words can be given back
/// unchanged. Only the first ``NormalText/window`` scalars are kept; the last one stands for all that
/// follows.
///
/// A class, so that handing a message on copies nothing; it never changes once it is made.
final class NormalText: Sendable {
    /// The normal spelling.
    let scalars: [UInt32]
    /// The byte of the original at which each scalar begins.
    private let starts: [Int32]
    /// By scalar: the byte at which it ends, where the words behind it were left out.
    private let ends: [Int: Int32]
    private let bytes: [UInt8]
    /// The byte behind the last of them.
    private let end: Int
    /// What of the books stands in it; all lists where it was not looked through.
    let found: WordTable.Found

    /// How many scalars are read: what a person types never needs more to be understood.
    static let window = 4096

    /// - Parameters:
    ///   - text: The words as they came.
    ///   - respelling: What is read in place of what is written, where it is written by ear.
    ///   - cues: What it is looked through for; nil to leave that to each who looks.
    init(_ text: String, _ respelling: Respelling = .none, for cues: CueTable? = nil) {
        bytes = Array(text.utf8)
        var signs = Signs(bytes)
        respelling.apply(to: &signs)
        scalars = signs.scalars
        starts = signs.starts
        ends = [:]
        end = bytes.count
        found = cues?.find(in: signs.scalars) ?? WordTable.Found(lists: .all)
    }

    /// The same without some stretches of it; the words around one are still given as they were written.
    init(_ other: NormalText, without ranges: [Range<Int>], for cues: CueTable) {
        bytes = other.bytes
        end = other.end
        let kept = other.scalars.indices.filter { index in !ranges.contains { $0.contains(index) } }
        scalars = kept.map { other.scalars[$0] }
        starts = kept.map { other.starts[$0] }
        var ends: [Int: Int32] = [:]
        for (place, index) in kept.enumerated()
        where ranges.contains(where: { $0.contains(index + 1) }) {
            ends[place] = other.starts[index + 1]
        }
        self.ends = ends
        found = cues.find(in: scalars)
    }

    /// A stretch of another text.
    init(_ other: NormalText, _ range: Range<Int>, for cues: CueTable) {
        bytes = other.bytes
        scalars = Array(other.scalars[range])
        starts = Array(other.starts[range])
        let next = range.upperBound < other.count ? Int(other.starts[range.upperBound]) : other.end
        end = range.isEmpty ? next : other.ends[range.upperBound - 1].map(Int.init) ?? next
        var ends: [Int: Int32] = [:]
        for (index, end) in other.ends where range.contains(index) {
            ends[index - range.lowerBound] = end
        }
        self.ends = ends
        found = cues.find(in: scalars)
    }

    /// False where surely none of the words stands in it.
    func mayHold(_ words: Words) -> Bool {
        words.number < 0 ? !words.isEmpty : found.lists.contains(words.number)
    }

    /// The signs of a text while they are put into their normal spelling.
    struct Signs {
        private(set) var scalars: [UInt32] = []
        private(set) var starts: [Int32] = []

        init(_ bytes: [UInt8]) {
            scalars.reserveCapacity(min(bytes.count, NormalText.window))
            starts.reserveCapacity(min(bytes.count, NormalText.window))
            var index = 0
            while index < bytes.count, scalars.count < NormalText.window {
                let (value, length) = NormalText.decode(bytes, at: index)
                // `???` asks no more than `?`.
                if let normal = NormalText.normal(value),
                    !((normal == 0x21 || normal == 0x3F) && scalars.last == normal)
                {
                    scalars.append(normal)
                    starts.append(Int32(index))
                }
                index += length
            }
        }

        /// Puts other signs in place of some; each keeps the place of one that it stands for.
        mutating func replace(_ range: Range<Int>, with signs: [UInt32]) {
            let places = signs.indices.map { starts[range.lowerBound + min($0, range.count - 1)] }
            scalars.replaceSubrange(range, with: signs)
            starts.replaceSubrange(range, with: places)
        }

        /// Leaves out the spaces that stood between syllables.
        mutating func removeSpaces() {
            let kept = scalars.indices.filter { scalars[$0] != 0x20 }
            starts = kept.map { starts[$0] }
            scalars = kept.map { scalars[$0] }
        }
    }

    var count: Int { scalars.count }

    /// The language of the words from which this text was made.
    ///
    /// A sign like `->` is read as a Chinese word, and whole texts of pinyin are: where none was written
    /// in Chinese, more letters than signs are English.
    func language(of said: String) -> Language {
        let words = scalars.prefix(256)
        let signs = words.count { ScalarKind.isHan($0) }
        let letters = words.count { ScalarKind.isLetter($0) }
        let isWritten =
            signs > 0 && said.unicodeScalars.contains { ScalarKind.isHan($0.value) }
        return letters > (isWritten ? 8 : 1) * signs ? .en : .zh
    }

    /// The original words of a range, without spaces around them.
    func original(_ range: Range<Int>) -> String {
        guard !range.isEmpty else { return "" }
        var low = Int(starts[range.lowerBound])
        let next = range.upperBound < starts.count ? Int(starts[range.upperBound]) : end
        var high = ends[range.upperBound - 1].map(Int.init) ?? next
        while low < high, let step = space(at: low) { low += step }
        while high > low, let step = space(endingAt: high, after: low) { high -= step }
        return String(decoding: bytes[low..<high], as: UTF8.self)
    }

    private static func decode(_ bytes: [UInt8], at index: Int) -> (UInt32, Int) {
        let first = UInt32(bytes[index])
        func next(_ offset: Int) -> UInt32 { UInt32(bytes[index + offset]) & 0x3F }
        if first < 0x80 { return (first, 1) }
        if first < 0xE0 { return ((first & 0x1F) << 6 | next(1), 2) }
        if first < 0xF0 { return ((first & 0x0F) << 12 | next(1) << 6 | next(2), 3) }
        return ((first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4)
    }

    /// The length of a space at a byte; nil for anything seen or part of something seen.
    private func space(at index: Int) -> Int? {
        let (value, length) = NormalText.decode(bytes, at: index)
        guard let normal = NormalText.normal(value) else {
            // A variation selector or a joiner belongs to the sign before it.
            return value == 0x200B || value == 0xFEFF || value < 0x20 ? length : nil
        }
        return normal == 0x20 || normal == 0x0A ? length : nil
    }

    private func space(endingAt end: Int, after start: Int) -> Int? {
        var index = end - 1
        while index > start, bytes[index] & 0xC0 == 0x80 { index -= 1 }
        return space(at: index)
    }
}

extension NormalText {
    /// The normal spelling of one scalar; nil for what is not seen.
    static func normal(_ value: UInt32) -> UInt32? {
        switch value {
        case 0x41...0x5A: value + 0x20
        case 0x20...0x7E: value
        case 0x0A, 0x0D, 0x2028, 0x2029, 0x85: 0x0A
        case 0x09, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: 0x20
        case 0...0x1F, 0x7F...0x9F, 0xAD, 0x180E, 0x200B...0x200F, 0x202A...0x202E,
            0x2060...0x206F, 0xFEFF, 0xFE00...0xFE0F, 0xFFF9...0xFFFD, 0xE0000...0xE01EF:
            nil
        case 0x2010...0x2015, 0x2043, 0x2212, 0x2E3A, 0x2E3B, 0xFE58, 0xFE63, 0xFE31, 0xFE32,
            0xFF0D, 0x2500, 0x2501:
            0x2D
        case 0x2018, 0x2019, 0x2032, 0x02BC: 0x27
        case 0x201C, 0x201D, 0x2033: 0x22
        case 0x3007, 0x25CB: 0x96F6  // 〇 and ○ are read as 零.
        case 0x3010, 0x3014: 0x5B
        case 0x3011, 0x3015: 0x5D
        case 0xFF61: 0x3002
        case 0xFF64: 0x3001
        case 0xFF21...0xFF3A: value - 0xFEE0 + 0x20
        case 0xFF01...0xFF5E: value - 0xFEE0
        case Simplified.first...Simplified.last:
            UInt32(Simplified.table[Int(value - Simplified.first)])
        default: value
        }
    }

    /// The normal spelling of words that stand in a book.
    static func spelling(_ text: String) -> [UInt32] {
        text.unicodeScalars.compactMap { normal($0.value) }
    }
}

/// What a scalar is to a reader.
enum ScalarKind {
    static func isHan(_ value: UInt32) -> Bool {
        (0x4E00...0x9FFF).contains(value) || (0x3400...0x4DBF).contains(value)
            || (0x20000...0x3FFFF).contains(value)
    }

    static func isDigit(_ value: UInt32) -> Bool { value >= 0x30 && value <= 0x39 }

    /// Letters that make up words with spaces between them.
    static func isLetter(_ value: UInt32) -> Bool {
        (value >= 0x61 && value <= 0x7A) || (value >= 0xC0 && value < 0x2000)
    }

    /// Part of a word, in any script.
    static func isWord(_ value: UInt32) -> Bool {
        isHan(value) || isDigit(value) || isLetter(value)
    }

    /// Ends a clause: `,` `;` `。` and so on, but not `、` and `.`, which may stand in a number.
    static func isClauseEnd(_ value: UInt32) -> Bool {
        switch value {
        case 0x2C, 0x3B, 0x3002, 0x21, 0x3F, 0x0A: true
        default: false
        }
    }

    /// Signs without a meaning of their own: spaces, stops, quotes, emoji.
    static func isNoise(_ value: UInt32) -> Bool {
        if isWord(value) { return false }
        switch value {
        case 0x23, 0x2F, 0x40, 0x5B, 0x5D, 0x24...0x26, 0x2A, 0x2B, 0x3C...0x3E: return false
        // Braces name what a text to many is to be filled with.
        case 0x7B, 0x7D: return false
        default: return true
        }
    }
}
