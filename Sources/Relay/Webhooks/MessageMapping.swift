package import BotAPI

/// Where a source's JSON holds what makes a message.
package struct MessageMapping: Hashable, Sendable {
    package var sender: JSONPath
    package var text: JSONPath
    /// The time of sending; nil when the source does not tell it.
    package var at: JSONPath?
    /// A list of photos; nil when the source brings none.
    package var photos: JSONPath?
    /// The message's own id; nil when the `webhook-id` is it.
    package var id: JSONPath?

    /// The longest sender and the longest text and id, in bytes, Unicode scalars and bytes.
    package static let longestSender = 128
    package static let longestText = 4_000
    package static let longestID = 256
    /// As many as the page takes.
    package static let mostPhotos = 9
    /// The largest photo that may stand in the body itself, in bytes.
    package static let largestPhoto = 8 << 20

    package init(
        sender: JSONPath,
        text: JSONPath,
        at: JSONPath? = nil,
        photos: JSONPath? = nil,
        id: JSONPath? = nil
    ) {
        self.sender = sender
        self.text = text
        self.at = at
        self.photos = photos
        self.id = id
    }

    /// Reads a message from a body's bytes.
    ///
    /// - Throws: ``MappingFault``, which is answered with 400 and its code.
    package func read(body: [UInt8]) throws(MappingFault) -> WebhookMessage {
        try read(try JSONDocument.ofWebhook(body))
    }

    /// Reads a message from a document whose bytes are known to be UTF-8.
    ///
    /// - Throws: ``MappingFault``, which is answered with 400 and its code.
    package func read(_ document: JSONDocument) throws(MappingFault) -> WebhookMessage {
        let root = document.root
        guard let name = try sender.identifier(in: root, limit: Self.longestSender) else {
            throw sender.missing()
        }
        let words = try words(root)
        let pictures = try pictures(root)
        guard !words.trimmed.isEmpty || !pictures.isEmpty else {
            throw MappingFault(.nothingSaid, at: text, "there is neither text nor photo")
        }
        return WebhookMessage(
            sender: Phone.plain(name),
            text: words,
            at: try time(root),
            photos: pictures,
            id: try id?.identifier(in: root, limit: Self.longestID)
        )
    }

    private func words(_ root: JSONValue) throws(MappingFault) -> String {
        guard let value = text.value(in: root) else { return "" }
        guard let words = value.text else {
            throw MappingFault(.wrongType, at: text, "'\(text)' is no text")
        }
        guard words.unicodeScalars.count <= Self.longestText else {
            throw MappingFault(
                .tooLong,
                at: text,
                "'\(text)' is longer than \(Self.longestText) characters"
            )
        }
        return words
    }

    private func time(_ root: JSONValue) throws(MappingFault) -> Int64? {
        guard let at, let value = at.value(in: root) else { return nil }
        let time: Int64?
        if let text = value.text?.trimmed {
            if text.isEmpty { return nil }
            time = SentTime.milliseconds(text)
        } else if let number = value.number {
            time = SentTime.milliseconds(number)
        } else {
            throw MappingFault(.wrongType, at: at, "'\(at)' is no time")
        }
        guard let time else {
            throw MappingFault(
                .badTime,
                at: at,
                "'\(at)' is neither seconds nor milliseconds since 1970 nor ISO 8601"
            )
        }
        return time
    }

    private func pictures(_ root: JSONValue) throws(MappingFault) -> [WebhookPhoto] {
        guard let photos, let value = photos.value(in: root) else { return [] }
        guard let elements = value.elements else {
            throw MappingFault(.wrongType, at: photos, "'\(photos)' is no list")
        }
        guard elements.count <= Self.mostPhotos else {
            throw MappingFault(
                .tooManyPhotos,
                at: photos,
                "'\(photos)' has more than \(Self.mostPhotos) photos"
            )
        }
        var found: [WebhookPhoto] = []
        for element in elements {
            guard let text = element.text else {
                throw MappingFault(.wrongType, at: photos, "a photo of '\(photos)' is no text")
            }
            guard text.utf8.count <= Self.largestPhoto / 3 * 4 + 128 else {
                throw MappingFault(
                    .tooLong,
                    at: photos,
                    "a photo of '\(photos)' is larger than \(Self.largestPhoto) bytes"
                )
            }
            guard let photo = WebhookPhoto(text.trimmed) else {
                throw MappingFault(
                    .badPhoto,
                    at: photos,
                    "a photo of '\(photos)' is neither an https address nor base64"
                )
            }
            found.append(photo)
        }
        return found
    }
}

/// A message as a source brings it.
package struct WebhookMessage: Hashable, Sendable {
    /// Who sent it, in the source's own spelling, a phone number without ornament: 1 to 128 bytes.
    package var sender: String
    /// Up to 4,000 Unicode scalars; empty or blank only beside photos.
    package var text: String
    /// Milliseconds since 1970 UTC; nil when the source does not tell.
    package var at: Int64?
    /// In the order they came; what they are is not checked here.
    package var photos: [WebhookPhoto]
    /// The source's own id of it, 1 to 256 bytes; nil when the `webhook-id` is to serve.
    package var id: String?

    package init(
        sender: String,
        text: String,
        at: Int64? = nil,
        photos: [WebhookPhoto] = [],
        id: String? = nil
    ) {
        self.sender = sender
        self.text = text
        self.at = at
        self.photos = photos
        self.id = id
    }
}

/// A photo of a webhook: somewhere else, or in the body itself.
package enum WebhookPhoto: Hashable, Sendable {
    /// An https address, percent-encoded, without user or password.
    case address(String)
    /// The file's bytes, one or more.
    case bytes([UInt8])

    /// Reads an https address, a `data:` address or plain Base64; nil for anything else.
    init?(_ text: String) {
        if let address = WebAddress(text) {
            guard address.isEncrypted else { return nil }
            self = .address(text)
            return
        }
        var digits = Substring(text)
        if text.prefix(5).lowercased() == "data:" {
            guard let comma = text.firstIndex(of: ","),
                text[..<comma].lowercased().hasSuffix(";base64")
            else { return nil }
            digits = text[text.index(after: comma)...]
        }
        // MIME writers break lines within Base64.
        guard let bytes = Base64.bytes(digits.utf8.filter({ $0 > 0x20 })), !bytes.isEmpty,
            bytes.count <= MessageMapping.largestPhoto
        else { return nil }
        self = .bytes(bytes)
    }
}
