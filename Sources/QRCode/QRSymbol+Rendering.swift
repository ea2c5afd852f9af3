extension QRSymbol {
    /// Modules of light on every side, which a reader needs (§6.3.8).
    package static let quietZone = 4

    /// What a terminal without colour writes on.
    package enum Ground: Sendable {
        /// Light letters on dark: letters are drawn where the symbol is light.
        case dark
        /// Dark letters on light.
        case light
    }

    /// Draws the symbol in half-block characters, two modules one above the other in each.
    ///
    /// - Parameters:
    ///   - usesColour: Whether to set black and white by ANSI sequences, which is right on every
    ///     ground; for a terminal, not for a file.
    ///   - ground: Used without colour: the wrong one gives an inverted symbol, which many phones
    ///     read and some do not.
    /// - Returns: Lines that each end with a line feed, the quiet zone around; below it may be
    ///   five modules deep.
    package func terminal(usesColour: Bool, on ground: Ground = .dark) -> String {
        // 16 and 231 are the black and the white that no colour theme changes.
        let (start, end) =
            usesColour ? ("\u{1B}[38;5;16;48;5;231m", "\u{1B}[0m") : ("", "")
        let drawsDark = usesColour || ground == .light
        let span = -Self.quietZone..<(size + Self.quietZone)
        var text = ""
        for row in stride(from: span.lowerBound, to: span.upperBound, by: 2) {
            text += start
            for column in span {
                switch (
                    isDark(row, column) == drawsDark, isDark(row + 1, column) == drawsDark
                ) {
                case (true, true): text += "█"
                case (true, false): text += "▀"
                case (false, true): text += "▄"
                case (false, false): text += " "
                }
            }
            text += end + "\n"
        }
        return text
    }

    /// Draws the symbol as an SVG image: black on white with its quiet zone, two paths.
    ///
    /// - Parameter moduleSize: The side of one module in pixels; 1 or more. The image scales.
    /// - Returns: An `svg` element with its namespace, to be a file or to stand in a page.
    package func svg(moduleSize: Int = 8) -> String {
        precondition(moduleSize > 0, "a module has a size")
        let side = size + 2 * Self.quietZone
        var path = ""
        for row in 0..<size {
            var column = 0
            while column < size {
                let start = column
                while column < size, self[row, column] { column += 1 }
                if column > start {
                    let (x, y) = (start + Self.quietZone, row + Self.quietZone)
                    path += "M\(x) \(y)h\(column - start)v1h-\(column - start)z"
                }
                column += 1
            }
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(side) \(side)" \
            width="\(side * moduleSize)" height="\(side * moduleSize)" \
            shape-rendering="crispEdges"><path fill="#fff" d="M0 0h\(side)v\(side)H0z"/>\
            <path d="\(path)"/></svg>
            """
    }

    /// Whether a module is dark; outside the symbol it is light.
    private func isDark(_ row: Int, _ column: Int) -> Bool {
        (0..<size).contains(row) && (0..<size).contains(column) && self[row, column]
    }
}
