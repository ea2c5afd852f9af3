/// Who may go on, and who has to wait: limits by address and by person, all in bounded memory.
actor Gate {
    private var requests: Buckets<String>
    private var sessions: Buckets<String>
    private var messagesInMinute: Buckets<String>
    private var messagesInDay: Buckets<String>
    private var photos: Buckets<String>
    private var pages: [Int64: Int] = [:]
    /// Bytes that large bodies under way may still take up in memory.
    private var room = 200 << 20
    private let limits: RelaySettings.Limits

    /// Addresses and persons remembered at once, about 100 bytes each.
    private static let most = 50_000

    init(_ limits: RelaySettings.Limits) {
        self.limits = limits
        requests = Gate.buckets(limits.requestsPerMinute, in: 60_000)
        sessions = Gate.buckets(limits.sessionsPerHour, in: 3600_000)
        messagesInMinute = Gate.buckets(limits.messagesPerMinute, in: 60_000)
        messagesInDay = Gate.buckets(limits.messagesPerDay, in: 86_400_000)
        photos = Gate.buckets(limits.photosPerHour, in: 3600_000)
    }

    /// As many at once as in the whole time, then evenly.
    private static func buckets(_ count: Int, in milliseconds: Int64) -> Buckets<String> {
        Buckets(
            capacity: max(1, count),
            refill: max(1, milliseconds / Int64(max(1, count))),
            limit: most
        )
    }

    /// A request from an address.
    ///
    /// - Returns: Seconds to wait; nil when it may go on. The same holds for the others.
    func request(from address: String, at now: Int64) -> Int? {
        requests.take(address, at: now, cost: 1)
    }

    func session(from address: String, at now: Int64) -> Int? {
        sessions.take(address, at: now, cost: 1)
    }

    /// Words of a person: a page's chat, or a source's sender.
    func message(of person: String, at now: Int64) -> Int? {
        messagesInMinute.take(person, at: now, cost: 1)
            ?? messagesInDay.take(person, at: now, cost: 1)
    }

    func photo(of person: String, at now: Int64) -> Int? {
        photos.take(person, at: now, cost: 1)
    }

    /// Lets a large body in while there is memory for it, however many come at once.
    ///
    /// - Parameters:
    ///   - bytes: The most that it may have.
    ///   - work: Reads and keeps it.
    /// - Returns: What `work` returns; nil when there is no room now.
    /// - Throws: What `work` throws.
    nonisolated func whileRoom<T: Sendable>(
        for bytes: Int,
        _ work: () async throws -> T
    ) async throws -> T? {
        guard await takeRoom(bytes) else { return nil }
        do {
            let value = try await work()
            await giveRoom(bytes)
            return value
        } catch {
            await giveRoom(bytes)
            throw error
        }
    }

    private func takeRoom(_ bytes: Int) -> Bool {
        guard room >= bytes else { return false }
        room -= bytes
        return true
    }

    private func giveRoom(_ bytes: Int) { room += bytes }

    func hasRoomForPage(of chat: Int64) -> Bool {
        pages[chat, default: 0] < limits.pagesPerPerson
    }

    /// A page of a person opens its stream; false when too many are open.
    func openPage(of chat: Int64) -> Bool {
        guard pages[chat, default: 0] < limits.pagesPerPerson else { return false }
        pages[chat, default: 0] += 1
        return true
    }

    func closePage(of chat: Int64) {
        pages[chat, default: 1] -= 1
        if pages[chat] == 0 { pages[chat] = nil }
    }
}
