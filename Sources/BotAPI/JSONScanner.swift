/// Finds where each value of a JSON text begins and ends, in one pass and without recursion.
struct JSONScanner {
    private let bytes: [UInt8]
    private var nodes: [JSONDocument.Node] = []
    /// The open containers' nodes, outermost first.
    private var open: [Open] = []

    private struct Open {
        var node: Int
        var isObject: Bool
        var isEmpty = true
    }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func scan() throws(JSONFault) -> [JSONDocument.Node] {
        guard bytes.count < Int32.max / 2 else { throw fault(0, "the text is too long") }
        nodes.reserveCapacity(bytes.count / 8 + 8)
        var at = skipSpace(0)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = skipSpace(3) }
        at = try value(at)
        while let container = open.last {
            at = skipSpace(at)
            let isObject = container.isObject
            guard at < bytes.count else { throw fault(at, "the text ends too early") }
            if bytes[at] == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                at += 1
                close(container.node, at)
                continue
            }
            if container.isEmpty {
                open[open.count - 1].isEmpty = false
            } else {
                guard bytes[at] == UInt8(ascii: ",") else { throw fault(at, "a comma is missing") }
                at = skipSpace(at + 1)
            }
            if isObject { at = try key(at) }
            at = try value(at)
        }
        guard skipSpace(at) == bytes.count else { throw fault(at, "there is more than one value") }
        return nodes
    }

    private func fault(_ offset: Int, _ reason: String) -> JSONFault {
        JSONFault(offset: offset, reason: reason)
    }

    private func skipSpace(_ start: Int) -> Int {
        var at = start
        while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
        return at
    }

    private mutating func close(_ container: Int, _ end: Int) {
        open.removeLast()
        nodes[container].end = Int32(end)
        nodes[container].next = Int32(nodes.count)
    }

    private mutating func add(_ kind: JSONDocument.Kind, _ start: Int, _ end: Int) {
        nodes.append(
            JSONDocument.Node(
                kind: kind,
                start: Int32(start),
                end: Int32(end),
                next: Int32(nodes.count + 1)
            )
        )
    }

    private mutating func key(_ start: Int) throws(JSONFault) -> Int {
        guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") else {
            throw fault(start, "a key is missing")
        }
        // Not in one expression: it would hold `self` meanwhile, and copy all nodes.
        let end = try string(start)
        let at = skipSpace(end)
        guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else {
            throw fault(at, "a colon is missing")
        }
        return skipSpace(at + 1)
    }

    /// Reads one value, of a container only its first byte; returns where it ends.
    private mutating func value(_ start: Int) throws(JSONFault) -> Int {
        guard start < bytes.count else { throw fault(start, "the text ends too early") }
        switch bytes[start] {
        case UInt8(ascii: "\""): return try string(start)
        case UInt8(ascii: "{"): return try container(.object, start)
        case UInt8(ascii: "["): return try container(.array, start)
        case UInt8(ascii: "t"): return try word("true", .yes, start)
        case UInt8(ascii: "f"): return try word("false", .no, start)
        case UInt8(ascii: "n"): return try word("null", .null, start)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return number(start)
        default: throw fault(start, "no value begins like this")
        }
    }

    private mutating func container(
        _ kind: JSONDocument.Kind,
        _ start: Int
    ) throws(JSONFault) -> Int {
        guard open.count < JSONDocument.depthLimit else {
            let end = try skipContainer(start)
            add(.tooDeep, start, end)
            return end
        }
        add(kind, start, start)
        open.append(Open(node: nodes.count - 1, isObject: kind == .object))
        return start + 1
    }

    /// Finds the end of a container that is not read, by its brackets alone.
    private func skipContainer(_ start: Int) throws(JSONFault) -> Int {
        var at = start
        var depth = 0
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return at + 1 }
            case UInt8(ascii: "\""):
                at += 1
                while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
                    at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
                }
            default:
                break
            }
            at += 1
        }
        throw fault(bytes.count, "the text ends too early")
    }

    private mutating func word(
        _ word: StaticString,
        _ kind: JSONDocument.Kind,
        _ start: Int
    ) throws(JSONFault) -> Int {
        let end = start + word.utf8CodeUnitCount
        let isRight =
            end <= bytes.count
            && word.withUTF8Buffer { wanted in bytes[start..<end].elementsEqual(wanted) }
        guard isRight else { throw fault(start, "no value begins like this") }
        add(kind, start, end)
        return end
    }

    private mutating func number(_ start: Int) -> Int {
        var at = start + 1
        loop: while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "e"),
                UInt8(ascii: "E"), UInt8(ascii: "+"), UInt8(ascii: "-"):
                at += 1
            default:
                break loop
            }
        }
        add(.number, start, at)
        return at
    }

    private mutating func string(_ start: Int) throws(JSONFault) -> Int {
        var at = start + 1
        var isEscaped = false
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") {
                add(isEscaped ? .escapedText : .text, start + 1, at)
                return at + 1
            }
            if byte == UInt8(ascii: "\\") {
                isEscaped = true
                at += 1
            }
            at += 1
        }
        throw fault(bytes.count, "a string has no end")
    }
}
