/// Writes JSON text, value by value; commas and escapes are its own business.
///
///     var json = JSONWriter()
///     json.object { json in
///         json.field("chat_id", 42)
///         json.field("text", "您好")
///     }
///     json.bytes   // {"chat_id":42,"text":"您好"}
package struct JSONWriter: Sendable {
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    package init() {}

    /// The text written so far.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    package mutating func object(_ body: (inout JSONWriter) -> Void) {
        container("{", "}", body)
    }

    package mutating func array(_ body: (inout JSONWriter) -> Void) {
        container("[", "]", body)
    }

    private mutating func container(
        _ first: Unicode.Scalar,
        _ last: Unicode.Scalar,
        _ body: (inout JSONWriter) -> Void
    ) {
        separate()
        bytes.append(UInt8(ascii: first))
        needsComma = false
        body(&self)
        bytes.append(UInt8(ascii: last))
        needsComma = true
    }

    /// Writes a key; its value comes next.
    package mutating func key(_ key: String) {
        value(key)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    package mutating func value(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x0A: bytes.append(contentsOf: #"\n"#.utf8)
            case 0x0D: bytes.append(contentsOf: #"\r"#.utf8)
            case 0x09: bytes.append(contentsOf: #"\t"#.utf8)
            case 0..<0x20, 0x7F:
                let digits = Array("0123456789abcdef".utf8)
                bytes.append(contentsOf: #"\u00"#.utf8)
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    package mutating func value(_ number: Int64) {
        separate()
        bytes.append(contentsOf: String(number).utf8)
    }

    /// Writes a number; one that is not finite becomes null.
    package mutating func value(_ number: Double) {
        separate()
        bytes.append(contentsOf: (number.isFinite ? String(number) : "null").utf8)
    }

    package mutating func value(_ flag: Bool) {
        separate()
        bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    }

    /// Writes JSON text that is known to be good.
    package mutating func value(raw: some Sequence<UInt8>) {
        separate()
        bytes.append(contentsOf: raw)
    }

    /// Writes a key with its text; nothing when there is none.
    package mutating func field(_ key: String, _ text: String?) {
        guard let text else { return }
        self.key(key)
        value(text)
    }

    /// Writes a key with its number; nothing when there is none.
    package mutating func field(_ key: String, _ number: Int64?) {
        guard let number else { return }
        self.key(key)
        value(number)
    }

    package mutating func field(_ key: String, _ flag: Bool) {
        self.key(key)
        value(flag)
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }
}
