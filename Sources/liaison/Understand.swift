import ArgumentParser
import Books
import Casework
import CommandLanguage
import FoundationEssentials

/// `liaison understand`: what a sentence is taken for, without touching a store.
struct Understand: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reads JSON lines {text, role, lang?, now?} and prints what each is taken for."
    )

    @OptionGroup var folders: Folders

    func run() throws {
        let station = try folders.station()
        let book = try folders.phrasebook(for: station)
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

    private func answer(_ asked: Asked, _ role: Role, _ book: Phrasebook) throws -> String {
        let reader = Reader(
            roles: [.voter, role],
            language: asked.lang.flatMap(Language.init(rawValue:)),
            openMatters: (asked.openMatters ?? []).compactMap { MatterNumber($0) }
        )
        let now = asked.now.flatMap { try? StationClock.instant($0) } ?? .now
        var answer = Answer(steps: [], sure: true)
        switch book.understand(asked.text, as: reader, now: now) {
        case .steps(let steps, _): answer.steps = steps.map(Answer.Part.init)
        case .ask(let question, let language):
            answer.steps = [Answer.Part(Step(question.action, question.arguments))]
            answer.sure = false
            answer.ask = book.render(question, in: language)
        case .unknown: answer.sure = false
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(answer), as: UTF8.self)
    }

    private struct Asked: Decodable {
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
                        ($0.key.rawValue, Value(value: $0.value))
                    }
                )
            }
        }

        struct Value: Encodable {
            var value: Arguments.Value

            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                switch value {
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

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(steps, forKey: .steps)
            try container.encode(sure, forKey: .sure)
            try container.encode(ask, forKey: .ask)
        }

        enum CodingKeys: String, CodingKey { case steps, sure, ask }
    }
}
