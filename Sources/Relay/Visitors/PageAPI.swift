internal import BotAPI
internal import Crypto
internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// The web page and what it talks to: one chat a session, every post kept once.
struct PageAPI: Sendable {
    /// A station with its page, ready to be sent.
    struct Desk: Sendable {
        var id: Int64
        var name: String
        var page: [UInt8]
        /// The same with a link to what everybody may read.
        var pageWithLink: [UInt8]
    }

    let desks: [String: Desk]
    let store: RelayStore
    let polls: Polls
    let gate: Gate
    let listener: RelaySettings.Listener
    let publicAddress: String?
    let limits: RelaySettings.Limits
    let awayAfter: Duration
    /// A beat each so often: the page sees that the line is alive, and so do we.
    ///
    /// A little less than the keeper's, which rings for it.
    let beat: Duration

    /// The longest text of one message, in characters.
    static let textLimit = 2000
    static let mostPhotos = 9
    private static let bodyLimit = 64 << 10
    /// Half a year: as long as the store keeps an unused session.
    private static let cookieSeconds = 180 * 86_400

    func add(to router: Router<EdgeContext>) {
        router.get("/") { request, context in try await front(request, context) }
        router.get("/assets/{name}") { request, context in try asset(request, context) }
        let station = router.group("/{station}")
        station.get("/") { request, context in try await page(request, context) }
        station.get("/public") { request, context in try await publicPage(request, context) }
        station.get("/photos/{post}") { request, context in try await photo(request, context) }
        let api = station.group("/api")
        api.post("/session") { try await openSession($0, $1) }
        api.delete("/session") { try await endSession($0, $1) }
        api.get("/messages") { try await history($0, $1) }
        api.post("/messages") { try await say($0, $1) }
        api.put("/photos/{post}") { try await keepPhoto($0, $1) }
        api.post("/presses") { try await press($0, $1) }
        api.post("/read") { try await read($0, $1) }
        api.get("/menu") { try await menu($0, $1) }
        api.get("/events") { try await events($0, $1) }
    }

    // MARK: - Who asks

    func desk(_ context: EdgeContext) throws -> Desk {
        guard let desk = desks[context.parameters.get("station") ?? ""] else {
            throw EdgeRefusal.missing
        }
        return desk
    }

    /// Lets an address go on that does not ask too often.
    func pass(_ request: Request, _ context: EdgeContext) async throws {
        let address = context.address(request, proxies: listener.proxies)
        if let seconds = await gate.request(from: address, at: store.now()) {
            throw EdgeRefusal.busy(seconds)
        }
    }

    /// What changes something has to come from our own page.
    private func checkOrigin(_ request: Request) throws {
        guard let origin = request.headers[.origin] else { throw EdgeRefusal.foreign }
        if let publicAddress {
            guard origin == publicAddress else { throw EdgeRefusal.foreign }
            return
        }
        let authority = request.head.authority ?? ""
        // A name that somebody else may point at this machine is not our own.
        guard Self.isNumeric(authority),
            origin == (listener.isEncrypted ? "https://" : "http://") + authority
        else { throw EdgeRefusal.foreign }
    }

    /// `127.0.0.1:8021`, `[::1]:8021`, `localhost:8021`.
    private static func isNumeric(_ authority: String) -> Bool {
        if authority.hasPrefix("[") { return true }
        let host = authority.split(separator: ":").first ?? ""
        return host == "localhost" || host.allSatisfy { $0.isNumber || $0 == "." }
    }

    private func cookie(of desk: Desk) -> String { "desk_" + desk.name }

    /// The chat of the page that asks.
    ///
    /// - Throws: ``EdgeRefusal/noSession`` when its session is unknown, old or was copied.
    func visitor(
        _ request: Request,
        _ context: EdgeContext,
        changes: Bool
    ) async throws -> (desk: Desk, chat: Correspondent) {
        let desk = try desk(context)
        try await pass(request, context)
        if changes { try checkOrigin(request) }
        guard let secret = request.cookies[cookie(of: desk)]?.value,
            let chat = try await store.chat(ofSession: secret, station: desk.id)
        else { throw EdgeRefusal.noSession }
        return (desk, chat)
    }

