import Casework
import Messages
import Store
import Testing

func receipt(_ stand: Receipt.Stand, _ chat: String, _ message: String) -> Receipt {
    Receipt(
        key: "r:\(chat):\(message):\(stand.rawValue)",
        chat: chat,
        messageID: message,
        stand: stand,
        at: 5
    )
}

@Suite struct ReceiptTests {
    private let feedback = Effect.Purpose.feedback(number(42), index: 1)

    private func row(
        _ session: Session,
        _ receipt: Receipt,
        of account: String = "7001"
    ) throws
        -> OutboxRow?
    {
        try session.row(of: receipt, channel: "botapi", account: account)
    }

    @Test func `a receipt finds the message of its chat and account that promised one`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let id = try session.enqueue(draft("7", "请评价", purpose: feedback), at: noon)
            #expect(try session.outboxRow(id)?.outgoing.wantsReceipt == true)
            #expect(try row(session, receipt(.read, "7", "9")) == nil, "it has no number yet")
            #expect(try session.finish(id, .sent(remote: "9", promises: .read), at: noon))
            let found = try #require(try row(session, receipt(.delivered, "7", "9")))
            #expect(found.id == id && found.purpose == feedback && found.promised == .read)
            #expect(try row(session, receipt(.read, "8", "9")) == nil)
            #expect(try row(session, receipt(.read, "7", "8")) == nil)
            #expect(try row(session, receipt(.read, "7", "9"), of: "7002") == nil)

            let silent = try session.enqueue(draft("7", "二"), at: noon)
            #expect(try session.outboxRow(silent)?.outgoing.wantsReceipt == false)
            #expect(try session.finish(silent, .sent(remote: "10"), at: noon))
            #expect(try row(session, receipt(.read, "7", "10")) == nil)
        }
        try store.close()
    }

    @Test func `a receipt is kept once, and found by the message's number`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            func keep(_ receipt: Receipt, _ account: String = "7001") throws -> Bool {
                try session.keepOnce(receipt, channel: "botapi", account: account, at: noon)
            }
            #expect(try keep(receipt(.delivered, "7", "9")))
            #expect(try !keep(receipt(.delivered, "7", "9")))
            #expect(try keep(receipt(.read, "7", "9")))
            #expect(try keep(receipt(.failed, "7", "9"), "7002"))
            let id = try session.enqueue(draft("7", "请评价", purpose: feedback), at: noon)
            let row = try #require(try session.outboxRow(id))
            #expect(try session.earlyReceipts(of: row, remote: "9") == [.delivered, .read])
            #expect(try session.earlyReceipts(of: row, remote: "8") == [])
        }
        #expect(try store.verify().isEmpty)
        try store.close()
        #expect(try station.files(containing: "r:7:9").isEmpty, "no chat stands in clear")
    }

    @Test func `the last poll of each account is kept over a restart`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            #expect(try session.lastPoll(channel: "botapi", account: "7001") == nil)
            try session.setLastPoll(noon, channel: "botapi", account: "7001")
            try session.setLastPoll(
                noon.adding(seconds: -60),
                channel: "botapi",
                account: "7001"
            )
        }
        try store.close()
        let later = try station.open()
        try later.readSync { session throws in
            #expect(
                try session.lastPoll(channel: "botapi", account: "7001")
                    == noon.adding(seconds: -60)
            )
            #expect(try session.lastPoll(channel: "botapi", account: "7002") == nil)
        }
        try later.close()
    }
}
