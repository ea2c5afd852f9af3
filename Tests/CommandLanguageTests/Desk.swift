import Books
import Casework
import CommandLanguage
import Testing

/// The shipped books, loaded once, and the hour at which every test is said.
enum Desk {
    static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

    static let book: Phrasebook = {
        do {
            let station = try loadStation(at: root + "/config")
            return try loadPhrasebook(at: root + "/commands", station: station)
        } catch {
            fatalError("the shipped books do not load: \(error)")
        }
    }()

    /// Friday 20 November 2026, 09:00 at the station.
    static let now = Instant(milliseconds: 1_795_136_400_000)

    static func read(
        _ text: String,
        as role: Role = .voter,
        pending: Bool = false,
        open: [MatterNumber] = []
    ) -> Reading {
        let reader = Reader(
            roles: [.voter, role],
            hasPendingConfirmation: pending,
            openMatters: open
        )
        return book.understand(text, as: reader, now: now)
    }

    /// What the first step gives for one argument; nil where it gives nothing.
    static func given(_ text: String, _ slot: Slot, as role: Role = .voter) -> String? {
        let step: Step? =
            switch read(text, as: role) {
            case .steps(let steps, _): steps.first
            case .ask(let question, _): question.steps.first
            case .unknown: nil
            }
        return step?.arguments[slot].map(Desk.text)
    }

    /// The actions of a message that is surely understood.
    static func actions(_ text: String, as role: Role = .voter) -> [String] {
        guard case .steps(let steps, _) = read(text, as: role) else { return [] }
        return steps.map(\.action.rawValue)
    }

    /// What was understood on one line: `assign_matter ref=36 unit=水利所; …`.
    static func line(_ reading: Reading) -> String {
        switch reading {
        case .steps(let steps, _): steps.map(line).joined(separator: "; ")
        case .ask(let question, _):
            question.steps.map(line).joined(separator: "; ") + " ask=" + asked(question)
        case .unknown: "unknown"
        }
    }

    private static func asked(_ question: Question) -> String {
        switch question.wanted {
        case .argument(let slot): slot.rawValue
        case .meaning: "yes"
        case .newOrAbout(let number): "new or " + number.description
        }
    }

    static func line(_ step: Step) -> String {
        let arguments = step.arguments.values.map { slot, value in
            slot.rawValue + "=" + text(value)
        }
        return ([step.action.rawValue] + arguments.sorted()).joined(separator: " ")
    }

    private static func text(_ value: Arguments.Value) -> String {
        switch value {
        case .text(let text): text
        case .list(let list): list.joined(separator: ",")
        case .number(let number): String(number)
        case .flag: "yes"
        }
    }
}

/// A sentence and what it means.
struct Said: Sendable, CustomTestStringConvertible {
    var text: String
    var role: Role
    var means: String

    init(_ text: String, _ means: String, as role: Role = .voter) {
        self.text = text
        self.role = role
        self.means = means
    }

    var testDescription: String { "\(role.rawValue): \(text)" }
}
