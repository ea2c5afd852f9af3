import Casework
import Store
import Testing

@Suite struct InboxTests {
    @Test func `a delivery that was seen is not taken again`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let first = try #require(try session.acceptOnce(entry("m:1:1")))
            #expect(try session.acceptOnce(entry("m:1:1", text: "别的")) == nil)
            #expect(try session.acceptOnce(entry("m:1:2")) == first + 1)
            #expect(try session.isSeen(key: "m:1:1"))
        }
        #expect(try store.summary().messages == 2)
        try store.close()
    }

    @Test func `an edit finds what its message became`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let id = try session.accept(entry("m:1:1"))
            try session.settle(
                inbox: id,
                sender: PersonID(4),
                subject: .matter(number(42)),
                words: ContentID(9)
            )
            let found = try session.inboxSubject(key: "m:1:1")
            #expect(
                found
                    == InboxSubject(
                        id: id,
                        sender: PersonID(4),
                        receivedAt: noon,
                        subject: .matter(number(42)),
                        words: ContentID(9),
                        text: entry("m:1:1").text
                    )
            )
            #expect(try session.inboxSubject(key: "m:1:2") == nil)
        }
        try store.close()
    }

    @Test(arguments: [
        Subject.matter(MatterNumber(year: 2026, serial: 42)),
        .note(NoteNumber(year: 2026, serial: 7)), .item(3),
    ])
    func `a subject comes back as it was kept`(subject: Subject) throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let id = try session.accept(entry("m:1:1"))
            try session.settle(inbox: id, subject: subject)
            #expect(try session.inboxSubject(key: "m:1:1")?.subject == subject)
        }
        try store.close()
    }

    @Test func `a later part of an album finds what the album became`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            _ = try session.accept(entry("m:1:1", album: "a:1"))
            let second = try session.accept(entry("m:1:2", album: "a:1"))
            _ = try session.accept(entry("m:1:3", album: "a:1"))
            try session.settle(inbox: second, subject: .item(5))
            #expect(try session.inboxSubject(album: "a:1")?.subject == .item(5))
            #expect(try session.inboxSubject(album: "a:2") == nil)
        }
        try store.close()
    }

    @Test func `a quarantined delivery can be tried again, and its number is not reused`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let cause = try session.accept(entry("m:1:1"))
            let id = try session.quarantine(
                key: "m:1:1",
                channel: "botapi",
                account: "7001",
                raw: "{}",
                reason: "thrown",
                sender: nil,
                at: noon
            )
            #expect(try session.settleQuarantine(id, isRetried: true))
            #expect(try !session.settleQuarantine(id, isRetried: true))
            #expect(try !session.isSeen(key: "m:1:1"))
            #expect(try session.accept(entry("m:1:1")) > cause)
            #expect(try session.quarantineList() == [])
            #expect(try session.quarantineEntry(id)?.state == .retried)
        }
        try store.close()
    }
}
