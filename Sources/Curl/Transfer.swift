import CCurl
import Glibc

/// One easy handle and what its answer has brought so far; touched by the loop's thread alone.
@safe
final class Transfer {
    let easy: UnsafeMutableRawPointer
    private(set) var id: UInt64 = 0
    /// libcurl's multi handle holds it.
    var isAdded = false

    private var request = HTTPRequest(url: "")
    private var continuation: Loop.Continuation?
    private var usesProxy = false
    private var list: UnsafeMutablePointer<curl_slist>?

    private var headers: [HTTPHeader] = []
    private var headBytes = 0
    private var body: [UInt8] = []
    private var isTooLarge = false

    /// How often libcurl was about to write the request on a ready connection.
    private var attempts = 0
    /// What a proxy's CONNECT had taken of the count of sent bytes.
    private var sentBefore = 0
    private var isRepeatRefused = false
    private var startedAt = Instant.never
    private var lastByteAt: Instant?

    /// An answer's whole head may take this many bytes.
    private static let headLimit = 1 << 16

    init?() {
        guard let easy = unsafe curl_easy_init() else { return nil }
        unsafe self.easy = unsafe easy
    }

    deinit {
        unsafe curl_slist_free_all(list)
        unsafe curl_easy_cleanup(easy)
    }

    /// The transfer behind a handle that libcurl gives back.
    static func of(_ easy: UnsafeMutableRawPointer?) -> Transfer? {
        guard let easy = unsafe easy, let user = unsafe cc_getinfo_private(easy) else { return nil }
        return unsafe Unmanaged<Transfer>.fromOpaque(user).takeUnretainedValue()
    }

    /// When it has been silent for too long, unless a byte comes before.
    var deadline: Instant {
        guard let lastByteAt else { return startedAt.after(request.timeouts.answer) }
        return lastByteAt.after(request.timeouts.silence)
    }

    var silenceFailure: CurlError {
        lastByteAt == nil
            ? failure(.timeout, "gave no answer in time")
            : failure(.stalled, "fell silent within its answer")
    }

    /// Hands the result to the caller and becomes free for another request.
    func hand(_ result: Result<HTTPResponse, CurlError>) {
        let waiting = continuation
        continuation = nil
        body = []
        headers = []
        request = HTTPRequest(url: "")
        unsafe curl_slist_free_all(list)
        unsafe list = nil
        waiting?.resume(returning: result)
    }

    // MARK: - Before

