import Books
import Casework
import CommandLanguage
import Foundation
import Messages
import Station
import Store
import Testing

/// The sample station with the real words and rules, in a folder of its own, on a clock that
/// only the test moves.
final class SampleStation {
    let folder: URL
    private(set) var store: StationStore
    let desk: Desk
    let clock: TestClock
    private(set) var conversing: Conversing
    private var messages = 0

    /// The folder with `Package.swift`, `commands` and `config`.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Read once for all tests.
    static let books = Result { () throws -> (StationBook, Phrasebook) in
        let station = try loadStation(at: root.appending(path: "config").path)
        let commands = root.appending(path: "commands").path
        return (station, try loadPhrasebook(at: commands, station: station))
    }

    /// - Parameters:
    ///   - now: When the story begins, at the station's wall.
    ///   - change: What this station lays down otherwise.
    /// - Throws: What is wrong with the books or the folder.
    init(
        now: String = "2026-11-20 09:00",
        _ change: (inout StationRules) -> Void = { _ in }
    ) throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "liaison-station-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let (book, phrasebook) = try SampleStation.books.get()
        var rules = StationRules(book)
        rules.roster += [
            RosterEntry(name: "郑主席", positions: [.presidium]),
            RosterEntry(name: "钱审计", positions: [.auditor]),
            RosterEntry(name: "镇党委", positions: [.committee]),
        ]
        // A story of something else is not interrupted by the desk's own reminders.
        rules.plan.timings = [:]
        rules.newsPerDay = 2
        change(&rules)
        let clock = TestClock(try #require(TestClock.instant(now)))
        self.clock = clock
        let dice = TestDice()
        desk = Desk(
            rules: rules,
            phrasebook: phrasebook,
            chance: Chance(bits: { dice.roll() }, digest: { "digest:" + $0 }),
            now: { clock.now }
        )
        store = try StationStore(folder: folder.path, as: .service)
        conversing = Conversing(store: store, desk: desk)
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Ends the service and starts it again on the same folder.
    func restart() throws {
        try store.close()
        store = try StationStore(folder: folder.path, as: .service)
        conversing = Conversing(store: store, desk: desk)
    }

    /// Says something and hears what goes out, to whomever.
    func say(
        _ text: String,
        as speaker: String = "voter",
        photos: Int = 0
    ) async throws -> [Conversing.Heard] {
        messages += 1
        return try await conversing.say(
            text,
            as: speaker,
            key: String(messages),
            attachments: (0..<photos).map { Attachment(kind: .photo, handle: "photo-\($0)") }
        )
    }

    /// Says something and gives the answer to the speaker alone.
    func answer(_ text: String, as speaker: String = "voter") async throws -> String {
        try await say(text, as: speaker).filter { $0.to == speaker }.map(\.text)
            .joined(separator: "\n")
    }

    // `id` names a message in its chat. An edit of it has `edited` above zero, another number for
    // each edit. `chat` is the speaker's own unless it is said.

    /// Sends any message, as a channel would bring it, and hears what goes out.
    func send(
        _ text: String = "",
        as speaker: String = "voter",
        id: String,
        edited: Int = 0,
        kinds: [Messages.Attachment.Kind] = [],
        place: MapPoint? = nil,
        album: String? = nil,
        chat: String? = nil,
        chatKind: ChatKind = .direct,
        isForwarded: Bool = false,
        isMachine: Bool = false
    ) async throws -> [Conversing.Heard] {
        try await conversing.hear(
            message(
                text,
                as: speaker,
                id: id,
                edited: edited,
                kinds: kinds,
                place: place,
                album: album,
                chat: chat,
                chatKind: chatKind,
                isForwarded: isForwarded,
                isMachine: isMachine
            )
        )
    }

    func message(
        _ text: String = "",
        as speaker: String = "voter",
        id: String,
        edited: Int = 0,
        kinds: [Messages.Attachment.Kind] = [],
        place: MapPoint? = nil,
        album: String? = nil,
        chat: String? = nil,
        chatKind: ChatKind = .direct,
        isForwarded: Bool = false,
        isMachine: Bool = false
    ) -> Incoming {
        let chat = chat ?? speaker
        let files = kinds.map { Messages.Attachment(kind: $0, handle: "file-" + id) }
        return Incoming(
            key: edited > 0 ? "e:\(chat):\(id):\(edited)" : "m:\(chat):\(id)",
            address: Address(channel: "console", account: "local", chat: chat, sender: speaker),
            chatKind: chatKind,
            messageID: id,
            body: edited > 0
                ? .edit(text: text, attachments: files)
                : .message(text: text, attachments: files, place: place),
            sentAt: clock.now.milliseconds,
            isMachine: isMachine,
            isForwarded: isForwarded,
            album: album
        )
    }

    /// Applies one batch and delivers what follows.
    func send(batch messages: [Incoming]) async throws -> [Conversing.Heard] {
        let turn = Turn(store: store, desk: desk)
        _ = try await turn.take(
            Batch(messages: messages),
            channel: "console",
            account: "local"
        )
        return try await conversing.tick()
    }

    /// The 查询码 that a receipt names; nil when it names none.
    static func code(in text: String) -> String? {
        text.matches(of: /(?:查询码：?|[Cc]ode:? )([A-Z0-9]{8})/).first.map { String($0.1) }
    }

    /// The words of a content, as they are kept.
    func words(_ id: ContentID) throws -> String? {
        try store.readSync { try $0.words(id) }
    }

    /// How many matters there are.
    func matterCount() throws -> Int {
        try store.readSync { try $0.lastSerial(in: 2026) }
    }

    /// Binds a speaker to an office, through a code like anybody's.
    func bind(_ speaker: String, _ role: Role, _ name: String) async throws {
        let code = try await Administration(store: store, desk: desk).invite(
            role,
            name: name,
            until: role == .auditor ? Day(of: clock.now).adding(days: 60) : nil
        )
        _ = try await say("绑定 " + code, as: speaker)
    }

    /// Binds the people of most stories: clerk, head, deputy and an officer of 城建办.
    func bindEverybody() async throws {
        try await bind("clerk", .staff, "张联络")
        try await bind("head", .head, "王建国")
        try await bind("deputy", .deputy, "陈美芳")
        try await bind("unit", .unit, "城建办")
    }

    func matter(_ serial: Int, year: Int = 2026) throws -> Matter {
        let number = MatterNumber(year: year, serial: serial)
        return try #require(try store.readSync { try $0.matter(number) })
    }
}

/// A wall clock that stands until it is moved, or runs faster than others.
final class TestClock: Sendable {
    private let time: Locked<Instant>
    private let running = Locked<(since: ContinuousClock.Instant, speed: Double)?>(nil)

