package import Casework

/// A sentence of the desk with places for facts: `{number} 已登记[[，{due}前答复]]。`
///
/// What stands in double brackets is said only when every fact in it is known.
package struct Template: Hashable, Sendable {
    indirect enum Part: Hashable, Sendable {
        case words(String)
        case field(Field)
        case optional([Part])
    }

    var parts: [Part]

    /// Every fact that the sentence names.
    package var fields: Set<Field> { Template.fields(parts) }

    /// Reads a wording.
    ///
    /// - Throws: ``PatternError`` when a bracket is open or a field has no such name.
    package init(_ source: String) throws(PatternError) {
        var rest = source[...]
        parts = try Template.read(&rest, isInside: false, source)
    }

    static func fields(_ parts: [Part]) -> Set<Field> {
        var fields: Set<Field> = []
        for part in parts {
            switch part {
            case .words: break
            case .field(let field): fields.insert(field)
            case .optional(let parts): fields.formUnion(Template.fields(parts))
            }
        }
        return fields
    }

    private static func read(
        _ rest: inout Substring,
        isInside: Bool,
        _ source: String
    ) throws(PatternError) -> [Part] {
        var parts: [Part] = []
        var words = ""
        func flush() {
            if !words.isEmpty { parts.append(.words(words)) }
            words = ""
        }
        while let next = rest.first {
            if rest.hasPrefix("[[") {
                guard !isInside else {
                    throw PatternError(message: "'[[' inside '[[' in '\(source)'")
                }
                flush()
                rest = rest.dropFirst(2)
                parts.append(.optional(try read(&rest, isInside: true, source)))
            } else if rest.hasPrefix("]]") {
                guard isInside else { throw PatternError(message: "']]' without '[[' in '\(source)'") }
                rest = rest.dropFirst(2)
                flush()
                return parts
            } else if next == "{" {
                guard let end = rest.firstIndex(of: "}") else {
                    throw PatternError(message: "'{' is left open in '\(source)'")
                }
                let name = rest[rest.index(after: rest.startIndex)..<end]
                guard let field = Field(rawValue: String(name)) else {
                    throw PatternError(message: "unknown field '{\(name)}'")
                }
                flush()
                parts.append(.field(field))
                rest = rest[rest.index(after: end)...]
            } else {
                words.append(next)
                rest = rest.dropFirst()
            }
        }
        guard !isInside else { throw PatternError(message: "'[[' is left open in '\(source)'") }
        flush()
        return parts
    }
}
