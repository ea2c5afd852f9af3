import Books
import Casework
import Foundation
import Testing

@Suite struct `The holiday tables` {
    static let table2027 = """
        # as announced
        date\tkind\tname
        2027-01-01\tholiday\tNew Year's Day
        2027-01-09\tworkday\tNew Year's Day

        """

    @Test func `are loaded by dropping a file`() throws {
        let copy = try Copy()
        let shipped = try loadStation(at: copy.path + "/config")
        #expect(!shipped.workingDays.years.contains(2027))
        let tables = HolidayTables(at: copy.path + "/config")
        let before = tables.stamp
        try copy.write("config/holidays-2027.tsv", Self.table2027)
        #expect(tables.stamp != before)
        let days = try tables.read()
        #expect(days.years.contains(2027) && days.years.contains(2026))
        #expect(try !days.isWorkday(#require(Day("2027-01-01"))))
        #expect(try days.isWorkday(#require(Day("2027-01-09"))))
        #expect(copy.faults() == [])
    }

    @Test(
        arguments: [
            ("2027-02-30\tholiday\tx", "a row is: date, holiday or workday, name"),
            ("2027-01-01 holiday x", "a row has 3 columns, this has 1"),
            ("2027-01-01\tfeast\tx", "a row is: date, holiday or workday, name"),
            ("2027-01-01\tworkday\tx", "2027-01-01 is holiday and workday at once"),
            ("2027-01-08\tworkday\tx", "2027-01-08 is worked anyway: no make-up day"),
        ]
    )
    func `with a broken line are refused with file and line`(row: String, fault: String) throws {
        let copy = try Copy()
        try copy.write("config/holidays-2027.tsv", Self.table2027 + row + "\n")
        #expect(copy.faults() == ["config/holidays-2027.tsv:5: " + fault])
        #expect(throws: BookFaults.self) { try HolidayTables(at: copy.path + "/config").read() }
    }
}

@Suite struct `The reminder plan` {
    @Test func `as shipped is what stands where nothing is said`() throws {
        let shipped = try loadStation(at: Copy.root + "/config")
        #expect(shipped.plan == ReminderPlan())
        let said = try loadStation(at: Copy.root + "/config").receptionPolicy
        #expect(said.restDays == ReceptionPolicy().restDays)
        #expect(said.capacity == ReceptionPolicy().capacity)
    }

    @Test func `is changed, and one is left out`() throws {
        let copy = try Copy()
        try copy.spoil("config/station.yaml", "roster: \"-7 09:00\"", "roster: \"-10 08:15\"")
        try copy.spoil("config/station.yaml", "feedback: \"3 09:00\"", "feedback: off")
        try copy.spoil("config/station.yaml", "sessions: []", "sessions: [2027-02-25]")
        try copy.spoil("config/station.yaml", "holiday: propose", "holiday: skip")
        let book = try loadStation(at: copy.path + "/config")
        let eight = try #require(ClockTime("8:15"))
        #expect(book.plan.timings[.roster] == ReminderPlan.Timing(days: -10, at: eight))
        #expect(book.plan.timings[.feedback] == nil)
        #expect(book.plan.sessions.map(\.text) == ["2027-02-25"])
        #expect(book.receptionPolicy.restDays[.holiday] == .skip)
    }

    @Test(
        arguments: [
            ("roster: \"-7 09:00\"", "roster: \"soon\"", "days and a time like '-3 09:00'"),
            ("roster: \"-7 09:00\"", "roster: \"-700 09:00\"", "days and a time like '-3 09:00'"),
            ("annual_plan: \"01-10 09:00\"", "annual_plan: \"02-30 09:00\"", "like '12-01 09:00'"),
            ("annual_plan: \"01-10 09:00\"", "annual_plan: \"02-29 09:00\"", "like '12-01 09:00'"),
            ("roster: \"-7 09:00\"", "rooster: \"-7 09:00\"", "did you mean 'roster'?"),
            ("sessions: []", "sessions: [2027-02-29]", "a date like 2027-02-25"),
            ("weekend: hold", "weekend: holds", "did you mean 'hold'?"),
            ("capacity: 10", "capacity: 0", "a number from 1 to 1000"),
        ]
    )
    func `is refused where it makes no sense`(old: String, new: String, fault: String) throws {
        let copy = try Copy()
        try copy.spoil("config/station.yaml", old, new)
        let faults = copy.faults()
        #expect(faults.count == 1)
        #expect(faults.first?.contains(fault) == true, "\(faults)")
        #expect(faults.first?.hasPrefix("config/station.yaml:") == true)
    }
}
