import Casework
import Testing

@Suite struct `Asking how a matter stands` {
    @Test(
        arguments: [
            (.registered, .statusRegistered), (.accepted, .statusAccepted),
            (.assigned, .statusAssigned), (.replied, .statusReplied), (.fedBack, .statusFedBack),
            (.closed, .statusClosed), (.answered, .statusAnswered), (.declined, .statusDeclined),
            (.withdrawn, .statusWithdrawn),
        ] as [(MatterState, ReplyKind)]
    )
    func `has one sentence for each state`(state: MatterState, kind: ReplyKind) throws {
        var station = PaperStation()
        let number = try station.matter(in: state)
        let answer = try station.ask("voter", .queryStatus, [.ref: number.typed])
        #expect(answer.said == [kind])
        #expect(answer.fact(.number, of: kind) == .number(number))
        #expect(answer.fact(.subject, of: kind) == .text("路灯不亮三天了"))
        #expect(answer.events.isEmpty)
    }

    @Test func `tells unit, dates and answer`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .assigned)
        let assigned = try station.ask("voter", .queryStatus, [.ref: number.typed])
        #expect(assigned.fact(.unit, of: .statusAssigned) == .name("城建办"))
        #expect(assigned.fact(.due, of: .statusAssigned) == .day("2026-12-11"))
        #expect(assigned.fact(.date, of: .statusAssigned) == .day("2026-11-20"))
        station.pass(days: 3)
        try station.perform(.reply, on: number)
        station.append(station.told(number))
        let told = try station.ask("voter", .queryStatus, [.ref: number.typed])
        #expect(told.fact(.answer, of: .statusFedBack) == .text("灯已修好"))
        #expect(told.fact(.date, of: .statusFedBack) == .day("2026-11-23"))
    }

    @Test func `tells the reason and where to go`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .declined)
        let answer = try station.ask("voter", .queryStatus, [.ref: number.typed])
        #expect(answer.fact(.reason, of: .statusDeclined) == .term("reason.litigation"))
        #expect(answer.fact(.redirect, of: .statusDeclined) == .text("法院"))
        #expect(answer.fact(.due, of: .statusDeclined) == nil)
    }

    @Test(arguments: ["1", "2026-0001", "2026-1", "last"])
    func `takes the number in every form`(ref: String) throws {
        var station = PaperStation()
        try station.file()
        let answer = try station.ask("voter", .queryStatus, [.ref: .text(ref)])
        #expect(answer.fact(.number, of: .statusRegistered) == .number("2026-0001"))
    }

    @Test func `by a bare number means this year, then the last`() throws {
        var station = PaperStation()
        let old = try station.file("水沟堵了")
        station.now = .at("2027-03-01", "9:00")
        let before = try station.ask("voter", .queryStatus, [.ref: "1"])
        #expect(before.fact(.number, of: .statusRegistered) == .number(old))
        let new = try station.file("路灯不亮")
        let after = try station.ask("voter", .queryStatus, [.ref: "1"])
        #expect(after.fact(.number, of: .statusRegistered) == .number(new))
    }

    @Test func `of several answers each, and says which are not there`() throws {
        var station = PaperStation()
        try station.file("水沟堵了")
        try station.file("路灯不亮")
        let answer = try station.ask("voter", .queryStatus, [.refs: ["1", "2", "77"]])
        #expect(answer.said == [.statusRegistered, .statusRegistered, .matterUnknown])
    }

    @Test func `without a number lists one's own open matters, newest first`() throws {
        var station = PaperStation()
        let numbers = try (1...3).map { try station.file("第\($0)件") }
        try station.file("别人的", by: "neighbour")
        try station.ask("voter", .withdrawMatter, [.ref: numbers[1].typed])
        let answer = try station.ask("voter", .queryStatus)
        #expect(answer.said == [.statusList])
        #expect(answer.fact(.count, of: .statusList) == .count(2))
        guard case .lines(let lines) = answer.fact(.list, of: .statusList) else {
            Issue.record("there is no list")
            return
        }
        #expect(lines.map { $0.fields[.number] } == [.number(numbers[2]), .number(numbers[0])])
        let all = try station.ask("voter", .queryStatus, [.scope: "all_mine"])
        #expect(all.fact(.count, of: .statusList) == .count(3))
    }

    @Test func `by what it was about finds it among one's own`() throws {
        var station = PaperStation()
        let ditch = try station.file("村后水沟堵了")
        try station.file("路灯不亮")
        try station.file("水沟也堵了", by: "neighbour")
        let answer = try station.ask("voter", .queryStatus, [.about: "水沟"])
        #expect(answer.said == [.statusRegistered])
        #expect(answer.fact(.number, of: .statusRegistered) == .number(ditch))
        // Words that are of none ask for what is open.
        let all = try station.ask("voter", .queryStatus, [.about: "篮球场"])
        #expect(all.said == [.statusList])
        #expect(all.fact(.count, of: .statusList) == .count(2))
    }

    @Test func `of nobody's own says so`() throws {
        var station = PaperStation()
        #expect(try station.ask("voter", .queryStatus).said == [.statusNone])
    }

    @Test(arguments: ["neighbour", "unit", "other unit", "deputy", "adviser"])
    func `of another's gives the answer of one that does not exist`(who: String) throws {
        var station = PaperStation()
        let number = try station.file()
        let theirs = try station.ask(who, .queryStatus, [.ref: number.typed])
        let none = try station.ask(who, .queryStatus, [.ref: "2026-0999"])
        #expect(theirs.verdict == .refused(FieldValue.Line(.matterUnknown)))
        #expect(theirs.verdict == none.verdict)
        #expect(theirs.strikes == none.strikes)
    }

    @Test(
        arguments: [
            ("staff", .registered, true), ("head", .declined, true),
            ("deputy", .registered, false), ("deputy", .accepted, true),
            ("deputy", .closed, true), ("deputy", .declined, false),
            ("unit", .accepted, false), ("unit", .assigned, true), ("unit", .closed, true),
            ("other unit", .assigned, false), ("presidium", .assigned, false),
        ] as [(String, MatterState, Bool)]
    )
    func `is for those who work on it`(who: String, state: MatterState, sees: Bool) throws {
        var station = PaperStation()
        let number = try station.matter(in: state)
        let answer = try station.ask(who, .queryStatus, [.ref: number.typed])
        #expect((answer.said != [.matterUnknown]) == sees)
    }

    @Test func `hides a confidential matter from deputies`() throws {
        var station = PaperStation()
        let number = try station.file("有人倒垃圾", by: "voter", [.confidential: .flag])
        try station.ask("staff", .acceptMatter, [.ref: number.typed])
        let answer = try station.ask("deputy", .queryStatus, [.ref: number.typed])
        #expect(answer.said == [.matterUnknown])
    }

    @Test func `with its code is open to anybody, as state, unit and date`() throws {
        var station = PaperStation()
        let filed = try station.ask("voter", .fileMatter, [.content: "路灯不亮"])
        let code = try #require(filed.text(.code, of: .matterFiled))
        try station.ask("staff", .verifyMatter, [.ref: "1", .result: "true"])
        try station.ask("staff", .assignMatter, [.ref: "1", .unit: "城建办"])
        let answer = try station.ask("neighbour", .queryStatus, [.code: .text(code.lowercased())])
        #expect(
            answer.lines == [
                FieldValue.Line(
                    .statusByCode,
                    [
                        .number: .number("2026-0001"), .state: .term("state.assigned"),
                        .unit: .name("城建办"), .due: .day("2026-12-11"),
                    ]
                )
            ]
        )
        #expect(answer.events.isEmpty)
    }

    @Test func `with a wrong code finds nothing and is counted`() throws {
        var station = PaperStation()
        try station.file()
        let answer = try station.ask("neighbour", .queryStatus, [.code: "AAAAAAAA"])
        #expect(answer.said == [.codeUnknown])
        #expect(answer.strikes == [.queryCode])
    }

    @Test func `wrongly ten times in an hour is slowed for an hour`() throws {
        var station = PaperStation()
        let number = try station.file()
        for attempt in 1...10 {
            let answer = try station.ask("voter", .queryStatus, [.code: "AAAAAAAA"])
            #expect(answer.said == [.codeUnknown])
            #expect(answer.told == (attempt == 10 ? ["staff: staffGuessing"] : []))
        }
        #expect(try station.ask("voter", .queryStatus, [.code: "AAAAAAAA"]).said == [.codeSlowed])
        let own = try station.ask("voter", .queryStatus, [.ref: number.typed])
        #expect(own.said == [.codeSlowed])
        let neighbour = try station.ask("neighbour", .queryStatus, [.code: "AAAAAAAA"])
        #expect(neighbour.said == [.codeUnknown])
        station.pass(seconds: 3601)
        let later = try station.ask("voter", .queryStatus, [.ref: number.typed])
        #expect(later.said == [.statusRegistered])
    }

    @Test(
        arguments: [
            .queryStatus, .supplementMatter, .withdrawMatter, .urgeMatter, .rateMatter, .renewCode,
            .recordReply,
        ] as [Action]
    )
    func `wrongly counts once, whatever was asked of it`(action: Action) throws {
        var station = PaperStation()
        try station.file(by: "voter")
        let said: [Slot: Arguments.Value] = [.ref: "1", .content: "再说一句", .rating: "satisfied"]
        for attempt in 1...10 {
            let answer = try station.ask("unit", action, said)
            #expect(answer.said == [.matterUnknown])
            #expect(answer.strikes == [.queryCode])
            #expect(answer.told == (attempt == 10 ? ["staff: staffGuessing"] : []))
        }
        let slowed = try station.ask("unit", action, said)
        #expect(slowed.said == [.codeSlowed])
        #expect(slowed.strikes.isEmpty)
    }

    @Test func `wrongly twenty times in one message is slowed within it`() throws {
        var station = PaperStation()
        let refs = (1...20).map { String($0) }
        let answer = try station.ask("voter", .queryStatus, [.refs: .list(refs)])
        #expect(answer.said.count { $0 == .matterUnknown } == 10)
        #expect(answer.said.count { $0 == .codeSlowed } == 10)
        #expect(answer.strikes.count == 10)
    }

    @Test func `wrongly two hundred times at a station slows those who guessed`() throws {
        var station = PaperStation()
        let number = try station.file()
        var alerts = 0
        for index in 0..<200 {
            let answer = try station.ask(
                "guesser \(index / 9)",
                .queryStatus,
                [.code: "AAAAAAAA"]
            )
            alerts += answer.told.count
        }
        #expect(alerts == 1)
        let guesser = try station.ask("guesser 1", .queryStatus, [.code: "AAAAAAAA"])
        #expect(guesser.said == [.codeSlowed])
        let voter = try station.ask("voter", .queryStatus, [.ref: number.typed])
        #expect(voter.said == [.statusRegistered])
    }

    @Test func `never slows the clerk`() throws {
        var station = PaperStation()
        for _ in 1...20 {
            let answer = try station.ask("staff", .queryStatus, [.ref: "999"])
            #expect(answer.said == [.noSuchMatter])
        }
    }

    @Test func `still answers when the words are erased`() throws {
        var station = PaperStation()
        let number = try station.file()
        let words = try #require(station.matters[number]?.words)
        station.append(.contentErased(contents: words, reason: "secret"))
        let answer = try station.ask("voter", .queryStatus, [.ref: number.typed])
        #expect(answer.said == [.statusRegistered])
        #expect(answer.fact(.subject, of: .statusRegistered) == nil)
    }
}

