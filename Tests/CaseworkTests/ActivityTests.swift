import Casework
import Testing

@Suite struct `An activity` {
    static let planned: [Slot: Arguments.Value] = [
        .date: "2026-12-03", .group: "2", .kind: "视察", .topic: "饮用水保护",
    ]

    @Test func `is planned for a day, flagged where it rests on nothing`() throws {
        var station = PaperStation()
        let answer = try station.ask("staff", .planActivity, Self.planned)
        #expect(answer.text(.number, of: .activityPlanned) == "活2026-0001")
        #expect(answer.fact(.needed, of: .activityPlanned) == .term("missing.basis"))
        let days = answer.dues.filter { $0.kind == .activity }.map { Day(of: $0.at) }
        #expect(days == ["2026-11-30", "2026-12-04"])
    }

    @Test func `of yesterday is not planned, of tomorrow not recorded`() throws {
        var station = PaperStation()
        let past: [Slot: Arguments.Value] = [.date: "2026-11-19", .kind: "视察"]
        #expect(try station.ask("staff", .planActivity, past).said == [.refusedPastDate])
        #expect(
            try station.ask("staff", .recordActivity, [.date: "2026-11-21", .kind: "视察"]).said
                == [.refusedFutureDate]
        )
        #expect(try station.ask("staff", .planActivity).verdict == .missing(.date))
        #expect(
            try station.ask("staff", .planActivity, [.date: "2026-12-03"]).verdict
                == .missing(.kind)
        )
    }

    @Test func `is told to the group three days before, and asked about the day after`() throws {
        var station = PaperStation()
        let answer = try station.ask("staff", .planActivity, Self.planned)
        let looks = answer.dues.compactMap { ActivityDue(subject: $0.subject) }
        station.now = .at("2026-11-30", "9:00")
        #expect(try station.desk { try $0.look(looks[0]) }.told == ["leader: activityNotice"])
        station.now = .at("2026-12-04", "9:00")
        #expect(
            try station.desk { try $0.look(looks[1]) }.told
                == ["staff: activityRecordAsked", "leader: activityRecordAsked"]
        )
        station.now = .at("2026-12-04", "9:01")
        try station.ask("staff", .recordActivity, [.ref: "1", .participants: "8"])
        #expect(try station.desk { try $0.look(looks[1]) }.told.isEmpty)
    }

    @Test func `that is over is told of to the clerk alone`() throws {
        var station = PaperStation()
        let answer = try station.ask("staff", .planActivity, Self.planned)
        let looks = answer.dues.compactMap { ActivityDue(subject: $0.subject) }
        station.now = .at("2026-12-04", "8:00")
        #expect(
            try station.desk { try $0.look(looks[0]) }.told == ["staff: activityNoticeMissed"]
        )
    }

    @Test func `keeps its hour, and asks anew where that is changed`() throws {
        var station = PaperStation()
        let answer = try station.ask(
            "staff",
            .planActivity,
            Self.planned.merging([.time: "09:00"]) { $1 }
        )
        #expect(answer.fact(.time, of: .activityPlanned) == .clock(ClockTime(minutes: 540)))
        try station.ask("leader", .confirmAttendance, [.ref: "1"])
        let moved = try station.ask("staff", .planActivity, [.ref: "1", .time: "14:00"])
        #expect(moved.fact(.time, of: .activityReplanned) == .clock(ClockTime(minutes: 840)))
        let activity: Activity = try #require(
            station.record(ActivityNumber(year: 2026, serial: 1))
        )
        #expect(activity.attending.isEmpty && activity.date == "2026-12-03")
    }

    @Test func `that was planned is the one that was held`() throws {
        var station = PaperStation()
        try station.ask("staff", .planActivity, Self.planned)
        station.now = .at("2026-12-03", "15:00")
        let answer = try station.ask(
            "leader",
            .recordActivity,
            [.kind: "视察", .participants: "9", .grounds: "饮用水条例"]
        )
        #expect(answer.text(.number, of: .activityRecorded) == "活2026-0001")
        #expect(answer.fact(.count, of: .activityRecorded) == .count(9))
        #expect(answer.fact(.needed, of: .activityRecorded) == nil)
        let activity: Activity = try #require(
            station.record(ActivityNumber(year: 2026, serial: 1))
        )
        #expect(activity.stand == .held && activity.topic == "饮用水保护")
    }

    @Test func `keeps who attends, who is on leave, and who came`() throws {
        var station = PaperStation()
        try station.ask("staff", .planActivity, Self.planned)
        #expect(
            try station.ask("leader", .confirmAttendance, [.date: "2026-12-03"]).said
                == [.activityAttended]
        )
        let leave = try station.ask(
            "leader",
            .requestLeave,
            [.date: "2026-12-03", .reason: "出差"]
        )
        #expect(leave.said == [.activityLeave])
        #expect(leave.told == ["staff: staffActivityLeave"])
        // Another group's activity is none of theirs.
        #expect(
            try station.ask("deputy", .confirmAttendance, [.date: "2026-12-03"]).said
                == [.notOnDuty]
        )
        station.now = .at("2026-12-03", "9:00")
        #expect(try station.ask("leader", .checkIn).said == [.activityCheckedIn])
        let activity: Activity = try #require(
            station.record(ActivityNumber(year: 2026, serial: 1))
        )
        #expect(activity.away.map(\.person) == [station.id("leader")])
        #expect(activity.checkIns == [station.id("leader")])
    }

    @Test func `that is cancelled is told to whoever was invited, and is no more`() throws {
        var station = PaperStation()
        try station.ask("staff", .planActivity, Self.planned)
        let answer = try station.ask(
            "staff",
            .cancelActivity,
            [.ref: "1", .reason: "台风"]
        )
        #expect(answer.said == [.activityCancelled])
        #expect(answer.told == ["leader: activityCancelled"])
        #expect(
            try station.ask("staff", .cancelActivity, [.ref: "1"]).said == [.activityUnknown]
        )
        #expect(
            try station.ask("staff", .recordActivity, [.ref: "1"]).said == [.activityUnknown]
        )
    }

    @Test func `that was held is not cancelled, and one of another group is none of a leader's`()
        throws
    {
        var station = PaperStation()
        try station.ask("staff", .recordActivity, [.kind: "视察", .group: "2"])
        try station.ask("staff", .planActivity, [.date: "2026-12-03", .group: "1", .kind: "视察"])
        #expect(
            try station.ask("leader", .cancelActivity, [.ref: "1"]).said
                == [.activityHeldAlready]
        )
        #expect(
            try station.ask("leader", .cancelActivity, [.ref: "2"]).said == [.activityUnknown]
        )
    }

    @Test func `keeps who else took part, and deputies by their names`() throws {
        var station = PaperStation()
        try station.ask(
            "staff",
            .recordActivity,
            [.kind: "走访", .group: "2", .others: "镇人大主席、村干部两人、陈美芳"]
        )
        let activity: Activity = try #require(
            station.record(ActivityNumber(year: 2026, serial: 1))
        )
        #expect(activity.deputies == [station.id("leader")])
        #expect(activity.others.flatMap { station.words($0) } == "镇人大主席、村干部两人、陈美芳")
        let shown = try station.ask("deputy", .queryPlan, [.ref: "1"])
        #expect(shown.said == [.activityShown])
        #expect(shown.fact(.state, of: .activityShown) == .term("activity.held"))
    }

    @Test func `of one deputy alone is marked so and does not count for the group`() throws {
        var station = PaperStation()
        try station.ask("leader", .recordActivity, [.kind: "走访", .mode: "individual"])
        try station.ask(
            "leader",
            .recordActivity,
            [.kind: "走访", .participants: "1", .date: "2026-11-18"]
        )
        let grid = try station.activityGrid(
            in: "2026-10-01"..."2026-12-31",
            groups: station.rules.groupNumbers
        )
        #expect(grid.activeGroups.isEmpty)
        #expect((grid.collective.hits.count, grid.collective.all.count) == (0, 2))
    }
}

