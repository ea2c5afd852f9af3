/// How much each of many keys may still do: a bucket of tokens a key, which fills up in time.
///
///     var buckets = Buckets<String>(capacity: 5, refill: 3_000, limit: 10_000)
///     buckets.take("session", at: now)   // nil: go on; 3: wait three seconds
///
/// Memory is bounded: a bucket that is full again is as good as none. When all are in use, the one
/// that was used least recently goes, and its key starts afresh.
package struct Buckets<Key: Hashable & Sendable>: Sendable {
    /// The tokens of a full bucket.
    package let capacity: Int
    /// The milliseconds in which a bucket gains one token.
    package let refill: Int64
    /// The most buckets that are kept.
    package let limit: Int

    private var places: [Key: Int] = [:]
    private var slots: [Slot] = []
    private var free: [Int] = []
    /// The bucket used least recently, and the one used last; -1 when there is none.
    private var oldest = -1
    private var newest = -1
    /// No bucket is full before this time; it may be too early.
    private var nextFull = Int64.max

    /// One bucket, between the buckets used just before it and just after it.
    private struct Slot: Sendable {
        var key: Key
        /// When the bucket will be full, in milliseconds: all that needs to be known of it.
        var fullAt: Int64
        var older: Int
        var newer: Int
    }

    /// Makes buckets that are all full.
    ///
    /// - Parameters:
    ///   - capacity: The tokens of a full bucket, 1 to a million.
    ///   - refill: The milliseconds in which a bucket gains one token, 1 to 86,400,000.
    ///   - limit: The most buckets that are kept, 1 or more.
    package init(capacity: Int, refill: Int64, limit: Int) {
        precondition((1...1_000_000).contains(capacity), "a bucket holds one to a million tokens")
        precondition((1...86_400_000).contains(refill), "a token takes 1 ms to a day")
        precondition(limit >= 1, "there is room for one bucket or more")
        self.capacity = capacity
        self.refill = refill
        self.limit = limit
    }

    /// How many buckets are kept, full ones among them.
    package var count: Int { places.count }

    /// Takes tokens out of a key's bucket, all of them or none.
    ///
    /// - Parameters:
    ///   - key: Who acts.
    ///   - now: Milliseconds of a clock; when it goes back, nobody waits longer than for a whole
    ///     bucket.
    ///   - cost: The tokens to take. None are free; more than a bucket holds count as all of it.
    /// - Returns: nil when they were there; otherwise the whole seconds until they will be, 1 or
    ///   more.
    package mutating func take(_ key: Key, at now: Int64, cost: Int = 1) -> Int? {
        guard cost > 0 else { return nil }
        let whole = Int64(capacity) * refill
        let price = Int64(min(cost, capacity)) * refill
        let place = places[key]
        let debt = place.map { min(max(slots[$0].fullAt - now, 0), whole) } ?? 0
        let isThere = debt + price <= whole
        let fullAt = now + debt + (isThere ? price : 0)
        if let place {
            slots[place].fullAt = fullAt
            unlink(place)
            link(place)
        } else {
            if places.count >= limit { makeRoom(at: now) }
            add(key, fullAt)
        }
        nextFull = min(nextFull, fullAt)
        return isThere ? nil : Int((debt + price - whole + 999) / 1_000)
    }

    /// Drops every bucket that is full, or else the one used least recently.
    private mutating func makeRoom(at now: Int64) {
        if nextFull <= now {
            nextFull = .max
            var place = oldest
            while place >= 0 {
                let next = slots[place].newer
                if slots[place].fullAt <= now {
                    remove(place)
                } else {
                    nextFull = min(nextFull, slots[place].fullAt)
                }
                place = next
            }
        }
        if places.count >= limit { remove(oldest) }
    }

    private mutating func add(_ key: Key, _ fullAt: Int64) {
        let slot = Slot(key: key, fullAt: fullAt, older: -1, newer: -1)
        let place: Int
        if let last = free.popLast() {
            place = last
            slots[place] = slot
        } else {
            place = slots.count
            slots.append(slot)
        }
        places[key] = place
        link(place)
    }

    private mutating func remove(_ place: Int) {
        unlink(place)
        places[slots[place].key] = nil
        free.append(place)
    }

    /// Takes a bucket out of the order of use.
    private mutating func unlink(_ place: Int) {
        let slot = slots[place]
        if slot.older >= 0 { slots[slot.older].newer = slot.newer } else { oldest = slot.newer }
        if slot.newer >= 0 { slots[slot.newer].older = slot.older } else { newest = slot.older }
    }

    /// Puts a bucket at the end of the order of use.
    private mutating func link(_ place: Int) {
        slots[place].older = newest
        slots[place].newer = -1
        if newest >= 0 { slots[newest].newer = place } else { oldest = place }
        newest = place
    }
}
