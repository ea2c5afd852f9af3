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

    @Test(.timeLimit(.minutes(15)))
    func `killing the service at any moment loses nothing and repeats nothing`() async throws {
        let api = FakeBotAPI()
        try api.start()
        defer { api.stop() }
        let data = try DataFolder()
        var random = SystemRandomNumberGenerator()
        let people: [Int64] = (0..<7).map { 5001 + $0 }
        var filed = 0
        var asked = 0

        for round in 0..<kills {
            let service = try LiaisonProcess.serve(api.url, data: data.url)
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
            _ = round
        }

        let polls = api.calls("getUpdates")
        let service = try LiaisonProcess.serve(api.url, data: data.url)
        #expect(await api.waitForCalls("getUpdates", polls + 1, seconds: 60))
        #expect(await api.waitUntilConfirmed(seconds: 60))
        let total = filed + asked
        #expect(await api.waitForSent(total, seconds: 60))
        let stopped = service.stop()
        #expect(stopped.status == 0)
        #expect(stopped.seconds < 5)

        let verified = try data.verified()
        #expect(verified.faults.map(\.code) == [])
        #expect(verified.messages == total, "every message once in the inbox")
        #expect(verified.matters == filed, "every filing became exactly one matter")
        #expect(verified.quarantined == 0)
        #expect(verified.outbox["queued"] == 0)
        #expect(verified.outbox["sent"] == total, "every message has one reply")

        // At the endpoint: each filing's receipt came, in order within its chat; what came twice
        // was in flight at a kill, at most one row a chat each time.
        let receipts = api.sent.filter { $0.text.contains("-") && $0.text.contains("查询码") }
        let codes = receipts.compactMap { sent in
            sent.text.range(of: #"\d{4}-\d{4}"#, options: .regularExpression).map {
                String(sent.text[$0])
            }
        }
        #expect(Set(codes).count == filed)
        #expect(api.sent.count - total <= kills * people.count)
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

    @Test(.timeLimit(.minutes(2)))
    func `a stop drains what is queued, confirms and ends with 0 within five seconds`()
        async throws
    {
        let api = FakeBotAPI()
        try api.start()
        defer { api.stop() }
        let data = try DataFolder()
        let service = try LiaisonProcess.serve(api.url, data: data.url)
        for person in 0..<40 { api.push(text: "接待日", from: Int64(7000 + person)) }
        #expect(await api.waitForSent(1))
        let stopped = service.stop()
        #expect(stopped.status == 0)
        #expect(stopped.seconds < 5)
        let verified = try data.verified()
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
        let second = try LiaisonProcess.run(
            ["serve", "--data", data.url.path],
            environment: [
                "LIAISON_BOT_API_URL": api.url, "LIAISON_BOT_TOKEN": "4242:TEST-TOKEN",
            ]
        )
        #expect(second.status == 1)
        #expect(second.errors.contains("hint:"))
        let invite = try LiaisonProcess.run([
            "invite", "--data", data.url.path, "--role", "staff", "--name", "张联络",
        ])
        #expect(invite.status == 0)
        let code = invite.text.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(code.count == 10)
        api.push(text: "绑定 " + code, from: 9001)
        #expect(await api.waitForSent(1))
        #expect(api.sent.last?.text.contains("联络员") == true)
        #expect(service.stop().status == 0)
    }

    @Test(.timeLimit(.minutes(2)))
    func `a refused token ends the service with a clear error`() async throws {
        let api = FakeBotAPI(token: "1:OTHER")
        try api.start()
        defer { api.stop() }
        let data = try DataFolder()
        let output = try LiaisonProcess.run(
            ["serve", "--data", data.url.path],
            environment: [
                "LIAISON_BOT_API_URL": api.url, "LIAISON_BOT_TOKEN": "4242:TEST-TOKEN",
            ]
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
        #expect(await api.waitForSent(30, seconds: 30))
        #expect(service.stop().status == 0)
        let verified = try data.verified()
        #expect(verified.messages == 30)
        #expect(verified.outbox["sent"] == 30)
        #expect(verified.faults.map(\.code) == [])
    }
}
