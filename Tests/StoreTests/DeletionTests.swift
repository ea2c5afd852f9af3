import Casework
import GRDB
import Messages
import Store
import Testing

/// What stands at the far side of a channel when words are erased here.
@Suite struct DeletionTests {
    private static let words = "我家住三组老槐树旁边第二家"

    /// A filed matter: its message of three parts, the question before it, what was said of it.
    private func fill(_ store: StationStore) throws -> (voter: PersonID, words: ContentID) {
        try store.writeSync { session throws in
            let voter = try session.meet("voter").person
            let asked = try session.accept(delivery(10, "voter", DeletionTests.words, voter))
            try send("您住哪里？", to: "voter", as: "11", answers: asked, in: session)
            let cause = try session.accept(
                delivery(12, "voter", "反映" + DeletionTests.words, voter, album: "a1")
            )
            for number in 13...14 {
                _ = try session.accept(delivery(number, "voter", "", voter, album: "a1"))
            }
            let words = try session.file(1, by: voter, words: DeletionTests.words, cause: cause)
            try session.settle(inbox: cause, subject: .matter(number(1)), words: words)
            try send("已登记，编号2026-0001", to: "voter", as: "15", answers: cause, in: session)
            try send(
                "新件2026-0001 " + DeletionTests.words,
                to: "clerk",
                as: "7",
                rank: .notice,
                in: session
            )
            try send("别的事", to: "clerk", as: "8", rank: .notice, in: session)
            let other = try session.accept(delivery(20, "voter", "另外一件事", voter))
            try send("另外一件事已登记", to: "voter", as: "21", answers: other, in: session)
            return (voter, words)
        }
    }

    private func delivery(
        _ message: Int,
        _ chat: String,
        _ text: String,
        _ sender: PersonID?,
        album: String? = nil
    ) -> InboxEntry {
        entry(
            "m:\(chat):\(message)",
            text: text,
            sender: sender,
            album: album,
            place: FarPlace(chat: chat, message: String(message))
        )
    }

    private func send(
        _ text: String,
        to chat: String,
        as remote: String,
        rank: OutboxRank = .reply,
        answers: Int64? = nil,
        in session: Session
    ) throws {
        let row = try session.enqueue(
            draft(chat, text, rank: rank, answers: answers),
            at: noon
        )
        try session.finish(row, .sent(remote: remote), at: noon)
    }

    private func erase(_ words: ContentID..., in session: Session) throws {
        try session.erase(words, reason: "secret", actor: nil, at: noon)
    }

    /// What is asked of the far side, chat and message, first in first out.
    private func deletions(
        in session: Session,
        channel: String = "botapi",
        account: String = "7001"
    ) throws -> [String] {
        var found: [String] = []
        while let row = try session.nextToSend(
            channel: channel,
            account: account,
            limit: 1,
            now: noon
        ).rows.first {
            if let message = row.deletion { found.append(row.chat + " " + message) }
            try session.finish(row.id, .sent(remote: ""), at: noon)
        }
        return found.sorted()
    }

