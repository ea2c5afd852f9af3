package import Foundation
import Loopback

/// What a process has printed so far, for those who wait for a word of it.
package final class Printed: Sendable {
    /// Where the process is to write; it never waits for a reader.
    package let pipe = Pipe()
    private let bytes = Monitor<[UInt8]>([])

    package init() {
        let bytes = bytes
        pipe.fileHandleForReading.readabilityHandler = { handle in
            let more = handle.availableData
            if more.isEmpty { handle.readabilityHandler = nil }
            bytes.withLock { $0 += more }
        }
    }

    package var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }

    /// Waits until the process has printed these words.
    ///
    /// - Returns: False when the time ran out first.
    package func waits(for words: String, seconds: Double) async -> Bool {
        await bytes.waitAside(seconds: seconds) { bytes in
            String(decoding: bytes, as: UTF8.self).contains(words)
        }
    }
}
