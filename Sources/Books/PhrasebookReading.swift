import Casework
package import CommandLanguage
import FoundationEssentials

/// Reads and checks a folder of commands.
///
/// - Parameters:
///   - dir: The folder, as the operator named it.
///   - station: Whose names the words are understood with.
/// - Returns: The phrasebook; its examples were not run.
/// - Throws: ``BookFaults`` with every fault found.
package func loadPhrasebook(
    at dir: String,
    station: StationBook
) throws(BookFaults) -> Phrasebook {
    let faults = Faults()
    let shelf = Shelf(at: dir, faults)
    guard faults.list.isEmpty else { throw BookFaults(faults.list) }
    return shelf.phrasebook(station)
}

/// All files of a `commands` folder, read.
struct Shelf {
    var commands: [CommandPage] = []
    var words = WordBook()
    var wordings: [ReplyKind: [Language: Template]] = [:]
    private var places: [ReplyKind: (file: String, line: Int)] = [:]
    private let faults: Faults
    private let dir: String
    /// False when a file could not be read: what is missing then is no fault of its own.
    private var isWhole = true

    /// The folders in the order in which help lists their commands.
    static let folders = ["voter", "deputy", "staff", "unit", "everyone"]

    init(at dir: String, _ faults: Faults) {
        self.dir = dir
        self.faults = faults
        // Phrasings name the classes of words.yaml.
        if let page = page("words.yaml") { words.read(page) }
        for folder in Shelf.folders {
            for name in Shelf.files(in: dir + "/" + folder) {
                let file = dir + "/" + folder + "/" + name
                guard let page = Page.read(file, as: file, faults) else {
                    isWhole = false
                    continue
                }
                readCommand(page, stem: String(name.dropLast(5)))
            }
        }
        if let page = page("terms.yaml") { words.readTerms(page) }
        if let page = page("said.yaml") { words.readSaid(page) }
        if let page = page("common.yaml") {
            page.mapping(["replies"])["replies"].map { readReplies($0) }
        }
        // Help lists what is used most first.
        commands.sort { ($0.rank, $0.book.action.rawValue) < ($1.rank, $1.book.action.rawValue) }
        checkWhole()
    }

    func phrasebook(_ station: StationBook) -> Phrasebook {
        Phrasebook(
            commands: commands.map(\.book),
            words: words,
            wordings: wordings,
            names: station.gazetteer,
            lunar: station.lunar
        )
    }

    /// Runs every example; one that does not hold is a fault.
    ///
    /// - Returns: How many were run.
    @discardableResult
    func runExamples(_ book: Phrasebook) -> Int {
        let examples = commands.flatMap(\.examples)
        for example in examples {
            if let fault = example.run(book) { example.page.fault(fault) }
        }
        for command in commands { command.checkHelp(book) }
        return examples.count
    }

    /// The names of a folder's files; what an editor keeps beside them is none of them.
    static func files(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.sorted()
    }

    private func page(_ name: String) -> Page? {
        Page.read(dir + "/" + name, as: dir + "/" + name, faults)
    }

    private mutating func readCommand(_ page: Page, stem: String) {
        guard let command = CommandPage(page, stem: stem, classes: words.classes) else {
            isWhole = false
            return
        }
        if let other = commands.first(where: { $0.book.action == command.book.action }) {
            page.fault("the action '\(stem)' has another file", hint: other.page.file)
            return
        }
        commands.append(command)
        command.replies.map { readReplies($0) }
    }

    private mutating func readReplies(_ page: Page) {
        for (key, value) in page.entries() {
            guard let kind = key.page.oneOf(ReplyKind.self, called: "reply") else { continue }
            if let place = places[kind] {
                key.page.fault(
                    "the reply '\(key.text)' is worded twice",
                    hint: "also at \(place.file):\(place.line)"
                )
                continue
            }
            places[kind] = (key.page.file, key.page.line)
            for (language, words) in value.bilingual() {
                do {
                    let template = try Template(words)
                    for field in template.fields.subtracting(kind.fields) {
                        value.fault(
                            "the reply '\(key.text)' has no field '{\(field.rawValue)}'",
                            hint: "it has "
                                + kind.fields.map(\.rawValue).sorted().joined(separator: ", ")
                        )
                    }
                    wordings[kind, default: [:]][language] = template
                } catch {
                    value.fault("the reply '\(key.text)': \(error.message)")
                }
            }
        }
    }

    /// What only all files together can get wrong.
    private func checkWhole() {
        checkNames()
        guard isWhole else { return }
        for action in Action.allCases
        where !commands.contains(where: { $0.book.action == action }) {
            faults.add(dir, 0, "the action '\(action.rawValue)' has no file")
        }
        for command in commands { command.checkQuestions() }
        for kind in ReplyKind.allCases where wordings[kind] == nil {
            faults.add(dir, 0, "the reply '\(kind.rawValue)' has no wording")
        }
        for key in Shelf.neededTerms where words.terms[key] == nil {
            faults.add(dir + "/terms.yaml", 0, "the term '\(key)' is missing")
        }
    }

    /// Two commands never answer to one name.
    private func checkNames() {
        var owners: [String: CommandPage] = [:]
        var menus: [String: CommandPage] = [:]
        for command in commands {
            for page in command.namePages {
                let spelling = Phrasebook.spelling(page.words())
                if let owner = owners[spelling], owner.book.action != command.book.action {
                    page.fault(
                        "the name '\(page.words())' is also a name of '\(owner.book.action.rawValue)'",
                        hint: owner.page.file
                    )
                }
                owners[spelling] = command
            }
            if let menu = command.book.menu {
                if let owner = menus[menu] {
                    command.page.fault(
                        "the menu name '\(menu)' is also that of '\(owner.book.action.rawValue)'"
                    )
                }
                menus[menu] = command
            }
        }
    }

    /// Terms that replies may need, whatever the files say.
    static let neededTerms: [String] =
        Action.allCases.map { "action.\($0.rawValue)" }
        + Role.allCases.map { "role.\($0.rawValue)" }
        + MatterState.allCases.map { "state.\($0.rawValue)" }
        + Move.allCases.map { "move.\($0.rawValue)" }
        + Language.allCases.map { "language.\($0.rawValue)" }
        + ["satisfied", "basically_satisfied", "dissatisfied"].map { "rating.\($0)" }
        + ["satisfied", "basically_satisfied", "dissatisfied", "yes", "no", "new", "about"]
        .map { "choice.\($0)" }
        + ["true", "partly", "false"].map { "result.\($0)" }
        + ["written", "oral", "phone"].map { "channel.\($0)" }
        + DeclineMatter.reasons.sorted().map { "reason.\($0)" }
        + PlannedReminder.allCases.map(\.term) + RestDay.allCases.map { "rest_day.\($0.rawValue)" }
        + ["mark.provisional", "booking.for_other"]
        + Debt.Kind.allCases.map { "debt.\($0.rawValue)" }
        + (1...7).map { "weekday.\($0)" } + (1...12).map { "month.\($0)" }
        + (1...12).map { "lunar_month.\($0)" } + (1...30).map { "lunar_day.\($0)" }
}
