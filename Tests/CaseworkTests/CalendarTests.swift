import Casework
import Testing

@Suite struct `The lunar calendar` {
    @Test(
        arguments: [
            (
                2018,
                "01-02 02-01 03-03 04-01 05-01 05-30 06-29 07-28 08-26 09-25 10-24 11-23 12-22"
            ),
            (2025, "01-15 02-13 03-15 04-13 05-13 06-11 07-10 08-09 09-07 10-07 11-05 12-05"),
            (
                2026,
                "01-04 02-03 03-04 04-03 05-02 06-01 06-30 07-29 08-28 09-26 10-25 11-24 12-24"
            ),
            (2027, "01-23 02-21 03-23 04-22 05-21 06-20 07-19 08-17 09-16 10-15 11-13 12-13"),
            (
                2028,
                "01-12 02-10 03-11 04-10 05-10 06-08 07-08 08-06 09-04 10-04 11-02 12-01 12-31"
            ),
        ]
    )
    func `gives the reception days that three packages agree on`(year: Int, days: String) {
        let expected = days.split(separator: " ").map { String(year) + "-" + $0 }
        #expect(StationRules.sample.receptions(in: year)?.map(\.text) == expected)
    }

    @Test(
        arguments: [
            ("2018-11-23", LunarDay(year: 2018, month: 10, isLeap: false, day: 16)),
            ("2027-02-21", LunarDay(year: 2027, month: 1, isLeap: false, day: 16)),
            ("2025-08-09", LunarDay(year: 2025, month: 6, isLeap: true, day: 16)),
            ("2028-07-08", LunarDay(year: 2028, month: 5, isLeap: true, day: 16)),
            ("2026-01-04", LunarDay(year: 2025, month: 11, isLeap: false, day: 16)),
            ("2026-11-20", LunarDay(year: 2026, month: 10, isLeap: false, day: 12)),
        ] as [(Day, LunarDay)]
    )
    func `knows the lunar date of a day and the way back`(day: Day, lunar: LunarDay) {
        #expect(LunarCalendar.table.lunarDay(of: day) == lunar)
        #expect(LunarCalendar.table.day(of: lunar) == day)
    }

    @Test(arguments: ["2018-11-22", "2027-02-22", "2030-02-17"] as [Day])
    func `does not make the mistakes of the platform's own calendars`(day: Day) {
        #expect(LunarCalendar.table.lunarDay(of: day)?.day != 16)
    }

    @Test func `holds none in February 2037`() throws {
        let days = try #require(StationRules.sample.receptions(in: 2037))
        #expect(!days.contains { $0.parts.month == 2 })
        #expect(days.count { $0.parts.month == 1 } == 2)
    }

    @Test(
        arguments: [(2018, 5), (2020, 11), (2023, 8), (2026, 6), (2028, 12)]
    )
    func `can hold two in one month`(year: Int, month: Int) throws {
        let days = try #require(StationRules.sample.receptions(in: year))
        #expect(days.count { $0.parts.month == month } == 2)
    }

    @Test func `has a sixteenth in every lunar month it covers`() {
        let table = LunarCalendar.table
        var days = 0
        for ordinal in table.covered.lowerBound.ordinal..<table.covered.upperBound.ordinal {
            let day = Day(ordinal: ordinal)
            guard let lunar = table.lunarDay(of: day) else {
                Issue.record("no lunar date for \(day.text)")
                return
            }
            #expect((1...30).contains(lunar.day))
            if lunar.day == 16 { days += 1 }
        }
        #expect(days == 2472)
    }

    @Test func `leaves leap months out where the station does not hold them`() throws {
        var rules = StationRules.sample
        rules.holdsLeapMonths = false
        let days = try #require(rules.receptions(in: 2025))
        #expect(!days.contains("2025-08-09"))
        #expect(days.count == 11)
    }

    @Test(arguments: ["1901-02-18", "2100-12-31", "2101-01-01"] as [Day])
    func `refuses a day outside its table`(day: Day) {
        #expect(LunarCalendar.table.lunarDay(of: day) == nil)
    }

    @Test(arguments: [1900, 1901, 2100, 2101])
    func `refuses a year that it does not cover whole`(year: Int) {
        #expect(StationRules.sample.receptions(in: year) == nil)
    }

