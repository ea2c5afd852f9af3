import Casework
import Testing

@Suite struct `A roster` {
    /// Sixty town deputies in four groups; twelve of the city and two above; two of these fourteen
    /// sit in the town's congress as well.
    static func whole(from: Day = "2021-12-20", until: Day? = nil, term: Int = 17) -> [RosterLine] {
        var lines: [RosterLine] = []
        func add(_ name: String, _ positions: [Position], _ levels: Set<Level>, group: Int?) {
            lines.append(
                RosterLine(
                    line: lines.count + 2,
                    name: name,
                    positions: positions,
                    levels: levels,
                    group: group,
                    term: term,
                    from: from,
                    until: until
                )
            )
        }
        for index in 0..<60 {
            var positions: [Position] = [.deputy]
            if index < 4 { positions += [.member, .leader] }
            if index == 4 { positions.append(.head) }
            if index == 5 || index == 6 { positions.append(.deputyHead) }
            let levels: Set<Level> = index < 2 ? [.town, .city] : [.town]
            add("镇代表\(index + 1)", positions, levels, group: index % 4 + 1)
        }
        for index in 2..<12 { add("市代表\(index + 1)", [.deputy], [.city], group: nil) }
        add("设区市代表", [.deputy], [.prefecture], group: nil)
        add("省代表", [.deputy], [.province], group: nil)
        return lines
    }

    static func line(
        _ name: String,
        _ positions: [Position],
        _ levels: Set<Level> = [],
        group: Int? = nil,
        from: Day = "2026-11-20",
        reason: String? = nil
    ) -> RosterLine {
        RosterLine(
            line: 99,
            name: name,
            positions: positions,
            levels: levels,
            group: group,
            term: 17,
            from: from,
            reason: reason
        )
    }

    private func station() -> PaperStation {
        var rules = StationRules.sample
        rules.seats = [.town: 60]
        return PaperStation(rules: rules)
    }

    private func plan(
        _ lines: [RosterLine],
        from: Day = "2026-11-20",
        isWhole: Bool = true,
        at station: inout PaperStation
    ) throws -> Result<RosterPlan, RosterFaults> {
        var result: Result<RosterPlan, RosterFaults>?
        try station.desk { draft in
            result = try draft.planRoster(lines, from: from, isWhole: isWhole)
        }
        return try #require(result)
    }

    @discardableResult
    private func adopt(
        _ lines: [RosterLine],
        from: Day = "2026-11-20",
        isWhole: Bool = true,
        at station: inout PaperStation
    ) throws -> RosterPlan {
        let plan = try plan(lines, from: from, isWhole: isWhole, at: &station).get()
        let answer = try station.desk { try $0.adopt(plan) }
        for due in answer.dues where due.at <= station.now {
            try station.desk { try $0.settleOffices(due.subject) }
        }
        return plan
    }

    private func faults(
        _ lines: [RosterLine],
        isWhole: Bool = false,
        at station: inout PaperStation
    ) throws -> [RosterFault.Kind] {
        switch try plan(lines, isWhole: isWhole, at: &station) {
        case .success: []
        case .failure(let faults): faults.list.map(\.kind)
        }
    }

    @Test func `has sixty of the town, fourteen above, each person once`() throws {
        var station = station()
        try adopt(Self.whole(), at: &station)
        let entries = try station.roster(on: "2026-11-20", besides: station.rules.roster)
        #expect(entries.count { $0.levels.contains(.town) } == 60)
        #expect(entries.count { !$0.levels.subtracting([.town]).isEmpty } == 14)
        #expect(entries.count(where: \.isDeputy) == 72)
        for group in 1...4 {
            #expect(entries.count { $0.levels.contains(.town) && $0.group == group } == 15)
            #expect(entries.count { $0.isLeader && $0.group == group } == 1)
        }
        #expect(entries.count(where: \.isHead) == 3)
    }

