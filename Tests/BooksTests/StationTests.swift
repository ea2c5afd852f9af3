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
        #expect(station.deputies.first?.office == .head)
        #expect(station.deputies[1].levels == [.town, .city])
        #expect(station.staff.map(\.office) == [.clerk, .adviser])
        #expect(station.dutyRotation == [1, 2, 3, 4])
        #expect(station.limits.answer == 15)
        #expect(station.receptionDay == 16)
        #expect(station.verifiesBeforeAssigning)
        #expect(station.digestAt.text == "17:30")
        #expect(station.botAPI.url.isEmpty)
        #expect(station.botAPI.endpoint == .relay)
        #expect(station.unreadDays == 3)
    }

    @Test func `an endpoint that is not our own relay is said in so many words`() throws {
        let copy = try Copy()
        try copy.spoil("config/station.yaml", "endpoint: relay", "endpoint: other")
        #expect(try loadStation(at: copy.path + "/config").botAPI.endpoint == .other)
        try copy.spoil("config/station.yaml", "endpoint: other", "endpoint: realy")
        let line =
            try copy.read("config/station.yaml").split(separator: "endpoint:")[0]
            .count { $0.isNewline } + 1
        #expect(
            copy.faults() == [
                "config/station.yaml:\(line): unknown endpoint 'realy' (did you mean 'relay'?)"
            ]
        )
        try copy.spoil("config/station.yaml", "endpoint: realy ", "#")
        #expect(try loadStation(at: copy.path + "/config").botAPI.endpoint == .relay)
    }

    @Test func `who is asked about an escalation is a head, and nothing goes within six months`()
        throws
    {
        let copy = try Copy()
        try copy.spoil("config/station.yaml", "duty: []", "duty: [林美华, 王建国]")
        #expect(try loadStation(at: copy.path + "/config").disputes.duty == ["林美华", "王建国"])
        try copy.spoil("config/station.yaml", "duty: [林美华, 王建国]", "duty: [陈美芳]")
        try copy.spoil("config/station.yaml", "messages: 365", "messages: 30")
        let faults = copy.faults()
        #expect(faults.count == 2)
        #expect(faults.contains { $0.contains("'陈美芳' is no head") })
        #expect(faults.contains { $0.contains("from 183 to") })
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
