import CommandLanguage

/// A value of JSON, as labels and answers carry them.
enum LooseValue: Decodable, Equatable {
    case text(String)
    case number(Int)
    case flag(Bool)
    case list([LooseValue])
    case object([String: LooseValue])
    case nothing

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .nothing
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Int.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([LooseValue].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: LooseValue].self))
        }
    }

    /// The elements of a list; one alone is a list of one.
    var elements: [LooseValue] {
        if case .list(let list) = self { list } else { [self] }
    }

    var members: [String: LooseValue]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The words in it, one spelling for full width and half width, capitals and small letters.
    var words: [String] {
        elements.map { element in
            switch element {
            case .text(let text): folded(text)
            case .number(let number): String(number)
            case .flag(let flag): String(flag)
            case .list, .object, .nothing: ""
            }
        }
    }
}

/// One spelling for full width and half width, traditional and simplified, capitals and small letters;
/// without spaces.
func folded(_ text: String) -> String { Phrasebook.spelling(text) }