    init(_ start: Instant) { time = Locked(start) }

    var now: Instant {
        guard let (since, speed) = running.value else { return time.value }
        let passed = (ContinuousClock.now - since) / .seconds(1) * speed
        return time.value.adding(seconds: Int64(passed))
    }

    /// Lets so many seconds pass here in each second outside.
    func run(speed: Double) { running.change { $0 = (ContinuousClock.now, speed) } }

    func move(days: Int = 0, hours: Int = 0, minutes: Int = 0) {
        let seconds = Int64((days * 24 + hours) * 60 + minutes) * 60
        time.change { $0 = $0.adding(seconds: seconds) }
    }

    static func instant(_ text: String) -> Instant? {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let day = Day(parts[0]), let time = ClockTime(parts[1]) else {
            return nil
        }
        return day.at(time)
    }
}

/// Dice that fall the same in every run.
final class TestDice: Sendable {
    private let state: Locked<UInt64>

    init(seed: UInt64 = 20_261_120) { state = Locked(seed) }

    func roll() -> UInt64 {
        state.change { state in
            // SplitMix64: small, even, and the same everywhere.
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}

/// A value under a lock.
final class Locked<Value: Sendable>: @unchecked Sendable {
    // Proof for `@unchecked`: `stored` is touched only between lock and unlock.
    private let lock = NSLock()
    private var stored: Value

    init(_ value: Value) { stored = value }

    var value: Value { lock.withLock { stored } }

    @discardableResult
    func change<Result>(_ body: (inout Value) -> Result) -> Result {
        lock.withLock { body(&stored) }
    }
}

extension [Conversing.Heard] {
    /// What went to one speaker, as one text.
    func text(to speaker: String) -> String {
        filter { $0.to == speaker }.map(\.text).joined(separator: "\n")
    }
}

extension SampleStation {
    /// Two matters: the first answered, fed back and rated, the second just registered.
    static func withOneAnswered() async throws -> SampleStation {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.say("花桥村口路灯坏了三天，晚上老人走路看不见")
        station.clock.move(minutes: 5)
        _ = try await station.say("横湖村文化礼堂旁边的水沟堵了，一下雨就漫到路上", as: "neighbour")
        for line in ["1核实属实，转城建办", "1答复：已修好，换了两盏灯", "反馈1"] {
            _ = try await station.say(line, as: "clerk")
        }
        _ = try await station.say("满意")
        return station
    }
}