    /// Sets the handle up; returns why the request cannot be sent, or nil.
    func prepare(
        _ id: UInt64,
        _ request: HTTPRequest,
        _ continuation: Loop.Continuation,
        _ settings: HTTPClient.Settings
    ) -> CurlError? {
        self.id = id
        self.request = request
        self.continuation = continuation
        usesProxy = settings.proxy != .none
        headBytes = 0
        isTooLarge = false
        attempts = 0
        sentBefore = 0
        isRepeatRefused = false
        lastByteAt = nil
        startedAt = .now
        guard request.url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            return failure(.request, "has an address that is not percent-encoded")
        }
        guard let headers = unsafe makeHeaders(request) else {
            return failure(.request, "has a header with a line break")
        }
        unsafe list = headers
        unsafe curl_easy_reset(easy)
        guard setOptions(settings), setRequest() else {
            return failure(.request, "cannot be set up by this libcurl")
        }
        return nil
    }

    private func makeHeaders(_ request: HTTPRequest) -> UnsafeMutablePointer<curl_slist>? {
        // Without this line libcurl waits a second for leave to send a large body.
        var list = unsafe curl_slist_append(nil, "Expect:")
        for header in request.headers {
            let line = "\(header.name): \(header.value)"
            guard !line.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
                unsafe curl_slist_free_all(list)
                return nil
            }
            unsafe list = curl_slist_append(list, line)
        }
        return unsafe list
    }

    private func setOptions(_ settings: HTTPClient.Settings) -> Bool {
        var isGood = true
        func set(_ option: CURLoption, _ value: Int) {
            if unsafe cc_setopt_long(easy, option, value) != CURLE_OK { isGood = false }
        }
        func set(_ option: CURLoption, _ value: String) {
            if unsafe cc_setopt_str(easy, option, value) != CURLE_OK { isGood = false }
        }
        set(CURLOPT_NOSIGNAL, 1)
        // A cancelled transfer does not wait for its name to resolve: a dead resolver would
        // hold up all the others.
        set(CURLOPT_QUICK_EXIT, 1)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(
            CURLOPT_REDIR_PROTOCOLS_STR,
            request.url.lowercased().hasPrefix("https:") ? "https" : "http,https"
        )
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let file = settings.certificateFile { set(CURLOPT_CAINFO, file) }
        switch settings.proxy {
        case .none: set(CURLOPT_PROXY, "")
        case .environment: break
        case .address(let address): set(CURLOPT_PROXY, address)
        }
        set(CURLOPT_USERAGENT, settings.userAgent)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_TCP_KEEPIDLE, 30)
        set(CURLOPT_TCP_KEEPINTVL, 10)
        // Not CURLOPT_PIPEWAIT: with it all requests to a host wait until the first connection
        // there shows whether it can be shared, which a held poll does not do for a minute.
        set(CURLOPT_MAXAGE_CONN, 60)
        return isGood
    }

    private func setRequest() -> Bool {
        let user = unsafe Unmanaged.passUnretained(self).toOpaque()
        let timeouts = request.timeouts
        var codes = [
            unsafe cc_setopt_str(easy, CURLOPT_URL, request.url),
            unsafe cc_setopt_list(easy, CURLOPT_HTTPHEADER, list),
            unsafe cc_setopt_ptr(easy, CURLOPT_PRIVATE, user),
            unsafe cc_setopt_ptr(easy, CURLOPT_WRITEDATA, user),
            unsafe cc_setopt_ptr(easy, CURLOPT_HEADERDATA, user),
            unsafe cc_setopt_ptr(easy, CURLOPT_PREREQDATA, user),
            unsafe cc_setopt_data(easy, CURLOPT_WRITEFUNCTION, takeBody),
            unsafe cc_setopt_data(easy, CURLOPT_HEADERFUNCTION, takeHead),
            unsafe cc_setopt_prerequest(easy, beforeRequest),
            unsafe cc_setopt_off(easy, CURLOPT_MAXFILESIZE_LARGE, request.limit),
            unsafe cc_setopt_long(easy, CURLOPT_CONNECTTIMEOUT_MS, timeouts.connect.milliseconds),
            unsafe cc_setopt_long(easy, CURLOPT_TIMEOUT_MS, timeouts.total.milliseconds),
            unsafe cc_setopt_long(easy, CURLOPT_FRESH_CONNECT, request.usesFreshConnection ? 1 : 0),
        ]
        if request.redirects > 0 {
            codes.append(unsafe cc_setopt_long(easy, CURLOPT_FOLLOWLOCATION, 1))
            codes.append(unsafe cc_setopt_long(easy, CURLOPT_MAXREDIRS, request.redirects))
        }
        if request.method != .get {
            codes.append(
                unsafe cc_setopt_off(easy, CURLOPT_POSTFIELDSIZE_LARGE, request.body.count)
            )
            let bytes = request.body.isEmpty ? [0] : request.body
            codes.append(
                unsafe bytes.withUnsafeBytes {
                    unsafe cc_setopt_ptr(easy, CURLOPT_COPYPOSTFIELDS, $0.baseAddress)
                }
            )
        }
        if request.method != .get, request.method != .post {
            // The same transfer as a POST, under another name.
            codes.append(
                unsafe cc_setopt_str(easy, CURLOPT_CUSTOMREQUEST, request.method.rawValue)
            )
        }
        return codes.allSatisfy { $0 == CURLE_OK }
    }

    // MARK: - Meanwhile

    /// Takes bytes of the body; false stops the transfer.
    fileprivate func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        lastByteAt = .now
        guard body.count + bytes.count <= request.limit else {
            isTooLarge = true
            return false
        }
        unsafe body.append(contentsOf: bytes)
        return true
    }

    /// Takes one line of the head; false stops the transfer.
    fileprivate func takeLine(_ bytes: UnsafeRawBufferPointer) -> Bool {
        lastByteAt = .now
        headBytes += bytes.count
        guard headBytes <= Self.headLimit else {
            isTooLarge = true
            return false
        }
        if unsafe bytes.starts(with: "HTTP/".utf8) {
            headers = []
            return true
        }
        guard let colon = unsafe bytes.firstIndex(of: UInt8(ascii: ":")) else { return true }
        let isBlank: (UInt8) -> Bool = { $0 <= 0x20 }
        let value = unsafe bytes[(colon + 1)...].drop(while: isBlank)
        let end = unsafe value.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? value.startIndex
        headers.append(
            HTTPHeader(
                unsafe String(decoding: bytes[..<colon], as: UTF8.self),
                unsafe String(decoding: value[..<end], as: UTF8.self)
            )
        )
        return true
    }

    /// Called when a connection stands and the request is about to be written; false stops it.
    fileprivate func mayWrite() -> Bool {
        attempts += 1
        if attempts == 1 {
            sentBefore = unsafe cc_getinfo_long(easy, CURLINFO_REQUEST_SIZE)
            return true
        }
        // A second time without a byte of an answer is libcurl's own repeat, not a redirect.
        guard !request.isRepeatable, lastByteAt == nil else { return true }
        isRepeatRefused = true
        return false
    }

    // MARK: - After

    /// What the end of a transfer means.
    func result(_ code: CURLcode) -> Result<HTTPResponse, CurlError> {
        guard code == CURLE_OK else { return .failure(error(code)) }
        let status = unsafe cc_getinfo_long(easy, CURLINFO_RESPONSE_CODE)
        if [301, 302, 303, 307, 308].contains(status), request.redirects == 0 {
            return .failure(
                failure(
                    .redirect,
                    "answers \(status), a redirect, which is not allowed",
                    hint: "set the address it leads to"
                )
            )
        }
        let version = unsafe cc_getinfo_long(easy, CURLINFO_HTTP_VERSION)
        return .success(
            HTTPResponse(
                status: status,
                headers: headers,
                body: body,
                isHTTP2: version == Int(CURL_HTTP_VERSION_2_0)
            )
        )
    }

    func failure(_ code: CurlError.Code, _ fact: String, hint: String? = nil) -> CurlError {
        CurlError(code, message: "\(host) \(fact)", hint: hint, wasSent: wasSent)
    }

    /// Bytes of the request itself were written, not only those of a proxy's CONNECT.
    private var wasSent: Bool {
        guard attempts > 0 else { return false }
        if lastByteAt != nil || isRepeatRefused { return true }
        return unsafe cc_getinfo_long(easy, CURLINFO_REQUEST_SIZE) > sentBefore
    }

    /// The host and port of the address: the only parts that may be shown.
    private var host: String {
        let rest = request.url.split(separator: "://", maxSplits: 1).last ?? ""
        let place = rest.prefix { !"/?#".contains($0) }
        return String(place.split(separator: "@").last ?? "the far side")
    }

    private func error(_ code: CURLcode) -> CurlError {
        if isTooLarge || code == CURLE_FILESIZE_EXCEEDED {
            return failure(.tooLarge, "answers with more than \(request.limit) bytes")
        }
        if isRepeatRefused {
            return failure(.cut, "closed a kept connection before it answered")
        }
        let reason = unsafe String(cString: curl_easy_strerror(code)).lowercased()
        let isWritten = attempts > 0
        switch code {
        case CURLE_OPERATION_TIMEDOUT:
            return isWritten
                ? failure(.timeout, "gave no whole answer in time")
                : failure(.timeout, "cannot be reached in time")
        case CURLE_COULDNT_RESOLVE_HOST:
            return failure(.resolve, "has no address", hint: "check the name and the resolver")
        case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY:
            return failure(.proxy, "cannot be reached through the proxy", hint: "check the proxy")
        case CURLE_COULDNT_CONNECT:
            return failure(.connect, "cannot be reached: \(reason)")
        case CURLE_SSL_CACERT_BADFILE:
            return failure(
                .certificateFile,
                "cannot be checked: the file of trusted certificates cannot be read",
                hint: "check the path of the CA file"
            )
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_ENGINE_INITFAILED,
            CURLE_SSL_INVALIDCERTSTATUS:
            return failure(
                .tls,
                "is not trusted: \(reason)",
                hint: "check the address, this machine's clock and the CA file"
            )
        case CURLE_TOO_MANY_REDIRECTS:
            return failure(.redirect, "redirects more than \(request.redirects) times")
        case CURLE_URL_MALFORMAT:
            return failure(.request, "has a malformed address")
        case CURLE_UNSUPPORTED_PROTOCOL:
            // Also what libcurl says of bytes that do not begin like HTTP.
            return isWritten
                ? failure(.garbage, "answers with what is not HTTP")
                : failure(.request, "has a protocol that is neither http nor https")
        case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING, CURLE_HTTP2:
            return failure(.garbage, "answers with what is not HTTP")
        case CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR,
            CURLE_HTTP2_STREAM:
            guard isWritten || !usesProxy else {
                return failure(.proxy, "cannot be reached: the proxy refuses")
            }
            return failure(.cut, "closed the connection before its answer was whole")
        default:
            return failure(.other, "failed: \(reason), libcurl \(code.rawValue)")
        }
    }
}

extension Duration {
    /// Rounded up to 1 at least: to libcurl 0 means for ever.
    fileprivate var milliseconds: Int {
        let (seconds, attoseconds) = components
        return max(1, Int(min(seconds, 1 << 31)) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}

// MARK: - What libcurl calls

private func transfer(_ user: UnsafeMutableRawPointer?) -> Transfer? {
    guard let user = unsafe user else { return nil }
    return unsafe Unmanaged<Transfer>.fromOpaque(user).takeUnretainedValue()
}

private let takeBody: cc_data_function = { bytes, size, count, user in
    let block = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    return unsafe transfer(user)?.take(block) == true ? size * count : 0
}

private let takeHead: cc_data_function = { bytes, size, count, user in
    let block = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    return unsafe transfer(user)?.takeLine(block) == true ? size * count : 0
}

private let beforeRequest: cc_prerequest_function = { user, _, _, _, _ in
    unsafe transfer(user)?.mayWrite() == true ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}
