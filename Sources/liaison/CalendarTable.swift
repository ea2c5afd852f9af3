import ArgumentParser
import Books
import Casework
import CommandLanguage
import FoundationEssentials
import Station
import Store

/// `liaison calendar`: the reception days of a year in both calendars, and the reminders.
struct CalendarTable: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar",
        abstract: "Prints the reception days of a year in both calendars.",
        discussion: """
            Where the data folder holds a station, its moves and cancellations count; \
            otherwise the days stand by the rules of the config.
            """
    )

    @OptionGroup var folders: Folders

    @Option(help: "The Gregorian year; this year's by default.")
    var year: Int?

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Print a calendar file (iCalendar) that phones take in.")
    var ics = false

    @Flag(help: "Print every reminder of the next twelve months instead.")
    var reminders = false

    @Option(help: "Pretend that it is this time: 2026-11-20T09:00 at the station.")
    var now: String?

    func run() throws {
        let book = try folders.station()
        let now = try StationClock(now).now()
        let (calendar, plan) = try standing(StationRules(book))
        let phrasebook = try folders.phrasebook(for: book)
        if reminders { return printReminders(calendar, plan, phrasebook, now: now) }
        let year = year ?? Day(of: now).year
        guard let held = calendar.held(inYear: year) else {
            let covered = calendar.rules.lunar.covered
            throw OperatorError(
                message: "cannot tell the reception days of \(year): outside the lunar table",
                hint: "the table covers \(covered.lowerBound.year + 1) to "
                    + "\(covered.upperBound.year - 1)"
            )
        }
        let rows = held.compactMap { reception in
            calendar.rules.lunar.lunarDay(of: reception.day).map { (day: reception.day, lunar: $0) }
        }
        if ics {
            Console.print(CalendarFile(book: book, now: now).text(of: rows, phrasebook))
        } else if json {
            let objects = rows.map { row in
                let plain =
                    padded(row.lunar.month, to: 2) + "-" + padded(row.lunar.day, to: 2)
                return "{\"date\":\"\(row.day.text)\",\"lunar\":\"\(plain)\","
                    + "\"leap\":\(row.lunar.isLeap)}"
            }
            Console.print("[" + objects.joined(separator: ",") + "]")
        } else {
            for row in rows { Console.print(line(row.day, row.lunar, calendar.rules, phrasebook)) }
        }
    }

    /// `2026年9月26日 星期六（农历八月十六） 节假日`.
    private func line(
        _ day: Day,
        _ lunar: LunarDay,
        _ rules: StationRules,
        _ phrasebook: Phrasebook
    ) -> String {
        let text = phrasebook.render(
            .receptionListLine,
            [.date: .receptionDay(day, lunar)],
            in: .zh,
            now: .now
        )
        guard let rest = rules.workingDays.rest(on: day) else { return text }
        return text + " " + phrasebook.term("rest_day." + rest.rawValue, .zh)
    }

    private func printReminders(
        _ calendar: ReceptionCalendar,
        _ plan: ReminderPlan,
        _ phrasebook: Phrasebook,
        now: Instant
    ) {
        let end = Day(of: now).adding(months: 12).at(ClockTime(of: now))
        for occurrence in plan.occurrences(from: now, through: end, calendar) {
            let name = phrasebook.term(occurrence.reminder.term, .zh)
            let time = Day(of: occurrence.at).text + " " + ClockTime(of: occurrence.at).text
            Console.print(
                json
                    ? "{\"at\":\"\(time)\",\"reminder\":\"\(occurrence.reminder.rawValue)\","
                        + "\"for\":\"\(occurrence.anchor.text)\"}"
                    : time + "  " + name + "  " + occurrence.anchor.text
            )
        }
    }

    /// The station's own days and plan where there is one, else those of the rules.
    private func standing(
        _ rules: StationRules
    ) throws -> (ReceptionCalendar, ReminderPlan) {
        guard FileManager.default.fileExists(atPath: folders.data + "/station.sqlite") else {
            return (ReceptionCalendar(rules: rules), rules.plan)
        }
        let store = try StationStore(folder: folders.data, as: .reader)
        defer { try? store.close() }
        return try store.readSync { session in
            let draft = Draft.ofDesk(at: .now, view: session, rules: rules, chance: .secure)
            return (
                ReceptionCalendar(rules: rules, records: try session.receptions()),
                try draft.currentPlan()
            )
        }
    }
}
