import Casework
import Testing

@Suite struct `Urging` {
    @Test func `is counted, answered with the facts and passed on`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .assigned)
        let answer = try station.ask("voter", .urgeMatter, [.ref: number.typed])
        #expect(answer.said == [.matterUrged])
        #expect(answer.told == ["staff: staffUrged", "unit: unitUrging"])
        #expect(answer.fact(.unit, of: .matterUrged) == .name("城建办"))
        #expect(answer.fact(.due, of: .matterUrged) == .day("2026-12-11"))
        #expect(answer.fact(.count, of: .matterUrged) == .count(1))
        #expect(station.matters[number]?.urges == 1)
    }

    @Test func `again within three days is counted and not passed on`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .assigned)
        try station.ask("voter", .urgeMatter)
        station.pass(days: 2)
        let again = try station.ask("voter", .urgeMatter)
        #expect(again.said == [.urgeAgainTooSoon])
        #expect(again.told.isEmpty)
        #expect(station.matters[number]?.urges == 2)
    }

    @Test func `every day is passed on every third day`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .assigned)
        var passedOn: [Bool] = []
        for _ in 0..<7 {
            passedOn.append(try !station.ask("voter", .urgeMatter).told.isEmpty)
            station.pass(days: 1)
        }
        #expect(passedOn == [true, false, false, true, false, false, true])
        #expect(station.matters[number]?.urges == 7)
    }

    @Test func `of an ended matter is answered with how it ended`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .closed)
        let answer = try station.ask("voter", .urgeMatter, [.ref: number.typed])
        #expect(answer.said == [.statusClosed])
        #expect(answer.events.isEmpty)
    }
}

@Suite struct `Taking a matter back` {
    @Test func `needs no reason, and it stays in the ledger`() throws {
        var station = PaperStation()
        let number = try station.file()
        let answer = try station.ask("voter", .withdrawMatter, [.ref: number.typed])
        #expect(answer.said == [.matterWithdrawn])
        #expect(answer.told == ["staff: staffWithdrawn"])
        #expect(station.matters[number]?.state == .withdrawn)
        #expect(station.matters[number]?.endedAt == station.now)
    }

    @Test(arguments: ["neighbour", "staff", "deputy", "unit"])
    func `is for its owner alone`(who: String) throws {
        var station = PaperStation()
        let number = try station.matter(in: .assigned)
        let answer = try station.ask(who, .withdrawMatter, [.ref: number.typed])
        #expect(answer.said == [.matterUnknown])
        #expect(station.matters[number]?.state == .assigned)
    }

    @Test func `is for who filed it while it has no owner`() throws {
        var station = PaperStation()
        let number = try station.file("路灯不亮", by: "deputy", [.name: "陈阿婆"])
        let answer = try station.ask("deputy", .withdrawMatter, [.ref: number.typed])
        #expect(answer.said == [.matterWithdrawn])
    }
}

@Suite struct `Rating` {
    @Test(
        arguments: [
            ("satisfied", .matterRated, ["staff: staffRated"]),
            ("basically_satisfied", .matterRated, ["staff: staffRated"]),
            (
                "dissatisfied", .matterRatedDissatisfied,
                ["staff: staffRated", "head: headDecides"]
            ),
        ] as [(String, ReplyKind, [String])]
    )
    func `after feedback is kept, and a bad one goes to the head`(
        rating: String,
        kind: ReplyKind,
        told: [String]
    ) throws {
        var station = PaperStation()
        let number = try station.matter(in: .fedBack)
        let answer = try station.ask(
            "voter",
            .rateMatter,
            [.ref: number.typed, .rating: .text(rating), .comment: "还行"]
        )
        #expect(answer.said == [kind])
        #expect(answer.told == told)
        #expect(station.matters[number]?.rating == rating)
    }

    @Test(arguments: [MatterState.registered, .accepted, .assigned, .replied])
    func `before feedback is refused`(state: MatterState) throws {
        var station = PaperStation()
        let number = try station.matter(in: state)
        let answer = try station.ask(
            "voter",
            .rateMatter,
            [.ref: number.typed, .rating: "satisfied"]
        )
        #expect(answer.said == [.refusedNothingToRate])
    }

