import Messages

/// What the channel keeps in its opaque cursor: the next offset, and when it was made.
///
/// Written `OFFSET@SECONDS`, or `OFFSET` when the far side told no time.
struct PollCursor: Hashable, Sendable {
    /// The number after that of the batch's last update, in the order given.
    ///
    /// Never the greatest: numbers restart at random, and an offset kept too high is ignored by
    /// the far side for ever, which then gives the same updates at each poll.
    var offset: Int64
    /// The far side's clock when the batch came, seconds since 1970 UTC.
    var madeAt: Int64?

    init(offset: Int64, madeAt: Int64? = nil) {
        self.offset = offset
        self.madeAt = madeAt
    }

    /// Reads a cursor; one that is no cursor of this channel is nil, and polling starts anew.
    init?(_ cursor: Cursor?) {
        let parts = (cursor?.value ?? "").split(separator: "@")
        guard let first = parts.first, let offset = Int64(first), offset > 0 else { return nil }
        self.offset = offset
        madeAt = parts.count > 1 ? Int64(parts[1]) : nil
    }

    var cursor: Cursor {
        Cursor(madeAt.map { "\(offset)@\($0)" } ?? "\(offset)")
    }

    /// Numbers restart after seven days without an update.
    static let restartSeconds: Int64 = 7 * 86_400

    /// True when numbers may have restarted since: the offset may mean other updates by now.
    ///
    /// A day before the week is over, as the last update may be older than the cursor's batch.
    func mayBeStale(at clock: Int64?) -> Bool {
        guard let clock, let madeAt else { return false }
        return clock - madeAt >= Self.restartSeconds - 86_400
    }
}
