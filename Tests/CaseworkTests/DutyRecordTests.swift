import Casework
import Testing

@Suite struct `A duty record` {
    /// A deputy of group 2 who did one thing of each kind in November 2026.
    static func busy() throws -> PaperStation {
        var station = PaperStation()
        try station.ask("leader", .submitInspectionNote, [.place: "花桥", .finding: "路灯不亮"])
        try station.ask(
            "leader",
            .submitInspectionNote,
            [.place: "桥浦", .finding: "水质发黑", .kind: "调研"]
        )
        try station.ask("leader", .fileMatter, [.content: "水管漏水", .name: "陈阿土", .place: "花桥"])
        try station.ask("staff", .acceptMatter, [.ref: "1"])
        try station.ask("leader", .followUp, [.ref: "1", .progress: "已开工"])
        try station.ask("leader", .urgeMatter, [.ref: "1"])
        try station.ask("leader", .submitSuggestion, [.content: "在76省道装减速带"])
        try station.ask("deputy", .submitSuggestion, [.content: "花桥设公交站"])
        try station.ask("leader", .secondSuggestion, [.ref: "2"])
        try station.ask("leader", .requestMeeting, [.unit: "水利所", .topic: "灌溉渠"])
        station.now = .at("2026-11-24", "9:00")
        try station.ask("leader", .checkIn)
        return station
    }

    static func ledger(of who: String, in station: PaperStation) throws -> DutyLedger {
        try DutyLedger(of: station.id(who), in: "2026-01-01"..."2026-12-31", station)
    }

