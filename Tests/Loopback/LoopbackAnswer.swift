import Glibc

/// A request as the server read it.
package struct LoopbackRequest: Sendable {
    let socket: Int32

    package var method: String
    /// The path with its query.
    package var target: String
    /// By name in lower-case.
    package var headers: [String: String]
    package var body: [UInt8]
    /// Which connection it came on: 1 for the first.
    package var connection: Int

    /// Whether the client still waits for the answer; to be asked only until it has one.
    var isOpen: Bool {
        var byte: UInt8 = 0
        let count = recv(socket, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT))
        return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR))
    }

    /// The body as text.
    package var text: String { String(decoding: body, as: UTF8.self) }
    /// The path without its query.
    package var path: String { String(target.prefix { $0 != "?" }) }
}

/// What the server does once a request has come: a list of steps.
package struct LoopbackAnswer: Sendable {
    package enum Step: Sendable {
        case send([UInt8])
        /// Sends the same bytes until the client goes.
        case endless([UInt8])
        /// Sends nothing more until the client goes or the server stops.
        case hold
        case pause(seconds: Double)
        /// Closes the connection in good order.
        case close
        /// Breaks the connection off.
        case reset
    }

    package var steps: [Step]

    package init(_ steps: [Step]) {
        self.steps = steps
    }

    /// A whole answer, after which the connection is kept.
    package static func reply(
        _ status: Int = 200,
        type: String = "application/json",
        headers: [String] = [],
        body: [UInt8]
    ) -> LoopbackAnswer {
        let lines = headers.map { $0 + "\r\n" }.joined()
        let date =
            headers.contains { $0.lowercased().hasPrefix("date:") } ? "" : "Date: \(httpDate())\r\n"
        let head =
            "HTTP/1.1 \(status) \(reason(status))\r\n\(date)Content-Type: \(type)\r\n"
            + "Content-Length: \(body.count)\r\n\(lines)\r\n"
        return LoopbackAnswer([.send(Array(head.utf8) + body)])
    }

    package static func json(
        _ text: String,
        status: Int = 200,
        headers: [String] = []
    )
        -> LoopbackAnswer
    {
        reply(status, headers: headers, body: Array(text.utf8))
    }

    /// A page such as a proxy shows.
    package static func html(_ status: Int) -> LoopbackAnswer {
        reply(
            status,
            type: "text/html",
            body: Array("<html><h1>\(status) \(reason(status))</h1></html>".utf8)
        )
    }

    /// Nothing at all, on an open connection.
    package static let stall = LoopbackAnswer([.hold])
    /// The connection is closed without an answer.
    package static let drop = LoopbackAnswer([.close])
    /// The connection is broken off without an answer.
    package static let reset = LoopbackAnswer([.reset])
    /// Bytes that are no HTTP.
    package static let garbage = LoopbackAnswer([.send([0, 1, 2, 255, 254, 10, 13, 7]), .close])

    /// A body that never ends.
    package static let endless = LoopbackAnswer([
        .send(Array("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n".utf8)),
        .endless([UInt8](repeating: UInt8(ascii: "a"), count: 1 << 14)),
    ])

    /// Part of a body, and then either the end or silence.
    package static func cut(
        _ text: String,
        missing: Int = 100,
        then step: Step = .close
    )
        -> LoopbackAnswer
    {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: \(text.utf8.count + missing)\r\n\r\n"
        return LoopbackAnswer([.send(Array((head + text).utf8)), step])
    }

    private static func reason(_ status: Int) -> String {
        [
            200: "OK", 302: "Found", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden",
            404: "Not Found", 409: "Conflict", 413: "Request Entity Too Large",
            429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway",
            503: "Service Unavailable", 504: "Gateway Timeout",
        ][status] ?? "Status"
    }

    /// A moment as HTTP writes it; nil for now.
    package static func httpDate(_ seconds: Int? = nil) -> String {
        var moment = seconds ?? time(nil)
        var parts = tm()
        gmtime_r(&moment, &parts)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)])"
        let clock = "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
        return "\(day) \(parts.tm_year + 1900) \(clock) GMT"
    }
}
