import ArgumentParser
import Casework
import Station
import Store

/// `liaison quarantine`: messages that could not be applied, and what becomes of them.
struct Quarantine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists, retries or drops messages that could not be applied.",
        subcommands: [List.self, Retry.self, Drop.self],
        defaultSubcommand: List.self
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists what is open.")
        @OptionGroup var folders: Folders

        func run() async throws {
            let store = try folders.store(as: .verb)
            let administration = Administration(store: store, desk: try folders.desk())
            let entries = try await administration.quarantined()
            for entry in entries {
                Console.print("\(entry.id)\t\(Day(of: entry.at).text)\t\(entry.reason)")
            }
            if entries.isEmpty { Console.print("nothing is in quarantine") }
            try store.close()
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Applies one again.")
        @OptionGroup var folders: Folders
        @Argument(help: "The entry's number.") var entry: Int64

        func run() async throws {
            let store = try folders.store(as: .verb)
            try await Administration(store: store, desk: try folders.desk()).retry(entry)
            Console.print("applied; its reply goes out with the running service")
            try store.close()
        }
    }

    struct Drop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gives one up and erases its words."
        )
        @OptionGroup var folders: Folders
        @Argument(help: "The entry's number.") var entry: Int64

        func run() async throws {
            let store = try folders.store(as: .verb)
            try await Administration(store: store, desk: try folders.desk()).drop(entry)
            Console.print("dropped")
            try store.close()
        }
    }
}
