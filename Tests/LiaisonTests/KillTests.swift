import Foundation
import Loopback
import Testing

/// The real service against a real loopback endpoint, killed at random points.
///
/// `LIAISON_KILLS` sets how often; README's Develop part has the longer run.
@Suite(.serialized)
struct KillTestsSerial {
    private let kills =
        ProcessInfo.processInfo.environment["LIAISON_KILLS"].flatMap { Int($0) } ?? 10

    @Test(.timeLimit(.minutes(15)), arguments: [false, true])
    func `killing the service at any moment loses nothing and repeats nothing`(
        isRelay: Bool
    ) async throws {
        let api = FakeBotAPI(isRelay: isRelay)
        try api.start()
        defer { api.stop() }
        let data = try DataFolder()
        var random = SystemRandomNumberGenerator()
        let people: [Int64] = (0..<7).map { 5001 + $0 }
        var filed = 0
        var asked = 0

        for _ in 0..<kills {
            let service = try LiaisonProcess.serve(api.url, data: data.url, isRelay: isRelay)
            for _ in 0..<30 {
                let person = people[Int.random(in: 0..<people.count, using: &random)]
                if Bool.random(using: &random) {
                    filed += 1
                    api.push(text: "反映：花桥村口第\(filed)盏路灯坏了，晚上走路看不见", from: person)
                } else {
                    asked += 1
                    api.push(text: "接待日", from: person)
                }
            }
            // Somewhere between before the first poll and after the last reply.
            let wanted = Int.random(in: 0...28, using: &random)
            let soFar = api.sent.count
            _ = await api.waitForSent(soFar + wanted, seconds: 3)
            let pause = Int.random(in: 0...20, using: &random)
            try await Task.sleep(for: .milliseconds(pause))
            service.kill()
        }

        let service = try LiaisonProcess.serve(api.url, data: data.url, isRelay: isRelay)
        #expect(await api.waitForHeldPoll())
        #expect(await api.waitUntilConfirmed())
        let total = filed + asked
        #expect(await api.waitForSent(total))
        await service.stop()

        let verified = try await data.verified()
        #expect(verified.faults.map(\.code) == [])
        #expect(verified.messages == total, "every message once in the inbox")
        #expect(verified.matters == filed, "every filing became exactly one matter")
        #expect(verified.quarantined == 0)
        #expect(verified.outbox["queued"] == 0)
        #expect(verified.outbox["sent"] == total, "every message has one reply")

        // At the endpoint: each filing's receipt came, in order within its chat; what came twice
        // was in flight at a kill, at most one row a chat each time. Our relay repeats nothing.
        let receipts = api.sent.filter { $0.text.contains("-") && $0.text.contains("查询码") }
        let codes = receipts.compactMap { sent in
            sent.text.range(of: #"\d{4}-\d{4}"#, options: .regularExpression).map {
                String(sent.text[$0])
            }
        }
        #expect(Set(codes).count == filed)
        #expect(api.sent.count - total <= (isRelay ? 0 : kills * people.count))
        for person in people {
            var last = ""
            for sent in api.sent(to: person) {
                guard
                    let range = sent.text.range(
                        of: #"\d{4}-\d{4}"#,
                        options: .regularExpression
                    ), sent.text.contains("查询码")
                else { continue }
                let number = String(sent.text[range])
                #expect(number >= last, "receipts of one chat keep their order")
                last = number
            }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `an answer that is read while the service is killed counts as read`() async throws {
        let api = FakeBotAPI(isRelay: true)
        try api.start()
        defer { api.stop() }
        api.instantReceipts = ["delivered", "read"]
        let (voter, clerk): (Int64, Int64) = (5001, 9001)
        let data = try DataFolder()
        func start() throws -> LiaisonProcess {
            try LiaisonProcess.serve(api.url, data: data.url, isRelay: true)
        }
        func say(_ text: String, from: Int64, hear words: [String], at chat: Int64) async -> Bool {
            api.push(text: text, from: from)
            return await api.waitForText(words, to: chat)
        }
        /// The answer's end may be a moment behind its receipts: the clerk asks until it counts.
        func closes(_ serial: Int) async -> Bool {
            for _ in 1...20 {
                let before = api.sent.count
                api.push(text: "办结\(serial)", from: clerk)
                guard await api.waitForSent(before + 1) else { return false }
                if api.sent(to: clerk).last?.text.contains("已办结") == true { return true }
            }
            return false
        }

        var service = try start()
        defer { service.kill() }
        #expect(await api.waitForHeldPoll())
        let invite = try await LiaisonProcess.run([
            "invite", "--data", data.url.path, "--role", "staff", "--name", "张联络",
        ])
        let code = invite.text.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(await say("绑定 " + code, from: clerk, hear: ["联络员"], at: clerk))
        for serial in 1...max(2, kills / 2) {
            let number = "-" + String(10_000 + serial).dropFirst()
            let filing = "花桥村口第\(serial)盏路灯坏了，晚上看不见"
            try #require(await say(filing, from: voter, hear: [number], at: voter))
            let order = "\(serial)核实属实，转城建办"
            try #require(await say(order, from: clerk, hear: [number, "已交城建办"], at: clerk))
            let reply = "\(serial)城建办答复：已修好"
            try #require(await say(reply, from: clerk, hear: [number, "答复已登记"], at: clerk))
            try #require(await say("反馈\(serial)", from: clerk, hear: [number, "已修好"], at: voter))
            let pause = Int.random(in: 0...10)
            try await Task.sleep(for: .milliseconds(pause))
            service.kill()
            service = try start()
            try #require(await api.waitForHeldPoll())
            try #require(await api.waitUntilConfirmed())
            try #require(await closes(serial), "what was read counts")
        }
        await service.stop()
        let verified = try await data.verified()
        #expect(verified.faults.map(\.code) == [])
        #expect(api.sent.filter(\.wantsReceipt).count == verified.matters, "sent once each")
    }

    @Test(.timeLimit(.minutes(2)))
    func `a stop drains what is queued, confirms and ends with 0 in a bounded time`()
        async throws
    {
        let api = FakeBotAPI()
        try api.start()
        defer { api.stop() }
        let data = try DataFolder()
        let service = try LiaisonProcess.serve(api.url, data: data.url)
        for person in 0..<40 { api.push(text: "接待日", from: Int64(7000 + person)) }
        #expect(await api.waitForSent(1))
        await service.stop()
        let verified = try await data.verified()
        #expect(verified.outbox["queued"] == 0)
        #expect(api.sent.count == verified.messages)
        #expect(api.pending == 40 - verified.messages)
    }

    @Test(.timeLimit(.minutes(2)))
    func `a second service on the same folder is refused and says why`() async throws {
        let api = FakeBotAPI()
        try api.start()
        defer { api.stop() }
        let data = try DataFolder()
        let service = try LiaisonProcess.serve(api.url, data: data.url)
        #expect(await api.waitForHeldPoll())
        let second = try await LiaisonProcess.run(
            try LiaisonProcess.serving(data.url),
            environment: LiaisonProcess.endpoint(api.url)
        )
        #expect(second.status == 1)
        #expect(second.errors.contains("hint:"))
        let invite = try await LiaisonProcess.run([
            "invite", "--data", data.url.path, "--role", "staff", "--name", "张联络",
        ])
        #expect(invite.status == 0)
        let code = invite.text.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(code.count == 10)
        api.push(text: "绑定 " + code, from: 9001)
        #expect(await api.waitForSent(1))
        #expect(api.sent.last?.text.contains("联络员") == true)
        await service.stop()
    }

    @Test(.timeLimit(.minutes(2)))
    func `a refused token ends the service with a clear error`() async throws {
        let api = FakeBotAPI(token: "1:OTHER")
        try api.start()
        defer { api.stop() }
        let data = try DataFolder()
        let output = try await LiaisonProcess.run(
            try LiaisonProcess.serving(data.url),
            environment: LiaisonProcess.endpoint(api.url)
        )
        #expect(output.status == 1)
        #expect(output.errors.contains("token"))
        #expect(!output.errors.contains("TEST-TOKEN"))
    }

    @Test(.timeLimit(.minutes(3)))
    func `update numbers that restart, doubled deliveries and faults lose nothing`() async throws {
        let api = FakeBotAPI()
        try api.start()
        defer { api.stop() }
        let data = try DataFolder()
        let service = try LiaisonProcess.serve(api.url, data: data.url)
        for person in 0..<10 { api.push(text: "接待日", from: Int64(8000 + person)) }
        #expect(await api.waitForSent(10))
        #expect(await api.waitForHeldPoll())
        api.resetIDs(to: 300_000_001)
        for person in 0..<10 { api.push(text: "接待日", from: Int64(8100 + person)) }
        #expect(await api.waitForSent(20))
        api.fail(FakeBotAPI.Fault("getUpdates", .duplicate, times: 2))
        api.fail(FakeBotAPI.Fault("getUpdates", .error(500, "Internal Server Error"), times: 1))
        api.fail(FakeBotAPI.Fault("getUpdates", .brokenJSON, times: 1))
        api.fail(FakeBotAPI.Fault("sendMessage", .tooMany(retryAfter: 1), every: 3, times: 2))
        api.fail(FakeBotAPI.Fault("sendMessage", .error(500, "Internal"), every: 4, times: 2))
        for person in 0..<10 { api.push(text: "接待日", from: Int64(8200 + person)) }
        #expect(await api.waitForSent(30, seconds: 60))
        await service.stop()
        let verified = try await data.verified()
        #expect(verified.messages == 30)
        #expect(verified.outbox["sent"] == 30)
        #expect(verified.faults.map(\.code) == [])
    }
}
