import Casework
import Testing

@Suite struct `What waits for the head` {
    static func station() -> PaperStation {
        var rules = StationRules.sample
        rules.needsHead = [.declineMatter, .closeMatter]
        return PaperStation(rules: rules)
    }

    static let decline: [Slot: Arguments.Value] = [.reason: "litigation", .redirect: "法院"]

    @Test func `is proposed by the clerk, and nothing happens yet`() throws {
        var station = Self.station()
        let number = try station.file()
        let answer = try station.ask(
            "staff",
            .declineMatter,
            Self.decline.merging([.ref: number.typed]) { $1 }
        )
        #expect(answer.said == [.proposed])
        #expect(answer.told == ["head: approvalAsked"])
        #expect(answer.fact(.reason, of: .approvalAsked) == .term("reason.litigation"))
        #expect(station.matters[number]?.state == .registered)
        #expect(station.proposal(on: number)?.action == .declineMatter)
        #expect(station.proposal(on: number)?.by == station.id("staff"))
    }

    @Test func `is answered for many in one message`() throws {
        var station = Self.station()
        let numbers = try (1...3).map { try station.file("第\($0)件") }
        for number in numbers {
            try station.ask(
                "staff",
                .declineMatter,
                Self.decline.merging([.ref: number.typed]) { $1 }
            )
        }
        let answer = try station.ask("head", .approve, [.refs: ["1", "3"], .returned: ["2"]])
        #expect(
            answer.told.filter { $0.hasPrefix("staff") } == [
                "staff: returnedByHead", "staff: approved", "staff: approved",
            ]
        )
        #expect(numbers.map { station.matters[$0]?.state } == [.declined, .registered, .declined])
        #expect(station.proposals().isEmpty)
    }

    @Test func `is meant when it is the only one`() throws {
        var station = Self.station()
        let number = try station.matter(in: .fedBack)
        try station.ask("staff", .closeMatter, [.ref: number.typed])
        try station.ask("head", .approve)
        #expect(station.matters[number]?.state == .closed)
    }

    @Test func `is asked for by number when there are several`() throws {
        var station = Self.station()
        for _ in 1...2 {
            let number = try station.matter(in: .fedBack)
            try station.ask("staff", .closeMatter, [.ref: number.typed])
        }
        #expect(try station.ask("head", .approve).verdict == .missing(.refs))
    }

    @Test func `is nothing when nothing is proposed`() throws {
        var station = Self.station()
        let number = try station.file()
        #expect(try station.ask("head", .approve).said == [.nothingToConfirm])
        #expect(try station.ask("head", .approve, [.ref: number.typed]).said == [.nothingToConfirm])
    }

    @Test func `does not wait when the head does it`() throws {
        var station = Self.station()
        let number = try station.matter(in: .fedBack)
        let answer = try station.ask("head", .closeMatter, [.ref: number.typed])
        #expect(answer.said == [.matterClosed])
    }

    @Test func `by default is nothing`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .fedBack)
        #expect(
            try station.ask("staff", .closeMatter, [.ref: number.typed]).said == [.matterClosed]
        )
    }

    @Test func `can close what left the voter dissatisfied`() throws {
        var station = Self.station()
        let number = try station.matter(in: .fedBack)
        try station.ask("voter", .rateMatter, [.ref: number.typed, .rating: "dissatisfied"])
        try station.ask("staff", .closeMatter, [.ref: number.typed])
        try station.ask("head", .approve)
        #expect(station.matters[number]?.state == .closed)
    }
}

@Suite struct `The head's word, noted by the clerk` {
    @Test func `lets the act happen, and stands beside it`() throws {
        var station = `What waits for the head`.station()
        let number = try station.file()
        let answer = try station.ask(
            "staff",
            .declineMatter,
            `What waits for the head`.decline.merging([.ref: number.typed, .basis: .flag]) { $1 }
        )
        #expect(answer.said == [.matterDeclined])
        let basis = try #require(station.matters[number]?.basis)
        #expect(basis.action == .declineMatter)
        #expect(basis.by == station.id("staff"))
        #expect(basis.before == .registered)
        #expect(
            answer.dues
                == [Due(kind: .headDigest, at: .at("2026-11-20", "17:00"), subject: "2026-11-20")]
        )
    }

    @Test func `after the evening's hour goes into tomorrow's digest`() throws {
        var station = PaperStation()
        station.now = .at("2026-11-20", "17:00")
        let number = try station.file()
        let answer = try station.ask(
            "staff",
            .acceptMatter,
            [.ref: number.typed, .basis: .flag]
        )
        #expect(
            answer.dues
                == [Due(kind: .headDigest, at: .at("2026-11-21", "17:00"), subject: "2026-11-21")]
        )
    }

    @Test func `is read by the head in the evening`() throws {
        var station = PaperStation()
        let morning = station.now
        let number = try station.file()
        try station.ask("staff", .acceptMatter, [.ref: number.typed, .basis: .flag])
        let digest = try station.desk { try $0.digestForHead(since: morning) }
        #expect(digest.told == ["head: headDigest"])
        #expect(digest.fact(.count, of: .headDigest) == .count(1))
        station.pass(days: 1)
        let now = station.now
        #expect(try station.desk { try $0.digestForHead(since: now) }.told.isEmpty)
    }

    @Test func `is taken back by the head, and everybody hears`() throws {
        var station = PaperStation()
        let number = try station.file()
        try station.ask(
            "staff",
            .declineMatter,
            `What waits for the head`.decline.merging([.ref: number.typed, .basis: .flag]) { $1 }
        )
        let answer = try station.ask("head", .reverse, [.ref: number.typed])
        #expect(answer.said == [.reversed])
        #expect(answer.told == ["staff: reversed", "voter: statusRegistered"])
        let matter = try #require(station.matters[number])
        #expect(matter.state == .registered)
        #expect(matter.declineReason == nil)
        #expect(matter.endedAt == nil)
        #expect(matter.basis == nil)
        #expect(try station.ask("head", .reverse, [.ref: number.typed]).said == [.refusedBasis])
    }

    @Test func `that was never noted cannot be taken back`() throws {
        var station = PaperStation()
        let number = try station.file()
        try station.ask("staff", .acceptMatter, [.ref: number.typed])
        #expect(try station.ask("head", .reverse, [.ref: number.typed]).said == [.refusedBasis])
    }

    @Test func `is not noted where the head acts`() throws {
        var station = PaperStation()
        let number = try station.file()
        try station.ask("head", .acceptMatter, [.ref: number.typed, .basis: .flag])
        #expect(station.matters[number]?.basis == nil)
    }
}
