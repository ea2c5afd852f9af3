import Casework
import CommandLanguage

/// One command's file, read.
struct CommandPage {
    let page: Page
    var book: CommandBook
    /// Where help lists it: 1 first, 99 when the file does not say.
    var rank = 99
    var namePages: [Page] = []
    var examplePage: Page?
    var replies: Page?
    var examples: [ExamplePage] = []

    private static let keys = [
        "action", "rank", "shown_to", "menu", "free_text", "names", "forms", "arguments",
        "takes_words", "guarded", "protects", "natural", "compose", "help", "example", "doubt",
        "replies",
        "examples",
    ]

    init?(_ page: Page, stem: String, classes: [String: [String]]) {
        self.page = page
        let keys = page.mapping(CommandPage.keys)
        guard let name = keys["action"] else {
            page.fault("the key 'action' is missing")
            return nil
        }
        guard let action = name.oneOf(Action.self, called: "action") else { return nil }
        if action.rawValue != stem {
            name.fault("the file of '\(action.rawValue)' must be called \(action.rawValue).yaml")
        }
        book = CommandBook(action)
        for item in keys["shown_to"]?.items() ?? [] {
            if let role = item.oneOf(Role.self, called: "role") { book.shownTo.insert(role) }
        }
        for key in ["shown_to", "help", "example"] where keys[key] == nil {
            page.fault("the key '\(key)' is missing")
        }
        rank = keys["rank"]?.integer(1...99) ?? 99
        book.menu = keys["menu"]?.menuName()
        book.takesFreeText = keys["free_text"]?.flag() ?? false
        book.help = keys["help"]?.bilingual() ?? [:]
        book.example = keys["example"]?.bilingual() ?? [:]
        book.doubt = keys["doubt"]?.bilingual() ?? [:]
        examplePage = keys["example"]
        replies = keys["replies"]
        for (language, names) in keys["names"]?.bilingualLists() ?? [:] {
            book.names[language] = names.map { $0.words() }
            namePages += names
        }
        keys["arguments"].map { readArguments($0, classes) }
        for (language, forms) in keys["forms"]?.bilingualLists() ?? [:] {
            book.forms[language] = forms.compactMap { pattern($0) }
        }
        book.takesWords = keys["takes_words"]?.flag() ?? false
        book.protects = keys["protects"]?.flag() ?? false
        book.isGuarded = keys["guarded"]?.flag() ?? false
        book.natural = (keys["natural"]?.items() ?? []).compactMap { phrasing($0, classes) }
        keys["compose"].map { readComposition($0) }
        examples = (keys["examples"]?.items() ?? []).compactMap { ExamplePage($0, action) }
        if examples.isEmpty { page.fault("the command has no examples") }
    }

    private mutating func readArguments(_ page: Page, _ classes: [String: [String]]) {
        for (key, value) in page.entries() {
            guard let slot = key.page.oneOf(Slot.self, called: "argument") else { continue }
            var argument = CommandBook.Argument()
            if value.text?.isEmpty != true {
                let keys = value.mapping([
                    "required", "past", "each", "joined", "learnt", "begins", "given", "roster",
                    "latest",
                    "signless", "whole", "values", "near", "rest", "ahead", "sending", "after",
                    "alone", "question", "instead",
                ])
                for item in keys["instead"]?.items() ?? [] {
                    if let other = item.oneOf(Slot.self, called: "argument") {
                        argument.instead.insert(other)
                    }
                }
                argument.isAhead = keys["ahead"]?.flag() ?? false
                argument.isSending = keys["sending"]?.flag() ?? false
                argument.isOnlyGiven =
                    argument.isAhead || argument.isSending || keys["given"]?.flag() ?? false
                argument.isLatest = keys["latest"]?.flag() ?? false
                argument.signless = keys["signless"]?.oneOf(RecordKind.self, called: "record")
                argument.aloneWords = keys["alone"]?.strings() ?? []
                argument.isRoster = keys["roster"]?.flag() ?? false
                argument.isRest = keys["rest"]?.flag() ?? false
                argument.isWhole = keys["whole"]?.flag() ?? false
                argument.nearWords = keys["near"]?.strings() ?? []
                argument.afterWords = keys["after"]?.strings() ?? []
                argument.values = (keys["values"]?.entries() ?? []).flatMap { name, words in
                    expanded(words, classes).map { ($0, name.text) }
                }
                argument.isRequired = keys["required"]?.flag() ?? false
                argument.isPast = keys["past"]?.flag() ?? false
                argument.isSpread = keys["each"]?.flag() ?? false
                argument.isJoined = keys["joined"]?.flag() ?? false
                argument.isLearnt = keys["learnt"]?.flag() ?? false
                argument.isBegun = keys["begins"]?.flag() ?? false
                argument.question = keys["question"]?.bilingual() ?? [:]
                if argument.isRequired, keys["question"] == nil {
                    value.fault("the required argument '\(key.text)' has no question")
                }
            }
            book.arguments[slot] = argument
        }
    }

