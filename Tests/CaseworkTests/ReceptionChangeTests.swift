import Casework
import Testing

@Suite struct `Moving a reception` {
    private let move: [Slot: Arguments.Value] = [
        .from: "2026-11-24", .to: "2026-11-26", .reason: "台风",
    ]

    @Test func `is shown first with the number of people who will hear, by rotation too`() throws {
        var station = PaperStation()
        try station.ask("voter", .queryReception)
        let answer = try station.ask("staff", .rescheduleReception, move)
        #expect(answer.said == [.receptionMovePreview])
        #expect(answer.fact(.count, of: .receptionMovePreview) == .count(2))
        #expect(station.receptions().isEmpty)
    }

    @Test func `happens after a yes and is to be told at once`() throws {
        var station = PaperStation()
        try station.ask("staff", .rescheduleReception, move)
        let answer = try station.ask("staff", .confirm)
        #expect(answer.said == [.receptionMoved])
        #expect(answer.told == ["head: receptionMoved"])
        #expect(
            answer.dues == [
                Due(kind: .receptionChange, at: station.now, subject: "2026-11-24"),
                Due(kind: .plan, at: station.now, subject: "now"),
            ]
        )
        #expect(try station.ask("voter", .queryReception).receptionDay == "2026-11-26")
    }

    @Test func `is told once to everybody who heard of the day, and to subscribers`() throws {
        var station = PaperStation()
        try station.ask("voter", .queryReception)
        try station.ask("booker", .bookReception)
        try station.ask("reader", .subscribe)
        try station.ask("stranger", .greeting)
        try station.ask("staff", .rescheduleReception, move)
        try station.ask("staff", .confirm)
        let told = try station.desk { try $0.announceChange(of: "2026-11-24") }
        #expect(
            told.told.sorted() == [
                "booker: receptionMovedNotice", "leader: dutyMoved",
                "reader: receptionMovedNotice", "voter: receptionMovedNotice",
            ]
        )
        #expect(try station.desk { try $0.announceChange(of: "2026-11-24") }.told.isEmpty)
    }

    @Test func `asks the deputies on duty whether they can come then`() throws {
        var station = PaperStation()
        try station.ask("leader", .confirmAttendance)
        try station.ask("staff", .rescheduleReception, move)
        try station.ask("staff", .confirm)
        #expect(station.receptions().first?.attending == [])
        let told = try station.desk { try $0.announceChange(of: "2026-11-24") }
        #expect(told.told == ["leader: dutyMoved"])
    }

    @Test func `back again is told from the day that people know`() throws {
        var station = PaperStation()
        try station.ask("voter", .queryReception)
        for (to, said) in [("2026-11-26", "2026-11-24"), ("2026-11-24", "2026-11-26")] {
            try station.ask(
                "staff",
                .rescheduleReception,
                [.to: .text(to), .reason: "台风"]
            )
            try station.ask("staff", .confirm)
            let told = try station.desk { try $0.announceChange(of: "2026-11-24") }
            guard case .receptionDay(let day, _) = told.fact(.since, of: .receptionMovedNotice)
            else {
                Issue.record("nothing was told")
                return
            }
            #expect(day.text == said)
        }
    }

    @Test func `keeps the bookings`() throws {
        var station = PaperStation()
        try station.ask("voter", .bookReception)
        try station.ask("staff", .rescheduleReception, move)
        try station.ask("staff", .confirm)
        let again = try station.ask("voter", .bookReception, [.date: "2026-11-26"])
        #expect(again.said == [.bookedBefore])
    }

    @Test(
        arguments: [
            ([.to: "11月31日"], .refusedDate), ([.to: "2026-11-19"], .refusedPastDate),
            ([.from: "2026-11-25"], .refusedNoReception), ([.to: "2026-11-24"], .receptionAlready),
            ([.to: "2026-12-24"], .receptionAlready), ([.from: "soon"], .refusedDate),
            ([.from: "2026-10-25"], .refusedPastDate),
        ] as [([Slot: Arguments.Value], ReplyKind)]
    )
    func `is refused for a day that will not do`(
        said: [Slot: Arguments.Value],
        kind: ReplyKind
    ) throws {
        var station = PaperStation()
        let answer = try station.ask(
            "staff",
            .rescheduleReception,
            move.merging(said) { $1 }
        )
        #expect(answer.said == [kind])
        #expect(answer.events.isEmpty)
    }

    @Test func `wants a day and a reason`() throws {
        var station = PaperStation()
        let answer = try station.ask("staff", .rescheduleReception, [.to: "2026-11-26"])
        #expect(answer.verdict == .missing(.reason))
        #expect(try station.ask("staff", .rescheduleReception).verdict == .missing(.to))
    }

    @Test func `knows a day by its lunar name, said as if it were solar too`() throws {
        var station = PaperStation()
        for from in [[Slot.lunar: "10-16"], [.from: "2026-10-16"]] as [[Slot: Arguments.Value]] {
            var said = move
            said[.from] = nil
            let answer = try station.ask(
                "staff",
                .rescheduleReception,
                said.merging(from) { $1 }
            )
            #expect(answer.said == [.receptionMovePreview])
        }
    }

    @Test func `by a lunar day that does not come is refused`() throws {
        var station = PaperStation()
        let answer = try station.ask(
            "staff",
            .rescheduleReception,
            [.lunar: "12-30", .to: "2026-11-26", .reason: "台风"]
        )
        #expect(answer.said == [.refusedLunarDay])
    }

    @Test func `is void when it was moved meanwhile`() throws {
        var station = PaperStation()
        try station.ask("staff", .rescheduleReception, move)
        try station.ask("head", .rescheduleReception, move.merging([.to: "2026-11-27"]) { $1 })
        try station.ask("head", .confirm)
        let answer = try station.ask("staff", .confirm)
        #expect(answer.said == [.receptionMovePreview], "shown anew, and not done")
        #expect(try station.ask("voter", .queryReception).receptionDay == "2026-11-27")
    }

    @Test(arguments: ["voter", "deputy", "leader", "unit"])
    func `is the station's alone`(who: String) throws {
        var station = PaperStation()
        #expect(try station.ask(who, .rescheduleReception, move).said == [.refusedRole])
        #expect(
            try station.ask(who, .cancelReception, [.date: "2026-11-24", .reason: "台风"]).said
                == [.refusedRole]
        )
    }
}

