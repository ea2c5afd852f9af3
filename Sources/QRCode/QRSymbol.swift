/// A QR Code symbol: a short text as a square of dark and light modules.
///
/// Byte mode, UTF-8, versions 1 to 40, the four levels, the eight masks; the smallest version
/// that holds the text, and the mask with the lowest penalty. No package of the kind we use
/// makes these, and a C library would be one more thing to install for one picture on a poster,
/// so the standard is written out here.
///
///     let code = try QRSymbol("https://desk.example/shiqiaotou/")
///     print(code.terminal(usesColour: true))
///
/// UTF-8 is not announced (no ECI): readers find it by themselves, and some refuse what they
/// do not expect. An address is ASCII in any case.
///
/// - Note: Source: ISO/IEC 18004:2015.
package struct QRSymbol: Hashable, Sendable {
    /// How much of a symbol may be lost or dirty and still be read.
    package enum Level: String, CaseIterable, Sendable {
        /// About 7 %.
        case low
        /// About 15 %.
        case medium
        /// About 25 %.
        case quartile
        /// About 30 %.
        case high
    }

    /// 1 to 40: the symbol has 17 + 4 × version modules a side.
    package let version: Int
    package let level: Level
    /// 0 to 7.
    package let mask: Int
    private let canvas: Canvas

    /// Draws a text.
    ///
    /// - Parameters:
    ///   - text: Any Unicode; may be empty.
    ///   - level: What a reader can repair; a poster outdoors wants more.
    /// - Throws: ``QRFault`` when no version holds the text.
    package init(_ text: String, level: Level = .medium) throws(QRFault) {
        try self.init(bytes: Array(text.utf8), level: level)
    }

    /// Draws bytes.
    ///
    /// - Parameters:
    ///   - bytes: What the reader gives back; may be empty.
    ///   - level: What a reader can repair.
    ///   - mask: 0 to 7; nil for the one with the lowest penalty.
    /// - Throws: ``QRFault`` when no version holds the bytes.
    package init(
        bytes: [UInt8],
        level: Level = .medium,
        mask: Int? = nil
    ) throws(QRFault) {
        precondition(mask.map { (0...7).contains($0) } ?? true, "a mask is 0 to 7")
        guard let shape = SymbolShape.smallest(holding: bytes.count, level: level) else {
            let most = SymbolShape(version: 40, level: level).mostBytes
            throw QRFault(bytes: bytes.count, most: most)
        }
        version = shape.version
        self.level = level
        var canvas = Canvas(shape)
        canvas.place(shape.codewords(for: bytes))
        let candidates = (mask.map { $0...$0 } ?? 0...7).map { mask in
            let canvas = canvas.masked(mask)
            return (mask, canvas, canvas.penalty)
        }
        let best = candidates.dropFirst().reduce(candidates[0]) { $1.2 < $0.2 ? $1 : $0 }
        self.mask = best.0
        self.canvas = best.1
    }

    /// How many modules a side, without the quiet zone: 21 to 177.
    package var size: Int { canvas.size }

    /// Whether a module is dark; both counted from 0 at the top left, without the quiet zone.
    package subscript(row: Int, column: Int) -> Bool { canvas[row, column] }
}

/// A text that no QR Code holds.
package struct QRFault: Error, Hashable, Sendable {
    /// How many bytes the text has.
    package var bytes: Int
    /// How many the largest symbol of that level holds.
    package var most: Int

    /// Lower-case, no full stop: the thing, then the fact.
    package var message: String { "cannot draw a qr code of \(bytes) bytes: \(most) is the most" }
    package var hint: String { "shorten the text, or take a lower level" }
}
