import BotAPI
import Foundation
import GRDB
import Messages
import Relay
import Testing

@Suite(.timeLimit(.minutes(5)))
struct QueueTests {
    @Test func `numbers only grow, also when the file is made anew`() async throws {
        let clock = TestClock()
        var last: Int64 = 0
        for _ in 0..<3 {
            let desk = try await Desk.open(clock: clock)
            let person = try await desk.person()
            for word in ["一", "二", "三"] { try await desk.says(word, person) }
            let updates = try await desk.poll()
            #expect(updates.map(\.words) == ["一", "二", "三"])
            for update in updates {
                #expect(update.id > last)
                last = update.id
            }
            clock.advance(.seconds(60))
        }
    }

    @Test func `a number given to nobody is not given again after all is confirmed`() async throws {
        let desk = try await Desk.open()
        let person = try await desk.person()
        try await desk.says("一", person)
        let first = try #require(try await desk.poll().first).id
        #expect(try await desk.poll(first + 1).isEmpty)
        try desk.store.close()
        let again = try await Desk.open(desk.folder, clock: desk.clock)
        try await again.says("二", person)
        #expect(try await again.poll().map(\.id) == [first + 1])
    }

    @Test func `what nobody has confirmed never expires`() async throws {
        let desk = try await Desk.open()
        let person = try await desk.person()
        try await desk.says("还在", person)
        desk.clock.advance(.seconds(400 * 86_400))
        try await desk.store.eraseOld(history: 30 * 86_400_000)
        #expect(try await desk.poll().map(\.words) == ["还在"])
        desk.clock.advance(.seconds(400 * 86_400))
        try await desk.store.eraseOld(history: 30 * 86_400_000)
        #expect(try await desk.poll().map(\.words) == ["还在"])
    }

    @Test func `an offset confirms what was fetched and nothing else`() async throws {
        let desk = try await Desk.open()
        let person = try await desk.person()
        for word in ["一", "二", "三"] { try await desk.says(word, person) }
        let first = try await desk.poll(limit: 1)
        #expect(first.map(\.words) == ["一"])
        #expect(try await desk.poll(first[0].id + 1000, limit: 1).map(\.words) == ["二"])
        #expect(try await desk.poll(.max).map(\.words) == ["三"])
        #expect(try await desk.poll(.max).isEmpty)
        try await desk.says("四", person)
        #expect(try await desk.poll(.max).map(\.words) == ["四"])
    }

    @Test func `without an offset the same comes again`() async throws {
        let desk = try await Desk.open()
        let person = try await desk.person()
        try await desk.says("一", person)
        let once = try await desk.poll()
        #expect(try await desk.poll(once[0].id).map(\.id) == once.map(\.id))
        #expect(try await desk.poll().map(\.id) == once.map(\.id))
    }

    @Test func `an answer is limited in number and in bytes but never empty`() async throws {
        let desk = try await Desk.open()
        let person = try await desk.person()
        for number in 0..<5 {
            try await desk.says("\(number)" + String(repeating: "长", count: 1000), person)
        }
        let station = desk.station
        func count(_ limit: Int, _ bytes: Int) async throws -> Int {
            try await desk.store.updates(
                of: station,
                confirming: nil,
                limit: limit,
                bytes: bytes
            ).count
        }
        #expect(try await count(2, 1 << 20) == 2)
        #expect(try await count(100, 10) == 1)
        #expect(try await count(100, 8000) == 2)
        #expect(try await count(100, 1 << 20) == 5)
    }

    @Test func `stands go from kept to fetched to done`() async throws {
        let desk = try await Desk.open()
        let person = try await desk.person()
        try await desk.says("一", person)
        func stand() async throws -> Saying.Stand? {
            try await desk.store.history(of: person.id, before: nil, limit: 9).sayings.first?.stand
        }
        #expect(try await stand() == .kept)
        let updates = try await desk.poll()
        #expect(try await stand() == .fetched)
        _ = try await desk.poll(updates[0].id + 1)
        #expect(try await stand() == .done)
    }

    @Test func `an album is consecutive updates with one group and one caption`() async throws {
        let desk = try await Desk.open()
        let person = try await desk.person()
        let posts = (0..<3).map { "photo-of-the-road-\($0)" }
        for post in posts {
            let isKept = try await desk.store.keepPhoto(
                post,
                try Photo(png()),
                in: person.id,
                quota: 1 << 20
            )
            #expect(isKept)
        }
        let kept = try await desk.says("路坏了", person, photos: posts)
        let after = try await desk.says("在村口", person)
        let updates = try await desk.poll()
        #expect(updates.count == 4)
        let album = updates.prefix(3).compactMap(\.message)
        #expect(Set(album.map { $0["media_group_id"]?.text }).count == 1)
        #expect(album.allSatisfy { $0["media_group_id"]?.text != nil })
        #expect(album.map { $0["caption"]?.text } == ["路坏了", nil, nil])
        #expect(updates.map(\.id) == Array(updates[0].id..<(updates[0].id + 4)))
        let numbers = updates.compactMap { $0.message?["message_id"]?.integer }
        #expect(Set(numbers).count == 4)
        #expect(numbers.first == kept.saying?.id)
        #expect(numbers.last == after.saying?.id)
        #expect(updates[3].message?["media_group_id"] == nil)
    }

