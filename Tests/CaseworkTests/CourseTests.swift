import Casework
import Testing

@Suite struct `A limit of the station` {
    /// Everything that comes due until a day, in order, as `day who: what`.
    private static func watch(
        _ station: inout PaperStation,
        _ dues: [Due],
        until last: Day
    ) throws -> [String] {
        var waiting = dues.filter { $0.kind == .clock }
        var heard: [String] = []
        while let next = waiting.min(by: { $0.at < $1.at }), Day(of: next.at) <= last {
            waiting.removeAll { $0 == next }
            station.now = next.at
            let look = try #require(ClockDue(subject: next.subject))
            #expect(look.subject == next.subject)
            let answer = try station.desk { try $0.look(look) }
            heard += answer.told.map { Day(of: next.at).text + " " + $0 }
            waiting += answer.dues.filter { $0.kind == .clock }
        }
        return heard
    }

    @Test func `for the unit's answer warns, calls late and climbs, and tells the voter once`()
        throws
    {
        var station = PaperStation()
        let number = try station.matter(in: .accepted)
        station.append(.matterVerified(number, result: "true", by: station.id("staff")))
        let assigned = try station.ask(
            "staff",
            .assignMatter,
            [.ref: number.typed, .unit: "城建办", .due: "2026-12-04"]
        )
        // Tuesday before, Monday after, and five and ten working days after the limit.
        #expect(
            try Self.watch(&station, assigned.dues, until: "2027-01-31") == [
                "2026-12-01 unit: unitDueSoon", "2026-12-01 staff: staffDueSoon",
                "2026-12-07 staff: staffOverdue", "2026-12-07 unit: unitOverdue",
                "2026-12-07 voter: overdueNotice", "2026-12-11 staff: staffOverdue",
                "2026-12-11 head: staffOverdue", "2026-12-11 unit: unitOverdue",
                "2026-12-18 head: staffOverdue", "2026-12-18 unit: unitOverdue",
            ]
        )
    }

    @Test func `is nothing to anybody once the matter has gone on`() throws {
        var station = PaperStation()
        let filed = try station.ask("voter", .fileMatter, [.content: "横湖村口路灯坏了"])
        try station.ask("staff", .acceptMatter, [.ref: "1"])
        try station.ask("staff", .verifyMatter, [.ref: "1", .result: "true"])
        try station.ask("staff", .assignMatter, [.ref: "1", .unit: "城建办"])
        #expect(try Self.watch(&station, filed.dues, until: "2027-01-31") == [])
    }

    @Test func `for screening ends after five working days and reaches the head`() throws {
        var station = PaperStation()
        let filed = try station.ask("voter", .fileMatter, [.content: "横湖村口路灯坏了"])
        #expect(
            try Self.watch(&station, filed.dues, until: "2026-12-31") == [
                "2026-11-24 staff: staffDueSoon", "2026-11-30 staff: staffOverdue",
                "2026-12-04 staff: staffOverdue", "2026-12-04 head: staffOverdue",
                "2026-12-11 head: staffOverdue",
            ]
        )
    }

    @Test func `stands while the voter is asked, and goes on longer by as many days`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .assigned)
        let asked = try station.ask(
            "unit",
            .askVoter,
            [.ref: number.typed, .text: "是哪根灯杆"]
        )
        #expect(asked.told == ["voter: voterQuestion"])
        #expect(station.matters[number]?.runningClocks == [:])
        station.pass(seconds: 5 * 86_400)
        let answered = try station.ask(
            "voter",
            .supplementMatter,
            [.ref: number.typed, .content: "村口第二根"]
        )
        #expect(answered.told.contains("unit: voterAnswer"))
        // From Friday to Wednesday three working days; 11 December was the limit.
        #expect(station.matters[number]?.runningClocks == [.answering: "2026-12-16"])
    }

    @Test func `of ten days for a rating closes as not rated, never as satisfied`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .replied)
        let told = try station.ask(
            "staff",
            .recordFeedback,
            [.ref: number.typed, .whom: "本人", .channel: "phone"]
        )
        #expect(
            try Self.watch(&station, told.dues, until: "2027-01-31") == [
                "2026-12-01 staff: staffLapsed"
            ]
        )
        #expect(station.matters[number]?.state == .closed)
        #expect(station.matters[number]?.rating == nil)
        let late = try station.ask(
            "voter",
            .rateMatter,
            [.ref: number.typed, .rating: "satisfied"]
        )
        #expect(late.said == [.matterRated])
        #expect(station.matters[number]?.rating == "satisfied")
    }

    @Test func `for a promise outlives the matter's end`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .closed)
        let promised = try station.ask(
            "staff",
            .recordPromise,
            [.ref: number.typed, .result: "C", .due: "2027-03-31"]
        )
        #expect(promised.told == ["voter: promiseNotice"])
        #expect(
            try Self.watch(&station, promised.dues, until: "2027-04-01") == [
                "2027-03-26 staff: staffDueSoon", "2027-04-01 staff: staffOverdue",
            ]
        )
        // Kept: nothing is left to be looked at.
        try station.ask("staff", .recordPromise, [.ref: number.typed, .result: "A"])
        #expect(station.matters[number]?.runningClocks == [:])
    }

    @Test func `explains itself with dates and the rule`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .assigned)
        station.now = .at("2026-12-17", "09:00")
        let answer = try station.ask("voter", .explainDelay, [.ref: number.typed])
        #expect(answer.said == [.historyOverdue])
        #expect(answer.fact(.days, of: .historyOverdue) == .count(4))
        #expect(answer.fact(.reason, of: .historyOverdue) == .term("clock.answering"))
        guard case .lines(let lines) = answer.fact(.list, of: .historyOverdue) else {
            Issue.record("a list of what happened")
            return
        }
        #expect(
            lines.map { $0.fields[.action] } == [
                .term("past.filed"), .term("past.accepted"), .term("past.verified"),
                .term("past.assigned"),
            ]
        )
    }

    @Test(
        arguments: [
            "", "2026-0001", "2026-0001/answering/passed/2026-12-04",
            "2026-0001/answering/passed/2026-12-04/x", "2026-0001/answering/late/2026-12-04/0",
            "2026-0001/sleeping/passed/2026-12-04/0", "x/answering/passed/2026-12-04/0",
            "2026-0001/answering/passed/2026-13-04/0",
        ]
    )
    func `is not read from anything else`(subject: String) {
        #expect(ClockDue(subject: subject) == nil)
    }
}

