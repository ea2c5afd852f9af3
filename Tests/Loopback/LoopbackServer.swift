import Glibc

/// A small HTTP/1.1 server on 127.0.0.1 whose answers may be as wrong as a test wants.
///
/// Each connection has a thread; `handler` runs on it and may block. A handler never runs for
/// a request that did not come whole.
///
///     let server = LoopbackServer { _ in .json("{}") }
///     let port = try server.start()
///     defer { server.stop() }
package final class LoopbackServer: Sendable {
    package typealias Handler = @Sendable (LoopbackRequest) -> LoopbackAnswer

    private struct State {
        var listener: Int32 = -1
        var port = 0
        var sockets: Set<Int32> = []
        var threads = 0
        var isStopping = false
        var connections = 0
        var requests: [LoopbackRequest] = []
        var keepsRequests: Bool
        var handler: Handler
    }

    private let state: Monitor<State>

    /// - Parameters:
    ///   - keepsRequests: False where so many come that ``requests`` would be too much.
    ///   - handler: What answers.
    package init(keepsRequests: Bool = true, _ handler: @escaping Handler) {
        state = Monitor(State(keepsRequests: keepsRequests, handler: handler))
    }

    deinit {
        stop()
    }

    /// Listens on a port that was free, or on the one given.
    @discardableResult
    package func start(port: Int = 0) throws -> Int {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard listener >= 0 else { throw LoopbackFault(call: "socket", code: errno) }
        var one: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard bind(listener, address, size) == 0, listen(listener, 512) == 0 else {
                    return errno
                }
                return getsockname(listener, address, &size) == 0 ? 0 : errno
            }
        }
        guard code == 0 else {
            close(listener)
            throw LoopbackFault(call: "listen", code: code)
        }
        let chosen = Int(in_port_t(bigEndian: address.sin_port))
        state.withLock { state in
            state.listener = listener
            state.port = chosen
            state.threads += 1
            state.isStopping = false
        }
        guard detachThread({ [state] in Self.accept(listener, state) }) else {
            state.withLock { $0.threads -= 1 }
            throw LoopbackFault(call: "pthread_create", code: EAGAIN)
        }
        return chosen
    }

    /// Closes every connection and waits for the threads to end; may be repeated.
    package func stop() {
        state.withLock { state in
            state.isStopping = true
            if state.listener >= 0 { shutdown(state.listener, Int32(SHUT_RDWR)) }
            for socket in state.sockets { shutdown(socket, Int32(SHUT_RDWR)) }
        }
        state.wait(until: .now.after(seconds: 60)) { $0.threads == 0 }
    }

    package var port: Int { state.withLock { $0.port } }
    /// `http://127.0.0.1:PORT`, without a slash at the end.
    package var url: String { "http://127.0.0.1:\(port)" }
    /// How many connections were accepted since the start.
    package var connections: Int { state.withLock { $0.connections } }
    /// How many connections are open now.
    package var openConnections: Int { state.withLock { $0.sockets.count } }
    /// Every request that came whole, in order.
    package var requests: [LoopbackRequest] { state.withLock { $0.requests } }

    /// Answers by another handler from now on.
    package func answer(_ handler: @escaping Handler) {
        state.withLock { $0.handler = handler }
    }

    /// Waits until as many requests have come.
    package func waitForRequests(_ count: Int, seconds: Double = 60) async -> Bool {
        await state.waitAside(seconds: seconds) { $0.requests.count >= count }
    }

    /// Waits until no connection is open.
    package func waitForNoConnection(seconds: Double = 60) async -> Bool {
        await state.waitAside(seconds: seconds) { $0.sockets.isEmpty }
    }

    // MARK: - Threads

    private static func accept(_ listener: Int32, _ state: Monitor<State>) {
        while true {
            let socket = Glibc.accept(listener, nil, nil)
            if socket < 0 {
                if errno == EINTR || errno == ECONNABORTED { continue }
                break
            }
            var one: Int32 = 1
            setsockopt(
                socket,
                Int32(IPPROTO_TCP),
                TCP_NODELAY,
                &one,
                socklen_t(MemoryLayout<Int32>.size)
            )
            let number: Int? = state.withLock { state in
                guard !state.isStopping else { return nil }
                state.connections += 1
                state.sockets.insert(socket)
                state.threads += 1
                return state.connections
            }
            guard let number else {
                close(socket)
                break
            }
            if !detachThread({ serve(socket, number, state) }) { finish(socket, state) }
        }
        close(listener)
        state.withLock { state in
            state.listener = -1
            state.threads -= 1
        }
    }

    private static func finish(_ socket: Int32, _ state: Monitor<State>) {
        state.withLock { state in
            state.sockets.remove(socket)
            // Closed under the lock, so that `stop` never shuts another file's number down.
            close(socket)
            state.threads -= 1
        }
    }

    private static func serve(_ socket: Int32, _ number: Int, _ state: Monitor<State>) {
        defer { finish(socket, state) }
        var reader = SocketReader(socket)
        while let request = reader.next(connection: number) {
            let handler = state.withLock { state in
                if state.keepsRequests { state.requests.append(request) }
                return state.handler
            }
            guard play(handler(request).steps, socket, state) else { return }
        }
    }

    /// Plays an answer; false when the connection is over.
    private static func play(
        _ steps: [LoopbackAnswer.Step],
        _ socket: Int32,
        _ state: Monitor<State>
    ) -> Bool {
        for step in steps {
            switch step {
            case .send(let bytes):
                guard write(bytes, socket) else { return false }
            case .endless(let bytes):
                while write(bytes, socket) {}
                return false
            case .hold:
                var byte: UInt8 = 0
                while recv(socket, &byte, 1, 0) > 0 {}
                return false
            case .pause(let seconds):
                state.wait(until: .now.after(seconds: seconds)) { $0.isStopping }
            case .close:
                return false
            case .reset:
                // No linger: the far side sees a reset and not an end.
                var off = linger(l_onoff: 1, l_linger: 0)
                setsockopt(
                    socket,
                    SOL_SOCKET,
                    SO_LINGER,
                    &off,
                    socklen_t(MemoryLayout<linger>.size)
                )
                return false
            }
        }
        return true
    }

    private static func write(_ bytes: [UInt8], _ socket: Int32) -> Bool {
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
}

