import Casework
import CommandLanguage

/// What a check of both folders found.
package struct CheckReport: Sendable {
    /// Every fault, files in order; empty when all is well.
    package var faults: [BookFault]
    package var commands: Int
    package var forms: Int
    package var replies: Int
    /// How many examples were run.
    package var examples: Int
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
        let book = shelf.phrasebook(station)
        for example in shelf.commands.flatMap(\.examples) {
            report.examples += 1
            if let fault = example.run(book) { example.page.fault(fault) }
        }
    }
    report.faults = faults.list
    return report
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
            guard question.missing == asks else {
                return "'\(text)' asks for \(question.missing.rawValue)"
            }
            return compare(question.arguments)
        case .steps(let steps, _):
            guard let action else {
                return steps.contains { $0.action == self.action } ? "'\(text)' is understood" : nil
            }
            guard asks == nil else { return "'\(text)' asks for nothing" }
            guard let step = steps.first(where: { $0.action == action }) else {
                let given = steps.map(\.action.rawValue).joined(separator: ", ")
                return "'\(text)' gives \(given), not \(action.rawValue)"
            }
            return compare(step.arguments)
        }
    }

    private func compare(_ given: Arguments) -> String? {
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
