import FoundationEssentials

/// A sentence with what a careful clerk would take it for: one line of `Tests/Corpus/*.tsv`.
///
/// The columns are `lang`, `role`, `utterance`, `intended_action`, `arguments_json`, `note`; the
/// conventions are in `Tests/Corpus/README.md`. Names of actions are strings: a label may name what
/// the program does not know yet.
struct LabelledSentence {
    var language: String
    var role: String
    var text: String
    /// What it asks for, in order; only ``Wish/ask`` where nothing may change unasked.
    var wishes: [Wish]
    var note: String

    /// One action with its arguments.
    struct Wish {
        var action: String
        var arguments: [String: LooseValue]

        /// The label of a sentence that nobody may act on without asking.
        static let ask = "ask"
    }

    var mustAsk: Bool { wishes.map(\.action) == [Wish.ask] }

    /// What the sender has open: `open: 2026-0042, 2026-0043` in the note.
    var openMatters: [String] {
        guard let mark = note.ranges(of: "open: ").first else { return [] }
        let list = note[mark.upperBound...].prefix { $0.isNumber || "-, ".contains($0) }
        return list.split(separator: ",").map { String($0.filter { $0 != " " }) }
    }

    static let header = "lang\trole\tutterance\tintended_action\targuments_json\tnote"

    /// - Throws: an ``OperatorError`` with file and line for a line of another shape.
    static func read(_ path: String) throws -> [LabelledSentence] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw OperatorError(
                message: "cannot read labelled sentences from '\(path)'",
                hint: "name a file with six columns, as those in Tests/Corpus"
            )
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.first == header[...] else {
            throw OperatorError(
                message: "'\(path)' does not begin with the header of labelled sentences",
                hint: "the columns are lang, role, utterance, intended_action, arguments_json, note"
            )
        }
        return try lines.enumerated().dropFirst().compactMap { number, line in
            guard !line.isEmpty else { return nil }
            guard let sentence = LabelledSentence(line) else {
                throw OperatorError(
                    message: "'\(path)' line \(number + 1) is no labelled sentence",
                    hint: "check the file with Tests/Scripts/check_corpus.py"
                )
            }
            return sentence
        }
    }

    private init?(_ line: Substring) {
        let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard columns.count == 6,
            let value = try? JSONDecoder().decode(LooseValue.self, from: Data(columns[4].utf8))
        else { return nil }
        let actions = columns[3].split(separator: "|").map(String.init)
        let lists = actions.count == 1 ? [value] : value.elements
        let objects = lists.compactMap(\.members)
        guard !actions.isEmpty, objects.count == actions.count else { return nil }
        language = columns[0]
        role = columns[1]
        text = columns[2].replacing("\\n", with: "\n")
        wishes = zip(actions, objects).map { Wish(action: $0, arguments: $1) }
        note = columns[5]
    }
}
