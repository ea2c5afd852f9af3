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

    @Test(
        arguments: [
            ([.redirect: "法院"], .missing(.reason)), ([.reason: "litigation"], .missing(.redirect)),
        ] as [([Slot: Arguments.Value], Verdict)]
    )
    func `is asked for in full before the head is asked`(
        said: [Slot: Arguments.Value],
        verdict: Verdict
    ) throws {
        var station = Self.station()
        let number = try station.file()
        let answer = try station.ask(
            "staff",
            .declineMatter,
            said.merging([.ref: number.typed]) { $1 }
        )
        #expect(answer.verdict == verdict)
        #expect(station.proposals().isEmpty)
    }

    @Test func `is not proposed when it could not be done`() throws {
        var station = Self.station()
        let number = try station.matter(in: .assigned)
        let answer = try station.ask("staff", .closeMatter, [.ref: number.typed])
        #expect(answer.said == [.refusedNoReply])
        #expect(answer.told.isEmpty)
    }

    @Test func `named twice in one message is settled once`() throws {
        var station = Self.station()
        let number = try station.matter(in: .fedBack)
        try station.ask("staff", .closeMatter, [.ref: number.typed])
        let answer = try station.ask(
            "head",
            .approve,
            [.ref: number.typed, .refs: ["1", "1"], .returned: []]
        )
        #expect(answer.said == [.matterClosed])
        #expect(answer.told == ["staff: approved"])
    }

    @Test func `cannot be slipped past by assigning`() throws {
        var rules = StationRules.sample
        rules.needsHead = [.acceptMatter]
        var station = PaperStation(rules: rules)
        let number = try station.file()
        try station.ask("staff", .verifyMatter, [.ref: number.typed, .result: "true"])
        #expect(station.matters[number]?.state == .registered)
        let answer = try station.ask("staff", .assignMatter, [.ref: number.typed, .unit: "城建办"])
        #expect(answer.said == [.proposed])
        #expect(station.matters[number]?.state == .registered)
        try station.ask("head", .approve)
        #expect(station.matters[number]?.state == .assigned)
    }

    @Test func `is about matters alone`() throws {
        var rules = StationRules.sample
        rules.needsHead = [.broadcastReceptionReminder, .listMatters]
        var station = PaperStation(rules: rules)
        #expect(try station.ask("staff", .broadcastReceptionReminder).said == [.broadcastNobody])
        #expect(try station.ask("staff", .listMatters).said == [.queueEmpty])
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
        let bare = try station.ask("staff", .closeMatter, [.ref: number.typed])
        #expect(bare.verdict == .missing(.reason))
        try station.ask("staff", .closeMatter, [.ref: number.typed, .reason: "沟太窄"])
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
            answer.dues.filter { $0.kind == .headDigest }
                == [Due(kind: .headDigest, at: .at("2026-11-20", "17:00"), subject: "2026-11-20")]
        )
    }

    @Test(arguments: Authority.handling)
    func `is noted for every act on a matter`(action: Action) throws {
        let before: [Action: MatterState] = [
            .acceptMatter: .registered, .declineMatter: .registered, .answerOnSpot: .registered,
            .assignMatter: .accepted, .recordReply: .assigned, .sendFeedback: .replied,
            .redoMatter: .fedBack, .closeMatter: .fedBack, .urgeUnit: .assigned,
            .extendDeadline: .assigned, .mergeMatters: .accepted, .archiveMatter: .closed,
            .recordPromise: .replied, .reopenMatter: .closed,
        ]
        var rules = StationRules.sample
        rules.needsHead = Authority.handling
        var station = PaperStation(rules: rules)
        let state = try #require(before[action])
        let main = try station.matter(in: .accepted)
        let number = try station.matter(in: state)
        station.append(.matterVerified(number, result: "true", by: station.id("staff")))
        let answer = try station.ask(
            "staff",
            action,
            [
                .ref: number.typed, .basis: .flag, .unit: "城建办", .text: "好了",
                .reason: "litigation", .redirect: "法院", .days: .number(5), .result: "A",
                .into: main.typed, .from: number.typed,
            ]
        )
        #expect(station.proposals().isEmpty)
        #expect(
            answer.events.contains(
                .basisRecorded(
                    number,
                    action: action,
                    by: station.id("staff"),
                    before: state
                )
            )
        )
        #expect(answer.dues.filter { $0.kind == .headDigest }.count == 1)
    }

    @Test func `is the clerk's to note, not a unit's`() throws {
        var rules = StationRules.sample
        rules.needsHead = [.recordReply]
        var station = PaperStation(rules: rules)
        let number = try station.matter(in: .assigned)
        let answer = try station.ask(
            "unit",
            .recordReply,
            [.ref: number.typed, .text: "灯已修好", .basis: .flag]
        )
        #expect(answer.said == [.proposed])
        #expect(station.matters[number]?.state == .assigned)
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
            answer.dues.filter { $0.kind == .headDigest }
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

    @Test func `on an assignment is taken back, and the unit hears`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .accepted)
        try station.perform(.verify, on: number)
        try station.ask(
            "staff",
            .assignMatter,
            [.ref: number.typed, .unit: "城建办", .basis: .flag]
        )
        let answer = try station.ask("head", .reverse, [.ref: number.typed])
        #expect(
            answer.told == ["staff: reversed", "voter: statusAccepted", "unit: reversed"]
        )
        let matter = try #require(station.matters[number])
        #expect(matter.state == .accepted)
        #expect(matter.unit == nil)
        #expect(matter.due == nil)
    }

    @Test func `on an accepted matter is too late when the voter took it back`() throws {
        var station = PaperStation()
        let number = try station.file()
        try station.ask("staff", .acceptMatter, [.ref: number.typed, .basis: .flag])
        try station.ask("voter", .withdrawMatter, [.ref: number.typed])
        #expect(try station.ask("head", .reverse, [.ref: number.typed]).said == [.refusedBasis])
        #expect(station.matters[number]?.state == .withdrawn)
    }

    @Test func `on an assignment is too late when the unit has answered`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .accepted)
        try station.perform(.verify, on: number)
        try station.ask(
            "staff",
            .assignMatter,
            [.ref: number.typed, .unit: "城建办", .basis: .flag]
        )
        try station.perform(.reply, on: number)
        #expect(try station.ask("head", .reverse, [.ref: number.typed]).said == [.refusedBasis])
        station.pass(days: 1)
        try station.perform(.redo, on: number)
        #expect(try station.ask("head", .reverse, [.ref: number.typed]).said == [.refusedBasis])
        #expect(station.matters[number]?.unit == "城建办")
    }

    @Test func `on a second assignment cannot give the first unit back`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .assigned)
        station.pass(days: 1)
        try station.ask(
            "staff",
            .assignMatter,
            [.ref: number.typed, .unit: "水利所", .basis: .flag]
        )
        #expect(try station.ask("head", .reverse, [.ref: number.typed]).said == [.refusedBasis])
        #expect(station.matters[number]?.unit == "水利所")
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
