import Casework
import Testing

@Suite struct `A deputy on duty` {
    // 陈美芳 (leader) is on duty on 24 November 2026, 吴志强 on 24 December, 黄小明 on 23 January.

    @Test func `says that they come`() throws {
        var station = PaperStation()
        let answer = try station.ask("leader", .confirmAttendance, [.date: "2026-11-24"])
        #expect(answer.said == [.attendanceConfirmed])
        #expect(station.receptions().first?.attending == [station.id("leader")])
        let again = try station.ask("leader", .confirmAttendance)
        #expect(again.said == [.attendanceConfirmed])
        #expect(again.events.isEmpty)
    }

    @Test func `hears when they are on duty if it is not then`() throws {
        var station = PaperStation()
        let answer = try station.ask("leader", .confirmAttendance, [.date: "2026-12-24"])
        #expect(answer.said == [.notOnDuty])
        #expect(answer.fact(.next, of: .notOnDuty) == .receptionDay("2026-11-24", .tenth))
        let past = try station.ask("leader", .confirmAttendance, [.date: "2026-10-25"])
        #expect(past.said == [.refusedPastDate])
    }

    @Test func `on leave leaves a gap that head and clerk see`() throws {
        var station = PaperStation()
        let answer = try station.ask(
            "leader",
            .requestLeave,
            [.date: "2026-11-24", .reason: "家里有事"]
        )
        #expect(answer.said == [.leaveTaken])
        #expect(answer.told == ["staff: staffLeave", "head: staffLeave"])
        #expect(answer.fact(.needed, of: .staffLeave) == .count(1))
        #expect(answer.text(.reason, of: .staffLeave) == "家里有事")
        let table = try station.ask("staff", .scheduleReception, [.date: "2026-11-24"])
        #expect(table.said == [.dutyShown])
        #expect(table.fact(.needed, of: .dutyShown) == .count(1))
        #expect(table.fact(.skipped, of: .dutyShown) == .names(["陈美芳"]))
        #expect(
            try station.ask("voter", .queryReception, [.ask: "deputies"]).said
                == [.receptionNoDeputies]
        )
    }

    @Test func `is asked for a reason, and may come after all`() throws {
        var station = PaperStation()
        #expect(try station.ask("leader", .requestLeave).verdict == .missing(.reason))
        try station.ask("leader", .confirmAttendance, [.attending: "false"])
        #expect(station.receptions().first?.away == [station.id("leader")])
        try station.ask("leader", .confirmAttendance)
        #expect(station.receptions().first?.away == [])
        #expect(station.receptions().first?.attending == [station.id("leader")])
    }

    @Test func `is set by the clerk, and those concerned hear it`() throws {
        var station = PaperStation()
        let answer = try station.ask(
            "staff",
            .scheduleReception,
            [.date: "2026-11-24", .deputies: ["林美华", "赵小红"]]
        )
        #expect(answer.said == [.receptionScheduled])
        #expect(answer.told.contains("deputy: dutyGiven"))
        let swapped = try station.ask(
            "staff",
            .scheduleReception,
            [.date: "2026-11-24", .deputies: ["陈美芳"]]
        )
        #expect(swapped.told.contains("deputy: dutyEnded"))
        #expect(swapped.told.contains("leader: dutyGiven"))
        #expect(
            try station.ask("voter", .queryReception).fact(.deputies, of: .reception)
                == .names(["陈美芳"])
        )
    }

    @Test func `must be a deputy of the roster`() throws {
        var station = PaperStation()
        for name in ["张联络", "孙悟空"] {
            let answer = try station.ask(
                "staff",
                .scheduleReception,
                [.date: "2026-11-24", .deputies: [name]]
            )
            #expect(answer.said == [.refusedNoDeputy])
        }
    }

    @Test func `at an extra reception makes the day one`() throws {
        var station = PaperStation()
        let bare = try station.ask("staff", .scheduleReception, [.date: "2026-11-28"])
        #expect(bare.verdict == .missing(.deputies))
        let asked = try station.ask(
            "staff",
            .scheduleReception,
            [.date: "2026-11-28", .deputies: ["陈美芳"]]
        )
        #expect(asked.said == [.receptionAddPreview])
        #expect(
            try station.ask("voter", .queryReception, [.date: "2026-11-28"]).said != [.reception]
        )
        #expect(try station.ask("staff", .confirm).said == [.receptionScheduled])
        #expect(
            try station.ask("voter", .queryReception, [.date: "2026-11-28"]).said == [.reception]
        )
        #expect(
            try station.ask("voter", .queryReception, [.month: "2026-11"])
                .fact(.count, of: .receptionMonth) == .count(2)
        )
    }

    @Test func `checks in once`() throws {
        var station = PaperStation()
        station.now = .at("2026-11-24", "8:20")
        #expect(try station.ask("leader", .checkIn).said == [.checkedIn])
        station.pass(seconds: 3600)
        let again = try station.ask("leader", .checkIn)
        #expect(again.said == [.checkedInBefore])
        #expect(again.fact(.time, of: .checkedInBefore) == .clock("8:20"))
    }

    @Test func `who did not come is named to the clerk the day after`() throws {
        var station = PaperStation()
        try station.ask("leader", .confirmAttendance)
        station.now = .at("2026-11-25", "9:00")
        let asked = try station.desk { draft in
            if let due = try draft.occurrence(key: "records/2026-11-24") { try draft.remind(due) }
        }
        #expect(asked.told == ["staff: recordsAsked"])
        #expect(asked.fact(.deputies, of: .recordsAsked) == .names(["陈美芳"]))
    }

    @Test func `asks when it is their turn`() throws {
        var station = PaperStation()
        let mine = try station.ask("leader", .querySchedule)
        #expect(mine.said == [.scheduleList])
        guard case .lines(let lines) = mine.fact(.list, of: .scheduleList) else {
            Issue.record("no list")
            return
        }
        #expect(lines.first?.fields[.date] == .receptionDay("2026-11-24", .tenth))
        let all = try station.ask("staff", .querySchedule)
        #expect(all.fact(.count, of: .scheduleList) == .count(13))
        let none = try station.ask("leader", .querySchedule, [.period: "2026-12"])
        #expect(none.said == [.scheduleNone])
    }
}

