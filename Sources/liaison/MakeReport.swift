import ArgumentParser
import Casework
import CommandLanguage
import FoundationEssentials
import Papers
import Station
import Store

/// `liaison report`: the report of a period as one HTML file.
struct MakeReport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Writes the report of a period: one HTML file, for a phone and for A4.",
        discussion: "Works beside a running service, and changes nothing."
    )

    @OptionGroup var folders: Folders

    @Option(help: "A year, a quarter or a month: 2026, 2026-Q3, 2026-11; this year by default.")
    var period: String?

    @Option(help: "The file to write; standard output when it is left out.")
    var out: String?

    @Option(help: "Pretend that it is this time: 2026-11-20T09:00 at the station.")
    var now: String?

    func run() throws {
        let now = try StationClock(now).now()
        let period = try DayRange(asked: period, on: Day(of: now))
        let page = try folders.papers(at: now) { try $0.report(of: period) }
        try Output.write(page, to: out)
    }
}

extension DayRange {
    /// The period of an option.
    ///
    /// - Throws: A wrong usage for what is no period.
    init(asked text: String?, on today: Day) throws {
        guard let period = DayRange(text ?? String(today.year)) else {
            throw ValidationError("'\(text ?? "")' is no period; write 2026, 2026-Q3 or 2026-11")
        }
        self = period
    }
}

extension Folders {
    /// Reads the station as one commit left it, and makes papers of it.
    func papers<Result>(
        at now: Instant,
        _ make: (PaperMaker) throws -> Result
    ) throws -> Result {
        let book = try station()
        let phrasebook = try phrasebook(for: book)
        var rules = StationRules(book)
        rules.excerpts = phrasebook.excerpts
        let store = try StationStore(folder: data, as: .reader)
        defer { try? store.close() }
        return try store.readSync { [rules] session in
            let draft = Draft.ofDesk(
                at: now,
                view: session,
                rules: rules,
                chance: .secure
            )
            return try make(PaperMaker(draft: draft, phrasebook: phrasebook))
        }
    }
}

/// Files that a verb writes: only their owner reads them.
enum Output {
    /// - Parameters:
    ///   - text: The whole file.
    ///   - path: Where; nil for standard output.
    /// - Throws: ``OperatorError`` when it cannot be written.
    static func write(_ text: String, to path: String?) throws {
        guard let path else { return Console.print(text) }
        let isWritten = FileManager.default.createFile(
            atPath: path,
            contents: Data(text.utf8),
            attributes: [.posixPermissions: 0o600]
        )
        guard isWritten else {
            throw OperatorError(
                message: "cannot write '\(path)'",
                hint: "make its folder, or pass another --out"
            )
        }
    }
}
