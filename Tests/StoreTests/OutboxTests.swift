import Casework
import Messages
import Store
import Testing

@Suite struct OutboxTests {
    private func wave(
        _ session: Session,
        limit: Int = 10,
        at now: Instant = noon,
        without chats: Set<String> = []
    ) throws -> Wave {
        try session.nextToSend(
            channel: "botapi",
            account: "7001",
            limit: limit,
            now: now,
            excludingChats: chats
        )
    }

    @Test func `a row comes back as it was queued`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            var wanted = draft("7", "请评价", answers: 3, notAfter: noon.adding(seconds: 60))
            wanted.buttons = [Button(title: "满意", data: "评价 2026-0042 1")]
            wanted.purpose = .feedback(number(42), index: 1)
            let id = try session.enqueue(wanted, at: noon)
            let row = try #require(try wave(session).rows.first)
            #expect(row.id == id)
            #expect(row.purpose == wanted.purpose)
            #expect(row.buttons == wanted.buttons)
            #expect(row.answers == 3)
            #expect(row.notAfter == wanted.notAfter)
            #expect(row.outgoing.text == "请评价")
            #expect(row.key.utf8.count == 32)
            #expect(try session.outboxRow(id) == row)
        }
        try store.close()
    }

    @Test func `a chat gets its rows one after another, in order`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            for text in ["一", "二", "三"] { _ = try session.enqueue(draft("7", text), at: noon) }
            _ = try session.enqueue(draft("8", "四"), at: noon)
            #expect(try wave(session).rows.map(\.text) == ["一", "四"])
            #expect(try wave(session, without: ["7"]).rows.map(\.text) == ["四"])
            for text in ["一", "二", "三"] {
                let row = try #require(try wave(session, without: ["8"]).rows.first)
                #expect(row.text == text)
                #expect(try session.finish(row.id, .sent(remote: "9"), at: noon))
            }
            #expect(try wave(session, without: ["8"]).rows == [])
        }
        try store.close()
    }

    @Test func `replies go before notices and notices before broadcasts, across chats`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            _ = try session.enqueue(draft("1", "提醒", rank: .broadcast), at: noon)
            _ = try session.enqueue(draft("2", "通知", rank: .notice), at: noon)
            _ = try session.enqueue(draft("3", "回复"), at: noon)
            #expect(try wave(session).rows.map(\.text) == ["回复", "通知", "提醒"])
            #expect(try wave(session, limit: 1).rows.map(\.text) == ["回复"])
        }
        try store.close()
    }

    @Test func `within a chat a reply waits for the notice before it and passes a broadcast`()
        throws
    {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            _ = try session.enqueue(draft("1", "提醒", rank: .broadcast), at: noon)
            _ = try session.enqueue(draft("1", "通知", rank: .notice), at: noon)
            _ = try session.enqueue(draft("1", "回复"), at: noon)
            for text in ["通知", "回复", "提醒"] {
                let rows = try wave(session).rows
                #expect(rows.map(\.text) == [text])
                for row in rows { try session.finish(row.id, .sent(remote: "1"), at: noon) }
            }
        }
        try store.close()
    }

    @Test func `two accounts do not mix, even where a chat has the same name`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            _ = try session.enqueue(draft("7", "别处", account: "7002"), at: noon)
            _ = try session.enqueue(draft("7", "这里"), at: noon)
            #expect(try wave(session).rows.map(\.text) == ["这里"])
        }
        try store.close()
    }

    @Test func `a row that is to be tried later holds back its chat and no other`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let first = try session.enqueue(draft("7", "一"), at: noon)
            _ = try session.enqueue(draft("7", "二"), at: noon)
            _ = try session.enqueue(draft("8", "三"), at: noon)
            let later = noon.adding(seconds: 30)
            try session.finish(first, .retry(at: later), at: noon)
            #expect(try wave(session).rows.map(\.text) == ["三"])
            #expect(try session.nextRetry(channel: "botapi", account: "7001") == later)
            let row = try #require(try wave(session, at: later).rows.first)
            #expect(row.text == "一")
            #expect(row.tries == 1)
        }
        try store.close()
    }

    @Test func `a row past its time expires and is handed out once for its rule`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let id = try session.enqueue(draft("7", "今天接待", notAfter: noon), at: noon)
            #expect(try wave(session).expired == [])
            let late = try wave(session, at: noon.adding(seconds: 1))
            #expect(late.rows == [])
            #expect(late.expired.map(\.id) == [id])
            #expect(try wave(session, at: noon.adding(seconds: 2)).expired == [])
            #expect(try session.outboxCounts() == [.expired: 1])
        }
        try store.close()
    }

    @Test func `what ended stays as it ended`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let id = try session.enqueue(draft("7", "一"), at: noon)
            #expect(try session.finish(id, .refused(reason: "blocked"), at: noon))
            #expect(try !session.finish(id, .sent(remote: "1"), at: noon))
            #expect(try !session.finish(id, .retry(at: noon), at: noon))
            #expect(try session.outboxCounts() == [.refused: 1])
        }
        try store.close()
    }

    @Test func `a withdrawal ends what waits for an address or a reminder`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let voter = try session.meet("7")
            let own = try session.enqueue(draft("7", "一", address: voter.address), at: noon)
            let other = try session.enqueue(draft("8", "二"), at: noon)
            let reminders = try (1...2).map { id in
                try session.enqueue(
                    draft("9", "提醒", rank: .broadcast, purpose: .reminder(Int64(id))),
                    at: noon
                )
            }
            #expect(try session.withdraw(.address(voter.address), at: noon).map(\.id) == [own])
            #expect(try session.withdraw(.reminder(1), at: noon).map(\.id) == [reminders[0]])
            #expect(try wave(session).rows.map(\.id) == [other, reminders[1]])
        }
        try store.close()
    }

    @Test func `after a kill a marked reminder is uncertain and a reply is sent again`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        let marked = try store.writeSync { session throws in
            let reminders = try (1...3).map { index in
                try session.enqueue(
                    draft("\(index)", "提醒", rank: .broadcast, purpose: .reminder(1)),
                    at: noon
                )
            }
            _ = try session.enqueue(draft("9", "回复"), at: noon)
            try session.mark(sending: Array(reminders[...1]))
            return Array(reminders[...1])
        }
        let cut = try station.copy()
        try store.close()
        let again = try cut.open()
        try again.writeSync { session throws in
            #expect(try session.recoverSends(at: noon).map(\.id) == marked)
            #expect(try session.recoverSends(at: noon) == [])
            #expect(try wave(session).rows.map(\.text) == ["回复", "提醒"])
        }
        try again.close()
    }

    @Test func `after a kill a marked row goes out again where the far side knows its key`()
        throws
    {
        let station = try TemporaryStation()
        let store = try station.open()
        let (id, key) = try store.writeSync { session throws in
            let id = try session.enqueue(
                draft("1", "提醒", rank: .broadcast, purpose: .reminder(1)),
                at: noon
            )
            try session.mark(sending: [id])
            return (id, try session.outboxRow(id)?.key)
        }
        let cut = try station.copy()
        try store.close()
        let again = try cut.open()
        try again.writeSync { session throws in
            #expect(try session.recoverSends(at: noon, isKeyed: true) == [])
            let rows = try wave(session).rows
            #expect(rows.map(\.id) == [id])
            #expect(rows.map(\.key) == [key])
        }
        try again.close()
    }
}
