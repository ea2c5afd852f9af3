import QRCode
import Testing

/// A small reader that repairs nothing: it follows the standard from the modules back to the text,
/// by its own tables, and refuses a symbol with one module wrong.
struct SymbolReader {
    enum Fault: Error, Equatable {
        case format
        case version
        case correction(block: Int)
        case padding
        case mode(Int)
    }

    let modules: [[Bool]]
    private let centres: [Int]
    private var size: Int { modules.count }
    private var version: Int { (size - 17) / 4 }

    init(modules: [[Bool]]) {
        self.modules = modules
        centres = Self.alignments((modules.count - 17) / 4)
    }

    /// The fifteen bits beside the top left finder, the highest first, without their mask.
    func format() throws -> (level: QRSymbol.Level, mask: Int) {
        let first =
            (0..<6).map { modules[8][$0] } + [modules[8][7], modules[8][8], modules[7][8]]
            + (0..<6).map { modules[5 - $0][8] }
        let second =
            (0..<7).map { modules[size - 1 - $0][8] } + (0..<8).map { modules[8][size - 8 + $0] }
        guard first == second, modules[size - 8][8] else { throw Fault.format }
        let bits = number(first) ^ 0b101_0100_0001_0010
        guard remainder(bits, 15, 0b101_0011_0111) == 0 else { throw Fault.format }
        let levels: [QRSymbol.Level] = [.medium, .low, .high, .quartile]
        return (levels[bits >> 13], bits >> 10 & 7)
    }

    /// The version that the symbol states, from 7 on.
    func statedVersion() throws -> Int {
        let places = (0..<18).reversed().map { ($0 / 3, size - 11 + $0 % 3) }
        let first = places.map { modules[$0.0][$0.1] }
        guard first == places.map({ modules[$0.1][$0.0] }) else { throw Fault.version }
        let bits = number(first)
        guard remainder(bits, 18, 0b1_1111_0010_0101) == 0 else { throw Fault.version }
        return bits >> 12
    }

    /// All codewords as they are placed, unmasked.
    func codewords() throws -> [UInt8] {
        let mask = try format().mask
        var bits: [Bool] = []
        var goesUp = true
        for right in (0...(size - 1)).reversed().filter({ $0 != 6 }).enumerated()
            .filter({ $0.offset.isMultiple(of: 2) }).map(\.element)
        {
            for row in goesUp ? Array((0..<size).reversed()) : Array(0..<size) {
                // The columns of a pair stand beside each other, for column 6 begins no pair.
                for column in [right, right - 1] where !isFunction(row, column) {
                    bits.append(modules[row][column] != isInverted(mask, row, column))
                }
            }
            goesUp.toggle()
        }
        return stride(from: 0, to: bits.count - 7, by: 8).map {
            UInt8(number(bits[$0..<($0 + 8)]))
        }
    }

    /// The data of all blocks in order, each block's correction proved.
    func data() throws -> [UInt8] {
        let rest = try codewords()
        let shape = try #require(Self.blocks(version, format().level))
        #expect(rest.count == shape.reduce(0) { $0 + $1.total })
        var blocks = [[UInt8]](repeating: [], count: shape.count)
        var next = rest.makeIterator()
        for index in 0..<(shape.map(\.data).max() ?? 0) {
            for block in blocks.indices where index < shape[block].data {
                next.next().map { blocks[block].append($0) }
            }
        }
        for _ in 0..<(shape[0].total - shape[0].data) {
            for block in blocks.indices { next.next().map { blocks[block].append($0) } }
        }
        for (index, block) in blocks.enumerated() {
            for root in 0..<(shape[index].total - shape[index].data)
            where Field.value(of: block, at: Field.power(root)) != 0 {
                throw Fault.correction(block: index)
            }
        }
        return zip(blocks, shape).flatMap { $0.prefix($1.data) }
    }

    /// The bytes of byte mode, the terminator and the padding proved.
    func bytes() throws -> [UInt8] {
        let data = try data()
        let bits = data.flatMap(bits)
        let mode = number(bits[0..<4])
        guard mode == 4 else { throw Fault.mode(mode) }
        let start = version < 10 ? 12 : 20
        let count = number(bits[4..<start])
        let bytes = (0..<count).map { index in
            UInt8(number(bits[(start + 8 * index)...].prefix(8)))
        }
        let rest = bits[(start + 8 * count)...]
        guard !rest.prefix(4).contains(true) else { throw Fault.padding }
        let padding = data.suffix(rest.dropFirst(4).count / 8)
        for (index, byte) in padding.enumerated()
        where byte != (index.isMultiple(of: 2) ? 0xEC : 0x11) {
            throw Fault.padding
        }
        return bytes
    }

    private func bits(_ byte: UInt8) -> [Bool] {
        (0..<8).map { place in byte >> UInt8(7 - place) & 1 == 1 }
    }

    private func number(_ bits: some Sequence<Bool>) -> Int {
        bits.reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
    }

    /// Long division of a BCH codeword.
    private func remainder(_ bits: Int, _ count: Int, _ generator: Int) -> Int {
        let degree = generator.bitWidth - generator.leadingZeroBitCount - 1
        return (degree..<count).reversed().reduce(bits) { rest, place in
            rest >> place & 1 == 1 ? rest ^ generator << (place - degree) : rest
        }
    }

    private func isFunction(_ row: Int, _ column: Int) -> Bool {
        if row == 6 || column == 6 { return true }
        if row < 9 && (column < 9 || column >= size - 8) || row >= size - 8 && column < 9 {
            return true
        }
        if version >= 7, row < 6 && column >= size - 11 || column < 6 && row >= size - 11 {
            return true
        }
        guard let last = centres.last,
            let down = centres.first(where: { abs($0 - row) <= 2 }),
            let right = centres.first(where: { abs($0 - column) <= 2 })
        else { return false }
        return ![[6, 6], [6, last], [last, 6]].contains([down, right])
    }

    /// Table 10: a mask inverts where its formula gives 0.
    private static let formulas: [@Sendable (Int, Int) -> Int] = [
        { ($0 + $1) % 2 }, { i, _ in i % 2 }, { _, j in j % 3 }, { ($0 + $1) % 3 },
        { ($0 / 2 + $1 / 3) % 2 }, { $0 * $1 % 2 + $0 * $1 % 3 },
        { ($0 * $1 % 2 + $0 * $1 % 3) % 2 }, { (($0 + $1) % 2 + $0 * $1 % 3) % 2 },
    ]

    private func isInverted(_ mask: Int, _ i: Int, _ j: Int) -> Bool {
        Self.formulas[mask](i, j) == 0
    }
}

/// The field of 256 elements by its table of powers.
enum Field {
    private static let powers: [UInt8] = sequence(first: 1) { ($0 << 1) ^ ($0 >> 7 * 0x1D) }
        .prefix(255).map { $0 }

    private static let logarithms: [UInt8: Int] = Dictionary(
        uniqueKeysWithValues: powers.enumerated().map { ($1, $0) }
    )

    static func power(_ exponent: Int) -> UInt8 { powers[exponent % 255] }

    static func value(of codewords: [UInt8], at place: UInt8) -> UInt8 {
        codewords.reduce(0) { sum, codeword in
            guard let one = logarithms[sum], let two = logarithms[place] else { return codeword }
            return power(one + two) ^ codeword
        }
    }
}
