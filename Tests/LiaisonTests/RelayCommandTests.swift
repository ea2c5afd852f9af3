import Curl
import Foundation
import GRDB
import Loopback
import Testing

/// The relay as an operator sees it: what it says when it cannot start, and how it ends.
struct RelayCommandTests {
    /// Runs the relay to its end, which has to be an error: thing, fact and remedy, no secret.
    private func refusal(_ station: RelayStation) async throws -> String {
        let relay = try LiaisonProcess.start(
            station.relayArguments,
            environment: ["LIAISON_RELAY_TOKEN": ""],
            log: station.log
        )
        defer { relay.kill() }
        let hasEnded = await eventually { !relay.process.isRunning }
        try #require(hasEnded, "the relay ends by itself")
        #expect(relay.process.terminationStatus == 1)
        let errors = try String(contentsOf: station.log, encoding: .utf8)
        let secrets = ["token", "sms-secret", "sms-reply-secret"].compactMap { name in
            try? String(contentsOf: station.config.appending(path: name), encoding: .utf8)
                .trimmingCharacters(in: .newlines)
        }
        for secret in secrets + [station.places.token] {
            #expect(!errors.contains(secret), "a secret is shown")
        }
        return errors
    }

    private func change(_ station: RelayStation, _ old: String, _ new: String) throws {
        let file = station.config.appending(path: "relay.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains(old))
        try station.write("relay.yaml", text.replacingOccurrences(of: old, with: new))
    }

    @Test func `a folder without relay yaml is named`() async throws {
        let station = try RelayStation()
        try FileManager.default.removeItem(at: station.config.appending(path: "relay.yaml"))
        let errors = try await refusal(station)
        #expect(errors.contains(station.config.path + "/relay.yaml"))
        #expect(errors.contains("no such file") && errors.contains("--config"))
    }

    @Test func `a station without a token is told how to make one`() async throws {
        let station = try RelayStation()
        try change(station, "token_file: token", "token_file: \"\"")
        let errors = try await refusal(station)
        #expect(errors.contains("no token is set for station 'shiqiaotou'"))
        #expect(errors.contains("hint:") && errors.contains("openssl rand -hex 32"))
    }

    @Test(arguments: [
        "", "4242:", "4242:ABCDEFGHIJKLMNOPQRSTUVWXYZABC", "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEF",
    ])
    func `a token that is too easy to guess is refused`(token: String) async throws {
        let station = try RelayStation()
        try station.write("token", token)
        let errors = try await refusal(station)
        #expect(errors.contains("station 'shiqiaotou'"))
        #expect(errors.contains("hint:") && errors.contains("openssl rand -hex 32"))
        #expect(!errors.contains("ABCDEF"))
    }

    @Test(arguments: ["token", "sms-secret", "sms-reply-secret"])
    func `a secret file that is missing is named`(file: String) async throws {
        let station = try RelayStation(source: .init(replyURL: "http://127.0.0.1:9/send"))
        try FileManager.default.removeItem(at: station.config.appending(path: file))
        let errors = try await refusal(station)
        #expect(errors.contains(station.config.path + "/" + file + "'"))
        #expect(errors.contains("No such file") && errors.contains("hint:"))
    }

    @Test func `a webhook secret that is none is refused without showing it`() async throws {
        let station = try RelayStation(source: .init(replyURL: "http://127.0.0.1:9/send"))
        try station.write("sms-secret", "whsec_c2hvcnQ=")
        let errors = try await refusal(station)
        #expect(errors.contains("sms-secret") && errors.contains("hint:"))
    }

    @Test(.timeLimit(.minutes(5)), arguments: ["page", "station API"])
    func `a port that somebody has is said, and which`(door: String) async throws {
        let station = try RelayStation()
        let port = door == "page" ? station.places.page : station.places.api
        let other = LoopbackServer { _ in .drop }
        try other.start(port: port)
        defer { other.stop() }
        let errors = try await refusal(station)
        #expect(errors.contains("127.0.0.1:\(port)"))
        #expect(errors.lowercased().contains("address already in use"))
        #expect(errors.contains("hint:") && errors.contains("relay.yaml"))
    }

    @Test(.timeLimit(.minutes(5)))
    func `a second relay on the same folder is refused`() async throws {
        let station = try RelayStation()
        try await station.startRelay()
        let other = try RelayStation()
        let output = try await LiaisonProcess.run([
            "relay", "--config", other.config.path, "--data", station.relayData.path,
        ])
        #expect(output.status == 1)
        #expect(output.errors.contains("another relay is running on it"))
        #expect(output.errors.contains(station.relayData.path))
        #expect(output.errors.contains("hint:"))
        try await station.stop()
        try await station.startRelay()
        try await station.stop()
    }

    @Test(.timeLimit(.minutes(5)))
    func `a first start that was killed before its first table is begun again`() async throws {
        let station = try RelayStation()
        let file = station.relayData.appending(path: "relay.sqlite")
        let queue = try DatabaseQueue(path: file.path)
        // GRDB notes steps in a table of its own, committed before the first step.
        let steps = "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)"
        try await queue.write { try $0.execute(sql: steps) }
        try queue.close()
        try await station.startRelay()
        try await station.stop()
    }

    // MARK: - The end

    @Test(.timeLimit(.minutes(5)))
    func `the relay ends at once, with a poll held and pages open`() async throws {
        let station = try RelayStation()
        try await station.startRelay()
        let client = try HTTPClient()
        defer { client.close() }
        let poll = HTTPRequest(
            url: station.places.apiURL + "/bot\(station.places.token)/getUpdates?timeout=50",
            timeouts: HTTPRequest.Timeouts(silence: nil, total: .seconds(60))
        )
        var visitors: [PageVisitor] = []
        for _ in 0..<3 {
            visitors.append(try await PageVisitor(at: station.places, client: client))
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                // The one that asks whether a poll is held may itself be in the way for a moment.
                var answer = try await client.send(poll)
                while answer.status == 409 { answer = try await client.send(poll) }
                #expect(answer.status == 200)
                #expect(String(decoding: answer.body, as: UTF8.self) == #"{"ok":true,"result":[]}"#)
            }
            let streams = try visitors.map { try $0.stream() }
            // The poll is held when another is refused.
            let isHeld = await eventually {
                var second = poll
                second.url = second.url.replacingOccurrences(of: "=50", with: "=0")
                return try await client.send(second).status == 409
            }
            #expect(isHeld)
            // A page is open when words that are said only now reach it.
            let isOpen = await eventually {
                for chat in try station.relayRows("SELECT id FROM chat") {
                    let path = "/sendMessage?text=hello&key=1&chat_id=\(chat[0] as Int)"
                    let url = station.places.apiURL + "/bot" + station.places.token + path
                    #expect(try await client.send(HTTPRequest(url: url)).status == 200)
                }
                let delivered = "SELECT 1 FROM message WHERE is_desk = 1 AND stand = 3"
                return try station.relayRows(delivered).count == visitors.count
            }
            #expect(isOpen)
            await station.relay?.stop()
            for stream in streams { #expect(await stream.ends(within: 60)) }
            try await group.waitForAll()
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `the demo ends at once and leaves nothing behind`() async throws {
        let folder = try DataFolder()
        let port = try freePort()
        let demo = try LiaisonProcess.start(
            ["demo", "--port", String(port)],
            environment: ["TMPDIR": folder.url.path]
        )
        #expect(await eventually { isOpen(port) })
        let client = try HTTPClient()
        defer { client.close() }
        let url = "http://127.0.0.1:\(port)"
        #expect(try await client.send(HTTPRequest(url: url + "/shiqiaotou/")).status == 200)
        let places = RelayStation.Places(page: port, api: 0, token: "")
        let visitor = try await PageVisitor(at: places, client: client)
        #expect(await visitor.say("花桥村口路灯坏了三天了") != nil)
        #expect(await visitor.heard("查询码") != nil)
        let stream = try visitor.stream()
        #expect(await stream.events(2, within: 60).count >= 2)
        await demo.stop()
        #expect(await stream.ends(within: 60))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [])
    }

    // MARK: - TLS

    private static let openssl: URL? = ["/usr/bin/openssl", "/usr/local/bin/openssl"]
        .map { URL(filePath: $0) }
        .first { FileManager.default.isExecutableFile(atPath: $0.path) }

    /// A certificate for this machine that signs itself, and its key.
    private func makeCertificate(_ name: String, in folder: URL) throws {
        let process = Process()
        process.executableURL = Self.openssl
        process.currentDirectoryURL = folder
        process.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", name + ".key", "-out", name + ".pem", "-days", "2", "-subj",
            "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test(.enabled(if: openssl != nil, "openssl is not there"), .timeLimit(.minutes(5)))
    func `page and station API speak TLS, and the service trusts its ca_file`() async throws {
        let tls = ", certificate: own.pem, key: own.key"
        let port = try freePort()
        let station = try RelayStation(
            page: tls + ", address: \"https://localhost:\(port)\"",
            api: tls,
            host: "localhost",
            pagePort: port
        )
        try makeCertificate("own", in: station.config)
        let certificate = station.config.appending(path: "own.pem").path
        let file = station.config.appending(path: "station.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try station.write(
            "station.yaml",
            text.replacingOccurrences(
                of: "    poll_seconds: 50",
                with: "    ca_file: \"\(certificate)\"\n    poll_seconds: 50"
            )
        )
        let client = try HTTPClient(HTTPClient.Settings(certificateFile: certificate))
        defer { client.close() }
        try await station.startRelay()
        try station.startService()
        let visitor = try await PageVisitor(at: station.places, client: client)
        #expect(await visitor.say("花桥村口路灯坏了三天了") != nil)
        #expect(await visitor.heard("查询码") != nil)
        let page = try await client.send(
            HTTPRequest(url: station.places.pageURL + "/shiqiaotou/")
        )
        #expect(page.header("strict-transport-security") != nil)
        let stranger = try HTTPClient()
        defer { stranger.close() }
        await #expect(throws: CurlError.self) {
            try await stranger.send(HTTPRequest(url: station.places.pageURL + "/healthz"))
        }
        await station.service?.stop()
        // Connections that rest are open.
        await station.relay?.stop()
    }

    @Test(.enabled(if: openssl != nil, "openssl is not there"), arguments: ["page", "api"])
    func `a certificate with another's key is refused by name`(door: String) async throws {
        let tls = ", certificate: own.pem, key: other.key, address: \"https://localhost\""
        let station =
            door == "page"
            ? try RelayStation(page: tls)
            : try RelayStation(api: ", certificate: own.pem, key: other.key")
        for name in ["own", "other"] { try makeCertificate(name, in: station.config) }
        let errors = try await refusal(station)
        #expect(errors.contains(station.config.path + "/own.pem"))
        #expect(errors.contains(station.config.path + "/other.key"))
        #expect(errors.contains("hint:") && errors.contains("belong together"))
    }

    @Test(arguments: ["own.pem", "own.key"])
    func `a certificate file that is missing is named`(file: String) async throws {
        let station = try RelayStation(api: ", certificate: own.pem, key: own.key")
        for name in ["own.pem", "own.key"] where name != file { try station.write(name, "none") }
        let errors = try await refusal(station)
        #expect(errors.contains(station.config.path + "/" + file))
        #expect(errors.contains("hint:"))
    }
}
