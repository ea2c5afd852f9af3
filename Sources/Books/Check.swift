import Casework
import CommandLanguage
import FoundationEssentials

/// What a check of both folders found.
package struct CheckReport: Sendable {
    /// Every fault, files in order; empty when all is well.
    package var faults: [BookFault]
    package var commands: Int
    package var forms: Int
    package var replies: Int
    /// How many examples were run.
    package var examples: Int
    /// The public edge where `relay.yaml` is there; a station whose relay is elsewhere has none.
    package var relay: RelayBook?
}

/// Reads config and commands, and runs every example.
///
/// - Parameters:
///   - commands: The folder of commands.
///   - config: The folder of the station.
/// - Returns: Counts, and every fault that was found.
package func checkBooks(commands: String, config: String) -> CheckReport {
    let faults = Faults()
    let station = readStation(at: config, faults)
    let shelf = Shelf(at: commands, faults)
    var report = CheckReport(
        faults: [],
        commands: shelf.commands.count,
        forms: shelf.commands.reduce(0) { $0 + $1.book.forms.values.reduce(0) { $0 + $1.count } },
        replies: shelf.wordings.count,
        examples: 0
    )
    if let station, faults.list.isEmpty {
        report.examples = shelf.runExamples(shelf.phrasebook(station))
    }
    if FileManager.default.fileExists(atPath: config + "/relay.yaml") {
        report.relay = readRelay(at: config, faults)
    }
    report.faults = faults.list
    return report
}

extension CommandPage {
    /// Whatever the action may ask for has a question: nobody reads the name of an argument.
    func checkQuestions() {
        for slot in book.action.asked.map(\.rawValue).sorted() {
            let asked = Slot(rawValue: slot).flatMap { book.arguments[$0]?.question }
            guard asked?.isEmpty ?? true else { continue }
            page.fault("the action asks for '\(slot)', which has no question")
        }
    }

    /// What help shows to somebody can be copied: it is understood as this command.
    func checkHelp(_ phrasebook: Phrasebook) {
        for role in Role.allCases where book.shownTo.contains(role) {
            for language in Language.allCases {
                guard let example = book.example[language] else { continue }
                let isUnderstood = [false, true].contains { isPending in
                    let reader = Reader(
                        roles: role.standsFor,
                        hasPendingConfirmation: isPending
                    )
                    let reading = phrasebook.understand(example, as: reader, now: ExamplePage.now)
                    guard case .steps(let steps, _) = reading else { return false }
                    return steps.contains { $0.action == book.action }
                }
                guard !isUnderstood else { continue }
                examplePage?.fault(
                    "help shows '\(example)' to \(role.rawValue), but it is not understood so"
                )
            }
        }
    }
}

extension ExamplePage {
    /// Friday 20 November 2026, 09:00 at the station: when every example is said.
    static let now = Instant(milliseconds: 1_795_136_400_000)

    /// What is wrong with the example; nil when it holds.
    func run(_ book: Phrasebook) -> String? {
        let reader = Reader(roles: [.voter, role], hasPendingConfirmation: isPending)
        switch book.understand(text, as: reader, now: ExamplePage.now) {
        case .unknown:
            return action == nil ? nil : "'\(text)' is not understood"
        case .ask(let question, _):
            guard let action else { return nil }
            guard question.action == action else {
                return "'\(text)' gives \(question.action.rawValue), not \(action.rawValue)"
            }
            guard question.missing == asks || (isDoubtful && question.missing == nil) else {
                return "'\(text)' asks for \(question.missing?.rawValue ?? "a yes")"
            }
            return compare(question.arguments)
        case .steps(let steps, _):
            guard let action else {
                return steps.contains { $0.action == self.action } ? "'\(text)' is understood" : nil
            }
            guard asks == nil, !isDoubtful else { return "'\(text)' asks for nothing" }
            guard let step = steps.first(where: { $0.action == action }) else {
                let given = steps.map(\.action.rawValue).joined(separator: ", ")
                return "'\(text)' gives \(given), not \(action.rawValue)"
            }
            return compare(step.arguments)
        }
    }

    private func compare(_ given: Arguments) -> String? {
        guard let arguments else { return nil }
        let texts = given.values.mapValues { value in
            switch value {
            case .text(let text): text
            case .list(let list): list.joined(separator: ",")
            case .number(let number): String(number)
            case .flag: "true"
            }
        }
        if texts == arguments { return nil }
        func list(_ values: [Slot: String]) -> String {
            values.map { "\($0.key.rawValue): \($0.value)" }.sorted().joined(separator: ", ")
        }
        return "'\(text)' gives {\(list(texts))}, not {\(list(arguments))}"
    }
}
