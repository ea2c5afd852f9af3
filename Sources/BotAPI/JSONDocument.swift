/// JSON text read once into a flat list of nodes, from which values are taken when asked for.
///
/// Lenient where a far side's fault would otherwise stop the desk: bytes that are not UTF-8 and
/// half surrogate pairs become U+FFFD, control characters in strings are taken as they are, and
/// what is nested too deep is skipped and marked, not refused. What has no clear end (cut text, a
/// missing bracket) is a ``JSONFault``.
package final class JSONDocument: Sendable {
    let bytes: [UInt8]
    let nodes: [Node]

    /// Deeper containers are skipped and marked.
    package static let depthLimit = 64

    /// Reads a whole text.
    ///
    /// - Throws: ``JSONFault`` with the offset of the first byte that makes no sense.
    package init(_ bytes: [UInt8]) throws(JSONFault) {
        var scanner = JSONScanner(bytes)
        nodes = try scanner.scan()
        self.bytes = bytes
    }

    package var root: JSONValue { JSONValue(document: self, index: 0) }

    enum Kind: UInt8 {
        case null
        case yes
        case no
        case number
        case text
        /// A string with a backslash in it.
        case escapedText
        case array
        case object
        case tooDeep
    }

    struct Node {
        var kind: Kind
        /// The first byte; of a string, the first after its quotation mark.
        var start: Int32
        /// After the last byte; of a string, its closing quotation mark.
        var end: Int32
        /// The index of the node after this one and all within it.
        var next: Int32
    }
}

/// Where and why a text is not JSON.
package struct JSONFault: Error, Hashable, Sendable {
    /// Bytes from the start.
    package var offset: Int
    package var reason: String
}

/// One value of a document; a key or index that is not there gives nil.
package struct JSONValue: Sendable {
    let document: JSONDocument
    let index: Int32

    private var node: JSONDocument.Node { document.nodes[Int(index)] }

    /// The value of a key, the first one when it is repeated.
    package subscript(_ key: StaticString) -> JSONValue? {
        let nodes = document.nodes
        let parent = nodes[Int(index)]
        guard parent.kind == .object else { return nil }
        let length = Int32(key.utf8CodeUnitCount)
        var child = index + 1
        while child < parent.next {
            let name = nodes[Int(child)]
            if name.end - name.start == length, matches(name.start, key) {
                return JSONValue(document: document, index: child + 1)
            }
            child = nodes[Int(child) + 1].next
        }
        return nil
    }

    /// The value of a key that is not known when this is compiled, the first one when it is
    /// repeated.
    ///
    /// Has a label, as a literal key would otherwise come here, which is slower.
    package subscript(name key: String) -> JSONValue? {
        guard node.kind == .object else { return nil }
        var child = index + 1
        while child < node.next {
            let name = JSONValue(document: document, index: child)
            let isFound =
                name.node.kind == .text
                ? name.raw.elementsEqual(key.utf8)
                : (name.text ?? "").utf8.elementsEqual(key.utf8)
            if isFound { return JSONValue(document: document, index: child + 1) }
            child = document.nodes[Int(child) + 1].next
        }
        return nil
    }

    private func matches(_ start: Int32, _ key: StaticString) -> Bool {
        key.withUTF8Buffer { wanted in
            var offset = Int(start)
            for byte in wanted {
                if document.bytes[offset] != byte { return false }
                offset += 1
            }
            return true
        }
    }

    /// The keys of an object in order; empty for anything else.
    package var keys: [String] {
        guard node.kind == .object else { return [] }
        var found: [String] = []
        var child = index + 1
        while child < node.next {
            found.append(JSONValue(document: document, index: child).text ?? "")
            child = document.nodes[Int(child) + 1].next
        }
        return found
    }

    /// The values of an array in order; nil for anything else.
    package var elements: [JSONValue]? {
        guard node.kind == .array else { return nil }
        var found: [JSONValue] = []
        var child = index + 1
        while child < node.next {
            found.append(JSONValue(document: document, index: child))
            child = document.nodes[Int(child)].next
        }
        return found
    }

    package var isObject: Bool { node.kind == .object }

    package var isNull: Bool { node.kind == .null }

    /// True when something within is nested deeper than ``JSONDocument/depthLimit``.
    package var isTooDeep: Bool {
        document.nodes[Int(index)..<Int(node.next)].contains { $0.kind == .tooDeep }
    }

    /// A string, repaired to Unicode; nil for anything else.
    package var text: String? {
        let node = node
        switch node.kind {
        case .text:
            return String(decoding: document.bytes[Int(node.start)..<Int(node.end)], as: UTF8.self)
        case .escapedText:
            return unescaped(document.bytes[Int(node.start)..<Int(node.end)])
        default:
            return nil
        }
    }

    /// A whole number within 64 bits; nil for anything else.
    package var integer: Int64? {
        let node = node
        guard node.kind == .number else { return nil }
        var digits = document.bytes[Int(node.start)..<Int(node.end)]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits.removeFirst() }
        var value: Int64 = 0
        for byte in digits {
            let digit = Int64(byte) - 0x30
            guard (0...9).contains(digit) else { return nil }
            let (product, isOver) = value.multipliedReportingOverflow(by: 10)
            let (sum, isOverToo) = product.subtractingReportingOverflow(digit)
            guard !isOver, !isOverToo else { return nil }
            value = sum
        }
        // Counted downwards, as the least number has no positive twin.
        guard !isNegative else { return value }
        return value == .min ? nil : -value
    }

    package var number: Double? {
        guard node.kind == .number else { return nil }
        return Double(String(decoding: raw, as: UTF8.self))
    }

    package var boolean: Bool? {
        switch node.kind {
        case .yes: true
        case .no: false
        default: nil
        }
    }

    /// The value's own bytes, a string's without its quotation marks.
    package var raw: ArraySlice<UInt8> { document.bytes[Int(node.start)..<Int(node.end)] }

    private func unescaped(_ source: ArraySlice<UInt8>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.count)
        var index = source.startIndex
        while index < source.endIndex {
            let byte = source[index]
            index += 1
            guard byte == UInt8(ascii: "\\"), index < source.endIndex else {
                bytes.append(byte)
                continue
            }
            let sign = source[index]
            index += 1
            switch sign {
            case UInt8(ascii: "n"): bytes.append(0x0A)
            case UInt8(ascii: "t"): bytes.append(0x09)
            case UInt8(ascii: "r"): bytes.append(0x0D)
            case UInt8(ascii: "b"): bytes.append(0x08)
            case UInt8(ascii: "f"): bytes.append(0x0C)
            case UInt8(ascii: "u"):
                let scalar = takeScalar(source, &index)
                bytes.append(contentsOf: String(Character(scalar)).utf8)
            default: bytes.append(sign)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads the digits after `\u`, with the second half of a pair when there is one.
    private func takeScalar(_ source: ArraySlice<UInt8>, _ index: inout Int) -> Unicode.Scalar {
        guard let first = hexadecimal(source, index) else { return "\u{FFFD}" }
        index += 4
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, index + 1 < source.endIndex, source[index] == UInt8(ascii: "\\"),
            source[index + 1] == UInt8(ascii: "u"),
            let second = hexadecimal(source, index + 2), (0xDC00...0xDFFF).contains(second)
        else { return "\u{FFFD}" }
        index += 6
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
    }

    private func hexadecimal(_ source: ArraySlice<UInt8>, _ start: Int) -> UInt32? {
        guard start + 4 <= source.endIndex else { return nil }
        var value: UInt32 = 0
        for byte in source[start..<start + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
