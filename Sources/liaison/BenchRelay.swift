import ArgumentParser
import BotAPI
import Channels
import Curl
import FoundationEssentials
import Logging
import Messages
import Relay

/// `liaison bench relay`: signed webhooks in, polls out, on loopback.
struct BenchRelay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "relay",
        abstract: "Posts signed webhooks into a relay, then polls them out; every one on the disk."
    )

    @Option(help: "How many messages.")
    var messages = 2000

    @Option(help: "How many are on the way at once.")
    var atOnce = 32

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "liaison-bench-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let secret = WebhookSecret(key: (0..<32).map { _ in .random(in: 0...255) })
        var settings = RelaySettings(
            page: RelaySettings.Listener(),
            stationAPI: RelaySettings.Listener(),
            stations: [
                RelaySettings.Station(name: "bench", token: "1:bench", titleZh: "", titleEn: "")
            ],
            sources: [
                try WebhookSource(
                    name: "sms",
                    station: "bench",
                    secrets: [secret],
                    message: MessageMapping(
                        sender: try JSONPath("from"),
                        text: try JSONPath("text")
                    )
                )
            ],
            awayWords: [:]
        )
        settings.limits.requestsPerMinute = 1_000_000
        var log = Logger(label: "bench") { StreamLogHandler.standardError(label: $0) }
        log.logLevel = .error
        let relay = RelayService(
            settings: settings,
            store: try RelayStore(folder: folder.path),
            log: log
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await relay.run() }
            guard let doors = await relay.doors.numbersWhenOpen() else { return }
            try await post(to: "http://127.0.0.1:\(doors.page)/hook/sms", secret)
            try await poll("http://127.0.0.1:\(doors.stationAPI)")
            group.cancelAll()
        }
    }

    private func post(to url: String, _ secret: WebhookSecret) async throws {
        let client = try HTTPClient()
        defer { client.close() }
        let before = Usage.now
        let start = ContinuousClock.now
        let times = try await withThrowingTaskGroup(of: [Duration].self) { group in
            for lane in 0..<atOnce {
                group.addTask {
                    var times: [Duration] = []
                    for number in stride(from: lane, to: messages, by: atOnce) {
                        let begun = ContinuousClock.now
                        let answer = try await client.send(request(number, url, secret))
                        guard answer.status == 200 else {
                            throw OperatorError(
                                message: "the relay answered \(answer.status)",
                                hint: "run it again with fewer --at-once"
                            )
                        }
                        times.append(ContinuousClock.now - begun)
                    }
                    return times
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        report("taken in", since: start, before)
        let spread = Spread(times)
        Console.print(
            "  answered: half within \(spread.within(0.5).short), 99 of 100 within "
                + "\(spread.within(0.99).short), all within \(spread.within(1).short)"
        )
    }

    private func request(_ number: Int, _ url: String, _ secret: WebhookSecret) -> HTTPRequest {
        var json = JSONWriter()
        json.object { json in
            json.field("from", String(20_000_000_000 + number % 500))
            json.field("text", "花桥村口路灯坏了三天，晚上老人走路看不见")
        }
        let (id, now) = ("bench-\(number)", Int64(Date.now.timeIntervalSince1970))
        return HTTPRequest(
            .post,
            url: url,
            headers: [
                HTTPHeader("content-type", "application/json"),
                HTTPHeader("webhook-id", id),
                HTTPHeader("webhook-timestamp", String(now)),
                HTTPHeader(
                    "webhook-signature",
                    WebhookSignature.sign(id: id, timestamp: now, body: json.bytes, secret: secret)
                ),
            ],
            body: json.bytes
        )
    }

    private func poll(_ url: String) async throws {
        let channel = try BotAPIChannel(
            BotAPIChannel.Settings(baseURL: url, token: "1:bench", isRelay: true, pollSeconds: 1)
        )
        defer { channel.close() }
        _ = try await channel.open()
        let before = Usage.now
        let start = ContinuousClock.now
        var cursor: Cursor?
        var count = 0
        while count < messages {
            let batch = try await channel.poll(after: cursor)
            count += batch.messages.count
            cursor = batch.cursor ?? cursor
        }
        report("polled out", since: start, before)
    }

    private func report(_ what: String, since start: ContinuousClock.Instant, _ before: Usage) {
        let time = ContinuousClock.now - start
        let cpu = Usage.now.cpu - before.cpu
        Console.print(
            "\(what): \(messages) in \(time.short), \(time.rate(of: messages)) a second, "
                + "\((cpu / messages).short) of processor each (client and relay together), "
                + "peak \(Usage.now.peakMegabytes) MB"
        )
    }
}