    func secret(_ request: Request, _ desk: Desk) -> String? {
        request.cookies[cookie(of: desk)]?.value
    }

    /// Refuses what the disk has no room for, as long as what is here can still go out.
    private func checkRoom() throws {
        if let free = store.freeBytes, free < limits.freeBytes { throw EdgeRefusal.full }
    }

    private func body(_ request: inout Request) async throws -> JSONValue {
        guard let bytes = try await request.wholeBody(upTo: Self.bodyLimit, within: .seconds(20))
        else { throw EdgeRefusal.long(Self.textLimit) }
        // Repaired letters would be somebody else's words.
        guard String(validating: bytes, as: UTF8.self) != nil,
            let document = try? JSONDocument(bytes), document.root.isObject
        else { throw EdgeRefusal.unreadable }
        return document.root
    }

    /// A number that the browser made: 16 to 64 of letters, digits and `-`.
    private func post(_ text: String?) throws -> String {
        guard let text, (16...64).contains(text.utf8.count),
            text.utf8.allSatisfy({ byte in
                byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte)
                    || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            })
        else { throw EdgeRefusal.unreadable }
        return text
    }

    // MARK: - The page itself

    private func front(_ request: Request, _ context: EdgeContext) async throws -> Response {
        try await pass(request, context)
        let names = desks.keys.sorted()
        if names.count == 1, let name = names.first {
            // The code of a link that was cut short must not be lost on the way.
            let query = request.uri.query.map { "?" + $0 } ?? ""
            return Response(
                status: .found,
                headers: [.location: "/\(name)/" + query, .cacheControl: "no-store"]
            )
        }
        let links = names.map { "<p><a href=\"/\($0)/\">\($0)</a></p>" }.joined()
        let page =
            "<!doctype html><html lang=\"zh\"><meta charset=\"utf-8\">"
            + "<meta name=\"viewport\" content=\"width=device-width\">"
            + "<title>人大代表联络站</title>\(links)</html>"
        return asset(Array(page.utf8), "text/html; charset=utf-8", of: request)
    }

    private func page(_ request: Request, _ context: EdgeContext) async throws -> Response {
        try await pass(request, context)
        let desk = try desk(context)
        // What the page asks for is named from here: without the slash it would be elsewhere.
        guard request.uri.path.hasSuffix("/") else {
            let query = request.uri.query.map { "?" + $0 } ?? ""
            return Response(status: .found, headers: [.location: "/\(desk.name)/" + query])
        }
        let hasPage = try await store.hasPage(of: desk.id)
        return asset(
            hasPage ? desk.pageWithLink : desk.page,
            "text/html; charset=utf-8",
            of: request
        )
    }

    private func asset(_ request: Request, _ context: EdgeContext) throws -> Response {
        switch context.parameters.get("name") {
        case "page.css":
            asset(Self.style, "text/css; charset=utf-8", of: request)
        case "page.js":
            asset(Self.script, "text/javascript; charset=utf-8", of: request)
        default: throw EdgeRefusal.missing
        }
    }

    private static let style = unindented(PackageResources.page_css)
    private static let script = unindented(PackageResources.page_js)

    /// The lines without what stands before them: no phone pays for it.
    private static func unindented(_ file: [UInt8]) -> [UInt8] {
        let lines = file.split(separator: UInt8(ascii: "\n")).map { line in
            line.drop { $0 == UInt8(ascii: " ") }
        }
        return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }

    /// Small and always asked for anew, but sent only when it has changed.
    func asset(
        _ bytes: [UInt8],
        _ type: String,
        digest: String? = nil,
        of request: Request
    ) -> Response {
        let digest =
            digest
            ?? SHA256.hash(data: Data(bytes)).prefix(8)
            .map { String($0, radix: 16) }.joined(separator: "-")
        let tag = "\"" + digest + "\""
        let headers: HTTPFields = [.contentType: type, .eTag: tag, .cacheControl: "no-cache"]
        if request.headers[.ifNoneMatch] == tag {
            return Response(status: .notModified, headers: headers)
        }
        return Response(
            status: .ok,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    // MARK: - The session

    private func openSession(_ request: Request, _ context: EdgeContext) async throws -> Response {
        let desk = try desk(context)
        try await pass(request, context)
        try checkOrigin(request)
        let secret = secret(request, desk)
        var isKnown = false
        if let secret {
            isKnown = try await store.chat(ofSession: secret, station: desk.id) != nil
        }
        // A cookie that anybody may make up gets no further than none.
        if !isKnown {
            let address = context.address(request, proxies: listener.proxies)
            if let seconds = await gate.session(from: address, at: store.now()) {
                throw EdgeRefusal.busy(seconds)
            }
            try checkRoom()
        }
        let language = request.uri.queryParameters.get("language")
        let opened = try await store.openSession(
            secret,
            station: desk.id,
            language: ["zh", "en"].contains(language) ? language : nil
        )
        var response = answer { json in
            json.field("isNew", opened.isNew)
            json.field("rev", opened.revision)
        }
        if let secret = opened.secret {
            response.setCookie(cookie(of: desk, secret, for: Self.cookieSeconds))
        }
        return response
    }

    private func endSession(_ request: Request, _ context: EdgeContext) async throws -> Response {
        let (desk, chat) = try await visitor(request, context, changes: true)
        _ = try await store.forget(chat.id, of: desk.id, endsSession: true)
        var response = answer { $0.field("ok", true) }
        response.setCookie(cookie(of: desk, "", for: 0))
        return response
    }

    private func cookie(of desk: Desk, _ secret: String, for seconds: Int) -> Cookie {
        Cookie(
            name: cookie(of: desk),
            value: secret,
            maxAge: seconds,
            path: "/\(desk.name)/",
            secure: isSecure,
            httpOnly: true,
            sameSite: .strict
        )
    }

    private var isSecure: Bool {
        listener.isEncrypted || publicAddress?.hasPrefix("https://") == true
    }

    // MARK: - What is said

    private func history(_ request: Request, _ context: EdgeContext) async throws -> Response {
        let (desk, chat) = try await visitor(request, context, changes: false)
        let isAway = await isAway(desk)
        let query = request.uri.queryParameters
        let found = try await store.history(
            of: chat.id,
            before: query.get("before").flatMap { Int64($0) },
            limit: min(100, max(1, query.get("limit").flatMap { Int($0) } ?? 50))
        )
        try await noteDelivered(found.sayings, in: chat)
        return answer { json in
            json.key("messages")
            json.array { json in for saying in found.sayings { saying.write(to: &json) } }
            json.field("more", found.hasMore)
            json.field("isAway", isAway)
            json.field("rev", found.revision)
        }
    }

    func noteDelivered(_ sayings: [Saying], in chat: Correspondent) async throws {
        let fresh = sayings.filter { $0.isDesk && $0.stand == .kept }.map(\.id)
        if !fresh.isEmpty { try await store.delivered(fresh, in: chat.id) }
    }

    private func say(_ request: Request, _ context: EdgeContext) async throws -> Response {
        var request = request
        let (_, chat) = try await visitor(request, context, changes: true)
        let json = try await body(&request)
        let text = json["text"]?.text ?? ""
        let photos = try (json["photos"]?.elements ?? []).map { try post($0.text) }
        let isEmpty = text.allSatisfy(\.isWhitespace)
        guard !isEmpty || !photos.isEmpty else { throw EdgeRefusal.empty }
        guard text.count <= Self.textLimit, text.utf8.count <= Self.textLimit * 8 else {
            throw EdgeRefusal.long(Self.textLimit)
        }
        guard photos.count <= Self.mostPhotos else {
            throw EdgeRefusal.photosAtOnce(Self.mostPhotos)
        }
        guard Set(photos).count == photos.count else { throw EdgeRefusal.unreadable }
        let language = json["language"]?.text
        let said = Said(
            post: try post(json["id"]?.text),
            text: isEmpty ? "" : text,
            photos: photos,
            language: ["zh", "en"].contains(language) ? language : nil
        )
        return try await take(chat) { try await store.keep(said, in: chat) }
    }

    private func press(_ request: Request, _ context: EdgeContext) async throws -> Response {
        var request = request
        let (_, chat) = try await visitor(request, context, changes: true)
        let json = try await body(&request)
        guard let message = json["message"]?.integer, let data = json["data"]?.text else {
            throw EdgeRefusal.unreadable
        }
        let post = try post(json["id"]?.text)
        return try await take(chat) {
            try await store.keepPress(post, on: message, data: data, in: chat)
        }
    }

    private func take(
        _ chat: Correspondent,
        _ keep: () async throws -> RelayStore.Kept
    ) async throws -> Response {
        try checkRoom()
        if let seconds = await gate.message(of: "page:\(chat.id)", at: store.now()) {
            throw EdgeRefusal.busy(seconds)
        }
        switch try await keep() {
        case .kept(let saying), .repeated(let saying):
            return answer { json in
                json.key("message")
                saying.write(to: &json)
            }
        case .missing: throw EdgeRefusal.gone
        }
    }

    private func read(_ request: Request, _ context: EdgeContext) async throws -> Response {
        var request = request
        let (_, chat) = try await visitor(request, context, changes: true)
        guard let id = try await body(&request)["upto"]?.integer else {
            throw EdgeRefusal.unreadable
        }
        try await store.read(upTo: id, in: chat)
        return answer { $0.field("ok", true) }
    }

    // MARK: - Photos

    private func keepPhoto(_ request: Request, _ context: EdgeContext) async throws -> Response {
        var request = request
        let (_, chat) = try await visitor(request, context, changes: true)
        let post = try post(context.parameters.get("post"))
        try checkRoom()
        if let seconds = await gate.photo(of: "page:\(chat.id)", at: store.now()) {
            throw EdgeRefusal.busy(seconds)
        }
        let limit = limits.photoBytes
        let answered = try await gate.whileRoom(for: request.bodySize(upTo: limit)) {
            guard let bytes = try await request.wholeBody(upTo: limit, within: .seconds(120)) else {
                throw EdgeRefusal.largePhoto
            }
            guard let picture = try? Photo(bytes) else { throw EdgeRefusal.noPhoto }
            let isKept = try await store.keepPhoto(
                post,
                picture,
                in: chat.id,
                quota: limits.photoBytesKept
            )
            guard isKept else { throw EdgeRefusal.manyPhotos }
            return answer { $0.field("id", post) }
        }
        guard let answered else { throw EdgeRefusal.busy(5) }
        return answered
    }

    private func photo(_ request: Request, _ context: EdgeContext) async throws -> Response {
        let (_, chat) = try await visitor(request, context, changes: false)
        let post = try post(context.parameters.get("post"))
        guard let file = try await store.photo(post, in: chat.id) else {
            throw EdgeRefusal.missing
        }
        return .bytes(file)
    }

    // MARK: - The menu

    private func menu(_ request: Request, _ context: EdgeContext) async throws -> Response {
        let desk = try desk(context)
        try await pass(request, context)
        let menu = try await Menu(store.menu(of: desk.id))
        let language = request.uri.queryParameters.get("language") ?? "zh"
        let list = menu.lists[language] ?? menu.lists["zh"] ?? menu.lists[""] ?? []
        let entries = (try? JSONDocument(list))?.root.elements ?? []
        return answer { json in
            json.key("entries")
            json.array { json in
                for entry in entries {
                    json.object { json in
                        json.field("command", entry["command"]?.text)
                        json.field("text", entry["description"]?.text)
                    }
                }
            }
        }
    }

    private func answer(_ body: (inout JSONWriter) -> Void) -> Response {
        var json = JSONWriter()
        json.object(body)
        return .json(json)
    }
}