@Suite struct `A unit` {
    @Test func `signs once, and the clerk hears of it`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .assigned)
        let first = try station.ask("unit", .signReceipt, [.ref: number.typed])
        #expect(first.said == [.receiptSigned])
        #expect(first.told == ["staff: staffReceiptSigned"])
        let again = try station.ask("unit", .signReceipt, [.ref: number.typed])
        #expect(again.said == [.receiptKnown])
        #expect(again.events == [])
    }

    @Test func `returns what is not its own, and says whose it may be`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .assigned)
        let answer = try station.ask(
            "unit",
            .returnMatter,
            [.ref: number.typed, .suggestUnit: "水利所", .reason: "属于河道"]
        )
        #expect(answer.told == ["staff: staffReturned"])
        #expect(answer.fact(.next, of: .staffReturned) == .name("水利所"))
        #expect(station.matters[number]?.state == .accepted)
        #expect(station.matters[number]?.unit == nil)
        let next = try station.ask("staff", .assignMatter, [.ref: number.typed, .unit: "水利所"])
        #expect(next.said == [.matterAssigned])
    }

    @Test func `sees nothing of a matter that is another's`() throws {
        for action: Action in [.signReceipt, .returnMatter, .requestExtension, .askVoter] {
            var station = PaperStation()
            let number = try station.matter(in: .assigned)
            let answer = try station.ask(
                "other unit",
                action,
                [.ref: number.typed, .days: .number(5), .text: "在哪"]
            )
            #expect(answer.said == [.matterUnknown], "\(action.rawValue)")
            #expect(answer.events == [])
        }
    }

    @Test func `asks for more time; the clerk's yes takes what was asked`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .assigned)
        let asked = try station.ask(
            "unit",
            .requestExtension,
            [.ref: number.typed, .to: "2026-12-20", .reason: "等材料"]
        )
        #expect(asked.told == ["staff: staffExtensionAsked"])
        #expect(station.matters[number]?.due == "2026-12-11")
        let granted = try station.ask("staff", .extendDeadline, [.ref: number.typed])
        #expect(granted.said == [.deadlineExtended])
        #expect(granted.told == ["voter: extensionNotice", "unit: unitExtended"])
        #expect(granted.fact(.reason, of: .extensionNotice) == .text("等材料"))
        #expect(station.matters[number]?.due == "2026-12-20")
    }

    @Test func `gets one extension from the clerk; the second is the head's`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .assigned)
        try station.ask(
            "staff",
            .extendDeadline,
            [.ref: number.typed, .days: .number(10), .reason: "等灯具"]
        )
        let due = station.matters[number]?.due
        let second = try station.ask(
            "staff",
            .extendDeadline,
            [.ref: number.typed, .days: .number(5), .reason: "等灯具"]
        )
        #expect(second.said == [.proposed])
        #expect(second.told == ["head: approvalAsked"])
        #expect(station.matters[number]?.due == due)
        try station.ask("head", .approve, [.ref: number.typed])
        #expect(try #require(station.matters[number]?.due) > (try #require(due)))
    }

    @Test(arguments: ["2026-12-11", "2026-11-30", "2026-11-01"])
    func `gets no date that is not later`(day: String) throws {
        var station = PaperStation()
        let number = try station.matter(in: .assigned)
        let answer = try station.ask(
            "staff",
            .extendDeadline,
            [.ref: number.typed, .to: .text(day)]
        )
        #expect(answer.said == [.refusedNotLater])
        #expect(answer.events == [])
    }

    @Test func `is urged on all that is overdue in one message`() throws {
        var station = PaperStation()
        let first = try station.matter(in: .assigned)
        let second = try station.matter(in: .assigned)
        station.now = .at("2026-12-14", "09:00")
        let answer = try station.ask("staff", .urgeUnit, [.filter: "overdue"])
        #expect(answer.said == [.unitUrged])
        #expect(answer.told == ["unit: unitUrging"])
        #expect(
            answer.events == [
                .turned(first, .unitUrged(isFormal: false)),
                .turned(second, .unitUrged(isFormal: false)),
            ]
        )
    }

    @Test func `hears that a matter was withdrawn, or is another's now`() throws {
        var station = PaperStation()
        let first = try station.matter(in: .assigned)
        let withdrawn = try station.ask("voter", .withdrawMatter, [.ref: first.typed])
        #expect(withdrawn.told.contains("unit: unitWithdrawn"))
        let second = try station.matter(in: .assigned)
        let moved = try station.ask(
            "staff",
            .assignMatter,
            [.ref: second.typed, .unit: "水利所"]
        )
        #expect(moved.told.contains("unit: unitRelieved"))
        #expect(moved.told.contains("other unit: unitAssigned"))
    }
}