@Suite struct `Cancelling a reception` {
    @Test func `leaves the next, and an asker hears which is off`() throws {
        var station = PaperStation()
        try station.ask("staff", .cancelReception, [.date: "2026-11-24", .reason: "台风"])
        #expect(try station.ask("staff", .confirm).said == [.receptionCancelled])
        #expect(try station.ask("voter", .queryReception).receptionDay == "2026-12-24")
        let off = try station.ask("voter", .queryReception, [.date: "2026-11-24"])
        #expect(off.said == [.receptionOff])
        #expect(off.text(.reason, of: .receptionOff) == "台风")
        let again = try station.ask(
            "staff",
            .cancelReception,
            [.date: "2026-11-24", .reason: "台风"]
        )
        #expect(again.said == [.receptionGone])
    }

    @Test func `can be taken back by a move`() throws {
        var station = PaperStation()
        try station.ask("staff", .cancelReception, [.date: "2026-11-24", .reason: "台风"])
        try station.ask("staff", .confirm)
        try station.ask(
            "staff",
            .rescheduleReception,
            [.from: "2026-11-24", .to: "2026-11-24", .reason: "台风走了"]
        )
        #expect(try station.ask("staff", .confirm).said == [.receptionBack])
        #expect(try station.ask("voter", .queryReception).receptionDay == "2026-11-24")
    }
}

@Suite struct `Rest days` {
    /// 26 September 2026 is a public holiday, 25 October a Sunday.
    @Test func `are skipped where the station says so, and nowhere else`() throws {
        var rules = StationRules.sample
        #expect(try #require(rules.receptions(in: 2026)).count == 13)
        rules.receptionPolicy.restDays[.holiday] = .skip
        let days = try #require(rules.receptions(in: 2026))
        #expect(!days.contains("2026-09-26") && !days.contains("2026-05-02"))
        #expect(days.contains("2026-10-25") && days.contains("2026-01-04"))
        rules.receptionPolicy.restDays[.weekend] = .skip
        let workdays = try #require(rules.receptions(in: 2026))
        #expect(workdays.count == 10)
        #expect(workdays.contains("2026-01-04"), "a make-up workday")
    }

    @Test(
        arguments: [
            ("2026-09-26", "2026-09-28"), ("2026-05-02", "2026-05-06"),
        ] as [(Day, Day)]
    )
    func `are put before the head with the next working day`(day: Day, next: Day) throws {
        var station = PaperStation()
        station.now = .at(day.adding(days: -14), "9:00")
        let key = Occurrence.key(.proposal, day)
        let sent = try station.desk { draft in
            if let occurrence = try draft.occurrence(key: key) { try draft.remind(occurrence) }
        }
        #expect(sent.told == ["head: restDayProposed", "staff: restDayProposed"])
        #expect(sent.fact(.until, of: .restDayProposed) == .day(next))
    }

