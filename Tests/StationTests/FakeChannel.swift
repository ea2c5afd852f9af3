import Casework
import Logging
import Messages
import ServiceLifecycle
import Station
import Store
import Testing

/// A far side that a test holds in its hand: it gives what it is told to give, writes down what
/// reaches it, and wakes whoever waits for that.
final class FakeChannel: Channel, Sendable {
    let name = "console"
    let limits: ChannelLimits

    /// What reached the far side, in order.
    struct Record: Sendable {
        var polls: [Cursor?] = []
        var confirmed: [Cursor] = []
        /// Every request to send, answered or not.
        var attempts: [Outgoing] = []
        /// What was sent for good.
        var sent: [Outgoing] = []
        var fetches: [String] = []
        /// Every request to erase, answered or not: chat and message.
        var deletions: [[String]] = []
        /// Every page that was to be put up, taken or not.
        var pages: [String] = []

        func texts(to chat: String) -> [String] { sent.filter { $0.chat == chat }.map(\.text) }
    }

    enum Answer: Sendable {
        case success(String, promises: Receipt.Stand? = nil)
        case failure(ChannelError)
        /// Not answered until it is released.
        case hang
    }

    private typealias Ending = CheckedContinuation<Result<SentMessage, ChannelError>, Never>
    private typealias Polling = CheckedContinuation<Result<Batch, ChannelError>, Never>

    private struct State {
        var record = Record()
        var cursor = 0
        var batches: [Result<Batch, ChannelError>] = []
        var polling: Polling?
        var hanging: [(message: Outgoing, ending: Ending)] = []
        var waiting: [Int: (@Sendable (Record) -> Bool, CheckedContinuation<Void, Never>)] = [:]
        var waits = 0
        var answer: @Sendable (Outgoing) -> Answer = { _ in .success("1") }
        var deletion: @Sendable (String) -> ChannelError? = { _ in nil }
        var publishing: @Sendable (Int) -> ChannelError? = { _ in nil }
        var file: @Sendable (String) -> Result<[UInt8], ChannelError> = { _ in .success([1]) }
        var isClosed = false
    }

    private let state = Locked(State())

    init(_ limits: ChannelLimits = ChannelLimits()) { self.limits = limits }

    // MARK: - What the test does

    /// Brings messages in one batch, with the next cursor.
    func deliver(_ messages: Incoming...) {
        give(.success(Batch(messages: messages, cursor: nextCursor())))
    }

    /// Brings receipts in one batch, with the next cursor.
    func deliver(_ receipts: Receipt...) {
        give(.success(Batch(receipts: receipts, cursor: nextCursor())))
    }

    /// Brings nothing but the far side's clock.
    func deliver(date: Instant) { give(.success(Batch(date: date.milliseconds))) }

    func deliver(_ failure: ChannelError) { give(.failure(failure)) }

    /// Says how each send is answered from now on.
    func onSend(_ answer: @escaping @Sendable (Outgoing) -> Answer) {
        state.change { $0.answer = answer }
    }

    /// Says what each request to erase in a chat fails with from now on.
    func onDelete(_ failure: @escaping @Sendable (String) -> ChannelError?) {
        state.change { $0.deletion = failure }
    }

    /// Says what the putting up of a page fails with, by how many came before.
    func onPublish(_ failure: @escaping @Sendable (Int) -> ChannelError?) {
        state.change { $0.publishing = failure }
    }

    func onFetch(_ file: @escaping @Sendable (String) -> Result<[UInt8], ChannelError>) {
        state.change { $0.file = file }
    }

    /// Answers the sends to one chat that hang.
    func release(
        _ chat: String,
        _ answer: Result<SentMessage, ChannelError> = .success(SentMessage(id: "1"))
    ) {
        let released = state.change { state in
            let released = state.hanging.filter { $0.message.chat == chat }
            state.hanging.removeAll { $0.message.chat == chat }
            if case .success = answer { state.record.sent += released.map(\.message) }
            return released
        }
        for one in released { one.ending.resume(returning: answer) }
        wake()
    }

    var record: Record { state.value.record }

