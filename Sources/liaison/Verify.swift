import ArgumentParser
import Store

/// `liaison verify`: checks every promise of the store on a live data folder.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks the journal's chain, the replay, the outbox and every open debt.",
        discussion: "Works beside a running service. Ends with 1 when it found a fault."
    )

    @OptionGroup var folders: Folders

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let store = try folders.store(as: .verb)
        let findings = try store.verify()
        let summary = try store.summary()
        try store.close()
        let outbox = OutboxState.allCases.map { ("\($0)", summary.outbox[$0, default: 0]) }
        if json {
            let states = outbox.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
            let faults = findings.map { "{\"code\":\"\($0.code)\"}" }.joined(separator: ",")
            Console.print(
                "{\"messages\":\(summary.messages),\"events\":\(summary.events),"
                    + "\"matters\":\(summary.matters),\"people\":\(summary.people),"
                    + "\"quarantined\":\(summary.quarantined),\"outbox\":{\(states)},"
                    + "\"faults\":[\(faults)]}"
            )
        } else {
            Console.print(
                "messages \(summary.messages), events \(summary.events), "
                    + "matters \(summary.matters), people \(summary.people), "
                    + "in quarantine \(summary.quarantined)"
            )
            Console.print(
                "outbox: " + outbox.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
            )
            for finding in findings { Console.print("fault: \(finding.message)") }
            if findings.isEmpty { Console.print("everything holds") }
        }
        if !findings.isEmpty { throw ExitCode(1) }
    }
}
