/// One request, with everything that bounds it.
package struct HTTPRequest: Sendable {
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }

    package var method: Method
    /// An `http` or `https` address, percent-encoded.
    ///
    /// It may hold a token: it is never in an error.
    package var url: String
    /// Names and values without line breaks; a request with one in them is refused.
    package var headers: [HTTPHeader]
    /// Ignored with a GET.
    package var body: [UInt8]
    package var timeouts: Timeouts
    /// The longest answer's body that is taken, in bytes.
    package var limit: Int
    /// How many redirects are followed; with 0 a redirect is an error.
    package var redirects: Int
    /// Uses no connection that is already open.
    package var usesFreshConnection: Bool
    /// True when the far side may be asked twice without harm.
    ///
    /// libcurl quietly sends a request again when a kept connection dies before the first byte
    /// of an answer. That doubles a message whose first copy had been acted on, so a request
    /// that is not repeatable ends as uncertain instead.
    package var isRepeatable: Bool

    package init(
        _ method: Method = .get,
        url: String,
        headers: [HTTPHeader] = [],
        body: [UInt8] = [],
        timeouts: Timeouts = Timeouts(),
        limit: Int = 1 << 20,
        redirects: Int = 0,
        usesFreshConnection: Bool = false,
        isRepeatable: Bool = true
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeouts = timeouts
        self.limit = limit
        self.redirects = redirects
        self.usesFreshConnection = usesFreshConnection
        self.isRepeatable = isRepeatable
    }

    /// How long each stage of a transfer may take.
    package struct Timeouts: Hashable, Sendable {
        /// From the start until the connection stands: names, TCP, TLS, proxy.
        package var connect: Duration
        /// From the start until the first byte of an answer; nil for no bound but `total`.
        package var answer: Duration?
        /// Between two bytes of an answer; nil for no bound but `total`.
        package var silence: Duration?
        /// From the start to the end.
        package var total: Duration

        package init(
            connect: Duration = .seconds(10),
            answer: Duration? = nil,
            silence: Duration? = .seconds(15),
            total: Duration = .seconds(60)
        ) {
            self.connect = connect
            self.answer = answer
            self.silence = silence
            self.total = total
        }
    }
}

/// A line of a request's or an answer's head.
package struct HTTPHeader: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// A whole answer.
package struct HTTPResponse: Sendable {
    /// 200 to 599.
    package var status: Int
    /// In the order they came; those of the last answer only, after redirects.
    package var headers: [HTTPHeader]
    package var body: [UInt8]
    /// True when it came over HTTP/2.
    package var isHTTP2: Bool

    package init(
        status: Int,
        headers: [HTTPHeader] = [],
        body: [UInt8] = [],
        isHTTP2: Bool = false
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.isHTTP2 = isHTTP2
    }

    /// The value of the first header of that name, in any case of letters.
    package func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }
}
