import Foundation
import GRDB
import Glibc
import Loopback
import Testing

/// A relay and the station's service in processes of their own, on folders that go with the test.
final class RelayStation {
    let folder: DataFolder
    let places: Places
    private(set) var relay: LiaisonProcess?
    private(set) var service: LiaisonProcess?
    /// The services' environment beside what every one has.
    var environment: [String: String] = [:]

    /// Where both are reached, and by which secrets.
    struct Places: Sendable {
        var page: Int
        var api: Int
        var token: String
        var scheme = "http"
        var host = "127.0.0.1"

        /// As people open it, without a slash at its end.
        var pageURL: String { "\(scheme)://\(host):\(page)" }
        var apiURL: String { "\(scheme)://\(host):\(api)" }
    }

    /// The message source of a test: the keys under which both sides sign.
    struct Source: Sendable {
        var replyURL: String
        var incoming = WebhookKey()
        var outgoing = WebhookKey()
    }

    static let awayWords = "已收到，工作人员上班后给您编号。"

    /// Writes a config folder of its own: the sample station behind a relay on free ports.
    ///
    /// - Parameters:
    ///   - source: An SMS gateway; nil for the page alone.
    ///   - awayMinutes: When people are told that nobody is there.
    ///   - page: More of the relay's section `page`.
    ///   - api: More of the relay's section `station_api`.
    ///   - host: A name under which TLS is spoken; nil for none.
    ///   - pagePort: Where the page is; nil for anywhere.
    /// - Throws: When no port is free or a file cannot be written.
    init(
        source: Source? = nil,
        awayMinutes: Int = 5,
        page: String = "",
        api: String = "",
        host: String? = nil,
        pagePort: Int? = nil
    ) throws {
        folder = try DataFolder()
        var places = Places(
            page: try pagePort ?? freePort(),
            api: try freePort(),
            token: "4242:" + WebhookKey().text.filter { $0.isLetter || $0.isNumber }
        )
        if let host { (places.scheme, places.host) = ("https", host) }
        self.places = places
        try FileManager.default.copyItem(
            at: LiaisonProcess.root.appending(path: "config"),
            to: config
        )
        for name in ["relay", "station"] {
            try FileManager.default.createDirectory(
                at: folder.url.appending(path: name),
                withIntermediateDirectories: true
            )
        }
        try Data().write(to: log)
        try write("token", places.token)
        try write("relay.yaml", book(source, awayMinutes, page: page, api: api))
        if let source {
            try write("sms-secret", source.incoming.text)
            try write("sms-reply-secret", source.outgoing.text)
        }
    }

    deinit { killAll() }

    var config: URL { folder.url.appending(path: "config") }
    /// What the relay and the service said.
    var log: URL { folder.url.appending(path: "log") }
    var relayData: URL { folder.url.appending(path: "relay") }
    var stationData: URL { folder.url.appending(path: "station") }

    /// Writes a file of the config.
    func write(_ name: String, _ text: String) throws {
        try Data((text + "\n").utf8).write(to: config.appending(path: name))
    }

    private func book(
        _ source: Source?,
        _ awayMinutes: Int,
        page: String,
        api: String
    ) -> String {
        """
        page: {listen: "127.0.0.1:\(places.page)"\(page)}
        station_api: {listen: "127.0.0.1:\(places.api)"\(api)}
        stations:
          - name: shiqiaotou
            title: {zh: 石桥头镇人大代表联络站, en: Shiqiaotou deputies' liaison station}
            token_file: token
        offline:
          after_minutes: \(awayMinutes)
          text: {zh: \(Self.awayWords), en: "Received."}
        limits:
          messages_per_minute: 1000
          messages_per_day: 100000
          requests_per_address_per_minute: 1000000
          sessions_per_address_per_hour: 1000000
        """
            + (source.map { source in
                """

                sources:
                  - name: sms
                    station: shiqiaotou
                    secret_files: [sms-secret]
                    message: {sender: data.from, text: data.text}
                    reply:
                      url: "\(source.replyURL)"
                      secret_file: sms-reply-secret
                      to: to
                      text: text
                      extra: {channel: sms}
                      response_id: data.id
                    receipt: {id: data.id, stand: data.status, delivered: [DELIVRD], failed: [UNDELIV]}
                """
            } ?? "")
    }

    // MARK: - Processes

    var relayArguments: [String] {
        ["relay", "--config", config.path, "--data", relayData.path]
    }

    /// Starts the relay and waits until both of its doors are open.
    func startRelay(within seconds: Double = 60) async throws {
        relay = try LiaisonProcess.start(relayArguments, environment: environment, log: log)
        let doors = [places.page, places.api]
        let isUp = await eventually(within: seconds) { doors.allSatisfy(isOpen) }
        #expect(isUp, "the relay stands")
    }

    func startService() throws {
        service = try LiaisonProcess.start(
            ["serve", "--config", config.path, "--data", stationData.path],
            environment: environment.merging([
                "LIAISON_BOT_API_URL": places.apiURL, "LIAISON_BOT_TOKEN": places.token,
            ]) { $1 },
            log: log
        )
    }

