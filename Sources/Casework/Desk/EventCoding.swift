import FoundationEssentials

extension Event {
    /// The version that this program writes; a reader lifts older ones.
    package static let version = 1

    /// The event as JSON with sorted keys: the bytes that the journal's chain is made over.
    ///
    /// - Throws: `EncodingError` when a value has no JSON, which no event's has.
    package func encoded() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// Reads what ``encoded()`` wrote.
    ///
    /// - Throws: `DecodingError` for anything else: the journal is damaged or newer than this
    ///   program.
    package init(json: String) throws {
        self = try JSONDecoder().decode(Event.self, from: Data(json.utf8))
    }
}

extension Step {
    /// The step as JSON with sorted keys, for keeping it as content until it is confirmed or agreed.
    ///
    /// - Throws: `EncodingError` when a value has no JSON, which no step's has.
    package func encoded() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// Reads what ``encoded()`` wrote; nil for anything else, such as erased content.
    package init?(json: String) {
        guard let step = try? JSONDecoder().decode(Step.self, from: Data(json.utf8)) else {
            return nil
        }
        self = step
    }
}
