import Casework
import Testing

@Suite struct `A deputy's suggestion` {
    /// A station on the last day of November with two accepted matters and one suggestion of them.
    static func converted() throws -> PaperStation {
        var station = PaperStation()
        station.now = .at("2026-11-30", "9:00")
        try station.ask("voter", .fileMatter, [.content: "花桥灌溉渠堵了", .place: "花桥"])
        try station.ask("neighbour", .fileMatter, [.content: "水渠不通水", .place: "花桥"])
        for ref in ["1", "2"] as [Arguments.Value] {
            try station.ask("staff", .acceptMatter, [.ref: ref])
        }
        try station.ask("leader", .convertToSuggestion, [.refs: ["1", "2"]])
        return station
    }

    static func assigned(_ said: [Slot: Arguments.Value] = [:]) throws -> PaperStation {
        var station = try converted()
        try station.ask(
            "presidium",
            .assignMatter,
            [.ref: "建1", .unit: "水利所"].merging(said) { $1 }
        )
        return station
    }

    @Test func `is registered with its number, and the desk asks for the parts that are missing`()
        throws
    {
        var station = PaperStation()
        let answer = try station.ask("deputy", .submitSuggestion, [.content: "在76省道装减速带"])
        #expect(answer.said == [.suggestionSubmitted])
        #expect(answer.text(.number, of: .suggestionSubmitted) == "建2026-0001")
        #expect(answer.text(.subject, of: .suggestionSubmitted) == "关于在76省道装减速带的建议")
        #expect(
            answer.fact(.needed, of: .suggestionSubmitted)
                == .terms(["suggestion.situation", "suggestion.analysis"])
        )
        #expect(answer.told("presidium") == [.staffSuggestion])
        #expect(station.matters.isEmpty, "a suggestion is no matter and no order")
    }

    @Test func `links to its matters both ways and tells each voter`() throws {
        var station = try Self.converted()
        let suggestion = try #require(station.suggestions.first)
        #expect(suggestion.matters == ["2026-0001", "2026-0002"])
        #expect(station.matters["2026-0001"]?.course.suggestions == [suggestion.number])
        #expect(station.words(suggestion.title) == "关于花桥灌溉渠堵了等问题的建议")
        let status = try station.ask("voter", .queryStatus, [.ref: "1"])
        #expect(status.said == [.statusAccepted, .matterSuggestion])
    }

    @Test func `of a confidential matter is refused`() throws {
        var station = PaperStation()
        try station.ask(
            "voter",
            .fileMatter,
            [.content: "有人乱倒垃圾", .place: "花桥", .confidential: .flag]
        )
        try station.ask("staff", .acceptMatter, [.ref: "1"])
        let answer = try station.ask("staff", .convertToSuggestion, [.refs: ["1"], .lead: "陈美芳"])
        #expect(answer.said == [.suggestionNotFrom])
    }

    @Test func `that staff prepare gets its number on the lead's own yes`() throws {
        var station = PaperStation()
        try station.ask("voter", .fileMatter, [.content: "花桥灌溉渠堵了", .place: "花桥"])
        try station.ask("staff", .acceptMatter, [.ref: "1"])
        let asked = try station.ask("staff", .convertToSuggestion, [.refs: ["1"], .lead: "陈美芳"])
        #expect(asked.told("leader") == [.suggestionLeadAskedOfYou])
        #expect(station.suggestions.isEmpty)
        try station.ask("leader", .confirm)
        #expect(station.suggestions.map(\.lead) == [station.id("leader")])
    }

    @Test func `is co-signed by a deputy's own word alone`() throws {
        var station = PaperStation()
        let answer = try station.ask(
            "deputy",
            .submitSuggestion,
            [.content: "在76省道装减速带", .deputies: ["陈美芳"]]
        )
        #expect(answer.told("leader") == [.suggestionCosignAsked])
        #expect(station.suggestions.first?.cosigners.isEmpty == true)
        try station.ask("leader", .secondSuggestion, [.ref: "1"])
        #expect(station.suggestions.first?.signers == [station.id("deputy"), station.id("leader")])
    }

    @Test func `is due in three calendar months, or six where it is wide or hard`() throws {
        let station = try Self.assigned()
        let assignment = try #require(station.suggestions.first?.assignment)
        #expect(assignment.due == "2027-02-28")
        #expect(assignment.objectBy == "2026-12-10")
        #expect(assignment.opinionBy == nil)
        let wide = try Self.assigned([.dueMonths: .number(6), .coUnits: ["城建办"]])
        #expect(wide.suggestions.first?.assignment?.due == "2027-05-30")
        #expect(wide.suggestions.first?.assignment?.opinionBy == "2027-01-30")
        var later = try Self.assigned()
        later.now = .at("2026-12-20", "9:00")
        try later.ask("presidium", .extendDeadline, [.ref: "建1"])
        #expect(later.suggestions.first?.assignment?.due == "2027-05-30")
        #expect(
            try later.ask("presidium", .extendDeadline, [.ref: "建1"]).said == [.suggestionStands],
            "six months are given once"
        )
    }

    @Test func `is assigned by the presidium, or by staff on its word`() throws {
        var station = try Self.converted()
        let wanted: [Slot: Arguments.Value] = [.ref: "建1", .unit: "水利所"]
        #expect(
            try station.ask("staff", .assignMatter, wanted).said == [.suggestionNeedsPresidium]
        )
        #expect(try station.ask("head", .assignMatter, wanted).said == [.suggestionNeedsPresidium])
        let answer = try station.ask(
            "staff",
            .assignMatter,
            wanted.merging([.basis: .flag]) { $1 }
        )
        #expect(answer.told("voter") == [.voterSuggestionAssigned])
        #expect(answer.told("neighbour") == [.voterSuggestionAssigned])
        #expect(answer.told("leader") == [.suggestionAssigned])
        #expect(answer.told("other unit") == [.unitSuggestion])
    }

    @Test(arguments: [Action.assignMatter, .recordReply, .acceptMatter, .extendDeadline])
    func `is neither assigned nor answered by a deputy`(action: Action) throws {
        var station = try Self.converted()
        let before = station.suggestions
        let answer = try station.ask(
            "deputy",
            action,
            [.ref: "建1", .unit: "水利所", .text: "好了", .basis: .flag]
        )
        #expect(answer.said == [.deputyNeverHandles])
        #expect(station.suggestions == before)
    }

    @Test func `may be sent back by its unit within ten days, and the assigner decides`() throws {
        var station = try Self.assigned()
        station.now = .at("2026-12-10", "9:00")
        let back = try station.ask("other unit", .returnMatter, [.ref: "建1", .reason: "是城建的事"])
        #expect(back.told("presidium") == [.staffSuggestionObjected])
        #expect(station.suggestions.first?.unit == "水利所")
        try station.ask("presidium", .assignMatter, [.ref: "建1", .unit: "城建办"])
        #expect(station.suggestions.first?.unit == "城建办")
        station.now = .at("2026-12-21", "9:00")
        #expect(
            try station.ask("unit", .returnMatter, [.ref: "建1"]).said == [.suggestionObjectionLate]
        )
    }

    @Test func `that is answered answers its voters too, and its lead rates it`() throws {
        var station = try Self.assigned()
        let reply = try station.ask("other unit", .recordReply, [.ref: "建1", .text: "年内清淤"])
        #expect(reply.told("leader") == [.suggestionReplied])
        #expect(reply.told("voter") == [.voterSuggestionReplied])
        #expect(station.matters["2026-0001"]?.state == .replied)
        #expect(
            try station.ask("deputy", .rateReply, [.rating: "satisfied"]).said == [
                .suggestionNothingToRate
            ]
        )
        try station.ask("leader", .rateReply, [.rating: "satisfied", .unit: "水利所"])
        #expect(station.suggestions.first?.stand == .closed)
    }

    @Test func `found wanting is answered anew within a month, and both answers stay`() throws {
        var station = try Self.assigned()
        try station.ask("other unit", .recordReply, [.ref: "建1", .text: "正在研究"])
        station.now = .at("2027-01-31", "9:00")
        let rated = try station.ask("leader", .rateMatter, [.ref: "建1", .rating: "dissatisfied"])
        #expect(rated.said == [.suggestionRedo])
        #expect(rated.told("voter") == [.voterSuggestionRedo])
        #expect(station.suggestions.first?.runningClocks[.answering] == "2027-02-28")
        try station.ask("other unit", .recordReply, [.ref: "建1", .text: "已经清淤"])
        let suggestion = try #require(station.suggestions.first)
        #expect(suggestion.answers.map { station.words($0.words) } == ["正在研究", "已经清淤"])
        #expect(suggestion.answers.map(\.rating) == ["dissatisfied", nil])
    }

    @Test func `promised for later is answered again, also after it was closed`() throws {
        var station = try Self.assigned()
        try station.ask("other unit", .recordReply, [.ref: "建1", .text: "列入明年计划"])
        #expect(
            try station.ask("staff", .recordPromise, [.ref: "建1", .result: "C"]).verdict
                == .missing(.due)
        )
        try station.ask("staff", .recordPromise, [.ref: "建1", .result: "C", .due: "2027-06-30"])
        try station.ask("leader", .rateReply, [.rating: "basically_satisfied"])
        #expect(station.suggestions.first?.runningClocks == [.promise: "2027-06-30"])
        try station.ask("other unit", .recordReply, [.ref: "建1", .text: "已经建成"])
        #expect(station.suggestions.first?.stand == .replied)
    }

    @Test func `keeps due rows for its limits, which climb the ladder and stop with the answer`()
        throws
    {
        var station = try Self.converted()
        let assigned = try station.ask("presidium", .assignMatter, [.ref: "建1", .unit: "水利所"])
        let dues = assigned.dues.compactMap { SuggestionDue(subject: $0.subject) }
        #expect(dues.map(\.clock) == [.answering, .answering])
        #expect(dues.map(\.rung) == [nil, 0])
        station.now = .at("2027-03-01", "8:30")
        let passed = try station.desk { try $0.look(dues[1]) }
        #expect(passed.told("staff") == [.suggestionOverdue])
        #expect(passed.told("leader") == [.suggestionOverdue])
        #expect(passed.told("other unit") == [.suggestionOverdue])
        let next = try #require(passed.dues.compactMap { SuggestionDue(subject: $0.subject) }.first)
        #expect(next.rung == 1)
        #expect(try station.desk { try $0.look(dues[1]) }.told.isEmpty, "each rung once")
        let higher = try station.desk { try $0.look(next) }
        #expect(higher.told("presidium") == [.suggestionOverdue])
        try station.ask("other unit", .recordReply, [.ref: "建1", .text: "年内清淤"])
        let last = try #require(higher.dues.compactMap { SuggestionDue(subject: $0.subject) }.first)
        #expect(try station.desk { try $0.look(last) }.told.isEmpty)
    }

    @Test func `is registered within seven days, and the desk reminds of it`() throws {
        var station = PaperStation()
        let answer = try station.ask("deputy", .submitSuggestion, [.content: "在76省道装减速带"])
        let due = try #require(
            answer.dues.compactMap { SuggestionDue(subject: $0.subject) }.last
        )
        #expect(due.clock == .registering)
        #expect(due.until == "2026-11-27")
        let told = try station.ask("staff", .acceptMatter, [.ref: "建1"])
        #expect(told.told("deputy") == [.suggestionRegistered])
        station.now = .at("2026-11-30", "8:30")
        #expect(try station.desk { try $0.look(due) }.told.isEmpty)
    }

    @Test func `is seen by the unit that is asked and by no other unit, nor by a voter`() throws {
        var station = try Self.assigned()
        #expect(
            try station.ask("other unit", .queryStatus, [.ref: "建1"]).said == [.suggestionStatus]
        )
        #expect(try station.ask("unit", .queryStatus, [.ref: "建1"]).said == [.suggestionUnknown])
        #expect(try station.ask("unit", .querySuggestions).said == [.suggestionNone])
        #expect(try station.ask("voter", .queryStatus, [.ref: "建1"]).said == [.refusedRole])
    }

    @Test func `taken back gives its matters back to the clerk`() throws {
        var station = try Self.converted()
        #expect(station.matters["2026-0001"]?.runningClocks.isEmpty == true)
        let back = try station.ask("leader", .withdrawMatter, [.ref: "建1"])
        #expect(back.told("voter") == [.voterSuggestionWithdrawn])
        #expect(station.matters["2026-0001"]?.runningClocks[.assigning] != nil)
    }

    @Test func `and a wish to meet an official are kept and passed on`() throws {
        var station = PaperStation()
        let asked = try station.ask("deputy", .requestMeeting, [.unit: "水利所", .topic: "灌溉渠"])
        #expect(asked.text(.number, of: .meetingRequested) == "约2026-0001")
        #expect(asked.told("presidium") == [.staffMeetingRequested])
        let held = try station.ask("staff", .closeMatter, [.ref: "约2026-0001"])
        #expect(held.told("deputy") == [.meetingHeld])
    }
}

extension Answer {
    /// What is sent to one person who did not ask, by the name that a test uses.
    func told(_ who: String) -> [ReplyKind] {
        told.filter { $0.hasPrefix(who + ": ") }
            .compactMap { ReplyKind(rawValue: String($0.dropFirst(who.count + 2))) }
    }
}

extension PaperStation {
    var suggestions: [Suggestion] { records(Suggestion.self, RecordQuery()) }
}
