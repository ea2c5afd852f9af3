package import BotAPI

/// Where a value stands in a source's JSON: keys and places, with full stops between them.
///
///     try JSONPath("data.media.0.url")   // {"data":{"media":[{"url":"…"}]}}
package struct JSONPath: Hashable, Sendable, CustomStringConvertible {
    private let steps: [String]

    /// Reads a path.
    ///
    /// - Parameter text: 1 to 16 steps of 1 to 128 bytes each. A step of digits is a place in an
    ///   array, counted from 0, or a key of an object.
    /// - Throws: ``WebhookSettingFault`` for anything else.
    package init(_ text: String) throws(WebhookSettingFault) {
        steps = try Self.steps(text)
    }

    package var description: String { steps.joined(separator: ".") }

    /// The value that stands there; nil when there is none, or when it is null.
    package func value(in root: JSONValue) -> JSONValue? {
        var value = root
        for step in steps {
            guard let next = Self.next(step, in: value) else { return nil }
            value = next
        }
        return value.isNull ? nil : value
    }

    private static func next(_ step: String, in value: JSONValue) -> JSONValue? {
        guard let elements = value.elements else { return value[name: step] }
        guard step.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let place = Int(step),
            elements.indices.contains(place)
        else { return nil }
        return elements[place]
    }

    /// The steps of a dotted path, checked.
    static func steps(_ text: String) throws(WebhookSettingFault) -> [String] {
        let steps = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard steps.count <= 16 else {
            throw WebhookSettingFault("the path '\(text.prefix(64))…' has more than 16 steps")
        }
        for step in steps {
            let isGood =
                (1...128).contains(step.utf8.count) && step == step.trimmed
                && !step.hasControlCharacter
            guard isGood else {
                throw WebhookSettingFault(
                    "the path '\(text.prefix(64))' is not keys with full stops between them",
                    hint: "write it like data.from or data.media.0"
                )
            }
        }
        return steps
    }
}
