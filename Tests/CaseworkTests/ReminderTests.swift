import Casework
import Testing

@Suite struct `A reception-day reminder` {
    /// A station with so many subscribers: `s1`, `s2` and so on.
    static func station(subscribers count: Int) throws -> PaperStation {
        var station = PaperStation()
        for index in 0..<count { try station.ask("s\(index + 1)", .subscribe) }
        return station
    }

    @Test func `to nobody says so`() throws {
        var station = PaperStation()
        let answer = try station.ask("staff", .broadcastReceptionReminder)
        #expect(answer.said == [.broadcastNobody])
        #expect(answer.events.isEmpty)
    }

    @Test func `to few is shown first and needs a yes`() throws {
        var station = try Self.station(subscribers: 2)
        let shown = try station.ask("staff", .broadcastReceptionReminder)
        #expect(shown.said == [.broadcastPreview])
        #expect(shown.fact(.count, of: .broadcastPreview) == .count(2))
        #expect(shown.told.isEmpty)
        #expect(shown.effects.first?.choices.map(\.data) == ["是", "取消"])
        guard case .lines(let text) = shown.fact(.text, of: .broadcastPreview) else {
            Issue.record("the text is not shown")
            return
        }
        #expect(text.map(\.kind) == [.reminderText])
        #expect(
            text.first?.fields[.date]
                == .receptionDay(
                    "2026-11-24",
                    LunarDay(year: 2026, month: 10, isLeap: false, day: 16)
                )
        )
        let sent = try station.ask("staff", .confirm)
        #expect(sent.said == [.broadcastQueued])
        #expect(sent.told.isEmpty)
        #expect(station.sendCopies() == [station.id("s1"), station.id("s2")])
    }

    @Test func `to many needs the code that is shown`() throws {
        var station = try Self.station(subscribers: 3)
        let shown = try station.ask("staff", .broadcastReceptionReminder)
        #expect(shown.said == [.broadcastPreviewCode])
        let code = try #require(shown.text(.code, of: .broadcastPreviewCode))
        #expect(code.count == 4)
        #expect(shown.effects.first?.choices.isEmpty == true)
        #expect(try station.ask("staff", .confirm).said == [.confirmationWrong])
        let wrong = code == "0000" ? "0001" : "0000"
        #expect(
            try station.ask("staff", .confirm, [.code: .text(wrong)]).said == [.confirmationWrong]
        )
        let sent = try station.ask("staff", .confirm, [.code: .text(code)])
        #expect(sent.said == [.broadcastQueued])
        #expect(station.sendCopies().isEmpty, "there is time to think again")
        station.pass(seconds: 60)
        #expect(station.sendCopies().count == 3)
    }

    @Test func `goes once to each`() throws {
        var station = try Self.station(subscribers: 2)
        try station.ask("staff", .broadcastReceptionReminder)
        try station.ask("staff", .confirm)
        #expect(station.sendCopies().count == 2)
        let again = try station.ask("staff", .confirm)
        #expect(again.said == [.nothingToConfirm])
        #expect(again.events.isEmpty)
        #expect(station.sendCopies().isEmpty)
    }

    @Test func `goes to a clerk who subscribed too`() throws {
        var station = PaperStation()
        try station.ask("staff", .subscribe)
        try station.ask("staff", .broadcastReceptionReminder)
        try station.ask("staff", .confirm)
        #expect(station.sendCopies() == [station.id("staff")])
    }

    @Test func `leaves out who has left`() throws {
        var station = try Self.station(subscribers: 3)
        try station.ask("s1", .unsubscribe)
        let address = try #require(station.person("s2")?.addresses.first)
        station.append(.unbound(person: station.id("s2"), address: address))
        let shown = try station.ask("staff", .broadcastReceptionReminder)
        #expect(shown.fact(.count, of: .broadcastPreview) == .count(1))
        #expect(shown.fact(.skipped, of: .broadcastPreview) == .count(1))
        try station.ask("staff", .confirm)
        #expect(station.sendCopies() == [station.id("s3")])
    }

    @Test func `shows names masked and never a list`() throws {
        var station = PaperStation()
        for who in ["staff", "head", "deputy", "leader", "voter"] {
            try station.ask(who, .subscribe)
        }
        let shown = try station.ask("staff", .broadcastReceptionReminder)
        #expect(shown.fact(.samples, of: .broadcastPreviewCode) == .names(["#1", "张**", "王**"]))
    }

    @Test func `is void when its audience changed, and shown again`() throws {
        var station = try Self.station(subscribers: 2)
        try station.ask("staff", .broadcastReceptionReminder)
        try station.ask("latecomer", .subscribe)
        let answer = try station.ask("staff", .confirm)
        #expect(answer.said == [.broadcastVoid, .broadcastPreviewCode])
        #expect(answer.told.isEmpty)
        let code = try #require(answer.text(.code, of: .broadcastPreviewCode))
        try station.ask("staff", .confirm, [.code: .text(code)])
        station.pass(seconds: 60)
        #expect(station.sendCopies().count == 3)
    }

    @Test func `is void when its text changed`() throws {
        var station = try Self.station(subscribers: 2)
        try station.ask("staff", .broadcastReceptionReminder)
        station.rules.address = "文化礼堂"
        let answer = try station.ask("staff", .confirm)
        #expect(answer.said == [.broadcastVoid, .broadcastPreview])
    }

    @Test func `is void once the clerk is one no more`() throws {
        var station = try Self.station(subscribers: 2)
        try station.ask("staff", .broadcastReceptionReminder)
        station.append(.officesEnded(person: station.id("staff")))
        let answer = try station.ask("staff", .confirm)
        #expect(answer.said == [.refusedRole])
        #expect(answer.told.isEmpty)
    }

    @Test(
        arguments: [("2026-11-25", .refusedNoReception), ("2026-11-19", .refusedPastDate)]
            as [(String, ReplyKind)]
    )
    func `for a day that is none is refused`(date: String, kind: ReplyKind) throws {
        var station = try Self.station(subscribers: 2)
        let answer = try station.ask("staff", .broadcastReceptionReminder, [.date: .text(date)])
        #expect(answer.said == [kind])
    }

    @Test func `on the evening of a reception is for the next one`() throws {
        var station = try Self.station(subscribers: 1)
        station.pass(days: 4)
        let before = try station.ask("staff", .broadcastReceptionReminder)
        #expect(before.said == [.broadcastPreview])
        station.pass(seconds: 2 * 3600)
        try station.ask("staff", .broadcastReceptionReminder)
        try station.ask("staff", .confirm)
        #expect(station.lastBroadcast()?.content == .reception("2026-12-24"))
        let named = try station.ask(
            "staff",
            .broadcastReceptionReminder,
            [.date: "2026-11-24"]
        )
        #expect(named.said == [.broadcastTooLate])
    }

    @Test func `is reported when every copy has ended`() throws {
        var station = try Self.station(subscribers: 2)
        try station.ask("staff", .broadcastReceptionReminder)
        try station.ask("staff", .confirm)
        station.sendCopies(1)
        #expect(try station.desk { try $0.settleBroadcast(1) }.events.isEmpty)
        let status = try station.ask("staff", .broadcastStatus)
        #expect(status.fact(.count, of: .broadcastStatus) == .count(1))
        station.sendCopies(ending: .refused)
        let report = try station.desk { try $0.settleBroadcast(1) }
        #expect(report.told == ["staff: broadcastReport"])
        #expect(report.fact(.total, of: .broadcastReport) == .count(2))
        #expect(report.fact(.sent, of: .broadcastReport) == .count(1))
        #expect(report.fact(.failed, of: .broadcastReport) == .count(1))
        #expect(report.fact(.next, of: .broadcastReport) == .count(1))
        #expect(try station.desk { try $0.settleBroadcast(1) }.events.isEmpty)
    }

    @Test func `is stopped while it goes out`() throws {
        var station = try Self.station(subscribers: 2)
        try station.ask("staff", .broadcastReceptionReminder)
        try station.ask("staff", .confirm)
        station.sendCopies(1)
        let answer = try station.ask("staff", .cancelBroadcast)
        #expect(answer.events == [.broadcastCancelled(broadcast: 1)])
        #expect(answer.withdrawals == [.broadcast(1)])
        #expect(answer.fact(.sent, of: .broadcastCancelled) == .count(1))
        #expect(station.sendCopies().isEmpty)
        #expect(try station.ask("staff", .cancelBroadcast).said == [.broadcastNone])
        #expect(try station.desk { try $0.settleBroadcast(1) }.events.isEmpty)
    }

    @Test func `that never was has no report`() throws {
        var station = PaperStation()
        #expect(try station.ask("staff", .broadcastStatus).said == [.broadcastNone])
        #expect(try station.ask("staff", .cancelBroadcast).said == [.broadcastNone])
    }
}

