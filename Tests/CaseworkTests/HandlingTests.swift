import Casework
import Testing

@Suite struct `Assigning to a unit` {
    @Test func `a verified matter tells voter and unit, with the day to answer by`() throws {
        var station = PaperStation()
        let number = try station.file("路灯不亮", by: "voter", [.place: "横湖村口"])
        try station.ask("staff", .verifyMatter, [.ref: number.typed, .result: "true"])
        let answer = try station.ask("staff", .assignMatter, [.ref: number.typed, .unit: "城建办"])
        #expect(
            answer.events == [
                .matterAssigned(
                    number,
                    unit: "城建办",
                    due: "2026-12-11",
                    isProvisional: false,
                    override: nil
                )
            ]
        )
        #expect(answer.said == [.matterAssigned])
        #expect(answer.told == ["voter: matterAssignedNotice", "unit: unitAssigned"])
        #expect(answer.fact(.text, of: .unitAssigned) == .text("路灯不亮"))
        #expect(answer.fact(.place, of: .unitAssigned) == .text("横湖村口"))
    }

    @Test func `never shows the unit who asked`() throws {
        var station = PaperStation()
        let number = try station.file(
            "路灯不亮",
            by: "deputy",
            [.name: "陈阿婆", .phone: "13900000000"]
        )
        try station.ask("staff", .verifyMatter, [.ref: number.typed, .result: "true"])
        let answer = try station.ask("staff", .assignMatter, [.ref: number.typed, .unit: "城建办"])
        let order = try #require(answer.effects.first { $0.line.kind == .unitAssigned })
        #expect(!"\(order)".contains("陈阿婆"))
        #expect(!"\(order)".contains("13900000000"))
    }

    @Test func `in one breath with verifying is accept, verify, assign`() throws {
        var station = PaperStation()
        let number = try station.file()
        let verified = try station.ask(
            "staff",
            .verifyMatter,
            [.ref: number.typed, .result: "true"]
        )
        let assigned = try station.ask(
            "staff",
            .assignMatter,
            [.ref: number.typed, .unit: "城建办", .due: "2026-12-04"]
        )
        #expect(
            verified.acts + assigned.acts == [
                .matterAccepted(number, topic: nil),
                .matterVerified(number, result: "true", by: station.id("staff")),
                .matterAssigned(
                    number,
                    unit: "城建办",
                    due: "2026-12-04",
                    isProvisional: false,
                    override: nil
                ),
            ]
        )
    }

    @Test func `a matter that nobody looked at needs a reason, which is kept`() throws {
        var station = PaperStation()
        let number = try station.file()
        let refused = try station.ask("staff", .assignMatter, [.ref: number.typed, .unit: "城建办"])
        #expect(refused.said == [.refusedVerifyFirst])
        #expect(refused.events.isEmpty)
        let answer = try station.ask(
            "staff",
            .assignMatter,
            [.ref: number.typed, .unit: "城建办", .override: "漏电，等不得"]
        )
        guard
            case .matterAssigned(_, _, _, _, let override) = try #require(answer.events.last)
        else {
            Issue.record("it was not assigned")
            return
        }
        #expect(override.flatMap { station.words($0) } == "漏电，等不得")
        #expect(answer.events.first == .matterAccepted(number, topic: nil))
    }

    @Test(arguments: [("true", true), ("partly", true), ("false", false)])
    func `counts what was found`(result: String, isEnough: Bool) throws {
        var station = PaperStation()
        let number = try station.file()
        try station.ask("staff", .verifyMatter, [.ref: number.typed, .result: .text(result)])
        let answer = try station.ask("staff", .assignMatter, [.ref: number.typed, .unit: "城建办"])
        #expect(answer.said == [isEnough ? .matterAssigned : .refusedVerifyFirst])
    }

    @Test func `without verifying first where the station does not ask for it`() throws {
        var rules = StationRules.sample
        rules.verifiesBeforeAssigning = false
        var station = PaperStation(rules: rules)
        let number = try station.file()
        let answer = try station.ask("staff", .assignMatter, [.ref: number.typed, .unit: "城建办"])
        #expect(answer.said == [.matterAssigned])
    }

    @Test func `a topic that is discussed first waits for it`() throws {
        var station = PaperStation()
        let number = try station.file("征地补偿", by: "voter", [.topic: "征地"])
        try station.ask("staff", .verifyMatter, [.ref: number.typed, .result: "true"])
        let answer = try station.ask("staff", .assignMatter, [.ref: number.typed, .unit: "城建办"])
        #expect(answer.said == [.refusedDiscussFirst])
    }

    @Test func `in the past is refused`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .assigned)
        let answer = try station.ask(
            "staff",
            .assignMatter,
            [.ref: number.typed, .unit: "城建办", .due: "2026-11-19"]
        )
        #expect(
            answer.verdict
                == .refused(FieldValue.Line(.refusedPastDate, [.date: .day("2026-11-19")]))
        )
        let today = try station.ask(
            "staff",
            .assignMatter,
            [.ref: number.typed, .unit: "城建办", .due: "2026-11-20"]
        )
        #expect(today.said == [.matterAssigned])
    }

    @Test func `by a date that is none is refused`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .assigned)
        let answer = try station.ask(
            "staff",
            .assignMatter,
            [.ref: number.typed, .unit: "城建办", .due: "2026-02-30"]
        )
        #expect(answer.said == [.refusedDate])
    }

    @Test func `that is not in the list is refused with the list`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .assigned)
        let answer = try station.ask("staff", .assignMatter, [.ref: number.typed, .unit: "财政所"])
        #expect(
            answer.verdict
                == .refused(
                    FieldValue.Line(
                        .refusedUnit,
                        [.text: .text("财政所"), .list: .names(["城建办", "水利所", "农业办"])]
                    )
                )
        )
        #expect(try station.ask("staff", .assignMatter, [.ref: "1"]).verdict == .missing(.unit))
    }

    @Test(arguments: [(5, "2026-11-27"), (1, "2026-11-23"), (0, "2026-11-23")] as [(Int, Day)])
    func `in so many working days counts them`(days: Int, due: Day) throws {
        var station = PaperStation()
        let number = try station.matter(in: .assigned)
        try station.ask(
            "staff",
            .assignMatter,
            [.ref: number.typed, .unit: "水利所", .dueWorkdays: .number(days)]
        )
        #expect(station.matters[number]?.due == due)
    }

    @Test func `into a year without a holiday table is provisional`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .assigned)
        station.now = .at("2026-12-24", "9:00")
        try station.perform(.assign, on: number)
        #expect(station.matters[number]?.isDueProvisional == true)
        #expect(station.matters[number]?.due == "2027-01-14")
    }
}

