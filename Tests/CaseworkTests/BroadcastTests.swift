import Casework
import Testing

@Suite struct `A broadcast` {
    /// A station with so many subscribers of its notices: `n1`, `n2` and so on.
    private func station(
        readers count: Int = 0,
        _ change: (inout StationRules) -> Void = { _ in }
    ) throws -> PaperStation {
        var rules = StationRules.sample
        rules.broadcasts.secondFrom = 6
        rules.broadcasts.variables = ["姓名": .person, "接待日": .date]
        change(&rules)
        var station = PaperStation(rules: rules)
        for index in 0..<count {
            try station.ask("n\(index + 1)", .subscribe, [.topic: "notices"])
        }
        return station
    }

    private func notice(to audience: String) -> [Slot: Arguments.Value] {
        [.audience: .text(audience), .text: "周三上午9点开会"]
    }

    @Test func `goes to those who hold the office, each once`() throws {
        var station = try station()
        let shown = try station.ask("staff", .broadcast, notice(to: "deputies"))
        #expect(shown.said == [.broadcastPreviewCode], "three and more need a code here")
        #expect(shown.fact(.count, of: .broadcastPreviewCode) == .count(3))
        let code = try #require(shown.text(.code, of: .broadcastPreviewCode))
        try station.ask("staff", .confirm, [.code: .text(code)])
        station.pass(seconds: 60)
        #expect(Set(station.sendCopies()) == Set(["head", "deputy", "leader"].map(station.id)))
    }

    @Test(
        arguments: [
            ("group:1", ["head", "deputy"]), ("group:2", ["leader"]),
            ("group_leader:2", ["leader"]), ("group_leaders", ["leader"]), ("staff", ["staff"]),
            ("heads", ["head"]), ("units", ["unit", "other unit"]),
            ("unit:水利所", ["other unit"]), ("duty_deputies", ["leader"]),
            ("level:市级", ["deputy"]),
        ]
    )
    func `is for just the audience that is named`(audience: String, people: [String]) throws {
        var station = try station { rules in
            for index in rules.roster.indices where rules.roster[index].name == "林美华" {
                rules.roster[index].levels = [.city]
            }
        }
        let shown = try station.ask("staff", .broadcast, notice(to: audience))
        #expect(shown.said == [.broadcastPreview])
        try station.ask("staff", .confirm)
        #expect(Set(station.sendCopies()) == Set(people.map(station.id)))
    }

    @Test(arguments: ["group:x", "level:省级", "village:外村", "deputies_without_shoes", "whoever"])
    func `to an audience that is none is refused with what there is`(audience: String) throws {
        var station = try station()
        let answer = try station.ask("staff", .broadcast, notice(to: audience))
        #expect(answer.said == [.refusedAudience])
        #expect(answer.events.isEmpty)
    }

    @Test func `reaches voters only by what they subscribed to`() throws {
        var station = try station(readers: 1)
        try station.ask("reminded", .subscribe)
        try station.ask("villager", .subscribe, [.village: "横湖"])
        try station.file("横湖路灯不亮", by: "filer")
        try station.ask("staff", .broadcast, notice(to: "subscribers"))
        try station.ask("staff", .confirm)
        #expect(station.sendCopies() == [station.id("n1")])
        try station.ask("staff", .broadcast, [.villages: ["横湖"], .text: "周六停水"])
        try station.ask("staff", .confirm)
        #expect(station.sendCopies() == [station.id("villager")])
    }

    @Test func `to a list skips by name whoever is not to be written to`() throws {
        var station = try station()
        let shown = try station.ask(
            "staff",
            .broadcast,
            [.recipients: "王建国、陈阿婆，赵小红", .text: "请来站里"]
        )
        #expect(shown.fact(.count, of: .broadcastPreview) == .count(1))
        #expect(shown.fact(.list, of: .broadcastPreview) == .names(["陈阿婆"]))
        #expect(shown.fact(.skipped, of: .broadcastPreview) == .count(2), "one has no chat yet")
        try station.ask("staff", .confirm)
        #expect(station.sendCopies() == [station.id("head")])
    }

    @Test func `to nobody says so and sends nothing`() throws {
        var station = try station()
        let answer = try station.ask("staff", .broadcast, notice(to: "subscribers"))
        #expect(answer.said == [.broadcastNobody])
        #expect(answer.events.isEmpty)
    }

