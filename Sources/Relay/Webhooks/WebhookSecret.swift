internal import Crypto

/// The key that a webhook source and the relay share.
///
/// It has no text: nothing that prints or dumps it shows the key.
package struct WebhookSecret: Sendable, CustomStringConvertible, CustomReflectable {
    let key: SymmetricKey

    /// How many bytes a secret may have.
    ///
    /// - Note: Source: Standard Webhooks 1.0, "Signature scheme" (192 to 512 bits).
    package static let length = 24...64

    /// Reads a secret as it stands in a file: `whsec_` and Base64, or Base64 alone.
    ///
    /// Padding may be missing; space and line ends around it do not count.
    ///
    /// - Throws: ``WebhookSettingFault``, which does not show the secret.
    package init(text: String) throws(WebhookSettingFault) {
        let hint = "write 'whsec_' and the output of: openssl rand -base64 32"
        let trimmed = text.trimmed
        let digits = trimmed.hasPrefix("whsec_") ? trimmed.dropFirst(6) : trimmed[...]
        guard !digits.isEmpty else {
            throw WebhookSettingFault("the webhook secret is empty", hint: hint)
        }
        guard let bytes = Base64.bytes(digits.utf8) else {
            throw WebhookSettingFault("the webhook secret is not base64", hint: hint)
        }
        guard Self.length.contains(bytes.count) else {
            throw WebhookSettingFault(
                "the webhook secret has \(bytes.count) bytes, not 24 to 64",
                hint: hint
            )
        }
        self.init(key: bytes)
    }

    /// Takes a key of any length as it is: one that this program made, or a published example.
    package init(key: [UInt8]) {
        self.key = SymmetricKey(data: key)
    }

    package var description: String { "WebhookSecret" }

    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension StringProtocol {
    /// The text without the space and line ends around it.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
