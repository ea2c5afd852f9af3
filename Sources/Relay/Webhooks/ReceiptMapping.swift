package import BotAPI

/// Where a source's JSON tells what became of a reply, and in which words.
package struct ReceiptMapping: Hashable, Sendable {
    /// The gateway's id of the reply, as it answered the reply's request with.
    package var id: JSONPath
    package var stand: JSONPath
    /// The gateway's words for a reply that reached the phone; case matters.
    package var delivered: Set<String>
    /// The gateway's words for a reply that never will; case matters.
    package var failed: Set<String>

    /// Puts a mapping together.
    ///
    /// - Throws: ``WebhookSettingFault`` when no word means delivered, or one word means both.
    package init(
        id: JSONPath,
        stand: JSONPath,
        delivered: Set<String>,
        failed: Set<String>
    ) throws(WebhookSettingFault) {
        guard !delivered.isEmpty else {
            throw WebhookSettingFault("the receipts have no word for 'delivered'")
        }
        if let word = delivered.intersection(failed).min() {
            throw WebhookSettingFault("the receipts' word '\(word)' is both delivered and failed")
        }
        self.id = id
        self.stand = stand
        self.delivered = delivered
        self.failed = failed
    }

    /// Reads a receipt from a body's bytes.
    ///
    /// - Throws: ``MappingFault``, which is answered with 400 and its code.
    package func read(body: [UInt8]) throws(MappingFault) -> WebhookReceipt? {
        try read(try JSONDocument.ofWebhook(body))
    }

    /// Reads a receipt from a document whose bytes are known to be UTF-8.
    ///
    /// - Returns: nil for a stand on the way (queued, sent to the network): there is nothing to do.
    /// - Throws: ``MappingFault``, which is answered with 400 and its code.
    package func read(_ document: JSONDocument) throws(MappingFault) -> WebhookReceipt? {
        let limit = MessageMapping.longestID
        guard let word = try stand.identifier(in: document.root, limit: limit) else {
            throw stand.missing()
        }
        guard let reply = try id.identifier(in: document.root, limit: limit) else {
            throw id.missing()
        }
        if delivered.contains(word) { return WebhookReceipt(id: reply, stand: .delivered) }
        if failed.contains(word) { return WebhookReceipt(id: reply, stand: .failed) }
        return nil
    }
}

/// What became of a reply.
package struct WebhookReceipt: Hashable, Sendable {
    package enum Stand: String, Hashable, Sendable {
        case delivered
        case failed
    }

    /// The gateway's id of the reply.
    package var id: String
    package var stand: Stand

    package init(id: String, stand: Stand) {
        self.id = id
        self.stand = stand
    }
}
