internal import BotAPI
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import ServiceLifecycle

extension PageAPI {
    /// What changes in the page's chat, as server-sent events that resume where they stopped.
    func events(_ request: Request, _ context: EdgeContext) async throws -> Response {
        let (desk, chat) = try await visitor(request, context, changes: false)
        let last =
            request.headers[.lastEventID] ?? request.uri.queryParameters.get("after")
        let revision = last.flatMap { Int64($0) } ?? 0
        guard await gate.hasRoomForPage(of: chat.id) else { throw EdgeRefusal.busy(30) }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store",
                // Asks a proxy in front to pass on each event at once.
                .accelBuffering: "no",
            ],
            body: ResponseBody { writer in
                // Counted only here: of a page that is gone by now, this is never run.
                guard await gate.openPage(of: chat.id) else { return try await writer.finish(nil) }
                let listener = await store.bell.listen(to: .chat(chat.id))
                do {
                    try await withGracefulShutdownHandler {
                        try await request.body.consumeWithInboundCloseHandler { _ in
                            try await stream(
                                to: &writer,
                                Visit(desk: desk, chat: chat, revision: revision),
                                listener
                            )
                        } onInboundClosed: {
                            listener.ring.finish()
                        }
                    } onGracefulShutdown: {
                        listener.ring.finish()
                    }
                } catch {
                    // The page is gone, or the store cannot be read: it comes back and resumes.
                    context.logger.debug("a page's stream ended early")
                }
                await store.bell.leave(listener)
                await gate.closePage(of: chat.id)
                try await writer.finish(nil)
            }
        )
    }

    /// One page that is open.
    private struct Visit {
        var desk: Desk
        var chat: Correspondent
        var revision: Int64
    }

    @concurrent
    private func stream(
        to writer: inout any ResponseBodyWriter,
        _ visit: Visit,
        _ listener: Bell.Listener
    ) async throws {
        var visit = visit
        var wasAway: Bool?
        var lastBeat = ContinuousClock.now - beat
        try await writer.write(ByteBuffer(string: "retry: 3000\n\n"))
        listener.ring.yield()
        for await _ in listener.rings {
            var text = ""
            let isBeat = ContinuousClock.now - lastBeat >= beat
            if isBeat {
                lastBeat = .now
                text += Self.event("beat", "{}")
            }
            let isAway = await isAway(visit.desk)
            if isAway != wasAway {
                wasAway = isAway
                text += Self.event("desk", "{\"isAway\":\(isAway)}")
            }
            let sayings = try await store.changes(in: visit.chat.id, after: visit.revision)
            for saying in sayings {
                var json = JSONWriter()
                saying.write(to: &json)
                text += Self.event("message", json.text, id: saying.revision)
                visit.revision = max(visit.revision, saying.revision)
            }
            // Asked of the chat and not of the secret that the stream began with: that is renewed
            // meanwhile, and would pass for a copied one.
            if isBeat || sayings.isEmpty {
                guard try await store.hasSession(visit.chat.id) else { return }
            }
            guard !text.isEmpty else { continue }
            try await writer.write(ByteBuffer(string: text))
            try await noteDelivered(sayings, in: visit.chat)
            if sayings.count >= 200 { listener.ring.yield() }
        }
    }

    func isAway(_ desk: Desk) async -> Bool {
        let last = await polls.lastPoll(of: desk.id)
        return store.now() - last > Int64(awayAfter / .milliseconds(1))
    }

    private static func event(_ name: String, _ data: String, id: Int64? = nil) -> String {
        "event: \(name)\n" + (id.map { "id: \($0)\n" } ?? "") + "data: \(data)\n\n"
    }
}

extension HTTPField.Name {
    fileprivate static let lastEventID = HTTPField.Name("Last-Event-ID").unsafelyUnwrapped
    fileprivate static let accelBuffering = HTTPField.Name("X-Accel-Buffering").unsafelyUnwrapped
}
