import Casework
import GRDB
import Messages
import Store
import Testing

@Suite struct VerifyTests {
    private func filled(_ station: TemporaryStation) throws -> StationStore {
        let store = try station.open()
        try store.writeSync { session throws in
            for serial in 1...5 {
                let cause = try session.accept(entry("m:1:\(serial)"))
                let voter = try session.meet("voter\(serial)").person
                try session.file(serial, by: voter, words: "第\(serial)件", cause: cause)
                _ = try session.enqueue(draft("voter\(serial)", "收到", answers: cause), at: noon)
            }
        }
        return store
    }

    @Test func `a sound store has nothing to report, and is counted`() throws {
        let station = try TemporaryStation()
        let store = try filled(station)
        #expect(try store.verify() == [])
        let summary = try store.summary()
        #expect(summary.messages == 5)
        #expect(summary.events == 10)
        #expect(summary.matters == 5)
        #expect(summary.people == 5)
        #expect(summary.outbox == [.queued: 5])
        #expect(summary.quarantined == 0)
        try store.close()
    }

    @Test func `a reader can verify beside a running service`() throws {
        let station = try TemporaryStation()
        let store = try filled(station)
        let reader = try station.open(as: .reader)
        #expect(try reader.verify() == [])
        try reader.close()
        try store.close()
    }

    @Test(arguments: [
        ("UPDATE journal SET body = replace(body, '0003', '0004') WHERE seq = 6", "chain"),
        ("UPDATE journal SET at = at + 1 WHERE seq = 3", "chain"),
        ("UPDATE journal SET actor = 9 WHERE seq = 3", "chain"),
        ("UPDATE journal SET cause = NULL WHERE seq = 2", "chain"),
        ("UPDATE journal SET proofs = '' WHERE seq = 2", "chain"),
        ("DELETE FROM journal WHERE seq = 4", "chain"),
        ("UPDATE content SET bytes = '改过了' WHERE id = 2", "content"),
        ("UPDATE content SET salt = randomblob(16) WHERE id = 2", "content"),
        ("UPDATE content SET bytes = NULL, salt = NULL WHERE id = 2", "content"),
        ("DELETE FROM content WHERE id = 2", "content"),
        ("UPDATE matter SET state = 5 WHERE number = 2026000000003", "replay"),
        ("DELETE FROM matter WHERE number = 2026000000005", "replay"),
        ("UPDATE person SET topics = '[\"reception\"]' WHERE id = 2", "replay"),
        ("DELETE FROM binding WHERE address = 1", "replay"),
        ("INSERT INTO office(role, person) VALUES ('head', 1)", "replay"),
        ("UPDATE outbox SET state = 9 WHERE id = 1", "outbox"),
        ("UPDATE outbox SET state = 2 WHERE id = 1", "outbox"),
        ("DELETE FROM inbox WHERE id > 2", "inbox"),
    ])
    func `a change behind the journal's back is found`(sql: String, code: String) throws {
        let station = try TemporaryStation()
        try filled(station).close()
        let queue = try DatabaseQueue(path: station.database)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
        let reader = try station.open(as: .reader)
        let findings = try reader.verify()
        #expect(findings.contains { $0.code == code })
        #expect(findings.allSatisfy { !$0.message.contains("改过") })
        try reader.close()
    }

    @Test func `every projection is compared, and every table is one or the desk's own`() throws {
        let station = try TemporaryStation()
        try filled(station).close()
        let queue = try DatabaseQueue(path: station.database)
        let tables = try queue.read {
            try String.fetchAll($0, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
        }
        try queue.close()
        let own: Set<String> = [
            "meta", "service_state", "inbox", "in_hand", "journal", "content", "address",
            "conversation", "outbox", "due", "strike", "cursor", "fetch", "quarantine",
            "receipt", "polled", "recipient",
            "grdb_migrations",
        ]
        #expect(Set(tables).subtracting(own) == Set(StationStore.projections))
    }
}