    func killRelay() { relay?.kill() }

    func killService() { service?.kill() }

    private func killAll() {
        for process in [relay, service].compactMap({ $0 }) where process.process.isRunning {
            process.kill()
        }
    }

    /// Stops both as a service manager does, the service first.
    func stop() async throws {
        for process in [service, relay].compactMap({ $0 }) where process.process.isRunning {
            await process.stop()
        }
    }

    /// A one-time code for somebody of the roster.
    func invite(_ role: String, _ name: String) async throws -> String {
        let output = try await LiaisonProcess.run([
            "invite", "--config", config.path, "--data", stationData.path, "--role", role,
            "--name", name,
        ])
        #expect(output.status == 0, "\(output.errors)")
        return output.text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Rows of the relay's file.
    func relayRows(_ sql: String) throws -> [Row] {
        try rows(sql, relayData.appending(path: "relay.sqlite"))
    }

    /// Rows of the station's file.
    func stationRows(_ sql: String) throws -> [Row] {
        try rows(sql, stationData.appending(path: "station.sqlite"))
    }

    private func rows(_ sql: String, _ file: URL) throws -> [Row] {
        let base = try DatabaseQueue(path: file.path)
        defer { try? base.close() }
        return try base.read { try Row.fetchAll($0, sql: sql) }
    }

    /// Lets the station's last poll be so many days ago; the relay must not run.
    func leaveRelay(for days: Int) throws {
        let base = try DatabaseQueue(path: relayData.appending(path: "relay.sqlite").path)
        defer { try? base.close() }
        let then = Int(Date.now.timeIntervalSince1970 * 1000) - days * 86_400_000
        try base.write { try $0.execute(sql: "UPDATE station SET last_poll = \(then)") }
    }

    /// Waits until nothing lies at the relay any more, in either direction.
    func waitUntilEmpty(within seconds: Double = 60) async -> Bool {
        await eventually(within: seconds) {
            let rows = try relayRows(
                """
                SELECT 1 FROM pending UNION ALL SELECT 1 FROM posting WHERE next_try IS NOT NULL
                """
            )
            return rows.isEmpty
        }
    }

    /// The keys of all replies to phones, chat by chat, in the order in which the desk spoke.
    func replyKeys() throws -> [[String]] {
        var chats: [(chat: Int64, keys: [String])] = []
        for row in try relayRows("SELECT chat, key FROM posting ORDER BY chat, message") {
            if chats.last?.chat != row[0] { chats.append((row[0], [])) }
            chats[chats.count - 1].keys.append(row[1])
        }
        return chats.map(\.keys)
    }

    /// The words of each matter, by the last part of its number.
    func matterWords() throws -> [String: String] {
        let rows = try stationRows(
            """
            SELECT matter.number % 1000000000, content.bytes FROM matter
            JOIN content ON content.id = CAST(matter.words AS INTEGER)
            """
        )
        return Dictionary(
            rows.map { row in
                let serial: Int = row[0]
                return (String(serial), row[1] as String)
            },
            uniquingKeysWith: { first, _ in "two matters of one number: " + first }
        )
    }

    /// The last part of the number that a reply names; empty when it names none.
    static func number(_ text: String) -> String {
        guard let range = text.range(of: #"\d{4}-\d{4,}"#, options: .regularExpression) else {
            return ""
        }
        return String(text[range].dropFirst(5).drop { $0 == "0" })
    }

    /// How each matter's first answer fared, in the order of their numbers.
    func answerStands() throws -> [String?] {
        try stationRows(
            "SELECT json_extract(feedbacks, '$[0].stand') FROM matter ORDER BY number"
        ).map { $0[0] }
    }

    /// What `liaison verify --json` says of the station.
    func verified() async throws -> DataFolder.Verified {
        let output = try await LiaisonProcess.run(["verify", "--json", "--data", stationData.path])
        return try JSONDecoder().decode(DataFolder.Verified.self, from: Data(output.text.utf8))
    }
}

/// Asks again and again until it is so, or the time is over.
func eventually(
    within seconds: Double = 60,
    _ isSo: () async throws -> Bool
) async -> Bool {
    let end = ContinuousClock.now + .milliseconds(Int(seconds * 1000))
    while ContinuousClock.now < end {
        if (try? await isSo()) == true { return true }
        try? await Task.sleep(for: .milliseconds(20))
    }
    return false
}

/// A port of this machine that nobody uses, below those that the system gives away by itself.
func freePort() throws -> Int {
    var tries = 0
    while true {
        tries += 1
        let probe = LoopbackServer { _ in .drop }
        do {
            let port = try probe.start(port: Int.random(in: 20_000...32_000))
            probe.stop()
            return port
        } catch  where tries < 200 {}
    }
}

/// Somebody listens at that port.
func isOpen(_ port: Int) -> Bool {
    let probe = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard probe >= 0 else { return false }
    defer { close(probe) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port)).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(probe, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
    }
}
