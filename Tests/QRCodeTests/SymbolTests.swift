import QRCode
import Testing

@Suite struct `A symbol` {
    /// A level and a length in bytes that fills, or nearly fills, the version named.
    struct Filling: Sendable, CustomTestStringConvertible {
        var version: Int
        var level: QRSymbol.Level
        var testDescription: String { "version \(version), \(level)" }
    }

    static let fillings = [1, 2, 6, 7, 9, 10, 14, 20, 40].flatMap { version in
        QRSymbol.Level.allCases.map { Filling(version: version, level: $0) }
    }

    /// Any bytes, the same each time.
    private func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 / 251) }
    }

    private func reader(_ symbol: QRSymbol) -> SymbolReader {
        SymbolReader(
            modules: (0..<symbol.size).map { row in
                (0..<symbol.size).map { symbol[row, $0] }
            }
        )
    }

    private func mostBytes(_ filling: Filling) throws -> Int {
        let blocks = try #require(SymbolReader.blocks(filling.version, filling.level))
        return blocks.reduce(0) { $0 + $1.data } - (filling.version < 10 ? 2 : 3)
    }

    @Test(arguments: Picture.read)
    func `is the one that another program read`(picture: Picture) throws {
        let symbol = try QRSymbol(picture.text, level: picture.level)
        #expect(reader(symbol).modules == picture.modules)
        #expect(try reader(symbol).bytes() == Array(picture.text.utf8))
    }

    @Test(arguments: fillings)
    func `gives its bytes back, every block whole`(filling: Filling) throws {
        let most = try mostBytes(filling)
        for count in [most, most - 2] {
            let bytes = bytes(count)
            let symbol = try QRSymbol(bytes: bytes, level: filling.level, mask: count % 8)
            #expect(symbol.version == filling.version)
            #expect(symbol.size == 17 + 4 * filling.version)
            #expect(try reader(symbol).bytes() == bytes)
        }
    }

    @Test(arguments: fillings)
    func `grows by a version at the byte that does not fit`(filling: Filling) throws {
        let bytes = bytes(try mostBytes(filling) + 1)
        if filling.version < 40 {
            let symbol = try QRSymbol(bytes: bytes, level: filling.level, mask: 0)
            #expect(symbol.version == filling.version + 1)
        } else {
            let fault = #expect(throws: QRFault.self) {
                try QRSymbol(bytes: bytes, level: filling.level)
            }
            #expect(fault?.bytes == bytes.count)
            #expect(fault?.most == bytes.count - 1)
        }
    }

    @Test(arguments: 0...7, QRSymbol.Level.allCases)
    func `names its level and its mask twice`(mask: Int, level: QRSymbol.Level) throws {
        let symbol = try QRSymbol(bytes: bytes(40), level: level, mask: mask)
        let format = try reader(symbol).format()
        #expect(format.level == level)
        #expect(format.mask == mask)
        #expect(symbol.mask == mask)
        #expect(symbol.level == level)
        #expect(try reader(symbol).bytes() == bytes(40))
    }

    @Test(arguments: [7, 8, 15, 22, 31, 32, 40]) func `names its version twice from 7 on`(
        version: Int
    ) throws {
        let filling = Filling(version: version, level: .high)
        let symbol = try QRSymbol(bytes: bytes(mostBytes(filling)), level: .high, mask: 0)
        #expect(try reader(symbol).statedVersion() == version)
    }

    @Test(arguments: [1, 2, 7, 20]) func `has its finders and its timing`(version: Int) throws {
        let filling = Filling(version: version, level: .low)
        let symbol = try QRSymbol(bytes: bytes(mostBytes(filling)), level: .low)
        let finder = [
            "#######.", "#.....#.", "#.###.#.", "#.###.#.", "#.###.#.", "#.....#.", "#######.",
            "........",
        ].map { $0.map { $0 == "#" } }
        let last = symbol.size - 1
        for row in 0..<8 {
            for column in 0..<8 {
                #expect(symbol[row, column] == finder[row][column])
                #expect(symbol[row, last - column] == finder[row][column])
                #expect(symbol[last - row, column] == finder[row][column])
            }
        }
        for place in 8..<(symbol.size - 8) {
            #expect(symbol[6, place] == place.isMultiple(of: 2))
            #expect(symbol[place, 6] == place.isMultiple(of: 2))
        }
    }

    @Test func `takes a mask that leaves no half of it one colour`() throws {
        for length in [0, 17, 100, 300] {
            let symbol = try QRSymbol(bytes: Array(repeating: 0, count: length))
            let modules = reader(symbol).modules.joined()
            let dark = modules.count { $0 }
            #expect((40...60).contains(dark * 100 / modules.count))
        }
    }

    @Test func `of no text is a symbol too`() throws {
        #expect(try reader(QRSymbol("")).bytes() == [])
    }

    @Test func `of too long a text is refused with what to do`() {
        let text = String(repeating: "必复", count: 1000)
        let fault = #expect(throws: QRFault.self) { try QRSymbol(text) }
        #expect(fault?.message == "cannot draw a qr code of 6000 bytes: 2331 is the most")
        #expect(fault?.hint == "shorten the text, or take a lower level")
    }
}

