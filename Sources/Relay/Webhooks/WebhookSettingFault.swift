/// What is wrong with the settings of a webhook source, in an operator's words.
///
/// Never holds a secret, nor any part of one.
package struct WebhookSettingFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Lower-case, no full stop: the thing, then the fact.
    package var message: String
    /// What to do about it; nil where the message says enough.
    package var hint: String?

    package init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }

    package var description: String { message + (hint.map { " (\($0))" } ?? "") }
}
