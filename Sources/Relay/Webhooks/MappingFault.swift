internal import BotAPI

/// Why a signed webhook's body cannot be read.
package struct MappingFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Short and stable, for the answer and for a log.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        case notUTF8 = "not-utf8"
        case notJSON = "not-json"
        /// A value that is needed is absent, null or blank.
        case missing
        case wrongType = "wrong-type"
        case tooLong = "too-long"
        /// A sender or an id holds a control character.
        case controlCharacter = "control-character"
        /// A time that is none, or lies before 1970 or after 9999.
        case badTime = "bad-time"
        /// A photo is neither an https address nor Base64.
        case badPhoto = "bad-photo"
        case tooManyPhotos = "too-many-photos"
        /// There is neither text nor photo.
        case nothingSaid = "nothing-said"
    }

    package var code: Code
    /// Where the body is at fault, as the settings spell it; nil when it is the body as a whole.
    package var path: String?
    /// One line for an operator, with nothing of what was sent.
    package var message: String

    init(_ code: Code, at path: JSONPath? = nil, _ message: String) {
        self.code = code
        self.path = path?.description
        self.message = message
    }

    package var description: String { message }
}

extension JSONDocument {
    /// Reads a webhook's body, which must be UTF-8.
    ///
    /// The document itself repairs other bytes, which suits an endpoint that is polled and would
    /// be asked the same again for ever. A source that pushes is told instead, so that words in
    /// another encoding (GBK) are not kept as rubbish.
    static func ofWebhook(_ body: [UInt8]) throws(MappingFault) -> JSONDocument {
        guard String(validating: body, as: UTF8.self) != nil else {
            throw MappingFault(.notUTF8, "the body is not UTF-8")
        }
        do { return try JSONDocument(body) } catch {
            throw MappingFault(
                .notJSON,
                "the body is not JSON: \(error.reason) at byte \(error.offset)"
            )
        }
    }
}

extension JSONPath {
    /// A name or number by which somebody or something is known, without space around it.
    ///
    /// - Returns: nil when it is absent or blank.
    func identifier(in root: JSONValue, limit: Int) throws(MappingFault) -> String? {
        guard let value = value(in: root) else { return nil }
        guard let text = value.text?.trimmed ?? value.integer.map({ String($0) }) else {
            throw MappingFault(.wrongType, at: self, "'\(self)' is no text and no whole number")
        }
        guard !text.hasControlCharacter else {
            throw MappingFault(.controlCharacter, at: self, "'\(self)' holds a control character")
        }
        guard text.utf8.count <= limit else {
            throw MappingFault(.tooLong, at: self, "'\(self)' is longer than \(limit) bytes")
        }
        return text.isEmpty ? nil : text
    }

    func missing() -> MappingFault {
        MappingFault(.missing, at: self, "'\(self)' is missing")
    }
}
