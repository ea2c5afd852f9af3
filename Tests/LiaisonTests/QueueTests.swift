import Curl
import Foundation
import GRDB
import Testing

/// A station whose computer was off for a week, and what waited at the relay meanwhile.
///
/// `LIAISON_QUEUE` sets how many messages waited.
@Suite(.serialized)
struct QueueTestsSerial {
    private let messages =
        ProcessInfo.processInfo.environment["LIAISON_QUEUE"].flatMap { Int($0) } ?? 2000
    private static let phones = 50

    private static func phone(_ person: Int) -> String { String(13_900_006_000 + person) }

    @Test(.timeLimit(.minutes(10)))
    func `a week without the station: everybody is told once, and then answered in order`()
        async throws
    {
        let gateway = try Gateway()
        defer { gateway.stop() }
        let source = RelayStation.Source(replyURL: gateway.url, outgoing: gateway.key)
        let station = try RelayStation(source: source, awayMinutes: 1)
        let client = try HTTPClient()
        defer { client.close() }
        let hook = Hook(
            url: station.places.pageURL + "/hook/sms",
            key: source.incoming,
            client: client
        )
        try await station.startRelay()
        await station.relay?.stop()
        try station.leaveRelay(for: 7)
        try await station.startRelay()

        let each = messages / Self.phones
        let visitor = try await PageVisitor(at: station.places, client: client)
        #expect(await visitor.say("接待日") != nil)
        await write(0..<each / 2, through: hook)
        let isTold = await gateway.wait(seconds: 120) { $0.count >= Self.phones }
        #expect(isTold, "everybody is told")
        #expect(await visitor.heard(RelayStation.awayWords) != nil)
        // Whoever writes again has been told.
        await write(each / 2..<each, through: hook)
        #expect(gateway.taken.count == Self.phones)
        #expect(gateway.taken.allSatisfy { $0.text == RelayStation.awayWords })
        let waiting = try station.relayRows("SELECT count(*) FROM pending").first?[0] as Int?
        #expect(waiting == each * Self.phones + 1)

        try station.startService()
        let all = (each + 1) * Self.phones
        #expect(await gateway.wait(seconds: 300) { $0.count >= all })
        #expect(await visitor.heard("接待") != nil)
        #expect(await station.waitUntilEmpty())
        try await station.stop()

        #expect(gateway.troubles == [])
        #expect(gateway.taken.count == all, "told once, and answered once each")
        let matters = try station.matterWords()
        for person in 0..<Self.phones {
            let texts = gateway.taken(to: Self.phone(person)).map(\.text)
            #expect(texts.first == RelayStation.awayWords)
            #expect(
                texts.dropFirst().map { matters[RelayStation.number($0)] }
                    == (0..<each).map { Self.words(person, $0) }
            )
        }
        let verified = try await station.verified()
        #expect(verified.faults.map(\.code) == [])
        #expect(verified.messages == each * Self.phones + 1)
        #expect(verified.matters == each * Self.phones)
    }

    private static func words(_ person: Int, _ filing: Int) -> String {
        "花桥村口第\(person * 1000 + filing)盏路灯坏了，晚上走路看不见"
    }

    /// Everybody writes, each in order.
    private func write(_ filings: Range<Int>, through hook: Hook) async {
        await withTaskGroup(of: Void.self) { group in
            for person in 0..<Self.phones {
                group.addTask {
                    for filing in filings {
                        let isTaken = await hook.text(
                            "反映：" + Self.words(person, filing),
                            from: Self.phone(person),
                            id: "msg-\(person)-\(filing)"
                        )
                        #expect(isTaken)
                    }
                }
            }
        }
    }
}
