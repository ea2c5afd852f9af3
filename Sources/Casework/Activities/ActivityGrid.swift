/// What the groups did, quarter by quarter, with the cells in which nothing happened.
///
/// An activity counts that was held, together, with at least two people; a note by several
/// deputies counts too where nobody recorded the activity beside it: nothing is typed twice.
package struct ActivityGrid: Hashable, Sendable {
    /// One group in one quarter.
    package struct Cell: Hashable, Sendable {
        package var group: Int
        package var year: Int
        /// 1 to 4.
        package var quarter: Int
        package var held: [ActivityNumber] = []
        package var notes: [NoteNumber] = []
        /// Planned and not yet held.
        package var planned: [ActivityNumber] = []

        package var count: Int { held.count + notes.count }

        /// Numbers of the records that show it; empty for a gap.
        package var evidence: [String] { held.map(\.description) + notes.map(\.description) }

        /// `2026-Q3-2`: the second group.
        package var mark: String { String(year) + "-Q\(quarter)-\(group)" }

        /// The quarter's first day.
        package var firstDay: Day {
            Day(year: year, month: quarter * 3 - 2, day: 1) ?? Day(ordinal: 0)
        }
    }

    /// By group, then by quarter; every group has every quarter of the span.
    package var cells: [Cell] = []
    /// Of the activities and notes of the span, one deputy's own and those of no group among them,
    /// what was done together (集体活动为主).
    package var collective = Share(hits: [], all: [])

    /// Cells of quarters that have begun by a day, and in which nothing was done.
    package func gaps(by day: Day) -> [Cell] {
        cells.filter { $0.count == 0 && $0.firstDay <= day }
    }

    /// Groups that did something in the span.
    package var activeGroups: Set<Int> { Set(cells.filter { $0.count > 0 }.map(\.group)) }
}

extension StationView {
    /// The grid of some quarters.
    ///
    /// - Parameters:
    ///   - span: Days; every quarter that one of them falls in is a column, but only what was
    ///     done on these days counts.
    ///   - groups: The station's groups.
    /// - Returns: A cell for each group and quarter, empty ones too.
    /// - Throws: What the store throws.
    package func activityGrid(in span: ClosedRange<Day>, groups: Set<Int>) throws -> ActivityGrid {
        let activities = try records(Activity.self, RecordQuery(days: span))
        let held = activities.filter { $0.stand == .held }
        let recorded = Dictionary(grouping: held, by: \.date)
        let notes = try records(Note.self, RecordQuery(days: span)).filter { note in
            !(recorded[note.date] ?? []).contains { $0.isDocumented(by: note) }
        }
        var grid = ActivityGrid()
        var cells: [GroupQuarter: ActivityGrid.Cell] = [:]
        for group in groups.sorted() {
            for quarter in span.quarters {
                cells[GroupQuarter(group, quarter.firstDay)] = ActivityGrid.Cell(
                    group: group,
                    year: quarter.year,
                    quarter: quarter.quarter
                )
            }
        }
        for activity in activities {
            guard let group = activity.group else { continue }
            let key = GroupQuarter(group, activity.date)
            if activity.countsForGroup { cells[key]?.held.append(activity.number) }
            if activity.stand == .planned { cells[key]?.planned.append(activity.number) }
        }
        for note in notes where note.isCollective {
            guard let group = note.group else { continue }
            cells[GroupQuarter(group, note.date)]?.notes.append(note.number)
        }
        grid.cells = cells.values.sorted {
            ($0.group, $0.year, $0.quarter) < ($1.group, $1.year, $1.quarter)
        }
        let together = Share(of: held, mark: \.number.description, where: \.countsForGroup)
        let written = Share(of: notes, mark: \.number.description, where: \.isCollective)
        grid.collective = Share(
            hits: together.hits + written.hits,
            all: together.all + written.all
        )
        return grid
    }

    /// The items of a year's plan, by number, without those that were taken out.
    package func plan(of year: Int) throws -> [PlanItem] {
        guard let first = Day(year: year, month: 1, day: 1),
            let last = Day(year: year, month: 12, day: 31)
        else { return [] }
        return try records(PlanItem.self, RecordQuery(days: first...last)).filter { !$0.isDropped }
    }
}

private struct GroupQuarter: Hashable {
    var group: Int
    var year: Int
    var quarter: Int

    init(_ group: Int, _ day: Day) {
        self.group = group
        year = day.year
        quarter = day.quarter
    }
}

extension ClosedRange<Day> {
    /// The quarters that the days fall in, the earliest first.
    package var quarters: [(year: Int, quarter: Int, firstDay: Day)] {
        var quarters: [(year: Int, quarter: Int, firstDay: Day)] = []
        var day = lowerBound.quarterStart
        while day <= upperBound {
            quarters.append((day.year, day.quarter, day))
            day = day.adding(months: 3)
        }
        return quarters
    }
}
