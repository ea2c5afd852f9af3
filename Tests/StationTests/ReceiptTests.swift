import Casework
import Messages
import Station
import Store
import Testing

/// What a receipt does to a feedback that was promised one.
@Suite(.timeLimit(.minutes(5)))
struct ReceiptTests {
    @Test(
        arguments: [
            (.read, [.delivered, .read]), (.read, [.read]), (.delivered, [.delivered]),
            (.delivered, [.read]),
        ] as [(Receipt.Stand, [Receipt.Stand])]
    )
    func `a feedback is the voter's when as much has come as was promised`(
        promise: Receipt.Stand,
        stands: [Receipt.Stand]
    ) async throws {
        let station = try await SampleStation.withFeedback(promising: promise)
        for stand in stands {
            #expect(try station.matter(1).state == .replied)
            #expect(try station.matter(1).feedbacks.map(\.stand) == [.handedOver])
            #expect(try await station.answer("办结1", as: "clerk").contains("还没有送到选民"))
            #expect(try await !station.answer("待办", as: "clerk").contains("2026-0001"))
            #expect(try await station.receive(stand).isEmpty)
        }
        #expect(try station.matter(1).feedbacks.map(\.stand) == [.delivered])
        #expect(try await station.answer("办结1", as: "clerk").contains("已办结"))
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `a feedback that nothing more will be heard of counts when it was taken`()
        async throws
    {
        let station = try await SampleStation.withFeedback(promising: nil)
        #expect(try station.matter(1).state == .fedBack)
        #expect(try await station.receive(.failed).isEmpty)
        #expect(try station.matter(1).state == .fedBack)
    }

    @Test func `a feedback that did not arrive is back with the clerk`() async throws {
        let station = try await SampleStation.withFeedback(promising: .delivered)
        let heard = try await station.receive(.failed)
        #expect(heard.text(to: "clerk").contains("2026-0001"))
        #expect(heard.text(to: "clerk").contains("上门"))
        #expect(try station.matter(1).needsTelling)
        #expect(try await station.answer("待办", as: "clerk").contains("待电话或上门告知"))
        _ = try await station.receive(.delivered)
        #expect(try station.matter(1).state == .fedBack, "it did arrive after all")
    }

    @Test func `a receipt counts once, and one of nobody's message counts for nothing`()
        async throws
    {
        let station = try await SampleStation.withFeedback(promising: .read)
        let turn = Turn(store: station.store, desk: station.desk)
        func take(_ receipts: Receipt...) async throws -> Turn.Summary {
            try await turn.take(
                Batch(receipts: receipts, cursor: Cursor("9")),
                channel: "console",
                account: "local"
            )
        }
        let read = SampleStation.receipt(.read)
        let first = try await take(read, read)
        #expect(first.receipts == 1 && first.repeated == 1)
        #expect(try await take(read).repeated == 1)
        #expect(try await take(SampleStation.receipt(.failed, message: "78")).receipts == 1)
        #expect(try await take(SampleStation.receipt(.failed, chat: "clerk")).receipts == 1)
        #expect(try station.matter(1).feedbacks.map(\.stand) == [.delivered])
        #expect(
            try station.store.readSync { try $0.cursor(channel: "console", account: "local") }
                == Cursor("9")
        )
        #expect(try station.store.verify().isEmpty)
    }

