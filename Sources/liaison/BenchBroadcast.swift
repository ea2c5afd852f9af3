import ArgumentParser
import Casework
import FoundationEssentials
import Logging
import Messages
import ServiceLifecycle
import Station
import Store

/// `liaison bench broadcast`: a reminder to very many, through the whole service, to an endpoint
/// that counts and keeps its limits.
struct BenchBroadcast: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "broadcast",
        abstract: "Confirms a reminder to many subscribers; enqueue time, memory, rate, repeats."
    )

    @OptionGroup var folders: Folders

    @Option(help: "How many people have subscribed.")
    var subscribers = 100_000

    @Option(help: "What the endpoint allows a second; 0 for no limit.")
    var perSecond = 30.0

    @Option(help: "Stop watching after so many copies.")
    var copies = 600

    @Option(help: "How long the endpoint takes for one message, in milliseconds.")
    var delay = 20

    @Flag(help: "Only writes the subscribers into --data, for a test that kills the service.")
    var prepare = false

    func run() async throws {
        if prepare {
            let store = try folders.store(as: .service)
            try await fill(store) { index in
                // As a Bot API names people, and the account of the tests' endpoint.
                let id = String(500_001 + index)
                return Address(channel: "botapi", account: "4242", chat: id, sender: id)
            }
            return try store.close()
        }
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "liaison-bench-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var desk = try folders.desk(now: { .now })
        desk.rules.broadcasts.isReminderApproved = true
        desk.rules.broadcasts.quietUntil = desk.rules.broadcasts.quietFrom
        let store = try StationStore(folder: folder.path, as: .service)
        try await fill(store) { BenchEndpoint.address(of: "r\($0)") }
        try await bindClerk(store, desk)
        let endpoint = BenchEndpoint(perSecond: perSecond, delay: .milliseconds(delay))
        let service = StationService(
            channel: endpoint,
            store: store,
            desk: desk,
            mostFileBytes: 1_000_000,
            log: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
        )
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(named: service)],
                logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
            )
        )
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await watch(endpoint)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        try store.close()
    }

    /// The subscribers.
    private func fill(
        _ store: StationStore,
        at address: @escaping @Sendable (Int) -> Address
    ) async throws {
        let start = ContinuousClock.now
        let now = Instant.now
        for first in stride(from: 0, to: subscribers, by: 5000) {
            let last = min(first + 5000, subscribers)
            try await store.write { session in
                for index in first..<last {
                    let address = try session.keepAddress(address(index))
                    let person = PersonID(try session.lastPerson().value + 1)
                    try session.append(
                        [
                            .personMet(person: person, address: address, language: .zh),
                            .subscribed(person: person, topic: "reception"),
                        ],
                        actor: person,
                        cause: nil,
                        at: now
                    )
                }
            }
        }
        Console.print(
            "\(subscribers) subscribers written in \((ContinuousClock.now - start).short), "
                + "peak \(Usage.now.peakMegabytes) MB"
        )
    }

    /// A clerk who may send to them.
    private func bindClerk(_ store: StationStore, _ desk: Desk) async throws {
        let name = desk.rules.roster.last { !$0.isDeputy }?.name ?? ""
        let code = try await Administration(store: store, desk: desk).invite(.staff, name: name)
        _ = try await Turn(store: store, desk: desk).take(
            Batch(messages: [BenchEndpoint.message("绑定 " + code, from: "clerk", number: 0)]),
            channel: BenchEndpoint.channel,
            account: BenchEndpoint.account
        )
    }

    private func watch(_ endpoint: BenchEndpoint) async throws {
        var start = ContinuousClock.now
        await endpoint.say("提醒接待日", from: "clerk")
        // The clerk was told of the binding first.
        try await endpoint.wait { $0.answers >= 2 }
        Console.print("shown with its count in \((ContinuousClock.now - start).short)")
        let before = Usage.now
        start = ContinuousClock.now
        await endpoint.say("是", from: "clerk")
        try await endpoint.wait { $0.answers >= 3 }
        Console.print(
            "confirmed, enqueued and answered in \((ContinuousClock.now - start).short), "
                + "\((Usage.now.cpu - before.cpu).short) of processor, "
                + "peak \(Usage.now.peakMegabytes) MB"
        )
        let wanted = min(copies, subscribers)
        let began = ContinuousClock.now
        // In the middle somebody asks, and must not wait for a hundred thousand.
        try await endpoint.wait { $0.copies >= wanted / 2 }
        let asked = ContinuousClock.now
        await endpoint.say("接待日", from: "asker")
        try await endpoint.wait { $0.asked >= 1 }
        let waited = ContinuousClock.now - asked
        try await endpoint.wait { $0.copies >= wanted }
        let took = ContinuousClock.now - began
        let count = await endpoint.count
        Console.print(
            "\(count.copies) copies in \(took.short), \(took.rate(of: count.copies)) a second"
                + (perSecond > 0 ? " of \(perSecond) allowed" : "")
                + ", most in one second \(count.most), told to wait \(count.refusals) times, "
                + "twice to one person \(count.repeated)"
        )
        Console.print("a question in the middle was answered in \(waited.short)")
        let cpu = Usage.now.cpu - before.cpu
        Console.print(
            "\((cpu / max(1, count.copies)).short) of processor a copy, "
                + "peak \(Usage.now.peakMegabytes) MB"
        )
    }
}

