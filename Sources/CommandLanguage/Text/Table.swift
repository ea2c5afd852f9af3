import Casework

/// A table with a place for every case of an enumeration.
struct Table<Key: Numbered, Value> {
    private var values: [Value?]

    init(_ known: [Key: Value] = [:]) {
        values = Array(repeating: nil, count: Key.allCases.count)
        for (key, value) in known { values[key.number] = value }
    }

    subscript(key: Key) -> Value? {
        get { values[key.number] }
        set { values[key.number] = newValue }
    }
}

extension Table: Sendable where Value: Sendable {}