    /// Words of a value; `#name` stands for all words of a class.
    private func expanded(_ page: Page, _ classes: [String: [String]]) -> [String] {
        page.strings().flatMap { word -> [String] in
            guard word.first == "#", word.count > 1 else { return [word] }
            if let known = classes[String(word.dropFirst())] { return known }
            page.fault("unknown class of words '\(word)'")
            return []
        }
    }

    /// A form whose slots are all arguments of the command.
    private func pattern(_ page: Page) -> Pattern? {
        do {
            let pattern = try Pattern(page.words())
            for slot in pattern.slots where book.arguments[slot] == nil {
                page.fault("the form fills '\(slot.rawValue)', which is no argument of the command")
            }
            return pattern
        } catch {
            page.fault(error.message)
            return nil
        }
    }

    /// A phrasing whose arguments are all arguments of the command.
    private func phrasing(_ page: Page, _ classes: [String: [String]]) -> Phrasing? {
        do {
            let phrasing = try Phrasing(page.words(), classes: classes)
            for slot in phrasing.constants.keys where book.arguments[slot] == nil {
                page.fault(
                    "the phrasing gives '\(slot.rawValue)', which is no argument of the command"
                )
            }
            return phrasing
        } catch {
            page.fault(error.message)
            return nil
        }
    }

    private mutating func readComposition(_ page: Page) {
        var composition = CommandBook.Composition()
        let keys = page.mapping(["headings", "labels", "openers", "body", "finds", "opens_by_kind"])
        composition.headings = (keys["headings"]?.items() ?? []).compactMap { pattern($0) }
        composition.labels = lists(keys["labels"])
        composition.openers = lists(keys["openers"])
        composition.body = keys["body"]?.oneOf(Slot.self, called: "argument") ?? .content
        composition.finds = (keys["finds"]?.items() ?? [])
            .compactMap { $0.oneOf(Slot.self, called: "argument") }
        composition.opensByKind = keys["opens_by_kind"]?.flag() ?? false
        book.composition = composition
    }

    private func lists(_ page: Page?) -> [Slot: [String]] {
        var lists: [Slot: [String]] = [:]
        for (key, value) in page?.entries() ?? [] {
            guard let slot = key.page.oneOf(Slot.self, called: "argument") else { continue }
            lists[slot] = value.strings()
        }
        return lists
    }
}

/// A sentence with what it must mean: a test that stands beside the words.
struct ExamplePage {
    let page: Page
    var text: String
    var role: Role
    var isPending: Bool
    /// What is expected; nil for a sentence that must not be understood as this command.
    var action: Action?
    /// The arguments as they must be, as text; nil when any will do.
    var arguments: [Slot: String]?
    /// What must be asked for; nil when nothing.
    var asks: Slot?
    /// True when a yes must be asked for first.
    var isDoubtful: Bool

    init?(_ page: Page, _ action: Action) {
        self.page = page
        let keys = page.mapping(["as", "pending", "text", "gives", "asks", "doubt"])
        guard let text = keys["text"]?.text else {
            page.fault("an example has a text")
            return nil
        }
        self.text = text
        role = keys["as"]?.oneOf(Role.self, called: "role") ?? .voter
        isPending = keys["pending"]?.flag() ?? false
        asks = keys["asks"]?.oneOf(Slot.self, called: "argument")
        isDoubtful = keys["doubt"]?.flag() ?? false
        self.action = action
        guard let gives = keys["gives"] else { return }
        arguments = [:]
        for (key, value) in gives.entries() {
            if key.text == "action" {
                self.action =
                    value.text == "nothing" ? nil : value.oneOf(Action.self, called: "action")
                continue
            }
            guard let slot = key.page.oneOf(Slot.self, called: "argument") else { continue }
            arguments?[slot] = value.strings().joined(separator: ",")
        }
    }
}

extension Page {
    /// A name that a channel's menu accepts: 1 to 32 of `a-z`, `0-9`, `_`.
    fileprivate func menuName() -> String? {
        let name = words()
        let isGood = name.unicodeScalars.allSatisfy {
            ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
        }
        guard isGood, (1...32).contains(name.count) else {
            fault("a menu name has 1 to 32 of a-z, 0-9 and _")
            return nil
        }
        return name
    }
}
