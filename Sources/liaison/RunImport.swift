import ArgumentParser
import Books
import Casework
import Station
import Store

/// `liaison import`: the roster of deputies and offices, or what stands on paper, from a
/// spreadsheet.
struct RunImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Takes over a roster, or past entries from paper, from a spreadsheet.",
        discussion: """
            liaison import FILE takes over a roster: who joins, leaves and changes is shown, then \
            done. The file is CSV in UTF-8 with a row of column names: 姓名/name, 职务/office, 层级/level, \
            小组/group, 届次/term, 起/from, 止/until, 选区/district, 理由/reason. Several offices or \
            levels of one cell are parted by 、. Whoever is not named leaves on the day before the \
            roster holds, unless --add.

            liaison import KIND FILE --source WORDS takes over what stands on paper; KIND is one of \
            \(PastKind.allCases.map(\.rawValue).joined(separator: ", ")). Every entry keeps its \
            number on paper and is marked 补录 with its source; it counts, and nothing is ever \
            chased in it. --template prints the columns. What was taken over before is skipped.

            Both work beside a running service, and do all or nothing.
            """
    )

    @OptionGroup var folders: Folders

    @Argument(help: "The file; before it what it holds, where that is no roster.")
    var operands: [String] = []

    @Flag(help: "Only show what would change.")
    var dryRun = false

    @Flag(help: "Only add and change: nobody leaves by not being named.")
    var add = false

    @Option(
        help: "From which day it holds, like 2026-12-20; today if not said.",
        transform: readDay
    )
    var from: Day?

    @Option(help: "Where past entries were taken from, as every list will say: 2018年纸质台账.")
    var source: String?

    @Flag(help: "Print an empty table with the columns of past entries.")
    var template = false

    @Flag(help: "Print JSON.")
    var json = false

    /// What the file holds; nil for a roster.
    private var kind: PastKind? { operands.first.flatMap { PastKind(rawValue: $0) } }

    func validate() throws {
        let files = operands.count - (kind == nil ? 0 : 1)
        if template {
            guard kind != nil, files == 0 else {
                throw ValidationError("--template stands with one of: \(RunImport.kinds)")
            }
            return
        }
        guard files == 1 else {
            throw ValidationError(
                operands.count > 1 && kind == nil
                    ? "'\(operands[0])' cannot be imported; one of: \(RunImport.kinds)"
                    : "one file is wanted"
            )
        }
        if kind == nil {
            if source != nil { throw ValidationError("--source is for past entries") }
            return
        }
        if add || from != nil { throw ValidationError("--add and --from are for a roster") }
        guard let source, (1...40).contains(source.count), Masking.phones(in: source) == source
        else {
            throw ValidationError(
                "past entries need --source: at most 40 characters, no phone number in it"
            )
        }
    }

    private static let kinds = PastKind.allCases.map(\.rawValue).joined(separator: ", ")

    func run() async throws {
        guard let kind else { return try await importRoster(operands[0]) }
        if template { return try Output.write(pastTemplate(kind), to: nil) }
        try await importPast(kind, operands[1], source ?? "")
    }

    private func importPast(_ kind: PastKind, _ file: String, _ source: String) async throws {
        let lines = try loadPast(kind, at: file, station: try folders.station())
        let store = try folders.store(as: .verb)
        let administration = Administration(store: store, desk: try folders.desk())
        let report: Administration.PastReport
        do {
            report = try await administration.importPast(
                kind,
                lines,
                source: source,
                isDryRun: dryRun
            )
        } catch let faults as PastFaults {
            throw BookFaults(faults.list.map { BookFault($0, of: kind, in: file) })
        }
        try store.close()
        if json { printJSON(report) } else { printWords(report) }
    }

    private func printWords(_ report: Administration.PastReport) {
        let plan = report.plan
        for known in plan.known {
            Console.print(
                "skipped\t\(known.paper)\tis there already as \(known.number)\t:\(known.line)"
            )
        }
        for (line, number) in zip(plan.lines, report.numbers) {
            Console.print("taken\t\(line.number)\tas \(number)\t:\(line.line)")
        }
        if !plan.strangers.isEmpty {
            Console.print(
                "on no roster, kept as written: " + plan.strangers.joined(separator: "、")
            )
        }
        if !plan.withoutContacts.isEmpty {
            Console.print(
                "name and phone are past their time and left out: lines "
                    + plan.withoutContacts.map(String.init).joined(separator: ", ")
            )
        }
        if !plan.pastWords.isEmpty {
            Console.print(
                "words are past their time, the next 'liaison retention' lets them go: lines "
                    + plan.pastWords.map(String.init).joined(separator: ", ")
            )
        }
        let inexact = plan.lines.compactMap { line -> String? in
            guard case .written(let text) = line.counts[.count] else { return nil }
            return text
        }
        if !inexact.isEmpty {
            Console.print(
                "counts kept as written, added to nothing: " + inexact.joined(separator: "、")
            )
        }
        Console.print(
            "\(plan.kind.rawValue): new \(plan.lines.count), there already \(plan.known.count)"
        )
        if dryRun { Console.print("nothing was changed (--dry-run)") }
    }

    private func printJSON(_ report: Administration.PastReport) {
        let plan = report.plan
        Console.print(
            "{\"dry_run\":\(dryRun),\"kind\":\"\(plan.kind.rawValue)\",\"new\":\(plan.lines.count),"
                + "\"skipped\":\(plan.known.count),\"strangers\":\(plan.strangers.count),"
                + "\"without_contacts\":\(plan.withoutContacts.count)}"
        )
    }

    private func importRoster(_ file: String) async throws {
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