    @Test func `names the people of the station as of any day`() throws {
        var station = station()
        var lines = Self.whole(from: "2016-12-20", until: "2021-12-19", term: 16)
        lines += Self.whole().map { line in
            var line = line
            line.line += 100
            if line.name == "镇代表5" { line.positions = [.deputy] }
            if line.name == "镇代表8" { line.positions = [.deputy, .head] }
            return line
        }
        try adopt(lines, at: &station)
        func heads(on day: Day) throws -> [String] {
            try station.roster(on: day, besides: []).filter { $0.positions.contains(.head) }
                .map(\.name)
        }
        #expect(try heads(on: "2016-12-19") == [])
        #expect(try heads(on: "2018-06-19") == ["镇代表5"])
        #expect(try heads(on: "2021-12-19") == ["镇代表5"])
        #expect(try heads(on: "2021-12-20") == ["镇代表8"])
        #expect(try station.roster(on: "2016-12-19", besides: []).isEmpty)
    }

    @Test func `takes the same file twice as nothing new`() throws {
        var station = station()
        let first = try adopt(Self.whole(), at: &station)
        #expect(first.joins.count == 72 + 4 + 4 + 3)
        let events = station.journal.count
        let again = try adopt(Self.whole(), at: &station)
        #expect(again.isEmpty)
        #expect(again.unchanged == first.joins.count)
        #expect(station.journal.count == events)
    }

    @Test func `shows a new term as who joins, leaves and changes group`() throws {
        var station = station()
        try adopt(Self.whole(), at: &station)
        var next = Self.whole(from: "2026-12-20", term: 18)
        next.removeAll { $0.name == "镇代表60" }
        next.append(Self.line("新代表", [.deputy], [.town], group: 4, from: "2026-12-20"))
        let moved = try #require(next.firstIndex { $0.name == "镇代表10" })
        next[moved].group = 3
        let plan = try plan(next, from: "2026-12-20", at: &station).get()
        #expect(plan.joins.map(\.name) == ["新代表"])
        #expect(plan.leaves.map(\.name) == ["镇代表60"])
        #expect(plan.leaves.first?.last == "2026-12-19")
        let regrouped = plan.changes.filter { $0.before?.group != $0.after?.group }
        #expect(regrouped.map(\.name) == ["镇代表10"])
        try adopt(next, from: "2026-12-20", at: &station)
        func group(on day: Day) throws -> Int? {
            try station.roster(on: day, besides: []).first { $0.name == "镇代表10" }?.group
        }
        #expect(try group(on: "2026-12-19") == 2)
        #expect(try group(on: "2026-12-20") == 3)
    }

