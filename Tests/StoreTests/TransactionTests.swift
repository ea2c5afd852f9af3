import Casework
import Foundation
import Messages
import Store
import Testing

private struct Poison: Error {}

@Suite struct TransactionTests {
    @Test func `a transaction that throws midway leaves nothing`() async throws {
        let station = try TemporaryStation()
        let store = try station.open()
        await #expect(throws: Poison.self) {
            try await store.write { session throws in
                let cause = try session.accept(entry("m:1:1"))
                let voter = try session.meet("voter").person
                try session.file(1, by: voter, words: "路灯坏了", cause: cause)
                _ = try session.enqueue(draft("voter", "收到"), at: noon)
                try session.setCursor(.init("7"), channel: "botapi", account: "7001")
                throw Poison()
            }
        }
        try await store.read { session throws in
            #expect(try !session.isSeen(key: "m:1:1"))
            #expect(try session.lastPerson() == PersonID(0))
            #expect(try session.matter(number(1)) == nil)
            #expect(try session.lastContent() == ContentID(0))
            #expect(try session.cursor(channel: "botapi", account: "7001") == nil)
            #expect(try session.outboxCounts() == [:])
        }
        #expect(try store.verify() == [])
        try store.close()
    }

    @Test func `one message's fault undoes that message alone`() async throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try await store.write { session throws in
            for serial in 1...3 {
                do {
                    try session.savepoint {
                        _ = try session.accept(entry("m:1:\(serial)"))
                        let voter = try session.meet("voter\(serial)").person
                        try session.file(serial, by: voter, words: "第\(serial)件")
                        if serial == 2 { throw Poison() }
                    }
                } catch is Poison {
                    _ = try session.quarantine(
                        key: "m:1:2",
                        channel: "botapi",
                        account: "7001",
                        raw: "raw",
                        reason: "thrown",
                        sender: nil,
                        at: noon
                    )
                }
            }
        }
        try await store.read { session throws in
            #expect(try session.isSeen(key: "m:1:1"))
            #expect(try !session.isSeen(key: "m:1:2"))
            #expect(try session.isSeen(key: "m:1:3"))
            #expect(try session.matter(number(2)) == nil)
            #expect(try session.matter(number(3)) != nil)
            #expect(try session.quarantineList().map(\.reason) == ["thrown"])
        }
        #expect(try store.verify() == [])
        try store.close()
    }

    @Test func `a broken rule is the message's own fault, a full disk is not`() {
        #expect(StoreError(.constraint, "").isOfTheMessage)
        #expect(StoreError(.tooBig, "").isOfTheMessage)
        for code in StoreError.Code.allCases where code != .constraint && code != .tooBig {
            #expect(!StoreError(code, "").isOfTheMessage)
        }
        #expect(StoreError(.full, "").isRetryable)
        #expect(!StoreError(.corrupt, "").isRetryable)
    }

    @Test func `the same delivery is taken once`() async throws {
        let station = try TemporaryStation()
        let store = try station.open()
        let error = await #expect(throws: StoreError.self) {
            try await store.write { session throws in
                _ = try session.accept(entry("m:1:1"))
                _ = try session.accept(entry("m:1:1"))
            }
        }
        #expect(error?.code == .constraint)
        try store.close()
    }

    @Test func `a full disk is said so, loses nothing, and the work goes on after`() throws {
        let station = try TemporaryStation()
        do {
            let small = try station.open(pageLimit: 120)
            try small.writeSync { session in _ = try session.meet("voter") }
            let error = #expect(throws: StoreError.self) {
                try small.writeSync { session throws in
                    for serial in 1...2000 {
                        try session.savepoint {
                            _ = try session.accept(
                                entry("m:1:\(serial)", text: String(repeating: "字", count: 500))
                            )
                        }
                    }
                }
            }
            #expect(error?.code == .full)
            #expect(error?.isOfTheMessage == false)
            #expect(error?.message.contains("字") == false)
            #expect(try small.readSync { try $0.lastPerson() } == PersonID(1))
            #expect(try small.readSync { try $0.isSeen(key: "m:1:1") } == false)
            try small.writeSync { session in _ = try session.meet("other") }
            try small.close()
        }
        let store = try station.open()
        #expect(try store.verify() == [])
        #expect(try store.readSync { try $0.lastPerson() } == PersonID(2))
        try store.close()
    }

    @Test func `a cut between any two commits keeps every commit before it`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        var cuts: [TemporaryStation] = []
        for serial in 1...6 {
            try store.writeSync { session throws in
                _ = try session.accept(entry("m:1:\(serial)"))
                let voter = try session.meet("voter\(serial)").person
                try session.file(serial, by: voter, words: "第\(serial)件")
                _ = try session.enqueue(draft("voter\(serial)", "收到"), at: noon)
            }
            cuts.append(try station.copy())
        }
        try store.close()
        for (index, cut) in cuts.enumerated() {
            let again = try cut.open()
            #expect(again.wasUnclean)
            #expect(try again.verify() == [])
            try again.readSync { session throws in
                #expect(try session.lastSerial(in: 2026) == index + 1)
                #expect(try session.outboxCounts() == [.queued: index + 1])
                #expect(try session.isSeen(key: "m:1:\(index + 1)"))
                #expect(try !session.isSeen(key: "m:1:\(index + 2)"))
            }
            try again.close()
        }
    }

    @Test func `a log that is torn in the middle of a commit loses that commit alone`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session in _ = try session.meet("first") }
        try store.writeSync { session throws in
            for index in 1...50 { _ = try session.meet("later\(index)") }
        }
        let cut = try station.copy()
        try store.close()
        let log = cut.database + "-wal"
        let data = try #require(FileManager.default.contents(atPath: log))
        try data.dropLast(6000).write(to: URL(fileURLWithPath: log))
        try? FileManager.default.removeItem(atPath: cut.database + "-shm")
        let again = try cut.open()
        #expect(try again.readSync { try $0.lastPerson() } == PersonID(1))
        #expect(try again.verify() == [])
        try again.close()
    }

    @Test func `a message in hand at a death is counted until it is done with`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        for deaths in 0...1 {
            #expect(try store.readSync { try $0.inHandDeaths(key: "m:1:1") } == deaths)
            try store.writeSync { try $0.markInHand(key: "m:1:1") }
        }
        try store.writeSync { try $0.clearInHand(key: "m:1:1") }
        #expect(try store.readSync { try $0.inHandDeaths(key: "m:1:1") } == 0)
        try store.close()
    }
}