    @Test(
        arguments: [
            ("2026-11-20", "2026-11-24"), ("2026-11-24", "2026-11-24"),
            ("2026-11-25", "2026-12-24"), ("2026-12-25", "2027-01-23"),
        ] as [(Day, Day)]
    )
    func `finds the next reception day`(from: Day, next: Day) {
        #expect(ReceptionCalendar(rules: .sample).next(onOrAfter: from)?.day == next)
    }

    @Test func `finds no reception day where the table ends`() {
        #expect(ReceptionCalendar(rules: .sample).next(onOrAfter: "2099-12-28") == nil)
    }

    @Test(
        arguments: [
            LunarDay(year: 2026, month: 1, isLeap: false, day: 31),
            LunarDay(year: 2026, month: 1, isLeap: false, day: 0),
            LunarDay(year: 2026, month: 5, isLeap: true, day: 1),
            LunarDay(year: 2026, month: 13, isLeap: false, day: 1),
            LunarDay(year: 2101, month: 1, isLeap: false, day: 16),
        ]
    )
    func `has no day for a lunar date that does not exist`(lunar: LunarDay) {
        #expect(LunarCalendar.table.day(of: lunar) == nil)
    }

    @Test func `writes a lunar day as the command line prints it`() {
        #expect(LunarDay(year: 2026, month: 12, isLeap: false, day: 16).text == "12-16")
        #expect(LunarDay(year: 2028, month: 5, isLeap: true, day: 16).text == "L05-16")
    }
}

@Suite struct `Working days` {
    let table = WorkingDays.table

    @Test(
        arguments: [
            "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
        ] as [Day]
    )
    func `count the make-up days of 2026`(day: Day) {
        #expect(table.isWorkday(day))
        #expect(day.weekday >= 6)
    }

    @Test(arguments: ["2026-01-01", "2026-05-01", "2026-10-01", "2026-09-25"] as [Day])
    func `leave out public holidays`(day: Day) {
        #expect(!table.isWorkday(day))
        #expect(table.isHoliday(day))
    }

    @Test(
        arguments: [
            ("2026-11-20", 1, "2026-11-23"), ("2026-11-20", 5, "2026-11-27"),
            ("2026-11-20", 15, "2026-12-11"),
            // New Year's Day to the make-up Sunday.
            ("2025-12-31", 1, "2026-01-04"), ("2026-01-02", 1, "2026-01-04"),
            // Through the first week of October and its make-up day.
            ("2026-09-30", 1, "2026-10-08"), ("2026-09-30", 3, "2026-10-10"),
            ("2026-09-30", 4, "2026-10-12"),
        ] as [(Day, Int, Day)]
    )
    func `are counted from the day after the event`(start: Day, count: Int, due: Day) {
        let sum = table.adding(count, to: start)
        #expect(sum.day == due)
        #expect(!sum.isProvisional)
    }

    @Test func `in a year without a table are Monday to Friday, and provisional`() {
        let sum = table.adding(10, to: "2026-12-24")
        #expect(sum.day == "2027-01-07")
        #expect(sum.isProvisional)
        #expect(!table.isKnown("2027-01-01"))
        #expect(!table.adding(5, to: "2026-12-24").isProvisional)
    }

    @Test func `of the sixteenths of 2018 to 2026 are seventy-eight`() {
        let days = (2018...2026).flatMap { StationRules.sample.receptions(in: $0) ?? [] }
        #expect(days.count == 112)
        #expect(days.count { table.isWorkday($0) } == 78)
        #expect(days.count { table.isHoliday($0) } == 8)
    }
}

@Suite struct `A day` {
    @Test(
        arguments: [
            ("2026-11-30", 3, "2027-02-28"), ("2026-11-30", 6, "2027-05-30"),
            ("2027-11-30", 3, "2028-02-29"), ("2026-08-31", 1, "2026-09-30"),
            ("2026-01-31", -2, "2025-11-30"), ("2026-05-15", 12, "2027-05-15"),
            ("2026-12-01", 1, "2027-01-01"), ("2026-01-01", -1, "2025-12-01"),
        ] as [(Day, Int, Day)]
    )
    func `some months later is the same day or the month's last`(from: Day, months: Int, to: Day) {
        #expect(from.adding(months: months) == to)
    }

    @Test func `reads back what it writes, for four centuries`() throws {
        let first = try #require(Day(year: 1899, month: 12, day: 31))
        var day = first
        for _ in 0..<150_000 {
            let next = day.adding(days: 1)
            #expect(Day(day.text) == day)
            #expect(day < next)
            #expect(next.weekday == day.weekday % 7 + 1)
            day = next
        }
    }

