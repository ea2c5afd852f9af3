internal import Casework
internal import FoundationEssentials

// How values stand in columns. Everything here is in station files: append, never change.

extension MatterNumber {
    /// Year and serial in one integer, in the order of the numbers themselves.
    var code: Int64 { Int64(year) * 1_000_000_000 + Int64(serial) }

    init(code: Int64) {
        self.init(year: Int(code / 1_000_000_000), serial: Int(code % 1_000_000_000))
    }
}

extension MatterState {
    var code: Int64 {
        switch self {
        case .registered: 0
        case .accepted: 1
        case .assigned: 2
        case .replied: 3
        case .fedBack: 4
        case .closed: 5
        case .answered: 6
        case .declined: 7
        case .withdrawn: 8
        case .merged: 9
        case .archived: 10
        }
    }

    init?(code: Int64) {
        switch code {
        case 0: self = .registered
        case 1: self = .accepted
        case 2: self = .assigned
        case 3: self = .replied
        case 4: self = .fedBack
        case 5: self = .closed
        case 6: self = .answered
        case 7: self = .declined
        case 8: self = .withdrawn
        case 9: self = .merged
        case 10: self = .archived
        default: return nil
        }
    }
}

extension Subject {
    var codes: (kind: Int64, id: Int64) {
        switch self {
        case .matter(let number): (0, number.code)
        case .note(let number): (1, number.code)
        case .item(let item): (2, Int64(item))
        }
    }

    init?(kind: Int64, id: Int64) {
        switch kind {
        case 0: self = .matter(MatterNumber(code: id))
        case 1: self = .note(NoteNumber(code: id))
        case 2: self = .item(Int(id))
        default: return nil
        }
    }
}

extension Effect.Purpose {
    /// What it is, what it is about, and which part of that.
    var codes: (kind: Int64, about: Int64?, part: Int64?) {
        switch self {
        case .reply: (0, nil, nil)
        case .notice: (1, nil, nil)
        case .feedback(let number, let index): (2, number.code, Int64(index))
        case .reminder(let id): (3, id, nil)
        case .planned(let until): (8, until.milliseconds, nil)
        case .broadcast(let id, let person): (4, id, person.value)
        }
    }

    init?(kind: Int64, about: Int64?, part: Int64?) {
        switch (kind, about, part) {
        case (0, _, _): self = .reply
        case (1, _, _): self = .notice
        case (2, let number?, let index?):
            self = .feedback(MatterNumber(code: number), index: Int(index))
        case (3, let id?, _): self = .reminder(id)
        case (8, let until?, _): self = .planned(until: Instant(milliseconds: until))
        case (4, let id?, let person?): self = .broadcast(id, PersonID(person))
        default: return nil
        }
    }
}

/// Ids as `12,15`; nil for none.
func idText(of ids: [Int64]) -> String? {
    guard let first = ids.first else { return nil }
    guard ids.count > 1 else { return String(first) }
    return ids.map(String.init).joined(separator: ",")
}

/// Reads what ``idText(of:)`` wrote; nil for anything else.
func idList(in list: String?) -> [Int64]? {
    guard let list else { return [] }
    var ids: [Int64] = []
    for part in list.split(separator: ",", omittingEmptySubsequences: false) {
        guard let id = Int64(part) else { return nil }
        ids.append(id)
    }
    return ids
}

/// A value as JSON with sorted keys, so that equal values are equal bytes.
func jsonText(_ value: some Encodable) throws(StoreError) -> String {
    do {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch {
        throw StoreError(.other, "cannot write a \(type(of: value)) as json")
    }
}

/// Reads what ``jsonText(_:)`` wrote; nil for anything else.
func jsonValue<T: Decodable>(_ type: T.Type, json: String) -> T? {
    try? JSONDecoder().decode(type, from: Data(json.utf8))
}
