/// One gateway that pushes messages to the relay, and how its JSON is read and written.
package struct WebhookSource: Sendable {
    /// 1 to 32 of `a-z`, `0-9` and `-`; its address is `/hook/NAME`.
    package let name: String
    /// The name of the station that its messages go to.
    package let station: String
    /// One or more; any of them verifies.
    package let secrets: [WebhookSecret]
    package let message: MessageMapping
    /// The machines that photos are fetched from, beside the one that replies go to: whoever
    /// writes an address into a message must not choose where this machine goes.
    package let photoHosts: Set<String>
    /// Where replies are posted; nil when this source only brings messages.
    package let reply: ReplyAddress?
    /// How the gateway tells what became of a reply; nil when it does not.
    package let receipt: ReceiptMapping?

    /// Puts a source together.
    ///
    /// - Throws: ``WebhookSettingFault`` when a name cannot stand in an address, there is no
    ///   secret, or receipts have no replies that they could be of.
    package init(
        name: String,
        station: String,
        secrets: [WebhookSecret],
        message: MessageMapping,
        photoHosts: Set<String> = [],
        reply: ReplyAddress? = nil,
        receipt: ReceiptMapping? = nil
    ) throws(WebhookSettingFault) {
        guard Self.isName(name) else {
            throw WebhookSettingFault(
                "the source's name is not 1 to 32 of a-z, 0-9 and -",
                hint: "it is part of the address that the gateway posts to"
            )
        }
        guard !secrets.isEmpty else {
            throw WebhookSettingFault("the source '\(name)' has no secret")
        }
        guard receipt == nil || reply?.responseID != nil else {
            throw WebhookSettingFault(
                "the source '\(name)' has receipts, and no reply with a response_id",
                hint: "a receipt is matched with its reply by the gateway's id"
            )
        }
        self.name = name
        self.station = station
        self.secrets = secrets
        self.message = message
        self.photoHosts = photoHosts.union([reply.flatMap { WebAddress($0.url)?.host } ?? ""])
        self.reply = reply
        self.receipt = receipt
    }

    private static func isName(_ text: String) -> Bool {
        (1...32).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
            }
    }
}