@Suite struct `The grid of groups and quarters` {
    /// Group 1 held one in every quarter so far, group 2 in the first alone; group 3 has a note by
    /// two deputies in the fourth.
    static func year() throws -> PaperStation {
        var station = PaperStation()
        for date in ["2026-01-15", "2026-04-15", "2026-07-15", "2026-10-15"] {
            try station.ask(
                "staff",
                .recordActivity,
                [.date: .text(date), .group: "1", .kind: "视察", .participants: "8"]
            )
        }
        try station.ask(
            "staff",
            .recordActivity,
            [.date: "2026-02-10", .group: "2", .kind: "调研", .participants: "6"]
        )
        try station.ask(
            "deputy",
            .submitInspectionNote,
            [.place: "黄西岙", .finding: "菌菇棚积水", .participants: "和吴志强一起"]
        )
        return station
    }

    @Test func `names every empty cell of the quarters that have begun`() throws {
        let station = try Self.year()
        let grid = try station.activityGrid(
            in: "2026-01-01"..."2026-12-31",
            groups: [1, 2, 3, 4]
        )
        #expect(grid.cells.count == 16)
        let gaps = grid.gaps(by: "2026-11-20").map { "\($0.group)Q\($0.quarter)" }
        #expect(
            gaps == ["2Q2", "2Q3", "2Q4", "3Q1", "3Q2", "3Q3", "4Q1", "4Q2", "4Q3", "4Q4"]
        )
        #expect((grid.collective.hits.count, grid.collective.all.count) == (6, 6))
    }

    @Test func `does not count a note beside the activity that it tells of`() throws {
        var station = try Self.year()
        try station.ask(
            "staff",
            .recordActivity,
            [.group: "3", .kind: "视察", .participants: "5"]
        )
        let grid = try station.activityGrid(in: "2026-10-01"..."2026-12-31", groups: [3])
        #expect(grid.cells.map(\.count) == [1])
        #expect(grid.cells.first?.held.count == 1)
    }

    @Test func `is what the plan is asked for, with the share of what was done together`() throws {
        var station = try Self.year()
        let answer = try station.ask("head", .queryPlan)
        #expect(
            answer.said == [.planEmpty, .activityGrid, .gridGaps, .collectiveShare]
        )
        #expect(answer.fact(.count, of: .gridGaps) == .count(10))
        #expect(answer.fact(.count, of: .collectiveShare) == .count(6))
        #expect(answer.fact(.total, of: .collectiveShare) == .count(6))
    }

    @Test func `warns a month before a quarter's end, by activities and not by any note`() throws {
        var station = try Self.year()
        try station.ask("leader", .submitInspectionNote, [.place: "花桥", .finding: "护栏断了"])
        let key = Occurrence.key(.groupActivity, "2026-12-31")
        let told = try station.desk { draft in
            if let due = try draft.occurrence(key: key) { try draft.remind(due) }
        }
        #expect(told.told == ["staff: activityMissing", "leader: activityMissing"])
        #expect(told.text(.list, of: .activityMissing) == "2、4")
    }

    @Test func `gives no share of nothing`() throws {
        var station = PaperStation()
        #expect(try !station.ask("head", .queryPlan).said.contains(.collectiveShare))
    }
}

