import Casework
import Foundation
import Messages
import Store
import Testing

@Suite struct ErasureTests {
    private static let secret = "我家住三组老槐树旁边第二家"

    /// A message with a photo, its answer, its conversation, and what was said of it to others.
    private func fill(_ store: StationStore) throws -> ContentID {
        let words = try store.writeSync { session throws in
            let cause = try session.accept(entry("m:1:1", text: "反映 " + ErasureTests.secret))
            let voter = try session.meet("voter")
            let words = try session.file(
                1,
                by: voter.person,
                words: ErasureTests.secret,
                cause: cause
            )
            let handle = ContentID(words.value + 1)
            let file = AttachmentRecord(
                id: 1,
                person: voter.person,
                kind: "photo",
                handle: handle,
                at: noon
            )
            try session.append(
                [.attachmentKept(file), .attachmentSettled(attachment: 1, isFetched: true)],
                contents: [handle: "photo-handle"],
                actor: voter.person,
                cause: cause,
                at: noon
            )
            try session.settle(
                inbox: cause,
                sender: voter.person,
                subject: .matter(number(1)),
                words: words
            )
            try session.setConversation(
                "{\"last\":\"\(ErasureTests.secret)\"}",
                of: voter.person,
                at: noon
            )
            let reply = try session.enqueue(
                draft("voter", "收到:" + ErasureTests.secret, answers: cause),
                at: noon
            )
            try session.finish(reply, .sent(remote: "5"), at: noon)
            _ = try session.enqueue(
                draft("clerk", "新事项:" + ErasureTests.secret, rank: .notice),
                at: noon
            )
            _ = try session.enqueue(draft("clerk", "别的事", rank: .notice), at: noon)
            _ = try session.quarantine(
                key: "m:1:1",
                channel: "botapi",
                account: "7001",
                raw: "{\"text\":\"\(ErasureTests.secret)\"}",
                reason: "thrown",
                sender: voter.person,
                at: noon
            )
            return words
        }
        try AttachmentShelf(folder: store.folder).keep(Array(ErasureTests.secret.utf8), as: 1)
        return words
    }

    @Test func `after an erasure the raw folder holds nothing, and the chain is whole`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        let words = try fill(store)
        #expect(try !station.files(containing: ErasureTests.secret).isEmpty)
        try store.writeSync { session throws in
            try session.erase([words], reason: "asked", actor: nil, at: noon)
        }
        for part in [ErasureTests.secret, "老槐树", "photo-handle"] {
            #expect(try station.files(containing: part) == [])
        }
        #expect(try AttachmentShelf(folder: station.folder).list() == [])
        #expect(try store.verify() == [])
        try store.readSync { session throws in
            #expect(try session.words(words) == nil)
            #expect(try session.matter(number(1))?.words == [words])
            #expect(try session.isSeen(key: "m:1:1"))
            #expect(try session.quarantineEntry(1)?.raw == nil)
            #expect(try session.conversation(of: PersonID(1)) == nil)
            #expect(try session.outboxCounts() == [.queued: 2, .sent: 1, .refused: 1])
        }
        try store.close()
        for part in [ErasureTests.secret, "老槐树"] {
            #expect(try station.files(containing: part) == [])
        }
    }

    @Test func `an event that erases is enough`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        let words = try fill(store)
        try store.writeSync { session throws in
            try session.append(
                [.contentErased(contents: [words], reason: "secret")],
                actor: PersonID(1),
                cause: nil,
                at: noon
            )
        }
        #expect(try station.files(containing: ErasureTests.secret) == [])
        #expect(try store.verify() == [])
        try store.close()
    }

    @Test func `an erasure that is rolled back erases nothing`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        let words = try fill(store)
        struct Poison: Error {}
        #expect(throws: Poison.self) {
            try store.writeSync { session throws in
                try session.erase([words], reason: "asked", actor: nil, at: noon)
                throw Poison()
            }
        }
        try store.writeSync { session throws in
            try? session.savepoint {
                try session.erase([words], reason: "asked", actor: nil, at: noon)
                throw Poison()
            }
        }
        #expect(try store.readSync { try $0.words(words) } == ErasureTests.secret)
        #expect(try AttachmentShelf(folder: station.folder).list() == [1])
        #expect(try store.verify() == [])
        try store.close()
    }

    @Test func `an erased address is met as a stranger's, and nothing goes to it`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let voter = try session.meet("sender-4711")
            _ = try session.enqueue(
                draft("sender-4711", "通知", rank: .notice, address: voter.address),
                at: noon
            )
            try session.erase([voter.address], reason: "asked", actor: nil, at: noon)
            #expect(try session.person(at: home("sender-4711")) == nil)
            #expect(try session.address(voter.address) == nil)
            #expect(
                try session.nextToSend(
                    channel: "botapi",
                    account: "7001",
                    limit: 5,
                    now: noon
                ).rows == []
            )
        }
        #expect(try station.files(containing: "sender-4711") == [])
        #expect(try store.verify() == [])
        try store.close()
    }

    @Test func `what moved between pages before it was erased is gone as well`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        let sender = "sender-0500-of-many-with-a-long-name"
        try store.writeSync { session throws in
            // Inserted in no order, so that pages of the address table split around them.
            for index in 0..<1000 {
                let serial = (index * 617) % 1000
                let digits = String(repeating: "0", count: 4 - String(serial).count)
                try session.meet("sender-\(digits)\(serial)-of-many-with-a-long-name")
            }
            let found = try #require(try session.person(at: home(sender)))
            try session.erase([found.address], reason: "asked", actor: nil, at: noon)
        }
        #expect(try station.files(containing: sender) == [])
        #expect(try station.files(containing: "sender-0501-of-many").isEmpty == false)
        #expect(try store.verify() == [])
        try store.close()
    }

    @Test func `an erasure that a reader cuts short is listed, and finished at the next start`()
        throws
    {
        let station = try TemporaryStation()
        let store = try station.open()
        let words = try fill(store)
        let reader = try station.open(as: .reader)
        try reader.readSync { session throws in
            #expect(try session.words(words) == ErasureTests.secret)
            try store.writeSync { session throws in
                try session.erase([words], reason: "asked", actor: nil, at: noon)
            }
            #expect(try session.words(words) == ErasureTests.secret)
        }
        #expect(try store.verify().map(\.code) == ["erasure"])
        try reader.close()
        try store.close()
        let again = try station.open()
        #expect(try again.verify() == [])
        #expect(try station.files(containing: ErasureTests.secret) == [])
        try again.close()
    }
}
