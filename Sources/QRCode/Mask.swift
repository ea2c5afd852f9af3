/// The masks that break up what a reader might take for something else (§7.8).
enum Mask {
    /// Whether a mask inverts a module (table 10).
    static func inverts(_ mask: Int, _ row: Int, _ column: Int) -> Bool {
        let product = row * column
        return switch mask {
        case 0: (row + column) % 2 == 0
        case 1: row % 2 == 0
        case 2: column % 3 == 0
        case 3: (row + column) % 3 == 0
        case 4: (row / 2 + column / 3) % 2 == 0
        case 5: product % 2 + product % 3 == 0
        case 6: (product % 2 + product % 3) % 2 == 0
        default: ((row + column) % 2 + product % 3) % 2 == 0
        }
    }

    /// Points of one row or column: long runs, and what looks like a finder pattern (table 11).
    ///
    /// The quiet zone counts as the light area beside such a pattern, for a reader sees it so.
    static func linePenalty(_ line: [Bool]) -> Int {
        var points = 0
        var run = 0
        var colour: Bool?
        for module in line {
            run = module == colour ? run + 1 : 1
            colour = module
            if run == 5 { points += 3 } else if run > 5 { points += 1 }
        }
        let quiet = [Bool](repeating: false, count: 4)
        var window = 0
        for (index, module) in (quiet + line + quiet).enumerated() {
            window = (window << 1 | (module ? 1 : 0)) & 0b111_1111_1111
            if index >= 10, window == 0b000_0101_1101 || window == 0b101_1101_0000 { points += 40 }
        }
        return points
    }
}
