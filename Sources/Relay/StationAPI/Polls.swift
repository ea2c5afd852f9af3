/// Which station polls now, and when each did so last.
actor Polls {
    private struct Poll {
        var isHeld = false
        /// Milliseconds since 1970 UTC.
        var last: Int64
        var saved: Int64
    }

    private var polls: [Int64: Poll] = [:]
    private let store: RelayStore

    /// How old the file's knowledge may be; a restart knows the last poll as well as that.
    private static let grain: Int64 = 20_000

    init(store: RelayStore) {
        self.store = store
    }

    /// Takes up what the file knows; a station that never polled counts from now.
    func begin(_ stations: [Int64]) async throws(RelayError) {
        let now = store.now()
        for station in stations {
            let last = try await store.lastPoll(of: station) ?? now
            polls[station] = Poll(last: min(last, now), saved: last)
        }
    }

    /// Takes the station's one place; false when another poll has it.
    func take(_ station: Int64) -> Bool {
        guard polls[station]?.isHeld != true else { return false }
        polls[station, default: Poll(last: 0, saved: 0)].isHeld = true
        return true
    }

    func leave(_ station: Int64) async {
        let now = store.now()
        guard var poll = polls[station] else { return }
        poll.isHeld = false
        poll.last = now
        let isDue = abs(now - poll.saved) > Self.grain
        if isDue { poll.saved = now }
        polls[station] = poll
        // What is not written now is written with the next poll; the queue itself is not touched.
        if isDue { try? await store.setLastPoll(of: station, at: now) }
    }

    /// When the station was last there: now, while a poll is held.
    func lastPoll(of station: Int64) -> Int64 {
        guard let poll = polls[station] else { return store.now() }
        return poll.isHeld ? store.now() : poll.last
    }
}