@Suite struct `A swap of duties` {
    /// 吴志强 is bound, and is on duty on 24 December.
    private func station() -> PaperStation {
        var station = PaperStation()
        station.enrol("wu", name: "吴志强", Office(role: .leader, group: 3))
        return station
    }

    @Test func `is asked of the other and changes nothing before the yes`() throws {
        var station = station()
        let answer = try station.ask("leader", .swapDuty, [.with: "吴志强"])
        #expect(answer.said == [.swapAsked])
        #expect(answer.told == ["wu: swapAskedOfYou"])
        #expect(
            try station.ask("voter", .queryReception).fact(.deputies, of: .reception)
                == .names(["陈美芳"])
        )
    }

    @Test func `with a yes changes both duties, and the clerk hears it`() throws {
        var station = station()
        try station.ask("leader", .swapDuty, [.date: "2026-11-24", .with: "吴志强"])
        let answer = try station.ask("wu", .confirm)
        #expect(answer.said == [.swapDone])
        #expect(answer.told == ["leader: swapDone", "staff: swapDone"])
        for (date, name) in [("2026-11-24", "吴志强"), ("2026-12-24", "陈美芳")] {
            #expect(
                try station.ask("voter", .queryReception, [.date: .text(date)])
                    .fact(.deputies, of: .reception) == .names([name])
            )
        }
    }

    @Test func `is agreed to by asking the same the other way round`() throws {
        var station = station()
        try station.ask("leader", .swapDuty, [.with: "吴志强"])
        #expect(try station.ask("wu", .swapDuty, [.with: "陈美芳"]).said == [.swapDone])
        #expect(try station.ask("wu", .confirm).said == [.nothingToConfirm])
    }

    @Test func `with a no leaves everything, and the asker hears it`() throws {
        var station = station()
        try station.ask("leader", .swapDuty, [.with: "吴志强"])
        let answer = try station.ask("wu", .cancel)
        #expect(answer.told == ["leader: swapDeclined"])
        #expect(station.receptions().first?.swaps == [])
    }

    @Test func `is no longer agreed to when the day was moved or cancelled`() throws {
        var station = station()
        try station.ask("leader", .swapDuty, [.with: "吴志强"])
        try station.ask("staff", .cancelReception, [.date: "2026-11-24", .reason: "台风"])
        try station.ask("staff", .confirm)
        #expect(try station.ask("wu", .confirm).said == [.swapGone])
    }

    @Test(
        arguments: [
            ("孙悟空", .refusedNoDeputy), ("陈美芳", .refusedNoDeputy), ("张联络", .refusedNoDeputy),
            ("黄小明", .swapUnreachable),
        ] as [(String, ReplyKind)]
    )
    func `is refused with somebody who cannot be asked`(name: String, kind: ReplyKind) throws {
        var station = station()
        #expect(try station.ask("leader", .swapDuty, [.with: .text(name)]).said == [kind])
    }
}

