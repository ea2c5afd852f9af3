import Casework
import Testing

@Suite struct `Feedback` {
    @Test func `is queued with three choices, and counts when it is delivered`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .replied)
        let answer = try station.ask("staff", .sendFeedback, [.ref: number.typed])
        #expect(answer.said == [.feedbackQueued])
        let notice = try #require(answer.effects.first { $0.line.kind == .feedbackNotice })
        #expect(notice.to == .person(station.id("voter")))
        #expect(notice.purpose == .feedback(number, index: 0))
        #expect(notice.line.fields[.answer] == .text("灯已修好"))
        #expect(
            notice.choices == [
                Choice("choice.satisfied", data: "评价 2026-0001 1"),
                Choice("choice.basically_satisfied", data: "评价 2026-0001 2"),
                Choice("choice.dissatisfied", data: "评价 2026-0001 3"),
            ]
        )
        #expect(station.matters[number]?.state == .replied)
        #expect(station.matters[number]?.isToldToVoter == false)
        let settled = try station.desk { try $0.settleFeedback(number, index: 0, .sent) }
        #expect(settled.events == [.feedbackSettled(number, index: 0, stand: .delivered)])
        #expect(settled.effects.isEmpty)
        #expect(station.matters[number]?.state == .fedBack)
    }

    @Test(arguments: [Draft.Delivery.refused, .expired, .uncertain])
    func `that did not surely arrive is the clerk's debt`(delivery: Draft.Delivery) throws {
        var station = PaperStation()
        let number = try station.matter(in: .replied)
        try station.ask("staff", .sendFeedback, [.ref: number.typed])
        let settled = try station.desk { try $0.settleFeedback(number, index: 0, delivery) }
        #expect(settled.events == [.feedbackSettled(number, index: 0, stand: .failed)])
        #expect(settled.told == ["staff: staffFeedbackFailed"])
        #expect(
            settled.fact(.reason, of: .staffFeedbackFailed)
                == .term("delivery." + delivery.rawValue)
        )
        #expect(station.matters[number]?.needsTelling == true)
        let close = try station.ask("staff", .closeMatter, [.ref: number.typed])
        #expect(close.said == [.refusedNotFedBack])
        try station.ask(
            "staff",
            .recordFeedback,
            [.ref: number.typed, .whom: "本人", .channel: "phone"]
        )
        #expect(
            try station.ask("staff", .closeMatter, [.ref: number.typed]).said == [.matterClosed]
        )
    }

    @Test func `that was promised a word waits for it until the third working day is over`()
        throws
    {
        var station = PaperStation()
        let number = try station.matter(in: .replied)
        try station.ask("staff", .sendFeedback, [.ref: number.typed])
        let handed = try station.desk { try $0.settleFeedback(number, index: 0, .handedOver) }
        #expect(handed.events == [.feedbackSettled(number, index: 0, stand: .handedOver)])
        #expect(handed.effects.isEmpty)
        #expect(
            handed.dues == [
                Due(kind: .unreadFeedback, at: .at("2026-11-25", "17:00"), subject: "2026-0001/0")
            ]
        )
        #expect(station.matters[number]?.isFeedbackOnItsWay == true)
        #expect(station.matters[number]?.needsTelling == false)
        let close = try station.ask("staff", .closeMatter, [.ref: number.typed])
        #expect(close.said == [.refusedNotFedBack])
        let unread = try station.desk { try $0.settleUnread(number, index: 0) }
        #expect(unread.events == [.feedbackSettled(number, index: 0, stand: .unread)])
        #expect(unread.told == ["staff: staffFeedbackUnread"])
        #expect(unread.fact(.days, of: .staffFeedbackUnread) == .count(3))
        #expect(station.matters[number]?.needsTelling == true)
        #expect(try station.desk { try $0.settleUnread(number, index: 0) }.events.isEmpty)
    }

    /// What a feedback that stands so comes to by a piece of news; nil when it stays.
    static let news: [(Matter.Feedback.Stand, Draft.Delivery, Matter.Feedback.Stand?)] = [
        (.queued, .sent, .delivered), (.queued, .handedOver, .handedOver),
        (.queued, .delivered, .delivered), (.queued, .expired, .failed),
        (.handedOver, .delivered, .delivered), (.handedOver, .refused, .failed),
        (.handedOver, .sent, nil), (.handedOver, .handedOver, nil),
        (.handedOver, .uncertain, nil), (.unread, .delivered, .delivered),
        (.unread, .refused, nil), (.failed, .delivered, .delivered), (.failed, .refused, nil),
        (.failed, .handedOver, nil), (.delivered, .refused, nil), (.delivered, .delivered, nil),
        (.asked, .delivered, nil), (.told, .refused, nil),
    ]

    @Test(arguments: news)
    func `goes from stand to stand as the news come`(
        stand: Matter.Feedback.Stand,
        delivery: Draft.Delivery,
        next: Matter.Feedback.Stand?
    ) throws {
        var station = PaperStation()
        let number = try station.matter(in: .replied)
        station.append(
            .feedbackGiven(
                number,
                stand: stand,
                channel: "written",
                by: station.id("staff"),
                whom: nil,
                on: "2026-11-20"
            )
        )
        let settled = try station.desk { try $0.settleFeedback(number, index: 0, delivery) }
        #expect(
            settled.events
                == (next.map { [.feedbackSettled(number, index: 0, stand: $0)] } ?? [])
        )
        #expect(station.matters[number]?.feedbacks.map(\.stand) == [next ?? stand])
    }

    @Test func `in doubt is seen by whoever rates it, and the rating counts`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .replied)
        try station.ask("staff", .sendFeedback, [.ref: number.typed])
        let early = try station.ask(
            "voter",
            .rateMatter,
            [.ref: number.typed, .rating: "satisfied"]
        )
        #expect(early.said == [.refusedNothingToRate], "it has not gone out")
        try station.desk { try $0.settleFeedback(number, index: 0, .handedOver) }
        let half = try station.ask("voter", .rateMatter, [.ref: number.typed])
        #expect(half.verdict == .missing(.rating))
        #expect(station.matters[number]?.state == .replied)
        let rated = try station.ask(
            "voter",
            .rateMatter,
            [.ref: number.typed, .rating: "satisfied"]
        )
        #expect(
            rated.events == [
                .feedbackSettled(number, index: 0, stand: .delivered),
                .matterRated(number, rating: "satisfied", comment: nil),
            ]
        )
        #expect(station.matters[number]?.state == .fedBack)
    }

    @Test func `in doubt is not seen by a thank-you that may mean another`() throws {
        var station = PaperStation()
        let numbers = try [station.matter(in: .replied), station.matter(in: .replied)]
        for number in numbers {
            try station.ask("staff", .sendFeedback, [.ref: number.typed])
            try station.desk { try $0.settleFeedback(number, index: 0, .handedOver) }
        }
        #expect(try station.ask("voter", .acknowledge).events.isEmpty)
        try station.desk { try $0.settleFeedback(numbers[0], index: 0, .delivered) }
        #expect(try station.ask("voter", .acknowledge, inGroup: true).events.isEmpty)
        #expect(
            try station.ask("voter", .acknowledge).events
                == [.feedbackSettled(numbers[1], index: 0, stand: .delivered)]
        )
    }

    @Test(arguments: ["2026-0001/0", "2026-0042/12"])
    func `is named in a due row so that it is found again`(subject: String) {
        #expect(UnreadFeedback(subject: subject)?.subject == subject)
    }

    @Test(arguments: ["", "2026-0001", "2026-0001/", "x/0", "2026-0001/0/1"])
    func `is not found by other words`(subject: String) {
        #expect(UnreadFeedback(subject: subject) == nil)
    }

    @Test(arguments: [Move.reply, .redo])
    func `of an answer that was replaced meanwhile tells nothing of the new one`(
        move: Move
    ) throws {
        var station = PaperStation()
        let number = try station.matter(in: .replied)
        try station.ask("staff", .sendFeedback, [.ref: number.typed])
        station.pass(seconds: 1)
        try station.perform(move, on: number)
        if move == .redo { try station.perform(.reply, on: number) }
        try station.desk { try $0.settleFeedback(number, index: 0, .sent) }
        #expect(station.matters[number]?.state == .replied)
        #expect(station.matters[number]?.isToldToVoter == false)
        let close = try station.ask("staff", .closeMatter, [.ref: number.typed])
        #expect(close.said == [.refusedNotFedBack])
        let queue = try station.ask("staff", .listMatters)
        guard case .lines(let sections) = queue.fact(.list, of: .queue) else {
            Issue.record("the new answer waits for nobody")
            return
        }
        #expect(sections.map { $0.fields[.topic] } == [.term("queue.feed_back")])
    }

    @Test func `that failed is forgotten with its answer`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .replied)
        try station.ask("staff", .sendFeedback, [.ref: number.typed])
        try station.desk { try $0.settleFeedback(number, index: 0, .refused) }
        station.pass(seconds: 1)
        try station.perform(.reply, on: number)
        #expect(station.matters[number]?.needsTelling == false)
    }

    @Test func `is settled once`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .replied)
        try station.ask("staff", .sendFeedback, [.ref: number.typed])
        try station.desk { try $0.settleFeedback(number, index: 0, .sent) }
        for index in [0, 1, -1] {
            let again = try station.desk { try $0.settleFeedback(number, index: index, .refused) }
            #expect(again.events.isEmpty)
        }
        let unknown = try station.desk { try $0.settleFeedback("2026-0999", index: 0, .sent) }
        #expect(unknown.events.isEmpty)
    }

    @Test func `for someone without a chat is a task for who filed`() throws {
        var station = PaperStation()
        let number = try station.file("路灯不亮", by: "deputy", [.name: "陈阿婆"])
        for move in [Move.verify, .assign, .reply] { try station.perform(move, on: number) }
        let answer = try station.ask("staff", .sendFeedback, [.ref: number.typed])
        #expect(answer.said == [.feedbackTellByHand])
        #expect(answer.told == ["deputy: tellByHandTask"])
        #expect(answer.fact(.person, of: .tellByHandTask) == .text("陈阿婆"))
        #expect(station.matters[number]?.feedbacks.map(\.stand) == [.asked])
        let close = try station.ask("staff", .closeMatter, [.ref: number.typed])
        #expect(close.said == [.refusedNotFedBack])
    }

    @Test func `for a voter whose address is gone is told by hand`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .replied)
        let address = try #require(station.person("voter")?.addresses.first)
        station.append(.unbound(person: station.id("voter"), address: address))
        let answer = try station.ask("staff", .sendFeedback, [.ref: number.typed])
        #expect(answer.said == [.feedbackTellByHand])
        #expect(station.matters[number]?.needsTelling == true)
    }

    @Test func `told by the deputy who filed counts, with whom, when and how`() throws {
        var station = PaperStation()
        let number = try station.file("路灯不亮", by: "deputy", [.name: "陈阿婆"])
        for move in [Move.verify, .assign, .reply] { try station.perform(move, on: number) }
        let asked = try station.ask("deputy", .recordFeedback, [.ref: number.typed])
        #expect(asked.verdict == .missing(.whom))
        let answer = try station.ask(
            "deputy",
            .recordFeedback,
            [.ref: number.typed, .whom: "陈阿婆", .fedBackOn: "2026-11-20"]
        )
        #expect(answer.said == [.feedbackRecorded])
        let feedback = try #require(station.matters[number]?.feedbacks.last)
        #expect(feedback.stand == .told)
        #expect(feedback.channel == "oral")
        #expect(feedback.by == station.id("deputy"))
        #expect(feedback.on == "2026-11-20")
        #expect(feedback.whom.flatMap { station.words($0) } == "陈阿婆")
        #expect(station.matters[number]?.state == .fedBack)
    }

    @Test func `on others' matters is not a deputy's to record, and the clerk reads it`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .replied)
        let answer = try station.ask(
            "deputy",
            .recordFeedback,
            [.ref: number.typed, .whom: "本人"]
        )
        #expect(answer.said == [.tellingPassedOn])
        #expect(answer.told == ["staff: staffFollowedUp"])
        #expect(station.matters[number]?.feedbacks.isEmpty == true)
        #expect(station.matters[number]?.state == .replied)
    }

    /// A step that was kept while its day was still called `date` means the same.
    @Test(arguments: [Slot.fedBackOn, .date]) func `is not told tomorrow`(slot: Slot) throws {
        var station = PaperStation()
        let number = try station.matter(in: .replied)
        let answer = try station.ask(
            "staff",
            .recordFeedback,
            [.ref: number.typed, .whom: "本人", slot: "2026-11-21"]
        )
        #expect(answer.said == [.refusedDate])
    }

    @Test(
        arguments: [
            (.registered, .refusedState), (.accepted, .refusedState),
            (.assigned, .refusedNoReply), (.closed, .refusedEnded),
        ] as [(MatterState, ReplyKind)]
    )
    func `waits for the unit's reply`(state: MatterState, kind: ReplyKind) throws {
        var station = PaperStation()
        let number = try station.matter(in: state)
        let answer = try station.ask("staff", .sendFeedback, [.ref: number.typed])
        #expect(answer.said == [kind])
    }

    @Test func `reaches a voter who unsubscribed from everything`() throws {
        var station = PaperStation()
        let number = try station.matter(in: .replied)
        try station.ask("voter", .unsubscribe)
        let answer = try station.ask("staff", .sendFeedback, [.ref: number.typed])
        #expect(answer.told == ["voter: feedbackNotice"])
    }
}
