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
        #expect(answer.said == [.reminderNobody])
        #expect(answer.events.isEmpty)
    }

    @Test func `to few is shown first and needs a yes`() throws {
        var station = try Self.station(subscribers: 2)
        let shown = try station.ask("staff", .broadcastReceptionReminder)
        #expect(shown.said == [.reminderPreview])
        #expect(shown.fact(.count, of: .reminderPreview) == .count(2))
        #expect(shown.told.isEmpty)
        #expect(shown.effects.first?.choices.map(\.data) == ["是", "取消"])
        guard case .lines(let text) = shown.fact(.text, of: .reminderPreview) else {
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
        #expect(sent.said == [.reminderQueued])
        #expect(sent.told == ["s1: reminderText", "s2: reminderText"])
    }

    @Test func `to many needs the code that is shown`() throws {
        var station = try Self.station(subscribers: 3)
        let shown = try station.ask("staff", .broadcastReceptionReminder)
        #expect(shown.said == [.reminderPreviewCode])
        let code = try #require(shown.text(.code, of: .reminderPreviewCode))
        #expect(code.count == 4)
        #expect(shown.effects.first?.choices.isEmpty == true)
        #expect(try station.ask("staff", .confirm).said == [.confirmationWrong])
        let wrong = code == "0000" ? "0001" : "0000"
        #expect(
            try station.ask("staff", .confirm, [.code: .text(wrong)]).said == [.confirmationWrong]
        )
        let sent = try station.ask("staff", .confirm, [.code: .text(code)])
        #expect(sent.told == ["s1: reminderText", "s2: reminderText", "s3: reminderText"])
    }

    @Test func `goes once to each`() throws {
        var station = try Self.station(subscribers: 2)
        try station.ask("staff", .broadcastReceptionReminder)
        let sent = try station.ask("staff", .confirm)
        #expect(sent.effects.count { $0.purpose == .reminder(1) } == 2)
        let again = try station.ask("staff", .confirm)
        #expect(again.said == [.nothingToConfirm])
        #expect(again.told.isEmpty)
    }

    @Test func `goes to a clerk who subscribed too`() throws {
        var station = PaperStation()
        try station.ask("staff", .subscribe)
        try station.ask("staff", .broadcastReceptionReminder)
        #expect(try station.ask("staff", .confirm).told == ["staff: reminderText"])
    }

    @Test func `leaves out who has left`() throws {
        var station = try Self.station(subscribers: 3)
        try station.ask("s1", .unsubscribe)
        let address = try #require(station.person("s2")?.addresses.first)
        station.append(.unbound(person: station.id("s2"), address: address))
        let shown = try station.ask("staff", .broadcastReceptionReminder)
        #expect(shown.fact(.count, of: .reminderPreview) == .count(1))
        #expect(shown.fact(.skipped, of: .reminderPreview) == .count(1))
        #expect(try station.ask("staff", .confirm).told == ["s3: reminderText"])
    }

    @Test func `shows names masked and never a list`() throws {
        var station = PaperStation()
        for who in ["staff", "head", "deputy", "leader", "voter"] {
            try station.ask(who, .subscribe)
        }
        let shown = try station.ask("staff", .broadcastReceptionReminder)
        #expect(shown.fact(.samples, of: .reminderPreviewCode) == .names(["#1", "张**", "王**"]))
    }

    @Test func `is void when its audience changed, and shown again`() throws {
        var station = try Self.station(subscribers: 2)
        try station.ask("staff", .broadcastReceptionReminder)
        try station.ask("latecomer", .subscribe)
        let answer = try station.ask("staff", .confirm)
        #expect(answer.said == [.reminderVoid, .reminderPreviewCode])
        #expect(answer.told.isEmpty)
        let code = try #require(answer.text(.code, of: .reminderPreviewCode))
        #expect(try station.ask("staff", .confirm, [.code: .text(code)]).told.count == 3)
    }

    @Test func `is void when its text changed`() throws {
        var station = try Self.station(subscribers: 2)
        try station.ask("staff", .broadcastReceptionReminder)
        station.rules.address = "文化礼堂"
        let answer = try station.ask("staff", .confirm)
        #expect(answer.said == [.reminderVoid, .reminderPreview])
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
        arguments: [("2026-11-25", .refusedDate), ("2026-11-19", .refusedPastDate)]
            as [(String, ReplyKind)]
    )
    func `for a day that is none is refused`(date: String, kind: ReplyKind) throws {
        var station = try Self.station(subscribers: 2)
        let answer = try station.ask("staff", .broadcastReceptionReminder, [.date: .text(date)])
        #expect(answer.said == [kind])
    }

    @Test func `is reported when every send has ended`() throws {
        var station = try Self.station(subscribers: 2)
        try station.ask("staff", .broadcastReceptionReminder)
        try station.ask("staff", .confirm)
        station.end(reminder: 1, sent: 1)
        #expect(try station.desk { try $0.settleReminder(1) }.events.isEmpty)
        let status = try station.ask("staff", .broadcastStatus)
        #expect(status.fact(.count, of: .reminderStatus) == .count(1))
        station.end(reminder: 1, sent: 0, failed: 1)
        let report = try station.desk { try $0.settleReminder(1) }
        #expect(report.events == [.reminderSettled(reminder: 1)])
        #expect(report.told == ["staff: reminderReport"])
        #expect(report.fact(.total, of: .reminderReport) == .count(2))
        #expect(report.fact(.sent, of: .reminderReport) == .count(1))
        #expect(report.fact(.failed, of: .reminderReport) == .count(1))
        #expect(try station.desk { try $0.settleReminder(1) }.events.isEmpty)
    }

    @Test func `is stopped while it goes out`() throws {
        var station = try Self.station(subscribers: 2)
        try station.ask("staff", .broadcastReceptionReminder)
        try station.ask("staff", .confirm)
        let answer = try station.ask("staff", .cancelBroadcast)
        #expect(answer.events == [.reminderCancelled(reminder: 1)])
        #expect(answer.withdrawals == [.reminder(1)])
        #expect(try station.ask("staff", .cancelBroadcast).said == [.reminderNone])
        #expect(try station.desk { try $0.settleReminder(1) }.events.isEmpty)
    }

    @Test func `that never was has no report`() throws {
        var station = PaperStation()
        #expect(try station.ask("staff", .broadcastStatus).said == [.reminderNone])
        #expect(try station.ask("staff", .cancelBroadcast).said == [.reminderNone])
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
        #expect(answer.said == [counts ? .reminderQueued : .confirmationLate])
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
