import ArgumentParser
import Books
import Casework
import Station
import Store

/// `liaison import`: the roster of deputies and offices, from a spreadsheet.
struct RunImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Takes over a roster: shows who joins, leaves and changes, then does it.",
        discussion: """
            The file is CSV in UTF-8 with a row of column names: 姓名/name, 职务/office, 层级/level, \
            小组/group, 届次/term, 起/from, 止/until, 选区/district, 理由/reason. Several offices or \
            levels of one cell are parted by 、. Whoever is not named leaves on the day before the \
            roster holds, unless --add. Works beside a running service.
            """
    )

    @OptionGroup var folders: Folders

    @Argument(help: "The file.")
    var file: String

    @Flag(help: "Only show what would change.")
    var dryRun = false

    @Flag(help: "Only add and change: nobody leaves by not being named.")
    var add = false

    @Option(
        help: "From which day it holds, like 2026-12-20; today if not said.",
        transform: readDay
    )
    var from: Day?

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let lines = try loadRoster(at: file)
        let store = try folders.store(as: .verb)
        let administration = Administration(store: store, desk: try folders.desk())
        let report: Administration.RosterReport
        do {
            report = try await administration.importRoster(
                lines,
                from: from,
                isWhole: !add,
                isDryRun: dryRun
            )
        } catch let faults as RosterFaults {
            throw BookFaults(faults.list.map { BookFault($0, in: file) })
        }
        try store.close()
        if json { printJSON(report) } else { printWords(report) }
    }

    private func printWords(_ report: Administration.RosterReport) {
        let plan = report.plan
        for change in plan.leaves {
            show("leaves", change, "last day \(change.last?.text ?? "")")
        }
        for change in plan.joins {
            show("joins", change, facts(change) + "from \(change.on.text)")
        }
        for change in plan.changes {
            let groups = (change.before?.group, change.after?.group)
            let moved =
                groups.0 == groups.1
                ? "" : "group \(groups.0.map(String.init) ?? "-") to "
            show("changes", change, moved + facts(change) + "from \(change.on.text)")
        }
        for change in plan.ends {
            show("ends", change, "last day \(change.last?.text ?? "open")")
        }
        Console.print(
            "joins \(plan.joins.count), leaves \(plan.leaves.count), "
                + "changes \(plan.changes.count + plan.ends.count), unchanged \(plan.unchanged)"
        )
        guard !dryRun else { return Console.print("nothing was changed (--dry-run)") }
        let town = report.entries.count { $0.levels.contains(.town) }
        let above = report.entries.count { !$0.levels.subtracting([.town]).isEmpty }
        let people = report.entries.count(where: \.isDeputy)
        let groups = Set(report.entries.compactMap(\.group)).sorted().map { group in
            "\(group): \(report.entries.count { $0.isDeputy && $0.group == group })"
        }
        Console.print(
            "deputies: town \(town), city and above \(above), persons \(people); "
                + "groups " + groups.joined(separator: ", ")
        )
    }

    private func show(_ what: String, _ change: RosterPlan.Change, _ rest: String) {
        let line = change.after.map { ":\($0.line)" } ?? ""
        Console.print("\(what)\t\(change.name)\t\(change.position.rawValue)\t\(rest)\t\(line)")
    }

    private func facts(_ change: RosterPlan.Change) -> String {
        guard let line = change.after else { return "" }
        let levels = Level.allCases.filter(line.levels.contains).map(\.rawValue)
        return (line.group.map { "group \($0) " } ?? "") + levels.map { $0 + " " }.joined()
    }

    private func printJSON(_ report: Administration.RosterReport) {
        let plan = report.plan
        let town = report.entries.count { $0.levels.contains(.town) }
        let above = report.entries.count { !$0.levels.subtracting([.town]).isEmpty }
        Console.print(
            "{\"dry_run\":\(dryRun),\"joins\":\(plan.joins.count),"
                + "\"leaves\":\(plan.leaves.count),\"changes\":\(plan.changes.count),"
                + "\"ends\":\(plan.ends.count),\"unchanged\":\(plan.unchanged),"
                + "\"town\":\(town),\"city_and_above\":\(above),"
                + "\"persons\":\(report.entries.count(where: \.isDeputy))}"
        )
    }
}

private func readDay(_ text: String) throws -> Day {
    guard let day = Day(text) else { throw ValidationError("'\(text)' is no date like 2026-12-20") }
    return day
}