@Suite struct `A booking` {
    @Test func `takes a place at the next reception, and never subscribes anyone`() throws {
        var station = PaperStation()
        let answer = try station.ask("voter", .bookReception)
        #expect(answer.said == [.bookingMade])
        #expect(answer.fact(.count, of: .bookingMade) == .count(1))
        #expect(station.person("voter")?.topics == [])
    }

    @Test func `for a parent is a place of its own, and nobody has two`() throws {
        var station = PaperStation()
        try station.ask("voter", .bookReception)
        let mother = try station.ask("voter", .bookReception, [.onBehalf: .flag])
        #expect(mother.said == [.bookingMade])
        #expect(mother.fact(.count, of: .bookingMade) == .count(2))
        #expect(try station.ask("voter", .bookReception).said == [.bookedBefore])
        #expect(station.bookings(of: station.id("voter")).count == 2)
    }

    @Test func `ends at the capacity with the next day named`() throws {
        var station = PaperStation()
        station.rules.receptionPolicy.capacity = 2
        try station.ask("one", .bookReception)
        try station.ask("two", .bookReception)
        let answer = try station.ask("three", .bookReception)
        #expect(answer.said == [.bookingFull])
        #expect(answer.fact(.next, of: .bookingFull) != nil)
        try station.ask("one", .cancelBooking)
        #expect(try station.ask("three", .bookReception).said == [.bookingMade])
    }

    @Test(
        arguments: [
            ([.date: "2026-12-16"], .bookingNoReception), ([.date: "2月30日"], .refusedDate),
            ([.date: "2026-10-25"], .refusedPastDate),
            ([.period: "afternoon"], .bookingMorningOnly),
        ] as [([Slot: Arguments.Value], ReplyKind)]
    )
    func `is refused kindly on a day without reception`(
        said: [Slot: Arguments.Value],
        kind: ReplyKind
    ) throws {
        var station = PaperStation()
        #expect(try station.ask("voter", .bookReception, said).said == [kind])
    }

    @Test func `on the day itself ends when the doors are shut`() throws {
        var station = PaperStation()
        station.now = .at("2026-11-24", "8:00")
        #expect(
            try station.ask("one", .bookReception).fact(.date, of: .bookingMade)
                == .receptionDay("2026-11-24", .tenth)
        )
        station.now = .at("2026-11-24", "11:00")
        let later = try station.ask("two", .bookReception)
        #expect(
            later.fact(.date, of: .bookingMade)
                == .receptionDay(
                    "2026-12-24",
                    LunarDay(year: 2026, month: 11, isLeap: false, day: 16)
                )
        )
    }

    @Test func `of a visit at home goes to a person`() throws {
        var station = PaperStation()
        let answer = try station.ask("voter", .bookReception, [.mode: "home_visit"])
        #expect(answer.said == [.homeVisitAsked])
        #expect(answer.told == ["staff: staffHumanRequested"])
    }

    @Test func `is cancelled, and only one's own`() throws {
        var station = PaperStation()
        try station.ask("voter", .bookReception)
        #expect(try station.ask("other", .cancelBooking).said == [.bookingNone])
        #expect(try station.ask("voter", .cancelBooking).said == [.bookingCancelled])
        #expect(station.bookings(at: "2026-11-24").isEmpty)
        #expect(try station.ask("voter", .cancelBooking).said == [.bookingNone])
    }
}

extension LunarDay {
    /// 24 November 2026.
    fileprivate static let tenth = LunarDay(year: 2026, month: 10, isLeap: false, day: 16)
}
