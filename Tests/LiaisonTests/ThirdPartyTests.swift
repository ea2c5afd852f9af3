import Crypto
import Curl
import Foundation
import Testing

/// Other people's Bot API libraries on our relay: their parsers are stricter than ours.
///
/// `LIAISON_PYTHON` names the interpreter that has them; what it lacks is skipped.
struct ThirdPartyTests {
    private static let python = ProcessInfo.processInfo.environment["LIAISON_PYTHON"] ?? "python3"
    private static let script = LiaisonProcess.root
        .appending(path: "Tests/Scripts/third_party_client.py")

    /// The libraries that the interpreter has, by the name of their module.
    private static func has(_ module: String) -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [python, "-c", "import " + module]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    /// What the script saw, one line each.
    private struct Sight: Decodable {
        var saw: String
        var text: String?
        var chat: String?
        var username: String?
        var caption: String?
        var width: Int?
        var height: Int?
        var digest: String?
        var data: String?
        var under: String?
        var ok: Bool?
        var sameChat: Bool?
        var commands: [String]?
        var waiting: Int?
    }

    /// A PNG of 8 by 6 grey dots.
    private static let photo =
        Data(
            base64Encoded: """
                iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGCAAAAADbboAnAAAADklEQVR42mNogAIGUhgAiFQYAZNt
                82gAAAAASUVORK5CYII=
                """,
            options: .ignoreUnknownCharacters
        ).map { [UInt8]($0) } ?? []

    @Test(
        .enabled(if: has("telegram"), "python-telegram-bot is missing; set LIAISON_PYTHON"),
        .timeLimit(.minutes(2))
    )
    func `python-telegram-bot polls, answers, fetches a photo and sees a press`() async throws {
        try await converse(by: "python-telegram-bot")
    }

    @Test(
        .enabled(if: has("aiogram"), "aiogram is missing; set LIAISON_PYTHON"),
        .timeLimit(.minutes(2))
    )
    func `aiogram polls, answers, fetches a photo and sees a press`() async throws {
        try await converse(by: "aiogram")
    }

    /// As python-telegram-bot writes the address of a file.
    @Test(.timeLimit(.minutes(5)))
    func `a token whose colon is escaped is the same token`() async throws {
        let station = try RelayStation()
        try await station.startRelay()
        let client = try HTTPClient()
        defer { client.close() }
        let token = station.places.token.replacingOccurrences(of: ":", with: "%3A")
        for (path, status) in [
            ("/bot\(token)/getMe", 200), ("/file/bot\(token)/photos/none", 404),
            ("/bot\(token)%41/getMe", 401),
        ] {
            let answer = try await client.send(HTTPRequest(url: station.places.apiURL + path))
            #expect(answer.status == status)
        }
    }

    private func converse(by library: String) async throws {
        let station = try RelayStation()
        try await station.startRelay()
        let client = try HTTPClient()
        defer { client.close() }
        let sights = station.folder.url.appending(path: "sights")
        try Data().write(to: sights)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            Self.python, Self.script.path, library, station.places.apiURL, station.places.token,
        ]
        process.standardOutput = try FileHandle(forWritingTo: sights)
        process.standardError = try FileHandle(forWritingTo: station.log)
        try process.run()
        defer { if process.isRunning { process.terminate() } }

        let visitor = try await PageVisitor(at: station.places, client: client)
        #expect(await visitor.say("花桥村口路灯坏了") != nil)
        let question = try #require(await visitor.heard("您满意吗？"))
        #expect(question.buttons.map(\.title) == ["满意", "不满意"])
        let post = PageVisitor.post()
        try await visitor.bring(photo: Self.photo, as: post)
        #expect(await visitor.say("就是这盏", photos: [post]) != nil)
        #expect(try await visitor.press("no", on: question.id).text == "不满意")
        #expect(await visitor.heard("谢谢") != nil)
        let hasEnded = await eventually { !process.isRunning }
        try #require(hasEnded, "the client ends by itself")
        let errors = try String(contentsOf: station.log, encoding: .utf8)
        #expect(process.terminationStatus == 0, "\(errors.suffix(2000))")

        let lines = try Data(contentsOf: sights).split(separator: UInt8(ascii: "\n"))
        let seen = try lines.map { try JSONDecoder().decode(Sight.self, from: $0) }
        func saw(_ what: String) -> [Sight] { seen.filter { $0.saw == what } }
        #expect(saw("me").map(\.username) == ["shiqiaotou_bot"])
        #expect(saw("menu").map(\.commands) == [["start"]])
        #expect(saw("webhook").count == 1)
        #expect(saw("message").map(\.text) == ["花桥村口路灯坏了"])
        #expect(saw("message").map(\.chat) == ["private"])
        #expect(saw("sent").map(\.text) == ["您满意吗？"])
        #expect(saw("sent").map(\.sameChat) == [true])
        #expect(saw("photo").map(\.caption) == ["就是这盏"])
        #expect(saw("photo").map(\.width) == [8] && saw("photo").map(\.height) == [6])
        let digest = SHA256.hash(data: Self.photo).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
        #expect(saw("photo").map(\.digest) == [digest], "byte for byte")
        #expect(saw("press").map(\.data) == ["no"])
        #expect(saw("press").map(\.under) == ["您满意吗？"])
        #expect(saw("answered").map(\.ok) == [true])
        #expect(await station.waitUntilEmpty(), "all is confirmed")
        let own = try await visitor.history().filter { !$0.desk }
        #expect(own.map(\.stand) == ["done", "done", "done"])
        try await station.stop()
    }
}