    @Test func `asks for what is missing`() throws {
        var station = try station()
        #expect(try station.ask("staff", .broadcast).verdict == .missing(.audience))
        #expect(
            try station.ask("staff", .broadcast, [.audience: "deputies"]).verdict
                == .missing(.text)
        )
    }

    @Test func `longer than the channel carries is refused with both lengths`() throws {
        var station = try station { $0.broadcasts.textLimitInUTF16 = 10 }
        let answer = try station.ask(
            "staff",
            .broadcast,
            [.audience: "staff", .text: "一二三四五六七八九十一"]
        )
        #expect(answer.said == [.broadcastTooLong])
        #expect(answer.fact(.count, of: .broadcastTooLong) == .count(11))
        #expect(answer.fact(.total, of: .broadcastTooLong) == .count(10))
    }

    @Test func `names in braces what differs for each`() throws {
        var station = try station()
        try station.ask(
            "staff",
            .broadcast,
            [.audience: "heads", .text: "{姓名}同志：{接待日}请到站"]
        )
        try station.ask("staff", .confirm)
        let broadcast = try #require(station.lastBroadcast())
        let head = station.person("head")
        var line: FieldValue.Line?
        try station.desk { line = try $0.line(of: broadcast, for: head) }
        guard case .filled(_, let values) = line?.fields[.text] else {
            Issue.record("nothing is filled in")
            return
        }
        #expect(values["{姓名}"] == .text("王建国"))
        #expect(values["{接待日}"] != nil)
        let unknown = try station.ask(
            "staff",
            .broadcast,
            [.audience: "heads", .text: "{电话}"]
        )
        #expect(unknown.said == [.refusedVariable])
    }

    @Test func `is sent by staff and head alone`() throws {
        for who in ["voter", "deputy", "leader", "unit", "presidium", "auditor"] {
            var station = try station()
            let answer = try station.ask(who, .broadcast, notice(to: "staff"))
            #expect(answer.said == [who == "auditor" ? .refusedAuditor : .refusedRole], "\(who)")
        }
    }

    // MARK: - Yes

    @Test func `leaves out who left between preview and yes`() throws {
        var station = try station(readers: 2)
        try station.ask("staff", .broadcast, notice(to: "subscribers"))
        try station.ask("n1", .unsubscribe)
        let answer = try station.ask("staff", .confirm)
        #expect(answer.said == [.broadcastQueued])
        #expect(answer.fact(.count, of: .broadcastQueued) == .count(1))
        #expect(station.sendCopies() == [station.id("n2")])
    }

    @Test func `leaves out who left between yes and sending`() throws {
        var station = try station(readers: 2)
        try station.ask("staff", .broadcast, notice(to: "subscribers"))
        try station.ask("staff", .confirm)
        let left = try station.ask("n1", .unsubscribe)
        #expect(left.withdrawals == [.copies(of: [1], station.id("n1"))])
        #expect(station.sendCopies() == [station.id("n2")])
        #expect(station.counts(of: 1).left == 1)
    }

    @Test func `leaves out a deputy who stopped notices, until they are wanted again`() throws {
        var station = try station()
        let stopped = try station.ask("leader", .unsubscribe)
        #expect(stopped.events == [.noticesStopped(person: station.id("leader"))])
        let shown = try station.ask("staff", .broadcast, notice(to: "group:2"))
        #expect(shown.said == [.broadcastNobody])
        #expect(shown.fact(.skipped, of: .broadcastNobody) == .count(1))
        try station.ask("leader", .subscribe, [.topic: "notices"])
        #expect(
            try station.ask("staff", .broadcast, notice(to: "group:2")).said
                == [.broadcastPreview]
        )
    }

    // MARK: - The second person

    /// Six readers and a clerk's code: the head is asked.
    private func proposed() throws -> PaperStation {
        var station = try station(readers: 6) { $0.broadcasts.second = ["王建国", "陈美芳"] }
        station.append(
            .personEnrolled(
                person: station.id("leader"),
                name: station.write("陈美芳"),
                office: Office(role: .staff)
            )
        )
        let shown = try station.ask("staff", .broadcast, notice(to: "subscribers"))
        let code = try #require(shown.text(.code, of: .broadcastPreviewCode))
        let answer = try station.ask("staff", .confirm, [.code: .text(code)])
        #expect(answer.said == [.broadcastProposed])
        #expect(answer.told == ["head: broadcastSecondAsked"])
        return station
    }

    @Test func `to very many waits for a second person`() throws {
        var station = try proposed()
        station.pass(seconds: 600)
        #expect(station.sendCopies().isEmpty)
        let answer = try station.ask("head", .secondBroadcast, [.item: .number(1)])
        #expect(answer.said == [.broadcastQueued])
        #expect(answer.told == ["staff: broadcastAgreed"])
        #expect(station.sendCopies().isEmpty, "it can still be stopped")
        station.pass(seconds: 60)
        #expect(station.sendCopies().count == 6)
    }

    @Test func `is sent back by the second person`() throws {
        var station = try proposed()
        let answer = try station.ask("head", .secondBroadcast, [.result: "false"])
        #expect(answer.said == [.broadcastReturned])
        #expect(answer.told == ["staff: broadcastReturned"])
        station.pass(seconds: 3600)
        #expect(station.sendCopies().isEmpty)
    }

    @Test func `is not agreed to by its sender or by who was not asked`() throws {
        var station = try proposed()
        for who in ["staff", "leader"] {
            let answer = try station.ask(who, .secondBroadcast, [.item: .number(1)])
            #expect(answer.said == [.broadcastNotYours])
        }
    }

    @Test func `goes to the stand-in when the second person is silent`() throws {
        var station = try proposed()
        station.pass(seconds: 1800)
        let asked = try station.desk { try $0.settleSecondPerson(1) }
        #expect(asked.told == ["leader: broadcastSecondAsked", "staff: broadcastProposed"])
        let answer = try station.ask("leader", .secondBroadcast)
        #expect(answer.said == [.broadcastQueued])
        #expect(try station.ask("head", .secondBroadcast).said == [.broadcastNone])
        #expect(
            try station.ask("head", .secondBroadcast, [.item: .number(1)]).said
                == [.broadcastNotOpen]
        )
    }

    @Test func `goes to the stand-in at once when the second person has no chat`() throws {
        var station = try station(readers: 6) { $0.broadcasts.second = ["赵小红", "王建国"] }
        let shown = try station.ask("staff", .broadcast, notice(to: "subscribers"))
        #expect(shown.fact(.person, of: .broadcastPreviewCode) == .text("王建国"))
    }

    @Test func `is not sent when nobody could be the second person`() throws {
        var station = try station(readers: 6) { $0.broadcasts.second = ["赵小红"] }
        let answer = try station.ask("staff", .broadcast, notice(to: "subscribers"))
        #expect(answer.said == [.broadcastNoSecond])
    }

    @Test func `that nobody agrees to for a day is over`() throws {
        var station = try proposed()
        station.pass(seconds: 86_400)
        let answer = try station.ask("head", .secondBroadcast, [.item: .number(1)])
        #expect(answer.said == [.broadcastLate])
        #expect(station.broadcast(1)?.stand == .cancelled)
    }

    @Test func `of the approved reminder needs only a yes, however many`() throws {
        var station = try station { $0.broadcasts.isReminderApproved = true }
        for index in 0..<8 { try station.ask("s\(index)", .subscribe) }
        let shown = try station.ask("staff", .broadcastReceptionReminder)
        #expect(shown.said == [.broadcastPreview])
        try station.ask("staff", .confirm)
        #expect(station.sendCopies().count == 8)
    }

    // MARK: - When

    @Test func `in quiet hours waits for the morning and says so`() throws {
        var station = try station(readers: 1)
        station.pass(seconds: 13 * 3600)
        let shown = try station.ask("staff", .broadcast, notice(to: "subscribers"))
        #expect(shown.fact(.reason, of: .broadcastPreview) == .term("wait.quiet"))
        let answer = try station.ask("staff", .confirm)
        #expect(
            answer.fact(.time, of: .broadcastQueued) == .moment(.at("2026-11-21", "7:00"))
        )
        #expect(station.sendCopies().isEmpty)
        station.pass(seconds: 9 * 3600)
        #expect(station.sendCopies().count == 1)
    }

    @Test(
        arguments: [
            ("2026-11-21T15:00", Instant.at("2026-11-21", "15:00")),
            ("18:00", Instant.at("2026-11-20", "18:00")),
        ]
    )
    func `of the reminder waits for the time that is said`(
        said: String,
        start: Instant
    ) throws {
        var station = try station()
        try station.ask("reader", .subscribe)
        let shown = try station.ask("staff", .broadcastReceptionReminder, [.at: .text(said)])
        #expect(shown.fact(.time, of: .broadcastPreview) == .moment(start))
        try station.ask("staff", .confirm)
        station.pass(seconds: 3600)
        #expect(station.sendCopies().isEmpty)
        station.pass(seconds: 30 * 3600)
        #expect(station.sendCopies().count == 1)
    }

    @Test(arguments: ["2026-11-21T", "T15:00", "2026-11-31T15:00", "25:00"])
    func `of the reminder at a time that is none is refused`(said: String) throws {
        var station = try station()
        try station.ask("reader", .subscribe)
        let answer = try station.ask("staff", .broadcastReceptionReminder, [.at: .text(said)])
        #expect(answer.said == [.refusedDate])
    }

    @Test func `of the reminder is not sent when the reception is over`() throws {
        var station = try station()
        try station.ask("reader", .subscribe)
        let answer = try station.ask(
            "staff",
            .broadcastReceptionReminder,
            [.at: "2026-11-25T08:00"]
        )
        #expect(answer.said == [.broadcastTooLate])
    }

    @Test(arguments: [("next", 2), ("last", 1), (nil, 3)] as [(String?, Int64)])
    func `is cancelled as it was meant`(which: String?, cancelled: Int64) throws {
        var station = try station(readers: 1)
        for day in ["", "2026-11-21", "2026-11-22"] {
            var said = notice(to: "subscribers")
            if !day.isEmpty { (said[.sendOn], said[.at]) = (.text(day), "08:00") }
            try station.ask("staff", .broadcast, said)
            try station.ask("staff", .confirm)
        }
        let wanted: [Slot: Arguments.Value] = which.map { [.which: .text($0)] } ?? [:]
        try station.ask("staff", .cancelBroadcast, wanted)
        for number in 1...3 as ClosedRange<Int64> {
            let isCancelled = station.broadcast(number)?.stand == .cancelled
            #expect(isCancelled == (number == cancelled))
        }
    }

    @Test func `at a time waits for it`() throws {
        var station = try station(readers: 1)
        let wanted: [Slot: Arguments.Value] = [.at: "08:00", .sendOn: "2026-11-21"]
        let said = notice(to: "subscribers").merging(wanted) { $1 }
        let shown = try station.ask("staff", .broadcast, said)
        #expect(shown.fact(.time, of: .broadcastPreview) == .moment(.at("2026-11-21", "8:00")))
        try station.ask("staff", .confirm)
        #expect(station.broadcast(1)?.at == .at("2026-11-21", "8:00"))
        let late = notice(to: "subscribers").merging([.at: "08:00"]) { $1 }
        #expect(try station.ask("staff", .broadcast, late).said == [.refusedPastDate])
    }

    @Test(
        arguments: [
            ("20:59", nil), ("21:00", "2026-11-21"), ("23:59", "2026-11-21"),
            ("0:00", "2026-11-20"), ("6:59", "2026-11-20"), ("7:00", nil),
        ] as [(ClockTime, Day?)]
    )
    func `knows when quiet hours end`(time: ClockTime, day: Day?) {
        let rules = BroadcastRules()
        let end = rules.quietEnd(at: .at("2026-11-20", time))
        #expect(end == day.map { .at($0, "7:00") })
    }

    // MARK: - Once more

    @Test func `goes once more to those alone whom it surely did not reach`() throws {
        var station = try station(readers: 4) { $0.codeFromRecipients = 20 }
        try station.ask("staff", .broadcast, notice(to: "subscribers"))
        try station.ask("staff", .confirm)
        station.sendCopies(1)
        let failed = station.sendCopies(1, ending: .refused)
        let unsure = station.sendCopies(1, ending: .uncertain)
        let gone = station.sendCopies(1, ending: .expired)
        try station.desk { try $0.settleBroadcast(1) }
        try station.ask("n4", .unsubscribe)
        #expect(gone == [station.id("n4")] && unsure == [station.id("n3")])
        let shown = try station.ask("staff", .broadcast, [.redo: .flag, .item: .number(1)])
        #expect(shown.fact(.count, of: .broadcastPreview) == .count(1))
        try station.ask("staff", .confirm)
        #expect(station.sendCopies() == failed)
        try station.desk { try $0.settleBroadcast(1) }
        #expect(
            try station.ask("staff", .broadcast, [.redo: .flag]).said == [.broadcastNothingAgain]
        )
    }

    @Test func `is not sent again while it goes out`() throws {
        var station = try station(readers: 1)
        try station.ask("staff", .broadcast, notice(to: "subscribers"))
        try station.ask("staff", .confirm)
        #expect(
            try station.ask("staff", .broadcast, [.redo: .flag]).said == [.broadcastStillOpen]
        )
    }

    @Test func `names for the clerk whom it may not have reached`() throws {
        var station = try station()
        try station.ask("staff", .broadcast, notice(to: "heads"))
        try station.ask("staff", .confirm)
        station.sendCopies(ending: .uncertain)
        let report = try station.desk { try $0.settleBroadcast(1) }
        #expect(report.fact(.uncertain, of: .broadcastReport) == .count(1))
        guard case .list(let missed) = report.fact(.list, of: .broadcastReport),
            case .lines(let lines) = missed.first
        else {
            Issue.record("nobody is named")
            return
        }
        #expect(lines.first?.fields[.person] == .text("王**"))
        #expect(lines.first?.fields[.reason] == .term("copy.uncertain"))
    }
}

