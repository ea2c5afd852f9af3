import BotAPI
import Curl
import Messages

/// Calls methods of one Bot API and reads its answers.
struct BotAPICaller: Sendable {
    let endpoint: Endpoint
    let client: HTTPClient

    /// How one call is made.
    struct Manner: Sendable {
        var timeouts: HTTPRequest.Timeouts
        var limit: Int
        var isFresh: Bool
        var isRepeatable: Bool
    }

    func call(
        _ method: String,
        _ body: JSONWriter,
        _ manner: Manner
    ) async throws(BotAPIFailure) -> BotAPIAnswer {
        let response = try await send(
            HTTPRequest(
                .post,
                url: endpoint.url(method),
                headers: [HTTPHeader("Content-Type", "application/json")],
                body: body.bytes,
                timeouts: manner.timeouts,
                limit: manner.limit,
                usesFreshConnection: manner.isFresh,
                isRepeatable: manner.isRepeatable
            )
        )
        return try BotAPIAnswer(response)
    }

    func send(_ request: HTTPRequest) async throws(BotAPIFailure) -> HTTPResponse {
        do throws(CurlError) {
            return try await client.send(request)
        } catch {
            throw .network(error)
        }
    }
}

/// A call that was carried out.
struct BotAPIAnswer: Sendable {
    var result: JSONValue
    var status: Int
    /// The far side's clock, seconds since 1970 UTC.
    var clock: Int64?

    /// Reads an answer; one that is an error of the Bot API, or none of its own, is thrown.
    init(_ response: HTTPResponse) throws(BotAPIFailure) {
        status = response.status
        clock = response.header("Date").flatMap(HTTPDate.seconds)
        let document: JSONDocument?
        do throws(JSONFault) {
            document = try JSONDocument(response.body)
        } catch {
            document = nil
        }
        guard let root = document?.root, let isGood = root["ok"]?.boolean else {
            guard (200...299).contains(status) else {
                throw .answered(status, BotAPIFailure.Detail(response, nil), clock)
            }
            throw .unreadable(status)
        }
        guard isGood else {
            let code = root["error_code"]?.integer ?? Int64(status)
            throw .answered(Int(clamping: code), BotAPIFailure.Detail(response, root), clock)
        }
        guard let result = root["result"] else { throw .unreadable(status) }
        self.result = result
    }
}

/// A call that was not carried out, or of which that is not known.
enum BotAPIFailure: Error {
    /// No whole answer came.
    case network(CurlError)
    /// An error: its HTTP status, or the Bot API's own code, and what else it says.
    case answered(Int, Detail?, Int64?)
    /// A good status with a body that is no answer of the Bot API.
    case unreadable(Int)

    struct Detail: Hashable, Sendable {
        /// The body is an error of the Bot API, not a proxy's page.
        var isBotAPI: Bool
        /// The Bot API's words in lower-case; empty when it has none.
        var reason: String
        /// Seconds to wait.
        var retryAfter: Double?

        init(_ response: HTTPResponse, _ root: JSONValue?) {
            isBotAPI = root != nil
            reason = root?["description"]?.text?.lowercased() ?? ""
            let told = root?["parameters"]?["retry_after"]?.number
            let header = response.header("Retry-After").flatMap { Double($0) }
            // A far side that asks for a week is not obeyed: the outbox would die of it.
            retryAfter = (told ?? header).flatMap { $0 >= 0 ? min($0, 86_400) : nil }
        }
    }

    /// The connection is not to be trusted for the next call.
    var isOfTheWire: Bool {
        switch self {
        case .network, .unreadable: true
        case .answered(let status, let detail, _): status >= 500 || detail?.isBotAPI != true
        }
    }

    /// The far side may have done what it was asked.
    var isUncertain: Bool {
        switch self {
        case .network(let error): error.wasSent && error.code != .redirect
        case .unreadable: true
        case .answered(let status, let detail, _):
            // The Bot API's own 500 and anyone's 503 are said before anything is done. All
            // other errors of this class may come from a proxy that lost the real answer.
            status >= 500 && status != 503 && !(status == 500 && detail?.isBotAPI == true)
        }
    }
}
