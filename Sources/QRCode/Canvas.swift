/// The modules of a symbol while it is drawn.
struct Canvas: Hashable {
    let size: Int
    private let level: QRSymbol.Level
    private var isDark: [Bool]
    /// Function patterns, format and version: no codeword and no mask touches these.
    private var isReserved: [Bool]

    /// Draws everything but codewords; the format is reserved and still light.
    init(_ shape: SymbolShape) {
        size = shape.size
        level = shape.level
        isDark = Array(repeating: false, count: size * size)
        isReserved = isDark
        drawTiming()
        for (row, column) in [(3, 3), (3, size - 4), (size - 4, 3)] { drawFinder(row, column) }
        drawAlignments(at: shape.alignments)
        drawFormat(0)
        if shape.version >= 7 { drawVersion(shape.version) }
    }

    subscript(row: Int, column: Int) -> Bool {
        precondition((0..<size).contains(row) && (0..<size).contains(column), "outside the symbol")
        return isDark[row * size + column]
    }

    private mutating func reserve(_ row: Int, _ column: Int, _ dark: Bool) {
        isDark[row * size + column] = dark
        isReserved[row * size + column] = true
    }

    private mutating func drawTiming() {
        for index in 0..<size {
            reserve(6, index, index.isMultiple(of: 2))
            reserve(index, 6, index.isMultiple(of: 2))
        }
    }

    /// A finder pattern with its light separator, around its centre.
    private mutating func drawFinder(_ row: Int, _ column: Int) {
        for down in -4...4 {
            for right in -4...4 {
                let (row, column) = (row + down, column + right)
                guard (0..<size).contains(row), (0..<size).contains(column) else { continue }
                let ring = max(abs(down), abs(right))
                reserve(row, column, ring != 2 && ring != 4)
            }
        }
    }

    private mutating func drawAlignments(at positions: [Int]) {
        guard let last = positions.last else { return }
        for row in positions {
            for column in positions {
                // Three corners are the finders'.
                let corners = [(6, 6), (6, last), (last, 6)]
                guard !corners.contains(where: { $0 == (row, column) }) else { continue }
                for down in -2...2 {
                    for right in -2...2 {
                        reserve(row + down, column + right, max(abs(down), abs(right)) != 1)
                    }
                }
            }
        }
    }

    /// Level and mask, twice, and the module that is always dark (§7.9).
    private mutating func drawFormat(_ mask: Int) {
        let levelBits =
            switch level {
            case .low: 0b01
            case .medium: 0b00
            case .quartile: 0b11
            case .high: 0b10
            }
        let data = levelBits << 3 | mask
        // So masked, no format is all light.
        let bits = (data << 10 | remainder(data, 10, by: 0b101_0011_0111)) ^ 0b101_0100_0001_0010
        for index in 0..<15 {
            let dark = bits >> index & 1 == 1
            switch index {
            case 0..<6: reserve(index, 8, dark)
            case 6..<8: reserve(index + 1, 8, dark)
            case 8: reserve(8, 7, dark)
            default: reserve(8, 14 - index, dark)
            }
            if index < 8 {
                reserve(8, size - 1 - index, dark)
            } else {
                reserve(size - 15 + index, 8, dark)
            }
        }
        reserve(size - 8, 8, true)
    }

    /// The version, twice (§7.10).
    private mutating func drawVersion(_ version: Int) {
        let bits = version << 12 | remainder(version, 12, by: 0b1_1111_0010_0101)
        for index in 0..<18 {
            let dark = bits >> index & 1 == 1
            reserve(size - 11 + index % 3, index / 3, dark)
            reserve(index / 3, size - 11 + index % 3, dark)
        }
    }

    /// The check bits of a BCH code.
    private func remainder(_ data: Int, _ bits: Int, by generator: Int) -> Int {
        (0..<bits).reduce(data) { rest, _ in
            rest << 1 ^ (rest >> (bits - 1) & 1) * generator
        }
    }

    /// Writes codewords in two-module columns, from the bottom right up and down in turn.
    mutating func place(_ codewords: [UInt8]) {
        var bit = 0
        var goesUp = true
        for pair in stride(from: size - 1, through: 1, by: -2) {
            // Column 6 is the timing pattern's.
            let right = pair > 6 ? pair : pair - 1
            for step in 0..<size {
                let row = goesUp ? size - 1 - step : step
                for column in [right, right - 1] where !isReserved[row * size + column] {
                    guard bit < codewords.count * 8 else { return }
                    isDark[row * size + column] = codewords[bit / 8] >> (7 - bit % 8) & 1 == 1
                    bit += 1
                }
            }
            goesUp.toggle()
        }
    }

    /// The same under a mask, which the format names.
    func masked(_ mask: Int) -> Canvas {
        var canvas = self
        for row in 0..<size {
            for column in 0..<size where !isReserved[row * size + column] {
                if Mask.inverts(mask, row, column) { canvas.isDark[row * size + column].toggle() }
            }
        }
        canvas.drawFormat(mask)
        return canvas
    }

    /// How hard the symbol is to read; the mask with the least is taken.
    var penalty: Int {
        var points = 0
        var dark = 0
        for index in 0..<size {
            let row = isDark[(index * size)..<((index + 1) * size)]
            let column = (0..<size).map { isDark[$0 * size + index] }
            points += Mask.linePenalty(Array(row)) + Mask.linePenalty(column)
            dark += row.count { $0 }
            if index > 0 {
                for column in 1..<size {
                    let place = index * size + column
                    let colour = isDark[place]
                    if isDark[place - 1] == colour, isDark[place - size] == colour,
                        isDark[place - size - 1] == colour
                    {
                        points += 3
                    }
                }
            }
        }
        return points + 10 * (abs(dark * 20 - size * size * 10) / (size * size))
    }
}
