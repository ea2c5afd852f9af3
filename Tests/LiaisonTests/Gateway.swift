import Crypto
import Curl
import Foundation
import Loopback

/// A key of Standard Webhooks, written without the product's own code.
struct WebhookKey: Sendable {
    private let bytes: [UInt8] = (0..<32).map { _ in UInt8.random(in: .min ... .max) }

    /// As a secret file holds it.
    var text: String { "whsec_" + Data(bytes).base64EncodedString() }

    func signature(_ id: String, _ time: Int, _ body: [UInt8]) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(id).\(time).".utf8) + body,
            using: SymmetricKey(data: bytes)
        )
        return "v1," + Data(code).base64EncodedString()
    }
}

/// An SMS gateway as a stranger would build it: takes each reply once by its key, checks every
/// signature, and now and then fails.
final class Gateway: Sendable {
    /// A reply that went out to a phone.
    struct Taken: Sendable {
        var key: String
        var to: String
        var text: String
        /// The gateway's own number of it.
        var id: String
    }

    /// What befalls the first try of a reply.
    enum Fault: Sendable {
        case status(Int)
        case tooMany(seconds: Int)
        /// Takes it, and answers late.
        case slow(seconds: Double)
        /// Takes it, and answers nothing.
        case cutAfterTaking
    }

    private struct State {
        var taken: [Taken] = []
        var bodies: [String: [UInt8]] = [:]
        var tries: [String: Int] = [:]
        var faults: [Fault] = []
        var troubles: [String] = []
    }

    private let state = Monitor(State())
    private let server: LoopbackServer
    let key: WebhookKey

    init(key: WebhookKey = WebhookKey()) throws {
        self.key = key
        let state = state
        server = LoopbackServer { Self.answer($0, key, state) }
        try server.start()
    }

    func stop() { server.stop() }

    var url: String { server.url + "/send" }
    /// Every reply once, in the order of its first taking.
    var taken: [Taken] { state.withLock { $0.taken } }
    /// Requests, repeated ones too.
    var tries: Int { state.withLock { $0.tries.values.reduce(0, +) } }
    /// What no relay may do: a wrong signature, one key with two bodies.
    var troubles: [String] { state.withLock { $0.troubles } }

    func taken(to phone: String) -> [Taken] { taken.filter { $0.to == phone } }

    /// Lets the first tries of the next replies fail, one each.
    func fail(_ faults: Fault...) { state.withLock { $0.faults += faults } }

    /// Waits until the replies are as wanted.
    func wait(seconds: Double = 60, _ isReady: @escaping @Sendable ([Taken]) -> Bool) async -> Bool
    {
        await state.waitAside(seconds: seconds) { isReady($0.taken) }
    }

    /// Waits until a phone has got a text with all of these words, beyond what it had before.
    func heard(_ phone: String, _ words: String..., beyond count: Int = 0) async -> Taken? {
        _ = await wait { Self.find($0, phone, words, count) != nil }
        return Self.find(taken, phone, words, count)
    }

    private static func find(
        _ taken: [Taken],
        _ phone: String,
        _ words: [String],
        _ count: Int
    ) -> Taken? {
        taken.filter { $0.to == phone }.dropFirst(count).first { taken in
            words.allSatisfy { taken.text.contains($0) }
        }
    }

    private struct Reply: Decodable {
        var to: String
        var text: String
        var channel: String
        var id: String
    }

    private static func answer(
        _ request: LoopbackRequest,
        _ key: WebhookKey,
        _ state: Monitor<State>
    ) -> LoopbackAnswer {
        let headers = request.headers
        guard let id = headers["webhook-id"], id == headers["idempotency-key"],
            let time = headers["webhook-timestamp"].flatMap({ Int($0) }),
            abs(time - Int(Date.now.timeIntervalSince1970)) < 300,
            headers["webhook-signature"] == key.signature(id, time, request.body),
            let reply = try? JSONDecoder().decode(Reply.self, from: Data(request.body)),
            reply.channel == "sms", reply.id == id
        else {
            state.withLock { $0.troubles.append("a request that is not the relay's") }
            return .json("{}", status: 401)
        }
        return state.withLock { state in
            state.tries[id, default: 0] += 1
            let fault =
                state.tries[id] == 1 && !state.faults.isEmpty ? state.faults.removeFirst() : nil
            switch fault {
            case .status(let status): return .json("{}", status: status)
            case .tooMany(let seconds):
                return .json("{}", status: 429, headers: ["Retry-After: \(seconds)"])
            default: break
            }
            if let earlier = state.bodies[id], earlier != request.body {
                state.troubles.append("one key with two bodies")
            }
            if state.bodies.updateValue(request.body, forKey: id) == nil {
                state.taken.append(
                    Taken(key: id, to: reply.to, text: reply.text, id: "gw-\(state.taken.count)")
                )
            }
            let number = state.taken.first { $0.key == id }?.id ?? ""
            let answer = LoopbackAnswer.json(#"{"data":{"id":"\#(number)"}}"#)
            switch fault {
            case .cutAfterTaking: return .drop
            case .slow(let seconds):
                return LoopbackAnswer([.pause(seconds: seconds)] + answer.steps)
            default: return answer
            }
        }
    }
}

/// The gateway's way to the relay: signed, and tried again until it is taken.
struct Hook: Sendable {
    var url: String
    var key: WebhookKey
    var client: HTTPClient

    /// Posts once.
    ///
    /// - Returns: The status.
    func post(
        _ body: [String: [String: String]],
        to path: String = "",
        id: String,
        age: Int = 0,
        key other: WebhookKey? = nil
    ) async throws -> Int {
        let bytes = [UInt8](try JSONEncoder().encode(body))
        let time = Int(Date.now.timeIntervalSince1970) - age
        return try await client.send(
            HTTPRequest(
                .post,
                url: url + path,
                headers: [
                    HTTPHeader("content-type", "application/json"), HTTPHeader("webhook-id", id),
                    HTTPHeader("webhook-timestamp", String(time)),
                    HTTPHeader("webhook-signature", (other ?? key).signature(id, time, bytes)),
                ],
                body: bytes,
                timeouts: HTTPRequest.Timeouts(total: .seconds(20))
            )
        ).status
    }

    /// Brings a text until it is taken, as a gateway does.
    @discardableResult
    func text(_ text: String, from phone: String, id: String, seconds: Double = 60) async -> Bool {
        await eventually(within: seconds) {
            try await post(["data": ["from": phone, "text": text]], id: id) == 200
        }
    }

    /// Tells what became of a reply.
    func receipt(_ reply: Gateway.Taken, _ stand: String) async -> Bool {
        await eventually {
            try await post(
                ["data": ["id": reply.id, "status": stand]],
                to: "/receipt",
                id: "receipt-\(reply.id)-\(stand)"
            ) == 200
        }
    }
}
