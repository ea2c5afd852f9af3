internal import Glibc

/// The sign that one service works on a data folder: an exclusive lock on `service.lock`.
///
/// The kernel gives the lock back when the process ends in any way, so a stale file is harmless.
/// The file holds the process's id, for the operator alone.
final class ServiceLock: Sendable {
    private let descriptor: Int32

    init(folder: String) throws(StoreError) {
        let path = folder + "/service.lock"
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw .file(errno, doing: "cannot lock", at: path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let cause = errno
            let holder = ServiceLock.holder(descriptor)
            Glibc.close(descriptor)
            guard cause == EWOULDBLOCK else { throw .file(cause, doing: "cannot lock", at: path) }
            let process = holder.isEmpty ? "" : " (process \(holder))"
            throw StoreError(
                .locked,
                "cannot open store at '\(folder)': another service is running on it\(process)",
                hint: "stop the other service, or pass --data"
            )
        }
        let text = "\(getpid())\n"
        ftruncate(descriptor, 0)
        _ = text.withCString { pwrite(descriptor, $0, text.utf8.count, 0) }
        self.descriptor = descriptor
    }

    func release() { flock(descriptor, LOCK_UN) }

    deinit { Glibc.close(descriptor) }

    private static func holder(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return String(
            decoding: bytes.prefix(max(0, count)).prefix { (48...57).contains($0) },
            as: UTF8.self
        )
    }
}

extension StoreError {
    /// Translates an `errno`.
    static func file(_ cause: Int32, doing: String, at path: String) -> StoreError {
        let reason = String(cString: strerror(cause)).lowercased()
        let message = "\(doing) '\(path)': \(reason)"
        switch cause {
        case ENOSPC, EDQUOT, EFBIG:
            return StoreError(.full, message, hint: "free space on the data folder's disk")
        case EROFS, EACCES, EPERM:
            return StoreError(
                .readOnly,
                message,
                hint: "let this user write to the data folder and the files in it"
            )
        case ENOENT, ENOTDIR:
            return StoreError(
                .missing,
                message,
                hint: "create the data folder, or pass --data"
            )
        default:
            return StoreError(.io, message)
        }
    }
}
