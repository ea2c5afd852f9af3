/// A host and a port, as a listener's line or a web address names them.
struct NetworkPlace: Hashable {
    /// A name or an address, IPv6 without brackets; small letters.
    var host: String
    /// 0 to 65535; nil when none is named.
    var port: Int?

    /// Reads `HOST`, `HOST:PORT` or `[IPV6]:PORT`; nil for anything else.
    init?(_ text: some StringProtocol) {
        let text = text.lowercased()
        var rest = text[...]
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            host = String(text[..<end].dropFirst())
            rest = text[text.index(after: end)...]
            guard Self.isIPv6(host) else { return nil }
        } else {
            let end = text.firstIndex(of: ":") ?? text.endIndex
            host = String(text[..<end])
            rest = text[end...]
            guard Self.isName(host) else { return nil }
        }
        guard let colon = rest.first else { return }
        let digits = rest.dropFirst()
        guard colon == ":", digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = UInt16(digits)
        else { return nil }
        port = Int(number)
    }

    /// True when nothing that is sent there leaves this machine.
    var isLoopback: Bool {
        host == "localhost" || host == "::1" || Self.isIPv4(host) && host.hasPrefix("127.")
    }

    /// Whether a text is an address, not a name: IPv4, or IPv6 without brackets.
    static func isAddress(_ text: String) -> Bool { isIPv4(text) || isIPv6(text) }

    private static func isIPv4(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil && !$0.hasPrefix("+") }
    }

    /// Groups of hexadecimal digits, a gap at most once; the end may be written like IPv4.
    private static func isIPv6(_ text: String) -> Bool {
        var groups = text.split(separator: ":", omittingEmptySubsequences: false)
        if let last = groups.last, last.contains(".") {
            guard isIPv4(String(last)) else { return false }
            groups.replaceSubrange((groups.count - 1)..., with: ["0", "0"])
        }
        let isGapped = text.contains("::")
        guard !text.contains(":::"), text.ranges(of: "::").count <= 1 else { return false }
        guard isGapped || !groups.contains(""), !isGapped || groups.count <= 9 else {
            return false
        }
        guard text.hasPrefix("::") || !text.hasPrefix(":"),
            text.hasSuffix("::") || !text.hasSuffix(":")
        else { return false }
        let filled = groups.filter { !$0.isEmpty }
        guard isGapped ? filled.count < 8 : filled.count == 8 else { return false }
        return filled.allSatisfy { $0.count <= 4 && $0.allSatisfy { $0.isASCII && $0.isHexDigit } }
    }

    /// Letters, digits, hyphens and full stops, as names and IPv4 addresses have them.
    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 253
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
                !part.isEmpty && !part.hasPrefix("-") && !part.hasSuffix("-")
                    && part.utf8.allSatisfy {
                        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
                    }
            }
    }
}

/// A web address, taken apart as far as is needed to tell whether it may be used.
struct WebPlace: Hashable {
    /// True for https.
    var isEncrypted: Bool
    var place: NetworkPlace
    /// From the first slash on; may be empty.
    var path: String

    /// Reads an http or https address, percent-encoded, without user and password; nil for
    /// anything else.
    init?(_ text: String) {
        guard text.utf8.count <= 2048, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return nil
        }
        if text.hasPrefix("https://") {
            isEncrypted = true
        } else if text.hasPrefix("http://") {
            isEncrypted = false
        } else {
            return nil
        }
        let rest = text.dropFirst(isEncrypted ? 8 : 7)
        let authority = rest.prefix { !"/?#".contains($0) }
        guard let place = NetworkPlace(authority), place.port != 0, !rest.contains("\\") else {
            return nil
        }
        self.place = place
        path = String(rest[authority.endIndex...])
    }
}
