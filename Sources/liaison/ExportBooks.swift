import ArgumentParser
import Casework
import Crypto
import FoundationEssentials
import Papers

/// `liaison export`: the books as tables, or all that an inspection asks for.
struct ExportBooks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes tables of the books as CSV, or the folder for an inspection.",
        discussion: """
            BOOK is one of \(ExportedBook.allCases.map(\.rawValue).joined(separator: ", ")), or all. \
            Files are UTF-8 with a byte order mark, so that a spreadsheet reads them. Names and \
            phones of voters are in none of them.
            """
    )

    @OptionGroup var folders: Folders

    @Argument(help: "The book; all of them when it is left out.")
    var book = "all"

    @Option(help: "A year, a quarter or a month: 2026, 2026-Q3, 2026-11; this year by default.")
    var period: String?

    @Option(help: "The folder for an inspection of that year: rubric, evidence, samples, hashes.")
    var inspection: String?

    @Option(help: "The folder to write into; made when it is not there.")
    var out = "export"

    @Option(help: "Pretend that it is this time: 2026-11-20T09:00 at the station.")
    var now: String?

    func run() throws {
        let now = try StationClock(now).now()
        let period = try DayRange(asked: inspection ?? period, on: Day(of: now))
        var files = try folders.papers(at: now) { maker in
            if inspection != nil { return try maker.inspectionFolder(of: period) }
            guard let wanted = ExportedBook(rawValue: book) else {
                guard book == "all" else { throw unknown }
                return try ExportedBook.allCases.map { try maker.table($0, of: period) }
            }
            return [try maker.table(wanted, of: period)]
        }
        try FileManager.default.createDirectory(
            atPath: out,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        files.sort { $0.name < $1.name }
        if inspection != nil { files.append(manifest(of: files)) }
        for file in files { try Output.write(file.text, to: out + "/" + file.name) }
        Console.print("\(files.count) files in \(out)")
    }

    /// One line a file, as `sha256sum --check` reads it.
    private func manifest(of files: [ExportedFile]) -> ExportedFile {
        let lines = files.map { file in
            let hash = SHA256.hash(data: Data(file.text.utf8)).map { byte in
                let digits = String(byte, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined()
            return hash + "  " + file.name + "\n"
        }
        return ExportedFile(name: "SHA256SUMS", text: lines.joined())
    }

    private var unknown: ValidationError {
        ValidationError(
            "no book is called '\(book)'; one of: "
                + ExportedBook.allCases.map(\.rawValue).joined(separator: ", ") + ", all"
        )
    }
}