    @Test func `is the sum of its source records`() throws {
        let station = try Self.busy()
        let me = station.id("leader")
        let ledger = try Self.ledger(of: "leader", in: station)
        let notes = station.notes.values.filter { $0.deputy == me }
        #expect(ledger.count([.inspection, .study, .visit]) == notes.count)
        #expect(ledger.count(.filed) == station.matters.values.count { $0.filedBy == me })
        #expect(
            ledger.count(.followUp)
                == station.matters.values.flatMap(\.guarding.followUps).count { $0.by == me }
        )
        #expect(ledger.count(.urge) == station.matters.values.map(\.urges).reduce(0, +))
        #expect(ledger.count(.suggestion) == station.suggestions.count { $0.lead == me })
        #expect(
            ledger.count(.seconded) == station.suggestions.count { $0.cosigners.contains(me) }
        )
        #expect(
            ledger.count(.reception)
                == station.receptions().flatMap(\.checkIns).count { $0.person == me }
        )
        #expect(ledger.entries.count == 9)
        #expect(try Self.ledger(of: "deputy", in: station).entries.count == 1)
    }

    @Test func `follows its sources: what is taken back is no longer counted`() throws {
        var station = try Self.busy()
        try station.ask("leader", .withdrawMatter, [.ref: "建1"])
        #expect(try Self.ledger(of: "leader", in: station).count(.suggestion) == 0)
    }

    @Test func `counts an activity once, however many notes tell of it`() throws {
        var station = PaperStation()
        try station.ask(
            "staff",
            .recordActivity,
            [.kind: "视察", .group: "2", .participants: "6", .others: "陈美芳"]
        )
        try station.ask("leader", .submitInspectionNote, [.place: "花桥", .finding: "护栏断了"])
        try station.ask("leader", .submitInspectionNote, [.place: "花桥", .finding: "路灯不亮"])
        let entries = try Self.ledger(of: "leader", in: station).entries
        #expect(
            entries == [
                DutyEntry(.activity, on: "2026-11-20", number: "活2026-0001", tag: "视察")
            ]
        )
        // What a deputy does alone that day is something else.
        try station.ask(
            "leader",
            .submitInspectionNote,
            [.place: "桥浦", .finding: "老人缺药", .kind: "走访"]
        )
        let ledger = try Self.ledger(of: "leader", in: station)
        #expect((ledger.count(.activity), ledger.count(.visit)) == (1, 1))
        #expect(try station.ask("leader", .queryMyDuty).fact(.count, of: .myDuty) == .count(2))
    }

    @Test func `counts an activity for whoever came, and not before it was held`() throws {
        var station = PaperStation()
        try station.ask("staff", .planActivity, `An activity`.planned)
        station.now = .at("2026-12-03", "9:00")
        try station.ask("leader", .checkIn)
        #expect(try Self.ledger(of: "leader", in: station).entries.isEmpty)
        try station.ask("staff", .recordActivity, [.ref: "1", .participants: "8"])
        #expect(try Self.ledger(of: "leader", in: station).count(.activity) == 1)
        #expect(try Self.ledger(of: "deputy", in: station).entries.isEmpty)
    }

    @Test func `takes a check-in, visits and a note of one day for one reception`() throws {
        var station = PaperStation()
        station.now = .at("2026-11-24", "9:00")
        try station.ask("deputy", .checkIn)
        for name in ["陈阿土", "郑小妹"] {
            station.pass(seconds: 600)
            try station.ask(
                "deputy",
                .submitReceptionRecord,
                [.voterName: .text(name), .content: "幼儿园收费高", .outcome: "answered"]
            )
        }
        try station.ask(
            "deputy",
            .submitInspectionNote,
            [.place: "联络站", .finding: "来了两人", .kind: "接待"]
        )
        let ledger = try Self.ledger(of: "deputy", in: station)
        #expect(ledger.entries.map(\.kind) == [.reception])
        #expect(ledger.entries.first?.number == "场2026-0001")
    }

    @Test func `shows done and needed, and points only where config wants them`() throws {
        var station = try Self.busy()
        let answer = try station.ask("leader", .queryMyDuty)
        #expect(answer.said == [.myDuty])
        #expect(answer.fact(.count, of: .myDuty) == .count(9))
        #expect(answer.fact(.total, of: .myDuty) == nil)
        guard case .lines(let needs) = answer.fact(.needed, of: .myDuty) else {
            Issue.record("nothing is said to be needed")
            return
        }
        let activity = needs.first { $0.fields[.topic] == .term("duty_need.activity") }
        #expect(activity?.fields[.count] == .count(2))
        #expect(activity?.fields[.needed] == .count(4))
        station.rules.duty.showsPoints = true
        // 接待 4, 建议 6, 附议 1, 调研 4, 视察 6.
        #expect(
            try station.ask("leader", .queryMyDuty).fact(.total, of: .myDuty) == .count(21)
        )
    }

    @Test func `of another year is another record`() throws {
        var station = try Self.busy()
        let answer = try station.ask("leader", .queryMyDuty, [.period: "2025"])
        #expect(answer.fact(.count, of: .myDuty) == .count(0))
        let kind = try station.ask("leader", .queryMyDuty, [.kind: "建议", .period: "2026-11"])
        #expect(kind.fact(.count, of: .myDutyOfKind) == .count(2))
    }

    @Test func `is public as counts alone, and a contact only where it was cleared`() throws {
        var station = try Self.busy()
        let answer = try station.ask("voter", .queryDeputy, [.name: "陈美芳"])
        #expect(answer.said == [.deputyShown])
        #expect(answer.fact(.phone, of: .deputyShown) == nil)
        guard case .lines(let lines) = answer.fact(.list, of: .deputyShown) else {
            Issue.record("there are no counts")
            return
        }
        #expect(lines.allSatisfy { $0.kind == .dutyLine })
        station.rules.publicContacts = ["陈美芳": "0576-8000000"]
        #expect(
            try station.ask("voter", .queryDeputy, [.name: "陈美芳"]).text(.phone, of: .deputyShown)
                == "0576-8000000"
        )
        let group = try station.ask("voter", .queryDeputy, [.village: "花桥"])
        #expect(group.fact(.deputies, of: .deputyList) == .names(["陈美芳"]))
        #expect(
            try station.ask("voter", .queryDeputy, [.name: "没有人"]).said == [.refusedNoDeputy]
        )
    }
}

