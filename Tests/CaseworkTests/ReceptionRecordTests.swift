import Casework
import Testing

@Suite struct `A reception record` {
    static let lamp: [Slot: Arguments.Value] = [
        .voterName: "陈阿土", .village: "下宅吴", .content: "村口路灯不亮",
    ]

    static func visits(_ station: PaperStation) -> [ReceptionRecord] {
        station.records(ReceptionRecord.self, RecordQuery())
    }

    @Test func `makes a matter of its own for that voter, with links both ways`() throws {
        var station = PaperStation()
        let answer = try station.ask("deputy", .submitReceptionRecord, Self.lamp)
        #expect(answer.said == [.visitRegistered])
        #expect(answer.registered == ["2026-0001"])
        #expect(answer.told == ["staff: staffNewMatter"])
        let visit = try #require(Self.visits(station).first)
        let matter = try #require(station.matter("2026-0001"))
        #expect(visit.matters == ["2026-0001"])
        #expect(matter.course.source == visit.number.key)
        #expect(matter.owner == nil)
        #expect(matter.name.flatMap { station.words($0) } == "陈阿土")
        #expect(matter.village == "下宅吴")
        // The voter's own words, once: what is erased in the matter is erased in the record.
        #expect(matter.words == [visit.items[0].words])
        #expect(matter.name == visit.name)
    }

    @Test func `answered on the spot, or sent elsewhere, is an ending of its own`() throws {
        var station = PaperStation()
        let answered = try station.ask(
            "deputy",
            .submitReceptionRecord,
            [.voterName: "郑小妹", .content: "幼儿园收费高", .outcome: "answered"]
        )
        #expect(answered.said == [.visitAnswered])
        var guided: [Slot: Arguments.Value] = [
            .voterName: "林大伯", .content: "邻居占了他的地", .outcome: "guided",
        ]
        #expect(
            try station.ask("deputy", .submitReceptionRecord, guided).verdict
                == .missing(.redirect)
        )
        guided[.redirect] = "调解委员会"
        try station.ask("deputy", .submitReceptionRecord, guided)
        #expect(station.matters.isEmpty)
        let totals = try station.receptionTotals(in: "2026-11-20"..."2026-11-20")
        #expect((totals.visits, totals.answered, totals.guided) == (2, 1, 1))
    }

    @Test func `is a visit each time: one voter twice is two`() throws {
        var station = PaperStation()
        try station.ask("deputy", .submitReceptionRecord, Self.lamp)
        station.pass(seconds: 600)
        try station.ask("deputy", .submitReceptionRecord, Self.lamp)
        #expect(Self.visits(station).count == 2)
    }

    @Test func `is one visit with several things that were said in it`() throws {
        var station = PaperStation()
        try station.ask("deputy", .submitReceptionRecord, Self.lamp)
        // Another item of the same message comes at the same instant.
        try station.ask(
            "deputy",
            .submitReceptionRecord,
            [.voterName: "陈阿土", .village: "下宅吴", .content: "水沟也堵了"]
        )
        station.pass(seconds: 600)
        try station.ask("deputy", .submitReceptionRecord, [.ref: "1", .content: "车位不够"])
        let totals = try station.receptionTotals(in: "2026-11-20"..."2026-11-20")
        #expect((totals.visits, totals.items, totals.registered) == (1, 3, 3))
        #expect(station.matters.count == 3)
    }

    @Test func `of the reception day knows who is on duty`() throws {
        var station = PaperStation()
        station.now = .at("2026-11-24", "9:00")
        try station.ask("deputy", .checkIn)
        try station.ask("staff", .submitReceptionRecord, Self.lamp)
        let visit = try #require(Self.visits(station).first)
        #expect(visit.deputies == [station.id("deputy")])
        let session = station.records(ReceptionSession.self, RecordQuery()).first
        #expect(session?.reception == "2026-11-24")
    }
}

@Suite struct `A reception session` {
    static func withVisits(_ count: Int) throws -> PaperStation {
        var station = PaperStation()
        for index in 0..<count {
            station.pass(seconds: 60)
            try station.ask(
                "deputy",
                .submitReceptionRecord,
                [.voterName: .text("选民\(index)"), .content: "路灯不亮"]
            )
        }
        return station
    }

    @Test func `closes only when its records fit the sign-in`() throws {
        var station = try Self.withVisits(2)
        #expect(try station.ask("deputy", .closeSession).said == [.sessionNotSignedIn])
        try station.ask("staff", .signInVisitors, [.voters: "3"])
        let early = try station.ask("staff", .closeSession)
        #expect(early.said == [.sessionNotFitting])
        #expect(early.fact(.needed, of: .sessionNotFitting) == .count(3))
        #expect(early.fact(.count, of: .sessionNotFitting) == .count(2))
        station.pass(seconds: 60)
        try station.ask("deputy", .submitReceptionRecord, [.content: "水沟堵了"])
        let closed = try station.ask("staff", .closeSession)
        #expect(closed.said == [.sessionClosed])
        #expect(closed.told == ["head: sessionClosed"])
    }

    @Test func `is asked for the day after, with what is recorded, until it is closed`() throws {
        var station = PaperStation()
        station.now = .at("2026-11-24", "9:00")
        try station.ask("deputy", .submitReceptionRecord, [.content: "水沟堵了"])
        let key = Occurrence.key(.records, "2026-11-24")
        func remind() throws -> Answer {
            try station.desk { draft in
                if let due = try draft.occurrence(key: key) { try draft.remind(due) }
            }
        }
        station.now = .at("2026-11-25", "9:00")
        let asked = try remind()
        #expect(asked.fact(.total, of: .recordsAsked) == .count(1))
        try station.ask("staff", .signInVisitors, [.voters: "1", .date: "2026-11-24"])
        try station.ask("staff", .closeSession, [.date: "2026-11-24"])
        #expect(try remind().told.isEmpty)
    }

    @Test func `is opened again by a record that comes late`() throws {
        var station = try Self.withVisits(1)
        try station.ask("staff", .signInVisitors, [.voters: "1"])
        try station.ask("staff", .closeSession)
        station.pass(seconds: 60)
        try station.ask("deputy", .submitReceptionRecord, [.content: "水沟堵了"])
        #expect(station.records(ReceptionSession.self, RecordQuery()).first?.isClosed == false)
        #expect(try station.ask("staff", .closeSession).said == [.sessionNotFitting])
    }

    @Test func `takes the totals of a day and holds the records against them`() throws {
        var station = try Self.withVisits(2)
        let stated = try station.ask(
            "deputy",
            .submitReceptionRecord,
            [.voters: "2", .opinions: "3", .answeredOnSpot: "1", .content: "今天接待2人"]
        )
        #expect(stated.said == [.totalsStated])
        #expect(stated.told == ["staff: totalsStated"])
        #expect(station.matters.count == 2)
        #expect(try station.ask("staff", .closeSession).said == [.sessionItemsNotFitting])
        try station.ask(
            "deputy",
            .submitReceptionRecord,
            [.ref: "2", .content: "收费高", .outcome: "answered"]
        )
        #expect(try station.ask("staff", .closeSession).said == [.sessionClosed])
    }

    @Test func `that nobody began is not closed`() throws {
        var station = PaperStation()
        #expect(try station.ask("staff", .closeSession).said == [.sessionNone])
    }
}
