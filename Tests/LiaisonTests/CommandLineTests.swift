import Foundation
import GRDB
import Loopback
import Testing

struct CommandLineTests {
    @Test func `the calendar of 2027 is an array of twelve days in both calendars`() async throws {
        let output = try await LiaisonProcess.run(["calendar", "--year", "2027", "--json"])
        #expect(output.status == 0)
        struct Row: Decodable, Equatable {
            var date: String
            var lunar: String
            var leap: Bool
        }
        let rows = try JSONDecoder().decode([Row].self, from: Data(output.text.utf8))
        #expect(rows.count == 12)
        #expect(rows.first == Row(date: "2027-01-23", lunar: "12-16", leap: false))
        #expect(rows.contains(Row(date: "2027-02-21", lunar: "01-16", leap: false)))
    }

    @Test func `a leap month has its own reception day`() async throws {
        let output = try await LiaisonProcess.run(["calendar", "--year", "2025", "--json"])
        #expect(output.text.contains(#"{"date":"2025-08-09","lunar":"06-16","leap":true}"#))
    }

    @Test func `the calendar file has one event a reception day, in universal time`() async throws {
        let output = try await LiaisonProcess.run(["calendar", "--year", "2026", "--ics"])
        #expect(output.status == 0)
        let lines = output.text.components(separatedBy: "\r\n")
        #expect(lines.first == "BEGIN:VCALENDAR")
        #expect(lines.contains("END:VCALENDAR"))
        #expect(lines.count { $0 == "BEGIN:VEVENT" } == 13)
        #expect(lines.contains("DTSTART:20261124T003000Z"))
        #expect(lines.contains("DTEND:20261124T030000Z"))
        #expect(lines.allSatisfy { $0.utf8.count <= 75 })
    }

    @Test func `one command shows the reminders of the next twelve months`() async throws {
        let output = try await LiaisonProcess.run([
            "calendar", "--reminders", "--now", "2026-11-20T12:00",
        ])
        #expect(output.status == 0)
        let lines = output.text.split(separator: "\n")
        #expect(lines.count { $0.contains("接待日当天提醒") } == 13)
        #expect(lines.contains("2026-11-21 09:00  接待日公告和提醒  2026-11-24"))
        #expect(lines.count { $0.contains("小组季度活动") } == 4)
        let times = lines.map { $0.prefix(16) }
        #expect(times == times.sorted())
    }

    @Test func `a year outside the table is refused with what the table covers`() async throws {
        let output = try await LiaisonProcess.run(["calendar", "--year", "2150"])
        #expect(output.status == 1)
        #expect(output.errors.contains("2150"))
        #expect(output.errors.contains("hint:"))
    }

