internal import BotAPI
internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// Where gateways push messages and receipts: signed, stored before they are answered, and never
/// acted on here.
struct HookAPI: Sendable {
    /// A source with its station's number.
    struct Entry: Sendable {
        var source: WebhookSource
        var station: Int64
    }

    private let entries: [String: Entry]
    let store: RelayStore
    let gate: Gate
    let listener: RelaySettings.Listener
    let limits: RelaySettings.Limits
    let log: Logger

    /// The longest body without photos, and with those that may stand in it.
    private static let bodyLimit = 256 << 10
    private static let photoBodyLimit = 16 << 20

    init(
        sources: [Entry],
        store: RelayStore,
        gate: Gate,
        listener: RelaySettings.Listener,
        limits: RelaySettings.Limits,
        log: Logger
    ) {
        entries = Dictionary(
            sources.map { ($0.source.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        self.store = store
        self.gate = gate
        self.listener = listener
        self.limits = limits
        self.log = log
    }

    func add(to router: Router<EdgeContext>) {
        router.post("/hook/{source}") { try await message($0, $1) }
        router.post("/hook/{source}/receipt") { try await receipt($0, $1) }
    }

    /// Reads a delivery and checks who signed it; nothing of the body is looked at before.
    private func opened(
        _ request: Request,
        _ context: EdgeContext
    ) async throws -> (entry: Entry, delivery: String, body: [UInt8]) {
        let address = context.address(request, proxies: listener.proxies)
        if let seconds = await gate.request(from: address, at: store.now()) {
            throw HookRefusal(.tooManyRequests, "slow-down", retryAfter: seconds)
        }
        guard let entry = entries[context.parameters.get("source") ?? ""] else {
            throw HookRefusal(.notFound, "unknown-source")
        }
        var request = request
        let limit = entry.source.message.photos == nil ? Self.bodyLimit : Self.photoBodyLimit
        let read = try await gate.whileRoom(for: request.bodySize(upTo: limit)) {
            guard let body = try await request.wholeBody(upTo: limit, within: .seconds(15)) else {
                throw HookRefusal(.contentTooLarge, "too-large")
            }
            return body
        }
        guard let body = read else { throw HookRefusal(.tooManyRequests, "busy", retryAfter: 5) }
        do throws(WebhookFault) {
            let delivery = try WebhookSignature.verify(
                id: request.headers[values: .webhookID],
                timestamp: request.headers[values: .webhookTimestamp],
                signatures: request.headers[values: .webhookSignature],
                body: body,
                secrets: entry.source.secrets,
                now: store.now() / 1000
            )
            return (entry, delivery, body)
        } catch {
            log.notice("webhook refused: \(error)", metadata: ["source": "\(entry.source.name)"])
            throw HookRefusal(.unauthorized, error.code)
        }
    }

    private func message(_ request: Request, _ context: EdgeContext) async throws -> Response {
        try await answering { () async throws -> Bool in
            let (entry, delivery, body) = try await opened(request, context)
            let source = entry.source
            let message: WebhookMessage
            var photos: [RelayStore.BroughtPhoto] = []
            do {
                message = try source.message.read(body: body)
                for photo in message.photos {
                    switch photo {
                    case .address(let url):
                        try check(url, source)
                        photos.append(.atSource(url))
                    case .bytes(let bytes):
                        do throws(PictureFault) {
                            photos.append(.here(try Photo(bytes)))
                        } catch {
                            // The words that came with it must not be lost for it.
                            guard !message.text.allSatisfy(\.isWhitespace) else { throw error }
                            photos.append(.unreadable)
                        }
                    }
                }
            } catch let refusal as HookRefusal {
                throw refusal
            } catch {
                throw unreadable(error, source)
            }
            if let free = store.freeBytes, free < limits.freeBytes {
                throw HookRefusal(.serviceUnavailable, "no-room", retryAfter: 120)
            }
            // The gateway keeps what is refused, and comes again.
            let sender = source.name + ":" + message.sender
            if let seconds = await gate.message(of: sender, at: store.now()) {
                throw HookRefusal(.tooManyRequests, "slow-down", retryAfter: seconds)
            }
            return try await store.keep(
                Said(
                    post: message.id ?? delivery,
                    text: message.text,
                    at: message.at.map { min($0, store.now()) }
                ),
                photos: photos,
                delivery: delivery,
                source: source.name,
                sender: message.sender,
                station: entry.station
            )
        }
    }

    /// Refuses a photo that lies where config does not say.
    private func check(_ url: String, _ source: WebhookSource) throws {
        let host = WebAddress(url)?.host ?? ""
        guard !source.photoHosts.contains(host) else { return }
        log.warning(
            "photos lie at '\(host)', which 'photo_hosts' of the source does not name",
            metadata: ["source": "\(source.name)"]
        )
        throw HookRefusal(.badRequest, "unknown-photo-host")
    }

    private func receipt(_ request: Request, _ context: EdgeContext) async throws -> Response {
        try await answering { () async throws -> Bool in
            let (entry, _, body) = try await opened(request, context)
            guard let mapping = entry.source.receipt else {
                throw HookRefusal(.notFound, "no-receipts")
            }
            let receipt: WebhookReceipt?
            do {
                receipt = try mapping.read(body: body)
            } catch {
                throw unreadable(error, entry.source)
            }
            guard let receipt else { return false }
            return try await store.receipt(
                receipt.id,
                isDelivered: receipt.stand == .delivered,
                source: entry.source.name
            )
        }
    }

    /// What is signed and makes no sense is a matter of config: the gateway tries again, and an
    /// operator is told meanwhile.
    private func unreadable(_ error: any Error, _ source: WebhookSource) -> HookRefusal {
        let fault = error as? MappingFault
        log.warning(
            "webhook not understood: \(fault?.message ?? "a photo in it is no picture")",
            metadata: ["source": "\(source.name)"]
        )
        return HookRefusal(.badRequest, fault?.code.rawValue ?? "bad-photo")
    }

    /// Answers a gateway in the words that programs read.
    private func answering(_ work: () async throws -> Bool) async throws -> Response {
        do {
            let isNew = try await work()
            var json = JSONWriter()
            json.object { json in
                json.field("ok", true)
                json.field("new", isNew)
            }
            return .json(json)
        } catch let refusal as HookRefusal {
            return refusal.response
        } catch is SlowClient {
            return HookRefusal(.requestTimeout, "too-slow").response
        } catch let error as RelayError {
            log.error("\(error.message)")
            return HookRefusal(.serviceUnavailable, "no-room", retryAfter: 120).response
        }
    }
}

/// A no to a gateway.
private struct HookRefusal: Error {
    var status: HTTPTypes.HTTPResponse.Status
    var code: String
    var retryAfter: Int?

    init(_ status: HTTPTypes.HTTPResponse.Status, _ code: String, retryAfter: Int? = nil) {
        self.status = status
        self.code = code
        self.retryAfter = retryAfter
    }

    var response: Response {
        var json = JSONWriter()
        json.object { json in json.field("error", code) }
        var response = Response.json(json, status: status)
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        return response
    }
}

extension HTTPField.Name {
    fileprivate static let webhookID = HTTPField.Name("webhook-id").unsafelyUnwrapped
    fileprivate static let webhookTimestamp = HTTPField.Name("webhook-timestamp").unsafelyUnwrapped
    fileprivate static let webhookSignature = HTTPField.Name("webhook-signature").unsafelyUnwrapped
}
