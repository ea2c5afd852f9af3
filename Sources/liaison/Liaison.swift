import ArgumentParser

/// The message desk of a people's congress deputies' liaison station.
@main
struct Liaison: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "liaison",
        abstract: "The message desk of a people's congress deputies' liaison station (必复).",
        discussion: """
            Start with 'liaison demo': a sample station with its web page, no account needed.
            Exit status: 0 done, 1 refused or found a fault, 2 wrong usage.
            """,
        version: "0.1.0",
        subcommands: [
            Demo.self, Serve.self, RunRelay.self, Chat.self, Understand.self, Check.self,
            CalendarTable.self,
            Invite.self, Revoke.self, Quarantine.self, Verify.self, Bench.self,
            RunRetention.self, RunImport.self, Doctor.self,
            MakeReport.self, PrintForm.self, ExportBooks.self, MakeSample.self,
        ]
    )

    /// Runs the verb; a wrong usage ends with 2, every other error with 1 and a hint.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            let code = exitCode(for: error)
            if code == ExitCode.success || error is CleanExit { exit(withError: error) }
            if code == ExitCode.validationFailure {
                Console.error(fullMessage(for: error))
                exit(withError: ExitCode(2))
            }
            if let code = error as? ExitCode { exit(withError: code) }
            Console.error(Explanation(of: error).text)
            exit(withError: ExitCode(1))
        }
    }
}
