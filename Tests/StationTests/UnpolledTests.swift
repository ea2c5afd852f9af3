import Messages
import Station
import Store
import Testing

/// Whether the clerks hear of a time in which nobody asked the endpoint.
@Suite(.timeLimit(.minutes(5)))
struct UnpolledTests {
    private static let day = Duration.seconds(86_400)

    /// Runs the service until one poll was answered, and gives what the clerk was told.
    private func poll(_ station: SampleStation, keeps: Duration?) async throws -> [String] {
        let channel = FakeChannel(ChannelLimits(keeps: keeps))
        try await station.serving(on: channel) {
            channel.deliver(date: station.clock.now)
            await channel.until { $0.polls.count == 2 }
        }
        return channel.record.texts(to: "clerk").filter { $0.contains("没有收到任何消息") }
    }

    @Test func `a gap that is too long is told once, with from and until`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        #expect(try await poll(station, keeps: Self.day).isEmpty, "a first start has no gap")
        station.clock.move(hours: 30)
        #expect(
            try await poll(station, keeps: Self.day) == [
                "11月20日09:00到11月21日15:00没有收到任何消息，这段时间发来的可能丢了。"
                    + "请问问近日来过的选民，没有得到回复的请再发一次。"
            ]
        )
        #expect(try await poll(station, keeps: Self.day).isEmpty, "a restart tells it no more")
        station.clock.move(hours: 25)
        #expect(try await poll(station, keeps: Self.day).count == 1, "each gap is told")
    }

    @Test(arguments: [(23, Self.day), (24 * 9, nil)] as [(Int, Duration?)])
    func `nothing is said while the endpoint still keeps all`(
        hours: Int,
        keeps: Duration?
    ) async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await poll(station, keeps: keeps)
        station.clock.move(hours: hours)
        #expect(try await poll(station, keeps: keeps).isEmpty)
    }
}
