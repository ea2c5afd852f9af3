import ArgumentParser
import Books
import Casework
import CommandLanguage
import Station

/// `liaison calendar`: the reception days of a year in both calendars.
struct CalendarTable: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar",
        abstract: "Prints the reception days of a year in both calendars."
    )

    @OptionGroup var folders: Folders

    @Option(help: "The Gregorian year; this year's by default.")
    var year: Int?

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let book = try folders.station()
        let rules = StationRules(book)
        let year = year ?? Day(of: .now).year
        guard let days = rules.receptions(in: year) else {
            let covered = rules.lunar.covered
            throw OperatorError(
                message: "cannot tell the reception days of \(year): outside the lunar table",
                hint: "the table covers \(covered.lowerBound.year + 1) to "
                    + "\(covered.upperBound.year - 1)"
            )
        }
        let rows = days.compactMap { day in
            rules.lunar.lunarDay(of: day).map { (day: day, lunar: $0) }
        }
        if json {
            let objects = rows.map { row in
                let plain =
                    padded(row.lunar.month, to: 2) + "-" + padded(row.lunar.day, to: 2)
                return "{\"date\":\"\(row.day.text)\",\"lunar\":\"\(plain)\","
                    + "\"leap\":\(row.lunar.isLeap)}"
            }
            Console.print("[" + objects.joined(separator: ",") + "]")
            return
        }
        let phrasebook = try folders.phrasebook(for: book)
        for row in rows {
            Console.print(
                phrasebook.render(
                    .receptionListLine,
                    [.date: .receptionDay(row.day, row.lunar)],
                    in: .zh,
                    now: .now
                )
            )
        }
    }
}
