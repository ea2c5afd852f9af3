import Foundation
import Loopback
import Testing

/// The real service on a copy of the words that is edited while it runs.
@Suite(.serialized)
struct EditedWordsTestsSerial {
    @Test(.timeLimit(.minutes(2)))
    func `an edited file is in force within seconds, a broken one is refused and told once`()
        async throws
    {
        let data = try DataFolder()
        let commands = data.url.appending(path: "commands")
        try FileManager.default.copyItem(
            at: LiaisonProcess.root.appending(path: "commands"),
            to: commands
        )
        let log = data.url.appending(path: "log")
        let api = FakeBotAPI(isRelay: true)
        try api.start()
        defer { api.stop() }
        let (voter, clerk): (Int64, Int64) = (5001, 9001)
        let service = try LiaisonProcess.start(
            try LiaisonProcess.serving(data.url, isRelay: true) + ["--commands", commands.path],
            environment: LiaisonProcess.endpoint(api.url),
            log: log
        )
        defer { if service.process.isRunning { service.kill() } }
        #expect(await api.waitForHeldPoll())
        let invite = try await LiaisonProcess.run([
            "invite", "--data", data.url.path, "--role", "staff", "--name", "张联络",
        ])
        api.push(text: "绑定 " + invite.text.trimmingCharacters(in: .newlines), from: clerk)
        #expect(await api.waitForText(["联络员"], to: clerk))
        api.push(text: "你好", from: voter)
        #expect(await api.waitForSent(2, seconds: 60))

        func logged(_ words: String, times: Int = 1) async -> Bool {
            await eventually {
                try String(contentsOf: log, encoding: .utf8).ranges(of: words).count >= times
            }
        }
        func edit(_ file: String, _ old: String, _ new: String) throws {
            let path = commands.appending(path: file)
            let text = try String(contentsOf: path, encoding: .utf8)
            try #require(text.contains(old))
            // Written beside it and renamed, as editors do.
            try text.replacingOccurrences(of: old, with: new)
                .write(to: path, atomically: true, encoding: .utf8)
        }

        try edit("everyone/acknowledge.yaml", "不客气", "应该的")
        #expect(await logged("new words are in force"))
        api.push(text: "谢谢", from: voter)
        #expect(await api.waitForText(["应该的"], to: voter))

        let renew = "voter/renew_code.yaml"
        try edit(renew, "rank: 12", "rank: [12")
        #expect(await logged("words refused: \(renew):3: did not find expected"))
        #expect(await api.waitForText([renew + ":3", "原来的照常用"], to: clerk))
        api.push(text: "多谢", from: voter)
        #expect(await api.waitForSent(5, seconds: 60))
        #expect(api.sent(to: voter).last?.text.contains("应该的") == true)
        try edit(renew, "rank: [12", "rank: {12")
        #expect(await logged("words refused: ", times: 2))

        try edit(renew, "rank: {12", "rank: 12")
        try edit("everyone/acknowledge.yaml", "应该的", "别客气")
        #expect(await logged("new words are in force", times: 2))
        api.push(text: "谢谢", from: voter)
        #expect(await api.waitForText(["别客气"], to: voter))
        #expect(api.sent(to: clerk).filter { $0.text.contains(renew) }.count == 1, "told once")
        await service.stop()
    }

    @Test(.timeLimit(.minutes(2)))
    func `an open question survives a kill and a change of its words`() async throws {
        let data = try DataFolder()
        let commands = data.url.appending(path: "commands")
        try FileManager.default.copyItem(
            at: LiaisonProcess.root.appending(path: "commands"),
            to: commands
        )
        let api = FakeBotAPI(isRelay: true)
        try api.start()
        defer { api.stop() }
        let voter: Int64 = 5001
        func start() throws -> LiaisonProcess {
            try LiaisonProcess.start(
                try LiaisonProcess.serving(data.url, isRelay: true) + [
                    "--commands", commands.path,
                ],
                environment: LiaisonProcess.endpoint(api.url)
            )
        }
        func say(_ text: String, hear words: String...) async -> Bool {
            api.push(text: text, from: voter)
            return await api.waitForText(words, to: voter)
        }
        let first = try start()
        #expect(await say("反映：横湖村口路灯坏了三天了", hear: "-0001"))
        #expect(await say("反映：花桥的水沟堵了没人管", hear: "-0002"))
        #expect(await say("撤回", hear: "哪一件"))
        first.kill()
        let file = commands.appending(path: "voter/withdraw_matter.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try #require(text.contains("已撤回，"))
        try text.replacingOccurrences(of: "已撤回，", with: "已经撤回了，")
            .write(to: file, atomically: true, encoding: .utf8)
        let second = try start()
        defer { if second.process.isRunning { second.kill() } }
        #expect(await say("2", hear: "-0002", "已经撤回了"))
        await second.stop()
        #expect(try await data.verified().faults.map(\.code) == [])
    }
}