/// A system call that failed.
package struct LoopbackFault: Error {
    package var call: String
    package var code: Int32
}

/// Reads requests one after the other from a kept connection.
private struct SocketReader {
    private let socket: Int32
    private var buffer: [UInt8] = []
    private var block = [UInt8](repeating: 0, count: 1 << 16)

    init(_ socket: Int32) {
        self.socket = socket
    }

    /// The next whole request; nil at the end, or when what came is not HTTP.
    mutating func next(connection: Int) -> LoopbackRequest? {
        var searched = 0
        var end: Int?
        while end == nil {
            end = headEnd(from: searched)
            if end == nil {
                searched = max(0, buffer.count - 3)
                guard buffer.count < 1 << 20, fill() else { return nil }
            }
        }
        guard let end else { return nil }
        let head = String(decoding: buffer[..<end], as: UTF8.self)
        buffer.removeFirst(end + 4)
        var lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)[...]
        let first = (lines.popFirst() ?? "").split(separator: " ")
        guard first.count == 3 else { return nil }
        var headers: [String: String] = [:]
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            headers[line[..<colon].lowercased()] = String(value)
        }
        let length = Int(headers["content-length"] ?? "0") ?? 0
        while buffer.count < length {
            guard fill() else { return nil }
        }
        let body = Array(buffer.prefix(length))
        buffer.removeFirst(length)
        return LoopbackRequest(
            socket: socket,
            method: String(first[0]),
            target: String(first[1]),
            headers: headers,
            body: body,
            connection: connection
        )
    }

    private func headEnd(from start: Int) -> Int? {
        guard buffer.count >= 4 else { return nil }
        for index in start...(buffer.count - 4)
        where buffer[index] == 13 && buffer[index + 1] == 10 && buffer[index + 2] == 13
            && buffer[index + 3] == 10
        {
            return index
        }
        return nil
    }

    private mutating func fill() -> Bool {
        while true {
            let count = recv(socket, &block, block.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            buffer.append(contentsOf: block[..<count])
            return true
        }
    }
}