@Suite struct `The clerk's queue and the lists` {
    @Test func `say what is to be done, by what it is`() throws {
        var station = PaperStation()
        for state in [MatterState.registered, .accepted, .assigned, .replied, .fedBack, .closed] {
            _ = try station.matter(in: state)
        }
        try station.ask("voter", .requestHuman)
        station.now = .at("2026-12-12", "9:00")
        let answer = try station.ask("staff", .listMatters)
        #expect(answer.said == [.queue])
        guard case .lines(let sections) = answer.fact(.list, of: .queue) else {
            Issue.record("there is no queue")
            return
        }
        #expect(
            sections.map { $0.fields[.topic] } == [
                .term("queue.unsorted"), .term("queue.screen"), .term("queue.assign"),
                .term("queue.overdue"), .term("queue.feed_back"), .term("queue.close"),
            ]
        )
        #expect(sections.allSatisfy { $0.fields[.count] == .count(1) })
    }

    @Test func `name whom the clerk has to tell`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .replied)
        try station.perform(.feedBack, on: number)
        #expect(try station.ask("staff", .listMatters).said == [.queueEmpty])
        try station.desk { try $0.settleFeedback(number, index: 0, .refused) }
        let answer = try station.ask("staff", .listMatters)
        guard case .lines(let sections) = answer.fact(.list, of: .queue) else {
            Issue.record("there is no queue")
            return
        }
        #expect(sections.map { $0.fields[.topic] } == [.term("queue.tell")])
    }

    @Test func `are empty when nothing waits`() throws {
        var station = PaperStation()
        #expect(try station.ask("staff", .listMatters).said == [.queueEmpty])
        #expect(try station.ask("deputy", .listMatters).said == [.mattersNone])
    }

    @Test func `show a deputy the accepted matters of the own group's villages`() throws {
        var station = PaperStation()
        let near = try station.file("横湖路灯不亮")
        let far = try station.file("花桥路灯不亮")
        let new = try station.file("下宅吴路灯不亮")
        for number in [near, far] {
            try station.ask("staff", .acceptMatter, [.ref: number.typed])
        }
        let answer = try station.ask("deputy", .listMatters)
        #expect(answer.fact(.count, of: .mattersList) == .count(1))
        guard case .lines(let lines) = answer.fact(.list, of: .mattersList) else {
            Issue.record("there is no list")
            return
        }
        #expect(lines.map { $0.fields[.number] } == [.number(near)])
        #expect(station.matters[new]?.state == .registered)
    }

    @Test(arguments: ["registered", "answered", "declined", "withdrawn"])
    func `show a deputy nothing of what was not accepted`(status: String) throws {
        var station = PaperStation()
        let number = try station.file("横湖路灯不亮")
        try station.ask("staff", .acceptMatter, [.ref: number.typed])
        try station.file("横湖水沟堵了")
        let answer = try station.ask("deputy", .listMatters, [.status: .text(status)])
        #expect(answer.said == [.mattersNone])
    }

    @Test func `count for a deputy only what the deputy may see`() throws {
        var station = PaperStation()
        for _ in 1...20 { try station.file("横湖有人倒垃圾", by: "voter", [.confidential: .flag]) }
        for _ in 1...16 { try station.file("横湖路灯不亮") }
        let refs = (1...36).map { String($0) }
        try station.ask("staff", .acceptMatter, [.refs: .list(refs)])
        let answer = try station.ask("deputy", .listMatters)
        #expect(answer.fact(.count, of: .mattersList) == .count(10))
        #expect(answer.fact(.total, of: .mattersList) == .count(16))
        let clerk = try station.ask("staff", .listMatters, [.status: "accepted"])
        #expect(clerk.fact(.count, of: .mattersList) == .count(10))
        #expect(clerk.fact(.total, of: .mattersList) == .count(36))
    }

    @Test func `call overdue what the unit has not answered`() throws {
        var station = PaperStation()
        let late = try station.matter(in: .assigned)
        _ = try station.matter(in: .replied)
        _ = try station.matter(in: .fedBack)
        station.now = .at("2026-12-12", "9:00")
        let answer = try station.ask("staff", .listMatters, [.filter: "overdue"])
        #expect(answer.fact(.count, of: .mattersList) == .count(1))
        #expect(
            answer.lines.first.flatMap { line in
                if case .lines(let lines) = line.fields[.list] { lines.first } else { nil }
            }?.fields[.number] == .number(late)
        )
    }

    @Test(arguments: [("unit", 1), ("other unit", 0)])
    func `show a unit its own matters alone`(who: String, count: Int) throws {
        var station = PaperStation()
        _ = try station.matter(in: .assigned)
        _ = try station.matter(in: .accepted)
        let answer = try station.ask(who, .listMatters, [.unit: "城建办"])
        #expect(answer.said == [count == 0 ? .mattersNone : .mattersList])
    }
}
