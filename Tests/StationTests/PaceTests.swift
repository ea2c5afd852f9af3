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
        pace.freeze(.chat, chat: "1", at: start, until: start.adding(seconds: 5))
        #expect(pace.resting(at: start.adding(seconds: 4)) == ["1"])
        #expect(pace.allowance(at: start, upTo: 64) == 64)
        #expect(pace.resting(at: start.adding(seconds: 5)).isEmpty)
        pace.freeze(.account, chat: "1", at: start, until: start.adding(seconds: 7))
        #expect(pace.allowance(at: start.adding(seconds: 6), upTo: 64) == 0)
        #expect(pace.allowance(at: start.adding(seconds: 7), upTo: 64) == 64)
    }

    @Test func `in no second goes out more than a second's worth`() {
        var pace = Pace(ChannelLimits(perSecond: 30))
        var times: [Int64] = []
        for beat in stride(from: 0 as Int64, to: 5000, by: 7) {
            let now = Instant(milliseconds: start.milliseconds + beat)
            for _ in 0..<pace.allowance(at: now, upTo: 64) {
                pace.took(String(times.count), at: now)
                times.append(beat)
            }
        }
        for (index, time) in times.enumerated() where index >= 30 {
            #expect(time - times[index - 30] >= 1000)
        }
        #expect(times.count >= 145, "and the rate is used")
    }

    @Test func `broadcasts leave a fifth of the rate to replies`() {
        var pace = Pace(ChannelLimits(perSecond: 30))
        var (broadcasts, replies) = (0, 0)
        for beat in 0..<10_000 as Range<Int64> {
            let now = Instant(milliseconds: start.milliseconds + beat)
            if beat.isMultiple(of: 170), pace.allowance(at: now, upTo: 64) > 0 {
                pace.took("reply \(beat)", at: now)
                replies += 1
            }
            let room = pace.broadcastAllowance(at: now, upTo: 64, underWay: 0, ofAtOnce: 64)
            for _ in 0..<room {
                pace.took("broadcast \(broadcasts)", isBroadcast: true, at: now)
                broadcasts += 1
            }
        }
        #expect(replies == 59, "no reply waits")
        #expect((230...241).contains(broadcasts), "twenty-four a second: \(broadcasts)")
    }

    @Test func `broadcasts take no more than four fifths of what is under way at once`() {
        var pace = Pace(ChannelLimits())
        func room(_ underWay: Int) -> Int {
            pace.broadcastAllowance(at: start, upTo: 64, underWay: underWay, ofAtOnce: 64)
        }
        #expect(room(0) == 51)
        #expect(room(51) == 0)
        #expect(room(60) == 0)
    }

    @Test func `told to wait for a second person at once it is the account that waits`() {
        var pace = Pace(ChannelLimits())
        pace.freeze(.chat, chat: "-9", at: start, until: start.adding(seconds: 60))
        pace.freeze(.chat, chat: "1", at: start, until: start.adding(seconds: 5))
        #expect(pace.allowance(at: start, upTo: 64) == 64, "a group's wait is its own")
        pace.freeze(.chat, chat: "2", at: start, until: start.adding(seconds: 3))
        #expect(pace.allowance(at: start.adding(seconds: 4), upTo: 64) == 0)
        #expect(pace.allowance(at: start.adding(seconds: 5), upTo: 64) == 64)
        let later = start.adding(seconds: 10)
        pace.freeze(.chat, chat: "3", at: later, until: later.adding(seconds: 5))
        #expect(pace.allowance(at: later, upTo: 64) == 64, "the first wait is over")
    }

    @Test func `the end of the next wait is known to the millisecond`() {
        var pace = Pace(ChannelLimits(perSecond: 2, perSecondInChat: 1))
        #expect(pace.next(after: start) == nil)
        pace.took("1", at: start)
        #expect(pace.next(after: start) == start.adding(seconds: 1).adding(milliseconds: 1))
        pace.freeze(.account, chat: "1", at: start, until: start.adding(milliseconds: 250))
        #expect(pace.next(after: start) == start.adding(milliseconds: 250))
        #expect(pace.next(after: start.adding(seconds: 2)) == nil)
    }
}

extension Instant {
    func adding(milliseconds: Int64) -> Instant {
        Instant(milliseconds: self.milliseconds + milliseconds)
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
