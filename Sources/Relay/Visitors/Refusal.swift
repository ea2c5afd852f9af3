internal import BotAPI
internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// A no to a page or a webhook: what a program reads, and what a person reads.
struct EdgeRefusal: Error, Hashable, Sendable {
    var status: HTTPTypes.HTTPResponse.Status
    /// Stable, for programs.
    var code: String
    var zh: String
    var en: String
    /// Seconds to wait.
    var retryAfter: Int?

    static func busy(_ seconds: Int) -> EdgeRefusal {
        EdgeRefusal(
            status: .tooManyRequests,
            code: "slow-down",
            zh: "您发得太快了，请过\(seconds)秒再发，写好的不会丢。",
            en:
                "That was a lot at once. Please wait \(seconds) seconds; nothing you wrote is lost.",
            retryAfter: seconds
        )
    }

    static let full = EdgeRefusal(
        status: .serviceUnavailable,
        code: "no-room",
        zh: "现在存不下新的内容，您写的还在手机上，请过几分钟再发。",
        en: "New messages cannot be stored right now. Yours is still on your phone; it will be "
            + "sent again in a few minutes.",
        retryAfter: 120
    )

    static let noSession = EdgeRefusal(
        status: .unauthorized,
        code: "no-session",
        zh: "这部手机上的旧对话打不开了，请刷新页面。",
        en: "The earlier conversation cannot be opened on this phone. Please reload the page."
    )

    static let foreign = EdgeRefusal(
        status: .forbidden,
        code: "foreign-origin",
        zh: "请从联络站的网页里发送。",
        en: "Please send from the station's own page."
    )

    static let unreadable = EdgeRefusal(
        status: .badRequest,
        code: "unreadable",
        zh: "没有收完整，请再发一次。",
        en: "It did not arrive whole. Please send it again."
    )

    static let slow = EdgeRefusal(
        status: .requestTimeout,
        code: "too-slow",
        zh: "网络太慢，没有收完整，会自动再发。",
        en: "The network was too slow; it will be sent again."
    )

    static let empty = EdgeRefusal(
        status: .badRequest,
        code: "empty",
        zh: "还没有写内容。请写一句话，或附一张照片。",
        en: "There is nothing in it yet. Please write a sentence or add a photo."
    )

    static func long(_ most: Int) -> EdgeRefusal {
        EdgeRefusal(
            status: .contentTooLarge,
            code: "too-long",
            zh: "一次最多\(most)字，请分成几条发。",
            en: "At most \(most) characters at once. Please send it in parts."
        )
    }

    static let largePhoto = EdgeRefusal(
        status: .contentTooLarge,
        code: "large-photo",
        zh: "照片太大了，请换一张小一点的，或只发文字。",
        en: "The photo is too large. Please choose a smaller one, or send words only."
    )

    static let noPhoto = EdgeRefusal(
        status: .unsupportedMediaType,
        code: "no-photo",
        zh: "这个文件不是照片，请发手机拍的照片。",
        en: "This file is not a photo. Please send a picture taken with the phone."
    )

    static func photosAtOnce(_ most: Int) -> EdgeRefusal {
        EdgeRefusal(
            status: .contentTooLarge,
            code: "photos-at-once",
            zh: "一次最多\(most)张照片，请分成几条发。",
            en: "At most \(most) photos at once. Please send them in parts."
        )
    }

    static let manyPhotos = EdgeRefusal(
        status: .contentTooLarge,
        code: "many-photos",
        zh: "您存的照片太多了，请过几天再发，急事请打电话。",
        en: "Too many of your photos are stored here. Please wait some days, or call if it is "
            + "urgent."
    )

    static let gone = EdgeRefusal(
        status: .conflict,
        code: "gone",
        zh: "这个按钮或照片已经过期，请把意思写成一句话发来。",
        en: "That button or photo has expired. Please write what you mean."
    )

    static let missing = EdgeRefusal(
        status: .notFound,
        code: "not-found",
        zh: "没有这个页面，请检查网址。",
        en: "There is no such page. Please check the address."
    )

    var response: Response {
        var json = JSONWriter()
        json.object { json in
            json.field("error", code)
            json.key("say")
            json.object { json in
                json.field("zh", zh)
                json.field("en", en)
            }
        }
        var response = Response.json(json, status: status)
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        return response
    }
}

/// Turns every error into an answer: polite, without a word about the inside.
struct EdgeAnswers: RouterMiddleware {
    typealias Context = EdgeContext

    let isEncrypted: Bool
    /// The server's own logger says nothing.
    let log: Logger

    func handle(
        _ request: Request,
        context: EdgeContext,
        next: @concurrent (Request, EdgeContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let refusal as EdgeRefusal {
            response = refusal.response
        } catch let error as RelayError {
            log.error("\(error.message)")
            response = EdgeRefusal.full.response
        } catch is SlowClient {
            response = EdgeRefusal.slow.response
        } catch let error as any HTTPResponseError where error.status == .notFound {
            response = EdgeRefusal.missing.response
        } catch let error as any HTTPResponseError {
            response = EdgeRefusal.unreadable.response
            response.status = error.status
        } catch {
            response = EdgeRefusal.unreadable.response
        }
        for (name, value) in Self.headers where response.headers[name] == nil {
            response.headers[name] = value
        }
        if isEncrypted {
            response.headers[.strictTransportSecurity] = "max-age=31536000"
        }
        return response
    }

    /// Nothing from elsewhere, nothing inline, in nobody's frame.
    private static let headers: [(HTTPField.Name, String)] = [
        (
            .contentSecurityPolicy,
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
                + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
        (.xContentTypeOptions, "nosniff"),
        (HTTPField.Name("Referrer-Policy").unsafelyUnwrapped, "same-origin"),
        (HTTPField.Name("Cross-Origin-Opener-Policy").unsafelyUnwrapped, "same-origin"),
        (HTTPField.Name("Cross-Origin-Resource-Policy").unsafelyUnwrapped, "same-origin"),
    ]
}