    @Test(arguments: [Receipt.Stand.read, .failed])
    func `a receipt that comes before its send is finished counts when it is`(
        stand: Receipt.Stand
    ) async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        try await station.bringToReply()
        let channel = FakeChannel()
        channel.onSend { $0.wantsReceipt ? .hang : .success("1") }
        try await station.serving(on: channel) {
            channel.deliver(station.message("反馈1", as: "clerk", id: "f"))
            await channel.until { $0.attempts.contains(where: \.wantsReceipt) }
            channel.deliver(SampleStation.receipt(.delivered), SampleStation.receipt(stand))
            // The next poll leaves once the receipts are committed.
            await channel.until { $0.polls.contains(Cursor("2")) }
            let early = try station.matter(1).feedbacks.map(\.stand)
            #expect(early == [.queued])
            channel.release("voter", .success(SentMessage(id: "77", promises: .read)))
        }
        let settled = try station.matter(1).feedbacks.map(\.stand)
        #expect(settled == [stand == .read ? .delivered : .failed])
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `a receipt of a send that the process died over counts after the next start`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        try await station.bringToReply()
        let channel = FakeChannel()
        channel.onSend { message in
            let trouble = ChannelError.Trouble(code: "test", message: "the answer is lost")
            return message.wantsReceipt
                ? .failure(.retry(trouble, after: 0, scope: .chat)) : .success("1")
        }
        try await station.serving(on: channel) {
            channel.deliver(station.message("反馈1", as: "clerk", id: "f"))
            await channel.until { $0.attempts.contains(where: \.wantsReceipt) }
            channel.deliver(SampleStation.receipt(.read))
            await channel.until { $0.polls.contains(Cursor("2")) }
        }
        #expect(try station.matter(1).feedbacks.map(\.stand) == [.queued])
        // The relay gives the first answer to the same key.
        let later = FakeChannel()
        later.onSend { _ in .success("77", promises: .read) }
        station.clock.move(minutes: 5)
        try await station.serving(on: later) { await later.until { !$0.sent.isEmpty } }
        #expect(
            Set((channel.record.attempts + later.record.sent).filter(\.wantsReceipt).map(\.key))
                .count == 1
        )
        #expect(try station.matter(1).state == .fedBack)
    }

    // MARK: - Nothing is heard

    @Test func `an answer that nobody has seen for three working days is told by hand`()
        async throws
    {
        // A Friday: Monday to Wednesday are the three days.
        let station = try await SampleStation.withFeedback(promising: .read)
        _ = try await station.receive(.delivered)
        station.clock.move(days: 5, hours: 8, minutes: 29)
        #expect(try await station.tick().isEmpty)
        station.clock.move(minutes: 1)
        let heard = try await station.tick()
        #expect(
            heard.map(\.text) == [
                "2026-0001（横湖村口路灯坏了三天了）的答复发出3个工作日了，未确认收到。"
                    + "请电话或上门告知，再回复：2026-0001已电话告知 姓名"
            ]
        )
        #expect(heard.map(\.to) == ["clerk"])
        #expect(try station.matter(1).needsTelling)
        let queue = try await station.answer("待办", as: "clerk")
        #expect(queue.contains("待电话或上门告知") && queue.contains("2026-0001"))
        #expect(try await station.answer("办结1", as: "clerk").contains("还没有送到选民"))
        #expect(try station.store.verify().isEmpty)

        _ = try await station.receive(.read)
        #expect(try station.matter(1).state == .fedBack, "a late look counts")
        #expect(try await station.answer("办结1", as: "clerk").contains("已办结"))
        #expect(try station.store.verify().isEmpty)
    }

    @Test(arguments: ["1已电话告知 张三", "1城建办答复：又换了一盏", "重办1，12月20日前"])
    func `nothing is said of it when the clerk has gone on meanwhile`(
        _ step: String
    ) async throws {
        let station = try await SampleStation.withFeedback(promising: .read)
        _ = try await station.answer(step, as: "clerk")
        let before = try station.matter(1)
        station.clock.move(days: 10)
        let heard = try await station.conversing.tick().map(\.text)
        #expect(!heard.contains { $0.contains("还没确认选民收到") })
        #expect(try station.matter(1).feedbacks == before.feedbacks)
    }

    @Test(arguments: [0, 6])
    func `a rating says that the answer was seen`(days: Int) async throws {
        let station = try await SampleStation.withFeedback(promising: .read)
        station.clock.move(days: days)
        _ = try await station.conversing.tick()
        let rated = try await station.say("评价 2026-0001 1")
        #expect(rated.text(to: "voter").contains("满意"))
        let matter = try station.matter(1)
        #expect(matter.rating == "satisfied")
        #expect(matter.state == .fedBack)
        #expect(matter.feedbacks.map(\.stand) == [.delivered])
        station.clock.move(days: 10)
        #expect(try await station.tick().isEmpty)
        #expect(try station.store.verify().isEmpty)
    }

    @Test func `a thank-you says that the answer was seen, where only one can be meant`()
        async throws
    {
        let station = try await SampleStation.withFeedback(promising: .delivered)
        _ = try await station.answer("收到，谢谢", as: "stranger")
        #expect(try station.matter(1).state == .replied)
        _ = try await station.answer("收到，谢谢")
        #expect(try station.matter(1).state == .fedBack)
    }

    @Test func `verify finds an answer in doubt that nobody will look at again`() async throws {
        let station = try await SampleStation.withFeedback(promising: .read)
        #expect(try station.store.verify().isEmpty)
        try await station.store.write { session in
            for row in try session.dueRows(until: Instant(milliseconds: .max), limit: 9) {
                try session.settleDue(row.id)
            }
        }
        #expect(try station.store.verify().map(\.code) == ["debt"])
        _ = try await station.answer("1城建办答复：又换了一盏", as: "clerk")
        #expect(try station.store.verify().isEmpty, "the new answer waits in the clerk's queue")
    }

    @Test func `another's rating says nothing of the voter`() async throws {
        let station = try await SampleStation.withFeedback(promising: .read)
        _ = try await station.answer("评价 2026-0001 1", as: "stranger")
        #expect(try station.matter(1).feedbacks.map(\.stand) == [.handedOver])
    }
}

extension SampleStation {
    /// A station whose voter was sent the answer of 2026-0001 as message 77 of the channel.
    static func withFeedback(promising promise: Receipt.Stand?) async throws -> SampleStation {
        let station = try SampleStation()
        try await station.bindEverybody()
        try await station.bringToReply()
        let channel = FakeChannel()
        channel.onSend { $0.wantsReceipt ? .success("77", promises: promise) : .success("1") }
        try await station.serving(on: channel) {
            channel.deliver(station.message("反馈1", as: "clerk", id: "f"))
            await channel.until { $0.sent.contains(where: \.wantsReceipt) }
        }
        #expect(channel.record.sent.filter(\.wantsReceipt).map(\.chat) == ["voter"])
        return station
    }

    static func receipt(
        _ stand: Receipt.Stand,
        chat: String = "voter",
        message: String = "77"
    ) -> Receipt {
        Receipt(
            key: "r:\(chat):\(message):\(stand.rawValue)",
            chat: chat,
            messageID: message,
            stand: stand,
            at: 0
        )
    }

    /// Takes a receipt of that message, and hears what goes out.
    func receive(_ stand: Receipt.Stand) async throws -> [Conversing.Heard] {
        _ = try await Turn(store: store, desk: desk).take(
            Batch(receipts: [SampleStation.receipt(stand)]),
            channel: "console",
            account: "local"
        )
        return try await conversing.tick()
    }
}

extension SampleStation {
    /// What is heard of the matter at this time; reminders of reception days are another story.
    fileprivate func tick() async throws -> [Conversing.Heard] {
        try await conversing.tick().filter { $0.text.contains("2026-0001") }
    }
}