@Suite struct `The standard's example` {
    /// ISO/IEC 18004 annex I: 01234567 in 1-M.
    static let data: [UInt8] = [
        0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC,
        0x11,
    ]
    static let correction: [UInt8] = [
        0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55,
    ]

    @Test func `has the correction that we compute`() {
        #expect(ReedSolomon.correction(of: Self.data, count: 10) == Self.correction)
    }

    @Test func `is read by the reader of these tests`() throws {
        let reader = SymbolReader(modules: Picture.standard.modules)
        #expect(try reader.format() == (.medium, 2))
        #expect(try reader.codewords() == Self.data + Self.correction)
        #expect(try reader.data() == Self.data)
        #expect(throws: SymbolReader.Fault.mode(1)) { try reader.bytes() }
    }

    @Test func `is refused when one module is wrong`() {
        var modules = Picture.standard.modules
        modules[20][20].toggle()
        let stained = SymbolReader(modules: modules)
        #expect(throws: SymbolReader.Fault.correction(block: 0)) { try stained.data() }
        modules[8][0].toggle()
        let torn = SymbolReader(modules: modules)
        #expect(throws: SymbolReader.Fault.format) { try torn.format() }
    }
}

@Suite struct `A symbol's picture` {
    @Test(arguments: Picture.read)
    func `for dark terminals is as it was read`(picture: Picture) throws {
        let symbol = try QRSymbol(picture.text, level: picture.level)
        #expect(symbol.terminal(usesColour: false) == picture.lines + "\n")
    }

    @Test func `for light terminals has the other letters`() throws {
        let symbol = try QRSymbol("必复")
        let other: [Character: Character] = ["█": " ", " ": "█", "▀": "▄", "▄": "▀", "\n": "\n"]
        let light = symbol.terminal(usesColour: false, on: .light)
        #expect(String(light.compactMap { other[$0] }) == symbol.terminal(usesColour: false))
        #expect(light.hasPrefix(String(repeating: " ", count: symbol.size + 8) + "\n"))
    }

    @Test func `in colour is black on white line by line`() throws {
        let symbol = try QRSymbol("必复")
        let lines = symbol.terminal(usesColour: true).split(separator: "\n")
        let light = symbol.terminal(usesColour: false, on: .light).split(separator: "\n")
        #expect(lines.count == (symbol.size + 9) / 2)
        for (line, plain) in zip(lines, light) {
            #expect(line == "\u{1B}[38;5;16;48;5;231m" + plain + "\u{1B}[0m")
        }
    }

    @Test func `in svg has every dark module once and its quiet zone`() throws {
        let symbol = try QRSymbol("https://desk.example/shiqiaotou/")
        let image = symbol.svg(moduleSize: 10)
        #expect(
            image.hasPrefix(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 37 37" width="370" \
                height="370" shape-rendering="crispEdges">\
                <path fill="#fff" d="M0 0h37v37H0z"/><path d="M4 4h7v1h-7z
                """
            )
        )
        #expect(image.hasSuffix("z\"/></svg>"))
        var dark: [[Int]] = []
        for match in image.matches(of: /M(\d+) (\d+)h(\d+)v1h-(\d+)z/) {
            let run = [match.1, match.2, match.3, match.4].compactMap { Int($0) }
            #expect(run[2] == run[3])
            dark += (0..<run[2]).map { [run[1] - 4, run[0] - 4 + $0] }
        }
        let wanted = (0..<symbol.size).flatMap { row in
            (0..<symbol.size).filter { symbol[row, $0] }.map { [row, $0] }
        }
        #expect(dark == wanted)
    }
}