@Suite struct `The annual plan` {
    static let item: [Slot: Arguments.Value] = [
        .period: "2027-Q1", .group: "2", .kind: "视察", .topic: "饮用水保护", .with: ["陈美芳"],
        .text: "第一季度第二组视察饮用水保护",
    ]

    @Test func `has items with a quarter and an owner, approved by the head or the presidium`()
        throws
    {
        for approver in ["head", "presidium"] {
            var station = PaperStation()
            let added = try station.ask("staff", .planActivity, Self.item)
            #expect(added.text(.number, of: .planItemAdded) == "计2026-0001")
            #expect(added.told == ["head: planItemAdded"])
            let approved = try station.ask(approver, .approvePlan)
            #expect(approved.said == [.planApproved])
            #expect(try station.ask(approver, .approvePlan).said == [.planNothingOpen])
            let item = try #require(try station.plan(of: 2027).first)
            #expect(item.owner == station.id("leader"))
            #expect(item.approvedBy == station.id(approver))
        }
    }

    @Test func `is not approved by the clerk`() throws {
        var station = PaperStation()
        try station.ask("staff", .planActivity, Self.item)
        #expect(try station.ask("staff", .approvePlan).said == [.refusedRole])
    }

    @Test func `keeps what leaves it, and the head hears of what was approved`() throws {
        var station = PaperStation()
        try station.ask("staff", .planActivity, Self.item)
        try station.ask("head", .approvePlan)
        let answer = try station.ask("staff", .cancelActivity, [.ref: "1", .what: "plan"])
        #expect(answer.said == [.planItemDropped])
        #expect(answer.told == ["head: planItemDropped"])
        #expect(try station.plan(of: 2027).isEmpty)
        #expect(station.records(PlanItem.self, RecordQuery()).count == 1)
    }

    @Test func `is set against what was done`() throws {
        var station = PaperStation()
        try station.ask("staff", .planActivity, Self.item)
        try station.ask("staff", .planActivity, [.period: "2027", .text: "民生实事项目监督"])
        station.now = .at("2027-02-10", "9:00")
        let before = try station.ask("staff", .queryPlan)
        #expect(before.fact(.count, of: .planList) == .count(0))
        #expect(before.fact(.total, of: .planList) == .count(2))
        #expect(before.fact(.needed, of: .planList) == .count(2))
        try station.ask(
            "leader",
            .recordActivity,
            [.kind: "视察", .topic: "饮用水保护", .participants: "7"]
        )
        let after = try station.ask("staff", .queryPlan, [.ask: "remaining"])
        #expect(after.fact(.count, of: .planList) == .count(1))
        guard case .lines(let lines) = after.fact(.list, of: .planList) else {
            Issue.record("nothing is left")
            return
        }
        #expect(lines.map { $0.fields[.number] } == [.text("计2026-0002")])
    }
}
