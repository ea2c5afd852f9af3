internal import Crypto
internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird

/// The page that everybody may read: made by the station, served as it came.
extension PageAPI {
    func publicPage(_ request: Request, _ context: EdgeContext) async throws -> Response {
        try await pass(request, context)
        let desk = try desk(context)
        // The way back to the chat is named from here: behind a slash it would lead nowhere.
        guard !request.uri.path.hasSuffix("/") else {
            return Response(status: .found, headers: [.location: "/\(desk.name)/public"])
        }
        guard let page = try await store.page(of: desk.id) else { throw EdgeRefusal.missing }
        // A contact that was taken back must not be shown from anybody's cache.
        var response = asset(
            page.html,
            "text/html; charset=utf-8",
            digest: page.digest,
            of: request
        )
        response.headers[.contentSecurityPolicy] = Self.policy(for: page.html)
        return response
    }

    /// Lets the page use its own style sheet and nothing else: no script, nothing from elsewhere.
    ///
    /// The sheet is named by its digest, so that no other style can be smuggled in.
    static func policy(for html: [UInt8]) -> String {
        let style = style(of: html).map { sheet in
            " 'sha256-\(Data(SHA256.hash(data: sheet)).base64EncodedString())'"
        }
        return "default-src 'none'; style-src\(style ?? " 'none'"); base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'"
    }

    private static func style(of html: [UInt8]) -> [UInt8]? {
        guard let start = html.firstRange(of: Array("<style>".utf8)),
            let end = html[start.upperBound...].firstRange(of: Array("</style>".utf8))
        else { return nil }
        return Array(html[start.upperBound..<end.lowerBound])
    }
}
