/// A bell between services: rung any number of times, heard at least once after the last.
package struct Wake: Sendable {
    let rings: AsyncStream<Void>
    private let rope: AsyncStream<Void>.Continuation

    package init() {
        (rings, rope) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Wakes the one who listens, now or at the next listening.
    package func ring() { rope.yield() }

    /// Ends the listening for good.
    package func finish() { rope.finish() }
}
