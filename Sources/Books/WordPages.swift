import Casework
import CommandLanguage

extension WordBook {
    /// Reads `words.yaml`: values, lists and modifiers.
    mutating func read(_ page: Page) {
        let keys = page.mapping(["values", "lists", "modifiers"])
        for (key, value) in keys["values"]?.entries() ?? [] {
            guard let slot = key.page.oneOf(Slot.self, called: "argument") else { continue }
            for (name, words) in value.entries() {
                for word in words.strings() {
                    values[slot, default: []].append((word, name.text))
                }
            }
        }
        for (key, value) in keys["lists"]?.entries() ?? [] {
            guard let list = key.page.oneOf(WordList.self, called: "list") else { continue }
            lists[list] = value.strings()
        }
        for list in WordList.allCases where lists[list] == nil {
            page.fault("the list '\(list.rawValue)' is missing")
        }
        for item in keys["modifiers"]?.items() ?? [] {
            do {
                modifiers.append(try Pattern(item.words()))
            } catch {
                item.fault(error.message)
            }
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
