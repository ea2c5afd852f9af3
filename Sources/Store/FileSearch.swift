internal import Glibc

/// Looks for texts in a raw file, as somebody with the disk would.
enum FileSearch {
    /// True when the file holds a part of one of the texts.
    ///
    /// A long text lies in pieces over several pages, so pieces are looked for: from its start,
    /// its end and between. Texts under six bytes are no words and are left out.
    static func finds(anyOf texts: [String], in path: String) throws(StoreError) -> Bool {
        let needles = Array(Set(texts.flatMap(pieces)))
        guard let longest = needles.map(\.count).max() else { return false }
        let file = try OpenFile(reading: path)
        var block: [UInt8] = []
        let size = 1 << 20
        while true {
            let read = try file.read(size)
            if read.isEmpty { return false }
            block += read
            if needles.contains(where: { contains($0, in: block) }) { return true }
            block = Array(block.suffix(longest - 1))
        }
    }

    private static func pieces(of text: String) -> [[UInt8]] {
        let bytes = Array(text.utf8)
        guard bytes.count >= 6 else { return [] }
        let length = min(48, bytes.count)
        let steps = min(16, (bytes.count + length - 1) / length)
        return (0..<steps).map { step in
            let last = bytes.count - length
            let start = steps == 1 ? 0 : last * step / (steps - 1)
            return Array(bytes[start..<(start + length)])
        }
    }

    private static func contains(_ needle: [UInt8], in block: [UInt8]) -> Bool {
        block.withUnsafeBytes { block in
            needle.withUnsafeBytes { needle in
                guard let first = needle.first, let base = block.baseAddress else { return false }
                var start = 0
                while start + needle.count <= block.count {
                    guard
                        let found = memchr(
                            base + start,
                            Int32(first),
                            block.count - start - needle.count + 1
                        ), let pattern = needle.baseAddress
                    else { return false }
                    if memcmp(found, pattern, needle.count) == 0 { return true }
                    start = UnsafeRawPointer(found) - base + 1
                }
                return false
            }
        }
    }
}

/// A file descriptor that is closed when it goes away.
struct OpenFile: ~Copyable {
    let descriptor: Int32
    private let path: String

    init(reading path: String) throws(StoreError) {
        descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        self.path = path
        guard descriptor >= 0 else { throw .file(errno, doing: "cannot read", at: path) }
    }

    init(creating path: String) throws(StoreError) {
        descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        self.path = path
        guard descriptor >= 0 else { throw .file(errno, doing: "cannot write", at: path) }
    }

    deinit { Glibc.close(descriptor) }

    /// Up to that many bytes; empty at the end.
    func read(_ count: Int) throws(StoreError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            let got = Glibc.read(descriptor, buffer.baseAddress, count)
            if got < 0 { failure = errno }
            filled = max(0, got)
        }
        guard failure == 0 else { throw .file(failure, doing: "cannot read", at: path) }
        return bytes
    }

    func write(_ bytes: [UInt8]) throws(StoreError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(
                    descriptor,
                    buffer.baseAddress.map { $0 + done },
                    bytes.count - done
                )
            }
            guard count > 0 || errno == EINTR else {
                throw .file(errno, doing: "cannot write", at: path)
            }
            done += max(0, count)
        }
    }

    func synchronize() throws(StoreError) {
        guard fsync(descriptor) == 0 else { throw .file(errno, doing: "cannot write", at: path) }
    }
}