@Suite struct `Matters of the same thing` {
    private static func merged() throws -> (PaperStation, MatterNumber, MatterNumber) {
        var station = PaperStation()
        let main = try station.matter(in: .accepted)
        let answer = try station.ask("neighbour", .fileMatter, [.content: "横湖村口路灯坏了"])
        let other = try #require(answer.events.compactMap(\.matter).first)
        let merged = try station.ask(
            "staff",
            .mergeMatters,
            [.into: main.typed, .from: other.typed]
        )
        #expect(merged.said == [.matterMerged])
        #expect(merged.told == ["neighbour: mergedNotice"])
        return (station, main, other)
    }

    @Test func `are answered once, and every voter is told`() throws {
        var (station, main, other) = try Self.merged()
        station.append(.matterVerified(main, result: "true", by: station.id("staff")))
        try station.ask("staff", .assignMatter, [.ref: main.typed, .unit: "城建办"])
        try station.ask("unit", .recordReply, [.ref: main.typed, .text: "灯已换新"])
        #expect(station.matters[other]?.state == .replied)
        let told = try station.ask("staff", .sendFeedback, [.ref: main.typed])
        #expect(told.told == ["voter: feedbackNotice", "neighbour: feedbackNotice"])
        for number in [main, other] {
            try station.desk { try $0.settleFeedback(number, index: 0, .sent) }
            #expect(station.matters[number]?.state == .fedBack)
        }
    }