    @Test func `that are weekends are held without a word`() throws {
        var station = PaperStation()
        try station.desk { draft in
            let proposal = try draft.occurrence(key: "proposal/2026-10-25")
            #expect(proposal == nil)
        }
    }
}

@Suite struct `A month's receptions` {
    @Test(
        arguments: [("2026-06", 2), ("2026-11", 1), ("2028-12", 2)]
    )
    func `are listed`(month: String, count: Int) throws {
        var station = PaperStation()
        let answer = try station.ask("voter", .queryReception, [.month: .text(month)])
        #expect(answer.said == [.receptionMonth])
        #expect(answer.fact(.count, of: .receptionMonth) == .count(count))
    }

    @Test func `are none in February 2037, and the next is named`() throws {
        var station = PaperStation()
        let answer = try station.ask("voter", .queryReception, [.month: "2037-02"])
        #expect(answer.said == [.receptionMonthNone])
        #expect(answer.fact(.next, of: .receptionMonthNone) != nil)
    }

    @Test func `are this month's when it is asked so`() throws {
        var station = PaperStation()
        let answer = try station.ask("voter", .queryReception, [.which: "this_month"])
        #expect(answer.fact(.count, of: .receptionMonth) == .count(1))
    }

    @Test(
        arguments: [
            ("10-16", .reception), ("16", .reception), ("10-17", .receptionBothCalendars),
            ("12-30", .refusedLunarDay), ("13-01", .refusedDate), ("L06-16", .refusedLunarDay),
        ] as [(String, ReplyKind)]
    )
    func `are asked for by a lunar day`(lunar: String, kind: ReplyKind) throws {
        var station = PaperStation()
        #expect(
            try station.ask("voter", .queryReception, [.lunar: .text(lunar)]).said == [kind]
        )
    }

    @Test(
        arguments: [
            ("deputies", .receptionDeputies), ("time", .receptionTime), ("rule", .receptionRule),
        ] as [(String, ReplyKind)]
    )
    func `are answered by what was asked`(ask: String, kind: ReplyKind) throws {
        var station = PaperStation()
        #expect(try station.ask("voter", .queryReception, [.ask: .text(ask)]).said == [kind])
    }
}

@Suite struct `A term` {
    let table = WorkingDays.table

    @Test(
        arguments: [
            // The last day as it is counted, and the working day on which it falls.
            (.months(3), "2026-11-30", "2027-02-28", "2027-03-01"),
            (.months(6), "2026-11-30", "2027-05-30", "2027-05-31"),
            (.months(1), "2026-08-31", "2026-09-30", "2026-09-30"),
            (.days(10), "2026-09-20", "2026-09-30", "2026-09-30"),
            (.days(11), "2026-09-20", "2026-10-01", "2026-10-08"),
            (.days(1), "2026-01-03", "2026-01-04", "2026-01-04"),
            (.workingDays(3), "2026-09-30", "2026-10-10", "2026-10-10"),
            (.workingDays(1), "2026-02-13", "2026-02-14", "2026-02-14"),
            (.workingDays(2), "2026-02-13", "2026-02-24", "2026-02-24"),
            (.workingDays(5), "2026-05-08", "2026-05-14", "2026-05-14"),
        ] as [(Term, Day, Day, Day)]
    )
    func `ends on its last day, moved to the next working day`(
        term: Term,
        start: Day,
        ends: Day,
        due: Day
    ) {
        let deadline = table.deadline(term, after: start)
        #expect(deadline.ends == ends)
        #expect(deadline.due == due)
        #expect(deadline.isProvisional == (due.year == 2027))
    }

    @Test func `counts back to what it was counted from`() {
        for count in 1...60 {
            for start in ["2026-01-02", "2026-02-10", "2026-09-18", "2026-12-20"] as [Day] {
                #expect(
                    table.count(after: start, through: table.adding(count, to: start).day) == count
                )
            }
        }
    }

    @Test func `was counted otherwise while a year was not known`() {
        let before = table.knowing([2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025])
        #expect(before.isWorkday("2026-10-01"))
        #expect(!before.isWorkday("2026-01-04"))
        #expect(before.adding(1, to: "2025-12-31").isProvisional)
    }

    @Test(
        arguments: [
            ("2026-01-01", "2026-03-31", 1), ("2026-06-30", "2026-06-30", 2),
            ("2026-11-20", "2026-12-31", 4), ("2028-02-29", "2028-03-31", 1),
        ] as [(Day, Day, Int)]
    )
    func `of a quarter ends with its last month`(day: Day, end: Day, quarter: Int) {
        #expect(day.quarterEnd == end)
        #expect(day.quarter == quarter)
    }
}
