package import Casework
package import Messages

/// Keeps the sender within a channel's limits: a window for the account, a bucket a chat.
///
/// In no stretch of a second more goes out than the account may send. Broadcasts go evenly, at
/// four fifths of it at most: a fifth is kept for replies. Pure bookkeeping over instants of a
/// clock that only goes forward; a `retry_after` freezes only what it covers.
package struct Pace {
    private let limits: ChannelLimits
    private var window: Window?
    private var broadcasts: (window: Window, bucket: Bucket)?
    private var chats: [String: Bucket] = [:]
    private var frozenUntil: Instant?
    private var frozenChats: [String: Instant] = [:]

    /// What broadcasts may take of a rate, or of what is under way at once.
    package static let broadcastShare = 0.8

    package init(_ limits: ChannelLimits) {
        self.limits = limits
        window = limits.perSecond.map { Window(perSecond: $0) }
        broadcasts = limits.perSecond.map {
            let rate = $0 * Pace.broadcastShare
            // The window keeps the fifth, the bucket spreads the rest over the second.
            return (Window(perSecond: rate), Bucket(perSecond: rate, burst: max(1, rate / 20)))
        }
    }

    /// How many messages the account may send now.
    package mutating func allowance(at now: Instant, upTo most: Int) -> Int {
        if let frozenUntil, now < frozenUntil { return 0 }
        return max(0, min(most, window?.available(at: now) ?? most))
    }

    /// How many of them may be broadcasts, with so many broadcasts under way.
    package mutating func broadcastAllowance(
        at now: Instant,
        upTo most: Int,
        underWay: Int,
        ofAtOnce atOnce: Int
    ) -> Int {
        let share = Int(Double(atOnce) * Pace.broadcastShare) - underWay
        let room = min(allowance(at: now, upTo: most), share)
        let free = broadcasts?.window.available(at: now) ?? room
        return max(0, min(room, free, broadcasts?.bucket.available(at: now) ?? room))
    }

    /// The chats that must wait.
    package mutating func resting(at now: Instant) -> Set<String> {
        frozenChats = frozenChats.filter { now < $0.value }
        chats = chats.filter { !$0.value.isFull(at: now) }
        return Set(frozenChats.keys).union(
            chats.filter { $0.value.available(at: now) < 1 }.keys
        )
    }

    package mutating func took(_ chat: String, isBroadcast: Bool = false, at now: Instant) {
        window?.take(at: now)
        if isBroadcast {
            broadcasts?.window.take(at: now)
            broadcasts?.bucket.take(at: now)
        }
        let rate =
            Pace.isGroup(chat) ? limits.perMinuteInGroup.map { $0 / 60 } : limits.perSecondInChat
        guard let rate else { return }
        chats[chat, default: Bucket(perSecond: rate, burst: 1)].take(at: now)
    }

    /// Takes a wait that the far side asked for.
    ///
    /// A wait for a chat is that chat's. Told so of a second person's chat while the first still
    /// waits, it is the account that is too fast: nobody is asked again before all of it is over.
    package mutating func freeze(
        _ scope: ChannelError.Scope,
        chat: String,
        at now: Instant,
        until: Instant
    ) {
        switch scope {
        case .account: frozenUntil = max(frozenUntil ?? until, until)
        case .chat:
            let others = frozenChats.filter {
                $0.key != chat && now < $0.value && !Pace.isGroup($0.key)
            }
            frozenChats[chat] = max(frozenChats[chat] ?? until, until)
            guard !Pace.isGroup(chat), let last = others.values.max() else { return }
            frozenUntil = max(frozenUntil ?? until, until, last)
        }
    }

    /// When something that must wait now may go; nil when nothing must.
    package func next(after now: Instant) -> Instant? {
        var times = [frozenUntil].compactMap { $0 } + frozenChats.values
        times +=
            [window?.next, broadcasts?.window.next, broadcasts?.bucket.next].compactMap { $0 }
            + chats.values.compactMap(\.next)
        return times.filter { now < $0 }.min()
    }

    /// A chat below zero is a group in the Bot API.
    private static func isGroup(_ chat: String) -> Bool { chat.hasPrefix("-") }

    /// So many in any stretch of time, and no more.
    private struct Window {
        /// Milliseconds.
        let length: Int64
        let most: Int
        private var times: [Instant] = []

        init(perSecond: Double) {
            most = max(1, Int(perSecond))
            length = Int64((Double(most) / perSecond * 1000).rounded(.up))
        }

        mutating func available(at now: Instant) -> Int {
            times.removeAll { $0.milliseconds + length <= now.milliseconds }
            return most - times.count
        }

        mutating func take(at now: Instant) { times.append(now) }

        /// When the oldest leaves a window that is full.
        var next: Instant? {
            guard times.count >= most, let first = times.first else { return nil }
            return Instant(milliseconds: first.milliseconds + length)
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

        /// When there is one again; nil when there is.
        var next: Instant? {
            guard level < 1 else { return nil }
            let wait = (1 - level) / perSecond * 1000
            return Instant(milliseconds: (at?.milliseconds ?? 0) + Int64(wait) + 1)
        }

        private func filled(at now: Instant) -> Double {
            guard let at else { return level }
            let passed = Double(max(0, now.milliseconds - at.milliseconds)) / 1000
            return min(burst, level + passed * perSecond)
        }
    }
}