    @Test func `one photo is no album`() async throws {
        let desk = try await Desk.open()
        let person = try await desk.person()
        let photo = try Photo(png())
        _ = try await desk.store.keepPhoto("the-only-photo-01", photo, in: person.id, quota: 9999)
        try await desk.says("", person, photos: ["the-only-photo-01"])
        let message = try #require(try await desk.poll().first?.message)
        #expect(message["media_group_id"] == nil)
        #expect(message["caption"] == nil)
        #expect(message["photo"]?.elements?.count == 1)
    }

    @Test func `a message with a photo that is not there is not half kept`() async throws {
        let desk = try await Desk.open()
        let person = try await desk.person()
        #expect(try await desk.says("看", person, photos: ["never-uploaded-1"]) == .missing)
        #expect(try await desk.poll().isEmpty)
        let history = try await desk.store.history(of: person.id, before: nil, limit: 9)
        #expect(history.sayings.isEmpty)
    }

    @Test func `a press is one only where its button is`() async throws {
        let desk = try await Desk.open()
        let (person, other) = (try await desk.person(), try await desk.person())
        let sent = try await desk.send(
            "是这里吗？",
            to: person,
            buttons: [.init(title: "是", data: "yes:1"), .init(title: "不是", data: "no:1")]
        )
        let message = try #require(sent.saying).id
        func press(
            _ data: String,
            _ message: Int64,
            _ chat: Correspondent,
            _ post: String
        ) async throws -> RelayStore.Kept {
            try await desk.store.keepPress(post, on: message, data: data, in: chat)
        }
        #expect(try await press("yes:2", message, person, "a") == .missing)
        #expect(try await press("yes:1", message + 1, person, "b") == .missing)
        #expect(try await press("yes:1", message, other, "c") == .missing)
        let own = try await desk.says("yes:1", person)
        #expect(try await press("yes:1", own.saying?.id ?? 0, person, "d") == .missing)
        let pressed = try await press("yes:1", message, person, "e")
        #expect(pressed.saying?.text == "是")
        #expect(
            try await press("yes:1", message, person, "e")
                == .repeated(try #require(pressed.saying))
        )
        let updates = try await desk.poll()
        #expect(updates.count == 2)
        let query = try #require(updates.last?["callback_query"])
        #expect(query["data"]?.text == "yes:1")
        #expect(query["from"]?["id"]?.integer == person.id)
        #expect(query["message"]?["message_id"]?.integer == message)
        #expect(query["id"]?.text?.isEmpty == false)
    }

    @Test(arguments: [true, false])
    func `a receipt is queued once and only when it is wanted`(isWanted: Bool) async throws {
        let desk = try await Desk.open()
        let person = try await desk.person()
        let sent = try await desk.send("好了吗？", to: person, wantsReceipt: isWanted)
        let id = try #require(sent.saying?.id)
        try await desk.store.read(upTo: id + 5, in: person)
        #expect(try await desk.poll().isEmpty, "what was never on the page was not read")
        try await desk.store.delivered([id], in: person.id)
        for _ in 0..<3 { try await desk.store.read(upTo: id + 5, in: person) }
        let receipts = try await desk.poll().map { $0["message_receipt"] }
        try #require(receipts.count == (isWanted ? 1 : 0))
        guard isWanted else { return }
        #expect(receipts[0]?["stand"]?.text == "read")
        #expect(receipts[0]?["message_id"]?.integer == id)
        #expect(receipts[0]?["chat"]?["id"]?.integer == person.id)
    }

    @Test func `a key's first answer is given again, also after a restart`() async throws {
        let desk = try await Desk.open()
        let person = try await desk.person()
        let first = try #require(try await desk.send("一", to: person, key: "k1").saying)
        desk.clock.advance(.seconds(5))
        let other = try await desk.send("不同", to: person, key: "k1", wantsReceipt: true)
        #expect(other.saying == first)
        try desk.store.close()
        let again = try await Desk.open(desk.folder, clock: desk.clock)
        #expect(try await again.send("一", to: person, key: "k1").saying == first)
        let second = try await again.send("二", to: person, key: "k2")
        #expect(second.saying?.id == first.id + 1)
        let history = try await again.store.history(of: person.id, before: nil, limit: 9)
        #expect(history.sayings.map(\.text) == ["一", "二"])
        // A key is a chat's: the same elsewhere is another message.
        let neighbour = try await again.person()
        #expect(try await again.send("三", to: neighbour, key: "k1").saying?.text == "三")
    }

