internal import BotAPI
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// What a request to either listener comes with.
struct EdgeContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The other end of the connection, without its port; nil when the system does not tell.
    let remote: String?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remote = source.channel.remoteAddress?.ipAddress
    }

    /// Whose request it is: what a proxy that is believed says last, else the other end itself.
    func address(_ request: Request, proxies: Set<String>) -> String {
        Self.network(host(request, proxies))
    }

    /// The network of an IPv6 address; any other address as it is.
    ///
    /// Who has one of its addresses has all 2^64, and each would begin with a full measure.
    static func network(_ address: String) -> String {
        guard address.contains(":"), !address.contains(".") else { return address }
        func groups(_ part: Substring) -> [Substring] { part.split(separator: ":") }
        guard let gap = address.firstRange(of: "::") else {
            return groups(address[...]).prefix(4).joined(separator: ":")
        }
        let left = groups(address[..<gap.lowerBound])
        let right = groups(address[gap.upperBound...])
        let zeros = [Substring](repeating: "0", count: max(0, 8 - left.count - right.count))
        return (left + zeros + right).prefix(4).joined(separator: ":")
    }

    private func host(_ request: Request, _ proxies: Set<String>) -> String {
        let remote = remote ?? ""
        guard proxies.contains(remote), let chain = request.headers[.forwardedFor] else {
            return remote
        }
        let hops = chain.split(separator: ",").map { hop in
            String(hop.filter { !$0.isWhitespace })
        }
        return hops.last { !proxies.contains($0) } ?? remote
    }
}

/// A client that takes too long to say what it wants.
struct SlowClient: Error {}

extension Request {
    /// How large the body will be: as its head says, or the limit when it does not.
    func bodySize(upTo limit: Int) -> Int {
        min(limit, headers[.contentLength].flatMap { Int($0) }.map { max(0, $0) } ?? limit)
    }

    /// Reads the body, and keeps it in the request.
    ///
    /// - Parameters:
    ///   - limit: The longest body, in bytes.
    ///   - time: The longest time for all of it.
    /// - Returns: The bytes as they came; nil when there are more than `limit`.
    /// - Throws: ``SlowClient``, or what cut the connection.
    mutating func wholeBody(upTo limit: Int, within time: Duration) async throws -> [UInt8]? {
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > limit { return nil }
        let body = body
        do {
            let buffer = try await withThrowingTaskGroup(of: ByteBuffer.self) { group in
                group.addTask { try await body.collect(upTo: limit) }
                group.addTask {
                    try await Task.sleep(for: time)
                    throw SlowClient()
                }
                defer { group.cancelAll() }
                guard let first = try await group.next() else { throw SlowClient() }
                return first
            }
            self.body = RequestBody(buffer: buffer)
            return Array(buffer.readableBytesView)
        } catch is NIOTooManyBytesError {
            return nil
        }
    }
}

extension HTTPField.Name {
    static let forwardedFor = HTTPField.Name("X-Forwarded-For").unsafelyUnwrapped
}

extension Response {
    static func json(
        _ json: JSONWriter,
        status: HTTPTypes.HTTPResponse.Status = .ok
    ) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.bytes))
        )
    }

    static func text(_ text: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }

    static func bytes(_ file: StoredFile) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: file.type, .cacheControl: "private, max-age=86400, immutable"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes))
        )
    }
}
