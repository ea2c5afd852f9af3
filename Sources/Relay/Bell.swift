/// Wakes whoever waits for something to change: a held poll, an open page.
///
/// A ring says only that there is something to look at; what it is stands in the store, so a ring
/// that is lost with the process loses nothing.
package actor Bell {
    /// What can change.
    enum Topic: Hashable, Sendable {
        /// The station's queue of updates has grown.
        case queue(Int64)
        /// Something that a page shows has changed.
        case chat(Int64)
        /// A reply waits for its source.
        case posting
        /// A file waits at its source.
        case file
    }

    /// One who listens; hand it back with ``leave(_:)``.
    struct Listener: Sendable {
        let id: Int
        let topic: Topic
        /// Rings since the last look; several are one.
        let rings: AsyncStream<Void>
        /// Rings for this listener alone: a timer's.
        let ring: AsyncStream<Void>.Continuation
    }

    private var listeners: [Topic: [Int: AsyncStream<Void>.Continuation]] = [:]
    private var lastID = 0

    func listen(to topic: Topic) -> Listener {
        lastID += 1
        let (rings, ring) = AsyncStream.makeStream(
            of: Void.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        listeners[topic, default: [:]][lastID] = ring
        return Listener(id: lastID, topic: topic, rings: rings, ring: ring)
    }

    func leave(_ listener: Listener) {
        listener.ring.finish()
        listeners[listener.topic]?[listener.id] = nil
        if listeners[listener.topic]?.isEmpty == true { listeners[listener.topic] = nil }
    }

    /// Rings for every open page: time to show that the line is alive.
    func beat() {
        for (topic, rings) in listeners {
            guard case .chat = topic else { continue }
            for ring in rings.values { ring.yield() }
        }
    }

    func ring(_ topics: Set<Topic>) {
        for topic in topics {
            for ring in (listeners[topic] ?? [:]).values { ring.yield() }
        }
    }
}