    /// Waits until the record says so, or the test's time is over.
    func until(_ isReached: @escaping @Sendable (Record) -> Bool) async {
        let id = state.change { state in
            state.waits += 1
            return state.waits
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.change { state in
                    if Task.isCancelled || isReached(state.record) { return true }
                    state.waiting[id] = (isReached, continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.change { $0.waiting.removeValue(forKey: id) }?.1.resume()
        }
    }

    // MARK: - The channel

    func open() async throws(ChannelError) -> String { "local" }

    func poll(after cursor: Cursor?) async throws(ChannelError) -> Batch {
        state.change { $0.record.polls.append(cursor) }
        wake()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: Polling) in
                let next: Result<Batch, ChannelError>? = state.change { state in
                    if state.isClosed { return .failure(.cancelled) }
                    if !state.batches.isEmpty { return state.batches.removeFirst() }
                    state.polling = continuation
                    return nil
                }
                if let next { continuation.resume(returning: next) }
            }
        } onCancel: {
            let polling = state.change { state in
                defer { state.polling = nil }
                state.isClosed = true
                return state.polling
            }
            polling?.resume(returning: .failure(.cancelled))
        }
        return try result.get()
    }

    func confirm(_ cursor: Cursor) async throws(ChannelError) {
        state.change { $0.record.confirmed.append(cursor) }
        wake()
    }

    func send(_ message: Outgoing) async throws(ChannelError) -> SentMessage {
        let answer = state.change { state in
            state.record.attempts.append(message)
            let answer = state.answer(message)
            if case .success = answer { state.record.sent.append(message) }
            return answer
        }
        wake()
        switch answer {
        case .success(let id, let promises): return SentMessage(id: id, promises: promises)
        case .failure(let error): throw error
        case .hang:
            let result = await withTaskCancellationHandler {
                await withCheckedContinuation { (ending: Ending) in
                    state.change { $0.hanging.append((message, ending)) }
                    if Task.isCancelled { release(message.chat, .failure(.cancelled)) }
                }
            } onCancel: {
                release(message.chat, .failure(.cancelled))
            }
            return try result.get()
        }
    }

    func delete(message: String, in chat: String) async throws(ChannelError) {
        let failure = state.change { state in
            state.record.deletions.append([chat, message])
            return state.deletion(chat)
        }
        wake()
        if let failure { throw failure }
    }

    func publish(_ page: [UInt8]) async throws(ChannelError) {
        let failure = state.change { state in
            defer { state.record.pages.append(String(decoding: page, as: UTF8.self)) }
            return state.publishing(state.record.pages.count)
        }
        wake()
        if let failure { throw failure }
    }

    func acknowledge(_ message: Incoming) async {}

    func fetch(
        _ attachment: Messages.Attachment,
        limit: Int
    ) async throws(ChannelError) -> [UInt8] {
        let file = state.change { state in
            state.record.fetches.append(attachment.handle)
            return state.file(attachment.handle)
        }
        wake()
        return try file.get()
    }

    func offer(_ menu: [MenuEntry]) async throws(ChannelError) {}

    // MARK: -

    private func nextCursor() -> Cursor {
        state.change { state in
            state.cursor += 1
            return Cursor(String(state.cursor))
        }
    }

    private func give(_ result: Result<Batch, ChannelError>) {
        let polling = state.change { state in
            defer { state.polling = nil }
            if state.polling == nil { state.batches.append(result) }
            return state.polling
        }
        polling?.resume(returning: result)
    }

    private func wake() {
        let reached = state.change { state in
            let reached = state.waiting.filter { $0.value.0(state.record) }
            for id in reached.keys { state.waiting[id] = nil }
            return reached
        }
        for one in reached.values { one.1.resume() }
    }
}

extension SampleStation {
    /// Runs the whole service on a channel while `body` plays the far side, then stops it as
    /// SIGTERM does and waits until it has ended.
    func serving(
        on channel: FakeChannel,
        store: StationStore? = nil,
        page: PageRenderer? = nil,
        _ body: () async throws -> Void
    ) async throws {
        let group = service(on: channel, store: store, page: page)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await body()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// The service, ready to run until it ends by itself or is shut down.
    func service(
        on channel: FakeChannel,
        store: StationStore? = nil,
        page: PageRenderer? = nil
    ) -> ServiceGroup {
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let service = StationService(
            channel: channel,
            store: store ?? self.store,
            desk: desk,
            mostFileBytes: 1_000_000,
            publicPage: page,
            log: log
        )
        return ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [service], logger: log)
        )
    }
}
