/// Sends HTTP requests through libcurl, many at a time, on one thread of its own.
///
/// Connections are kept and shared by all requests; HTTP/2 is used where it is offered. A
/// cancelled task stops its transfer. Certificates are always verified; only `http` and `https`
/// are spoken.
///
///     let client = try HTTPClient()
///     defer { client.close() }
///     let answer = try await client.send(HTTPRequest(url: "https://example.org/"))
package final class HTTPClient: Sendable {
    private let loop: Loop

    /// Starts the client's thread.
    package init(_ settings: Settings = Settings()) throws(CurlError) {
        loop = try Loop(settings)
        try loop.begin()
    }

    deinit {
        loop.end()
    }

    /// Sends one request and waits for the whole answer, of any status.
    ///
    /// - Throws: ``CurlError``; its `outcome` tells what the far side may have seen.
    package func send(_ request: HTTPRequest) async throws(CurlError) -> HTTPResponse {
        guard let id = loop.reserve() else { throw .isClosed }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                loop.start(id, request, continuation)
            }
        } onCancel: {
            loop.cancel(id)
        }
        return try result.get()
    }

    /// Fails what is under way, closes every connection and ends the thread; may be repeated.
    ///
    /// Waits for the thread, which never blocks: some milliseconds at most.
    package func close() {
        loop.end()
    }

    /// What holds for every request of a client.
    package struct Settings: Hashable, Sendable {
        /// A PEM file of trusted certificates; nil for the system's own.
        package var certificateFile: String?
        package var proxy: Proxy
        package var userAgent: String
        /// Open connections to one host, beyond which requests wait; nil for no bound.
        package var connectionsPerHost: Int?

        package init(
            certificateFile: String? = nil,
            proxy: Proxy = .none,
            userAgent: String = "liaison",
            connectionsPerHost: Int? = nil
        ) {
            self.certificateFile = certificateFile
            self.proxy = proxy
            self.userAgent = userAgent
            self.connectionsPerHost = connectionsPerHost
        }
    }

    /// The way out of the local network.
    package enum Proxy: Hashable, Sendable {
        /// None, whatever the environment says.
        case none
        /// As `https_proxy`, `http_proxy` and `no_proxy` say.
        case environment
        /// One for all requests: `http://`, `https://`, `socks5h://`, with a user where needed.
        case address(String)
    }
}

extension CurlError {
    static let isClosed = CurlError(.closed, message: "the HTTP client is closed")
}
