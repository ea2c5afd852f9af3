import Foundation
import GRDB
import Loopback
import Testing

struct CommandLineTests {
    @Test func `the calendar of 2027 is an array of twelve days in both calendars`() throws {
        let output = try LiaisonProcess.run(["calendar", "--year", "2027", "--json"])
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

    @Test func `a leap month has its own reception day`() throws {
        let output = try LiaisonProcess.run(["calendar", "--year", "2025", "--json"])
        #expect(output.text.contains(#"{"date":"2025-08-09","lunar":"06-16","leap":true}"#))
    }

    @Test func `a year outside the table is refused with what the table covers`() throws {
        let output = try LiaisonProcess.run(["calendar", "--year", "2150"])
        #expect(output.status == 1)
        #expect(output.errors.contains("2150"))
        #expect(output.errors.contains("hint:"))
    }

    @Test(arguments: [
        ["nonsense"], ["invite"], ["invite", "--role", "king", "--name", "张联络"],
        ["calendar", "--year", "soon"], ["serve", "--no-such-flag"],
    ])
    func `wrong usage ends with 2`(arguments: [String]) throws {
        #expect(try LiaisonProcess.run(arguments).status == 2)
    }

    @Test func `help and version end with 0`() throws {
        #expect(try LiaisonProcess.run(["--help"]).status == 0)
        #expect(try LiaisonProcess.run(["--version"]).text.contains("."))
    }

    @Test func `check runs every example of the books and finds nothing`() throws {
        let output = try LiaisonProcess.run(["check"])
        #expect(output.status == 0, "\(output.text)")
        #expect(output.text.contains("all good"))
    }

    @Test func `check names file and line of a fault and ends with 1`() throws {
        let data = try DataFolder()
        let commands = data.url.appending(path: "commands")
        try FileManager.default.copyItem(
            at: LiaisonProcess.root.appending(path: "commands"),
            to: commands
        )
        let file = commands.appending(path: "voter/query_status.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try (text + "nmaes: {zh: [看]}\n").write(to: file, atomically: true, encoding: .utf8)
        let output = try LiaisonProcess.run(["check", "--commands", commands.path])
        #expect(output.status == 1)
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).count
        #expect(output.text.contains("query_status.yaml:\(line)"))
        #expect(output.text.contains("names"), "the right word is suggested")
    }

    @Test func `invite wants a name of the roster and the office that goes with the role`() throws {
        let data = try DataFolder()
        func invite(_ role: String, _ name: String) throws -> LiaisonProcess.Output {
            try LiaisonProcess.run([
                "invite", "--data", data.url.path, "--role", role, "--name", name,
            ])
        }
        let code = try invite("deputy", "陈美芳")
        #expect(code.status == 0)
        #expect(code.text.trimmingCharacters(in: .whitespacesAndNewlines).count == 10)
        #expect(try invite("unit", "水利所").status == 0)
        for (role, name) in [("deputy", "张联络"), ("head", "陈美芳"), ("unit", "水利局")] {
            let refused = try invite(role, name)
            #expect(refused.status == 1)
            #expect(refused.errors.contains("hint:"))
        }
        let list = try LiaisonProcess.run(["invite", "--data", data.url.path, "--list"])
        #expect(list.text.contains("陈美芳"))
        #expect(!list.text.contains(code.text.trimmingCharacters(in: .whitespacesAndNewlines)))
        let revoked = try LiaisonProcess.run([
            "revoke", "--data", data.url.path, "--name", "陈美芳",
        ])
        #expect(revoked.status == 0)
        let after = try LiaisonProcess.run(["invite", "--data", data.url.path, "--list"])
        #expect(!after.text.contains("陈美芳"))
    }

    @Test func `a chat is the whole turn, and what it did is there the next time`() throws {
        let data = try DataFolder()
        let first = try LiaisonProcess.run(
            ["chat", "--data", data.url.path, "--now", "2026-11-20T09:00"],
            input: "花桥村口路灯坏了三天\nclerk: 受理1\nvoter: status 1\n"
        )
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.text.contains("2026-0001"))
        #expect(first.text.contains("27 November") || first.text.contains("accepted"))
        let second = try LiaisonProcess.run(
            [
                "chat", "--data", data.url.path, "--as", "voter", "--now", "2026-11-21T09:00",
            ],
            input: "我的\n"
        )
        #expect(second.text.contains("2026-0001"))
        #expect(try data.verified().faults.isEmpty)
    }

    @Test func `the demo plays from standard input and leaves nothing behind`() throws {
        let output = try LiaisonProcess.run(
            ["demo", "--now", "2026-11-20T09:00"],
            input: "选民：查1\n联络员：待办\n代表：视察记录 湖漫水库 警示牌倒了一块，建议补立\n"
        )
        #expect(output.status == 0, "\(output.errors)")
        #expect(output.text.contains("城建办"))
        #expect(output.text.contains("视2026-0001"))
    }

    @Test func `verify ends with 1 when a row of the journal was changed`() throws {
        let data = try DataFolder()
        _ = try LiaisonProcess.run(
            ["chat", "--data", data.url.path],
            input: "花桥村口路灯坏了三天\n"
        )
        #expect(try data.verified().faults.isEmpty)
        let base = try DatabaseQueue(path: data.url.appending(path: "station.sqlite").path)
        try base.write { try $0.execute(sql: "UPDATE journal SET at = at + 1 WHERE seq = 2") }
        try base.close()
        let output = try LiaisonProcess.run(["verify", "--data", data.url.path])
        #expect(output.status == 1)
        #expect(output.text.contains("fault:"))
    }

    @Test func `a data folder that cannot be made is said with its remedy`() throws {
        let output = try LiaisonProcess.run(["verify", "--data", "/proc/no-such/data"])
        #expect(output.status == 1)
        #expect(output.errors.contains("/proc/no-such/data"))
        #expect(output.errors.contains("hint:"))
    }

    @Test func `understand prints what each line is taken for`() throws {
        let output = try LiaisonProcess.run(
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
        #expect(service.stop().status == 0)
        let text = try String(contentsOf: log, encoding: .utf8)
        #expect(text.contains("serving"))
        for secret in ["紫藤", "13900001234", "TEST-TOKEN", "9100"] {
            #expect(!text.contains(secret), "\(secret) stands in the log")
        }
    }
}