    @Test func `badly is told once to a head who is clerk too`() throws {
        var station = PaperStation()
        station.enrol("head", name: "王建国", Office(role: .staff))
        let number = try station.matter(in: .fedBack)
        let answer = try station.ask(
            "voter",
            .rateMatter,
            [.ref: number.typed, .rating: "dissatisfied"]
        )
        #expect(answer.told == ["staff: staffRated", "head: headDecides"])
    }

    @Test func `again replaces the first, and after closing too`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .closed)
        try station.ask("voter", .rateMatter, [.ref: number.typed, .rating: "satisfied"])
        try station.ask("voter", .rateMatter, [.ref: number.typed, .rating: "dissatisfied"])
        #expect(station.matters[number]?.rating == "dissatisfied")
        #expect(station.matters[number]?.state == .closed)
    }

    @Test func `asks how when it was not said`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .fedBack)
        let answer = try station.ask("voter", .rateMatter, [.ref: number.typed])
        #expect(answer.verdict == .missing(.rating))
    }
}

@Suite struct `The query code` {
    @Test func `is renewed, and the old one ends`() throws {
        var station = PaperStation()
        let filed = try station.ask("voter", .fileMatter, [.content: "路灯不亮"])
        let old = try #require(filed.text(.code, of: .matterFiled))
        let renewed = try station.ask("voter", .renewCode, [.ref: "1"])
        let new = try #require(renewed.text(.code, of: .codeRenewed))
        #expect(new != old)
        #expect(try station.ask("x", .queryStatus, [.code: .text(old)]).said == [.codeUnknown])
        #expect(try station.ask("x", .queryStatus, [.code: .text(new)]).said == [.statusByCode])
    }

    @Test func `of a matter filed for somebody makes it theirs, with a new code`() throws {
        var station = PaperStation()
        let filed = try station.ask(
            "deputy",
            .fileMatter,
            [.content: "路灯不亮", .name: "陈阿婆"]
        )
        let code = try #require(filed.text(.code, of: .matterFiledForOther))
        let answer = try station.ask(
            "granny",
            .takeOverMatter,
            [.ref: "1", .code: .text(code)]
        )
        #expect(answer.said == [.matterTakenOver])
        #expect(answer.text(.code, of: .matterTakenOver)?.count == 8)
        #expect(station.matters["2026-0001"]?.owner == station.id("granny"))
        #expect(try station.ask("granny", .queryStatus, [.ref: "1"]).said == [.statusRegistered])
        let second = try station.ask("x", .takeOverMatter, [.code: .text(code)])
        #expect(second.said == [.codeUnknown])
    }

    @Test func `of an owned matter makes it nobody else's`() throws {
        var station = PaperStation()
        let filed = try station.ask("voter", .fileMatter, [.content: "路灯不亮"])
        let code = try #require(filed.text(.code, of: .matterFiled))
        let answer = try station.ask("finder", .takeOverMatter, [.ref: "1", .code: .text(code)])
        #expect(answer.said == [.codeUnknown])
        #expect(answer.strikes == [.queryCode])
        #expect(station.matters["2026-0001"]?.owner == station.id("voter"))
    }

    /// The old code ends, so that a wording that cannot say the new one locks the person out.
    @Test(
        arguments: [.matterFiled, .matterFiledForOther, .codeRenewed, .matterTakenOver]
            as [ReplyKind]
    )
    func `can be said in every reply that brings one`(kind: ReplyKind) {
        #expect(kind.fields.contains(.code))
    }

    @Test func `with another matter's number takes over nothing`() throws {
        var station = PaperStation()
        let filed = try station.ask(
            "deputy",
            .fileMatter,
            [.content: "路灯不亮", .name: "陈阿婆"]
        )
        let code = try #require(filed.text(.code, of: .matterFiledForOther))
        let answer = try station.ask("granny", .takeOverMatter, [.ref: "2", .code: .text(code)])
        #expect(answer.said == [.codeUnknown])
        #expect(answer.strikes == [.queryCode])
    }

    @Test func `has eight letters that nobody takes for another`() {
        let chance = Chance.loaded(seed: 7)
        for _ in 0..<200 {
            let code = chance.queryCode()
            #expect(code.count == 8)
            #expect(!code.contains { "0O1ILUV".contains($0) })
            #expect(!code.contains { "AEIOU".contains($0) }, "no word, no syllable")
        }
    }

    @Test func `is never a number alone`() {
        let code = Chance(bits: { 7 }, digest: { $0 }).queryCode()
        #expect(code.count == 8 && code.contains(where: \.isLetter), "\(code)")
    }
}
