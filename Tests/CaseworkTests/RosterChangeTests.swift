import Casework
import Testing

@Suite struct `A change of the roster by message` {
    @Test func `is shown first and carried out on a yes`() throws {
        var station = PaperStation()
        let shown = try station.ask(
            "staff",
            .registerDeputy,
            [.name: "李明", .group: .number(2), .level: "镇级"]
        )
        #expect(shown.said == [.rosterPreview])
        #expect(shown.fact(.state, of: .rosterPreview) == .term("roster.joins"))
        #expect(try station.names(of: 2) == ["陈美芳"])
        try station.ask("staff", .confirm)
        #expect(try station.names(of: 2) == ["李明", "陈美芳"])
        #expect(
            try station.names(of: 1) == ["林美华", "王建国", "赵小红"],
            "the first change writes down who stood in config"
        )
    }

    @Test func `moves a deputy to another group, and rights follow on the day`() throws {
        var station = PaperStation()
        try station.ask("staff", .updateDeputy, [.name: "林美华", .group: .number(2)])
        let done = try station.ask("staff", .confirm)
        #expect(try station.names(of: 2) == ["林美华", "陈美芳"])
        try station.settleAppointments(of: done)
        #expect(station.person("deputy")?.group == 2)
    }

    @Test func `that cannot stand says why`() throws {
        var station = PaperStation()
        station.rules.groups = 4
        let answer = try station.ask(
            "staff",
            .registerDeputy,
            [.name: "李明", .group: .number(9)]
        )
        #expect(answer.said == [.refusedRoster])
        #expect(
            answer.fact(.reason, of: .refusedRoster) == .term("roster_fault.no_such_group")
        )
        #expect(
            try station.ask("staff", .registerDeputy, [.name: "李明"]).verdict == .missing(.group)
        )
        #expect(
            try station.ask("staff", .updateDeputy, [.name: "没有人", .group: .number(1)]).said
                == [.refusedNoDeputy]
        )
    }

    @Test func `that ends a mandate lists what is left open, until it is handed over`() throws {
        var station = PaperStation()
        try station.ask("deputy", .submitSuggestion, [.content: "在76省道装减速带"])
        try station.ask("deputy", .fileMatter, [.content: "水管漏水", .name: "陈阿土"])
        try station.ask("staff", .updateDeputy, [.name: "林美华", .mode: "leaves"])
        let left = try station.ask("staff", .confirm)
        #expect(left.said == [.rosterChanged, .rosterLeft])
        #expect(left.fact(.count, of: .rosterLeft) == .count(2))
        station.now = .at("2026-11-21", "9:00")
        try station.settleAppointments(of: left)
        #expect(station.person("deputy")?.roles == [.voter])
        let open = try station.ask("staff", .handOver)
        #expect(open.fact(.count, of: .handOverList) == .count(2))

        let shown = try station.ask("staff", .handOver, [.deputy: "林美华", .with: "陈美芳"])
        #expect(shown.said == [.handOverPreview])
        let done = try station.ask("staff", .confirm)
        #expect(done.told("leader") == [.handedOverToYou])
        let suggestion = try #require(station.suggestions.first)
        #expect(suggestion.lead == station.id("deputy"), "earlier acts keep their author")
        #expect(suggestion.speaker == station.id("leader"))
        #expect(station.matters["2026-0001"]?.filedBy == station.id("deputy"))
        #expect(station.matters["2026-0001"]?.teller == station.id("leader"))
        #expect(try station.ask("staff", .handOver).said == [.handOverNone])
    }
}

@Suite struct `A clerk who hands over` {
    @Test func `names the queue and what waits for a yes, which stay the office's`() throws {
        var station = PaperStation()
        station.enrol("new clerk", name: "陈小芳", Office(role: .staff))
        try station.ask("voter", .requestHuman, [.content: "有事请教"])
        let answer = try station.ask("head", .handOver, [.deputy: "张联络", .with: "陈小芳"])
        #expect(answer.said == [.handOverPreview])
        let done = try station.ask("head", .confirm)
        #expect(done.said == [.handedOver])
        #expect(done.fact(.list, of: .handedOver) == nil, "nothing is left")
        #expect(done.told("new clerk") == [.handedOverToYou])
    }
}

@Suite struct `A stand-in` {
    @Test func `receives every alert of the days, and no right`() throws {
        var station = PaperStation()
        try station.ask(
            "staff",
            .standIn,
            [.deputy: "王建国", .with: "林美华", .from: "2026-11-23", .to: "2026-11-25"]
        )
        func alerted() throws -> [ReplyKind] {
            try station.desk { try $0.tell(all: .head, .headDigest) }.told("deputy")
        }
        #expect(try alerted().isEmpty)
        station.now = .at("2026-11-24", "9:00")
        #expect(try alerted() == [.headDigest])
        #expect(try station.ask("deputy", .approve).said == [.refusedRole])
        station.now = .at("2026-11-26", "9:00")
        #expect(try alerted().isEmpty)
    }

    @Test func `is somebody who can act at the desk, from today on`() throws {
        var station = PaperStation()
        let wanted: [Slot: Arguments.Value] = [.deputy: "王建国", .with: "林美华"]
        #expect(try station.ask("staff", .standIn, wanted).verdict == .missing(.to))
        #expect(
            try station.ask("staff", .standIn, wanted.merging([.to: "2026-11-01"]) { $1 }).said
                == [.refusedPastDate]
        )
        #expect(
            try station.ask(
                "staff",
                .standIn,
                [.deputy: "王建国", .with: "城建办", .to: "2026-12-01"]
            ).said == [.refusedNobody]
        )
    }
}

extension PaperStation {
    /// The deputies of a group as the roster stands today, by name.
    fileprivate func names(of group: Int) throws -> [String] {
        try roster(on: Day(of: now), besides: rules.roster)
            .filter { $0.isDeputy && $0.group == group }.map(\.name).sorted()
    }

    /// Takes up the rows that look at people's rights.
    fileprivate mutating func settleAppointments(of answer: Answer) throws {
        for due in answer.dues where due.kind == .appointment && due.at <= now {
            try desk { try $0.settleOffices(due.subject) }
        }
    }
}
