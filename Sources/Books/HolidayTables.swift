package import Casework
import FoundationEssentials

/// The holiday tables of a config folder, looked at again while the service runs.
package struct HolidayTables: Sendable {
    private let dir: String

    /// - Parameter dir: The folder, as the operator named it.
    package init(at dir: String) { self.dir = dir }

    /// Changes whenever a table is added, changed or removed.
    package var stamp: String {
        Calendars.holidayTables(in: dir).map { name in
            let path = dir + "/" + name
            let facts = try? FileManager.default.attributesOfItem(atPath: path)
            let size = (facts?[.size] as? Int).map(String.init) ?? "-"
            let time =
                (facts?[.modificationDate] as? Date)
                .map { String($0.timeIntervalSince1970) } ?? "-"
            return name + " " + size + " " + time
        }.joined(separator: "; ")
    }

    /// Reads all of them.
    ///
    /// - Throws: ``BookFaults`` with file and line of every broken row.
    package func read() throws(BookFaults) -> WorkingDays {
        let faults = Faults()
        let days = Calendars.workingDays(in: dir, faults)
        guard faults.list.isEmpty else { throw BookFaults(faults.list) }
        return days
    }
}
