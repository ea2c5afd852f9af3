/// One person, as the journal knows them: a number, never a name.
package struct PersonID: Hashable, Comparable, Sendable, Codable {
    package var value: Int64

    package init(_ value: Int64) { self.value = value }

    package init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }

    package static func < (left: PersonID, right: PersonID) -> Bool { left.value < right.value }
}

/// One piece of personal content (words, a name, a phone, an address), kept beside the journal.
///
/// Events carry this and never the content, so that content can be erased and the chain stays.
package struct ContentID: Hashable, Comparable, Sendable, Codable {
    package var value: Int64

    package init(_ value: Int64) { self.value = value }

    package init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }

    package static func < (left: ContentID, right: ContentID) -> Bool { left.value < right.value }
}