@Suite struct `A dead address` {
    @Test func `is retired with its reason, and what waits for it ends`() throws {
        var station = PaperStation()
        let voter = try #require(station.person("voter"))
        let address = try #require(voter.addresses.first)
        let answer = try station.desk { $0.retire(address, of: voter, reason: "http-403") }
        #expect(
            answer.events
                == [.addressRetired(person: voter.id, address: address, reason: "http-403")]
        )
        #expect(answer.withdrawals == [.address(address)])
        let dead = try #require(station.person("voter"))
        #expect(!dead.isReachable)
        #expect(try station.desk { $0.retire(address, of: dead, reason: "again") }.events == [])
    }

    @Test func `gets no broadcast and is counted as skipped`() throws {
        var station = PaperStation()
        try station.ask("a", .subscribe)
        try station.ask("b", .subscribe)
        let address = try #require(station.person("a")?.addresses.first)
        station.append(
            .addressRetired(person: station.id("a"), address: address, reason: "http-403")
        )
        let shown = try station.ask("staff", .broadcastReceptionReminder)
        #expect(shown.fact(.count, of: .broadcastPreview) == .count(1))
        #expect(shown.fact(.skipped, of: .broadcastPreview) == .count(1))
    }
}

@Suite struct `People by their numbers` {
    @Test(arguments: [[], [1], [1, 2, 3], [1, 3, 4, 9], [7, 8, 100, 102, 103]] as [[Int64]])
    func `read back as they were written`(ids: [Int64]) throws {
        let members = Members(ids.shuffled().map { PersonID($0) } + ids.map { PersonID($0) })
        #expect(members.count == ids.count)
        #expect(members.people.map(\.value) == ids)
        #expect(Members(members.text) == members)
    }

    @Test func `are written short`() {
        #expect(
            Members((1...100_000 as ClosedRange<Int64>).map { PersonID($0) }).text == "1-100000"
        )
        #expect(Members([3, 4, 5, 9].map { PersonID($0) }).text == "3-5,9")
    }

    @Test(arguments: ["x", "3-", "-3", "5-3", "3,3", "4,2", "1-4,5", "1--2"])
    func `are not read from anything else`(text: String) {
        #expect(Members(text) == nil)
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `know who is among others as sets do`(seed: UInt64) {
        let dice = Dice(seed: seed)
        func some() -> Set<Int64> { Set((0..<12).map { _ in Int64(dice.roll() % 20) }) }
        let all = some()
        let few = dice.roll().isMultiple(of: 2) ? all.intersection(some()) : some()
        let members = (Members(few.map { PersonID($0) }), Members(all.map { PersonID($0) }))
        #expect(members.0.isSubset(of: members.1) == few.isSubset(of: all))
    }
}
