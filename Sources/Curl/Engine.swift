import CCurl
import Glibc

/// Runs all transfers of one client; lives on the loop's thread and nowhere else.
@safe
final class Engine {
    private let loop: Loop
    private var live: [UInt64: Transfer] = [:]
    /// Easy handles to use again, so that a request costs no allocation of one.
    private var idle: [Transfer] = []
    /// The earliest moment at which a transfer may have been silent for too long.
    private var nextCheck = Instant.never

    init(_ loop: Loop) {
        self.loop = loop
    }

    func run() {
        quietThread()
        var operations: [Loop.Operation] = []
        while true {
            let isStopping = loop.take(into: &operations)
            for operation in operations { carryOut(operation) }
            if isStopping { break }
            var running: Int32 = 0
            unsafe curl_multi_perform(loop.multi.pointer, &running)
            finishDone()
            cutSilent()
            unsafe curl_multi_poll(loop.multi.pointer, nil, 0, pause, nil)
        }
        shutDown()
    }

    /// Names the thread and keeps a broken pipe from ending the process.
    private func quietThread() {
        unsafe cc_name_this_thread("curl")
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    private func carryOut(_ operation: Loop.Operation) {
        switch operation {
        case .start(let id, let request, let continuation):
            start(id, request, continuation)
        case .cancel(let id):
            guard let transfer = live[id] else { return }
            finish(transfer, .failure(transfer.failure(.cancelled, "was cancelled")))
        }
    }

    private func start(_ id: UInt64, _ request: HTTPRequest, _ continuation: Loop.Continuation) {
        guard let transfer = idle.popLast() ?? Transfer() else {
            loop.forget(id)
            continuation.resume(
                returning: .failure(CurlError(.other, message: "out of memory for a transfer"))
            )
            return
        }
        live[id] = transfer
        if let fault = transfer.prepare(id, request, continuation, loop.settings) {
            finish(transfer, .failure(fault))
            return
        }
        let code = unsafe curl_multi_add_handle(loop.multi.pointer, transfer.easy)
        guard code == CURLM_OK else {
            finish(transfer, .failure(transfer.failure(.other, "cannot be started")))
            return
        }
        transfer.isAdded = true
        nextCheck = min(nextCheck, transfer.deadline)
    }

    private func finishDone() {
        var easy: UnsafeMutableRawPointer?
        var code = CURLE_OK
        while unsafe cc_multi_next_done(loop.multi.pointer, &easy, &code) == 1 {
            guard let transfer = unsafe Transfer.of(easy) else { continue }
            finish(transfer, transfer.result(code))
        }
    }

    private func cutSilent() {
        guard nextCheck != .never else { return }
        let now = Instant.now
        guard now >= nextCheck else { return }
        nextCheck = .never
        for transfer in Array(live.values) {
            let deadline = transfer.deadline
            if deadline <= now {
                finish(transfer, .failure(transfer.silenceFailure))
            } else {
                nextCheck = min(nextCheck, deadline)
            }
        }
    }

    /// The longest wait for a socket, in milliseconds; libcurl shortens it for its own timers.
    private var pause: Int32 {
        guard nextCheck != .never else { return 60_000 }
        return Int32(clamping: Instant.now.milliseconds(to: nextCheck))
    }

    /// The one place where a request ends: out of libcurl, out of the books, resumed once.
    private func finish(_ transfer: Transfer, _ result: Result<HTTPResponse, CurlError>) {
        if transfer.isAdded {
            unsafe curl_multi_remove_handle(loop.multi.pointer, transfer.easy)
            transfer.isAdded = false
        }
        live[transfer.id] = nil
        loop.forget(transfer.id)
        transfer.hand(result)
        if idle.count < 64 { idle.append(transfer) }
    }

    private func shutDown() {
        for transfer in Array(live.values) {
            finish(transfer, .failure(transfer.failure(.closed, "the client was closed")))
        }
        idle = []
        for case .start(let id, _, let continuation) in loop.leave() {
            loop.forget(id)
            continuation.resume(returning: .failure(.isClosed))
        }
        loop.multi.free()
    }
}

/// A moment of the machine's monotonic clock, in nanoseconds.
struct Instant: Comparable {
    var nanoseconds: UInt64

    static let never = Instant(nanoseconds: .max)

    static var now: Instant {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Instant(nanoseconds: UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec))
    }

    static func < (left: Instant, right: Instant) -> Bool { left.nanoseconds < right.nanoseconds }

    func after(_ duration: Duration?) -> Instant {
        guard let duration else { return .never }
        let (seconds, attoseconds) = duration.components
        let length = UInt64(max(0, min(seconds, 1 << 31))) * 1_000_000_000
        return Instant(
            nanoseconds: nanoseconds + length + UInt64(max(0, attoseconds / 1_000_000_000))
        )
    }

    /// Rounded up, so that a wait does not end just before its time; 0 when it has passed.
    func milliseconds(to other: Instant) -> Int64 {
        other <= self ? 0 : Int64((other.nanoseconds - nanoseconds) / 1_000_000) + 1
    }
}
