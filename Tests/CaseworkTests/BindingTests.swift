import Casework
import Testing

@Suite struct `An invite` {
    @Test(
        arguments: [
            (.staff, "张联络", nil), (.head, "王建国", nil), (.leader, "陈美芳", nil),
            (.deputy, "林美华", nil), (.presidium, "郑主席", nil), (.adviser, "周律师", nil),
            (.auditor, "钱审计", .auditWithoutEnd), (.auditor, "孙巡视", .auditWithoutEnd),
            (.unit, "城建办", nil),
            (.staff, "路人甲", .notOnRoster), (.deputy, "张联络", .notADeputy),
            (.leader, "林美华", .notALeader), (.head, "林美华", .notAHead),
            (.head, "张联络", .notAHead), (.voter, "林美华", .noInviteForVoters),
            (.unit, "财政所", .noSuchUnit(["城建办", "水利所", "农业办"])),
            (.unit, "林美华", .noSuchUnit(["城建办", "水利所", "农业办"])),
        ] as [(Role, String, InviteFault?)]
    )
    func `is for who is on the roster, as what they are`(
        role: Role,
        name: String,
        fault: InviteFault?
    ) throws {
        var station = PaperStation()
        let code = try station.invite(role, name: name)
        switch code {
        case .success(let code):
            #expect(fault == nil)
            #expect(code.count == 10)
        case .failure(let found): #expect(found == fault)
        }
        #expect(station.invites.isEmpty == (fault != nil))
    }

    @Test func `keeps the code nowhere`() throws {
        var station = PaperStation()
        let code = try station.invite(.staff, name: "张联络").get()
        #expect(!station.contents.values.contains { $0.contains(code) })
        for entry in station.journal { #expect(try !entry.event.encoded().contains(code)) }
        let invite = try #require(station.invites.values.first)
        #expect(invite.digest == station.chance.digest(code))
        #expect(invite.until == station.now.adding(seconds: 86_400))
    }

    @Test func `enrols a person once`() throws {
        var station = PaperStation()
        let before = station.people.count
        _ = try station.invite(.staff, name: "张联络")
        #expect(station.people.count == before)
        _ = try station.invite(.deputy, name: "吴志强")
        _ = try station.invite(.leader, name: "吴志强")
        #expect(station.people.count == before + 1)
        let person = try #require(station.people(named: "吴志强").first)
        #expect(
            person.offices == [Office(role: .deputy, group: 3), Office(role: .leader, group: 3)]
        )
    }
}

@Suite struct `Binding` {
    @Test func `with the code makes the sender that person, and says so to the others`() throws {
        var station = PaperStation()
        let code = try station.invite(.staff, name: "张联络", by: "head").get()
        let answer = try station.ask("new phone", .bind, [.code: .text(code.lowercased())])
        #expect(answer.said == [.bound])
        #expect(answer.fact(.name, of: .bound) == .text("张联络"))
        #expect(answer.fact(.role, of: .bound) == .term("role.staff"))
        #expect(answer.told == ["head: boundNotice"])
        #expect(
            answer.effects.count { if case .address = $0.to { true } else { false } } == 1
        )
        #expect(station.person("staff")?.addresses.count == 2)
        #expect(station.person("new phone")?.addresses.isEmpty == true)
    }

    @Test func `works once`() throws {
        var station = PaperStation()
        let code = try station.invite(.staff, name: "张联络").get()
        try station.ask("first", .bind, [.code: .text(code)])
        let second = try station.ask("second", .bind, [.code: .text(code)])
        #expect(second.said == [.bindCodeWrong])
    }

    @Test func `ends after a day`() throws {
        var station = PaperStation()
        let code = try station.invite(.staff, name: "张联络").get()
        station.pass(days: 1)
        #expect(try station.ask("late", .bind, [.code: .text(code)]).said == [.bindCodeWrong])
    }

    @Test func `does not outlive the office`() throws {
        var station = PaperStation()
        let code = try station.invite(.deputy, name: "吴志强").get()
        let person = try #require(station.people(named: "吴志强").first)
        station.append(.officesEnded(person: person.id))
        #expect(try station.ask("late", .bind, [.code: .text(code)]).said == [.bindCodeWrong])
    }

    @Test func `asks for the code`() throws {
        var station = PaperStation()
        #expect(try station.ask("voter", .bind).verdict == .missing(.code))
    }

    @Test func `wrongly five times is slowed for an hour, and the clerk is told`() throws {
        var station = PaperStation()
        let code = try station.invite(.deputy, name: "吴志强").get()
        for attempt in 1...5 {
            let answer = try station.ask("guesser", .bind, [.code: "AAAAAAAAAA"])
            #expect(answer.said == [.bindCodeWrong])
            #expect(answer.strikes == [.bindCode])
            #expect(answer.told == (attempt == 5 ? ["staff: staffGuessing"] : []))
        }
        let right = try station.ask("guesser", .bind, [.code: .text(code)])
        #expect(right.said == [.bindSlowed])
        station.pass(seconds: 3601)
        #expect(try station.ask("guesser", .bind, [.code: .text(code)]).said == [.bound])
    }

    @Test func `wrongly fifty times at a station slows all who guessed, and the clerk is told`()
        throws
    {
        var station = PaperStation()
        let code = try station.invite(.deputy, name: "吴志强").get()
        var alerts = 0
        for index in 0..<50 {
            let answer = try station.ask("guesser \(index / 4)", .bind, [.code: "AAAAAAAAAA"])
            alerts += answer.told.count { $0 == "staff: staffGuessing" }
        }
        #expect(alerts == 1)
        let guesser = try station.ask("guesser 1", .bind, [.code: .text(code)])
        #expect(guesser.said == [.bindSlowed])
        #expect(try station.ask("honest", .bind, [.code: .text(code)]).said == [.bound])
    }

    @Test func `does not work in a group`() throws {
        var station = PaperStation()
        let code = try station.invite(.staff, name: "张联络").get()
        let answer = try station.ask("x", .bind, [.code: .text(code)], inGroup: true)
        #expect(answer.said == [.refusedGroup])
        #expect(station.invites.count == 1)
    }
}

