internal import Glibc

/// The sign that one relay works on a folder: an exclusive lock on `relay.lock`.
///
/// Two relays on one file would post every reply twice at once, and each would refuse the polls
/// that the other holds. The kernel gives the lock back when the process ends in any way, so a
/// stale file is harmless.
final class RelayLock: Sendable {
    private let descriptor: Int32

    /// - Throws: ``RelayError`` when another relay has the folder, or the file cannot be made.
    init(folder: String) throws(RelayError) {
        let path = folder + "/relay.lock"
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw RelayLock.fault(errno, folder) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let cause = errno
            Glibc.close(descriptor)
            throw RelayLock.fault(cause, folder)
        }
        self.descriptor = descriptor
    }

    func release() { flock(descriptor, LOCK_UN) }

    deinit { Glibc.close(descriptor) }

    private static func fault(_ cause: Int32, _ folder: String) -> RelayError {
        guard cause == EWOULDBLOCK else {
            return RelayError(
                .store,
                "cannot open '\(folder)': \(String(cString: strerror(cause)).lowercased())",
                hint: "make the folder and let this user write to it, or pass another with --data"
            )
        }
        return RelayError(
            .store,
            "cannot open '\(folder)': another relay is running on it",
            hint: "stop the other relay, or pass another folder with --data"
        )
    }
}