    @Test func `every copy that stands at the far side is asked for once`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        let (_, words) = try fill(store)
        try store.writeSync { session throws in
            try erase(words, in: session)
            let row = try #require(
                try session.nextToSend(
                    channel: "botapi",
                    account: "7001",
                    limit: 1,
                    now: noon
                ).rows.first
            )
            #expect(row.kind == "delete")
            #expect(row.rank == .reply)
            #expect(row.purpose == .notice)
            #expect(row.answers == nil && row.notAfter == nil && row.address == nil)
        }
        #expect(try store.verify() == [])
        try store.writeSync { session throws in
            #expect(
                try deletions(in: session) == [
                    "clerk 7", "voter 10", "voter 11", "voter 12", "voter 13", "voter 14",
                    "voter 15",
                ]
            )
            try erase(words, in: session)
            #expect(try deletions(in: session) == [])
        }
        #expect(try store.verify() == [])
        try store.close()
    }

    @Test func `an erasure that is rolled back asks for nothing`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        let (_, words) = try fill(store)
        struct Poison: Error {}
        try store.writeSync { session throws in
            try? session.savepoint {
                try erase(words, in: session)
                throw Poison()
            }
        }
        try store.writeSync { session throws in
            #expect(try deletions(in: session) == [])
            try erase(words, in: session)
            #expect(try deletions(in: session).count == 7)
        }
        try store.close()
    }

    @Test func `a deletion that has ended keeps neither chat nor number`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        let (_, words) = try fill(store)
        let ends: [SendOutcome] = [.sent(remote: ""), .refused(reason: "http-400")]
        try store.writeSync { session throws in
            try erase(words, in: session)
            for end in ends {
                let row = try #require(
                    try session.nextToSend(
                        channel: "botapi",
                        account: "7001",
                        limit: 1,
                        now: noon
                    ).rows.first
                )
                #expect(try session.finish(row.id, .retry(at: noon), at: noon))
                let waiting = try #require(try session.outboxRow(row.id))
                #expect(waiting.chat == row.chat && waiting.deletion == row.deletion)
                #expect(try session.finish(row.id, end, at: noon))
                let ended = try #require(try session.outboxRow(row.id))
                #expect(ended.chat == "" && ended.deletion == "")
            }
        }
        #expect(try store.verify() == [])
        try store.close()
    }

    @Test func `a deletion outlives the person's address and its revocation`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        let (_, words) = try fill(store)
        try store.writeSync { session throws in
            let address = try #require(try session.person(at: home("voter"))).address
            try erase(words, in: session)
            #expect(try session.withdraw(.address(address), at: noon) == [])
            try erase(address, in: session)
            #expect(try deletions(in: session).count == 7)
        }
        try store.close()
    }

    @Test func `where a person's messages stand is gone with the address`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        let chat = "sender-of-long-standing"
        try store.writeSync { session throws in
            let voter = try session.meet(chat)
            let cause = try session.accept(delivery(1, chat, "一件事情", voter.person))
            let words = try session.file(1, by: voter.person, words: "一件事情", cause: cause)
            _ = try session.accept(delivery(2, "other", "别人", nil))
            try erase(voter.address, in: session)
            try erase(words, in: session)
            #expect(try deletions(in: session) == [])
        }
        #expect(try station.files(containing: chat) == [])
        #expect(try station.files(containing: "2 other") != [])
        #expect(try store.verify() == [])
        try store.close()
    }

    @Test func `a reply in the air when its words go is erased once it has arrived`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        let (_, words) = try fill(store)
        try store.writeSync { session throws in
            let reply = try session.enqueue(draft("voter", DeletionTests.words), at: noon)
            let lost = try session.enqueue(draft("voter", DeletionTests.words), at: noon)
            try erase(words, in: session)
            #expect(try !session.finish(reply, .sent(remote: "99"), at: noon))
            #expect(try !session.finish(lost, .refused(reason: "http-403"), at: noon))
            #expect(try deletions(in: session).filter { $0 == "voter 99" }.count == 1)
        }
        #expect(try store.verify() == [])
        try store.close()
    }

    @Test(arguments: [
        ("横湖", "新件2026-0001 横湖", true), ("横湖", "新件2026-0002 横湖", false),
        ("横湖村文化礼堂", "新件2026-0002 横湖村文化礼堂", false),
        ("横湖村文化礼堂边", "新件2026-0002 横湖村文化礼堂边", true), ("湖", "新件2026-0001 湖", false),
    ])
    func `short words take only messages about the same matter with them`(
        words: String,
        text: String,
        isErased: Bool
    ) throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let voter = try session.meet("voter").person
            let id = try session.file(1, by: voter, words: words)
            try send(text, to: "clerk", as: "5", rank: .notice, in: session)
            try erase(id, in: session)
            #expect(try deletions(in: session) == (isErased ? ["clerk 5"] : []))
        }
        try store.close()
    }

    @Test func `rows for a channel that is not served hold up nobody`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            for index in 0..<1100 {
                _ = try session.enqueue(draft("\(index)", "一", account: "6"), at: noon)
            }
            _ = try session.enqueue(draft("voter", "二"), at: noon)
            let wave = try session.nextToSend(
                channel: "botapi",
                account: "7001",
                limit: 5,
                now: noon
            )
            #expect(wave.rows.map(\.text) == ["二"])
        }
        try store.close()
    }

    @Test func `a file of before deletions is brought up to date, and erases what it knows of`()
        throws
    {
        let station = try TemporaryStation()
        let store = try station.open()
        let (_, words) = try fill(store)
        try store.close()
        let queue = try DatabaseQueue(path: station.database)
        try queue.write {
            try $0.execute(
                sql: """
                    ALTER TABLE inbox DROP COLUMN place;
                    DELETE FROM grdb_migrations WHERE identifier = '0003-deletion';
                    """
            )
        }
        try queue.close()
        let later = try station.open()
        #expect(try later.verify() == [])
        try later.writeSync { session throws in
            try erase(words, in: session)
            #expect(try deletions(in: session) == ["clerk 7", "voter 11", "voter 15"])
        }
        #expect(try later.verify() == [])
        try later.close()
    }

    @Test(arguments: [
        "UPDATE outbox SET text = '5' WHERE kind = 'delete'",
        "UPDATE inbox SET place = '5 voter' WHERE words IS NOT NULL",
    ])
    func `what an erasure left standing is found`(sql: String) throws {
        let station = try TemporaryStation()
        let store = try station.open()
        let (_, words) = try fill(store)
        try store.writeSync { session throws in
            try erase(words, in: session)
            _ = try deletions(in: session)
        }
        try store.close()
        let queue = try DatabaseQueue(path: station.database)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
        let reader = try station.open(as: .reader)
        #expect(try reader.verify().map(\.code) == ["erasure"])
        try reader.close()
    }
}