@Suite struct `Unbinding` {
    @Test func `one's own chat ends it at once, with what was queued for it`() throws {
        var station = PaperStation()
        let address = try #require(station.person("deputy")?.addresses.last)
        let answer = try station.ask("deputy", .unbind)
        #expect(answer.said == [.unbound])
        #expect(answer.events == [.unbound(person: station.id("deputy"), address: address)])
        #expect(answer.withdrawals == [.address(address)])
        #expect(station.person("deputy")?.isReachable == false)
    }

    @Test func `somebody by name is the clerk's, and ends every office and address`() throws {
        var station = PaperStation()
        let answer = try station.ask("staff", .unbind, [.name: "林美华"])
        #expect(answer.said == [.unbound])
        #expect(answer.events.contains(.officesEnded(person: station.id("deputy"))))
        #expect(answer.withdrawals.count == 1)
        #expect(station.person("deputy")?.offices.isEmpty == true)
        #expect(station.person("deputy")?.isReachable == false)
    }

    @Test func `somebody by name ends the codes that are still out`() throws {
        var station = PaperStation()
        let code = try station.invite(.deputy, name: "林美华").get()
        let other = try station.invite(.staff, name: "张联络").get()
        try station.ask("staff", .unbind, [.name: "林美华"])
        #expect(station.openInvites(at: station.now).count == 1)
        // Not even a new appointment makes the old code good.
        _ = try station.invite(.deputy, name: "林美华")
        #expect(try station.ask("x", .bind, [.code: .text(code)]).said == [.bindCodeWrong])
        #expect(try station.ask("x", .bind, [.code: .text(other)]).said == [.bound])
    }

    @Test(arguments: ["voter", "deputy", "unit", "leader"])
    func `somebody by name is nobody else's`(who: String) throws {
        var station = PaperStation()
        let answer = try station.ask(who, .unbind, [.name: "张联络"])
        #expect(answer.said == [.refusedRole])
        #expect(station.person("staff")?.isReachable == true)
    }

    @Test func `somebody who is not known says so`() throws {
        var station = PaperStation()
        let answer = try station.ask("staff", .unbind, [.name: "路人甲"])
        #expect(answer.said == [.unbindUnknown])
    }
}

extension PaperStation {
    /// Issues an invite, by the operator unless somebody is named.
    mutating func invite(
        _ role: Role,
        name: String,
        by who: String? = nil,
        until: Day? = nil
    ) throws -> Result<String, InviteFault> {
        var code: Result<String, InviteFault> = .failure(.notOnRoster)
        try desk(for: who) { code = try $0.invite(role, name: name, until: until) }
        return code
    }
}
