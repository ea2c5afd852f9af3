import ArgumentParser
import Books

/// `liaison check`: validates config and commands, and runs every example.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Validates config/ and commands/ and runs every example.",
        discussion: "Prints each fault with its file and line. Ends with 1 when there is one."
    )

    @OptionGroup var folders: Folders

    func run() throws {
        let report = checkBooks(commands: folders.commands, config: folders.config)
        for fault in report.faults { Console.print(fault.description) }
        if let book = try? folders.station(),
            let remark = folders.remark(on: book, url: folders.address(of: book))
        {
            Console.print(remark)
        }
        for source in report.relay?.sources ?? [] {
            Console.print(
                "replies to source '\(source.name)' of relay.yaml go to '\(source.reply.host)'"
            )
        }
        Console.print(
            "\(report.commands) commands, \(report.forms) forms, \(report.replies) replies, "
                + "\(report.examples) examples: "
                + (report.faults.isEmpty ? "all good" : "\(report.faults.count) faults")
        )
        if !report.faults.isEmpty { throw ExitCode(1) }
    }
}
