import Casework
import CommandLanguage

extension WordBook {
    /// Reads `words.yaml`: values, lists and modifiers.
    mutating func read(_ page: Page) {
        let keys = page.mapping([
            "values", "lists", "signs", "excerpts", "classes", "heard", "pinyin", "modifiers",
        ])
        for (key, value) in keys["classes"]?.entries() ?? [] { classes[key.text] = words(value) }
        for (key, value) in keys["values"]?.entries() ?? [] {
            guard let slot = key.page.oneOf(Slot.self, called: "argument") else { continue }
            for (name, words) in value.entries() {
                for word in self.words(words) {
                    values[slot, default: []].append((word, name.text))
                }
            }
        }
        for (key, value) in keys["lists"]?.entries() ?? [] {
            guard let list = key.page.oneOf(WordList.self, called: "list") else { continue }
            lists[list] = words(value)
        }
        for (key, value) in keys["signs"]?.entries() ?? [] {
            guard let kind = key.page.oneOf(SignClass.self, called: "class of signs") else {
                continue
            }
            signs[kind] = value.strings()
        }
        var parts: [Excerpts.Part: [String]] = [:]
        for (key, value) in keys["excerpts"]?.entries() ?? [] {
            guard let part = key.page.oneOf(Excerpts.Part.self, called: "part of excerpts") else {
                continue
            }
            parts[part] = words(value)
        }
        for part in Excerpts.Part.allCases where parts[part] == nil {
            page.fault("the part of excerpts '\(part.rawValue)' is missing")
        }
        excerpts = Excerpts(parts)
        for (key, value) in keys["heard"]?.entries() ?? [] {
            heard += value.strings().map { ($0, key.text) }
        }
        for (key, value) in keys["pinyin"]?.entries() ?? [] {
            pinyin.append((value.words(), key.text))
        }
        for list in WordList.allCases where lists[list] == nil {
            page.fault("the list '\(list.rawValue)' is missing")
        }
        for kind in SignClass.allCases where signs[kind] == nil {
            page.fault("the class of signs '\(kind.rawValue)' is missing")
        }
        for item in keys["modifiers"]?.items() ?? [] {
            do {
                modifiers.append(try Pattern(item.words()))
            } catch {
                item.fault(error.message)
            }
        }
    }

    /// The words of an entry; `#name` stands for all words of a class that was read before.
    private func words(_ page: Page) -> [String] {
        page.strings().flatMap { word -> [String] in
            guard word.first == "#", word.count > 1 else { return [word] }
            guard let known = classes[String(word.dropFirst())] else {
                page.fault("unknown class of words '\(word)'", hint: "classes name earlier ones")
                return []
            }
            return known
        }
    }

    /// Reads `said.yaml`: by role and action, what people wrote; below `ask` that on which nothing may be
    /// done unasked, below `joined` messages with a ‖ where a further wish begins.
    mutating func readSaid(_ page: Page) {
        for (key, actions) in page.entries() {
            guard let role = key.page.oneOf(Role.self, called: "role") else { continue }
            for (key, sentences) in actions.entries() {
                guard key.text != "ask" else {
                    said += sentences.strings().map { Saying($0, nil, by: role) }
                    continue
                }
                guard key.text != "joined" else {
                    joined += sentences.strings().map { message in
                        Joined(message.split(separator: "‖").map(String.init), by: role)
                    }
                    continue
                }
                guard let action = key.page.oneOf(Action.self, called: "action") else { continue }
                for sentence in sentences.items() {
                    readSaid(sentence, action, by: role)
                }
            }
        }
    }

    /// A sentence, or one with what it says in passing: `"…别讲出去": confidential, kind=suggestion`; with
    /// `only name, name=陈阿土` nobody looked for anything else, with `not name` not for that.
    private mutating func readSaid(_ page: Page, _ action: Action, by role: Role) {
        guard page.text == nil else {
            said.append(Saying(page.words(), action, by: role))
            return
        }
        for (key, value) in page.entries() {
            var marks: [Slot: String] = [:]
            var looked: Set<Slot>?
            for mark in (value.text ?? "").split(separator: ", ") {
                let isOnly = mark.hasPrefix("only ")
                let isNot = mark.hasPrefix("not ")
                let words = isOnly ? mark.dropFirst(5) : isNot ? mark.dropFirst(4) : mark
                let parts = words.split(separator: "=", maxSplits: 1).map(String.init)
                guard let slot = Slot(rawValue: parts[0]) else {
                    value.fault(
                        "'\(parts[0])' is no argument",
                        hint: "as in: confidential, kind=suggestion"
                    )
                    continue
                }
                if isOnly {
                    looked = (looked ?? []).union([slot])
                } else if isNot {
                    looked = (looked ?? Set(Slot.allCases)).subtracting([slot])
                } else {
                    marks[slot] = parts.count > 1 ? parts[1] : "true"
                }
            }
            said.append(Saying(key.text, action, by: role, marks: marks, looked: looked))
        }
    }

    /// Reads `terms.yaml`: groups of words in both languages.
    mutating func readTerms(_ page: Page) {
        for (group, entries) in page.entries() {
            for (key, value) in entries.entries() {
                terms[group.text + "." + key.text] = value.bilingual()
            }
        }
    }
}
