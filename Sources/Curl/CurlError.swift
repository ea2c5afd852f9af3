/// Why a request brought no answer, and what that means for trying again.
package struct CurlError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, short and stable, for a log.
    package var code: Code
    /// One line for an operator: the host, then the fact; never a path, a query or a body.
    package var message: String
    /// What an operator can do; nil when there is nothing but to wait.
    package var hint: String?
    /// True when bytes of the request left for the far side: it may have acted on them.
    package var wasSent: Bool

    package init(_ code: Code, message: String, hint: String? = nil, wasSent: Bool = false) {
        self.code = code
        self.message = message
        self.hint = hint
        self.wasSent = wasSent
    }

    package var description: String { "\(message) (\(code.rawValue))" }

    /// What the caller should make of it.
    package var outcome: Outcome {
        switch code {
        case .request, .certificateFile, .tooLarge, .redirect, .closed: .giveUp
        default: wasSent ? .uncertain : .retry
        }
    }

    package enum Outcome: Hashable, Sendable {
        /// The far side has not seen the request: trying again does no harm.
        case retry
        /// The same request will fail in the same way.
        case giveUp
        /// The request may have been received, and no whole answer came.
        case uncertain
    }

    package enum Code: String, Hashable, Sendable, CaseIterable {
        /// The name has no address.
        case resolve
        /// Nobody listens there, or the network is down.
        case connect
        case proxy
        /// The handshake failed, or the certificate is not trusted.
        case tls
        /// The file of trusted certificates cannot be read.
        case certificateFile = "ca-file"
        /// A stage took longer than its time-out.
        case timeout
        /// The answer began and then fell silent.
        case stalled
        /// The connection ended before the answer did.
        case cut
        /// What came is not HTTP.
        case garbage
        /// The answer is longer than the request allows.
        case tooLarge = "too-large"
        /// The far side points elsewhere, and that is not allowed.
        case redirect
        /// The request itself cannot be sent: its address, protocol or headers.
        case request
        /// The caller's task was cancelled.
        case cancelled
        /// The client has been closed.
        case closed
        case other
    }
}