    @Test func `part again when the one they went with is withdrawn`() throws {
        var (station, main, other) = try Self.merged()
        let answer = try station.ask("voter", .withdrawMatter, [.ref: main.typed])
        #expect(answer.told.contains("staff: staffParted"))
        #expect(station.matters[other]?.state == .accepted)
    }

    @Test func `are no chain and no circle`() throws {
        var (station, main, other) = try Self.merged()
        let third = try station.matter(in: .accepted)
        let chain = try station.ask(
            "staff",
            .mergeMatters,
            [.into: third.typed, .from: main.typed]
        )
        #expect(chain.said == [.refusedHasLinked])
        let circle = try station.ask(
            "staff",
            .mergeMatters,
            [.into: other.typed, .from: main.typed]
        )
        #expect(circle.said == [.refusedState])
        let same = try station.ask(
            "staff",
            .mergeMatters,
            [.into: main.typed, .from: .list([main.description])]
        )
        #expect(same.verdict == .missing(.from))
    }
}

@Suite struct `What was ended` {
    @Test func `is taken up again only with a reason, and the voter is told`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .closed)
        let bare = try station.ask("staff", .reopenMatter, [.ref: number.typed])
        #expect(bare.verdict == .missing(.reason))
        let answer = try station.ask(
            "staff",
            .reopenMatter,
            [.ref: number.typed, .reason: "灯又坏了"]
        )
        #expect(answer.told == ["voter: reopenedNotice", "unit: unitReopened"])
        #expect(station.matters[number]?.state == .assigned)
    }

    @Test func `is archived, and then only corrected`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .closed)
        let open = try station.matter(in: .assigned)
        let refused = try station.ask("staff", .archiveMatter, [.ref: open.typed])
        #expect(refused.said == [.refusedStillOpen])
        try station.ask("staff", .archiveMatter, [.ref: number.typed])
        #expect(station.matters[number]?.course.retention == "10年")
        let again = try station.ask("staff", .reopenMatter, [.ref: number.typed, .reason: "想改"])
        #expect(again.said == [.refusedEnded])
        let words = station.matters[number]?.words.count ?? 0
        let corrected = try station.ask(
            "staff",
            .correctRecord,
            [.ref: number.typed, .text: "地点应为花桥"]
        )
        #expect(corrected.said == [.recordCorrected])
        #expect(station.matters[number]?.words.count == words + 1)
    }

    @Test(
        arguments: [
            ("2026", "2026-01-01", "2026-12-31"), ("2026-Q1", "2026-01-01", "2026-03-31"),
            ("2026-Q4", "2026-10-01", "2026-12-31"), ("2026-02", "2026-02-01", "2026-02-28"),
            ("2028-02", "2028-02-01", "2028-02-29"), ("2026-12", "2026-12-01", "2026-12-31"),
        ] as [(String, Day, Day)]
    )
    func `can be named by the time of its end`(text: String, first: Day, last: Day) throws {
        let range = try #require(DayRange(text))
        #expect(range.first == first)
        #expect(range.last == last)
    }

    @Test(arguments: ["", "2026-", "2026-13", "2026-Q5", "2026-Q0", "next_quarter", "2026-1-1"])
    func `is in no period that does not exist`(text: String) {
        #expect(DayRange(text) == nil)
    }
}
