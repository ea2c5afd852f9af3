import Curl
import Foundation
import Loopback
import Testing

/// Texts through an SMS gateway, with relay and service in processes of their own.
@Suite(.serialized)
struct SMSTestsSerial {
    private static let voter = "13900001201"
    private static let neighbour = "13900001202"
    private static let clerk = "13900001209"

    @Test(.timeLimit(.minutes(3)))
    func `a matter goes by text from its number to its end, whatever the gateway does`()
        async throws
    {
        let gateway = try Gateway()
        defer { gateway.stop() }
        let source = RelayStation.Source(replyURL: gateway.url, outgoing: gateway.key)
        let station = try RelayStation(source: source)
        let client = try HTTPClient()
        defer { client.close() }
        let hook = Hook(
            url: station.places.pageURL + "/hook/sms",
            key: source.incoming,
            client: client
        )
        let (voter, neighbour, clerk) = (Self.voter, Self.neighbour, Self.clerk)
        var texts = 0
        /// Every text comes twice, as gateways do when an answer was late.
        func say(_ text: String, from phone: String) async throws {
            texts += 1
            let id = "msg-\(texts)"
            #expect(await hook.text(text, from: phone, id: id))
            #expect(try await hook.post(["data": ["from": phone, "text": text]], id: id) == 200)
        }

        try await station.startRelay()
        try station.startService()
        let code = try await station.invite("staff", "张联络")
        gateway.fail(
            .status(500),
            .slow(seconds: 1),
            .cutAfterTaking,
            .tooMany(seconds: 1)
        )

        // What is not signed by the gateway, or is old, never happened.
        let forged = ["data": ["from": voter, "text": "花桥村口路灯又坏了"]]
        #expect(try await hook.post(forged, id: "forged", key: WebhookKey()) == 401)
        #expect(try await hook.post(forged, id: "old", age: 301) == 401)

        try await say("花桥村口路灯坏了三天了", from: voter)
        try await say("横湖村水渠堵了，水漫到路上", from: neighbour)
        try await say("绑定 " + code, from: clerk)
        let number = try #require(await gateway.heard(voter, "-0001", "查询码"))
        #expect(await gateway.heard(neighbour, "-0002", "查询码") != nil)
        #expect(await gateway.heard(clerk, "联络员") != nil)

        try await say("查1", from: voter)
        #expect(await gateway.heard(voter, "-0001", beyond: 1) != nil)

        // Both matters go as far as the answer.
        try await say("1核实属实，转城建办", from: clerk)
        #expect(await gateway.heard(voter, "-0001", "已交城建办") != nil)
        try await say("2核实属实，转水利所", from: clerk)
        #expect(await gateway.heard(neighbour, "-0002", "已交水利所") != nil)
        try await say("1城建办答复：已换新灯", from: clerk)
        #expect(await gateway.heard(clerk, "-0001", "答复已登记") != nil)
        try await say("2水利所答复：已清淤", from: clerk)
        #expect(await gateway.heard(clerk, "-0002", "答复已登记") != nil)

        // Told is what the phone has, not what the gateway took.
        try await say("反馈1", from: clerk)
        let answer = try #require(await gateway.heard(voter, "-0001", "已换新灯"))
        try await say("办结1", from: clerk)
        #expect(await gateway.heard(clerk, "还没有送到选民") != nil)
        #expect(await hook.receipt(answer, "SUBMITTED"), "a stand on the way is no news")
        #expect(await hook.receipt(answer, "DELIVRD"))
        let isTold = await eventually {
            try station.answerStands().first == "delivered"
        }
        #expect(isTold)

        // What never arrived is the clerk's to tell.
        try await say("反馈2", from: clerk)
        let lost = try #require(await gateway.heard(neighbour, "-0002", "已清淤"))
        #expect(await hook.receipt(lost, "UNDELIV"))
        #expect(await gateway.heard(clerk, "-0002", "上门") != nil)
        try await say("办结2", from: clerk)
        #expect(await gateway.heard(clerk, "-0002", "还没有送到选民") != nil)

        try await say("满意", from: voter)
        #expect(await gateway.heard(voter, "满意", "谢谢") != nil)
        try await say("办结1", from: clerk)
        #expect(await gateway.heard(clerk, "-0001", "已办结") != nil)
        #expect(await station.waitUntilEmpty())
        try await station.stop()

        #expect(gateway.troubles == [])
        #expect(gateway.taken(to: voter).filter { $0.text.contains("查询码") }.count == 1)
        #expect(gateway.taken(to: voter).first?.key == number.key)
        #expect(gateway.tries > gateway.taken.count, "what failed was tried again")
        let keys = try station.replyKeys()
        #expect(keys.count == 3)
        for chat in keys {
            let phone = gateway.taken.first { $0.key == chat.first }?.to ?? ""
            #expect(gateway.taken(to: phone).map(\.key) == chat, "in order, and each once")
        }
        let verified = try await station.verified()
        #expect(verified.faults.map(\.code) == [])
        #expect(verified.messages == texts)
        #expect(verified.matters == 2)
        #expect(verified.outbox["queued"] == 0)
    }
}