@Suite struct `A yes` {
    @Test func `to nothing is told so`() throws {
        var station = PaperStation()
        #expect(try station.ask("staff", .confirm).said == [.nothingToConfirm])
    }

    @Test(arguments: [(599, true), (600, false)])
    func `counts for ten minutes`(seconds: Int64, counts: Bool) throws {
        var station = try `A reception-day reminder`.station(subscribers: 1)
        try station.ask("staff", .broadcastReceptionReminder)
        station.pass(seconds: seconds)
        let answer = try station.ask("staff", .confirm)
        #expect(answer.said == [counts ? .broadcastQueued : .confirmationLate])
        #expect(station.confirmation(of: station.id("staff")) == nil)
    }

    @Test func `is given by who was asked`() throws {
        var station = try `A reception-day reminder`.station(subscribers: 1)
        try station.ask("staff", .broadcastReceptionReminder)
        #expect(try station.ask("head", .confirm).said == [.nothingToConfirm])
    }

    @Test func `can be a no`() throws {
        var station = try `A reception-day reminder`.station(subscribers: 1)
        try station.ask("staff", .broadcastReceptionReminder)
        let answer = try station.ask("staff", .cancel)
        #expect(answer.said == [.cancelled])
        #expect(
            answer.events
                == [.confirmationSettled(person: station.id("staff"), agreed: false)]
        )
        #expect(try station.ask("staff", .confirm).said == [.nothingToConfirm])
        #expect(try station.ask("voter", .cancel).events.isEmpty)
    }

    @Test func `to what was erased meanwhile does nothing`() throws {
        var station = try `A reception-day reminder`.station(subscribers: 1)
        try station.ask("staff", .broadcastReceptionReminder)
        let open = try #require(station.confirmation(of: station.id("staff")))
        station.append(.contentErased(contents: [open.step], reason: "asked"))
        let answer = try station.ask("staff", .confirm)
        #expect(answer.said == [.confirmationLate])
        #expect(answer.told.isEmpty)
    }
}