@Suite struct `A duty report` {
    @Test func `is drafted from the record and handed in on the deputy's yes`() throws {
        var station = try `A duty record`.busy()
        let drafted = try station.ask(
            "leader",
            .submitDutyReport,
            [.congress: .number(2), .receptions: .number(3)],
            message: "述职报告：参加会议2次，接待3次"
        )
        #expect(drafted.said == [.dutyReportDraft])
        guard case .lines(let lines) = drafted.fact(.list, of: .dutyReportDraft) else {
            Issue.record("there is no draft")
            return
        }
        let reception = lines.first { $0.fields[.topic] == .term("duty_need.reception") }
        #expect(reception?.fields[.count] == .count(1), "the record is what counts")
        #expect(reception?.fields[.needed] == .count(3))
        #expect(station.dutyReports.isEmpty)
        let done = try station.ask("leader", .confirm)
        #expect(done.told("staff") == [.staffDutyReport])
        let submission = try #require(station.dutyReports.first?.submission)
        #expect(submission.congress == 2)
        #expect(submission.receptions == 1)
        #expect(submission.words.flatMap { station.words($0) } == "述职报告：参加会议2次，接待3次")
        #expect(
            try station.ask("leader", .submitDutyReport).said == [.dutyReportKnown],
            "once a year"
        )
    }

    @Test func `is scheduled for deputies, who are told, and who has none is listed`() throws {
        var station = PaperStation()
        let answer = try station.ask(
            "staff",
            .scheduleDutyReport,
            [.date: "2026-12-10", .deputies: ["陈美芳", "林美华"], .place: "花桥"]
        )
        #expect(answer.told("leader") == [.dutyReportAsked])
        #expect(station.dutyReports.map(\.on) == ["2026-12-10", "2026-12-10"])
        try station.ask("staff", .scheduleDutyReport, [.date: "2026-12-18", .deputies: ["陈美芳"]])
        #expect(station.dutyReports.count == 2, "a new date moves the report")
        try station.ask("leader", .submitDutyReport)
        try station.ask("leader", .confirm)
        let missing = try station.ask("staff", .scheduleDutyReport)
        #expect(missing.fact(.count, of: .dutyReportsMissing) == .count(5))
        #expect(missing.fact(.total, of: .dutyReportsMissing) == .count(6))
    }

    @Test func `is rated once a voter, with numerator and denominator`() throws {
        var station = PaperStation()
        try station.ask("leader", .submitDutyReport)
        try station.ask("leader", .confirm)
        let none = try station.ask("voter", .queryDeputy, [.name: "陈美芳"])
        #expect(none.fact(.total, of: .dutyReportShown) == .count(0))
        #expect(none.fact(.sent, of: .dutyReportShown) == nil, "nothing rated is no rate")
        let report: [Slot: Arguments.Value] = [.ref: "述2026-0001"]
        for (who, rating) in [
            ("voter", "dissatisfied"), ("neighbour", "satisfied"), ("voter", "satisfied"),
        ] {
            try station.ask(who, .rateMatter, report.merging([.rating: .text(rating)]) { $1 })
        }
        let answer = try station.ask(
            "third",
            .rateMatter,
            report.merging([.rating: "dissatisfied"]) { $1 }
        )
        #expect(answer.fact(.sent, of: .dutyReportRated) == .count(2))
        #expect(answer.fact(.failed, of: .dutyReportRated) == .count(1))
        #expect(answer.fact(.total, of: .dutyReportRated) == .count(3))
        let own = try station.ask(
            "leader",
            .rateMatter,
            report.merging([.rating: "satisfied"]) { $1 }
        )
        #expect(own.said == [.suggestionUnknown], "nobody rates themselves")
    }

    @Test func `is reminded of, to the office and to each deputy who has none`() throws {
        var station = PaperStation()
        try station.ask("leader", .submitDutyReport)
        try station.ask("leader", .confirm)
        let answer = try station.desk { draft in
            let due = try #require(try draft.occurrence(key: "duty_report/2026-11-01"))
            try draft.remind(due)
        }
        #expect(answer.told("staff") == [.staffDutyReportDue])
        #expect(answer.told("deputy") == [.dutyReportDue])
        #expect(answer.told("leader").isEmpty)
    }
}

extension PaperStation {
    var dutyReports: [DutyReport] { records(DutyReport.self, RecordQuery()) }
}
