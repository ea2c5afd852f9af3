internal import BotAPI

/// What a caller of the Bot API passes: in the query, as a form or as JSON; the body goes first.
struct Parameters {
    private var texts: [String: String] = [:]
    private var json: JSONValue?

    /// - Parameters:
    ///   - query: The part of the address after `?`, still encoded.
    ///   - type: The body's content type.
    ///   - body: As it came.
    /// - Throws: ``BotAPIFault`` when the body cannot be read.
    init(query: String?, type: String?, body: [UInt8]) throws(BotAPIFault) {
        Self.readForm(query ?? "", into: &texts)
        guard !body.isEmpty else { return }
        let type = (type ?? "").lowercased()
        if type.hasPrefix("application/json") {
            guard let document = try? JSONDocument(body), document.root.isObject else {
                throw BotAPIFault(400, "Bad Request: can't parse JSON")
            }
            json = document.root
        } else if type.hasPrefix("multipart/form-data") {
            throw BotAPIFault(
                400,
                "Bad Request: multipart bodies are not taken; use JSON or a form"
            )
        } else {
            Self.readForm(String(decoding: body, as: UTF8.self), into: &texts)
        }
    }

    func text(_ name: StaticString) -> String? {
        guard let value = json?[name] else { return texts[name.description] }
        // As good as absent; the word "null" would be sent, or taken for a key.
        if value.isNull { return nil }
        return value.text ?? String(decoding: value.raw, as: UTF8.self)
    }

    func integer(_ name: StaticString) -> Int64? { text(name).flatMap { Int64($0) } }

    func flag(_ name: StaticString) -> Bool {
        ["true", "True", "1"].contains(text(name))
    }

    /// A value that a form holds as JSON text.
    func value(_ name: StaticString) -> JSONValue? {
        if let value = json?[name], value.text == nil { return value.isNull ? nil : value }
        guard let text = text(name), !text.isEmpty else { return nil }
        return (try? JSONDocument(Array(text.utf8)))?.root
    }

    private static func readForm(_ form: String, into texts: inout [String: String]) {
        for pair in form.utf8.split(separator: UInt8(ascii: "&")) {
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let value =
                equals == pair.endIndex ? pair.suffix(0) : pair[pair.index(after: equals)...]
            texts[decoded(pair[..<equals])] = decoded(value)
        }
    }

    /// - Parameters:
    ///   - text: With `%` and two digits for what cannot stand there itself.
    ///   - isForm: A `+` is a space.
    /// - Returns: The text itself; what is no such code stands as it was.
    static func decoded(_ text: Substring.UTF8View, isForm: Bool = true) -> String {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+") where isForm:
                bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                let digits = rest.prefix(2)
                if digits.count == 2, let value = UInt8(String(Substring(digits)), radix: 16) {
                    bytes.append(value)
                    rest.removeFirst(2)
                } else {
                    bytes.append(byte)
                }
            default:
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A refusal as the Bot API says it.
struct BotAPIFault: Error, Hashable, Sendable {
    var code: Int
    var description: String
    /// Seconds.
    var retryAfter: Int?

    init(_ code: Int, _ description: String, retryAfter: Int? = nil) {
        self.code = code
        self.description = description
        self.retryAfter = retryAfter
    }
}
