import Casework
import Foundation
import GRDB
import Messages
import Store
import Testing

@Suite struct OpeningTests {
    @Test func `a new folder gets a file that only its owner may read`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        let attributes = try FileManager.default.attributesOfItem(atPath: station.database)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(!store.wasUnclean)
        try store.close()
    }

    @Test func `a commit waits for the disk, whatever GRDB sets when a pool opens`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        #expect(try store.writeSync { try $0.synchronous() } == 2)
        let verb = try station.open(as: .verb)
        #expect(try verb.writeSync { try $0.synchronous() } == 2)
        try verb.close()
        try store.close()
    }

    @Test func `a second service on the same folder is refused and told who is first`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        let error = #expect(throws: StoreError.self) { try station.open() }
        #expect(error?.code == .locked)
        #expect(error?.message.contains("(process \(getpid()))") == true)
        #expect(error?.hint == "stop the other service, or pass --data")
        try store.close()
    }

    @Test func `the folder is free again once the service is gone`() throws {
        let station = try TemporaryStation()
        do {
            let store = try station.open()
            try store.close()
        }
        let store = try station.open()
        #expect(!store.wasUnclean)
        try store.close()
    }

    @Test func `a verb writes beside a running service, and the service sees it`() async throws {
        let station = try TemporaryStation()
        let store = try station.open()
        let verb = try station.open(as: .verb)
        try verb.writeSync { session in _ = try session.meet("voter") }
        #expect(try await store.read { try $0.lastPerson() } == PersonID(1))
        try await store.write { session in _ = try session.meet("other") }
        #expect(try verb.readSync { try $0.lastPerson() } == PersonID(2))
        try verb.close()
        try store.close()
    }

    @Test func `a reader looks beside a running service and cannot write`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        let reader = try station.open(as: .reader)
        #expect(try reader.readSync { try $0.lastPerson() } == PersonID(0))
        let error = #expect(throws: StoreError.self) {
            try reader.writeSync { try $0.setLastInstant(noon) }
        }
        #expect(error?.code == .readOnly)
        try reader.close()
        try store.close()
    }

    @Test func `an end without a close is noticed, once`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        let cut = try station.copy()
        try store.close()
        let again = try cut.open()
        #expect(again.wasUnclean)
        try again.close()
    }

    @Test func `a folder that is not there is said so`() throws {
        let error = #expect(throws: StoreError.self) {
            try StationStore(folder: "/nonexistent/data", as: .verb)
        }
        #expect(error?.code == .missing)
        #expect(error?.hint != nil)
        #expect(throws: StoreError.self) {
            try StationStore(folder: "/nonexistent/data", as: .service)
        }
    }

    @Test func `a reader of a folder where nothing was ever started is refused`() throws {
        let station = try TemporaryStation()
        let error = #expect(throws: StoreError.self) { try station.open(as: .reader) }
        #expect(error?.code == .missing)
    }

    @Test(.enabled(if: getuid() != 0, "root may write everywhere"))
    func `a folder that may not be written is said so`() throws {
        let station = try TemporaryStation()
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o500],
            ofItemAtPath: station.folder
        )
        let error = #expect(throws: StoreError.self) { try station.open() }
        #expect(error?.code == .readOnly)
    }

    @Test func `a file that is no database stops with a message`() throws {
        let station = try TemporaryStation()
        try Data(repeating: 0x41, count: 8192).write(to: URL(fileURLWithPath: station.database))
        let error = #expect(throws: StoreError.self) { try station.open() }
        #expect(error?.code == .corrupt)
        #expect(error?.hint?.contains("backup") == true)
    }

    @Test func `somebody else's database is left alone`() throws {
        let station = try TemporaryStation()
        let queue = try DatabaseQueue(path: station.database)
        try queue.write { try $0.execute(sql: "CREATE TABLE theirs(id INTEGER)") }
        try queue.close()
        let error = #expect(throws: StoreError.self) { try station.open() }
        #expect(error?.code == .corrupt)
        #expect(error?.message.hasSuffix("it is no station database") == true)
    }

    @Test func `a first start that was killed before its first table is begun again`() throws {
        let station = try TemporaryStation()
        let queue = try DatabaseQueue(path: station.database)
        // GRDB notes steps in a table of its own, committed before the first step.
        let steps = "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)"
        try queue.write { try $0.execute(sql: steps) }
        try queue.close()
        let store = try station.open()
        #expect(try store.verify().isEmpty)
        try store.close()
    }

    @Test func `a file from a newer program is refused`() throws {
        let station = try TemporaryStation()
        try station.open().close()
        let queue = try DatabaseQueue(path: station.database)
        try queue.write {
            try $0.execute(sql: "INSERT INTO grdb_migrations(identifier) VALUES ('9999-later')")
        }
        try queue.close()
        let error = #expect(throws: StoreError.self) { try station.open() }
        #expect(error?.code == .newer)
    }

    @Test func `a file of before receipts is brought up to date with what it holds`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let voter = try session.meet("voter").person
            try session.file(1, by: voter, words: "路灯坏了")
            let id = try session.enqueue(
                draft("7", "一", purpose: .feedback(number(1), index: 0)),
                at: noon
            )
            #expect(try session.finish(id, .sent(remote: "9"), at: noon))
        }
        try store.close()
        let queue = try DatabaseQueue(path: station.database)
        try queue.write {
            try $0.execute(
                sql: """
                    DROP INDEX outbox_remote; ALTER TABLE outbox DROP COLUMN promised;
                    DROP TABLE receipt; DROP TABLE polled;
                    ALTER TABLE inbox DROP COLUMN place;
                    DROP INDEX matter_merged; ALTER TABLE matter DROP COLUMN merged_into;
                    ALTER TABLE matter DROP COLUMN course;
                    DROP INDEX outbox_copy; DROP TABLE recipient; DROP TABLE broadcast;
                    ALTER TABLE person DROP COLUMN dead; ALTER TABLE person DROP COLUMN stops;
                    DROP INDEX matter_owes; DROP INDEX matter_raised; DROP INDEX matter_village;
                    DROP INDEX matter_topic;
                    ALTER TABLE matter DROP COLUMN guarding;
                    DROP TABLE reception; DROP TABLE booking; DROP TABLE told;
                    DROP TABLE planned; DROP TABLE timing; DROP TABLE holidays_known;
                    DROP TABLE record; DROP TABLE appointment; DROP INDEX journal_duty;
                    CREATE TABLE note( number INTEGER PRIMARY KEY, deputy INTEGER NOT NULL,
                    body TEXT NOT NULL ) STRICT; CREATE INDEX note_deputy ON note(deputy,
                    number);
                    ALTER TABLE service_state DROP COLUMN accepted;
                    ALTER TABLE person DROP COLUMN few; ALTER TABLE person DROP COLUMN news;
                    DELETE FROM grdb_migrations WHERE identifier >= '0002';
                    """
            )
        }
        try queue.close()
        let later = try station.open()
        try later.writeSync { session throws in
            #expect(try session.matter(number(1))?.number == number(1))
            #expect(try session.outboxRow(1)?.promised == nil)
            #expect(
                try session.row(of: receipt(.read, "7", "9"), channel: "botapi", account: "7001")
                    == nil
            )
            #expect(try session.lastPoll(channel: "botapi", account: "7001") == nil)
        }
        #expect(try later.verify().isEmpty)
        try later.close()
    }

    @Test func `a damaged page stops the work with a message`() throws {
        let station = try TemporaryStation()
        let store = try station.open()
        try store.writeSync { session throws in
            let voter = try session.meet("voter").person
            for serial in 1...200 {
                try session.file(serial, by: voter, words: String(repeating: "字", count: 300))
            }
        }
        try store.close()
        var data = try #require(FileManager.default.contents(atPath: station.database))
        data.replaceSubrange(8192..., with: Data(repeating: 0xA5, count: data.count - 8192))
        try data.write(to: URL(fileURLWithPath: station.database))
        let error = #expect(throws: StoreError.self) {
            let store = try station.open()
            _ = try store.readSync { try $0.matters(MatterQuery()) }
        }
        #expect(error?.code == .corrupt)
    }
}
