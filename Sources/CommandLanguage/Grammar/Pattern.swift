package import Casework

/// A form as it stands in a book: words, optional parts, choices and slots.
///
///     @{ref}                      a name of the command, then a number
///     {ref}[号](转|交){unit}[,{due}]   `[…]` may be absent, `(a|b)` is one of several
///     {any}                       anything, not kept
///     是 => when=pending          conditions and constants follow an arrow
///
/// `,` and `:` stand for any sign of punctuation or none, `;` for one at least. Spaces count for nothing, but Latin
/// words are matched whole.
package struct Pattern: Sendable {
    indirect enum Node: Sendable {
        case word([UInt32])
        /// Any signs; at least one, or a space, when needed.
        case sign(isNeeded: Bool)
        case slot(Slot, argument: String?)
        case any
        case names
        case sequence([Node])
        case choice([Node])
    }

    /// What must be so for a form to count.
    enum Condition: Hashable, Sendable {
        /// A confirmation is open.
        case pending
        /// The asker holds an office.
        case office
        /// The asker answers for a unit.
        case unit
        /// The asker is a head.
        case head
        /// The asker holds no office.
        case voter
        /// An answer waits for the asker's rating, and no matter of theirs has the number of one.
        case unrated
    }

    var node: Node
    var constants: [Slot: Arguments.Value] = [:]
    var conditions: Set<Condition> = []

    /// Every slot that the form can fill.
    package var slots: Set<Slot> {
        var slots = Set(constants.keys)
        collect(node, into: &slots)
        return slots
    }

    private func collect(_ node: Node, into slots: inout Set<Slot>) {
        switch node {
        case .slot(let slot, _): slots.insert(slot)
        case .sequence(let nodes), .choice(let nodes):
            for node in nodes { collect(node, into: &slots) }
        case .word, .sign, .any, .names: break
        }
    }
}

/// Why a form cannot be read.
package struct PatternError: Error, Hashable {
    /// One line, lower-case: the thing, then the fact.
    package var message: String
}

extension Pattern {
    /// Reads a form.
    ///
    /// - Throws: ``PatternError`` when a bracket is open, a slot is unknown, or nothing is said.
    package init(_ source: String) throws(PatternError) {
        var text = source[...]
        if let arrow = Pattern.arrow(in: source) {
            text = source[..<arrow.lowerBound]
            node = .sequence([])
            try readConstants(source[arrow.upperBound...])
        }
        var parser = PatternParser(NormalText.spelling(String(text)), source: source)
        node = try parser.choice(until: nil)
    }

    private static func arrow(in source: String) -> Range<String.Index>? {
        var index = source.startIndex
        while index < source.endIndex {
            if source[index...].hasPrefix("=>") {
                return index..<source.index(index, offsetBy: 2)
            }
            index = source.index(after: index)
        }
        return nil
    }

    private mutating func readConstants(_ text: Substring) throws(PatternError) {
        for part in text.split(separator: " ") {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard let key = pair.first else { continue }
            let value = pair.count > 1 ? String(pair[1]) : nil
            switch (String(key), value) {
            case ("when", "pending"): conditions.insert(.pending)
            case ("when", "unrated"): conditions.insert(.unrated)
            case ("as", "office"): conditions.insert(.office)
            case ("as", "unit"): conditions.insert(.unit)
            case ("as", "head"): conditions.insert(.head)
            case ("as", "voter"): conditions.insert(.voter)
            default:
                guard let slot = Slot(rawValue: String(key)) else {
                    throw PatternError(message: "unknown argument '\(key)' after '=>'")
                }
                constants[slot] = value.map { .text($0) } ?? .flag
            }
        }
    }
}

private struct PatternParser {
    let text: [UInt32]
    let source: String
    var index = 0

    init(_ text: [UInt32], source: String) {
        self.text = text
        self.source = source
    }

    /// Reads alternatives up to a closing bracket, or the end when `close` is nil.
    mutating func choice(until close: UInt32?) throws(PatternError) -> Pattern.Node {
        var options: [Pattern.Node] = []
        var nodes: [Pattern.Node] = []
        while index < text.count {
            let value = text[index]
            index += 1
            switch value {
            case 0x7C:  // |
                options.append(.sequence(nodes))
                nodes = []
            case 0x5B:  // [
                let inner = try choice(until: 0x5D)
                nodes.append(.choice([inner, .sequence([])]))
            case 0x28: nodes.append(try choice(until: 0x29))  // (
            case 0x7B: nodes.append(try slot())  // {
            case 0x40: nodes.append(.names)  // @
            case 0x5D, 0x29:
                guard value == close else {
                    throw PatternError(
                        message: "a bracket closes that was not opened in '\(source)'"
                    )
                }
                options.append(.sequence(nodes))
                return options.count == 1 ? options[0] : .choice(options)
            case 0x20: continue
            case 0x2C, 0x3A: nodes.append(.sign(isNeeded: false))
            case 0x3B: nodes.append(.sign(isNeeded: true))
            case _ where ScalarKind.isLetter(value) || value == 0x27:
                nodes.append(.word(letters(from: value)))
            default: nodes.append(.word([value]))
            }
        }
        guard close == nil else {
            throw PatternError(message: "a bracket is left open in '\(source)'")
        }
        options.append(.sequence(nodes))
        if options.count == 1, nodes.isEmpty {
            throw PatternError(message: "a form says nothing")
        }
        return options.count == 1 ? options[0] : .choice(options)
    }

    private mutating func letters(from first: UInt32) -> [UInt32] {
        var word = [first]
        while index < text.count, ScalarKind.isLetter(text[index]) || text[index] == 0x27 {
            word.append(text[index])
            index += 1
        }
        return word
    }

    private mutating func slot() throws(PatternError) -> Pattern.Node {
        guard let end = text[index...].firstIndex(of: 0x7D) else {
            throw PatternError(message: "a slot is left open in '\(source)'")
        }
        let name = Numerals.string(text[index..<end])
        index = end + 1
        let parts = name.split(separator: ":", maxSplits: 1)
        if name == "any" { return .any }
        guard let first = parts.first, let slot = Slot(rawValue: String(first)) else {
            throw PatternError(message: "unknown slot '{\(name)}' in '\(source)'")
        }
        return .slot(slot, argument: parts.count > 1 ? String(parts[1]) : nil)
    }
}
