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

    @Flag(
        help: """
            Also print what the words are like of all that was ever said (said.yaml), and where a
            further wish may begin.
            """
    )
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
            answer.steps = Answer.parts(book.spelled(steps, as: asked.text), of: asked.text)
        case .ask(let question, let language):
            answer.steps = Answer.parts(
                book.spelled(question.steps, as: asked.text),
                of: asked.text
            )
            answer.sure = false
            answer.ask = book.render(question, in: language)
        case .unknown: answer.sure = false
        }
        if likeness {
            let likely = book.likeness(of: asked.text, as: reader, now: now)
            let shares = likely.map { ($0.action.rawValue, ($0.share * 1000).rounded() / 1000) }
            answer.likeness = Dictionary(uniqueKeysWithValues: shares)
            answer.turns = book.turns(of: asked.text, as: reader, now: now).map { turn in
                "\(turn.words): \((turn.share * 1000).rounded() / 1000)"
            }
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
                        ($0.key.rawValue, Value.said($0.key, $0.value))
                    }
                )
            }

            /// What one visitor said, point by point.
            init(visits: [Step]) {
                var visit = visits[0]
                let words = visits.compactMap { $0.arguments.text(.content) }
                visit.arguments[.content] = .text(words.joined(separator: "；"))
                self.init(visit)
            }

            /// Several problems of one message: what is said of each is an item, what is said of all
            /// stands beside them, with the whole message.
            init(items: [Step], of text: String) {
                var shared = items[0]
                for slot in shared.arguments.values.keys
                where !items.allSatisfy({ $0.arguments[slot] == shared.arguments[slot] }) {
                    shared.arguments[slot] = nil
                }
                shared.arguments[.content] = .text(text)
                self.init(shared)
                arguments["items"] = .items(
                    items.map { item in
                        var item = item
                        for slot in item.arguments.values.keys
                        where slot != .place && slot != .content && shared.arguments.has(slot) {
                            item.arguments[slot] = nil
                        }
                        return Part(item).arguments
                    }
                )
            }
        }

        /// Steps as the vocabulary has them: problems that are filed together are one step with items,
        /// and what one visitor said is one record.
        static func parts(_ steps: [Step], of text: String) -> [Part] {
            let runs = steps.reduce(into: [[Step]]()) { runs, step in
                if let last = runs.last?.last, belong(last, step) {
                    runs[runs.count - 1].append(step)
                } else {
                    runs.append([step])
                }
            }
            return runs.map { run in
                guard run.count > 1 else { return Part(run[0]) }
                return run[0].action == .fileMatter
                    ? Part(items: run, of: text) : Part(visits: run)
            }
        }

        private static func belong(_ one: Step, _ next: Step) -> Bool {
            guard one.action == next.action else { return false }
            if one.action == .fileMatter { return true }
            return one.action == .submitReceptionRecord && one.arguments.has(.voterName)
                && one.arguments[.voterName] == next.arguments[.voterName]
        }

        indirect enum Value: Encodable {
            case said(Slot, Arguments.Value)
            case items([[String: Value]])

            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                switch self {
                case .items(let items): try container.encode(items)
                case .said(let slot, let value): try encode(slot, value, &container)
                }
            }

            private func encode(
                _ slot: Slot,
                _ value: Arguments.Value,
                _ container: inout some SingleValueEncodingContainer
            ) throws {
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
        /// Where clauses begin, each with how likely a further wish begins there.
        var turns: [String]?

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(steps, forKey: .steps)
            try container.encode(sure, forKey: .sure)
            try container.encode(ask, forKey: .ask)
            try container.encodeIfPresent(likeness, forKey: .likeness)
            try container.encodeIfPresent(turns, forKey: .turns)
        }

        enum CodingKeys: String, CodingKey { case steps, sure, ask, likeness, turns }
    }
}
