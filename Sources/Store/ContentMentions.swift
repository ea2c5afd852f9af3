internal import Casework

/// Finds every content id in an event, in the order in which they stand.
///
/// An encoder that keeps nothing but ids: it walks an event as its JSON would be written, so a
/// new event needs no line here.
struct ContentMentions: Encoder {
    private final class Found {
        var ids: [ContentID] = []
    }

    private let found: Found
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    private init(_ found: Found) { self.found = found }

    static func ids(in event: Event) throws(StoreError) -> [ContentID] {
        let found = Found()
        do {
            try event.encode(to: ContentMentions(found))
        } catch {
            throw StoreError(.other, "cannot read the contents of an event")
        }
        return found.ids
    }

    func container<Key>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(Keyed(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { Unkeyed(encoder: self) }

    func singleValueContainer() -> any SingleValueEncodingContainer { Single(encoder: self) }

    private func visit(_ value: some Encodable) throws {
        if let id = value as? ContentID {
            found.ids.append(id)
        } else {
            try value.encode(to: self)
        }
    }

    private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let encoder: ContentMentions
        let codingPath: [any CodingKey] = []

        func encodeNil(forKey key: Key) {}
        func encode(_ value: Bool, forKey key: Key) {}
        func encode(_ value: String, forKey key: Key) {}
        func encode(_ value: Int, forKey key: Key) {}
        func encode(_ value: Int64, forKey key: Key) {}
        func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
            try encoder.visit(value)
        }

        func nestedContainer<Nested>(
            keyedBy type: Nested.Type,
            forKey key: Key
        ) -> KeyedEncodingContainer<Nested> { encoder.container(keyedBy: type) }

        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
            encoder.unkeyedContainer()
        }

        func superEncoder() -> any Encoder { encoder }
        func superEncoder(forKey key: Key) -> any Encoder { encoder }
    }

    private struct Unkeyed: UnkeyedEncodingContainer {
        let encoder: ContentMentions
        let codingPath: [any CodingKey] = []
        let count = 0

        func encodeNil() {}
        func encode(_ value: Bool) {}
        func encode(_ value: String) {}
        func encode(_ value: Int) {}
        func encode(_ value: Int64) {}
        func encode<T: Encodable>(_ value: T) throws { try encoder.visit(value) }

        func nestedContainer<Nested>(
            keyedBy type: Nested.Type
        ) -> KeyedEncodingContainer<Nested> { encoder.container(keyedBy: type) }

        func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
            encoder.unkeyedContainer()
        }

        func superEncoder() -> any Encoder { encoder }
    }

    private struct Single: SingleValueEncodingContainer {
        let encoder: ContentMentions
        let codingPath: [any CodingKey] = []

        func encodeNil() {}
        func encode(_ value: Bool) {}
        func encode(_ value: String) {}
        func encode(_ value: Int) {}
        func encode(_ value: Int64) {}
        func encode<T: Encodable>(_ value: T) throws { try encoder.visit(value) }
    }
}
