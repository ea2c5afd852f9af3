import BotAPI
import Curl
import Foundation
import Loopback

/// A chromedriver in a process of its own, and the browsers that it opens.
///
///     let driver = try await Driver.start()
///     let browser = try await driver.open()
///     try await browser.go(to: "http://127.0.0.1:8021/")
///     await driver.stop()
///
/// - Note: Source: W3C WebDriver, section 6; chromedriver's own `goog` and `chromium` commands.
package final class Driver: Sendable {
    private let process: Process
    private let client: HTTPClient
    private let address: String
    private let sessions = Monitor<[String]>([])

    private init(process: Process, client: HTTPClient, port: String) {
        self.process = process
        self.client = client
        address = "http://127.0.0.1:" + port
    }

    /// Which program is not on the `PATH`, in words; nil when both are there.
    package static var missing: String? {
        if browserPath == nil { return "chromium is not installed" }
        return driverPath == nil ? "chromedriver is not installed" : nil
    }

    private static let browserPath = find(["chromium", "chromium-browser", "google-chrome"])
    private static let driverPath = find(["chromedriver"])

    private static func find(_ names: [String]) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        for name in names {
            for folder in folders {
                let path = folder + "/" + name
                if FileManager.default.isExecutableFile(atPath: path) { return path }
            }
        }
        return nil
    }

    package static func start() async throws -> Driver {
        let asked = "start chromedriver"
        guard missing == nil, let driverPath else {
            throw WebDriverFault(asked: asked, answered: missing ?? "")
        }
        let process = Process()
        let printed = Printed()
        process.executableURL = URL(filePath: driverPath)
        process.arguments = ["--port=0"]
        process.standardOutput = printed.pipe
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        guard await printed.waits(for: "successfully on port", seconds: 60),
            let port = printed.text.firstMatch(of: /successfully on port (\d+)/)?.1
        else {
            kill(process.processIdentifier, SIGKILL)
            throw WebDriverFault(asked: asked, answered: printed.text)
        }
        return Driver(process: process, client: try HTTPClient(), port: String(port))
    }

    /// Closes every browser and ends the process.
    package func stop() async {
        for id in sessions.withLock({ $0 }) {
            _ = try? await ask(.delete, "/session/" + id)
        }
        client.close()
        // It has nothing to lose any more, and a thread that starts processes may have had the
        // gentler signals blocked, which they inherit.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Opens a browser without a window and with nothing in its memory.
    package func open() async throws -> Browser {
        let arguments = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--hide-scrollbars", "--window-size=1280,800", "--lang=zh-CN",
        ]
        let answer = try await ask(.post, "/session") { json in
            json.key("capabilities")
            json.object { json in
                json.key("alwaysMatch")
                json.object { json in
                    json.key("goog:loggingPrefs")
                    json.object { $0.field("browser", "ALL") }
                    json.key("goog:chromeOptions")
                    json.object { json in
                        json.field("binary", Driver.browserPath)
                        json.key("args")
                        json.array { json in for argument in arguments { json.value(argument) } }
                    }
                    json.key("timeouts")
                    json.object { json in
                        json.field("script", 120_000)
                        json.field("pageLoad", 15_000)
                    }
                }
            }
        }
        guard let id = answer["sessionId"]?.text else {
            throw WebDriverFault(asked: "POST /session", answered: "no session's id")
        }
        sessions.withLock { $0.append(id) }
        return Browser(driver: self, id: id)
    }

    /// Sends one command.
    ///
    /// - Returns: The answer's `value`.
    /// - Throws: ``WebDriverFault`` with the command and the answer.
    func ask(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: (inout JSONWriter) -> Void = { _ in }
    ) async throws -> JSONValue {
        var json = JSONWriter()
        json.object(body)
        let asked = "\(method.rawValue) \(path) \(method == .post ? json.text : "")"
        func fault(_ answered: String) -> WebDriverFault {
            WebDriverFault(asked: String(asked.prefix(2000)), answered: answered)
        }
        let answer: HTTPResponse
        do {
            answer = try await client.send(
                HTTPRequest(
                    method,
                    url: address + path,
                    headers: [HTTPHeader("Content-Type", "application/json")],
                    body: json.bytes,
                    timeouts: HTTPRequest.Timeouts(silence: nil, total: .seconds(180)),
                    limit: 32 << 20,
                    isRepeatable: false
                )
            )
        } catch {
            throw fault(error.description)
        }
        guard let value = try? JSONDocument(answer.body).root["value"] else {
            throw fault("\(answer.status) \(String(decoding: answer.body, as: UTF8.self))")
        }
        guard answer.status == 200 else {
            let reason = [value["error"]?.text, value["message"]?.text].compactMap(\.self)
            throw fault("\(answer.status) " + reason.joined(separator: ": "))
        }
        return value
    }
}