/// A far side in this process: it keeps its limit as a real one does, and counts.
private actor BenchEndpoint: Channel {
    static let channel = "bench"
    static let account = "1"

    struct Count {
        var copies = 0
        var repeated = 0
        var refusals = 0
        /// What the clerk heard.
        var answers = 0
        /// What somebody else heard who asked.
        var asked = 0
        /// The most that came within one second.
        var most = 0
    }

    nonisolated let name = BenchEndpoint.channel
    nonisolated let limits: ChannelLimits
    private(set) var count = Count()
    private let perSecond: Double
    private let delay: Duration
    private var reached: Set<String> = []
    private var times: [ContinuousClock.Instant] = []
    private var waiting: [Incoming] = []
    private var number = 0

    init(perSecond: Double, delay: Duration) {
        self.perSecond = perSecond
        self.delay = delay
        limits =
            perSecond > 0
            ? ChannelLimits(perSecond: perSecond, perSecondInChat: 1) : ChannelLimits()
    }

    static func address(of sender: String) -> Address {
        Address(channel: channel, account: account, chat: sender, sender: sender)
    }

    static func message(_ text: String, from sender: String, number: Int) -> Incoming {
        Incoming(
            key: "m:\(sender):\(number)",
            address: address(of: sender),
            chatKind: .direct,
            messageID: String(number),
            body: .message(text: text, attachments: [], place: nil),
            sentAt: Instant.now.milliseconds
        )
    }

    func say(_ text: String, from sender: String) {
        number += 1
        waiting.append(Self.message(text, from: sender, number: number))
    }

    /// Looks every millisecond until it is so.
    func wait(_ isReached: (Count) -> Bool) async throws {
        while !isReached(count) { try await Task.sleep(for: .milliseconds(1)) }
    }

    func open() async throws(ChannelError) -> String { Self.account }

    func poll(after cursor: Cursor?) async throws(ChannelError) -> Batch {
        while waiting.isEmpty {
            do { try await Task.sleep(for: .milliseconds(1)) } catch { throw .cancelled }
        }
        defer { waiting = [] }
        return Batch(messages: waiting, cursor: Cursor(String(number)))
    }

    func confirm(_ cursor: Cursor) async throws(ChannelError) {}

    func send(_ message: Outgoing) async throws(ChannelError) -> SentMessage {
        let now = ContinuousClock.now
        times.removeAll { now - $0 >= .seconds(1) }
        if perSecond > 0, Double(times.count) >= perSecond {
            count.refusals += 1
            throw .retry(
                ChannelError.Trouble(code: "http-429", message: "too many"),
                after: 1,
                scope: .account
            )
        }
        times.append(now)
        count.most = max(count.most, times.count)
        switch message.chat {
        case "clerk": count.answers += 1
        case "asker": count.asked += 1
        default:
            count.copies += 1
            if !reached.insert(message.chat).inserted { count.repeated += 1 }
        }
        do { try await Task.sleep(for: delay) } catch { throw .cancelled }
        return SentMessage(id: "1")
    }

    func acknowledge(_ message: Incoming) async {}

    func fetch(_ attachment: Attachment, limit: Int) async throws(ChannelError) -> [UInt8] { [] }

    func offer(_ menu: [MenuEntry]) async throws(ChannelError) {}

    func delete(message: String, in chat: String) async throws(ChannelError) {}
}