    @Test func `wants a reason for one deputy more than there are seats`() throws {
        var station = station()
        try adopt(Self.whole(), at: &station)
        let extra = Self.line("第六十一位", [.deputy], [.town], group: 1)
        #expect(
            try faults([extra], at: &station) == [.beyondSeats(.town, seats: 60)]
        )
        let reasoned = Self.line("第六十一位", [.deputy], [.town], group: 1, reason: "补选，镇人大决定")
        #expect(try faults([reasoned], at: &station) == [])
        #expect(
            try faults([Self.line("又一位市代表", [.deputy], [.city])], at: &station) == [],
            "the city's seats are not counted here"
        )
    }

    @Test(
        arguments: [
            (line("甲", [.head]), [.headIsNoDeputy(.head)]),
            (line("甲", [.deputyHead]), [.headIsNoDeputy(.deputyHead)]),
            (line("甲", [.deputy], [], group: 1), [.noLevel]),
            (line("甲", [.deputy], [.town]), [.noGroup]),
            (line("甲", [.deputy], [.town], group: 5), [.noSuchGroup(5, of: 4)]),
            (line("甲", [.deputy, .leader], [.town], group: 1), [.leaderIsNotOfStation]),
            (line("甲", [.member, .leader], group: 1), [.leaderIsNotOfGroup(1)]),
            (line("甲", [.deputy, .deputy], [.city]), [.twice(.deputy, line: 99)]),
            (line("甲", [.deputy, .head], [.city]), []),
            (line("甲", [.adviser]), []),
        ] as [(RosterLine, [RosterFault.Kind])]
    )
    func `refuses what the station's rules do not allow`(
        line: RosterLine,
        kinds: [RosterFault.Kind]
    ) throws {
        var station = station()
        #expect(try faults([line], at: &station) == kinds)
    }

    @Test func `has one leader a group`() throws {
        var station = station()
        try adopt(Self.whole(), at: &station)
        let other = Self.line("镇代表9", [.member, .leader], group: 1)
        #expect(
            try faults([other], at: &station) == [.secondLeader(1, name: "镇代表1")]
        )
    }

    @Test func `replaces the deputies of config, and of its others those of the same name`() throws
    {
        var station = station()
        try adopt([Self.line("周律师", [.adviser])], isWhole: false, at: &station)
        var names = try station.roster(on: "2026-11-20", besides: station.rules.roster).map(\.name)
        #expect(names.count { $0 == "周律师" } == 1)
        #expect(names.contains("王建国"), "config's deputies stand until some are imported")
        try adopt(Self.whole(), at: &station)
        names = try station.roster(on: "2026-11-20", besides: station.rules.roster).map(\.name)
        #expect(!names.contains("王建国"))
        #expect(names.contains("张联络"))
    }

    @Test func `ends a deputy's rights on the day after the mandate`() throws {
        var station = station()
        var lines = [
            Self.line("林美华", [.deputy], [.town], group: 1, from: "2021-12-20"),
            Self.line("陈美芳", [.deputy, .member, .leader], [.town], group: 2, from: "2021-12-20"),
        ]
        lines[0].until = "2026-12-19"
        let plan = try plan(lines, at: &station).get()
        let answer = try station.desk { try $0.adopt(plan) }
        for due in answer.dues where due.at <= station.now {
            try station.desk { try $0.settleOffices(due.subject) }
        }
        #expect(station.person("deputy")?.roles.contains(.deputy) == true)
        let end = try #require(answer.dues.first { $0.at > station.now })
        #expect(end.at == .at("2026-12-20", "0:00"))
        station.now = end.at
        let ended = try station.desk { try $0.settleOffices(end.subject) }
        #expect(station.person("deputy")?.roles == [.voter])
        #expect(station.person("deputy")?.isReachable == false)
        #expect(ended.withdrawals.count == 1)
        #expect(station.person("leader")?.roles.contains(.leader) == true)
    }

    @Test func `moves a deputy's rights to another group`() throws {
        var station = station()
        try adopt(
            [Self.line("林美华", [.deputy], [.town], group: 3)],
            isWhole: false,
            at: &station
        )
        #expect(station.person("deputy")?.group == 3)
        #expect(station.person("deputy")?.isReachable == true)
    }

    @Test(
        arguments: [
            (.staff, "张联络", nil), (.adviser, "周律师", nil), (.committee, "镇党委", nil),
            (.staff, "周律师", .doesNotHold(.clerk)), (.auditor, "张联络", .doesNotHold(.auditor)),
            (.presidium, "钱审计", .doesNotHold(.presidium)), (.head, "陈美芳", .notAHead),
            (.leader, "林美华", .notALeader), (.deputy, "张联络", .notADeputy),
        ] as [(Role, String, InviteFault?)]
    )
    func `gives nobody a code for an office that is another's`(
        role: Role,
        name: String,
        fault: InviteFault?
    ) throws {
        var station = station()
        var result: Result<String, InviteFault>?
        try station.desk { result = try $0.invite(role, name: name) }
        switch result {
        case .success: #expect(fault == nil)
        case .failure(let found): #expect(found == fault)
        case nil: Issue.record("an invite ends somehow")
        }
    }
}