    @Test(
        arguments: [("1970-01-01", 4), ("2026-11-20", 5), ("2026-01-04", 7), ("2000-02-29", 2)]
            as [(Day, Int)]
    )
    func `knows its weekday`(day: Day, weekday: Int) {
        #expect(day.weekday == weekday)
    }

    @Test(
        arguments: [
            "", "2026", "2026-11", "2026-02-29", "2100-02-29", "2026-13-01", "2026-00-01",
            "2026-01-00", "2026-11-31", "26-11-20", "2026/11/20", "2026-11-20 ", "２０２６-11-20",
            "2026-11-20-1", "-026-11-20", "0000-01-01", "+026-11-20", "2026-+1-2", "2026-11-x",
        ]
    )
    func `is not read from anything else`(text: String) {
        #expect(Day(text) == nil)
    }

    @Test(
        arguments: [
            ("2026-11-20", "0:00", "2026-11-20"), ("2026-11-20", "23:59", "2026-11-20"),
            ("1969-12-31", "12:00", "1969-12-31"),
        ] as [(Day, ClockTime, Day)]
    )
    func `begins at midnight Beijing time`(day: Day, time: ClockTime, expected: Day) {
        #expect(Day(of: day.at(time)) == expected)
        #expect(Day(of: day.at("0:00").adding(seconds: -1)) == day.adding(days: -1))
    }

    @Test func `at eight in the morning begins the day of universal time`() {
        let day: Day = "1970-01-01"
        #expect(day.at("8:00") == Instant(milliseconds: 0))
    }
}

@Suite struct `A time of day` {
    @Test(arguments: [("8:30", "08:30"), ("08:30", "08:30"), ("0:00", "00:00"), ("23:59", "23:59")])
    func `is written with two digits each`(text: String, written: String) {
        #expect(ClockTime(text)?.text == written)
    }

    @Test(arguments: ["", "8", "24:00", "8:60", "8:3:0", "-1:00", "8.30", "八点", "+8:30", "8:+3"])
    func `is not read from anything else`(text: String) {
        #expect(ClockTime(text) == nil)
    }
}

@Suite struct `A matter's number` {
    @Test(
        arguments: [
            ("2026-0042", 2026, 42), ("2026-42", 2026, 42), ("2026-12345", 2026, 12_345),
            ("2030-0001", 2030, 1),
        ]
    )
    func `is a year and a serial`(text: String, year: Int, serial: Int) throws {
        let number = try #require(MatterNumber(text))
        #expect(number == MatterNumber(year: year, serial: serial))
        #expect(MatterNumber(number.description) == number)
    }

    @Test(
        arguments: [
            "", "42", "2026", "2026-", "2026-0", "2026-0000", "26-42", "2026-1234567890",
            "2026-4a", "2026--42", "2026-42-1", "2026 42", "last", "２０２６-42", "2026-+42", "+026-42",
        ]
    )
    func `is not read from anything else`(text: String) {
        #expect(MatterNumber(text) == nil)
    }

    @Test func `sorts by year, then by serial`() {
        let numbers: [MatterNumber] = ["2025-9999", "2026-0002", "2026-0010", "2027-0001"]
        #expect(numbers.shuffled().sorted() == numbers)
    }
}

@Suite struct `The deputies on duty` {
    let rules = StationRules.sample

    @Test(
        arguments: [
            // Groups take lunar months in turn: 10 is group 2, 11 is group 3, 12 is group 4.
            ("2026-11-24", ["陈美芳"]), ("2026-12-24", ["吴志强"]), ("2027-01-23", ["黄小明"]),
        ] as [(Day, [String])]
    )
    func `are of the group whose month it is`(day: Day, names: [String]) {
        #expect(rules.deputiesOnDuty(on: day) == names)
    }

    @Test func `of a large group take turns, and everybody's comes`() {
        let days = ["2026-02-17", "2026-06-15", "2026-10-10"] as [Day]
        let groups = days.map { rules.deputiesOnDuty(on: $0) }
        #expect(groups.allSatisfy { $0.count == 2 && Set($0).count == 2 })
        #expect(Set(groups.joined()) == ["王建国", "林美华", "赵小红"])
    }

    @Test func `are nobody outside the table`() {
        #expect(rules.deputiesOnDuty(on: "2101-01-01").isEmpty)
    }

    @Test func `in a leap month are those of its month`() {
        #expect(rules.deputiesOnDuty(on: "2025-08-09") == rules.deputiesOnDuty(on: "2025-07-10"))
    }
}
