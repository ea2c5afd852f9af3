/// What a version and a level fix: how large a symbol is and how its codewords lie in blocks.
struct SymbolShape {
    let version: Int
    let level: QRSymbol.Level

    /// The smallest shape for so many bytes; nil when there is none.
    static func smallest(holding bytes: Int, level: QRSymbol.Level) -> SymbolShape? {
        (1...40).lazy
            .map { SymbolShape(version: $0, level: level) }
            .first { $0.mostBytes >= bytes }
    }

    var size: Int { 17 + 4 * version }

    /// Modules for codewords: all but the function patterns, format and version (table 1).
    private var dataModules: Int {
        var modules = (16 * version + 128) * version + 64
        if version >= 2 {
            let positions = version / 7 + 2
            modules -= (25 * positions - 10) * positions - 55
            if version >= 7 { modules -= 36 }
        }
        return modules
    }

    /// Data and correction together.
    var codewords: Int { dataModules / 8 }

    var blocks: Int { Self.blocks(level)[version - 1] }

    var correctionPerBlock: Int { Self.correction(level)[version - 1] }

    var dataCodewords: Int { codewords - blocks * correctionPerBlock }

    /// Bits of the character count in byte mode (table 3).
    private var countBits: Int { version < 10 ? 8 : 16 }

    /// What byte mode leaves after four bits of mode and the count.
    var mostBytes: Int { dataCodewords - (4 + countBits + 7) / 8 }

    /// Rows, and columns alike, of the centres of alignment patterns (annex E).
    var alignments: [Int] {
        guard version > 1 else { return [] }
        let count = version / 7 + 2
        let step =
            version == 32 ? 26 : (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2
        return [6] + (0..<(count - 1)).map { size - 7 - $0 * step }.reversed()
    }

    /// The symbol's codewords in the order in which they are placed.
    func codewords(for bytes: [UInt8]) -> [UInt8] {
        var bits = BitString()
        bits.append(0b0100, count: 4)
        bits.append(bytes.count, count: countBits)
        for byte in bytes { bits.append(Int(byte), count: 8) }
        let room = dataCodewords
        bits.append(0, count: min(4, room * 8 - bits.count))
        var data = bits.bytes
        // The padding of §7.4.10.
        for pad in 0..<(room - data.count) { data.append(pad.isMultiple(of: 2) ? 0xEC : 0x11) }
        return interleave(data)
    }

    /// Cuts data in blocks, the shorter first, adds each one's correction, and takes one
    /// codeword of each in turn: a stain then costs every block a little.
    private func interleave(_ data: [UInt8]) -> [UInt8] {
        let short = data.count / blocks
        let longer = data.count % blocks
        var parts: [ArraySlice<UInt8>] = []
        var start = 0
        for block in 0..<blocks {
            let end = start + short + (block < blocks - longer ? 0 : 1)
            parts.append(data[start..<end])
            start = end
        }
        let corrections = parts.map { ReedSolomon.correction(of: $0, count: correctionPerBlock) }
        var result: [UInt8] = []
        for index in 0...short {
            result += parts.compactMap { index < $0.count ? $0[$0.startIndex + index] : nil }
        }
        for index in 0..<correctionPerBlock { result += corrections.map { $0[index] } }
        return result
    }

    /// Correction codewords in one block, by version (table 9).
    private static func correction(_ level: QRSymbol.Level) -> [Int] {
        switch level {
        case .low:
            [
                7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
                28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
            ]
        case .medium:
            [
                10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
                26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
            ]
        case .quartile:
            [
                13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
                28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
            ]
        case .high:
            [
                17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
                30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
            ]
        }
    }

    /// Blocks of a symbol, by version (table 9).
    private static func blocks(_ level: QRSymbol.Level) -> [Int] {
        switch level {
        case .low:
            [
                1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8,
                8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25,
            ]
        case .medium:
            [
                1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16,
                17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
            ]
        case .quartile:
            [
                1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20,
                23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
            ]
        case .high:
            [
                1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
                25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
            ]
        }
    }
}

/// Bits in the order in which they are written, the highest of a value first.
private struct BitString {
    /// Whole bytes; the last is filled with zeros.
    private(set) var bytes: [UInt8] = []
    private(set) var count = 0

    mutating func append(_ value: Int, count: Int) {
        for shift in (0..<count).reversed() {
            if self.count.isMultiple(of: 8) { bytes.append(0) }
            if value >> shift & 1 == 1 { bytes[bytes.count - 1] |= 0x80 >> (self.count % 8) }
            self.count += 1
        }
    }
}
