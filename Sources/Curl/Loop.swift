import CCurl
import Glibc

/// The only door between callers on any thread and the one thread that runs libcurl.
///
/// Callers put operations into a locked queue and wake the thread; every request that was
/// reserved is resumed exactly once, by the thread or here.
final class Loop: Sendable {
    typealias Continuation = CheckedContinuation<Result<HTTPResponse, CurlError>, Never>

    enum Operation: Sendable {
        case start(UInt64, HTTPRequest, Continuation)
        case cancel(UInt64)
    }

    private struct State: Sendable {
        var operations: [Operation] = []
        var lastID: UInt64 = 0
        /// Requests that are not resumed yet, and how far each has come.
        var open: [UInt64: Phase] = [:]
        var thread: pthread_t?
        var isStopping = false
        /// The thread has left its loop: `multi` must not be touched any more.
        var hasEnded = false
    }

    private enum Phase {
        case reserved
        case cancelledEarly
        case queued
    }

    let settings: HTTPClient.Settings
    let multi: MultiHandle
    private let state = Locked(State())

    init(_ settings: HTTPClient.Settings) throws(CurlError) {
        self.settings = settings
        multi = try MultiHandle(connectionsPerHost: settings.connectionsPerHost)
    }

    // MARK: - Any thread

    /// Takes a number for a request; nil once the loop is closed.
    func reserve() -> UInt64? {
        state.withLock { state in
            guard !state.isStopping else { return nil }
            state.lastID += 1
            state.open[state.lastID] = .reserved
            return state.lastID
        }
    }

    func start(_ id: UInt64, _ request: HTTPRequest, _ continuation: Continuation) {
        let refusal: CurlError? = state.withLock { state in
            if state.isStopping {
                state.open[id] = nil
                return .isClosed
            }
            if case .cancelledEarly = state.open[id] {
                state.open[id] = nil
                return CurlError(.cancelled, message: "cancelled before it was sent")
            }
            state.open[id] = .queued
            push(.start(id, request, continuation), &state)
            return nil
        }
        if let refusal {
            continuation.resume(returning: .failure(refusal))
        }
    }

    /// Stops a request; nothing happens when it is over already.
    func cancel(_ id: UInt64) {
        state.withLock { state in
            switch state.open[id] {
            case .reserved: state.open[id] = .cancelledEarly
            case .queued: push(.cancel(id), &state)
            case .cancelledEarly, nil: break
            }
        }
    }

    private func push(_ operation: Operation, _ state: inout State) {
        state.operations.append(operation)
        // Under the lock, so that the thread cannot free the handle meanwhile.
        if state.operations.count == 1, !state.hasEnded { multi.wake() }
    }

    func begin() throws(CurlError) {
        var thread = pthread_t()
        let box = unsafe Unmanaged.passRetained(self)
        let code = unsafe pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                let loop = unsafe Unmanaged<Loop>.fromOpaque(argument).takeRetainedValue()
                Engine(loop).run()
                return nil
            },
            box.toOpaque()
        )
        guard code == 0 else {
            unsafe box.release()
            throw CurlError(.other, message: "cannot start a thread: error \(code)")
        }
        let started = thread
        state.withLock { $0.thread = started }
    }

    func end() {
        let thread: pthread_t? = state.withLock { state in
            state.isStopping = true
            if !state.hasEnded { multi.wake() }
            defer { state.thread = nil }
            return state.thread
        }
        if let thread { pthread_join(thread, nil) }
    }

    // MARK: - The loop's own thread

    /// Takes what callers have asked for since the last time.
    func take(into operations: inout [Operation]) -> Bool {
        let (taken, isStopping) = state.withLock { state in
            let taken = state.operations
            state.operations.removeAll(keepingCapacity: true)
            return (taken, state.isStopping)
        }
        operations = taken
        return isStopping
    }

    /// Says that a request is resumed; a later cancellation of it is dropped.
    func forget(_ id: UInt64) {
        state.withLock { $0.open[id] = nil }
    }

    /// Says that the handle is about to be freed, and takes what came too late.
    func leave() -> [Operation] {
        state.withLock { state in
            state.hasEnded = true
            defer { state.operations = [] }
            return state.operations
        }
    }
}

/// A libcurl multi handle.
@safe
// Proof for `@unchecked`: all calls but `wake` are made by the loop's thread; `wake` is
// libcurl's one call for other threads, and `Loop` makes it under its lock while the
// thread has not yet left.
struct MultiHandle: @unchecked Sendable {  // one thread's, but for `wake`
    let pointer: UnsafeMutableRawPointer

    /// libcurl's own start, once a process, before its first handle.
    private static let isReady: Bool = cc_global_init() == CURLE_OK

    init(connectionsPerHost: Int?) throws(CurlError) {
        guard Self.isReady, let pointer = unsafe curl_multi_init() else {
            throw CurlError(.other, message: "libcurl cannot start")
        }
        unsafe self.pointer = unsafe pointer
        unsafe cc_multi_setopt_long(pointer, CURLMOPT_MAXCONNECTS, 64)
        if let connectionsPerHost {
            unsafe cc_multi_setopt_long(
                pointer,
                CURLMOPT_MAX_HOST_CONNECTIONS,
                connectionsPerHost
            )
        }
    }

    func wake() {
        unsafe curl_multi_wakeup(pointer)
    }

    /// Frees the handle: the last call.
    func free() {
        unsafe curl_multi_cleanup(pointer)
    }
}
