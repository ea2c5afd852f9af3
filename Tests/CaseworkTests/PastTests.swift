import Casework
import Testing

extension PaperStation {
    /// Takes entries over from paper; the numbers that they got here.
    @discardableResult
    mutating func takeOver(
        _ kind: PastKind,
        _ lines: [PastLine],
        source: String = "2018年纸质台账"
    ) throws -> [String] {
        var numbers: [String] = []
        try desk { draft in
            let plan = try draft.planPast(kind, lines, source: source).get()
            numbers = try draft.adopt(plan)
        }
        return numbers
    }

    /// Why entries cannot be taken over.
    func faults(_ kind: PastKind, _ lines: [PastLine]) throws -> [PastFault] {
        let draft = Draft.ofDesk(at: now, view: self, rules: rules, chance: chance)
        guard case .failure(let faults) = try draft.planPast(kind, lines, source: "纸质") else {
            return []
        }
        return faults.list
    }
}

@Suite struct `What is taken over from paper` {
    static func matter(
        _ number: String,
        _ day: Day,
        line: Int = 2,
        _ change: (inout PastLine) -> Void = { _ in }
    ) -> PastLine {
        var entry = PastLine(line: line, number: number, day: day)
        entry.words[.text] = "村口路灯不亮"
        entry.words[.village] = "横湖"
        change(&entry)
        return entry
    }

    @Test func `is a matter of its own year, with its paper number and its source`() throws {
        var station = PaperStation()
        let line = Self.matter("2018-05", "2018-03-12") { line in
            line.words[.unit] = "城建办"
            line.words[.answer] = "已修好"
            line.days[.endedOn] = "2018-03-30"
            line.words[.rating] = "satisfied"
        }
        #expect(try station.takeOver(.matters, [line]) == ["2018-0001"])
        let matter = try #require(station.matters[MatterNumber(year: 2018, serial: 1)])
        #expect(matter.state == .closed)
        #expect(matter.past?.paper == "2018-05" && matter.past?.source == "2018年纸质台账")
        #expect(Day(of: matter.filedAt) == "2018-03-12")
        #expect(matter.endedAt.map { Day(of: $0) } == "2018-03-30")
        #expect(try station.replayed()[matter.number] == matter)
        let status = try station.ask("staff", .queryStatus, [.ref: "2018-0001"])
        #expect(status.said == [.officeClosed, .pastNote])
        #expect(status.text(.code, of: .pastNote) == "2018-05")
        let list = try station.ask("staff", .listMatters, [.period: "2018"])
        #expect(list.said == [.mattersList])
    }

    @Test func `is never chased, and no rate counts it`() throws {
        var station = PaperStation()
        let days: [Day] = ["2026-05-01", "2026-05-02", "2026-05-03"]
        let old = days.enumerated().map { Self.matter("\($0)号", $1, line: $0 + 2) }
        try station.takeOver(.matters, old)
        #expect(try station.debts(on: Day(of: station.now)).isEmpty)
        #expect(station.matters.values.allSatisfy { $0.runningClocks.isEmpty })
        let own = try station.file("水沟堵了")
        try station.ask("staff", .acceptMatter, [.ref: own.typed])
        let figures = try station.figures()
        #expect(figures.matters.count == 4)
        #expect(figures.past.count == 3 && figures.past.sources == ["2018年纸质台账"])
        #expect(figures.answeredBack.all == [own.description])
        #expect(figures.closed.all == [own.description])
        #expect(figures.senders == 1)
        let summary = try station.ask("staff", .summary, [.period: "2026"])
        guard case .lines(let lines) = summary.fact(.list, of: .summary) else {
            Issue.record("a summary has lines")
            return
        }
        #expect(lines.contains { $0.kind == .summaryPast })
    }

