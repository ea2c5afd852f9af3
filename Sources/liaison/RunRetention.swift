import ArgumentParser
import Station
import Store

/// `liaison retention`: lets go of what is past the time that config lays down.
struct RunRetention: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention",
        abstract: "Erases messages, contacts and words that are past their time.",
        discussion: """
            The times stand under 'retention' in config/station.yaml and count from a matter's \
            end. Numbers, states, dates and the journal stay. Works beside a running service.
            """
    )

    @OptionGroup var folders: Folders

    @Flag(help: "Only count what would go.")
    var dryRun = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let store = try folders.store(as: .verb)
        let administration = Administration(store: store, desk: try folders.desk())
        let counts =
            try await dryRun
            ? administration.pastRetention() : administration.applyRetention()
        try store.close()
        let parts = Retention.allCases.map { ($0.rawValue, counts[$0, default: 0]) }
        if json {
            let fields = parts.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
            Console.print("{\"dry_run\":\(dryRun),\(fields)}")
        } else {
            Console.print(
                (dryRun ? "past their time: " : "erased: ")
                    + parts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
            )
        }
    }
}
