import Books
import Casework
import Testing

@Suite struct StationTests {
    private func station() throws -> StationBook {
        try loadStation(at: Copy.root + "/config")
    }

    @Test func `the sample station reads as it is written`() throws {
        let station = try station()
        #expect(station.nameZh == "石桥头镇人大代表联络站")
        #expect(station.addressEn == "Shijing estate")
        #expect(station.opens.text == "08:30")
        #expect(station.closes.text == "11:00")
        #expect(station.places.count { $0.isVillage } == 9)
        #expect(station.units.map(\.zh).contains("水利所"))
        #expect(station.deputies.first?.office == "站长")
        #expect(station.deputies[1].levels == ["镇级", "市级"])
        #expect(station.staff.map(\.office) == ["联络员", "法律顾问"])
        #expect(station.dutyRotation == [1, 2, 3, 4])
        #expect(station.limits.answer == 15)
        #expect(station.receptionDay == 16)
        #expect(station.verifiesBeforeAssigning)
        #expect(station.digestAt.text == "17:30")
        #expect(station.botAPI.url.isEmpty)
    }

    @Test func `the tables give the reception days of a year`() throws {
        let days = try #require(
            station().lunar.occurrences(ofDay: 16, in: 2027, leapMonths: true)
        )
        #expect(days.map(\.text).prefix(2) == ["2027-01-23", "2027-02-21"])
        #expect(days.count == 12)
    }

    @Test func `make-up days are working days`() throws {
        let workingDays = try station().workingDays
        #expect(workingDays.isWorkday(try #require(Day("2026-01-04"))))
        #expect(!workingDays.isWorkday(try #require(Day("2026-10-01"))))
    }

    @Test func `a list's keys may be left out where they have a default`() throws {
        let copy = try Copy()
        let text = try copy.read("config/station.yaml")
        let required = text.split(separator: "# Everything below", maxSplits: 1)
        try copy.write("config/station.yaml", String(required[0]))
        let small = try loadStation(at: copy.path + "/config")
        #expect(small.limits == (try station()).limits)
        #expect(small.urgeDays == 3)
    }
}
