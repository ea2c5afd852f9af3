import Glibc

/// A value under a lock, with a condition that threads can wait for.
package final class Monitor<Value>: @unchecked Sendable {
    // Proof for `@unchecked`: `value` is touched only inside `withLock` and `wait`, between the
    // lock and the unlock of `mutex`.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var value: Value

    package init(_ value: sending Value) {
        self.value = value
        mutex.initialize(to: pthread_mutex_t())
        condition.initialize(to: pthread_cond_t())
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Runs `body` under the lock and wakes all who wait.
    @discardableResult
    package func withLock<Result: Sendable>(
        _ body: (inout Value) throws -> Result
    ) rethrows
        -> Result
    {
        pthread_mutex_lock(mutex)
        defer {
            pthread_cond_broadcast(condition)
            pthread_mutex_unlock(mutex)
        }
        return try body(&value)
    }

    /// Waits until `isReady` or the deadline.
    ///
    /// - Returns: False when the time ran out first.
    @discardableResult
    package func wait(
        until deadline: MonotonicTime,
        _ isReady: (inout Value) -> Bool
    ) -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        var time = timespec(
            tv_sec: deadline.nanoseconds / 1_000_000_000,
            tv_nsec: deadline.nanoseconds % 1_000_000_000
        )
        while !isReady(&value) {
            if pthread_cond_timedwait(condition, mutex, &time) == ETIMEDOUT {
                return isReady(&value)
            }
        }
        return true
    }
}

extension Monitor {
    /// Waits on a thread of its own, so that no thread for tasks is taken up.
    package func waitAside(
        seconds: Double,
        _ isReady: @escaping @Sendable (inout Value) -> Bool
    ) async -> Bool {
        await withCheckedContinuation { continuation in
            let isStarted = detachThread {
                continuation.resume(
                    returning: self.wait(until: .now.after(seconds: seconds), isReady)
                )
            }
            if !isStarted { continuation.resume(returning: false) }
        }
    }
}

/// A moment of the machine's monotonic clock.
package struct MonotonicTime: Comparable, Sendable {
    package var nanoseconds: Int

    package static var now: MonotonicTime {
        var time = timespec(tv_sec: 0, tv_nsec: 0)
        clock_gettime(CLOCK_MONOTONIC, &time)
        return MonotonicTime(nanoseconds: time.tv_sec * 1_000_000_000 + time.tv_nsec)
    }

    package static func < (left: MonotonicTime, right: MonotonicTime) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    package func after(seconds: Double) -> MonotonicTime {
        MonotonicTime(nanoseconds: nanoseconds + Int(seconds * 1e9))
    }
}

/// Runs `body` on a thread of its own, which nobody joins.
func detachThread(_ body: @escaping @Sendable () -> Void) -> Bool {
    let box = Unmanaged.passRetained(ThreadBody(body))
    var thread = pthread_t()
    let code = pthread_create(
        &thread,
        nil,
        { argument in
            guard let argument else { return nil }
            Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run()
            return nil
        },
        box.toOpaque()
    )
    guard code == 0 else {
        box.release()
        return false
    }
    pthread_detach(thread)
    return true
}

private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
        self.run = run
    }
}