    @Test func `nobody is sent to who is not there`() async throws {
        let desk = try await Desk.open()
        let person = try await desk.person()
        var stranger = person
        stranger.id += 1
        #expect(try await desk.send("一", to: stranger) == .noChat)
        let elsewhere = try await desk.store.station(named: "elsewhere", account: 9)
        let foreign = try await desk.store.send(
            "一",
            buttons: [],
            key: nil,
            wantsReceipt: false,
            to: person.id,
            from: elsewhere,
            reach: { _ in .page }
        )
        #expect(foreign == .noChat)
        _ = try await desk.store.forget(person.id, of: desk.station, endsSession: true)
        #expect(try await desk.send("一", to: person) == .unreachable)
        #expect(try await desk.store.forget(person.id, of: elsewhere, endsSession: true) == false)
    }

    @Test func `a week's hundred thousand messages drain in order`() async throws {
        let desk = try await Desk.open()
        let person = try await desk.person()
        try await desk.says("第一", person)
        let first = try #require(try await desk.poll().first).id
        // Written by hand: the same rows as by as many posts.
        let queue = try DatabaseQueue(path: desk.folder.path + "/relay.sqlite")
        let count: Int64 = 100_000
        try await queue.write { database in
            try database.execute(
                sql: """
                    INSERT INTO pending (station, id, chat, message, at, body)
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                    SELECT p.station, p.id + i, p.chat, p.message, p.at,
                        CAST('{"update_id":' || (p.id + i) || '}' AS BLOB)
                    FROM pending AS p, n
                    """,
                arguments: [count]
            )
            try database.execute(
                sql: "UPDATE station SET next_update = next_update + ?",
                arguments: [count]
            )
        }
        try queue.close()
        var (expected, offset, polls) = (first, Int64?.none, 0)
        while true {
            let updates = try await desk.store.updates(
                of: desk.station,
                confirming: offset,
                limit: 100
            )
            guard !updates.isEmpty else { break }
            polls += 1
            for update in updates {
                let isNext = update.starts(with: Array("{\"update_id\":\(expected)".utf8))
                if !isNext { Issue.record("\(expected) is out of order") }
                expected += 1
            }
            offset = expected
        }
        #expect(expected == first + count + 1)
        #expect(polls == 1001)
        #expect(try await desk.store.waiting(for: desk.station) == 0)
    }

    @Test func `a kill at any moment keeps what was answered`() async throws {
        let desk = try await Desk.open()
        let person = try await desk.person()
        try await desk.says("留住", person, post: "the-post-of-the-1st")
        let photo = try Photo(png())
        _ = try await desk.store.keepPhoto("the-photo-of-the-1", photo, in: person.id, quota: 9999)
        _ = try await desk.send("答复", to: person, key: "k")
        // The files as they are now, with the writer still open.
        let left = try desk.folder.copy()
        let again = try await Desk.open(left, clock: desk.clock)
        #expect(try await again.poll().map(\.words) == ["留住"])
        #expect(try await again.send("答复", to: person, key: "k").saying?.id == 2)
        #expect(try await again.store.photo("the-photo-of-the-1", in: person.id)?.size == 64)
        let repeated = try await again.says("留住", person, post: "the-post-of-the-1st")
        guard case .repeated = repeated else {
            Issue.record("the post is kept twice")
            return
        }
    }

    @Test func `a full file takes nothing in, and goes on once there is room`() async throws {
        let folder = try TemporaryFolder()
        let clock = TestClock()
        var desk = try await Desk.open(folder, clock: clock)
        let person = try await desk.person()
        try await desk.says("先到的", person)
        try desk.store.close()
        let size = try await DatabaseQueue(path: folder.path + "/relay.sqlite").read {
            try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0
        }
        desk = try await Desk.open(folder, clock: clock, pageLimit: size + 4)
        let long = String(repeating: "很长的话", count: 500)
        var kept = 0
        var fault: RelayError?
        while fault == nil, kept < 50 {
            do throws(RelayError) {
                _ = try await desk.store.keep(Said(post: "post-\(kept)", text: long), in: person)
                kept += 1
            } catch {
                fault = error
            }
        }
        #expect(fault?.code == .full)
        #expect(fault?.message.contains("很长") == false)
        // Nothing of the refused one is there, and all of the others are.
        let words = try await desk.store.history(of: person.id, before: nil, limit: 99).sayings
        #expect(words.count == kept + 1)
        let updates = try await desk.poll()
        #expect(updates.count == kept + 1)
        #expect(try await desk.poll(.max).isEmpty)
        try desk.store.close()
        desk = try await Desk.open(folder, clock: clock)
        let later = try await desk.store.keep(Said(post: "post-\(kept)", text: long), in: person)
        #expect(later.saying?.text == long)
        #expect(try await desk.poll().count == 1)
    }
}
