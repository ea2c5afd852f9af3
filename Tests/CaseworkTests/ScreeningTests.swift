import Casework
import Testing

@Suite struct `Accepting and declining` {
    @Test func `tells the voter that the matter is taken on`() throws {
        var station = PaperStation()
        let number = try station.file()
        let answer = try station.ask("staff", .acceptMatter, [.ref: number.typed, .topic: "民生"])
        #expect(answer.acts == [.matterAccepted(number, topic: "民生")])
        #expect(answer.said == [.matterAccepted])
        #expect(answer.told == ["voter: matterAcceptedNotice"])
        #expect(station.matters[number]?.acceptedAt == station.now)
    }

    @Test func `of many says each yes and each no`() throws {
        var station = PaperStation()
        try station.file("水沟堵了")
        try station.file("路灯不亮")
        try station.ask("staff", .acceptMatter, [.ref: "2"])
        let answer = try station.ask("staff", .acceptMatter, [.refs: ["1", "2", "9"]])
        #expect(answer.said == [.matterAccepted, .refusedState, .noSuchMatter])
        #expect(answer.verdict == .done)
    }

    @Test func `asks which one when none was named`() throws {
        var station = PaperStation()
        #expect(try station.ask("staff", .acceptMatter).verdict == .missing(.ref))
    }

    @Test func `negatively is registered, with a reason, a way to go and a word to the voter`()
        throws
    {
        var station = PaperStation()
        let number = try station.file()
        let answer = try station.ask(
            "staff",
            .declineMatter,
            [.ref: number.typed, .reason: "litigation", .redirect: "县法院"]
        )
        let matter = try #require(station.matters[number])
        #expect(matter.state == .declined)
        #expect(matter.declineReason == "litigation")
        #expect(matter.redirect.flatMap { station.words($0) } == "县法院")
        #expect(answer.said == [.matterDeclined])
        #expect(answer.told == ["voter: matterDeclinedNotice"])
        #expect(
            answer.fact(.reason, of: .matterDeclinedNotice) == .term("reason.litigation")
        )
        #expect(answer.fact(.redirect, of: .matterDeclinedNotice) == .text("县法院"))
    }

    @Test func `negatively in the clerk's own words keeps them beside the journal`() throws {
        var station = PaperStation()
        let number = try station.file()
        let answer = try station.ask(
            "staff",
            .declineMatter,
            [.ref: number.typed, .reason: "已在调解", .redirect: "调解委员会"]
        )
        let matter = try #require(station.matters[number])
        #expect(matter.declineReason == "other")
        #expect(matter.declineWords.flatMap { station.words($0) } == "已在调解")
        #expect(answer.fact(.reason, of: .matterDeclinedNotice) == .text("已在调解"))
    }

    @Test(
        arguments: [
            ([.redirect: "法院"], .reason), ([.reason: "litigation"], .redirect), ([:], .reason),
        ] as [([Slot: Arguments.Value], Slot)]
    )
    func `negatively asks for what is missing`(said: [Slot: Arguments.Value], slot: Slot) throws {
        var station = PaperStation()
        let number = try station.file()
        let answer = try station.ask(
            "staff",
            .declineMatter,
            said.merging([.ref: number.typed]) { $1 }
        )
        #expect(answer.verdict == .missing(slot))
        #expect(station.matters[number]?.state == .registered)
    }

    @Test func `tells the filer where the matter has no owner`() throws {
        var station = PaperStation()
        let number = try station.file("路灯不亮", by: "deputy", [.name: "陈阿婆"])
        let answer = try station.ask(
            "staff",
            .declineMatter,
            [.ref: number.typed, .reason: "personal_dispute", .redirect: "调解委员会"]
        )
        #expect(answer.told == ["deputy: tellEndingTask"])
    }

    @Test func `gives way to an answer on the spot, which the voter hears`() throws {
        var station = PaperStation()
        let number = try station.file("办事要带什么")
        let answer = try station.ask(
            "staff",
            .answerOnSpot,
            [.ref: number.typed, .text: "带身份证"]
        )
        #expect(answer.said == [.matterAnswered])
        #expect(answer.told == ["voter: matterAnsweredNotice"])
        #expect(answer.fact(.answer, of: .matterAnsweredNotice) == .text("带身份证"))
        #expect(station.matters[number]?.state == .answered)
    }
}

@Suite struct `Verifying` {
    @Test func `by the clerk accepts the matter on the way`() throws {
        var station = PaperStation()
        let number = try station.file()
        let answer = try station.ask(
            "staff",
            .verifyMatter,
            [.ref: number.typed, .result: "true"]
        )
        #expect(
            answer.acts == [
                .matterAccepted(number, topic: nil),
                .matterVerified(number, result: "true", by: station.id("staff")),
            ]
        )
        #expect(answer.told == ["voter: matterAcceptedNotice"])
    }

    @Test func `by a deputy records what was seen and accepts nothing`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .accepted)
        let answer = try station.ask(
            "deputy",
            .verifyMatter,
            [.ref: number.typed, .result: "partly"]
        )
        #expect(
            answer.events
                == [.matterVerified(number, result: "partly", by: station.id("deputy"))]
        )
        let own = try station.file("路灯不亮", by: "deputy")
        try station.ask("deputy", .verifyMatter, [.ref: own.typed, .result: "true"])
        #expect(station.matters[own]?.state == .registered)
        #expect(station.matters[own]?.verified == "true")
    }

    @Test func `asks what was found`() throws {
        var station = PaperStation()
        let number = try station.file()
        let answer = try station.ask("staff", .verifyMatter, [.ref: number.typed])
        #expect(answer.verdict == .missing(.result))
        #expect(station.matters[number]?.state == .registered)
    }
}
