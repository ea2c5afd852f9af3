import ArgumentParser
import Books
import Casework
import CommandLanguage
import FoundationEssentials

/// `liaison understand`: what a sentence is taken for, without touching a store.
struct Understand: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Reads JSON lines {text, role, lang?, now?, open_matters?}, prints what each means.",
        discussion: "With --score, reads labelled sentences instead (see Tests/Corpus) and prints "
            + "how many were understood. Ends with 1 when one would have done harm."
    )

    @OptionGroup var folders: Folders

    @Flag(help: "Score files of labelled sentences.")
    var score = false

    @Flag(help: "Also print what the words are like of all that was ever said (said.yaml).")
    var likeness = false

    @Argument(help: "With --score: the files.")
    var files: [String] = []

    @Flag(help: "With --score: also each sentence that was missed.")
    var misses = false

    @Flag(help: "With --score: print JSON.")
    var json = false

    func validate() throws {
        guard score != files.isEmpty else {
            throw ValidationError(
                score ? "name a file to be scored" : "only --score reads from files"
            )
        }
        guard score || !(misses || json) else {
            throw ValidationError("--misses and --json go with --score")
        }
    }

    func run() throws {
        let station = try folders.station()
        let book = try folders.phrasebook(for: station)
        if score { return try printScores(book) }
        let decoder = JSONDecoder()
        while let line = readLine() {
            guard !line.isEmpty else { continue }
            guard let asked = try? decoder.decode(Asked.self, from: Data(line.utf8)),
                let role = Role(rawValue: asked.role ?? "voter")
            else {
                Console.print("{\"error\":\"no JSON object with text and role\"}")
                continue
            }
            Console.print(try answer(asked, role, book))
        }
    }

    func answer(_ asked: Asked, _ role: Role, _ book: Phrasebook) throws -> String {
        let reader = Reader(
            roles: [.voter, role],
            language: asked.lang.flatMap(Language.init(rawValue:)),
            openMatters: (asked.openMatters ?? []).compactMap { MatterNumber($0) }
        )
        let now = asked.now.flatMap { try? StationClock.instant($0) } ?? .now
        var answer = Answer(steps: [], sure: true)
        switch book.understand(asked.text, as: reader, now: now) {
        case .steps(let steps, _):
            answer.steps = book.spelled(steps, as: asked.text).map(Answer.Part.init)
        case .ask(let question, let language):
            answer.steps = book.spelled(question.steps, as: asked.text).map(Answer.Part.init)
            answer.sure = false
            answer.ask = book.render(question, in: language)
        case .unknown: answer.sure = false
        }
        if likeness {
            let likely = book.likeness(of: asked.text, as: reader, now: now)
            let shares = likely.map { ($0.action.rawValue, ($0.share * 1000).rounded() / 1000) }
            answer.likeness = Dictionary(uniqueKeysWithValues: shares)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(answer), as: UTF8.self)
    }

    struct Asked: Decodable {
        var text: String
        var role: String?
        var lang: String?
        var now: String?
        var openMatters: [String]?

        enum CodingKeys: String, CodingKey {
            case text, role, lang, now
            case openMatters = "open_matters"
        }
    }

    private struct Answer: Encodable {
        struct Part: Encodable {
            var action: String
            var arguments: [String: Value]

            init(_ step: Step) {
                action = step.action.rawValue
                arguments = Dictionary(
                    uniqueKeysWithValues: step.arguments.values.map {
                        ($0.key.rawValue, Value(slot: $0.key, value: $0.value))
                    }
                )
            }
        }

        struct Value: Encodable {
            var slot: Slot
            var value: Arguments.Value

            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                switch value {
                case .text(let text) where slot == .attending:
                    try container.encode(text == "true")
                case .text(let text): try container.encode(text)
                case .list(let list): try container.encode(list)
                case .number(let number): try container.encode(number)
                case .flag: try container.encode(true)
                }
            }
        }

        var steps: [Part]
        var sure: Bool
        var ask: String?
        var likeness: [String: Float]?

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(steps, forKey: .steps)
            try container.encode(sure, forKey: .sure)
            try container.encode(ask, forKey: .ask)
            try container.encodeIfPresent(likeness, forKey: .likeness)
        }

        enum CodingKeys: String, CodingKey { case steps, sure, ask, likeness }
    }
}