@Suite struct `A unit's reply` {
    @Test(arguments: ["staff", "unit"])
    func `is seen by the clerk before the voter`(who: String) throws {
        var station = PaperStation()
        let number = try station.matter(in: .assigned)
        let answer = try station.ask(who, .recordReply, [.ref: number.typed, .text: "灯已修好"])
        #expect(answer.said == [.replyRecorded])
        #expect(answer.told == (who == "unit" ? ["staff: staffUnitReplied"] : []))
        let matter = try #require(station.matters[number])
        #expect(matter.state == .replied)
        #expect(matter.answers.map(\.unit) == ["城建办"])
        #expect(matter.answers.map { station.words($0.words) } == ["灯已修好"])
    }

    @Test func `is not another unit's to give`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .assigned)
        let answer = try station.ask(
            "other unit",
            .recordReply,
            [.ref: number.typed, .text: "灯已修好"]
        )
        #expect(answer.said == [.matterUnknown])
    }

    @Test func `is not even the filer's to give for another unit`() throws {
        var station = PaperStation()
        let number = try station.file("路灯不亮", by: "other unit")
        try station.perform(.verify, on: number)
        try station.ask("staff", .assignMatter, [.ref: number.typed, .unit: "城建办"])
        let answer = try station.ask(
            "other unit",
            .recordReply,
            [.ref: number.typed, .text: "灯已修好"]
        )
        #expect(answer.said == [.refusedRole])
        #expect(station.matters[number]?.state == .assigned)
    }

    @Test func `before assigning is refused, and without words asked for`() throws {
        var station = PaperStation()
        let early = try station.matter(in: .accepted)
        let refused = try station.ask("staff", .recordReply, [.ref: early.typed, .text: "好"])
        #expect(refused.said == [.refusedState])
        let number = try station.matter(in: .assigned)
        let asked = try station.ask("unit", .recordReply, [.ref: number.typed])
        #expect(asked.verdict == .missing(.text))
    }

    @Test func `takes the photos that came with it`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .assigned)
        let photo = station.receive(from: "unit")
        try station.ask("unit", .recordReply, [.ref: number.typed, .text: "好了"], files: [photo])
        #expect(station.matters[number]?.attachments == [photo])
    }

    @Test func `that has to be done again keeps the first`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .fedBack)
        try station.ask("voter", .rateMatter, [.ref: number.typed, .rating: "dissatisfied"])
        station.pass(days: 1)
        let answer = try station.ask(
            "staff",
            .redoMatter,
            [.ref: number.typed, .due: "2026-12-30"]
        )
        #expect(answer.said == [.redoRecorded])
        #expect(answer.told == ["voter: redoNotice", "unit: unitRedo"])
        #expect(answer.fact(.due, of: .unitRedo) == .day("2026-12-30"))
        #expect(station.matters[number]?.state == .assigned)
        #expect(station.matters[number]?.due == "2026-12-30")
        #expect(station.matters[number]?.rating == nil)
        try station.ask("unit", .recordReply, [.ref: number.typed, .text: "换了新灯"])
        let answers = station.matters[number]?.answers.map { station.words($0.words) }
        #expect(answers == ["灯已修好", "换了新灯"])
    }

    @Test func `is not ordered again for a day that is past`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .replied)
        let answer = try station.ask(
            "staff",
            .redoMatter,
            [.ref: number.typed, .due: "2026-11-01"]
        )
        #expect(answer.said == [.refusedPastDate])
    }
}

