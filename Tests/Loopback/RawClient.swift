import Glibc

/// A client that sends bytes as a test wants them: cut, slow, garbled, or none at all.
///
/// A thread reads what comes, unless the client is one that never reads.
package final class RawClient: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        /// The far side has closed or broken off.
        var isEnded = false
        var isClosed = false
    }

    private let socket: Int32
    private let reads: Bool
    private let state = Monitor(State())

    /// Connects to a port of 127.0.0.1.
    ///
    /// - Parameters:
    ///   - port: Where somebody listens.
    ///   - reads: False for a client that leaves unread what comes, with as little room for it
    ///     as the system allows.
    /// - Throws: ``LoopbackFault`` when nobody listens there.
    package init(port: Int, reads: Bool = true) throws(LoopbackFault) {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw LoopbackFault(call: "socket", code: errno) }
        self.socket = socket
        self.reads = reads
        if !reads {
            var small: Int32 = 1
            setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &small, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, size) == 0 ? 0 : errno
            }
        }
        guard code == 0 else {
            Glibc.close(socket)
            throw LoopbackFault(call: "connect", code: code)
        }
        var one: Int32 = 1
        setsockopt(
            socket,
            Int32(IPPROTO_TCP),
            TCP_NODELAY,
            &one,
            socklen_t(MemoryLayout<Int32>.size)
        )
        guard reads else { return }
        let state = state
        let isStarted = detachThread { Self.read(socket, state) }
        guard isStarted else {
            Glibc.close(socket)
            throw LoopbackFault(call: "pthread_create", code: EAGAIN)
        }
    }

    deinit { close() }

    private static func read(_ socket: Int32, _ state: Monitor<State>) {
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(socket, &block, block.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            state.withLock { $0.bytes += block[..<count] }
        }
        // Only now, so that the number is nobody else's while `close` uses it.
        state.withLock { state in
            state.isEnded = true
            if state.isClosed { Glibc.close(socket) }
        }
    }

    /// Hangs up in good order.
    package func close() { hangUp(abruptly: false) }

    /// Breaks off, as a network does that is gone.
    package func reset() { hangUp(abruptly: true) }

    private func hangUp(abruptly: Bool) {
        state.withLock { state in
            guard !state.isClosed else { return }
            state.isClosed = true
            if abruptly {
                var off = linger(l_onoff: 1, l_linger: 0)
                setsockopt(
                    socket,
                    SOL_SOCKET,
                    SO_LINGER,
                    &off,
                    socklen_t(MemoryLayout<linger>.size)
                )
            }
            if !reads || state.isEnded {
                Glibc.close(socket)
            } else {
                // Wakes the reader, which closes.
                shutdown(socket, Int32(SHUT_RDWR))
            }
        }
    }

    /// Says that nothing more will be sent, and goes on reading.
    package func endSending() { shutdown(socket, Int32(SHUT_WR)) }

    /// Sends all of it.
    ///
    /// - Returns: False when the far side takes nothing more.
    @discardableResult
    package func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(
                    socket,
                    $0.baseAddress.map { $0 + sent },
                    $0.count - sent,
                    Int32(MSG_NOSIGNAL)
                )
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    @discardableResult
    package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Sends one byte at each interval until all are gone or the far side has had enough.
    ///
    /// - Returns: How many bytes were sent.
    package func trickle(_ text: String, every interval: Duration) async -> Int {
        var count = 0
        for byte in text.utf8 {
            guard !hasEnded, send([byte]) else { return count }
            count += 1
            try? await Task.sleep(for: interval)
        }
        return count
    }

    // MARK: - What came

    package var bytes: [UInt8] { state.withLock { $0.bytes } }

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    package var hasEnded: Bool { state.withLock { $0.isEnded } }

    /// Waits until a text stands somewhere in what came; false when it does not come in time.
    package func sees(_ text: String, within seconds: Double = 60) async -> Bool {
        let wanted = Array(text.utf8)
        return await state.waitAside(seconds: seconds) { $0.bytes.contains(wanted) }
    }

    /// Waits until so many server-sent events came; gives what is there when they do not in time.
    package func events(_ count: Int, within seconds: Double = 60) async -> [ServerEvent] {
        _ = await state.waitAside(seconds: seconds) { state in
            state.isEnded || ServerEvent.all(in: state.bytes).count >= count
        }
        return ServerEvent.all(in: bytes)
    }

    /// Waits until an event is there that fits.
    package func event(
        within seconds: Double = 60,
        _ fits: @escaping @Sendable (ServerEvent) -> Bool
    ) async -> ServerEvent? {
        _ = await state.waitAside(seconds: seconds) { state in
            state.isEnded || ServerEvent.all(in: state.bytes).contains(where: fits)
        }
        return ServerEvent.all(in: bytes).first(where: fits)
    }

    /// Waits until the far side has hung up; false when it does not in time.
    package func ends(within seconds: Double = 60) async -> Bool {
        await state.waitAside(seconds: seconds) { $0.isEnded }
    }
}

/// One event of a stream as a browser reads it.
package struct ServerEvent: Hashable, Sendable {
    package var name = "message"
    package var id: String?
    package var data = ""

    /// The whole events in an answer with chunks.
    static func all(in bytes: [UInt8]) -> [ServerEvent] {
        guard let head = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return [] }
        var body: [UInt8] = []
        var rest = bytes[head.upperBound...]
        while let line = rest.firstRange(of: [13, 10]),
            let size = Int(String(decoding: rest[..<line.lowerBound], as: UTF8.self), radix: 16),
            size > 0, rest.endIndex >= line.upperBound + size + 2
        {
            body += rest[line.upperBound..<(line.upperBound + size)]
            rest = rest[(line.upperBound + size + 2)...]
        }
        var events: [ServerEvent] = []
        let blocks = String(decoding: body, as: UTF8.self).split(separator: "\n\n")
        let isWhole = body.suffix(2) == [10, 10]
        for block in isWhole ? blocks[...] : blocks.dropLast() {
            var event = ServerEvent()
            var hasData = false
            for line in block.split(separator: "\n") {
                guard let colon = line.firstIndex(of: ":") else { continue }
                let value = String(line[line.index(after: colon)...].drop { $0 == " " })
                switch line[..<colon] {
                case "event": event.name = value
                case "id": event.id = value
                case "data":
                    event.data += value
                    hasData = true
                default: break
                }
            }
            if hasData { events.append(event) }
        }
        return events
    }
}
