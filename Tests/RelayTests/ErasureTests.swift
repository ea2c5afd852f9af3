import BotAPI
import Foundation
import Messages
import Relay
import Testing

private let day = Duration.seconds(86_400)
private let month: Int64 = 30 * 86_400_000

/// What is erased is in no file any more; what somebody waits for stays.
@Suite(.timeLimit(.minutes(5)))
struct ErasureTests {
    @Test(arguments: [true, false])
    func `forgetting erases the words from the file itself`(endsSession: Bool) async throws {
        let desk = try await Desk.open()
        let person = try await desk.person()
        try await desk.says("Geheim-gesagt", person)
        _ = try await desk.poll()
        _ = try await desk.poll(.max)
        try await desk.send(
            "Geheim-geantwortet",
            to: person,
            buttons: [.init(title: "Geheim-Knopf", data: "Geheim-Daten")]
        )
        #expect(try !desk.folder.files(containing: "Geheim").isEmpty)
        let isKnown = try await desk.store.forget(
            person.id,
            of: desk.station,
            endsSession: endsSession
        )
        #expect(isKnown)
        #expect(try desk.folder.files(containing: "Geheim").isEmpty)
        let history = try await desk.store.history(of: person.id, before: nil, limit: 9)
        #expect(history.sayings.isEmpty)
        let sent = try await desk.send("noch da?", to: person)
        #expect((sent == .unreachable) == endsSession)
    }

    @Test func `what the station has not fetched stays and is erased once it is done`()
        async throws
    {
        let desk = try await Desk.open()
        let person = try await desk.person()
        let isKept = try await desk.store.keepPhoto(
            "photo-that-waits",
            try Photo(png() + Array("Geheim-Bild".utf8)),
            in: person.id,
            quota: 9999
        )
        #expect(isKept)
        try await desk.says("Geheim-wartet", person, photos: ["photo-that-waits"])
        _ = try await desk.store.forget(person.id, of: desk.station, endsSession: true)
        let updates = try await desk.poll()
        #expect(updates.map(\.words) == ["Geheim-wartet"])
        let id = updates[0].message?["photo"]?.elements?.last?["file_id"]?.text ?? ""
        #expect(try await desk.store.file(id, of: desk.station)?.size ?? 0 > 0)
        _ = try await desk.poll(updates[0].id + 1)
        // The station fetches photos some time after the words.
        #expect(try await desk.store.file(id, of: desk.station)?.size ?? 0 > 0)
        desk.clock.advance(day * 2)
        try await desk.store.eraseOld(history: month)
        #expect(try await desk.store.file(id, of: desk.station) == nil)
        #expect(try desk.folder.files(containing: "Geheim").isEmpty)
    }

    @Test func `a receipt that waits keeps no photo`() async throws {
        let desk = try await Desk.open()
        let person = try await desk.person()
        let photo = try Photo(png() + Array("Geheim-Bild".utf8))
        _ = try await desk.store.keepPhoto("photo-of-secrets", photo, in: person.id, quota: 9999)
        try await desk.says("", person, photos: ["photo-of-secrets"])
        _ = try await desk.poll()
        _ = try await desk.poll(.max)
        try await desk.send("Gelesen?", to: person, wantsReceipt: true)
        desk.clock.advance(.seconds(7200))
        _ = try await desk.store.forget(person.id, of: desk.station, endsSession: true)
        #expect(try desk.folder.files(containing: "Geheim").isEmpty)
        // And the station is told that nobody will read it.
        let receipts = try await desk.poll().compactMap { $0["message_receipt"]?["stand"]?.text }
        #expect(receipts == ["failed"])
    }

    @Test func `a source's words go a day after both sides are done`() async throws {
        let desk = try await Desk.open()
        func bring(_ text: String, _ delivery: String) async throws {
            _ = try await desk.store.keep(
                Said(post: delivery, text: text),
                photos: [],
                delivery: delivery,
                source: "sms",
                sender: "13800000000",
                station: desk.station
            )
        }
        try await bring("Geheim-erledigt", "d1")
        let update = try #require(try await desk.poll().first)
        _ = try await desk.poll(update.id + 1)
        var chat = try await desk.person()
        chat.id = update.message?["chat"]?["id"]?.integer ?? 0
        chat.source = "sms"
        try await desk.send("Geheim-Antwort", to: chat)
        try await bring("Geheim-offen", "d2")
        desk.clock.advance(day * 2)
        try await desk.store.eraseOld(history: month)
        #expect(try desk.folder.files(containing: "Geheim-erledigt").isEmpty)
        // Not posted yet, and not confirmed yet.
        #expect(
            try await desk.store.waitingReplies(to: "sms", limit: 9).map(\.text)
                == ["Geheim-Antwort"]
        )
        #expect(try await desk.poll().map(\.words) == ["Geheim-offen"])
        let reply = try #require(try await desk.store.waitingReplies(to: "sms", limit: 9).first)
        try await desk.store.ended(reply, .taken(remote: "g1"), hasReceipts: false)
        _ = try await desk.poll(.max)
        try await desk.store.eraseOld(history: month)
        #expect(try desk.folder.files(containing: "Geheim").isEmpty)
        // The same delivery is still known.
        try await bring("Geheim-erledigt", "d1")
        #expect(try await desk.poll().isEmpty)
    }

    @Test func `the page's words go after its history and sessions after half a year`()
        async throws
    {
        let desk = try await Desk.open()
        let opened = try await desk.store.openSession(nil, station: desk.station, language: nil)
        let secret = try #require(opened.secret)
        let person = opened.chat
        try await desk.says("Geheim-alt", person)
        try await desk.send("Geheim-Antwort", to: person)
        _ = try await desk.poll()
        _ = try await desk.poll(.max)
        desk.clock.advance(day * 29)
        try await desk.store.eraseOld(history: month)
        let kept = try await desk.store.history(of: person.id, before: nil, limit: 9)
        #expect(kept.sayings.count == 2)
        desk.clock.advance(day * 2)
        try await desk.store.eraseOld(history: month)
        #expect(try desk.folder.files(containing: "Geheim").isEmpty)
        #expect(
            try await desk.store.chat(ofSession: secret, station: desk.station)?.id == person.id
        )
        desk.clock.advance(day * 181)
        try await desk.store.eraseOld(history: month)
        #expect(try await desk.store.chat(ofSession: secret, station: desk.station) == nil)
        #expect(try await desk.send("a", to: person) == .noChat)
    }
}