@Suite struct `Closing` {
    @Test(
        arguments: [
            (.registered, .refusedState), (.accepted, .refusedNoReply),
            (.assigned, .refusedNoReply), (.replied, .refusedNotFedBack),
            (.fedBack, .matterClosed), (.closed, .refusedEnded), (.answered, .refusedEnded),
            (.declined, .refusedEnded), (.withdrawn, .refusedEnded),
        ] as [(MatterState, ReplyKind)]
    )
    func `needs reply and feedback`(state: MatterState, kind: ReplyKind) throws {
        var station = PaperStation()
        let number = try station.matter(in: state)
        let answer = try station.ask("staff", .closeMatter, [.ref: number.typed])
        #expect(answer.said == [kind])
        let isClosed = station.matters[number]?.state == .closed
        #expect(isClosed == [.fedBack, .closed].contains(state))
    }

    @Test func `what left the voter dissatisfied is for the head`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .fedBack)
        try station.ask("voter", .rateMatter, [.ref: number.typed, .rating: "dissatisfied"])
        let clerk = try station.ask("staff", .closeMatter, [.ref: number.typed])
        #expect(clerk.said == [.refusedDissatisfied])
        let bare = try station.ask("head", .closeMatter, [.ref: number.typed])
        #expect(bare.verdict == .missing(.reason))
        let head = try station.ask(
            "head",
            .closeMatter,
            [.ref: number.typed, .reason: "沟太窄"]
        )
        #expect(head.said == [.matterExplained])
        #expect(head.told == ["voter: explainedNotice"])
        #expect(station.matters[number]?.course.explanation.flatMap { station.words($0) } == "沟太窄")
    }

    @Test func `many at once says each`() throws {
        var station = PaperStation()
        let told = try station.matter(in: .fedBack)
        let untold = try station.matter(in: .replied)
        let answer = try station.ask(
            "staff",
            .closeMatter,
            [.refs: .list([told.description, untold.description])]
        )
        #expect(answer.said == [.matterClosed, .refusedNotFedBack])
    }
}