    @Test func `retention counts by class and touches nothing when told so`() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "liaison-retention-" + UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let chat = try await LiaisonProcess.run(
            ["chat", "--data", folder.path, "--now", "2020-01-06T09:00"],
            input: "横湖村口路灯坏了三天了\n"
        )
        #expect(chat.text.contains("2020-0001"))
        let arguments = ["retention", "--data", folder.path, "--json"]
        let counted = try await LiaisonProcess.run(arguments + ["--dry-run"])
        #expect(counted.text.contains(#""dry_run":true"#))
        #expect(!counted.text.contains(#""messages":0"#))
        #expect(counted.text.contains(#""contacts":0,"words":0"#), "it is not ended")
        let erased = try await LiaisonProcess.run(arguments)
        #expect(erased.text == counted.text.replacing("true", with: "false"))
        #expect(try await LiaisonProcess.run(arguments).text.contains(#""messages":0"#))
        #expect(try await LiaisonProcess.run(["verify", "--data", folder.path]).status == 0)
    }

    @Test(arguments: [
        ["nonsense"], ["invite"], ["invite", "--role", "king", "--name", "张联络"],
        ["calendar", "--year", "soon"], ["serve", "--no-such-flag"],
    ])
    func `wrong usage ends with 2`(arguments: [String]) async throws {
        #expect(try await LiaisonProcess.run(arguments).status == 2)
    }

    @Test func `help and version end with 0`() async throws {
        #expect(try await LiaisonProcess.run(["--help"]).status == 0)
        #expect(try await LiaisonProcess.run(["--version"]).text.contains("."))
    }

    @Test func `check runs every example of the books and finds nothing`() async throws {
        let output = try await LiaisonProcess.run(["check"])
        #expect(output.status == 0, "\(output.text)")
        #expect(output.text.contains("all good"))
    }

    @Test func `check names an endpoint that is not our own relay`() async throws {
        let config = try LiaisonProcess.otherConfig.get().path
        func check(_ url: String, _ config: String) async throws -> String {
            try await LiaisonProcess.run(
                ["check", "--config", config],
                environment: ["LIAISON_BOT_API_URL": url]
            ).text
        }
        let remark =
            "messages pass through 'https://api.example', "
            + "which is not this station's own relay\n"
        #expect(try await check("https://api.example", config).contains(remark))
        #expect(try await check("https://user:secret@api.example", config).contains(remark))
        #expect(try await check("", config).contains("pass through an endpoint without an address"))
        #expect(try await !check("https://api.example", "config").contains("pass through"))
    }

    @Test func `a relay that is none is refused with the setting to change`() async throws {
        let api = FakeBotAPI()
        try api.start()
        defer { api.stop() }
        let data = try DataFolder()
        let output = try await LiaisonProcess.run(
            try LiaisonProcess.serving(data.url, isRelay: true),
            environment: LiaisonProcess.endpoint(api.url)
        )
        #expect(output.status == 1)
        #expect(output.errors.contains("no liaison relay"))
        #expect(output.errors.contains("channels.botapi.endpoint: other"))
    }

    @Test func `check names file and line of a fault and ends with 1`() async throws {
        let data = try DataFolder()
        let commands = data.url.appending(path: "commands")
        try FileManager.default.copyItem(
            at: LiaisonProcess.root.appending(path: "commands"),
            to: commands
        )
        let file = commands.appending(path: "voter/query_status.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try (text + "nmaes: {zh: [看]}\n").write(to: file, atomically: true, encoding: .utf8)
        let output = try await LiaisonProcess.run(["check", "--commands", commands.path])
        #expect(output.status == 1)
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).count
        #expect(output.text.contains("query_status.yaml:\(line)"))
        #expect(output.text.contains("names"), "the right word is suggested")
    }

    @Test func `check names the machine that a gateway's replies go to`() async throws {
        let data = try DataFolder()
        let config = data.url.appending(path: "config")
        try FileManager.default.copyItem(
            at: LiaisonProcess.root.appending(path: "config"),
            to: config
        )
        let file = config.appending(path: "relay.yaml")
        let parts = try String(contentsOf: file, encoding: .utf8)
            .components(separatedBy: "# sources:")
        try #require(parts.count == 2)
        let source = "sources:" + parts[1].replacingOccurrences(of: "\n# ", with: "\n")
        try (parts[0] + source).write(to: file, atomically: true, encoding: .utf8)
        let output = try await LiaisonProcess.run(["check", "--config", config.path])
        #expect(output.status == 0, "\(output.text)")
        #expect(
            output.text.contains("replies to source 'sms' of relay.yaml go to 'gateway.example'")
        )
    }

    @Test func `invite wants a name of the roster and the office that goes with the role`()
        async throws
    {
        let data = try DataFolder()
        func invite(_ role: String, _ name: String) async throws -> LiaisonProcess.Output {
            try await LiaisonProcess.run([
                "invite", "--data", data.url.path, "--role", role, "--name", name,
            ])
        }
        let code = try await invite("deputy", "陈美芳")
        #expect(code.status == 0)
        #expect(code.text.trimmingCharacters(in: .whitespacesAndNewlines).count == 10)
        #expect(try await invite("unit", "水利所").status == 0)
        for (role, name) in [("deputy", "张联络"), ("head", "陈美芳"), ("unit", "水利局")] {
            let refused = try await invite(role, name)
            #expect(refused.status == 1)
            #expect(refused.errors.contains("hint:"))
        }
        let list = try await LiaisonProcess.run(["invite", "--data", data.url.path, "--list"])
        #expect(list.text.contains("陈美芳"))
        #expect(!list.text.contains(code.text.trimmingCharacters(in: .whitespacesAndNewlines)))
        let revoked = try await LiaisonProcess.run([
            "revoke", "--data", data.url.path, "--name", "陈美芳",
        ])
        #expect(revoked.status == 0)
        let after = try await LiaisonProcess.run(["invite", "--data", data.url.path, "--list"])
        #expect(!after.text.contains("陈美芳"))
    }

    @Test func `a chat is the whole turn, and what it did is there the next time`() async throws {
        let data = try DataFolder()
        let first = try await LiaisonProcess.run(
            ["chat", "--data", data.url.path, "--now", "2026-11-20T09:00"],
            input: "花桥村口路灯坏了三天\nclerk: 受理1\nvoter: status 1\n"
        )
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.text.contains("2026-0001"))
        #expect(first.text.contains("27 November") || first.text.contains("accepted"))
        let second = try await LiaisonProcess.run(
            [
                "chat", "--data", data.url.path, "--as", "voter", "--now", "2026-11-21T09:00",
            ],
            input: "我的\n"
        )
        #expect(second.text.contains("2026-0001"))
        #expect(try await data.verified().faults.isEmpty)
    }

    @Test func `the demo plays from standard input and leaves nothing behind`() async throws {
        let output = try await LiaisonProcess.run(
            ["demo", "--terminal", "--now", "2026-11-20T09:00"],
            input: "选民：查1\n联络员：待办\n代表：视察记录 湖漫水库 警示牌倒了一块，建议补立\n"
        )
        #expect(output.status == 0, "\(output.errors)")
        #expect(output.text.contains("城建办"))
        #expect(output.text.contains("视2026-0001"))
    }

    @Test func `verify ends with 1 when a row of the journal was changed`() async throws {
        let data = try DataFolder()
        _ = try await LiaisonProcess.run(
            ["chat", "--data", data.url.path],
            input: "花桥村口路灯坏了三天\n"
        )
        #expect(try await data.verified().faults.isEmpty)
        let base = try DatabaseQueue(path: data.url.appending(path: "station.sqlite").path)
        try await base.write { try $0.execute(sql: "UPDATE journal SET at = at + 1 WHERE seq = 2") }
        try base.close()
        let output = try await LiaisonProcess.run(["verify", "--data", data.url.path])
        #expect(output.status == 1)
        #expect(output.text.contains("fault:"))
    }

    @Test func `a data folder that cannot be made is said with its remedy`() async throws {
        let output = try await LiaisonProcess.run(["verify", "--data", "/proc/no-such/data"])
        #expect(output.status == 1)
        #expect(output.errors.contains("/proc/no-such/data"))
        #expect(output.errors.contains("hint:"))
    }

    @Test func `understand prints steps as the vocabulary has them`() async throws {
        let output = try await LiaisonProcess.run(
            ["understand"],
            input: """
                {"text":"我叫陈阿土，有两件事：斜路桥板翘了；横湖反光镜碎了","role":"voter"}
                {"text":"36、38受理","role":"staff"}
                {"text":"36、38归档","role":"staff"}
                {"text":"接待选民登记，度甲头邵小青，反映：①村道没路灯 ②垃圾桶太少","role":"deputy"}

                """
        )
        struct Answer: Decodable {
            struct Step: Decodable {
                struct Item: Decodable {
                    var content: String
                    var place: String
                }
                struct Arguments: Decodable {
                    var name: String?
                    var place: String?
                    var ref: String?
                    var refs: [String]?
                    var items: [Item]?
                }
                var action: String
                var arguments: Arguments
            }
            var steps: [Step]
        }
        let answers = try output.text.split(separator: "\n").map {
            try JSONDecoder().decode(Answer.self, from: Data($0.utf8)).steps
        }
        #expect(
            answers.map { $0.map(\.action) } == [
                ["file_matter"], ["accept_matter", "accept_matter"], ["archive_matter"],
                ["submit_reception_record"],
            ]
        )
        let problems = answers[0][0].arguments
        #expect(problems.name == "陈阿土" && problems.place == nil)
        #expect(problems.items?.map(\.place) == ["斜路", "横湖"])
        #expect(problems.items?.map(\.content) == ["斜路桥板翘了", "横湖反光镜碎了"])
        #expect(answers[1].map(\.arguments.ref) == ["36", "38"])
        #expect(answers[2].map(\.arguments.refs) == [["36", "38"]])
    }

    @Test func `understand prints what each line is taken for`() async throws {
        let output = try await LiaisonProcess.run(
            ["understand"],
            input: #"{"text":"查2026-0042","role":"voter","now":"2026-11-20T09:00"}"# + "\n"
        )
        #expect(output.status == 0)
        #expect(output.text.contains(#""action":"query_status""#))
        #expect(output.text.contains(#""ref":"2026-0042""#))
        #expect(output.text.contains(#""ask":null"#))
    }

    @Test func `no words of a message and no token stand in the log`() async throws {
        let api = FakeBotAPI()
        try api.start()
        defer { api.stop() }
        let data = try DataFolder()
        let log = data.url.appending(path: "log")
        try Data().write(to: log)
        let service = try LiaisonProcess.serve(api.url, data: data.url, log: log)
        api.fail(FakeBotAPI.Fault("sendMessage", .error(500, "Internal"), times: 2))
        api.push(text: "反映花桥村口紫藤路灯坏了，电话13900001234", from: 9100)
        #expect(await api.waitForSent(1))
        api.push(rawJSON: #"{"message":{"message_id":"x"}}"#)
        api.push(text: "接待日", from: 9100)
        #expect(await api.waitForSent(2))
        await service.stop()
        let text = try String(contentsOf: log, encoding: .utf8)
        #expect(text.contains("serving"))
        #expect(text.contains("messages pass through '\(api.url)'"))
        for secret in ["紫藤", "13900001234", "TEST-TOKEN", "9100"] {
            #expect(!text.contains(secret), "\(secret) stands in the log")
        }
    }
}
