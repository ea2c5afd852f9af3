import Messages

/// Where a Bot API is, and the token that opens it.
struct Endpoint: Sendable {
    /// Without a slash at the end.
    let base: String
    /// In lower-case, without a port: what may be shown in an error.
    let host: String
    private let token: String

    init(baseURL: String, token: String) throws(ChannelError) {
        var base = baseURL[...]
        while base.hasSuffix("/") { base.removeLast() }
        let lower = base.lowercased()
        guard lower.hasPrefix("http://") || lower.hasPrefix("https://") else {
            throw Self.fault(
                "base-url",
                "the Bot API's address must begin with https:// or http://"
            )
        }
        let place = lower.drop { $0 != "/" }.dropFirst(2).prefix { !"/?#".contains($0) }
        let address = place.split(separator: "@").last ?? ""
        host = String(
            address.hasPrefix("[")
                ? address.prefix { $0 != "]" } + "]" : address.prefix { $0 != ":" }
        )
        guard !host.isEmpty, base.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
            !base.contains("?"), !base.contains("#")
        else { throw Self.fault("base-url", "the Bot API's address is malformed") }
        guard !token.isEmpty, token.utf8.allSatisfy(Self.isTokenByte) else {
            throw Self.fault(
                "token",
                "the Bot API's token is empty or has a character no token has"
            )
        }
        self.base = String(base)
        self.token = token
    }

    private static func fault(_ code: String, _ message: String) -> ChannelError {
        .refused(.init(code: code, message: message), isAddressDead: false)
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && !"/?#%\\".utf8.contains(byte)
    }

    func url(_ method: String) -> String { "\(base)/bot\(token)/\(method)" }

    /// The address of a file; nil for a path that would leave the file's own place.
    func url(file path: String) -> String? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard !parts.isEmpty, parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." })
        else { return nil }
        let digits = Array("0123456789ABCDEF")
        var encoded = ""
        for byte in path.utf8 {
            let scalar = Unicode.Scalar(byte)
            let isPlain =
                byte < 0x80
                && (scalar.properties.isAlphabetic || "0123456789-._~/".utf8.contains(byte))
            if isPlain {
                encoded.unicodeScalars.append(scalar)
            } else {
                encoded += "%"
                encoded.append(digits[Int(byte >> 4)])
                encoded.append(digits[Int(byte & 15)])
            }
        }
        return "\(base)/file/bot\(token)/\(encoded)"
    }
}
