import Glibc

/// A value that one thread at a time can touch.
///
/// A pthread mutex in a box: the standard library's own mutex makes the thread sanitizer see
/// races where there are none. Not recursive: `body` must not come back to the same box.
@safe
// Proof for `@unchecked`: `value` is read and written in `withLock` alone, between the lock
// and the unlock of `mutex`; `mutex` itself is set once, before the box can be shared.
package final class Locked<Value: Sendable>: @unchecked Sendable {  // all under its mutex
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private var value: Value

    package init(_ value: Value) {
        self.value = value
        unsafe mutex = .allocate(capacity: 1)
        unsafe mutex.initialize(to: pthread_mutex_t())
        unsafe pthread_mutex_init(mutex, nil)
    }

    deinit {
        unsafe pthread_mutex_destroy(mutex)
        unsafe mutex.deinitialize(count: 1)
        unsafe mutex.deallocate()
    }

    /// Runs `body` while no other thread is inside; `body` must not wait for anything.
    package func withLock<Result: Sendable, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}
