import ArgumentParser
import Station
import Store

/// `liaison revoke`: ends a person's bindings at once.
struct Revoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ends a person's roles, addresses and open codes at once.",
        discussion: "What was queued for them is cancelled. Works beside a running service."
    )

    @OptionGroup var folders: Folders

    @Option(help: "A name of the roster, or a unit's name.")
    var name: String

    func run() async throws {
        let store = try folders.store(as: .verb)
        let administration = Administration(store: store, desk: try folders.desk())
        let count = try await administration.revoke(name: name)
        Console.print("revoked; addresses cut off: \(count)")
        try store.close()
    }
}
