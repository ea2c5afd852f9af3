import Casework
import FoundationEssentials
import Yams

/// Where faults are gathered while books are read: reading goes on to find them all.
final class Faults {
    var list: [BookFault] = []

    func add(_ file: String, _ line: Int, _ message: String, hint: String? = nil) {
        list.append(BookFault(file: file, line: line, message, hint: hint))
    }
}

/// A value of a YAML file with the file and line it stands on.
///
/// Scalars are read as the words they are: `no` is a word, `1` is a word.
struct Page {
    let node: Node
    let file: String
    let faults: Faults

    /// Reads a file; nil, with a fault, when it cannot be read or is no YAML.
    static func read(_ path: String, as file: String, _ faults: Faults) -> Page? {
        guard let data = FileManager.default.contents(atPath: path) else {
            faults.add(file, 0, "cannot read the file")
            return nil
        }
        do {
            guard let node = try Yams.compose(yaml: String(decoding: data, as: UTF8.self)) else {
                faults.add(file, 0, "the file is empty")
                return nil
            }
            return Page(node: node, file: file, faults: faults)
        } catch let error as YamlError {
            let (line, message) = describe(error)
            faults.add(file, line, message)
        } catch {
            faults.add(file, 0, "not a YAML file")
        }
        return nil
    }

    private static func describe(_ error: YamlError) -> (Int, String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            (mark.line, problem)
        case .duplicatedKeysInMapping(let duplicates, let context):
            (context.mark.line, "key '\(duplicates.first ?? "")' stands twice")
        case .reader(let problem, _, _, _): (0, problem)
        default: (0, "not a YAML file")
        }
    }

    var line: Int { node.mark?.line ?? 0 }

    func fault(_ message: String, hint: String? = nil) {
        faults.add(file, line, message, hint: hint)
    }

    /// The values of a mapping by key, with the keys that are allowed; others are faults.
    func mapping(_ known: [String]) -> [String: Page] {
        var pages: [String: Page] = [:]
        for (key, page) in entries() {
            guard known.contains(key.text) else {
                key.page.fault(
                    "unknown key '\(key.text)'",
                    hint: nearestWord(to: key.text, among: known).map { "did you mean '\($0)'?" }
                        ?? "known here: " + known.joined(separator: ", ")
                )
                continue
            }
            pages[key.text] = page
        }
        return pages
    }

    /// Keys and values in the order of the file.
    func entries() -> [(key: (text: String, page: Page), value: Page)] {
        guard let mapping = node.mapping else {
            fault("keys with values are expected here")
            return []
        }
        return mapping.map { key, value in
            let page = Page(node: key, file: file, faults: faults)
            return (
                (key.scalar?.string ?? "", page), Page(node: value, file: file, faults: faults)
            )
        }
    }

    /// The values of a list; a single value stands for a list of one.
    func items() -> [Page] {
        if let sequence = node.sequence {
            return sequence.map { Page(node: $0, file: file, faults: faults) }
        }
        if node.scalar?.string.isEmpty == true { return [] }
        return [self]
    }

    var text: String? { node.scalar?.string }

    /// Words; a fault and an empty text when there are none.
    func words() -> String {
        guard let text else {
            fault("words are expected here")
            return ""
        }
        return text
    }

    func strings() -> [String] { items().map { $0.words() } }

    func integer(_ range: ClosedRange<Int>) -> Int? {
        guard let number = text.flatMap({ Int($0) }), range.contains(number) else {
            fault("a number from \(range.lowerBound) to \(range.upperBound) is expected here")
            return nil
        }
        return number
    }

    func flag() -> Bool? {
        switch text {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default:
            fault("true or false is expected here")
            return nil
        }
    }

    /// Both languages, each of which must be there.
    func bilingual() -> [Language: String] {
        languages().mapValues { $0.words() }
    }

    /// Lists in both languages.
    func bilingualLists() -> [Language: [Page]] {
        languages().mapValues { $0.items() }
    }

    private func languages() -> [Language: Page] {
        let pages = mapping(Language.allCases.map(\.rawValue))
        var known: [Language: Page] = [:]
        for language in Language.allCases {
            if let page = pages[language.rawValue] {
                known[language] = page
            } else {
                fault("the language '\(language.rawValue)' is missing")
            }
        }
        return known
    }

    /// The name of a thing in a list, which it must have.
    func named(_ keys: [String: Page], _ key: String = "zh") -> String {
        guard let name = keys[key]?.text, !name.isEmpty else {
            fault("the key '\(key)' is missing")
            return ""
        }
        return name
    }

    /// Names of which each stands once.
    func refuseTwice(_ names: [String], called what: String) {
        var seen: Set<String> = []
        for name in names where !name.isEmpty && !seen.insert(name).inserted {
            fault("the \(what) '\(name)' stands twice")
        }
    }

    /// One of a fixed set of names.
    func oneOf<Name: RawRepresentable & CaseIterable>(
        _ type: Name.Type,
        called what: String
    ) -> Name? where Name.RawValue == String {
        let text = words()
        if let name = Name(rawValue: text) { return name }
        let known = Name.allCases.map(\.rawValue)
        fault(
            "unknown \(what) '\(text)'",
            hint: nearestWord(to: text, among: known).map { "did you mean '\($0)'?" }
        )
        return nil
    }
}
