import Relay
import Testing

struct BucketsTests {
    /// Five at once, then one every three seconds.
    private func buckets(limit: Int = 100) -> Buckets<String> {
        Buckets(capacity: 5, refill: 3_000, limit: limit)
    }

    @Test func `a burst passes and the next one waits`() {
        var buckets = buckets()
        for _ in 0..<5 { #expect(buckets.take("a", at: 0) == nil) }
        #expect(buckets.take("a", at: 0) == 3)
        #expect(buckets.take("a", at: 1) == 3)
        #expect(buckets.take("a", at: 999) == 3)
        #expect(buckets.take("a", at: 1_000) == 2)
        #expect(buckets.take("a", at: 2_999) == 1)
        #expect(buckets.take("a", at: 3_000) == nil)
        #expect(buckets.take("a", at: 3_000) == 3)
    }

    @Test func `asking in vain costs nothing`() {
        var buckets = buckets()
        for _ in 0..<5 { _ = buckets.take("a", at: 0) }
        for _ in 0..<1_000 { #expect(buckets.take("a", at: 2_000) == 1) }
        #expect(buckets.take("a", at: 3_000) == nil)
    }

    @Test func `a bucket fills up in time and not beyond`() {
        var buckets = buckets()
        for _ in 0..<5 { _ = buckets.take("a", at: 0) }
        let hours: Int64 = 3_600_000
        for _ in 0..<5 { #expect(buckets.take("a", at: hours) == nil) }
        #expect(buckets.take("a", at: hours) == 3)
        #expect(buckets.take("a", at: hours + 6_000) == nil)
        #expect(buckets.take("a", at: hours + 6_000) == nil)
        #expect(buckets.take("a", at: hours + 6_000) == 3)
    }

    @Test(
        arguments: [
            (1, nil, 0), (5, nil, 0), (6, nil, 0), (.max, nil, 0), (0, nil, 5), (-1, nil, 5),
            (.min, nil, 5),
        ] as [(Int, Int?, Int)]
    )
    func `a cost is taken whole, up to a whole bucket`(_ cost: Int, _ wait: Int?, _ left: Int) {
        var buckets = buckets()
        #expect(buckets.take("a", at: 0, cost: cost) == wait)
        let more = (0..<10).prefix { _ in buckets.take("a", at: 0) == nil }.count
        #expect(more == (cost == 1 ? 4 : left))
    }

    @Test func `a wait is for the whole cost`() {
        var buckets = buckets()
        #expect(buckets.take("a", at: 0, cost: 4) == nil)
        #expect(buckets.take("a", at: 0, cost: 2) == 3)
        #expect(buckets.take("a", at: 0, cost: 5) == 12)
        #expect(buckets.take("a", at: 0, cost: 1) == nil)
        #expect(buckets.take("a", at: 1, cost: 9) == 15)
    }

    @Test func `keys do not wait for each other`() {
        var buckets = buckets()
        for _ in 0..<6 { _ = buckets.take("a", at: 0) }
        #expect(buckets.take("b", at: 0) == nil)
        #expect(buckets.take("a", at: 0) == 3)
    }

    @Test func `a clock that goes back makes nobody wait longer than for a whole bucket`() {
        var buckets = buckets()
        let now: Int64 = 1_700_000_000_000
        for _ in 0..<5 { _ = buckets.take("a", at: now) }
        #expect(buckets.take("a", at: now - 86_400_000) == 3)
        #expect(buckets.take("a", at: now - 86_400_000 + 3_000) == nil)
    }

    @Test func `full buckets make room, busy ones stay`() {
        var buckets = buckets(limit: 3)
        for _ in 0..<5 { _ = buckets.take("abuser", at: 0) }
        _ = buckets.take("b", at: 1_000)
        _ = buckets.take("c", at: 2_000)
        #expect(buckets.count == 3)
        // By now b is full again, and the abuser, who was here first, is not.
        #expect(buckets.take("d", at: 4_000) == nil)
        #expect(buckets.count == 3)
        #expect(buckets.take("abuser", at: 4_000, cost: 2) == 2)
        #expect(buckets.take("c", at: 4_000, cost: 5) == 1)
    }

    @Test func `when all are busy the one used least recently goes`() {
        var buckets = buckets(limit: 3)
        for key in ["a", "b", "c"] {
            for _ in 0..<5 { _ = buckets.take(key, at: 0) }
        }
        #expect(buckets.take("a", at: 0) == 3)
        #expect(buckets.take("d", at: 0) == nil)
        #expect(buckets.count == 3)
        #expect(buckets.take("c", at: 0) == 3)
        #expect(buckets.take("a", at: 0) == 3)
        // It is b that was forgotten, and d that is forgotten for it.
        #expect(buckets.take("b", at: 0) == nil)
        for _ in 0..<3 { #expect(buckets.take("b", at: 0) == nil) }
        #expect(buckets.take("c", at: 0) == 3)
        #expect(buckets.count == 3)
    }

    @Test func `one bucket is room enough`() {
        var buckets = buckets(limit: 1)
        for key in ["a", "b", "a", "b"] { #expect(buckets.take(key, at: 0, cost: 5) == nil) }
        #expect(buckets.take("b", at: 0) == 3)
        #expect(buckets.count == 1)
    }

    /// Compared with buckets that are kept for ever and counted one by one.
    @Test func `with room for all the answers are those of plain counting`() {
        var dice = Dice(seed: 7)
        var buckets = Buckets<Int>(capacity: 4, refill: 700, limit: 50)
        var full: [Int: Int64] = [:]
        var now: Int64 = 1_000_000
        for _ in 0..<50_000 {
            now += Int64(dice.roll(60))
            let key = dice.roll(50)
            let cost = 1 + dice.roll(4)
            let debt = max(full[key] ?? 0, now) - now
            let short = debt + Int64(cost) * 700 - 4 * 700
            let wait = buckets.take(key, at: now, cost: cost)
            if short <= 0 {
                full[key] = now + debt + Int64(cost) * 700
                #expect(wait == nil)
            } else {
                #expect(wait == Int((Double(short) / 1_000).rounded(.up)))
            }
        }
    }

    @Test func `memory is bounded whoever comes`() {
        var dice = Dice(seed: 9)
        var buckets = Buckets<Int>(capacity: 2, refill: 50, limit: 64)
        var now: Int64 = 0
        for turn in 0..<50_000 {
            now += Int64(dice.roll(4))
            if turn % 10_000 == 9_999 { now -= 1_000 }
            _ = buckets.take(dice.roll(1_000), at: now, cost: dice.roll(4))
            #expect(buckets.count <= 64)
        }
    }
}