    @Test func `is taken over once, by its number and its year`() throws {
        var station = PaperStation()
        let lines = [Self.matter("5", "2018-03-12"), Self.matter("5", "2019-03-12", line: 3)]
        #expect(try station.takeOver(.matters, lines) == ["2018-0001", "2019-0001"])
        #expect(try station.takeOver(.matters, lines) == [])
        let draft = Draft.ofDesk(
            at: station.now,
            view: station,
            rules: station.rules,
            chance: station.chance
        )
        let plan = try draft.planPast(.matters, lines, source: "别处").get()
        #expect(plan.known.map(\.number) == ["2018-0001", "2019-0001"])
        let twice = [Self.matter("7", "2018-03-12"), Self.matter("7", "2018-05-12", line: 3)]
        #expect(
            try station.faults(.matters, twice)
                == [PastFault(line: 3, column: .number, kind: .twice(line: 2))]
        )
    }

    @Test func `is refused where its days cannot be`() throws {
        let station = PaperStation()
        let lines = [
            Self.matter("1", "2026-12-01"),
            Self.matter("2", "2018-03-12", line: 3) { $0.days[.endedOn] = "2018-03-01" },
        ]
        #expect(
            try station.faults(.matters, lines) == [
                PastFault(line: 2, column: .date, kind: .future),
                PastFault(line: 3, column: .endedOn, kind: .before("2018-03-12")),
            ]
        )
    }

    @Test func `lets contacts go that are past their time already`() throws {
        var station = PaperStation()
        func named(_ line: inout PastLine) {
            line.words[.name] = "陈阿土"
            line.words[.phone] = "13900001111"
        }
        let lines = [
            Self.matter("1", "2018-03-12", named),
            Self.matter("1", "2026-03-12", line: 3, named),
        ]
        try station.takeOver(.matters, lines)
        #expect(station.matters[MatterNumber(year: 2018, serial: 1)]?.name == nil)
        #expect(station.matters[MatterNumber(year: 2026, serial: 1)]?.name != nil)
    }

    @Test func `keeps a count that is none as it was written, and adds it to nothing`() throws {
        var station = PaperStation()
        var first = PastLine(line: 2, number: "1", day: "2026-02-04")
        first.counts[.count] = .written("40余")
        var second = PastLine(line: 3, number: "2", day: "2026-03-05")
        second.counts[.count] = .exact(5)
        second.counts[.opinions] = .exact(7)
        second.deputies = ["林美华", "老代表"]
        #expect(
            try station.takeOver(.receptions, [first, second]) == ["场2026-0001", "场2026-0002"]
        )
        var figures = try station.figures()
        #expect(figures.received.visits == 5 && figures.received.inexact == 1)
        #expect(figures.received.items == 7)
        #expect(figures.received.itemsPerVisit == nil, "an average is of what was recorded here")
        // A visit of the second day is one of the five.
        var visit = PastLine(line: 2, number: "1", day: "2026-03-05")
        visit.words[.text] = "水费贵"
        try station.takeOver(.visits, [visit])
        figures = try station.figures()
        #expect(figures.visits.first?.session.description == "场2026-0002")
        #expect(figures.received.visits == 5 && figures.received.items == 7)
        let summary = try station.ask("staff", .summary, [.metrics: .list(["receptions"])])
        guard case .lines(let lines) = summary.fact(.list, of: .summary) else {
            Issue.record("a summary has lines")
            return
        }
        let visits = try #require(lines.first { $0.kind == .summaryVisits })
        #expect(visits.fields[.skipped] == .count(1))
    }

    @Test func `gives a visit the matter that came of it`() throws {
        var station = PaperStation()
        try station.takeOver(.matters, [Self.matter("5", "2018-03-02")])
        var visit = PastLine(line: 2, number: "3", day: "2018-03-02")
        visit.words[.text] = "村口路灯不亮"
        visit.words[.matter] = "5"
        try station.takeOver(.visits, [visit])
        let record = try #require(
            station.record(VisitNumber(year: 2018, serial: 1))
        )
        #expect(record.matters == [MatterNumber(year: 2018, serial: 1)])
        visit.number = "4"
        visit.words[.matter] = "99"
        #expect(
            try station.faults(.visits, [visit])
                == [PastFault(line: 2, column: .matter, kind: .noSuchMatter("99"))]
        )
    }

    @Test func `fills the grid of groups and quarters, and the duty record of who was there`()
        throws
    {
        var station = PaperStation()
        var activity = PastLine(line: 2, number: "活动1", day: "2026-02-04")
        activity.words[.kind] = "视察"
        activity.group = 1
        activity.counts[.count] = .written("20余")
        activity.deputies = ["林美华", "老代表"]
        try station.takeOver(.activities, [activity])
        let figures = try station.figures()
        #expect(figures.grid.first { $0.group == 1 && $0.quarter == 1 }?.count == 1)
        let shown = try station.ask("staff", .queryPlan, [.ref: "活2026-0001"])
        #expect(shown.said == [.activityShown, .pastNote])
        #expect(shown.text(.count, of: .activityShown) == "20余")
        let year: ClosedRange<Day> = "2026-01-01"..."2026-12-31"
        let duty = try DutyLedger(of: station.id("deputy"), in: year, station)
        #expect(duty.count(.activity) == 1)
        #expect(duty.entries.map(\.isPast) == [true])
        var reception = PastLine(line: 2, number: "1", day: "2026-03-05")
        reception.deputies = ["林美华"]
        try station.takeOver(.receptions, [reception])
        let more = try DutyLedger(of: station.id("deputy"), in: year, station)
        #expect(more.count(.reception) == 1)
        let said = try station.ask("deputy", .queryMyDuty, [.period: "2026", .kind: "接待"])
        #expect(said.said == [.myDutyOfKind])
    }
}
