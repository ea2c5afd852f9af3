import Casework
import Testing

@Suite struct `What brews` {
    /// So many people file about one village.
    private func station(
        files count: Int,
        by people: Int,
        every days: Int = 0
    ) throws
        -> (PaperStation, [Answer])
    {
        var station = PaperStation()
        var answers: [Answer] = []
        for index in 0..<count {
            if index > 0, days > 0 { station.pass(days: days) }
            let who = "voter \(index % people)"
            answers.append(
                try station.ask(who, .fileMatter, [.content: "横湖的水沟又堵了", .place: "横湖"])
            )
        }
        return (station, answers)
    }

    private func alerts(_ answers: [Answer]) -> Int {
        answers.count { $0.told.contains("staff: staffBrewing") }
    }

    @Test func `is told once, to clerk and head, when five people come`() throws {
        let (station, answers) = try station(files: 7, by: 7)
        #expect(
            answers.map { $0.told.contains("staff: staffBrewing") }
                == [false, false, false, false, true, false, false]
        )
        #expect(answers[4].told.contains("head: staffBrewing"))
        #expect(answers[4].fact(.count, of: .staffBrewing) == .count(5))
        #expect(station.matters.values.allSatisfy { $0.guarding.brewing == [.place("横湖")] })
        #expect(try station.replayed() == station.matters)
    }

    @Test func `is no one person who writes ten times`() throws {
        #expect(try alerts(station(files: 10, by: 1).1) == 0)
        #expect(try alerts(station(files: 10, by: 4).1) == 0)
    }

    @Test func `is nothing that comes slowly`() throws {
        #expect(try alerts(station(files: 6, by: 6, every: 2).1) == 0)
        #expect(try alerts(station(files: 6, by: 6, every: 1).1) == 1)
    }

    @Test func `goes by topic too, wherever people live`() throws {
        var station = PaperStation()
        var last: Answer?
        for (index, place) in ["横湖", "花桥", "桥浦", "黄西岙", "下宅吴"].enumerated() {
            last = try station.ask(
                "voter \(index)",
                .fileMatter,
                [.content: "安居房没交", .place: .text(place), .topic: "库区移民迁建"]
            )
        }
        #expect(last?.fact(.topic, of: .staffBrewing) == .name("库区移民迁建"))
    }

    @Test func `is shown to no unit and no deputy`() throws {
        var (station, _) = try station(files: 5, by: 5)
        let number: MatterNumber = "2026-0001"
        station.append(.matterGuarded(number, .riskSeen))
        station.append(
            .matterGuarded(number, .escalationRaised(by: station.id("head"), at: station.now))
        )
        station.append(.matterGuarded(number, .escalated(by: station.id("head"))))
        for (who, move) in [("deputy", Move.accept), ("unit", .assign)] {
            try station.perform(move == .assign ? .verify : move, on: number)
            if move == .assign { try station.perform(.assign, on: number) }
            let plain = try station.ask(who, .queryStatus, [.ref: number.typed])
            var same = station
            same.append(.matterGuarded(number, .escalationDropped(by: station.id("head"))))
            #expect(
                try same.ask(who, .queryStatus, [.ref: number.typed]).lines == plain.lines
            )
        }
    }
}

@Suite struct `What the desk notices` {
    @Test func `stands in the event by its name, and nothing else does`() throws {
        var station = PaperStation()
        let known = try station.ask(
            "voter",
            .fileMatter,
            [.content: "法院判了", .screeningHint: "litigation"]
        )
        #expect(known.told == ["staff: staffNewMatterHint"])
        #expect(known.fact(.redirect, of: .staffNewMatterHint) == .term("redirect.litigation"))
        let unknown = try station.ask(
            "voter",
            .fileMatter,
            [.content: "法院判了", .screeningHint: "陈阿土"]
        )
        #expect(unknown.told == ["staff: staffNewMatter"])
        for matter in station.matters.values { #expect(matter.state == .registered) }
    }

    @Test func `of a cadre is kept from all deputies where no village is known`() throws {
        var station = PaperStation()
        let number = try station.file("书记收红包", [.screeningHint: "discipline"])
        try station.perform(.accept, on: number)
        for who in ["deputy", "leader"] {
            #expect(
                try station.ask(who, .queryStatus, [.ref: number.typed]).said == [.matterUnknown]
            )
        }
        #expect(
            try station.ask("voter", .queryStatus, [.ref: number.typed]).said == [.statusAccepted]
        )
    }

    @Test(arguments: ["staff", "head"])
    func `is no way around for whoever is complained of`(who: String) throws {
        var station = PaperStation()
        let name = who == "staff" ? "张联络" : "王建国"
        let filed = try station.ask(
            "voter",
            .fileMatter,
            [.content: .text(name + "收红包"), .screeningHint: "discipline"]
        )
        #expect(!filed.told.contains { $0.hasPrefix(who + ":") })
        #expect(!filed.told.isEmpty)
        for action in [Action.queryStatus, .auditLog, .viewContact, .acceptMatter] {
            let answer = try station.ask(who, action, [.ref: "2026-0001", .reason: "x"])
            #expect(answer.said == [.noSuchMatter], "\(action.rawValue)")
            #expect(answer.events.isEmpty)
        }
    }
}

@Suite struct `A look` {
    @Test func `at a guarded matter is in its log, at an ordinary one is not`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .accepted)
        _ = try station.ask("deputy", .queryStatus, [.ref: number.typed])
        try station.ask("staff", .setConfidential, [.ref: number.typed])
        _ = try station.ask("head", .queryStatus, [.ref: number.typed])
        _ = try station.ask("voter", .queryStatus, [.ref: number.typed])
        let looks = station.journal.compactMap { entry -> PersonID? in
            guard case .matterGuarded(_, .lookedAt(let by)) = entry.event else { return nil }
            return by
        }
        #expect(looks == [station.id("head")])
    }

    @Test(arguments: ["voter", "deputy", "unit", "presidium", "adviser"])
    func `into the log is for staff, head and auditor`(who: String) throws {
        var station = PaperStation()
        let number = try station.matter(in: .assigned)
        #expect(try station.ask(who, .auditLog, [.ref: number.typed]).said == [.refusedRole])
    }

    @Test func `at a contact needs a reason, a code, and the same reason`() throws {
        var station = PaperStation()
        let number = try station.file("路灯不亮", by: "staff", [.name: "陈阿婆", .phone: "13900001111"])
        let said: [Slot: Arguments.Value] = [.ref: number.typed]
        #expect(try station.ask("staff", .viewContact, said).verdict == .missing(.reason))
        let shown = try station.ask(
            "staff",
            .viewContact,
            said.merging([.reason: "告知"]) { $1 }
        )
        #expect(shown.said == [.confirmContact])
        let code = try #require(shown.text(.code, of: .confirmContact))
        #expect(try station.ask("head", .confirm, [.code: .text(code)]).said == [.nothingToConfirm])
        let seen = try station.ask("staff", .confirm, [.code: .text(code)])
        #expect(seen.text(.phone, of: .contactShown) == "13900001111")
        #expect(try station.replayed() == station.matters)
    }
}
