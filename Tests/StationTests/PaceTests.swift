import Casework
import Messages
import Station
import Testing

struct PaceTests {
    private let start = Instant(milliseconds: 1_000_000)

    @Test func `without limits everything may go at once`() {
        var pace = Pace(ChannelLimits())
        #expect(pace.allowance(at: start, upTo: 64) == 64)
        pace.took("1", at: start)
        #expect(pace.resting(at: start).isEmpty)
    }

    @Test func `a chat that was written to rests for its second`() {
        var pace = Pace(ChannelLimits(perSecondInChat: 1))
        pace.took("1", at: start)
        #expect(pace.resting(at: start.adding(seconds: 0)) == ["1"])
        #expect(pace.resting(at: start.adding(seconds: 1)).isEmpty)
    }

    @Test func `a group rests three seconds at twenty a minute`() {
        var pace = Pace(ChannelLimits(perSecondInChat: 100, perMinuteInGroup: 20))
        pace.took("-7", at: start)
        #expect(pace.resting(at: start.adding(seconds: 2)) == ["-7"])
        #expect(pace.resting(at: start.adding(seconds: 3)).isEmpty)
    }

    @Test func `the account sends its thirty a second and no more`() {
        var pace = Pace(ChannelLimits(perSecond: 30))
        for chat in 0..<30 { pace.took(String(chat), at: start) }
        #expect(pace.allowance(at: start, upTo: 64) == 0)
        #expect(pace.allowance(at: start.adding(seconds: 1), upTo: 64) == 30)
    }

    @Test func `a retry after freezes only what it covers, and only until then`() {
        var pace = Pace(ChannelLimits())
        pace.freeze(.chat, chat: "1", until: start.adding(seconds: 5))
        #expect(pace.resting(at: start.adding(seconds: 4)) == ["1"])
        #expect(pace.allowance(at: start, upTo: 64) == 64)
        #expect(pace.resting(at: start.adding(seconds: 5)).isEmpty)
        pace.freeze(.account, chat: "1", until: start.adding(seconds: 7))
        #expect(pace.allowance(at: start.adding(seconds: 6), upTo: 64) == 0)
        #expect(pace.allowance(at: start.adding(seconds: 7), upTo: 64) == 64)
    }
}

struct ClockGuardTests {
    @Test func `a clock that steps over ten minutes holds until the far side agrees`() async {
        let wall = Locked(Instant(milliseconds: 1_000_000_000))
        let uptime = Locked<Int64>(0)
        let clock = ClockGuard(
            last: nil,
            now: { wall.value },
            monotonic: { uptime.value }
        )
        #expect(await !clock.check())
        uptime.change { $0 += 60_000 }
        wall.change { $0 = $0.adding(seconds: 60) }
        #expect(await !clock.check())
        wall.change { $0 = $0.adding(seconds: -3600) }
        #expect(await clock.check())
        await clock.hear(date: wall.value.milliseconds + 3_600_000)
        #expect(await clock.check(), "a far side that disagrees does not release it")
        await clock.hear(date: wall.value.milliseconds + 1000)
        #expect(await !clock.check())
    }

    @Test func `a start over a day away from the last instant holds`() async {
        let now = Instant(milliseconds: 1_000_000_000_000)
        for (last, isHeld) in [
            (now.adding(seconds: -80_000), false), (now.adding(seconds: -90_000), true),
            (now.adding(seconds: 90_000), true),
        ] {
            let clock = ClockGuard(last: last, now: { now }, monotonic: { 0 })
            #expect(await clock.isHeld == isHeld)
        }
    }
}
