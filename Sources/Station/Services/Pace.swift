package import Casework
package import Messages

/// Keeps the sender within a channel's limits: a bucket for the account, one a chat.
///
/// Pure bookkeeping over instants; a `retry_after` freezes only what it covers.
package struct Pace {
    private let limits: ChannelLimits
    private var account: Bucket?
    private var chats: [String: Bucket] = [:]
    private var frozenUntil: Instant?
    private var frozenChats: [String: Instant] = [:]

    package init(_ limits: ChannelLimits) {
        self.limits = limits
        // A second's worth may go at once.
        account = limits.perSecond.map { Bucket(perSecond: $0, burst: max(1, $0)) }
    }

    /// How many messages the account may send now.
    package mutating func allowance(at now: Instant, upTo most: Int) -> Int {
        if let frozenUntil, now < frozenUntil { return 0 }
        return min(most, account?.available(at: now) ?? most)
    }

    /// The chats that must wait.
    package mutating func resting(at now: Instant) -> Set<String> {
        frozenChats = frozenChats.filter { now < $0.value }
        chats = chats.filter { !$0.value.isFull(at: now) }
        return Set(frozenChats.keys).union(
            chats.filter { $0.value.available(at: now) < 1 }.keys
        )
    }

    package mutating func took(_ chat: String, at now: Instant) {
        account?.take(at: now)
        // A chat below zero is a group in the Bot API.
        let rate =
            chat.hasPrefix("-") ? limits.perMinuteInGroup.map { $0 / 60 } : limits.perSecondInChat
        guard let rate else { return }
        chats[chat, default: Bucket(perSecond: rate, burst: 1)].take(at: now)
    }

    package mutating func freeze(_ scope: ChannelError.Scope, chat: String, until: Instant) {
        switch scope {
        case .account: frozenUntil = max(frozenUntil ?? until, until)
        case .chat: frozenChats[chat] = until
        }
    }

    private struct Bucket {
        let perSecond: Double
        let burst: Double
        private var level: Double
        private var at: Instant?

        init(perSecond: Double, burst: Double) {
            self.perSecond = perSecond
            self.burst = burst
            level = burst
        }

        func available(at now: Instant) -> Int { Int(filled(at: now)) }

        func isFull(at now: Instant) -> Bool { filled(at: now) >= burst }

        mutating func take(at now: Instant) {
            level = filled(at: now) - 1
            at = now
        }

        private func filled(at now: Instant) -> Double {
            guard let at else { return level }
            let passed = Double(max(0, now.milliseconds - at.milliseconds)) / 1000
            return min(burst, level + passed * perSecond)
        }
    }
}
