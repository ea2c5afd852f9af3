import Curl
import Foundation
import Loopback
import Testing

/// Relay and service, killed in turn while people write by text and on the page.
///
/// `LIAISON_KILLS` sets how often; README's Develop part has the longer run.
@Suite(.serialized)
struct RelayKillTestsSerial {
    private let kills =
        ProcessInfo.processInfo.environment["LIAISON_KILLS"].flatMap { Int($0) } ?? 6

    private static let phones = 40
    private static let visitors = 6
    /// What each of them files.
    private var filings: Int { min(max(6, kills), 200) }

    /// What somebody writes, and in which order.
    private static func words(_ person: Int, _ filing: Int) -> String {
        "花桥村口第\(person * 1000 + filing)盏路灯坏了，晚上走路看不见"
    }

    private static func phone(_ person: Int) -> String { String(13_900_005_000 + person) }

    @Test(.timeLimit(.minutes(15)))
    func `killing relay and service under load loses nothing and repeats nothing`() async throws {
        let gateway = try Gateway()
        defer { gateway.stop() }
        gateway.fail(.cutAfterTaking, .status(500))
        let source = RelayStation.Source(replyURL: gateway.url, outgoing: gateway.key)
        let station = try RelayStation(source: source)
        let client = try HTTPClient()
        defer { client.close() }
        let places = station.places
        let hook = Hook(url: places.pageURL + "/hook/sms", key: source.incoming, client: client)
        try await station.startRelay()
        try station.startService()
        var visitors: [PageVisitor] = []
        for _ in 0..<Self.visitors {
            visitors.append(try await PageVisitor(at: places, client: client))
        }

        let filings = filings
        let taken = Monitor(0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for person in 0..<Self.phones {
                group.addTask {
                    for filing in 0..<filings {
                        let words = Self.words(person, filing)
                        let id = "msg-\(person)-\(filing)"
                        let isTaken = await hook.text(
                            "反映：" + words,
                            from: Self.phone(person),
                            id: id
                        )
                        #expect(isTaken)
                        taken.withLock { $0 += 1 }
                        // Half of them wait for their number before they write again.
                        guard person.isMultiple(of: 2) else { continue }
                        let phone = Self.phone(person)
                        _ = await gateway.wait { all in
                            all.count { $0.to == phone } > filing
                        }
                    }
                }
            }
            for (index, visitor) in visitors.enumerated() {
                group.addTask {
                    for filing in 0..<filings {
                        let words = Self.words(Self.phones + index, filing)
                        #expect(await visitor.say("反映：" + words) != nil)
                        taken.withLock { $0 += 1 }
                    }
                }
            }
            // Each kill at some point of a slice of the load of its own.
            let all = (Self.phones + Self.visitors) * filings
            for kill in 0..<kills {
                let slice = all * kill / kills..<all * (kill + 1) / kills
                let point = Int.random(in: slice)
                _ = await taken.waitAside(seconds: 60) { $0 >= point }
                if kill.isMultiple(of: 2) {
                    station.killRelay()
                    if kill.isMultiple(of: 4) { station.killService() }
                    try await station.startRelay()
                    if kill.isMultiple(of: 4) { try station.startService() }
                } else {
                    station.killService()
                    try station.startService()
                }
            }
            try await group.waitForAll()
        }

        let replies = Self.phones * filings
        let isAnswered = await gateway.wait { $0.count >= replies }
        let said = try String(contentsOf: station.log, encoding: .utf8)
        try #require(isAnswered, "\(said.suffix(2000))")
        #expect(await station.waitUntilEmpty())
        #expect(gateway.troubles == [])
        try await check(visitors, station)
        try checkPhones(gateway, station)
        let all = (Self.phones + Self.visitors) * filings
        let verified = try await station.verified()
        #expect(verified.faults.map(\.code) == [])
        #expect(verified.messages == all, "every message once in the inbox")
        #expect(verified.matters == all, "every message became exactly one matter")
        #expect(verified.quarantined == 0)
        #expect(verified.outbox["queued"] == 0)
        #expect(verified.outbox["sent"] == all)
    }

    /// Each phone got the number of each of its texts once, in the order in which it wrote.
    private func checkPhones(_ gateway: Gateway, _ station: RelayStation) throws {
        let matters = try station.matterWords()
        #expect(gateway.taken.count == Self.phones * filings, "each key once, and no reply more")
        for person in 0..<Self.phones {
            let numbers = gateway.taken(to: Self.phone(person)).map { RelayStation.number($0.text) }
            #expect(
                numbers.map { matters[$0] } == (0..<filings).map { Self.words(person, $0) }
            )
        }
    }

    /// Each page shows what was written and each answer once and in order; so does its stream.
    private func check(_ visitors: [PageVisitor], _ station: RelayStation) async throws {
        var pages: [[PageVisitor.Message]] = []
        for visitor in visitors { pages.append(try await visitor.history()) }
        let streams = try visitors.map { try $0.stream() }
        for (stream, page) in zip(streams, pages) {
            #expect(await stream.events(page.count, within: 60).count >= page.count)
        }
        try await station.stop()
        let matters = try station.matterWords()
        for (index, page) in pages.enumerated() {
            let words = (0..<filings).map { Self.words(Self.phones + index, $0) }
            let own = page.filter { !$0.desk }
            #expect(own.map(\.text) == words.map { "反映：" + $0 })
            #expect(own.allSatisfy { $0.stand == "done" })
            let answers = page.filter(\.desk)
            #expect(answers.map { matters[RelayStation.number($0.text)] } == words)
            #expect(await streams[index].ends(within: 60))
            let streamed = try PageVisitor.messages(of: await streams[index].events(0))
            #expect(Set(streamed.map(\.id)) == Set(page.map(\.id)))
            #expect(streamed.filter(\.desk).count == filings, "nothing came twice")
        }
    }
}
