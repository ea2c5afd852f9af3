import ArgumentParser
import Casework
import Station
import Store

/// `liaison doctor`: what the station owes, in a clerk's words, and how the service is.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Explains every open debt in a clerk's words, and how the service is.",
        discussion: """
            Works beside a running service. Ends with 1 where something is late or wrong. What is \
            marked with ! is late; - is open and in its time. 'liaison verify' checks the store.
            """
    )

    @OptionGroup var folders: Folders

    @Option(help: "The language of the debts: zh or en.", transform: readLanguage)
    var lang: Language?

    @Flag(help: "Take this machine's clock for right: what waits for it goes on.")
    var acceptClock = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let store = try folders.store(as: .verb)
        let administration = Administration(store: store, desk: try folders.desk())
        if acceptClock { try await administration.acceptClock() }
        let isChinese = (Environment.value("LANG") ?? "").hasPrefix("zh")
        let diagnosis = try await administration.diagnose(in: lang ?? (isChinese ? .zh : .en))
        try store.close()
        if json { show(diagnosis) } else { tell(diagnosis) }
        if !diagnosis.isWell { throw ExitCode(1) }
    }

    private func tell(_ diagnosis: Diagnosis) {
        for remark in diagnosis.remarks {
            Console.print((remark.isTrouble ? "! " : "  ") + remark.message)
            if let hint = remark.hint { Console.print("  hint: " + hint) }
        }
        for (debt, sentence) in zip(diagnosis.debts, diagnosis.sentences) {
            Console.print((debt.kind.isLate ? "! " : "- ") + sentence)
        }
        if diagnosis.debts.isEmpty { Console.print("  nothing is owed") }
        if diagnosis.isWell { Console.print("all is well") }
    }

    private func show(_ diagnosis: Diagnosis) {
        let remarks = diagnosis.remarks.map {
            "{\"code\":\"\($0.code)\",\"trouble\":\($0.isTrouble)}"
        }
        let debts = diagnosis.debts.map { debt in
            let numbers = debt.numbers.map { "\"\($0)\"" }.joined(separator: ",")
            return "{\"kind\":\"\(debt.kind.rawValue)\",\"late\":\(debt.kind.isLate),"
                + "\"count\":\(debt.count),\"since\":\"\(debt.since.text)\","
                + "\"numbers\":[\(numbers)]}"
        }
        Console.print(
            "{\"well\":\(diagnosis.isWell),\"service\":[\(remarks.joined(separator: ","))],"
                + "\"debts\":[\(debts.joined(separator: ","))]}"
        )
    }
}

private func readLanguage(_ text: String) throws -> Language {
    guard let language = Language(rawValue: text) else {
        throw ValidationError("the language is zh or en")
    }
    return language
}
